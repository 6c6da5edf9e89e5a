"""The answer to a scenario in a few sentences, by what it asks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from ...games.normal_form import PureProfile
from ...games.numbers import counted, number, percent, two_figures, whole_percent
from ...games.scenario.names import Names
from ...games.text.labels import capital, joined, listed, plain, quoted
from ...solvers.repeated.grim_reversion import Sustained
from ...solvers.stochastic.equilibrium import MarkovEquilibrium
from ...studies.evolution.magnet import Adoption
from ...studies.evolution.order_contest.analysis import OrderContest
from ...studies.repeated.repetition import Play, RepeatedAnalysis
from ...studies.scenario.analysis import Analysis
from ...studies.scenario.main_analysis import Report
from ...studies.scenario.page.question import Lead
from ...studies.sequence.analysis import SequenceAnalysis
from ...studies.stochastic.hysteresis import Hysteresis, Loop
from ...studies.stochastic.moving_analysis import MovingAnalysis
from ...studies.sweep.regimes import Regime
from ...studies.thresholds.plays import Outcome
from ..evolution.magnet import regime_words as joining_words
from ..evolution.magnet import restraint_words
from ..evolution.order_contest import settled_words
from ..repeated.moving import EXPECTATIONS, levels_at_ends
from ..scenario.flagship import choice_sentences, engaged_sentence
from ..scenario.words import equilibrium_words, meant_words, pure_profile
from ..sequence.words import empty_threat_words, ending_words, found_words
from .asked import asked_sentences

MOST_NAMED = 4
"""As many outcomes are named one by one."""


def answer_sentences(report: Report) -> tuple[str, ...]:
    """Return the answer in at most three sentences."""
    first, leaning = asked_sentences(report)
    found, *more = [*_ANSWERS[report.lead](report), ""]
    sentences = (*first, found, *leaning, *more)
    return choice_sentences(report.scenario) or tuple(filter(None, sentences))[:3]


def once_sentence(analysis: Analysis) -> str:
    """Return which outcomes are stable when the game is played once."""
    names, solution = analysis.scenario.names, analysis.solution
    pure = [pure_profile(each) for each in solution.equilibria if each.pure]
    if solution.concept.name not in _STABLE:
        found = joined("; ", (equilibrium_words(names, each) for each in solution.equilibria[:MOST_NAMED]))
        holds = f"this holds: {found}" if found else "nothing holds"
        return f"Under the concept {solution.concept.name} {holds}."
    if len(pure) == 1:
        name = names.outcome(pure[0])
        only = "exactly one outcome is stable" if solution.complete else "one outcome that was found is stable"
        return f"On these numbers {only}{f', {name}' if name else ''}: {names.deeds(pure[0])}."
    if len(pure) > MOST_NAMED:
        return f"On these numbers {len(pure)} outcomes are stable, {_first(names, pure)} among them."
    if pure:
        ways = "; or ".join(map(names.told, pure))
        return f"On these numbers {_COUNTS[len(pure)]} outcomes are stable: {ways}."
    return f"On these numbers no outcome is stable in which everybody knows what the others do{_unsure(analysis)}."


def _indifferent(analysis: Analysis) -> Iterator[str]:
    """Say who could as well do something else in the one stable outcome."""
    names, game = analysis.scenario.names, analysis.game
    profile = next(pure_profile(each) for each in analysis.solution.equilibria if each.pure)
    for player, action in enumerate(profile):
        row = game.exact[(player, *profile[:player], slice(None), *profile[player + 1 :])]
        others = [other for other in range(len(row)) if other != action and row[other] == row[action]]
        if others:
            instead = listed([names.would(player, other) for other in others])
            same = f"{names.they(player)} would get the same"
            yield f"There {names.spoken[player].spoken} could as well {instead}: {same}."


_COUNTS = {2: "two", 3: "three", 4: "four"}

_STABLE = ("nash", "pure")
"""The concepts whose outcomes are all those, without lots, that nobody gains by leaving alone."""


def _first(names: Names, profiles: list[PureProfile]) -> str:
    return listed([names.in_words(profile) for profile in profiles[:MOST_NAMED]])


def _unsure(analysis: Analysis) -> str:
    """Return what the players do in the one equilibrium that leaves them unsure, where there is one alone."""
    names, found = analysis.scenario.names, analysis.solution.equilibria
    if len(found) != 1:
        return f"; {len(found)} equilibria leave somebody unsure" if found else ", and no other equilibrium was found"
    chances = []
    for player, strategy in enumerate(found[0].strategies):
        likeliest = int(np.argmax(strategy))
        share = strategy[likeliest]
        chance = "" if share > 1 - 1e-12 else f" with a chance of {whole_percent(share)}"
        chances.append(f"{names.spoken[player].spoken} {names.does(player, likeliest)}{chance}")
    return f": in the only equilibrium {', '.join(chances[:-1])}, and {chances[-1]}"


def _once(report: Report) -> Iterator[str]:
    analysis = report.analysis
    if not isinstance(analysis, Analysis):
        return
    yield once_sentence(analysis)
    if engaged := engaged_sentence(analysis.scenario):
        yield engaged
    solution = analysis.solution
    pure = sum(each.pure for each in solution.equilibria)
    if report.again is not None:
        yield kept_sentence(report.again)
    if pure == 1:
        yield from _indifferent(analysis)
    if pure and (unsure := len(solution.equilibria) - pure):
        more = f"{unsure} more equilibria need" if unsure > 1 else "One more equilibrium needs"
        yield f"{more} somebody to be unsure of what the others do."
    elif not solution.complete:
        yield "The search did not prove that nothing is missing."


def _repeated(report: Report) -> Iterator[str]:
    again, analysis = report.again, report.analysis
    if again is None or not isinstance(analysis, Analysis):
        return
    sentences = [kept_sentence(again)]
    if again.scenario.strategies or again.repetition.noise > 0:
        sentences.append(plays_sentence(again))
    yield from reversed(sentences) if again.scenario.plays else sentences
    yield once_sentence(analysis).replace("On these numbers", "Played once,", 1)


def kept_sentence(again: RepeatedAnalysis) -> str:
    """Return what patience keeps up at the discount of the game, where nobody errs."""
    names, repetition = again.scenario.names, again.repetition
    errors = repetition.noise > 0 or repetition.misperception > 0
    how = " without errors" if errors else ""
    start = f"Played again and again{how}, at a discount of {number(repetition.discount)},"
    beyond = again.beyond
    if not again.sustained:
        return f"{start} there is no stable outcome to threaten with, so that threats of this kind keep up nothing."
    if not beyond:
        return f"{start} no threat of falling back for ever on what is stable once keeps up anything else."
    best = beyond[0]
    more = len(beyond) - 1
    outcomes = f"{more} more outcomes" if more > 1 else "one more outcome"
    others = f", and {outcomes} that the whole report lists" if more else ""
    threat = names.outcome(best.punishment) or "what is stable once"
    return (
        f"{start} the threat of falling back for ever on {threat} keeps up {_kept(names, best)}{others}; below a "
        f"discount of {number(best.discount)} {names.who(best.binding)} would leave it."
    )


def _kept(names: Names, best: Sustained) -> str:
    name, deeds = names.outcome(best.profile), names.deeds(best.profile)
    return f"{name} ({deeds})" if name else f"an outcome in which {deeds}"


def plays_sentence(again: RepeatedAnalysis) -> str:
    """Return which of the strategies that meet are equilibria, errors included."""
    decided = [play for play in again.plays if play.equilibrium is not None]
    if not decided:
        return "Whether the strategies are equilibria was not decided, as players may see wrongly."
    stable = [play for play in decided if play.equilibrium]
    errors = again.repetition.noise > 0
    chance = f"Where each act goes wrong with a chance of {percent(again.repetition.noise)}, " if errors else ""
    alone = len(decided) == 1
    pairings = "the one pairing of strategies" if alone else f"of the {counted(len(decided))} pairings of strategies"
    if not stable:
        holds = f"{pairings} does not hold" if alone else f"none {pairings} holds"
        return capital(f"{chance}{holds}: {_departing(again, decided)}.")
    best = max(stable, key=lambda play: float(play.payoffs.sum()))
    if len(stable) == 1:
        one = pairings if alone else f"one {pairings}"
        return capital(f"{chance}{one} holds, {play_words(again, best)}: {_earned_words(again, best)}.")
    of_them = f"the best of them for all together is {play_words(again, best)}"
    return capital(f"{chance}{len(stable)} {pairings} hold; {of_them}: {_earned_words(again, best)}.")


def _departing(again: RepeatedAnalysis, plays: Sequence[Play]) -> str:
    """Return who would gain most by departing, in how many plays."""
    names = again.scenario.names
    tempted = Counter(play.tempting.player for play in plays if play.tempting is not None)
    if len(tempted) < 2:
        return f"{names.who(list(tempted))} would depart from {'it' if len(plays) == 1 else 'each'}"
    told = [
        f"{names.who([player])} {'' if place else 'would depart '}from {counted(times)}"
        for place, (player, times) in enumerate(tempted.items())
    ]
    return listed(told)


def _earned_words(again: RepeatedAnalysis, play: Play) -> str:
    """Return what a play earns in the long run, between each player's worst and best outcome of one period."""
    names = again.scenario.names
    shares = [two_figures(share) for share in again.good_for(play.average)]
    told = [f"{names.who([player])} {share}" for player, share in enumerate(shares)]
    whom = f"each {shares[0]}" if len(set(shares)) == 1 else listed(told)
    ends = again.ends_in(play)
    alike = "" if ends is None else f", about what {_called(names, ends)} pays"
    return f"in the long run it earns {whom} of the way from the worst to the best outcome of each{alike}"


