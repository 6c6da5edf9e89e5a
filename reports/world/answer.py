"""The answer to a world: what it would practise, who moves, how blocs fall, and what that rests on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from ...games.numbers import number, percent, signed
from ...solvers.world.reasons import Reasons
from ...studies.world.analysis import WorldAnalysis
from ...studies.world.draws import DRAWS, DrawnSentence
from ...studies.world.standing import BLOCS, MIXES, PRESSURE, RESISTANCE, STANDINGS, TIES
from ...studies.world.views import WorldReport
from ..figures.charts import bars_figure
from ..figures.world import blocs_figure, simplex_figure, strip_figure
from ..format.blocks import Block, Heading, Items, Paragraph, Table
from .blocs import BLOC_NAMES, blocs_blocks
from .words import (
    SMALL,
    assumptions,
    certificate_words,
    change_words,
    evidence_table,
    leading,
    mix_words,
    proof_words,
    share_words,
    weights_table,
)

TOLD = 15
"""States that a table of movers tells."""

STILL = 1e-9


def world_report(analysis: WorldAnalysis) -> Iterator[Block]:
    """Say what all practise, what the changes would do, how blocs fall, and what the data say."""
    setting = analysis.setting
    yield Heading(setting.title, 1)
    if setting.description:
        yield Paragraph(setting.description)
    yield Paragraph(" ".join(answer_sentences(analysis)))
    yield from _body(analysis)


def _body(analysis: WorldAnalysis) -> Iterator[Block]:
    setting = analysis.setting
    yield from _aggregate(analysis)
    yield simplex_figure(analysis)
    yield strip_figure(analysis)
    for reasons in analysis.reasons:
        yield from _explained(analysis, reasons)
    yield from _movers(analysis)
    if analysis.channels is not None:
        yield from _channels(analysis)
    if analysis.sentences:
        yield from _drawn(analysis.sentences)
    yield Heading("Blocs of the strongest states")
    yield from blocs_blocks(setting, analysis.blocs, analysis.blocs_after)
    yield blocs_figure(analysis.blocs_now)
    yield Heading("What this rests on")
    yield Items((proof_words(analysis.now), certificate_words(analysis.now)))
    yield from assumptions(setting)
    yield evidence_table((MIXES, TIES, RESISTANCE, PRESSURE, BLOCS))


def whole_blocks(report: WorldReport) -> Iterator[Block]:
    """Give the whole analysis below its answer, with pictures, influence and every state."""
    analysis = report.analysis
    world = analysis.now.world
    if analysis.setting.description:
        yield Paragraph(analysis.setting.description)
    yield from _body(analysis)
    yield Heading("Who moves the others")
    ranked = analysis.influence.ranked()[:TOLD]
    towards = [world.orders[int(analysis.influence.orders[place])] for place in ranked]
    names = [f"{analysis.setting.name(world.states[k])}, {order}" for k, order in zip(ranked, towards, strict=True)]
    if ranked:
        yield bars_figure(
            "Influence: how far the others move, weighed by size, for each unit of a push of 0.1 towards the order "
            "named",
            names,
            analysis.influence.values[ranked],
            "influence",
        )
    yield influence_table(analysis.setting.name, world, analysis.influence, TOLD)
    if analysis.regions:
        yield Heading("By region")
        yield _regions(analysis)
    yield Heading("Every state")
    yield _states(analysis)
    yield evidence_table(STANDINGS)


def world_tables(analysis: WorldAnalysis) -> Iterator[Block]:
    """Return what CSV keeps: every state, a row each."""
    yield Table("", *_rows(analysis))


def whole_tables(report: WorldReport) -> Iterator[Block]:
    """Return what CSV keeps of the whole analysis: every state, a row each."""
    yield Table("", *_whole_rows(report.analysis))


def influence_table(name: Any, world: Any, influence: Any, top: int) -> Table:
    """Return the most influential states, with the push that gives them most."""
    rows = tuple(
        (
            name(world.states[place]),
            number(influence.values[place]),
            world.orders[int(influence.orders[place])],
            percent(world.size[place]),
        )
        for place in influence.ranked()[:top]
    )
    caption = "How far a push of 0.1 on each state moves the others, for each unit of the push, weighed by size"
    return Table(caption, ("state", "influence", "pushed towards", "size"), rows)


def answer_sentences(analysis: WorldAnalysis) -> Iterator[str]:
    """Say in at most three sentences what is practised, and what the changes would do."""
    setting, now = analysis.setting, analysis.now
    orders = now.world.orders
    practice = mix_words(orders, now.aggregate)
    if analysis.after is None:
        yield f"In this game the world practises {practice}, each state weighed by its size."
        yield "Nobody gains by another mix of its own, given the others'."
        return
    asked = " and ".join(change_words(setting, path, value) for path, value in setting.changes.items())
    before = mix_words(orders, analysis.before.aggregate)
    yield f"If {asked}, then in this game the world would practise {practice}, each state weighed by its size."
    yield f"As it is, it practises {before}."
    named = [
        f"{setting.name(now.world.states[place])} ({number(analysis.moved[place])})"
        for place in analysis.movers[:3]
        if analysis.moved[place] > STILL
    ]
    yield f"Most of the movement would be that of {', '.join(named)}." if named else "Nobody would move."


def _aggregate(analysis: WorldAnalysis) -> Iterator[Block]:
    world = analysis.now.world
    first = analysis.before.world.decimals.size @ analysis.before.world.decimals.theta
    columns: list[tuple[str, Any]] = [("identities", first), ("practice", analysis.before.aggregate)]
    if analysis.after is not None:
        columns.append(("with the changes", analysis.after.aggregate))
    yield weights_table(world, columns)


def _movers(analysis: WorldAnalysis) -> Iterator[Block]:
    what = "their practice before" if analysis.after is not None else "their identity"
    places = [place for place in analysis.movers if analysis.moved[place] > STILL]
    if not places:
        return
    headers, rows = _rows(analysis)
    count = f"{min(TOLD, len(places))} of {len(places)}"
    caption = f"How far states move from {what}, those first whose movement weighs most in the world: {count}"
    yield Heading("Who moves")
    yield Table(caption, headers, tuple(rows[place] for place in places[:TOLD]))


def _regions(analysis: WorldAnalysis) -> Table:
    orders = analysis.now.world.orders
    rows = tuple(
        (own.name, str(own.states), percent(own.size), *(share_words(share) for share in own.practice))
        for own in analysis.regions
    )
    return Table("What regions practise, their states weighed by size", ("region", "states", "size", *orders), rows)


def _states(analysis: WorldAnalysis) -> Table:
    caption = (
        "Identity, practice and how far apart they are; the bloc of the strongest; margin: the least share, or the "
        "least that an order left aside costs more, which is what must vanish before others are practised; influence"
    )
    return Table(caption, *_whole_rows(analysis))


def _whole_rows(analysis: WorldAnalysis) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """Return the rows of all states with their intervals, blocs, margins and influence."""
    headers, rows = _rows(analysis)
    blocs = analysis.blocs_now
    sides = {code: BLOC_NAMES[value] for value, codes in blocs.members.items() for code in codes}
    more = tuple(
        (
            sides.get(row[0], ""),
            number(analysis.margins[place]),
            number(analysis.influence.values[place]) if place < analysis.influence.reached else "",
            _votes(analysis, row[0]),
        )
        for place, row in enumerate(rows)
    )
    whole = tuple(row + own for row, own in zip(rows, more, strict=True))
    return (*headers, "bloc", "margin", "influence", "votes, 5-95%"), whole


def _votes(analysis: WorldAnalysis, code: str) -> str:
    """Return the intervals of the corners in a state's votes, without those that are next to nothing."""
    intervals = analysis.setting.intervals.get(code, {})
    kept = {corner: ends for corner, ends in intervals.items() if ends[1] >= SMALL}
    return ", ".join(f"{corner} {percent(low)} to {percent(high)}" for corner, (low, high) in kept.items())


