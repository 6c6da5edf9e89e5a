"""A map over two numbers: which class each cell belongs to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike

from ..format.blocks import Figure
from .drawing import LINE, colour, drawn, short

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def cells_figure(
    caption: str, x: tuple[str, ArrayLike], y: tuple[str, ArrayLike], classes: ArrayLike, names: Sequence[str]
) -> Figure:
    """Draw the classes of the cells of a grid.

    Parameters
    ----------
    x, y
        What each axis shows, and the edges of its cells, shapes (k + 1,) and (l + 1,), increasing.
    classes
        The number of the class of each cell, shape (l, k); -1 where a cell is empty, which stays white.
    names
        The classes.
    """
    numbers = np.ma.masked_less(np.asarray(classes), 0)

    def draw(axes: Axes) -> None:
        from matplotlib.colors import ListedColormap
        from matplotlib.patches import Patch

        shades = [colour(place) for place in range(len(names))]
        axes.pcolormesh(x[1], y[1], numbers, cmap=ListedColormap(shades), vmin=-0.5, vmax=len(names) - 0.5)
        axes.grid(visible=False)
        axes.set_xlabel(x[0])
        axes.set_ylabel(y[0])
        patches = [
            Patch(facecolor=shade, edgecolor=LINE, label=short(name)) for shade, name in zip(shades, names, strict=True)
        ]
        axes.legend(handles=patches, loc="upper center", bbox_to_anchor=(0.5, -0.14))

    return drawn(caption, draw, height=4.0 + 0.2 * len(names))
