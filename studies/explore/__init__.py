"""A scenario made ready to be explored: its game as formulas, its numbers as dials."""
