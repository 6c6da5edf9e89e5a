"""A conflict as a report: where it rests and why, how it gets there, and what would have to change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import groupby

import numpy as np

from ...games.graph.graph_game import GraphGame
from ...games.numbers import counted, percent
from ...games.scenario.names import Names
from ...games.text.labels import capital, joined, listed, listed_apart
from ...solvers.stability.coalitions import Coalition
from ...solvers.stability.foresight.threats import Threat
from ...solvers.stability.stability import Stability
from ...studies.conflict.conflict_analysis import ConflictAnalysis, Reason, WholeConflict
from ...studies.conflict.status_quo import Paths
from ...studies.conflict.what_holds import Held
from ..format.blocks import Block, Heading, Items, Notes, Paragraph, Table
from ..scenario.game import opening
from ..scenario.report import closing
from .concepts import concept_words, meanings
from .figure import conflict_figure
from .model import MOST_SHOWN, model_blocks
from .words import player_labels, state_term, wish_told

MOST_NAMED = 20
"""States of a sentence; of more it is said how many there are."""

MOST_BY_NAME = 4
"""States of a sentence that are told by their names too."""

MOST_SETS = 5
"""Farsighted stable sets that are told; of more it is said how many there are."""

MOST_DEMOTIONS = 5
"""Sets of states that would have to become no better; of more it is said how many there are."""


def conflict_report(analysis: ConflictAnalysis) -> Iterator[Block]:
    """Give what is found of a conflict."""
    yield Heading(f"Stability: {analysis.scenario.title}", 1)
    yield from _stability_blocks(analysis)


def whole_report(whole: WholeConflict) -> Iterator[Block]:
    """Give what is found of a conflict, and the conflict itself with its scenario."""
    yield from opening(whole.scenario)
    yield from _stability_blocks(whole.analysis)
    if isinstance(whole.scenario.game, GraphGame):
        yield from model_blocks(whole.scenario, whole.scenario.game)
    yield from closing(whole.scenario)


def _stability_blocks(analysis: ConflictAnalysis) -> Iterator[Block]:
    """Give where a conflict rests, and why, how it gets there, who would leave together, what would make it hold."""
    yield Heading("Where it rests")
    yield from map(Paragraph, _answer(analysis))
    yield _table(analysis)
    yield Items((*meanings(analysis.stability.concepts), *_stable_sets(analysis), *analysis.stability.notes))
    if analysis.reasoned:
        yield Heading(f"Why, by {listed(map(concept_words, _explained(analysis)))}")
        yield from _reasons(analysis)
    yield from _from_the_status_quo(analysis)
    yield from _views(analysis)
    yield from _theory_of_moves(analysis)
    yield from _threats(analysis)
    yield from _hold(analysis)
    yield from conflict_figure(analysis, concept_words(analysis.told))
    yield from notes_on(analysis)


def notes_on(analysis: ConflictAnalysis) -> Iterator[Block]:
    """Name what of all that was told before was not reached in time."""
    if analysis.notes:
        yield Notes(analysis.notes)


def _stable_sets(analysis: ConflictAnalysis) -> Iterator[str]:
    """Say which sets of states far-sighted coalitions may rest at, where each set stands or falls as a whole."""
    if analysis.stable_sets is None:
        return
    named = [_states_words(states) for states in analysis.stable_sets[:MOST_SETS]]
    left = len(analysis.stable_sets) - len(named)
    more = f"; and {counted(left)} more" if left else ""
    yield f"Farsighted stable sets, each as a whole: {'; or '.join(named) or 'none'}{more}."


def _numbered(analysis: ConflictAnalysis, state: int) -> str:
    """Return a state by its number, counted from 1, and what it is called."""
    return f"{state + 1} ({state_name(analysis, state)})"


def state_name(analysis: ConflictAnalysis, state: int) -> str:
    """Return what a state is called; one of a game by what its players do, with the name of the outcome if it has one.

    Examples
    --------
    >>> from tetrarchy import load
    >>> from tetrarchy.studies.conflict.conflict_analysis import conflict_analysis
    >>> state_name(conflict_analysis(load("stag-hunt")), 0)
    'stag, stag'
    """
    scenario = analysis.scenario
    if scenario.graph:
        return state_term(scenario, state)
    profile = tuple(map(int, np.unravel_index(state, tuple(map(len, scenario.actions)))))
    played, outcome = ", ".join(scenario.names.name_profile(profile)), scenario.names.outcome(profile)
    return f"{outcome}: {played}" if outcome else played


def _states_words(states: Sequence[int]) -> str:
    if not states:
        return "no state"
    numbers = [str(state + 1) for state in states[:MOST_NAMED]]
    more = len(states) - len(numbers)
    named = f"{', '.join(numbers)} and {counted(more)} more" if more else listed(numbers)
    return f"state{'s' if len(states) > 1 else ''} {named}"


def _named(analysis: ConflictAnalysis, states: Sequence[int]) -> str:
    """Return states in a sentence, by their names where these are few."""
    if not 0 < len(states) <= MOST_BY_NAME:
        return _states_words(states)
    named = [_numbered(analysis, state) for state in states]
    return f"state{'s' if len(states) > 1 else ''} {listed(named)}"


def _answer(analysis: ConflictAnalysis) -> Iterator[str]:
    """Go through the sentences that a reader in a hurry needs."""
    concepts = analysis.stability.concepts
    if {"nash", "seq"} <= {*concepts}:
        nash, seq = analysis.stability.equilibria("nash"), analysis.stability.equilibria("seq")
        if nash == seq:
            yield f"By Nash, and by SEQ as well, it rests at {_named(analysis, nash)}."
        else:
            yield (
                f"Looking one move ahead (Nash) it rests at {_named(analysis, nash)}; reckoning with answers that the "
                f"others would like to give (SEQ) at {_named(analysis, seq)}."
            )
    else:
        rests = [
            f"by {concept_words(name)} at {_named(analysis, analysis.stability.equilibria(name))}" for name in concepts
        ]
        yield f"It rests {'; '.join(rests)}."
    yield from _answer_of_coalitions(analysis)
    yield from _answer_on_today(analysis)


def _answer_of_coalitions(analysis: ConflictAnalysis) -> Iterator[str]:
    by_concept = {each.concept: each for each in analysis.coalitions}
    if "seq" in by_concept and analysis.model.n_players > 1:
        held = by_concept["seq"].equilibria
        yield (
            f"Where players may move together, {_named(analysis, held)} "
            f"{'survives' if len(held) == 1 else 'survive'} by SEQ for every coalition."
        )


def _answer_on_today(analysis: ConflictAnalysis) -> Iterator[str]:
    today = analysis.status_quo
    if today is None:
        return
    leaving, otherwise = _not_held(analysis.in_words.model.players, analysis.stability, analysis.told, today)
    by = concept_words(analysis.told)
    where = f"The status quo, {_numbered(analysis, today)},"
    held = f"for {listed(otherwise)} it holds {_OTHERWISE[analysis.told.partition('_')[0]]}" if otherwise else ""
    parts = [*([f"{listed_apart(leaving)} would leave"] if leaving else []), *([held] if held else [])]
    yield f"{where} does not hold by {by}: {'; '.join(parts)}." if parts else f"{where} holds by {by}."


_OTHERWISE = {"strong": "weakly", "weak": "strongly"}
"""How a state is stable for a player for whom it is so by a plain concept and not by one with this word before it."""


def _not_held(names: Sequence[str], found: Stability, concept: str, state: int) -> tuple[list[str], list[str]]:
    """Return the players who would leave a state, and those for whom it holds, but not in the way that is asked."""
    leaving = found.would_leave(concept)[:, state]
    otherwise = ~found.of(concept)[:, state] & ~leaving
    named = [[names[player] for player in np.flatnonzero(flags).tolist()] for flags in (leaving, otherwise)]
    return named[0], named[1]


def _table(analysis: ConflictAnalysis) -> Table:
    coalitions = next((each for each in analysis.coalitions if each.concept == "nash"), None)
    far, names = analysis.far_sighted, player_labels(analysis.scenario, analysis.model)
    headers = ["no.", "state", *map(concept_words, analysis.stability.concepts)]
    headers += ["joint moves"] if coalitions else []
    headers += ["LCS"] if analysis.consistent is not None else []
    headers += [concept_words("non_myopic")] if far is not None else []
    rows: list[tuple[str, ...]] = []
    for state in list(analysis.shown)[:MOST_SHOWN]:
        row = [f"{state + 1}{'*' if state == analysis.status_quo else ''}", state_name(analysis, state)]
        row += [_cell(names, analysis.stability, concept, state) for concept in analysis.stability.concepts]
        if coalitions:
            together = [
                joined(" ", (_group(names, group), f"to {end + 1}")) for group, end in coalitions.leavers(state)
            ]
            row.append(joined("; ", together) or "hold")
        if analysis.consistent is not None:
            row.append("yes" if state in analysis.consistent else "no")
        if far is not None:
            row.append(_cell(names, far, "non_myopic", state))
        rows.append(tuple(row))
    return Table(_caption(analysis), tuple(headers), tuple(rows))


def _caption(analysis: ConflictAnalysis) -> str:
    more = len(analysis.shown) - MOST_SHOWN
    left = f"; {counted(more)} more are left out" if more > 0 else ""
    which = "States" if analysis.every else "States where it may rest"
    star = ", and the status quo (*)" if analysis.status_quo is not None else ""
    joint = "; joint moves: coalitions that would leave together, and for where" if analysis.coalitions else ""
    far = "; LCS: the largest consistent set, where far-sighted coalitions may rest" if analysis.consistent else ""
    return f"{which}{star}: yes, or who would leave{joint}{far}{left}"


def _cell(names: Sequence[str], found: Stability, concept: str, state: int) -> str:
    leaving, otherwise = _not_held(names, found, concept, state)
    held = [joined(" ", (player, f"({_OTHERWISE[concept.partition('_')[0]]})")) for player in otherwise]
    return joined(", ", (*leaving, *held)) or "yes"


def _group(names: Sequence[str], group: Coalition) -> str:
    return joined("+", (names[player] for player in group))


def _explained(analysis: ConflictAnalysis) -> tuple[str, ...]:
    return tuple(dict.fromkeys((analysis.told, *analysis.explained)))


def _reasons(analysis: ConflictAnalysis) -> Iterator[Block]:
    concepts = _explained(analysis)
    for state in list(analysis.shown)[:MOST_SHOWN]:
        reasons = analysis.in_words.reasons(state, concepts)
        if not reasons:
            return
        yield Paragraph(f"State {state + 1}: {state_name(analysis, state)}")
        by_player = groupby(reasons, key=lambda each: each.player)
        yield Items(tuple(words for _, own in by_player for words in _reasons_words(analysis, list(own))))


def _reasons_words(analysis: ConflictAnalysis, reasons: Sequence[Reason]) -> Iterator[str]:
    """Give a player's reasons; which concepts each is by only where there are several."""
    for each in reasons:
        by = f", by {listed(map(concept_words, each.concepts))}" if len(reasons) > 1 else ""
        yield f"{capital(analysis.in_words.model.players[each.player])}{by}: {each.text}"


