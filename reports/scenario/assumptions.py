"""The log of assumptions, as a report, as a sheet to fill in, and as plain values."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ...games.numbers import number, percent
from ...games.scenario.resolved import plain_number
from ...games.scenario.scenario import Scenario
from ...studies.scenario.assumption_log import Assumption, AssumptionLog
from ..format.blocks import Block, Heading, Items, Notes, Paragraph, Table
from ..format.json import attributes
from ..format.provenance import LIMITS, provenance
from ..tipping import TURNS, change_words, number_term
from .game import key_of_sources
from .values import exact_values
from .words import number_words, numbers_counted

TO_FILL_IN = ("who", "when", "why", "signed")
"""Columns that a sheet leaves empty."""

SHEET = ("path", "assumption", "value", "low", "high", "source", "judgement", "effect", "tips_at", "what_changes")
"""Columns of a sheet before those; `effect` is the distance of the nearest tipping point as a share of the range."""


def assumptions_report(log: AssumptionLog) -> Iterator[Block]:
    """Give every assumption with its range, what it rests on, and how far it can move alone."""
    yield Heading(f"Assumptions: {log.scenario.title}", 1)
    yield Paragraph(
        f"{log.judgements} of {numbers_counted(each.path for each in log.entries)} are judgements. The last column "
        f"says how far each must move alone, as a share of its range, before {TURNS[log.played]} changes."
    )
    rows = tuple(
        (
            number_term(log.scenario.underlying, each.path),
            number(each.value),
            "" if each.low is None or each.high is None else f"{number(each.low)} to {number(each.high)}",
            each.source,
            "yes" if each.judgement else "no",
            _effect_words(each),
        )
        for each in log.entries
    )
    headers = ("assumption", "value", "range", "source", "judgement", "changes the answer after")
    yield Table("Assumptions, in the order of the scenario", headers, rows)
    yield from key_of_sources(each.source for each in log.entries)
    if log.notes:
        yield Notes(log.notes)
    yield Heading("What this rests on")
    yield Items(LIMITS)


def _effect_words(each: Assumption) -> str:
    if each.tips is None:
        return "not asked"
    return "never" if each.tips.nearest is None else percent(each.tips.nearest.distance)


def assumptions_sheet(log: AssumptionLog) -> Iterator[Table]:
    """Give the sheet that can be filled in and read back."""
    rows = tuple((*_cells(log.scenario.underlying, each), *("" for _ in TO_FILL_IN)) for each in log.entries)
    yield Table("", (*SHEET, *TO_FILL_IN), rows)


def _cells(scenario: Scenario, each: Assumption) -> tuple[str, ...]:
    tip = None if each.tips is None else each.tips.nearest
    return (
        each.path,
        number_words(scenario, each.path),
        *("" if value is None else _written(value) for value in (each.value, each.low, each.high)),
        each.source,
        "yes" if each.judgement else "no",
        *(("", "", "") if tip is None else (repr(tip.distance), repr(float(tip.value)), change_words(scenario, tip))),
    )


def _written(value: Any) -> str:
    """Return a number as a decimal that a spreadsheet does not take for a date."""
    plain = plain_number(value)
    return repr(float(value)) if isinstance(plain, str) else repr(plain)


def assumptions_json(log: AssumptionLog) -> dict[str, Any]:
    """Return the same in the schema tetrarchy.assumptions/1."""
    return {
        **provenance(log.scenario, "assumptions"),
        "judgements": log.judgements,
        "played": log.played,
        "assumptions": [
            {
                "path": each.path,
                "label": number_words(log.scenario.underlying, each.path),
                **attributes(each, "value", "low", "high", "source", "judgement"),
                **_tip_values(log.scenario.underlying, each),
            }
            for each in log.entries
        ],
        "notes": list(log.notes),
    }


def _tip_values(scenario: Scenario, each: Assumption) -> dict[str, Any]:
    tip = None if each.tips is None else each.tips.nearest
    return {
        "effect": None if tip is None else tip.distance,
        "tips_at": None if tip is None else exact_values(tip.value),
        "what_changes": "" if tip is None else change_words(scenario, tip),
    }
