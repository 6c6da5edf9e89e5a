"""All isolated Nash equilibria of games with three or more players.

Every support profile that survives conditional dominance (`support_profiles`) is settled in one of three ways.

1. At most two players mix (`exact_supports`), or three of whom two mix two actions (`quadratic_supports`): solved in
   whole numbers. Irrational roots of a quadratic are enclosed by the Krawczyk test; where it fails, because floats do
   not tell two of them apart, their first forty digits may still rule out all.
2. The strategies are searched by subdivision (`subdivision`), which proves all solutions of the indifference equations
   that may be equilibria. Each is then proven to be no equilibrium (a negative probability, a gainful deviation) or to
   be one.
3. Where this takes too many pieces all complex solutions are sought by homotopy and enclosed, as many as the Bezout
   number allows (`square_supports`), and judged in the same way.

`complete` is true only if every support was settled so and the indices of the equilibria add up to 1. What could not be
settled, because payoffs tie or solutions are singular, is described in the notes. The Bezout number counts isolated
solutions: a continuum beside all of them that any small change of payoffs would dissolve without trace escapes it.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np

from ...games.normal_form import NormalFormGame, Profile
from ..base import Candidate, Component, Findings
from ..best_replies import pure_equilibria
from ..deadline import Stop, kept, stop_after, tell
from .quadratic_supports import exactly_solvable, solve_exactly
from .settled_supports import OUT_OF_TIME, Outcome, exact_outcome, exact_outcomes, judged, root_outcomes
from .square_supports import root_near, solve_square
from .support_profiles import (
    Supports,
    count_support_profiles,
    exact_gains,
    mixing,
    supports_of,
    undominated_supports,
)

MOST_PROFILES = 2_000_000


def n_player_equilibria(game: NormalFormGame, rng: np.random.Generator, time_limit: float | None = None) -> Findings:
    """Find all isolated equilibria of a game and prove, where it can be done, that there are no more.

    Parameters
    ----------
    game
        Three or more players. Two are solved as well, but better by the methods for two.
    rng
        Draws the start systems. The answer does not depend on it unless a support cannot be settled.
    time_limit
        Seconds after which no further supports are begun; `complete` is then false. An interrupt from the keyboard
        does the same to a search that has lasted a second.

    Returns
    -------
    Findings
        Candidates sorted: pure ones first, then by supports, then by probabilities. Rational ones on supports that were
        solved exactly come in Fractions, the others as floats with the proven `distance`. The index is None where a
        best reply is not played or the equilibrium is singular. Where equilibria form a continuum, its corners are
        among the candidates, and `components` says which belong together; a continuum that could not be described
        exactly is a note, and `complete` is then false.

    Examples
    --------
    Three players of whom each wants to differ from the next.

    >>> a = np.indices((2, 2, 2))
    >>> game = NormalFormGame([a[0] != a[1], a[1] != a[2], a[2] != a[0]] * np.ones(1, dtype=int))
    >>> findings = n_player_equilibria(game, np.random.default_rng(0))
    >>> findings.complete, [[str(p) for p in strategy] for strategy in findings.candidates[0].strategies]
    (True, [['1/2', '1/2'], ['1/2', '1/2'], ['1/2', '1/2']])
    """
    started = time.monotonic()
    deadline = np.inf if time_limit is None else started + time_limit
    outcomes, stop = kept(_searched(game, rng, deadline), started)
    if stop is None:
        return _findings(outcomes)
    return replace(_findings([*outcomes, _CUT[stop]]), interrupted=stop == "interrupt")


def isolated_equilibrium(game: NormalFormGame, supports: Supports, near: Profile, within: float) -> Candidate | None:
    """Return the equilibrium with these supports that is near a profile of floats, if it is isolated and proven.

    Parameters
    ----------
    within
        The greatest difference in any one probability.

    Returns
    -------
    Candidate | None
        In Fractions where it is rational and at most two players mix, or three of whom two mix two actions; else floats
        with the proven `distance`.
    """
    gains = exact_gains(game)
    if len(mixing(supports)) == 1:  # whoever mixes alone may mix otherwise
        return None
    if exactly_solvable(supports):
        for profile in solve_exactly(gains, supports).exact:
            if _apart(profile, near) <= within:
                return next(iter(exact_outcome(gains, supports, profile).candidates), None)
    root = root_near(gains, supports, near) if len(mixing(supports)) > 2 else None
    if root is None or _apart(root.strategies, near) > within:
        return None
    outcome = judged(game, gains, supports, root)
    return outcome.candidates[0] if outcome.candidates and outcome.open is None else None


def _apart(strategies: Profile, near: Profile) -> float:
    """Return the greatest difference in any one probability."""
    return max(float(np.abs(a - b).max()) for a, b in zip(strategies, near, strict=True))


def _searched(game: NormalFormGame, rng: np.random.Generator, deadline: float) -> Iterator[Outcome]:
    """Go through the outcomes of the support profiles, those that are solved in whole numbers first."""
    gains = exact_gains(game)
    if count_support_profiles(game.shape) > MOST_PROFILES:
        pure = [tuple((a,) for a in profile) for profile in np.argwhere(pure_equilibria(game.exact)).tolist()]
        yield from exact_outcomes(game, gains, pure, rng, deadline)
        yield Outcome(open=f"More than {MOST_PROFILES} support profiles: only pure equilibria were sought.")
        return
    profiles = undominated_supports(gains)
    simple: list[Supports] = []
    polynomial: list[Supports] = []
    for supports in profiles:
        stop_after(deadline)
        (simple if exactly_solvable(supports) else polynomial).append(supports)
    yield from exact_outcomes(game, gains, simple, rng, deadline)
    settled = 0
    for supports, roots in solve_square(gains, polynomial, rng, deadline):
        settled += 1
        tell("supports", settled, len(polynomial))
        yield from root_outcomes(game, gains, supports, roots, rng)
    if settled < len(polynomial):
        yield OUT_OF_TIME


def _findings(outcomes: Iterable[Outcome]) -> Findings:
    outcomes = list(outcomes)
    all_candidates = [candidate for outcome in outcomes for candidate in outcome.candidates]
    candidates = sorted({_key(candidate): candidate for candidate in reversed(all_candidates)}.values(), key=_order)
    unsettled = [o.open for o in outcomes if o.open is not None]
    notes = list(dict.fromkeys(unsettled))
    degenerate = any(o.degenerate for o in outcomes)
    total = sum(candidate.index or 0 for candidate in candidates)
    if not notes and not degenerate and total != 1:
        notes.append(f"The indices add up to {total}, not to 1: an equilibrium must be missing.")
    settled = not notes
    continua = [o.candidates for o in outcomes if o.continuum]
    components = _components(candidates, continua) if settled else ()
    if not settled:
        notes += _continua_in_words(candidates, continua)
    home = {place: number for number, c in enumerate(components) for subset in c.nash_subsets for place in subset}
    return Findings(
        candidates=tuple(replace(candidate, component=home.get(k)) for k, candidate in enumerate(candidates)),
        complete=settled,
        method="support enumeration; indifference equations solved exactly or by homotopy",
        degenerate=degenerate or (False if settled else None),
        components=components,
        notes=tuple(notes),
    )


def _continua_in_words(candidates: Sequence[Candidate], continua: Iterable[Sequence[Candidate]]) -> list[str]:
    numbers = {_key(candidate): k + 1 for k, candidate in enumerate(candidates)}
    return [
        f"Equilibria {', '.join(str(numbers[_key(corner)]) for corner in corners)} are corners of a continuum."
        for corners in continua
    ]


def _components(candidates: Sequence[Candidate], continua: Iterable[Sequence[Candidate]]) -> tuple[Component, ...]:
    """Join the continua that have a corner in common; every other candidate is a component of its own.

    The indices of all components add up to 1, which gives the last one where only that is unknown.
    """
    numbers = {_key(candidate): k for k, candidate in enumerate(candidates)}
    sets = {frozenset(numbers[_key(corner)] for corner in corners) for corners in continua}
    joined = set().union(*sets)
    sets |= {frozenset([k]) for k in range(len(candidates)) if k not in joined}
    largest = sorted(tuple(sorted(own)) for own in sets if not any(own < other for other in sets))
    groups: list[list[tuple[int, ...]]] = []
    for subset in largest:
        near = [group for group in groups if any(set(subset) & set(other) for other in group)]
        groups = [group for group in groups if group not in near]
        groups.append(sorted([subset, *(other for group in near for other in group)]))
    indices = [candidates[group[0][0]].index if len(group) == len(group[0]) == 1 else None for group in groups]
    if indices.count(None) == 1:
        indices[indices.index(None)] = 1 - sum(index for index in indices if index is not None)
    ordered = sorted(zip(groups, indices, strict=True), key=lambda pair: pair[0])
    return tuple(Component(tuple(group), index) for group, index in ordered)


def _key(candidate: Candidate) -> tuple[object, ...]:
    """Return what tells candidates apart: a corner of two continua is one candidate."""
    return tuple(p for strategy in candidate.strategies for p in strategy)


def _order(candidate: Candidate) -> tuple[bool, Supports, list[list[float]]]:
    supports = supports_of(candidate.strategies)
    probabilities = [[float(p) for p in strategy] for strategy in candidate.strategies]
    return any(len(own) > 1 for own in supports), supports, probabilities


_CUT: Mapping[Stop, Outcome] = {
    "time limit": OUT_OF_TIME,
    "interrupt": Outcome(open="The search was interrupted: equilibria may be missing."),
}
