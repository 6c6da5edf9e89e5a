"""What a player gains who moves first."""
