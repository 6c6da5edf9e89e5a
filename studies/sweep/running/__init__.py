"""How a sweep is run: chunks on workers, and the folder that keeps them."""
