"""How a game is repeated, by which strategies, and what discounts, chances of errors and numbers of periods may be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from operator import index
from typing import Any

from ..errors import InputError
from ..numbers import read_fraction
from .automata import Automaton


@dataclass(frozen=True)
class Repetition:
    """The discount factor and the chances of errors, each in [0, 1).

    `noise` is the chance that an intended action is replaced by another one, `misperception` the chance that a player
    sees another's action wrongly.
    """

    discount: Any = Fraction(9, 10)
    noise: Any = Fraction(0)
    misperception: Any = Fraction(0)


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


def below_one(what: str, number: Any) -> Fraction:
    """Return a number in [0, 1) as a fraction.

    Raises
    ------
    InputError
        If the value is no such number; the message names it `what`.
    """
    try:
        fraction = read_fraction(number)
    except (TypeError, ValueError) as error:
        raise InputError(f"{what} must be a number in [0, 1), {error}") from None
    if not 0 <= fraction < 1:
        raise InputError(f"{what} must be in [0, 1), got {number}")
    return fraction


def whole_periods(periods: Any, least: int) -> int:
    """Return a number of periods.

    Raises
    ------
    InputError
        If it is no whole number, or less than `least`.
    """
    try:
        number = index(periods)
    except TypeError:
        number = least - 1
    if number < least:
        raise InputError(f"periods must be a whole number of {least} or more, got {periods!r}")
    return number
