"""All isolated equilibria of games of three and more players, support profile by support profile."""
