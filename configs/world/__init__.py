"""The catalogue of actors, and files of the game of all states."""
