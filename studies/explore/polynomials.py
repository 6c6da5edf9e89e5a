"""Formulas as polynomials with rational coefficients, so that whoever can add and multiply integers has exact values.

What is no polynomial in the variables is made one by further variables, each *derived* from those before it: the
inverse of a polynomial, or an indicator that is 1 where a polynomial does not lie above 0 and else 0. A sum of which
there is a power is a variable of its own too, so that it need not be multiplied out; so may be one that comes often.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Literal

from ...games.errors import InputError
from ..thresholds.variables import to_fraction

if TYPE_CHECKING:
    from sympy import Expr, Symbol

Term = tuple[Fraction, tuple[int, ...]]
"""A coefficient, and the numbers of the variables that it is multiplied by, in order; one comes twice for a square."""

Polynomial = tuple[Term, ...]

Kind = Literal["inverse", "reached", "sum"]


@dataclass(frozen=True)
class Derived:
    """A variable that follows from those before it.

    `kind` is "sum" for the polynomial itself, "inverse" for 1 divided by it, "reached" for 1 where it is at most 0, and
    else 0.
    """

    kind: Kind
    polynomial: Polynomial

    def value(self, values: Sequence[Fraction]) -> Fraction:
        """Return the variable's value from those before it; an inverse of 0 is a ZeroDivisionError."""
        found = evaluated(self.polynomial, values)
        match self.kind:
            case "sum":
                return found
            case "inverse":
                return 1 / found
            case "reached":
                return Fraction(found <= 0)


@dataclass(frozen=True)
class Polynomials:
    """Polynomials in so many variables, and in those that are derived from them, numbered on behind them."""

    variables: int
    derived: tuple[Derived, ...]
    polynomials: tuple[Polynomial, ...]

    def values(self, values: Sequence[Fraction]) -> tuple[Fraction, ...]:
        """Return the value of each polynomial from those of the variables, and of any numbers behind these.

        Raises
        ------
        ZeroDivisionError
            If what an inverse is taken of is 0.
        """
        known = list(values[: self.variables])
        for each in self.derived:
            known.append(each.value(known))
        return tuple(evaluated(polynomial, known) for polynomial in self.polynomials)


def evaluated(polynomial: Polynomial, values: Sequence[Fraction]) -> Fraction:
    """Return the value of a polynomial.

    Examples
    --------
    >>> evaluated(((Fraction(3), ()), (Fraction(1, 2), (0, 0, 1))), [Fraction(2), Fraction(5)])
    Fraction(13, 1)
    """
    total = Fraction(0)
    for coefficient, variables in polynomial:
        for variable in variables:
            coefficient *= values[variable]
        total += coefficient
    return total


def as_polynomials(formulas: Iterable[Any], variables: Sequence[Symbol]) -> Polynomials:
    """Return formulas as polynomials in some variables.

    Parameters
    ----------
    formulas
        Numbers, or expressions of SymPy made of sums, products, quotients, whole powers and indicators.

    Raises
    ------
    InputError
        If a formula is made of anything else.

    Examples
    --------
    >>> from sympy import symbols
    >>> x, y = symbols("x y")
    >>> found = as_polynomials([x / (1 + y)], (x, y))
    >>> found.derived[0].kind, found.polynomials
    ('inverse', (((Fraction(1, 1), (0, 2)),),))
    """
    from sympy import Pow, sympify

    given = [sympify(formula) for formula in formulas]
    sums = {
        power.base for formula in given for power in formula.atoms(Pow) if power.base.is_Add and power.exp.is_positive
    }
    derived: dict[tuple[Kind, Expr], Symbol] = {}
    plain = [_plain(formula, sums, derived) for formula in given]
    places = {symbol: place for place, symbol in enumerate([*variables, *derived.values()])}
    made = tuple(Derived(kind, _polynomial(base, places)) for kind, base in derived)
    return Polynomials(len(variables), made, tuple(_polynomial(formula, places) for formula in plain))


