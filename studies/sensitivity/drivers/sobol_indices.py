r"""Sobol indices: which factors an outcome varies with, alone and together with others.

Let the factors be independent draws and Y the outcome; a factor is an input, or inputs that vary together, as the
shares of a mix do. The *first-order index* of a factor is the share of the variance of Y that goes when the factor is
known, V(E(Y | x_i)) / V(Y); the *total index* the share that stays when all others are, E(V(Y | x_others)) / V(Y)
(Sobol 1993; Homma and Saltelli 1996). They differ by what the factor does only together with others. A design of
blocks of d + 2 rows finds them: two independent points A and B and, for each factor i, the point A_i, which is A with
the factor i of B. With f for the outcome, centred, and means over the blocks,

    first order   mean f(B) (f(A_i) - f(A)) / V        (Saltelli et al. 2010, table 2 b)
    total         mean (f(A) - f(A_i))^2 / 2 V         (Jansen 1999)

and V the variance over all A and B. Blocks are drawn again for the intervals. An estimate may lie below 0 or above 1 by
its error. One row that failed spoils its whole block: a row less would leave the differences without their partners.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from ....games.errors import InputError
from ..parts import Factors, Parts, row_blocks
from .bootstrap import CONFIDENCE, interval, resampled_means

ROUNDING = 1e-12
"""As a share of the size of an outcome: what varies by less does not vary."""


@dataclass(frozen=True)
class Index:
    """An index of one factor, with the ends of its interval; `converged` where the interval is narrow enough."""

    factor: str
    value: float
    low: float
    high: float
    converged: bool


@dataclass(frozen=True)
class OutputIndices:
    """The indices of one outcome.

    Attributes
    ----------
    blocks, dropped
        How many blocks were used, and how many were not, because a row failed, is missing or is not finite.
    variance
        Of the outcome over the points A and B.
    constant
        Whether the outcome does not vary over these points; there are then no indices, for there is nothing to explain.
    first, total
        For each factor, in the order of the factors; both empty where the outcome is constant.
    """

    output: str
    blocks: int
    dropped: int
    variance: float
    constant: bool
    first: tuple[Index, ...]
    total: tuple[Index, ...]

    @property
    def converged(self) -> bool:
        """Whether all intervals are narrow enough."""
        return all(index.converged for index in (*self.first, *self.total))


@dataclass(frozen=True)
class SobolIndices:
    """The indices of several outcomes, and how their intervals were found."""

    factors: tuple[str, ...]
    outputs: tuple[OutputIndices, ...]
    confidence: float
    bar: float
    resamples: int
    seed: int


def sobol_indices(
    parts: Parts, factors: Factors, outputs: Sequence[str], *, bar: float = 0.1, resamples: int = 1000, seed: int = 0
) -> SobolIndices:
    """Return the first-order and total indices of outcomes, from the rows of a Saltelli design.

    Parameters
    ----------
    parts
        Blocks of d + 2 consecutive rows: A, B, A_1, .., A_d.
    factors
        The d factors in the order of the design: names with the inputs of each. What varies together has an index
        together.
    outputs
        Columns or conditions, for instance "welfare", "payoff.US", "regime=LABEL" (see `parts`).
    bar
        The width up to which intervals count as converged.
    resamples, seed
        How often the blocks are drawn again, and the seed of these draws.

    Raises
    ------
    InputError
        If the rows are not such a design, a name is unknown, or an outcome has fewer than two whole blocks.
    """
    names, d = tuple(factors), len(factors)
    if not d or not outputs:
        raise InputError("Sobol indices need at least one factor and one output")
    owner = np.repeat(np.arange(d), [len(paths) for paths in factors.values()])
    outcomes = [np.empty((0, d + 2, len(outputs)))]
    for block in row_blocks(parts, [*chain.from_iterable(factors.values()), *outputs], d + 2):
        _check_design(block[..., : len(owner)], owner, names)
        outcomes.append(block[..., len(owner) :])
    values = np.concatenate(outcomes)
    each = (_indices(name, values[..., j], names, bar, resamples, seed) for j, name in enumerate(outputs))
    return SobolIndices(names, tuple(each), CONFIDENCE, bar, resamples, seed)


def _check_design(block: NDArray[np.float64], owner: NDArray[np.intp], names: Sequence[str]) -> None:
    known = block[np.isfinite(block).all(axis=(1, 2))]
    first, second, mixed = known[:, :1], known[:, 1:2], known[:, 2:]
    from_second = owner == np.arange(len(names))[:, np.newaxis]
    if not np.allclose(mixed, np.where(from_second, second, first), rtol=1e-9, atol=0):
        raise InputError(
            f"the rows are not a Saltelli design: expected blocks of {len(names) + 2} rows A, B and, for each of "
            f"{', '.join(names)}, A with that factor of B"
        )


def _indices(
    output: str, values: NDArray[np.float64], factors: Sequence[str], bar: float, resamples: int, seed: int
) -> OutputIndices:
    """Return the indices of one outcome from its values, shape (blocks, d + 2)."""
    whole = values[np.isfinite(values).all(axis=1)]
    dropped = len(values) - len(whole)
    if len(whole) < 2:
        raise InputError(f"{output}: expected at least 2 whole blocks, got {len(whole)}; {dropped} were dropped")
    base = whole[:, :2]
    if base.max() - base.min() <= ROUNDING * np.abs(base).max():
        return OutputIndices(output, len(whole), dropped, 0.0, True, (), ())
    terms = _terms(whole - base.mean())
    means = terms.mean(axis=0)
    again = resampled_means(terms, resamples, seed)
    flat = again[:, 0] - again[:, 1] ** 2 <= ROUNDING * means[0]
    low, high = interval(_ratios(again[~flat]))
    narrow = (high - low <= bar) & ~flat.any()
    ratios, d = _ratios(means[np.newaxis])[0], len(factors)
    indices = [
        Index(factors[k % d], float(ratios[k]), float(low[k]), float(high[k]), bool(narrow[k])) for k in range(2 * d)
    ]
    variance = float(means[0] - means[1] ** 2)
    return OutputIndices(output, len(whole), dropped, variance, False, tuple(indices[:d]), tuple(indices[d:]))


def _terms(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return, for each block, what the indices are means of: a square, a value, d products and d half squares."""
    a, b, mixed = values[:, :1], values[:, 1:2], values[:, 2:]
    change = mixed - a
    return np.concatenate([(a * a + b * b) / 2, (a + b) / 2, b * change, change * change / 2], axis=1)


def _ratios(means: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the first-order and then the total indices from means of the terms: (.., 2 + 2 d) to (.., 2 d)."""
    return means[:, 2:] / (means[:, :1] - means[:, 1:2] ** 2)
