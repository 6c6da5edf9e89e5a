"""All solutions of indifference systems that may be equilibria, by subdividing the simplices they are in.

The equations are linear in each player's strategy, so on a product of simplices, one for each player, the values of an
equation, or of any combination of them, lie between those at the combinations of corners. A piece is given by these
values at its corners. It goes where an equation has one sign throughout, or where an action that is not played gains
throughout, so that there is no equilibrium. With Y an approximate inverse of the Jacobian matrix, Y F is nearly the
distance from the solution, and what it lacks from that is bounded by the corners too: the piece narrows to where the
solution must be (an interval Newton method in barycentric coordinates; Sherbrooke & Patrikalakis 1993 project
polyhedra so). What does not narrow is cut in two. In the end every piece has gone or is within the reach of a solution
that the Krawczyk test has proven to be the only one there.

The search does not care about complex solutions or those at infinity, which in games with a simple structure are often
singular. Supports on which as many actions are mixed, in whatever order, are searched together.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import prod
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ....games.normal_form import read_only
from ...deadline import tell
from ..indifference import COEFFICIENT_ERROR, Systems, block_starts, outside_gains, solve_each, systems_of
from ..support_profiles import ExactGains, Supports, mixing
from .krawczyk import Enclosures, certify

_MOST_DEPTH = 80
"""How often a piece may be narrowed and cut."""

_CHUNK = 400_000
"""Values at corners that are worked on at once."""

_SOLVED = 0.3
"""The barycentric width of where a solution must be from which on Newton's method looks for it."""

_FAST = 0.5
"""What is left of a simplex that narrows so fast that it need not be cut."""

_MARGIN = 0.01
"""By so much of a piece more than needed is kept when it narrows, so that solutions lie inside."""

_SINGULAR = 1e13
"""An inverse with entries of this size narrows nothing."""

_SLACK = 1e-12
"""More than the corners of a piece can be off by rounding."""

Floats = NDArray[np.float64]


class Search(NamedTuple):
    """What a search has found for each system: enclosures without a repetition, and whether they are all.

    Where it is not `settled` there was no time, or the pieces were too many.
    """

    roots: tuple[Enclosures, ...]
    settled: NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class _Pieces:
    """Pieces of the simplices of systems: B of them.

    `values`, shape (B, rows, k_1, .., k_n), holds the equations and then what actions that are not played gain, at the
    combinations of corners. `corners[j]` has shape (B, k_j, k_j), a row for each corner.
    """

    system: NDArray[np.intp]
    depth: NDArray[np.intp]
    values: Floats
    corners: tuple[Floats, ...]

    def take(self, which: NDArray[np.bool_] | NDArray[np.intp] | slice) -> _Pieces:
        corners = tuple(own[which] for own in self.corners)
        return _Pieces(self.system[which], self.depth[which], self.values[which], corners)


def arrangement(supports: Supports) -> tuple[int, ...]:
    """Return the players who mix, those with more actions first."""
    return tuple(sorted(mixing(supports), key=lambda player: -len(supports[player])))


def arranged(gains: ExactGains, supports: Sequence[Supports]) -> tuple[Systems, Floats]:
    """Return the systems of the players who mix, in their arrangement, and what actions that are not played gain.

    All supports must mix as many actions in their arrangement. The gains have shape (rows, k_1, .., k_n, P), over the
    first played action, in units of the payoff range.
    """
    alike: dict[tuple[int, ...], list[int]] = {}
    for number, profile in enumerate(supports):
        alike.setdefault(tuple(len(own) for own in profile), []).append(number)
    parts = [_arranged_alike(gains, [supports[number] for number in numbers]) for numbers in alike.values()]
    back = np.argsort([number for numbers in alike.values() for number in numbers])
    tensors = [np.concatenate(own, axis=-1)[..., back] for own in zip(*(tensors for tensors, _ in parts), strict=True)]
    outside = np.concatenate([own for _, own in parts], axis=-1)[..., back]
    width = sum(tensor.shape[0] + 1 for tensor in tensors)
    return Systems(tuple(tensors), np.ones((len(supports), width), dtype=bool)), outside


