"""Which of several equilibria is the one to expect."""
