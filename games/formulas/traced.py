"""What a function of parameters does with them, written down: the formula that its arithmetic amounts to.

A function that is called with traced parameters returns traced formulas in the place of numbers. Whatever asks for more
than a formula can say (which of two is larger, whether one is zero, a sine) is refused, so what is written down is what
the function does at all values of its parameters.
"""

from __future__ import annotations

from dataclasses import dataclass
from numbers import Number
from operator import eq, index
from typing import Any, NoReturn

from ..errors import InputError
from ..numbers import read_fraction, shown

_SUM, _PRODUCT, _SIGNED, _ATOM = range(4)


def _refused(self: Traced, *_: Any) -> NoReturn:
    raise InputError(
        f"{shown(self.text)} is compared, or taken for true or false: "
        "an arena has the same formulas at all values of its parameters"
    )


@dataclass(frozen=True, eq=False)
class Traced:
    """A formula as text, and how closely it is bound; arithmetic with numbers and others of its kind writes on.

    Examples
    --------
    >>> from fractions import Fraction
    >>> cost, part = Traced("cost"), Traced("part")
    >>> (-(1 - cost) / 2 + 0 * part).text, (0.5 * part**2 - Fraction(1, 3)).text
    ('-(1 - cost) / 2', '0.5 * part ** 2 - 1/3')
    """

    text: str
    bound: int = _ATOM

    __array_ufunc__ = None  # NumPy's numbers leave the arithmetic to this class
    __hash__ = None  # type: ignore[assignment]
    __bool__ = __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = _refused

    def __add__(self, other: Any) -> Any:
        return self if _is(other, 0) else _joined(self, "+", other)

    def __radd__(self, other: Any) -> Any:
        return self if _is(other, 0) else _joined(other, "+", self)

    def __sub__(self, other: Any) -> Any:
        return self if _is(other, 0) else _joined(self, "-", other)

    def __rsub__(self, other: Any) -> Any:
        return -self if _is(other, 0) else _joined(other, "-", self)

    def __mul__(self, other: Any) -> Any:
        return 0 if _is(other, 0) else self if _is(other, 1) else _joined(self, "*", other)

    def __rmul__(self, other: Any) -> Any:
        return 0 if _is(other, 0) else self if _is(other, 1) else _joined(other, "*", self)

    def __truediv__(self, other: Any) -> Any:
        return self if _is(other, 1) else _joined(self, "/", other)

    def __rtruediv__(self, other: Any) -> Any:
        return _joined(other, "/", self)

    def __pow__(self, exponent: Any) -> Any:
        try:
            power = index(exponent)
        except TypeError:
            got = exponent.text if isinstance(exponent, Traced) else exponent
            raise InputError(f"{shown(self.text)} has the exponent {shown(got)}: expected a whole number") from None
        return Traced(f"{_within(self, _ATOM)} ** {power}", _SIGNED) if power else 1

    def __neg__(self) -> Traced:
        return Traced(f"-{_within(self, _PRODUCT)}", _PRODUCT if self.bound == _PRODUCT else _SIGNED)

    def __pos__(self) -> Traced:
        return self


def _is(given: Any, number: int) -> bool:
    return isinstance(given, Number) and bool(eq(given, number))


def _joined(left: Any, symbol: str, right: Any) -> Any:
    first, second = _written(left), _written(right)
    if first is None or second is None:
        return NotImplemented
    level = _SUM if symbol in "+-" else _PRODUCT
    return Traced(f"{_within(first, level)} {symbol} {_within(second, level + 1)}", level)


def _written(operand: Any) -> Traced | None:
    """Return a number as it would stand in a formula, a formula as it is, and None for anything else."""
    if isinstance(operand, Traced):
        return operand
    if not isinstance(operand, Number):
        return None
    exact = read_fraction(operand)
    decimal = float(exact)
    text = f"{exact}" if exact.denominator == 1 or read_fraction(decimal) != exact else f"{decimal}"
    return Traced(text, _PRODUCT if "/" in text else _SIGNED if exact < 0 else _ATOM)


def _within(part: Traced, level: int) -> str:
    """Return a part as it stands where nothing that is less closely bound may stand alone."""
    return part.text if part.bound >= level else f"({part.text})"
