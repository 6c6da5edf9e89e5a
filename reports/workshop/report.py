"""What a room wrote, as a report: who ends where, on what people differ, and which differences decide."""

from __future__ import annotations

from collections.abc import Iterator

from ...games.numbers import counted, number, several, whole_percent
from ...games.text.labels import listed, listed_apart
from ...studies.workshop.elicitation import Difference, Elicitation
from ...studies.workshop.room_map import Side
from ..format.blocks import Block, Heading, Items, Notes, Paragraph, Table
from ..format.provenance import LIMITS
from ..scenario.words import number_words
from .words import answer_words, cells_words, explained, noun, outcome_words, ranking_words, rule_words, value_words

PARTED = (
    "An input parts two heads if what holds in the game of one of them changes once this input alone is taken from the "
    "other, all else as that head wrote it. Its share is that of all pairs of heads. A difference is harmless where it "
    "parts nobody; together with another one it may still matter."
)

SPREAD = (
    "Spread is the mean distance of two heads: of a number as a share of its range, of a mix half the sum of the "
    "distances of its shares, of a ranking one less Kendall's W. W is 1 where all rank alike, 0 where no order is "
    "common to them; ties are corrected for. Only those who wrote something are compared."
)


def elicit_report(found: Elicitation) -> Iterator[Block]:
    """Say who ends where, on what the room differs, what of it decides, what it expects and where it stands."""
    yield Heading(f"The room on: {found.asked.scenario.title}", 1)
    yield Paragraph(_who(found))
    yield from _answers(found)
    yield from _differences(found)
    yield from _deciding(found)
    yield from _opinions(found)
    yield from _votes(found)
    yield from _map(found)
    yield Heading("What this rests on")
    yield Items(LIMITS)


def _who(found: Elicitation) -> str:
    empty = [head.name for head in found.heads if head.empty]
    sheets = f"{several(len(found.heads), 'sheet')}: {listed_apart(_names(found))}."
    left = f" {listed_apart(empty)} left everything empty: there the scenario's own values stand." if empty else ""
    return sheets + left


def _names(found: Elicitation) -> list[str]:
    return [head.name for head in found.heads]


def _answers(found: Elicitation) -> Iterator[Block]:
    asked = found.asked
    yield Heading("Who ends where")
    yield Paragraph(
        f"Told are the {noun(asked)[1]}: in the game of each head, which has what the head wrote, and the scenario's "
        f"own values where it wrote nothing. {explained(asked)}"
    )
    rows = [(head.name, answer_words(asked, own)) for head, own in zip(found.heads, found.answers, strict=True)]
    yield Table("What holds in the game of each head", ("head", "what holds"), tuple(rows))
    counts = [(answer_words(asked, answer), str(heads)) for answer, heads in found.tally]
    yield Table("Where they end", ("what holds", "heads"), tuple(counts))
    yield Paragraph(
        " ".join(
            filter(
                None,
                (
                    rule_words(found),
                    f"In it there holds {answer_words(asked, found.group_answer)}; in the scenario itself "
                    f"{answer_words(asked, found.own_answer)}.",
                ),
            )
        )
    )
    tied = [each.words for each in found.inputs if not found.unique.get(each.key, True)]
    if tied:
        yield Paragraph(
            f"By the rule other orders of the group do as well in {listed(tied)}; the first of them is taken."
        )


def _differences(found: Elicitation) -> Iterator[Block]:
    differing = sorted((each for each in found.differences if each.differing), key=lambda each: -(each.spread or 0))
    yield Heading("On what people differ")
    if not differing:
        yield Paragraph("On nothing that enters the game.")
        return
    rows = [
        (
            each.input.words,
            str(each.written),
            *("" if end is None else number(end) for end in (each.lowest, each.highest)),
            value_words(each.input, each.group),
            _share(each.spread),
            "" if each.concordance is None else number(each.concordance, 2),
        )
        for each in differing
    ]
    headers = ("input", "who wrote it", "lowest", "highest", "the group", "spread", "W")
    yield Table("Inputs on which the games of two heads differ, the widest apart first", headers, tuple(rows))
    yield Paragraph(SPREAD)
    if agreed := len(found.inputs) - len(differing):
        others = "one other input" if agreed == 1 else f"the other {counted(agreed)} inputs"
        yield Paragraph(f"On {others} nobody differs.")


