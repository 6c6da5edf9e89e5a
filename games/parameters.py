"""Named parameters of an arena: a default, a plausible range, what it means, and what it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from .errors import InputError, unknown
from .numbers import read_fraction

SHARE = "share"
"""The unit of a part of a whole, a chance or a belief: a number from 0 to 1."""


@dataclass(frozen=True)
class Parameter:
    """A number that an arena's consequences depend on.

    `low` and `high` bound the values held plausible: draws are uniform between them, and a report marks a value that
    lies outside. `symbol` is the short name that the documentation's formulas use; files and `--set` accept both.
    """

    name: str
    symbol: str
    default: Fraction
    low: Fraction
    high: Fraction
    meaning: str
    unit: str
    source: str

    @property
    def bounds(self) -> tuple[Fraction, Fraction] | None:
        """Between which numbers it must lie by what it is: 0 and 1 for a share; None where any number has a meaning."""
        return (Fraction(0), Fraction(1)) if self.unit == SHARE else None

    def plausible(self, value: Fraction) -> bool:
        """Tell whether a value lies in the range."""
        return self.low <= value <= self.high


@dataclass(frozen=True)
class Family:
    """A family of games: what it is called, the question that it puts, the parameters that decide it, its source."""

    name: str
    title: str
    question: str
    parameters: tuple[Parameter, ...]
    source: str

    def parameter(self, name: str) -> Parameter:
        """Return a parameter by its name or its symbol.

        Raises
        ------
        InputError
            If there is no such parameter.
        """
        for known in self.parameters:
            if name in (known.name, known.symbol):
                return known
        raise InputError(unknown(f"parameter of {self.name}", name, (known.name for known in self.parameters)))


def points(name: str, symbol: str, default: float, off: float, meaning: str, source: str = "judgement") -> Parameter:
    """Build a parameter that is a size on the scale of the dimensions, -1 to 1; it may be `off` by so much."""
    return _about(name, symbol, default, off, meaning, "value", source)


def share(name: str, symbol: str, default: float, off: float, meaning: str, source: str = "judgement") -> Parameter:
    """Build a parameter that is a part of a whole, a belief, or another number from 0 to 1."""
    return _about(name, symbol, default, off, meaning, SHARE, source)


def per_year(name: str, symbol: str, default: float, off: float, meaning: str, source: str = "judgement") -> Parameter:
    """Build a parameter that is a change in a year."""
    return _about(name, symbol, default, off, meaning, "per year", source)


def _about(name: str, symbol: str, default: float, off: float, meaning: str, unit: str, source: str) -> Parameter:
    middle, half = read_fraction(default), read_fraction(off)
    return Parameter(name, symbol, middle, middle - half, middle + half, meaning, unit, source)


def parameter(
    name: str,
    symbol: str,
    default: float | str,
    low: float | str,
    high: float | str,
    meaning: str,
    unit: str = "value",
    source: str = "judgement",
) -> Parameter:
    """Build a parameter from decimals, or texts such as "1/3"; 0.1 is read as one tenth.

    Parameters
    ----------
    name, symbol
        What files and `--set` call it: in words joined by underscores, and as formulas do.
    default, low, high
        Its value where nothing is given, and the ends of the range held plausible.
    meaning
        What it stands for, as the end of a sentence.
    unit
        "value" for a size on the scale of the dimensions, -1 to 1, and "share" for a fraction of a whole.
    source
        Where the range is from; "judgement" where it is nobody's but ours.

    Raises
    ------
    ValueError
        If the default does not lie between `low` and `high`.
    """
    middle, lowest, highest = (read_fraction(number) for number in (default, low, high))
    if not lowest <= middle <= highest:
        raise ValueError(f"parameter {name}: the default {default} must lie in [{low}, {high}]")
    return Parameter(name, symbol, middle, lowest, highest, meaning, unit, source)
