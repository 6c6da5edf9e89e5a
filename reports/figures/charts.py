"""Charts: arrows in a square, bars with ranges, a map of cells, lines over an axis, areas in a plane."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ..format.blocks import Figure
from .drawing import INK, LINE, colour, drawable, drawn, in_two_lines, short

if TYPE_CHECKING:
    from matplotlib.axes import Axes

THINNEST = 0.004
"""The least width of a stretch, as a share of a range, so that a single point is seen."""


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
        axes.set_xlabel(drawable(labels[0]))
        axes.set_ylabel(drawable(labels[1]))

    return drawn(caption, draw, width=4.6, height=4.6)


def bars_figure(
    caption: str, names: Sequence[str], values: ArrayLike, meaning: str, ranges: ArrayLike | None = None
) -> Figure:
    """Draw one bar for each name, the first on top.

    Parameters
    ----------
    values
        The lengths of the bars, shape (k,).
    meaning
        What the bars measure.
    ranges
        The lowest and the highest plausible value of each bar, shape (k, 2).
    """
    lengths = np.asarray(values, dtype=np.float64)
    labels = [in_two_lines(name) for name in names]

    def draw(axes: Axes) -> None:
        axes.barh(np.arange(len(names)), lengths, color=colour(0), height=0.7)
        if ranges is not None:
            around = np.abs(np.asarray(ranges, dtype=np.float64).T - lengths)
            axes.errorbar(lengths, np.arange(len(names)), xerr=around, fmt="none", ecolor=INK, capsize=2)
        axes.set_yticks(np.arange(len(names)), labels=labels)
        axes.invert_yaxis()
        axes.grid(visible=False, axis="y")
        axes.set_xlabel(drawable(meaning))

    return drawn(caption, draw, height=1.0 + _row_height(labels) * len(names))


def _row_height(labels: Sequence[str]) -> float:
    return 0.36 if any("\n" in label for label in labels) else 0.24


def tornado_figure(
    caption: str,
    names: Sequence[str],
    places: Sequence[float],
    changed: Sequence[Sequence[tuple[float, float]]],
) -> Figure:
    """Draw for each name a bar over its range, about today's value, in another colour where the answer changes.

    Parameters
    ----------
    places
        Where in its range today's value of each lies, from 0 to 1.
    changed
        For each the stretches of its range, from 0 to 1, in which the answer is another.
    """
    labels = [in_two_lines(name) for name in names]

    def draw(axes: Axes) -> None:
        from matplotlib.patches import Patch

        for number, (place, stretches) in enumerate(zip(places, changed, strict=True)):
            axes.barh(number, 1, left=-place, color=LINE, height=0.7)
            for low, high in stretches:
                axes.barh(number, max(high - low, THINNEST), left=low - place, color=colour(1), height=0.7)
        axes.axvline(0, color=INK, linewidth=1)
        axes.set_yticks(np.arange(len(names)), labels=labels)
        axes.invert_yaxis()
        axes.grid(visible=False, axis="y")
        axes.set_xlabel("from today's value, in shares of the range")
        handles = [Patch(facecolor=LINE, label="same answer"), Patch(facecolor=colour(1), label="another answer")]
        axes.legend(handles=handles, loc="lower center", bbox_to_anchor=(0.5, 1.0), ncols=2)

    return drawn(caption, draw, height=1.4 + _row_height(labels) * len(names))


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
        axes.set_xlabel(drawable(x[0]))
        axes.set_ylabel(drawable(y[0]))
        patches = [
            Patch(facecolor=shade, edgecolor=LINE, label=short(name)) for shade, name in zip(shades, names, strict=True)
        ]
        axes.legend(handles=patches, loc="upper center", bbox_to_anchor=(0.5, -0.14))

    return drawn(caption, draw, height=4.0 + 0.2 * len(names))


def lines_figure(
    caption: str, x: tuple[str, ArrayLike], y: str, series: Mapping[str, ArrayLike], marks: Sequence[float] = ()
) -> Figure:
    """Draw one line for each series.

    Parameters
    ----------
    x
        What the axis shows, and its values, shape (k,).
    y
        What the lines show.
    series
        For each name in the legend its values, shape (k,).
    marks
        Values of x at which a dashed line stands.
    """

    def draw(axes: Axes) -> None:
        for place, (name, values) in enumerate(series.items()):
            axes.plot(x[1], values, label=short(name), color=colour(place), linewidth=1.6)
        for mark in marks:
            axes.axvline(mark, color=colour(len(series)), linestyle="--", linewidth=1)
        axes.set_xlabel(drawable(x[0]))
        axes.set_ylabel(drawable(y))
        if len(series) > 1:
            axes.legend(loc="center left", bbox_to_anchor=(1.0, 0.5))

    return drawn(caption, draw, height=max(3.6, 0.6 + 0.2 * len(series)))


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
            axes.plot(*around.T, color=colour(place), linewidth=1.4, marker="o", markersize=3, label=short(name))
        for name, point in points.items():
            x, y = np.asarray(point, dtype=np.float64)
            axes.plot(x, y, marker="x", color=INK, linestyle="none")
            axes.annotate(short(name), (x, y), xytext=(5, 4), textcoords="offset points")
        axes.set_xlabel(drawable(labels[0]))
        axes.set_ylabel(drawable(labels[1]))
        axes.legend(loc="center left", bbox_to_anchor=(1.0, 0.5))

    return drawn(caption, draw, height=4.2)


def _around(vertices: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the vertices of a convex polygon in the order of their angles, the first once more at the end."""
    away = vertices - vertices.mean(axis=0)
    order = np.argsort(np.arctan2(away[:, 1], away[:, 0]), kind="stable")
    return vertices[[*order, order[0]]]
