"""The whole report of an analysis, and the shorter ones that `show` and `solve` print."""

from __future__ import annotations

from collections.abc import Iterator

from ...games.scenario.resolved import resolved
from ...games.scenario.scenario import Scenario
from ...studies.scenario.analysis import Analysis
from ...studies.scenario.solutions import Solutions
from ...studies.scenario.unsolved import UnsolvedGame
from ..format.blocks import Block, Heading, Items, Listing, Paragraph
from ..format.provenance import LIMITS, version
from ..format.toml import toml
from .game import (
    actors_section,
    assumptions_section,
    dimensions_section,
    opening,
    options_section,
    payoff_section,
    relations_section,
    status_quo_words,
)
from .solution import (
    comparison_section,
    equilibria_section,
    explanation_section,
    guarantees_section,
)
from .triangle import capability_section, strategic_triangle_section
from .words import why_heading


def report(analysis: Analysis) -> Iterator[Block]:
    """Give the whole analysis: the answer first, then why, then what it rests on."""
    scenario, game = analysis.scenario, analysis.game
    yield from opening(scenario)
    yield from equilibria_section(scenario, analysis.solution)
    today = status_quo_words(scenario, game)
    if today:
        yield Paragraph(today)
    yield Heading(why_heading(analysis.solution))
    for place in range(len(analysis.explanations)):
        yield from explanation_section(analysis, place)
    yield from comparison_section(analysis)
    yield from guarantees_section(analysis)
    yield from actors_section(scenario)
    yield from options_section(scenario, game)
    yield from payoff_section(scenario, game)
    yield from strategic_triangle_section(scenario, game)
    yield from capability_section(scenario, game)
    yield from relations_section(scenario)
    yield from assumptions_section(scenario)
    yield from closing(scenario)


def solved(solutions: Solutions) -> Iterator[Block]:
    """Give under each concept the equilibria and why each of them holds."""
    for analysis in solutions.analyses:
        yield from _solved(analysis)


def _solved(analysis: Analysis) -> Iterator[Block]:
    scenario, game = analysis.scenario, analysis.game
    yield Heading(scenario.title, 1)
    yield from equilibria_section(scenario, analysis.solution)
    today = status_quo_words(scenario, game)
    if today:
        yield Paragraph(today)
    for place in range(len(analysis.explanations)):
        yield from explanation_section(analysis, place)


def game_report(unsolved: UnsolvedGame) -> Iterator[Block]:
    """Give the game before it is solved."""
    scenario, game = unsolved.scenario, unsolved.game
    yield from opening(scenario)
    yield from actors_section(scenario)
    yield from options_section(scenario, game)
    yield from payoff_section(scenario, game)
    yield from dimensions_section(scenario, game)
    yield from strategic_triangle_section(scenario, game)
    yield from relations_section(scenario)
    yield from assumptions_section(scenario)


def closing(scenario: Scenario) -> Iterator[Block]:
    """Give the limits of the analysis, the version and seed, and the scenario with every default written out."""
    yield Heading("Limits")
    yield Items(LIMITS)
    yield Heading("To reproduce this")
    yield Paragraph(f"tetrarchy {version()}, seed {scenario.seed}, and this scenario with every default written out:")
    yield Listing(toml(resolved(scenario)), "toml")
