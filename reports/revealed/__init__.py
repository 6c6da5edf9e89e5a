"""Reports of what conduct reveals, and of what would have to be true."""
