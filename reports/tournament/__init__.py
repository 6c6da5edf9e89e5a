"""Tournaments, as documents and as plain values."""
