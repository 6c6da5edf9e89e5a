"""All equilibria of a two-player game, in exact arithmetic and with a proof that none is missing.

Label the row player's m actions 0, .., m-1 and the column player's n actions m, .., m+n-1. A vertex of a player's
best-response polytope has the labels of the player's own actions that are not played and of the opponent's actions
that are best replies. A pair of vertices other than 0 is an *extreme equilibrium* exactly when together they have all
m+n labels: each action is then either not played or a best reply. Every equilibrium is a mixture of extreme ones
(Mangasarian 1964; Avis, Rosenberg, Savani and von Stengel 2010). The polytopes are walked through to the end, so the
list is complete; every number is an integer or a fraction, so it is exact.

A game of more than a few actions is first taken for one that is not degenerate, whose polytopes are walked through in
floating point with a proof of each vertex. Where that fails, because the game is degenerate or rounding leaves too much
in doubt, the walk is done in integers.

Where what one player wins the other loses (in some unit, from some origin) any strategy that is in equilibrium with one
optimal strategy of the other is optimal, and any two optimal strategies are in equilibrium (von Neumann 1928). So one
equilibrium gives all: each player's optimal strategies are the face of its polytope at which what the other plays are
best replies. A large game of this kind needs no walk.

A game is *degenerate* when some mixed strategy of k actions has more than k pure best replies (von Stengel 2002), that
is, when a vertex has more labels than its polytope has dimensions. Equilibria may then form continua.

The *index* of an equilibrium of a non-degenerate game with supports of k actions is (-1)^(k+1) times the sign of
det A' det B', where A' and B' are the positive payoff matrices cut down to the supports (Shapley 1974). It is +1 for a
pure equilibrium, and the sum over all equilibria is 1. The index of a component of a degenerate game's equilibria is
the sum over the equilibria into which a small change of payoffs breaks it. The raised polytopes are such a change, and
the limit of each of their equilibria is an extreme equilibrium of the game itself, so its component is known.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from fractions import Fraction
from functools import cache, lru_cache
from itertools import product
from math import inf
from time import monotonic

import numpy as np

from ...games.normal_form import NormalFormGame, Profile
from ...games.numbers import rounded
from ..base import Candidate, Component, Findings
from ..best_replies import best_replies
from ..deadline import AFTER_INTERRUPT, Stop, kept, stop_after
from ..exact.equalising_strategies import ExactProfile
from .best_response_polytopes import BestResponsePolytope, mask_of, most_vertices, positive_integers
from .equilibrium_faces import vertices_of_face
from .integer_walk import IntegerWalk, Matrix
from .lemke_howson import lemke_howson_equilibria
from .nash_subsets import nash_components
from .regular_games import BothPolytopes, OnePolytope, regular_equilibria, regular_search
from .simple_polytopes import NotSimpleError

LabelPair = tuple[int, int]
Search = BothPolytopes | OnePolytope | IntegerWalk

WALK = 0.7
"""How much of the time limit the walks may take; the rest is for solving for what they found."""

_MANY_VERTICES = 20_000
"""A game whose smaller polytope may have more takes long; two players with twelve actions each may have 24,752."""

_A_SECOND = 100_000
"""What may have more can take longer than a second; two players with fourteen actions each may have 155,040."""

_FEW_VERTICES = 60
"""A game whose polytopes can have no more each is walked through in integers at once: that is the faster way."""


def two_player_equilibria(game: NormalFormGame, time_limit: float | None = None) -> Findings:
    """Find all extreme equilibria of a two-player game, their components and indices.

    Parameters
    ----------
    game
        A game of two players; payoffs of any size, degenerate or not.
    time_limit
        Seconds after which the search stops with what it has; None for no limit.

    Returns
    -------
    Findings
        Candidates in Fractions, ordered by the number of actions played, then by the supports. `complete` is false
        only where the search was stopped. `degenerate` is decided exactly, and a note says by which strategy; in a
        large game of opposed interests it is None where no equilibrium strategy shows it. Each
        component has its maximal Nash subsets and its index; a candidate has an index where it is isolated. A stopped
        search reports no components and no indices.

    Raises
    ------
    ValueError
        If the game has not two players, or the time limit is not a number from 0.

    Notes
    -----
    Of the time limit the walks have seven tenths, and solving for the equilibria that they found the rest. An interrupt
    from the keyboard stops a search that has lasted a second, and leaves a second for solving; an earlier one is passed
    on. Without either the same game gives the same findings.

    The work grows exponentially with the smaller number of actions: a random game takes about 0.2 ms at 2 x 2, 3 ms at
    8 x 8, 0.1 s at 12 x 12 and 2 s at 15 x 15, but 10 ms at 3 x 200. Degenerate games may take ten times as long.

    Examples
    --------
    >>> findings = two_player_equilibria(NormalFormGame.two_player([[3, 0], [0, 2]], [[2, 0], [0, 3]]))
    >>> for found in findings.candidates:
    ...     print(*(", ".join(map(str, strategy)) for strategy in found.strategies), found.index, sep="; ")
    1, 0; 1, 0; 1
    0, 1; 0, 1; 1
    3/5, 2/5; 2/5, 3/5; -1
    >>> findings.complete, findings.degenerate
    (True, False)
    """
    if game.n_players != 2:
        raise ValueError(f"two_player_equilibria needs a game of 2 players, got {game.n_players}")
    if time_limit is not None and not time_limit >= 0:
        raise ValueError(f"time_limit must be a number of seconds from 0, got {time_limit}")
    started = monotonic()
    deadline = started + (inf if time_limit is None else time_limit)
    row, column = game.exact
    tables = (positive_integers(column.T.tolist()), positive_integers(row.tolist()))
    if needs_no_walk(game):
        return _findings_of_opposed(game, tables, started, deadline)
    if most_vertices(max(game.shape), sum(game.shape)) > _FEW_VERTICES:
        with suppress(NotSimpleError):
            return _regular_findings(tables, started, deadline)
    return _findings_in_integers(game, tables, started, deadline)


def walks_long(game: NormalFormGame) -> bool:
    """Tell whether the walk through the polytopes of a game of two players is likely to take longer than a second."""
    return most_vertices(min(game.shape), sum(game.shape)) > _A_SECOND and not needs_no_walk(game)


@lru_cache(maxsize=1)
def needs_no_walk(game: NormalFormGame) -> bool:
    """Tell whether the walk would be long, and what one player wins the other loses, in some unit, from some origin."""
    if game.n_players != 2 or most_vertices(min(game.shape), sum(game.shape)) <= _MANY_VERTICES:
        return False
    row, column = (positive_integers(own.tolist()) for own in game.exact)
    sums = {a + b for own, other in zip(row, column, strict=True) for a, b in zip(own, other, strict=True)}
    return len(sums) == 1


def _findings_of_opposed(
    game: NormalFormGame, tables: tuple[Matrix, Matrix], started: float, deadline: float
) -> Findings:
    """Find the equilibria of a game in which what one player wins the other loses."""
    found, cut = kept(_pairs_of_optimal(game, tables, deadline), started)
    profiles = sorted(found, key=rank)
    component = Component((tuple(range(len(profiles))),), 1)
    witness = _degeneracy(game, next(_crowded(game, profiles), None))
    return Findings(
        candidates=_candidates(profiles, () if cut else (component,)),
        complete=cut is None,
        method="one equilibrium, and the faces of all optimal strategies walked through in integers",
        degenerate=True if witness else None,
        components=() if cut else (component,),
        notes=(*((f"{_CAME_FIRST[cut]} before all optimal strategies were found.",) if cut else ()), *witness),
        interrupted=cut == "interrupt",
    )


def _pairs_of_optimal(game: NormalFormGame, tables: tuple[Matrix, Matrix], deadline: float) -> Iterator[ExactProfile]:
    """Go through the pairs of extreme optimal strategies of a game of opposed interests, until the deadline."""
    m, n = game.shape
    labels = range(m), range(m, m + n)
    first = next(lemke_howson_equilibria(game, deadline), None)
    if first is None:
        raise TimeoutError("the deadline passed before one equilibrium was found")
    optimal: list[list[tuple[Fraction, ...]]] = []
    best = [mask_of(labels[mover][action] for action in best_replies(game, mover, arrays(first))) for mover in range(2)]
    played = [mask_of(label for label, p in zip(*own, strict=True) if p) for own in zip(labels, first, strict=True)]
    for mover, other in ((0, 1), (1, 0)):
        polytope = BestResponsePolytope(tables[mover], labels[other], labels[mover])
        known = best[other] | polytope.origin & ~played[mover]
        vertices, whole = vertices_of_face(polytope, best[mover], played[other], deadline, known)
        stop_after(deadline if whole else -inf)
        optimal.append([polytope.strategy(vertex) for vertex in vertices])
    for x, y in product(*optimal):
        stop_after(deadline)
        yield x, y


def _crowded(game: NormalFormGame, profiles: Sequence[ExactProfile]) -> Iterator[tuple[int, tuple[Fraction, ...]]]:
    """Go through the players and strategies of some profiles that have more best replies than actions."""
    for mover in range(2):
        for strategy, profile in {profile[mover]: profile for profile in profiles}.items():
            if len(best_replies(game, 1 - mover, arrays(profile))) > sum(map(bool, strategy)):
                yield mover, strategy


def _regular_findings(tables: tuple[Matrix, Matrix], started: float, deadline: float) -> Findings:
    """Find the equilibria of a game that is not degenerate."""
    search = regular_search(tables)
    stop, notes = _explore(search, started, deadline)
    found, cut = kept(regular_equilibria(search, tables, _solving_until(stop, deadline)), started)
    if search.complete and cut:
        notes += (f"{_CAME_FIRST[cut]} before all equilibria were solved for: equilibria are missing.",)
    complete = search.complete and cut is None
    found = sorted(found, key=lambda item: rank(item[0]))
    components = tuple(Component(((k,),), index) for k, (_, index) in enumerate(found)) if complete else ()
    return Findings(
        candidates=_candidates([profile for profile, _ in found], components),
        complete=complete,
        method=search.method,
        degenerate=False if search.complete else None,
        components=components,
        notes=notes,
        interrupted="interrupt" in (stop, cut),
    )


def _findings_in_integers(
    game: NormalFormGame, tables: tuple[Matrix, Matrix], started: float, deadline: float
) -> Findings:
    """Find the equilibria of any game."""
    search = IntegerWalk(tables)
    stop, notes = _explore(search, started, deadline)
    found, cut = kept(_extreme_equilibria(search, _solving_until(stop, deadline)), started)
    profiles = dict(sorted(found, key=lambda item: rank(item[1])))
    complete = search.complete and cut is None
    components: tuple[Component, ...] = ()
    if search.complete and cut:
        notes += (f"{_CAME_FIRST[cut]} before all equilibria were put together: equilibria are missing.",)
    if complete:
        parts, cut = kept((_components(search, pairs, deadline) for pairs in [list(profiles)]), started)
        components = parts[0] if parts else ()
        if cut:
            notes += (f"{_CAME_FIRST[cut]} before the components were found; no equilibrium is missing.",)
    witness = _degeneracy(game, search.degenerate_strategy())
    return Findings(
        candidates=_candidates(list(profiles.values()), components),
        complete=complete,
        method=search.method,
        degenerate=bool(witness) if search.complete or witness else None,
        components=components,
        notes=notes + witness,
        interrupted="interrupt" in (stop, cut),
    )


_CAME_FIRST: Mapping[Stop, str] = {"time limit": "The time limit passed", "interrupt": "An interrupt came"}


def _explore(search: Search, started: float, deadline: float) -> tuple[Stop | None, tuple[str, ...]]:
    """Let a search walk on for its share of the time; return what stopped it, with a note, where something did."""
    walk = deadline if deadline == inf else started + WALK * (deadline - started)
    _, stop = kept((search.explore(*times) for times in [((started + walk) / 2, walk)]), started)
    if stop == "interrupt":
        return stop, ("The search was interrupted: equilibria may be missing.",)
    if search.complete:
        return None, ()
    if monotonic() < walk:
        return None, ("The search was stopped where it would have filled the memory: equilibria may be missing.",)
    limit = rounded(deadline - started, 3)
    return "time limit", (f"The search was stopped by its time limit of {limit} s: equilibria may be missing.",)


def _solving_until(stop: Stop | None, deadline: float) -> float:
    """Return until when what a search found may be solved for."""
    return min(deadline, monotonic() + AFTER_INTERRUPT) if stop == "interrupt" else deadline


def _extreme_equilibria(search: IntegerWalk, deadline: float) -> Iterator[tuple[LabelPair, ExactProfile]]:
    """Go through the completely labelled pairs of known vertices with their strategies, until the deadline."""
    row, column = search.polytopes
    row_strategy, column_strategy = cache(row.strategy), cache(column.strategy)
    for x, y in search.extreme_equilibria():
        stop_after(deadline)
        yield (x.labels, y.labels), (row_strategy(x), column_strategy(y))


def arrays(profile: ExactProfile) -> Profile:
    """Return a profile of fractions as arrays."""
    return tuple(np.array(strategy, dtype=object) for strategy in profile)


def rank(profile: ExactProfile) -> tuple[int, list[list[int]], ExactProfile]:
    """Return what the order of equilibria goes by: the number of actions played, the supports, the probabilities."""
    supports = [[action for action, weight in enumerate(strategy) if weight] for strategy in profile]
    return sum(map(len, supports)), supports, profile


def _components(search: IntegerWalk, pairs: Sequence[LabelPair], deadline: float) -> tuple[Component, ...]:
    """Return the components of the equilibria; their indices are those of the raised equilibria that tend to them."""
    components = nash_components(pairs, deadline)
    home = {pairs[k]: number for number, subsets in enumerate(components) for subset in subsets for k in subset}
    indices: Counter[int] = Counter()
    for raised in search.raised_equilibria():
        indices[home[raised.row_labels, raised.column_labels]] += raised.sign
    return tuple(Component(subsets, indices[number]) for number, subsets in enumerate(components))


def _candidates(profiles: Sequence[ExactProfile], components: Sequence[Component]) -> tuple[Candidate, ...]:
    places: dict[int, tuple[int, int | None]] = {}
    for number, component in enumerate(components):
        members = {k for subset in component.nash_subsets for k in subset}
        index = component.index if len(members) == 1 else None
        places |= dict.fromkeys(members, (number, index))
    candidates: list[Candidate] = []
    for k, profile in enumerate(profiles):
        place, index = places.get(k, (None, None))
        candidates.append(Candidate(arrays(profile), index=index, component=place))
    return tuple(candidates)


def _degeneracy(game: NormalFormGame, known: tuple[int, tuple[Fraction, ...]] | None) -> tuple[str, ...]:
    """Return a note that shows a player's strategy with more best replies than actions, where one is known."""
    if known is None:
        return ()
    mover, strategy = known
    earned = game.exact[1].T @ strategy if mover == 0 else game.exact[0] @ strategy
    played = tuple(action for action, p in enumerate(strategy) if p)
    best = tuple(np.flatnonzero(earned == earned.max()).tolist())
    return (TiedReplies(game, mover, played, best),)


