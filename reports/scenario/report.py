"""The whole report of an analysis, and the shorter ones that `show` and `solve` print."""

from __future__ import annotations

from collections.abc import Iterator

from ...games.scenario.inputs import DerivedGame
from ...games.scenario.resolved import resolved
from ...games.scenario.scenario import Scenario
from ...games.sequence.given import has_tree, sequence_of
from ...studies.scenario.analysis import Analysis, Solutions
from ...studies.scenario.unsolved import UnsolvedGame
from ...studies.sequence.analysis import sequence_analysis
from ..format.blocks import Block, Heading, Items, Listing, Paragraph
from ..format.provenance import LIMITS, version
from ..format.toml import toml
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
    not_reached_table,
)
from .triangle import capability_section, strategic_triangle_section
from .words import why_heading

AT_ONCE = {
    False: "What follows is the game in which all move at once.",
    True: "What follows is the same tree as a game of plans, which nobody can change once play has begun.",
}
"""What stands between the moves in sequence and the game in strategic form; whether the scenario has a tree."""


def analysis_report(analysis: Analysis) -> Iterator[Block]:
    """Give the whole analysis: the answer first, then why, then what it rests on."""
    scenario, unsolved = analysis.scenario, UnsolvedGame(analysis.scenario, analysis.game)
    reached = analysis.reach("dominance", "guarantees", "comparison", "explanations")
    yield from opening(scenario)
    if sequence_of(scenario) is not None:
        yield from sequence_section(sequence_analysis(scenario))
        yield Paragraph(AT_ONCE[has_tree(scenario)])
    yield from choice_at_home(scenario)
    yield from equilibria_section(scenario, analysis.solution, reached.notes)
    yield from status_quo_section(unsolved)
    yield Heading(why_heading(analysis.solution))
    yield from explanations_section(analysis, reached)
    yield from comparison_section(analysis, reached)
    yield from guarantees_section(analysis, reached)
    yield from _what_it_rests_on(unsolved)
    yield from closing(scenario)


def analysis_tables(analysis: Analysis) -> Iterator[Block]:
    """Give the tables of the whole analysis, and work out nothing that is not in them."""
    reached = analysis.reach("guarantees")
    yield from equilibria_section(analysis.scenario, analysis.solution)
    yield from breakdown_tables(analysis)
    if "guarantees" in reached.parts:
        yield guarantees_table(analysis)
    yield from not_reached_table(reached)
    yield from _what_it_rests_on(UnsolvedGame(analysis.scenario, analysis.game))


def _what_it_rests_on(unsolved: UnsolvedGame) -> Iterator[Block]:
    yield from actors_section(unsolved)
    yield from options_section(unsolved)
    yield from payoff_section(unsolved)
    yield from codings_section(unsolved)
    yield from flagship_section(unsolved.scenario)
    yield from strategic_triangle_section(unsolved)
    yield from capability_section(unsolved)
    yield from relations_section(unsolved.scenario)
    yield from assumptions_section(unsolved.scenario)


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
    """Give the limits of the analysis, the version and seed, and the scenario with every default written out."""
    yield Heading("Limits")
    yield Items(LIMITS)
    yield Heading("To reproduce this")
    yield Paragraph(f"tetrarchy {version()}, seed {scenario.seed}, and this scenario with every default written out:")
    yield Listing(toml(resolved(scenario)), "toml")
