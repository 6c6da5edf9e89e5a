"""What is asked of all states: counterfactuals, tipping points, blocs, mixes from votes, and what data say of it."""
