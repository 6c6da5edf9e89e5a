"""Numbers of a scenario that are let vary, and the game's payoffs as polynomials in them.

Payoffs are built in SymPy from the scenario itself. They are polynomials or quotients of polynomials, but for two
things: a row of the value matrix is divided by a sum of absolute values, and an indicator turns where a parameter
crosses a fixed amount. Both turn at known values, the *bends*; between two bends the payoffs are quotients of
polynomials. There each player's payoffs are multiplied by their common denominator, taken positive: no preference of
that player changes, and polynomials are left.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache, partial
from itertools import chain, count, pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from ...games.arena import ArenaGame, contract
from ...games.errors import InputError
from ...games.normal_form import NormalFormGame
from ...games.numbers import read_fraction, rounded
from ...games.population import PopulationGame
from ...games.scenario.inputs import DerivedGame
from ...games.scenario.paths import bounds, canonical, payoff_place, read_path
from ...games.scenario.scenario import Scenario
from ...games.text.visible import visible
from ...solvers.exact.algebraic import Coefficients, primitive, sign_table
from ...solvers.exact.polynomial import NotPolynomialError, Polynomial, X, line_through

if TYPE_CHECKING:
    from sympy import Expr, Rational, Symbol

GivenRange = Sequence[Any]
"""The lowest and the highest value, each a number or the text of one."""

Stretch = tuple[Fraction, Fraction]


UNSEEN = {
    "repeated": "tetrarchy repeat says from which discount on each outcome can be sustained, and what noise does",
    "strategies": "tetrarchy repeat and tetrarchy tournament say what strategies earn",
    "plays": "tetrarchy repeat says what strategies earn",
    "relations": "tetrarchy thickness says how thick each tie is",
    "status_quo": "tetrarchy solve says whether the status quo is an equilibrium",
    "seed": "only draws and searches at random do",
    "study": "tetrarchy sweep solves the study",
}
"""The sections of a scenario that payoffs do not depend on, and where what they say is used."""


class NoValueError(InputError):
    """A payoff has no value somewhere in the range of a number."""


@dataclass(frozen=True)
class Variable:
    """A number of a scenario that is let vary.

    Attributes
    ----------
    path, name
        Its path in full, and its name in sentences and formulas: "mistrust", "US_liberal", "conservative_autonomy".
    low, high
        The ends of its range, which belong to it.
    current
        Its value in the scenario.
    """

    path: str
    name: str
    low: Fraction
    high: Fraction
    current: Fraction

    @property
    def symbol(self) -> Symbol:
        """The variable in formulas."""
        from sympy import Symbol

        return Symbol(self.name)


@dataclass(frozen=True, eq=False)
class Piece:
    """An open interval between two bends, or a single point, with the payoffs there, shape (n, m_1, .., m_n).

    The payoffs are polynomials in the variable on an interval (`Polynomial`, or ring elements of SymPy), Fractions at a
    point; those of each player may have been multiplied by a positive function.
    """

    low: Fraction
    high: Fraction
    payoffs: NDArray[np.object_]


def variable(scenario: Scenario, path: str, between: GivenRange | None = None) -> Variable:
    """Return what stands at a path as a variable, by default over the range held plausible (a share: 0 to 1).

    Raises
    ------
    InputError
        If the path is unknown, or is for another command; or the number has no range, or an empty one.
    """
    _refuse_unseen(scenario, path)
    known, default = described(scenario, canonical(scenario, path))
    span = default if between is None else between
    if span is None:
        raise InputError(f"{path}: has no range of its own; give one, as in {path}=0:1")
    low, high = _read_range(path, span)
    ends = bounds(scenario, known.path)
    if ends is not None and not ends[0] <= low <= high <= ends[1]:
        least, most = (rounded(end) for end in ends)
        raise InputError(f"{path}: must lie in [{least}, {most}], got {rounded(low)} to {rounded(high)}")
    return replace(known, low=low, high=high)


def payoffs_with(scenario: Scenario, values: Mapping[Variable, Any]) -> NDArray[np.object_]:
    """Return a scenario's payoffs, shape (n, m_1, .., m_n), with numbers or symbols in the place of variables."""
    if isinstance(scenario.game, NormalFormGame):
        table = scenario.game.exact.copy()
        for known, value in values.items():
            if known.path.startswith("game.payoffs."):
                table[payoff_place(scenario.game, known.path)] = value
        return table
    return scenario.replace({known.path: value for known, value in values.items()}).payoffs()


