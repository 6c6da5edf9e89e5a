"""A symmetric game of two players as the game of one population whose members meet one another."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ...games.errors import InputError
from ...games.scenario.given import GivenScenario, game_of


def one_population(game: GivenScenario) -> NDArray[np.object_]:
    """Return the payoffs [own, opponent] that both players of a symmetric game face, as Fractions: shape (m, m).

    Raises
    ------
    InputError
        If there are not two players, or exchanging what they do does not exchange what they are paid.

    Examples
    --------
    >>> from ...games.normal_form import NormalFormGame
    >>> one_population(NormalFormGame([[[3, 0], [5, 1]], [[3, 5], [0, 1]]])).astype(int).tolist()
    [[3, 0], [5, 1]]
    """
    game = game_of(game)
    if game.n_players != 2 or game.shape[0] != game.shape[1]:
        raise InputError(f"one population plays a game of two players with the same actions, got shape {game.shape}")
    own, other = game.exact
    unequal = np.argwhere(own != other.T).tolist()
    if unequal:
        row, column = unequal[0]
        raise InputError(
            f"one population plays a symmetric game: {game.players[0]} is paid {own[row, column]} at "
            f"({', '.join(game.name_profile((row, column)))}), {game.players[1]} {other[column, row]} "
            f"at ({', '.join(game.name_profile((column, row)))})"
        )
    return own
