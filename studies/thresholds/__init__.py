"""Where equilibria begin and end as a number of the scenario varies: exact intervals, cells and closed forms."""
