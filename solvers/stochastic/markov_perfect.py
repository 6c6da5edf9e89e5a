"""Markov-perfect equilibria of stochastic games (Maskin and Tirole 2001; existence: Fink 1964, Takahashi 1964).

Three searches, from proof to evidence:

- games that can be solved one state at a time are (`state_by_state`), completely;
- otherwise all pure equilibria are found, by going through the pure stationary profiles (`pure_markov_perfect`);
- mixed ones are sought along paths of logit responses from several starts (`logit_path`), and by Newton's method with
  given supports (`mixed_candidates`), which reaches equilibria that no such path leads to. Those found are measured in
  the game, and the sum of their indices (`markov_index`) says whether one is missing; that none is, it cannot prove.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from ...games.arrays import Floats
from ...games.errors import expect, whole_number
from ...games.numbers import counted
from ...games.stochastic.stochastic_game import StochasticGame
from .equilibrium import MarkovEquilibrium, MarkovSolution, measured_profile, order
from .markov_index import indices
from .mixed_candidates import PATHS, Tried, from_neighbours, from_paths, from_supports, supports_to_try
from .one_shot import OneShot
from .pure_markov_perfect import pure_markov_perfect
from .state_by_state import solved_state_by_state

_ACCURACY = 1e-10
"""The greatest residual of an equilibrium that is not exact, as a share of the payoff range."""

_SAME = 1e-6
"""Profiles are taken for one where no probability differs by more."""

_ROUNDS, _AT_ONCE = 8, 12
"""How often more is tried, and the neighbours of how many equilibria."""

_SIMPLE = 10**4
"""The greatest denominator of probabilities that are tried as fractions."""


def markov_perfect(game: StochasticGame, *, seed: int = 0) -> MarkovSolution:
    """Return the Markov-perfect equilibria of a stochastic game: all pure ones, and the mixed ones that are found.

    Parameters
    ----------
    game
        Any number of players and states; the work grows quickly with both.
    seed
        For the starts of the paths and of Newton's method; the same seed gives the same equilibria in the same order.

    Returns
    -------
    MarkovSolution
        `complete` only where it is proven that no equilibrium, pure or mixed, is missing: for games that can be solved
        one state at a time, and for one player. Elsewhere the notes say what is proven. Equilibria come in Fractions
        where that is known; of the others the residual is below 1e-10 of each player's payoff range. Every path and
        every iteration has a bound, so that the search ends whatever the game.

    Examples
    --------
    Two rivals wait for the other to give up. Waiting costs 1 per period, to be the last one standing brings 3.

    >>> payoffs = np.zeros((2, 2, 2, 2), dtype=int)
    >>> payoffs[0] = [[[-1, 3], [0, 0]], [[-1, 0], [3, 0]]]
    >>> goes_on = np.array([[[1, 0], [0, 0]], [[0, 0], [0, 0]]])
    >>> game = StochasticGame(payoffs, np.stack([goes_on, 1 - goes_on], axis=-1), "9/10", states=["war", "peace"])
    >>> for equilibrium in markov_perfect(game).equilibria:
    ...     print(*(", ".join(map(str, strategy[0])) for strategy in equilibrium.exact), sep="; ")
    1, 0; 0, 1
    0, 1; 1, 0
    3/4, 1/4; 3/4, 1/4
    """
    expect(game, StochasticGame, "a stochastic game")
    by_state = solved_state_by_state(game, seed)
    if by_state is not None:
        return by_state
    pure = pure_markov_perfect(game)
    if game.n_players == 1:
        return replace(pure, notes=(*pure.notes, "One player: every other equilibrium mixes actions of these."))
    one_shot, rng = OneShot(game), np.random.default_rng(whole_number("seed", seed, 0))
    tried = supports_to_try(game, one_shot, rng)
    profiles = _mixed(game, one_shot, pure, tried, rng)
    mixed = sorted((_measured(game, one_shot, profile) for profile in profiles), key=order)
    unindexed = [*pure.equilibria, *mixed]
    known = indices(one_shot, _joined(one_shot, unindexed))
    equilibria = [replace(equilibrium, index=index) for equilibrium, index in zip(unindexed, known, strict=True)]
    return MarkovSolution(game, tuple(equilibria), False, (*_notes(pure, tried), _index_note(equilibria)))


def _mixed(
    game: StochasticGame, one_shot: OneShot, pure: MarkovSolution, tried: Tried, rng: np.random.Generator
) -> Floats:
    """Return the profiles of equilibria beside the pure ones that are known, shape (B, K)."""
    known = _joined(one_shot, pure.equilibria)
    candidates = np.concatenate([from_paths(game, one_shot, rng), from_supports(one_shot, tried.supports, rng)])
    known_or_new = _different(known, _equilibria(one_shot, candidates, pure.complete))
    visited = len(known_or_new) if tried.all else 0
    for _ in range(_ROUNDS):
        fresh = known_or_new[visited : visited + _AT_ONCE]
        visited += len(fresh)
        if len(fresh):
            candidates = from_neighbours(game, one_shot, fresh, rng)
        elif _add_up(indices(one_shot, known_or_new)):
            break
        else:
            candidates = from_supports(one_shot, tried.supports, rng)
        known_or_new = _different(known_or_new, _equilibria(one_shot, candidates, pure.complete))
    return _one_of_each_continuum(one_shot, known_or_new[len(known) :])


def _equilibria(one_shot: OneShot, candidates: Floats, without_pure: bool) -> Floats:
    """Return the candidates that are equilibria, without pure ones where all of these are known already."""
    pure = ((candidates == 0) | (candidates == 1)).all(axis=1)
    return candidates[(_relative_residuals(one_shot, candidates) <= _ACCURACY) & ~(pure & without_pure)]


def _relative_residuals(one_shot: OneShot, profiles: Floats) -> Floats:
    """Return the residuals of profiles of shape (B, K), as shares of the players' payoff ranges."""
    pays, _ = one_shot.at(profiles)
    means = (profiles * pays) @ one_shot.together
    return (np.maximum.reduceat(pays, one_shot.starts, axis=1) - means[:, one_shot.starts]).max(axis=1)


