"""The solutions of indifference systems: all of them by homotopy or subdivision, each certified."""
