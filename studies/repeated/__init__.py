"""A scenario that is played again and again: what patience sustains, what strategies earn, what can be paid."""
