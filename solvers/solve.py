"""The verb: ask a game for the equilibria of a concept."""

from __future__ import annotations

import numpy as np

from ..games.errors import InputError, unknown
from ..games.scenario.given import GivenScenario, game_of
from .base import Concept, Solution, measure
from .concepts import CONCEPTS
from .options import read_options


def solve(game: GivenScenario, concept: str | Concept = "nash", *, seed: int = 0) -> Solution:
    """Return the equilibria of a game under a solution concept, each with its regret measured in the game.

    Parameters
    ----------
    game
        Any game in normal form, a scenario, or the name or path of one.
    concept
        A name from `CONCEPTS`, or a concept with options, such as `Nash(method="nashpy-support")`.
    seed
        For concepts that search at random; the same seed gives the same solution, in the same order.

    Raises
    ------
    InputError
        If there is no concept of that name, or it does not cover this game.

    Examples
    --------
    >>> from ..games.normal_form import NormalFormGame
    >>> solution = solve(NormalFormGame([[[3, 0], [5, 1]], [[3, 5], [0, 1]]]))
    >>> [equilibrium.supports for equilibrium in solution.equilibria], solution.complete
    ([((1,), (1,))], True)
    """
    game = game_of(game)
    asked = concept_named(concept) if isinstance(concept, str) else concept
    findings = asked.find(game, np.random.default_rng(seed))
    return Solution(
        game=game,
        concept=asked,
        method=findings.method,
        equilibria=tuple(measure(game, candidate) for candidate in findings.candidates),
        complete=findings.complete,
        degenerate=findings.degenerate,
        components=findings.components,
        notes=findings.notes,
    )


def concept_named(text: str) -> Concept:
    """Return the concept of a name, or of a name with options such as "nash:method=nashpy-support,time_limit=10".

    Raises
    ------
    InputError
        If there is no such concept or option, or a value does not fit.
    """
    name, colon, options = text.partition(":")
    if name not in CONCEPTS:
        raise InputError(unknown("concept", name, CONCEPTS))
    concept = CONCEPTS[name]
    return concept(**read_options(concept, options)) if colon else concept()
