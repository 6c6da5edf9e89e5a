"""Many states in rows, and the moves between them as arrows in the colour of whoever makes them.

A state stands the lower, the fewer moves lead from it to one of those where it rests, which stand in the lowest row. So
each state above has a move to the row below it, and only in the highest row may states be from which none lead there.
Within a row a state stands near those that it has moves to and from: a few sweeps over the rows move each to the mean
place of its neighbours (Sugiyama, Tagawa and Toda 1981).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import chain
from math import ceil
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ...games.text.labels import listed
from ..format.blocks import Figure
from .drawing import COLOURS, INK, colour, dash, drawn, short, xy

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Move = tuple[int, int]

MOST_IN_ROW = 9
"""States of a row; more stand in several rows, one below the other."""

SWEEPS = 8
"""Sweeps over the rows; more change the order within them no more, or go round in circles."""

BENDS = (0.12, -0.12, 0.25, -0.25, 0.4, -0.4)
"""How far an arrow bows out, as a share of its length, the first that leads it past all other nodes."""

WIDTH, ROW = 6.5, 0.9
"""The width of a figure and the height of a row, in inches."""

CLEAR = 0.22
"""How far an arrow stays away from the middle of a node that it passes, in inches."""


def layered_graph_figure(
    caption: str,
    states: Sequence[str],
    moves: Mapping[str, Collection[Move]],
    rests: Collection[int],
    start: int | None = None,
) -> Figure:
    """Draw a graph of many states.

    Parameters
    ----------
    states
        What stands in each node, in few letters.
    moves
        For each of those who move the moves that are drawn, from one state to another one, by their numbers.
    rests
        The states that stand in the lowest row, and are filled.
    start
        The state that is drawn with a thicker rim; None where there is no such state.
    """
    rows = graph_rows(len(states), {*chain.from_iterable(moves.values())}, rests)
    places = layered_places(rows)

    def draw(axes: Axes) -> None:
        axes.set_axis_off()
        axes.set_xlim(-MOST_IN_ROW / 2, MOST_IN_ROW / 2)
        axes.set_ylim(-0.6, len(rows) - 0.4)
        for number, own in enumerate(moves.values()):
            for move in sorted(own):
                _arrow(axes, places, move, number)
        for state, name in enumerate(states):
            _node(axes, places[state], name, filled=state in rests, first=state == start)
        _legend(axes, list(moves))

    told = [f"Filled: {listed(states[state] for state in sorted(rests)) or 'none'}"]
    told += [] if start is None else [f"The thick rim: {states[start]}"]
    told += [
        f"{who} moves {listed(f'from {states[one]} to {states[other]}' for one, other in sorted(own))}"
        for who, own in moves.items()
        if own
    ]
    return drawn(caption, draw, told, WIDTH, ROW * len(rows) + 0.7)


def graph_rows(count: int, moves: Collection[Move], rests: Collection[int]) -> list[list[int]]:
    """Return so many states row by row, the lowest row first, each row from left to right."""
    levels = _levels(count, moves, rests)
    alike = ([state for state in range(count) if levels[state] == level] for level in range(max(levels) + 1))
    rows = [part for states in alike for part in _parted(states)]
    neighbours: list[list[int]] = [[] for _ in range(count)]
    for one, other in moves:
        neighbours[one].append(other)
        neighbours[other].append(one)
    for _ in range(SWEEPS):
        for row in range(len(rows)):
            across = layered_places(rows)[:, 0]
            rows[row] = sorted(rows[row], key=lambda state: _mean(across, [state, *neighbours[state]]))
    return rows


def layered_places(rows: Sequence[Sequence[int]]) -> NDArray[np.float64]:
    """Return a place for each state, shape (m, 2), given the states of each row, from the lowest row up, 1 apart."""
    places = np.empty((sum(map(len, rows)), 2))
    for height, row in enumerate(rows):
        shift = 0.2 * (-1) ** height if len(row) < MOST_IN_ROW else 0.0  # or arrows over several rows hide behind nodes
        places[list(row), 0] = (np.arange(len(row)) - (len(row) - 1) / 2) * MOST_IN_ROW / max(len(row), 3) + shift
        places[list(row), 1] = height
    return places


def _mean(across: NDArray[np.float64], states: Sequence[int]) -> float:
    return float(across[states].mean())


def _levels(count: int, moves: Iterable[Move], rests: Collection[int]) -> list[int]:
    """Return how many moves lead from each state to one of the rests; one more than the most where none do."""
    before: list[list[int]] = [[] for _ in range(count)]
    for one, other in moves:
        before[other].append(one)
    level = dict.fromkeys(sorted(rests), 0)
    reached = list(level)
    for state in reached:
        for one in sorted(before[state]):
            if one not in level:
                level[one] = level[state] + 1
                reached.append(one)
    above = max(level.values(), default=-1) + 1
    return [level.get(state, above) for state in range(count)]


def _parted(states: Sequence[int]) -> list[list[int]]:
    """Return states in as many parts of like size as they need rows."""
    parts = ceil(len(states) / MOST_IN_ROW)
    return [list(map(int, part)) for part in np.array_split(states, parts)] if parts else []


def _arrow(axes: Axes, places: NDArray[np.float64], move: Move, player: int) -> None:
    source, target = (xy(places[state]) for state in move)
    shape = {
        "arrowstyle": "-|>",
        "color": colour(player),
        "linestyle": dash(player),
        "connectionstyle": f"arc3,rad={bend(places, move)}",
        "shrinkA": 10,
        "shrinkB": 10,
        "alpha": 0.8,
    }
    axes.annotate("", target, source, arrowprops=shape)


def bend(places: NDArray[np.float64], move: Move) -> float:
    """Return how far the arrow of a move bows out so that no other node lies on it, if any of `BENDS` does so."""
    inches = places * [WIDTH / MOST_IN_ROW, ROW]
    (start, end), others = inches[list(move)], np.delete(inches, move, axis=0)
    across = np.array([end[1] - start[1], start[0] - end[0]])
    along = np.linspace(0, 1, 21)[:, None]
    for rad in BENDS:
        middle = (start + end) / 2 + rad * across
        curve = (1 - along) ** 2 * start + 2 * along * (1 - along) * middle + along**2 * end
        if not len(others) or np.hypot(*(curve[:, None] - others).T).min() > CLEAR:
            return rad
    return BENDS[0]


def _node(axes: Axes, place: NDArray[np.float64], name: str, *, filled: bool, first: bool) -> None:
    rim = {"boxstyle": "circle,pad=0.35", "fc": "#dce6f1" if filled else "white", "ec": COLOURS[0]}
    own = {**rim, "lw": 2.4 if first else 1.0}
    axes.text(*xy(place), short(name), ha="center", va="center", bbox=own, zorder=3, color=INK)


def _legend(axes: Axes, names: Sequence[str]) -> None:
    from matplotlib.lines import Line2D

    handles = [
        Line2D([], [], color=colour(player), linestyle=dash(player), label=short(name))
        for player, name in enumerate(names)
    ]
    axes.legend(handles=handles, loc="lower center", bbox_to_anchor=(0.5, 1.0), ncols=min(len(names), 4))
