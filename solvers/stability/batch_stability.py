"""Stability of the pure profiles of many games at once.

So many games stand side by side as one graph of moves, in rows of the profiles that differ in one player's action. What
holds for one game holds for all: the least numbers that can be reached are found for the whole batch in a few sweeps.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import prod
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ...games.arrays import Flags
from ...games.errors import InputError
from ...games.graph.graph_model import GraphModel
from ...games.graph.of_game import switches
from ...games.numbers import shown
from .concepts import BASIC, read_concepts
from .metarational import Replies

_PROFILES_AT_ONCE = 32_768


def stability_batch(
    payoffs: ArrayLike, concepts: Any = BASIC, irreversible: Sequence[Sequence[int]] | None = None
) -> Mapping[str, Flags]:
    """Return for each concept which profiles of many games are stable for whom, with joint sanctions.

    Parameters
    ----------
    payoffs
        Shape (B, n, m_1, .., m_n): numbers, compared as they are.
    concepts
        Of "nash", "gmr", "smr", "seq" and "sseq".
    irreversible
        For each player the actions, by number, that it cannot leave again; none where left out.

    Returns
    -------
    Mapping
        For each concept a truth value for each game, player and profile, shape (B, n, m_1, .., m_n).

    Raises
    ------
    InputError
        If the shape is not that of a batch of games, a payoff is not a number, another concept is asked for, or
        `irreversible` does not fit the games.

    Examples
    --------
    >>> dilemma = [[[3, 0], [5, 1]], [[3, 5], [0, 1]]]
    >>> stability_batch([dilemma, dilemma])["seq"].all(axis=1)[0].tolist()
    [[True, False], [False, True]]
    """
    games = _checked(payoffs)
    asked = read_concepts(concepts)
    if any(each.name not in BASIC for each in asked):
        raise InputError(f"in a batch the stability concepts are {', '.join(BASIC)}")
    kept = _kept(irreversible, games.shape[2:])
    stable = {each.name: np.empty(games.shape, dtype=np.bool_) for each in asked}
    at_once = max(1, _PROFILES_AT_ONCE // prod(games.shape[2:]))
    for start in range(0, len(games), at_once):
        part = games[start : start + at_once]
        replies = Replies(_side_by_side(part, kept))
        for each in asked:
            for player in range(part.shape[1]):
                own = replies.stable(player, each).reshape(len(part), *part.shape[2:])
                stable[each.name][start : start + len(part), player] = own
    return stable


def _side_by_side(games: NDArray[Any], kept: Sequence[Sequence[int]]) -> GraphModel:
    shape, players = games.shape[2:], range(games.shape[1])
    standing = [np.unique(games[:, player], return_inverse=True)[1].ravel() for player in players]
    controls = [switches(shape, player, len(games), kept[player]) for player in players]
    names = [f"Player {player + 1}" for player in players]
    states = range(len(games) * prod(shape))
    return GraphModel.ranked(names, [""] * len(states), controls, np.array(standing, dtype=np.int32))


def _kept(irreversible: Sequence[Sequence[int]] | None, shape: Sequence[int]) -> Sequence[Sequence[int]]:
    if irreversible is None:
        return [()] * len(shape)
    if len(irreversible) != len(shape):
        came = len(irreversible)
        raise InputError(f"irreversible must have one list for each of the {len(shape)} players, got {came}")
    for player, (own, actions) in enumerate(zip(irreversible, shape, strict=True)):
        for action in own:
            if not 0 <= action < actions:
                known = f"an action of player {player} is a number from 0 to {actions - 1}"
                raise InputError(f"{known}, got {shown(action)}")
    return irreversible


def _checked(payoffs: ArrayLike) -> NDArray[Any]:
    games = np.asarray(payoffs)
    shape = games.shape
    if len(shape) < 3 or shape[1] != len(shape) - 2 or 0 in shape[1:]:
        raise InputError(f"payoffs must have shape (B, n, m1, .., mn), got {shape}")
    if games.dtype.kind == "f" and not np.isfinite(games).all():
        raise InputError(f"payoffs must be finite numbers, got {shown(games[~np.isfinite(games)][0])}")
    if games.dtype.kind not in "iufO":
        raise InputError(f"payoffs must be numbers, got {games.dtype}")
    return games
