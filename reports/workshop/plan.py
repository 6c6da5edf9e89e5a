"""The facilitator's plan of the ninety minutes, for one scenario."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate

from ...games.numbers import counted, number
from ...games.text.labels import listed_apart
from ...studies.thresholds.ranking import NumberTips
from ...studies.workshop.plan import Kit
from ..format.blocks import Block, Heading, Items, Listing, Paragraph, Table
from ..scenario.words import number_words
from ..tipping import change_words
from .words import answer_words, explained, noun, options_words

FILLED = "filled"
"""The folder into which the sheets go that came back."""

ASKED = "scenario.toml"
"""The file of a kit that holds the scenario of its sheets."""


def plan_document(kit: Kit) -> Iterator[Block]:
    """Give the plan: minute by minute, the board, the sheets, and what the program finds, to be kept until then."""
    scenario = kit.scenario
    yield Heading(f"Facilitator's plan: {scenario.title}", 1)
    yield Paragraph(kit.question)
    yield Paragraph(
        f"Ninety minutes, {_some(len(kit.names), 'participant')}, {_some(len(kit.roles), 'role')}: "
        f"{listed_apart([role.label for role in kit.roles])}. Print the cards (cards.html, four to a page), and hand "
        "the sheets round from xlsx/, or from csv/ where there is no spreadsheet. No network is needed."
    )
    yield Heading("The ninety minutes")
    ends = list(accumulate(minutes for minutes, _, _ in _steps(kit)))
    rows = [
        (f"{end - minutes} to {end}", name, does) for end, (minutes, name, does) in zip(ends, _steps(kit), strict=True)
    ]
    yield Table("Minute by minute", ("minutes", "part", "what you do"), tuple(rows))
    yield Heading("The board")
    yield from _board(kit)
    yield Heading("The sheets")
    yield from _sheets(kit)
    yield Heading("What the program finds")
    yield from _findings(kit)


def _some(count: int, what: str) -> str:
    return f"{counted(count)} {what}{'' if count == 1 else 's'}"


def _steps(kit: Kit) -> list[tuple[int, str, str]]:
    """Return the parts of the workshop: minutes, name, what the facilitator does."""
    roles = listed_apart([role.label for role in kit.roles])
    return [
        (
            10,
            "Briefing",
            f"Read the question aloud. Make a team for each role ({roles}) and hand out the cards; nobody shows a card "
            "to another team. Say that no answer is the right one: the program tells what follows from what one holds.",
        ),
        (
            15,
            "Silent sheet",
            "Each fills in a sheet alone and without talk, for what one holds oneself and not for one's role. What one "
            "has no view on stays empty.",
        ),
        (15, "First round", f"Each team talks for eight minutes. {_choosing(kit)} Write it on the board, and ask why."),
        (
            10,
            "Sheets in, a break",
            f"Put the sheets that came back into a folder of their own, {FILLED}/, and run the commands below. A sheet "
            "that is refused is named with its cell: mend it and run them again.",
        ),
        (
            10,
            "Reveal",
            "Show room.html with what holds hidden (H): who stands where? Then show what holds, in the scenario and in "
            "the group's game, and who expected it.",
        ),
        (
            15,
            "What we differ on",
            "Take the first three inputs of the table of those that decide, one after the other: who is at either end, "
            "and what would move them? Leave out the harmless ones, however far apart people are on them.",
        ),
        (10, "Second round", f"The same roles again, in the light of what was said. {_choosing(kit)}"),
        (
            5,
            "Close",
            "What changed between the rounds, and whose mind? Which number would one have to know better? Say what the "
            "game leaves out.",
        ),
    ]


def _choosing(kit: Kit) -> str:
    """Return how the teams choose: at once, or in the order of moves."""
    scenario = kit.scenario
    if scenario.order:
        stages = [listed_apart(list(map(scenario.label, stage))) for stage in scenario.order]
        return f"They choose in this order, each seeing what was done before: {', then '.join(stages)}."
    if scenario.graph:
        return "From the state of today, whoever wants to move says so, one team at a time, until nobody moves."
    if kit.asked.outcomes:
        return "They choose one after the other, as the cards say, from the first move on."
    return "Each team then writes down one option, and all show theirs at once."


def _board(kit: Kit) -> Iterator[Block]:
    rows = tuple((role.label, " ".join(options_words(kit.asked, role)), role.today, "", "") for role in kit.roles)
    headers = ("role", "what it can do", "today", "first round", "second round")
    yield Table("What was done", headers, rows)
    if kit.asked.outcomes and any(section.kind == "outcome" for section in kit.asked.sections):
        numbered = tuple((str(place), name) for place, name in enumerate(kit.asked.told, 1))
        yield Table("The outcomes by number", ("number", "outcome"), numbered)


def _sheets(kit: Kit) -> Iterator[Block]:
    yield Paragraph(
        "Sheets may come back as workbooks or as CSV, and under any name; of each participant only one. An empty sheet "
        "is one without views. Open a terminal in the folder of the kit, in which scenario.toml holds the numbers that "
        "the sheets show. The first command tells all that is found, the second writes the page for the projector. "
        "With --anonymous no name stands in anything that is written."
    )
    yield Listing(f"tetrarchy elicit {ASKED} {FILLED}\ntetrarchy elicit {ASKED} {FILLED} --out room.html")


def _findings(kit: Kit) -> Iterator[Block]:
    holds = answer_words(kit.asked, kit.answer)
    yield Paragraph("Keep this to yourself until the reveal.")
    yield Paragraph(f"As the scenario stands, what holds ({noun(kit.asked)[1]}) is: {holds}. {explained(kit.asked)}")
    if kit.changes:
        yield Paragraph("What would change it, each alone:")
        yield Items(tuple(_change(kit, each) for each in kit.changes))


def _change(kit: Kit, tips: NumberTips) -> str:
    tip = tips.nearest
    assert tip is not None
    at = f"{number_words(kit.scenario, tips.over.path)}, today {number(tips.over.current)}, at {number(tip.value)}"
    return f"{at}: {change_words(kit.scenario, tip)}."
