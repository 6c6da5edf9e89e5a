"""Mixes drawn from their intervals, and in how many of the worlds so drawn the sentences of a counterfactual hold.

Each corner of a state lies anywhere between the ends of its interval, all alike; shares are then divided by their sum.
What a change replaces is not drawn: a state that is given an identity has that one in every draw.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np

from ...games.arrays import Floats
from ...games.orders.rows import ORDER_NAMES
from ...games.world.catalogue import CORNERS, anchored
from ...games.world.setting import WorldSetting
from ...games.world.world import World
from ...solvers.world.solution import WorldSolution
from ...solvers.world.steps import stepped
from ..sweep.points.unit_points import uniforms

DRAWS = 200

_SAME = 1e-9


class DrawnSentence(NamedTuple):
    """A sentence of a counterfactual, and the share of the worlds drawn in which it holds."""

    sentence: str
    share: float


def drawn_identities(setting: WorldSetting, seed: int, start: int, stop: int) -> Floats:
    """Return the identities of draws start, .., stop - 1, shape (draws, n, K); those without intervals as they are."""
    world, intervals = setting.world, setting.intervals
    places = [place for place, code in enumerate(world.states) if code in intervals]
    ends = np.array([[intervals[world.states[p]][corner] for corner in CORNERS] for p in places], dtype=float)
    shares = uniforms(seed, start, stop, ends[..., 0].size).reshape(stop - start, *ends.shape[:2])
    corners = ends[..., 0] + (ends[..., 1] - ends[..., 0]) * shares
    theta = np.repeat(world.decimals.theta[None], stop - start, axis=0)
    theta[:, places] = corners / corners.sum(axis=2, keepdims=True) @ _anchors(world)
    return theta


def drawn_sentences(setting: WorldSetting, before: WorldSolution, after: WorldSolution) -> tuple[DrawnSentence, ...]:
    """Return the sentences that hold of the change from one solution to another, with their shares of `DRAWS` draws.

    They say of each order whether there is more or less of it in the world, which leads there, who moves most (weighed
    by size), and what comes to lead in which state. None where no mix has an interval, or where one equilibrium is not
    proven.
    """
    drawn_from = setting.intervals.keys() & set(before.world.states)
    if before.unique is None or after.unique is None or not drawn_from:
        return ()
    kept = [before.world.states.index(state) for state in after.world.states]
    theta = before.world.decimals.theta
    shift = drawn_identities(setting, 0, 0, DRAWS) - theta
    same = (after.world.decimals.theta == theta[kept]).all(axis=1, keepdims=True)
    worlds = (before.world, after.world, kept)
    here = _moves(*worlds, _floats(before)[None], _floats(after)[None])
    drawn = _moves(*worlds, _practices(before, shift), _practices(after, shift[:, kept] * same))
    return tuple(DrawnSentence(words, float(holds.mean())) for words, holds in _sentences(setting, after, here, drawn))


class _Moves(NamedTuple):
    """What changes in draws: the world's weights (draws, K), what leads there, who moves most, what leads in states."""

    change: Floats
    leading: Any
    mover: Any
    first: Any
    last: Any


def _moves(before: World, after: World, kept: list[int], one: Floats, other: Floats) -> _Moves:
    weights = after.decimals.size @ other
    moved = np.sqrt(((other - one[:, kept]) ** 2).sum(axis=2)) * after.decimals.size
    mover = np.where(moved.max(axis=1) > _SAME, moved.argmax(axis=1), -1)
    leads = (each.argmax(axis=2) for each in (one[:, kept], other))
    return _Moves(weights - before.decimals.size @ one, weights.argmax(axis=1), mover, *leads)


def _sentences(setting: WorldSetting, after: WorldSolution, here: _Moves, drawn: _Moves) -> Iterator[tuple[str, Any]]:
    """Go through the sentences that hold here, with the draws in which they do."""
    orders, states = after.world.orders, after.world.states
    for k in np.flatnonzero(np.abs(here.change[0]) > _SAME):
        way = np.sign(here.change[0, k])
        yield f"the world practises {'more' if way > 0 else 'less'} {orders[k]}", way * drawn.change[:, k] > _SAME
    yield f"{orders[here.leading[0]]} leads in the world", drawn.leading == here.leading[0]
    if here.mover[0] >= 0:
        yield f"{setting.name(states[here.mover[0]])} moves most", drawn.mover == here.mover[0]
    for i in np.flatnonzero(here.first[0] != here.last[0]):
        order = here.last[0, i]
        comes = (drawn.last[:, i] == order) & (drawn.first[:, i] != order)
        yield f"{orders[order]} comes to lead in {setting.name(states[i])}", comes


def _floats(solution: WorldSolution) -> Floats:
    return solution.practice.astype(float)


def _practices(solution: WorldSolution, shift: Floats) -> Floats:
    """Return what all practise where targets are shifted, shape (draws, n, K)."""
    start = np.repeat(_floats(solution)[None], len(shift), axis=0)
    return stepped(solution.world.decimals, start, solution.world.decimals.targets + shift)


def _anchors(world: World) -> Floats:
    """Return what corners stand for in a world, shape (corners, K)."""
    if tuple(world.orders) != tuple(ORDER_NAMES):
        return np.eye(len(CORNERS))
    rows = np.eye(len(CORNERS), dtype=int).tolist()
    return np.array([list(anchored(tuple(row)).values()) for row in rows], dtype=float)
