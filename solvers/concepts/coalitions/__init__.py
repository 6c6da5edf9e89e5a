"""Equilibria that groups of players do not leave together."""
