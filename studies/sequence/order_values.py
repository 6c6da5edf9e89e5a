"""What the order of moves is worth: the outcomes of a game under many orders, and what a place in the order gives.

For an order o, low_i(o) and high_i(o) are the least and the most that player i gets over its pure subgame-perfect
equilibria, or over all of them where there is no pure one and all are known. What it is worth to i to have order A
rather than B is the interval from low_i(A) - high_i(B) to high_i(A) - low_i(B).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from typing import Any

from ...games.errors import InputError
from ...games.scenario.given import GivenScenario, scenario_of
from ...games.scenario.scenario import Scenario
from ...games.sequence.given import has_tree
from ...games.sequence.stages import Order, Stages, players_of, read_order, stages
from ...games.text.shown import Shown
from ...solvers.deadline import seconds_until
from ...solvers.sequence.subgame_perfect import SubgamePerfection, subgame_perfect
from ..watch import UNWATCHED, Watch

MOST_FOR_ALL = 3
"""Players up to which all orders are compared; of more those with one player first or last."""

Interval = tuple[Fraction, Fraction]
Named = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, eq=False)
class OrderOutcome:
    """A game under one order.

    Attributes
    ----------
    paid
        What each player of the game, types apart, gets in each of the equilibria that count; none where none is known.
    """

    staged: Stages
    found: SubgamePerfection
    paid: tuple[tuple[Fraction, ...], ...]

    @property
    def low(self) -> tuple[Fraction, ...] | None:
        """For each player the least of its payoff in equilibrium; None where no equilibrium is known."""
        return tuple(map(min, zip(*self.paid, strict=True))) or None

    @property
    def high(self) -> tuple[Fraction, ...] | None:
        """For each player the most of its payoff in equilibrium; None where no equilibrium is known."""
        return tuple(map(max, zip(*self.paid, strict=True))) or None

    @property
    def order(self) -> str:
        """The order as text, such as "US > Russia+China"."""
        return self.staged.written


@dataclass(frozen=True, eq=False, repr=False)
class OrderValues(Shown):
    """The answer of `order_values`.

    Attributes
    ----------
    outcomes
        One for each order, the scenario's own or all at once first.
    first, last
        For each player what it is worth to move alone before, or after, all others, against the scenario's own order;
        None where an equilibrium lacks. A player of uncertain type counts each by its chance.
    commitment
        For each player what it is worth to move first and be seen, against all at once.
    seen
        For each player before others in the scenario's own order what it is worth to be seen by them.
    """

    scenario: Scenario
    outcomes: tuple[OrderOutcome, ...]
    first: Mapping[str, Interval | None]
    last: Mapping[str, Interval | None]
    commitment: Mapping[str, Interval | None]
    seen: Mapping[str, Interval | None]


def order_values(
    scenario: GivenScenario, orders: Iterable[Order] | None = None, watch: Watch = UNWATCHED
) -> OrderValues:
    """Compare the orders in which the players of a scenario may move.

    Parameters
    ----------
    orders
        Those to compare; left out, all for up to three players, and for more all at once and those with one player
        first or last.
    watch
        After its end nothing further is searched; an order that is not searched to its end has no payoffs.

    Raises
    ------
    InputError
        For a tree or a population, and if an order does not fit.

    Examples
    --------
    >>> from ...games.normal_form import NormalFormGame
    >>> pennies = NormalFormGame([[[1, -1], [-1, 1]], [[-1, 1], [1, -1]]], ["Even", "Odd"])
    >>> values = order_values(pennies)
    >>> [each.order for each in values.outcomes], [str(value) for value in values.first["Even"] or ()]
    (['Even+Odd', 'Even > Odd', 'Odd > Even'], ['-1', '-1'])
    """
    scenario = scenario_of(scenario)
    if has_tree(scenario):
        raise InputError("a tree says itself who moves when: other orders are for games without a tree")
    names, agents = players_of(scenario)
    at_once: Named = (tuple(names),)
    own: Named = scenario.order or at_once
    shares = {
        name: {agent: Fraction(scenario.chances[agent]) for agent in types}
        for name, types in zip(names, agents, strict=True)
    }
    asked = _orders(names) if orders is None else [_by_name(names, order) for order in orders]
    solved: dict[Any, OrderOutcome | None] = {}

    def under(order: Named, hidden: Sequence[tuple[str, str]] = ()) -> OrderOutcome | None:
        key = order, tuple(sorted(hidden))
        if key not in solved:
            solved[key] = _solved(scenario, order, hidden, watch)
        return solved[key]

    compared = [under(own, scenario.hidden), *(under(order) for order in asked)]
    outcomes = tuple(dict.fromkeys(each for each in compared if each is not None))

    def worth(order: Named, base: Named) -> Interval | None:
        return _difference(under(order), under(base, scenario.hidden if base == own else ()), shares[player])

    first, last, commitment = dict[str, Interval | None](), dict[str, Interval | None](), dict[str, Interval | None]()
    for player in names if len(names) > 1 else ():
        others = tuple(name for name in names if name != player)
        first[player] = worth(((player,), others), own)
        last[player] = worth((others, (player,)), own)
        commitment[player] = worth(((player,), others), at_once)
    seen: dict[str, Interval | None] = {}
    for place, stage in enumerate(own[:-1]):
        later = [name for after in own[place + 1 :] for name in after]
        for player in stage:
            closed = [*scenario.hidden, *((player, name) for name in later)]
            seen[player] = _difference(under(own, scenario.hidden), under(own, closed), shares[player])
    return OrderValues(scenario, outcomes, first, last, commitment, seen)


def verdict(value: Interval | None) -> str:
    """Return in words whether something pays that is worth an interval."""
    if value is None:
        return "no equilibrium to compare"
    low, high = value
    return "would pay" if low > 0 else "would not" if high <= 0 else "it depends on which equilibrium"


def _by_name(names: Sequence[str], order: Order) -> Named:
    return tuple(tuple(names[player] for player in stage) for stage in read_order(names, order))


def _orders(names: Sequence[str]) -> list[Named]:
    if len(names) <= MOST_FOR_ALL:
        return sorted(_weak_orders(tuple(names)), key=len)
    apart = [((name,), tuple(other for other in names if other != name)) for name in names]
    return [(tuple(names),), *apart, *((others, alone) for alone, others in apart)]


def _weak_orders(names: tuple[str, ...]) -> Iterator[Named]:
    """Go through all ways of putting players into stages."""
    if not names:
        yield ()
    for size in range(len(names), 0, -1):
        for stage in combinations(names, size):
            yield from ((stage, *rest) for rest in _weak_orders(tuple(name for name in names if name not in stage)))


def _solved(scenario: Scenario, order: Named, hidden: Sequence[tuple[str, str]], watch: Watch) -> OrderOutcome | None:
    """Return a scenario under an order; None where a player of uncertain type would move before the last stage."""
    try:
        staged = stages(scenario, order, hidden)
    except InputError:
        if not scenario.incomplete:
            raise
        return None
    found = subgame_perfect(staged, mixed=False, time_limit=seconds_until(watch.deadline))
    if not found.outcomes and not scenario.ordinal:
        found = subgame_perfect(staged, time_limit=seconds_until(watch.deadline))
    paid = [each.payoffs for each in found.outcomes]
    if not paid and found.complete:
        paid = [each.payoffs for each in found.equilibria]
    return OrderOutcome(staged, found, tuple(paid) if found.complete_pure else ())


def _difference(
    one: OrderOutcome | None, other: OrderOutcome | None, shares: Mapping[int, Fraction]
) -> Interval | None:
    """Return what one order is worth against another to a player, of whose types each counts by its share."""
    if one is None or other is None or not one.paid or not other.paid:
        return None
    gains, base = (
        [sum((paid[agent] * share for agent, share in shares.items()), Fraction(0)) for paid in each.paid]
        for each in (one, other)
    )
    return min(gains) - max(base), max(gains) - min(base)
