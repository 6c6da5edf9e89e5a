"""A population made ready to be explored: its numbers as dials, and what a page reckons its payoffs from.

Neighbours of a magnet are reckoned in fractions: what joining is worth is a polynomial in the parameters and in the
value weights. The payoffs of an order contest are floats, as closeness is irrational, and so is what follows from them,
except for what is decided in fractions of the decimals that these floats print as.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from ...games.arenas.populations.magnet import MAGNET, magnet_worth
from ...games.arenas.populations.order_contest import closeness
from ...games.dimensions import DIMENSION_NAMES
from ...games.errors import InputError
from ...games.orders.matrix import normalised, of_orders
from ...games.population import PopulationGame
from ...games.scenario.given import GivenScenario, scenario_of
from ...games.scenario.scenario import Scenario
from ...solvers.evolution.mutation_balance import random_start
from .explorable import Dial, dials_of
from .polynomials import Polynomial, as_polynomials


@dataclass(frozen=True, eq=False)
class ExplorableContest:
    """An order contest that can be followed anew wherever its dials stand.

    Attributes
    ----------
    closeness
        How close the orders are, shape (4, 4).
    paths_from
        The complex payoffs from which the search for rest points begins, shape (4, 4): the page and the program follow
        the same paths.
    """

    scenario: Scenario
    dials: tuple[Dial, ...]
    closeness: NDArray[np.float64]
    paths_from: NDArray[np.complex128]


@dataclass(frozen=True, eq=False)
class ExplorableMagnet:
    """A magnet whose neighbours can be asked anew wherever its dials stand.

    Attributes
    ----------
    rows
        What the four orders seek, normalised, of the dimensions that joining has an effect on: (4, dimensions).
    alone, more
        What joining is worth where nobody has joined, and what it is worth more where all have, as polynomials in the
        parameters and, behind these, the value weights.
    """

    scenario: Scenario
    dials: tuple[Dial, ...]
    rows: tuple[tuple[Fraction, ...], ...]
    alone: Polynomial
    more: Polynomial


ExplorablePopulation = ExplorableContest | ExplorableMagnet


def explorable_population(scenario: GivenScenario) -> ExplorablePopulation:
    """Return a population ready to be explored.

    Raises
    ------
    InputError
        If players choose in it, or it holds arrays or formulas.

    Examples
    --------
    >>> found = explorable_population("magnet-or-repellent")
    >>> [dial.key for dial in found.dials][-4:]
    ['neighbours.liberal', 'neighbours.transformative', 'neighbours.mercantilist', 'neighbours.conservative']
    """
    scenario = scenario_of(scenario)
    game = scenario.game
    if not isinstance(game, PopulationGame):
        raise InputError("this game is played by a few players, not by a population")
    if not scenario.single:
        raise InputError("a page begins at single numbers: this scenario holds arrays or formulas")
    dials, matrix = dials_of(scenario), scenario.value_matrix()
    if game.arena is MAGNET:
        alone, more, used = _worth()
        rows = tuple(tuple(row[used]) for row in of_orders(normalised(matrix)))
        return ExplorableMagnet(scenario, dials, rows, alone, more)
    return ExplorableContest(scenario, dials, closeness(matrix), random_start(len(of_orders(matrix))))


def _worth() -> tuple[Polynomial, Polynomial, list[int]]:
    """Return what joining is worth alone, and more together, as polynomials, and the dimensions that these weigh."""
    from sympy import Dummy

    values = {known.name: Dummy() for known in MAGNET.parameters}
    weights = [Dummy() for _ in DIMENSION_NAMES]
    worth = magnet_worth(values, np.array(weights, dtype=object))
    used = [k for k, weight in enumerate(weights) if any(part.has(weight) for part in worth)]
    alone, more = as_polynomials(worth, [*values.values(), *(weights[k] for k in used)]).polynomials
    return alone, more, used
