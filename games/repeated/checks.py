"""What discounts, chances of errors and numbers of periods may be."""

from __future__ import annotations

from fractions import Fraction
from operator import index
from typing import Any

from ..errors import InputError
from ..numbers import read_fraction


def below_one(what: str, number: Any) -> Fraction:
    """Return a number in [0, 1) as a fraction.

    Raises
    ------
    InputError
        If the value is not of that kind; the message names it `what`.
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
