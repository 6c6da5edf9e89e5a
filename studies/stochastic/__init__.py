"""Arenas whose state moves: what is played in which state, and whether what pressure brought about outlives it."""
