"""What the papers predict of institutions and common goods."""
