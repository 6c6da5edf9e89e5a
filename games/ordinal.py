"""Ordinal games: each player ranks the outcomes, and nothing says by how much it prefers one to the next.

Payoffs are ranks, counted from 0 for the worst; tied outcomes share one. Only their order means anything, so pure
equilibria of an ordinal game are results and mixed ones are not (Rapoport and Guyer 1966; Fraser and Hipel 1984).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from math import prod
from typing import Any

import numpy as np

from .errors import InputError
from .normal_form import NormalFormGame
from .numbers import counted

Outcome = tuple[str, ...]
Ranking = tuple[tuple[Outcome, ...], ...]
"""Classes of equally good outcomes, the best first."""

MOST_OUTCOMES = 100_000
"""A game with more outcomes is refused: every player ranks every one of them."""


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


def ranked(game: NormalFormGame) -> OrdinalGame:
    """Return a game of which only the order of each player's payoffs is kept."""
    outcomes = [game.name_profile(profile) for profile in np.ndindex(game.shape)]
    ranking: dict[str, Ranking] = {}
    for player, own in zip(game.players, game.exact, strict=True):
        classes: dict[Any, list[Outcome]] = {}
        for outcome, payoff in zip(outcomes, own.flat, strict=True):
            classes.setdefault(payoff, []).append(outcome)
        ranking[player] = tuple(tuple(classes[payoff]) for payoff in sorted(classes, reverse=True))
    return OrdinalGame(game.players, game.actions, ranking)


def check_ranking(player: str, classes: Sequence[Sequence[Outcome]], actions: Sequence[Sequence[str]]) -> None:
    """Refuse a ranking that does not place every outcome exactly once.

    Raises
    ------
    InputError
        Naming the outcome that is unknown, ranked twice, or not ranked.
    """
    outcomes = prod(len(names) for names in actions)
    if outcomes > MOST_OUTCOMES:
        raise InputError(f"{counted(outcomes)} outcomes are more than can be ranked, at most {counted(MOST_OUTCOMES)}")
    known, ranked = dict.fromkeys(product(*actions)), set[Outcome]()
    for outcome in (outcome for tied in classes for outcome in tied):
        if outcome not in known:
            raise InputError(f"the ranking of {player} names {_show(outcome)}, which is no outcome of these actions")
        if outcome in ranked:
            raise InputError(f"the ranking of {player} names {_show(outcome)} twice")
        ranked.add(outcome)
    missing = [outcome for outcome in known if outcome not in ranked]
    if missing:
        more = f" and {len(missing) - 1} more" if len(missing) > 1 else ""
        raise InputError(f"the ranking of {player} leaves out {_show(missing[0])}{more}")


def _show(outcome: Outcome) -> str:
    return f"({', '.join(outcome)})"
