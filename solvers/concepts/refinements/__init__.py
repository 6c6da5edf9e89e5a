"""Refinements: the Nash equilibria that pass a further test."""
