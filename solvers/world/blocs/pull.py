"""What a bloc costs, in whole numbers: the energy of a landscape over a common divisor.

E(sigma) = sum_{i<j} w_ij (1 - sigma_i sigma_j) / 2 + sum_i c_i sigma_i^2, with w_ij = z_i z_j p_ij and c_i = h z_i.
Here 2 E is kept, times a scale: exactly where the numbers over their common divisor fit into 64 bits, else rounded.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ....games.arrays import Floats, Fractions

Whole = NDArray[np.int64]

_FITS = 2**60
_COARSE = 2**50


@dataclass(frozen=True, eq=False)
class Pull:
    """A landscape of blocs.

    Attributes
    ----------
    weights
        w_ij, Fractions, symmetric, diagonal 0; shape (n, n).
    costs
        c_i, Fractions, shape (n,).
    whole_weights, whole_costs
        `scale` w and 2 `scale` c as whole numbers.
    scale
        What they are multiplied by.
    error
        How far twice the scaled energy can be off; 0 where nothing is rounded.
    """

    weights: Fractions
    costs: Fractions
    whole_weights: Whole
    whole_costs: Whole
    scale: Fraction
    error: int

    def energy(self, blocs: Any) -> Fraction:
        """Return the exact energy of a configuration, n whole numbers."""
        pairs = sum(
            self.weights[i, j] * (1 - int(blocs[i]) * int(blocs[j]))
            for i, j in np.argwhere(np.triu(self.weights != 0, 1))
        )
        return Fraction(pairs) / 2 + sum(cost * int(bloc) ** 2 for cost, bloc in zip(self.costs, blocs, strict=True))

    def unscaled(self, energy: int) -> Fraction:
        """Return an energy from its whole number, where nothing is rounded."""
        return energy / (2 * self.scale)

    @property
    def floats(self) -> Floats:
        """The weights in floating-point numbers, shape (n, n)."""
        return self.weights.astype(float)


def pull(weights: Fractions, costs: Fractions) -> Pull:
    """Return a landscape with its whole numbers."""
    numbers: list[Fraction] = [*weights.ravel().tolist(), *costs.tolist()]
    common = lcm(*{number.denominator for number in numbers})
    total = sum(map(abs, numbers)) * 4
    if total * common < _FITS:
        scale, error = Fraction(common), 0
    else:
        scale, error = Fraction(int(_COARSE / total) or 1), len(costs) * (len(costs) + 1)
        if total > _COARSE:
            scale = Fraction(_COARSE) / total
    rounded = np.frompyfunc(lambda number: round(number * scale), 1, 1)
    twice = np.frompyfunc(lambda number: round(2 * number * scale), 1, 1)
    return Pull(weights, costs, rounded(weights).astype(np.int64), twice(costs).astype(np.int64), scale, error)
