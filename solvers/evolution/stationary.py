"""The stationary distribution of a Markov chain whose rates may be too small for a float.

Where selection is strong some steps are rarer than e^-1000, and yet decide where the chain is found in the long run.
So rates are given by their logarithms, and the distribution is found by state reduction (Grassmann, Taksar and Heyman
1985), which adds, multiplies and divides but never subtracts: states are taken out one by one, the last first, and
whoever came to one is sent on to where it leads. In logarithms nothing can underflow, and each share is right to about
as many digits as the rates are. Time grows with the cube of the number of states.

A set of states is *closed* when all its states lead to one another and to no other state. The chain ends in one of
them; if there are two, where it starts decides in which, and no distribution is *the* stationary one.
"""

from __future__ import annotations

from math import inf
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...games.errors import InputError
from ..deadline import stop_after


def stationary(log_rates: NDArray[np.float64], deadline: float = inf) -> NDArray[np.float64]:
    """Return the logarithms of the shares of time that the chain spends in each state.

    Parameters
    ----------
    log_rates
        Shape (k, k): the logarithm of the rate, or the chance, of a step from the row to the column state, up to one
        constant for all; -inf where there is none. The diagonal is not read.
    deadline
        A reading of the clock `time.monotonic`; a TimeoutError where it passed first.

    Returns
    -------
    ndarray
        Shape (k,): -inf for a state that is left for ever.

    Raises
    ------
    InputError
        If more than one set of states is never left.

    Examples
    --------
    >>> stationary(np.array([[0.0, -800.0], [-801.0, 0.0]])).round(4)
    array([-1.3133, -0.3133])
    """
    first, *others = closed_sets(log_rates > -np.inf)
    if others:
        sets = " and ".join(str(states) for states in (first, *others))
        raise InputError(f"the long run depends on the start: the chain never leaves {sets} (states counted from 0)")
    kept = list(first)
    shares = np.full(len(log_rates), -np.inf)
    shares[kept] = _reduced(log_rates[np.ix_(kept, kept)], deadline)
    return shares


def closed_sets(links: NDArray[np.bool_]) -> tuple[tuple[int, ...], ...]:
    """Return the closed sets of a graph, `links` being of shape (k, k), in the order of their first states."""
    from scipy.sparse.csgraph import connected_components

    links = links & ~np.eye(len(links), dtype=bool)
    count, owner = connected_components(links, connection="strong")
    left = {int(owner[start]) for start, end in np.argwhere(links) if owner[start] != owner[end]}
    return tuple(sorted(tuple(np.flatnonzero(owner == k).tolist()) for k in range(count) if k not in left))


def log_sum(logs: NDArray[Any]) -> float:
    """Return log(sum(exp(logs))), -inf where there is nothing to add up."""
    peak = float(logs.max(initial=-np.inf))
    return peak if peak == -np.inf else peak + float(np.log(np.exp(logs - peak).sum()))


def _reduced(log_rates: NDArray[np.float64], deadline: float) -> NDArray[np.float64]:
    rates = log_rates.copy()
    for k in reversed(range(1, len(rates))):
        stop_after(deadline)
        rates[:k, k] -= log_sum(rates[k, :k])
        rates[:k, :k] = np.logaddexp(rates[:k, :k], rates[:k, k, np.newaxis] + rates[k, :k])
    shares = np.zeros(len(rates))
    for k in range(1, len(rates)):
        shares[k] = log_sum(shares[:k] + rates[:k, k])
    return shares - log_sum(shares)
