"""Nash equilibria at the ends of paths of logit responses: one at least, where a search for all is out of reach.

The principal branch (`logit_branch`) leads to a Nash equilibrium, for almost all games (McKelvey and Palfrey 1995,
Turocy 2005). Other paths begin where play at precision 0 is not even but biased, and may lead to others. Every path is
followed to a precision so high that the supports at its end are plain; the equilibrium with these supports is then
solved for by itself and proven as in a complete search. The paths play no part in the proof.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import chain, count, islice
from time import monotonic

import numpy as np

from ....games.arrays import Floats
from ....games.normal_form import NormalFormGame, Profile
from ...base import Candidate, Findings
from ...deadline import kept, tell
from ...n_player.isolated_equilibria import isolated_equilibrium
from ...n_player.support_profiles import supports_of
from .logit_branch import FAR, LogitResponses

METHOD = "a path of logit responses, whose end is proven"

_PLAYED = 1e-5
"""Probabilities above this at the far end belong to actions that the equilibrium there plays."""

_NEAR = 1e-4
"""No probability of the equilibrium there is farther than this from that of the path."""

_QUICK = 1000
"""Payoffs of a game up to which a path takes a moment."""

_LEAST_SECONDS = 0.5
"""What the principal path of a large game may take in any case."""

_PATHS = 12
_SPREAD = 4.0
"""Paths begin at log-odds of at most half this much."""

_SIMPLE = 100
"""The largest denominator of a probability that is tried where no isolated equilibrium is near."""


def logit(game: NormalFormGame) -> Findings:
    """Return one equilibrium, to which a path of logit responses leads: the principal one, if its end can be proven.

    Where the ends of some paths cannot be proven, the list holds the end of the principal one, whose regret is
    measured, and a note says so.

    Examples
    --------
    >>> (found,) = logit(NormalFormGame.two_player([[4, 0], [3, 3]], [[4, 3], [0, 3]])).candidates
    >>> print(*found.strategies[0], *found.strategies[1])
    0 1 0 1
    """
    ends = _path_ends(game)
    principal = next(ends)
    proven = next((end for end in chain([principal], ends) if _is_proven(end)), None)
    notes = ["One equilibrium was sought; there may be others."]
    if proven is None:
        notes.insert(0, "Paths lead to no isolated equilibrium: where the principal one ends is listed, unproven.")
    return Findings((proven or principal,), False, METHOD, notes=tuple(notes))


def with_path_ends(
    game: NormalFormGame, searched: Findings, seconds: float | None, started: float = -np.inf
) -> Findings:
    """Return what a search found, and at the end of the list the further equilibria to which paths lead.

    Parameters
    ----------
    seconds
        As long other paths are followed than the principal one. That one is followed in any case; but in a large game
        no longer than this, or half a second. None for the principal path alone, to its end.
    started
        When the search began: an interrupt from the keyboard a second later keeps what there is.

    Returns
    -------
    Findings
        What cannot be proven is listed only where there is nothing else.
    """
    candidates = list(searched.candidates)
    quick = game.payoffs.size <= _QUICK
    first = np.inf if quick or seconds is None else monotonic() + max(seconds, _LEAST_SECONDS)
    ends, stop = kept(_path_ends(game, monotonic() + (seconds or 0), first), started)
    if stop == "interrupt":
        searched = replace(searched, interrupted=True)
    for end in filter(_is_proven, ends):
        if not any(_same(end, known) for known in candidates):
            candidates.append(end)
    new = len(candidates) - len(searched.candidates)
    if not ends or (candidates and not new):
        return searched
    led = f"led to the last {new} of those listed" if new else "led to none that is proven; where one ends is listed"
    note = f"Paths of logit responses, each of which leads to one equilibrium at once, {led}."
    return replace(searched, candidates=tuple(candidates or ends[:1]), notes=(*searched.notes, note))


def equilibrium_near(game: NormalFormGame, profile: Profile) -> Candidate | None:
    """Return the isolated equilibrium at the end of a path, from a profile on it, or None if there is none near."""
    supports = supports_of(tuple(strategy > _PLAYED for strategy in profile))
    return isolated_equilibrium(game, supports, profile, _NEAR)


def _path_ends(game: NormalFormGame, deadline: float = np.inf, first: float = np.inf) -> Iterator[Candidate]:
    """Go through the ends of paths: the first, until a deadline of its own, and others begun before the deadline."""
    width = sum(m - 1 for m in game.shape)
    for number, bias in enumerate(islice(_biases(width), _PATHS)):
        if number and monotonic() > deadline:
            return
        tell("paths", number, _PATHS)
        branch = LogitResponses(game, bias=bias).follow(FAR, deadline if number else first)
        yield _rational(game, equilibrium_near(game, branch.profile) or Candidate(branch.profile))


def _biases(width: int) -> Iterator[Floats]:
    """Return log-odds at which paths begin: even odds, then points spread out by multiples of the golden ratio."""
    steps = np.arange(1, width + 1) * (1 + np.sqrt(5)) / 2
    for number in count():
        yield _SPREAD * ((number * steps + 0.5) % 1 - 0.5)


def _rational(game: NormalFormGame, end: Candidate) -> Candidate:
    """Return simple fractions near an end in floats where they are an equilibrium, else the end itself."""
    if end.strategies[0].dtype == object:
        return end
    fractions = [[Fraction(float(p)).limit_denominator(_SIMPLE) for p in strategy] for strategy in end.strategies]
    simple = tuple(np.array([p / sum(strategy) for p in strategy], dtype=object) for strategy in fractions)
    return end if any(game.regret(simple)) else replace(end, strategies=simple, distance=0.0)


def _is_proven(candidate: Candidate) -> bool:
    return candidate.distance is not None or candidate.strategies[0].dtype == object


def _same(end: Candidate, known: Candidate) -> bool:
    """Tell whether two proven candidates may be one equilibrium."""
    slack = (end.distance or 0) + (known.distance or 0)
    near = all((np.abs(a - b) <= slack).all() for a, b in zip(end.strategies, known.strategies, strict=True))
    return near and supports_of(end.strategies) == supports_of(known.strategies)
