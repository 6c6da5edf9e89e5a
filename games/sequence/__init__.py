"""Moves in sequence: trees, and games in stages."""
