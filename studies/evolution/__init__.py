"""Population games: paths of shares, rest points, basins of attraction, and what moves them."""
