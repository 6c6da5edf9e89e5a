"""What the papers predict of economic pressure."""
