"""What there is, as a document and as plain values."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..games.dimensions import DIMENSION_NAMES, FLOORS
from ..games.numbers import number
from ..games.orders import LIBERAL_PHASES, ORDER_NAMES, ORDERS
from ..studies.catalogue import Catalogue
from .format.blocks import Block, Heading, Items, Table
from .format.provenance import version


def catalogue_report(found: Catalogue) -> Iterator[Block]:
    """List the kinds asked for, and the value matrix where the orders alone are."""
    yield Heading("What there is", 1)
    for kind, meanings in found.meanings.items():
        yield Heading(kind.capitalize())
        yield Table(f"Names of {kind}", ("name", "meaning"), tuple(meanings.items()))
    if found.compared:
        yield from _value_matrix(found)


def catalogue_json(found: Catalogue) -> dict[str, Any]:
    """Return the kinds asked for in the schema tetrarchy.list/1, as tables from names to meanings."""
    values = {"schema": "tetrarchy.list/1", "version": version(), **found.meanings}
    if not found.compared:
        return values
    return {
        **values,
        "value_matrix": {order.name: order.weights for order in ORDERS.values()},
        "similarities": dict(zip(ORDER_NAMES, found.similarities, strict=True)),
        "floors": {order.name: order.floors for order in ORDERS.values()},
        "implied_floors": {
            name: dict(zip(FLOORS, row, strict=True)) for name, row in zip(ORDER_NAMES, found.floors, strict=True)
        },
        "liberal_phases": LIBERAL_PHASES,
    }


def _value_matrix(found: Catalogue) -> Iterator[Block]:
    rows = [
        (
            name.replace("_", " "),
            *(f"{cell.value} [{number(cell.low)}, {number(cell.high)}] {cell.evidence}" for cell in cells),
        )
        for name, cells in ((n, [order.weights[n] for order in ORDERS.values()]) for n in DIMENSION_NAMES)
    ]
    yield Table("The value matrix: weight, range, what it rests on", ("dimension", *ORDER_NAMES), tuple(rows))
    rows = [
        (
            order.name,
            name.replace("_", " "),
            str(order.weights[name].value),
            order.weights[name].reason,
            order.weights[name].source,
        )
        for order in ORDERS.values()
        for name in DIMENSION_NAMES
    ]
    yield Table("Why each weight is what it is", ("order", "dimension", "weight", "reason", "source"), tuple(rows))
    rows = [
        (name, *(number(value) for value in row)) for name, row in zip(ORDER_NAMES, found.similarities, strict=True)
    ]
    yield Table("How alike the rows are (cosine, -1 to 1)", ("order", *ORDER_NAMES), tuple(rows))
    rows = [
        (
            order.name,
            *(number(order.floors[floor], 2) for floor in FLOORS),
            *(number(share, 2) for share in implied),
        )
        for order, implied in zip(ORDERS.values(), found.floors, strict=True)
    ]
    headers = ("order", *FLOORS, *(f"{floor} (implied)" for floor in FLOORS))
    yield Table("Weight of the floors: as judged, and as the matrix implies", headers, tuple(rows))
    phases = [
        f"The liberal order {period}: " + ", ".join(f"{name} {value}" for name, value in cells.items())
        for period, cells in LIBERAL_PHASES.items()
    ]
    yield Items(tuple(phases))
