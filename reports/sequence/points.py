"""Moves in sequence point of decision by point of decision: what can be done, what is done, and under which coding."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest

from ...games.numbers import counted, number
from ...games.text.labels import Term, joined
from ...studies.sequence.analysis import SequenceAnalysis
from ..format.blocks import Block, Heading, Paragraph, Table
from ..scenario.words import both_names, coding_title
from .moves import MoveNames, move_names, set_words
from .words import outcome_words

MOST_POINTS = 60
"""Points of decision up to which each is told of."""

MOST_ENDS = 256
"""Ends up to which each is written out with its payoffs."""


def options_by_point(analysis: SequenceAnalysis) -> Iterator[Block]:
    """Give at each point of decision what can be done there."""
    yield Heading("Options")
    if too_many := _too_many(analysis):
        yield too_many
        return
    names, sets = move_names(analysis), analysis.tree.information_sets
    rows = tuple(
        (
            both_names(Term(analysis.scenario.label(each.player), each.player)),
            set_words(names, place),
            joined(", ", (both_names(_term(names, place, action)) for action in range(len(each.actions)))),
        )
        for place, each in enumerate(sets)
    )
    caption = "What each can do where it moves; in brackets what scripts call it, where that differs"
    yield Table(caption, ("player", "where it stands", "actions"), rows)


def play_by_point(analysis: SequenceAnalysis) -> Iterator[Block]:
    """Give what is done at each point of decision, on the path of play and off it; nothing without pure equilibria."""
    if not any(each.pure for each in analysis.found.equilibria) or _too_many(analysis):
        return
    names, reached = move_names(analysis), analysis.reached
    rows = [
        (
            place not in reached,
            (
                analysis.scenario.label(each.player),
                set_words(names, place),
                "on the path" if place in reached else "off it",
                _done(analysis, names, place),
                joined(", ", (_term(names, place, own) for own in range(len(each.actions)) if own not in done)),
            ),
        )
        for place, (each, done) in enumerate(zip(analysis.tree.information_sets, analysis.moves_at, strict=True))
    ]
    headers = ("player", "where it stands", "path of play", "what it does", "and not")
    several = " in one equilibrium or another" if analysis.found.number > 1 else ""
    caption = f"What each does where it moves{several}: what is done off the path is what the path leans on"
    yield Table(caption, headers, tuple(row for _, row in sorted(rows, key=lambda row: row[0])))


def codings_by_point(analysis: SequenceAnalysis) -> Iterator[Block]:
    """Give under each coding of the orders where play ends, and where another move is made."""
    found = analysis.under_codings
    if not found:
        return
    own = {each.distribution for each in analysis.found.outcomes}
    rows = tuple(
        (
            coding_title(name),
            joined("; ", (outcome_words(move_names(each), outcome) for outcome in each.found.outcomes))
            or ("no end in pure strategies" if each.found.complete_pure else "not searched to its end"),
            f"{counted(len(own & {outcome.distribution for outcome in each.found.outcomes}))} of {counted(len(own))}",
            _other_moves(analysis, each) if each.found.complete_pure else "",
        )
        for name, each in found.items()
    )
    yield Heading("Under rival codings of the orders")
    headers = ("coding", "play ends", "of those above", "another move")
    yield Table("Where play ends under which coding, and where another move is made", headers, rows)


def payoffs_by_end(analysis: SequenceAnalysis) -> Iterator[Block]:
    """Give what each end of a tree pays."""
    yield Heading("Payoffs")
    names, ends, tree = move_names(analysis), analysis.tree.ends, analysis.tree
    if len(ends) > MOST_ENDS:
        yield Paragraph(f"The tree has {counted(len(ends))} ends, too many to write out.")
        return
    labels = [analysis.scenario.label(player) for player in tree.players]
    rows = tuple(
        (names.in_words(end.path), ", ".join(tree.captions_of([end.path])), *map(number, end.payoffs)) for end in ends
    )
    yield Table("Every end", ("path", "called", *labels), rows)


def _too_many(analysis: SequenceAnalysis) -> Paragraph | None:
    points = len(analysis.tree.flat.sets)
    if points <= MOST_POINTS:
        return None
    return Paragraph(f"There are {counted(points)} points of decision, too many to write out; JSON has them.")


def _other_moves(analysis: SequenceAnalysis, other: SequenceAnalysis) -> str:
    """Return where something else is done, and what: "France, if asked: block"."""
    names, players = move_names(analysis), [each.player for each in analysis.tree.information_sets]
    changed = [
        f"{analysis.scenario.label(players[place])}, {set_words(names, place)}: {_done(other, names, place)}"
        for place, (old, new) in enumerate(zip_longest(analysis.moves_at, other.moves_at, fillvalue=frozenset()))
        if old != new
    ]
    return "; ".join(changed) or "none"


def _done(analysis: SequenceAnalysis, names: MoveNames, place: int) -> Term:
    return joined(" or ", (_term(names, place, action) for action in sorted(analysis.moves_at[place])))


def _term(names: MoveNames, place: int, action: int) -> Term:
    own = names.tree.flat.sets[place]
    return names.term(own.player, own.actions[action])