def _called(names: Names, profile: PureProfile) -> str:
    return names.outcome(profile) or f"the outcome in which {names.deeds(profile)}"


def play_words(again: RepeatedAnalysis, play: Play) -> str:
    """Return which strategies meet: "tit for tat by both", or one for each player."""
    if len(set(play.names)) == 1:
        return f"{quoted(play.labels[0])} by {'both' if len(play.names) == 2 else 'all'}"
    pairs = zip(again.scenario.names.labels, play.labels, strict=True)
    return ", ".join(f"{quoted(name)} by {label}" for label, name in pairs)


def _moving(report: Report) -> Iterator[str]:
    moving = report.moving
    if moving is None:
        return
    pure = [each for each in moving.solution.equilibria if each.pure]
    if len(pure) == 1:
        state = quoted(plain(moving.course.parameter))
        start = f"If all look ahead and go by how {state} stands, there is one way to do so"
        yield f"{start}: {pattern_words(moving, pure[0])}."
        yield f"In the long run the state is {_destination(moving, pure[0])}{_done_there(moving, pure[0])}."
    elif pure:
        ends = dict.fromkeys(_destination(moving, each) for each in pure)
        yield (
            f"Expectations decide: {len(pure)} ways to play hold, each as long as all expect it; from "
            f"{quoted(moving.course.states[moving.start][0])} on they lead in the long run to {'; or to '.join(ends)}."
        )
    else:
        yield "No way to play in which everybody knows what the others do is stable."
    if isinstance(moving.hysteresis, Hysteresis):
        yield past_sentence(moving, moving.hysteresis)


