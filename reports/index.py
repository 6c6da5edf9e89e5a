"""The index of a gallery: for each scenario what it asks, what the answer is, and where its pages are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from .format.blocks import Block, Heading, Paragraph
from .format.escapes import markdown_block
from .format.page import rendered
from .format.tables import table

ROOMS: Mapping[str, str] = {
    "triangle": "The United States, Russia and China",
    "eurasia": "Russia's neighbours and Central Asia",
    "europe": "Europe, its allies and its sanctions",
    "economy": "Trade",
    "institutions": "Institutions and recognition",
    "powers": "Arms, interventions and the unipolar moment",
    "society": "Climate, movements and politics at home",
    "sequence": "Who moves first",
    "conflicts": "Conflicts without payoffs",
    "populations": "Populations",
    "classics": "Games everybody knows",
}
"""The rooms of the shipped scenarios, each with its title."""

ASKED = "Question: "


class Entry(NamedTuple):
    """A scenario in a gallery; `pages` are file names by what they are called."""

    room: str
    name: str
    title: str
    question: str
    answer: str
    pages: Mapping[str, str]


def entry(room: str, name: str, blocks: Sequence[Block], pages: Mapping[str, str]) -> Entry:
    """Return the entry of a report: its title, its question and its answer are those of its first page."""
    texts = [block.text if isinstance(block, Heading | Paragraph) else "" for block in blocks]
    question = next((text.removeprefix(ASKED) for text in texts if text.startswith(ASKED)), "")
    answer = texts[texts.index("Answer") + 1] if "Answer" in texts else ""
    return Entry(room, name, texts[0], question, answer, pages)


def index_markdown(entries: Iterable[Entry]) -> str:
    """Return the index as Markdown, room by room; each title leads to the first of the pages."""
    parts = ["# Gallery", "Each shipped scenario with its question and its answer; the title leads to the report."]
    for room, inside in _by_room(entries):
        rows = [(each.name, each.question, each.answer) for each in inside]
        shown = table(("scenario", "question", "answer"), rows, "markdown")
        for each in inside:
            shown = shown.replace(f"| {each.name} ", f"| [{each.name}]({next(iter(each.pages.values()))}) ", 1)
        parts += [f"## {markdown_block(ROOMS[room])}", shown]
    return "\n\n".join(parts) + "\n"


def index_page(entries: Iterable[Entry]) -> str:
    """Return the index as a page, which asks nobody for anything."""
    return rendered("index.html", rooms=[(ROOMS[room], inside) for room, inside in _by_room(entries)])


def _by_room(entries: Iterable[Entry]) -> list[tuple[str, list[Entry]]]:
    known = list(entries)
    rooms = [(room, [each for each in known if each.room == room]) for room in ROOMS]
    return [(room, inside) for room, inside in rooms if inside]
