"""Charts: arrows in a square, bars with ranges, a map of cells, lines over an axis, areas in a plane."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ...games.numbers import counted, number, percent, whole_percent
from ...games.text.labels import listed
from ..format.blocks import Figure
from .drawing import (
    DASHES,
    INK,
    LINE,
    SOFT,
    area,
    colour,
    dash,
    drawable,
    drawn,
    in_two_lines,
    legend_below,
    legend_height,
    marker,
    pale,
    short,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes

LEGEND = 90
"""The most characters of a line of a name in a legend that has the whole width."""

MOST_ROWS, LONGEST_ROW = 10, 64
"""The most bars of a tornado that are read from the back of a room, and the most characters of their names."""

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

    places, middle = np.asarray(grid, dtype=np.float64), (len(steps) - 1) // 2
    told = [f"A cross stands at {_at(labels, point)}" for point in points]
    told += [
        f"At {_at(labels, (places[i], places[j]))}, the first {_turns(steps[j, i, 0])} and the second "
        f"{_turns(steps[j, i, 1])}"
        for j in dict.fromkeys((middle // 2, middle, len(steps) - 1 - middle // 2))
        for i in dict.fromkeys((middle // 2, middle, len(steps) - 1 - middle // 2))
    ]
    return drawn(caption, draw, told, width=4.6, height=4.6)


def _at(labels: tuple[str, str], point: Sequence[float]) -> str:
    return f"{labels[0]} {number(point[0])} and {labels[1]} {number(point[1])}"


def _turns(speed: float) -> str:
    return "rises" if speed > 0 else "falls" if speed < 0 else "stays"


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

    told = [f"{name}: {number(length)}" for name, length in zip(names, lengths, strict=True)]
    if ranges is not None:
        ends = np.asarray(ranges, dtype=np.float64)
        told = [f"{bar}, from {number(low)} to {number(high)}" for bar, (low, high) in zip(told, ends, strict=True)]
    return drawn(caption, draw, told, height=1.0 + _row_height(labels) * len(names))


def _row_height(labels: Sequence[str]) -> float:
    return 0.36 if any("\n" in label for label in labels) else 0.24


def tornado_figure(
    caption: str,
    names: Sequence[str],
    places: Sequence[float],
    changed: Sequence[Sequence[tuple[float, float]]],
) -> Figure:
    """Draw for each of the first names a bar over its range, about today's value, darker where the answer changes.

    Parameters
    ----------
    places
        Where in its range today's value of each lies, from 0 to 1.
    changed
        For each the stretches of its range, from 0 to 1, in which the answer is another.
    """
    labels = [short(name, LONGEST_ROW) for name in names[:MOST_ROWS]]

    def draw(axes: Axes) -> None:
        from matplotlib.patches import Patch

        for row, (place, stretches) in enumerate(zip(places[:MOST_ROWS], changed[:MOST_ROWS], strict=True)):
            axes.barh(row, 1, left=-place, color=LINE, height=0.7)
            for low, high in stretches:
                axes.barh(row, max(high - low, THINNEST), left=low - place, color=colour(1), height=0.7)
        axes.axvline(0, color=INK, linewidth=1)
        axes.set_yticks(np.arange(len(labels)), labels=labels)
        axes.invert_yaxis()
        axes.grid(visible=False, axis="y")
        axes.set_xlabel("from today's value, in shares of the range")
        handles = [Patch(facecolor=LINE, label="same answer"), Patch(facecolor=colour(1), label="another answer")]
        axes.legend(handles=handles, loc="lower center", bbox_to_anchor=(0.5, 1.0), ncols=2)

    told = [_moved_words(*each) for each in zip(names, places, changed, strict=True)]
    if len(names) > MOST_ROWS:
        caption = f"{caption}; the first {MOST_ROWS} of {counted(len(names))}"
    return drawn(caption, draw, told, width=8.0, height=1.0 + 0.25 * len(labels))


def _moved_words(name: str, place: float, stretches: Sequence[tuple[float, float]]) -> str:
    others = listed(
        f"from {percent(low)} to {percent(high)}" if low < high else f"at {percent(low)}" for low, high in stretches
    )
    where = f"another answer {others}" if others else "the same answer all over it"
    return f"{name}: today at {percent(place)} of its range, {where}"


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
    numbers, labels = np.asarray(classes), [in_two_lines(name, LEGEND) for name in names]
    edges = tuple(np.asarray(axis[1], dtype=np.float64) for axis in (x, y))

    def draw(axes: Axes) -> None:
        from matplotlib.collections import PolyCollection
        from matplotlib.colors import ListedColormap

        shades = ListedColormap([pale(place) for place in range(len(names))])
        axes.pcolormesh(*edges, np.ma.masked_less(numbers, 0), cmap=shades, vmin=-0.5, vmax=len(names) - 0.5)
        for place in range(len(names)):
            look: dict[str, Any] = {**area(place), "facecolor": "none"}
            axes.add_collection(PolyCollection(_runs(numbers == place, *edges), **look))
        axes.grid(visible=False)
        axes.set_xlabel(drawable(x[0]))
        axes.set_ylabel(drawable(y[0]))
        for place, label in enumerate(labels):
            axes.fill_between([], [], **area(place), label=label)
        legend_below(axes)

    told = [_spread_words(name, numbers == place, (x[0], y[0]), edges) for place, name in enumerate(names)]
    return drawn(caption, draw, told, height=3.4 + legend_height(labels))


def _spread_words(
    name: str, own: NDArray[np.bool_], axes: tuple[str, str], edges: tuple[NDArray[np.float64], ...]
) -> str:
    """Return how much of a map a class has, and between which values of both numbers it lies."""
    if not own.any():
        return f"{name}: nowhere"
    sizes = np.outer(*(np.diff(each) for each in reversed(edges)))
    ends = [np.flatnonzero(own.any(axis=place))[[0, -1]] for place in (0, 1)]
    spans = [
        f"{axis} from {number(values[first])} to {number(values[last + 1])}"
        for axis, values, (first, last) in zip(axes, edges, ends, strict=True)
    ]
    return f"{name}: {whole_percent(float(sizes[own].sum() / sizes.sum()))} of the map, {' and '.join(spans)}"


def _runs(
    own: NDArray[np.bool_], across: NDArray[np.float64], upwards: NDArray[np.float64]
) -> list[NDArray[np.float64]]:
    """Return the corners of a rectangle for each run of cells in a row, each of shape (4, 2)."""
    ends = np.diff(np.pad(own, ((0, 0), (1, 1))).astype(int), axis=1)
    rows, starts = np.nonzero(ends > 0)
    stops = np.nonzero(ends < 0)[1]
    return [
        np.array([[left, low], [right, low], [right, high], [left, high]])
        for left, right, low, high in zip(across[starts], across[stops], upwards[rows], upwards[rows + 1], strict=True)
    ]


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
        Values of x at which a dotted line stands.
    """

    def draw(axes: Axes) -> None:
        for place, (name, values) in enumerate(series.items()):
            look: dict[str, Any] = {"color": colour(place), "linestyle": dash(place), "linewidth": 1.6}
            signs: dict[str, Any] = {"marker": marker(place), "markevery": 0.12} if place >= len(DASHES) else {}
            axes.plot(x[1], values, label=short(name), **look, **signs)
        for mark in marks:
            axes.axvline(mark, color=SOFT, linestyle=":", linewidth=1.4)
        axes.set_xlabel(drawable(x[0]))
        axes.set_ylabel(drawable(y))
        if len(series) > 1:
            axes.legend(loc="center left", bbox_to_anchor=(1.0, 0.5))

    told = [course_words(name, np.asarray(x[1]), np.asarray(values)) for name, values in series.items()]
    told = [f"Over {x[0]}: {told[0]}", *told[1:]] if told else []
    if len(marks):
        told.insert(0, f"Dotted lines stand at {x[0]} {listed(map(number, marks))}")
    return drawn(caption, draw, told, height=max(3.6, 0.6 + 0.2 * len(series)))


