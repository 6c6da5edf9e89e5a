"""Columns in a few numbers: over how many rows a column says something, its lowest, mean and highest value there."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np

from .parts import Parts, is_solved, numbers


@dataclass(frozen=True)
class ColumnSummary:
    """A column in a few numbers; of yes and no the mean is the share of yes.

    Attributes
    ----------
    rows
        The solved rows in which it has a number, 1 at least.
    """

    column: str
    meaning: str
    rows: int
    low: float
    mean: float
    high: float


def column_summaries(
    parts: Parts, meanings: Mapping[str, str], asked: Collection[str] = ()
) -> tuple[ColumnSummary, ...]:
    """Return the columns named in a few numbers, those left out that are nowhere a number or everywhere 0.

    Parameters
    ----------
    asked
        Columns that were asked for by name, and are told even where they are everywhere 0.

    Examples
    --------
    >>> part = {"status": np.array(["ok", "ok"]), "x": np.array([1.0, np.nan]), "y": np.array([False, False])}
    >>> column_summaries([part], {"x": "a number", "y": "a question"})
    (ColumnSummary(column='x', meaning='a number', rows=1, low=1.0, mean=1.0, high=1.0),)
    """
    tallies: dict[str, tuple[int, float, float, float]] = dict.fromkeys(meanings, (0, np.inf, 0.0, -np.inf))
    for part in parts:
        known = is_solved(part)
        for name, (rows, low, total, high) in tallies.items():
            values = numbers(part, name)[known]
            values = values[np.isfinite(values)]
            if len(values):
                low, high = min(low, float(values.min())), max(high, float(values.max()))
                tallies[name] = rows + len(values), low, total + float(values.sum()), high
    return tuple(
        ColumnSummary(name, meanings[name], rows, low, total / rows, high)
        for name, (rows, low, total, high) in tallies.items()
        if rows and (name in asked or (low, high) != (0, 0))
    )
