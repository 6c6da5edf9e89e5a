"""Revealed mixes: what a player must seek for what it does to be a best reply, exactly.

An actor's payoff is linear in the shares of its mix. Each action that it does not take gives a half-space of mixes, in
which what it does is worth at least as much; those and the simplex of mixes bound a polytope. It is given by its
half-spaces and its vertices, in fractions.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from itertools import combinations, product
from math import inf
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...games.arena import ArenaGame
from ...games.errors import InputError, expect, unknown
from ...games.numbers import whole_numbers
from ...games.orders.matrix import normalised
from ...games.orders.rows import ROW_NAMES
from ...games.scenario.given import GivenScenario, scenario_of
from ...games.scenario.scenario import Scenario
from ...games.text.shown import Shown
from ...solvers.deadline import stop_after
from ...solvers.exact.fraction_free import fraction_free_solution
from ...solvers.exact.linear_program import Optimum, maximise

Mix = tuple[Fraction, ...]
"""Shares of some rows of the value matrix; they sum to 1."""


@dataclass(frozen=True, repr=False)
class RevealedMixes(Shown):
    """The mixes of `rows` under which `action` is a best reply of `player` to what the others do.

    `advantages` says for each other action how much better `action` is by each of the rows alone. After the `deadline`,
    a reading of the clock `time.monotonic`, corners are no longer sought, and a TimeoutError is raised instead.
    """

    player: str
    action: str
    rows: tuple[str, ...]
    advantages: Mapping[str, tuple[Fraction, ...]]
    deadline: float = field(default=inf, compare=False)

    def about(self) -> str:
        """Return what tells it from others, in a few words."""
        return self.player

    @cached_property
    def vertices(self) -> tuple[Mix, ...]:
        """The corners of the set, none where no mix will do."""
        found = {mix for mix in self._crossings() if self.holds(mix)}
        return tuple(sorted(found, reverse=True))

    def holds(self, mix: Sequence[Fraction]) -> bool:
        """Tell whether the action is a best reply under a mix of the rows."""
        return all(share >= 0 for share in mix) and all(
            sum(share * each for share, each in zip(mix, advantage, strict=True)) >= 0
            for advantage in self.advantages.values()
        )

    def span(self, row: str) -> tuple[Fraction, Fraction] | None:
        """Return the least and the greatest share of a row in the set; None where the set is empty."""
        shares = [mix[self.rows.index(row)] for mix in self.vertices]
        return (min(shares), max(shares)) if shares else None

    @cached_property
    def share(self) -> Fraction:
        """The exact share of all mixes of `rows` that are in the set, by volume."""
        corners = tuple(tuple(each[k] for each in self.advantages.values()) for k in range(len(self.rows)))
        return _share(corners, 0)

    def nearest(self, mix: Sequence[Fraction]) -> tuple[Mix, Fraction] | None:
        """Return a mix of the set that is nearest to another, and which part of that one must shift; None for none.

        The least total that moves from some rows to others, by a linear program; there may be other mixes as near.
        """
        found = least_drift([self], mix)
        return None if found is None else (found[0][0], found[1])

    @property
    def strongest(self) -> tuple[str, Fraction] | None:
        """The action that is better in all mixes, and by how much at the least; None where there is no such action."""
        ahead = ((-max(own), action) for action, own in self.advantages.items())
        lead, action = max(ahead, default=(Fraction(0), ""))
        return (action, lead) if lead > 0 else None

    @property
    def shortfall(self) -> Fraction:
        """By how much some other action is better in the mix that suits `action` best; 0 where the set is not empty."""
        wanted = [[*(-each for each in own), 1, -1] for own in self.advantages.values()]
        found = maximise(
            [0] * len(self.rows) + [1, -1], wanted, [0] * len(wanted), [[1] * len(self.rows) + [0, 0]], [1]
        )
        return max(Fraction(0), -found.value) if isinstance(found, Optimum) else Fraction(0)
    @property
    def alone(self) -> tuple[str, ...]:
        """The rows each of which will do without any other."""
        return tuple(row for k, row in enumerate(self.rows) if all(ahead[k] >= 0 for ahead in self.advantages.values()))

    def _crossings(self) -> Iterator[Mix]:
        """Go through the points at which enough of the bounds hold with equality."""
        size = len(self.rows)
        faces = [[int(place == k) for place in range(size)] for k in range(size)]
        bounds = [*faces, *(whole_numbers(advantage)[0] for advantage in self.advantages.values())]
        for tight in combinations(bounds, size - 1):
            stop_after(self.deadline)
            solved = fraction_free_solution([[1] * size, *tight], [1] + [0] * (size - 1))
            if solved is not None:
                numerators, denominator = solved
                yield tuple(Fraction(each, denominator) for each in numerators)


def _share(corners: tuple[Mix, ...], bound: int) -> Fraction:
    """Return the share of a simplex in which all numbers from `bound` on are 0 or more, from those at its corners.

    Where a number is positive at one corner and negative at another, the point between them at which it is 0 cuts the
    simplex in two, in the proportion in which it cuts the edge.
    """
    if bound == len(corners[0]):
        return Fraction(1)
    values = [corner[bound] for corner in corners]
    above, below = max(values), min(values)
    if below >= 0:
        return _share(corners, bound + 1)
    if above <= 0:
        return Fraction(0)
    part = above / (above - below)
    up, down = values.index(above), values.index(below)
    cut = tuple(high + part * (low - high) for high, low in zip(corners[up], corners[down], strict=True))
    kept = (*corners[:down], cut, *corners[down + 1 :])
    rest = (*corners[:up], cut, *corners[up + 1 :])
    return part * _share(kept, bound) + (1 - part) * _share(rest, bound)


def revealed_mixes(scenario: GivenScenario, player: str, rows: Sequence[str] = ROW_NAMES) -> RevealedMixes:
    """Return the mixes of some rows of the value matrix under which a player would do what it does today.

    Parameters
    ----------
    scenario
        An arena whose actors have known mixes, with a status quo; or its name or path.
    player
        One of its players.
    rows
        Orders, or the security state; all of them where left out.

    Raises
    ------
    InputError
        If the scenario is no such arena, says nothing of today, or has no such player; or a row is unknown.

    Examples
    --------
    >>> revealed_mixes("us-russia-china", "US", ("liberal", "mercantilist")).action
    'dual_pressure'
    """
    scenario = scenario_of(scenario)
    check_asked(scenario, player)
    expect(rows, Iterable, "a list of orders")
    for row in rows:
        if row not in ROW_NAMES:
            raise InputError(unknown("order", row, ROW_NAMES))
    today = [scenario.actions[k].index(scenario.status_quo[name]) for k, name in enumerate(scenario.players)]
    return mixes_for(scenario, today, scenario.players.index(player), rows)


def mixes_for(
    scenario: Scenario,
    profile: Sequence[int],
    place: int,
    rows: Sequence[str],
    consequences: NDArray[np.object_] | None = None,
) -> RevealedMixes:
    """Return the mixes of some rows under which a player's action in a profile is a best reply to the others' in it.

    Parameters
    ----------
    scenario
        An arena; where types are uncertain its players are the types.
    profile, place
        An action number for each of its players, and which of them is asked about.
    consequences
        Those of the scenario, if they are known already.
    """
    table = scenario.consequences() if consequences is None else consequences
    chosen = normalised(scenario.value_matrix())[[ROW_NAMES.index(row) for row in rows]]
    worth = np.matmul(table[(place, *profile[:place], slice(None), *profile[place + 1 :])], chosen.T)
    done, actions = profile[place], scenario.actions[place]
    advantages = {action: tuple(worth[done] - worth[k]) for k, action in enumerate(actions) if k != done}
    return RevealedMixes(scenario.players[place], actions[done], tuple(rows), advantages)


def least_drift(
    sets: Sequence[RevealedMixes], start: Sequence[Fraction] | None = None, deadline: float = inf
) -> tuple[tuple[Mix, ...], Fraction] | None:
    """Return one mix from each of some sets, one after the other, that shift least in all, and how much they do.

    Parameters
    ----------
    sets
        Sets of mixes of the same rows.
    start
        The mix before the first, None where any will do.
    deadline
        A reading of the clock `time.monotonic` after which a TimeoutError is raised.

    Returns
    -------
    tuple of mixes and Fraction, or None
        The mixes, and the sum of what moves from some rows to others from each to the next, by a linear program in
        fractions; None where one of the sets is empty.
    """
    size = len(sets[0].rows)
    links = len(sets) - (start is None)
    width = size * (len(sets) + 2 * links)
    upper, equal, sides = [], [], []
    for k, each in enumerate(sets):
        equal.append(_row(width, {k * size + j: 1 for j in range(size)}))
        upper.extend(_row(width, {k * size + j: -own[j] for j in range(size)}) for own in each.advantages.values())
    sides.extend([Fraction(1)] * len(sets))
    for link, j in product(range(links), range(size)):
        to = link + (start is None)
        up = size * (len(sets) + 2 * link) + j
        before = {} if to == 0 else {(to - 1) * size + j: -1}
        equal.append(_row(width, {to * size + j: 1, up: -1, up + size: 1, **before}))
        sides.append(start[j] if start is not None and to == 0 else Fraction(0))
    moved = {size * (len(sets) + 2 * link) + j: -1 for link in range(links) for j in range(size)}
    found = maximise(_row(width, moved), upper, [0] * len(upper), equal, sides, deadline)
    if not isinstance(found, Optimum):
        return None
    return tuple(found.point[k * size : (k + 1) * size] for k in range(len(sets))), -found.value


def _row(width: int, entries: Mapping[int, Any]) -> list[Any]:
    return [entries.get(k, 0) for k in range(width)]


def check_asked(scenario: Scenario, player: str) -> None:
    """Refuse a scenario in which it cannot be asked what a player must seek.

    Raises
    ------
    InputError
        As for `revealed_mixes`.
    """
    expect(scenario, Scenario, "a scenario")
    if not isinstance(scenario.game, ArenaGame):
        raise InputError(f"{scenario.title}: what a player must seek can be asked of an arena alone")
    if scenario.incomplete:
        raise InputError(f"{scenario.title}: what a player must seek cannot be asked where types are uncertain")
    expect(player, str, "the name of a player")
    if player not in scenario.players:
        raise InputError(unknown("player", player, scenario.players))
    if not scenario.status_quo:
        raise InputError(f"{scenario.title}: it has no status_quo, so nothing is known of what is done today")
