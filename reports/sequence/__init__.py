"""Reports of moves in sequence."""
