"""The map of the explore page against the program, on settings drawn at random; run by hand, needs node.

    python benchmarks/explore/map_agreement.py [MAPS] [THRESHOLD_MAPS]

For each arena so many maps over two dials drawn at random: the answer in shapes of every size, at points anywhere, and
on both sides of the curves. And so many maps against `threshold_map`, where it has one: the answer inside each of its
cells, and on its boundaries a curve of the page wherever the answers on both sides differ, within a dot
of the map.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from fractions import Fraction
from random import Random
from typing import Any

import numpy as np
from agreement import answered, moved, one_of_each_arena, settings

from tetrarchy import InputError, parse
from tetrarchy.reports.explore.room import game_values
from tetrarchy.studies.explore.explorable import Explorable, explorable
from tetrarchy.studies.thresholds.threshold_map import threshold_map

QUOTIENTS = """
title = "Quotients in quotients"
[game]
kind = "custom"
players = ["A", "B"]
actions = [["x", "y"], ["x", "y"]]
[game.parameters]
p = { default = 0.5, low = 0.1, high = 1, meaning = "p" }
q = { default = 0.5, low = 0.1, high = 1, meaning = "q" }
r = { default = 0.5, low = 0.1, high = 1, meaning = "r" }
[[game.consequences]]
when = { A = "x" }
A = { gain = "p / (p + q) ** 2 - r", autonomy = "r - 1 / (1 / q + p / (r + q))" }
B = { security = "(p - 1) ** 2 / (1 / (1 + q) + p) - r / 2", status = "q - p * p" }
[[game.consequences]]
when = { B = "x" }
B = { gain = "p / (p + q) ** 2 - r", autonomy = "q - 1 / (1 / q + p / (r + q)) / r" }
A = { security = "r - (p - 1) ** 2 / (1 / (1 + q) + p)" }
[[game.consequences]]
when = { A = "x", B = "x" }
A = { gain = "p * q - r" }
B = { status = "1 / (1 + 1 / p) - 1 / 3" }
[actors.A]
orders = "mercantilist"
[actors.B]
types = [{ prior = "1/3", orders = "liberal" }, { prior = "2/3", orders = "conservative" }]
"""

HAIR = 1e-8
PIXEL = 2**-10

ASKED = """
const asked = JSON.parse(require("fs").readFileSync(0, "utf8"));
const pick = (list) => list.filter((_, k) => k % Math.ceil(list.length / 6 || 1) === 0);
const centre = (points) => [0, 1].map((axis) => points.reduce((sum, point) => sum + point[axis], 0) / points.length);
const left = ([a, b], [c, d], [x, y]) => (c - a) * (y - b) >= (d - b) * (x - a);
const within = (points, at) => points.every((point, k) => left(point, points[(k + 1) % points.length], at));
const near = ([[a, b], [c, d]], [x, y]) => {
  const along = ((x - a) * (c - a) + (y - b) * (d - b)) / ((c - a) ** 2 + (d - b) ** 2 || 1);
  const part = Math.min(1, Math.max(0, along));
  return Math.hypot(a + (c - a) * part - x, b + (d - b) * part - y) <= FINEST_BOX;
};
const drawn = ({ game, values, axes, points }) => {
  const map = {};
  for (const _ of mapSteps(game, values.map(parsed), axes, map));
  const set = (k) => map.sets[k];
  return {
    exact: map.exact,
    area: map.shapes.reduce((sum, { points }) => sum + areaOf(points), 0),
    inside: pick(map.shapes).map((shape) => [...centre(shape.points), set(shape.set), areaOf(shape.points)]),
    crossed: pick(map.curves.filter(({ sets }) => sets)).map(({ ends, sets }) => [ends, sets.map(set)]),
    hits: points.map((at) => {
      const { points, set: k } = map.shapes.find(({ points }) => within(points, at));
      return [set(k), areaOf(points), map.curves.some(({ ends }) => near(ends, at))];
    }),
  };
};
const answeredMaps = asked.map(({ data, maps }) => {
  const game = prepare(data);
  return maps.map((each) => drawn({ game, ...each }));
});
process.stdout.write(JSON.stringify(answeredMaps));
"""


def _with_planes() -> Iterator[tuple[str, Any, Explorable]]:
    """Go through one scenario of each arena, where it has two dials or more."""
    return (each for each in one_of_each_arena() if len(each[-1].dials) > 1)


def maps_drawn(found: Explorable, count: int, random: Random) -> Iterator[dict[str, Any]]:
    """Go through maps: the values of the dials, two that span a plane, and points on it."""
    for values in settings(found, count, random):
        axes = _axes(found, values, random)
        points = [[random.random(), random.random()] for _ in range(4)]
        yield {"values": list(map(str, values)), "axes": axes, "points": points}


def _axes(found: Explorable, values: Sequence[Fraction], random: Random) -> list[int]:
    while True:
        first, second = random.sample(range(len(found.dials)), 2)
        wholes = [found.dials[k].whole for k in (first, second)]
        stuck = any(whole and values[k] == 1 for whole, k in zip(wholes, (first, second), strict=True))
        if not stuck and (wholes[0] is None or wholes[0] != wholes[1]):
            return [first, second]


def answer_at(found: Explorable, drawn: dict[str, Any], place: Sequence[float]) -> list[int]:
    """Return the numbers of the pure equilibria at a place on a map, from the exact payoffs."""
    values = [Fraction(value) for value in drawn["values"]]
    for k, part in zip(drawn["axes"], place, strict=True):
        dial = found.dials[k]
        values = moved(found, values, k, dial.low + (dial.high - dial.low) * Fraction(part))
    payoffs = found.payoffs(values)
    best = [own == own.max(axis=player, keepdims=True) for player, own in enumerate(payoffs)]
    return np.flatnonzero(np.logical_and.reduce(best)).tolist()


def wrong_on_map(found: Explorable, drawn: dict[str, Any], answer: dict[str, Any]) -> list[str]:
    """Return in what a map differs from the program's answers; specks at crossings of curves may."""
    wrong = ["area"] if abs(answer["area"] - 1) > 1e-9 else []
    placed = [*answer["inside"], *([*at, *hit] for at, hit in zip(drawn["points"], answer["hits"], strict=True))]
    for x, y, found_set, area, *_ in placed:
        if area > PIXEL**2 * 2 and answer_at(found, drawn, (x, y)) != found_set:
            wrong.append("answer")
    for ends, sets in answer["crossed"]:
        wrong += _wrong_across(found, drawn, ends, sets)
    return wrong


