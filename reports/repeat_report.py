"""A repeated game as a report: what patience sustains, who binds, and what named strategies earn."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from ..solvers.repeated.grim_reversion import Sustained
from ..studies.repetition import Play, RepeatedAnalysis
from .blocks import Block, Heading, Items, Paragraph, Table
from .numbers import number, probability
from .words import listed, profile_words

SHOWN = 20
"""Profiles shown in the table; the rest is counted."""


def repeat_report(analysis: RepeatedAnalysis) -> Iterator[Block]:
    """Give the profiles that patience sustains, each player's critical discount, and the strategies' payoffs."""
    scenario, repetition = analysis.scenario, analysis.repetition
    yield Heading(f"Repeated: {scenario.title}", 1)
    yield Paragraph(
        f"The game is played for ever with discount factor {number(repetition.discount)} (the weight of the next "
        "period against this one), "
        f"noise {number(repetition.noise)} and misperception {number(repetition.misperception)}."
    )
    yield Heading("What patience can sustain")
    yield from _sustained_section(analysis)
    yield Heading("What named strategies earn")
    yield from _plays_section(analysis)


def _sustained_section(analysis: RepeatedAnalysis) -> Iterator[Block]:
    scenario, stage = analysis.scenario, analysis.stage
    labels = [scenario.label(player) for player in stage.players]
    if not analysis.sustained:
        yield Paragraph("The stage game has no pure equilibrium, so there is none to threaten with.")
        return
    by_patience = sorted(analysis.sustained, key=lambda row: (row.discount, -sum(row.payoffs)))
    rows = tuple(_sustained_row(analysis, row) for row in by_patience[:SHOWN])
    headers = ("profile", *labels, "from discount", "by the threat of", *(f"{label} from" for label in labels), "here")
    yield Table(
        "Profiles that players keep to under the threat of a stage equilibrium for ever, the most easily kept first",
        headers,
        rows,
    )
    if len(by_patience) > SHOWN:
        yield Paragraph(f"{len(by_patience) - SHOWN} more are sustained at higher discounts.")
    sentences = [_binding_words(analysis, row) for row in by_patience if row.discount > 0]
    yield Items(tuple(sentences[:3]))
    yield Paragraph(
        "Players see all that is played, without noise. A profile that is missing may still be sustained by other "
        "punishments."
    )


def _sustained_row(analysis: RepeatedAnalysis, row: Sustained) -> tuple[str, ...]:
    chosen = next(r for r in row.reversions if r.punishment == row.punishment)
    discount = analysis.repetition.discount
    holds = any(r.interval is not None and r.interval.low <= discount <= r.interval.high for r in row.reversions)
    return (
        profile_words(analysis.stage, row.profile),
        *(number(payoff) for payoff in row.payoffs),
        _discount(row.discount),
        profile_words(analysis.stage, row.punishment) if row.profile != row.punishment else "nothing: an equilibrium",
        *(_discount(own) for own in chosen.per_player),
        "kept" if holds else "not kept",
    )


def _discount(value: Fraction | None) -> str:
    if value is None:
        return "never"
    exact, decimal = probability(value), number(value)
    return decimal if exact == decimal else f"{exact} = {decimal}"


def _binding_words(analysis: RepeatedAnalysis, row: Sustained) -> str:
    labels = [analysis.scenario.label(analysis.stage.players[player]) for player in row.binding]
    verb = "binds" if len(labels) == 1 else "bind"
    return f"{profile_words(analysis.stage, row.profile)}: {listed(labels)} {verb} at {_discount(row.discount)}."


def _plays_section(analysis: RepeatedAnalysis) -> Iterator[Block]:
    if not analysis.plays:
        yield Paragraph("No profile is sustained, so there is no strategy to evaluate.")
        return
    labels = [analysis.scenario.label(player) for player in analysis.stage.players]
    rows = tuple(
        (*play.names, *(number(p) for p in play.payoffs), *(number(p) for p in play.average), _verdict(play))
        for play in analysis.plays
    )
    headers = (*labels, *(f"{label} gets" for label in labels), *(f"{label} in the long run" for label in labels), "")
    yield Table("Payoffs per period, discounted and in the long run, computed exactly with the noise", headers, rows)
    yield Paragraph("An equilibrium here: nobody gains by departing once, in any state that can be reached.")


def _verdict(play: Play) -> str:
    return "" if not play.equilibrium else "equilibrium"
