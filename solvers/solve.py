"""The verb: ask a game for the equilibria of a concept."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields, replace
from time import monotonic
from typing import Any

import numpy as np

from ..games.errors import InputError, unknown
from ..games.normal_form import NormalFormGame
from ..games.scenario.given import GivenScenario, game_of
from .base import Candidate, Concept, Equilibrium, Findings, Solution, measure
from .concepts import CONCEPTS
from .deadline import PATIENCE, deadline_after, seconds_until
from .options import read_options

OUT_OF_TIME = "The time limit came before the search was done: nothing of it can be shown."
INTERRUPTED = "The search was interrupted before it was done: nothing of it can be shown."

MEASURING = 1.0
"""Seconds beyond a time limit that measuring what was found may take."""


def solve(
    game: GivenScenario, concept: str | Concept = "nash", *, seed: int = 0, time_limit: float | None = None
) -> Solution:
    """Return the equilibria of a game under a solution concept, each with its regret measured in the game.

    Parameters
    ----------
    game
        Any game in normal form, a scenario, or the name or path of one.
    concept
        A name from `CONCEPTS`, or a concept with options, such as `Nash(method="nashpy-support")`.
    seed
        For concepts that search at random; the same seed gives the same solution, in the same order.
    time_limit
        Seconds after which the search stops with what it has; None for no limit. A concept without an option of this
        name is searched to its end. An interrupt from the keyboard, too, keeps what a search has after a second.

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
    limited = in_time(asked, time_limit)
    deadline = deadline_after(getattr(limited, "time_limit", None)) + MEASURING
    findings = _found(limited, game, seed)
    equilibria = _measured(game, findings.candidates, deadline)
    if len(equilibria) < len(findings.candidates):
        findings = _cut(findings, len(equilibria))
        equilibria = tuple(replace(equilibrium, component=None) for equilibrium in equilibria)
    return Solution(
        game=game,
        concept=asked,
        method=findings.method,
        equilibria=equilibria,
        complete=findings.complete,
        degenerate=findings.degenerate,
        components=findings.components,
        notes=findings.notes,
    )


def _measured(game: NormalFormGame, candidates: Iterable[Candidate], deadline: float) -> tuple[Equilibrium, ...]:
    """Measure candidates until the deadline, one in any case."""
    measured: list[Equilibrium] = []
    for candidate in candidates:
        if measured and seconds_until(deadline) == 0:
            break
        measured.append(measure(game, candidate))
    return tuple(measured)


def _cut(findings: Findings, measured: int) -> Findings:
    """Say of findings that only the first candidates are listed, without the components, which tell of all."""
    found = len(findings.candidates)
    note = f"The time limit passed before all were measured: the first {measured} of {found} equilibria are listed."
    return replace(findings, complete=False, components=(), notes=(*findings.notes, note))


def in_time(concept: Concept, time_limit: float | None) -> Concept:
    """Return a concept with no longer a time limit than this one, where it takes any."""
    own: Any = concept
    if time_limit is None or "time_limit" not in (field.name for field in fields(own)):
        return concept
    return replace(own, time_limit=time_limit if own.time_limit is None else min(own.time_limit, time_limit))


def _found(concept: Concept, game: NormalFormGame, seed: int) -> Findings:
    started = monotonic()
    try:
        return concept.find(game, np.random.default_rng(seed))
    except TimeoutError:
        return Findings((), complete=False, method="stopped by its time limit", notes=(OUT_OF_TIME,))
    except KeyboardInterrupt:
        if monotonic() - started < PATIENCE:
            raise
        return Findings((), complete=False, method="stopped by an interrupt", notes=(INTERRUPTED,))


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
