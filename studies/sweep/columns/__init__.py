"""The columns of a sweep: the games at its points, and what is asked of them."""
