"""What commands share: their options, what they read, what they say, where they write."""