class TiedReplies(str):
    """The note that a game is degenerate, which knows the strategy that shows it.

    Attributes
    ----------
    mover
        The player of that strategy, by number.
    played
        The actions that it plays.
    best
        The best replies of the other player to it.
    """

    mover: int
    played: tuple[int, ...]
    best: tuple[int, ...]

    def __new__(cls, game: NormalFormGame, mover: int, played: tuple[int, ...], best: tuple[int, ...]) -> TiedReplies:
        """Return the note in the names of the game."""
        own, others = (
            ", ".join(game.actions[k][action] for action in named) for k, named in ((mover, played), (1 - mover, best))
        )
        note = super().__new__(
            cls,
            f"The game is degenerate: to {game.players[mover]} playing {own} there are {len(best)} best replies of "
            f"{game.players[1 - mover]}: {others}.",
        )
        note.mover, note.played, note.best = mover, played, best
        return note

    def among(self, game: NormalFormGame, left: Sequence[Sequence[int]]) -> TiedReplies:
        """Return the note of a game of which one on some actions was judged, by the numbers of the whole game."""
        own, others = left[self.mover], left[1 - self.mover]
        return TiedReplies(game, self.mover, tuple(own[a] for a in self.played), tuple(others[a] for a in self.best))

    def __reduce__(self) -> tuple[type[str], tuple[str]]:
        """Return the text alone, as pickles and copies need no more."""
        return str, (str(self),)
