"""Exact arithmetic that several solvers share: linear programs in fractions, roots of polynomials."""
