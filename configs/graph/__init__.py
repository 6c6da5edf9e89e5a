"""Conflicts as graphs of moves in files: the section of a scenario, statements, and files of another program."""
