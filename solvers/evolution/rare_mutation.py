"""Where a finite population is found in the long run when mutants are rare.

While a mutant takes over or dies out no other one appears, so that the population nearly always consists of one
strategy. It then moves between these m states: from i to j with the chance that a mutant is a j, 1 / (m - 1), times
the chance that a single j takes over a population of i. The stationary distribution of that small chain is the limit
of that of the whole process as mutation becomes rare (Fudenberg and Imhof 2006; Imhof and Nowak 2006).

Under strong selection most of these chances are too small for a float. They are held as logarithms, and so is the
elimination that solves the chain (see `stationary`).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .fixation import Process, check_process, log_fixations
from .rest_points import exact_payoffs
from .stationary import stationary


def rare_mutation(
    matrix: ArrayLike, population: int, selection: float, process: Process = "fermi"
) -> NDArray[np.float64]:
    """Return the share of time that a population spends with everybody using each strategy.

    Parameters
    ----------
    matrix
        Shape (m, m), [own, opponent]; numbers, Fractions or exact strings.
    population, selection, process
        As in `fixation`.

    Returns
    -------
    ndarray
        Shape (m,), summing to 1.

    Raises
    ------
    InputError
        If an argument is out of its range. Under `moran` also where a strategy has no fitness at all as a mutant, so
        that two or more sets of strategies are never left: the long run depends on the start then.
    ValueError
        If the matrix is not square, or not of numbers.

    Notes
    -----
    Deterministic. Under `fermi` every mutant can take over, so there is always one answer, also where in the limit of
    strong selection several sets of strategies are never left: how much time each has is decided by chances that may be
    far below the smallest float.

    Examples
    --------
    >>> rare_mutation([[3, 0], [5, 1]], population=20, selection=0.1).round(3)
    array([0.039, 0.961])
    >>> rare_mutation([[0, -1, 1], [1, 0, -1], [-1, 1, 0]], population=1000, selection=50).round(12) * 3
    array([1., 1., 1.])
    """
    payoffs = exact_payoffs(matrix)
    check_process(population, process, selection)
    return np.exp(stationary(log_fixations(payoffs, population, process, selection)))
