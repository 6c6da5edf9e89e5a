"""Where the answers of other kinds of scenario turn: moves in sequence, factions at home, neighbours of a pair."""
