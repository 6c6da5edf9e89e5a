"""Pictures for pages, drawn from numbers that are known already."""