def _arranged_alike(gains: ExactGains, supports: Sequence[Supports]) -> tuple[list[Floats], Floats]:
    order = arrangement(supports[0])
    systems, outside = systems_of(gains, supports), outside_gains(gains, supports)
    tensors = []
    for player in order:
        others = [j for j in range(len(supports[0])) if j != player]
        axes = [others.index(j) + 1 for j in order if j != player]
        alone = [others.index(j) + 1 for j in others if j not in order]
        tensors.append(np.transpose(systems.tensors[player], (0, *axes, *alone, len(others) + 1)))
    sizes = [len(supports[0][player]) for player in order]
    shapes = [[size for k, size in enumerate(sizes) if k != place] for place in range(len(sizes))]
    reduced = [
        tensor.reshape(len(tensor), *shape, len(supports)) for tensor, shape in zip(tensors, shapes, strict=True)
    ]
    single = [j for j in range(len(supports[0])) if j not in order]
    turned = np.transpose(outside, (0, *(j + 1 for j in order), *(j + 1 for j in single), outside.ndim - 1))
    return reduced, turned.reshape(len(turned), *sizes, len(supports))


def real_solutions(systems: Systems, outside: Floats, deadline: float, most_pieces: int) -> Search:
    """Find all solutions that may be equilibria, and perhaps some without probabilities; each is a proven regular one.

    Parameters
    ----------
    systems
        Systems of one shape, without padding.
    outside
        What actions that are not played gain, shape (rows, k_1, .., k_n, P).
    deadline
        On the monotonic clock; systems that are not finished then are left.
    most_pieces
        After so many pieces a system is given up.
    """
    number = systems.used.shape[0]
    spent, given_up = np.zeros(number, dtype=np.intp), np.zeros(number, dtype=bool)
    roots = _Roots(systems)
    waiting = [_whole(systems, outside)]
    movable = _movable(systems.widths)
    while waiting and time.monotonic() <= deadline:
        pieces = _next_chunk(waiting)
        spent += np.bincount(pieces.system, minlength=number)
        tell("pieces", int(spent.sum()))
        given_up |= (spent > most_pieces) | _worn(pieces, number)
        pieces, fast = _narrowed(pieces.take(~given_up[pieces.system]), roots)
        if len(pieces.system):
            waiting.append(_joined([pieces.take(fast), *_halves(pieces.take(~fast), movable)]))
    left = np.zeros(number, dtype=bool)
    left[[system for pieces in waiting for system in pieces.system]] = True
    return Search(tuple(roots.of(k) for k in range(number)), ~(given_up | left))


class _Roots:
    """The proven solutions of some systems, none of them twice."""

    def __init__(self, systems: Systems) -> None:
        self._systems = systems
        self._system = np.zeros(0, dtype=np.intp)
        width = sum(systems.widths)
        self._found = Enclosures(np.zeros((0, width)), np.zeros(0), np.zeros(0), np.zeros(0))

    def of(self, system: int) -> Enclosures:
        return _chosen(self._found, self._system == system)

    def look(self, system: NDArray[np.intp], points: Floats) -> None:
        """Look for solutions from some points, each in its system, by Newton's method."""
        systems = self._systems.take(system)
        found = certify(systems, points, np.ones(points.shape), newton_steps=6)
        good = np.flatnonzero(found.reach > 8 * found.radius)
        for k in good.tolist():
            known = self.of(int(system[k]))
            apart = np.abs(known.points - found.points[k]).max(axis=1, initial=0) + found.radius[k]
            if not (apart <= known.reach).any():
                self._found = Enclosures(
                    *(np.concatenate([old, new[k : k + 1]]) for old, new in zip(self._found, found, strict=True))
                )
                self._system = np.append(self._system, system[k])

    def hold(self, pieces: _Pieces) -> NDArray[np.bool_]:
        """Tell which pieces lie wholly where a proven solution is the only one."""
        held = np.zeros(len(pieces.system), dtype=bool)
        starts = block_starts(self._systems.widths)
        for system, point, reach in zip(self._system, self._found.points, self._found.reach, strict=True):
            own = np.flatnonzero(pieces.system == system)
            parts = zip(pieces.corners, pairwise(starts), strict=True)
            far = [np.abs(corners[own] - point[a:b]).max(axis=(1, 2)) for corners, (a, b) in parts]
            held[own] |= np.max(far, axis=0) + _SLACK <= reach
        return held


def _chosen(enclosures: Enclosures, which: NDArray[np.bool_]) -> Enclosures:
    return Enclosures(*(part[which] for part in enclosures))


def _whole(systems: Systems, outside: Floats) -> _Pieces:
    """Return the simplices of each system, uncut."""
    widths, number = systems.widths, systems.used.shape[0]
    rows = [
        np.broadcast_to(np.expand_dims(tensor, player + 1), (len(tensor), *widths, number))
        for player, tensor in enumerate(systems.tensors)
    ]
    values = np.ascontiguousarray(np.moveaxis(np.concatenate([*rows, outside]), -1, 0))
    corners = tuple(np.repeat(np.eye(width)[np.newaxis], number, axis=0) for width in widths)
    return _Pieces(np.arange(number), np.zeros(number, dtype=np.intp), values, corners)


