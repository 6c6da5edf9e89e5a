"""The first page of a report, one sheet of paper: what is asked, what holds, what would change it, how sure this is."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from ...games.actors import describe
from ...games.arenas.populations.order_contest import ORDER_CONTEST
from ...games.normal_form import PureProfile
from ...games.numbers import counted, number, percent, two_figures
from ...games.scenario.inputs import DerivedGame
from ...games.scenario.scenario import Scenario
from ...games.text.labels import capital, plain
from ...solvers.base import Solution
from ...studies.evolution.order_contest.analysis import OrderContest
from ...studies.evolution.order_contest.responses import Response
from ...studies.scenario.analysis import Analysis
from ...studies.scenario.main_analysis import Brief, Report
from ...studies.scenario.page.joint_moves import JointMove
from ...studies.scenario.page.question import Lead
from ...studies.scenario.what_if import movers
from ...studies.thresholds.tipping import NumberTips, Ranking
from ...studies.world.standing import standing_of
from ..format.blocks import Block, Heading, Items, Paragraph, Table
from ..scenario.words import evidence_words, mover_words, number_words
from .sentences import answer_sentences, kept_beyond, played_in, quoted

MOST_CHANGES = 4
"""As many changes are told one by one on the first page."""

MOST_ALIKE = 3
"""As many numbers are named that change the same."""

MOST_GROUPS = 3

STABLE = "Stable means that nobody gains by leaving alone."
NO_CHANCE = "A share of draws is no probability about the world."


def brief_report(brief: Brief) -> Iterator[Block]:
    """Give the first page alone."""
    yield Heading(brief.report.scenario.title, 1)
    yield from page_one(brief.report)


def page_one(report: Report) -> Iterator[Block]:
    """Give the question, the answer, who would leave, what would change it, what it rests on, and the facts."""
    yield Paragraph(f"Question: {report.question}")
    yield Heading("Answer", 3)
    yield Paragraph(" ".join(answer_sentences(report)))
    if today := tuple(today_sentences(report)):
        yield Heading("Is it stable, and who would leave?", 3)
        yield Items(today)
    if changes := tuple(change_sentences(report)):
        yield Heading("What would change it?", 3)
        yield Items(changes)
    yield Heading("What does it rest on?", 3)
    yield Items((*rest_sentences(report), *report.notes))
    yield Heading("How sure is this?", 3)
    yield Table("Facts, and no grade", ("fact", "here"), tuple(fact_rows(report)))
    if key := [*[STABLE] * (report.unsolved is not None), *[NO_CHANCE] * (report.drawn is not None)]:
        yield Paragraph(" ".join(key))


def today_sentences(report: Report) -> Iterator[str]:
    """Say whether today's outcome is stable, who would move, and who would leave it together."""
    unsolved, looked_at = report.unsolved, report.looked_at
    if unsolved is None or looked_at is None:
        return
    names = report.scenario.names
    told = names.told(looked_at)
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
        yield from _together(report)


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
    """Say how today's outcome stands in the game that is played again and again."""
    if report.moving is not None and report.looked_at is not None:
        start = report.moving.start
        pure = [each for each in report.moving.solution.equilibria if each.pure]
        ways = sum(played_in(each, start) == report.looked_at for each in pure)
        state = report.moving.course.states[start][0]
        among = "the one way" if len(pure) == 1 else f"{ways} of the {len(pure)} ways"
        done = "this is" if ways else "this is not"
        yield f"In the state {quoted(state)}, where it starts, {done} what is done in {among} to play by the state."
    if report.again is not None and report.lead == "repeated":
        rows = [row for row in report.again.sustained if row.profile == report.looked_at]
        if rows and rows[0].discount > 0:
            kept = "and is kept up" if report.again.kept(rows[0]) else "and is not kept up"
            discount = number(report.again.repetition.discount)
            yield f"Played again and again it takes a discount of {number(rows[0].discount)}, {kept} at {discount}."


def _together(report: Report) -> Iterator[str]:
    groups = report.together
    if groups is None:
        yield "Whether some would leave it together was not worked out: the game is too large for that."
        return
    for group in groups[:MOST_GROUPS]:
        yield group_words(report, group)
    if len(groups) > MOST_GROUPS:
        yield f"{len(groups) - MOST_GROUPS} more groups would leave it together."
    if not groups:
        yield "No two or more would all gain by leaving it together."


def group_words(report: Report, group: JointMove) -> str:
    """Return who would leave together, for what, and what each gains as a share of what it has at stake."""
    names, every = report.scenario.names, "both" if len(group.players) == 2 else "all"
    gains = [
        f"{names.spoken[player].spoken} {two_figures(gain)}"
        for player, gain in zip(group.players, group.gains, strict=True)
    ]
    won = "" if report.scenario.ordinal else f" {capital(', '.join(gains))} of what each has at stake."
    start = f"Together {names.who(group.players)} would {every} gain by moving to the outcome in which"
    return f"{start} {names.told(group.profile)}.{won}"


