"""Where regimes lie, how large they are, and where exactly they end."""
