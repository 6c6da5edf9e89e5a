"""What is said of a two-player game at once: single equilibria, where there is no time for a search for all of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from time import monotonic

from ...games.errors import InputError
from ...games.normal_form import NormalFormGame
from ..base import Candidate, Findings
from ..deadline import AFTER_INTERRUPT, Stop, deadline_after, kept
from ..dominance import restricted
from ..exact.equalising_strategies import ExactProfile
from ..survivors import Actions, rounds_of_elimination
from .best_response_polytopes import most_vertices
from .extreme_equilibria import TiedReplies, arrays, needs_no_walk, rank, two_player_equilibria, walks_long
from .lemke_howson import lemke_howson_equilibria, spread

METHOD = "a path of Lemke and Howson, whose end is proven in integers"

NO_END = "No path of Lemke and Howson, which leads to one equilibrium, came to its end in time."

_HOPELESS = 10**12
"""Vertices times entries of the payoff matrix from which a walk is not begun where time is short: it takes days."""

_ELIMINATING = 0.2
"""How much of the time limit may go into taking dominated actions away."""

_GUESSING = 5.0
"""Seconds that may go into it where only the size of what is left is wanted."""

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

    From a large game the actions that do not survive iterated strict dominance are taken away first: no equilibrium
    plays them, and what they may tie with is not looked for. An interrupt while paths are followed keeps what there is.

    Parameters
    ----------
    time_limit
        Seconds for the search; None for no limit. Where it is cut short, paths are followed for a tenth more, the
        first one for a second. Where it would take days no search is begun. After an interrupt from the keyboard the
        paths have a second.
    """
    if not walks_long(game) or (time_limit is not None and not time_limit >= 0):
        return _searched(game, time_limit)
    started = monotonic()
    left, stop = _left(game, None if time_limit is None else _ELIMINATING * time_limit)
    rest = None if time_limit is None else max(started + time_limit - monotonic(), 0.0)
    rest = 0.0 if stop == "interrupt" else rest
    found = _searched(game, rest) if _shape(left) == game.shape else _on_survivors(game, left, rest)
    return replace(found, interrupted=found.interrupted or stop == "interrupt")


def searched_shape(game: NormalFormGame, time_limit: float | None = None) -> tuple[int, ...]:
    """Return how many actions each player has in the game that `equilibria_in_time` walks through, where it does.

    As far as that is found in the time that the search would have for it, and in five seconds.
    """
    seconds = _GUESSING if time_limit is None else min(_GUESSING, _ELIMINATING * time_limit)
    return _shape(_left(game, seconds)[0]) if walks_long(game) else game.shape


def _left(game: NormalFormGame, seconds: float | None) -> tuple[Actions, Stop | None]:
    """Return what iterated strict dominance leaves of a game, as far as it comes in time, and what ended it before."""
    known = _known(game)
    if known:
        return known[0], None
    rounds, stop = kept(rounds_of_elimination(game, deadline_after(seconds)), monotonic())
    if stop is None:
        known.append(rounds[-1])
    return rounds[-1] if rounds else tuple(tuple(range(m)) for m in game.shape), stop


@lru_cache(maxsize=1)
def _known(game: NormalFormGame) -> list[Actions]:
    """Hold what is left of the game last looked at: nothing until its elimination came to an end."""
    return []


def _shape(actions: Actions) -> tuple[int, ...]:
    return tuple(map(len, actions))


def _on_survivors(game: NormalFormGame, left: Actions, time_limit: float | None) -> Findings:
    """Find the equilibria of what is left of a game, and return them by the numbers of the whole one."""
    found = _searched(restricted(game, left), time_limit)
    return replace(
        found,
        candidates=tuple(_spread(candidate, left, game.shape) for candidate in found.candidates),
        method=f"{found.method}, on what survives iterated strict dominance",
        degenerate=found.degenerate or None,
        notes=tuple(note.among(game, left) if isinstance(note, TiedReplies) else note for note in found.notes),
    )


def _spread(candidate: Candidate, left: Actions, shape: Sequence[int]) -> Candidate:
    row, column = (spread(own, kept, m) for own, kept, m in zip(candidate.strategies, left, shape, strict=True))
    return replace(candidate, strategies=arrays((row, column)))


def _searched(game: NormalFormGame, time_limit: float | None) -> Findings:
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
    return replace(_with_ends_of_paths(searched, ends), interrupted=searched.interrupted or stop == "interrupt")


def _out_of_reach(game: NormalFormGame) -> bool:
    """Tell whether even the polytope of the smaller dimension may have too many vertices."""
    m, n = game.shape
    return most_vertices(min(m, n), m + n) * m * n > _HOPELESS


def _with_ends_of_paths(searched: Findings, ends: Sequence[ExactProfile]) -> Findings:
    if not ends:
        return replace(searched, notes=(*searched.notes, NO_END))
    profiles = [(tuple(x), tuple(y)) for x, y in (candidate.strategies for candidate in searched.candidates)]
    candidates = [*zip(profiles, searched.candidates, strict=True)]
    candidates += [(end, Candidate(arrays(end))) for end in ends if end not in profiles]
    led = f"led to {len(ends)} of those listed"
    return replace(
        searched,
        candidates=tuple(candidate for _, candidate in sorted(candidates, key=lambda pair: rank(pair[0]))),
        notes=(*searched.notes, f"Paths of Lemke and Howson, each of which leads to one equilibrium at once, {led}."),
    )
