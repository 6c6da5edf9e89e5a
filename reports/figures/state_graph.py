"""States as nodes on a circle, and the moves between them as arrows: automata, invasions, rungs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ..format.blocks import Figure
from .drawing import COLOURS, INK, SOFT, drawn, short, xy

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.patches import FancyBboxPatch

Place = NDArray[np.float64]

LONGEST_LINE = 60
"""The most characters of a line in a graph, which leaves room for the arrows."""


def state_graph_figure(
    caption: str, states: Sequence[str], moves: Mapping[tuple[int, int], str], start: int | None = None
) -> Figure:
    """Draw a graph of states.

    Parameters
    ----------
    states
        What stands in each node; it may have several lines.
    moves
        What stands beside each arrow, from one state to another one or to itself, by their numbers.
    start
        The state that is entered first, drawn with a thicker rim; None where there is no such state.
    """
    places = _places(len(states))

    def draw(axes: Axes) -> None:
        axes.set_axis_off()
        axes.set_aspect("equal")
        axes.set_xlim(-1.9, 1.9)
        axes.set_ylim(-1.6 if len(states) > 2 else -0.5, 1.6 if len(states) > 2 else 0.7)
        named = enumerate(zip(states, places, strict=True))
        nodes = [_node(axes, place, name, first=number == start) for number, (name, place) in named]
        figure = axes.get_figure(root=True)
        assert figure is not None
        figure.draw_without_rendering()
        for (source, target), label in moves.items():
            if source == target:
                _loop(axes, places[source], label)
            else:
                _arrow(axes, (nodes[source], nodes[target]), places[source], places[target], label)

    return drawn(caption, draw, height=5.2 if len(states) > 2 else 2.2)


def _places(n: int) -> NDArray[np.float64]:
    """Return a place for each state, shape (n, 2): on an ellipse, the first on the left, then clockwise."""
    angles = np.pi - 2 * np.pi * np.arange(n) / n
    return np.column_stack([1.3 * np.cos(angles), 0.95 * np.sin(angles)])


def _node(axes: Axes, place: Place, name: str, *, first: bool) -> FancyBboxPatch | None:
    """Draw a node, and return its rim, which has its place once the figure has been laid out."""
    lines = "\n".join(short(line, LONGEST_LINE) for line in name.split("\n"))
    rim = {"boxstyle": "round,pad=0.5", "fc": "white", "ec": COLOURS[0], "lw": 2.4 if first else 1.2}
    return axes.text(place[0], place[1], lines, ha="center", va="center", bbox=rim, zorder=3).get_bbox_patch()


def _arrow(axes: Axes, rims: Sequence[FancyBboxPatch | None], source: Place, target: Place, label: str) -> None:
    """Draw an arrow from rim to rim."""
    shape = {"arrowstyle": "-|>", "color": SOFT, "connectionstyle": "arc3,rad=0.18", "shrinkA": 2, "shrinkB": 2}
    axes.annotate("", xy(target), xy(source), arrowprops={**shape, "patchA": rims[0], "patchB": rims[1]})
    along = target - source
    _beside(axes, (source + target) / 2 + np.array([along[1], -along[0]]) * 0.1, label)


def _loop(axes: Axes, place: Place, label: str) -> None:
    """Draw the arrow from a state to itself, away from the middle: above the upper states, below the lower ones."""
    away = np.array([0.0, 1.0 if place[1] > -0.1 else -1.0])
    side = np.array([-away[1] * 0.13, 0.0])
    root = place + away * 0.16
    shape = {"arrowstyle": "-|>", "color": SOFT, "connectionstyle": "arc3,rad=-1.6", "shrinkA": 0, "shrinkB": 0}
    axes.annotate("", xy(root - side), xy(root + side), arrowprops=shape)
    _beside(axes, place + away * 0.47, label)


def _beside(axes: Axes, place: Place, label: str) -> None:
    ground = {"boxstyle": "square,pad=0.15", "fc": "white", "ec": "none"}
    text = short(label, LONGEST_LINE)
    axes.text(place[0], place[1], text, ha="center", va="center", color=INK, fontsize=8, bbox=ground)
