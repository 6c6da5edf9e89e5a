"""Fixation: the chance that a few mutants take over a finite population.

A population of N individuals plays a symmetric two-player game, everybody against everybody else but not itself. Where
i of them use strategy 0 and the others strategy 1, with payoffs ((a, b), (c, d)), the two earn on average

    p_i = ((i - 1) a + (N - i) b) / (N - 1),    q_i = (i c + (N - i - 1) d) / (N - 1).

One individual changes at a time, until all use the same strategy. If a step from i down to i - 1 is r_i times as likely
as one up to i + 1, mutants who start k strong take over with the chance (Karlin and Taylor 1975, chapter 4)

    sum_{j < k} r_1 .. r_j / sum_{j < N} r_1 .. r_j.

    moran   Somebody reproduces with a chance in proportion to fitness 1 - w + w payoff, w being the intensity of
            selection, and the offspring replaces anybody alike: r_i = (1 - w + w q_i) / (1 - w + w p_i)
            (Nowak, Sasaki, Taylor and Fudenberg 2004; Taylor, Fudenberg, Sasaki and Nowak 2004).
    fermi   Somebody compares itself with somebody else, and takes over that one's strategy with the chance
            1 / (1 + exp(-w lead)), for any w from 0: r_i = exp(-w (p_i - q_i)) (Traulsen, Nowak and Pacheco 2006).

The products are held as logarithms, so that neither large populations nor strong selection overflow; those of `fermi`
are a quadratic in j, and are not even added up. Payoffs are read as fractions. Adding a constant to all of them changes
nothing for `fermi`. Their unit counts, as does their origin for `moran`: by definition payoffs are offspring here.
"""

from __future__ import annotations

import sys
from fractions import Fraction
from numbers import Real
from typing import Any, Literal, get_args

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ...games.errors import InputError, expect, unknown
from ...games.numbers import read_fraction, rounded
from .rest_points import exact_payoffs
from .stationary import log_sum

Process = Literal["moran", "fermi"]

MOST = 10_000_000
"""The largest population: an array of its products takes 80 megabytes."""


def fixation(
    matrix: ArrayLike, population: int, process: Process = "moran", selection: float = 1.0, mutants: int = 1
) -> float:
    """Return the probability that strategy 0 takes over a population of which all others use strategy 1.

    Parameters
    ----------
    matrix
        Shape (2, 2), [own, opponent]; numbers, Fractions or exact strings.
    population
        How many individuals there are, from 2.
    process
        `moran` or `fermi`.
    selection
        The intensity of selection: for `moran` from 0 (payoffs do not matter) to 1, for `fermi` from 0.
    mutants
        How many use strategy 0 at first, from 0 to `population`.

    Returns
    -------
    float
        0.0 also where the probability is below the smallest float.

    Raises
    ------
    InputError
        If an argument is out of its range, or `moran` meets a negative fitness, or a population without any fitness.
    ValueError
        If the matrix is not square, or not of numbers.

    Notes
    -----
    Deterministic. A strategy whose fitness is zero in some population cannot grow beyond it: the chance is 0 then, or
    that of the chain started there.

    Examples
    --------
    >>> fixation([[1, 1], [1, 1]], 10)
    0.1
    >>> round(fixation([[4, 1], [3, 2]], 10), 5)
    0.02151
    >>> round(fixation([[1, 0], [0, 1]], 10_000, "fermi", selection=50, mutants=5000), 9)
    0.5
    """
    payoffs = exact_payoffs(matrix)
    if payoffs.shape != (2, 2):
        raise InputError(f"fixation is decided between two strategies: the matrix must be 2 by 2, got {payoffs.shape}")
    check_process(population, process, selection)
    if not _whole(mutants) or not 0 <= mutants <= population:
        raise InputError(f"mutants must be a whole number from 0 to the population of {population}, got {mutants}")
    products = _log_products(payoffs, population, process, selection)
    terms = np.exp(products - products.max())
    return float(terms[:mutants].sum() / terms.sum())


def check_population(population: int) -> None:
    """Refuse a number of individuals that no population can have."""
    if not _whole(population) or population < 2:
        raise InputError(f"population must be a whole number from 2, got {population}")