def course_words(name: str, places: NDArray[Any], values: NDArray[Any]) -> str:
    """Return where a line begins and ends, and where between them it is lowest and highest."""
    first, last = (f"{number(values[k])} at {number(places[k])}" for k in (0, -1))
    words = [f"{name} goes from {first} to {last}"]
    for called, k in (("lowest", int(np.argmin(values))), ("highest", int(np.argmax(values)))):
        if values[k] not in (values[0], values[-1]):
            words.append(f"{called} {number(values[k])} at {number(places[k])}")
    return ", ".join(words)


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
            look: dict[str, Any] = {"color": colour(place), "linestyle": dash(place), "marker": marker(place)}
            axes.plot(*around.T, **look, linewidth=1.4, markersize=4, label=short(name))
        for name, point in points.items():
            x, y = np.asarray(point, dtype=np.float64)
            axes.plot(x, y, marker="x", color=INK, linestyle="none")
            axes.annotate(short(name), (x, y), xytext=(5, 4), textcoords="offset points")
        axes.set_xlabel(drawable(labels[0]))
        axes.set_ylabel(drawable(labels[1]))
        axes.legend(loc="center left", bbox_to_anchor=(1.0, 0.5))

    told = [f"{name} has the corners {_corners(vertices)}" for name, vertices in areas.items()]
    told = [*(f"{name} is at {_corners([point])}" for name, point in points.items()), *told]
    return drawn(caption, draw, [f"Places are given as ({labels[0]}, {labels[1]})", *told], height=4.2)


def _corners(vertices: Any) -> str:
    return listed(f"({number(x)}, {number(y)})" for x, y in np.asarray(vertices, dtype=np.float64))


def _around(vertices: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the vertices of a convex polygon in the order of their angles, the first once more at the end."""
    away = vertices - vertices.mean(axis=0)
    order = np.argsort(np.arctan2(away[:, 1], away[:, 0]), kind="stable")
    return vertices[[*order, order[0]]]
