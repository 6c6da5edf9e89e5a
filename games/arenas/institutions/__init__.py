"""Arenas of international institutions and common goods."""
