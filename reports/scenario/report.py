"""The whole report of an analysis, and the shorter ones that `show` and `solve` print."""

from __future__ import annotations

from collections.abc import Iterator

from ...games.scenario.inputs import DerivedGame
from ...games.scenario.resolved import condensed
from ...games.scenario.scenario import Scenario
from ...games.sequence.given import has_tree, sequence_of
from ...studies.scenario.analysis import Analysis, Reached, Solutions
from ...studies.scenario.unsolved import UnsolvedGame
from ...studies.sequence.analysis import SequenceAnalysis, sequence_analysis
from ..format.blocks import Block, Heading, Items, Listing, Paragraph
from ..format.provenance import LIMITS, version
from ..format.toml import toml
from ..sequence.points import codings_by_point, options_by_point, payoffs_by_end
from ..sequence.report import sequence_section
from .flagship import choice_at_home, flagship_section
from .game import (
    actors_section,
    assumptions_section,
    codings_section,
    dimensions_section,
    opening,
    options_section,
    payoff_section,
    relations_section,
    status_quo_section,
)
from .solution import (
    breakdown_tables,
    comparison_section,
    equilibria_section,
    explanations_section,
    guarantees_section,
    guarantees_table,
    mixed_explanations,
    moves_table,
    not_reached_table,
    numbers_of,
    pure_explanations,
    stable_outcomes,
)
from .triangle import capability_section, strategic_triangle_section
from .why import holds_heading, why_heading

AT_ONCE = {
    False: "What follows is the game in which all move at once.",
    True: "What follows is the same tree as a game of plans, which nobody can change once play has begun.",
}
"""What stands between the moves in sequence and the game in strategic form; whether the scenario has a tree."""


def analysis_report(analysis: Analysis) -> Iterator[Block]:
    """Give the game played once: what holds, why, what it rests on, and the numbers."""
    yield from opening(analysis.scenario)
    sequence = None if sequence_of(analysis.scenario) is None else sequence_analysis(analysis.scenario)
    if sequence is not None:
        yield from sequence_section(sequence)
        yield Paragraph(AT_ONCE[has_tree(analysis.scenario)])
    reached = reach(analysis)
    yield from holds_sections(analysis, reached)
    yield from rests_sections(UnsolvedGame(analysis.scenario, analysis.game), sequence)
    yield from number_sections(analysis, reached, sequence)
    yield from closing(analysis.scenario)


def reach(analysis: Analysis) -> Reached:
    """Work out what a report tells."""
    return analysis.reach("dominance", "guarantees", "comparison", "explanations")


def holds_sections(analysis: Analysis, reached: Reached) -> Iterator[Block]:
    """Give which outcomes are stable, whether today's is, why nobody moves, and how they compare."""
    yield Heading(holds_heading(analysis.solution))
    yield from choice_at_home(analysis.scenario)
    if analysis.solution.equilibria and analysis.solution.equilibria[0].grounds == "best_replies":
        yield from stable_outcomes(analysis)
    else:
        yield from equilibria_section(analysis.scenario, analysis.solution, heading=False)
    if reached.notes:
        yield Items(reached.notes)
    yield from status_quo_section(UnsolvedGame(analysis.scenario, analysis.game))
    yield Heading(why_heading(analysis.solution))
    yield from pure_explanations(analysis, reached)
    yield from comparison_section(analysis, reached)


def analysis_tables(analysis: Analysis) -> Iterator[Block]:
    """Give the tables of the whole analysis, and work out nothing that is not in them."""
    reached, unsolved = analysis.reach("guarantees"), UnsolvedGame(analysis.scenario, analysis.game)
    yield from equilibria_section(analysis.scenario, analysis.solution)
    yield from breakdown_tables(analysis)
    if "guarantees" in reached.parts:
        yield guarantees_table(analysis)
    yield from not_reached_table(reached)
    yield from actors_section(unsolved)
    yield from options_section(unsolved)
    yield from payoff_section(unsolved)
    yield from _behind_the_payoffs(unsolved)


def rests_sections(unsolved: UnsolvedGame, sequence: SequenceAnalysis | None = None) -> Iterator[Block]:
    """Give who plays and what they value, what they can do, rival codings, what the arena adds, and the assumptions.

    What can be done in a tree, and what comes of moves in sequence, is told point of decision by point of decision.
    """
    yield from actors_section(unsolved)
    tree = sequence if has_tree(unsolved.scenario) else None
    yield from options_section(unsolved) if tree is None else options_by_point(tree)
    yield from _behind_the_payoffs(unsolved, sequence)


