"""Arenas of economic pressure: sanctions and trade."""
