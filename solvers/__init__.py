"""What is asked of a game: equilibria, dominance, guarantees, efficiency; one concept or algorithm a file."""
