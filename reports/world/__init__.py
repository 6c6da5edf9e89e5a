"""The game of all states in words, tables and pictures."""
