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
from dataclasses import dataclass, replace
from fractions import Fraction
from math import gcd
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...games.normal_form import NormalFormGame, Profile
from ...games.numbers import rounded
from ..base import Candidate, Component, Findings
from ..best_replies import pure_equilibria
from ..deadline import Stop, counting, kept, stop_after, tell
from .exact_supports import Curve, Hull, clipped, reply_gains
from .indices import exact_index, index_from_sign
from .quadratic_supports import equilibrium_arcs, exactly_solvable, is_ruled_out, on_curve, solve_exactly
from .singular_supports import sample_equilibria
from .square_supports import EnclosedRoot, gain_signs, prove_rough, root_near, solve_square
from .support_profiles import (
    ExactGains,
    Supports,
    count_support_profiles,
    exact_gains,
    mixing,
    supports_of,
    undominated_supports,
)

_MOST_PROFILES = 2_000_000


@dataclass(frozen=True, eq=False)
class _Outcome:
    """The result of a search of a support profile: equilibria, or a sentence on what is not settled, or both.

    Where they are the corners of a `continuum`, all their mixtures, player by player, are equilibria too.
    """

    candidates: tuple[Candidate, ...] = ()
    degenerate: bool = False
    continuum: bool = False
    open: str | None = None


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
                return next(iter(_exact_outcome(gains, supports, profile).candidates), None)
    root = root_near(gains, supports, near) if len(mixing(supports)) > 2 else None
    if root is None or _apart(root.strategies, near) > within:
        return None
    outcome = _judged(game, gains, supports, root)
    return outcome.candidates[0] if outcome.candidates and outcome.open is None else None


def _apart(strategies: Profile, near: Profile) -> float:
    """Return the greatest difference in any one probability."""
    return max(float(np.abs(a - b).max()) for a, b in zip(strategies, near, strict=True))


def _searched(game: NormalFormGame, rng: np.random.Generator, deadline: float) -> Iterator[_Outcome]:
    """Go through the outcomes of the support profiles, those that are solved in whole numbers first."""
    gains = exact_gains(game)
    if count_support_profiles(game.shape) > _MOST_PROFILES:
        pure = [tuple((a,) for a in profile) for profile in np.argwhere(pure_equilibria(game.exact)).tolist()]
        yield from _exact_outcomes(game, gains, pure, rng, deadline)
        yield _Outcome(open=f"More than {_MOST_PROFILES} support profiles: only pure equilibria were sought.")
        return
    profiles = undominated_supports(gains)
    simple: list[Supports] = []
    polynomial: list[Supports] = []
    for supports in profiles:
        stop_after(deadline)
        (simple if exactly_solvable(supports) else polynomial).append(supports)
    yield from _exact_outcomes(game, gains, simple, rng, deadline)
    settled = 0
    for supports, roots in solve_square(gains, polynomial, rng, deadline):
        settled += 1
        tell("supports", settled, len(polynomial))
        yield from _outcomes(game, gains, supports, roots, rng)
    if settled < len(polynomial):
        yield _OUT_OF_TIME


def _findings(outcomes: Iterable[_Outcome]) -> Findings:
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


_OUT_OF_TIME = _Outcome(open="The time limit left some support profiles unsearched.")

_CUT: Mapping[Stop, _Outcome] = {
    "time limit": _OUT_OF_TIME,
    "interrupt": _Outcome(open="The search was interrupted: equilibria may be missing."),
}


def _exact_outcomes(
    game: NormalFormGame, gains: ExactGains, profiles: Sequence[Supports], rng: np.random.Generator, deadline: float
) -> Iterator[_Outcome]:
    """Settle the support profiles whose equations can be solved in whole numbers."""
    rough: dict[Supports, Sequence[Sequence[Hull]]] = {}
    for supports in counting("simple supports", profiles):
        if time.monotonic() > deadline:
            yield _OUT_OF_TIME
            break
        solved = solve_exactly(gains, supports)
        yield from (_exact_outcome(gains, supports, profile) for profile in solved.exact)
        for points in solved.continua:
            if points:
                yield _continuum_outcome(game, gains, supports, points)
            else:
                yield _unsettled(game, gains, supports, rng)
        if solved.curve is not None:
            yield from _curve_outcomes(game, gains, supports, solved.curve, rng)
        if solved.rough:
            rough[supports] = solved.rough
    for supports, roots in prove_rough(gains, rough).items():
        if roots is None and all(is_ruled_out(gains, supports, hulls) for hulls in rough[supports]):
            continue
        yield from _outcomes(game, gains, supports, roots, rng)


