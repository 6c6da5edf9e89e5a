"""Which way two numbers between 0 and 1 move, as arrows in the square, such as the shares of two populations."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike

from ..format.blocks import Figure
from .drawing import INK, colour, drawn

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def arrows_figure(
    caption: str,
    labels: tuple[str, str],
    grid: ArrayLike,
    moves: ArrayLike,
    points: Sequence[tuple[float, float]] = (),
) -> Figure:
    """Draw an arrow of one length at each place of a grid, paler where the move is slower.

    Parameters
    ----------
    labels
        What the two axes show.
    grid
        The places along both axes, shape (k,).
    moves
        The velocities, shape (k, k, 2): moves[j, i] is that at (grid[i], grid[j]).
    points
        Places that are marked with a cross.
    """
    steps = np.asarray(moves, dtype=np.float64)
    speed = np.hypot(steps[..., 0], steps[..., 1])
    unit = np.moveaxis(steps / np.where(speed > 0, speed, 1)[..., np.newaxis], -1, 0)
    shade = 0.25 + 0.75 * speed / (speed.max() or 1)

    def draw(axes: Axes) -> None:
        axes.quiver(grid, grid, *unit, color=colour(0), alpha=shade.ravel(), pivot="mid", scale=22, width=0.004)
        for point in points:
            axes.plot(*point, marker="x", color=INK, markersize=8, markeredgewidth=2, clip_on=False)
        axes.set_xlim(0, 1)
        axes.set_ylim(0, 1)
        axes.set_aspect("equal")
        axes.grid(visible=False)
        axes.set_xlabel(labels[0])
        axes.set_ylabel(labels[1])

    return drawn(caption, draw, width=4.6, height=4.6)
