"""Regime shares: over which part of the rows each regime holds, and how sure a sample makes it.

Of N independent draws k have a regime; its share is p = k / N with the binomial standard error sqrt(p (1 - p) / N).
Where k is 0 or N that error is 0 though the share is not certain; Wilson's interval (1927) is right there too. Latin
hypercubes and Sobol samples are usually nearer than these errors say; a grid is no sample, and they are a yardstick
only. Rows on a knife edge are a class of their own, rows that were not solved are counted apart and belong to no share.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from math import sqrt
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ....games.errors import InputError
from ..parts import KNIFE_EDGE, SOLVED, Parts, classes, column, solved

NORMAL_95 = 1.959963984540054
"""The two-sided 95 % point of the normal distribution."""


@dataclass(frozen=True)
class Share:
    """How many of how many rows have something: `count` of `rows`.

    Examples
    --------
    >>> share = Share(30, 120)
    >>> share.value, round(share.standard_error, 4), tuple(round(end, 3) for end in share.interval)
    (0.25, 0.0395, (0.181, 0.334))
    """

    count: int
    rows: int

    @property
    def value(self) -> float:
        """The share itself, 0 to 1."""
        return self.count / self.rows

    @property
    def standard_error(self) -> float:
        """The binomial standard error."""
        return sqrt(self.value * (1 - self.value) / self.rows)

    @property
    def interval(self) -> tuple[float, float]:
        """Wilson's interval at 95 %, which has a width even where the share is 0 or 1."""
        z, n, p = NORMAL_95, self.rows, self.value
        middle, half = p + z * z / (2 * n), z * sqrt(p * (1 - p) / n + z * z / (4 * n * n))
        return max(0.0, (middle - half) / (1 + z * z / n)), min(1.0, (middle + half) / (1 + z * z / n))


@dataclass(frozen=True)
class RegimeShare:
    """A regime by its label, or the class of knife edges, with its share of the rows that were solved."""

    regime: str
    share: Share

    @property
    def knife_edge(self) -> bool:
        """Whether this is the class of rows at which a tie decides."""
        return self.regime == KNIFE_EDGE


@dataclass(frozen=True)
class RegimeShares:
    """The regimes of a study.

    Attributes
    ----------
    rows, solved
        How many rows there are, and how many of them were solved; the shares are of these.
    unsolved
        How many rows have each other status.
    shares
        The most frequent first, knife edges last.
    """

    rows: int
    solved: int
    unsolved: Mapping[str, int]
    shares: tuple[RegimeShare, ...]


def regime_shares(parts: Parts) -> RegimeShares:
    """Count the regimes of a study, one part at a time.

    Raises
    ------
    InputError
        If there is no row, or a column is missing.

    Examples
    --------
    >>> part = {
    ...     "status": np.array(["ok", "ok", "ok", "failed"]),
    ...     "regime": np.array(["(C, C)", "(D, D)", "(C, C)", ""]),
    ...     "knife_edge": np.array([False, False, True, False]),
    ... }
    >>> [(item.regime, item.share.count) for item in regime_shares([part]).shares]
    [('(C, C)', 1), ('(D, D)', 1), ('knife edge', 1)]
    """
    found: Counter[str] = Counter()
    statuses: Counter[str] = Counter()
    for part in parts:
        found.update(_counts(classes(part)[solved(part)]))
        statuses.update(_counts(column(part, "status")))
    if not statuses:
        raise InputError("the study has no rows")
    ok = statuses.pop(SOLVED, 0)
    order = sorted(found, key=lambda regime: (regime == KNIFE_EDGE, -found[regime], regime))
    shares = tuple(RegimeShare(regime, Share(found[regime], ok)) for regime in order)
    return RegimeShares(ok + statuses.total(), ok, dict(sorted(statuses.items())), shares)


def _counts(texts: NDArray[Any]) -> dict[str, int]:
    values, counts = np.unique(texts, return_counts=True)
    return {str(value): int(count) for value, count in zip(values, counts, strict=True)}
