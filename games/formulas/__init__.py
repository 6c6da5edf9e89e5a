"""Formulas that take numbers, arrays and symbols alike."""
