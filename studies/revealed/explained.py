"""Which mixes of orders explain what a player did in several scenarios together, and how little drift does.

One mix that is in all the sets of `revealed_mixes` explains all the choices. Where there is none, the mixes that shift
least in all from each scenario to the next do, which a linear program in fractions finds.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, partial

from ...games.actors import Actor
from ...games.errors import InputError, expect
from ...games.orders.rows import ROW_NAMES
from ...games.scenario.given import GivenScenario, scenario_of
from ...games.scenario.scenario import Scenario
from ...games.text.shown import Shown
from ..watch import UNWATCHED, Taken, Watch
from .revealed_mixes import Mix, RevealedMixes, check_asked, least_drift, revealed_mixes


@dataclass(frozen=True, eq=False, repr=False)
class Explained(Shown):
    """What a player's choices in several scenarios, in the order given, reveal together.

    Attributes
    ----------
    choices
        For each scenario the exact set of mixes under which what the player does there is its best reply.
    watch
        Its end and its listener; after it what the choices reveal together is no longer worked out.
    """

    player: str
    scenarios: tuple[Scenario, ...]
    choices: tuple[RevealedMixes, ...]
    watch: Watch = UNWATCHED

    @cached_property
    def together(self) -> RevealedMixes:
        """The mixes that explain all the choices; `advantages` has the source of the scenario before each action."""
        bounds = {
            f"{scenario.source}: {action}": own
            for scenario, choice in zip(self.scenarios, self.choices, strict=True)
            for action, own in choice.advantages.items()
        }
        actions = ", ".join(dict.fromkeys(choice.action for choice in self.choices))
        return RevealedMixes(self.player, actions, self.choices[0].rows, bounds, self.watch.half().deadline)

    @property
    def corners(self) -> tuple[Mix, ...] | None:
        """The corners of the mixes that explain all the choices; None where they were not reached."""
        return next(iter(self._corners.results), None)

    @cached_property
    def _corners(self) -> Taken[tuple[Mix, ...]]:
        return self.watch.ask([("mixes that explain all the choices", lambda: self.together.vertices)])

    @property
    def drift(self) -> tuple[tuple[Mix, ...], Fraction] | None:
        """A mix for each scenario that explains its choice, with the least shift in all; None where none explains one.

        The shift is 0 where one mix explains all. None where it was not reached, too.
        """
        return next(iter(self._drift.results), None)

    @cached_property
    def _drift(self) -> Taken[tuple[tuple[Mix, ...], Fraction] | None]:
        drift = partial(least_drift, self.choices, deadline=self.watch.deadline)
        return self.watch.ask([("the least drift", drift)])

    @property
    def notes(self) -> tuple[str, ...]:
        """What was not reached, and why."""
        parts = {
            "the mixes that explain all the choices": self._corners.stopped,
            "the least drift": self._drift.stopped,
        }
        return Taken((), next(filter(None, parts.values()), None)).note([what for what in parts if parts[what]])

    @property
    def unexplained(self) -> tuple[Scenario, ...]:
        """The scenarios in which no mix makes the choice a best reply."""
        pairs = zip(self.scenarios, self.choices, strict=True)
        return tuple(scenario for scenario, choice in pairs if not choice.vertices)


def explaining_mixes(
    scenarios: Sequence[GivenScenario], player: str, all_orders: bool = False, watch: Watch = UNWATCHED
) -> Explained:
    """Return which mixes of orders explain what a player does in several scenarios.

    Parameters
    ----------
    scenarios
        One or more scenarios with the same players and a status quo, types known, in the order of time.
    player
        One of the players.
    all_orders
        Whether its mix may hold all rows of the value matrix, or those alone that it holds in some of the scenarios.
    watch
        Its end and its listener.

    Raises
    ------
    InputError
        If there are no scenarios, one source comes twice, players differ, or one of the scenarios says nothing of what
        is done, is no arena, or has players of uncertain type; if there is no such player.
    """
    expect(scenarios, Iterable, "a list of scenarios")
    asked = tuple(map(scenario_of, [scenarios] if isinstance(scenarios, str) else scenarios))
    _check(asked)
    for each in asked:
        check_asked(each, player)
    held = [each.actors[player].orders for each in asked if isinstance(each.actors[player], Actor)]  # type: ignore[union-attr]
    rows = tuple(row for row in ROW_NAMES if all_orders or any(orders[row] for orders in held))
    return Explained(player, asked, tuple(revealed_mixes(each, player, rows) for each in asked), watch)


def _check(asked: Sequence[Scenario]) -> None:
    if not asked:
        raise InputError("expected one scenario or more, got none")
    sources = [each.source for each in asked]
    for each in asked:
        if sources.count(each.source) > 1:
            raise InputError(f"{each.source} is given twice; scenarios are told apart by where they are from")
        if each.players != asked[0].players:
            first, other = (", ".join(own.players) for own in (asked[0], each))
            raise InputError(f"{each.source}: its players are {other}, those of {asked[0].source} are {first}")
