"""A scenario: the value, the paths to its numbers, and its form as plain values."""
