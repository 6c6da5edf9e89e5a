"""Bootstrap: how far means of independent draws may be off (Efron 1979).

The draws are drawn again, with replacement, as many as there are, and the means taken anew; the spread of these means
is that of the means themselves. What is drawn again must be independent: blocks of a design, not their rows.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

LARGEST_DRAW = 2**22
"""Numbers drawn at once: bounds the memory."""


CONFIDENCE = 0.95
"""Of the intervals of indices and effects."""


def resampled_means(table: NDArray[np.float64], resamples: int, seed: int) -> NDArray[np.float64]:
    """Return the column means of `resamples` samples of the rows of a table (n, k): shape (resamples, k).

    Examples
    --------
    >>> resampled_means(np.ones((5, 2)), resamples=3, seed=0)
    array([[1., 1.],
           [1., 1.],
           [1., 1.]])
    """
    rng, n = np.random.default_rng(seed), len(table)
    step = max(1, LARGEST_DRAW // n)
    means = [_means(table, min(step, resamples - done), rng) for done in range(0, resamples, step)]
    return np.concatenate(means)


def interval(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the ends of the central interval that holds the share `CONFIDENCE` of the rows: shape (2, ...)."""
    return np.quantile(values, [(1 - CONFIDENCE) / 2, (1 + CONFIDENCE) / 2], axis=0)


def _means(table: NDArray[np.float64], size: int, rng: np.random.Generator) -> NDArray[np.float64]:
    n = len(table)
    drawn = rng.integers(n, size=(size, n)) + n * np.arange(size)[:, None]
    weights = np.bincount(drawn.reshape(-1), minlength=size * n).reshape(size, n)
    return np.einsum("rn,nk->rk", weights.astype(np.float64), table, optimize=True) / n
