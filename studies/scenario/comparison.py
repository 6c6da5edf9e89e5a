"""The equilibria of an analysis set against one another."""

from __future__ import annotations

from ...games.numbers import number
from .analysis import Analysis


def favourites(analysis: Analysis) -> tuple[tuple[int, ...], ...]:
    """Return for each player the equilibria that pay it most, by their numbers; payoffs that read alike are alike."""
    payoffs = [found.payoffs for found in analysis.solution.equilibria]
    found = []
    for player in range(analysis.game.n_players):
        ranked = sorted(range(len(payoffs)), key=lambda place: -payoffs[place][player])
        read = [number(payoffs[place][player]) for place in ranked]
        found.append(tuple(place for place, text in zip(ranked, read, strict=True) if text == read[0]))
    return tuple(found)
