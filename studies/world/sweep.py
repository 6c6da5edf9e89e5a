"""A world at many points: over beta, gamma, monism, appeals and pushes, and over draws of the estimated mixes.

Regimes are told by the leading order of each state: of the points that have the same ones it is said how many they are,
and where they lie.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ...games.arrays import Floats
from ...games.errors import InputError, unknown
from ...games.numbers import counted
from ...games.orders.rows import ORDER_NAMES
from ...games.scenario.over import Range
from ...games.text.shown import Shown
from ...games.world.catalogue import CORNERS, anchored
from ...games.world.field import aggregate
from ...games.world.setting import WorldSetting
from ...games.world.world import Decimals, World
from ...solvers.world.steps import found
from ...solvers.world.uniqueness import closeness_norm, network_radius

THETA = "theta"
"""The axis along which mixes are drawn from their intervals."""

RANGES: Mapping[str, tuple[float, float]] = {
    "beta": (0, 1.2),
    "gamma": (0, 2),
    "push": (-0.5, 0.5),
    "appeal": (-0.5, 0.5),
}
"""Ranges held plausible; of a monism, its value +-.2."""

MOST_POINTS = 100_000


class Regime(NamedTuple):
    """Points with the same leading orders: which, and the order that leads in the world at the first of them."""

    points: NDArray[np.int64]
    leading: str
    differing: tuple[tuple[str, str], ...]


@dataclass(frozen=True, eq=False, repr=False)
class WorldSweep(Shown):
    """A world at many points.

    Attributes
    ----------
    over
        The axes, without draws of mixes.
    points
        The value of each axis, shape (B, d).
    aggregates
        The weight of each order in the world, shape (B, K).
    leading
        The number of the leading order of each state, shape (B, n).
    unique
        At which points the equilibrium is proven unique, shape (B,).
    drawn
        Whether mixes were drawn from their intervals.
    """

    setting: WorldSetting
    over: tuple[str, ...]
    points: Floats
    aggregates: Floats
    leading: NDArray[np.int64]
    unique: NDArray[np.bool_]
    drawn: bool

    @property
    def regimes(self) -> list[Regime]:
        """The regimes, the most frequent first."""
        orders, states = self.setting.world.orders, self.setting.world.states
        _, firsts, members = np.unique(self.leading, axis=0, return_index=True, return_inverse=True)
        usual = self.leading[firsts[np.bincount(members.ravel()).argmax()]]
        found = []
        for place, first in enumerate(firsts):
            own = self.leading[first]
            apart = tuple((states[i], orders[own[i]]) for i in np.flatnonzero(own != usual))
            lead = orders[int(self.aggregates[first].argmax())]
            found.append(Regime(np.flatnonzero(members.ravel() == place), lead, apart))
        return sorted(found, key=lambda regime: -len(regime.points))


def world_sweep(
    setting: WorldSetting, over: Mapping[str, Any], samples: int | None = None, seed: int = 0
) -> WorldSweep:
    """Solve a world at every point of a grid, or at points drawn.

    Parameters
    ----------
    over
        For each path (beta, gamma, monism.ORDER, appeal.ORDER, push.STATE.ORDER) its values, or with `samples` a range
        or None for the one held plausible; "theta" draws mixes from their intervals.
    samples
        How many points are drawn; a grid where left out.
    seed
        Of the draws.

    Raises
    ------
    InputError
        If an axis is unknown, or does not fit the design.
    """
    world = setting.world
    axes = [path for path in over if path != THETA]
    setters = [setter(world, path) for path in axes]
    rng = np.random.default_rng(seed)
    points = _grid(axes, over) if samples is None else _drawn(world, axes, over, samples, rng)
    drawn = THETA in over
    if drawn and (samples is None or not setting.intervals):
        raise InputError("--over theta: needs --samples, and mixes with intervals, such as those that ship")
    identity = _identities(setting, rng) if drawn else None
    limit = closeness_norm(world) * network_radius(world)
    answers = [_answer(world.decimals, setters, point, identity and identity()) for point in points]
    practices = np.array([practice for practice, _ in answers])
    sizes = np.array([numbers.beta for _, numbers in answers])
    return WorldSweep(
        setting,
        tuple(axes),
        points,
        np.array([aggregate(numbers, practice) for practice, numbers in answers]),
        practices.argmax(axis=2),
        sizes * limit < 1,
        drawn,
    )


def _answer(numbers: Decimals, setters: Sequence[Any], point: Floats, theta: Floats | None) -> tuple[Floats, Decimals]:
    if theta is not None:
        numbers = numbers._replace(theta=theta, targets=numbers.targets - numbers.theta + theta)
    for setter, value in zip(setters, point, strict=True):
        numbers = setter(numbers, float(value))
    return found(numbers, numbers.theta), numbers


def setter(world: World, path: str) -> Callable[[Decimals, float], Decimals]:
    """Return what sets a number of a world, by its path."""
    head, *rest = path.split(".")
    names: list[Sequence[str]] = {
        "beta": [],
        "gamma": [],
        "monism": [world.orders],
        "appeal": [world.orders],
        "push": [world.states, world.orders],
    }.get(head, [()])
    if head not in ("beta", "gamma", "monism", "appeal", "push") or len(rest) != len(names):
        raise InputError(f"--over {path}: expected beta, gamma, monism.ORDER, appeal.ORDER, push.STATE.ORDER or theta")
    for what, name, known in zip(("state", "order")[-len(rest) :], rest, names, strict=False):
        if name not in known:
            raise InputError(f"--over {path}: {unknown(what, name, known)}")
    places = tuple(list(known).index(name) for name, known in zip(rest, names, strict=True))
    return lambda numbers, value: _SETTERS[head](world, numbers, places, value)


def _set_weight(name: str) -> Any:
    return lambda world, numbers, places, value: numbers._replace(**{name: value})


def _set_monism(world: World, numbers: Decimals, places: tuple[int, ...], value: float) -> Decimals:
    monism = numbers.monism.copy()
    monism[places] = value
    return numbers._replace(monism=monism)


def _set_appeal(world: World, numbers: Decimals, places: tuple[int, ...], value: float) -> Decimals:
    targets = numbers.targets.copy()
    targets[:, places[0]] += value - float(world.appeal[places])
    return numbers._replace(targets=targets)


def _set_push(world: World, numbers: Decimals, places: tuple[int, ...], value: float) -> Decimals:
    targets = numbers.targets.copy()
    targets[places] += value - float(world.push[places])
    return numbers._replace(targets=targets)


_SETTERS: Mapping[str, Callable[..., Decimals]] = {
    "beta": _set_weight("beta"),
    "gamma": _set_weight("gamma"),
    "monism": _set_monism,
    "appeal": _set_appeal,
    "push": _set_push,
}


def _grid(axes: Sequence[str], over: Mapping[str, Any]) -> Floats:
    for path in axes:
        if over[path] is None or isinstance(over[path], Range):
            raise InputError(f"--over {path}: expected K=LO:HI:N, for instance beta=0:1:11, or a number of --samples")
    values = [np.asarray(over[path], dtype=float) for path in axes]
    count = int(np.prod([len(own) for own in values], dtype=float))
    if not axes or count > MOST_POINTS:
        raise InputError(f"a grid has 1 to {counted(MOST_POINTS)} points and an axis at least, got {counted(count)}")
    points = np.array(list(product(*values)))
    _check(axes, points)
    return points


def _drawn(
    world: World, axes: Sequence[str], over: Mapping[str, Any], samples: int, rng: np.random.Generator
) -> Floats:
    if samples > MOST_POINTS:
        raise InputError(f"at most {counted(MOST_POINTS)} points are drawn, got {counted(samples)}")
    ends = np.array([_ends(world, path, over[path]) for path in axes]).reshape(-1, 2)
    points = ends[:, 0] + (ends[:, 1] - ends[:, 0]) * rng.random((samples, len(axes)))
    _check(axes, points)
    return points


def _ends(world: World, path: str, span: Any) -> tuple[float, float]:
    if isinstance(span, Range):
        return float(span.low), float(span.high)
    if span is not None:
        raise InputError(f"--over {path}: with --samples expected K or K=LO:HI")
    head, _, order = path.partition(".")
    if head == "monism":
        own = float(world.monism[list(world.orders).index(order)])
        return max(own - 0.2, 0.0), own + 0.2
    return RANGES[head]


def _check(axes: Sequence[str], points: Floats) -> None:
    for path, values in zip(axes, points.T, strict=True):
        if path.split(".")[0] in ("beta", "gamma", "monism") and values.min(initial=0) < 0:
            raise InputError(f"--over {path}: must not be negative")


def _identities(setting: WorldSetting, rng: np.random.Generator) -> Callable[[], Floats]:
    """Return what draws identities: corners between the ends of their intervals, scaled to add up to 1."""
    world = setting.world
    places = [place for place, code in enumerate(world.states) if code in setting.intervals]
    intervals = [setting.intervals[world.states[place]] for place in places]
    ends = np.array([[own[corner] for corner in CORNERS] for own in intervals], dtype=float)
    anchors = np.eye(len(CORNERS))
    if tuple(world.orders) == tuple(ORDER_NAMES):
        rows = np.eye(len(CORNERS), dtype=int).tolist()
        anchors = np.array([list(anchored(tuple(row)).values()) for row in rows], dtype=float)

    def drawn() -> Floats:
        corners = ends[..., 0] + (ends[..., 1] - ends[..., 0]) * rng.random(ends.shape[:2])
        theta = world.decimals.theta.copy()
        theta[places] = corners / corners.sum(axis=1, keepdims=True) @ anchors
        return theta

    return drawn
