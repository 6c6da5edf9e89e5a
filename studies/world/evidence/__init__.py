"""What the data say of the world game: five checks, whose rules were set before any run."""
