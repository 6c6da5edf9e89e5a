"""What a complete search of a game will cost, said before it is begun.

Two players: the walk visits every vertex of both best-response polytopes, of which there are at most as many as a
cyclic polytope has (McMullen 1970, the upper bound theorem); a visit takes time in proportion to the size of the game.
More players: every support profile that is not struck by dominance has a system of polynomials to be solved.
"""

from __future__ import annotations

from collections.abc import Iterable

from ..games.normal_form import NormalFormGame
from ..games.numbers import counted, fixed
from .base import Concept
from .concepts.nash import Nash
from .n_player.support_profiles import count_support_profiles
from .two_player.at_once import most_vertices

SECONDS_PER_ENTRY = 2e-7
"""Measured at 8 x 8 to 13 x 13: seconds for each vertex and entry of the payoff matrix."""

WORTH_SAYING = 10
"""Seconds; a shorter search is begun without a word."""

MANY_PROFILES = 5_000
"""Support profiles; solving about so many takes some seconds."""


def expected_cost(game: NormalFormGame, concepts: Iterable[Concept] = (Nash(),)) -> str | None:
    """Return a sentence on how long a complete search for all equilibria may take, or None where it is short.

    Concepts that begin with no complete search cost nothing here.

    Examples
    --------
    >>> import numpy as np
    >>> expected_cost(NormalFormGame(np.zeros((2, 8, 8)))) is None
    True
    >>> print(expected_cost(NormalFormGame(np.zeros((2, 16, 16)))))
    A 16 x 16 game has up to 1,961,256 vertices to visit: about 100 s at worst. A time limit keeps what is found.
    """
    if not any(isinstance(concept, Nash) and concept.method == "complete" for concept in concepts):
        return None
    size = " x ".join(str(m) for m in game.shape)
    if game.n_players == 2:
        m, n = game.shape
        vertices = most_vertices(m, m + n) + most_vertices(n, m + n)
        seconds = vertices * m * n * SECONDS_PER_ENTRY
        if seconds < WORTH_SAYING:
            return None
        work = f"up to {counted(vertices)} vertices to visit: about {_duration(seconds)} at worst"
    else:
        profiles = count_support_profiles(game.shape)
        if game.n_players == 1 or profiles < MANY_PROFILES:
            return None
        work = f"{counted(profiles)} support profiles, each with equations to solve: this may take long"
    return f"A {size} game has {work}. A time limit keeps what is found."


def _duration(seconds: float) -> str:
    for unit, length in (("days", 86_400), ("hours", 3_600), ("minutes", 60)):
        if seconds >= 2 * length:
            return f"{fixed(seconds / length)} {unit}"
    return f"{fixed(seconds)} s"
