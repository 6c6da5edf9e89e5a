"""What the papers predict of great powers."""
