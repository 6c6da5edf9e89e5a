"""A scenario's game repeated for ever: which profiles patience can sustain, and what named strategies earn."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray

from ..games.errors import InputError
from ..games.normal_form import NormalFormGame
from ..games.repeated.automata import Automaton
from ..games.repeated.repeated_game import RepeatedGame
from ..games.repeated.repetition import Repetition
from ..games.repeated.strategies import automaton, grim_trigger, limited_punishment
from ..games.scenario import Scenario
from ..solvers.repeated.grim_reversion import Sustained, sustainable_profiles

PUNISHMENT_LENGTH = 3
"""Periods of the limited punishment that is shown beside punishment for ever."""

MOST_SUSTAINED = 12
"""Profiles whose enforcing strategies are evaluated; more would be a list that nobody reads."""


@dataclass(frozen=True, eq=False)
class Play:
    """Named strategies that meet, and what comes of it.

    Attributes
    ----------
    names
        The strategy of each player.
    payoffs
        Each player's discounted payoff, per period (normalised by 1 - discount), with the scenario's noise.
    average
        Each player's long-run mean payoff per period.
    equilibrium
        Whether no player gains by a deviation in any state, at this discount and noise; None where misperception
        makes the states private, so that it was not decided.
    """

    names: tuple[str, ...]
    payoffs: NDArray[np.float64]
    average: NDArray[np.float64]
    equilibrium: bool | None


@dataclass(frozen=True, eq=False)
class RepeatedAnalysis:
    """A repeated scenario, analysed.

    Attributes
    ----------
    sustained
        Every pure profile that the threat of a pure stage equilibrium for ever sustains at some discount.
    plays
        What named strategies earn against each other: for two players with two actions each a round robin of the
        classics, else the strategies that enforce each of the sustained profiles.
    """

    scenario: Scenario
    repetition: Repetition
    stage: NormalFormGame
    sustained: tuple[Sustained, ...]
    plays: tuple[Play, ...]


def repeated_analysis(scenario: Scenario) -> RepeatedAnalysis:
    """Analyse the repeated game of a scenario, at the discount and noise of its `[repeated]` section.

    Raises
    ------
    InputError
        If the game's payoffs are only ranks, which cannot be added up over time, or an actor is of uncertain type.
    """
    if scenario.ordinal:
        raise InputError("payoffs of an ordinal game are only ranks: they cannot be added up over periods")
    if scenario.incomplete:
        raise InputError("types that are drawn once make no repeated game here: give each actor orders, not types")
    repetition = scenario.repeated or Repetition()
    stage = scenario.build()
    game = RepeatedGame(stage, repetition.discount, repetition.noise, repetition.misperception)
    sustained = sustainable_profiles(stage)
    meetings = _classics(stage) if stage.shape == (2, 2) else _enforcers(stage, sustained)
    plays = tuple(_play(game, names, automata) for names, automata in meetings)
    return RepeatedAnalysis(scenario, repetition, stage, sustained, plays)


def _play(game: RepeatedGame, names: tuple[str, ...], automata: Sequence[Automaton]) -> Play:
    private = game.misperception > 0
    return Play(
        names=names,
        payoffs=game.payoffs(automata),
        average=game.average(automata),
        equilibrium=None if private else game.deviations(automata).equilibrium,
    )


def _classics(stage: NormalFormGame) -> Iterator[tuple[tuple[str, ...], tuple[Automaton, ...]]]:
    """Go through all pairs of the classic strategies; action 0 is the cooperative one."""
    menus = [
        {
            f"always {names[0]}": automaton("always", player, action=0),
            f"always {names[1]}": automaton("always", player, action=1),
            "tit for tat": automaton("tit_for_tat", player),
            "grim trigger": automaton("grim_trigger", player),
            "win-stay lose-shift": automaton("win_stay_lose_shift", player),
        }
        for player, names in enumerate(stage.actions)
    ]
    for pair in product(*(menu.items() for menu in menus)):
        names, automata = zip(*pair, strict=True)
        yield names, automata


def _enforcers(
    stage: NormalFormGame, sustained: Sequence[Sustained]
) -> Iterator[tuple[tuple[str, ...], tuple[Automaton, ...]]]:
    """Go through the strategies that enforce each sustained profile, for ever and for a few periods."""
    for row in sustained[:MOST_SUSTAINED]:
        target = stage.name_profile(row.profile)
        if row.profile == row.punishment:
            yield tuple(f"always {name}" for name in target), grim_trigger(stage, row.profile, row.punishment)
            continue
        yield tuple(f"{name}, grim" for name in target), grim_trigger(stage, row.profile, row.punishment)
        yield (
            tuple(f"{name}, {PUNISHMENT_LENGTH} periods" for name in target),
            limited_punishment(stage, row.profile, row.punishment, PUNISHMENT_LENGTH),
        )
