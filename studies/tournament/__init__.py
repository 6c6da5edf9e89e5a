"""Strategies of a repeated game against each other."""