def check_process(population: int, process: str, selection: float) -> None:
    """Refuse an unknown process, and a population or an intensity of selection that is out of range."""
    check_population(population)
    if population > MOST:
        raise InputError(f"fixation is computed in populations up to {MOST}, got {population}")
    if process not in get_args(Process):
        raise InputError(unknown("process", process, get_args(Process)))
    expect(selection, Real, "the intensity of selection as a number")
    if process == "moran" and not 0 <= selection <= 1:
        raise InputError(f"selection must be a number from 0 to 1 for moran, got {selection}")
    if not 0 <= selection < np.inf:
        raise InputError(f"selection must be a number from 0, got {selection}")


def log_fixations(payoffs: NDArray[Any], population: int, process: Process, selection: float) -> NDArray[np.float64]:
    """Return the logarithm of a single mutant's chance for every pair of strategies: (m, m), [resident, mutant].

    It is -inf where there is no chance. Payoffs in Fractions; on the diagonal, where the two are the same, log 1 / N.
    """
    m = len(payoffs)
    logs = np.full((m, m), -np.log(population))
    for resident in range(m):
        for mutant in range(m):
            if resident != mutant:
                pair = np.ix_((mutant, resident), (mutant, resident))
                products = _log_products(payoffs[pair], population, process, selection)
                logs[resident, mutant] = products[0] - log_sum(products)
    return logs


def _log_products(payoffs: NDArray[Any], population: int, process: Process, selection: float) -> NDArray[np.float64]:
    kernel = _fermi_products if process == "fermi" else _moran_products
    return kernel(payoffs, population, selection)


def _fermi_products(payoffs: NDArray[Any], population: int, selection: float) -> NDArray[np.float64]:
    """Return log(r_1 .. r_j) for j from 0 to N - 1: the lead p_i - q_i is linear in i, so this is a quadratic."""
    (a, b), (c, d) = payoffs
    w = read_fraction(selection) / (population - 1)
    slope, start = w * (a - b - c + d), w * (population * (b - d) - a + d)
    if (abs(slope) * population + abs(start)) * population > sys.float_info.max:
        raise InputError("selection times payoffs is beyond the range of floating-point numbers")
    j = np.arange(population, dtype=np.float64)
    return -(float(slope) * (j * (j + 1) / 2) + float(start) * j)


def _moran_products(payoffs: NDArray[Any], population: int, selection: float) -> NDArray[np.float64]:
    """Return log(r_1 .. r_j) for j from 0 to N - 1, up to one constant for all.

    Where strategy 0 has no fitness r_i is infinite. Products from the last such i on dwarf those before, so that these
    are left out, and the others start there.
    """
    (a, b), (c, d) = payoffs
    own, other = _fitness(b, a, population, selection), _fitness(c, d, population, selection)[::-1]
    if ((own == 0) & (other == 0)).any():
        raise InputError("the Moran process needs somebody whose fitness is above 0 in every population")
    with np.errstate(divide="ignore"):
        logs = np.log(other) - np.log(own)
    first = int(np.flatnonzero(own == 0).max(initial=-1)) + 1
    products = np.full(population, -np.inf)
    products[first:] = np.concatenate([[0.0], np.cumsum(logs[first:])])
    return products


def _fitness(against: Fraction, among: Fraction, population: int, selection: float) -> NDArray[np.float64]:
    """Return the fitness of a strategy that 1, 2, .., N - 1 individuals use, from its payoffs against the two."""
    w = read_fraction(selection)
    last = Fraction((population - 2) * among + against) / (population - 1)
    ends = [1 - w + w * payoff for payoff in (against, last)]
    if min(ends) < 0:
        raise InputError(
            f"the Moran process needs a fitness 1 - selection + selection * payoff from 0, got {rounded(min(ends))}; "
            "raise all payoffs, or lower selection"
        )
    way = np.linspace(0, 1, population - 1)
    return (1 - way) * float(ends[0]) + way * float(ends[1])


def _whole(number: object) -> bool:
    return isinstance(number, int | np.integer) and not isinstance(number, bool)