def _from_the_status_quo(analysis: ConflictAnalysis) -> Iterator[Block]:
    if analysis.paths is None:
        return
    ways = replace(analysis.paths, model=analysis.in_words.model)
    yield Heading("From the status quo")
    goals = [state for state in analysis.rests[:MOST_SHOWN] if state != analysis.status_quo]
    if not goals:
        yield Paragraph("It rests nowhere else.")
        return
    yield Items(tuple(f"to {state + 1}: {ways.written(state)}{_as_short(ways, state)}" for state in goals))
    yield Paragraph("A way by moves that each mover likes is no forecast: those who look further may stop earlier.")


def _as_short(ways: Paths, state: int) -> str:
    """Say of how many shortest ways one is written out, and who moves last in them; nothing of the only one."""
    found = ways.ways_to(state)
    if found.shortest[state] < 2:
        return ""
    last = " or ".join(ways.model.players[player] for player in found.last_movers[state])
    return f" One of {counted(found.shortest[state])} ways as short, in which {last} moves last."


def _views(analysis: ConflictAnalysis) -> Iterator[Block]:
    found = analysis.hypergame
    if found is None:
        return
    yield Heading("As each sees it")
    yield Paragraph(
        f"Each judging by what it takes the others to prefer, it rests at {_states_words(found.equilibria)} by "
        f"{concept_words(found.concept)}; were all preferences known, at {_states_words(found.known_equilibria)}."
    )
    unseen = [
        f"{capital(player)} overlooks {_states_words(sorted(states))}, on which the others alone decide."
        for player, states in zip(analysis.in_words.model.players, found.overlooked, strict=True)
        if states
    ]
    if unseen:
        yield Items(tuple(unseen))


