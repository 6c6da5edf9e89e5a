"""What a game is: orders and actors, arenas and their payoffs, games in normal form and repeated."""
