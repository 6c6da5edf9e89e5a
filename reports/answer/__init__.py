"""The report that answers a scenario: its first page, the analysis that leads it, and the rest."""
