"""Conflicts as graphs: states, the moves that each decision maker controls, and what each prefers."""
