"""A strategy of a repeated game under a name, for one player or for all who can follow it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .automata import Automaton


@dataclass(frozen=True, eq=False)
class Strategy:
    """A strategy as a scenario names it.

    Attributes
    ----------
    name
        What readers call it.
    states
        The names of its states, in the order of the automata's states.
    automata
        For each player who may follow it the automaton that does.
    written
        Its table in the scenario file: what it takes to read it again.
    """

    name: str
    states: tuple[str, ...]
    automata: Mapping[str, Automaton]
    written: Mapping[str, Any]
