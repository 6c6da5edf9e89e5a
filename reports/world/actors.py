"""States of the catalogue as cards: mixes with intervals, drift over windows, size, ties, where it comes from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ...games.numbers import number, percent
from ...games.orders.rows import ORDER_NAMES
from ...games.world.catalogue import ANCHORS, CORNERS, MAIN_WINDOW, METHOD, WorldActor, described
from ...studies.world.actors import ActorCards
from ...studies.world.standing import MIXES
from ..figures.world import drift_figure
from ..format.blocks import Block, Heading, Items, Paragraph, Table
from ..format.provenance import version
from .words import evidence_table, mix_words

SOURCES = (
    "Votes: roll calls of the UN General Assembly (Voeten, Strezhnev and Bailey). Size: share in the capabilities of "
    "these states in 2010 (Correlates of War, CINC). Ties: obligations of any kind in 2010 (ATOP)."
)


def actors_report(cards: ActorCards) -> Iterator[Block]:
    """Show a line on every state, or what is known of some."""
    if cards.all:
        yield Heading("States of the catalogue", 1)
        rows = tuple(
            (own.code, own.name, own.region, percent(own.size), described(own.mixes[MAIN_WINDOW]))
            for own in cards.actors
        )
        yield Table(f"Mixes of corners, votes of {MAIN_WINDOW}", ("code", "state", "region", "size", "mix"), rows)
    for own in () if cards.all else cards.actors:
        yield from _card(own)
    yield Heading("What this rests on")
    yield Items((f"Mixes: {METHOD}.", SOURCES, _anchoring()))
    yield evidence_table((MIXES,))


def actors_json(cards: ActorCards) -> dict[str, Any]:
    """Return the states in the schema tetrarchy.actors/1."""
    return {
        "schema": "tetrarchy.actors/1",
        "version": version(),
        "corners": CORNERS,
        "anchors": {corner: {order: float(weight) for order, weight in row.items()} for corner, row in ANCHORS.items()},
        "method": METHOD,
        "actors": [
            {
                "code": own.code,
                "name": own.name,
                "region": own.region,
                "size": own.size,
                "corners": own.mixes,
                "intervals": own.intervals,
                "orders": {window: own.mix(window) for window in own.mixes},
                "ties": own.ties,
                "pacts": own.pacts,
                "rivals": own.rivals,
                "bodies": own.bodies,
            }
            for own in cards.actors
        ],
    }


def _card(own: WorldActor) -> Iterator[Block]:
    yield Heading(f"{own.name} ({own.code})", 1)
    yield Paragraph(
        f"In its votes of {MAIN_WINDOW}: {described(own.mixes[MAIN_WINDOW])}. By what the corners are taken to stand "
        f"for that is {mix_words(ORDER_NAMES, own.mix().values())}."
    )
    rows = tuple(
        (
            corner,
            percent(share),
            f"{percent(own.intervals[corner][0])} to {percent(own.intervals[corner][1])}",
        )
        for corner, share in zip(CORNERS, own.mixes[MAIN_WINDOW], strict=True)
    )
    yield Table(f"Corners, votes of {MAIN_WINDOW}", ("corner", "share", "5-95%"), rows)
    drift = tuple(
        (f"votes of {window}", described(own.mixes[window]), mix_words(ORDER_NAMES, own.mix(window).values()))
        for window in own.mixes
        if window != MAIN_WINDOW
    )
    if drift:
        yield Table("Drift, in the corners of the first window", ("window", "corners", "orders"), drift)
        later = {window: own.mix(window) for window in own.mixes if window != MAIN_WINDOW}
        yield drift_figure(own.name, ORDER_NAMES, later)
    yield Items(
        (
            f"Size: {percent(own.size)} of the capabilities of all states of the catalogue in 2010.",
            f"Ties in 2010: {', '.join(own.ties) or 'none'}.",
            f"Pacts of defence in 2010: {', '.join(own.pacts) or 'none'}.",
            f"Rivals in 2010: {', '.join(own.rivals) or 'none'}.",
            f"Bodies in 2010: {', '.join(own.bodies) or 'none of those that are coded'}.",
            f'In a scenario file: orders = "data:{own.code}:{MAIN_WINDOW}".',
        )
    )


def _anchoring() -> str:
    told = "; ".join(
        f"{corner}: " + ", ".join(f"{order} {number(float(weight))}" for order, weight in row.items())
        for corner, row in ANCHORS.items()
    )
    return f"What corners stand for is a judgement, each weight +-0.2: {told}. The data do not tell the orders apart."
