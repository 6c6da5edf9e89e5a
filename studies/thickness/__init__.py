"""How thick ties are, and what rival readings of them change."""
