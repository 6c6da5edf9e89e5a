"""States as nodes on a circle, and the moves between them as arrows: automata, invasions, rungs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from textwrap import wrap
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ...games.text.labels import listed
from ..format.blocks import Figure
from .drawing import COLOURS, INK, SOFT, Box, drawable, drawn, first_free, short, xy

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.patches import FancyBboxPatch

Place = NDArray[np.float64]

LONGEST_LINE, LABEL, MOST_LINES = 60, 30, 3
"""The most characters of a line in a node and beside an arrow, and the most lines that one line of a text becomes."""

BEND = 0.18
"""How far an arrow bows out, as a share of its length."""

SHARES = (0.5, 0.4, 0.6, 0.32, 0.68, 0.25, 0.75)
"""How far along an arrow its label may stand, the first where it covers nothing."""

LETTER = (0.045, 0.1)
"""The width of a letter and the height of a line, in units of the picture."""

RIM = 0.08
"""The room between a node's text and its rim."""


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
    places, wide = _places(len(states)), len(states) > 2

    def draw(axes: Axes) -> None:
        axes.set_axis_off()
        axes.set_aspect("equal")
        axes.set_xlim(-1.9, 1.9)
        axes.set_ylim(-1.6 if wide else -0.6, 1.6 if wide else 0.9)
        texts = ["\n".join(_in_lines(line, LONGEST_LINE) for line in state.split("\n")) for state in states]
        named = enumerate(zip(texts, places, strict=True))
        nodes = [_node(axes, place, name, first=number == start) for number, (name, place) in named]
        figure = axes.get_figure(root=True)
        assert figure is not None
        figure.draw_without_rendering()
        taken = [Box(place, _half(name, RIM)) for name, place in zip(states, places, strict=True)]
        for (source, target), label in sorted(moves.items(), key=lambda move: move[0][0] != move[0][1]):
            text = _in_lines(label, LABEL)
            if source == target:
                stands = [_loop(axes, places[source], text)]
            else:
                ends = places[source], places[target]
                _arrow(axes, (nodes[source], nodes[target]), *ends)
                stands = _along(*ends)
            taken.append(first_free([Box(place, _half(text)) for place in stands], taken))
            _beside(axes, taken[-1].middle, text)

    called = [", ".join(name.split("\n")) for name in states]
    told = [] if start is None else [f"It starts at {called[start]}"]
    told += [f"From {called[one]} to {called[other]}: {label}" for (one, other), label in moves.items()]
    told += [] if moves else [f"No arrow leads from one of {listed(called)} to another"]
    return drawn(caption, draw, told, height=5.2 if wide else 2.8)


def _places(n: int) -> NDArray[np.float64]:
    """Return a place for each state, shape (n, 2): on an ellipse, the first on the left, then clockwise."""
    angles = np.pi - 2 * np.pi * np.arange(n) / n
    return np.column_stack([1.3 * np.cos(angles), 0.95 * np.sin(angles)])


def _node(axes: Axes, place: Place, name: str, *, first: bool) -> FancyBboxPatch | None:
    """Draw a node, and return its rim, which has its place once the figure has been laid out."""
    rim = {"boxstyle": "round,pad=0.5", "fc": "white", "ec": COLOURS[0], "lw": 2.4 if first else 1.2}
    return axes.text(place[0], place[1], name, ha="center", va="center", bbox=rim, zorder=3).get_bbox_patch()


def _in_lines(text: str, longest: int) -> str:
    """Return a text in a few lines that are not too long."""
    lines = wrap(drawable(text), longest) or [""]
    return "\n".join(short(line, longest) for line in lines[:MOST_LINES])


def _half(text: str, rim: float = 0.0) -> Place:
    """Return half the width and half the height of a text, shape (2,), about as large as it is drawn."""
    lines = text.split("\n")
    return np.array([LETTER[0] * max(map(len, lines)), LETTER[1] * len(lines)]) / 2 + rim


def _arrow(axes: Axes, rims: Sequence[FancyBboxPatch | None], source: Place, target: Place) -> None:
    """Draw an arrow from rim to rim."""
    shape = {"arrowstyle": "-|>", "color": SOFT, "connectionstyle": f"arc3,rad={BEND}", "shrinkA": 2, "shrinkB": 2}
    axes.annotate("", xy(target), xy(source), arrowprops={**shape, "patchA": rims[0], "patchB": rims[1]})


def _along(source: Place, target: Place) -> list[Place]:
    """Return places on an arrow where its label may stand, the middle first."""
    across = np.array([target[1] - source[1], source[0] - target[0]])
    bend = (source + target) / 2 + BEND * across
    return [(1 - t) ** 2 * source + 2 * t * (1 - t) * bend + t**2 * target for t in SHARES]


def _loop(axes: Axes, place: Place, text: str) -> Place:
    """Draw the arrow from a state to itself, away from the middle of the picture, and return where its text goes."""
    away = np.array([0.0, 1.0 if place[1] > -0.1 else -1.0])
    side = np.array([-away[1] * 0.13, 0.0])
    root = place + away * 0.16
    shape = {"arrowstyle": "-|>", "color": SOFT, "connectionstyle": "arc3,rad=-1.6", "shrinkA": 0, "shrinkB": 0}
    axes.annotate("", xy(root - side), xy(root + side), arrowprops=shape)
    return place + away * (0.4 + _half(text)[1])


def _beside(axes: Axes, place: Place, text: str) -> None:
    ground = {"boxstyle": "square,pad=0.15", "fc": "white", "ec": "none"}
    axes.text(place[0], place[1], text, ha="center", va="center", color=INK, fontsize=8, bbox=ground, zorder=4)
