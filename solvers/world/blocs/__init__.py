"""How states fall into blocs: the least energy of a landscape, proven or bounded."""
