"""Those who look further than one move: limited moves, the theory of moves, threats, consistent sets."""
