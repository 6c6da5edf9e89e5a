"""Predictions of the arenas of the economy."""
