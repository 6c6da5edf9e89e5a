r"""How little the parameters must move together for an outcome to become, or to cease to be, an equilibrium.

Every parameter may move by the same share r of its range at most, each in its own direction. What each deviation loses
is a polynomial in the moves d; the outcome holds where none is negative.

*Above* the least r stands a joint move that does it, found by linear programs along the tangents and checked in
fractions. *Below* it stands a proof: where a combination of the polynomials with weights of 0 or more is negative for
all moves of a size, so is one of them. Over the moves of size r such a combination is at most its constant, plus what
each linear term can reach, plus the sizes of all other terms. The weights are those of the last linear program. For
payoffs that are linear in the parameters the two meet (duality of linear programs).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np

from ...games.arena import ArenaGame
from ...games.normal_form import PureProfile
from ...games.numbers import read_fraction
from ...games.scenario.scenario import Scenario

if TYPE_CHECKING:
    from sympy import Poly

STEPS = 12
"""Linear programs that are solved at the most."""

HALVINGS = 30
"""Of the distance between the bounds, in search of the best proof."""

MARGIN = 1e-9
"""By how much, in shares of the largest loss, a move must do more than is asked, so that rounding undoes nothing."""

Terms = Mapping[tuple[int, ...], Fraction]
"""A polynomial: coefficients by the powers of the moves."""


@dataclass(frozen=True)
class JointChange:
    """The smallest joint change of the parameters that turns whether an outcome holds.

    Attributes
    ----------
    reach
        The share of its range by which each parameter moves at the most in the change that was found; None where none
        was found inside the ranges.
    at_least
        No joint change in which each moves by less than this share of its range will do: proven. None where no change
        inside the ranges will do.
    changes
        The change that was found: for each parameter that moves its value today and then.
    """

    reach: Fraction | None
    at_least: Fraction | None
    changes: Mapping[str, tuple[Fraction, Fraction]]

    @property
    def smallest(self) -> bool:
        """Whether the change that was found is proven to be the smallest, to a thousandth of it."""
        return self.reach is not None and self.at_least is not None and self.at_least * 1001 >= self.reach * 1000


@dataclass(frozen=True)
class _Moves:
    """The parameters that can move: their names, values today, widths of range, and how far down and up they can go."""

    names: tuple[str, ...]
    now: tuple[Fraction, ...]
    widths: tuple[Fraction, ...]
    down: tuple[Fraction, ...]
    up: tuple[Fraction, ...]

    @property
    def farthest(self) -> Fraction:
        """The greatest share of a range by which any of them can move."""
        return max((*self.down, *self.up), default=Fraction(0))


def joint_change(scenario: Scenario, profile: PureProfile) -> JointChange | None:
    """Return the smallest joint change of an arena's parameters that turns whether a profile is an equilibrium.

    Mixes, chances of types and the value matrix stay as they are.

    Returns
    -------
    JointChange or None
        None for a game that is no arena, or whose payoffs are no polynomials in its parameters.
    """
    if not isinstance(scenario.game, ArenaGame):
        return None
    from sympy.polys.polyerrors import CoercionFailed, PolynomialError

    moves = _moves(scenario.game)
    try:
        losses = _losses(scenario, profile, moves)
    except (PolynomialError, CoercionFailed):
        return None
    failing = any(_constant(each) < 0 for each in losses)
    return _made(losses, moves) if failing else _broken(losses, moves)


def _moves(game: ArenaGame) -> _Moves:
    found = [(known.name, read_fraction(game.parameters[known.name]), known) for known in game.arena.parameters]
    free = [
        (name, now, min(known.low, now), max(known.high, now)) for name, now, known in found if known.low < known.high
    ]
    return _Moves(
        tuple(name for name, *_ in free),
        tuple(now for _, now, *_ in free),
        tuple(high - low for *_, low, high in free),
        tuple((now - low) / (high - low) for _, now, low, high in free),
        tuple((high - now) / (high - low) for _, now, low, high in free),
    )


def _losses(scenario: Scenario, profile: PureProfile, moves: _Moves) -> list[Terms]:
    """Return what each player's each other action would lose it, as polynomials in the moves."""
    from sympy import QQ, Poly, Rational, Symbol

    symbols = [Symbol(f"d_{name}") for name in moves.names]
    values = {
        name: Rational(now.numerator, now.denominator) + Rational(width.numerator, width.denominator) * symbol
        for name, now, width, symbol in zip(moves.names, moves.now, moves.widths, symbols, strict=True)
    }
    table, weights = scenario.replace(values).consequences(), scenario.weights()
    losses = []
    for player, own in enumerate(weights):
        line = table[(player, *profile[:player], slice(None), *profile[player + 1 :])]
        for action in range(len(line)):
            if action != profile[player]:
                gap = np.dot(line[profile[player]] - line[action], own)
                losses.append(_terms(Poly(gap, *symbols, domain=QQ) if symbols else gap))
    return losses


