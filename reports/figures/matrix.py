"""The payoff matrix as a picture: what each outcome is worth to whom, and where each player would move from it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from math import ceil, sqrt
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from ...games.text.labels import listed_apart
from ..format.blocks import Figure
from .drawing import INK, LINE, colour, drawn, in_two_lines, short

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.text import Text

MOST_ROWS = 6
"""The most actions of a player that are drawn."""

MOST_SLICES = 6

ROOM = 0.36
"""How far from the middle of a cell an arrow begins and ends."""

APART = 0.9
"""The room between the slices of a third player, in cells."""

ABOVE = 1.5
"""The room above a slice for what it is called, in rows."""

CELL = 1.5
"""The width of a cell, in inches."""

LETTERS, ENLARGED = 9, 1.05
"""The size of letters, in points, and for each inch of width, so that wide pictures can be read as well."""

LONGEST, FITTING = 18, 72
"""The most letters of a column's name, and how many of full size fit above all cells of a picture side by side."""

Profile = tuple[int, ...]


def drawable_shape(shape: Sequence[int]) -> bool:
    """Tell whether games of a shape have a picture: two players, or three with few choices of the third."""
    return len(shape) in (2, 3) and max(shape[:2]) <= MOST_ROWS and int(np.prod(shape[2:])) <= MOST_SLICES


def matrix_figure(
    players: Sequence[str],
    actions: Sequence[Sequence[str]],
    texts: Sequence[NDArray[np.object_]],
    gains: NDArray[np.float64],
    best: NDArray[np.bool_],
) -> Figure:
    """Draw a game of two players, or of three as slices, with arrows to where a player does better.

    Parameters
    ----------
    players, actions
        What they are called.
    texts
        For each player what stands in the cells, shape (m_1, .., m_n).
    gains
        The payoffs, shape (n, m_1, .., m_n); an arrow leads from an outcome to the next one in its row or column if
        that is better for the player who can move there.
    best
        Whether an action is a best reply, of the same shape: such a text is bold, a cell where all are has a frame.
    """
    shape = best.shape[1:]
    wide = shape[1] + APART
    slices = list(product(*map(range, shape[2:])))
    beside = ceil(sqrt(len(slices)))
    high = shape[0] + ABOVE - 0.4
    rows = ceil(len(slices) / beside)
    width = max(6.5, CELL * beside * wide)
    letters = max(LETTERS, ENLARGED * width)
    heads, size = _heads(actions[1], FITTING / (beside * wide))

    def draw(axes: Axes) -> None:
        above_columns: list[Text] = []
        for place, rest in enumerate(slices):
            left, top = place % beside * wide, place // beside * high
            for row, column in product(range(shape[0]), range(shape[1])):
                profile = (row, column, *rest)
                x, y = left + column, top + row
                _cell(axes, x, y, [own[profile] for own in texts], best[(slice(None), *profile)])
                if row + 1 < shape[0]:
                    _arrow(axes, (x, y), (x, y + 1), gains[0][row + 1, column, *rest] - gains[0][profile], colour(0))
                if column + 1 < shape[1]:
                    _arrow(axes, (x, y), (x + 1, y), gains[1][row, column + 1, *rest] - gains[1][profile], colour(1))
            above = short(f"{players[2]}: {actions[2][rest[0]]}") if rest else ""
            above_columns += _titles(axes, (left, top), heads, above)
            if left == 0:
                _sides(axes, top, actions[0])
        for text in axes.texts:
            text.set_fontsize(letters)
        for text in above_columns:
            text.set_fontsize(letters * size)
        axes.set_xlim(-0.6, beside * wide - APART - 0.4)
        axes.set_ylim(rows * high - ABOVE, -1.1)
        axes.axis("off")

    caption = (
        f"The payoffs, with {players[0]} in the rows and {players[1]} in the columns: in each cell from above those of "
        f"{listed_apart(players)}; bold is a best reply, a frame where all are; arrows lead to where the one who can "
        "move does better"
    )
    told = _told(players, actions, texts, best)
    return drawn(caption, draw, told, width, height=0.3 + 0.92 * rows * high)


def _told(
    players: Sequence[str],
    actions: Sequence[Sequence[str]],
    texts: Sequence[NDArray[np.object_]],
    best: NDArray[np.bool_],
) -> list[str]:
    """Say what each outcome pays and who would stay at it, those with a frame first."""
    outcomes = list(product(*map(range, best.shape[1:])))
    told = []
    for profile in sorted(outcomes, key=lambda each: not best[(slice(None), *each)].all()):
        replies = best[(slice(None), *profile)]
        names = ", ".join(own[action] for own, action in zip(actions, profile, strict=True))
        paid = ", ".join(f"{player} {own[profile]}" for player, own in zip(players, texts, strict=True))
        stays = "all" if replies.all() else listed_apart(np.array(players)[replies].tolist()) or "nobody"
        told.append(f"{names}: {paid}; a best reply of {stays}")
    return told


def _cell(axes: Axes, x: float, y: float, texts: Sequence[str], best: NDArray[np.bool_]) -> None:
    from matplotlib.patches import Rectangle

    frame = bool(best.all())
    axes.add_patch(
        Rectangle(
            (x - 0.4, y - 0.34),
            0.8,
            0.68,
            facecolor="white",
            edgecolor=INK if frame else LINE,
            linewidth=2 if frame else 1,
        )
    )
    for place, (text, reply) in enumerate(zip(texts, best, strict=True)):
        height = y + (place - (len(texts) - 1) / 2) * 0.2
        axes.text(
            x, height, text, ha="center", va="center", color=colour(place), fontweight="bold" if reply else "normal"
        )


def _arrow(axes: Axes, start: tuple[float, float], end: tuple[float, float], gain: float, shade: str) -> None:
    """Draw an arrow in the gap between two cells, towards the better one; nothing where both pay the same."""
    if gain == 0:
        return
    (x, y), (u, v) = (start, end) if gain > 0 else (end, start)
    right, down = ROOM * (u - x), ROOM * (v - y)
    style = {"arrowstyle": "-|>", "color": shade, "linewidth": 1.4, "shrinkA": 0, "shrinkB": 0}
    axes.annotate("", (u - right, v - down), (x + right, y + down), arrowprops=style)


def _heads(names: Sequence[str], room: float) -> tuple[list[str], float]:
    """Return names of columns as they stand above cells with room for so many letters, and their share of full size."""
    heads = [short(name, LONGEST) for name in names]
    if max(map(len, heads)) <= room:
        return heads, 1.0
    heads = [in_two_lines(name, max(LONGEST * 2 // 3, int(room))) for name in names]
    longest = max(len(line) for head in heads for line in head.splitlines())
    return heads, min(1.0, room / longest)


def _titles(axes: Axes, place: tuple[float, float], heads: Sequence[str], above: str) -> list[Text]:
    """Write the names of the columns, which are returned, and above them what the slice is."""
    left, top = place
    middle, higher = left + (len(heads) - 1) / 2, 0.15 * max(head.count("\n") for head in heads)
    look: dict[str, Any] = {"ha": "center", "va": "bottom", "fontweight": "bold"}
    axes.text(middle, top - 0.85 - higher, above, color=colour(2), **look)
    return [axes.text(left + column, top - 0.5, head, color=colour(1), **look) for column, head in enumerate(heads)]


def _sides(axes: Axes, top: float, actions: Sequence[str]) -> None:
    for row, name in enumerate(actions):
        axes.text(-0.6, top + row, short(name, 24), ha="right", va="center", fontweight="bold", color=colour(0))