def without_effect(scenario: Scenario, over: Sequence[Variable]) -> tuple[Variable, ...]:
    """Return those of some variables on which no payoff depends."""
    formulas = payoffs_with(scenario, {known: known.symbol for known in over})
    seen = set[Any]().union(*(getattr(formula, "free_symbols", ()) for formula in formulas.flat))
    return tuple(known for known in over if known.symbol not in seen)


def payoff_name(game: NormalFormGame, place: tuple[int, ...]) -> str:
    """Return the name of a payoff in formulas: "u_Row_C_D" is what Row gets where Row plays C and Column D.

    No two payoffs of a game have the same one: a name that comes again has a number at its end.
    """
    return _payoff_names(game)[place]


@lru_cache(maxsize=8)
def _payoff_names(game: NormalFormGame) -> Mapping[tuple[int, ...], str]:
    names: dict[str, tuple[int, ...]] = {}
    for player, *profile in np.ndindex(game.payoffs.shape):
        given = symbol_name("u", game.players[player], *game.name_profile(tuple(profile)))
        names[unused(given, names)] = (player, *profile)
    return {place: name for name, place in names.items()}


def unused(name: str, taken: Container[str]) -> str:
    """Return a name, with a number at its end where it is taken.

    Examples
    --------
    >>> unused("a", ["b"]), unused("a", ["a", "a_2"])
    ('a', 'a_3')
    """
    return next(each for each in chain([name], (f"{name}_{k}" for k in count(2))) if each not in taken)


def symbol_name(*parts: str) -> str:
    """Return names joined into one that can stand in a formula; what cannot is told by its number.

    Examples
    --------
    >>> symbol_name("w", "First hunter", "gain"), symbol_name("u", "C+")
    ('w_First_hunter_gain', 'u_C_2b')
    """
    return "_".join("".join(map(_letter, part)) for part in parts)


def _letter(letter: str) -> str:
    if letter == " ":
        return "_"
    return letter if (letter.isalnum() or letter == "_") and visible(letter) == letter else f"_{ord(letter):x}"


def pieces(scenario: Scenario, over: Variable) -> list[Piece]:
    """Return the range of a variable, cut at the bends: a point, an interval, a point, and so on, to the last point.

    Raises
    ------
    NoValueError
        If the payoffs have no value somewhere in the range.
    """
    try:
        return plain_pieces(over, partial(plain_payoffs, scenario, over))
    except NotPolynomialError:
        return _straightened_pieces(scenario, over)


def plain_pieces(over: Variable, table_on: Callable[[Stretch], NDArray[np.object_]]) -> list[Piece]:
    """Return the pieces of numbers that are polynomials, and bend at most where a cell of the value matrix is 0.

    `table_on` gives the numbers on the stretch between two bends, in an array of any shape.
    """
    bends = [Fraction(0)] if over.path.startswith("orders.") and over.low < 0 < over.high else []
    ends = [over.low, *bends, over.high]
    gaps = [Piece(low, high, table_on((low, high))) for low, high in pairwise(ends)]
    points = [Piece(end, end, _values(gap.payoffs, end)) for end, gap in zip(ends, [gaps[0], *gaps], strict=True)]
    return [piece for pair in zip(points, gaps, strict=False) for piece in pair] + points[-1:]


