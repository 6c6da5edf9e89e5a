"""Mixes of orders between the orders: a tetrahedron of four, laid flat."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from ...games.arrays import Floats
from ...games.numbers import percent
from ..format.blocks import Figure
from .drawing import LINE, SOFT, Box, colour, drawable, drawn, first_free, marker, short, xy

if TYPE_CHECKING:
    from matplotlib.axes import Axes

EDGE = 0.86
"""How far from the middle a picture of four corners goes, with room for their names."""

NAMES = 0.15
"""How much room there is for names beyond the corners of another number of orders."""

FURTHEST = 1.05
"""How far from the middle names of points reach."""

SAME = 0.04
"""Points nearer to each other are drawn inside one another."""

BESIDE = 0.07
"""How far from its point a name begins."""

LETTER = (0.038, 0.09)
"""The width of a letter and the height of a line, in units of the picture."""

THIN = 0.02
"""A share below which a mix of four orders lies on the face between the three others."""

FACE_PLACES = ((1.3, 0.56), (1.3, -0.02), (1.3, -0.6))
"""Where the middles of three faces stand beside the picture of four corners."""

FACE_REACH = 0.26
"""How far the corners of a face are from its middle."""

TRIANGLES = tuple(
    np.array(
        [
            [x + FACE_REACH * np.cos(turn), y + FACE_REACH * np.sin(turn)]
            for turn in np.pi * np.array([1 / 2, 7 / 6, 11 / 6])
        ]
    )
    for x, y in FACE_PLACES
)
"""The corners of the faces, the first on top; each of shape (3, 2)."""

FACE_NAMES = ((0.0, 0.05), (0.0, -0.075), (0.0, -0.075))
"""How far from its corner the name of each order stands."""


class Face(NamedTuple):
    """A face of four corners: its three orders by their places, where they stand, and who lies on it."""

    orders: tuple[int, ...]
    corners: Floats
    members: tuple[int, ...]

    def places(self, shares: Floats) -> Floats:
        """Return where mixes of all orders stand on the face, whose orders they have together; shape (m, 2)."""
        own = shares[:, self.orders]
        return own / own.sum(axis=1, keepdims=True) @ self.corners


def faces_of(shares: Floats, sizes: Floats) -> list[Face]:
    """Return the three faces of four corners on which most lies, the fullest first; none of other corners.

    Parameters
    ----------
    shares, sizes
        Of each state, shapes (n, K) and (n,). It lies on the face without an order of which it has less than `THIN`.
    """
    if shares.shape[1] != 4:
        return []
    thin = shares < THIN
    fullest = [int(order) for order in np.argsort(-(sizes @ thin), kind="stable") if thin[:, order].any()]
    return [
        Face(
            tuple(order for order in range(4) if order != left_out),
            triangle,
            tuple(np.flatnonzero(thin[:, left_out]).tolist()),
        )
        for left_out, triangle in zip(fullest, TRIANGLES, strict=False)
    ]


def corners_of(count: int) -> Floats:
    """Return where the orders stand, on a circle, the first at the upper left; shape (K, 2)."""
    angles = 0.75 * np.pi - 2 * np.pi * np.arange(count) / count
    return np.stack([np.cos(angles), np.sin(angles)], axis=1)


def frame(axes: Axes, corners: Floats, orders: Sequence[str]) -> None:
    """Draw the corners with their names, the lines between them and nothing else."""
    axes.plot(*np.concatenate([corners, corners[:1]]).T, color=LINE)
    for corner, name in zip(corners, orders, strict=True):
        beyond = np.array([0.08 * corner[0], np.copysign(max(0.1, 0.08 * abs(corner[1])), corner[1])])
        axes.annotate(short(name), xy(corner + beyond), ha="center", va="center", color=SOFT)
    reach = max(EDGE, float(np.abs(corners).max()) + NAMES)
    axes.set_xlim(-reach, reach)
    axes.set_ylim(-reach, reach)
    axes.set_aspect("equal")
    axes.axis("off")


def mixes_figure(orders: Sequence[str], mixes: Mapping[str, Sequence[float]]) -> Figure:
    """Draw what each actor follows, as a point between the orders: the nearer to one, the more of it.

    Parameters
    ----------
    mixes
        By the label of each actor, its share of each of the orders.
    """
    corners, called = corners_of(len(orders)), [order.replace("_", " ") for order in orders]
    places = {label: np.asarray(shares, dtype=float) @ corners for label, shares in mixes.items()}

    def draw(axes: Axes) -> None:
        frame(axes, corners, called)
        for one in range(len(corners)):
            for other in range(one):
                axes.plot(*np.stack([corners[one], corners[other]], axis=1), color=LINE, linewidth=0.8)
        known = list(places.values())
        taken = [_box(text.get_text(), *text.get_position()) for text in axes.texts]
        taken += [_box("o", x, y) for x, y in known]
        for number, (label, place) in enumerate(places.items()):
            hidden = sum(np.hypot(*(other - place)) < SAME for other in known[number + 1 :])
            look: dict[str, Any] = {"marker": marker(number), "color": colour(number), "linestyle": "none"}
            axes.plot(*place, **look, markersize=9 + 5 * hidden, markerfacecolor="none" if hidden else colour(number))
            name = drawable(label)
            box = _beside(name, place, taken)
            side, toward = (BESIDE, "left") if box.middle[0] > place[0] else (-BESIDE, "right")
            axes.text(place[0] + side, box.middle[1], name, ha=toward, va="center")
            taken.append(box)

    told = [f"{label}: {mix_words(called, shares)}" for label, shares in mixes.items()]
    caption = "What each follows: a point lies nearer to the orders that it has more of"
    return drawn(caption, draw, told, width=5.0, height=3.8)


def _box(text: str, x: float, y: float) -> Box:
    """Return what a line takes of the picture, about its middle."""
    return Box(np.array([x, y]), np.array([LETTER[0] * len(text), LETTER[1]]) / 2)


def _beside(text: str, place: Floats, taken: Sequence[Box]) -> Box:
    """Return where the name of a point stands: right of it if it covers nothing there, else left, above or below."""
    aside = BESIDE + LETTER[0] * len(text) / 2
    heights = [step * LETTER[1] for step in (0, 1, -1, 2, -2, 3, -3)]
    tried = [_box(text, place[0] + side * aside, place[1] + height) for height in heights for side in (1, -1)]
    return first_free([box for box in tried if abs(box.middle[0]) + box.half[0] < FURTHEST] or tried, taken)


def mix_words(orders: Sequence[str], shares: Iterable[float]) -> str:
    """Return the shares of at least a hundredth, the largest first."""
    ranked = sorted(zip(shares, orders, strict=True), key=lambda pair: -pair[0])
    return ", ".join(f"{percent(share)} {order}" for share, order in ranked if share >= 0.01)
