"""Beliefs at information sets: which go with a behaviour, and what they make of an equilibrium."""
