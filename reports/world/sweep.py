"""A world at many points in words: what leads where, and in which share of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from ...games.numbers import counted, number, percent, several
from ...studies.world.standing import BLOCS, MIXES, RESISTANCE, TIES
from ...studies.world.sweep import Regime, WorldSweep
from ..format.blocks import Block, Heading, Paragraph, Table
from .values import head
from .words import assumptions, evidence_table

_REGIMES, _NAMES = 12, 8


def sweep_report(study: WorldSweep) -> Iterator[Block]:
    """Say in which share of the points what leads, and where they lie."""
    world, count = study.setting.world, len(study.points)
    regimes = study.regimes
    yield Heading(f"Sweep: {study.setting.title}", 1)
    if not count:
        yield Paragraph("No point is solved yet.")
        return
    drawn = " Mixes were drawn from their intervals at each." if study.drawn else ""
    proven = int(study.unique.sum())
    sure = "at each" if proven == count else f"at {counted(proven)}"
    yield Paragraph(
        f"{several(count, 'point')} over {', '.join(study.over) or 'mixes'}.{drawn} The equilibrium is proven unique "
        f"{sure} of them. Shares of points depend on the ranges chosen and are not probabilities."
    )
    lead = study.aggregates.argmax(axis=1)
    rows = tuple(
        (
            order,
            percent(float((lead == place).mean())),
            f"{number(study.aggregates[:, place].min())} to {number(study.aggregates[:, place].max())}",
        )
        for place, order in enumerate(world.orders)
    )
    yield Table("The world over all points", ("order", "leads in", "its weight"), rows)
    caption = f"Which order leads in which state: {min(_REGIMES, len(regimes))} of {counted(len(regimes))} regimes"
    asked = ("blocs",) if "blocs" in study.asked else ()
    headers = ("points", "leads the world", "states that differ from the first regime", *asked, *study.over)
    yield Table(caption, headers, tuple(_row(study, regime) for regime in regimes[:_REGIMES]))
    if "nash.count" in study.asked:
        yield Paragraph(_several(study))
    yield Heading("What this rests on")
    yield from assumptions(study.setting)
    yield evidence_table((MIXES, TIES, RESISTANCE, *((BLOCS,) if asked else ())))


def _row(study: WorldSweep, regime: Regime) -> tuple[str, ...]:
    told = [f"{study.setting.name(code)} {order}" for code, order in regime.differing]
    more = f" and {len(told) - _NAMES} more" if len(told) > _NAMES else ""
    spans = (_span(study.points[regime.points, axis]) for axis in range(len(study.over)))
    share = percent(len(regime.points) / len(study.points))
    blocs = () if regime.blocs is None else (regime.blocs,)
    return (share, regime.leading, ", ".join(told[:_NAMES]) + more or "none", *blocs, *spans)


def _several(study: WorldSweep) -> str:
    counts, complete = study.asked["nash.count"], study.asked["nash.complete"]
    many = int((counts > 1).sum())
    among = f" (up to {counted(int(counts.max()))})" if many else ""
    where = f"at {counted(many)} of the points{among}" if many else "at none of the points"
    proven = f"at {counted(int(complete.sum()))} it is proven that none is missing"
    return f"More than one equilibrium is found {where}; {proven}."


def _span(values: Any) -> str:
    low, high = number(values.min()), number(values.max())
    return low if low == high else f"{low} to {high}"


def sweep_tables(study: WorldSweep) -> Iterator[Table]:
    """Return every point as a row."""
    orders = study.setting.world.orders
    regime = np.zeros(len(study.points), dtype=int)
    for place, own in enumerate(study.regimes, 1):
        regime[own.points] = place
    rows = tuple(
        (*(number(value, 6) for value in (*point, *weights)), str(own), _cell(sure), *map(_cell, asked))
        for point, weights, own, sure, *asked in zip(
            study.points, study.aggregates, regime, study.unique, *study.asked.values(), strict=True
        )
    )
    yield Table("", (*study.over, *orders, "regime", "unique", *study.asked), rows)


def _cell(value: Any) -> str:
    if isinstance(value, bool | np.bool_):
        return "yes" if value else "no"
    return value if isinstance(value, str) else number(value, 6)


def sweep_json(study: WorldSweep) -> dict[str, Any]:
    """Return every point, and the regimes."""
    orders = study.setting.world.orders
    lead = study.aggregates.reshape(-1, len(orders)).argmax(axis=1)
    return {
        **head(study.setting),
        "over": study.over,
        "points": study.points,
        "aggregates": study.aggregates,
        "unique": study.unique,
        "asked": study.asked,
        "regimes": [
            {
                "share": len(own.points) / len(study.points),
                "leading": own.leading,
                "differing": dict(own.differing),
                "points": own.points,
                **({} if own.blocs is None else {"blocs": own.blocs}),
            }
            for own in study.regimes
        ],
        "leads": {order: float((lead == place).mean()) for place, order in enumerate(orders)},
    }
