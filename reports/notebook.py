"""What a notebook shows of a value: the part of a report that is about it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..games.normal_form import NormalFormGame
from ..games.numbers import number
from ..games.population import PopulationGame
from ..games.scenario.given import scenario_of
from ..games.scenario.scenario import Scenario
from ..games.world.world import World
from ..solvers.base import Equilibrium, Solution
from ..solvers.world.solution import WorldSolution
from ..studies.scenario.analysis import Analysis, Solutions
from ..studies.scenario.unsolved import unsolved
from ..studies.sensitivity.answered import AnsweredStudy
from ..studies.sweep.study import Study
from . import outputs
from .fields import fields_of
from .format import page
from .format.blocks import Block, Figure, Heading, Paragraph, Table
from .scenario.game import background
from .world.words import proof_words, weights_table


def fragment(value: Any) -> str:
    """Return a value as HTML for a notebook."""
    match value:
        case Scenario(game=PopulationGame()):
            return page.fragment([Heading(value.title, 1), *background(value)])
        case Scenario() | NormalFormGame():
            return page.fragment(outputs.document(unsolved(scenario_of(value))))
        case Solution():
            scenario = scenario_of(value.game)
            return page.fragment(outputs.document(Solutions(scenario, (Analysis(scenario, value.game, value),))))
        case Equilibrium():
            return page.fragment(_equilibrium(value))
        case World():
            return page.fragment([_weighed(value)])
        case WorldSolution():
            return page.fragment([_weighed(value.world, ("practice", value.aggregate)), Paragraph(proof_words(value))])
        case Study():
            return page.fragment(outputs.document(AnsweredStudy(value)))
        case _:
            return page.fragment(outputs.document(value) if outputs.is_output(value) else fields_of(value))


def picture(value: Any) -> Figure:
    """Return the first picture of the report on a value.

    Raises
    ------
    ValueError
        If there is none.
    """
    blocks = outputs.document(AnsweredStudy(value) if isinstance(value, Study) else value)
    found = next((block for block in blocks if isinstance(block, Figure)), None)
    if found is None:
        hint = "; vary one number over a grid, or two" if isinstance(value, Study) else ""
        raise ValueError(f"there is no picture of {value!r}{hint}")
    return found


def _weighed(world: World, *more: tuple[str, Any]) -> Table:
    """Return the weight of each order in a world, by identity and otherwise."""
    return weights_table(world, [("identities", world.decimals.size @ world.decimals.theta), *more])


def _equilibrium(found: Equilibrium) -> Iterator[Block]:
    headers = ("player", "plays", "payoff")
    rows = [
        (str(player), words, number(payoff))
        for player, (words, payoff) in enumerate(zip(found.played(), found.payoffs, strict=True), 1)
    ]
    yield Table("An equilibrium", headers, tuple(rows))
    yield Paragraph(f"Regret {number(found.regret)}; {'proven' if found.certified else 'not proven'}.")
