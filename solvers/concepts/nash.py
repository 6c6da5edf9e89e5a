"""Nash equilibria in pure and mixed strategies (Nash 1951): nobody can gain by any deviation, pure or mixed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from time import monotonic
from typing import ClassVar

import numpy as np

from ...games.errors import InputError, unknown
from ...games.normal_form import NormalFormGame
from ..base import Findings
from ..cost import pairs_seconds, path_seconds, supports_seconds, vertices_seconds
from ..deadline import deadline_after, kept
from ..n_player.algebraic_equilibria import with_exact_probabilities
from ..n_player.isolated_equilibria import n_player_equilibria
from ..two_player.at_once import equilibria_in_time, lemke_howson, searched_shape
from ..two_player.extreme_equilibria import needs_no_walk
from ..two_player.nashpy_methods import SEARCHES, nashpy_equilibria
from .logit.path_ends import logit, with_path_ends
from .pure_nash import PureNash

METHODS: Mapping[str, Callable[[NormalFormGame], Findings]] = {
    "lemke-howson": lemke_howson,
    "logit": logit,
    **{name: partial(nashpy_equilibria, name=name) for name in SEARCHES},
}
"""Ways to search that users may ask for by name, beside the complete one."""

_SHARE = 0.1
"""How much of the time limit further paths of logit responses may take, beside the search and the first path."""


@dataclass(frozen=True)
class Nash:
    """All Nash equilibria.

    Parameters
    ----------
    method
        "complete" for our own search, which proves that nothing is missing: exact for two players, by support
        profiles and certified homotopy continuation for more. "lemke-howson" for one equilibrium of a game of two
        players, at once and exact. "logit" for one equilibrium of a game of any number of players, at the end of a path
        of logit responses, proven where it is isolated. Other names, in `METHODS`, ask a library; its answers are
        measured, and are never taken for complete.
    time_limit
        Seconds after which a complete search stops with what it has; None for no limit. With two players the
        equilibria to which paths of Lemke and Howson lead are then among what it has, so there is one at least, but in
        games so large that the first path takes longer than a second; a search that would take days is not begun. With
        more players a list that is not complete holds the equilibrium to which the principal path of logit responses
        leads, unless an interrupt ended the search. A library's search cannot be cut short: it is not begun where it is
        expected to take longer.
    exact
        Whether equilibria with irrational probabilities are given as algebraic numbers too, where that can be done.
        They occur with three and more players; with two all is exact as it is.

    Raises
    ------
    InputError
        If the method is unknown, or is another than the complete one where exact numbers are asked for.
    """

    name: ClassVar[str] = "nash"
    meaning: ClassVar[str] = "profiles in which nobody can gain by a deviation, pure or mixed"

    method: str = "complete"
    time_limit: float | None = None
    exact: bool = False

    def __post_init__(self) -> None:
        known = ("complete", *METHODS)
        if self.method not in known:
            raise InputError(unknown("method", self.method, known))
        if self.exact and self.method != "complete":
            raise InputError(f'exact numbers need the method "complete", got {self.method!r}')

    def find(self, game: NormalFormGame, rng: np.random.Generator) -> Findings:
        """Return the equilibria that the method finds."""
        if self.method in SEARCHES and self.time_limit is not None and self.seconds(game) > self.time_limit:
            raise TimeoutError("a library's search, which cannot be cut short, is expected to take longer")
        if self.method != "complete":
            return METHODS[self.method](game)
        if game.n_players == 1:
            return PureNash().find(game, rng)
        if game.n_players == 2:
            return equilibria_in_time(game, self.time_limit)
        started, deadline = monotonic(), deadline_after(self.time_limit)
        findings = n_player_equilibria(game, rng, self.time_limit)
        if not (findings.complete or findings.interrupted):
            share = None if self.time_limit is None else _SHARE * self.time_limit
            findings = with_path_ends(game, findings, share, started)
        if not self.exact or findings.interrupted:
            return findings
        told, stop = kept((with_exact_probabilities(game, each, deadline) for each in [findings]), started)
        return replace(findings, interrupted=True) if stop else told[0]

    def seconds(self, game: NormalFormGame) -> float:
        """Return about how long the search takes."""
        if self.method in SEARCHES:
            return pairs_seconds(game.shape)
        if self.method != "complete" or game.n_players == 1 or needs_no_walk(game):
            return path_seconds(game.shape)
        if game.n_players == 2:
            return vertices_seconds(*searched_shape(game, self.time_limit))
        return supports_seconds(game.shape)
