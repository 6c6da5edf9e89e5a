"""Trees in files: Gambit's extensive form, and the sections of a scenario."""
