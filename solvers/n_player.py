"""All isolated Nash equilibria of games with three or more players.

Every support profile that survives conditional dominance (`support_profiles`) is settled in one of three ways.

1. At most two players mix, or three mix two actions each: solved in whole numbers (`exact_supports`); an irrational root
   of a quadratic is enclosed by the Krawczyk test.
2. The indifference system is square: all its complex solutions are sought by homotopy and enclosed, as many as the
   Bezout number allows (`square_supports`). Each is then proven to be no equilibrium (not real, a negative probability, a
   gainful deviation) or to be one.
3. One player mixes over so many actions that there are more indifference equations than probabilities in them: the
   square system with fewer of these actions is solved as before, and at each of its solutions one of the other
   actions must be proven to pay something else.

`complete` is true only if every support was settled so and the indices of the equilibria add up to 1. What could not be
settled, because payoffs tie or solutions are singular, is described in the notes.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from ..games.normal_form import NormalFormGame, Profile
from .base import Candidate, Findings
from .exact_supports import Continuum, reply_signs
from .indices import exact_index, index_from_sign
from .quadratic_supports import exactly_solvable, solve_exactly
from .square_supports import Root, Unsettled, gain_signs, prove_rough, solve_square, square_part
from .support_profiles import (
    ExactGains,
    Supports,
    count_support_profiles,
    exact_gains,
    pure_equilibria,
    undominated_supports,
)

_MOST_PROFILES = 2_000_000


@dataclass(frozen=True, eq=False)
class _Outcome:
    """What came of a support profile: an equilibrium, or a sentence on what could not be settled, or both."""

    candidate: Candidate | None = None
    degenerate: bool = False
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
        Seconds after which no further supports are begun; `complete` is then false.

    Returns
    -------
    Findings
        Candidates sorted: pure ones first, then by supports, then by probabilities. Rational ones on supports that were
        solved exactly come in Fractions, the others as floats with the proven `distance`. The index is None where a
        best reply is not played or the equilibrium is singular.

    Examples
    --------
    Three players of whom each wants to differ from the next.

    >>> a = np.indices((2, 2, 2))
    >>> game = NormalFormGame([a[0] != a[1], a[1] != a[2], a[2] != a[0]] * np.ones(1, dtype=int))
    >>> findings = n_player_equilibria(game, np.random.default_rng(0))
    >>> findings.complete, [[str(p) for p in strategy] for strategy in findings.candidates[0].strategies]
    (True, [['1/2', '1/2'], ['1/2', '1/2'], ['1/2', '1/2']])
    """
    deadline = np.inf if time_limit is None else time.monotonic() + time_limit
    gains = exact_gains(game)
    if count_support_profiles(game.shape) > _MOST_PROFILES:
        only_pure = f"More than {_MOST_PROFILES} support profiles: only pure equilibria were sought."
        return _findings([*_exact_outcomes(game, gains, pure_equilibria(gains), deadline), _Outcome(open=only_pure)])
    profiles = undominated_supports(gains)
    simple = [supports for supports in profiles if exactly_solvable(supports)]
    square = [supports for supports in profiles if not exactly_solvable(supports) and square_part(supports) == supports]
    cramped = {supports: square_part(supports) for supports in profiles if square_part(supports) != supports}
    cramped = {supports: part for supports, part in cramped.items() if not exactly_solvable(supports)}
    exact = list(_exact_outcomes(game, gains, simple, deadline))
    roots = solve_square(gains, [*square, *sorted({*cramped.values()} - {*square})], rng, deadline)
    return _findings(
        [
            *exact,
            *(outcome for supports in square for outcome in _square_outcomes(game, gains, supports, roots.get(supports))),
            *(_cramped_outcome(game, gains, supports, roots.get(part)) for supports, part in cramped.items()),
        ]
    )


def _findings(outcomes: Iterable[_Outcome]) -> Findings:
    outcomes = list(outcomes)
    candidates = sorted((o.candidate for o in outcomes if o.candidate is not None), key=_order)
    notes = list(dict.fromkeys(o.open for o in outcomes if o.open is not None))
    degenerate = any(o.degenerate for o in outcomes)
    total = sum(candidate.index or 0 for candidate in candidates)
    if not notes and not degenerate and total != 1:
        notes.append(f"The indices add up to {total}, not to 1: an equilibrium must be missing.")
    return Findings(
        candidates=tuple(candidates),
        complete=not notes,
        method="support enumeration; indifference equations solved exactly or by homotopy",
        degenerate=degenerate or (None if notes else False),
        notes=tuple(notes),
    )


def _order(candidate: Candidate) -> tuple[bool, list[list[int]], list[list[float]]]:
    supports = [[int(a) for a in np.flatnonzero(strategy)] for strategy in candidate.strategies]
    probabilities = [[float(p) for p in strategy] for strategy in candidate.strategies]
    return any(len(own) > 1 for own in supports), supports, probabilities


def _exact_outcomes(
    game: NormalFormGame, gains: ExactGains, profiles: Iterable[Supports], deadline: float
) -> Iterator[_Outcome]:
    """Settle the support profiles whose equations can be solved in whole numbers."""
    rough = {}
    for supports in profiles:
        if time.monotonic() > deadline:
            yield _OUT_OF_TIME
            break
        solved = solve_exactly(gains, supports)
        yield from (_exact_outcome(gains, supports, profile) for profile in solved.exact)
        yield from (_continuum_outcome(game, gains, supports, continuum) for continuum in solved.continua)
        if solved.rough:
            rough[supports] = solved.rough
    for supports, roots in prove_rough(gains, rough).items():
        yield from _square_outcomes(game, gains, supports, roots)