def _different(known: Floats, more: Floats) -> Floats:
    """Return the known profiles, and after them those that differ from them and from one another."""
    for profile in more:
        if not (np.abs(known - profile).max(axis=1) <= _SAME).any():
            known = np.concatenate([known, profile[np.newaxis]])
    return known


def _one_of_each_continuum(one_shot: OneShot, profiles: Floats) -> Floats:
    """Return the profiles, of those that are not regular only the first with each support."""
    kept: dict[bytes | int, Floats] = {}
    for number, (profile, index) in enumerate(zip(profiles, indices(one_shot, profiles), strict=True)):
        kept.setdefault((profile > 0).tobytes() if index is None else number, profile)
    return np.array(list(kept.values())).reshape(len(kept), profiles.shape[1])


def _measured(game: StochasticGame, one_shot: OneShot, profile: Floats) -> MarkovEquilibrium:
    """Measure a profile: in fractions if simple ones near it are an equilibrium, else in floats."""
    strategies = tuple(strategy[0] for strategy in one_shot.split(profile[np.newaxis]))
    simple = tuple(_simple(strategy) for strategy in strategies)
    if all((strategy.sum(axis=1) == 1).all() for strategy in simple) and game.residual(simple) == 0:
        return measured_profile(game, simple)
    return measured_profile(game, strategies)


def _simple(strategy: Floats) -> NDArray[np.object_]:
    return np.array([[Fraction(p).limit_denominator(_SIMPLE) for p in row] for row in strategy.tolist()], dtype=object)


def _joined(one_shot: OneShot, equilibria: Sequence[MarkovEquilibrium]) -> Floats:
    if not equilibria:
        return np.zeros((0, len(one_shot.place)))
    return one_shot.joined(tuple(np.stack(own) for own in zip(*(e.strategies for e in equilibria), strict=True)))


def _notes(pure: MarkovSolution, tried: Tried) -> tuple[str, ...]:
    proof = ("All pure equilibria are listed: every pure stationary profile was decided exactly.",) * pure.complete
    neighbours = "" if tried.all else ", and near the equilibria found"
    supports = f"{counted(len(tried.supports))} of the {counted(tried.total)} balanced supports that mix{neighbours}"
    return (*pure.notes, *proof, f"Mixed equilibria: those found along {PATHS} logit paths and with {supports}.")


def _add_up(known: Sequence[int | None]) -> bool:
    """Tell whether the indices, where all are known, do not betray that an equilibrium is missing."""
    return None in known or sum(index or 0 for index in known) == 1


def _index_note(equilibria: Sequence[MarkovEquilibrium]) -> str:
    known = [equilibrium.index for equilibrium in equilibria if equilibrium.index is not None]
    if len(known) < len(equilibria):
        return (
            f"{len(equilibria) - len(known)} of the equilibria are not regular: they may lie in continua, of which one "
            "point is listed for each support."
        )
    if sum(known) == 1:
        return "The indices add up to 1, as they do where none is missing."
    return f"The indices add up to {sum(known)}, not to 1: an equilibrium must be missing."
