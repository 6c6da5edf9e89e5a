"""One scenario: its game, its equilibria, and why nobody moves."""
