"""Profiles beside each other: for each row a bar of every player, to both sides of zero."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike

from ...games.numbers import number
from ..format.blocks import Figure
from .drawing import INK, colour, drawable, drawn, hatch, short

if TYPE_CHECKING:
    from matplotlib.axes import Axes


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
    thick, lengths = 0.8 / len(series), {label: np.asarray(values, dtype=float) for label, values in series.items()}

    def draw(axes: Axes) -> None:
        for place, (label, values) in enumerate(lengths.items()):
            heights = np.arange(len(rows)) + (place - (len(series) - 1) / 2) * thick
            axes.barh(
                heights,
                values,
                thick,
                color=colour(place),
                hatch=2 * hatch(place),
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

    told = [
        f"{row}: {', '.join(f'{label} {number(values[place])}' for label, values in lengths.items())}"
        for place, row in enumerate(rows)
    ]
    return drawn(caption, draw, told, height=1.0 + len(rows) * max(0.26, 0.085 * (1 + len(series))))
