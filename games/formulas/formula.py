"""Formulas: arithmetic on the parameters of an arena, held as a tree.

A formula is a number, a parameter, or the negative, sum, difference, product, quotient or constant power of formulas.
It is walked over, never executed, and the walk has the three uses of an arena: Fractions and floats give one number,
arrays of length B give B numbers at once, SymPy symbols give an expression.

An answer is a number or there is none: a division by zero is refused, in a batch if it happens in any of its rows, and
so is a value beyond `CEILING`. An expression is refused only where it divides by what SymPy writes as 0.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np

from ..errors import InputError
from ..numbers import rounded

CEILING = 1e100
"""Consequences lie on a scale of -1 to 1: a number this far off is a slip, and sums of such numbers fit a float."""

OPERATORS: Mapping[str, Callable[[Any, Any], Any]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
}


@dataclass(frozen=True)
class Constant:
    """A number."""

    number: Fraction


@dataclass(frozen=True)
class Reference:
    """A parameter, by its name."""

    name: str


@dataclass(frozen=True)
class Negative:
    """Minus another node."""

    operand: Node


@dataclass(frozen=True)
class Operation:
    """Two nodes joined by one of the `OPERATORS`."""

    symbol: str
    left: Node
    right: Node


@dataclass(frozen=True)
class Power:
    """A node to the power of a whole number, which may be negative."""

    base: Node
    exponent: int


Node = Constant | Reference | Negative | Operation | Power


@dataclass(frozen=True)
class Formula:
    """A formula: its text as the author wrote it, and the tree that the text stands for.

    Examples
    --------
    >>> from types import SimpleNamespace
    >>> formula = Formula("x / 2", Operation("/", Reference("x"), Constant(Fraction(2))))
    >>> formula.value(SimpleNamespace(x=Fraction(1, 3), one=Fraction(1)))
    Fraction(1, 6)
    >>> formula.value(SimpleNamespace(x=np.array([0.0, 1.0]), one=1.0))
    array([0. , 0.5])
    """

    text: str
    tree: Node

    @classmethod
    def constant(cls, number: Fraction) -> Formula:
        """Return the formula that is a number."""
        return cls(str(number), Constant(number))

    def value(self, p: Any) -> Any:
        """Return the formula's value.

        Parameters
        ----------
        p
            The parameters as attributes, and as `p.one` the number 1 in their arithmetic, as in `Arena.effects`.

        Returns
        -------
        Fraction, float, ndarray or Expr
            In the arithmetic of the parameters that occur; a formula without any is a multiple of `p.one`.

        Raises
        ------
        InputError
            If the formula divides by zero, or its value is beyond `CEILING`; the message names the values.
        """
        with np.errstate(all="ignore"):
            try:
                value = self._value(self.tree, p)
            except OverflowError:
                raise self._refusal(f"is beyond {rounded(CEILING)}", p, 0) from None
        if not hasattr(value, "free_symbols"):
            self._refuse(np.logical_not(np.abs(value) <= CEILING), f"is beyond {rounded(CEILING)}", p)
        return value

    def _value(self, node: Node, p: Any) -> Any:
        match node:
            case Constant(number):
                return p.one * number
            case Reference(name):
                return getattr(p, name)
            case Negative(operand):
                return -self._value(operand, p)
            case Operation(symbol, left, right):
                first, second = self._value(left, p), self._value(right, p)
                if symbol == "/":
                    self._refuse(second == 0, "divides by zero", p)
                return OPERATORS[symbol](first, second)
            case Power(base, exponent):
                value = self._value(base, p)
                if exponent < 0:
                    self._refuse(value == 0, "divides by zero", p)
                return value**exponent

    def _refuse(self, wrong: Any, what: str, p: Any) -> None:
        """Refuse the formula if anything is wrong in any row."""
        rows = np.flatnonzero(wrong)
        if rows.size:
            raise self._refusal(what, p, int(rows[0]))

    def _refusal(self, what: str, p: Any, row: int) -> InputError:
        values = [f"{name} = {_in_row(getattr(p, name), row)}" for name in dict.fromkeys(parameter_names(self.tree))]
        text = self.text if len(self.text) <= 60 else f"{self.text[:57]}..."
        return InputError(f"the formula {text!r} {what}{' where ' if values else ''}{', '.join(values)}")


def parameter_names(node: Node) -> Iterator[str]:
    """Go through the names of the parameters in a tree, from left to right, as often as they occur."""
    match node:
        case Constant():
            return
        case Reference(name):
            yield name
        case Negative(part) | Power(part, _):
            yield from parameter_names(part)
        case Operation(_, left, right):
            yield from parameter_names(left)
            yield from parameter_names(right)


def _in_row(value: Any, row: int) -> Any:
    """Return a number, or the row of an array, as text for an error; an expression as it is."""
    single = value[row] if np.ndim(value) else value
    if hasattr(single, "free_symbols"):
        return single
    return f"{rounded(single)}" if abs(single) <= CEILING else f"a number beyond {rounded(CEILING)}"
