"""The parts of a report that show a solved game: the equilibria, why they hold, and what else there is to say."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import Any

from numpy.typing import NDArray

from ...games.dimensions import DIMENSIONS, FLOORS
from ...games.normal_form import PureProfile
from ...games.numbers import number, two_figures
from ...games.scenario.names import Names
from ...games.scenario.scenario import Scenario
from ...games.text.labels import Term, apart, capital, joined, listed, plain
from ...solvers.base import Equilibrium, Solution
from ...solvers.dominance import Dominated
from ...solvers.welfare import relative_payoffs
from ...studies.scenario.analysis import ORDINAL_NOTE, Analysis, Reached
from ..figures.profiles import profiles_figure
from ..format.blocks import Block, Heading, Items, Notes, Paragraph, Table
from .why import why_words
from .words import (
    algebraic_words,
    completeness_words,
    equilibrium_words,
    evidence_words,
    mixture_words,
    note_words,
    nouns,
    pareto_words,
    profile_words,
    proven_words,
    pure_profile,
    reading_words,
    wish_words,
)


def equilibria_section(
    scenario: Scenario, solution: Solution, more_notes: tuple[str, ...] = (), *, heading: bool = True
) -> Iterator[Block]:
    """List the equilibria with payoffs, welfare, regret and how they are known; more notes follow the solution's."""
    if heading:
        yield Heading(f"{nouns(solution)[1].capitalize()} ({solution.concept.name})")
    if not solution.equilibria:
        yield Paragraph(f"None found. {completeness_words(solution)}")
    else:
        yield equilibria_table(scenario, solution)
        yield Paragraph(completeness_words(solution))
    own = (note_words(scenario.names, note) for note in solution.notes)
    said = (*_closed_forms(scenario, solution), *own, *_continua(solution), *_ordinal(scenario, solution))
    if notes := (*said, *more_notes):
        yield Items(notes)
    if reading := reading_words(solution):
        yield Paragraph(reading)


def equilibria_table(scenario: Scenario, solution: Solution) -> Table:
    """Return the table of equilibria: what each player plays and gets, the sum, the regret, how it is known.

    The last column holds the labels where the equilibria have any, else the indices.
    """
    names, paid = scenario.names, _paid(scenario)
    labelled = any(equilibrium.label for equilibrium in solution.equilibria)
    labels = [*names.labels, *([] if scenario.ordinal else [sum_words(scenario), "regret"])]
    rows = [
        (
            str(place),
            equilibrium_words(names, equilibrium),
            *paid(equilibrium),
            evidence_words(equilibrium),
            equilibrium.label if labelled or equilibrium.index is None else f"{equilibrium.index:+d}",
        )
        for place, equilibrium in enumerate(solution.equilibria, 1)
    ]
    last = "which" if labelled else "index"
    headers = ("#", f"{nouns(solution)[0]} ({', '.join(names.labels)})", *labels, "known", last)
    gets = "gets: its rank, 1 for the best" if scenario.ordinal else "gets"
    told = len(headers) - (scenario.ordinal and not labelled)
    return Table(f"What each player plays and {gets}", headers[:told], tuple(row[:told] for row in rows))


def sum_words(scenario: Scenario) -> str:
    """Return the heading of sums of payoffs: types count by their chances."""
    return "sum, types by their chances" if scenario.incomplete else "sum"


def _paid(scenario: Scenario) -> Callable[[Equilibrium], Iterable[str]]:
    """Return what a table shows of what an equilibrium pays: ranks, or payoffs, their sum, and the regret."""
    if scenario.ordinal:
        return partial(_ranks, scenario)
    return lambda found: map(number, (*found.payoffs, scenario.total(found.payoffs), found.regret))


def _ranks(scenario: Scenario, equilibrium: Equilibrium) -> Iterator[str]:
    """Return the place that each player gives an outcome in its ranking, 1 for the best."""
    for own in scenario.build().payoffs:
        yield rank_words(own, pure_profile(equilibrium)) if equilibrium.pure else ""


def _closed_forms(scenario: Scenario, solution: Solution) -> tuple[str, ...]:
    """Return a sentence for each equilibrium whose irrational probabilities are known exactly."""
    return tuple(
        f"Equilibrium {place + 1}, exactly: {algebraic_words(scenario.names, equilibrium.algebraic)}."
        for place, equilibrium in enumerate(solution.equilibria)
        if equilibrium.algebraic is not None
    )


