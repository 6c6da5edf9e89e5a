"""The contest of orders: its numbers, what moves its outcome, and all of it together."""
