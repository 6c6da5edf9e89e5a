"""A map over two numbers: where which outcomes are stable, with exact boundaries, and where the scenario stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from ...games.numbers import number
from ...studies.thresholds.threshold_map import Cell, ThresholdMap
from ..format.blocks import Figure
from ..scenario.words import number_words, set_words
from .charts import LEGEND
from .drawing import INK, area, drawable, drawn, in_two_lines, legend_below, legend_height

if TYPE_CHECKING:
    from matplotlib.axes import Axes

STEPS = 48
"""At so many places an edge is worked out, exactly at each; between them it is drawn straight."""

MOST_NAMED = 8
"""The most regions with a name in the legend; the others share a colour."""


Outline = tuple[list[float], list[float], list[float]]
"""Places along the first number, and the lower and the upper edge there."""


def regions_figure(study: ThresholdMap) -> Figure:
    """Draw the cells of a map, coloured and hatched by their sets of outcomes, and a cross for the scenario itself."""
    first, second = study.over
    names = [number_words(study.scenario, over.path) for over in study.over]
    sets = list(dict.fromkeys(cell.profiles for cell in study.cells))
    labels = [in_two_lines(set_words(study.scenario.names, profiles), LEGEND) for profiles in sets[:MOST_NAMED]]
    shapes = [(outline(cell), sets.index(cell.profiles)) for cell in study.cells]

    def draw(axes: Axes) -> None:
        for (places, below, above), known in shapes:
            axes.fill_between(places, below, above, **area(known))
            axes.plot(places, below, places, above, color=INK, linewidth=0.8)
        for known, label in enumerate(labels):
            axes.fill_between([], [], **area(known), label=label)
        axes.plot(float(first.current), float(second.current), marker="x", color=INK, markersize=10, markeredgewidth=3)
        axes.set_xlim(float(first.low), float(first.high))
        axes.set_ylim(float(second.low), float(second.high))
        axes.set_xlabel(drawable(names[0]))
        axes.set_ylabel(drawable(names[1]))
        axes.grid(visible=False)
        legend_below(axes)

    caption = f"What is stable over {names[0]} and {names[1]}; the cross is the scenario"
    return drawn(caption, draw, _told(study, names, [shape for shape, _ in shapes]), height=3.4 + legend_height(labels))


def _told(study: ThresholdMap, names: Sequence[str], outlines: Sequence[Outline]) -> Iterator[str]:
    """Say where the scenario stands, and for each cell where it lies and what is stable there."""
    across, up = study.over
    here = across.current, up.current
    first, second = names
    stands = next((_stable(study, cell) for cell in study.cells if here in cell), "on a boundary or outside")
    yield f"The scenario is at {first} {number(here[0])} and {second} {number(here[1])}: {stands}"
    for cell, (_, below, above) in zip(study.cells, outlines, strict=True):
        left, right = (f"{number(below[end], 2)} to {number(above[end], 2)}" for end in (0, -1))
        between = left if left == right else f"about {left} at the left and {right} at the right"
        spanned = f"from {number(cell.across.low)} to {number(cell.across.high)}"
        yield f"{_stable(study, cell)}: {first} {spanned}, {second} from {between}"


def _stable(study: ThresholdMap, cell: Cell) -> str:
    return set_words(study.scenario.names, cell.profiles)


def outline(cell: Cell) -> Outline:
    """Return places along the first number, and the lower and the upper edge there."""
    low, high = float(cell.across.low), float(cell.across.high)
    inner = np.linspace(low, high, STEPS + 2)[1:-1]
    exact = [Fraction(float(place)) for place in inner]
    below = [float(cell.below.at(place)) for place in exact]
    above = [float(cell.above.at(place)) for place in exact]
    return [low, *inner.tolist(), high], [below[0], *below, below[-1]], [above[0], *above, above[-1]]
