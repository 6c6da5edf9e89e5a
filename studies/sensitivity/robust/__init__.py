"""What holds up over all that is held plausible."""
