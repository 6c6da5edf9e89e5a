"""From results to text: pure functions; nothing here loads or solves."""
