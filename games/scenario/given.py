"""What a verb of the package is asked about: a scenario or a game, or the name or path of one."""

from __future__ import annotations

from importlib import import_module
from os import PathLike
from typing import Any

from ..normal_form import NormalFormGame
from ..numbers import shown
from .scenario import Scenario

GivenScenario = NormalFormGame | Scenario | str | PathLike[str]
"""A scenario, a game that is one by itself, the name of a shipped scenario, or the path of a file."""


def scenario_of(given: GivenScenario) -> Scenario:
    """Return the scenario that is meant.

    A name or a path goes to the package's own `load`, which is asked for by name: what reads files stands above the
    games.

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
            return meant
        case NormalFormGame():
            return Scenario(title=meant.title or "A game", game=meant)
        case str() | PathLike():
            return import_module("tetrarchy").load(meant)
        case _:
            raise _refusal(meant)


def game_of(given: GivenScenario) -> NormalFormGame:
    """Return the game that is meant, a scenario's built; errors as in `scenario_of`, and those of `Scenario.build`."""
    return given if isinstance(given, NormalFormGame) else scenario_of(given).build()


def _refusal(given: Any) -> TypeError:
    kind = type(given).__name__
    return TypeError(f"expected a scenario, a game, or the name or path of one, got {kind} {shown(given)}")
