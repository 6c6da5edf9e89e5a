"""Solution concepts, one each: what is asked of a game, and how it is found."""