def _ordinal(scenario: Scenario, solution: Solution) -> tuple[str, ...]:
    """Return what to bear in mind where payoffs are ranks."""
    if not scenario.ordinal:
        return ()
    if all(equilibrium.pure for equilibrium in solution.equilibria):
        return (ORDINAL_NOTE,)
    return ("Payoffs are ranks: only their order means anything, so their expectations mean nothing.",)


def _continua(solution: Solution) -> tuple[str, ...]:
    """Return a sentence for each component of equilibria that is more than a point."""
    return tuple(
        f"Equilibria {listed([str(place + 1) for place in subset])} are corners of a continuum: whatever mixture of "
        "their strategies each player plays is an equilibrium too."
        for component in solution.components
        for subset in component.nash_subsets
        if len(subset) > 1
    )


def explanations_section(analysis: Analysis, reached: Reached) -> Iterator[Block]:
    """Explain the equilibria that were reached, one after the other, each with its numbers."""
    for place in range(reached.explained):
        yield from _explained(analysis, reached, place)
        yield from numbers_of(analysis, place)


def pure_explanations(analysis: Analysis, reached: Reached) -> Iterator[Block]:
    """Explain the equilibria in which everybody knows what the others do, or all where there are none of these."""
    for place in range(reached.explained):
        if not _set_apart(analysis, place):
            yield from _explained(analysis, reached, place)


def mixed_explanations(analysis: Analysis, reached: Reached) -> Iterator[Block]:
    """Explain the equilibria that `pure_explanations` leaves out."""
    for place in range(reached.explained):
        if _set_apart(analysis, place):
            yield from _explained(analysis, reached, place)


def _set_apart(analysis: Analysis, place: int) -> bool:
    found = analysis.solution.equilibria
    return not found[place].pure and found[place].grounds == "best_replies" and any(each.pure for each in found)


def _explained(analysis: Analysis, reached: Reached, place: int) -> Iterator[Block]:
    dominated = analysis.dominated if "dominance" in reached.parts else analysis.dominated_in_play
    yield from explanation_section(analysis, place, dominated)


def _called(names: Names, equilibrium: Equilibrium) -> str:
    """Return an equilibrium as a heading: who mixes, whose chances stand in the table, or its actions."""
    mixing = [player for player, support in enumerate(equilibrium.supports) if len(support) > 1]
    if equilibrium.grounds != "best_replies" or not mixing:
        return equilibrium_words(names, equilibrium)
    plural = len(mixing) > 1 or names.spoken[mixing[0]].plural
    return f"{names.who(mixing)} {'mix' if plural else 'mixes'}"


def explanation_section(analysis: Analysis, place: int, dominated: Sequence[Dominated]) -> Iterator[Block]:
    """Explain one equilibrium: what makes the players act so, and what each would rather have.

    Of outcomes that rest on beliefs, as there may be many, only who would move is told.
    """
    scenario, game, explanation = analysis.scenario, analysis.game, analysis.explanations[place]
    equilibrium = explanation.equilibrium
    called = _called(scenario.names, equilibrium)
    yield Heading(f"{nouns(analysis.solution)[0].capitalize()} {place + 1}: {called}", 3)
    weak = [d for d in dominated if d.kind == "weak" and d.action in equilibrium.supports[d.player]]
    cautions = [f"A weakly dominated action is played here. {dominance_words(scenario.names, d)}" for d in weak]
    yield Items((*why_words(scenario, game, explanation), *cautions) or ("Nobody has anything else to do.",))
    if equilibrium.grounds == "beliefs":
        return
    wishes = [wish_words(scenario, game, wish) for wish in explanation.wishes]
    yield Items((*wishes, pareto_words(scenario.names, explanation, scenario.ordinal)))


