"""What ties states to one another: relations, dyads, triangles, and rival readings of them."""
