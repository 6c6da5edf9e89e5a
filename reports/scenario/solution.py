"""The parts of a report that show a solved game: the equilibria, why they hold, and what else there is to say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...games.dimensions import DIMENSIONS, FLOORS
from ...games.normal_form import NormalFormGame
from ...games.numbers import number
from ...games.scenario.scenario import Scenario
from ...solvers.base import Solution
from ...solvers.dominance import Dominated
from ...studies.scenario.analysis import ORDINAL_NOTE, Analysis, Reached
from ...studies.scenario.explanation import Explanation
from ..format.blocks import Block, Heading, Items, Notes, Paragraph, Table
from .words import (
    algebraic_words,
    completeness_words,
    equilibrium_words,
    evidence_words,
    listed,
    mixture_words,
    nouns,
    pareto_words,
    profile_words,
    reading_words,
    why_words,
    wish_words,
)


def equilibria_section(scenario: Scenario, solution: Solution, more_notes: tuple[str, ...] = ()) -> Iterator[Block]:
    """List the equilibria with payoffs, welfare, regret and how they are known; more notes follow the solution's."""
    yield Heading(f"{nouns(solution)[1].capitalize()} ({solution.concept.name})")
    if not solution.equilibria:
        yield Paragraph(f"None found. {completeness_words(solution)}")
    else:
        yield equilibria_table(scenario, solution)
        yield Paragraph(completeness_words(solution))
    said = (*_closed_forms(scenario, solution), *solution.notes, *_continua(solution), *_ordinal(scenario, solution))
    if notes := (*said, *more_notes):
        yield Items(notes)
    if reading := reading_words(solution):
        yield Paragraph(reading)


def equilibria_table(scenario: Scenario, solution: Solution) -> Table:
    """Return the table of equilibria: what each player plays and gets, the sum, the regret, how it is known.

    The last column holds the labels where the equilibria have any, else the indices.
    """
    game = solution.game
    labelled = any(equilibrium.label for equilibrium in solution.equilibria)
    labels = [scenario.label(player) for player in game.players]
    rows = [
        (
            str(place),
            equilibrium_words(game, equilibrium),
            *map(number, (*equilibrium.payoffs, equilibrium.payoffs.sum(), equilibrium.regret)),
            evidence_words(equilibrium),
            equilibrium.label if labelled or equilibrium.index is None else f"{equilibrium.index:+d}",
        )
        for place, equilibrium in enumerate(solution.equilibria, 1)
    ]
    last = "which" if labelled else "index"
    headers = ("#", f"{nouns(solution)[0]} ({', '.join(labels)})", *labels, "sum", "regret", "known", last)
    return Table("What each player plays and gets", headers, tuple(rows))


