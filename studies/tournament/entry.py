"""Who enters a tournament of a scenario: its own strategies, or where it has none the standard field.

In a round robin everybody meets everybody in both places, so that a strategy must be one that either player may use,
and play alike in either place: with the same numbers of actions, and the profiles that it sees turned round. A strategy
that the scenario gives to one player alone is refused rather than lent to the other one.

The standard field is well-known strategies for two players with two actions each: action 0 is cooperation and action 1
is defection. The dilemma alone gives the two zero-determinant strategies a meaning and numbers of their own; they enter
where the stage game is one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np

from ...games.errors import InputError
from ...games.normal_form import NormalFormGame
from ...games.numbers import rounded
from ...games.repeated.automata import Automaton
from ...games.repeated.repetition import Repetition, Strategy
from ...games.repeated.strategies import automaton
from ...games.scenario.given import GivenScenario, game_of
from ...games.scenario.scenario import Scenario

LARGEST = 1e300
"""Payoffs beyond this could not be added up."""

STANDARD_FIELD: Mapping[str, tuple[str, Mapping[str, Any]]] = {
    "cooperator": ("always", {}),
    "defector": ("always", {"action": 1}),
    "alternator": ("memory_one", {"cooperation": (0, 0, 1, 1)}),
    "random": ("memory_one", {"cooperation": ("1/2", "1/2", "1/2", "1/2"), "first": "1/2"}),
    "tit for tat": ("tit_for_tat", {}),
    "suspicious tit for tat": ("suspicious_tit_for_tat", {}),
    "generous tit for tat": ("generous_tit_for_tat", {"generosity": "1/3"}),
    "tit for two tats": ("tit_for_two_tats", {}),
    "bully": ("memory_one", {"cooperation": (0, 1, 0, 1), "first": 0}),
    "joss": ("memory_one", {"cooperation": ("9/10", 0, "9/10", 0)}),
    "firm but fair": ("memory_one", {"cooperation": (1, 0, 1, "2/3")}),
    "win-stay lose-shift": ("win_stay_lose_shift", {}),
    "two periods of punishment": ("limited_punishment", {"length": 2}),
    "grim trigger": ("grim_trigger", {}),
}
"""Names with the strategy and its options: Axelrod 1984, Nowak and Sigmund 1992 and 1993, Frean 1994."""


@dataclass(frozen=True, eq=False)
class Entry:
    """What a scenario brings to a tournament.

    Attributes
    ----------
    stage
        The game of each period.
    automata
        The strategies by their names, as first players.
    repetition
        The scenario's discount and noise, or the defaults of a repeated game.
    """

    stage: NormalFormGame
    automata: Mapping[str, Automaton]
    repetition: Repetition

    @property
    def cooperation(self) -> tuple[int | None, int | None]:
        """For each player which of its two actions is the better one for the other player, whatever that one does.

        None where that depends on what the other one does, where it is all the same, and where there are not two
        actions.
        """
        return _kinder(self.stage, 0), _kinder(self.stage, 1)


def tournament_entry(scenario: Scenario) -> Entry:
    """Return the stage game and the field of a scenario.

    Raises
    ------
    InputError
        If the scenario is no game of two players with equally many actions and known payoffs, one of them may see
        wrongly, a strategy does not play alike in both places, or there is no strategy and no standard field.
    """
    _check_game(scenario)
    stage, repetition = scenario.build(), scenario.repeated or Repetition()
    if repetition.misperception > 0:
        raise InputError("a tournament is played with noise alone: set repeated.misperception to 0")
    if np.abs(stage.payoffs).max() > LARGEST:
        raise InputError(f"a tournament adds up payoffs: they must not be beyond {rounded(LARGEST)}")
    if scenario.strategies:
        return Entry(stage, dict(_own(scenario)), repetition)
    if stage.shape != (2, 2):
        raise InputError(
            f"the standard field is for two actions each, {scenario.title} has {stage.shape[0]}: "
            "write strategies of your own into [strategies]"
        )
    return Entry(stage, standard_field(stage), repetition)


def standard_field(stage: GivenScenario) -> dict[str, Automaton]:
    """Return the standard field for a stage game of two players with two actions each, as first players.

    In a symmetric prisoner's dilemma two zero-determinant strategies enter as well: extortion by a factor of 3
    (Press and Dyson 2012) and its generous counterpart with a factor of 2 (Stewart and Plotkin 2013).

    Raises
    ------
    ValueError
        If the stage game is of another shape.
    """
    stage = game_of(stage)
    field = {
        name: automaton(strategy, shape=stage.shape, **options) for name, (strategy, options) in STANDARD_FIELD.items()
    }
    reward, sucker, temptation, punishment = own = stage.exact[0].ravel().tolist()
    if temptation > reward > punishment > sucker and np.array_equal(stage.exact[1], stage.exact[0].T):
        field["extortion"] = automaton("zero_determinant", payoffs=own, slope=Fraction(1, 3))
        field["generous zero-determinant"] = automaton(
            "zero_determinant", payoffs=own, slope=Fraction(1, 2), baseline=reward
        )
    return field


def _check_game(scenario: Scenario) -> None:
    if scenario.population:
        raise InputError("a population game has no players who could meet in a tournament; see tetrarchy evolve")
    if scenario.ordinal:
        raise InputError("payoffs of an ordinal game are only ranks: they cannot be added up over periods")
    if scenario.incomplete:
        raise InputError("a tournament needs known payoffs: give each actor orders, not types")
    counts = [len(names) for names in scenario.actions]
    if len(counts) != 2 or counts[0] != counts[1]:
        raise InputError(
            "a tournament needs a game of two players with equally many actions, "
            f"got {len(counts)} players with {', '.join(map(str, counts))} actions"
        )


def _own(scenario: Scenario) -> Iterator[tuple[str, Automaton]]:
    """Go through the scenario's strategies, as first players."""
    first, second = scenario.players
    for strategy in scenario.strategies:
        if set(strategy.automata) != {first, second}:
            (owner,) = strategy.automata
            raise InputError(
                f"strategies.{strategy.name} is only {owner}'s: in a tournament every strategy plays in both places; "
                "leave out its player, or the strategy"
            )
        if not _alike(strategy, first, second):
            raise InputError(
                f"strategies.{strategy.name} does not play alike in the places of {first} and {second}, "
                "as it must in a tournament: let it answer the other's actions by their numbers"
            )
        yield strategy.name, strategy.automata[first]


def _alike(strategy: Strategy, first: str, second: str) -> bool:
    """Tell whether the second player's automaton is the first one's with all profiles turned round."""
    one, other = strategy.automata[first], strategy.automata[second]
    m = one.transitions.shape[1]
    return (
        one.start == other.start
        and np.array_equal(one.transitions, other.transitions.swapaxes(1, 2))
        and np.array_equal(one.probabilities(m), other.probabilities(m))
    )


def _kinder(stage: NormalFormGame, player: int) -> int | None:
    if stage.shape != (2, 2):
        return None
    one, other = np.moveaxis(stage.exact[1 - player], player, 0)
    if np.array_equal(one, other):
        return None
    return 0 if (one >= other).all() else 1 if (one <= other).all() else None