def past_sentence(moving: MovingAnalysis, moved: Hysteresis) -> str:
    """Return whether the state remembers where a parameter has been, as it rises and falls again."""
    name, state = meant_words(moving.scenario, moved.over), plain(moving.course.parameter)
    found = {EXPECTATIONS[loop.expectation]: _way_back(loop) for loop in moved.loops}
    start = f"As {name} rises and falls again,"
    if len(set(found.values())) == 1:
        return f'{start} "{state}" {next(iter(found.values()))}.'
    parts = [f'where {expecting}, "{state}" {words}' for expecting, words in found.items()]
    return f"{start} {'; '.join(parts)}."


def _way_back(loop: Loop) -> str:
    """Return as the end of a sentence whether the state comes back where it began, and by which way."""
    first, last = levels_at_ends(loop)
    if loop.flat:
        return f"stays at {first}"
    if first != last:
        return f"does not go back: it begins at {first} and ends at {last}"
    return "ends where it began, though by another way" if loop.apart.any() else "goes back the way it came"


def _done_there(moving: MovingAnalysis, equilibrium: MarkovEquilibrium) -> str:
    """Return what is done in the one state where play ends; nothing where it ends in several."""
    ends = [state for state, share in enumerate(moving.long_run(equilibrium)) if share > 0.005]
    return f", in which {moving.scenario.names.told(played_in(equilibrium, ends[0]))}" if len(ends) == 1 else ""


def _destination(moving: MovingAnalysis, equilibrium: MarkovEquilibrium) -> str:
    shares = moving.long_run(equilibrium)
    named = [(share, name) for share, (name, _) in zip(shares, moving.course.states, strict=True) if share > 0.005]
    if len(named) == 1:
        return quoted(named[0][1])
    return listed([f"{quoted(name)} for {whole_percent(share)} of the time" for share, name in named])


def pattern_words(moving: MovingAnalysis, equilibrium: MarkovEquilibrium) -> str:
    """Return what is done in each state, states with the same play together."""
    return states_words(moving, [played_in(equilibrium, state) for state in range(len(moving.course.states))])


def states_words(moving: MovingAnalysis, plays: Sequence[PureProfile]) -> str:
    """Return the same of a profile for each state."""
    names, by_play = moving.scenario.names, dict[PureProfile, list[str]]()
    for (name, _), play in zip(moving.course.states, plays, strict=True):
        by_play.setdefault(play, []).append(name)
    if len(by_play) == 1:
        return f"in every state {names.deeds(plays[0])}"
    parts = [f"in {' or '.join(map(quoted, states))} {names.deeds(play)}" for play, states in by_play.items()]
    return "; ".join(parts)


def differing_play(moving: MovingAnalysis, outcome: Outcome, now: Outcome) -> str:
    """Return what a profile for each state does in those states in which another one does something else."""
    states = zip(moving.course.states, outcome, now, strict=True)
    parts = [f"in {quoted(name)} {moving.scenario.names.deeds(play)}" for (name, _), play, old in states if play != old]
    return "; ".join(parts)


