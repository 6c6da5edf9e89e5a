"""Alignment: how states fall into blocs, as the least energy of a landscape (Axelrod and Bennett 1993).

States choose sigma_i of -1 and 1, or 0 as well, which is to stay out. With sizes z and propensities p,

    E(sigma) = sum_{i<j} z_i z_j p_ij (1 - sigma_i sigma_j) / 2 + h sum_i z_i sigma_i^2.

As p is symmetric, every move of a state that lowers its own frustration lowers E, so what no state leaves is a local
minimum (British Journal of Political Science 23). Without a cost, E is affine in each sigma_i: some optimum has no 0.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from fractions import Fraction
from math import inf
from typing import Any

import numpy as np

from ....games.arrays import Floats, Fractions
from ....games.errors import InputError, InputErrors, expect
from ....games.numbers import read_fraction, read_fractions, shown
from ....games.text.shown import Shown
from ...deadline import has_passed
from . import all_blocs
from .all_blocs import Minimum
from .best_blocs import descended, lower_bound, vectors
from .branches import branched
from .pull import Pull, pull

MOST_STATES = 2_000
MOST_CONFIGURATIONS = 2**24
"""Up to which every configuration is looked at: 25 states in two blocs, 15 where they can stay out."""

MOST_BRANCHED = 32
"""States up to which an optimum is looked for by branching."""


@dataclass(frozen=True, repr=False)
class Alignment(Shown):
    """States in blocs.

    Attributes
    ----------
    blocs
        The value of each state; without anchors and with two blocs, the first state's is 1.
    energy
        Of these blocs.
    bound
        No configuration has less; `energy` itself where they are proven best.
    optimal
        Whether they are proven best.
    minima
        How many configurations no single state would leave, ties counting as staying; with two blocs and no anchors a
        configuration and its mirror image count once. None where they were not counted.
    optima
        The configurations that are best, the first thousand of them; `blocs` alone where that is not proven. Of
        more than 15 states that can stay out at no cost, those in which none does.
    lowest
        The minima of least energy, the lowest first and the first thousand, each with its depth up to 20 states in two
        blocs, 12 where they can stay out; empty where they were not counted, or numbers had to be rounded.
    cut_short
        Whether a deadline came before all was proven and counted that would have been.
    """

    blocs: tuple[int, ...]
    energy: Fraction
    bound: Fraction
    optimal: bool
    minima: int | None
    optima: tuple[tuple[int, ...], ...]
    lowest: tuple[Minimum, ...] = ()
    cut_short: bool = False

    @property
    def gap(self) -> Fraction:
        """How far below this energy another's could lie at most."""
        return self.energy - self.bound


def align_blocs(
    size: Any,
    propensity: Any,
    values: Sequence[int] = (-1, 1),
    cost: Any = 0,
    anchors: Mapping[int, int] | None = None,
    *,
    minima: bool = True,
    deadline: float = inf,
) -> Alignment:
    """Find the blocs of least energy.

    Parameters
    ----------
    size
        z, the weight of each state as it enters the energy: no root is taken; positive, shape (n,).
    propensity
        How much two states want to be together, symmetric; shape (n, n), of which the diagonal does not matter.
    values
        (-1, 1), or (-1, 0, 1) where states can stay out.
    cost
        h, of being in a bloc, not negative.
    anchors
        Values of states that do not move, by their places.
    minima
        Whether local minima are counted and told where every configuration is looked at.
    deadline
        A reading of the clock `time.monotonic` after which the best blocs found so far are returned.

    Returns
    -------
    Alignment
        Proven best up to 25 states in two blocs, and as far as branching goes with three values; else the best of many
        descents, with a bound. The same for the same numbers.

    Raises
    ------
    InputErrors
        If the numbers cannot be used.

    Examples
    --------
    >>> found = align_blocs([2, 1, 1], [[0, 1, -1], [1, 0, -1], [-1, -1, 0]])
    >>> found.blocs, found.energy, found.optimal, found.minima
    ((1, 1, -1), Fraction(-3, 1), True, 1)
    """
    landscape, choices, held = _read(size, propensity, values, cost, anchors or {})
    with suppress(TimeoutError):
        return _found(landscape, choices, held, minima, deadline)
    fixed = held or ({0: 1} if len(choices) == 2 else {})
    return replace(_bounded(landscape, *_descended(landscape, choices, fixed, deadline)), cut_short=True)


