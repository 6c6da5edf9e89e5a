"""Arenas on the ground floor: states and their own societies, one arena to a file."""