def played_in(equilibrium: MarkovEquilibrium, state: int) -> PureProfile:
    """Return the profile that a pure Markov-perfect equilibrium plays in a state."""
    return tuple(int(np.argmax(strategy[state])) for strategy in equilibrium.strategies)


def _study(report: Report) -> Iterator[str]:
    study, analysis = report.study, report.analysis
    if study is None or not isinstance(analysis, Analysis):
        return
    regimes = study.regimes()
    if not regimes:
        yield "None of the points of the study has a game."
        return
    yield _commonest(report.scenario.names, regimes, len(study))
    if report.looked_at is not None:
        share = sum(regime.share for regime in regimes if report.looked_at in regime.profiles)
        what = _looked_at(report, report.looked_at, regimes[0].profiles)
        yield f"{what} is {_how_often(share, len(study))}."
    yield once_sentence(analysis).replace("On these numbers", "At the scenario's own numbers", 1)


def _commonest(names: Names, regimes: Sequence[Regime], points: int) -> str:
    """Return what is stable at most of the points, and how many answers there are."""
    found = _stable_alone(names, regimes[0].profiles)
    if len(regimes) == 1:
        if points == 1:
            return f"At the one point of the study {found}."
        share = "all" if regimes[0].points == points else f"{percent(regimes[0].share)} of"
        return f"At {share} the {counted(points)} points of the study {found}; there is no other answer."
    ahead = "more than" if regimes[0].points > regimes[1].points else "as many as"
    share = f"{percent(regimes[0].share)} of the {counted(points)} points of the study, {ahead} for any other answer,"
    return f"At {share} {found}; there are {len(regimes)} answers."


def _how_often(share: Any, points: int) -> str:
    if points > 1:
        return f"stable, alone or beside others, at {percent(share)} of them"
    return "stable there, alone or beside others" if share else "not stable there"


def _stable_alone(names: Names, profiles: Sequence[PureProfile]) -> str:
    """Return that just these outcomes are stable."""
    if not profiles:
        return "no outcome is stable"
    many = f"{_COUNTS.get(len(profiles), len(profiles))} outcomes are"
    are = "exactly one outcome is" if len(profiles) == 1 else many
    return f"{are} stable: {'; or '.join(map(names.told, profiles))}"


def _looked_at(report: Report, profile: PureProfile, first: Sequence[PureProfile]) -> str:
    """Return the outcome looked at as today's, as the one that was just told, or by what is done."""
    if report.scenario.status_quo:
        return "Today's outcome"
    return "It" if first == (profile,) else f"The outcome in which {report.scenario.names.deeds(profile)}"


def _population(report: Report) -> Iterator[str]:
    match report.analysis:
        case OrderContest() as contest:
            yield settled_words(contest)
            yield conjectures_sentence(contest)
        case Adoption() as adoption:
            yield joining_words(adoption.typical)
            yield restraint_words(adoption)
        case Analysis() | SequenceAnalysis():
            return


def conjectures_sentence(contest: OrderContest) -> str:
    """Return which claims about the contest of orders the model bears out over the ranges of their parameters."""
    told = {
        start: listed([f"that {each.conjecture.words}" for each in contest.responses if each.holds == holds])
        for start, holds in (("the model bears out", True), ("it does not bear out", False))
    }
    return capital(f"{'; '.join(f'{start} {words}' for start, words in told.items() if words)}.")


def _sequence(report: Report) -> Iterator[str]:
    """Say where play that looks ahead ends, and which threats that would end it elsewhere nobody would carry out."""
    if report.sequence is None:
        return
    sequence, found = report.sequence, report.sequence.found
    ends = [ending_words(sequence, outcome) for outcome in found.outcomes[:MOST_NAMED]]
    proven = "" if found.complete_pure else ", as far as was searched"
    if len(found.outcomes) == 1:
        yield f"Where all look ahead, play ends in one way alone{proven}: {ends[0]}."
    elif ends:
        more = f"; and {counted(len(found.outcomes) - len(ends))} more" if len(found.outcomes) > len(ends) else ""
        ways = f"play can end in {counted(len(found.outcomes))} ways{proven}"
        yield f"Where all look ahead, {ways}: {'; or '.join(ends)}{more}."
    else:
        yield found_words(found)
    yield from (empty_threat_words(sequence, each) for each in sequence.threats if not each.credible and each.works)


_ANSWERS: Mapping[Lead, Callable[[Report], Iterator[str]]] = {
    "once": _once,
    "sequence": _sequence,
    "repeated": _repeated,
    "moving": _moving,
    "study": _study,
    "population": _population,
}