def _found(landscape: Pull, choices: tuple[int, ...], held: dict[int, int], minima: bool, deadline: float) -> Alignment:
    """Return what align_blocs does; a TimeoutError where configurations are not all gone through."""
    mirrored = len(choices) == 2 and not held
    fixed = {0: 1} if mirrored else held
    if len(choices) ** (len(landscape.costs) - len(fixed)) <= MOST_CONFIGURATIONS:
        best = all_blocs.enumerated(landscape, choices, fixed, mirrored, minima=minima, deadline=deadline)
        late = minima and best.minima is None
        return Alignment(best.optima[0], best.energy, best.energy, True, best.minima, best.optima, best.lowest, late)
    if not landscape.costs.any() and 2 ** (len(landscape.costs) - len(fixed) - (not held)) <= MOST_CONFIGURATIONS:
        best = all_blocs.enumerated(landscape, (-1, 1), fixed or {0: 1}, not held, minima=False, deadline=deadline)
        return Alignment(best.optima[0], best.energy, best.energy, True, None, best.optima)
    blocs, points = _descended(landscape, choices, fixed, deadline)
    found = _proven(landscape, choices, fixed, blocs, deadline) or _bounded(landscape, blocs, points)
    return replace(found, cut_short=not found.optimal and has_passed(deadline))


def _descended(
    landscape: Pull, choices: Sequence[int], fixed: Mapping[int, int], deadline: float
) -> tuple[tuple[int, ...], Floats]:
    """Return the best blocs that descents lead to until a deadline, and the vectors that they begin with."""
    rng = np.random.default_rng(0)
    points = vectors(landscape.floats, rng, deadline)
    return descended(landscape, points, choices, fixed, rng, deadline), points


def _proven(
    landscape: Pull, values: Sequence[int], fixed: Mapping[int, int], known: tuple[int, ...], deadline: float
) -> Alignment | None:
    if len(known) > MOST_BRANCHED:
        return None
    found = branched(landscape, values, fixed, known, deadline)
    if found is None:
        return None
    energies = [landscape.energy(each) for each in found[: all_blocs.MOST_LISTED]]
    least = min(energies)
    optima = tuple(each for each, energy in zip(found, energies, strict=False) if energy == least)
    return Alignment(optima[0], least, least, True, None, optima)


def _bounded(landscape: Pull, blocs: tuple[int, ...], points: Any) -> Alignment:
    energy = landscape.energy(blocs)
    bound = Fraction(lower_bound(landscape, points))
    step = Fraction(1) / (2 * landscape.scale)
    if not landscape.error and energy - bound < step:
        return Alignment(blocs, energy, energy, True, None, (blocs,))
    return Alignment(blocs, energy, min(bound, energy), False, None, (blocs,))


def _read(
    size: Any, propensity: Any, values: Sequence[int], cost: Any, anchors: Mapping[int, int]
) -> tuple[Pull, tuple[int, ...], dict[int, int]]:
    sizes, wants, weight = _numbers(size, propensity, cost)
    faults: list[str] = []
    if (sizes <= 0).any():
        faults.append(f"size must be positive, got {shown(min(sizes))}")
    skew = np.argwhere(wants != wants.T)
    if len(skew):
        i, j = map(int, skew[0])
        one, other = shown(wants[i, j]), shown(wants[j, i])
        faults.append(f"propensity must be symmetric, got {one} at [{i}, {j}] and {other} at [{j}, {i}]")
    expect(values, Iterable, "the values that a bloc may have as a list")
    expect(anchors, Mapping, "anchors as a choice for each state")
    choices = tuple(sorted(set(values)))
    if choices not in ((-1, 1), (-1, 0, 1)):
        faults.append(f"values must be (-1, 1) or (-1, 0, 1), got {shown(tuple(values))}")
    if weight < 0:
        faults.append(f"cost must not be negative, got {shown(cost)}")
    faults.extend(
        f"an anchor must give a state from 0 to {len(sizes) - 1} one of {choices}, got {state}: {value}"
        for state, value in anchors.items()
        if state not in range(len(sizes)) or value not in choices
    )
    if faults:
        raise InputErrors(map(InputError, faults))
    weights = wants * np.multiply.outer(sizes, sizes)
    np.fill_diagonal(weights, Fraction(0))
    return pull(weights, weight * sizes), choices, dict(anchors)


def _numbers(size: Any, propensity: Any, cost: Any) -> tuple[Fractions, Fractions, Fraction]:
    """Return the sizes, shape (n,), the propensity, shape (n, n), and the cost, or refuse what has no such shape."""
    try:
        sizes = read_fractions("size", np.asarray(size))
        wants = read_fractions("propensity", np.asarray(propensity))
        weight = read_fraction(cost)
    except (TypeError, ValueError) as error:
        raise InputError(f"blocs need finite numbers, in tables with rows of one length: {error}") from None
    if sizes.ndim != 1 or not 1 <= len(sizes) <= MOST_STATES:
        raise InputError(f"size must hold one number for each of 1 to {MOST_STATES} states, got shape {sizes.shape}")
    if wants.shape != (len(sizes), len(sizes)):
        raise InputError(f"propensity must have shape {(len(sizes), len(sizes))} (states, states), got {wants.shape}")
    return sizes, wants, weight
