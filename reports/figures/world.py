"""Pictures of a world: mixes between the corners of the orders, states in a strip, blocs, drift over windows.

There is no map: maps favour area, and raise disputes about borders.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from ...games.arrays import Floats
from ...studies.world.analysis import WorldAnalysis
from ...studies.world.blocs import WorldBlocs
from ..format.blocks import Figure
from .drawing import INK, LINE, SOFT, colour, drawable, drawn, short
from .mixes import corners_of, frame

if TYPE_CHECKING:
    from matplotlib.axes import Axes

LABELS = 25
"""The most states that a picture names."""

_AREA = 4_000
"""Square points for a state that is the whole world."""


def simplex_figure(analysis: WorldAnalysis) -> Figure:
    """Draw each state between the orders: where it practises, its area its size, with a tail from where it comes."""
    world = analysis.now.world
    corners = corners_of(len(world.orders))
    practice = analysis.now.practice.astype(float)
    places, tails, sizes = practice @ corners, analysis.compared @ corners, world.decimals.size
    shades = [colour(int(order)) for order in practice.argmax(axis=1)]
    named = _apart(places, np.argsort(-sizes, kind="stable")[:LABELS])
    start = "practice before the changes" if analysis.after is not None else "identity"

    def draw(axes: Axes) -> None:
        frame(axes, corners, world.orders)
        for tail, place in zip(tails, places, strict=True):
            axes.plot(*np.stack([tail, place], axis=1), color=SOFT, linewidth=0.6)
        axes.scatter(*places.T, s=6 + _AREA * sizes, c=shades, alpha=0.6, linewidths=0.4, edgecolors=INK)
        for place in named:
            axes.annotate(drawable(world.states[place]), places[place], fontsize=7, ha="center", va="center")

    caption = f"States between the orders: area is size, a tail leads from {start}"
    return drawn(caption, draw, width=6.0, height=6.0)


def _apart(places: Floats, ranked: Any) -> list[int]:
    """Return of states, by their rank, those whose names do not stand on one another."""
    kept: list[int] = []
    for place in ranked:
        if all(np.abs((places[place] - places[other]) / (0.12, 0.06)).max() >= 1 for other in kept):
            kept.append(int(place))
    return kept


def strip_figure(analysis: WorldAnalysis) -> Figure:
    """Draw what every state practises as a column whose width is its size, by leading order and its share."""
    world = analysis.now.world
    practice, sizes = analysis.now.practice.astype(float), world.decimals.size
    lead = practice.argmax(axis=1)
    ranked = np.lexsort((-practice.max(axis=1), lead))
    widths, shares = sizes[ranked], practice[ranked]
    starts = np.concatenate([[0.0], np.cumsum(widths)[:-1]])
    named = set(np.argsort(-widths, kind="stable")[: min(LABELS, 14)].tolist())

    def draw(axes: Axes) -> None:
        below = np.zeros(len(widths))
        for order, name in enumerate(world.orders):
            column = shares[:, order]
            axes.bar(starts, column, widths, below, align="edge", color=colour(order), label=short(name), linewidth=0)
            below = below + column
        for place, state in enumerate(ranked):
            if place in named:
                middle = starts[place] + widths[place] / 2
                axes.annotate(drawable(world.states[state]), (middle, 1.01), rotation=90, fontsize=6, ha="center")
        axes.set_xlim(0, 1)
        axes.set_ylim(0, 1.12)
        axes.grid(visible=False)
        axes.set_xlabel("share of the world's size")
        axes.set_ylabel("practice")
        axes.legend(loc="upper center", bbox_to_anchor=(0.5, -0.14), ncols=4)

    return drawn("What each state practises: width is size", draw)


def blocs_figure(blocs: WorldBlocs) -> Figure:
    """Draw how much each pair wants to be together, by bloc; pairs that are torn are hatched."""
    order = np.lexsort((-blocs.size.astype(float), -np.array(blocs.alignment.blocs)))
    wants = blocs.propensity[np.ix_(order, order)].astype(float)
    values = np.array(blocs.alignment.blocs)[order]
    torn = np.where(wants > 0, np.outer(values, values) < 1, np.outer(values, values) > -1) & (wants != 0)
    most = float(np.abs(wants).max()) or 1.0
    names = [short(blocs.states[place], 12) for place in order]

    def draw(axes: Axes) -> None:
        from matplotlib.colors import LinearSegmentedColormap
        from matplotlib.patches import Rectangle

        shades = LinearSegmentedColormap.from_list("wants", [colour(1), "#ffffff", colour(0)])
        axes.pcolormesh(wants, cmap=shades, vmin=-most, vmax=most, edgecolor=LINE, linewidth=0.2)
        if len(names) <= 2 * LABELS:
            for row, column in np.argwhere(torn):
                axes.add_patch(Rectangle((column, row), 1, 1, fill=False, hatch="////", edgecolor=SOFT, linewidth=0))
            axes.set_xticks(np.arange(len(names)) + 0.5, names, rotation=90, fontsize=6)
            axes.set_yticks(np.arange(len(names)) + 0.5, names, fontsize=6)
        for edge in (np.flatnonzero(values[1:] != values[:-1]) + 1).tolist():
            axes.axhline(edge, color=INK)
            axes.axvline(edge, color=INK)
        axes.invert_yaxis()
        axes.grid(visible=False)
        axes.set_aspect("equal")

    caption = "Who wants to be with whom, by bloc: blue together, red apart; hatched pairs do not get it"
    return drawn(caption, draw, width=6.0, height=6.0)


def drift_figure(name: str, orders: Sequence[str], windows: Mapping[str, Mapping[str, Any]]) -> Figure:
    """Draw how a mix moves from window to window between the orders, by shares of each order by its name."""
    corners = corners_of(len(orders))
    places = np.array([[float(mix[order]) for order in orders] for mix in windows.values()]) @ corners

    def draw(axes: Axes) -> None:
        frame(axes, corners, orders)
        for before, after in pairwise(places):
            axes.annotate("", after, before, arrowprops={"arrowstyle": "->", "color": INK})
        for label, place in zip(windows, places, strict=True):
            axes.plot(*place, marker="o", color=colour(0), markersize=4)
            axes.annotate(drawable(label), place, xytext=(5, 4), textcoords="offset points", fontsize=7)

    return drawn(f"{name}: how its votes moved from window to window", draw, width=5.0, height=5.0)
