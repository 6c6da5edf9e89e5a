"""A scenario's game repeated for ever: which profiles patience can sustain, and what named strategies earn."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import product
from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...games.errors import InputError
from ...games.normal_form import NormalFormGame, PureProfile
from ...games.numbers import read_fraction
from ...games.repeated.automata import Automaton
from ...games.repeated.repeated_game import Deviation, RepeatedGame
from ...games.repeated.repetition import Repetition
from ...games.repeated.strategies import automaton, grim_trigger, limited_punishment
from ...games.scenario.names import Names
from ...games.scenario.scenario import Scenario
from ...games.text.labels import Term, code_of, joined, plain
from ...games.text.shown import Shown
from ...solvers.best_replies import TIE
from ...solvers.repeated.critical_discount import CriticalDiscount, critical_discount
from ...solvers.repeated.grim_reversion import Sustained, sustainable_profiles
from ...solvers.welfare import relative_payoffs
from ..watch import UNWATCHED, Watch
from .sustainable_payoffs import SustainablePayoffs, sustainable_payoffs

PUNISHMENT_LENGTH = 3
"""Periods of the limited punishment that is shown beside punishment for ever."""

MOST_PLAYS = 100
"""Plays of a scenario's strategies that are worked out without being named."""

MOST_SUSTAINED = 12
"""The most profiles whose enforcing strategies are evaluated."""

_PAYOFFS = "what the game can pay at all"

Meeting = tuple[tuple[str, ...], tuple[Automaton, ...]]
"""What readers call the strategies that meet, and the automata, one for each player."""


@dataclass(frozen=True, eq=False)
class Play:
    """Named strategies that meet, their payoffs, and whether any of them would deviate.

    Attributes
    ----------
    names
        The strategy of each player.
    labels
        The same as readers see it.
    automata
        The same as automata.
    payoffs
        Each player's discounted payoff, per period (normalised by 1 - discount), with the scenario's noise.
    average
        Each player's long-run mean payoff per period.
    equilibrium
        Whether no player gains by a deviation in any state, at this discount and noise; None where misperception
        makes the states private, so that it was not decided.
    tempting
        The deviation that gains most, or loses least; None where it was not decided or there is none.
    critical
        The discounts at which the strategies are subgame perfect without noise; None where one of them mixes, or
        they have too many joint states.
    """

    names: tuple[str, ...]
    labels: tuple[str, ...]
    automata: tuple[Automaton, ...]
    payoffs: NDArray[np.float64]
    average: NDArray[np.float64]
    equilibrium: bool | None
    tempting: Deviation | None
    critical: CriticalDiscount | None


@dataclass(frozen=True, eq=False, repr=False)
class RepeatedAnalysis(Shown):
    """A repeated scenario, analysed.

    Attributes
    ----------
    sustained
        Every pure profile that the threat of a pure stage equilibrium for ever sustains at some discount.
    plays
        What strategies earn against each other: the plays that the scenario names, or all plays of its strategies;
        without any, for two players with two actions each a round robin of the classics, else the strategies that
        enforce each of the sustained profiles.
    payoffs
        What the game can pay at all, without noise; None where it is too large, was not asked for or not reached.
    notes
        What was not reached, and why.
    """

    scenario: Scenario
    repetition: Repetition
    stage: NormalFormGame
    sustained: tuple[Sustained, ...]
    plays: tuple[Play, ...]
    payoffs: SustainablePayoffs | None
    notes: tuple[str, ...] = ()

    def kept(self, row: Sustained) -> bool:
        """Return whether the threat of some stage equilibrium sustains a profile at the discount of the game."""
        discount = self.repetition.discount
        return any(r.interval is not None and r.interval.low <= discount <= r.interval.high for r in row.reversions)

    @property
    def beyond(self) -> list[Sustained]:
        """The profiles that patience keeps and the game played once does not, the best for all together first."""
        kept = [row for row in self.sustained if row.discount > 0 and self.kept(row)]
        return sorted(kept, key=lambda row: -sum(row.payoffs))

    def good_for(self, payoffs: Iterable[Any]) -> tuple[float, ...]:
        """Return payoffs per period from 0 at each player's worst outcome to 1 at its best."""
        relative = relative_payoffs(self.stage, np.array([read_fraction(own) for own in payoffs], dtype=object))
        return tuple(map(float, relative))

    def ends_in(self, play: Play) -> PureProfile | None:
        """Return the pure stage equilibrium that a play earns in the long run, up to errors; None where there is none.

        Where every act goes wrong with a chance, payoffs are moved by no more than that chance for every player, as a
        share of what is at stake.
        """
        reach = self.stage.n_players * self.repetition.noise + TIE
        earned = self.good_for(play.average)
        for row in self.sustained:
            there = self.good_for(row.payoffs)
            near = all(abs(own - other) <= reach for own, other in zip(earned, there, strict=True))
            if row.profile == row.punishment and row.discount == 0 and near:
                return row.profile
        return None