def stable_outcomes(analysis: Analysis) -> Iterator[Block]:
    """List the pure equilibria by how good they are for whom, and say how many others there are."""
    scenario, names, solution = analysis.scenario, analysis.scenario.names, analysis.solution
    good = _how_good(scenario)
    rows = [
        (str(place), *names.name_profile(profile), *good(profile), names.outcome(profile))
        for place, profile in enumerate(map(pure_profile, solution.equilibria), 1)
        if solution.equilibria[place - 1].pure
    ]
    named = any(row[-1] for row in rows)
    if rows:
        what = "rank for" if scenario.ordinal else "good for"
        headers = ("#", *names.labels, *(f"{what} {label}" for label in names.labels), "called")
        caption = "Ranks: 1 is best" if scenario.ordinal else "From 0% at a player's worst outcome to 100% at its best"
        yield Table(caption, headers if named else headers[:-1], tuple(row if named else row[:-1] for row in rows))
    if mixed := len(solution.equilibria) - len(rows):
        more = f"{mixed} more equilibria leave" if mixed > 1 else "One more equilibrium leaves"
        found = more if rows else f"The {f'{mixed} equilibria leave' if mixed > 1 else 'only equilibrium leaves'}"
        yield Paragraph(f"{found} somebody unsure of what the others do; the appendix has the chances.")
    elif not rows:
        yield Paragraph(f"None was found. {proven_words(solution)}.")


def _how_good(scenario: Scenario) -> Callable[[PureProfile], tuple[str, ...]]:
    """Return what tells of an outcome how good it is for each player: its ranks, or payoffs as shares of the range."""
    game = scenario.build()
    if scenario.ordinal:
        return lambda profile: tuple(rank_words(own, profile) for own in game.payoffs)
    return lambda profile: tuple(map(two_figures, relative_payoffs(game, game.exact[(slice(None), *profile)])))


def rank_words(own: NDArray[Any], profile: PureProfile) -> str:
    """Return the place that an outcome has in a player's ranking, given as ranks from 0 for the worst: 1 for best."""
    return number(own.max() - own[profile] + 1)


def moves_table(analysis: Analysis, place: int) -> Iterator[Table]:
    """Give what every other action would cost a player at an equilibrium, by dimension of value."""
    scenario, explanation = analysis.scenario, analysis.explanations[place]
    moves = [move for move in explanation.moves if move.by_dimension is not None]
    if not moves or explanation.equilibrium.grounds != "best_replies":
        return
    names = scenario.names
    rows = [
        (
            names.labels[move.player],
            names.actions[move.player][move.action],
            *map(number, (*move.by_dimension, move.cost)),
        )
        for move in moves
        if move.by_dimension is not None
    ]
    headers = ("player", "instead", *(dimension.short for dimension in DIMENSIONS), "cost")
    caption = f"Equilibrium {place + 1}: what each other action would cost, by dimension of value"
    yield Table(caption, headers, tuple(rows))


def numbers_of(analysis: Analysis, place: int) -> Iterator[Block]:
    """Give what an equilibrium pays by dimension and by floor."""
    explanation = analysis.explanations[place]
    if explanation.equilibrium.grounds != "beliefs":
        yield from _breakdown(analysis, place)


def breakdown_tables(analysis: Analysis) -> Iterator[Block]:
    """Give the tables of all explanations: payoffs by dimension and by floor."""
    for place in range(len(analysis.explanations)):
        yield from numbers_of(analysis, place)


_DIMENSIONS = tuple(plain(dimension.name) for dimension in DIMENSIONS)


def _breakdown(analysis: Analysis, place: int) -> Iterator[Block]:
    scenario, explanation = analysis.scenario, analysis.explanations[place]
    thing = nouns(analysis.solution)[0].capitalize()
    if explanation.contributions is None or explanation.floors is None:
        return
    labels, payoffs = scenario.names.labels, explanation.equilibrium.payoffs
    shorts = tuple(dimension.short for dimension in DIMENSIONS)
    for caption, headers, names, table in (
        ("payoff by dimension of value", shorts, _DIMENSIONS, explanation.contributions),
        ("payoff by floor of the international system", FLOORS, FLOORS, explanation.floors),
    ):
        pairs = zip(labels, table, payoffs, strict=True)
        rows = tuple((label, *map(number, (*row, payoff))) for label, row, payoff in pairs)
        titled = Term(f"{thing} {place + 1}: {caption}", capital(caption))
        series = dict(zip(labels, table, strict=True))
        yield profiles_figure(f"{thing} {place + 1}: {caption}", names, series, "payoff")
        yield Table(titled, ("player", *headers, "payoff"), rows)


