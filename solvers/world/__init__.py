"""Equilibria of the game of practice, proven; paths of them along a push; and how states fall into blocs."""
