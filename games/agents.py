"""Incomplete information: an actor of uncertain type is one agent for each type that it may be of.

Nature draws each uncertain actor's type with known chances, independently; the actor learns its own. In the *agent
form* of such a game (Harsanyi 1967-68; Selten 1975) every type is a player of its own, with the actor's actions. It is
paid what its type would get, on average over the types of the others, each weighted with its chance. The equilibria of
the agent form are the Bayesian equilibria of the game. A type that is committed to one action is no agent: it has
nothing to decide, and the others meet its action with its chance.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .actors import Shares


@dataclass(frozen=True, eq=False)
class Agent:
    """One type of one player: the player's number in the arena, a name for scripts, chance and mix.

    `kind` is what readers call the type; empty where the player is of one type alone. `branch` is its number among the
    kinds of the player that the arena tells apart; `committed` the number of the one action that it ever takes, None
    where it decides.
    """

    player: int
    name: str
    kind: str
    prior: Any
    orders: Shares
    branch: int = 0
    committed: int | None = None


def agent_form(table: NDArray[Any], types: Sequence[Agent], shape: Sequence[int]) -> NDArray[Any]:
    """Turn what profiles of players do to players into what profiles of agents do to agents.

    Parameters
    ----------
    table
        Consequences of shape (.., n, k_1 m_1, .., k_n m_n, 9): along the axis of a player its actions, once for each
        of the kinds of it that the arena tells apart.
    types
        All types in the order of their players, at least one that decides for each; chances are numbers, or arrays of
        length B. N of them decide.
    shape
        How many actions each player has: m_1, .., m_n.

    Returns
    -------
    ndarray
        Shape (.., N, M_1, .., M_N, 9), where M_k is the number of actions of the player of agent k.
    """
    if len(types) == len(shape):
        return table
    views = np.broadcast_arrays(*(_seen_by(agent, table, types, shape) for agent in deciding(types)))
    return np.stack(views, axis=views[0].ndim - len(views) - 1)


def deciding(types: Sequence[Agent]) -> tuple[Agent, ...]:
    """Return the types that have a choice: the agents."""
    return tuple(each for each in types if each.committed is None)


def _seen_by(agent: Agent, table: NDArray[Any], types: Sequence[Agent], shape: Sequence[int]) -> NDArray[Any]:
    """Return the consequences for one agent's player, averaged over the types of the others: (.., M_1, .., M_N, 9)."""
    players = table.ndim - len(shape) - 2
    own = np.take(table, agent.player, axis=players)
    lead, dimensions, agents = own.shape[:players], own.shape[-1], deciding(types)
    sizes = tuple(shape[each.player] for each in agents)
    total = np.zeros((*lead, *sizes, dimensions), dtype=table.dtype)
    for drawn in product(*([each for each in types if each.player == player] for player in range(len(shape)))):
        if agent in drawn:
            chance = prod(each.prior for each in drawn if each is not agent)
            met = own[(..., *(_actions(each, shape[each.player]) for each in drawn), slice(None))]
            spread = [size if each in drawn else 1 for each, size in zip(agents, sizes, strict=True)]
            total = total + _as_factor(chance, len(agents) + 1) * met.reshape(*lead, *spread, dimensions)
    return total


def _actions(own: Agent, actions: int) -> slice:
    """Return which part of its player's axis a type may bring about."""
    first = own.branch * actions
    if own.committed is None:
        return slice(first, first + actions)
    return slice(first + own.committed, first + own.committed + 1)


def _as_factor(chance: Any, axes: int) -> Any:
    """Return an array of chances with room for that many axes behind its own; a single chance as it is."""
    return chance.reshape(-1, *([1] * axes)) if isinstance(chance, np.ndarray) else chance
