"""Predictions of the arenas on the ground floor."""
