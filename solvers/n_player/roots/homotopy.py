"""All complex solutions of indifference systems by multihomogeneous homotopy continuation.

The start system G has one product of random linear forms for each equation, a form in each of the other players'
vectors, so that its solutions are known: choose for each equation the factor that vanishes, which can be done in as
many ways as the Bezout number says, and solve a small linear system for each player. As t goes from 0 to 1 the system
(1 - t) gamma G + t F, gamma a random complex number, leads each of them along a smooth path to a solution of F, and for
almost all random choices every isolated solution of F is the end of a path (Sommese & Wampler 2005, chapters 7 and 8).
The paths are followed in projective space, with patches that move along, so that none is long and none diverges.

All paths of all systems advance together, each with its own step: a cubic predictor through the last two points and
tangents, then two Newton steps. Nothing is proven here: the ends are candidates for the certificates of `krawczyk`.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ...deadline import tell
from ..indifference import Systems, Tensors, assignments, block_starts, close_rows, evaluate, solve_each, values_at

_FIRST_STEP = 0.03
_LEAST_STEP = 1e-6
_MOST_ROUNDS = 600

ComplexArray = NDArray[np.complex128]


@dataclass(frozen=True, eq=False)
class PathEnds:
    """Where the paths ended: a point (each player's vector of length 1), its system, and whether t = 1 was reached."""

    points: ComplexArray
    system: NDArray[np.intp]
    reached: NDArray[np.bool_]


def follow_paths(
    systems: Systems,
    sizes: Sequence[tuple[int, ...]],
    rng: np.random.Generator,
    accuracy: float = 1e-2,
    deadline: float = np.inf,
) -> PathEnds:
    """Follow every path of every system to its end.

    Parameters
    ----------
    systems
        The target systems.
    sizes
        How many actions each player mixes in each system.
    rng
        Draws the start system and gamma.
    accuracy
        The largest correction of the predictor with which a step is taken, where vectors have length 1.
    deadline
        On the monotonic clock; paths that are under way then end where they are.

    Returns
    -------
    PathEnds
        As many as the Bezout numbers of the systems add up to, in the order of the systems.
    """
    forms = _random_forms(systems.widths, rng)
    system = np.repeat(np.arange(len(sizes)), [len(assignments(size)) for size in sizes])
    target = systems.take(system)
    start = [tensor * np.exp(2j * np.pi * rng.random()) for tensor in _start_tensors(forms, systems.widths)]
    first = _start_points(forms, _ways(sizes, systems), target, rng)
    with np.errstate(all="ignore"):
        points, reached = _track(start, target, first, accuracy, deadline)
    return PathEnds(points, system, reached)


def _complex_normal(rng: np.random.Generator, *shape: int) -> ComplexArray:
    return rng.standard_normal((*shape, 2)).view(np.complex128)[..., 0]


def _random_forms(widths: Sequence[int], rng: np.random.Generator) -> list[ComplexArray]:
    """Return for each player j a linear form in x_j for each of the N equations, shape (N, K_j)."""
    forms = [_complex_normal(rng, sum(widths), width) for width in widths]
    return [form / np.sqrt((np.abs(form) ** 2).sum(axis=1, keepdims=True)) for form in forms]


def _start_tensors(forms: list[ComplexArray], widths: Sequence[int]) -> list[ComplexArray]:
    """Multiply the forms out into coefficients, shape (K_i - 1, K_j for each other j .., 1)."""
    starts = block_starts(widths)
    tensors = []
    for i, width in enumerate(widths):
        outer = np.ones((width - 1, 1), dtype=np.complex128)
        for j, form in enumerate(forms):
            if j != i:
                factor = form[starts[i] + 1 : starts[i + 1]]
                outer = outer[..., None, :] * factor.reshape(width - 1, *[1] * (outer.ndim - 2), form.shape[1], 1)
        tensors.append(outer)
    return tensors


def _ways(sizes: Sequence[tuple[int, ...]], systems: Systems) -> NDArray[np.intp]:
    """Return for each path the player to whom each row is assigned, -1 for patches and padding: shape (P, N)."""
    equations = systems.used.copy()
    equations[:, block_starts(systems.widths)[:-1]] = False
    blocks = []
    for size, rows in zip(sizes, equations, strict=True):
        ways = np.full((len(assignments(size)), len(rows)), -1)
        ways[:, rows] = np.array(assignments(size), dtype=np.intp).reshape(len(ways), -1)
        blocks.append(ways)
    return np.concatenate(blocks)


def _start_points(
    forms: list[ComplexArray], ways: NDArray[np.intp], target: Systems, rng: np.random.Generator
) -> ComplexArray:
    """Solve, for each path, the linear equations whose forms are to vanish."""
    starts = block_starts(target.widths)
    matrix = np.zeros((*ways.shape, ways.shape[1]), dtype=np.complex128)
    for j, form in enumerate(forms):
        columns = slice(starts[j], starts[j + 1])
        matrix[:, :, columns] = (ways == j)[..., None] * form * target.used[:, None, columns]
    patch = np.broadcast_to(_complex_normal(rng, ways.shape[1]), ways.shape)
    close_rows(matrix, patch, target.used, target.widths)
    constant = np.zeros((*ways.shape, 1), dtype=np.complex128)
    constant[:, starts[:-1]] = 1
    return solve_each(matrix, constant)[..., 0]


def _track(
    start: list[ComplexArray], target: Systems, points: ComplexArray, accuracy: float, deadline: float
) -> tuple[ComplexArray, NDArray[np.bool_]]:
    """Advance all paths until each has reached t = 1 or its step has become too small.

    One loop, because every line works on all paths that are still under way. `last` and `slope` belong to time `t`,
    `before` and `slope_before` to the time `gap` earlier; all four are kept in the patch of `last`.
    """
    widths = target.widths
    starts = block_starts(widths)
    ends, reached = points.copy(), np.zeros(len(points), dtype=bool)
    under_way, used = np.arange(len(points)), target.used
    begin = tuple(
        np.where(_along_rows(used[:, starts[i] + 1 : starts[i + 1]], tensor.ndim), tensor, 0)
        for i, tensor in enumerate(start)
    )
    change = tuple(f - g for f, g in zip(target.tensors, begin, strict=True))
    t, gap, step = np.zeros(len(points)), np.zeros(len(points)), np.full(len(points), _FIRST_STEP)
    patch = _patch_at(points, starts)
    last = _into_patch(points, np.zeros_like(points), patch, starts)[0]
    slope = _newton(begin, change, t, last, patch, used, widths)[1]
    before, slope_before = last, slope
    for _ in range(_MOST_ROUNDS):
        if not len(under_way) or time.monotonic() > deadline:
            break
        tell("paths of the equations", len(points) - len(under_way), len(points))
        step = np.minimum(step, 1 - t)
        ahead = _predict(before, slope_before, gap, last, slope, step)
        first = _newton(begin, change, t + step, ahead, patch, used, widths)[0]
        second, tangent = _newton(begin, change, t + step, ahead - first, patch, used, widths)
        corrected = ahead - first - second
        error = np.abs(first).max(axis=1)
        taken = (error < accuracy) & (np.abs(second).max(axis=1) < 0.1 * accuracy)
        row = taken[:, None]
        before, slope_before = np.where(row, last, before), np.where(row, slope, slope_before)
        last, slope = np.where(row, corrected, last), np.where(row, tangent, slope)
        t, gap = np.where(taken, t + step, t), np.where(taken, step, gap)
        growth = np.clip((0.2 * accuracy / np.fmax(error, 1e-12)) ** 0.25, 0.25, 3)
        step = step * np.where(taken, growth, np.minimum(growth, 0.5))
        patch = _patch_at(last, starts)
        before, slope_before = _into_patch(before, slope_before, patch, starts)
        last, slope = _into_patch(last, slope, patch, starts)
        arrived = t >= 1
        over = arrived | (step < _LEAST_STEP)
        if over.any():
            ends[under_way[over]], reached[under_way[over]] = last[over], arrived[over]
            stay = ~over
            under_way, used, t, step, gap = under_way[stay], used[stay], t[stay], step[stay], gap[stay]
            last, slope, before, slope_before = last[stay], slope[stay], before[stay], slope_before[stay]
            patch = patch[stay]
            begin, change = tuple(g[..., stay] for g in begin), tuple(d[..., stay] for d in change)
    ends[under_way] = last
    return ends, reached


def _along_rows(used: NDArray[np.bool_], ndim: int) -> NDArray[np.bool_]:
    """Lay (P, rows) out as (rows, 1 .., P)."""
    return used.T.reshape(used.shape[1], *[1] * (ndim - 2), len(used))


def _newton(
    begin: Tensors,
    change: Tensors,
    t: NDArray[np.float64],
    points: ComplexArray,
    patch: ComplexArray,
    used: NDArray[np.bool_],
    widths: Sequence[int],
) -> tuple[ComplexArray, ComplexArray]:
    """Return the Newton correction, within the patch, and the path's tangent dx/dt at time t."""
    now = tuple(g + t * d for g, d in zip(begin, change, strict=True))
    values, slopes = evaluate(now, points)
    close_rows(slopes, patch, used, widths)
    values = np.where(used, values, points)
    both = solve_each(slopes, np.stack([values, -values_at(change, points)], axis=-1))
    return both[..., 0], both[..., 1]


def _predict(
    before: ComplexArray,
    slope_before: ComplexArray,
    gap: NDArray[np.float64],
    last: ComplexArray,
    slope: ComplexArray,
    step: NDArray[np.float64],
) -> ComplexArray:
    """Extend the cubic through two points and tangents, or the tangent where there is only one point."""
    h = step[:, None]
    g = np.where(gap > 0, gap, 1)[:, None]
    chord = np.where(gap[:, None] > 0, (last - before) / g, slope)
    bend = (slope - chord) / g
    twist = (slope + slope_before - 2 * chord) / g**2
    return last + h * (slope + h * (bend + (h + g) * twist))


def _patch_at(points: ComplexArray, starts: NDArray[np.intp]) -> ComplexArray:
    """Return the patch in which a point has vectors of length 1 and they change orthogonally to themselves."""
    squares = np.add.reduceat(np.abs(points) ** 2, starts[:-1], axis=1)
    return points.conj() / np.repeat(np.sqrt(squares), np.diff(starts), axis=1)


def _into_patch(
    points: ComplexArray, slopes: ComplexArray, patch: ComplexArray, starts: NDArray[np.intp]
) -> tuple[ComplexArray, ComplexArray]:
    """Rescale each player's vector to meet the patch, and its derivative with it."""
    widths = np.diff(starts)
    factor = np.repeat(np.add.reduceat(patch * points, starts[:-1], axis=1), widths, axis=1)
    drift = np.repeat(np.add.reduceat(patch * slopes, starts[:-1], axis=1), widths, axis=1)
    return points / factor, (slopes - points * drift / factor) / factor
