"""What would change the answer, on the first page: what would have to move for each change, and what comes of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from ...games.arenas.populations.order_contest import ORDER_CONTEST
from ...games.normal_form import PureProfile
from ...games.numbers import counted, number, percent, several
from ...games.scenario.scenario import Scenario
from ...games.text.labels import capital, listed, plain, quoted
from ...studies.conflict.swaps import Swap
from ...studies.evolution.magnet import MagnetRegime
from ...studies.evolution.order_contest.analysis import OrderContest
from ...studies.evolution.order_contest.responses import Response
from ...studies.scenario.main_analysis import Report
from ...studies.thresholds.plays import DISCOUNT, Outcome
from ...studies.thresholds.ranking import NumberTips, PlayedAs, Ranking, Tip
from ..evolution.order_contest import watched_words
from ..scenario.words import is_whole_share, meant_words, numbers_counted, value_at
from ..sequence.words import ended_in
from ..tipping import TURNS
from .gone import gone_words
from .sentences import differing_play, states_words

MOST_CHANGES = 4
"""As many changes are told one by one on the first page."""

MOST_ALIKE = 2
"""As many numbers are named that change the same."""

MOST_OUTCOMES = 2
"""As many outcomes that come or go together are told one by one, where a name each takes long."""


def change_sentences(report: Report, most: int = MOST_CHANGES) -> Iterator[str]:
    """Say what would change the answer, as far as it was looked into; at most so many changes are told one by one."""
    again = report.again
    if again is not None and again.beyond:
        names, best, here = report.scenario.names, again.beyond[0], number(again.repetition.discount)
        kept = names.outcome(best.profile) or "that outcome"
        yield f"If the discount is below {number(best.discount)} (now {here}): no such threat keeps up {kept} then."
    if isinstance(report.analysis, OrderContest):
        yield from map(response_words, report.analysis.responses)
    if report.swaps is not None:
        yield from _swap_sentences(report, report.swaps, most)
    if report.changes is not None:
        yield from _number_sentences(report, report.changes, most)


def _number_sentences(report: Report, changes: Ranking, most: int) -> Iterator[str]:
    told = changes.played == "repeated" and report.kept is not None
    numbers = [each for each in changes.numbers if not (told and each.over.path == DISCOUNT)]
    what, effects = TURNS[changes.played], _effects(numbers)
    if not effects:
        yield _unmoved_words(numbers, "other " if told else "", what)
        return
    yield from (_effect_words(report, changes, effect) for effect in effects[:most])
    if len(effects) > most:
        more = len(effects) - most
        changes_take = f"{more} more changes take" if more > 1 else "One more change takes"
        yield f"{changes_take} a longer way; the whole report ranks them all."


def _unmoved_words(numbers: Sequence[NumberTips], other: str, what: str) -> str:
    """Return that no number changes the answer, also where there is one alone or none that could."""
    if not numbers:
        return f"No {other}number here has a range to move in, so that none changes {what}."
    if len(numbers) == 1:
        return f"The one {other}number here, moved within its range, does not change {what}."
    which = f"the {other}" if other else ""
    return f"None of {which}{_ranked(numbers)}, moved alone within its range, changes {what}."


def _swap_sentences(report: Report, swaps: Sequence[Swap], most: int) -> Iterator[str]:
    alike = alike_swaps([swap for swap in swaps if swap.decides])
    yield from (_swaps_words(report, own) for own in alike[:most])
    if not alike:
        yield idle_swaps(len(swaps), "what is stable")
    if len(alike) > most:
        deciding = sum(map(len, alike))
        yield f"In all {deciding} of the {len(swaps)} swaps of two neighbours in a ranking change what is stable."


def idle_swaps(swaps: int, what: str) -> str:
    """Return that no swap changes the answer, also where there is one alone or none that could."""
    if swaps == 0:
        return f"No ranking has two neighbours that could change places, so that no swap changes {what}."
    if swaps == 1:
        return f"The one swap of two neighbours in a ranking does not change {what}."
    return f"None of the {counted(swaps)} swaps of two neighbours in a ranking changes {what}."


def alike_swaps(swaps: Sequence[Swap]) -> list[list[Swap]]:
    """Return swaps, those of which the same comes together."""
    by_effect: dict[tuple[tuple[int, ...], tuple[int, ...]], list[Swap]] = {}
    for swap in swaps:
        by_effect.setdefault((swap.appears, swap.ends), []).append(swap)
    return list(by_effect.values())


def _swaps_words(report: Report, swaps: Sequence[Swap]) -> str:
    """Return what comes of it where two neighbours in a player's ranking of the outcomes change places."""
    outcomes = list(report.analysis.game.pure_profiles())  # type: ignore[union-attr]
    appears, ends = ([outcomes[state] for state in states] for states in (swaps[0].appears, swaps[0].ends))
    told, now = [_swapped_words(report, swap, outcomes) for swap in swaps], "it is" if len(swaps) == 1 else "each is"
    return f"If {', or '.join(told)} (now {now} just below): {_once_words(report, appears, ends)}."