def _exact_outcome(gains: ExactGains, supports: Supports, profile: Profile) -> _Outcome:
    """Settle a solution in fractions: it is an equilibrium unless some action gains."""
    replies = reply_gains(gains, profile, supports)
    if (replies > 0).any():
        return _Outcome()
    strict = np.count_nonzero(replies == 0) == sum(map(len, supports))
    index = exact_index(gains, supports, profile) if strict else None
    return _Outcome((Candidate(profile, distance=0.0, index=index),), degenerate=index is None)


def _curve_outcomes(
    game: NormalFormGame, gains: ExactGains, supports: Supports, curve: Curve, rng: np.random.Generator
) -> Iterator[_Outcome]:
    """Settle a curve of solutions: the equilibria on it are arcs and single points.

    An arc on which one player moves is a segment. Others are described in words, with their ends as candidates.
    """
    arcs = equilibrium_arcs(gains, supports, curve)
    if arcs is None:
        yield _unsettled(game, gains, supports, rng)
        return
    for start, end in arcs:
        ends = tuple(on_curve(gains, supports, curve, t) for t in dict.fromkeys((start, end)))
        candidates = tuple(Candidate(profile, distance=0.0) for profile in ends)
        moving = sum((one != other).any() for one, other in zip(ends[0], ends[-1], strict=True))
        words = _arc_in_words(game, supports, curve, (start, end)) if moving > 1 else None
        yield _Outcome(candidates, degenerate=True, continuum=moving == 1, open=words)


def _arc_in_words(game: NormalFormGame, supports: Supports, curve: Curve, between: tuple[Fraction, Fraction]) -> str:
    """Say with which probabilities, as functions of a parameter, the players mix along an arc."""
    parts = []
    for player, (one, other) in curve.items():
        named = f"{game.players[player]} plays {game.actions[player][supports[player][0]]}"
        parts.append(f"{named} with probability {_ratio(one, one + other)}")
    where = f"Supports {_named(game, supports)}: the equilibria are a curve"
    return f"{where}, on which {', '.join(parts[:-1])} and {parts[-1]}, for t from {between[0]} to {between[1]}."


def _ratio(above: NDArray[Any], below: NDArray[Any]) -> str:
    """Write a quotient of two polynomials of degree 1 in t, in lowest terms."""
    common = gcd(*above, *below) * (-1 if below[0] < 0 or (below[0] == 0 and below[1] < 0) else 1)
    (a, b), (c, d) = above // common, below // common
    if d == 0 and b == 0:
        return str(Fraction(a, c))
    return _linear(a, b) if (c, d) == (1, 0) else f"({_linear(a, b)}) / ({_linear(c, d)})"


def _linear(constant: int, slope: int) -> str:
    term = {1: "t", -1: "t"}.get(slope, f"{abs(slope)} t")
    if constant == 0:
        return term if slope > 0 else f"-{term}"
    return str(constant) if slope == 0 else f"{constant} {'+' if slope > 0 else '-'} {term}"


def _continuum_outcome(
    game: NormalFormGame, gains: ExactGains, supports: Supports, points: Sequence[Profile]
) -> _Outcome:
    """Describe a continuum of solutions, all mixtures, player by player, of some points.

    Given the others, gains are linear in each strategy: where some action gains at all the points it gains throughout,
    and where none gains at any there are only equilibria.
    """
    moving = sum(any((point[player] != points[0][player]).any() for point in points) for player in range(len(supports)))
    if moving == 1:
        points = clipped(gains, supports, points)
    replies = np.array([reply_gains(gains, point, supports) for point in points])
    if not len(points) or (replies.min(axis=0) > 0).any():
        return _Outcome()
    if (replies > 0).any():
        where = f"Supports {_named(game, supports)}: a continuum of solutions"
        written = "; ".join(_written(point) for point in points)
        return _Outcome(degenerate=True, open=f"{where}, some perhaps equilibria, all mixtures of {written}.")
    return _Outcome(tuple(Candidate(point, distance=0.0) for point in points), degenerate=True, continuum=True)


