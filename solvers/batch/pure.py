"""All pure equilibria of games of any shape.

Payoffs are compared as they are. Floats stand in the order of the decimals that print as them, so that the answer is
exact and nothing is in doubt. A game counts as degenerate where an action that pays the most to within tolerance is not
the only one to do so, against a profile of the others with which it may make an equilibrium.
"""

from __future__ import annotations

import numpy as np

from ...games.arrays import Floats
from ..best_replies import deviation_gains, only_best_replies
from .gains import HALF_OF_THE_DIGITS
from .kernel import Decisions, Kernel

_ROUNDING = 2.0**-42
"""A share of the size of payoffs far above their rounding errors."""


def pure() -> Kernel:
    """Return the search for the pure equilibria of games of any shape.

    Examples
    --------
    >>> pure().mix is None
    True
    """
    return Kernel((), decide=_decide)


def _decide(payoffs: Floats) -> Decisions:
    payoffs = np.ascontiguousarray(payoffs)
    n, games = len(payoffs), payoffs.shape[-1]
    gains = deviation_gains(payoffs)
    units, sizes = (table.reshape(n, -1, games).max(axis=1) for table in (gains, np.abs(payoffs)))
    margin = HALF_OF_THE_DIGITS * units + _ROUNDING * sizes
    near = gains <= margin.reshape(n, *[1] * n, games)
    tied = near.all(axis=0) & ~only_best_replies(near).all(axis=0)
    indices = (gains == 0).all(axis=0).view(np.int8).reshape(-1, games).T
    tie = np.asarray(tied.reshape(-1, games).any(axis=0))
    return Decisions(indices, np.zeros_like(tie), tie)
