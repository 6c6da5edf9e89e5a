"""Thresholds over one number or two, for readers and for programs."""
