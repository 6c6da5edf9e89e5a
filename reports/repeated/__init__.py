"""Repeated games and games whose state moves, as documents and as plain values."""
