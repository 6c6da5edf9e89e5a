"""Sweeps and their answers, as documents and as plain values."""
