"""Many games at once: designs, the runs that solve them, and what is asked of the results."""
