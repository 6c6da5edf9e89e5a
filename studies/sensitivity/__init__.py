"""What drives the outcomes of many games, and where they hold."""
