"""Arenas in which shares of many actors change."""
