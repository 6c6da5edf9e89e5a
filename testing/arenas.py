"""The properties that all arenas have: their parts agree with one another, their three uses too."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from numbers import Real
from types import SimpleNamespace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..games.arena import UNREST, Arena, consequences, transitions
from ..games.dimensions import DIMENSION_NAMES, POSITION
from ..games.errors import InputError, expect, unknown
from ..games.formulas.traced import Traced
from ..games.numbers import rounded, shown
from ..games.parameters import Parameter
from .parts import faults_of_parts

_CORNERS = 1024
_POINTS = 5
_EXACT = 1e-14
"""By how much floats may differ from fractions, of the largest: some dozens of roundings."""


def check_arena(arena: Arena) -> None:
    """Check that an arena is sound: for the tests of a package that offers one.

    Names, words and ranges: names of players, actions, parameters and symbols differ and are not empty; every parameter
    has a meaning and a source, and a default inside its range; reference types are known orders; societies, kinds and
    labels name players, actions and parameters that there are. Effects: they are numbers for known players and
    dimensions, and at the defaults lie on the scale of the dimensions, -1 to 1; they are finite at corners of the
    ranges (all, or 1,024 drawn ones). The three uses: with parameters they do arithmetic alone and
    compare none, and at five points drawn from a fixed seed fractions, floats, arrays and formulas agree. Chances of
    the next state sum to 1.

    Raises
    ------
    AssertionError
        At the first property that fails; it names the arena, what was expected and what came.
    TypeError
        If it is no arena.

    Examples
    --------
    >>> from dataclasses import replace
    >>> from tetrarchy.games.arenas import ARENAS
    >>> check_arena(ARENAS["autonomy"])
    >>> check_arena(replace(ARENAS["autonomy"], question=""))
    Traceback (most recent call last):
    AssertionError: arena autonomy: question: expected words, got ''
    """
    expect(arena, Arena, "an arena")
    for fault in _faults(arena):
        raise AssertionError(f"arena {arena.name}: {fault}")


def _faults(arena: Arena) -> Iterator[str]:
    for property_of in _PROPERTIES:
        try:
            yield from property_of(arena)
        except ZeroDivisionError as error:
            yield f"expected finite numbers inside the ranges, got {error}"


def _scale(arena: Arena) -> Iterator[str]:
    own = np.delete(consequences(arena, _values(arena, lambda known: float(known.default))), _RELATIVE, axis=-1)
    if own.size and np.abs(own).max() > 1:
        yield f"consequences at the defaults: expected sizes of at most 1, got {rounded(np.abs(own).max())}"


def _corners(arena: Arena) -> Iterator[str]:
    high = _chosen_ends(len(arena.parameters))
    ends = {
        known.name: np.where(high[:, place], float(known.high), float(known.low))
        for place, known in enumerate(arena.parameters)
    }
    with np.errstate(all="ignore"):
        finite = np.isfinite(consequences(arena, ends).astype(np.float64)).all()
    if not finite:
        yield "consequences at the ends of the ranges: expected finite numbers, got one that is none"


def _chosen_ends(parameters: int) -> NDArray[np.bool_]:
    """Return corners of a cube, all where they are few, shape (corners, parameters)."""
    if 2**parameters <= _CORNERS:
        return np.array(list(np.ndindex((2,) * parameters)), dtype=bool).reshape(2**parameters, parameters)
    return np.random.default_rng(0).integers(0, 2, (_CORNERS, parameters)).astype(bool)


def _effects(arena: Arena) -> Iterator[str]:
    """Go through the effects with parameters of which only formulas can be made."""
    names = [known.name for known in arena.parameters]
    p = SimpleNamespace(**{name: Traced(name) for name in names}, one=Fraction(1))
    for _, played in arena.pure_profiles():
        here = f"at ({', '.join(played)})"
        try:
            effects: Any = arena.effects(played, p)
        except ZeroDivisionError:
            raise
        except AttributeError as error:
            missing = unknown("parameter", error.name or "", names) if error.obj is p else str(error)
            yield f"{here}: expected arithmetic on its parameters alone, got: {missing}"
            return
        except (InputError, TypeError) as error:
            yield f"{here}: expected arithmetic on its parameters alone, got: {error}"
            return
        except Exception as error:
            yield f"{here}: expected effects, got {type(error).__name__}: {error}"
            return
        yield from (f"{here}{fault}" for fault in _faulty(arena, effects))


def _faulty(arena: Arena, effects: Any) -> Iterator[str]:
    """Go through the faults of the effects of one profile."""
    if not isinstance(effects, Mapping) or not all(isinstance(own, Mapping) for own in effects.values()):
        yield f": expected tables from players to dimensions, got {shown(effects)}"
        return
    for player, touched in effects.items():
        if player not in arena.players:
            yield f": {unknown('player', player, arena.players)}"
        for name, size in touched.items():
            if name not in _TOUCHED:
                yield f", {player}: {unknown('dimension', name, _TOUCHED)}"
            elif not isinstance(size, Traced | Real):
                yield f", {player}: expected a number for {name}, got {shown(size)}"


def _uses(arena: Arena) -> Iterator[str]:
    import sympy

    symbols = {known.name: sympy.Symbol(known.name) for known in arena.parameters}
    formulas = consequences(arena, symbols)
    cells = {cell: sympy.sympify(cell) for cell in set(formulas.flat)}
    rng = np.random.default_rng(1)
    for _ in range(_POINTS):
        at = _values(arena, lambda known: known.low + (known.high - known.low) * Fraction(int(rng.integers(21)), 20))
        exact = consequences(arena, at)
        exactly = {symbols[name]: sympy.Rational(value.numerator, value.denominator) for name, value in at.items()}
        worth = {cell: Fraction(str(found.xreplace(exactly))) for cell, found in cells.items()}
        alike = [worth[cell] for cell in formulas.flat] == list(exact.flat)
        yield from _disagreements(arena, at, exact, alike)


def _disagreements(arena: Arena, at: Mapping[str, Fraction], exact: NDArray[Any], alike: bool) -> Iterator[str]:
    point = ", ".join(f"{name} = {rounded(value)}" for name, value in at.items())
    if not alike:
        yield f"at {point}: expected formulas and fractions to agree, got different numbers"
    floats = consequences(arena, {name: float(value) for name, value in at.items()}).astype(np.float64)
    off = np.abs(floats - exact.astype(np.float64)).max()
    if off > _EXACT * max(1, np.abs(floats).max()):
        yield f"at {point}: expected floats and fractions to agree, got different numbers"
    batch = consequences(arena, {name: np.full(2, float(value)) for name, value in at.items()})
    if at and not (batch == floats).all():
        yield f"at {point}: expected arrays and floats to agree, got different numbers"


def _course(arena: Arena) -> Iterator[str]:
    if arena.course is None:
        return
    try:
        chances = transitions(arena, arena.course, _values(arena, lambda known: known.default))
    except Exception as error:
        yield f"expected chances of the next state, got {type(error).__name__}: {error}"
        return
    if not (chances.sum(axis=-1) == 1).all() or not (chances >= 0).all():
        yield "chances of the next state: expected none below 0 and a sum of 1, got others"


def _values(arena: Arena, value: Callable[[Parameter], Any]) -> dict[str, Any]:
    return {known.name: value(known) for known in arena.parameters}


_RELATIVE = POSITION["relative_gain"]

_TOUCHED = [name for name in (*DIMENSION_NAMES, UNREST) if name != "relative_gain"]

_PROPERTIES = (faults_of_parts, _effects, _scale, _corners, _uses, _course)