def _closed_forms(scenario: Scenario, solution: Solution) -> tuple[str, ...]:
    """Return a sentence for each equilibrium whose irrational probabilities are known exactly."""
    return tuple(
        f"Equilibrium {place + 1}, exactly: {algebraic_words(scenario, solution.game, equilibrium.algebraic)}."
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
    """Explain the equilibria that were reached, one after the other."""
    for place in range(reached.explained):
        dominated = analysis.dominated if "dominance" in reached.parts else analysis.dominated_in_play
        yield from explanation_section(analysis, place, dominated)


def explanation_section(analysis: Analysis, place: int, dominated: Sequence[Dominated]) -> Iterator[Block]:
    """Explain one equilibrium: what makes the players act so, what it is worth to whom, what each would rather have.

    Of outcomes that rest on beliefs, as there may be many, only who would move is told.
    """
    scenario, game, explanation = analysis.scenario, analysis.game, analysis.explanations[place]
    equilibrium = explanation.equilibrium
    yield Heading(f"{nouns(analysis.solution)[0].capitalize()} {place + 1}: {equilibrium_words(game, equilibrium)}", 3)
    weak = [d for d in dominated if d.kind == "weak" and d.action in equilibrium.supports[d.player]]
    cautions = [f"A weakly dominated action is played here. {_dominance_words(scenario, game, d)}" for d in weak]
    yield Items((*why_words(scenario, game, explanation), *cautions) or ("Nobody has anything else to do.",))
    if equilibrium.grounds == "beliefs":
        return
    yield from _breakdown(scenario, game, explanation)
    wishes = [wish_words(scenario, game, wish) for wish in explanation.wishes]
    yield Items((*wishes, pareto_words(game, explanation)))


def breakdown_tables(analysis: Analysis) -> Iterator[Block]:
    """Give the tables of all explanations: payoffs by dimension and by floor."""
    for explanation in analysis.explanations:
        if explanation.equilibrium.grounds != "beliefs":
            yield from _breakdown(analysis.scenario, analysis.game, explanation)


def _breakdown(scenario: Scenario, game: NormalFormGame, explanation: Explanation) -> Iterator[Block]:
    if explanation.contributions is None or explanation.floors is None:
        return
    labels = [scenario.label(player) for player in game.players]
    payoffs = explanation.equilibrium.payoffs
    shorts = tuple(dimension.short for dimension in DIMENSIONS)
    for caption, headers, table in (
        ("Payoff by dimension of value", shorts, explanation.contributions),
        ("Payoff by floor of the international system", FLOORS, explanation.floors),
    ):
        pairs = zip(labels, table, payoffs, strict=True)
        rows = tuple((label, *map(number, (*row, payoff))) for label, row, payoff in pairs)
        yield Table(caption, ("player", *headers, "payoff"), rows)


def comparison_section(analysis: Analysis, reached: Reached) -> Iterator[Block]:
    """Compare the equilibria: which each player prefers, what is efficient, what is best for all together."""
    if "comparison" not in reached.parts:
        return
    scenario, game = analysis.scenario, analysis.game
    yield Heading("Comparison")
    thing, things = nouns(analysis.solution)
    sentences = []
    if len(analysis.explanations) > 1:
        for player, places in enumerate(analysis.favourites):
            best = number(analysis.solution.equilibria[places[0]].payoffs[player])
            ties = [str(place + 1) for place in places]
            what = f"{thing} {ties[0]}" if len(ties) == 1 else f"{things} {listed(ties)} alike"
            sentences.append(f"Of the {things} {scenario.label(game.players[player])} likes {what} best ({best}).")
    frontier = [profile_words(game, profile) for profile in analysis.frontier]
    shown = listed(frontier) if len(frontier) <= 8 else f"{len(frontier)} of the outcomes"
    sentences.append(f"Pareto-efficient outcomes in pure strategies: {shown}.")
    if not scenario.ordinal:
        for optimum in analysis.optima[:2]:
            best = listed([profile_words(game, profile) for profile in optimum.profiles[:4]])
            what = "The greatest sum of payoffs" if optimum.criterion == "utilitarian" else "The greatest least payoff"
            sentences.append(f"{what} is {number(optimum.value)}, at {best}.")
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
    scenario, game = analysis.scenario, analysis.game
    sentences = [_dominance_words(scenario, game, dominated) for dominated in analysis.dominated]
    yield Items(tuple(sentences) or ("No action is dominated, by another action or by a mixture.",))
    if analysis.elimination.rounds:
        kept = zip(game.players, game.actions, analysis.elimination.remaining, strict=True)
        left = "; ".join(f"{scenario.label(name)}: {', '.join(names[a] for a in stay)}" for name, names, stay in kept)
        rounds = len(analysis.elimination.rounds)
        yield Paragraph(
            f"When strictly dominated actions are taken away again and again ({rounds} round{'s' * (rounds > 1)}), "
            f"what stays is: {left}."
        )


def guarantees_table(analysis: Analysis) -> Table:
    """Return the table of what each player can guarantee itself, by an action and by a mixture."""
    scenario, game = analysis.scenario, analysis.game
    rows = [
        (
            scenario.label(game.players[security.player]),
            number(security.pure_value),
            ", ".join(game.actions[security.player][action] for action in security.pure_actions),
            number(security.mixed_value),
            mixture_words(game.actions[security.player], security.mixed_strategy),
        )
        for security in analysis.securities
    ]
    headers = ("player", "by an action", "which", "by a mixture", "which mixture")
    return Table("What each player can guarantee itself, whatever the others do", headers, tuple(rows))


def not_reached_table(reached: Reached) -> Iterator[Block]:
    """Give in a table what was not reached, where something was not: for a format that keeps tables alone."""
    if reached.notes:
        yield Notes(reached.notes).table


def _dominance_words(scenario: Scenario, game: NormalFormGame, dominated: Dominated) -> str:
    names = game.actions[dominated.player]
    what = mixture_words(names, dominated.by)
    how = "always worse" if dominated.kind == "strict" else "never better and sometimes worse"
    return f"{scenario.label(game.players[dominated.player])}: {names[dominated.action]} is {how} than {what}."
