"""Symmetric equilibria of symmetric games: everybody does the same.

A game is *symmetric* when to exchange what two players do is to exchange what they get, and the others get what they
did (von Neumann and Morgenstern 1944, section 28). There is then an equilibrium in which all play the same strategy
(Nash 1951, theorem 2). Where nothing tells the players which of them is which, no other can be expected of them.

Payoffs of different players are compared on the scale from each one's lowest to its highest, so that no unit matters.
Actions are paired by their names where all players have the same names, and if that gives no symmetry, or they have
not, by the order in which they stand. No other pairings are tried.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import ClassVar

import numpy as np

from ...games.errors import InputError
from ...games.normal_form import NormalFormGame
from ...games.numbers import rounded
from ..base import Candidate, Findings
from ..cost import profiles_seconds
from ..welfare import relative_payoffs
from .nash import Nash
from .refinements.refinement import refined

Pairing = tuple[tuple[int, ...], ...]
"""For each player the numbers of its actions, in an order in which they correspond to the other players'."""


@dataclass(frozen=True)
class Symmetric:
    """The Nash equilibria of a symmetric game in which all players play the same strategy.

    Where they come in a continuum in a game of two players, all are mixtures of those listed.

    Parameters
    ----------
    time_limit
        Seconds after which the search stops with what it has; None for no limit.

    Raises
    ------
    InputError
        By `find`, if the game is not symmetric; the message names payoffs that differ.
    """

    name: ClassVar[str] = "symmetric"
    meaning: ClassVar[str] = "Nash equilibria of a symmetric game in which all players do the same"

    time_limit: float | None = None

    def find(self, game: NormalFormGame, rng: np.random.Generator) -> Findings:
        """Return the symmetric ones among all Nash equilibria, in their order."""
        pairing = _symmetry(game)
        two = game.n_players <= 2
        return refined(
            game,
            rng,
            lambda c, _: _is_symmetric(c, pairing),
            "symmetric",
            corners_suffice=two,
            time_limit=self.time_limit,
        )

    def seconds(self, game: NormalFormGame) -> float:
        """Return about how long the search takes."""
        return Nash().seconds(game) + profiles_seconds(game.shape)


def _symmetry(game: NormalFormGame) -> Pairing:
    """Return the first pairing of actions under which the game is symmetric."""
    if len(set(game.shape)) > 1:
        counts = ", ".join(f"{player} {m}" for player, m in zip(game.players, game.shape, strict=True))
        raise InputError(f"the game is not symmetric: its players have different numbers of actions ({counts})")
    differences: list[str] = []
    for pairing in _pairings(game):
        difference = _difference(game, pairing)
        if difference is None:
            return pairing
        differences.append(difference)
    raise InputError(f"the game is not symmetric: {differences[0]}")


def _pairings(game: NormalFormGame) -> Iterator[Pairing]:
    """Go through the pairings of actions: by name where all players have the same names, then by order."""
    if len({frozenset(names) for names in game.actions}) == 1:
        yield tuple(tuple(names.index(name) for name in game.actions[0]) for names in game.actions)
    yield tuple(tuple(range(m)) for m in game.shape)


def _difference(game: NormalFormGame, pairing: Pairing) -> str | None:
    """Say which payoffs differ when two neighbouring players change places; None if none do."""
    relative = relative_payoffs(game, game.exact)
    paired = np.array([own[np.ix_(*pairing)] for own in relative])
    for left, right in pairwise(range(game.n_players)):
        for player in range(game.n_players):
            partner = {left: right, right: left}.get(player, player)
            unequal = np.argwhere(paired[player] != paired[partner].swapaxes(left, right)).tolist()
            if unequal:
                place = unequal[0]
                mirror = list(place)
                mirror[left], mirror[right] = place[right], place[left]
                here, there = (_payoff_words(game, pairing, *which) for which in ((player, place), (partner, mirror)))
                return (
                    f"when {game.players[left]} and {game.players[right]} change places, {here} should be matched by "
                    f"{there}; in brackets the way from each one's lowest to its highest payoff"
                )
    return None


def _payoff_words(game: NormalFormGame, pairing: Pairing, player: int, place: list[int]) -> str:
    profile = tuple(order[k] for order, k in zip(pairing, place, strict=True))
    payoff = rounded(game.payoffs[(player, *profile)], 4)
    way = rounded(100 * relative_payoffs(game, game.exact)[(player, *profile)], 4)
    return f"{game.players[player]}'s {payoff} at ({', '.join(game.name_profile(profile))}) [{way} %]"


def _is_symmetric(candidate: Candidate, pairing: Pairing) -> bool:
    """Tell whether all strategies are the same, or, in floats, may be the same strategy."""
    first, *others = (own[list(order)] for own, order in zip(candidate.strategies, pairing, strict=True))
    slack = 0 if first.dtype == object else 2 * (candidate.distance or 0.0) + 1e-12
    return all(np.abs(first - other).max() <= slack for other in others)
