"""A commented scenario file for an arena, to be edited."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from ..games.arena import Arena
from ..games.arenas import ARENAS
from ..games.errors import InputError, unknown
from ..games.orders import ORDERS


def template(name: str, arena_name: str) -> str:
    """Return the text of a scenario file that spells out an arena's actors and parameters at their defaults.

    Raises
    ------
    InputError
        If there is no such arena.
    """
    known = arena_name.replace("-", "_")
    if known not in ARENAS:
        raise InputError(unknown("arena", arena_name, ARENAS))
    return "\n".join(_lines(name, ARENAS[known])) + "\n"


def _lines(name: str, arena: Arena) -> Iterator[str]:
    yield f"# {arena.title}: {arena.question}"
    yield f"# Check this file with: tetrarchy validate {name}.toml"
    yield f"# Solve it with:        tetrarchy solve {name}.toml"
    yield ""
    yield f'title = "{name}"'
    yield 'description = "Which question does this scenario answer?"'
    yield 'sources = ["Where do the numbers come from?"]'
    yield "# What each player does today:"
    quo = ", ".join(f'{player} = "{names[0]}"' for player, names in zip(arena.players, arena.actions, strict=True))
    yield f"# status_quo = {{ {quo} }}"
    yield ""
    yield "[game]"
    yield f'kind = "{arena.name}"'
    yield ""
    settings = [f"{known.name} = {_decimal(known.default)}" for known in arena.parameters]
    width = max(len(setting) for setting in settings) + 2
    yield f"{'[game.parameters]':<{width}}# a line left out keeps the default"
    for setting, known in zip(settings, arena.parameters, strict=True):
        yield f"{setting:<{width}}# {known.symbol}, {_decimal(known.low)} to {_decimal(known.high)}: {known.meaning}"
    yield ""
    yield "# Each player follows an order or a mix of them; shares sum to 1."
    for order in ORDERS.values():
        yield f"#   {order.name:<15} {order.meaning}"
    for player, names, reference in zip(arena.players, arena.actions, arena.reference_types, strict=True):
        yield ""
        yield f"{f'[actors.{player}]':<{width}}# can play {', '.join(names)}"
        yield f'name = "{player}"'
        yield f"orders = {_mix(reference)}"
    yield ""
    yield f"{'# [repeated]':<{width}}# the game is played again and again"
    yield "# discount = 0.9"
    yield "# noise = 0.02"


def _mix(reference: str | Mapping[str, Any]) -> str:
    if isinstance(reference, str):
        return f'"{reference}"'
    return "{ " + ", ".join(f"{order} = {share}" for order, share in reference.items()) + " }"


def _decimal(value: Fraction) -> str:
    return f"{float(value):g}"
