"""Games that are played again and again."""
