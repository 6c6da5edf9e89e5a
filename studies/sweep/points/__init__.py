"""The points of a sweep: what varies, and over which design."""
