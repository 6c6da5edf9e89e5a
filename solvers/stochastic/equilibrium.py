"""What a search for Markov-perfect equilibria gives back, each of them measured in the game itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...games.normal_form import Profile
from ...games.stochastic.stochastic_game import StochasticGame
from ...games.text.shown import Shown


@dataclass(frozen=True, eq=False)
class MarkovEquilibrium:
    """A measured stationary profile.

    Attributes
    ----------
    strategies
        For each player the probabilities of its actions, shape (states, m_i).
    values
        Each player's normalised value from each state on, shape (states, n).
    residual
        The most that any player gains by a one-shot deviation in any state, in normalised payoffs; computed from the
        game.
    exact
        The strategies as Fractions, shapes as above, or None where no rational form is known. With a residual of 0 they
        are a proof.
    exact_values
        The values as Fractions where `exact` is known, else None.
    index
        +1 or -1 where the equilibrium is regular and this was computed, else None. In a regular game they add up to 1.
    """

    strategies: tuple[NDArray[np.float64], ...]
    values: NDArray[np.float64]
    residual: float
    exact: tuple[NDArray[np.object_], ...] | None
    exact_values: NDArray[np.object_] | None
    index: int | None = None

    @property
    def pure(self) -> bool:
        """Whether every player plays one action for certain in every state."""
        return all(np.count_nonzero(strategy) == len(strategy) for strategy in self.strategies)

    @property
    def choices(self) -> tuple[tuple[int, ...], ...]:
        """The action that each player is likeliest to play, a pure profile for each state."""
        likeliest = np.stack([strategy.argmax(axis=1) for strategy in self.strategies], axis=1)
        return tuple(tuple(row) for row in likeliest.tolist())


@dataclass(frozen=True, eq=False, repr=False)
class MarkovSolution(Shown):
    """The answer of a search: the game, its equilibria, and what is proven of them.

    Attributes
    ----------
    equilibria
        Pure ones first, by their actions in the first state, then in the second, and so on; then mixed ones.
    complete
        Whether it is proven that none of those sought is missing.
    notes
        Sentences for the reader: what is proven, what was not searched.
    """

    game: StochasticGame
    equilibria: tuple[MarkovEquilibrium, ...]
    complete: bool
    notes: tuple[str, ...] = ()


def measured_profile(game: StochasticGame, profile: Profile) -> MarkovEquilibrium:
    """Return a stationary profile with its values and its residual as the game itself gives them."""
    values, residual = game.values(profile), game.residual(profile)
    exact = values.dtype == object
    return MarkovEquilibrium(
        strategies=tuple(strategy.astype(np.float64) for strategy in profile),
        values=values.astype(np.float64),
        residual=float(residual),
        exact=tuple(profile) if exact else None,
        exact_values=values if exact else None,
    )


def order(equilibrium: MarkovEquilibrium) -> tuple[Any, ...]:
    """Return what equilibria are sorted by: pure ones first, by their actions; then by probabilities to six digits."""
    digits = np.concatenate([strategy.ravel() for strategy in equilibrium.strategies]).round(6)
    return (False, equilibrium.choices) if equilibrium.pure else (True, tuple(-digits))
