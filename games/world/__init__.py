"""The game of all states: what each is, what ties it to others, and how much of each order it practises."""