def _theory_of_moves(analysis: ConflictAnalysis) -> Iterator[Block]:
    found = analysis.moves_theory
    if found is None:
        return
    yield Heading("Theory of moves")
    rows = [
        (
            str(state + 1),
            state_name(analysis, state),
            *(str(own[state] + 1) for own in found.survivors),
            _numbers(found.outcomes[state]),
            _numbers(found.two_sided[state]),
        )
        for state in range(analysis.model.n_states)
    ]
    movers = [joined(" ", (player, "first")) for player in player_labels(analysis.scenario, analysis.model)]
    headers = ("no.", "from", *movers, "outcome", "two-sided")
    yield Table("Where play ends from each state, by who moves first (Brams)", headers, tuple(rows))
    yield Paragraph(
        f"Nonmyopic equilibria: {_states_words(found.equilibria)}. The rules let a player move only where play will "
        "not come back, and rational players may not agree on who moves first."
    )


def _numbers(states: Iterable[int]) -> str:
    return " or ".join(str(state + 1) for state in states)


def _threats(analysis: ConflictAnalysis) -> Iterator[Block]:
    if not analysis.threats:
        return
    yield Heading("Threats")
    yield Items(tuple(_threat_words(analysis.scenario.names, threat) for threat in analysis.threats))


def _threat_words(names: Names, threat: Threat) -> str:
    """Return what a player may bring about by a threat, and where play ends if the threat is carried out."""
    when = "whatever comes" if threat.kind == "compellent" else "otherwise"
    return (
        f"{names.subject(threat.player)} may bring it about that {names.deeds(threat.outcome)} by a threat to "
        f"{names.would(threat.player, threat.action)} {when} ({threat.kind}); if it breaks down, "
        f"{names.deeds(threat.breakdown)}."
    )


