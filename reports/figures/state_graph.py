"""States as nodes on a circle, and the moves between them as arrows: automata, invasions, rungs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from textwrap import wrap
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ...games.text.labels import listed
from ..format.blocks import Figure
from .drawing import COLOURS, INK, SOFT, Box, drawable, drawn, short, xy

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.patches import FancyBboxPatch

Place = NDArray[np.float64]
Move = tuple[int, int]

WIDTH, HEIGHT = 7.7, 3.45
"""The size of a figure in inches, with which letters have 14 points on a slide. Places are inches from its middle."""

LONGEST_LINE, LABEL, MOST_LINES = 40, 32, 3
"""The most characters of a line in a node and beside an arrow, and the most lines that one line of a text becomes."""

BEND = 0.25
"""How far an arrow bows out, as a share of its length."""

SHARES = (0.5, 0.45, 0.55, 0.4, 0.6, 0.35, 0.65, 0.3, 0.7, 0.25, 0.75, 0.2, 0.8)
"""How far along an arrow its label may stand, the first where it covers nothing."""

LETTER = (0.064, 0.15)
"""The width of a letter and the height of a line."""

RIM, APART, LOOP = 0.07, 0.05, 0.3
"""The room between a node's text and its rim, that around a label, the height of an arrow from a state to itself."""

ROUNDS = 4
"""How often each label is placed anew; more change nothing."""


def state_graph_figure(
    caption: str, states: Sequence[str], moves: Mapping[Move, str], start: int | None = None
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
    places, height = _places(len(states)), HEIGHT if len(states) > 2 else 2 * HEIGHT / 3

    def draw(axes: Axes) -> None:
        axes.set_axis_off()
        axes.set_xlim(-WIDTH / 2, WIDTH / 2)
        axes.set_ylim(-height / 2, height / 2)
        texts = ["\n".join(_in_lines(line, LONGEST_LINE) for line in state.split("\n")) for state in states]
        named = enumerate(zip(texts, places, strict=True))
        nodes = [_node(axes, place, name, first=number == start) for number, (name, place) in named]
        figure = axes.get_figure(root=True)
        assert figure is not None
        figure.set_layout_engine("none")
        axes.set_position((0, 0, 1, 1))
        figure.draw_without_rendering()
        rooms = [Box(place, _half(text, RIM)) for text, place in zip(texts, places, strict=True)]
        labels = {move: _in_lines(label, LABEL) for move, label in moves.items()}
        for (source, target), box in label_places(rooms, labels, height).items():
            if source == target:
                _loop(axes, rooms[source])
            else:
                _arrow(axes, (nodes[source], nodes[target]), places[source], places[target])
            _beside(axes, box.middle, labels[source, target])

    called = [", ".join(name.split("\n")) for name in states]
    told = [] if start is None else [f"It starts at {called[start]}"]
    told += [f"From {called[one]} to {called[other]}: {label}" for (one, other), label in moves.items()]
    told += [] if moves else [f"No arrow leads from one of {listed(called)} to another"]
    return drawn(caption, draw, told, WIDTH, height)


def _places(n: int) -> NDArray[np.float64]:
    """Return a place for each state, shape (n, 2): on an ellipse, the first on the left, then clockwise."""
    angles = np.pi - 2 * np.pi * np.arange(n) / n
    return np.column_stack([2.9 * np.cos(angles), 1.1 * np.sin(angles)])


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


def _curve(source: Place, target: Place, shares: Sequence[float] = tuple(np.linspace(0.05, 0.95, 37))) -> Place:
    """Return places along an arrow, shape (shares, 2)."""
    across, along = np.array([target[1] - source[1], source[0] - target[0]]), np.array(shares)[:, None]
    bend = (source + target) / 2 + BEND * across
    return (1 - along) ** 2 * source + 2 * along * (1 - along) * bend + along**2 * target


def label_places(nodes: Sequence[Box], labels: Mapping[Move, str], height: float) -> dict[Move, Box]:
    """Return where each label stands: each in turn where it covers the least of nodes, other labels and arrows."""
    arrows = {move: _way(nodes, move) for move in labels}
    stands = {move: [_within(box, height) for box in _stands(nodes, move, text)] for move, text in labels.items()}
    chosen: dict[Move, Box] = {}
    for move in [*labels] * ROUNDS:
        chosen.pop(move, None)
        others = [way for own, way in arrows.items() if own != move or own[0] == own[1]]
        chosen[move] = _freest(stands[move], [*nodes, *chosen.values()], others)
    return {move: chosen[move] for move in labels}


def _way(nodes: Sequence[Box], move: Move) -> Place:
    """Return places along the arrow of a move, shape (m, 2)."""
    source, target = (nodes[state] for state in move)
    if source is not target:
        return _curve(source.middle, target.middle)
    root, side, up = _root(source)
    return np.array([root + side * t + up * LOOP * (1 - t**2) for t in np.linspace(-1, 1, 9)])


def _stands(nodes: Sequence[Box], move: Move, text: str) -> list[Box]:
    """Return where the label of a move may stand, what suits it best first."""
    (source, target), half = (nodes[state] for state in move), _half(text, APART)
    if source is not target:
        return [Box(place, half) for place in _curve(source.middle, target.middle, SHARES)]
    root, side, up = _root(source)
    beside, middle = np.array([abs(side[0]) + half[0], 0.0]), up * LOOP / 2
    above = up * (LOOP + half[1])
    return [Box(root + away, half) for away in (middle + beside, middle - beside, above)]


def _within(box: Box, height: float) -> Box:
    """Return a box moved into a picture of a height, as far as it sticks out."""
    room = np.maximum(np.array([WIDTH, height]) / 2 - box.half, 0)
    return Box(np.clip(box.middle, -room, room), box.half)


def _freest(boxes: Sequence[Box], taken: Sequence[Box], ways: Sequence[Place]) -> Box:
    """Return the box that covers the least of the boxes that are taken, and of those the fewest arrows."""

    def covered(box: Box) -> tuple[float, int]:
        arrows = (bool((np.abs(way - box.middle) < box.half).all(axis=1).any()) for way in ways)
        return sum(_shared(box, other) for other in taken), sum(arrows)

    return min(boxes, key=covered)


def _shared(box: Box, other: Box) -> float:
    """Return the area of the part that two boxes share."""
    low = np.maximum(box.middle - box.half, other.middle - other.half)
    high = np.minimum(box.middle + box.half, other.middle + other.half)
    return float(np.maximum(high - low, 0).prod())


def _root(node: Box) -> tuple[Place, Place, Place]:
    """Return where the arrow from a state to itself stands, half of what it spans, and the way it goes up, length 1."""
    away = 1.0 if node.middle[1] > -0.1 else -1.0
    up = np.array([0.0, away])
    return node.middle + up * (node.half[1] + 0.07), np.array([-away * 0.2, 0.0]), up


def _loop(axes: Axes, node: Box) -> None:
    """Draw the arrow from a state to itself, away from the middle of the picture."""
    root, side, _ = _root(node)
    shape = {"arrowstyle": "-|>", "color": SOFT, "connectionstyle": "arc3,rad=-1.3", "shrinkA": 0, "shrinkB": 0}
    axes.annotate("", xy(root - side), xy(root + side), arrowprops=shape)


def _beside(axes: Axes, place: Place, text: str) -> None:
    ground = {"boxstyle": "square,pad=0.1", "fc": "white", "ec": "none"}
    axes.text(place[0], place[1], text, ha="center", va="center", color=INK, bbox=ground, zorder=4)
