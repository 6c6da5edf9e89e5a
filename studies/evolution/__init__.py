"""What becomes of a population game: paths, rest points, basins, and what moves them."""