def _terms(polynomial: Poly | Any) -> Terms:
    if not hasattr(polynomial, "terms"):
        return {(): Fraction(polynomial)}
    return {powers: Fraction(int(c.numerator), int(c.denominator)) for powers, c in polynomial.terms()}


def _moved(powers: tuple[int, ...]) -> list[int]:
    """Return the places of the moves that a term has."""
    return [place for place, power in enumerate(powers) if power]


def _constant(terms: Terms) -> Fraction:
    return next((c for powers, c in terms.items() if not any(powers)), Fraction(0))


def _value(terms: Terms, at: Sequence[Fraction]) -> Fraction:
    total = Fraction(0)
    for powers, c in terms.items():
        for place in _moved(powers):
            c = c * at[place] ** powers[place]
        total += c
    return total


def _highest(terms: Terms, moves: _Moves, reach: Fraction) -> Fraction:
    """Return a number that a polynomial does not exceed for moves up to a size."""
    total = Fraction(0)
    for powers, c in terms.items():
        places = _moved(powers)
        if sum(powers) == 1:
            (place,) = places
            total += c * min(reach, moves.up[place]) if c > 0 else -c * min(reach, moves.down[place])
        else:
            size = abs(c) if len(places) else c
            for place in places:
                size *= min(reach, max(moves.up[place], moves.down[place])) ** powers[place]
            total += size
    return total


def _proven(terms: Terms, moves: _Moves, refuted: Callable[[Fraction], bool]) -> Fraction | None:
    """Return a size up to which the highest value of a polynomial is refuted; None where it is all over the ranges."""
    low, high = Fraction(0), moves.farthest
    if refuted(_highest(terms, moves, high)):
        return None
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if refuted(_highest(terms, moves, middle)) else (low, middle)
    return low


def _not_positive(value: Fraction) -> bool:
    return value <= 0


def _negative(value: Fraction) -> bool:
    return value < 0


def _broken(losses: Sequence[Terms], moves: _Moves) -> JointChange:
    """Return the smallest change that makes one of the losses negative."""
    bounds, found = [], []
    for loss in losses:
        gain = {powers: -c for powers, c in loss.items()}
        bounds.append(_proven(gain, moves, _not_positive))
        found.append(_along(gain, moves))
    reached = [each for each in found if each is not None]
    least = [each for each in bounds if each is not None]
    reach, at = min(reached, default=(None, ()))
    return JointChange(reach, min(least, default=None), _changes(moves, at))


def _along(terms: Terms, moves: _Moves) -> tuple[Fraction, tuple[Fraction, ...]] | None:
    """Return the smallest size at which a polynomial is above 0 along the moves that its slopes ask for.

    Its slopes today are tried first, and where moves that way do not do, those in the middle of the ranges.
    """
    middle = [(up - down) / 2 for up, down in zip(moves.up, moves.down, strict=True)]
    for at in ([Fraction(0)] * len(moves.names), middle):
        slopes = _slopes(terms, at)
        if _value(terms, _directed(slopes, moves, moves.farthest)) > 0:
            return _least(terms, moves, slopes)
    return None


def _directed(slopes: Sequence[Fraction], moves: _Moves, reach: Fraction) -> tuple[Fraction, ...]:
    """Return moves of a size, as far as the ranges go, each in the direction of its slope."""
    ends = zip(slopes, moves.up, moves.down, strict=True)
    return tuple(min(reach, up) if c > 0 else -min(reach, down) if c < 0 else Fraction(0) for c, up, down in ends)


