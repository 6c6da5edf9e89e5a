"""The sheet that each participant of a workshop fills in: one line for each question, the last column empty."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from ...games.numbers import number
from ...games.text.cells import no_formula
from ...games.text.visible import visible
from ..blank_sheet import BlankSheet, Cells
from .questions import NUMBERS, Question, Questionnaire, Section

KEY, QUESTION, LOW, HIGH, TODAY, YOURS = "key", "question", "from", "to", "today", "yours"
HEADINGS = (KEY, QUESTION, LOW, HIGH, TODAY, YOURS)

SCENARIO, NAME = "scenario", "name"
"""What begins the lines above the headings that say of which scenario a sheet is, and whose."""

HOW_TO = (
    "Write what you hold right into the last column, and leave empty what you have no view on: the scenario's own "
    "value stands for it then. The column today says what the scenario holds. A ranking is given whole or not at all; "
    "points that are left out are 0 where others are given. Decimals have a point: 0.5. Please change nothing else."
)

_WIDTHS = (30, 70, 9, 9, 12, 14)


def participant_sheet(asked: Questionnaire, name: str = "") -> BlankSheet:
    """Return the sheet of a participant, who may have a name on it already; all names on it are text."""
    top: list[Sequence[str | float]] = [
        [HOW_TO],
        [SCENARIO, as_written(asked.scenario.title)],
        [NAME, as_written(name)],
        list(HEADINGS),
    ]
    cells = list(top)
    bold: set[int] = set()
    rules: dict[Cells, dict[str, object]] = {}
    for section in asked.sections:
        bold.add(len(cells))
        cells.append(["", as_written(section.title)])
        for question in section.questions:
            if section.kind != "outcome":
                rules[len(cells), len(HEADINGS) - 1, len(cells), len(HEADINGS) - 1] = _rule(section, question)
            cells.append(list(_line(question)))
    return BlankSheet("answers", cells, len(top) - 1, 1, _WIDTHS, rules, frozenset(bold))


def as_written(text: str) -> str:
    """Return a name as a cell of a sheet holds it: one line that no spreadsheet takes for a formula."""
    return no_formula(visible(text))


def _line(question: Question) -> Iterator[str | float]:
    yield as_written(question.key)
    yield as_written(_words(question))
    for end in (question.low, question.high):
        yield "" if end is None else _plain(end)
    yield _plain(question.today) if isinstance(question.today, Fraction) else as_written(question.today)
    yield ""


def _plain(value: Fraction) -> int | float:
    return int(value) if value.denominator == 1 else float(value)


def _words(question: Question) -> str:
    if not question.choices:
        return question.words
    named = ", ".join(f"{place} {choice}" for place, choice in enumerate(question.choices, 1))
    return f"{question.words} ({named})"


def _rule(section: Section, question: Question) -> dict[str, object]:
    """Return the rule of a workbook for what may be written; where a number may lie beyond its range, it warns."""
    low, high = (Fraction(0) if end is None else end for end in (question.low, question.high))
    ends = f"{number(low)} to {number(high)}"
    return {
        "validate": "integer" if section.kind == "ranking" else "decimal",
        "criteria": "between",
        "minimum": _plain(low),
        "maximum": _plain(high),
        "error_type": "warning" if section.kind in (NUMBERS, "shares") else "stop",
        "error_message": f"Expected a number from {ends}, or nothing.",
    }
