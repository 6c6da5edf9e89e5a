"""Every configuration of a few states in blocs: the least energy, who reaches it, and what no single state leaves.

The energies of all configurations are built up state by state, each by one addition; the configuration with number
sum_b digit_b V^b gives the b-th free state the value values[digit_b].

*Depth.* From every configuration the steepest single moves lead down to a minimum, whose basin it belongs to. A way
from one minimum to another leaves its basin over two neighbours, and from both it is downhill: so the least that a way
must climb is the least, over neighbours in different basins, of the higher of the two energies.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from fractions import Fraction
from math import inf
from typing import Any, NamedTuple

import numpy as np

from ...deadline import stop_after
from .pull import Pull, Whole

MOST_LISTED = 1_000

MOST_CLIMBED = 2**20
"""Configurations up to which depths are worked out: 20 states in two blocs, 12 where they can stay out."""

_AT_ONCE = 2**20


class Minimum(NamedTuple):
    """Blocs that no single state leaves, and how deep they lie.

    Attributes
    ----------
    depth
        By how much the energy must rise on any way of single moves to another minimum; 0 where a tie leads there. None
        where there is no other, and of more than `MOST_CLIMBED` configurations.
    """

    blocs: tuple[int, ...]
    energy: Fraction
    depth: Fraction | None


class Enumerated(NamedTuple):
    """What all configurations say.

    Attributes
    ----------
    energy, optima
        The least energy, and the configurations that reach it, the first thousand.
    minima
        How many no single state leaves; None where they were not asked for.
    lowest
        Those of least energy, the lowest first and the first thousand; empty where numbers are rounded.
    """

    energy: Fraction
    optima: tuple[tuple[int, ...], ...]
    minima: int | None
    lowest: tuple[Minimum, ...]


def enumerated(
    landscape: Pull,
    values: Sequence[int],
    fixed: Mapping[int, int],
    mirrored: bool,
    *,
    minima: bool = True,
    deadline: float = inf,
) -> Enumerated:
    """Return what all configurations say.

    Parameters
    ----------
    landscape
        The states and their energy.
    values
        What a free state can choose, ascending.
    fixed
        The values of states that do not move.
    mirrored
        Whether the one fixed state stands for itself and its mirror image: then it is asked too whether it would move.
    minima
        Whether what no single state leaves is told, each with its depth, which takes longer than all else.
    deadline
        A reading of the clock `time.monotonic` after which minima are not told; before the least energy is known it is
        a TimeoutError.
    """
    free, options = _free(landscape, fixed), values[::-1]
    energies = _energies(landscape, options, fixed, free, deadline)
    least = int(energies.min())
    numbers = np.flatnonzero(energies <= least + 2 * landscape.error)[: MOST_LISTED if not landscape.error else None]
    found = [_configuration(int(number), options, fixed, free) for number in numbers]
    exact = [landscape.energy(each) for each in found[: MOST_LISTED if not landscape.error else None]]
    energy = min(exact)
    optima = tuple(each for each, own in zip(found, exact, strict=True) if own == energy)[:MOST_LISTED]
    if minima:
        with suppress(TimeoutError):
            return Enumerated(energy, optima, *_minima(landscape, energies, values, fixed, mirrored, deadline))
    return Enumerated(energy, optima, None, ())


def _minima(
    landscape: Pull, energies: Whole, values: Sequence[int], fixed: Mapping[int, int], mirrored: bool, deadline: float
) -> tuple[int, tuple[Minimum, ...]]:
    """Return how many configurations no single state leaves, and the lowest of them."""
    free, options = _free(landscape, fixed), values[::-1]
    staying = _staying(energies, options, len(free), 2 * landscape.error, mirrored, deadline)
    if landscape.error:
        kept = (_configuration(int(number), options, fixed, free) for number in staying)
        moving = [*free, *fixed] if mirrored else free
        return sum(_stays(landscape, each, values, moving, deadline) for each in kept), ()
    lowest = tuple(
        Minimum(_configuration(number, options, fixed, free), landscape.unscaled(int(energies[number])), depth)
        for number, depth in _lowest(landscape, energies, staying, len(options), mirrored)
    )
    return len(staying), lowest


def _free(landscape: Pull, fixed: Mapping[int, int]) -> list[int]:
    return [state for state in range(len(landscape.costs)) if state not in fixed]


def _energies(
    landscape: Pull, options: Sequence[int], fixed: Mapping[int, int], free: Sequence[int], deadline: float
) -> Whole:
    weights, costs = landscape.whole_weights, landscape.whole_costs
    start = sum(int(costs[i]) * v * v for i, v in fixed.items()) + sum(
        int(weights[i, j]) * (1 - v * fixed[j]) for i, v in fixed.items() for j in fixed if j > i
    )
    energies = np.array([start], dtype=np.int64)
    for place, state in enumerate(free):
        stop_after(deadline)
        field = np.array([sum(int(weights[state, j]) * v for j, v in fixed.items())], dtype=np.int64)
        for earlier in free[:place]:
            field = np.concatenate([field + int(weights[state, earlier]) * v for v in options])
        met = int(weights[state, [*fixed, *free[:place]]].sum())
        energies = np.concatenate([energies + (met + int(costs[state]) * v * v) - v * field for v in options])
    return energies


def _staying(energies: Whole, options: Sequence[int], free: int, slack: int, mirrored: bool, deadline: float) -> Whole:
    """Return the numbers of the configurations that no single state leaves for an energy lower by more than `slack`."""
    kept: list[Any] = []
    for start in range(0, len(energies), _AT_ONCE):
        stop_after(deadline)
        numbers = np.arange(start, min(start + _AT_ONCE, len(energies)))
        for place in range(free):
            numbers = _not_left(energies, numbers, len(options), len(options) ** place, slack)
        if mirrored:
            numbers = numbers[energies[len(energies) - 1 - numbers] + slack >= energies[numbers]]
        kept.append(numbers)
    return np.concatenate(kept)


def _not_left(energies: Whole, numbers: Whole, options: int, stride: int, slack: int) -> Whole:
    own = energies[numbers]
    first = numbers - numbers // stride % options * stride
    stays = np.ones(len(numbers), dtype=bool)
    for option in range(options):
        stays &= energies[first + option * stride] + slack >= own
    return numbers[stays]


def _lowest(
    landscape: Pull, energies: Whole, staying: Whole, options: int, mirrored: bool
) -> list[tuple[int, Fraction | None]]:
    """Return the minima of least energy with the depth of each."""
    ranked = staying[np.argsort(energies[staying], kind="stable")][:MOST_LISTED]
    if len(staying) == 1 or len(energies) > MOST_CLIMBED:
        return [(int(place), None) for place in ranked]
    passes = _passes(energies, options, mirrored)[ranked] - energies[ranked]
    return [(int(place), landscape.unscaled(int(rise))) for place, rise in zip(ranked, passes, strict=True)]


def _passes(energies: Whole, options: int, mirrored: bool) -> Whole:
    """Return for each minimum, by its number, the energy of the lowest pass out of its basin."""
    basins = np.arange(len(energies))
    least = energies.copy()
    for beside in _neighbours(len(energies), options, mirrored):
        lower = energies[beside] < least
        least[lower], basins[lower] = energies[beside[lower]], beside[lower]
    while (basins != (further := basins[basins])).any():
        basins = further
    passes = np.full(len(energies), np.iinfo(np.int64).max)
    for beside in _neighbours(len(energies), options, mirrored):
        across = basins != basins[beside]
        np.minimum.at(passes, basins[across], np.maximum(energies, energies[beside])[across])
    return passes


def _neighbours(count: int, options: int, mirrored: bool) -> Iterator[Whole]:
    """Go through the moves of one state: for every configuration the number of the one that it leads to."""
    numbers = np.arange(count)
    stride = 1
    while stride < count:
        digit = numbers // stride % options
        for step in range(1, options):
            yield numbers + ((digit + step) % options - digit) * stride
        stride *= options
    if mirrored:
        yield count - 1 - numbers


def _configuration(
    number: int, options: Sequence[int], fixed: Mapping[int, int], free: Sequence[int]
) -> tuple[int, ...]:
    blocs = dict(fixed)
    for state in free:
        number, digit = divmod(number, len(options))
        blocs[state] = options[digit]
    return tuple(blocs[state] for state in range(len(blocs)))


def _stays(
    landscape: Pull, blocs: Sequence[int], values: Sequence[int], moving: Sequence[int], deadline: float
) -> bool:
    stop_after(deadline)
    return all(change >= 0 for change in _changes(landscape, blocs, values, moving))


def _changes(landscape: Pull, blocs: Sequence[int], values: Sequence[int], moving: Sequence[int]) -> Iterator[Fraction]:
    """Go through the exact change of energy by every move of one state."""
    for state in moving:
        pulled = sum(weight * bloc for weight, bloc in zip(landscape.weights[state], blocs, strict=True))
        for value in values:
            move = value - blocs[state]
            yield -pulled * move / 2 + landscape.costs[state] * (value**2 - blocs[state] ** 2)