def _exact_outcome(gains: ExactGains, supports: Supports, profile: Profile) -> _Outcome:
    """Settle a solution in fractions: it is an equilibrium unless some action gains."""
    signs = reply_signs(gains, profile, supports)
    if any(sign > 0 for own in signs for sign in own):
        return _Outcome()
    unplayed = [sign for own, played in zip(signs, supports, strict=True) for a, sign in enumerate(own) if a not in played]
    index = exact_index(gains, supports, profile) if all(unplayed) else None
    return _Outcome(Candidate(profile, distance=0.0, index=index), degenerate=index is None)


def _continuum_outcome(game: NormalFormGame, gains: ExactGains, supports: Supports, continuum: Continuum) -> _Outcome:
    """Describe a continuum of solutions, unless some action gains at all its corners.

    Given the others, gains are linear in each strategy, so what holds at all the corners holds throughout.
    """
    signs = np.array([np.concatenate(reply_signs(gains, corner, supports)) for corner in continuum.corners])
    if len(signs) and (signs.min(axis=0) > 0).any():
        return _Outcome()
    where = f"Supports {_named(game, supports)}: a continuum"
    corners = "; ".join(_written(corner) for corner in continuum.corners)
    if len(signs) and signs.max() <= 0:
        kind = f"of equilibria of dimension {continuum.freedom}, all mixtures of {corners}"
    elif len(signs):
        kind = f"of dimension {continuum.freedom} of solutions, in part equilibria perhaps, among the mixtures of {corners}"
    else:
        kind = "of solutions, not settled"
    return _Outcome(degenerate=True, open=f"{where} {kind}.")


def _square_outcomes(
    game: NormalFormGame, gains: ExactGains, supports: Supports, roots: tuple[Root, ...] | Unsettled | None
) -> Iterator[_Outcome]:
    """Settle a support profile by the proven solutions of its equations."""
    if roots is None:
        yield _OUT_OF_TIME
    elif isinstance(roots, Unsettled):
        yield _singular(game, supports, roots)
    else:
        yield from (_judged(game, gains, supports, root) for root in roots if not any(root.outside))


def _judged(game: NormalFormGame, gains: ExactGains, supports: Supports, root: Root) -> _Outcome:
    """Tell whether a proven solution is an equilibrium, by margins beyond its error."""
    played = [strategy[list(own)] for strategy, own in zip(root.strategies, supports, strict=True)]
    least = min(p.min() for p in played)
    signs = gain_signs(gains, supports, root)
    unplayed = [sign for own, chosen in zip(signs, supports, strict=True) for a, sign in enumerate(own) if a not in chosen]
    if least < -root.distance or any(sign > 0 for sign in unplayed):
        return _Outcome()
    if least <= root.distance:
        return _Outcome(degenerate=True, open=f"Supports {_named(game, supports)}: a solution has a probability of 0.")
    if not all(unplayed):
        tie = f"Supports {_named(game, supports)}: an action that is not played pays as much as one that is, to within 1e-12."
        return _Outcome(Candidate(root.strategies), degenerate=True, open=tie)
    return _Outcome(Candidate(root.strategies, root.distance, index_from_sign(supports, root.sign)))


def _cramped_outcome(
    game: NormalFormGame, gains: ExactGains, supports: Supports, roots: tuple[Root, ...] | Unsettled | None
) -> _Outcome:
    """Settle a support profile with more equations than unknowns by the solutions of its square part."""
    if roots is None:
        return _OUT_OF_TIME
    if isinstance(roots, Unsettled):
        return _singular(game, supports, roots)
    crowd = max(range(len(supports)), key=lambda player: len(supports[player]))
    for root in roots:
        if any(outside for player, outside in enumerate(root.outside) if player != crowd):
            continue
        if not root.strategies or not any(gain_signs(gains, supports, root)[crowd][a] for a in supports[crowd]):
            return _singular(game, supports, Unsettled((), 0))
    return _Outcome()


_OUT_OF_TIME = _Outcome(open="The time limit left some support profiles unsearched.")


def _singular(game: NormalFormGame, supports: Supports, unsettled: Unsettled) -> _Outcome:
    shape = f"solutions of apparent dimension {unsettled.freedom}" if unsettled.freedom else "singular or too close solutions"
    sentence = f"Supports {_named(game, supports)}: {shape}, not settled"
    points = "; ".join(_written(sample) for sample in unsettled.samples[:3])
    return _Outcome(degenerate=True, open=f"{sentence}{f'; for example {points}' if points else ''}.")


def _named(game: NormalFormGame, supports: Supports) -> str:
    """Write a support profile with the names of players and actions."""
    parts = (
        f"{player}: {', '.join(names[a] for a in own)}"
        for player, names, own in zip(game.players, game.actions, supports, strict=True)
    )
    return f"({'; '.join(parts)})"


def _written(profile: Profile) -> str:
    return f"({', '.join('(' + ', '.join(f'{float(p):.4g}' for p in strategy) + ')' for strategy in profile)})"
