"""What can be sustained where all see only a public signal of what was played."""
