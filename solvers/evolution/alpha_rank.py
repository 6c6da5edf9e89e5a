"""alpha-rank: how much of the time evolution spends at each strategy, or at each pure profile of a game.

Every player is a large set of individuals who all use the same strategy until a rare mutant takes over (Omidshafiei,
Papadimitriou, Piliouras, Tuyls, Rowland, Lespiau, Czarnecki, Lanctot, Perolat and Munos 2019). A mutant that earns x
more than the residents takes over a population of m with the chance

    (1 - exp(-alpha x)) / (1 - exp(-m alpha x)),    1 / m where x = 0.

Several populations, one for each player: the state is a pure profile, all deviations of one player are equally likely
to be tried, and x is what the deviating player gains by its own. One population: the state is a strategy, and x is
what the mutant earns against a resident less what that resident earns against it. What a strategy earns against
itself then does not count, as it does in `rare_mutation`.

As alpha grows the chain follows gainful deviations only, and may have several sets of states that it never leaves. At
any alpha it has one stationary distribution, which is computed here whatever the numbers (see `stationary`), in
logarithms: how much of it each of these sets has is decided by what it takes to leave them.
"""

from __future__ import annotations

import sys
from math import inf
from numbers import Real
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ...games.errors import InputError, expect
from ...games.normal_form import NormalFormGame
from ...games.numbers import read_fraction
from ..deadline import stop_after
from .fixation import check_population
from .rest_points import exact_payoffs
from .stationary import stationary

MOST_STATES = 1000
"""The most pure profiles, for which the elimination takes some ten seconds."""


def alpha_rank(
    payoffs: NormalFormGame | ArrayLike, population: int, alpha: float, deadline: float = inf
) -> NDArray[np.float64]:
    """Return the stationary distribution over strategies, or over the pure profiles of a game.

    Parameters
    ----------
    payoffs
        One population: a matrix [own, opponent] of shape (m, m). A population for each player: a game, or its payoffs
        of shape (n, m_1, .., m_n) for n from 2. Numbers, Fractions or exact strings.
    population
        How many individuals each population has, from 2.
    alpha
        The intensity of selection, from 0, in units of one over a payoff.
    deadline
        A reading of the clock `time.monotonic`.

    Returns
    -------
    ndarray
        Shape (m,) or (m_1, .., m_n), summing to 1.

    Raises
    ------
    InputError
        If an argument is out of its range, or the game has more than 1000 pure profiles.
    ValueError
        If the payoffs are not those of a game.
    TimeoutError
        If the deadline passed first.

    Notes
    -----
    Deterministic. Time grows with the cube of the number of profiles.

    Examples
    --------
    >>> alpha_rank([[3, 0], [5, 1]], population=50, alpha=1).round(3)
    array([0., 1.])
    >>> alpha_rank([[[3, 0], [0, 2]], [[2, 0], [0, 3]]], population=50, alpha=5).round(3)
    array([[0.5, 0. ],
           [0. , 0.5]])
    """
    check_population(population)
    stop_after(deadline)
    expect(alpha, Real, "alpha as a number")
    if not 0 <= alpha < np.inf:
        raise InputError(f"alpha must be a number from 0, got {alpha}")
    single = not isinstance(payoffs, NormalFormGame) and np.array(payoffs, dtype=object).ndim == 2
    if single:
        table = exact_payoffs(payoffs)
        return np.exp(stationary(_log_chances(table.T - table, population, alpha), deadline))
    game = payoffs if isinstance(payoffs, NormalFormGame) else NormalFormGame(payoffs)
    return np.exp(stationary(_log_rates(game, population, alpha), deadline)).reshape(game.shape)


def _log_rates(game: NormalFormGame, population: int, alpha: float) -> NDArray[np.float64]:
    """Return the logarithms of the rates between pure profiles, in the order of `game.pure_profiles()`."""
    count = int(np.prod(game.shape))
    if count > MOST_STATES:
        raise InputError(f"alpha-rank goes up to {MOST_STATES} pure profiles, this game has {count}")
    rates = np.full((count, count), -np.inf)
    states = np.arange(count).reshape(game.shape)
    for player, m in enumerate(game.shape):
        own = np.moveaxis(states, player, -1).reshape(-1, m)
        earned = np.moveaxis(game.exact[player], player, -1).reshape(-1, m)
        gains = earned[:, np.newaxis, :] - earned[:, :, np.newaxis]
        rates[own[:, :, np.newaxis], own[:, np.newaxis, :]] = _log_chances(gains, population, alpha)
    return rates


def _log_chances(gains: NDArray[Any], population: int, alpha: float) -> NDArray[np.float64]:
    """Return the logarithms of the chances that mutants take over who gain so much, in Fractions."""
    scaled = read_fraction(alpha) * gains
    if np.abs(scaled).max() * population > sys.float_info.max:
        raise InputError("alpha times payoffs is beyond the range of floating-point numbers")
    x = scaled.astype(np.float64)
    size = np.where(x == 0, 1, np.abs(x))
    logs = np.log(-np.expm1(-size)) - np.log(-np.expm1(-population * size)) + np.minimum(x, 0) * (population - 1)
    return np.where(x == 0, -np.log(population), logs)
