"""Profiles beside each other: for each row a bar of every player, to both sides of zero."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike

from ..format.blocks import Figure
from .drawing import INK, colour, drawable, drawn, short

if TYPE_CHECKING:
    from matplotlib.axes import Axes

HATCHES = ("", "///", "\\\\\\", "xxx", "---", "+++")
"""So that players are told apart in grey too."""


def profiles_figure(caption: str, rows: Sequence[str], series: Mapping[str, ArrayLike], what: str) -> Figure:
    """Draw a group of bars for each row.

    Parameters
    ----------
    rows
        What the values are of, in order from above.
    series
        For each player by its label, a value for each row.
    what
        What the axis shows.
    """
    thick = 0.8 / len(series)

    def draw(axes: Axes) -> None:
        for place, (label, values) in enumerate(series.items()):
            heights = np.arange(len(rows)) + (place - (len(series) - 1) / 2) * thick
            shade, hatch = colour(place), HATCHES[place % len(HATCHES)]
            axes.barh(
                heights,
                np.asarray(values, dtype=float),
                thick,
                color=shade,
                hatch=hatch,
                edgecolor="white",
                linewidth=0.3,
                label=short(label),
            )
        axes.axvline(0, color=INK, linewidth=1)
        axes.set_yticks(range(len(rows)), [short(row) for row in rows])
        axes.invert_yaxis()
        axes.set_xlabel(drawable(what))
        axes.grid(visible=False, axis="y")
        axes.legend(loc="lower center", bbox_to_anchor=(0.5, 1), ncols=3)

    return drawn(caption, draw, height=1.2 + 0.14 * len(rows) * (1 + len(series)))