def _behind_the_payoffs(unsolved: UnsolvedGame, sequence: SequenceAnalysis | None = None) -> Iterator[Block]:
    """Give rival codings, what the arena adds, ties and the assumptions."""
    yield from codings_section(unsolved) if sequence is None else codings_by_point(sequence)
    yield from flagship_section(unsolved.scenario)
    yield from strategic_triangle_section(unsolved)
    yield from capability_section(unsolved)
    yield from relations_section(unsolved.scenario)
    yield from assumptions_section(unsolved.scenario)


APPENDIX = (
    "Payoffs are the weights of the actors times what an outcome does along each dimension, on a scale on which 1 is "
    "as much as can be won along all of them. They compare for one player alone.",
    "The regret is the most that anybody could gain by another action: 0 where nobody could.",
    "The index is +1 or -1 for an equilibrium that a small change of the payoffs moves but does not end, and adds up "
    "to +1 over all equilibria; one of index 0 hangs on a tie.",
    "A game is degenerate where ties let equilibria come in continua. A tie that the rules of the game make, as an "
    "action there changes nothing, is no knife edge: no number can break it.",
)
APPENDIX_OF_RANKS = (
    "Ranks say which of two outcomes a player likes better and nothing about by how much: they are never added up.",
    *APPENDIX[3:],
)


def number_sections(analysis: Analysis, reached: Reached, sequence: SequenceAnalysis | None = None) -> Iterator[Block]:
    """Give the appendix: equilibria with payoffs and what is proven of them, guarantees, and every outcome or end."""
    scenario = analysis.scenario
    yield Heading("Appendix: the numbers")
    yield Items(APPENDIX_OF_RANKS if scenario.ordinal else APPENDIX)
    yield from equilibria_section(scenario, analysis.solution)
    yield from mixed_explanations(analysis, reached)
    for place in range(0 if scenario.ordinal else reached.explained):
        yield from numbers_of(analysis, place)
        yield from moves_table(analysis, place)
    yield from guarantees_section(analysis, reached)
    tree = sequence if has_tree(scenario) else None
    yield from payoff_section(UnsolvedGame(scenario, analysis.game)) if tree is None else payoffs_by_end(tree)


def solutions_report(solutions: Solutions) -> Iterator[Block]:
    """Give under each concept the equilibria and why each of them holds."""
    for analysis in solutions.analyses:
        reached = analysis.reach("dominance in play", "explanations")
        yield Heading(solutions.scenario.title, 1)
        yield from choice_at_home(analysis.scenario)
        yield from equilibria_section(solutions.scenario, analysis.solution, reached.notes)
        yield from status_quo_section(UnsolvedGame(analysis.scenario, analysis.game))
        if isinstance(analysis.scenario.game, DerivedGame):
            yield from flagship_section(analysis.scenario)
        yield from explanations_section(analysis, reached)


def solutions_tables(solutions: Solutions) -> Iterator[Block]:
    """Give the tables of `solutions_report`, and work out nothing that is not in them."""
    for analysis in solutions.analyses:
        yield from equilibria_section(solutions.scenario, analysis.solution)
        yield from breakdown_tables(analysis)


def game_report(unsolved: UnsolvedGame) -> Iterator[Block]:
    """Give the game before it is solved."""
    yield from opening(unsolved.scenario)
    yield from actors_section(unsolved)
    yield from options_section(unsolved)
    yield from payoff_section(unsolved)
    yield from dimensions_section(unsolved)
    yield from strategic_triangle_section(unsolved)
    yield from relations_section(unsolved.scenario)
    yield from assumptions_section(unsolved.scenario)


def closing(scenario: Scenario) -> Iterator[Block]:
    """Give the limits of the analysis, the version and seed, and the scenario without what is a default."""
    yield Heading("Limits")
    yield Items(LIMITS)
    yield Heading("To reproduce this")
    yield Paragraph(
        f"tetrarchy {version()}, seed {scenario.seed}, and this scenario. What it leaves out has its default in this "
        "version; JSON has every default written out."
    )
    yield Listing(toml(condensed(scenario)), "toml")
