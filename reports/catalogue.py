"""What there is: scenarios, arenas, orders, concepts, claims, with a line on each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from ..games.arenas import ARENAS
from ..games.dimensions import DIMENSION_NAMES, FLOORS
from ..games.orders import LIBERAL_PHASES, ORDER_NAMES, ORDERS, cosine_similarities, implied_floors, value_matrix
from ..games.population import POPULATIONS
from ..games.scenario.scenario import Scenario
from ..solvers.solve import CONCEPTS
from ..studies.claims.papers import CLAIMS
from .format.blocks import Block, Heading, Items, Table
from .format.numbers import number
from .format.provenance import version


def catalogue(kinds: Sequence[str], scenarios: Sequence[Scenario]) -> Iterator[Block]:
    """List the kinds asked for, in order: "scenarios", "arenas", "orders", "concepts", "claims"."""
    yield Heading("What there is", 1)
    for kind in kinds:
        yield Heading(kind.capitalize())
        yield Table(f"Names of {kind}", ("name", "meaning"), meanings(kind, scenarios))
        if kind == "orders" and len(kinds) == 1:
            yield from _value_matrix()


def catalogue_json(kinds: Sequence[str], scenarios: Sequence[Scenario]) -> dict[str, Any]:
    """Return the kinds asked for in the schema tetrarchy.list/1, as tables from names to meanings."""
    listed = {kind: dict(meanings(kind, scenarios)) for kind in kinds}
    return {"schema": "tetrarchy.list/1", "version": version(), **listed}


def meanings(kind: str, scenarios: Sequence[Scenario]) -> tuple[tuple[str, str], ...]:
    """Return the names of one kind with the meaning of each."""
    match kind:
        case "scenarios":
            return tuple((scenario.source, scenario.title) for scenario in scenarios)
        case "arenas":
            arenas = (*ARENAS.values(), *POPULATIONS.values())
            return tuple((arena.name, f"{arena.title}: {arena.question}") for arena in arenas)
        case "orders":
            return tuple((order.name, f"{order.title}: {order.meaning}") for order in ORDERS.values())
        case "claims":
            return tuple((claim.id, f"{claim.title}: {claim.statement}") for claim in CLAIMS.values())
        case _:
            return tuple((concept.name, concept.meaning) for concept in CONCEPTS.values())


def _value_matrix() -> Iterator[Block]:
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
    likeness = cosine_similarities(value_matrix())
    rows = [(name, *(number(value) for value in row)) for name, row in zip(ORDER_NAMES, likeness, strict=True)]
    yield Table("How alike the rows are (cosine, -1 to 1)", ("order", *ORDER_NAMES), tuple(rows))
    floors = implied_floors(value_matrix())
    rows = [
        (
            order.name,
            *(number(order.floors[floor], 2) for floor in FLOORS),
            *(number(share, 2) for share in implied),
        )
        for order, implied in zip(ORDERS.values(), floors, strict=True)
    ]
    headers = ("order", *FLOORS, *(f"{floor} (implied)" for floor in FLOORS))
    yield Table("Weight of the floors: as judged, and as the matrix implies", headers, tuple(rows))
    phases = [
        f"The liberal order {period}: " + ", ".join(f"{name} {value}" for name, value in cells.items())
        for period, cells in LIBERAL_PHASES.items()
    ]
    yield Items(tuple(phases))
