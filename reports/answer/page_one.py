"""The first page of a report, one sheet of paper: what is asked, what holds, what would change it, how sure this is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ...games.actors import describe
from ...games.normal_form import PureProfile
from ...games.numbers import number, percent, several, two_figures
from ...games.scenario.inputs import DerivedGame
from ...games.scenario.names import Names
from ...games.scenario.scenario import Scenario
from ...games.text.labels import capital, plain, quoted, stopped
from ...solvers.base import Solution
from ...studies.scenario.analysis import Analysis
from ...studies.scenario.main_analysis import Brief, Report
from ...studies.scenario.page.facts import Drawn, Judgements
from ...studies.scenario.page.joint_moves import JointMove
from ...studies.scenario.page.question import Lead
from ...studies.scenario.what_if import movers
from ...studies.thresholds.kinds.sequence_play import MOST_ONE_BY_ONE, MOST_OUTCOMES
from ...studies.thresholds.ranking import PlayedAs, Ranking
from ...studies.world.standing import standing_of
from ..format.blocks import Block, Heading
from ..repeated.report import kept_at
from ..scenario.words import committed_words, evidence_words, is_whole_share, meant_words, mover_words, numbers_counted
from ..tipping import TURNS
from .changes import MOST_CHANGES, change_sentences
from .foresight import foresight_sentences
from .sentences import answer_sentences, played_in
from .sheet import ROOM, Sheet, drawn_words, sheet_blocks

MOST_GROUPS = 3

STABLE = "Stable means that nobody gains by leaving alone."
DISCOUNT_MEANS = "The discount is what the next period counts for beside this one: nothing at 0, as much at 1."
NO_CHANCE = "A share of draws is no probability about the world."


def brief_report(brief: Brief) -> Iterator[Block]:
    """Give the first page alone."""
    yield Heading(brief.report.scenario.title, 1)
    yield from page_one(brief.report)


def page_one(report: Report) -> Iterator[Block]:
    """Give the question, the answer, who would leave, what would change it, what it rests on, and the facts.

    Fewer groups and changes are told one by one where that takes more room than a sheet has.
    """
    sheets = ((most, _sheet(report, most)) for most in range(MOST_CHANGES, 0, -1))
    yield from sheet_blocks(next(sheet for most, sheet in sheets if sheet.letters <= ROOM or most == 1))


def _sheet(report: Report, most: int) -> Sheet:
    today = (*today_sentences(report, min(most, MOST_GROUPS)), *foresight_sentences(report))
    patient = report.again is not None or report.moving is not None
    key = (*[STABLE] * bool(today), *[DISCOUNT_MEANS] * patient, *[NO_CHANCE] * (report.drawn is not None))
    changes = tuple(change_sentences(report, most))
    rest = (*rest_sentences(report), *_unranked(report), *report.notes)
    return Sheet(report.question, answer_sentences(report), today, changes, rest, tuple(fact_rows(report)), key)


def _unranked(report: Report) -> Iterator[str]:
    if report.lead == "sequence" and report.changes is None:
        yield (
            "What would change it was not worked out: numbers are moved where payoffs come from orders or a small "
            f"table, and play can end in at most {MOST_OUTCOMES} ways, or {MOST_ONE_BY_ONE} where a move is hidden or "
            "chance moves; where chance moves, plans must be few as well, and every gain turn at a fraction."
        )


def today_sentences(report: Report, most: int = MOST_GROUPS) -> Iterator[str]:
    """Say whether today's outcome is stable, who would move, and at most so many groups that would leave together."""
    unsolved, looked_at = report.unsolved, report.looked_at
    if unsolved is None or looked_at is None:
        return
    names = report.scenario.names
    told = _told_apart(names, looked_at, unsolved.pure_equilibria)
    if unsolved.status_quo is None and (report.lead == "sequence" or isinstance(report.scenario.game, DerivedGame)):
        return
    if unsolved.status_quo is None:
        yield f"The file does not say what is done today; this is about the outcome in which {told}."
    else:
        yield f"Today {told}."
    yield from _beyond_one_period(report)
    where = _WHERE[report.lead]
    if leaving := [mover_words(report.scenario, unsolved.game, mover) for mover in movers(unsolved.game, looked_at)]:
        yield f"{capital(f'{where}not stable')}: {'; '.join(leaving)}."
    else:
        yield f"{capital(f'{where}stable')}: nobody would gain by leaving it alone."
    if names.n_players > 1:
        yield from _together(report, most)


def _told_apart(names: Names, profile: PureProfile, stable: Sequence[PureProfile]) -> str:
    """Return what is done in an outcome, with its name where nothing else that is stable has it."""
    others = {names.outcome(other) for other in stable if other != profile}
    return names.deeds(profile) if names.outcome(profile) in others else names.told(profile)


