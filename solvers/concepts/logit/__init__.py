"""Logit responses, and the branch of them that leads to an equilibrium."""
