"""Sets of payoffs of two players, as areas in the plane."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ..format.blocks import Figure
from .drawing import INK, colour, drawn

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def polygons_figure(
    caption: str, labels: tuple[str, str], areas: Mapping[str, ArrayLike], points: Mapping[str, ArrayLike]
) -> Figure:
    """Draw convex sets and single points of the plane.

    Parameters
    ----------
    labels
        What the two axes show.
    areas
        For each name in the legend the vertices of its set, shape (k, 2), in any order; k may be 1 or 2.
    points
        For each name written beside it a point, shape (2,).
    """

    def draw(axes: Axes) -> None:
        for place, (name, vertices) in enumerate(areas.items()):
            around = _around(np.asarray(vertices, dtype=np.float64))
            axes.fill(*around.T, color=colour(place), alpha=0.18, linewidth=0)
            axes.plot(*around.T, color=colour(place), linewidth=1.4, marker="o", markersize=3, label=name)
        for name, point in points.items():
            x, y = np.asarray(point, dtype=np.float64)
            axes.plot(x, y, marker="x", color=INK, linestyle="none")
            axes.annotate(name, (x, y), xytext=(5, 4), textcoords="offset points")
        axes.set_xlabel(labels[0])
        axes.set_ylabel(labels[1])
        axes.legend(loc="center left", bbox_to_anchor=(1.0, 0.5))

    return drawn(caption, draw, height=4.2)


def _around(vertices: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the vertices of a convex polygon in the order of their angles, the first once more at the end."""
    away = vertices - vertices.mean(axis=0)
    order = np.argsort(np.arctan2(away[:, 1], away[:, 0]), kind="stable")
    return vertices[[*order, order[0]]]
