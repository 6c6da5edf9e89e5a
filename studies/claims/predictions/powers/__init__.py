"""Predictions of the arenas of great powers."""
