"""What holds over one number: bands from one end of its range to the other, and lines above them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ...games.numbers import number
from ..format.blocks import Figure
from .charts import LEGEND, course_words
from .drawing import INK, area, colour, dash, drawable, drawn, in_two_lines, legend_below, legend_height, marker, short

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MOST_NAMED = 8
"""The most bands with a name in the legend; the others are drawn without."""

MARKED = 24
"""Lines of at most so many points have a sign at each."""

HIGH, LOW = 3.4, 1.2
"""The height of bands with lines and without, in inches, beside that of the legend."""

Points = NDArray[np.float64]


class Band(NamedTuple):
    """Where something holds, from one value of the number to another, by its name."""

    low: float
    high: float
    name: str


def bands_figure(
    caption: str,
    over: str,
    bands: Sequence[Band],
    lines: Mapping[str, tuple[Points, Points]] | None = None,
    what: str = "",
    here: float | None = None,
) -> Figure:
    """Draw bands over a number, hatched by their names, and lines that break where one band follows another.

    Parameters
    ----------
    over
        What the axis shows.
    lines
        For each name in the legend the values of the number, increasing, and what the line shows there; shapes (k,).
    what
        What the lines show.
    here
        The value of the number that is marked, as that of the scenario.
    """
    known, series = list(dict.fromkeys(band.name for band in bands)), lines or {}
    labels = [in_two_lines(name, LEGEND) for name in known[:MOST_NAMED]]
    edges = [band.low for band in bands[1:]]

    def draw(axes: Axes) -> None:
        for band in bands:
            axes.axvspan(band.low, band.high, **area(known.index(band.name)))
        for place, label in enumerate(labels):
            axes.fill_between([], [], **area(place), label=label)
        for place, (name, line) in enumerate(series.items()):
            _broken_line(axes, place, short(name), line, edges)
        if here is not None:
            axes.axvline(here, color=INK, linewidth=2.5, label="the scenario")
        axes.set_xlim(bands[0].low, bands[-1].high)
        axes.set_xlabel(drawable(over))
        axes.set_ylabel(drawable(what))
        axes.grid(visible=False)
        if not series:
            axes.set_yticks([])
        legend_below(axes)

    told = [f"{over} from {number(band.low)} to {number(band.high)}: {band.name}" for band in bands]
    told += [] if here is None else [f"The scenario is at {number(here)}"]
    told += [course_words(f"{what} of {name}", *line) for name, line in series.items() if len(line[0])]
    high = (HIGH if series else LOW) + legend_height([*labels, *series, *([] if here is None else [""])])
    return drawn(caption, draw, told, height=high)


def _broken_line(axes: Axes, place: int, label: str, line: tuple[Points, Points], edges: Sequence[float]) -> None:
    """Draw a line with a white rim that breaks at some edges, in the look of its place in the legend."""
    values, heights = line
    parts = [part for part in np.split(np.arange(len(values)), np.searchsorted(values, edges)) if len(part)]
    for turn, part in enumerate(parts):
        sign = marker(place) if len(values) <= MARKED or len(part) == 1 else ""
        look: dict[str, Any] = {"color": colour(place), "linestyle": dash(place), "marker": sign, "markersize": 4}
        axes.plot(values[part], heights[part], color="white", linewidth=4.5)
        axes.plot(values[part], heights[part], **look, linewidth=2, label=None if turn else label)
