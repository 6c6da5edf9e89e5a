"""From the plain values of a world file to its setting, or to every fault in them at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np

from ...games.errors import InputErrors
from ...games.numbers import number, read_fraction, rounded, shown
from ...games.orders.matrix import cosine_similarities, of_orders, value_matrix
from ...games.orders.rows import ORDER_NAMES
from ...games.world.basis import basis
from ...games.world.catalogue import ANCHORS, CORNERS
from ...games.world.changes import changed, flat
from ...games.world.reading import MOST_STATES
from ...games.world.setting import AlignmentTerms, WorldSetting
from ...games.world.world import World
from ..faults import Fault, Faults, sound_form
from .catalogue import YEAR, actors, bodies_of
from .schema import AlignmentSection, WorldFile
from .standalone import standalone
from .states import SPACES, pushes, read_sizes, read_states, refuse_absent
from .ties import check_pairs, read_bonds, read_ties

MONISM: Mapping[str, Mapping[str, str]] = {
    "orders": {"liberal": "0.8", "transformative": "0.4", "mercantilist": "0.2", "conservative": "0.3"},
    "corners": {"american": "0.8", "european": "0.4", "sovereign": "0.2", "southern": "0.3"},
}
"""How universal each order claims to be where a file does not say; judgements, each +-.2."""

BETA, GAMMA = Fraction(1, 5), Fraction(1, 2)

WIDE = Fraction(3, 10)
"""The width of an interval of a mix from which on it is told."""


def assemble_world(values: Mapping[str, Any], source: str, folder: Path) -> WorldSetting | list[Fault]:
    """Return the setting that plain values describe, or the list of all their faults.

    Parameters
    ----------
    values
        What a TOML reader makes of a file.
    source
        The name under which results refer to it.
    folder
        Where tables that the file names are looked for.
    """
    faults, notes = Faults(), list[str]()
    form = sound_form(WorldFile, values, (), faults) or WorldFile()
    if not form.title and "title" not in {fault.path[0] for fault in faults.found if fault.path}:
        faults.add(("title",), "is required and is missing")
    mixes = read_states(form, folder, faults, notes)
    refuse_absent(form, mixes, folder, faults)
    sizes = read_sizes(form, mixes, folder, faults)
    ties = read_ties(form, mixes, folder, faults, notes)
    for name in ("beta", "gamma"):
        weight = getattr(form.game.parameters, name)
        if weight is not None and weight < 0:
            faults.add(("game", "parameters", name), f"must not be negative, got {rounded(weight)}")
    weights = {name: _by_order(form, name, faults) for name in ("monism", "appeal")}
    push = pushes(form.states, list(mixes), SPACES[form.game.space], faults)
    check_pairs(form, mixes, faults)
    terms = _alignment(form.alignment, mixes, faults)
    if faults.found:
        _changes(form.do, _stand_in(mixes, SPACES[form.game.space]), faults)
        return faults.found
    bonds = read_bonds(form, mixes, folder)
    world = _world(form, mixes, sizes, (ties, bonds), weights | {"push": push}, faults)
    changes = _changes(form.do, world, faults)
    if faults.found or world is None:
        return faults.found
    known = {code: actors()[code] for code in mixes if code in actors()}
    shipped = {code: own for code, own in known.items() if _is_shipped(form, code)}
    if wide := [code for code, own in shipped.items() if own.widest > WIDE]:
        notes.append(f"Mixes known to no better than {number(WIDE)}: {', '.join(wide)}.")
    return WorldSetting(
        form.title,
        world,
        {code: own.name for code, own in known.items()}
        | {code: section.name for code, section in form.states.items() if section.name},
        {code: own.intervals for code, own in shipped.items()},
        {code: {window: own.mix(window) for window in own.mixes} for code, own in shipped.items()},
        terms,
        changes,
        tuple(notes),
        " ".join(form.description.split()),
        source,
        {code: own.region for code, own in known.items()},
        values=standalone(values, form, world),
    )


def _is_shipped(form: WorldFile, code: str) -> bool:
    return form.game.states == "mixes_2000_2010" and (code not in form.states or form.states[code].orders is None)


def _world(
    form: WorldFile,
    mixes: Mapping[str, Mapping[str, Fraction]],
    sizes: Mapping[str, Fraction],
    ties: tuple[Any, Any],
    given: Mapping[str, Any],
    faults: Faults,
) -> World | None:
    game = form.game
    size = np.array(list(sizes.values()), dtype=object)
    made = basis(ties[0], size, game.network, _bodies(mixes), ties[1])
    try:
        return World(
            [list(shares.values()) for shares in mixes.values()],
            made.network(size),
            size,
            BETA if game.parameters.beta is None else game.parameters.beta,
            GAMMA if game.parameters.gamma is None else game.parameters.gamma,
            **given,
            closeness=_closeness(game.space) if game.closeness == "values" else None,
            states=tuple(mixes),
            orders=tuple(SPACES[game.space]),
            basis=made,
        )
    except InputErrors as error:
        for fault in error.args:
            faults.add(("game",), str(fault))
        return None


def _bodies(mixes: Mapping[str, Any]) -> dict[str, frozenset[str]]:
    """Return the members of each body among the states of a world."""
    members = {body: codes & mixes.keys() for body, codes in bodies_of(YEAR).items()}
    return {body: codes for body, codes in members.items() if codes}


def _stand_in(mixes: Mapping[str, Any], orders: Sequence[str]) -> World | None:
    """Return a world of the same names in which changes can be tried while the file has faults; None of none."""
    if not 2 <= len(mixes) <= MOST_STATES:
        return None
    even = np.full((len(mixes), len(orders)), Fraction(1, len(orders)), dtype=object)
    size = np.full(len(mixes), Fraction(1, len(mixes)), dtype=object)
    made = basis(np.full((len(mixes), len(mixes)), Fraction(0), dtype=object), size, "size", _bodies(mixes))
    return World(even, made.ties, size, 0, 0, 0, 0, 0, states=tuple(mixes), orders=tuple(orders), basis=made)


def _closeness(space: str) -> Any:
    """Return how alike the orders are: the cosines of their rows of values less the mean row, to six decimals."""
    rows = of_orders(value_matrix()).astype(float)
    alike = cosine_similarities(rows - rows.mean(axis=0))
    if space == "corners":
        weights = np.array([[float(ANCHORS[corner].get(order, 0)) for order in ORDER_NAMES] for corner in CORNERS])
        alike = weights @ alike @ weights.T
    return [[read_fraction(rounded(alike[min(i, j), max(i, j)])) for j in range(len(alike))] for i in range(len(alike))]


def _by_order(form: WorldFile, name: str, faults: Faults) -> list[Fraction]:
    """Return the weights of the orders in a table of the file, which may leave some out."""
    default = MONISM[form.game.space] if name == "monism" else {}
    weights = {order: Fraction(default.get(order, 0)) for order in SPACES[form.game.space]}
    for order, weight in getattr(form.game, name).items():
        if faults.check_known("order", order, weights, ("game", name, order), at_key=True):
            weights[order] = weight
            if name == "monism" and weight < 0:
                faults.add(("game", name, order), f"must not be negative, got {rounded(weight)}")
    return list(weights.values())


def _alignment(section: AlignmentSection, codes: Mapping[str, Any], faults: Faults) -> AlignmentTerms:
    values = (-1, 1) if section.values == 2 else (-1, 0, 1)
    cost = section.cost or Fraction(0)
    if cost < 0:
        faults.add(("alignment", "cost"), f"must not be negative, got {rounded(cost)}")
    for code, value in section.anchors.items():
        faults.check_known("state", code, codes, ("alignment", "anchors", code), at_key=True)
        if value not in values:
            faults.add(("alignment", "anchors", code), f"expected one of {values}, got {shown(value)}")
    return AlignmentTerms(values, cost, section.anchors)


def _changes(sections: Sequence[Mapping[str, Any]], world: World | None, faults: Faults) -> dict[str, Any]:
    """Return the changes that a file asks about, each tried on the world as the ones before have left it."""
    changes: dict[str, Any] = {}
    for place, section in enumerate(sections):
        try:
            world = None if world is None else changed(world, section)
        except InputErrors as error:
            for fault in error.args:
                faults.add(("do", place), str(fault))
        changes |= {".".join(path): value for path, value in flat(section)}
    return changes
