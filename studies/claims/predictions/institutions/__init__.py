"""Predictions of the arenas of institutions."""
