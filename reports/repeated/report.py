"""A repeated game as a report and as plain values: what patience sustains, who binds, what named strategies earn.

In JSON discounts are exact, as text, with decimals where they are roots.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from fractions import Fraction
from typing import Any

from ...games.numbers import number, probability, signed, two_figures
from ...games.repeated.repeated_game import Deviation
from ...games.text.labels import Term, capital, listed_apart
from ...solvers.repeated.critical_discount import CriticalDiscount
from ...solvers.repeated.grim_reversion import Reversion, Sustained
from ...studies.repeated.repetition import Play, RepeatedAnalysis
from ..format.blocks import Block, Heading, Items, Notes, Paragraph, Table
from ..format.json import as_text, attributes
from ..format.numbers import interval_words
from ..format.provenance import provenance
from ..scenario.values import exact_values, game_values
from ..scenario.words import profile_words
from ..sequence.words import at_once
from .strategies import strategies_section
from .sustainable import sustainable_sections, sustainable_values

SHOWN = 20
"""Profiles shown in the table; the rest is counted."""


def repeat_report(analysis: RepeatedAnalysis) -> Iterator[Block]:
    """Give the profiles that patience sustains, each player's critical discount, and the strategies' payoffs."""
    yield Heading(f"Repeated: {analysis.scenario.title}", 1)
    yield from repeat_sections(analysis)


def repeat_sections(analysis: RepeatedAnalysis) -> Iterator[Block]:
    """Give the same without a title."""
    scenario = analysis.scenario
    yield from at_once(scenario)
    yield from _setting(analysis)
    yield Heading("What patience can sustain")
    yield from _sustained_section(analysis, lambda row: map(number, row.payoffs))
    if analysis.payoffs is not None:
        yield from sustainable_sections(scenario, analysis.stage, analysis.payoffs)
    if scenario.strategies:
        yield Heading("The strategies")
        yield from strategies_section(analysis.stage, scenario.names, scenario.strategies)
    yield Heading("What strategies earn")
    yield from _plays_section(analysis)


def repeat_in_words(analysis: RepeatedAnalysis) -> Iterator[Block]:
    """Give what patience sustains in words and shares; the numbers are those of `repeat_numbers`."""
    yield from _setting(analysis)
    yield Heading("What patience can sustain")
    yield from _sustained_section(analysis, lambda row: map(two_figures, analysis.good_for(row.payoffs)))
    if analysis.sustained:
        yield Paragraph("What a profile is worth to a player runs from 0% at its worst outcome to 100% at its best.")
    if analysis.scenario.strategies:
        yield Heading("The strategies")
        yield from strategies_section(analysis.stage, analysis.scenario.names, analysis.scenario.strategies)


def repeat_numbers(analysis: RepeatedAnalysis) -> Iterator[Block]:
    """Give what strategies earn, and whether anybody would depart from them."""
    yield Heading("What strategies earn")
    yield from _plays_section(analysis)


def _setting(analysis: RepeatedAnalysis) -> Iterator[Block]:
    """Give how the game is repeated, and what was not reached."""
    repetition = analysis.repetition
    yield Paragraph(
        f"The game is played for ever with discount factor {number(repetition.discount)} (the weight of the next "
        "period against this one), "
        f"noise {number(repetition.noise)} and misperception {number(repetition.misperception)}."
    )
    if analysis.notes:
        yield Notes(analysis.notes)


def _sustained_section(analysis: RepeatedAnalysis, paid: Callable[[Sustained], Iterable[str]]) -> Iterator[Block]:
    """Give which profiles are sustained, from which discount on, and what they pay in the words of `paid`."""
    labels = analysis.scenario.names.labels
    if not analysis.sustained:
        yield Paragraph("The stage game has no pure equilibrium, so there is none to threaten with.")
        return
    by_patience = sorted(analysis.sustained, key=lambda row: (row.discount, -sum(row.payoffs)))
    rows = tuple(_sustained_row(analysis, row, paid(row)) for row in by_patience[:SHOWN])
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


def _sustained_row(analysis: RepeatedAnalysis, row: Sustained, paid: Iterable[str]) -> tuple[str, ...]:
    names = analysis.scenario.names
    chosen = next(r for r in row.reversions if r.punishment == row.punishment)
    return (
        profile_words(names, row.profile),
        *paid,
        _discount(row.discount),
        profile_words(names, row.punishment) if row.profile != row.punishment else "nothing: an equilibrium",
        *(_discount(own) for own in chosen.per_player),
        "kept" if analysis.kept(row) else f"not kept: {kept_at(row)}",
    )


def kept_at(row: Sustained) -> str:
    """Return at which discounts some threat keeps up a profile: "it takes 0.324 or more", "it takes 0.025 to 0.15"."""
    spans = sorted({(own.low, own.high) for held in row.reversions if (own := held.interval) is not None})
    told = [f"{number(low)} or more" if high == 1 else f"{number(low)} to {number(high)}" for low, high in spans]
    return f"it takes {' or '.join(told)}"


def _discount(value: Fraction | None) -> str:
    if value is None:
        return "never"
    exact, decimal = probability(value), number(value)
    return decimal if exact == decimal else f"{exact} = {decimal}"


def _binding_words(analysis: RepeatedAnalysis, row: Sustained) -> str:
    names = analysis.scenario.names
    words = f"below a discount of {_discount(row.discount)} {names.who(row.binding)} would leave it"
    interval = next(held.interval for held in row.reversions if held.punishment == row.punishment)
    most = interval.high if interval is not None else 1
    over = f"; above {number(most)} somebody would rather have the threat carried out" if most < 1 else ""
    return f"{capital(profile_words(names, row.profile))}: {words}{over}."


def _plays_section(analysis: RepeatedAnalysis) -> Iterator[Block]:
    if not analysis.plays and analysis.notes:
        return
    if not analysis.plays:
        yield Paragraph("No profile is sustained, so there is no strategy to evaluate.")
        return
    labels = analysis.scenario.names.labels
    headers = (*labels, *(f"{label} gets" for label in labels), *(f"{label} in the long run" for label in labels))
    rows = tuple((*play.labels, *map(number, (*play.payoffs, *play.average))) for play in analysis.plays)
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
        tuple((*play.labels, *_verdict(analysis, play)) for play in analysis.plays),
    )


def _verdict(analysis: RepeatedAnalysis, play: Play) -> tuple[str, str, str, str]:
    tempting = "nothing" if play.tempting is None else _tempting_words(analysis, play.tempting)
    if play.critical is None:
        why = "too many states" if all(automaton.pure for automaton in play.automata) else "a strategy mixes"
        return "yes" if play.equilibrium else "no", tempting, f"not decided: {why}", ""
    where = " and ".join(interval_words(part) for part in play.critical.intervals) or "none"
    binding = sorted({deviation.player for deviation in play.critical.binding})
    names = listed_apart([analysis.scenario.names.labels[player] for player in binding])
    return "yes" if play.equilibrium else "no", tempting, where, names


def _tempting_words(analysis: RepeatedAnalysis, deviation: Deviation) -> str:
    player = deviation.player
    label, action = analysis.scenario.names.labels[player], analysis.scenario.names.actions[player][deviation.action]
    gain = signed(deviation.gain)
    return Term(f"{label}: {action}, {gain}", f"{label}: {action.code}, {gain}")


def repeat_json(analysis: RepeatedAnalysis) -> dict[str, Any]:
    """Return a repeated analysis in the schema tetrarchy.repeat/1; null stands for never, or not decided."""
    return {
        **provenance(analysis.scenario, "repeat"),
        **attributes(analysis.repetition, "discount", "noise", "misperception"),
        "game": game_values(analysis.stage),
        "sustained": [_sustained_values(analysis, row) for row in analysis.sustained],
        "strategies": [_play_values(analysis, play) for play in analysis.plays],
        "payoffs": None if analysis.payoffs is None else sustainable_values(analysis.stage, analysis.payoffs),
        "notes": analysis.notes,
    }


def _sustained_values(analysis: RepeatedAnalysis, row: Sustained) -> dict[str, Any]:
    stage = analysis.stage
    return {
        "profile": stage.name_profile(row.profile),
        "payoffs": row.payoffs,
        "good_for": analysis.good_for(row.payoffs),
        "discount": str(row.discount),
        "punishment": stage.name_profile(row.punishment),
        "binding": [stage.players[player] for player in row.binding],
        "kept": analysis.kept(row),
        "reversions": [_reversion(analysis, held) for held in row.reversions],
    }


def _reversion(analysis: RepeatedAnalysis, held: Reversion) -> dict[str, Any]:
    return {
        "punishment": analysis.stage.name_profile(held.punishment),
        "discount": as_text(held.discount),
        "per_player": [as_text(own) for own in held.per_player],
        "interval": None if held.interval is None else [str(held.interval.low), str(held.interval.high)],
    }


def _play_values(analysis: RepeatedAnalysis, play: Play) -> dict[str, Any]:
    return {
        **attributes(play, "names", "payoffs", "average", "equilibrium"),
        "tempting": None if play.tempting is None else _deviation(analysis, play.tempting),
        "critical": None if play.critical is None else _critical(analysis, play.critical),
    }


def _deviation(analysis: RepeatedAnalysis, deviation: Deviation) -> dict[str, Any]:
    player = deviation.player
    return {
        "player": analysis.stage.players[player],
        "state": deviation.state,
        "action": analysis.stage.actions[player][deviation.action],
        "gain": deviation.gain,
    }


def _critical(analysis: RepeatedAnalysis, critical: CriticalDiscount) -> dict[str, Any]:
    return {
        "intervals": [[exact_values(part.low), exact_values(part.high)] for part in critical.intervals],
        "value": None if critical.value is None else exact_values(critical.value),
        "per_player": [None if own is None else exact_values(own) for own in critical.per_player],
        "binding": sorted({analysis.stage.players[deviation.player] for deviation in critical.binding}),
        "closed_form": as_text(critical.closed_form),
    }
