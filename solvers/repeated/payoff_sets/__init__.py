"""Sets of payoffs that a repeated game sustains, and what delivers them."""
