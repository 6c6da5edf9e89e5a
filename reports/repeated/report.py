"""A repeated game as a report: what patience sustains, who binds, and what named strategies earn."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from ...games.numbers import number, probability, signed
from ...games.repeated.repeated_game import Deviation
from ...solvers.repeated.grim_reversion import Sustained
from ...studies.repeated.repetition import Play, RepeatedAnalysis
from ..format.blocks import Block, Heading, Items, Paragraph, Table
from ..format.numbers import interval_words
from ..scenario.words import listed, profile_words
from .strategies import strategies_section
from .sustainable import sustainable_sections

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
    if analysis.payoffs is not None:
        yield from sustainable_sections(scenario, analysis.stage, analysis.payoffs)
    if scenario.strategies:
        yield Heading("The strategies")
        yield from strategies_section(analysis.stage, scenario.strategies)
    yield Heading("What strategies earn")
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
    return (
        profile_words(analysis.stage, row.profile),
        *(number(payoff) for payoff in row.payoffs),
        _discount(row.discount),
        profile_words(analysis.stage, row.punishment) if row.profile != row.punishment else "nothing: an equilibrium",
        *(_discount(own) for own in chosen.per_player),
        "kept" if analysis.kept(row) else "not kept",
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
    headers = (*labels, *(f"{label} gets" for label in labels), *(f"{label} in the long run" for label in labels))
    rows = tuple(
        (*play.names, *(number(p) for p in play.payoffs), *(number(p) for p in play.average)) for play in analysis.plays
    )
    yield Table("Payoffs per period, discounted and in the long run, computed exactly with the noise", headers, rows)
    yield from _equilibrium_section(analysis, labels)


def _equilibrium_section(analysis: RepeatedAnalysis, labels: Sequence[str]) -> Iterator[Block]:
    if analysis.repetition.misperception > 0:
        yield Paragraph(
            "Whether these are equilibria was not decided: who may have seen wrongly does not know what the others "
            "will do, and no check of single deviations decides."
        )
        return
    headers = (*labels, "equilibrium", "what tempts most", "without noise at discounts", "who binds there")
    yield Table(
        "Whether anybody gains by departing once, in any state that can be reached",
        headers,
        tuple((*play.names, *_verdict(analysis, play)) for play in analysis.plays),
    )


def _verdict(analysis: RepeatedAnalysis, play: Play) -> tuple[str, str, str, str]:
    tempting = "nothing" if play.tempting is None else _tempting_words(analysis, play.tempting)
    if play.critical is None:
        why = "too many states" if all(automaton.pure for automaton in play.automata) else "a strategy mixes"
        return "yes" if play.equilibrium else "no", tempting, f"not decided: {why}", ""
    where = " and ".join(interval_words(part) for part in play.critical.intervals) or "none"
    binding = sorted({deviation.player for deviation in play.critical.binding})
    names = listed([analysis.scenario.label(analysis.stage.players[player]) for player in binding])
    return "yes" if play.equilibrium else "no", tempting, where, names


def _tempting_words(analysis: RepeatedAnalysis, deviation: Deviation) -> str:
    player = deviation.player
    action = analysis.stage.actions[player][deviation.action]
    return f"{analysis.scenario.label(analysis.stage.players[player])}: {action}, {signed(deviation.gain)}"
