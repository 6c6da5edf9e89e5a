"""Conflicts as graphs of moves (Kilgour, Hipel and Fang 1987; Fang, Hipel and Kilgour 1993).

A graph model has decision makers, states, for each decision maker the moves that it alone can make from one state to
another, and what each prefers. Nothing else is assumed of moves: they need be neither reversible nor transitive.
States and decision makers are numbered from 0.

A preference ranks the states in classes of equally good ones. Beside the ranking some pairs may be *unknown*: nothing
is known of how the decision maker compares these two, whatever the ranking says. And a ranking may have *cuts*: what
stands above a cut is greatly preferred to what stands below it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from ..errors import InputError, expect
from ..errors import unknown as unknown_name
from ..normal_form import read_only
from ..numbers import several, shown
from ..text.shown import Shown
from .moves import Integers, Moves, arcs_between, pairs_of, simplest

Pair = tuple[int, int]
Pairs = frozenset[Pair]


@dataclass(frozen=True, eq=False, repr=False)
class GraphModel(Shown):
    """A conflict as states, moves and preferences, immutable.

    Parameters
    ----------
    players
        n different names of decision makers.
    states
        m different names.
    moves
        For each player pairs (from, to) of state numbers: the moves that it alone can make, each one step.
    preferences
        For each player classes of state numbers, best first; states of one class are equally good. A class of one may
        be the bare number.
    unknown
        For each player pairs of states of which it is not known how it compares them; none where left out.
    cuts
        For each player numbers k: what stands in its first k classes is greatly preferred to all the rest.

    Attributes
    ----------
    controls
        The moves of each player, as arrays.
    standing
        Shape (n, m): how high each state stands with each player, 0 for its worst class; read-only.

    Raises
    ------
    InputError
        If names are repeated, a state is unknown, ranked twice or not at all, or a cut lies outside the ranking.

    Examples
    --------
    >>> moves = [[(0, 1), (1, 0)], [(1, 2)]]
    >>> model = GraphModel(["A", "B"], ["talk", "threat", "war"], moves, [[[1], [0], [2]], [[0], [1, 2]]])
    >>> model.standing.tolist()
    [[1, 2, 0], [1, 0, 0]]
    """

    players: tuple[str, ...]
    states: Sequence[str]
    controls: tuple[Moves, ...]
    standing: Integers
    unknown: tuple[Pairs, ...]
    cuts: tuple[tuple[int, ...], ...]
    choices: NDArray[np.int64] | None

    def __init__(
        self,
        players: Sequence[str],
        states: Sequence[str],
        moves: Sequence[Any],
        preferences: Sequence[Iterable[Any]],
        unknown: Sequence[Iterable[Any]] | None = None,
        cuts: Sequence[Iterable[int]] | None = None,
    ) -> None:
        names, known = _named("player", players), _named("state", states)
        _one_each("moves", moves, names)
        _one_each("preferences", preferences, names)
        controls = [_moves_of(player, own, known) for player, own in zip(names, moves, strict=True)]
        standing = [standing_of(player, own, known) for player, own in zip(names, preferences, strict=True)]
        self._hold(names, known, controls, np.array(standing, dtype=np.int32), unknown, cuts)

    def about(self) -> str:
        """Return what tells it from others, in a few words."""
        return f"{', '.join(self.players)}; {several(self.n_states, 'state')}"

    @classmethod
    def ranked(
        cls,
        players: Sequence[str],
        states: Sequence[str],
        controls: Sequence[Moves],
        standing: Integers,
        *,
        unknown: Sequence[Iterable[Any]] | None = None,
        cuts: Sequence[Iterable[int]] | None = None,
        choices: NDArray[np.int64] | None = None,
    ) -> GraphModel:
        """Build a model from arrays: moves, and how high each state stands with each player, shape (n, m), from 0.

        `choices`, of shape (n, m), gives what each player chooses in each state where the choices of all make a state:
        numbers whose sums over the players, the codes of the states, rise with the number of the state.
        """
        model = cls.__new__(cls)
        model._hold(tuple(players), states, controls, standing, unknown, cuts, choices)
        return model

    def renamed(self, players: Sequence[str]) -> GraphModel:
        """Return the same conflict with its decision makers under other names, one each."""
        model = GraphModel.__new__(GraphModel)
        model.__dict__.update(self.__dict__ | {"players": tuple(players)})
        return model

    def _hold(
        self,
        players: tuple[str, ...],
        states: Sequence[str],
        controls: Sequence[Moves],
        standing: Integers,
        unknown: Sequence[Iterable[Any]] | None,
        cuts: Sequence[Iterable[int]] | None,
        choices: NDArray[np.int64] | None = None,
    ) -> None:
        _one_each("unknown", unknown or [()] * len(players), players)
        _one_each("cuts", cuts or [()] * len(players), players)
        pairs = [_unknown_of(player, own, states) for player, own in zip(players, unknown or [], strict=False)]
        places = [_cuts_of(*own) for own in zip(players, cuts or [], standing.max(axis=1).tolist(), strict=False)]
        self.__dict__.update(
            players=players,
            states=states,
            controls=tuple(controls),
            standing=read_only(standing),
            unknown=tuple(pairs) or (frozenset[Pair](),) * len(players),
            cuts=tuple(places) or ((),) * len(players),
            choices=choices,
        )

    @property
    def n_players(self) -> int:
        """The number of decision makers, n."""
        return len(self.players)

    @property
    def n_states(self) -> int:
        """The number of states, m."""
        return len(self.states)

    @property
    def moves(self) -> tuple[tuple[Pair, ...], ...]:
        """The moves of each player as pairs (from, to), in the order of numbers."""
        return tuple(tuple(pairs_of(own)) for own in self.controls)

    @property
    def preferences(self) -> tuple[tuple[tuple[int, ...], ...], ...]:
        """The classes of equally good states of each player, best first."""
        return tuple(
            tuple(tuple(np.flatnonzero(own == place).tolist()) for place in range(own.max(), -1, -1))
            for own in self.standing
        )

    @property
    def all_known(self) -> bool:
        """Whether every comparison of every player is known."""
        return not any(self.unknown)

    @cached_property
    def greatness(self) -> Integers:
        """How many cuts stand below each state, shape (n, m): a state is greatly preferred to those with fewer."""
        classes = self.standing.max(axis=1)
        below = [
            sum((own >= classes[player] + 1 - cut).astype(np.int32) for cut in self.cuts[player])
            for player, own in enumerate(self.standing)
        ]
        return np.array([np.broadcast_to(own, self.n_states) for own in below], dtype=np.int32)

    def comparison(self, player: int, state: int, other: int) -> str:
        """Return how a state compares with another one for a player, by their numbers.

        One of "greatly better", "better", "as good", "worse", "greatly worse" and "unknown".
        """
        if (min(state, other), max(state, other)) in self.unknown[player]:
            return "unknown"
        ahead = int(self.standing[player][state]) - int(self.standing[player][other])
        if ahead == 0:
            return "as good"
        greatly = "greatly " if self.greatness[player][state] != self.greatness[player][other] else ""
        return f"{greatly}{'better' if ahead > 0 else 'worse'}"

    def number_of(self, state: int) -> int:
        """Return the number of a state if there is one, and refuse it else."""
        return _place("state", state, self.n_states)

    def player_number(self, player: int | str) -> int:
        """Return the number of a player that is given by number or by name."""
        if isinstance(player, str):
            if player not in self.players:
                raise InputError(unknown_name("player", player, self.players))
            return self.players.index(player)
        return _place("player", player, self.n_players)


def _place(what: str, number: Any, count: int) -> int:
    if isinstance(number, bool) or not isinstance(number, int | np.integer) or not 0 <= number < count:
        raise InputError(f"a {what} is a whole number from 0 to {count - 1}, got {shown(number)}")
    return int(number)


def _named(what: str, names: Iterable[Any]) -> tuple[str, ...]:
    expect(names, Iterable, f"a list of names, one for each {what}")
    known = tuple(map(str, names))
    if not known:
        raise InputError(f"a graph model has at least one {what}, got none")
    seen: set[str] = set()
    for name in known:
        if name in seen:
            raise InputError(f"{what}s must be different names, got {name!r} twice")
        seen.add(name)
    return known


def _one_each(what: str, parts: Collection[Any], players: Sequence[str]) -> None:
    expect(parts, Collection, f"{what} as one list for each player")
    for part in parts:
        expect(part, Iterable, f"{what} of a player as a list")
    if len(parts) != len(players):
        raise InputError(f"{what} must have one list for each of the {len(players)} players, got {len(parts)}")


def _moves_of(player: str, moves: Any, states: Sequence[str]) -> Moves:
    given = moves if isinstance(moves, np.ndarray) else np.array(list(moves), dtype=object)
    pairs = cast(Any, given.reshape(0, 2) if given.size == 0 else given)
    if pairs.ndim != 2 or pairs.shape[1] != 2:
        raise InputError(f"moves of {player} must be pairs (from, to) of states")
    if pairs.dtype == object:
        pairs = np.array([[_place("state", state, len(states)) for state in pair] for pair in pairs], dtype=np.int64)
    pairs = pairs.reshape(-1, 2)
    outside = (pairs < 0) | (pairs >= len(states))
    if outside.any():
        _place("state", int(pairs[outside][0]), len(states))
    if (pairs[:, 0] == pairs[:, 1]).any():
        stays = states[int(pairs[pairs[:, 0] == pairs[:, 1]][0, 0])]
        raise InputError(f"a move of {player} leads from {stays} to {stays}; a move leads to another state")
    return simplest(arcs_between(len(states), pairs[:, 0], pairs[:, 1]))


def standing_of(player: str, classes: Iterable[Any], states: Sequence[str], *, partial: bool = False) -> list[int]:
    """Return how high each state stands in a ranking, 0 for its worst class; `partial` allows states at -1, unranked.

    Raises
    ------
    InputError
        Naming the state that is unknown, ranked twice, or not ranked.
    """
    ranked = [tied if isinstance(tied, Iterable) else (tied,) for tied in classes]
    standing = [-1] * len(states)
    for place, tied in enumerate(ranked):
        for state in tied:
            number = _place("state", state, len(states))
            if standing[number] >= 0:
                raise InputError(f"the ranking of {player} names {states[number]} twice")
            standing[number] = len(ranked) - 1 - place
    missing = [states[number] for number, stands in enumerate(standing) if stands < 0 and not partial]
    if missing:
        more = f" and {len(missing) - 1} more" if len(missing) > 1 else ""
        raise InputError(f"the ranking of {player} leaves out {missing[0]}{more}")
    return standing


def _unknown_of(player: str, pairs: Iterable[Any], states: Sequence[str]) -> Pairs:
    found: set[Pair] = set()
    for pair in pairs:
        expect(pair, Iterable, "a pair of states")
        ends = sorted(_place("state", state, len(states)) for state in pair)
        if len(ends) != 2 or ends[0] == ends[1]:
            raise InputError(f"an unknown comparison of {player} is a pair of different states, got {shown(pair)}")
        found.add((ends[0], ends[1]))
    return frozenset(found)


def _cuts_of(player: str, cuts: Iterable[Any], highest: int) -> tuple[int, ...]:
    places = sorted(set(cuts))
    for cut in places:
        if isinstance(cut, bool) or not isinstance(cut, int | np.integer) or not 1 <= cut <= highest:
            raise InputError(f"a cut of {player} lies after class 1 to {highest} of its ranking, got {shown(cut)}")
    return tuple(map(int, places))