def _movable(widths: Sequence[int]) -> list[int]:
    """Return the players whose simplices are cut: not one with more equations than the others have probabilities."""
    freedom = sum(width - 1 for width in widths)
    return [player for player, width in enumerate(widths) if 2 * (width - 1) <= freedom]


def _next_chunk(waiting: list[_Pieces]) -> _Pieces:
    """Take pieces off the end of the list, as many as are worked on at once."""
    pieces = waiting.pop()
    most = max(1, _CHUNK // prod(pieces.values.shape[1:]))
    while waiting and len(pieces.system) + len(waiting[-1].system) <= most:
        pieces = _joined([waiting.pop(), pieces])
    if len(pieces.system) > most:
        waiting.append(pieces.take(slice(None, -most)))
        pieces = pieces.take(slice(-most, None))
    return pieces


def _joined(parts: Iterable[_Pieces]) -> _Pieces:
    system, depth, values, corners = zip(*((p.system, p.depth, p.values, p.corners) for p in parts), strict=True)
    joined = tuple(np.concatenate(own) for own in zip(*corners, strict=True))
    return _Pieces(np.concatenate(system), np.concatenate(depth), np.concatenate(values), joined)


def _worn(pieces: _Pieces, number: int) -> NDArray[np.bool_]:
    """Tell which systems have a piece that was cut too often."""
    worn = np.zeros(number, dtype=bool)
    worn[pieces.system[pieces.depth >= _MOST_DEPTH]] = True
    return worn


def _rounding(widths: Sequence[int]) -> float:
    """Return how far a value may be off: twice what narrowing and cutting, and the coefficients, can contribute.

    Values are at most 1. Narrowing takes averages of k_j along each axis with weights off by k_j + 1 units of 1e-16;
    a cut takes one average.
    """
    return 2 * (COEFFICIENT_ERROR + 2.0**-53 * _MOST_DEPTH * (1 + sum(2 * width + 2 for width in widths)))


@np.errstate(all="ignore")
def _narrowed(pieces: _Pieces, roots: _Roots) -> tuple[_Pieces, NDArray[np.bool_]]:
    """Drop the pieces without a solution that is not known, narrow the others to where it must be, and say which fast.

    The cheap tests come first; each works on what the ones before have left.
    """
    widths = [corners.shape[1] for corners in pieces.corners]
    starts, n_equations = block_starts(widths), sum(widths) - len(widths)
    rounding = _rounding(widths)
    pieces = pieces.take(_may_hold(pieces.values, n_equations, rounding))
    low, high = _bounds(pieces.values, widths, rounding)
    room = np.add.reduceat(np.maximum(low, 0), starts[:-1], axis=1)
    stay = np.all((high >= 0) & (low <= 1), axis=1) & np.all(room <= 1, axis=1)
    pieces, low, high = pieces.take(stay), low[stay], high[stay]
    close = ((high - low).max(axis=1, initial=0) < _SOLVED) & ~roots.hold(pieces)
    if close.any():
        middles = (low + high)[close] / 2
        roots.look(pieces.system[close], _located(pieces.take(close), middles, starts))
    stay = ~roots.hold(pieces)
    low = np.clip(low[stay] - _MARGIN, 0, 1)
    fast = np.add.reduceat(low, starts[:-1], axis=1).max(axis=1, initial=0) > 1 - _FAST
    return _shrunk(pieces.take(stay), low, starts), fast


def _may_hold(values: Floats, n_equations: int, rounding: float) -> NDArray[np.bool_]:
    """Tell in which pieces every equation takes both signs, and no action that is not played gains throughout."""
    flat = values.reshape(len(values), values.shape[1], prod(values.shape[2:]))
    least, most = flat.min(axis=2), flat.max(axis=2)
    return (least <= rounding).all(axis=1) & (most[:, :n_equations] >= -rounding).all(axis=1)


def _bounds(values: Floats, widths: Sequence[int], rounding: float) -> tuple[Floats, Floats]:
    """Return between which barycentric coordinates a solution must be: from where to where, shape (B, N).

    If G = Y F then G(x) = 0 and so x = x - G(x) at a solution x, whatever Y is, and x - G(x) is linear in each player's
    coordinates. The last term covers the rounding of F and of the product.
    """
    n_equations = sum(widths) - len(widths)
    equations = values[:, :n_equations].reshape(len(values), n_equations, prod(widths))
    jacobian = equations @ _differences(tuple(widths))
    inverse = solve_each(jacobian, np.broadcast_to(np.eye(n_equations), jacobian.shape))
    inverse = np.where(np.abs(inverse).max(axis=(1, 2), keepdims=True) < _SINGULAR, inverse, 0)
    full = _with_first_rows(inverse, widths)
    moved = _corner_coordinates(tuple(widths)) - full @ equations
    error = 2 * np.abs(full).sum(axis=2) * (rounding + 2.0**-52 * n_equations)
    return moved.min(axis=2) - error, moved.max(axis=2) + error


def _with_first_rows(inverse: Floats, widths: Sequence[int]) -> Floats:
    """Add for each player the row of its first coordinate, which falls as the others rise."""
    rows = []
    for start, end in pairwise(np.cumsum([0, *(width - 1 for width in widths)])):
        own = inverse[:, start:end]
        rows += [-own.sum(axis=1, keepdims=True), own]
    return np.concatenate(rows, axis=1)


@lru_cache(maxsize=256)
def _differences(widths: tuple[int, ...]) -> Floats:
    """Return the weights with which values at the corners give the slopes by each coordinate but a player's first."""
    at = _corner_coordinates(widths)
    means = at / at.sum(axis=1, keepdims=True)
    blocks = [means[start + 1 : end] - means[start] for start, end in pairwise(block_starts(widths))]
    return read_only(np.concatenate(blocks).T)


@lru_cache(maxsize=256)
def _corner_coordinates(widths: tuple[int, ...]) -> Floats:
    """Return each barycentric coordinate at the combinations of corners, shape (N, corners)."""
    corners = np.indices(widths).reshape(len(widths), -1)
    rows = [corners[player] == corner for player, width in enumerate(widths) for corner in range(width)]
    return read_only(np.array(rows, dtype=np.float64))


def _located(pieces: _Pieces, coordinates: Floats, starts: NDArray[np.intp]) -> Floats:
    """Turn barycentric coordinates in pieces into probabilities."""
    blocks = zip(pieces.corners, pairwise(starts), strict=True)
    return np.concatenate([np.einsum("bc,bca->ba", coordinates[:, a:b], own) for own, (a, b) in blocks], axis=1)


def _shrunk(pieces: _Pieces, low: Floats, starts: NDArray[np.intp]) -> _Pieces:
    """Narrow pieces to barycentric coordinates from `low` on."""
    values, corners = pieces.values, []
    for player, (a, b) in enumerate(pairwise(starts)):
        own = low[:, a:b]
        rest = np.maximum(1 - own.sum(axis=1), 0)
        weights = own[:, np.newaxis] + rest[:, np.newaxis, np.newaxis] * np.eye(b - a)
        last = np.moveaxis(values, player + 2, -1)
        flat = last.reshape(len(last), prod(last.shape[1:-1]), b - a)
        values = np.moveaxis((flat @ weights.swapaxes(1, 2)).reshape(last.shape), -1, player + 2)
        corners.append(weights @ pieces.corners[player])
    return _Pieces(pieces.system, pieces.depth + 1, values, tuple(corners))


def _halves(pieces: _Pieces, movable: Sequence[int]) -> list[_Pieces]:
    """Cut every piece in two at the middle of the longest edge of a movable player."""
    edges = [np.abs(own[:, :, np.newaxis] - own[:, np.newaxis]).max(axis=-1) for own in pieces.corners]
    lengths = [edge.max(axis=(1, 2)) * (player in movable) for player, edge in enumerate(edges)]
    longest = np.stack(lengths).argmax(axis=0)
    halves = []
    for player in np.unique(longest):
        own = pieces.take(np.flatnonzero(longest == player))
        edge = edges[player][longest == player]
        first, second = np.divmod(edge.reshape(len(edge), -1).argmax(axis=1), edge.shape[1])
        halves += [_with_middle(own, player, (first, second), end) for end in (first, second)]
    return halves


def _with_middle(
    pieces: _Pieces, player: int, ends: tuple[NDArray[np.intp], NDArray[np.intp]], end: NDArray[np.intp]
) -> _Pieces:
    """Move one corner of a player, different ones in different pieces, to the middle between two."""
    rows = np.arange(len(end))
    first, second = ends
    values = np.moveaxis(pieces.values, player + 2, 1).copy()
    values[rows, end] = (values[rows, first] + values[rows, second]) / 2
    own = pieces.corners[player].copy()
    own[rows, end] = (own[rows, first] + own[rows, second]) / 2
    corners = (*pieces.corners[:player], own, *pieces.corners[player + 1 :])
    return _Pieces(pieces.system, pieces.depth, np.moveaxis(values, 1, player + 2), corners)
