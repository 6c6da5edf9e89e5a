"""Thresholds, as documents and as plain values."""
