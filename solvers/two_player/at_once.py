"""What is said of a two-player game at once: single equilibria, where there is no time for a search for all of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from time import monotonic

from ...games.errors import InputError
from ...games.normal_form import NormalFormGame
from ..base import Candidate, Findings
from ..deadline import AFTER_INTERRUPT, kept
from ..exact.equalising_strategies import ExactProfile
from .best_response_polytopes import most_vertices
from .extreme_equilibria import arrays, needs_no_walk, rank, two_player_equilibria
from .lemke_howson import lemke_howson_equilibria

METHOD = "a path of Lemke and Howson, whose end is proven in integers"

_HOPELESS = 10**12
"""Vertices times entries of the payoff matrix from which a walk is not begun where time is short: it takes days."""

_SHARE = 0.1
"""How much of the time limit the paths may take, beside the search."""


def lemke_howson(game: NormalFormGame) -> Findings:
    """Return one equilibrium of a two-player game, exact, degenerate or not: the end of a path of Lemke and Howson.

    Raises
    ------
    InputError
        If the game has not two players.

    Examples
    --------
    >>> (found,) = lemke_howson(NormalFormGame.two_player([[3, 0], [0, 2]], [[2, 0], [0, 3]])).candidates
    >>> print(*found.strategies[0], *found.strategies[1])
    1 0 1 0
    """
    if game.n_players != 2:
        raise InputError(f"the path of Lemke and Howson covers games of 2 players, this one has {game.n_players}")
    found = next(lemke_howson_equilibria(game))
    notes = ("One equilibrium was sought; there may be others.",)
    return Findings((Candidate(arrays(found)),), False, METHOD, notes=notes)


def equilibria_in_time(game: NormalFormGame, time_limit: float | None) -> Findings:
    """Find all equilibria of a two-player game; where the search does not end in time, what paths lead to as well.

    An interrupt while paths are followed keeps what there is.

    Parameters
    ----------
    time_limit
        Seconds for the search; None for no limit. Where it is cut short, paths are followed for a tenth more, the
        first one in any case. Where it would take days no search is begun. After an interrupt from the keyboard the
        paths have a second.
    """
    started = monotonic()
    if time_limit is not None and time_limit >= 0 and _out_of_reach(game) and not needs_no_walk(game):
        m, n = game.shape
        note = f"A complete search of a {m} x {n} game is out of reach, and was not begun: equilibria may be missing."
        searched = Findings((), False, METHOD, notes=(note,))
    else:
        searched = two_player_equilibria(game, time_limit)
    if searched.complete:
        return searched
    seconds = AFTER_INTERRUPT if time_limit is None else time_limit * _SHARE
    ends, stop = kept(lemke_howson_equilibria(game, monotonic() + seconds), started)
    return replace(_with_ends_of_paths(searched, ends), interrupted=searched.interrupted or stop is not None)


def _out_of_reach(game: NormalFormGame) -> bool:
    """Tell whether even the polytope of the smaller dimension may have too many vertices."""
    m, n = game.shape
    return most_vertices(min(m, n), m + n) * m * n > _HOPELESS


def _with_ends_of_paths(searched: Findings, ends: Sequence[ExactProfile]) -> Findings:
    if not ends:
        return searched
    profiles = [(tuple(x), tuple(y)) for x, y in (candidate.strategies for candidate in searched.candidates)]
    candidates = [*zip(profiles, searched.candidates, strict=True)]
    candidates += [(end, Candidate(arrays(end))) for end in ends if end not in profiles]
    led = f"led to {len(ends)} of those listed"
    return replace(
        searched,
        candidates=tuple(candidate for _, candidate in sorted(candidates, key=lambda pair: rank(pair[0]))),
        notes=(*searched.notes, f"Paths of Lemke and Howson, each of which leads to one equilibrium at once, {led}."),
    )