def _least(terms: Terms, moves: _Moves, slopes: Sequence[Fraction]) -> tuple[Fraction, tuple[Fraction, ...]]:
    """Return the smallest size at which moves in the direction of slopes make a polynomial positive, by halving."""
    low, high = Fraction(0), moves.farthest
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        low, high = (low, middle) if _value(terms, _directed(slopes, moves, middle)) > 0 else (middle, high)
    return high, _directed(slopes, moves, high)


def _slopes(terms: Terms, at: Sequence[Fraction]) -> list[Fraction]:
    slopes = [Fraction(0)] * len(at)
    for powers, c in terms.items():
        for place in _moved(powers):
            lower = tuple(p - int(k == place) for k, p in enumerate(powers))
            slopes[place] += _value({lower: c * powers[place]}, at)
    return slopes


def _made(losses: Sequence[Terms], moves: _Moves) -> JointChange:
    """Return the smallest change that makes all of the losses 0 or more."""
    at, weights, best = [Fraction(0)] * len(moves.names), np.zeros(len(losses)), None
    for _ in range(STEPS):
        step = _program(losses, moves, at)
        if step is None:
            break
        at, weights = step
        reach = max(map(abs, at), default=Fraction(0))
        if all(_value(loss, at) >= 0 for loss in losses) and (best is None or reach < best[0]):
            best = (reach, tuple(at))
    combined: dict[tuple[int, ...], Fraction] = {}
    for weight, loss in zip(map(read_fraction, weights), losses, strict=True):
        for powers, c in loss.items():
            combined[powers] = combined.get(powers, Fraction(0)) + weight * c
    proofs = [_proven(terms, moves, _negative) for terms in (combined, *losses) if _constant(terms) < 0]
    never = any(each is None for each in proofs)
    least = None if never else max((each for each in proofs if each is not None), default=Fraction(0))
    reach, found = (None, ()) if best is None or never else best
    return JointChange(reach, least, _changes(moves, _needed(losses, found)))


def _needed(losses: Sequence[Terms], at: Sequence[Fraction]) -> list[Fraction]:
    """Return moves without those that can be left out, one after the other, the first as far as they come."""
    kept = list(at)
    for place, move in enumerate(at):
        kept[place] = Fraction(0)
        if any(_value(loss, kept) < 0 for loss in losses):
            kept[place] = move
    return kept


def _program(
    losses: Sequence[Terms], moves: _Moves, at: Sequence[Fraction]
) -> tuple[list[Fraction], np.ndarray[Any, Any]] | None:
    """Return the smallest moves that make the tangents of the losses positive, and the weights of the losses in it."""
    from scipy.optimize import linprog

    slopes = np.array([[float(c) for c in _slopes(loss, at)] for loss in losses])
    values = np.array([float(_value(loss, at)) for loss in losses])
    scale = np.abs(slopes).sum(axis=1) + np.abs(values)
    here = np.array([float(d) for d in at])
    n = len(at)
    upper = [np.append(-row, 0.0) for row in slopes]
    bounds = [*(values - slopes @ here - MARGIN * scale)]
    for k in range(n):
        unit = np.eye(n)[k]
        upper.extend((np.append(unit, -1.0), np.append(-unit, -1.0)))
        bounds.extend((0.0, 0.0))
    ranges = [(-float(down), float(up)) for down, up in zip(moves.down, moves.up, strict=True)]
    found = linprog([0.0] * n + [1.0], upper, bounds, bounds=[*ranges, (0, None)], method="highs")
    if found.status != 0:
        return None
    weights = np.maximum(-found.ineqlin.marginals[: len(losses)], 0)
    limits = zip(found.x[:n], moves.down, moves.up, strict=True)
    return [min(max(Fraction(float(d)).limit_denominator(10**9), -down), up) for d, down, up in limits], weights


def _changes(moves: _Moves, at: Sequence[Fraction]) -> dict[str, tuple[Fraction, Fraction]]:
    moved = zip(moves.names, moves.now, moves.widths, at, strict=False)
    return {name: (now, now + width * d) for name, now, width, d in moved if d}
