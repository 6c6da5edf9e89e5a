"""Populations, as documents and as plain values."""
