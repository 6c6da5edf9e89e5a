"""What the solutions on a support profile come to: equilibria, a continuum of them, or what is not settled, in words.

Solutions in fractions are judged exactly, enclosed ones by margins beyond their error.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from ...games.normal_form import NormalFormGame, Profile
from ..base import Candidate
from ..deadline import counting
from .exact_supports import Curve, Hull, clipped, reply_gains
from .indices import exact_index, index_around, index_from_sign
from .quadratic_supports import (
    equilibrium_arcs,
    exactly_solvable,
    is_ruled_out,
    on_curve,
    profiles_around,
    solve_exactly,
)
from .singular_supports import sample_equilibria
from .square_supports import EnclosedRoot, gain_signs, prove_rough
from .support_profiles import ExactGains, Supports
from .words import arc_in_words, profile_in_words, supports_in_words


@dataclass(frozen=True, eq=False)
class Outcome:
    """The result of a search of a support profile: equilibria, or a sentence on what is not settled, or both.

    Where they are the corners of a `continuum`, all their mixtures, player by player, are equilibria too.
    """

    candidates: tuple[Candidate, ...] = ()
    degenerate: bool = False
    continuum: bool = False
    open: str | None = None


OUT_OF_TIME = Outcome(open="The time limit left some support profiles unsearched.")


def exact_outcomes(
    game: NormalFormGame, gains: ExactGains, profiles: Sequence[Supports], rng: np.random.Generator, deadline: float
) -> Iterator[Outcome]:
    """Settle the support profiles whose equations can be solved in whole numbers."""
    rough: dict[Supports, Sequence[Sequence[Hull]]] = {}
    for supports in counting("simple supports", profiles):
        if time.monotonic() > deadline:
            yield OUT_OF_TIME
            break
        solved = solve_exactly(gains, supports)
        yield from (exact_outcome(gains, supports, profile) for profile in solved.exact)
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
        yield from _irrational_outcomes(game, gains, supports, roots, rough[supports], rng)


def _irrational_outcomes(
    game: NormalFormGame,
    gains: ExactGains,
    supports: Supports,
    roots: tuple[EnclosedRoot, ...] | None,
    rough: Sequence[Sequence[Hull]],
    rng: np.random.Generator,
) -> Sequence[Outcome]:
    """Settle irrational solutions by their enclosures in floats; where these leave one open, exactly."""
    found = [] if roots is None else list(root_outcomes(game, gains, supports, roots, rng))
    if roots is not None and not any(outcome.open for outcome in found):
        return found
    around = [_outcome_around(gains, supports, hulls) for hulls in rough]
    settled = [outcome for outcome in around if outcome is not None]
    if len(settled) == len(around):
        return settled
    return found or list(root_outcomes(game, gains, supports, roots, rng))


def _outcome_around(gains: ExactGains, supports: Supports, hulls: Sequence[Hull]) -> Outcome | None:
    """Settle an irrational solution by profiles around it, exactly; None where they leave it open.

    Gains are linear in the vector of each player, and so lie between their values at the profiles. It serves where a
    solution is so near to another, or to the boundary, that floats do not tell them apart.
    """
    if is_ruled_out(gains, supports, hulls):
        return Outcome()
    profiles = profiles_around(gains, supports, hulls)
    index = index_around(gains, supports, profiles) if profiles else None
    if index is None:
        return None
    unplayed = [a not in own for own, strategy in zip(supports, profiles[0], strict=True) for a in range(len(strategy))]
    if any((reply_gains(gains, profile, supports)[unplayed] >= 0).any() for profile in profiles):
        return None
    strategies = tuple(strategy.astype(np.float64) for strategy in profiles[0])
    return Outcome((Candidate(strategies, _farthest(strategies, profiles), index),))


def _farthest(strategies: Profile, profiles: Sequence[Profile]) -> float:
    """Return a bound on how far any coordinate of some exact profiles is from that of a profile of floats."""
    near = np.array([Fraction(share) for strategy in strategies for share in strategy.tolist()], dtype=object)
    return float(np.nextafter(float(max(np.abs(np.concatenate(profile) - near).max() for profile in profiles)), 1))


def exact_outcome(gains: ExactGains, supports: Supports, profile: Profile) -> Outcome:
    """Settle a solution in fractions: it is an equilibrium unless some action gains."""
    replies = reply_gains(gains, profile, supports)
    if (replies > 0).any():
        return Outcome()
    strict = np.count_nonzero(replies == 0) == sum(map(len, supports))
    index = exact_index(gains, supports, profile) if strict else None
    return Outcome((Candidate(profile, distance=0.0, index=index),), degenerate=index is None)


def _curve_outcomes(
    game: NormalFormGame, gains: ExactGains, supports: Supports, curve: Curve, rng: np.random.Generator
) -> Iterator[Outcome]:
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
        words = arc_in_words(game, supports, curve, (start, end)) if moving > 1 else None
        yield Outcome(candidates, degenerate=True, continuum=moving == 1, open=words)


def _continuum_outcome(
    game: NormalFormGame, gains: ExactGains, supports: Supports, points: Sequence[Profile]
) -> Outcome:
    """Describe a continuum of solutions, all mixtures, player by player, of some points.

    Given the others, gains are linear in each strategy: where some action gains at all the points it gains throughout,
    and where none gains at any there are only equilibria.
    """
    moving = sum(any((point[player] != points[0][player]).any() for point in points) for player in range(len(supports)))
    if moving == 1:
        points = clipped(gains, supports, points)
    replies = np.array([reply_gains(gains, point, supports) for point in points])
    if not len(points) or (replies.min(axis=0) > 0).any():
        return Outcome()
    if (replies > 0).any():
        where = f"Supports {supports_in_words(game, supports)}: a continuum of solutions"
        written = "; ".join(profile_in_words(point) for point in points)
        return Outcome(degenerate=True, open=f"{where}, some perhaps equilibria, all mixtures of {written}.")
    return Outcome(tuple(Candidate(point, distance=0.0) for point in points), degenerate=True, continuum=True)


def root_outcomes(
    game: NormalFormGame,
    gains: ExactGains,
    supports: Supports,
    roots: tuple[EnclosedRoot, ...] | None,
    rng: np.random.Generator,
) -> Iterator[Outcome]:
    """Settle a support profile by the proven solutions of its equations."""
    if roots is None:
        yield _unsettled(game, gains, supports, rng)
    else:
        yield from (judged(game, gains, supports, root) for root in roots)


def judged(game: NormalFormGame, gains: ExactGains, supports: Supports, root: EnclosedRoot) -> Outcome:
    """Tell whether a proven solution is an equilibrium, by margins beyond its error."""
    played = [strategy[list(own)] for strategy, own in zip(root.strategies, supports, strict=True)]
    least = min(p.min() for p in played)
    signs = gain_signs(gains, supports, root)
    unplayed = [s for own, chosen in zip(signs, supports, strict=True) for a, s in enumerate(own) if a not in chosen]
    if least < -root.distance or any(sign > 0 for sign in unplayed):
        return Outcome()
    where = f"Supports {supports_in_words(game, supports)}"
    if least <= root.distance:
        if _lies_on_the_boundary(gains, supports, root):
            return Outcome()
        edge = f"{where}: a solution has a probability that cannot be told from 0."
        return Outcome(degenerate=True, open=edge)
    if not all(unplayed):
        tie = f"{where}: an unplayed action pays as much as the played ones, up to rounding."
        return Outcome((Candidate(root.strategies),), degenerate=True, open=tie)
    return Outcome((Candidate(root.strategies, root.distance, index_from_sign(supports, root.sign)),))


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


def _unsettled(game: NormalFormGame, gains: ExactGains, supports: Supports, rng: np.random.Generator) -> Outcome:
    """Describe a support profile on which solutions are not isolated, or too close to be told apart."""
    samples, dimension = sample_equilibria(game, gains, supports, rng)
    where = f"Supports {supports_in_words(game, supports)}: singular, not settled"
    if not samples:
        return Outcome(degenerate=True, open=f"{where}; a random search found no equilibrium.")
    points = "; ".join(profile_in_words(sample) for sample in samples[:3])
    sample_words = f"equilibria of apparent dimension {dimension}, such as {points}"
    return Outcome(degenerate=True, open=f"{where}; {sample_words}.")
