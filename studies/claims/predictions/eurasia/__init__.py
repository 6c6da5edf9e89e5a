"""What the papers predict of Russia and China, and of the region between them."""
