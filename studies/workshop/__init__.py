"""The workshop: what is asked of people about a scenario, and what comes of what they write."""
