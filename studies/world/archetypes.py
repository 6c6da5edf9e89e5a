"""Mixes of states from their votes: archetypal analysis (Cutler and Breiman 1994, Technometrics 36).

Votes X, a row for each state, are approximated by A B X: the rows of B make each corner a mix of states, those of A
each state a mix of corners. Both are found by projected gradients on the products of states' votes, from starts that
lie far apart (Morup and Hansen 2012, Neurocomputing 80). Calls enter less their mean, which changes nothing, as rows of
A and B add up to 1.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from scipy.optimize import linear_sum_assignment

from ...games.arrays import Flags, Floats
from ...games.errors import InputError, whole_number
from ...games.numbers import read_floats
from ...games.text.shown import Shown
from ...solvers.world.steps import projected

TURNOUT, NARROWEST = 0.6, 0.05
"""The share of calls on which a state must vote, and how many per cent of the votes must be yes, and how many not."""

STARTS, STEPS = 4, 1500

_INNER, _SETTLED = 5, 1e-9


class Chosen(NamedTuple):
    """Which calls and which states of a record are used."""

    calls: Flags
    states: Flags


class Fit(NamedTuple):
    """A, shape (n, k), and B, shape (k, n), with the squares that they leave over."""

    mixes: Floats
    corners: Floats
    left: float


@dataclass(frozen=True, eq=False, repr=False)
class MixEstimate(Shown):
    """Mixes of states as their votes show them.

    Attributes
    ----------
    mixes
        The share of each corner in each state, shape (n, k); rows add up to 1.
    corners
        The weight of each state in each corner, shape (k, n).
    low, high
        The 5-95% interval of each share over samples of the calls, shapes (n, k); None without samples.
    stability
        For each corner the median over samples of how its mixes correlate with these, shape (k,); None without.
    """

    mixes: Floats
    corners: Floats
    low: Floats | None
    high: Floats | None
    stability: Floats | None


def estimate_mixes(votes: Any, k: int, bootstrap: int = 0, seed: int = 0) -> MixEstimate:
    """Estimate the mixes of states from roll calls.

    Parameters
    ----------
    votes
        1 for yes, 0 for abstaining, -1 for no, NaN where a state did not vote; shape (calls, states).
    k
        How many corners, below the number of states.
    bootstrap
        How many samples of the calls give the intervals.
    seed
        Of the starts and the samples; the same gives the same.

    Raises
    ------
    InputError
        If there are too few states or calls, or a vote is none of these.

    Examples
    --------
    >>> found = estimate_mixes([[1, 1, -1, 0], [1, 1, -1, 0], [-1, 0, 1, 0]], k=2)
    >>> found.mixes.shape, bool((found.mixes.sum(axis=1) > 0.999).all())
    ((4, 2), True)
    """
    numbers = read_floats("votes", votes)
    if numbers.ndim != 2 or not np.isin(numbers[~np.isnan(numbers)], (-1, 0, 1)).all():
        raise InputError("votes must be a table of calls by states with 1, 0, -1, or NaN where a state did not vote")
    k, bootstrap = whole_number("k", k), whole_number("bootstrap", bootstrap, 0)
    if not 2 <= k < numbers.shape[1]:
        raise InputError(f"k must be at least 2 and below the number of states, {numbers.shape[1]}; got {k}")
    if not len(numbers) or np.isnan(numbers).all(axis=1).any():
        raise InputError("votes must hold at least one call, and at least one vote in each call")
    rng = np.random.default_rng(whole_number("seed", seed, 0))
    filled = centred(numbers)
    best = fitted(filled.T @ filled, k, rng)
    if not bootstrap:
        return MixEstimate(best.mixes, best.corners, None, None, None)
    samples, alike = [], []
    for _ in range(bootstrap):
        sample = filled[rng.integers(len(filled), size=len(filled))]
        own = matched(fitted(sample.T @ sample, k, rng, starts=2).mixes, best.mixes)
        samples.append(own)
        alike.append([np.corrcoef(own[:, corner], best.mixes[:, corner])[0, 1] for corner in range(k)])
    low, high = np.quantile(samples, (0.05, 0.95), axis=0)
    return MixEstimate(best.mixes, best.corners, low, high, np.median(alike, axis=0))


def chosen(votes: Floats) -> Chosen:
    """Return the calls that divide, and the states that vote on `TURNOUT` of them; votes are calls by states."""
    cast = ~np.isnan(votes)
    agreed = (votes == 1).sum(axis=1) / np.maximum(cast.sum(axis=1), 1)
    calls = (agreed >= NARROWEST) & (agreed <= 1 - NARROWEST)
    return Chosen(calls, cast[calls].mean(axis=0) >= TURNOUT if calls.any() else np.zeros(votes.shape[1], dtype=bool))


def centred(votes: Floats) -> Floats:
    """Return votes less the mean of their call; where a state did not vote it counts as the mean."""
    less = votes - np.nanmean(votes, axis=1, keepdims=True)
    filled = np.where(np.isnan(less), 0.0, less)
    return filled - filled.mean(axis=1, keepdims=True)


def fitted(products: Floats, k: int, rng: np.random.Generator, starts: int = STARTS) -> Fit:
    """Return the best fit of several starts to the products of states' votes, shape (n, n)."""
    return min((_descended(products, _far_apart(products, k, rng)) for _ in range(starts)), key=lambda fit: fit.left)


def matched(mixes: Floats, like: Floats) -> Floats:
    """Return mixes with their corners in the order of others that they are most like; shapes (n, k)."""
    return mixes[:, matching(mixes, like)]


def matching(mixes: Floats, like: Floats) -> Any:
    """Return for each corner of `like` the corner of `mixes` that goes with it."""
    distances = ((like[:, :, None] - mixes[:, None, :]) ** 2).sum(axis=0)
    return linear_sum_assignment(distances)[1]


def _far_apart(products: Floats, k: int, rng: np.random.Generator) -> list[int]:
    """Return states whose votes lie far apart, from one drawn at random that is replaced in the end."""
    squares = np.diag(products)

    def distances(state: int) -> Floats:
        return np.sqrt(np.maximum(squares + squares[state] - 2 * products[state], 0.0))

    found = [int(rng.integers(len(products)))]
    total = distances(found[0])
    for _ in range(k + 9):
        open_ = total.copy()
        open_[found] = -1
        found.append(int(open_.argmax()))
        total = total + distances(found[-1])
        if len(found) > k:
            total = total - distances(found.pop(0))
    return found


def _descended(products: Floats, start: list[int]) -> Fit:
    states, k = len(products), len(start)
    corners = np.zeros((k, states))
    corners[np.arange(k), start] = 1
    mixes = np.full((states, k), 1 / k)
    steepest, whole = float(np.linalg.eigvalsh(products)[-1]), float(np.trace(products))
    left = np.inf
    for _ in range(STEPS):
        met = corners @ products
        square = met @ corners.T
        step = 1 / max(float(np.linalg.eigvalsh(square)[-1]), 1e-12)
        for _ in range(_INNER):
            mixes = projected(mixes - step * (mixes @ square - met.T))
        weights, drawn = mixes.T @ mixes, mixes.T @ products
        step = 1 / max(float(np.linalg.eigvalsh(weights)[-1]) * steepest, 1e-12)
        for _ in range(_INNER):
            corners = projected(corners - step * (weights @ (corners @ products) - drawn))
        met = corners @ products
        before, left = left, whole - 2 * float((mixes * met.T).sum()) + float((weights * (met @ corners.T)).sum())
        if before - left < _SETTLED * whole:
            break
    return Fit(mixes, corners, left)
