"""The plain values of a world file that needs no other file: what its tables said stands in the file itself."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np

from ...games.numbers import read_fraction
from ...games.scenario.resolved import plain_number
from ...games.world.basis import Basis
from ...games.world.world import World
from .schema import WorldFile
from .states import WINDOWS


def standalone(values: Mapping[str, Any], form: WorldFile, world: World) -> dict[str, Any]:
    """Return the plain values of a file with the mixes, sizes and ties that it reads from other files in it.

    Texts, whole numbers, lists and tables; other numbers are text such as "1/3". The changes that the file asks about
    are left out.
    """
    kept = {key: _plain(value) for key, value in values.items() if key != "do"}
    game, states = dict(kept["game"]), dict(kept.get("states", {}))
    own_table = form.game.states is not None and form.game.states not in WINDOWS
    if not (own_table or form.game.data is not None or isinstance(form.game.ties, str)):
        return kept
    for key in ("data", "size", *(("states", "exclude") if own_table else ())):
        game.pop(key, None)
    for place, code in enumerate(world.states):
        mix = dict(zip(world.orders, map(plain_number, world.theta[place]), strict=True))
        inside = {"size": plain_number(world.size[place]), **({"orders": mix} if own_table else {})}
        states[code] = states.get(code, {}) | inside
    assert world.basis is not None
    return kept | {"game": game | _pairs(world.basis, world.states), "states": states}


def _pairs(basis: Basis, states: tuple[str, ...]) -> dict[str, Any]:
    """Return ties with their weights and, where they are no signs of ties, pacts and rivals."""
    ties = [[states[i], states[j], plain_number(basis.ties[i, j])] for i, j in np.argwhere(np.triu(basis.ties) != 0)]
    if basis.bonds is None:
        return {"ties": ties}
    pacts, rivals = ([[states[i], states[j]] for i, j in np.argwhere(np.triu(basis.bonds) == bond)] for bond in (1, -1))
    return {"ties": ties, "pacts": pacts, "rivals": rivals}


def _plain(value: Any) -> Any:
    match value:
        case Mapping():
            return {key: _plain(own) for key, own in value.items()}
        case list() | tuple():
            return [_plain(own) for own in value]
        case Decimal() | Fraction():
            return plain_number(read_fraction(value))
        case _:
            return value
