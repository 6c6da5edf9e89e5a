"""Arenas of Russia and China, and of the region between them."""
