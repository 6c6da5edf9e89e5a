"""Games whose state moves as they are played."""