def _outcomes(
    game: NormalFormGame,
    gains: ExactGains,
    supports: Supports,
    roots: tuple[EnclosedRoot, ...] | None,
    rng: np.random.Generator,
) -> Iterator[_Outcome]:
    """Settle a support profile by the proven solutions of its equations."""
    if roots is None:
        yield _unsettled(game, gains, supports, rng)
    else:
        yield from (_judged(game, gains, supports, root) for root in roots)


def _judged(game: NormalFormGame, gains: ExactGains, supports: Supports, root: EnclosedRoot) -> _Outcome:
    """Tell whether a proven solution is an equilibrium, by margins beyond its error."""
    played = [strategy[list(own)] for strategy, own in zip(root.strategies, supports, strict=True)]
    least = min(p.min() for p in played)
    signs = gain_signs(gains, supports, root)
    unplayed = [s for own, chosen in zip(signs, supports, strict=True) for a, s in enumerate(own) if a not in chosen]
    if least < -root.distance or any(sign > 0 for sign in unplayed):
        return _Outcome()
    if least <= root.distance:
        if _lies_on_the_boundary(gains, supports, root):
            return _Outcome()
        edge = f"Supports {_named(game, supports)}: a solution has a probability that cannot be told from 0."
        return _Outcome(degenerate=True, open=edge)
    if not all(unplayed):
        tie = f"Supports {_named(game, supports)}: an unplayed action pays as much as the played ones, up to rounding."
        return _Outcome((Candidate(root.strategies),), degenerate=True, open=tie)
    return _Outcome((Candidate(root.strategies, root.distance, index_from_sign(supports, root.sign)),))


def _lies_on_the_boundary(gains: ExactGains, supports: Supports, root: EnclosedRoot) -> bool:
    """Tell whether a solution is one in fractions on smaller supports, where it is judged."""
    smaller = tuple(
        tuple(a for a in own if strategy[a] > root.distance)
        for own, strategy in zip(supports, root.strategies, strict=True)
    )
    if not exactly_solvable(smaller):
        return False
    for profile in solve_exactly(gains, smaller).exact:
        near = all((np.abs(p - q) <= root.distance).all() for p, q in zip(profile, root.strategies, strict=True))
        tied = reply_gains(gains, profile, smaller)
        first = np.cumsum([0, *(len(strategy) for strategy in profile)])
        if near and not any(tied[start + a] for start, own in zip(first, supports, strict=False) for a in own):
            return True
    return False


def _unsettled(game: NormalFormGame, gains: ExactGains, supports: Supports, rng: np.random.Generator) -> _Outcome:
    """Describe a support profile on which solutions are not isolated, or too close to be told apart."""
    samples, dimension = sample_equilibria(game, gains, supports, rng)
    where = f"Supports {_named(game, supports)}: singular, not settled"
    if not samples:
        return _Outcome(degenerate=True, open=f"{where}; a random search found no equilibrium.")
    points = "; ".join(_written(sample) for sample in samples[:3])
    sample_words = f"equilibria of apparent dimension {dimension}, such as {points}"
    return _Outcome(degenerate=True, open=f"{where}; {sample_words}.")


def _named(game: NormalFormGame, supports: Supports) -> str:
    """Write a support profile with the names of players and actions."""
    parts = (
        f"{player}: {', '.join(names[a] for a in own)}"
        for player, names, own in zip(game.players, game.actions, supports, strict=True)
    )
    return f"({'; '.join(parts)})"


def _written(profile: Profile) -> str:
    return f"({', '.join('(' + ', '.join(f'{rounded(p, 4)}' for p in strategy) + ')' for strategy in profile)})"