_WHERE: Mapping[Lead, str] = {
    "once": "",
    "sequence": "if all moved at once, or bound themselves to plans, it would be ",
    "study": "at the scenario's own numbers it is ",
    "repeated": "in the game played once it is ",
    "moving": "in the game played once it is ",
    "population": "",
}
"""In which game the stability of today's outcome is told, by what leads the report."""


def _beyond_one_period(report: Report) -> Iterator[str]:
    """Say how today's outcome stands in the game that leads: in its order of moves, or played again and again."""
    if report.lead == "sequence" and report.changes is not None:
        ends = "this is where" if report.changes.today in report.changes.holding else "this is not where"
        yield f"In this order of moves {ends} play that looks ahead ends."
    if report.moving is not None and report.looked_at is not None:
        start = report.moving.start
        pure = [each for each in report.moving.solution.equilibria if each.pure]
        ways = sum(played_in(each, start) == report.looked_at for each in pure)
        state = report.moving.course.states[start][0]
        among = "by those who look ahead" if len(pure) == 1 else f"in {ways or 'none'} of the {len(pure)} ways to play"
        done = "this is not" if len(pure) == 1 and not ways else "this is"
        if pure:
            yield f"At the start, in {quoted(state)}, {done} what is done {among}."
    if report.again is not None and report.lead == "repeated":
        rows = [row for row in report.again.sustained if row.profile == report.looked_at]
        if rows and rows[0].discount > 0:
            kept = "is kept up" if report.again.kept(rows[0]) else "is not kept up"
            discount = number(report.again.repetition.discount)
            yield f"Played again and again it {kept} at a discount of {discount}: {kept_at(rows[0])}."


def _together(report: Report, most: int) -> Iterator[str]:
    groups = report.together
    if groups is None:
        yield "Whether some would leave it together was not worked out: the game is too large for that."
        return
    yield from (group_words(report, group) for group in groups[:most])
    if more := len(groups[most:]):
        yield f"{several(more, 'more group')} would leave it together."
    if not groups:
        yield "No two or more would all gain by leaving it together."


def group_words(report: Report, group: JointMove) -> str:
    """Return who would leave together, for what, and what each gains as a share of what it has at stake."""
    names, every = report.scenario.names, "both" if len(group.players) == 2 else "all"
    gains = [
        f"{names.spoken[player].spoken} {'' if place else 'would gain '}{two_figures(gain)}"
        for place, (player, gain) in enumerate(zip(group.players, group.gains, strict=True))
    ]
    won = "" if report.scenario.ordinal else f" {capital(', '.join(gains))} of what each has at stake."
    start = f"Together {names.who(group.players)} would {every} gain by moving to the outcome in which"
    return f"{start} {names.told(group.profile)}.{won}"


def rest_sentences(report: Report) -> Iterator[str]:
    """Say who seeks what, and which of the inputs are judgements."""
    scenario, judged = report.scenario, report.judgements
    if judged is not None and not scenario.population:
        base = scenario.underlying
        seek = [
            f"{label}: {plain(describe(agent.orders))}"
            for label, agent in zip(base.names.labels, base.agents, strict=True)
        ]
        yield f"What each seeks, as a mix of orders. {'; '.join(seek)}."
    if scenario.incomplete:
        yield f"The chances of the types: {chance_words(report)}."
        yield from (f"{capital(words)}." for words in committed_words(scenario))
    if judged is not None:
        (parameters, of), (weights, among) = judged.parameters, judged.weights
        sizes = f"{parameters} of {several(of, 'parameter')}" if of else "the size of every effect"
        chances = f", {several(judged.chances, 'chance')} of types" if judged.chances else ""
        yield (
            f"Judgements: {sizes}, {weights} of {among} weights of the orders followed, "
            f"{several(judged.mixes, 'mix', 'mixes')} of orders{chances}; the others rest on a source named under the "
            "assumptions."
        )
    elif scenario.ordinal:
        yield "The players' rankings of the outcomes, as the scenario gives them; nothing is added up."
    else:
        yield "The payoffs that the scenario gives."
    yield from (stopped(source) for source in scenario.sources if judged is None)


def chance_words(report: Report) -> str:
    """Return the chance of each type, in the words of a scale beside the number where that was asked for."""
    scenario = report.scenario
    chances = []
    for own in scenario.types:
        if own.kind:
            word = report.scale.word(own.prior) if report.scale else ""
            chances.append(f"{scenario.label(own.name)} {percent(own.prior)}{f' ({word})' if word else ''}")
    if report.scale is None:
        return ", ".join(chances)
    scale = ", ".join(f"{word} {low} to {high}%" for word, low, high in report.scale.words)
    return f"{', '.join(chances)}. The words are those of {report.scale.title}: {scale}"


