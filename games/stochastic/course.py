"""Courses: how a parameter of an arena moves as the arena is played again and again.

An arena asks what to do as things stand. Where one of its parameters is the state that play leaves behind, such as how
thick a tie has grown, a course says which values it may have and with which chances each profile moves it from one to
another. The arena at each of these values is one state of a stochastic game (Shapley 1953).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

Moves = Mapping[int, Any]
"""The chance of each next state, by its number; those left out have none."""


@dataclass(frozen=True)
class Course:
    """How the state of an arena moves.

    Attributes
    ----------
    parameter
        The name of the parameter that is the state.
    states
        Its values in increasing order, each with the name of the state.
    moves
        Called with the names of the actions, one per player, the number of the state, and the parameters as attributes
        of a namespace `p`, as an arena's effects are; returns the chances, which sum to 1 at plausible parameters.
    driver
        The name of the parameter that drives the state from outside: the one to move up and down to see whether what it
        brings about outlives it.
    """

    parameter: str
    states: tuple[tuple[str, Fraction], ...]
    moves: Callable[[tuple[str, ...], int, Any], Moves]
    driver: str


def one_step(state: int, last: int, up: Any, down: Any) -> Moves:
    """Return moves of a ladder with states 0 to `last`: one step up or down with these chances, where there is one."""
    rises = {state + 1: up} if state < last else {}
    falls = {state - 1: down} if state > 0 else {}
    return {**rises, **falls, state: 1 - sum((*rises.values(), *falls.values()))}