def plain_payoffs(scenario: Scenario, over: Variable, stretch: Stretch) -> NDArray[np.object_]:
    """Return the payoffs as polynomials in a variable; of a cell, times the sum of the absolute values in its row.

    Raises
    ------
    NotPolynomialError
        If they are none.
    """
    if not isinstance(scenario.game, ArenaGame):
        return payoffs_with(scenario, {over: X})
    if over.path.startswith("orders."):
        _, order, dimension = over.path.split(".")
        others = sum(abs(weight) for name, weight in scenario.orders[order].items() if name != dimension)
        if others == 0:
            raise NotPolynomialError(f"{over.path}: the only weight of its row")
        ends = [(x, scenario.replace({over.path: x}).weights() * (others + abs(x))) for x in stretch]
        return contract(_consequences(scenario), line_through(*ends))
    if ".orders." in over.path:
        return contract(_consequences(scenario), scenario.replace({over.path: X}).weights())
    return payoffs_with(scenario, {over: X})


@lru_cache(maxsize=2)
def _consequences(scenario: Scenario) -> NDArray[Any]:
    return scenario.consequences()


def _values(payoffs: NDArray[np.object_], at: Fraction) -> NDArray[np.object_]:
    table = np.empty(payoffs.size, dtype=object)
    table[:] = [entry.at(at) if isinstance(entry, Polynomial) else entry for entry in payoffs.ravel().tolist()]
    return table.reshape(payoffs.shape)


def _straightened_pieces(scenario: Scenario, over: Variable) -> list[Piece]:
    formulas = payoffs_with(scenario, {over: over.symbol})
    ends = corners(formulas, over)
    gaps = [Piece(low, high, _on_interval(formulas, over, (low, high))) for low, high in pairwise(ends)]
    points = [Piece(end, end, payoffs_with(scenario, {over: end})) for end in ends]
    return [piece for pair in zip(points, gaps, strict=False) for piece in pair] + points[-1:]


def corners(formulas: NDArray[np.object_], over: Variable) -> list[Fraction]:
    """Return the ends of a variable's range, and the bends between them, in order."""
    from sympy import Abs, Expr, Poly
    from sympy.core.relational import Relational

    entries: list[Any] = list(formulas.flat)
    bends = {
        atom.args[0] if isinstance(atom, Abs) else atom.lhs - atom.rhs
        for formula in entries
        if isinstance(formula, Expr)
        for atom in formula.atoms(Abs, Relational)
        if over.symbol in atom.free_symbols
    }
    lines = [primitive([to_fraction(c) for c in reversed(Poly(bend, over.symbol).all_coeffs())]) for bend in bends]
    points, _ = sign_table(lines, over.low, over.high)
    return [*(to_fraction(point) for point in points), over.high]


def straightened(formula: Any, at: Mapping[Any, Any]) -> Expr:
    """Return a formula without absolute values and conditions: as it reads around a point that is no bend."""
    from sympy import Abs, sympify
    from sympy.core.relational import Relational

    form = sympify(formula)
    lines = {atom: atom.args[0] for atom in form.atoms(Abs)}
    values = {atom: -line if line.xreplace(at) < 0 else line for atom, line in lines.items()}
    values |= {condition: condition.xreplace(at) for condition in form.atoms(Relational)}
    return form.xreplace(values)


def cleared(
    formulas: NDArray[np.object_], over: Sequence[Variable], box: Sequence[Stretch]
) -> tuple[NDArray[np.object_], list[Any]]:
    """Return payoffs as ring elements, and the denominator by which each player's have been multiplied.

    The ring's generators stand in the order of the variables. Each denominator is positive in the middle of the box,
    and so wherever no denominator vanishes in between.
    """
    from sympy import QQ
    from sympy.polys.fields import field

    fractions = field([known.symbol for known in over], QQ)[0]
    middle = [to_rational((low + high) / 2) for low, high in box]
    at = {known.symbol: value for known, value in zip(over, middle, strict=True)}
    table, denominators = np.empty(formulas.shape, dtype=object), []
    for own, target in zip(formulas, table, strict=True):
        entries = [fractions.from_expr(straightened(formula, at)) for formula in own.flat]
        common = fractions.ring.one
        for entry in entries:
            common = common.lcm(entry.denom)
        if common.evaluate(list(zip(fractions.ring.gens, middle, strict=True))) < 0:
            common = -common
        target[...] = np.array([entry.numer * common.quo(entry.denom) for entry in entries]).reshape(own.shape)
        denominators.append(common)
    return table, denominators


