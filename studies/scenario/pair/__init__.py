"""Two scenarios of the same players and actions."""
