"""The worlds that predictions are put to."""
