"""A world at many points in words: what leads where, and in which share of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from ...games.numbers import counted, number, percent
from ...studies.world.standing import MIXES, RESISTANCE, TIES
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
    drawn = " Mixes were drawn from their intervals at each." if study.drawn else ""
    proven = int(study.unique.sum())
    sure = "at each" if proven == count else f"at {counted(proven)}"
    yield Paragraph(
        f"{counted(count)} points over {', '.join(study.over) or 'mixes'}.{drawn} The equilibrium is proven unique "
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
    headers = ("points", "leads the world", "states that differ from the first regime", *study.over)
    yield Table(caption, headers, tuple(_row(study, regime) for regime in regimes[:_REGIMES]))
    yield Heading("What this rests on")
    yield from assumptions(study.setting)
    yield evidence_table((MIXES, TIES, RESISTANCE))


def _row(study: WorldSweep, regime: Regime) -> tuple[str, ...]:
    told = [f"{study.setting.name(code)} {order}" for code, order in regime.differing]
    more = f" and {len(told) - _NAMES} more" if len(told) > _NAMES else ""
    spans = (_span(study.points[regime.points, axis]) for axis in range(len(study.over)))
    share = percent(len(regime.points) / len(study.points))
    return (share, regime.leading, ", ".join(told[:_NAMES]) + more or "none", *spans)


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
        (*(number(value, 6) for value in (*point, *weights)), str(own), "yes" if sure else "no")
        for point, weights, own, sure in zip(study.points, study.aggregates, regime, study.unique, strict=True)
    )
    yield Table("", (*study.over, *orders, "regime", "unique"), rows)


def sweep_json(study: WorldSweep) -> dict[str, Any]:
    """Return every point, and the regimes."""
    lead, orders = study.aggregates.argmax(axis=1), study.setting.world.orders
    return {
        **head(study.setting),
        "over": study.over,
        "points": study.points,
        "aggregates": study.aggregates,
        "unique": study.unique,
        "regimes": [
            {
                "share": len(own.points) / len(study.points),
                "leading": own.leading,
                "differing": dict(own.differing),
                "points": own.points,
            }
            for own in study.regimes
        ],
        "leads": {order: float((lead == place).mean()) for place, order in enumerate(orders)},
    }
