"""What there is, as a document and as plain values."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..games.dimensions import DIMENSION_NAMES, FLOORS
from ..games.numbers import number
from ..games.orders.rows import LIBERAL_PHASES, ORDERS, ROW_NAMES, ROWS, weight_cells
from ..studies.catalogue import Catalogue
from .format.blocks import Block, Heading, Items, Table
from .format.provenance import version
from .scenario.game import weight_words


def catalogue_report(catalogue: Catalogue) -> Iterator[Block]:
    """List the kinds asked for, and the value matrix where the orders alone are."""
    yield Heading("What there is", 1)
    for kind, meanings in catalogue.meanings.items():
        yield Heading(kind.capitalize())
        yield Table(f"Names of {kind}", ("name", "meaning"), tuple(meanings.items()))
    if catalogue.compared:
        yield from _value_matrix(catalogue)


def catalogue_json(catalogue: Catalogue) -> dict[str, Any]:
    """Return the kinds asked for in the schema tetrarchy.list/1, as tables from names to meanings."""
    values = {"schema": "tetrarchy.list/1", "version": version(), **catalogue.meanings}
    if not catalogue.compared:
        return values
    return {
        **values,
        "value_matrix": {row.name: row.weights for row in ROWS.values()},
        "similarities": dict(zip(ROW_NAMES, catalogue.similarities, strict=True)),
        "floors": {order.name: order.floors for order in ORDERS.values()},
        "implied_floors": {
            name: dict(zip(FLOORS, row, strict=True)) for name, row in zip(ROW_NAMES, catalogue.floors, strict=True)
        },
        "liberal_phases": LIBERAL_PHASES,
    }


def _value_matrix(catalogue: Catalogue) -> Iterator[Block]:
    cells = {name: [order.weights[name] for order in ROWS.values()] for name in DIMENSION_NAMES}
    rows = [
        (name.replace("_", " "), *(weight_words(cell.value, cell) for cell in weights))
        for name, weights in cells.items()
    ]
    yield Table("The value matrix: weight, range, what it rests on", ("dimension", *ROW_NAMES), tuple(rows))
    rows = [
        (order.name, name.replace("_", " "), str(cell.value), cell.reason, cell.source)
        for order, name, cell in weight_cells()
    ]
    yield Table("Why each weight is what it is", ("order", "dimension", "weight", "reason", "source"), tuple(rows))
    rows = [(name, *map(number, row)) for name, row in zip(ROW_NAMES, catalogue.similarities, strict=True)]
    yield Table("How alike the rows are (cosine, -1 to 1)", ("order", *ROW_NAMES), tuple(rows))
    rows = [
        (
            order.name,
            *(number(order.floors[floor], 2) for floor in FLOORS),
            *(number(share, 2) for share in implied),
        )
        for order, implied in zip(ORDERS.values(), catalogue.floors, strict=False)
    ]
    headers = ("order", *FLOORS, *(f"{floor} (implied)" for floor in FLOORS))
    yield Table("Weight of the floors: as judged, and as the matrix implies", headers, tuple(rows))
    phases = [
        f"The liberal order {period}: " + ", ".join(f"{name} {value}" for name, value in cells.items())
        for period, cells in LIBERAL_PHASES.items()
    ]
    yield Items(tuple(phases))