def coefficients(polynomial: Any) -> Coefficients:
    """Return a positive multiple of a number, a polynomial or a ring element, as whole coefficients."""
    if isinstance(polynomial, Polynomial):
        return primitive(polynomial.coefficients)
    if not hasattr(polynomial, "to_dense"):
        return primitive([Fraction(polynomial)])
    return primitive([to_fraction(c) for c in reversed(polynomial.to_dense())]) or (0,)


def to_fraction(number: Any) -> Fraction:
    """Return a rational number of SymPy, or of its rings, as a Fraction."""
    return Fraction(int(number.numerator), int(number.denominator))


def to_rational(number: Fraction) -> Rational:
    """Return a Fraction as a number of SymPy."""
    from sympy import Rational

    return Rational(number.numerator, number.denominator)


def _refuse_unseen(scenario: Scenario, path: str) -> None:
    """Refuse the path of what the one-shot game does not see, and say what does."""
    head = path.partition(".")[0]
    named = head != path or head == "seed"
    if named and head in UNSEEN and head not in scenario.actors and not scenario.population:
        raise InputError(f"{path}: the game that is played once does not depend on it; {UNSEEN[head]}")


def described(scenario: Scenario, path: str) -> tuple[Variable, GivenRange | None]:
    """Return what stands at a path in full as a variable still without a range, and the range held plausible, if any.

    Raises
    ------
    InputError
        If there is no such number.
    """
    game, parts = scenario.game, path.split(".")
    if parts[:2] == ["game", "payoffs"] and isinstance(game, NormalFormGame):
        place = payoff_place(game, path)
        return _rangeless(path, payoff_name(game, place), game.exact[place]), None
    if isinstance(game, PopulationGame | DerivedGame):
        raise game.refusal()
    current = read_path(scenario, path)
    match parts:
        case ["game", "parameters", name] if isinstance(game, ArenaGame):
            known = game.arena.parameter(name)
            return _rangeless(f"game.parameters.{known.name}", known.name, current), (known.low, known.high)
        case ["actors", *place]:
            named = [part for part in place if part not in ("orders", "types")]
            return _rangeless(path, symbol_name(*named), current), (0, 1)
        case _:
            _, order, dimension = parts
            weight = scenario.coding.rows[order].weights[dimension]
            return _rangeless(path, symbol_name(order, dimension), current), (weight.low, weight.high)


def _rangeless(path: str, name: str, current: Fraction) -> Variable:
    return Variable(path, name, current, current, current)


def _read_range(path: str, between: GivenRange) -> Stretch:
    try:
        low, high = (read_fraction(end) for end in between)
    except (TypeError, ValueError) as error:
        raise InputError(f"{path}: expected a range of two numbers, {error}") from None
    if low >= high:
        raise InputError(f"{path}: the range is empty: {rounded(high)} does not lie above {rounded(low)}")
    return low, high


def _on_interval(formulas: NDArray[np.object_], over: Variable, stretch: Stretch) -> NDArray[np.object_]:
    payoffs, denominators = cleared(formulas, [over], [stretch])
    for denominator in denominators:
        _, signs = sign_table([coefficients(denominator)], *stretch)
        if not signs.all() or denominator.evaluate(0, to_rational(stretch[1])) == 0:
            raise NoValueError(f"{over.path}: a payoff has no value somewhere from {stretch[0]} to {stretch[1]}")
    return payoffs
