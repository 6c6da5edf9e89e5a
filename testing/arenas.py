"""The properties that all arenas have: their parts agree with one another, their three uses too."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from types import SimpleNamespace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..games.actors import mix
from ..games.arena import UNREST, Arena, consequences, transitions
from ..games.dimensions import DIMENSION_NAMES, POSITION
from ..games.errors import InputError, expect, unknown
from ..games.formulas.traced import Traced
from ..games.numbers import rounded, shown
from ..games.orders.rows import ORDER_NAMES
from ..games.parameters import Parameter

_CORNERS = 1024
_POINTS = 5
_EXACT = 1e-14
"""By how much floats may differ from fractions, of the largest: some dozens of roundings."""


def check_arena(arena: Arena) -> None:
    """Check that an arena is sound: for the tests of a package that offers one.

    Names, words and ranges: names of players, actions, parameters and symbols differ and are not empty; every parameter
    has a meaning and a source, and a default inside its range; reference types are known orders. Effects: they name
    known players and dimensions, and at the defaults lie on the scale of the dimensions, -1 to 1; they are finite at
    corners of the ranges (all, or 1,024 drawn ones). The three uses: with parameters they do arithmetic alone and
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


def _words(arena: Arena) -> Iterator[str]:
    spoken = {name: getattr(arena, name) for name in ("name", "title", "question", "source")}
    for known in arena.parameters:
        spoken |= {f"{part} of {known.name}": getattr(known, part) for part in ("name", "symbol", "meaning", "source")}
    for what, text in spoken.items():
        if not isinstance(text, str) or not text.strip():
            yield f"{what}: expected words, got {shown(text) if text else repr(text)}"


def _names(arena: Arena) -> Iterator[str]:
    if len(arena.players) != len(arena.actions) or not arena.players:
        yield f"expected a list of actions for each player, got {len(arena.actions)} for {len(arena.players)} players"
        return
    labels = [label for known in arena.parameters for label in {known.name, known.symbol}]
    yield from _repeats("names and symbols of parameters", labels)
    yield from _repeats("players", arena.players)
    for player, names in zip(arena.players, arena.actions, strict=True):
        yield from _repeats(f"actions of {player}", names)
        if not names:
            yield f"actions of {player}: expected at least one, got none"
    for label in (arena.name, *labels):
        if not label.isidentifier():
            yield f"expected a name of letters, digits and _, got {shown(label)}"


def _repeats(what: str, names: Sequence[str]) -> Iterator[str]:
    if repeated := [name for name, times in Counter(names).items() if times > 1]:
        yield f"{what}: expected names that differ, got {repeated[0]} twice"


def _ranges(arena: Arena) -> Iterator[str]:
    for known in arena.parameters:
        low, high = rounded(known.low), rounded(known.high)
        least, most = known.bounds or (known.low, known.high)
        if not least <= known.low <= known.high <= most:
            within = f" within [{rounded(least)}, {rounded(most)}]" if known.bounds else ""
            yield f"range of {known.name}: expected low and high{within}, got {low} and {high}"
        elif not known.plausible(known.default):
            yield f"default of {known.name}: expected it in [{low}, {high}], got {rounded(known.default)}"


def _reference_types(arena: Arena) -> Iterator[str]:
    if len(arena.reference_types) not in (0, len(arena.players)):
        yield f"expected a reference type for each player or none, got {len(arena.reference_types)}"
    for player, own in zip(arena.players, arena.reference_types, strict=False):
        try:
            mix(own, ORDER_NAMES)
        except InputError as error:
            yield f"reference type of {player}: {error}"


def _effects(arena: Arena) -> Iterator[str]:
    p = SimpleNamespace(**_values(arena, lambda known: float(known.default)), one=1.0)
    allowed = [name for name in (*DIMENSION_NAMES, UNREST) if name != "relative_gain"]
    for _, played in arena.pure_profiles():
        for player, touched in arena.effects(played, p).items():
            if player not in arena.players:
                yield f"at ({', '.join(played)}): {unknown('player', player, arena.players)}"
            for name in touched.keys() - set(allowed):
                yield f"at ({', '.join(played)}), {player}: {unknown('dimension', name, allowed)}"


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


def _arithmetic(arena: Arena) -> Iterator[str]:
    p = SimpleNamespace(**{known.name: Traced(known.name) for known in arena.parameters}, one=Fraction(1))
    for _, played in arena.pure_profiles():
        try:
            effects: Any = arena.effects(played, p)
        except (InputError, TypeError, AttributeError) as error:
            yield f"at ({', '.join(played)}): expected arithmetic on its parameters alone, got: {error}"
            return
        if not isinstance(effects, Mapping) or not all(isinstance(own, Mapping) for own in effects.values()):
            yield f"at ({', '.join(played)}): expected tables from players to dimensions, got {shown(effects)}"


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
    chances = transitions(arena, arena.course, _values(arena, lambda known: known.default))
    if not (chances.sum(axis=-1) == 1).all() or not (chances >= 0).all():
        yield "chances of the next state: expected none below 0 and a sum of 1, got others"


def _values(arena: Arena, value: Callable[[Parameter], Any]) -> dict[str, Any]:
    return {known.name: value(known) for known in arena.parameters}


_RELATIVE = POSITION["relative_gain"]

_PROPERTIES: tuple[Callable[[Arena], Iterator[str]], ...] = (
    *(_words, _names, _ranges, _reference_types, _arithmetic),
    *(_effects, _scale, _corners, _uses, _course),
)
