"""Revealed mixes: what a player must seek for what it does to be a best reply, exactly.

An actor's payoff is linear in the shares of its mix. Each action that it does not take gives a half-space of mixes, in
which what it does is worth at least as much; those and the simplex of mixes bound a polytope. It is given by its
half-spaces and its vertices, in fractions.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import combinations
from math import lcm

import numpy as np

from ...games.arena import ArenaGame
from ...games.errors import InputError, unknown
from ...games.orders.matrix import normalised
from ...games.orders.rows import ROW_NAMES
from ...games.scenario.scenario import Scenario
from ...solvers.exact.fraction_free import fraction_free_solution

Mix = tuple[Fraction, ...]
"""Shares of some rows of the value matrix; they sum to 1."""


@dataclass(frozen=True)
class RevealedMixes:
    """The mixes of `rows` under which `action` is a best reply of `player` to what the others do.

    `advantages` says for each other action how much better `action` is by each of the rows alone.
    """

    player: str
    action: str
    rows: tuple[str, ...]
    advantages: Mapping[str, tuple[Fraction, ...]]

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

    @property
    def alone(self) -> tuple[str, ...]:
        """The rows each of which will do without any other."""
        return tuple(row for k, row in enumerate(self.rows) if all(ahead[k] >= 0 for ahead in self.advantages.values()))

    def _crossings(self) -> Iterator[Mix]:
        """Go through the points at which enough of the bounds hold with equality."""
        size = len(self.rows)
        faces = [[int(place == k) for place in range(size)] for k in range(size)]
        bounds = [*faces, *(_whole(advantage) for advantage in self.advantages.values())]
        for tight in combinations(bounds, size - 1):
            solved = fraction_free_solution([[1] * size, *tight], [1] + [0] * (size - 1))
            if solved is not None:
                numerators, denominator = solved
                yield tuple(Fraction(each, denominator) for each in numerators)


def _whole(numbers: Sequence[Fraction]) -> list[int]:
    """Return numbers in proportion, as whole ones."""
    scale = lcm(*(each.denominator for each in numbers))
    return [int(each * scale) for each in numbers]


def revealed_mixes(scenario: Scenario, player: str, rows: Sequence[str] = ROW_NAMES) -> RevealedMixes:
    """Return the mixes of some rows of the value matrix under which a player would do what it does today.

    Parameters
    ----------
    scenario
        An arena whose actors have known mixes, with a status quo.
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
    >>> from tetrarchy import load
    >>> revealed_mixes(load("us-russia-china"), "US", ("liberal", "mercantilist")).action
    'dual_pressure'
    """
    check_asked(scenario, player)
    for row in rows:
        if row not in ROW_NAMES:
            raise InputError(unknown("order", row, ROW_NAMES))
    place = scenario.players.index(player)
    others = [scenario.actions[k].index(scenario.status_quo[name]) for k, name in enumerate(scenario.players)]
    own = [*others[:place], slice(None), *others[place + 1 :]]
    consequences = scenario.consequences()[(place, *own)]
    chosen = normalised(scenario.value_matrix())[[ROW_NAMES.index(row) for row in rows]]
    worth = np.matmul(consequences, chosen.T)
    today = others[place]
    advantages = {
        action: tuple(worth[today] - worth[k]) for k, action in enumerate(scenario.actions[place]) if k != today
    }
    return RevealedMixes(player, scenario.status_quo[player], tuple(rows), advantages)


def check_asked(scenario: Scenario, player: str) -> None:
    """Refuse a scenario in which it cannot be asked what a player must seek.

    Raises
    ------
    InputError
        As for `revealed_mixes`.
    """
    if not isinstance(scenario.game, ArenaGame):
        raise InputError(f"{scenario.title}: what a player must seek can be asked of an arena alone")
    if scenario.incomplete:
        raise InputError(f"{scenario.title}: what a player must seek cannot be asked where types are uncertain")
    if player not in scenario.players:
        raise InputError(unknown("player", player, scenario.players))
    if not scenario.status_quo:
        raise InputError(f"{scenario.title}: it has no status_quo, so nothing is known of what is done today")
