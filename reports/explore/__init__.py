"""The page on which a scenario is explored: one file that runs from disk."""
