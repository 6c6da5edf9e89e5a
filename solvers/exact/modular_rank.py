"""Whether vectors are independent, shown by their remainders modulo a prime.

What is independent modulo a prime is independent: a minor that leaves a remainder is not 0. The converse fails for the
few primes that divide all the largest minors.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from .algebraic import primitive

PRIME = 2**31 - 1
"""Products of two remainders fit in 64 bits."""


def shown_independent(rows: NDArray[Any]) -> bool:
    """Tell whether rows are independent modulo `PRIME`, and so independent; false tells nothing.

    Parameters
    ----------
    rows
        Fractions or whole numbers, shape (k, length).

    Examples
    --------
    >>> shown_independent(np.array([[1, 2], [2, 5]])), shown_independent(np.array([[1, 2], [2, 4]]))
    (True, False)
    """
    left = np.array([_remainders(row) for row in rows.tolist()], dtype=np.int64).reshape(rows.shape)
    while len(left):
        first, *_ = left
        places = np.flatnonzero(first)
        if not len(places):
            return False
        factors = left[1:, places[0]] * pow(int(first[places[0]]), -1, PRIME) % PRIME
        left = (left[1:] - factors[:, np.newaxis] * first) % PRIME
    return True


def _remainders(row: list[Any]) -> list[int]:
    """Return a row modulo the prime, once multiplied so that it holds whole numbers without a common divisor."""
    return [x % PRIME for x in primitive(row)]
