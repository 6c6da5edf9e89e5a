"""Dynamics of shares in a population, each a function (state, fitness) -> velocity.

A state holds the shares x of m strategies, a fitness how well each of them does there; both have shape (.., m), and the
velocity is dx/dt. Every dynamics keeps shares positive and their sum at 1.

    replicator        strategies that do better than the mean grow (Taylor & Jonker 1978)
    with mutation     and individuals turn into those of others at some rate (Hofbauer 1985; Bomze & Buerger 1995)
    imitation         who meets a better strategy takes it over, surely where it is much better (Szabo & Toke 1998)
    logit             who revises picks a strategy with odds exp(precision fitness) (Fudenberg & Levine 1998, chapter 4)
    best reply        who revises picks the best one (Gilboa & Matsui 1991)
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

PerStrategy = NDArray[Any]
"""A number for each strategy, shape (.., m)."""

Dynamic = Callable[[PerStrategy, PerStrategy], PerStrategy]


def replicator(state: PerStrategy, fitness: PerStrategy) -> PerStrategy:
    """Return x_i (f_i - x.f).

    Examples
    --------
    >>> replicator(np.array([0.5, 0.5]), np.array([3.0, 1.0]))
    array([ 0.5, -0.5])
    """
    return state * (fitness - (state * fitness).sum(axis=-1, keepdims=True))


def replicator_mutator(rate: float) -> Dynamic:
    """Return the replicator dynamics to which uniform mutation is added: rate / (m - 1) (1 - m x_i).

    An individual turns into one of another strategy with intensity `rate`, into each other one alike.
    """

    def velocity(state: PerStrategy, fitness: PerStrategy) -> PerStrategy:
        m = state.shape[-1]
        return replicator(state, fitness) + (rate / (m - 1) * (1 - m * state) if m > 1 else 0)

    return velocity


def imitation(intensity: float) -> Dynamic:
    """Return x_i sum_j x_j tanh(intensity (f_i - f_j) / 2): pairs meet, the worse off takes the other's strategy."""

    def velocity(state: PerStrategy, fitness: PerStrategy) -> PerStrategy:
        ahead = np.tanh(intensity / 2 * (fitness[..., :, None] - fitness[..., None, :]))
        return state * np.matmul(ahead, state[..., None])[..., 0]

    return velocity


def logit(precision: float) -> Dynamic:
    """Return s_i - x_i, where s_i is in proportion to exp(precision f_i)."""

    def velocity(state: PerStrategy, fitness: PerStrategy) -> PerStrategy:
        odds = np.exp(precision * (fitness - fitness.max(axis=-1, keepdims=True)))
        return odds / odds.sum(axis=-1, keepdims=True) - state

    return velocity


def best_reply(state: PerStrategy, fitness: PerStrategy) -> PerStrategy:
    """Return b_i - x_i, where b is the best strategy, or an equal mixture of those that tie.

    Examples
    --------
    >>> best_reply(np.array([0.5, 0.25, 0.25]), np.array([1.0, 2.0, 2.0]))
    array([-0.5 ,  0.25,  0.25])
    """
    best = fitness == fitness.max(axis=-1, keepdims=True)
    return best / best.sum(axis=-1, keepdims=True) - state


def joint_payoffs(tables: tuple[NDArray[Any], ...]) -> NDArray[Any]:
    """Return the matrix that maps the shares of one population, or of two, one after the other, to all fitnesses."""
    if len(tables) == 1:
        return tables[0]
    first, second = tables
    m, k = first.shape
    joint = np.zeros((m + k, m + k), dtype=first.dtype)
    joint[:m, m:], joint[m:, :m] = first, second
    return joint


def tangent_jacobian(tables: tuple[NDArray[Any], ...], state: NDArray[Any], mutation: float = 0) -> NDArray[Any]:
    """Return the Jacobian matrix of the replicator dynamics with mutation on the tangent space, in Fractions or floats.

    Parameters
    ----------
    tables
        Payoffs [own, opponent] of one population, or of two that meet one another.
    state
        The shares of the one population, or of both one after the other.

    Returns
    -------
    ndarray
        A square matrix; its coordinates are the shares of all strategies but the last of each population.
    """
    sizes = [len(table) for table in tables]
    owner = np.repeat(np.arange(len(sizes)), sizes)
    member = np.where(np.arange(len(sizes))[:, None] == owner, 1, 0)
    payoffs = joint_payoffs(tables)
    fitness = payoffs @ state
    slope_of_mean = member * fitness + (member * state) @ payoffs
    jacobian = state[:, None] * (payoffs - slope_of_mean[owner])
    leaving = np.array([mutation * m / (m - 1) if mutation and m > 1 else 0 for m in sizes])
    jacobian[np.diag_indices(len(state))] += fitness - (member @ (state * fitness))[owner] - leaving[owner]
    last = np.cumsum(sizes) - 1
    kept = np.setdiff1d(np.arange(len(state)), last)
    return jacobian[np.ix_(kept, kept)] - jacobian[np.ix_(kept, last[owner[kept]])]


def joint_fitness(
    tables: Sequence[NDArray[np.float64]], parts: Sequence[NDArray[np.float64]]
) -> list[NDArray[np.float64]]:
    """Return the expected payoff of each strategy of each population, against several shares of the others at once.

    Parameters
    ----------
    tables
        For each population its payoffs, its own strategies first, then those of the others in their order.
    parts
        For each population its shares, shape (starts, m_i).

    Returns
    -------
    list of ndarray
        For each population shape (starts, m_i).
    """
    per_population: list[NDArray[np.float64]] = []
    for player, table in enumerate(tables):
        others = [part for k, part in enumerate(parts) if k != player]
        payoffs = np.broadcast_to(table, (len(parts[0]), *table.shape))
        if others:
            last = others.pop()
            payoffs = (last @ table.reshape(-1, last.shape[1]).T).reshape(len(last), *table.shape[:-1])
        for other in reversed(others):
            payoffs = np.einsum("p...a,pa->p...", payoffs, other)
        per_population.append(payoffs)
    return per_population
