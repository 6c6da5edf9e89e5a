"""Incomplete information: an actor of uncertain type is one agent for each type that it may be of.

Nature draws each uncertain actor's type with known chances, independently; the actor learns its own. In the *agent
form* of such a game (Harsanyi 1967-68; Selten 1975) every type is a player of its own, with the actor's actions. It is
paid what its type would get, on average over the types of the others, each weighted with its chance. The equilibria of
the agent form are the Bayesian equilibria of the game.
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

    `kind` is what readers call the type; empty where the player is of one type alone.
    """

    player: int
    name: str
    kind: str
    prior: Any
    orders: Shares


def agent_form(table: NDArray[Any], agents: Sequence[Agent], n: int) -> NDArray[Any]:
    """Turn what profiles of players do to players into what profiles of agents do to agents.

    Parameters
    ----------
    table
        Consequences of shape (.., n, m_1, .., m_n, 9).
    agents
        N agents in the order of their players, at least one for each; chances are numbers, or arrays of length B.

    Returns
    -------
    ndarray
        Shape (.., N, M_1, .., M_N, 9), where M_k is the number of actions of the player of agent k.
    """
    if len(agents) == n:
        return table
    views = np.broadcast_arrays(*(_seen_by(agent, table, agents, n) for agent in agents))
    return np.stack(views, axis=views[0].ndim - len(agents) - 1)


def _seen_by(agent: Agent, table: NDArray[Any], agents: Sequence[Agent], n: int) -> NDArray[Any]:
    """Return the consequences for one agent's player, averaged over the types of the others: (.., M_1, .., M_N, 9)."""
    players = table.ndim - n - 2
    own = np.take(table, agent.player, axis=players)
    lead, actions, dimensions = own.shape[:players], own.shape[players:-1], own.shape[-1]
    sizes = tuple(actions[each.player] for each in agents)
    total = np.zeros((*lead, *sizes, dimensions), dtype=table.dtype)
    for drawn in product(*([each for each in agents if each.player == player] for player in range(n))):
        if agent in drawn:
            chance = prod(each.prior for each in drawn if each is not agent)
            spread = [size if each in drawn else 1 for each, size in zip(agents, sizes, strict=True)]
            total = total + _as_factor(chance, len(agents) + 1) * own.reshape(*lead, *spread, dimensions)
    return total


def _as_factor(chance: Any, axes: int) -> Any:
    """Return an array of chances with room for that many axes behind its own; a single chance as it is."""
    return chance.reshape(-1, *([1] * axes)) if isinstance(chance, np.ndarray) else chance