def with_sums(found: Polynomials, chances: Container[int]) -> Polynomials:
    """Return polynomials with a variable for each sum that comes more than once multiplied by some chances.

    What a player expects of others of uncertain type is made of the same sums for one type after the other.

    Examples
    --------
    >>> a, b = ((Fraction(1), (0,)), (Fraction(2), (1,))), ((Fraction(1), (0, 2)), (Fraction(2), (1, 2)))
    >>> with_sums(Polynomials(3, (), (b, (*b, (Fraction(3), ())))), {2}).polynomials
    (((Fraction(1, 1), (2, 3)),), ((Fraction(1, 1), (2, 3)), (Fraction(3, 1), ())))
    """
    parts = [_by_chances(polynomial, chances) for polynomial in found.polynomials]
    times = Counter(own for each in parts for drawn, own in each.items() if drawn and len(own) > 1)
    first = found.variables + len(found.derived)
    places = {own: first + k for k, own in enumerate(own for own, count in times.items() if count > 1)}
    derived = (*found.derived, *(Derived("sum", own) for own in places))
    summed = [[_of_sum(drawn, own, places) for drawn, own in each.items()] for each in parts]
    return replace(
        found, derived=derived, polynomials=tuple(tuple(term for part in each for term in part) for each in summed)
    )


def _by_chances(polynomial: Polynomial, chances: Container[int]) -> Mapping[tuple[int, ...], Polynomial]:
    """Return the parts of a polynomial by the chances that they are multiplied by, each without these."""
    parts: dict[tuple[int, ...], Polynomial] = {}
    for coefficient, variables in polynomial:
        drawn = tuple(variable for variable in variables if variable in chances)
        own = tuple(variable for variable in variables if variable not in chances)
        parts[drawn] = (*parts.get(drawn, ()), (coefficient, own))
    return parts


def _of_sum(drawn: tuple[int, ...], own: Polynomial, places: Mapping[Polynomial, int]) -> Polynomial:
    if drawn and own in places:
        return ((Fraction(1), (*drawn, places[own])),)
    return tuple((coefficient, tuple(sorted((*drawn, *variables)))) for coefficient, variables in own)


def _plain(formula: Expr, sums: Container[Expr], derived: dict[tuple[Kind, Expr], Symbol]) -> Expr:
    """Return a formula with derived variables for quotients, indicators and some sums; new ones are added."""
    from sympy import Dummy, Piecewise

    def as_variable(kind: Kind, part: Expr) -> Expr:
        return derived.setdefault((kind, part), Dummy())

    if formula.is_Pow and formula.exp.is_negative:
        return as_variable("inverse", _plain(formula.base, sums, derived)) ** -formula.exp
    if isinstance(formula, Piecewise):
        return as_variable("reached", _plain(_turn(formula), sums, derived))
    parts = [_plain(part, sums, derived) for part in formula.args]
    plain = formula.func(*parts) if parts else formula
    return as_variable("sum", plain) if formula in sums else plain


def _turn(indicator: Any) -> Expr:
    """Return what is at most 0 where an indicator is 1."""
    from sympy import GreaterThan, LessThan, S

    match [tuple(piece) for piece in indicator.args]:
        case [(S.One, LessThan() | GreaterThan() as condition), (S.Zero, S.true)]:
            return condition.lts - condition.gts
        case _:
            raise _refusal(indicator)


def _polynomial(formula: Expr, places: Mapping[Symbol, int]) -> Polynomial:
    from sympy import QQ, Poly, PolynomialError

    free = sorted(formula.free_symbols, key=lambda symbol: places[symbol])
    if not free:
        number = to_fraction(formula)
        return ((number, ()),) if number else ()
    try:
        terms = Poly(formula, *free, domain=QQ).terms()
    except PolynomialError:
        raise _refusal(formula) from None
    return tuple((to_fraction(coefficient), tuple(_factors(free, powers, places))) for powers, coefficient in terms)


def _factors(free: Sequence[Symbol], powers: Sequence[int], places: Mapping[Symbol, int]) -> Iterator[int]:
    for symbol, power in zip(free, powers, strict=True):
        yield from [places[symbol]] * power


def _refusal(formula: Any) -> InputError:
    return InputError(f"a payoff is made of more than sums, products, quotients and indicators: {formula}")
