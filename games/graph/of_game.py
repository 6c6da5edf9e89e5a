"""Any game with actions as a graph model: states are pure profiles, a move switches one's own action."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product
from math import prod

import numpy as np
from numpy.typing import NDArray

from ..errors import InputError, expect, unknown
from ..normal_form import NormalFormGame, payoff_ranks
from ..scenario.given import GivenScenario, scenario_of
from ..scenario.scenario import Scenario
from .graph_game import GraphGame
from .graph_model import GraphModel
from .moves import Moves, Rows


def graph_model(
    game: GraphModel | GivenScenario, irreversible: Mapping[str, Sequence[str]] | None = None
) -> GraphModel:
    """Return a game as a graph model.

    Parameters
    ----------
    game
        A game in normal form, a scenario, the name or path of one, or a graph model, itself returned.
    irreversible
        For some players actions that they cannot leave again; where left out those of the scenario.

    Returns
    -------
    GraphModel
        With a state for each pure profile in the order of `game.pure_profiles()`, the last player fastest. Payoffs are
        compared exactly.

    Raises
    ------
    InputError
        If a player or an action is unknown.
    TypeError
        If nothing of the kind is given.

    Examples
    --------
    >>> dilemma = graph_model(NormalFormGame([[[3, 0], [5, 1]], [[3, 5], [0, 1]]]))
    >>> dilemma.states[1], dilemma.moves[0]
    ('(a1, a2)', ((0, 2), (1, 3), (2, 0), (3, 1)))
    """
    meant = conflict_of(game)
    if isinstance(meant, GraphModel):
        return _only_itself(meant, irreversible)
    if isinstance(meant.game, GraphGame):
        return _only_itself(meant.game.model, irreversible)
    return _of_normal_form(meant.build(), _kept(meant) if irreversible is None else irreversible)


def conflict_of(given: GraphModel | GivenScenario) -> GraphModel | Scenario:
    """Return the graph model or the scenario that is meant; errors as in `scenario_of`."""
    return given if isinstance(given, GraphModel) else scenario_of(given)


def _only_itself(model: GraphModel, irreversible: Mapping[str, Sequence[str]] | None) -> GraphModel:
    if irreversible:
        raise InputError(
            "irreversible actions are of a game; the moves of a graph model say themselves what is for good"
        )
    return model


def _kept(scenario: Scenario) -> dict[str, Sequence[str]]:
    """Return the irreversible actions of a scenario by the players of the game that is built."""
    owners = {agent.name: scenario.game.players[agent.player] for agent in scenario.agents} if scenario.actors else {}
    named = {player: owners.get(player, player) for player in scenario.players}
    return {player: scenario.irreversible[owner] for player, owner in named.items() if owner in scenario.irreversible}


def _of_normal_form(game: NormalFormGame, irreversible: Mapping[str, Sequence[str]]) -> GraphModel:
    expect(irreversible, Mapping, "irreversible actions by player")
    for player, actions in irreversible.items():
        if player not in game.players:
            raise InputError(unknown("player", player, game.players))
        menu = game.actions[game.players.index(player)]
        for action in actions:
            if action not in menu:
                raise InputError(unknown(f"action of {player}", action, menu))
    kept = _numbers(irreversible, game.players, game.actions)
    controls = [switches(game.shape, place, kept=own) for place, own in enumerate(kept)]
    standing = payoff_ranks(game).reshape(game.n_players, -1).astype(np.int32)
    states = [f"({', '.join(names)})" for names in product(*game.actions)]
    return GraphModel.ranked(game.players, tuple(states), controls, standing, choices=profile_choices(game.shape))


def profile_choices(shape: Sequence[int]) -> NDArray[np.int64]:
    """Return what each player plays in each profile, as numbers that sum to the number of the profile: (n, m)."""
    actions = np.indices(tuple(shape), dtype=np.int64).reshape(len(shape), -1)
    steps = [prod(shape[place + 1 :]) for place in range(len(shape))]
    return actions * np.array(steps, dtype=np.int64)[:, None]


def kept_actions(scenario: Scenario) -> tuple[tuple[int, ...], ...]:
    """Return for each player of the game that a scenario builds the actions, by number, that it cannot leave again."""
    return _numbers(_kept(scenario), scenario.players, scenario.actions)


def _numbers(
    kept: Mapping[str, Sequence[str]], players: Sequence[str], actions: Sequence[Sequence[str]]
) -> tuple[tuple[int, ...], ...]:
    named = zip(players, actions, strict=True)
    return tuple(tuple(own.index(action) for action in kept.get(player, ())) for player, own in named)


def switches(shape: Sequence[int], player: int, games: int = 1, kept: Sequence[int] = ()) -> Moves:
    """Return the moves of a player who switches its action, but for those that are kept once they are taken.

    `games` is of how many games the profiles stand one after another.
    """
    profiles = np.arange(games * prod(shape), dtype=np.int32).reshape(games, *shape)
    lines = np.moveaxis(profiles, player + 1, 0).reshape(shape[player], -1)
    rows = Rows(profiles.size, (np.ascontiguousarray(lines),) if shape[player] > 1 else ())
    if not kept:
        return rows
    arcs = rows.arcs()
    own = np.broadcast_to(np.indices(tuple(shape))[player], profiles.shape).ravel()
    return arcs.where(~np.isin(own, kept)[arcs.sources])
