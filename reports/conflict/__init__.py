"""Conflict stability in words: the table of states, the reasons, the ways from the status quo."""
