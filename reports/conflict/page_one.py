"""The first page of a report on a conflict: where it rests, who would leave today's state, and what decides that."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from ...games.graph.graph_game import GraphGame
from ...games.numbers import counted, percent
from ...games.text.labels import capital, listed, listed_apart, stopped
from ...studies.conflict.conflict_analysis import WholeConflict
from ...studies.conflict.first_page import ConflictPage, Leavers, Temptation
from ...studies.conflict.swaps import Swap
from ...studies.conflict.what_holds import Held
from ..answer.changes import alike_swaps, idle_swaps
from ..answer.sheet import Sheet, sheet_blocks
from ..format.blocks import Block, Heading
from ..format.provenance import provenance
from ..scenario.values import exact_values
from .concepts import concept_words, foresight_words, meanings
from .report import notes_on, whole_report
from .values import whole_json
from .words import player_words, players_words, state_told, states_told, wish_told

MOST_NAMED = 3
"""States of a sentence that are told one by one."""

MOST_DEMOTIONS = 2
"""Sets of states, or swaps, that would make a state hold, of which it is told."""

MOST_SWAPS = 3
"""Swaps of neighbours of which it is told what comes of them."""

MOST_GROUPS = 2
"""Groups of which it is told that they would leave together."""


def conflict_brief(page: ConflictPage) -> Iterator[Block]:
    """Give the first page alone."""
    yield Heading(page.scenario.title, 1)
    yield from conflict_page(page)


def whole_conflict(whole: WholeConflict) -> Iterator[Block]:
    """Give the first page, then the whole report, whose title stands above the page."""
    yield from conflict_brief(ConflictPage(whole.analysis))
    yield Heading("The scenario")
    blocks = whole_report(whole)
    next(blocks)
    yield from blocks


def whole_conflict_json(whole: WholeConflict) -> dict[str, Any]:
    """Return the whole report, in the schema tetrarchy.stability/1, and its first page beside it."""
    values = {**whole_json(whole), **page_values(ConflictPage(whole.analysis))}
    return values | {"notes": [*whole.analysis.stability.notes, *whole.analysis.notes]}


def conflict_page(page: ConflictPage) -> Iterator[Block]:
    """Give the question, the answer, who would leave, what would change it, what it rests on, and the facts."""
    today = page.analysis.status_quo
    yield from sheet_blocks(
        Sheet(
            page.question,
            answer_sentences(page),
            () if today is None else tuple(today_sentences(page, today)),
            tuple(change_sentences(page)),
            tuple(rest_sentences(page)),
            tuple(fact_rows(page)),
            tuple(meanings(page.concepts)),
        )
    )
    yield from notes_on(page.analysis)


def brief_json(page: ConflictPage) -> dict[str, Any]:
    """Return the first page in the schema tetrarchy.brief/1."""
    return {**provenance(page.scenario, "brief"), **page_values(page), "notes": list(page.analysis.notes)}


def page_values(page: ConflictPage) -> dict[str, Any]:
    """Return what stands on the first page; states and players are numbered from 0."""
    looked_at, leavers = page.looked_at, None
    if page.analysis.status_quo is not None:
        leavers = page.leavers(page.analysis.status_quo)
    return {
        "question": page.question,
        "lead": "conflict",
        "answer": answer_sentences(page),
        "leads_to": list(page.leads_to),
        "looked_at": looked_at,
        "leaving": list(page.leaving),
        "leaving_together": None
        if leavers is None
        else [{"players": list(each.group), "state": each.target, "deterred": each.held} for each in leavers],
        "would_hold": [
            {
                "player": held.player,
                "share": None if held.share is None else exact_values(held.share),
                "demotions": [sorted(demotion) for demotion in held.demotions],
                "swaps": list(held.swaps),
            }
            for held in page.held
        ],
        "unknown_comparisons": sum(map(len, page.analysis.model.unknown)),
        "swaps": None
        if page.swaps is None
        else [
            {
                "player": swap.player,
                "place": swap.place,
                "by_statements": swap.by_statements,
                "appears": list(swap.appears),
                "ends": list(swap.ends),
            }
            for swap in page.swaps
        ],
    }


def answer_sentences(page: ConflictPage) -> tuple[str, ...]:
    """Return the answer in at most three sentences."""
    found = (_rests_sentence(page), _today_sentence(page), _course_sentence(page))
    return tuple(sentence for sentence in found if sentence)


def _rests_sentence(page: ConflictPage) -> str:
    told, rests = page.analysis.told, page.by_concept
    parts = [
        f"at {_states(page, states, MOST_NAMED)} {foresight_words(concepts)}"
        for states, concepts in sorted(rests.items(), key=lambda each: told not in each[1])
    ]
    return f"The conflict can rest {'; '.join(parts)}."


def _states(page: ConflictPage, states: Sequence[int], most: int) -> str:
    if not states:
        return "no state"
    if len(states) > most and page.analysis.told not in page.by_concept[tuple(states)]:
        return f"{counted(len(states))} states"
    return states_told(page.scenario, states, most)


def _today_sentence(page: ConflictPage) -> str:
    today, by = page.analysis.status_quo, concept_words(page.analysis.told)
    if today is None:
        return ""
    where = state_told(page.scenario, today)
    if not page.leaving:
        return f"Today's state, {where}, holds by {by}."
    return (
        f"Today's state, {where}, does not hold by {by}: {players_words(page.scenario, page.leaving)} would leave it."
    )


def _course_sentence(page: ConflictPage) -> str:
    if page.analysis.paths is None or not page.leaving:
        return ""
    if not page.leads_to:
        return "No moves that each mover likes lead from there to a state where it can rest."
    moves = page.analysis.paths.improvements
    ends = [f"{state_told(page.scenario, state)} ({_in_moves(moves[state])})" for state in page.leads_to[:MOST_NAMED]]
    more = len(page.leads_to) - len(ends)
    return f"By moves that each mover likes it leads to {'; or to '.join(ends)}{f'; and {more} more' if more else ''}."


def _in_moves(moves: int | None) -> str:
    return "1 move" if moves == 1 else f"{moves} moves"


def today_sentences(page: ConflictPage, today: int) -> Iterator[str]:
    """Say who would move from today's state, who would leave it together, and what keeps whom from leaving."""
    tempted = page.temptations(today)
    yield from (_temptation_words(page, today, each) for each in tempted)
    still = set(range(page.analysis.model.n_players)) - {each.player for each in tempted}
    if not tempted and page.explained:
        yield "Nobody has a move from it to a state liked better."
    if tempted and still:
        has = "has" if len(still) == 1 else "have"
        yield f"{capital(players_words(page.scenario, sorted(still)))} {has} no move from it to a state liked better."
    yield from _together(page, today)
    if page.looked_at is not None:
        where = state_told(page.scenario, page.looked_at)
        kept = [_temptation_words(page, page.looked_at, each) for each in page.temptations(page.looked_at)]
        nobody = [] if kept or not page.explained else ["Nobody has a move to a state liked better."]
        if found := [*nobody, *kept, *_together(page, page.looked_at)]:
            yield f"Once it has come to {where}: {' '.join(found)}"


