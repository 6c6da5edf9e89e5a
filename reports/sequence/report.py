"""Reports of moves in sequence: what comes of them, what it leans on, and what the order is worth."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from ...games.numbers import counted, number, percent, two_figures
from ...games.text.labels import Term, joined, plain
from ...solvers.sequence.subgame_perfect import Outcome, SubgamePerfection
from ...studies.sequence.analysis import SequenceAnalysis
from ...studies.sequence.order_values import Interval, OrderValues, verdict
from ...studies.sequence.what_if import SequenceWhatIf
from ..format.blocks import Block, Figure, Heading, Items, Paragraph, Table
from .drawing import tree_svg
from .moves import MoveNames, move_names, stage_names
from .words import found_words, interval_of, mixed_words, moves_words, outcome_words, threat_words

MOST_SENTENCES = 12
"""Threats of a kind that are told in words."""

MOST_SETS = 60
"""Information sets up to which the behaviour at each is shown."""

MOST_SHOWN = 3
"""Equilibria whose behaviour is shown in full."""


def sequence_report(analysis: SequenceAnalysis) -> Iterator[Block]:
    """Give the outcomes of subgame-perfect play, what is done at each information set, and threats."""
    yield Heading(analysis.scenario.title, 1)
    yield from sequence_section(analysis)


def sequence_section(analysis: SequenceAnalysis) -> Iterator[Block]:
    """Give the same as a part of a longer report."""
    found = analysis.found
    yield Heading("Moves in sequence (subgame_perfect)")
    yield Paragraph(moves_words(analysis))
    if found.outcomes:
        yield outcomes_table(analysis)
    yield from _found(analysis)
    yield from _behaviour(analysis)
    yield from _threats(analysis)


def sequence_in_words(analysis: SequenceAnalysis) -> Iterator[Block]:
    """Give the same in words and in shares of what each has at stake; the numbers are those of `sequence_numbers`."""
    yield Heading("Moves in sequence")
    yield Paragraph(moves_words(analysis))
    if analysis.found.outcomes:
        yield _good_for_table(analysis)
    yield from _found(analysis)
    yield from _threats(analysis)


def sequence_numbers(analysis: SequenceAnalysis) -> Iterator[Block]:
    """Give what the outcomes pay, and what is done at every information set."""
    yield Heading("Moves in sequence (subgame_perfect)")
    if analysis.found.outcomes:
        yield outcomes_table(analysis)
    yield from _behaviour(analysis)


def _found(analysis: SequenceAnalysis) -> Iterator[Block]:
    """Give how many equilibria there are, whether they are all, and the picture of the tree."""
    found = analysis.found
    yield Paragraph(found_words(found))
    if not analysis.scenario.ordinal:
        yield Paragraph(mixed_words(found))
    if found.notes:
        yield Items(found.notes)
    yield Figure("The tree: who moves when, with the path of play", lambda: tree_svg(analysis))


def _good_for_table(analysis: SequenceAnalysis) -> Table:
    """Return the table of outcomes by how good they are for whom."""
    labels = [analysis.scenario.label(player) for player in analysis.tree.players]
    rows = tuple(
        (named_outcome(analysis, outcome), *map(two_figures, analysis.good_for(outcome.payoffs)))
        for outcome in analysis.found.outcomes
    )
    caption = "What comes of it, from 0% at a player's worst end to 100% at its best"
    return Table(caption, ("on the path", *(f"good for {label}" for label in labels)), rows)


def outcomes_table(analysis: SequenceAnalysis) -> Table:
    """Return the table of outcomes with what they pay."""
    labels = [analysis.scenario.label(player) for player in analysis.tree.players]
    rows = tuple(
        (named_outcome(analysis, outcome), *map(number, outcome.payoffs), counted(outcome.profiles))
        for outcome in analysis.found.outcomes
    )
    return Table("What comes of it", ("on the path", *labels, "equilibria"), rows)


def named_outcome(analysis: SequenceAnalysis, outcome: Outcome) -> Term:
    """Return an outcome with the labels of its ends."""
    labels = analysis.tree.captions_of([path for path, _ in outcome.distribution])
    words = outcome_words(move_names(analysis), outcome)
    return joined(": ", [words, ", ".join(labels)]) if labels else words


def _behaviour(analysis: SequenceAnalysis) -> Iterator[Block]:
    tree, listed, names = analysis.tree, analysis.found.equilibria, move_names(analysis)
    shown = [*(each for each in listed if each.pure), *(each for each in listed if not each.pure)][:MOST_SHOWN]
    if len(tree.information_sets) > MOST_SETS:
        yield Paragraph(f"What is done at {counted(len(tree.information_sets))} information sets is in the JSON form.")
        return
    for place, equilibrium in enumerate(shown, 1):
        rows = tuple(
            (
                analysis.scenario.label(each.player),
                set_words(names, number),
                behaviour_words(names, tree.players.index(each.player), equilibrium.behaviour[each.player, each.name]),
            )
            for number, each in enumerate(tree.information_sets)
        )
        label = equilibrium.label
        told = label if label in ("pure", "mixed") else names.in_words(label)
        caption = f"Equilibrium {place} of {counted(len(listed))} listed: {told}"
        yield Table(caption, ("player", "where it stands", "what it does"), rows)


def set_words(names: MoveNames, place: int) -> Term:
    """Return what readers see of an information set: its label, or what is done before it."""
    tree = names.tree
    caption, name = tree.caption_of_set(place), str(tree.set_names[place])
    return Term(plain(caption) if caption != name or names.stages is None else _seen_words(names, place), caption)


def _seen_words(names: MoveNames, place: int) -> str:
    """Return what a player who moves in a stage has seen: "Russia hedges, the United States presses both"."""
    nodes = names.tree.flat.sets[place].nodes
    common = [dict(names.tree.flat.steps(node)) for node in nodes]
    seen = {mover: move for mover, move in common[0].items() if all(each.get(mover) == move for each in common)}
    return ", ".join(names.deed(*step) for step in seen.items()) or "at once"


def behaviour_words(names: MoveNames, player: int, chances: Mapping[str, Fraction]) -> Term:
    """Return what a player does at an information set: an action, or several with their chances."""
    played = [(names.term(player, action), chance) for action, chance in chances.items() if chance]
    return joined(", ", (one if chance == 1 else joined(" ", (one, percent(chance))) for one, chance in played))


def _threats(analysis: SequenceAnalysis) -> Iterator[Block]:
    found = analysis.threats
    for heading, credible in (("Threats that would not be carried out", False), ("Off the path", True)):
        kind = [each for each in found if each.credible is credible]
        if not kind:
            continue
        yield Heading(heading, 3)
        told = [threat_words(analysis, each) for each in kind[:MOST_SENTENCES]]
        if len(kind) > MOST_SENTENCES:
            told.append(f"And {counted(len(kind) - MOST_SENTENCES)} more; all are in the JSON form.")
        yield Items(tuple(told))
    if found.notes:
        yield Items(found.notes)


def what_if_report(result: SequenceWhatIf) -> Iterator[Block]:
    """Give the settings, the outcomes before and after side by side, and what changed in words."""
    scenario = result.before.scenario
    yield Heading(f"What if: {scenario.title}", 1)
    yield Paragraph("Set: " + ", ".join(f"{path} = {value}" for path, value in result.settings.items()) + ".")
    labels = [scenario.label(player) for player in result.before.tree.players]
    rows = tuple(
        (
            change.kind,
            outcome_words(move_names(result.before), change.before or change.after),
            *(_payoffs(change.before, len(labels))),
            *(_payoffs(change.after, len(labels))),
        )
        for change in result.changes
    )
    headers = ("", "on the path", *(f"{label} before" for label in labels), *(f"{label} after" for label in labels))
    yield Table("What comes of it before and after, with what each player gets", headers, rows)
    for when, analysis in (("Before", result.before), ("After", result.after)):
        yield Paragraph(f"{when}: {found_words(analysis.found)}")
        yield from _not_searched([analysis.found])
    told = [threat_words(result.after, each) for each in result.after.threats if not each.credible]
    if told:
        yield Heading("Threats that would not be carried out, after the change", 3)
        yield Items(tuple(told[:MOST_SENTENCES]))


def _not_searched(answers: Sequence[SubgamePerfection]) -> Iterator[Block]:
    """Say what was not searched, where not all pure equilibria are known."""
    notes = dict.fromkeys(note for found in answers if not found.complete_pure for note in found.notes)
    if notes:
        yield Items(tuple(notes))


def _payoffs(outcome: Outcome | None, players: int) -> tuple[str, ...]:
    return ("",) * players if outcome is None else tuple(map(number, outcome.payoffs))


def order_report(values: OrderValues) -> Iterator[Block]:
    """Give the outcomes under each order, and what a place in the order is worth to each player."""
    scenario = values.scenario
    players = values.outcomes[0].staged.players
    yield Heading(f"The order of moves: {scenario.title}", 1)
    rows = tuple(
        (
            each.order + (" (with hidden moves)" if each.staged.hidden else ""),
            _outcomes_words(stage_names(scenario, each.staged, each.found.tree), each.found.outcomes),
            *(interval_of(each.low, each.high, player) for player in range(len(players))),
            counted(each.found.number),
        )
        for each in values.outcomes
    )
    labels = [scenario.label(player) for player in players]
    headers = ("order", "outcomes", *labels, "equilibria")
    yield Table("What comes of each order; moves are told in its order", headers, rows)
    yield from _not_searched([each.found for each in values.outcomes])
    yield Paragraph(
        f"The first line is {'the order of the scenario' if scenario.order else 'all at once, as the scenario has it'}."
    )
    worth = (
        ("to move first", values.first),
        ("to move last", values.last),
        ("to commit itself first, against all at once", values.commitment),
        ("to be seen by those who move later", values.seen),
    )
    yield Table(
        "What it is worth, over the equilibria",
        ("", *(scenario.label(player) for player in values.first)),
        tuple((what, *(_worth(value, player) for player in values.first)) for what, value in worth if value),
    )


def _outcomes_words(names: MoveNames, outcomes: Sequence[Outcome]) -> str:
    return joined("; ", (outcome_words(names, outcome) for outcome in outcomes)) or "none in pure strategies"


def _worth(value: Mapping[str, Interval | None], player: str) -> str:
    if player not in value:
        return ""
    interval = value[player]
    if interval is None:
        return verdict(None)
    low, high = interval
    size = number(low) if low == high else f"{number(low)} to {number(high)}"
    return f"{size}: {verdict(interval)}"