def change_sentences(report: Report) -> Iterator[str]:
    """Say what would change the answer, as far as it was looked into."""
    if report.again is not None and (beyond := kept_beyond(report.again)):
        names, best = report.scenario.names, beyond[0]
        here = number(report.again.repetition.discount)
        kept = names.outcome(best.profile) or "that outcome"
        yield f"A discount below {number(best.discount)} (now {here}): no such threat keeps up {kept} then."
    if isinstance(report.analysis, OrderContest):
        yield from map(response_words, report.analysis.responses)
    if report.changes is None or report.lead not in ("once", "study"):
        return
    effects = _effects(report.changes)
    if not effects:
        of = len(report.changes.numbers)
        yield f"None of the {of} numbers, moved alone within its range, changes what is stable."
        return
    yield from (_effect_words(report, effect) for effect in effects[:MOST_CHANGES])
    if len(effects) > MOST_CHANGES:
        deciding = sum(map(len, effects))
        yield (
            f"In all {deciding} of the {len(report.changes.numbers)} numbers change what is stable within their "
            "ranges; the report ranks them."
        )


def response_words(response: Response) -> str:
    """Return what a parameter does to a population in the long run, over its range."""
    known, watched = ORDER_CONTEST.parameter(response.conjecture.parameter), response.conjecture.watched
    what = "the number of orders in effect" if watched == "diversity" else f"the {watched} share"
    first, last = (number(response.outcomes[end]) for end in (0, -1))
    span = f"from {number(known.low)} to {number(known.high)}"
    moved = "does not settle, or not move" if response.course is None else f"goes from {first} to {last}"
    return f"{capital(plain(known.name))} {span}: {what} {moved}."


def _effects(changes: Ranking) -> list[list[NumberTips]]:
    """Return the numbers that change something, those whose nearest tip does the same together, the nearest first."""
    by_effect: dict[tuple[Any, Any], list[NumberTips]] = {}
    for each in changes.numbers:
        if each.nearest is not None:
            by_effect.setdefault((each.nearest.appears, each.nearest.ends), []).append(each)
    return list(by_effect.values())


def _effect_words(report: Report, alike: Sequence[NumberTips]) -> str:
    moved = [_moved_words(report.scenario, each) for each in alike[:MOST_ALIKE]]
    if len(alike) > MOST_ALIKE:
        moved.append(f"one of {len(alike) - MOST_ALIKE} more")
    tip = alike[0].nearest
    turned = "" if tip is None else _turned_words(report, tip.appears, tip.ends)
    return f"{capital(' or '.join(moved))}: {turned}."


def _moved_words(scenario: Scenario, each: NumberTips) -> str:
    """Return a number with its nearest tip: "pressure on China below 0.465 (now 0.5, 4.4% of its range away)"."""
    tip, now = each.nearest, each.over.current
    name = number_words(scenario, each.over.path)
    if tip is None or tip.distance == 0:
        return f"{name} off {number(now)}, where it stands on a tie"
    where = "above" if tip.value > now else "below"
    where = "at" if tip.value in (each.over.low, each.over.high) else where
    written = percent if each.over.path.startswith("actors.") else number
    return f"{name} {where} {written(tip.value)} (now {written(now)}, {percent(tip.distance)} of its range away)"


def _turned_words(report: Report, appears: Sequence[PureProfile], ends: Sequence[PureProfile]) -> str:
    """Return which outcomes become stable and which cease to be."""
    names = report.scenario.names
    told = [f"it is stable then that {'; or that '.join(map(names.told, appears))}"] if appears else []
    taken = {names.outcome(profile) for profile in appears}
    if ends:
        gone = " and ".join(_briefly(report, profile, taken) for profile in ends)
        told.append(f"{gone} {'is' if len(ends) == 1 else 'are'} stable no more")
    return "; ".join(told)


def _briefly(report: Report, profile: PureProfile, taken: Collection[str]) -> str:
    """Return a stable outcome by its name if that is not taken, as today's, as the only one, or by its actions."""
    names, unsolved = report.scenario.names, report.unsolved
    if (name := names.outcome(profile)) and name not in taken:
        return quoted(name)
    if unsolved is not None and profile == unsolved.status_quo:
        return "today's outcome"
    if unsolved is not None and unsolved.pure_equilibria == (profile,):
        return "the one that is stable now"
    return names.in_words(profile)


