"""Tipping points of a world in words: where who practises what changes as one input varies; who moves the others."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ...games.numbers import number, rounded
from ...solvers.world.path import TippingPoint
from ...studies.world.standing import PRESSURE, RESISTANCE, TIES
from ...studies.world.thresholds import STEPS, WIDTH, Bracket, WorldThresholds
from ...studies.world.views import WorldInfluence
from ..figures.world import tipping_figure
from ..format.blocks import Block, Heading, Items, Paragraph, Table
from .answer import influence_table
from .words import assumptions, evidence_table, mix_words


def thresholds_report(study: WorldThresholds) -> Iterator[Block]:
    """Say where who practises what changes, and where what leads does."""
    world, setting = study.setting.world, study.setting
    orders = world.orders
    yield Heading(f"Tipping points: {setting.title}", 1)
    yield Paragraph(_opening(study))
    if study.crossings:
        yield Items(tuple(_crossing(each.sentence, each.value) for each in study.crossings))
    rows = tuple(
        (_where(each), _named(study, each.entered, "takes up"), _named(study, each.left, "gives up"))
        for each in study.changes
    )
    if rows:
        yield Table("Where who practises what changes", ("at", "", ""), rows)
    if study.path is not None:
        yield tipping_figure(study, study.path)
        size = world.size if study.path.exact else world.decimals.size
        ends = [(study.path.knots[place], size @ study.path.practices[place]) for place in (0, -1)]
        yield Table(
            "The world at both ends",
            ("at", "practice"),
            tuple((number(tau), mix_words(orders, weights)) for tau, weights in ends),
        )
    yield Heading("What this rests on")
    yield from assumptions(setting)
    yield evidence_table((TIES, RESISTANCE, PRESSURE))


def influence_report(study: WorldInfluence) -> Iterator[Block]:
    """Say who moves the others."""
    yield Heading(f"Influence: {study.setting.title}", 1)
    yield Paragraph(
        "A state at a corner does not move for a small push, so each is pushed by 0.1 towards each order in turn, and "
        "the push that moves the others furthest counts."
    )
    yield influence_table(study.setting.name, study.setting.world, study.influence, study.top)
    yield Heading("What this rests on")
    yield from assumptions(study.setting)
    yield evidence_table((TIES,))


def _opening(study: WorldThresholds) -> str:
    count = len(study.changes)
    span = f"as {study.over.partition('=')[0]} goes from {number(study.low)} to {number(study.high)}"
    points = "There is one tipping point" if count == 1 else f"There are {count or 'no'} tipping points"
    if study.path is not None:
        how = "exact" if study.exact else "in decimals"
        return f"{points} {span}, counted from the world as it is given; they are {how}, and none is missing."
    if study.exact:
        return f"{points} {span}; they are exact (JSON has them in full), and none is missing."
    return (
        f"{points} {span}; each is known to within {rounded(WIDTH, 1)}, and the equilibrium is unique all along. What "
        f"comes and goes between two of {STEPS} steps is missed."
    )


def _crossing(sentence: str, value: Any) -> str:
    return f"In this game {sentence}{'.' if value is None else f' at {number(value)}.'}"


def _where(change: TippingPoint | Bracket) -> str:
    return number(change.high if isinstance(change, Bracket) else change.tau, 6)


def _named(study: WorldThresholds, places: Any, verb: str) -> str:
    world = study.setting.world
    return ", ".join(
        f"{study.setting.name(world.states[state])} {verb} {world.orders[order]}" for state, order in places
    )