def _hold(analysis: ConflictAnalysis) -> Iterator[Block]:
    if analysis.hold is None:
        return
    where = _numbered(analysis, analysis.hold)
    yield Heading(f"What would have to change for {where} to hold, by {concept_words(analysis.told)}")
    if analysis.held:
        yield Items(tuple(_held_words(analysis, held) for held in analysis.held))


def _held_words(analysis: ConflictAnalysis, held: Held) -> str:
    player = capital(analysis.in_words.model.players[held.player])
    share = "" if held.share is None else f" (of all strict rankings {percent(held.share)} would do)"
    return f"{player}: {_demotion_words(analysis, held)}{share}.{_swaps_words(analysis, held)}"


def _demotion_words(analysis: ConflictAnalysis, held: Held) -> str:
    state = 0 if analysis.hold is None else analysis.hold + 1
    if held.demotions == (frozenset(),):
        return "nothing"
    if not held.demotions:
        return "nothing that it could come to like less would do"
    shown = [_states_words(sorted(demotion)) for demotion in held.demotions[:MOST_DEMOTIONS]]
    more = len(held.demotions) - MOST_DEMOTIONS
    others = f", or one of {counted(more)} other sets," if more > 0 else "" if held.complete else ", or perhaps others,"
    return f"{' or '.join(shown)}{others} must become no better for it than {state}"


def _swaps_words(analysis: ConflictAnalysis, held: Held) -> str:
    if not held.swaps:
        return ""
    told = partial(wish_told, analysis.scenario, held.player)
    pairs = [f"{told(place)} and {told(place + 1)}" for place in held.swaps]
    return f" It would hold too if it swapped {' or '.join(pairs)} in importance."
