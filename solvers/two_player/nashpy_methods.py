"""Two-player equilibria as the library nashpy finds them, measured and never taken on trust.

Support enumeration and vertex enumeration in floating point (Knight and Campbell 2018, "Nashpy") lose equilibria: the
first where a probability that should be 0 comes back as 1e-17 below it, the second where the smallest payoff is not
positive. Here payoffs are first mapped onto [1, 2], profiles that are no equilibria and duplicates are dropped, a
profile is replaced by a nearby one in fractions where that is proven to be an equilibrium, and the count and the
indices are checked: in a generic game the number of equilibria is odd (Wilson 1971) and their indices sum to 1
(Shapley 1974). Passing these checks is evidence, no proof, so the findings are never marked complete.
"""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...games.errors import InputError
from ...games.normal_form import NormalFormGame, Profile
from ..base import Candidate, Findings

LARGEST_REGRET = 1e-9
"""As a share of the payoff range: what a profile may leave to gain and still pass for an equilibrium."""

_NEGLIGIBLE = 1e-9
_LARGEST_DENOMINATOR = 10**6


SEARCHES: Mapping[str, str] = {"nashpy-support": "support_enumeration", "nashpy-vertex": "vertex_enumeration"}
"""The searches that users may ask for by name, and what nashpy calls them."""


def nashpy_equilibria(game: NormalFormGame, name: str) -> Findings:
    """Return what one of the searches in `SEARCHES` finds; InputError if the game has not two players."""
    search = SEARCHES[name]
    method = f"nashpy's {search.replace('_', ' ')}"
    if game.n_players != 2:
        raise InputError(f"{method} covers games of 2 players, this one has {game.n_players}")
    from nashpy import Game

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        answers = list(getattr(Game(*_onto_unit_interval(game)), search)())
    return sifted(game, method, answers)


def sifted(game: NormalFormGame, method: str, answers: Sequence[Any]) -> Findings:
    """Return the equilibria among the profiles that a library returned, and what speaks against their being all.

    Parameters
    ----------
    game
        A game of two players.
    method
        What the library did, to be named in the notes.
    answers
        Pairs of vectors that should be probabilities; noise below 1e-9 is taken out of them.
    """
    profiles = [_cleaned(answer) for answer in answers if _well_formed(answer, game)]
    sound = [profile for profile in profiles if _is_equilibrium(game, profile)]
    distinct = _distinct([_in_fractions(game, profile) for profile in sound])
    candidates = tuple(Candidate(profile, index=_index(game, profile)) for profile in distinct)
    notes = [f"{method} cannot prove that nothing is missing."]
    if len(sound) < len(answers):
        notes.append(
            f"{len(answers) - len(sound)} of the profiles that it returned are no equilibria and were left out."
        )
    return Findings(candidates, False, method, notes=(*notes, *_evidence(candidates)))


def _onto_unit_interval(game: NormalFormGame) -> list[NDArray[np.float64]]:
    """Return both payoff matrices, mapped exactly onto [1, 2] and then rounded; nashpy needs positive payoffs."""
    matrices = []
    for table in game.exact:
        low, high = table.min(), table.max()
        matrices.append(((table - low) / (high - low or 1) + 1).astype(np.float64))
    return matrices


def _well_formed(answer: Any, game: NormalFormGame) -> bool:
    return len(answer) == 2 and all(
        np.shape(strategy) == (m,) and np.isfinite(strategy).all() and abs(np.sum(strategy) - 1) < _NEGLIGIBLE
        for strategy, m in zip(answer, game.shape, strict=True)
    )


def _cleaned(answer: Any) -> Profile:
    """Set negligible probabilities to 0 and scale the rest to sum to 1."""
    kept = [np.where(np.abs(strategy) < _NEGLIGIBLE, 0.0, strategy) for strategy in answer]
    return tuple(strategy / strategy.sum() for strategy in kept)


def _is_equilibrium(game: NormalFormGame, profile: Profile) -> bool:
    if any((strategy < 0).any() for strategy in profile):
        return False
    return bool((game.regret(profile) <= LARGEST_REGRET * game.payoff_range).all())


def _in_fractions(game: NormalFormGame, profile: Profile) -> Profile:
    """Return a nearby profile of simple fractions where that is an equilibrium, else the profile itself."""
    simple = []
    for strategy in profile:
        fractions = [Fraction(p).limit_denominator(_LARGEST_DENOMINATOR) for p in strategy]
        total = sum(fractions)
        simple.append(np.array([p / total for p in fractions], dtype=object))
    return tuple(simple) if not any(game.regret(tuple(simple))) else profile


def _distinct(profiles: list[Profile]) -> list[Profile]:
    kept: list[Profile] = []
    for profile in profiles:
        numbers = np.concatenate(profile).astype(np.float64)
        if all(np.abs(numbers - np.concatenate(other).astype(np.float64)).max() > _NEGLIGIBLE for other in kept):
            kept.append(profile)
    return kept


def _index(game: NormalFormGame, profile: Profile) -> int | None:
    """Return Shapley's index, or None where the supports differ in size or a determinant vanishes."""
    supports = [np.flatnonzero(strategy) for strategy in profile]
    if len(supports[0]) != len(supports[1]):
        return None
    signs = [np.linalg.slogdet(matrix[np.ix_(*supports)])[0] for matrix in _onto_unit_interval(game)]
    index = int(signs[0] * signs[1]) * (-1) ** (len(supports[0]) + 1)
    return index or None


def _evidence(candidates: tuple[Candidate, ...]) -> tuple[str, ...]:
    """Return a sentence where the count or the indices say that something is missing."""
    indices = [candidate.index for candidate in candidates]
    if None in indices:
        return ("The game looks degenerate: there may be continua of equilibria.",)
    total = sum(index for index in indices if index is not None)
    if len(indices) % 2 == 1 and total == 1:
        return ()
    return (
        f"Equilibria are missing, or the game is degenerate: {len(indices)} found, an odd number expected; "
        f"their indices sum to {total}, 1 expected.",
    )
