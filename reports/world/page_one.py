"""The first page of a report on a world: the question, the answer, who would move, what would turn it, the facts."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from ...games.numbers import number, rounded
from ...games.text.labels import capital, listed, listed_apart, with_article
from ...studies.scenario.page.facts import Drawn
from ...studies.world.draws import DRAWS
from ...studies.world.page import FURTHEST, WorldPage
from ...studies.world.standing import BLOCS, MIXES, PRESSURE, RESISTANCE, TIES
from ...studies.world.views import WorldReport
from ..answer.sheet import Sheet, drawn_words, sheet_blocks
from ..format.blocks import Block, Heading
from ..format.provenance import version
from .answer import answer_sentences, whole_blocks
from .blocs import BLOC_NAMES
from .values import report_json
from .words import change_words, mix_words

MOST_MOVERS = 3
"""States of which it is told how they move, or whom they move."""


def world_brief(page: WorldPage) -> Iterator[Block]:
    """Give the first page alone."""
    yield Heading(page.analysis.setting.title, 1)
    yield from sheet_blocks(_sheet(page))


def whole_report(report: WorldReport) -> Iterator[Block]:
    """Give the first page, then the whole analysis with pictures, influence and every state."""
    yield from world_brief(report.page)
    yield Heading("The world")
    yield from whole_blocks(report)


def whole_report_json(report: WorldReport) -> dict[str, Any]:
    """Return the whole analysis in the schema tetrarchy.world/1, and its first page beside it."""
    return {**report_json(report), **page_values(report.page)}


def brief_json(page: WorldPage) -> dict[str, Any]:
    """Return the first page in the schema tetrarchy.brief/1."""
    setting = page.analysis.setting
    named = {"version": version(), "source": setting.source, "title": setting.title}
    return {"schema": "tetrarchy.brief/1", **named, **page_values(page)}


def page_values(page: WorldPage) -> dict[str, Any]:
    """Return what stands on the first page; a rise is None where no rise of appeal up to 1 is enough."""
    turns = page.turns
    return {
        "question": question_words(page),
        "lead": "world",
        "answer": list(answer_sentences(page.analysis)),
        "turns": None if turns is None else [{"order": turn.order, "rise": turn.rise} for turn in turns],
    }


def question_words(page: WorldPage) -> str:
    """Return what is asked: about the changes, if there are any."""
    setting = page.analysis.setting
    asked = [change_words(setting, path, value) for path, value in setting.changes.items()]
    if asked:
        return f"What would the world practise if {listed(asked)}?"
    return "Which orders do states practise, drawn by their ties and held by their identity, and who moves?"


def _sheet(page: WorldPage) -> Sheet:
    return Sheet(
        question_words(page),
        tuple(answer_sentences(page.analysis)),
        tuple(_today(page)),
        tuple(_changes(page)),
        tuple(_rest(page)),
        tuple(_facts(page)),
        ("Stable means that no state gains by another mix of its own, given the others'.",),
    )


def _spoken(page: WorldPage, code: str) -> str:
    return with_article(page.analysis.setting.name(code))


def _today(page: WorldPage) -> Iterator[str]:
    analysis = page.analysis
    world, name = analysis.now.world, partial(_spoken, page)
    yield "Stable: no state would gain by practising another mix alone."
    yield "Whether some would gain by changing together was not worked out."
    if analysis.after is None:
        practice = analysis.now.practice.astype(float)
        for place in analysis.movers[:MOST_MOVERS]:
            was, is_now = (mix_words(world.orders, row[place]) for row in (analysis.compared, practice))
            yield f"{capital(name(world.states[place]))}: {is_now}, where its identity is {was}."
    blocs = analysis.blocs_now
    if sides := [
        f"{listed(map(name, codes[:MOST_MOVERS]))} and {len(codes) - MOST_MOVERS} more in the {BLOC_NAMES[value]}"
        if len(codes) > MOST_MOVERS + 1
        else f"{listed_apart(map(name, codes))} in the {BLOC_NAMES[value]}"
        for value, codes in blocs.members.items()
        if value and codes
    ]:
        sure = "proven the best division" if blocs.alignment.optimal else "the best division found"
        yield f"Were the {len(blocs.states)} strongest to take sides: {'; '.join(sides)} ({sure})."


def _changes(page: WorldPage) -> Iterator[str]:
    analysis = page.analysis
    world, influence = analysis.now.world, analysis.influence
    yield _turns_words(page)
    ranked = influence.ranked()[:MOST_MOVERS]
    told = [
        f"{_spoken(page, world.states[place])} (towards the {world.orders[int(influence.orders[place])]} order)"
        for place in ranked
    ]
    most = f"{listed(told)}." if told else "not reached within the time limit."
    yield f"Those whose being pushed would move the others most: {most}"


def _turns_words(page: WorldPage) -> str:
    """Return how much more the other orders must appeal to all before one of them leads."""
    if page.turns is None:
        return (
            "Which order would lead at which appeal was not worked out: it is not proven that there is one equilibrium."
        )
    rises = sorted((turn.rise, turn.order) for turn in page.turns if turn.rise is not None)
    never = [turn.order for turn in page.turns if turn.rise is None]
    enough = [f"the {order} order by about {rounded(rise, 2)}" for rise, order in rises]
    start = f"What leads in the world, the {page.leading} order today, changes"
    if not enough:
        return f"{start} by no rise up to {number(FURTHEST)} in the appeal of another order to all."
    more = f"; of the {listed(never)} order {number(FURTHEST)} is too little" if never else ""
    return f"{start} once another appeals to all by so much more: {listed(enough)}{more}. A whole identity is 1."


def _rest(page: WorldPage) -> Iterator[str]:
    world = page.analysis.now.world
    yield (
        f"Judgements: how much recognition counts ({number(world.beta)}) and resistance to orders that claim to be "
        f"universal ({number(world.gamma)}), how universal each claims to be, and how it appeals."
    )
    yield "Identities are votes in the General Assembly; what a state practises is a construct of the game."


def _facts(page: WorldPage) -> Iterator[tuple[str, str]]:
    now = page.analysis.now
    many = len(now.equilibria)
    if now.unique is not None:
        yield "is there another equilibrium?", "no, proven"
    elif now.complete:
        yield "is there another equilibrium?", f"there are {many}, and proven no others"
    else:
        yield "is there another equilibrium?", f"not known: {many} found"
    if now.exact:
        yield "are the shares exact?", "yes, fractions checked in whole numbers"
    elif now.certificate is not None:
        yield "how far off can a share be?", f"{rounded(now.certificate.distance, 2)}, proven"
    for each in page.analysis.sentences:
        yield f"share of draws of the mixes in which {each.sentence}", drawn_words(Drawn(each.share, DRAWS))
    yield from ((f"what the data say of {each.rests_on}", each.words) for each in (MIXES, TIES, RESISTANCE))
    yield from ((f"what the data say of {each.rests_on}", each.words) for each in (PRESSURE, BLOCS))
