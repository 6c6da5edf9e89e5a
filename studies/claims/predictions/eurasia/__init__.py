"""Predictions of the arenas of Eurasia."""
