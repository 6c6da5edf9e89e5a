"""What is asked of a conflict: where it rests, how it gets there, and what would make a state hold."""
