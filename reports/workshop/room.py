"""The page for the projector: one dot a head, on the map of the two numbers that decide most, or by what holds.

The page is drawn here; its script shows and hides, and says what a dot stands for. Regions and rims have the colour and
the number of what holds, so that nothing is told by colour alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, product

import numpy as np

from ...games.numbers import number, whole_percent
from ...games.text.visible import visible
from ...studies.workshop.answers import Answer
from ...studies.workshop.elicitation import Elicitation
from ...studies.workshop.room_map import CELLS, RoomMap, Side
from ..explore.sealed import sealed_page
from ..figures.drawing import colour, short
from ..format.provenance import version
from ..scenario.words import number_words
from .words import answer_words, cells_words, explained, noun

SIZE = 820
"""Of a map, in units of the picture; a cell has 20."""

RADIUS = 17

ROW_LETTERS = 54
"""Of what holds, in a row of the picture; the table beside it has all."""

LABEL = 34
"""Of a row, above its dots."""

CROWD = 12
"""How many dots away at the most a dot is put where others have its place."""

TICKS = 5
"""Numbers beside a side."""


@dataclass(frozen=True)
class Dot:
    """A head on the picture: its number and place, the number of what holds in its own game, and what is said of it."""

    number: int
    x: float
    y: float
    answer: int
    colour: str
    words: str


def elicit_page(found: Elicitation) -> str:
    """Return the page; it asks for nothing and forbids itself to."""
    room, asked = found.map, found.asked
    answers = _answers(found, room)
    dots = list(_dots(found, room, answers))
    return sealed_page(
        "workshop_room",
        ("workshop_room.js",),
        title=visible(asked.scenario.title),
        size=SIZE,
        radius=RADIUS,
        height=SIZE if room else _row_height(found, answers) * len(answers),
        regions=list(_regions(room)) if room else [],
        marks=list(_marks(room)) if room else [],
        rows=[] if room else list(_rows(found, answers)),
        across=_ticks(found, room.across) if room else None,
        upward=_ticks(found, room.upward) if room else None,
        group=None if room is None else _spot(room, room.across.group, room.upward.group),
        dots=dots,
        answers=list(_legend(found, room, answers)),
        heads=[(dot.number, visible(head.name), dot.answer) for dot, head in zip(dots, found.heads, strict=True)],
        noun=noun(asked)[1],
        explained=explained(asked),
        cells=cells_words(),
        group_words=visible(answer_words(asked, found.group_answer)),
        own_words=visible(answer_words(asked, found.own_answer)),
        footer=f"tetrarchy {version()}.",
    )


def _answers(found: Elicitation, room: RoomMap | None) -> list[Answer]:
    """Return what holds anywhere: on the map, in the games of the heads, of the group, of the scenario."""
    on_map = () if room is None else room.answers
    return list(dict.fromkeys((*on_map, *found.answers, found.group_answer, found.own_answer)))


def _legend(
    found: Elicitation, room: RoomMap | None, answers: Sequence[Answer]
) -> Iterator[tuple[int, str, str, int, str]]:
    """Go through what holds somewhere: its number, colour and words, how many heads it has, its share of the map."""
    for place, answer in enumerate(answers):
        share = whole_percent(room.shares[place]) if room is not None and place < len(room.answers) else ""
        words = visible(answer_words(found.asked, answer))
        yield place + 1, colour(place), words, found.answers.count(answer), share


def _dots(found: Elicitation, room: RoomMap | None, answers: Sequence[Answer]) -> Iterator[Dot]:
    taken: list[tuple[float, float]] = []
    for place, (head, answer) in enumerate(zip(found.heads, found.answers, strict=True)):
        own = answers.index(answer)
        if room is None:
            tall = _row_height(found, answers)
            x, y, band = RADIUS * 3.0, (own + 0.7) * tall, (own * tall + LABEL, (own + 1) * tall)
        else:
            (x, y), band = _spot(room, room.across.heads[place], room.upward.heads[place]), (0, SIZE)
        x, y = _free(x, y, band, taken)
        taken.append((x, y))
        words = f"{place + 1}: {head.name}. In its own game there holds {answer_words(found.asked, answer)}."
        if room is not None:
            words += f" {_stands(found, room, place)}"
        yield Dot(place + 1, x, y, own + 1, colour(own), visible(words))


def _stands(found: Elicitation, room: RoomMap, head: int) -> str:
    sides = [
        f"{number_words(found.asked.scenario, side.path)} {number(side.heads[head])}"
        for side in (room.across, room.upward)
    ]
    return f"It stands at {' and '.join(sides)}."


def _free(
    x: float, y: float, band: tuple[float, float], taken: Sequence[tuple[float, float]]
) -> tuple[float, float]:
    """Return the nearest place to this one, in steps of a dot, where a dot lies in the band and covers no other."""
    top, bottom = band
    step = 2 * RADIUS + 2
    around = sorted(product(range(-CROWD, CROWD + 1), repeat=2), key=lambda at: (at[0] ** 2 + at[1] ** 2, at))
    spots = ((x + step * right, y - step * up) for up, right in around)
    free = (
        (a, b)
        for a, b in spots
        if RADIUS <= a <= SIZE - RADIUS
        and top + RADIUS <= b <= bottom - RADIUS
        and not any(abs(a - c) < 2 * RADIUS and abs(b - d) < 2 * RADIUS for c, d in taken)
    )
    return next(free, (x, y))


def _spot(room: RoomMap, across: object, upward: object) -> tuple[float, float]:
    """Return where a point of the map lies on the picture, no nearer to its edge than a dot reaches."""
    shares = room.across.place(across), 1 - room.upward.place(upward)  # type: ignore[arg-type]
    x, y = (min(max(share * SIZE, RADIUS), SIZE - RADIUS) for share in shares)
    return x, y


def _regions(room: RoomMap) -> Iterator[tuple[int, int, int, str]]:
    """Go through the cells, those that lie side by side with one answer together: x, y, width, colour."""
    size = SIZE // CELLS
    for row, cells in enumerate(room.cells.tolist()):
        start = 0
        for answer, run in groupby(cells):
            length = sum(1 for _ in run)
            yield start * size, (CELLS - 1 - row) * size, length * size, colour(answer)
            start += length


def _marks(room: RoomMap) -> Iterator[tuple[float, float, int]]:
    """Go through the answers of the map: a place inside each, next to its middle, and its number."""
    size = SIZE // CELLS
    for answer in range(len(room.answers)):
        places = np.argwhere(room.cells == answer)
        row, column = places[np.abs(places - places.mean(axis=0)).sum(axis=1).argmin()].tolist()
        yield (column + 0.5) * size, (CELLS - 0.5 - row) * size, answer + 1


def _ticks(found: Elicitation, side: Side) -> dict[str, object]:
    steps = [k * SIZE / (TICKS - 1) for k in range(TICKS)]
    values = [number(side.low + (side.high - side.low) * k / (TICKS - 1)) for k in range(TICKS)]
    return {
        "name": visible(number_words(found.asked.scenario, side.path)),
        "ticks": list(zip(steps, values, strict=True)),
    }


def _row_height(found: Elicitation, answers: Sequence[Answer]) -> int:
    """Return the height of a row of dots without a map, in which the largest group has room."""
    most = max(found.answers.count(answer) for answer in answers)
    lines = -(-most // (SIZE // (2 * RADIUS + 2) - 2))
    return (lines + 2) * (2 * RADIUS + 2)


def _rows(found: Elicitation, answers: Sequence[Answer]) -> Iterator[tuple[int, int, str, str]]:
    height = _row_height(found, answers)
    for place, answer in enumerate(answers):
        yield (
            place * height,
            height,
            colour(place),
            f"{place + 1}: {short(answer_words(found.asked, answer), ROW_LETTERS)}",
        )