def repeated_analysis(scenario: Scenario, watch: Watch = UNWATCHED, *, sets: bool = True) -> RepeatedAnalysis:
    """Analyse the repeated game of a scenario, at the discount and noise of its `[repeated]` section.

    Parameters
    ----------
    watch
        Until when plays are evaluated and payoff sets sought, and who is told of it.
    sets
        Whether what the game can pay at all is worked out, which takes far longer than all else.

    Raises
    ------
    InputError
        If the game's payoffs are only ranks, which cannot be added up over time, an actor is of uncertain type, the
        scenario's strategies leave a player without one or have too many plays, or a play gives a player a strategy
        that is not its own.
    """
    if scenario.ordinal:
        raise InputError("payoffs of an ordinal game are only ranks: they cannot be added up over periods")
    if scenario.incomplete:
        raise InputError("types that are drawn once make no repeated game here: give each actor orders, not types")
    repetition = scenario.repeated or Repetition()
    stage = scenario.build()
    game = RepeatedGame(stage, repetition.discount, repetition.noise, repetition.misperception)
    sustained = sustainable_profiles(stage)
    meetings = list(_meetings(scenario, stage, sustained))
    steps = [(f"play {k} of {len(meetings)}", partial(_play, game, *each)) for k, each in enumerate(meetings, 1)]
    plays = watch.take(steps)
    asked = (
        [(_PAYOFFS, partial(sustainable_payoffs, stage, game.discount, watch))] if sets and not plays.stopped else []
    )
    payoffs = watch.take(asked)
    left = [f"{len(meetings) - len(plays.results)} of the {len(meetings)} plays of strategies", *[_PAYOFFS] * sets]
    payable = payoffs.results[0] if payoffs.results else None
    notes = plays.note(left) or payoffs.note(left[1:]) or (payable.unreached if payable is not None else ())
    return RepeatedAnalysis(scenario, repetition, stage, sustained, plays.results, payable, notes)


def _play(game: RepeatedGame, labels: tuple[str, ...], automata: tuple[Automaton, ...]) -> Play:
    deviations = None if game.misperception > 0 else game.deviations(automata)
    return Play(
        names=tuple(map(code_of, labels)),
        labels=labels,
        automata=automata,
        payoffs=game.payoffs(automata),
        average=game.average(automata),
        equilibrium=None if deviations is None else deviations.equilibrium,
        tempting=None if deviations is None else deviations.tempting,
        critical=_critical(game.stage, automata) if all(a.pure for a in automata) else None,
    )


def _critical(stage: NormalFormGame, automata: tuple[Automaton, ...]) -> CriticalDiscount | None:
    try:
        return critical_discount(stage, automata)
    except InputError:
        return None


def _meetings(scenario: Scenario, stage: NormalFormGame, sustained: Sequence[Sustained]) -> Iterator[Meeting]:
    if scenario.strategies:
        yield from _named(scenario)
    elif stage.shape == (2, 2):
        yield from _classics(scenario.names)
    else:
        yield from _enforcers(scenario.names, stage, sustained)


def _named(scenario: Scenario) -> Iterator[Meeting]:
    """Go through the plays of a scenario, or where it names none through all plays of its strategies."""
    known = {strategy.name: strategy.automata for strategy in scenario.strategies}
    menus = [[name for name, automata in known.items() if player in automata] for player in scenario.players]
    for player, menu in zip(scenario.players, menus, strict=True):
        if not menu:
            raise InputError(f"no strategy is {player}'s: give it one, or leave out all strategies")
    if not scenario.plays and prod(map(len, menus)) > MOST_PLAYS:
        raise InputError(f"{prod(map(len, menus))} plays are too many, at most {MOST_PLAYS}: name some in [[plays]]")
    for names in scenario.plays or product(*menus):
        for player, name, menu in zip(scenario.players, names, menus, strict=True):
            if name not in menu:
                raise InputError(f"plays: {name} is not a strategy of {player}; its own are {', '.join(menu)}")
        labels = tuple(Term(plain(name), name) for name in names)
        yield labels, tuple(known[name][player] for player, name in zip(scenario.players, names, strict=True))


def _classics(called: Names) -> Iterator[Meeting]:
    """Go through all pairs of the classic strategies; action 0 is the cooperative one."""
    menus = [
        {
            joined("", ("always ", own[0])): automaton("always", player, action=0),
            joined("", ("always ", own[1])): automaton("always", player, action=1),
            "tit for tat": automaton("tit_for_tat", player),
            "grim trigger": automaton("grim_trigger", player),
            "win-stay lose-shift": automaton("win_stay_lose_shift", player),
        }
        for player, own in enumerate(called.actions)
    ]
    for pair in product(*(menu.items() for menu in menus)):
        names, automata = zip(*pair, strict=True)
        yield names, automata


def _enforcers(called: Names, stage: NormalFormGame, sustained: Sequence[Sustained]) -> Iterator[Meeting]:
    """Go through the strategies that enforce each sustained profile, for ever and for a few periods."""
    for row in sustained[:MOST_SUSTAINED]:
        target = called.name_profile(row.profile)
        if row.profile == row.punishment:
            yield (
                tuple(joined("", ("always ", name)) for name in target),
                grim_trigger(stage, row.profile, row.punishment),
            )
            continue
        yield tuple(joined(", ", (name, "grim")) for name in target), grim_trigger(stage, row.profile, row.punishment)
        yield (
            tuple(joined(", ", (name, f"{PUNISHMENT_LENGTH} periods")) for name in target),
            limited_punishment(stage, row.profile, row.punishment, PUNISHMENT_LENGTH),
        )