def comparison_section(analysis: Analysis, reached: Reached) -> Iterator[Block]:
    """Compare the equilibria: which each player prefers, what is efficient, what is best for all together."""
    if "comparison" not in reached.parts:
        return
    scenario, names = analysis.scenario, analysis.scenario.names
    yield Heading("Comparison")
    thing, things = nouns(analysis.solution)
    sentences = []
    if len(analysis.explanations) > 1:
        for player, places in enumerate(analysis.favourites):
            if len(places) == len(analysis.explanations):
                continue
            ties = [str(place + 1) for place in places]
            what = f"{thing} {ties[0]}" if len(ties) == 1 else f"{things} {listed(ties)} alike"
            like = "like" if names.spoken[player].plural else "likes"
            sentences.append(f"Of the {things} {names.spoken[player].spoken} {like} {what} best.")
    frontier = [profile_words(names, profile) for profile in analysis.frontier]
    shown = listed(frontier) if len(frontier) <= 8 else f"{len(frontier)} of the {analysis.game.payoffs[0].size}"
    efficient = "Pareto-efficient outcomes in pure strategies, at which nobody can do better unless somebody does worse"
    sentences.append(f"{efficient}: {shown}.")
    if not scenario.ordinal:
        for optimum in analysis.optima[:2]:
            best = listed([profile_words(names, profile) for profile in optimum.profiles[:4]])
            counted = ", types counted by their chances" if scenario.incomplete else ""
            total = f"The sum of payoffs{counted}, if they may be compared,"
            what = total if optimum.criterion == "utilitarian" else "The least payoff of any"
            sentences.append(f"{what} is greatest at {best}.")
    yield Items(tuple(sentences))


def guarantees_section(analysis: Analysis, reached: Reached) -> Iterator[Block]:
    """Show dominated actions, what is left when they are taken away, and what each player can guarantee itself."""
    if reached.parts & {"dominance", "guarantees"}:
        yield Heading("Dominance and guarantees")
    if "dominance" in reached.parts:
        yield from _dominance_blocks(analysis)
    if "guarantees" in reached.parts:
        yield guarantees_table(analysis)


def _dominance_blocks(analysis: Analysis) -> Iterator[Block]:
    names = analysis.scenario.names
    sentences = [dominance_words(names, dominated) for dominated in analysis.dominated]
    yield Items(tuple(sentences) or ("No action is dominated, by another action or by a mixture.",))
    if analysis.elimination.rounds:
        kept = zip(names.labels, names.actions, analysis.elimination.remaining, strict=True)
        left = "; ".join(f"{label}: {', '.join(apart(own[a]) for a in stay)}" for label, own, stay in kept)
        rounds = len(analysis.elimination.rounds)
        yield Paragraph(
            f"When strictly dominated actions are taken away again and again ({rounds} round{'s' * (rounds > 1)}), "
            f"what stays is: {left}."
        )


def guarantees_table(analysis: Analysis) -> Table:
    """Return the table of what each player can guarantee itself, by an action and by a mixture."""
    names = analysis.scenario.names
    rows = [
        (
            names.labels[security.player],
            number(security.pure_value),
            joined(", ", (names.actions[security.player][action] for action in security.pure_actions)),
            number(security.mixed_value),
            mixture_words(names.actions[security.player], security.mixed_strategy),
        )
        for security in analysis.securities
    ]
    headers = ("player", "by an action", "which", "by a mixture", "which mixture")
    return Table("What each player can guarantee itself, whatever the others do", headers, tuple(rows))


def not_reached_table(reached: Reached) -> Iterator[Block]:
    """Give in a table what was not reached, where something was not: for a format that keeps tables alone."""
    if reached.notes:
        yield Notes(reached.notes).table


def dominance_words(names: Names, dominated: Dominated) -> str:
    """Return that an action is worse than another one, or than a mixture."""
    own = [apart(action) for action in names.actions[dominated.player]]
    how = "always worse" if dominated.kind == "strict" else "never better and sometimes worse"
    return (
        f"{names.labels[dominated.player]}: {own[dominated.action]} is {how} than {mixture_words(own, dominated.by)}."
    )
