"""Text that somebody else wrote: names, titles, paths."""
