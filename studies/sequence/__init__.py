"""Studies of moves in sequence."""