def _temptation_words(page: ConflictPage, state: int, each: Temptation) -> str:
    who, target = player_words(page.scenario, each.player), state_told(page.scenario, each.target)
    it = "them" if who.plural else "it"
    if each.answer is None:
        return f"{capital(who.spoken)} would move to {target}, which nobody can make {it} regret."
    start = f"{capital(who.spoken)} would like {target} better, but"
    if each.answerer is None:
        return f"{start} the others together could answer with what is no better for {it} than staying."
    answer = state_told(page.scenario, each.answer)
    other = player_words(page.scenario, each.answerer).spoken
    kept = "staying" if each.answer != state else "before"
    return f"{start} {other} would answer with {answer}, no better for {it} than {kept}."


def _together(page: ConflictPage, state: int) -> Iterator[str]:
    groups = page.leavers(state)
    if page.analysis.model.n_players < 2:
        return
    if groups is None:
        yield "Whether some would leave it together was not worked out."
        return
    if not groups:
        yield "No two or more would all gain by leaving it together."
    yield from (_group_words(page, group) for group in groups[:MOST_GROUPS])
    if more := max(len(groups) - MOST_GROUPS, 0):
        yield f"{capital(counted(more))} more {'group' if more == 1 else 'groups'} would gain by leaving it together."


def _group_words(page: ConflictPage, each: Leavers) -> str:
    every = "both" if len(each.group) == 2 else "all"
    who, where = players_words(page.scenario, each.group), state_told(page.scenario, each.target)
    start = f"Together {who} would {every} gain by moving to {where}"
    if each.held is None:
        return f"{start}; whether what the others would answer keeps them from it was not worked out."
    stopped = "but what the others would answer keeps them from it" if each.held else "and nothing keeps them from it"
    return f"{start}, {stopped}."


