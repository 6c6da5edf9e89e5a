"""Role cards: what one values, can do, would like and does not know, in plain words; four to a sheet of paper."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil

from ...games.dimensions import Dimension
from ...games.numbers import percent
from ...games.text.labels import joined, listed, plain, stopped
from ...games.text.visible import visible
from ...studies.workshop.plan import Kit
from ...studies.workshop.questions import Questionnaire, Value
from ...studies.workshop.roles import Role, Unknown
from ..explore.sealed import sealed_page
from ..format.blocks import Block, Heading, Items, Paragraph
from .words import options_words, outcome_words

FOREMOST = 3
"""Dimensions that a card names."""

LINE, MOST_LINES = 52, 35
"""Letters that a line of a printed card holds, and lines that a quarter of a sheet does; of longer cards type is small.
"""


@dataclass(frozen=True)
class Part:
    """A part of a card: its title and its sentences."""

    title: str
    lines: tuple[str, ...]


def card_parts(asked: Questionnaire, role: Role) -> tuple[Part, ...]:
    """Return the parts of a card that have anything to say."""
    parts = (
        Part("What you value", tuple(_values(role))),
        Part("What you can do", tuple(_options(asked, role))),
        Part("What you would like", tuple(_likes(asked, role))),
        Part("What you do not know", tuple(map(_unknown, role.unknown))),
    )
    return tuple(part for part in parts if part.lines)


def cards_document(kit: Kit) -> Iterator[Block]:
    """Give the cards one after the other."""
    yield Heading(f"Role cards: {kit.scenario.title}", 1)
    for role in kit.roles:
        yield Heading(f"You are {role.spoken}")
        for part in card_parts(kit.asked, role):
            yield Paragraph(f"{part.title}:")
            yield Items(part.lines)


def cards_page(kit: Kit) -> str:
    """Return the cards as a page that prints four to a sheet of paper."""
    parts = [card_parts(kit.asked, role) for role in kit.roles]
    cards = [
        {
            "label": visible(role.spoken),
            "parts": [(part.title, [visible(line) for line in part.lines]) for part in own],
        }
        for role, own in zip(kit.roles, parts, strict=True)
    ]
    title, question = visible(kit.scenario.title), visible(kit.question)
    long = any(_printed_lines(question, own) > MOST_LINES for own in parts)
    return sealed_page("role_cards", title=title, question=question, cards=cards, long=long)


def _printed_lines(question: str, parts: Sequence[Part]) -> float:
    """Return about how many lines a card takes in the larger of its types; a title takes one and a half."""
    printed = [ceil(len(line) / LINE) for part in parts for line in part.lines]
    return ceil(len(question) / LINE) + sum(printed) + 1.5 * len(parts)


def _values(role: Role) -> Iterator[str]:
    for row, share in role.mix:
        part = "" if share == 1 else f" ({percent(share)} of what you do)"
        yield stopped(f"{row.title}{part}: {row.meaning}")
    if role.seeks:
        yield f"Above all you seek {listed(map(_dimension, role.seeks[:FOREMOST]))}."
    if role.shuns:
        yield f"You would rather have less of {listed(map(_dimension, role.shuns))}."


def _dimension(each: Dimension) -> str:
    return f"{plain(each.name)} ({each.meaning.removesuffix(' (derived)')})"


def _options(asked: Questionnaire, role: Role) -> Iterator[str]:
    yield from options_words(asked, role)
    if role.today:
        yield f"Today: {role.today}."


def _likes(asked: Questionnaire, role: Role) -> Iterator[str]:
    ranks = ("Best", "Next", "Then")
    for rank, outcome in zip(ranks, role.best, strict=False):
        yield f"{rank}: {_told(asked, role, outcome)}."
    if role.worst is not None:
        yield f"Worst: {_told(asked, role, role.worst)}."


def _told(asked: Questionnaire, role: Role, outcome: Value) -> str:
    if isinstance(outcome, tuple):
        return asked.scenario.names.told_to(role.place, outcome)
    return outcome_words(asked, outcome)


def _unknown(unknown: Unknown) -> str:
    types = [f"{name} with a chance of {percent(chance)}" for name, chance in unknown.types]
    return f"Which of these you meet in {unknown.player}: {joined(', ', types)}."
