"""What is asked of many games, or of one game from many sides."""