def rest_sentences(report: Report) -> Iterator[str]:
    """Say who seeks what, and which of the inputs are judgements."""
    scenario, judged = report.scenario, report.judgements
    if judged is not None and not scenario.population:
        seek = [
            f"{label} {plain(describe(agent.orders))}"
            for label, agent in zip(scenario.names.labels, scenario.agents, strict=True)
        ]
        yield f"What each seeks: {'; '.join(seek)}."
    if scenario.incomplete:
        yield f"The chances of the types: {chance_words(report)}."
    if judged is not None:
        (parameters, of), (weights, among) = judged.parameters, judged.weights
        sizes = f"{parameters} of {of} parameters" if of else "the size of every effect"
        chances = f", {_several(judged.chances, 'chance', 'chances')} of types" if judged.chances else ""
        yield (
            f"Judgements: {sizes}, {weights} of {among} weights of the orders followed, "
            f"{_several(judged.mixes, 'mix', 'mixes')} of orders{chances}; the others rest on a source named under the "
            "assumptions."
        )
    elif scenario.ordinal:
        yield "The players' rankings of the outcomes, as the scenario gives them; nothing is added up."
    else:
        yield "The payoffs that the scenario gives."
    yield from (f"{source}." for source in scenario.sources if judged is None)


def _several(things: int, one: str, more: str) -> str:
    return f"{things} {one if things == 1 else more}"


def chance_words(report: Report) -> str:
    """Return the chance of each type, in the words of a scale beside the number where that was asked for."""
    scenario = report.scenario
    chances = []
    for label, agent in zip(scenario.names.labels, scenario.agents, strict=True):
        if agent.kind:
            word = report.scale.word(agent.prior) if report.scale else ""
            chances.append(f"{label} {percent(agent.prior)}{f' ({word})' if word else ''}")
    if report.scale is None:
        return ", ".join(chances)
    scale = ", ".join(f"{word} {low} to {high}%" for word, low, high in report.scale.words)
    return f"{', '.join(chances)}. The words are those of {report.scale.title}: {scale}"


_OF = {False: "of the game played once", True: "if all moved at once"}
_IN = {False: "in the game played once", True: "if all moved at once"}


def fact_rows(report: Report) -> Iterator[tuple[str, str]]:
    """Go through the facts on how sure the answer is."""
    analysis, changes, drawn, judged = report.analysis, report.changes, report.drawn, report.judgements
    at_once = report.lead == "sequence"
    if report.sequence is not None:
        found = report.sequence.found
        proven = "yes, proven" if found.complete_pure else "not proven"
        yield "is the list of outcomes in the order of moves complete?", proven
    if isinstance(analysis, Analysis):
        yield from _proof_rows(analysis.solution, _OF[at_once] if report.lead not in ("once", "study") else "")
    if changes is not None:
        near = _nearest_words(report.scenario, changes)
        yield f"how near is the nearest tipping point {_OF[at_once]}?", near
        deciding = sum(each.nearest is not None for each in changes.numbers)
        yield "numbers that alone, within their ranges, change what is stable", f"{deciding} of {len(changes.numbers)}"
    if drawn is not None and report.lead != "study":
        what = "today's outcome is stable" if report.scenario.status_quo else "the outcome looked at is stable"
        among = f"of {counted(drawn.draws)} worlds"
        error = f"{percent(drawn.share)} {among}, standard error {percent(drawn.standard_error)}"
        share = f"{'none' if drawn.share == 0 else 'all'} {among}" if drawn.share in (0, 1) else error
        yield f"share of draws from the ranges in which {what} {_IN[at_once]}", share
    if (standing := standing_of(report.scenario)) is not None:
        yield (
            f"what votes in the General Assembly say of whether {standing.rests_on} ({standing.check})",
            standing.words,
        )
    if report.unsolved is not None and report.looked_at is not None and (codings := report.unsolved.under_codings):
        profile = report.unsolved.game.name_profile(report.looked_at)
        holds = sum(profile in found for found in codings.values())
        yield "codings of the orders under which it is stable", f"{holds} of {len(codings)}"
    if judged is not None:
        yield "inputs that are judgements", f"{judged.judged} of {judged.inputs}"


def _nearest_words(scenario: Scenario, changes: Ranking) -> str:
    nearest = changes.nearest
    if nearest is None:
        return "no number moved alone within its range changes anything"
    stamp = "fragile: " if changes.fragile else ""
    return f"{stamp}{percent(nearest.at_stake)} of the range of {number_words(scenario, nearest.over.path)}"


def _proof_rows(solution: Solution, where: str) -> Iterator[tuple[str, str]]:
    proven = "yes, proven" if solution.complete else "not proven"
    yield f"is the list of equilibria{where and ' '}{where} complete?", proven
    known = dict.fromkeys(evidence_words(each) for each in solution.equilibria)
    if known:
        yield "how are they known?", " and ".join(known)
