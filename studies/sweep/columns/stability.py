"""Whether a pure profile is stable in many games for those who look further than one move: `seq_stable:PROFILE`.

Payoffs of a player that differ by less than a billionth of its payoff range count as ties, by rounding.
"""

from __future__ import annotations

import numpy as np

from ....games.errors import InputError, unknown
from ....games.graph.of_game import kept_actions
from ....games.normal_form import PureProfile
from ....games.scenario.scenario import Scenario
from ....solvers.best_replies import in_ties
from ....solvers.stability.batch_stability import stability_batch
from ....solvers.stability.concepts import BASIC
from .column import Column, ColumnValues
from .games import Games

ENDING = "_stable"


def is_stability(text: str) -> bool:
    """Tell whether what is asked for is the stability of a profile."""
    return text.partition(":")[0].removesuffix(ENDING) in BASIC and text.partition(":")[0].endswith(ENDING)


def stability_column(scenario: Scenario, text: str) -> Column:
    """Return the column that a text such as "seq_stable:share/join" stands for.

    Raises
    ------
    InputError
        If it names no profile of the scenario.
    """
    _profile(scenario, text)
    concept, _, names = text.partition(":")
    return Column(text, "bool", f"whether {names} is stable for all by {concept.removesuffix(ENDING)}")


def stability_of(scenario: Scenario, text: str, games: Games) -> tuple[ColumnValues, ...]:
    """Return whether the profile is stable for all players in each game; False where there is no game."""
    concept, profile = text.partition(":")[0].removesuffix(ENDING), _profile(scenario, text)
    tables = in_ties(np.moveaxis(games.payoffs, -1, 0), axis=1)
    stable = np.asarray(stability_batch(tables, (concept,), kept_actions(scenario))[concept].all(axis=1))
    return (stable[(slice(None), *profile)] & (games.status == 0),)


def _profile(scenario: Scenario, text: str) -> PureProfile:
    concept, _, written = text.partition(":")
    names = written.split("/")
    if len(names) != len(scenario.players):
        example = "/".join(own[0] for own in scenario.actions)
        raise InputError(f"{concept}: expected an action of every player, as {concept}:{example}, got {written!r}")
    for player, own, name in zip(scenario.players, scenario.actions, names, strict=True):
        if name not in own:
            raise InputError(f"{concept}: {unknown(f'action of {player}', name, own)}")
    return tuple(own.index(name) for own, name in zip(scenario.actions, names, strict=True))
