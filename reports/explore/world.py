"""A world as a page that is explored from disk: solved anew, in floating point, as its numbers are moved.

Ties are written short: for each state the gaps between the numbers of the others that it is tied to, with "x" and the
strength behind where that is not 1; where ties are mutual, of the others behind it alone.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from ...games.arrays import Fractions
from ...games.numbers import read_fraction
from ...games.text.visible import visible
from ...games.world.setting import WorldSetting
from ...games.world.world import World
from ...studies.explore.explorable import Dial
from ...studies.explore.explorable_world import ExplorableWorld
from ...studies.world.blocs import bonds_of, strongest
from ...studies.world.standing import BLOCS, MIXES, PRESSURE, RESISTANCE, TIES
from ..figures.drawing import COLOURS
from ..figures.mixes import THIN, TRIANGLES, corners_of
from ..figures.world import STRENGTHS, STRIP_LABELS, interval_of
from ..format.provenance import version
from ..format.toml import toml
from .room import step
from .sealed import inside, sealed_page


def world_page(explorable: ExplorableWorld) -> str:
    """Return the page; its script and its style are those whose hashes stand in its Content-Security-Policy."""
    setting = explorable.setting
    return sealed_page(
        "explore_world",
        ("explore_world_solver.js", "explore_parts.js", "explore_pictures.js", "explore_world_page.js"),
        ("explore.css", "explore_pictures.css"),
        title=visible(setting.title),
        question=visible(setting.description),
        scenario=inside(toml(_source(explorable.asked))),
        given=inside(json.dumps(_written(explorable.asked.given))),
        game=inside(json.dumps(world_values(explorable), separators=(",", ":"))),
        footer=f"tetrarchy {version()}. The world is inside this file: tetrarchy solve reads the file back.",
    )


def _source(setting: WorldSetting) -> dict[str, Any]:
    """Return a world as the plain values of a file, with the changes that it asks about."""
    changes = _written(setting.changes)
    return {**setting.values, **({"do": [changes]} if changes else {})}


def _written(value: Any) -> Any:
    """Return changes with their numbers as text."""
    if isinstance(value, Mapping):
        return {key: _written(own) for key, own in value.items()}
    return value if isinstance(value, str) else str(read_fraction(value))


def world_values(explorable: ExplorableWorld) -> dict[str, Any]:
    """Return what the script is given of a world, as plain values: floats, ties as text."""
    setting = explorable.setting
    world, alike = setting.world, np.eye(len(setting.world.orders), dtype=int)
    ties, sized, divisors = _factors(world)
    mutual = bool((ties == ties.T).all())
    return {
        "states": [visible(code) for code in world.states],
        "names": [visible(setting.name(code)) for code in world.states],
        "orders": [visible(order) for order in world.orders],
        "source": visible(setting.source),
        "given": [visible(each) for each in explorable.given],
        "dials": [_dial(dial) for dial in explorable.dials],
        "theta": world.decimals.theta.tolist(),
        "size": world.decimals.size.tolist(),
        "pushes": [[int(i), int(k), float(world.push[i, k])] for i, k in np.argwhere(world.push != 0)],
        "closeness": None if (world.closeness == alike).all() else world.decimals.closeness.tolist(),
        "ties": ";".join(_row(row, place if mutual else -1) for place, row in enumerate(ties)),
        "mutual": mutual,
        "sized": sized,
        "divisors": [float(divisor) for divisor in divisors],
        "radius": explorable.radius,
        "corners": corners_of(len(world.orders)).round(4).tolist(),
        "faces": [triangle.round(4).tolist() for triangle in TRIANGLES],
        "thin": THIN,
        "bonds": [
            "".join("-.+"[bond + 1] for bond in row)
            for row in bonds_of(world, [world.states.index(code) for code in strongest(world)])
        ],
        "terms": _terms(setting),
        "whiskers": [_whiskers(setting, code) for code in strongest(world, STRIP_LABELS)],
        "colours": COLOURS,
        "strengths": STRENGTHS,
        "evidence": [[each.rests_on, each.words] for each in (MIXES, TIES, RESISTANCE, PRESSURE, BLOCS)],
    }


def _terms(setting: WorldSetting) -> dict[str, Any]:
    """Return how blocs are asked for, with the states that do not move by their rank in size."""
    terms, codes = setting.alignment, strongest(setting.world)
    anchors = [[codes.index(code), value] for code, value in terms.anchors.items() if code in codes]
    return {"values": terms.values, "cost": float(terms.cost), "anchors": anchors}


def _whiskers(setting: WorldSetting, code: str) -> list[list[int]]:
    """Return the 5-95% interval of each order in the votes of a state, in thousandths, none where it is not known."""
    found = (interval_of(setting, setting.world.orders, code, order) for order in range(len(setting.world.orders)))
    return [[int(1000 * float(end) + 0.5) for end in ends] for ends in found if ends is not None]


def _dial(dial: Dial) -> dict[str, Any]:
    numbers = {name: float(getattr(dial, name)) for name in ("low", "high", "value")}
    words = {"key": dial.key, "name": visible(dial.name), "group": dial.group, "meaning": dial.meaning}
    return {**words, **numbers, "step": float(step(dial.low, dial.high))}


def _factors(world: World) -> tuple[Fractions, bool, list[Any]]:
    """Return ties, whether each is times the other's size, and what rows are divided by: together the network."""
    basis = world.basis
    if basis is None or not (basis.network(world.size) == world.network).all():
        return world.network, False, []
    return basis.ties, basis.rule == "size", list(basis.divisors)


def _row(row: Fractions, start: int) -> str:
    return ",".join(_gaps(row, start))


def _gaps(row: Fractions, start: int) -> Iterator[str]:
    before = start
    for place in np.flatnonzero(row[start + 1 :] != 0) + start + 1:
        yield f"{place - before}" if row[place] == 1 else f"{place - before}x{float(row[place])}"
        before = place
