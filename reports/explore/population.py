"""A population as a page that is explored from disk: followed anew as its numbers are moved.

The page of an order contest reckons payoffs and paths in floating point, as the program does, and in fractions what the
program decides in them; the page of a magnet is exact throughout.
"""

from __future__ import annotations

import json
from typing import Any

from ...games.arenas.populations.order_contest import RAISED_BY
from ...games.orders.rows import ORDER_NAMES
from ...games.population import PopulationGame
from ...games.text.labels import capital, plain
from ...games.text.visible import visible
from ...studies.evolution.magnet import TENTHS
from ...studies.evolution.order_contest.analysis import POINTS, TIME
from ...studies.evolution.order_contest.responses import LONG
from ...studies.explore.explorable import Dial
from ...studies.explore.explorable_population import ExplorableContest, ExplorableMagnet, ExplorablePopulation
from ...studies.explore.polynomials import Polynomial
from ...studies.scenario.page.question import question_of
from ...studies.sweep.plan import Plan
from ..evolution.paths import TIMES
from ..figures.drawing import COLOURS
from ..format.provenance import version
from .room import step
from .sealed import inside, scenario_inside, sealed_page

_OF_ORDERS = "shares of the orders "
"""What the meaning of a mix begins with: it goes on with whose shares they are."""


def population_page(explorable: ExplorablePopulation, study: Plan | None = None) -> str:
    """Return the page; its script and its style are those whose hashes stand in its Content-Security-Policy.

    Parameters
    ----------
    study
        The sweep that is asked for beside the scenario, as in `room_page`.
    """
    scenario = explorable.scenario
    return sealed_page(
        "explore_population",
        (
            "explore_fractions.js",
            "explore_population_solver.js",
            "explore_parts.js",
            "explore_dials.js",
            "explore_pictures.js",
            "explore_population_page.js",
        ),
        ("explore.css", "explore_pictures.css"),
        title=visible(scenario.title),
        question=visible(question_of(scenario)),
        scenario=scenario_inside(scenario, study),
        game=inside(json.dumps(population_values(explorable), separators=(",", ":"))),
        footer=f"tetrarchy {version()}. The scenario is inside this file: tetrarchy evolve reads the file back.",
    )


def population_values(explorable: ExplorablePopulation) -> dict[str, Any]:
    """Return what the script is given of a population, as plain values: fractions as text, floats as numbers."""
    game = explorable.scenario.game
    assert isinstance(game, PopulationGame)
    return {
        "kind": game.arena.name,
        "names": [dial.path[-1] for dial in explorable.dials],
        "orders": list(ORDER_NAMES),
        "dials": [_dial(dial) for dial in explorable.dials],
        "colours": COLOURS,
        **(_contest(explorable) if isinstance(explorable, ExplorableContest) else _magnet(explorable)),
    }


def _contest(explorable: ExplorableContest) -> dict[str, Any]:
    return {
        "raised": RAISED_BY,
        "closeness": explorable.closeness.tolist(),
        "from": [[[cell.real, cell.imag] for cell in row] for row in explorable.paths_from.tolist()],
        "time": TIME,
        "points": POINTS,
        "long": LONG,
        "told": TIMES,
    }


def _magnet(explorable: ExplorableMagnet) -> dict[str, Any]:
    return {
        "rows": [[str(weight) for weight in row] for row in explorable.rows],
        "alone": _terms(explorable.alone),
        "more": _terms(explorable.more),
        "starts": [str(start) for start in TENTHS],
    }


def _terms(polynomial: Polynomial) -> list[Any]:
    return [[str(coefficient), factors] for coefficient, factors in polynomial]


def _dial(dial: Dial) -> list[str | None]:
    """Return a dial as a list; its last words are what it is called in a sentence."""
    ends = [str(end) for end in (dial.value, dial.low, dial.high, step(dial.low, dial.high))]
    spoken = plain(dial.name) if dial.whole is None else f"{dial.name} share {dial.group.removeprefix(_OF_ORDERS)}"
    return [dial.key, plain(dial.name), capital(dial.group), dial.whole, *ends, dial.meaning, spoken]
