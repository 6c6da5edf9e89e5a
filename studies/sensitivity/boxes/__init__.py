"""In which boxes of inputs something happens."""
