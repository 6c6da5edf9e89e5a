"""What a sweep of a world solves: its axes, draws of mixes, and the columns of each row.

A row is one world. Its columns, in order: the inputs; `world.ORDER`, the weight of each order in the world;
`leading.STATE`, the order that leads in each state; `unique`, whether the equilibrium is proven to be the only one; and
of the concepts asked for

    nash.count, nash.complete              how many equilibria are found, and whether it is proven that these are all
    blocs, blocs.energy, blocs.optimal     how the strongest states fall into blocs, as A B / C D, at what cost, and
                                           whether that is proven best
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import Any

import numpy as np

from ...games.arrays import Floats
from ...games.errors import InputError, unknown
from ...games.numbers import counted, read_fraction
from ...games.scenario.over import Range
from ...games.world.field import aggregate
from ...games.world.setting import WorldSetting
from ...games.world.world import Decimals, World
from ...solvers.world.solution import solve_world
from ...solvers.world.steps import found
from ...solvers.world.uniqueness import closeness_norm, network_radius
from ..sweep.columns.column import Column, ColumnValues, Labelled
from ..sweep.points.design import Design
from ..sweep.points.designs import design_kind, usual_design
from ..sweep.points.drawn import Drawn, Random
from ..sweep.points.factors import Factor
from ..sweep.points.listed import Grid, OneAtATime, PointTable
from .blocs import WorldBlocs, strongest, world_blocs
from .draws import drawn_identities

THETA = "theta"
"""The axis along which mixes are drawn from their intervals."""

RANGES: Mapping[str, tuple[float, float]] = {
    "beta": (0.0, 1.2),
    "gamma": (0.0, 2.0),
    "push": (-0.5, 0.5),
    "appeal": (-0.5, 0.5),
}
"""Ranges held plausible; of a monism, its value +-.2."""

MOST_POINTS = 100_000

CONCEPTS: Mapping[str, tuple[Column, ...]] = {
    "nash": (
        Column("nash.count", "int", "equilibria found"),
        Column("nash.complete", "bool", "whether it is proven that there are no others"),
    ),
    "blocs": (
        Column("blocs", "label", "how the strongest states fall into blocs"),
        Column("blocs.energy", "float", "what these blocs cost"),
        Column("blocs.optimal", "bool", "whether they are proven best"),
    ),
}
"""What else is asked of each world, by its name."""


@dataclass(frozen=True, eq=False)
class WorldPlan:
    """What is solved at every row of a design over the inputs of a world.

    Attributes
    ----------
    setting
        The world that is varied.
    design
        Where the rows lie, over paths such as "beta" or "push.RUS.liberal".
    drawn
        The seed with which mixes are drawn from their intervals, None where they stay; rows of one block of a design
        have the same mixes.
    concepts
        Names from `CONCEPTS`.
    exact
        Whether each row is solved in fractions, checked in whole numbers, before it is rounded once.
    """

    setting: WorldSetting
    design: Design
    drawn: int | None = None
    concepts: tuple[str, ...] = ()
    exact: bool = False

    def __post_init__(self) -> None:
        for name in self.concepts:
            if name not in CONCEPTS:
                raise InputError(f"{unknown('concept', name, CONCEPTS)}; a sweep of a world asks for these")
        for name, count in Counter(self.concepts).items():
            if count > 1:
                raise InputError(f"the concept {name} is asked for twice")

    def __len__(self) -> int:
        return len(self.design)

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """The columns, in order."""
        world = self.setting.world
        return (
            *(Column(path, "float", "an input") for path in self.design.paths),
            *(Column(f"world.{order}", "float", f"the weight of {order} in the world") for order in world.orders),
            *(
                Column(f"leading.{code}", "label", f"the order that leads in {code}", tuple(world.orders))
                for code in world.states
            ),
            Column("unique", "bool", "whether the equilibrium is proven to be the only one"),
            *(column for name in self.concepts for column in CONCEPTS[name]),
        )

    def solve(self, start: int, stop: int) -> dict[str, ColumnValues]:
        """Return the columns of rows start, .., stop - 1, at least one row, in the order of `columns`."""
        inputs = self.design.points(start, stop)
        points = np.stack([*inputs.values(), np.zeros(stop - start)], axis=1)[:, :-1]
        worlds = [self._world(*each) for each in zip(points, self._identities(start, stop), strict=True)]
        answers = [self._answer(*each) for each in zip(worlds, points, strict=True)]
        practices = [practice.astype(float) for practice, _ in answers]
        weights = np.array([whole for _, whole in answers], dtype=float)
        leading = np.array([practice.argmax(axis=1) for practice, _ in answers], dtype=np.int32)
        orders = tuple(self.setting.world.orders)
        values: list[ColumnValues] = [
            *inputs.values(),
            *weights.T,
            *(Labelled(np.ascontiguousarray(own), orders) for own in leading.T),
            np.array([numbers.beta * self._limit < 1 for numbers in worlds]),
        ]
        for name in self.concepts:
            values += _ANSWERS[name](self.setting, worlds, practices)
        return dict(zip((column.name for column in self.columns), values, strict=True))

    def described(self) -> dict[str, Any]:
        """Return everything that the rows depend on, as plain values for JSON; the world by a digest of its numbers."""
        setting = self.setting
        source = {"title": setting.title, "kind": "world", "source": setting.source, "sha256": _digest(setting)}
        given = {path: _text(value) for path, value in setting.given.items()}
        return {
            "scenario": {**source, "set": given} if given else source,
            "design": self.design.described(),
            "concepts": list(self.concepts),
            "draws": self.drawn,
            **({"exact": True} if self.exact else {}),
        }

    def _answer(self, numbers: Decimals, point: Floats) -> tuple[Any, Any]:
        """Return what all practise and the weight of each order in the world; Fractions where these are asked for."""
        if not self.exact:
            practice = found(numbers, numbers.theta)
            return practice, aggregate(numbers, practice)
        world = self.setting.world if self.drawn is None else self.setting.world.replace(theta=numbers.theta)
        inputs = dict(zip(self.design.paths, point.tolist(), strict=True))
        solution = solve_world(world.do(inputs) if inputs else world, exact=True)
        return solution.practice, solution.aggregate

    def _identities(self, start: int, stop: int) -> Sequence[Floats | None]:
        """Return the identities that are drawn for rows, None where mixes stay."""
        if self.drawn is None:
            return [None] * (stop - start)
        block = self.design.block
        first = start // block
        drawn = drawn_identities(self.setting, self.drawn, first, (stop - 1) // block + 1)
        return [drawn[row // block - first] for row in range(start, stop)]

    def _world(self, point: Floats, theta: Floats | None) -> Decimals:
        numbers = self.setting.world.decimals
        if theta is not None:
            numbers = numbers._replace(theta=theta, targets=numbers.targets - numbers.theta + theta)
        for setter, value in zip(self._setters, point, strict=True):
            numbers = setter(numbers, float(value))
        return numbers

    @cached_property
    def _setters(self) -> list[Callable[[Decimals, float], Decimals]]:
        return [setter(self.setting.world, path) for path in self.design.paths]

    @cached_property
    def _limit(self) -> float:
        world = self.setting.world
        return closeness_norm(world) * network_radius(world)


def world_plan(
    setting: WorldSetting,
    over: Mapping[str, Any],
    design: str | None = None,
    samples: int | None = None,
    seed: int = 0,
    concepts: Sequence[str] = (),
    exact: bool = False,
) -> WorldPlan:
    """Return what a sweep solves; parameters and errors as in `world_sweep`."""
    axes = {path: taken for path, taken in over.items() if path != THETA}
    for path in axes:
        setter(setting.world, path)
    kind = design_kind(design or (usual_design(samples) if axes or samples is None else Random.name))
    if THETA in over and (not kind.drawn or not setting.intervals):
        raise InputError("--over theta: needs --samples, and mixes with intervals, such as those that ship")
    points: Design
    if issubclass(kind, Drawn):
        points = _drawn(setting.world, kind, axes, samples, seed)
    elif samples is None:
        points = _listed(setting.world, kind, axes)
    else:
        raise InputError(f"--design {kind.name}: takes no --samples, its points are listed")
    if len(points) > MOST_POINTS:
        raise InputError(f"a sweep of a world has at most {counted(MOST_POINTS)} points, got {counted(len(points))}")
    for path, (low, _) in points.spans.items():
        if path.split(".")[0] in ("beta", "gamma", "monism") and low < 0:
            raise InputError(f"--over {path}: must not be negative")
    return WorldPlan(setting, points, seed if THETA in over else None, tuple(concepts), exact)


def restored_world_plan(setting: WorldSetting, described: Mapping[str, Any]) -> WorldPlan:
    """Return the plan that `WorldPlan.described` describes, of the world that it names as its source has it.

    Raises
    ------
    InputError
        If the points are a table, which the description does not hold, or the numbers of the world are others now.
    """
    setting = setting.with_world(described["scenario"].get("set", {}))
    if _digest(setting) != described["scenario"]["sha256"]:
        raise InputError(f"{setting.source}: holds other numbers than the sweep was begun with")
    known, draws = described["design"], described["draws"]
    if known["design"] == PointTable.name:
        raise InputError("the points of the study are a table, which the folder does not hold")
    drawn = issubclass(design_kind(known["design"]), Drawn)
    over = {path: Range(*map(read_fraction, taken)) if drawn else taken for path, taken in known["over"].items()}
    mixes = {} if draws is None else {THETA: None}
    seed = known.get("seed", 0) if draws is None else draws
    concepts, exact = described["concepts"], described.get("exact", False)
    return world_plan(setting, over | mixes, known["design"], known.get("samples"), seed, concepts, exact)


def _text(value: Any) -> Any:
    """Return an input that was set with its numbers as text, for JSON."""
    return {name: _text(part) for name, part in value.items()} if isinstance(value, Mapping) else str(value)


def _drawn(world: World, kind: type[Drawn], axes: Mapping[str, Any], samples: int | None, seed: int) -> Drawn:
    if samples is None:
        raise InputError(f"--design {kind.name}: needs --samples")
    if not axes and kind is not Random:
        raise InputError(f"--design {kind.name}: mixes alone are drawn at random, got no other axis")
    return kind(tuple(Factor(path, (path,), *_ends(world, path, taken)) for path, taken in axes.items()), samples, seed)


def _ends(world: World, path: str, span: Any) -> tuple[float, float]:
    if isinstance(span, Range):
        return float(span.low), float(span.high)
    if span is not None:
        raise InputError(f"--over {path}: with --samples expected K or K=LO:HI")
    return plausible(world, path)


def plausible(world: World, path: str) -> tuple[float, float]:
    """Return the range held plausible of a number of a world, by a path that `setter` knows."""
    head, _, order = path.partition(".")
    if head == "monism":
        own = float(world.monism[list(world.orders).index(order)])
        return max(own - 0.2, 0.0), own + 0.2
    return RANGES[head]


def _listed(world: World, kind: type[Design], axes: Mapping[str, Any]) -> Design:
    for path, taken in axes.items():
        if taken is None or isinstance(taken, Range):
            raise InputError(f"--over {path}: expected K=LO:HI:N, for instance beta=0:1:11, or a number of --samples")
    if not axes:
        raise InputError("a sweep needs an axis at least, for instance --over beta=0:1:11")
    values = {path: np.asarray(taken, dtype=float) for path, taken in axes.items()}
    if kind is OneAtATime:
        return OneAtATime({path: present(world, path) for path in values}, values)
    if kind is PointTable:
        if len({len(own) for own in values.values()}) > 1:
            raise InputError(f"the columns of a table must have one length, got {[*map(len, values.values())]}")
        return PointTable(values)
    return Grid({path: ((path,), own[:, None]) for path, own in values.items()})


def present(world: World, path: str) -> float:
    """Return the number of a world at a path that `setter` knows."""
    head, *rest = path.split(".")
    if not rest:
        return float(getattr(world, head))
    places = [list(world.states).index(rest[0])] if len(rest) == 2 else []
    return float(getattr(world, head)[(*places, list(world.orders).index(rest[-1]))])


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


def _all_nash(
    setting: WorldSetting, worlds: Sequence[Decimals], practices: Sequence[Floats]
) -> tuple[ColumnValues, ...]:
    solutions = [solve_world(_as_world(setting.world, numbers)) for numbers in worlds]
    counts = np.array([len(each.equilibria) for each in solutions], dtype=np.int32)
    return counts, np.array([each.complete for each in solutions])


def _as_world(world: World, numbers: Decimals) -> World:
    """Return the world in fractions that differs from a given one by the numbers of a row."""
    weights = {"beta": numbers.beta, "gamma": numbers.gamma, "monism": numbers.monism}
    theta = world.theta if (numbers.theta == world.decimals.theta).all() else numbers.theta
    return world.replace(theta=theta, appeal=0, push=numbers.targets - numbers.theta, **weights)


def _blocs(setting: WorldSetting, worlds: Sequence[Decimals], practices: Sequence[Floats]) -> tuple[ColumnValues, ...]:
    states = strongest(setting.world)
    terms = setting.alignment
    rows = [world_blocs(setting.world, practice, terms, states, minima=False) for practice in practices]
    labels, codes = np.unique([_sides(row) for row in rows], return_inverse=True)
    return (
        Labelled(codes.astype(np.int32), tuple(map(str, labels))),
        np.array([float(row.alignment.energy) for row in rows]),
        np.array([row.alignment.optimal for row in rows]),
    )


def _sides(blocs: WorldBlocs) -> str:
    """Return blocs as A B / C D, those that stay out after a second stroke."""
    return " / ".join(" ".join(codes) for codes in blocs.members.values())


_ANSWERS: Mapping[str, Callable[..., tuple[ColumnValues, ...]]] = {"nash": _all_nash, "blocs": _blocs}


def _digest(setting: WorldSetting) -> str:
    """Return the SHA-256 of the numbers of a world, its intervals, and how blocs are asked for."""
    return sha256("\n".join(map(str, _numbers(setting))).encode()).hexdigest()


def _numbers(setting: WorldSetting) -> Iterator[Any]:
    world = setting.world
    yield from (world.states, world.orders, world.beta, world.gamma)
    for table in (world.theta, world.size, world.monism, world.appeal, world.push, world.closeness, *world.ties):
        yield from map(str, np.asarray(table).ravel())
    yield from (f"{code} {own}" for code, own in sorted(setting.intervals.items()))
    yield setting.alignment
    if world.basis is not None:
        yield from np.argwhere(world.basis.signs).tolist()
        yield from world.basis.signs[world.basis.signs != 0].tolist()
