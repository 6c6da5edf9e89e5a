"""Bars with a range, such as mean scores or sensitivity indices with their errors."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike

from ..format.blocks import Figure
from .drawing import INK, colour, drawn, short

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def bars_figure(
    caption: str, names: Sequence[str], values: ArrayLike, meaning: str, ranges: ArrayLike | None = None
) -> Figure:
    """Draw one bar for each name, the first on top.

    Parameters
    ----------
    values
        The lengths of the bars, shape (k,).
    meaning
        What the bars measure.
    ranges
        The lowest and the highest plausible value of each bar, shape (k, 2).
    """
    lengths = np.asarray(values, dtype=np.float64)

    def draw(axes: Axes) -> None:
        axes.barh(np.arange(len(names)), lengths, color=colour(0), height=0.7)
        if ranges is not None:
            around = np.abs(np.asarray(ranges, dtype=np.float64).T - lengths)
            axes.errorbar(lengths, np.arange(len(names)), xerr=around, fmt="none", ecolor=INK, capsize=2)
        axes.set_yticks(np.arange(len(names)), labels=[short(name) for name in names])
        axes.invert_yaxis()
        axes.grid(visible=False, axis="y")
        axes.set_xlabel(meaning)

    return drawn(caption, draw, height=1.0 + 0.24 * len(names))
