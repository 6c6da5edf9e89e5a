"""From text to a scenario, or to an error that names every fault with its line, column and field."""
