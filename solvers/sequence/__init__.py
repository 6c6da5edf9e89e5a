"""What is asked of games in sequence."""
