"""The order of a first page, one sheet of paper, whatever its scenario asks: parts without content have no heading."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ...games.numbers import counted, percent
from ...studies.scenario.page.facts import Drawn
from ..format.blocks import Block, Heading, Items, Paragraph, Table

ROOM = 4_400
"""As many letters fit on one sheet of paper, A4 or Letter, as printed."""


class Sheet(NamedTuple):
    """What stands on a first page: the question, the answer, and then items and facts; `key` explains the words."""

    question: str
    answer: tuple[str, ...]
    today: tuple[str, ...]
    changes: tuple[str, ...]
    rest: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    key: tuple[str, ...]

    @property
    def letters(self) -> int:
        """How many letters, blanks and marks it has, headings apart."""
        items = (self.question, *self.answer, *self.today, *self.changes, *self.rest, *self.key)
        return sum(map(len, (*items, *(cell for row in self.facts for cell in row))))


def sheet_blocks(sheet: Sheet) -> Iterator[Block]:
    """Give a first page, without the title above it."""
    yield Paragraph(f"Question: {sheet.question}")
    yield Heading("Answer", 3)
    yield Paragraph(" ".join(sheet.answer))
    listed = (
        ("Is it stable, and who would leave?", sheet.today),
        ("What would change it?", sheet.changes),
        ("What does it rest on?", sheet.rest),
    )
    for heading, items in listed:
        if items:
            yield Heading(heading, 3)
            yield Items(items)
    yield Heading("How sure is this?", 3)
    yield Table("Facts, and no grade", ("fact", "here"), sheet.facts)
    if sheet.key:
        yield Paragraph(" ".join(sheet.key))


def drawn_words(drawn: Drawn) -> str:
    """Return a share of draws with its standard error: "85% of 2,000 worlds, standard error 0.8%"."""
    among = f"of {counted(drawn.draws)} worlds"
    if drawn.share in (0, 1):
        return f"{'none' if drawn.share == 0 else 'all'} {among}"
    return f"{percent(drawn.share)} {among}, standard error {percent(drawn.standard_error)}"