def _wrong_across(found: Explorable, drawn: dict[str, Any], ends: Any, sets: Any) -> list[str]:
    """Return whether the answers a hair to both sides of an end of an arc, within the map, are others than it says."""
    inner = [end for end in ends if min(end) > 1e-6 and max(end) < 1 - 1e-6]
    if not inner:
        return []
    (x, y), (dx, dy) = inner[0], np.subtract(*ends) / np.hypot(*np.subtract(*ends)) * HAIR
    sides = [answer_at(found, drawn, place) for place in ((x - dy, y + dx), (x + dy, y - dx))]
    return [] if sorted(sides) == sorted(sets) else ["curve"]


def maps(count: int, random: Random) -> None:
    """Compare maps of every arena, and of quotients within quotients, with the exact payoffs of the program."""
    nested = parse(QUOTIENTS, "quotients")
    for name, _, found in [*_with_planes(), ("quotients", nested, explorable(nested))]:
        drawn = list(maps_drawn(found, count, random))
        answers = _answers(found, drawn)
        wrong = [part for pair in zip(drawn, answers, strict=True) for part in wrong_on_map(found, *pair)]
        curves, exact = (sum(bool(answer[part]) for answer in answers) for part in ("crossed", "exact"))
        print(
            f"{name}: {count} maps, {exact} exact, {curves} with curves, wrong: {len(wrong)} {sorted(set(wrong))}",
            flush=True,
        )


def _answers(found: Explorable, drawn: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    data = game_values(found)
    return answered([{"data": data, "maps": drawn}], script=ASKED)[0]


def against_threshold_maps(count: int, random: Random) -> None:
    """Compare maps of every arena, at the scenario's own numbers, with the cells and boundaries of `threshold_map`."""
    for name, scenario, found in _with_planes():
        values = [dial.value for dial in found.dials]
        wrong, cells, edges = [], 0, 0
        for _ in range(count):
            axes = _axes(found, values, random)
            try:
                own = threshold_map(scenario, *_paths(found, axes))
            except InputError:
                continue
            points, sets, parted = _told(own)
            drawn = {"values": list(map(str, values)), "axes": axes, "points": points}
            hits = _answers(found, [drawn])[0]["hits"]
            for expected, edge, (said, area, near) in zip(sets, parted, hits, strict=True):
                if edge and not near:
                    wrong.append("no curve")
                if not (edge or near) and area > PIXEL**2 * 2 and said != expected:
                    wrong.append("cell")
            cells, edges = cells + parted.count(False), edges + parted.count(True)
        print(f"{name}: {cells} cells, {edges} boundaries, wrong: {len(wrong)} {sorted(set(wrong))}", flush=True)


def _paths(found: Explorable, axes: Sequence[int]) -> tuple[list[str], list[Any]]:
    dials = [found.dials[k] for k in axes]
    return [".".join(map(str, dial.path)) for dial in dials], [(dial.low, dial.high) for dial in dials]


def _told(own: Any) -> tuple[list[list[float]], list[list[int]], list[bool]]:
    """Return points in the unit square: inside cells, with the answer there, and between cells that touch upwards."""
    spans = [(float(known.low), float(known.high)) for known in own.over]
    shape = own.scenario.build().shape

    def part(point: Sequence[Any]) -> list[float]:
        return [(float(each) - low) / (high - low) for each, (low, high) in zip(point, spans, strict=True)]

    points, sets, parted = [], [], []
    for cell in own.cells:
        points.append(part(cell.sample))
        sets.append(sorted(int(np.ravel_multi_index(profile, shape)) for profile in cell.profiles))
        parted.append(False)
        x = cell.sample[0]
        for other in own.cells:
            touching = x in other.across and other.below == cell.above
            if touching and other.profiles != cell.profiles:
                points.append(part((x, cell.above.at(x))))
                sets.append([])
                parted.append(True)
    return points, sets, parted


if __name__ == "__main__":
    asked_maps, asked_threshold_maps = (*map(int, sys.argv[1:]), *(500, 10)[len(sys.argv) - 1 :])
    maps(asked_maps, Random(5))
    against_threshold_maps(asked_threshold_maps, Random(6))
