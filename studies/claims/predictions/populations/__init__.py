"""What the papers predict of orders and neighbours as populations."""
