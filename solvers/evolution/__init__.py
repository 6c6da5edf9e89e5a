"""Populations: rest points, stability and dynamics of games played by shares of adherents."""
