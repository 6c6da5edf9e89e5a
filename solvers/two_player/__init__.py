"""All equilibria of games of two players, in exact arithmetic."""