def change_sentences(page: ConflictPage) -> Iterator[str]:
    """Say what would make today's state hold, and which preferences are pivotal."""
    if held := [_held_words(page, each) for each in page.held]:
        together = f" All {len(held)} would have to change." if len(held) > 1 else ""
        yield f"Today's state would hold if {'; and if '.join(held)}.{together}"
    elif page.leaving and not page.small:
        states = counted(page.analysis.model.n_states)
        yield f"What would make today's state hold was not worked out: the conflict has {states} states."
    if page.swaps is None:
        yield "What swaps of two neighbours in a ranking would change was not worked out."
    alike = alike_swaps(page.pivotal)
    yield from (_swaps_words(page, swaps) for swaps in alike[:MOST_SWAPS])
    if more := sum(map(len, alike[MOST_SWAPS:])):
        changes = "swap of two neighbours in a ranking changes" if more == 1 else "swaps of two neighbours change"
        yield f"{capital(counted(more))} more {changes} where it can rest."
    if page.swaps is not None and not alike:
        yield idle_swaps(len(page.swaps), "where it can rest")


def _held_words(page: ConflictPage, held: Held) -> str:
    scenario, who = page.scenario, player_words(page.scenario, held.player).spoken
    if not held.demotions:
        return f"the others changed, as nothing that {who} could come to like less would do"
    least = sorted(held.demotions[0])
    liked = f"liked {'' if len(least) == 1 else 'none of '}{states_told(scenario, least, MOST_NAMED)}"
    others = len(held.demotions) - 1
    sets = "set of states" if others == 1 else "sets of states"
    more = f" ({counted(others)} other {sets} in their place would do as well)" if others else ""
    would = [f"{who} {liked} {'no ' if len(least) == 1 else ''}better than it{more}"]
    would += [f"{_swapped_words(page, held.player, place, by_statements=True)}" for place in held.swaps[:1]]
    return ", or if ".join(would)


def _swapped_words(page: ConflictPage, player: int, place: int, *, by_statements: bool) -> str:
    """Return that what is just below a place in a player's ranking stood above it."""
    who = player_words(page.scenario, player).spoken
    if by_statements:
        upper, lower = (wish_told(page.scenario, player, k) for k in (place, place + 1))
        return f"{lower} were more important to {who} than {upper}"
    upper, lower = (_class_words(page, player, k) for k in (place, place + 1))
    return f"{who} liked {lower} better than {upper}"


def _class_words(page: ConflictPage, player: int, place: int) -> str:
    return states_told(page.scenario, page.analysis.model.preferences[player][place], MOST_NAMED)


def _swaps_words(page: ConflictPage, swaps: Sequence[Swap]) -> str:
    told = [_swapped_words(page, each.player, each.place, by_statements=each.by_statements) for each in swaps]
    gone, new = (states_told(page.scenario, states, MOST_NAMED) for states in (swaps[0].ends, swaps[0].appears))
    rests = [f"it could rest at {new}{'' if gone else ' too'}"] if new else []
    rests += [f"{'no longer' if new else 'it could no longer rest'} at {gone}"] if gone else []
    now = "now it is just below" if len(told) == 1 else "now each is just below"
    return f"If {', or '.join(told)} ({now}), {' and '.join(rests)}."


def rest_sentences(page: ConflictPage) -> Iterator[str]:
    """Say what the rankings are given by, and the sources."""
    game = page.scenario.game
    if isinstance(game, GraphGame) and game.wishes:
        stated = [player_words(page.scenario, game.players.index(name)).spoken for name in game.wishes]
        yield f"Statements on what {listed_apart(stated)} would like, the most important first; nothing is added up."
    else:
        yield "The players' rankings of the states, as the scenario gives them; nothing is added up."
    yield from map(stopped, page.scenario.sources)


def _some_of(holds: Sequence[str], concepts: Sequence[str]) -> str:
    """Name the concepts that hold among those that were tried."""
    tried = listed(map(concept_words, concepts))
    if len(holds) in (0, len(concepts)):
        return f"{'all' if holds else 'none'} of {tried}"
    return f"{listed(map(concept_words, holds))}, of {tried}"


def fact_rows(page: ConflictPage) -> Iterator[tuple[str, str]]:
    """Go through the facts on how sure the answer is."""
    model, today = page.analysis.model, page.analysis.status_quo
    every = "the only one" if model.n_states == 1 else f"all {counted(model.n_states)}"
    yield "are all states looked at?", f"yes, {every}"
    unknown = sum(map(len, model.unknown))
    yield "comparisons that the scenario leaves unknown", counted(unknown) if unknown else "none"
    if today is not None:
        concepts = page.analysis.stability.concepts
        holds = [each for each in concepts if today in page.analysis.stability.equilibria(each)]
        yield "concepts by which today's state holds", _some_of(holds, concepts)
    for held in page.held:
        if held.share is not None:
            who = player_words(page.scenario, held.player).spoken
            yield f"share of all strict rankings of {who} by which it would stay in today's state", percent(held.share)
    if page.swaps:
        yield (
            "swaps of two neighbours in a ranking that change where it can rest",
            (f"{len(page.pivotal)} of {len(page.swaps)}"),
        )