def _rows(analysis: WorldAnalysis) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    world, setting = analysis.now.world, analysis.setting
    orders = world.orders
    start = "practice before" if analysis.after is not None else "identity"
    practice = analysis.now.practice.astype(float)
    headers = ("code", "state", "size", start, "practice", "leading", "moved")
    rows = tuple(
        (
            code,
            setting.name(code),
            percent(world.size[place]),
            mix_words(orders, analysis.compared[place]),
            mix_words(orders, practice[place]),
            leading(orders, practice[place]),
            number(analysis.moved[place]),
        )
        for place, code in enumerate(world.states)
    )
    return headers, rows


def _explained(analysis: WorldAnalysis, reasons: Reasons) -> Iterator[Block]:
    """Say what draws a state to each order, and why it stays where it is."""
    orders, name = analysis.now.world.orders, analysis.setting.name(reasons.state)
    yield Heading(f"{name} ({reasons.state})")
    yield Paragraph(
        f"It practises {mix_words(orders, reasons.practice)}; its identity is {mix_words(orders, reasons.identity)}."
    )
    if not analysis.explain:
        return
    parts = (reasons.identity, reasons.pushed, reasons.ties, -reasons.resistance, reasons.pull, reasons.practice)
    rows = tuple((order, *(_part(part, place) for part in parts)) for place, order in enumerate(orders))
    headers = ("order", "identity", "push", "pull of ties", "resistance", "in all", "practised")
    yield Table("What draws it to each order and what holds it back, at the margin", headers, rows)
    aside = [order for order, share in zip(orders, reasons.practice, strict=True) if share <= STILL]
    why = f" More of {' or '.join(aside)}, which it leaves aside, would gain it less." if aside else ""
    yield Paragraph(
        "It stays because a little more of any order that it practises would gain it the same "
        f"({number(reasons.level)}), so that to shift from one to another gains nothing.{why}"
    )


def _part(part: Any, place: int) -> str:
    return signed(float(part[place]))


def _drawn(sentences: Sequence[DrawnSentence]) -> Iterator[Block]:
    """Say in which share of the worlds drawn from the intervals of the mixes each sentence holds."""
    yield Heading("How sure this is of the mixes")
    caption = f"If so, then in this game: share of {DRAWS} worlds, their mixes drawn from the intervals of the votes"
    yield Table(caption, ("sentence", "share"), tuple((each.sentence, percent(each.share)) for each in sentences))


def _channels(analysis: WorldAnalysis) -> Iterator[Block]:
    """Say through which channels the changes work on the world, and on those that move most."""
    world, shares = analysis.now.world, analysis.channels or {}
    size = world.decimals.size
    rows = tuple(
        (name, *(signed(float(own)) for own in size @ share.astype(float)), number(_length(share, size)))
        for name, share in shares.items()
    )
    yield Heading("Through which channels")
    caption = "Change of the world's practice by channel (Shapley): identity, network of ties, weight in the world"
    yield Table(caption, ("channel", *world.orders, "movement of states"), rows)


def _length(share: Any, size: Any) -> float:
    return float(size @ np.sqrt((share.astype(float) ** 2).sum(axis=1)))
