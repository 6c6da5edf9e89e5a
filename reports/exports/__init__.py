"""Games in forms for other programs."""
