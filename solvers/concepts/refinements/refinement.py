"""Refinements: the Nash equilibria that pass a further test."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from time import monotonic

import numpy as np

from ....games.normal_form import NormalFormGame
from ...base import Candidate, Findings
from ...deadline import AFTER_INTERRUPT, counting, deadline_after, kept, stop_after
from ...n_player.support_profiles import Supports, supports_of
from ..nash import Nash


def refined(
    game: NormalFormGame,
    rng: np.random.Generator,
    test: Callable[[Candidate, float], bool | None],
    adjective: str,
    *,
    corners_suffice: bool,
    time_limit: float | None,
) -> Findings:
    """Return the Nash equilibria that pass a test, of those that `Nash` lists.

    Parameters
    ----------
    test
        Whether a candidate passes; None where that cannot be told. It is given the deadline, on the clock
        `time.monotonic`, and may raise TimeoutError.
    adjective
        What a candidate that passes is called, for the notes.
    corners_suffice
        Whether all that pass in a continuum are mixtures of corners of it that pass.
    time_limit
        Seconds for the search and the tests; what was not tested by then, or before an interrupt, cannot be told. None
        for no limit.

    Returns
    -------
    Findings
        The candidates that pass, in their order, with the notes of the search. Complete if the search was, the test
        told of all, and nothing that passes can hide in a continuum. The components of all equilibria are not those of
        the ones that pass, and are left out.
    """
    started, deadline = monotonic(), deadline_after(time_limit)
    nash = Nash(time_limit=time_limit).find(game, rng)
    if nash.interrupted:
        deadline = min(deadline, deadline_after(AFTER_INTERRUPT))
    tested = counting("equilibria", nash.candidates)
    told, stop = kept((_in_time(test, candidate, deadline) for candidate in tested), started)
    verdicts = [*told, *[None] * (len(nash.candidates) - len(told))]
    judged = list(zip(nash.candidates, verdicts, strict=True))
    hidden = not corners_suffice and any(
        len(subset) > 1 for component in nash.components for subset in component.nash_subsets
    )
    corners = f"In a continuum of equilibria only the corners were tested; others in it may be {adjective}."
    unsettled = [supports_of(candidate.strategies) for candidate, verdict in judged if verdict is None]
    return replace(
        nash,
        candidates=tuple(replace(candidate, component=None) for candidate, verdict in judged if verdict),
        complete=nash.complete and not unsettled and not hidden,
        components=(),
        notes=(
            f"{adjective.capitalize()}: {verdicts.count(True)} of the {len(judged)} Nash equilibria that were found.",
            *(f"Whether the one on {_named(game, supports)} is {adjective} was not settled." for supports in unsettled),
            *([corners] if hidden else []),
            *nash.notes,
        ),
        interrupted=nash.interrupted or stop is not None,
    )


def _in_time(test: Callable[[Candidate, float], bool | None], candidate: Candidate, deadline: float) -> bool | None:
    try:
        stop_after(deadline)
        return test(candidate, deadline)
    except TimeoutError:
        return None


def is_regular_or_mixed(game: NormalFormGame, candidate: Candidate) -> bool:
    """Tell whether an equilibrium of three or more is regular, as those with an index are, or completely mixed."""
    return candidate.index is not None or tuple(map(len, supports_of(candidate.strategies))) == game.shape


def _named(game: NormalFormGame, supports: Supports) -> str:
    played = (" or ".join(names[a] for a in own) for names, own in zip(game.actions, supports, strict=True))
    return f"({', '.join(played)})"