def _deciding(found: Elicitation) -> Iterator[Block]:
    yield Heading("Which differences decide")
    if len(found.heads) < 2:
        yield Paragraph("One head differs from nobody.")
        return
    yield Paragraph(PARTED)
    decisive = [each for each in found.differences if each.decisive]
    if decisive:
        rows = [(each.input.words, *map(_share, (each.parted, each.apart))) for each in decisive]
        headers = ("input", "pairs that it parts", "pairs that differ on it")
        yield Table("Inputs that part heads, as shares of all pairs", headers, tuple(rows))
    elif not found.notes:
        yield Paragraph("No single difference changes what holds for anybody.")
    if harmless := [each for each in found.differences if each.harmless]:
        yield Paragraph(f"Harmless by themselves: {_listed(harmless)}.")
    if found.notes:
        yield Notes(found.notes)


def _share(share: float | None) -> str:
    return "" if share is None else whole_percent(share)


def _listed(differences: list[Difference]) -> str:
    return "; ".join(each.input.words for each in differences)


def _opinions(found: Elicitation) -> Iterator[Block]:
    if not found.opinions:
        return
    yield Heading("What they would have done")
    rows = [
        (
            each.section.short,
            ranking_words([question.words for question in each.section.questions], each.group.places),
            str(each.written),
            "" if each.concordance is None else number(each.concordance, 2),
        )
        for each in found.opinions
    ]
    yield Table(
        "Rankings of options, which do not enter the game", ("on", "the group", "who wrote it", "W"), tuple(rows)
    )


def _votes(found: Elicitation) -> Iterator[Block]:
    if not found.votes:
        return
    yield Heading("What they expect")
    rows = [
        (
            outcome_words(found.asked, vote.outcome),
            str(len(vote.heads)),
            "" if vote.sure is None else number(vote.sure, 1),
            str(vote.held),
        )
        for vote in found.votes
    ]
    headers = ("outcome", "votes", "how sure, 0 to 100", "in whose own game it holds")
    yield Table("Votes on the outcome", headers, tuple(rows))


def _map(found: Elicitation) -> Iterator[Block]:
    room = found.map
    if room is None:
        return
    yield Heading("Where the room stands")
    sides = room.across, room.upward
    across, upward = (_side_words(found, side) for side in sides)
    yield Paragraph(
        f"The map is over {across} and {upward}, the two numbers on which the room differs that decide most, or where "
        f"they decide alike are the widest apart. All else is as in the group's game. {cells_words()}"
    )
    shares = [
        (answer_words(found.asked, answer), whole_percent(share))
        for answer, share in zip(room.answers, room.shares, strict=True)
    ]
    yield Table("What holds on the map", ("what holds", "share of the map"), tuple(shares))
    home = room.at_home(found.answers)
    rows = [
        (
            head.name,
            *(number(side.heads[place]) for side in sides),
            answer_words(found.asked, room.at(place)),
            "yes" if home[place] else "no",
        )
        for place, head in enumerate(found.heads)
    ]
    headers = (
        "head",
        *(number_words(found.asked.scenario, side.path) for side in sides),
        "the map there",
        "as in its own game",
    )
    yield Table("Where each head stands", headers, tuple(rows))
    others = "" if all(home) else "; the others differ from the group in what the map keeps fixed"
    heads = several(len(home), "head")
    yield Paragraph(f"For {sum(home)} of {heads} the map shows what holds in their own game{others}.")


def _side_words(found: Elicitation, side: Side) -> str:
    return f"{number_words(found.asked.scenario, side.path)} ({number(side.low)} to {number(side.high)})"