def _swapped_words(report: Report, swap: Swap, outcomes: Sequence[PureProfile]) -> str:
    names = report.scenario.names
    upper, lower = (
        "; or that ".join(names.told(outcomes[k]) for k in report.ranked[swap.player][place])
        for place in (swap.place, swap.place + 1)
    )
    return f"{names.spoken[swap.player].spoken} liked it better that {lower} than that {upper}"


def response_words(response: Response) -> str:
    """Return what a parameter does to a population in the long run, over its range."""
    known, watched = ORDER_CONTEST.parameter(response.conjecture.parameter), response.conjecture.watched
    what = "the number of orders in effect" if watched == "diversity" else f"the {watched} share"
    first, last = (watched_words(response, response.outcomes[end]) for end in (0, -1))
    span = f"from {number(known.low)} to {number(known.high)}"
    moved = "does not settle, or not move" if response.course is None else f"goes from {first} to {last}"
    return f"{capital(plain(known.name))} {span}: {what} {moved}."


def _ranked(numbers: Sequence[NumberTips]) -> str:
    """Return how many numbers of which kinds are ranked."""
    return numbers_counted(each.over.path for each in numbers)


def _effects(numbers: Sequence[NumberTips]) -> list[list[NumberTips]]:
    """Return the numbers that change something, those whose nearest tip does the same together, the nearest first."""
    by_effect: dict[tuple[Any, Any], list[NumberTips]] = {}
    for each in numbers:
        if each.nearest is not None:
            by_effect.setdefault((each.nearest.appears, each.nearest.ends), []).append(each)
    return list(by_effect.values())


def _effect_words(report: Report, changes: Ranking, alike: Sequence[NumberTips]) -> str:
    moved = [_moved_words(report.scenario.underlying, each) for each in alike[:MOST_ALIKE]]
    if len(alike) > MOST_ALIKE:
        more = len(alike) - MOST_ALIKE
        moved.append(f"with {f'any of {more}' if more > 1 else 'one'} more that the whole report ranks")
    tip = alike[0].nearest
    return f"If {', or '.join(moved)}: {'' if tip is None else _turned_words(report, changes, tip)}."


def _moved_words(scenario: Scenario, each: NumberTips) -> str:
    """Return a number with its nearest tip: "the pressure is below 0.42 (now 0.9, 48% of its range away)".

    Of a share that may be anything from none to all, the distance is what lies between the two percentages.
    """
    tip, now = each.nearest, each.over.current
    name = meant_words(scenario, each.over.path)
    if tip is None or tip.distance == 0:
        return f"{name} is not just {value_at(each.over.path, now)}, where it stands on a tie"
    where = "above" if tip.value > now else "below"
    where = "at" if tip.isolated or tip.value in (each.over.low, each.over.high) else where
    value, here = value_at(each.over.path, tip.value), value_at(each.over.path, now)
    away = "" if is_whole_share(each.over) else f", {percent(tip.distance)} of its range away"
    return f"{name} is {where} {value} (now {here}{away})"


def _turned_words(report: Report, changes: Ranking, tip: Tip) -> str:
    """Return what comes and what goes at a tipping point."""
    return _WORDS[changes.played](report, tip.appears, tip.ends)


def _once_words(report: Report, appears: Sequence[PureProfile], ends: Sequence[PureProfile]) -> str:
    """Return which outcomes become stable and which cease to be."""
    return _come_and_gone(report, appears, ends, "stable")


