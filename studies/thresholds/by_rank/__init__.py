"""What one variable decides where an answer depends on the order of payoffs alone."""
