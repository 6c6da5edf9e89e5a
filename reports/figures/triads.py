"""The strategic triangle as a picture: three players and the signs of their ties, for several outcomes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from ...games.text.labels import listed
from ...games.ties.strategic_triangle import Triad
from ..format.blocks import Figure
from .drawing import INK, SOFT, colour, drawn, short

if TYPE_CHECKING:
    from matplotlib.axes import Axes

SIDES = ((0, 1), (0, 2), (1, 2))
CORNERS = ((0.0, 0.9), (-0.8, -0.4), (0.8, -0.4))
WIDE = 3.0
"""From the middle of a triangle to that of the next."""


def triads_figure(caption: str, players: Sequence[str], triads: Mapping[str, Triad]) -> Figure:
    """Draw a triangle for each outcome by its title: amity a solid line with +, enmity a broken one with -."""

    def draw(axes: Axes) -> None:
        for place, (title, triad) in enumerate(triads.items()):
            _triangle(axes, place * WIDE, title, players, triad)
        axes.set_xlim(-WIDE / 2, WIDE * (len(triads) - 0.5))
        axes.set_ylim(-1.2, 2.0)
        axes.set_aspect("equal")
        axes.axis("off")

    told = [f"{title}: {triad.pattern}, {_ties_words(players, triad)}" for title, triad in triads.items()]
    return drawn(caption, draw, told, width=max(3.0, 2.4 * len(triads)), height=2.6)


def _ties_words(players: Sequence[str], triad: Triad) -> str:
    pairs = zip(SIDES, triad.signs, strict=True)
    return listed(f"{'amity' if sign > 0 else 'enmity'} of {players[i]} and {players[j]}" for (i, j), sign in pairs)


def _triangle(axes: Axes, left: float, title: str, players: Sequence[str], triad: Triad) -> None:
    for (one, other), sign in zip(SIDES, triad.signs, strict=True):
        (x, y), (u, v) = CORNERS[one], CORNERS[other]
        friends = sign > 0
        axes.plot(
            [left + x, left + u],
            [y, v],
            color=colour(0 if friends else 1),
            linewidth=2.5,
            linestyle="-" if friends else "--",
        )
        box = {"facecolor": "white", "edgecolor": "none", "pad": 1.0}
        middle = left + (x + u) / 2, (y + v) / 2
        sign_of_tie = "+" if friends else "-"
        axes.text(*middle, sign_of_tie, ha="center", va="center", fontsize=18, fontweight="bold", bbox=box)
    for (x, y), name in zip(CORNERS, players, strict=True):
        above = y > 0
        axes.plot(left + x, y, marker="o", markersize=9, color=INK)
        axes.text(
            left + x, y + (0.16 if above else -0.16), short(name, 16), ha="center", va="bottom" if above else "top"
        )
    axes.text(left, 1.75, short(title, 34), ha="center", va="bottom", fontweight="bold")
    axes.text(left, 1.45, triad.pattern, ha="center", va="bottom", color=SOFT)