def _come_and_gone(report: Report, appears: Sequence[PureProfile], ends: Sequence[PureProfile], how: str) -> str:
    """Return which outcomes come and go, one by one where they are few."""
    if len(appears) > MOST_OUTCOMES or len(ends) > MOST_OUTCOMES:
        are = "is" if len(appears) == 1 else "are"
        came = f"{several(len(appears), 'more outcome')} {are} {how} then"
        gone = f"{len(ends)} of those {how} now {'is' if len(ends) == 1 else 'are'} so no more"
        return "; ".join([*[came] * bool(appears), *[gone] * bool(ends)])
    told = [f"it is {how} then that {'; or that '.join(map(report.scenario.names.told, appears))}"] if appears else []
    return "; ".join([*told, *gone_words(report, appears, ends, how)])


def _kept_words(report: Report, appears: Sequence[PureProfile], ends: Sequence[PureProfile]) -> str:
    """Return which outcomes such a threat comes to keep up, and which no more."""
    return _come_and_gone(report, appears, ends, "kept up")


def _ended_words(report: Report, appears: Sequence[Outcome], ends: Sequence[Outcome]) -> str:
    """Return how play that looks ahead can end then, and how no more."""
    if report.sequence is None:
        return ""
    new, gone = ("; or ".join(ended_in(report.sequence, each) for each in outcomes) for outcomes in (appears, ends))
    if new and report.changes is not None and {*ends} == {*report.changes.holding}:
        return f"play ends so: {new}"
    return "; ".join([*[f"play can end so too: {new}"] * bool(new), *[f"play ends no longer so: {gone}"] * bool(gone)])


def _played_words(report: Report, appears: Sequence[Outcome], ends: Sequence[Outcome]) -> str:
    """Return which ways to play by the state come and go; of the only one, where play is another then."""
    moving, now = report.moving, () if report.changes is None else report.changes.holding
    if moving is not None and now and len(now) == len(appears) == 1:
        start = "the way to play is another then" if ends else "there is a second way to play then"
        return f"{start}: {differing_play(moving, appears[0], now[0])}"
    if moving is not None and not appears and len(ends) == 1:
        return f"one of the {len(now)} ways to play holds no more: {states_words(moving, ends[0])}"
    told = [f"{several(len(appears), 'more way')} to play {_hold(appears)} then"]
    lost = f"{len(ends)} of the {several(len(now), 'way')} to play {_hold(ends)} no more"
    return "; ".join([*told * bool(appears), *[lost] * bool(ends)])


def _hold(ways: Sequence[Outcome]) -> str:
    return "holds" if len(ways) == 1 else "hold"


def _chosen_words(report: Report, appears: Sequence[Outcome], ends: Sequence[Outcome]) -> str:
    """Return which postures coalitions that last come to choose, and which none of them chooses any more."""
    base, now = report.scenario.underlying, () if report.changes is None else report.changes.holding
    picked, left = _postures(now), _postures([*(each for each in now if each not in ends), *appears])
    new, gone = (
        [quoted(base.names.term(0, posture)) for posture in there if posture not in before]
        for there, before in ((left, picked), (picked, left))
    )
    is_ = "is" if len(new) == 1 else "are"
    told = [f"{listed(new)} {is_} then the choice of a coalition that lasts"] if new else []
    if not new and appears:
        told.append(
            f"{several(len(appears), 'more coalition lasts', 'more coalitions last')} then, with the same choice"
        )
    if gone:
        told.append(f"no coalition that lasts chooses {' or '.join(gone)} any more")
    return "; ".join(told) or f"{several(len(ends), 'coalition lasts', 'coalitions last')} no more"


def _postures(coalitions: Sequence[Outcome]) -> list[str]:
    return list(dict.fromkeys(posture for *_, posture in coalitions))


_BEHAVIOUR: Mapping[MagnetRegime, str] = {
    "magnet": "all join, however many have joined already",
    "repellent": "nobody joins, however many have joined already",
    "bistable": "it turns on how many have joined already",
    "self-limiting": "they join up to a share of all, and no more",
}


def _joined_words(report: Report, appears: Sequence[Outcome], ends: Sequence[Outcome]) -> str:
    return " or ".join(_BEHAVIOUR[regime] for (regime,) in appears) or "they do no more what they do now"


_WORDS: Mapping[PlayedAs, Callable[[Report, Sequence[Any], Sequence[Any]], str]] = {
    "once": _once_words,
    "sequence": _ended_words,
    "repeated": _kept_words,
    "moving": _played_words,
    "choice": _chosen_words,
    "population": _joined_words,
}
