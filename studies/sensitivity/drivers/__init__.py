"""Which inputs drive an outcome."""
