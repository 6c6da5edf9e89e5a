"""Predictions of what orders do across arenas, and of how thick a tie is."""
