"""What a verb of the package is asked about: a scenario or a game, or the name or path of one."""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from importlib import import_module
from inspect import currentframe
from os import PathLike
from typing import Any

from ..errors import OutsideRangeWarning, unexpected
from ..normal_form import NormalFormGame
from .scenario import Scenario

GivenScenario = NormalFormGame | Scenario | str | PathLike[str]
"""A scenario, a game that is one by itself, the name of a shipped scenario, or the path of a file."""


_INSTEAD = {
    "World": "a world is solved by solve_world",
    "Tree": "a tree is solved by subgame_perfect, sequential or sequence_form",
    "GraphModel": "where a conflict rests is told by stability",
    "StochasticGame": "a game whose state moves is solved by markov_perfect",
    "RepeatedGame": "what a repeated game sustains is told by payoff_set and critical_discount",
    "ndarray": "payoffs are made a game by NormalFormGame",
    "list": "payoffs are made a game by NormalFormGame",
    "dict": "the text of a scenario is read by parse",
}
"""What to call for other things that may be meant, by the names of their types."""


def scenario_of(given: GivenScenario) -> Scenario:
    """Return the scenario that is meant.

    A name or a path goes to the package's own `load`, which is asked for by name: what reads files stands above the
    games.

    A scenario whose numbers lie outside the ranges held plausible is warned of (`OutsideRangeWarning`).

    Raises
    ------
    TypeError
        If nothing of the kind is given.
    InputError
        If there is no such scenario or file, or it cannot be read.

    Examples
    --------
    >>> scenario_of("prisoners-dilemma").title, scenario_of(NormalFormGame([[1, 2]], title="Alone")).title
    ("Prisoner's dilemma", 'Alone')
    """
    meant: Any = given
    match meant:
        case Scenario():
            warn_outside(meant)
            return meant
        case NormalFormGame():
            return Scenario(title=meant.title or "A game", game=meant)
        case str() | PathLike():
            scenario: Scenario = import_module("tetrarchy").load(meant)
            warn_outside(scenario)
            return scenario
        case _:
            instead = _INSTEAD.get(type(meant).__name__)
            hint = f"; {instead}" if instead else ""
            raise TypeError(f"{unexpected(meant, 'a scenario, a game, or the name or path of one')}{hint}")


def warn_outside(scenario: Scenario, varied: Mapping[str, tuple[Any, Any]] | None = None) -> None:
    """Warn whoever called a verb of the package of numbers outside the ranges held plausible; they are used.

    `varied` is as in `Scenario.outside_ranges`.
    """
    if scenario.single and (sentences := scenario.outside_ranges(varied)):
        told = f"{scenario.source or scenario.title}: {'; '.join(sentences)}"
        warnings.warn(told, OutsideRangeWarning, stacklevel=_level_outside())


def _level_outside() -> int:
    """Return how many calls above the one that asks the first one stands that is none of the package's own."""
    frame, level = currentframe(), 0
    while frame is not None and frame.f_globals.get("__name__", "").partition(".")[0] == "tetrarchy":
        frame, level = frame.f_back, level + 1
    return max(1, level)


def game_of(given: GivenScenario) -> NormalFormGame:
    """Return the game that is meant, a scenario's built; errors as in `scenario_of`, and those of `Scenario.build`."""
    return given if isinstance(given, NormalFormGame) else scenario_of(given).build()
