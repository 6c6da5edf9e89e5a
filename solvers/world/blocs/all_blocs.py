"""Every configuration of a few states in blocs: the least energy, who reaches it, and what no single state leaves.

The energies of all configurations are built up state by state, each by one addition; the configuration with number
sum_b digit_b V^b gives the b-th free state the value values[digit_b].
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any, NamedTuple

import numpy as np

from .pull import Pull, Whole

MOST_LISTED = 1_000

_AT_ONCE = 2**20


class Enumerated(NamedTuple):
    """The least energy, the configurations that reach it (the first thousand), and how many no single state leaves."""

    energy: Fraction
    optima: tuple[tuple[int, ...], ...]
    minima: int


def enumerated(landscape: Pull, values: Sequence[int], fixed: Mapping[int, int], mirrored: bool) -> Enumerated:
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
    """
    free = [state for state in range(len(landscape.costs)) if state not in fixed]
    options = values[::-1]
    energies = _energies(landscape, options, fixed, free)
    least = int(energies.min())
    numbers = np.flatnonzero(energies <= least + 2 * landscape.error)[: MOST_LISTED if not landscape.error else None]
    found = [_configuration(int(number), options, fixed, free) for number in numbers]
    exact = [landscape.energy(each) for each in found[: MOST_LISTED if not landscape.error else None]]
    energy = min(exact)
    optima = tuple(each for each, own in zip(found, exact, strict=True) if own == energy)[:MOST_LISTED]
    staying = _staying(energies, options, len(free), 2 * landscape.error, mirrored)
    if landscape.error:
        kept = (_configuration(int(number), options, fixed, free) for number in staying)
        moving = [*free, *fixed] if mirrored else free
        return Enumerated(energy, optima, sum(_stays(landscape, each, values, moving) for each in kept))
    return Enumerated(energy, optima, len(staying))


def _energies(landscape: Pull, options: Sequence[int], fixed: Mapping[int, int], free: Sequence[int]) -> Whole:
    weights, costs = landscape.whole_weights, landscape.whole_costs
    start = sum(int(costs[i]) * v * v for i, v in fixed.items()) + sum(
        int(weights[i, j]) * (1 - v * fixed[j]) for i, v in fixed.items() for j in fixed if j > i
    )
    energies = np.array([start], dtype=np.int64)
    for place, state in enumerate(free):
        field = np.array([sum(int(weights[state, j]) * v for j, v in fixed.items())], dtype=np.int64)
        for earlier in free[:place]:
            field = np.concatenate([field + int(weights[state, earlier]) * v for v in options])
        met = int(weights[state, [*fixed, *free[:place]]].sum())
        energies = np.concatenate([energies + (met + int(costs[state]) * v * v) - v * field for v in options])
    return energies


def _staying(energies: Whole, options: Sequence[int], free: int, slack: int, mirrored: bool) -> Whole:
    """Return the numbers of the configurations that no single state leaves for an energy lower by more than `slack`."""
    kept: list[Any] = []
    for start in range(0, len(energies), _AT_ONCE):
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


def _configuration(
    number: int, options: Sequence[int], fixed: Mapping[int, int], free: Sequence[int]
) -> tuple[int, ...]:
    blocs = dict(fixed)
    for state in free:
        number, digit = divmod(number, len(options))
        blocs[state] = options[digit]
    return tuple(blocs[state] for state in range(len(blocs)))


def _stays(landscape: Pull, blocs: Sequence[int], values: Sequence[int], moving: Sequence[int]) -> bool:
    return all(change >= 0 for change in _changes(landscape, blocs, values, moving))


def _changes(landscape: Pull, blocs: Sequence[int], values: Sequence[int], moving: Sequence[int]) -> Iterator[Fraction]:
    """Go through the exact change of energy by every move of one state."""
    for state in moving:
        pulled = sum(weight * bloc for weight, bloc in zip(landscape.weights[state], blocs, strict=True))
        for value in values:
            move = value - blocs[state]
            yield -pulled * move / 2 + landscape.costs[state] * (value**2 - blocs[state] ** 2)
