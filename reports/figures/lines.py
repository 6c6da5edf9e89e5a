"""Lines over a common axis, such as shares over time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from numpy.typing import ArrayLike

from ..format.blocks import Figure
from .drawing import colour, drawn, short

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def lines_figure(
    caption: str, x: tuple[str, ArrayLike], y: str, series: Mapping[str, ArrayLike], marks: Sequence[float] = ()
) -> Figure:
    """Draw one line for each series.

    Parameters
    ----------
    x
        What the axis shows, and its values, shape (k,).
    y
        What the lines show.
    series
        For each name in the legend its values, shape (k,).
    marks
        Values of x at which a dashed line stands.
    """

    def draw(axes: Axes) -> None:
        for place, (name, values) in enumerate(series.items()):
            axes.plot(x[1], values, label=short(name), color=colour(place), linewidth=1.6)
        for mark in marks:
            axes.axvline(mark, color=colour(len(series)), linestyle="--", linewidth=1)
        axes.set_xlabel(x[0])
        axes.set_ylabel(y)
        if len(series) > 1:
            axes.legend(loc="center left", bbox_to_anchor=(1.0, 0.5))

    return drawn(caption, draw, height=max(3.6, 0.6 + 0.2 * len(series)))