_GAMES: Mapping[PlayedAs, str] = {
    "once": "",
    "sequence": " in the order of moves",
    "repeated": " of what such threats keep up",
    "moving": " of how it is played",
    "choice": " of the choice at home",
    "population": " of what neighbours do",
}
"""Of which game a tipping point is."""


def fact_rows(report: Report) -> Iterator[tuple[str, str]]:
    """Go through the facts on how sure the answer is."""
    analysis, changes, judged = report.analysis, report.changes, report.judgements
    if report.sequence is not None:
        found = report.sequence.found
        proven = "yes, proven" if found.complete_pure else "not proven"
        yield "is the list of outcomes in the order of moves complete?", proven
    if report.moving is not None:
        proven = "yes, proven" if changes is not None or report.moving.solution.complete else "not proven"
        yield "is the list of ways to play, without lots, complete?", proven
    if isinstance(analysis, Analysis) and report.lead in ("once", "study", "repeated"):
        yield from _proof_rows(analysis.solution, " of the game played once" if report.lead == "repeated" else "")
    if changes is not None:
        where, what = _GAMES[changes.played], TURNS[changes.played]
        near = _nearest_words(report.scenario.underlying, changes)
        yield f"how near is the nearest tipping point{where}?", near
        deciding = sum(each.nearest is not None for each in changes.numbers)
        ranked = numbers_counted(each.over.path for each in changes.numbers)
        of_them = f"{deciding} of {ranked}" if changes.numbers else "none has a range to move in"
        yield f"numbers that alone, within their ranges, change {what}", of_them
    if report.swaps:
        deciding = sum(swap.decides for swap in report.swaps)
        yield "swaps of two neighbours in a ranking that change what is stable", f"{deciding} of {len(report.swaps)}"
    if report.drawn is not None and report.lead != "study":
        yield _drawn_row(report, report.drawn)
    if (standing := standing_of(report.scenario)) is not None:
        yield (
            f"what votes in the General Assembly say of whether {standing.rests_on} ({standing.check})",
            standing.words,
        )
    codings = {} if report.unsolved is None else report.unsolved.under_codings
    if report.unsolved is not None and report.looked_at is not None and codings and report.lead in ("once", "study"):
        profile = report.unsolved.game.name_profile(report.looked_at)
        holds = sum(profile in found for found in codings.values())
        yield "codings of the orders under which it is stable", f"{holds} of {len(codings)}"
    if judged is not None:
        yield "inputs that are judgements", f"{judged.judged} of {_input_kinds(judged)}"


def _input_kinds(judged: Judgements) -> str:
    """Return how many inputs of which kinds there are."""
    kinds = [
        *([several(judged.parameters[1], "parameter")] if judged.parameters[1] else []),
        several(judged.weights[1], "weight"),
        several(judged.mixes, "mix", "mixes"),
        *([several(judged.chances, "chance")] if judged.chances else []),
    ]
    return f"{judged.inputs} ({', '.join(kinds)})"


def _drawn_row(report: Report, drawn: Drawn) -> tuple[str, str]:
    return f"share of draws from the ranges in which {_held_in_draws(report)}", drawn_words(drawn)


def _held_in_draws(report: Report) -> str:
    """Return what is looked for in each world: what the answer tells of, in the game that leads."""
    ways = 0 if report.changes is None else len(report.changes.holding)
    if report.lead == "sequence":
        return "play ends there too" if ways == 1 else f"play can end in one of these {ways} outcomes"
    if report.lead == "moving":
        return "this way to play holds" if ways == 1 else f"one of these {ways} ways to play holds"
    if report.lead == "repeated" and report.kept is not None and report.again is not None:
        kept = report.scenario.names.outcome(report.kept) or "the same outcome"
        return f"such a threat keeps up {kept} at a discount of {number(report.again.repetition.discount)}"
    return "today's outcome is stable" if report.scenario.status_quo else "the outcome looked at is stable"


def _nearest_words(scenario: Scenario, changes: Ranking) -> str:
    nearest = changes.nearest
    if nearest is None:
        return "no number moved alone within its range changes anything"
    stamp, name = "fragile: " if changes.fragile else "", meant_words(scenario, nearest.over.path)
    if is_whole_share(nearest.over):
        points = percent(nearest.at_stake).removesuffix("%")
        return f"{stamp}{points} percentage points of {name}"
    return f"{stamp}{percent(nearest.at_stake)} of the range of {name}"


def _proof_rows(solution: Solution, where: str) -> Iterator[tuple[str, str]]:
    proven = "yes, proven" if solution.complete else "not proven"
    yield f"is the list of equilibria{where} complete?", proven
    known = dict.fromkeys(evidence_words(each) for each in solution.equilibria)
    if known:
        yield "how exactly are they known?", " and ".join(known)
