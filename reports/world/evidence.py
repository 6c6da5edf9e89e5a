"""What the data say, check by check, and mixes as they are estimated."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ...games.numbers import number, several
from ...studies.world.estimate import WindowMixes
from ...studies.world.evidence.checks import Evidence
from ...studies.world.standing import STANDINGS
from ..format.blocks import Block, Heading, Paragraph, Table
from ..format.provenance import version
from .words import evidence_table


def evidence_report(evidence: Evidence) -> Iterator[Block]:
    """Say which checks hold and which fail, and with which figures."""
    yield Heading("What the data say of the world game", 1)
    yield Paragraph("The rule of each check was set before any run. One that fails is a result, and is told as such.")
    if not evidence.checks:
        yield Paragraph("No folder of data was given; docs/how-to/world.md says what one holds. Found before:")
        yield evidence_table(STANDINGS)
        return
    rows = tuple(
        (check.name, check.question, "PASS" if check.passes else "FAIL", check.verdict, check.rule)
        for check in evidence.checks
    )
    yield Table("Checks", ("check", "question", "verdict", "number", "rule set beforehand"), rows)
    for check in evidence.checks:
        figures = tuple((name, number(value, 4)) for name, value in check.figures.items())
        yield Table(f"{check.name}: figures", ("figure", "value"), figures)
    yield evidence_table(STANDINGS)


def evidence_json(evidence: Evidence) -> dict[str, Any]:
    """Return the checks in the schema tetrarchy.evidence/1."""
    return {
        "schema": "tetrarchy.evidence/1",
        "version": version(),
        "checks": [check._asdict() for check in evidence.checks],
        "evidence": [each._asdict() for each in STANDINGS],
    }


def mixes_report(found: WindowMixes) -> Iterator[Block]:
    """Show the mixes of a window."""
    first, last = found.window
    yield Heading(f"Mixes of {first}-{last}", 1)
    yield Paragraph(
        f"Archetypal analysis of {several(found.calls, 'roll call')} and {several(len(found.states), 'state')}. "
        "Corners are averages of many states' votes; their names are labels."
    )
    if found.estimate.stability is not None:
        stable = found.estimate.stability[list(found.places)]
        rows = tuple((name, number(value)) for name, value in zip(found.corners, stable, strict=True))
        yield Table("Median correlation over samples of the calls", ("corner", "correlation"), rows)
    yield from mixes_tables(found)


def mixes_tables(found: WindowMixes) -> Iterator[Table]:
    """Return the mixes as the table that a world file reads."""
    own = found.estimate
    columns: list[tuple[str, Any]] = []
    for name, place in zip(found.corners, found.places, strict=True):
        columns.append((name, own.mixes[:, place]))
        if own.low is not None and own.high is not None:
            columns += [(f"{name}_5", own.low[:, place]), (f"{name}_95", own.high[:, place])]
    rows = tuple((code, *(number(values[row]) for _, values in columns)) for row, code in enumerate(found.states))
    yield Table("", ("iso3", *(name for name, _ in columns)), rows)


def mixes_json(found: WindowMixes) -> dict[str, Any]:
    """Return the mixes in the schema tetrarchy.mixes/1."""
    own, places = found.estimate, list(found.places)
    return {
        "schema": "tetrarchy.mixes/1",
        "version": version(),
        "window": found.window,
        "states": found.states,
        "corners": found.corners,
        "calls": found.calls,
        "mixes": own.mixes[:, places],
        "low": None if own.low is None else own.low[:, places],
        "high": None if own.high is None else own.high[:, places],
        "stability": None if own.stability is None else own.stability[places],
    }
