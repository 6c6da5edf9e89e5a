"""The verb: ask a game for the equilibria of a concept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields, replace
from math import inf
from time import monotonic
from typing import Any

import numpy as np

from ..games.errors import InputError, unexpected, unknown, whole_number
from ..games.normal_form import NormalFormGame
from ..games.scenario.given import GivenScenario, game_of
from .base import Candidate, Concept, Equilibrium, Findings, Solution, measure
from .concepts import CONCEPTS
from .deadline import Stop, counting, deadline_after, kept, seconds_until
from .options import read_options

OUT_OF_TIME = "The time limit came before the search was done: nothing of it can be shown."
INTERRUPTED = "The search was interrupted before it was done: nothing of it can be shown."

MEASURING = 1.0
"""Seconds beyond a time limit, or the end of a later search, that measuring what was found may take."""

_CAME_FIRST = {"time limit": "The time limit passed", "interrupt": "An interrupt came"}


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
    if isinstance(asked, type) or not hasattr(asked, "find"):
        raise unexpected(asked, "the name of a concept, or a concept such as Nash()")
    limited = in_time(asked, time_limit)
    started, deadline = monotonic(), deadline_after(getattr(limited, "time_limit", None))
    findings = _found(limited, game, seed, started)
    deadline = min(deadline, deadline_after(0)) if findings.interrupted else deadline
    equilibria, stop = kept(_measured(game, findings.candidates, deadline), started)
    if stop:
        findings = _cut(findings, len(equilibria), stop)
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
        interrupted=findings.interrupted,
    )


def _measured(game: NormalFormGame, candidates: Sequence[Candidate], deadline: float) -> Iterator[Equilibrium]:
    """Measure candidates, one in any case; a TimeoutError after `MEASURING` beyond the deadline, or beyond now."""
    latest = deadline if deadline == inf else max(deadline, deadline_after(0)) + MEASURING
    for place, candidate in enumerate(counting("equilibria measured", candidates)):
        if place and seconds_until(latest) == 0:
            raise TimeoutError("the time limit passed before all were measured")
        yield measure(game, candidate)


def _cut(findings: Findings, measured: int, stop: Stop) -> Findings:
    """Say of findings that only the first candidates are listed, without the components, which tell of all."""
    which = f"the first {measured} of {len(findings.candidates)} equilibria are listed"
    note = f"{_CAME_FIRST[stop]} before all were measured: {which}."
    interrupted = findings.interrupted or stop == "interrupt"
    return replace(findings, complete=False, components=(), notes=(*findings.notes, note), interrupted=interrupted)


def in_time(concept: Concept, time_limit: float | None) -> Concept:
    """Return a concept with no longer a time limit than this one, where it takes any."""
    own: Any = concept
    if time_limit is None or "time_limit" not in (field.name for field in fields(own)):
        return concept
    return replace(own, time_limit=time_limit if own.time_limit is None else min(own.time_limit, time_limit))


def _found(concept: Concept, game: NormalFormGame, seed: int, started: float) -> Findings:
    known = whole_number("seed", seed, 0)
    found, stop = kept((concept.find(game, rng) for rng in [np.random.default_rng(known)]), started)
    if found:
        return found[0]
    if stop == "interrupt":
        return Findings((), False, "stopped by an interrupt", notes=(INTERRUPTED,), interrupted=True)
    return Findings((), False, "stopped by its time limit", notes=(OUT_OF_TIME,))


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
