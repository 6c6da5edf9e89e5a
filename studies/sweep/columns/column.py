"""The columns of a sweep: what they are called, what they hold, and labels as numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

ColumnKind = Literal["float", "int", "bool", "label"]


@dataclass(frozen=True)
class Column:
    """A column, known before any row is solved.

    Attributes
    ----------
    kind
        "float" (float64, NaN where there is nothing to say), "int" (int32), "bool", or "label" (`Labelled`).
    labels
        The labels of a label column that are known beforehand; empty where they are discovered.
    """

    name: str
    kind: ColumnKind
    meaning: str
    labels: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Labelled:
    """A label column of some rows: `labels[codes[k]]` is the label of row k; `codes` are int32."""

    codes: NDArray[np.int32]
    labels: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.codes)

    def texts(self) -> NDArray[np.object_]:
        """Return the label of every row."""
        return np.array(self.labels, dtype=object)[self.codes]


ColumnValues = NDArray[Any] | Labelled


def joined(parts: Sequence[ColumnValues]) -> ColumnValues:
    """Return the parts of one column as one; those of a label column have the same labels.

    Examples
    --------
    >>> joined([np.array([1, 2]), np.array([3])])
    array([1, 2, 3])
    """
    first = parts[0]
    if isinstance(first, Labelled):
        return Labelled(np.concatenate([part.codes for part in parts if isinstance(part, Labelled)]), first.labels)
    return np.concatenate([part for part in parts if not isinstance(part, Labelled)])
