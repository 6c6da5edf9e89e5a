"""What patience can sustain in repeated games."""
