"""What the orders of world politics seek: rows of the value matrix, rival codings of it, and arithmetic on it."""
