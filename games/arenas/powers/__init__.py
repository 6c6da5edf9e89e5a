"""Arenas of great powers: rivalry, rank, arms."""
