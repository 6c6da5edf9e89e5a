"""Stability of the states of a conflict: who would leave one, and which answers keep it from doing so."""
