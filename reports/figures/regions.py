"""A map over two numbers: where which outcomes are stable, with exact boundaries, and where the scenario stands."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np

from ...studies.thresholds.threshold_map import Cell, ThresholdMap
from ..format.blocks import Figure
from ..scenario.words import number_words, set_words
from .drawing import INK, colour, drawable, drawn, short

if TYPE_CHECKING:
    from matplotlib.axes import Axes

STEPS = 48
"""At so many places an edge is worked out, exactly at each; between them it is drawn straight."""

MOST_NAMED = 8
"""The most regions with a name in the legend; the others share a colour."""

LONGEST = 90
"""The most characters of a region's name in the legend."""

HATCHES = ("", "//", "\\\\", "xx", "--", "++", "||", "///")


def regions_figure(study: ThresholdMap) -> Figure:
    """Draw the cells of a map, coloured and hatched by their sets of outcomes, and a cross for the scenario itself."""
    first, second = study.over
    names = [number_words(study.scenario, over.path) for over in study.over]
    sets = list(dict.fromkeys(cell.profiles for cell in study.cells))
    shapes = [(outline(cell), sets.index(cell.profiles)) for cell in study.cells]

    def draw(axes: Axes) -> None:
        for (places, below, above), known in shapes:
            axes.fill_between(places, below, above, **_look(known))
            axes.plot(places, below, places, above, color=INK, linewidth=0.8)
        for known, profiles in enumerate(sets[:MOST_NAMED]):
            named = short(set_words(study.scenario.names, profiles), LONGEST)
            axes.fill_between([], [], **_look(known), label=named)
        axes.plot(float(first.current), float(second.current), marker="x", color=INK, markersize=10, markeredgewidth=3)
        axes.set_xlim(float(first.low), float(first.high))
        axes.set_ylim(float(second.low), float(second.high))
        axes.set_xlabel(drawable(names[0]))
        axes.set_ylabel(drawable(names[1]))
        axes.grid(visible=False)
        axes.legend(loc="upper center", bbox_to_anchor=(0.5, -0.12))

    caption = f"What is stable over {names[0]} and {names[1]}; the cross is the scenario"
    return drawn(caption, draw, height=4.2 + 0.2 * len(sets[:MOST_NAMED]))


def _look(known: int) -> dict[str, Any]:
    return {"facecolor": colour(known), "alpha": 0.55, "hatch": HATCHES[known % len(HATCHES)], "linewidth": 0}


def outline(cell: Cell) -> tuple[list[float], list[float], list[float]]:
    """Return places along the first number, and the lower and the upper edge there."""
    low, high = float(cell.across.low), float(cell.across.high)
    inner = np.linspace(low, high, STEPS + 2)[1:-1]
    exact = [Fraction(float(place)) for place in inner]
    below = [float(cell.below.at(place)) for place in exact]
    above = [float(cell.above.at(place)) for place in exact]
    return [low, *inner.tolist(), high], [below[0], *below, below[-1]], [above[0], *above, above[-1]]
