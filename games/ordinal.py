"""Ordinal games: each player ranks the outcomes, and nothing says by how much it prefers one to the next.

Payoffs are ranks, counted from 0 for the worst; tied outcomes share one. Only their order means anything, so pure
equilibria of an ordinal game are results and mixed ones are not (Rapoport and Guyer 1966; Fraser and Hipel 1984).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np

from .errors import InputError
from .normal_form import NormalFormGame

Outcome = tuple[str, ...]
Ranking = tuple[tuple[Outcome, ...], ...]
"""Classes of equally good outcomes, the best first."""


@dataclass(frozen=True)
class OrdinalGame:
    """A game given by rankings: for each player, classes of equally good outcomes, best first."""

    players: tuple[str, ...]
    actions: tuple[tuple[str, ...], ...]
    ranking: Mapping[str, Ranking]

    def build(self, title: str = "") -> NormalFormGame:
        """Return the game whose payoffs are ranks: 0 for the worst class, one more for each better one."""
        ranks = [self._ranks(player) for player in self.players]
        shape = tuple(len(names) for names in self.actions)
        payoffs = np.array([[rank[outcome] for outcome in product(*self.actions)] for rank in ranks], dtype=np.int64)
        return NormalFormGame(payoffs.reshape(len(ranks), *shape), self.players, self.actions, title)

    def _ranks(self, player: str) -> dict[Outcome, int]:
        classes = self.ranking[player]
        return {outcome: len(classes) - 1 - place for place, tied in enumerate(classes) for outcome in tied}


def check_ranking(player: str, classes: Sequence[Sequence[Outcome]], actions: Sequence[Sequence[str]]) -> None:
    """Refuse a ranking that does not place every outcome exactly once.

    Raises
    ------
    InputError
        Naming the outcome that is unknown, ranked twice, or not ranked.
    """
    outcomes = list(product(*actions))
    ranked = [outcome for tied in classes for outcome in tied]
    for place, outcome in enumerate(ranked):
        if outcome not in outcomes:
            raise InputError(f"the ranking of {player} names {_show(outcome)}, which is no outcome of these actions")
        if outcome in ranked[:place]:
            raise InputError(f"the ranking of {player} names {_show(outcome)} twice")
    missing = [outcome for outcome in outcomes if outcome not in ranked]
    if missing:
        more = f" and {len(missing) - 1} more" if len(missing) > 1 else ""
        raise InputError(f"the ranking of {player} leaves out {_show(missing[0])}{more}")


def _show(outcome: Outcome) -> str:
    return f"({', '.join(outcome)})"
