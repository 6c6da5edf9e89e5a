"""The graph of states of a conflict as a figure: who likes to move from where to where, and where it rests."""

from __future__ import annotations

from collections.abc import Iterator

from ...games.graph.graph_model import GraphModel, Pair
from ...games.graph.moves import pairs_of
from ...games.numbers import counted
from ...studies.conflict.conflict_analysis import ConflictAnalysis
from ...studies.conflict.status_quo import liked_moves
from ..figures.layered_graph import layered_graph_figure
from ..figures.state_graph import state_graph_figure
from ..format.blocks import Figure
from .words import player_labels

MOST_ON_A_CIRCLE = 5
"""States that are drawn on a circle, with who moves beside each arrow; more stand in rows."""

MOST_DRAWN = 40
"""States of a figure."""

MOST_ARROWS = 40
"""Moves of a figure in rows; of more each player's best from each state are drawn."""


def conflict_figure(analysis: ConflictAnalysis, by: str) -> Iterator[Figure]:
    """Draw the moves that whoever makes them likes; nothing where there are too many states for a figure.

    Parameters
    ----------
    by
        What the concept is called by which a state that is filled rests.
    """
    model = analysis.model
    if model.n_states > MOST_DRAWN:
        return
    liked = [list(pairs_of(liked_moves(model, player))) for player in range(model.n_players)]
    yield _on_a_circle(analysis, liked) if model.n_states <= MOST_ON_A_CIRCLE else _in_rows(analysis, liked, by)


def _on_a_circle(analysis: ConflictAnalysis, liked: list[list[Pair]]) -> Figure:
    moves: dict[Pair, str] = {}
    for player, own in zip(player_labels(analysis.scenario, analysis.model), liked, strict=True):
        for pair in own:
            moves[pair] = f"{moves[pair]}, {player}" if pair in moves else player
    caption = "Moves that whoever makes them likes, between states by their numbers; the thick rim is the status quo"
    return state_graph_figure(caption, _numbers(analysis.model), moves, analysis.status_quo)


def _in_rows(analysis: ConflictAnalysis, liked: list[list[Pair]], by: str) -> Figure:
    model, rests = analysis.model, analysis.stability.equilibria(analysis.told)
    drawn = liked
    if sum(map(len, liked)) > MOST_ARROWS:
        drawn = [_best(model, player, own) for player, own in enumerate(liked)]
    left = sum(map(len, liked)) - sum(map(len, drawn))
    caption = (
        "Moves that whoever makes them likes, between states by their numbers"
        f"{_left_words(left)}; filled: where it rests by {by}; the lower a state stands, the "
        "fewer of these moves lead from it to one of those"
        f"{'' if analysis.status_quo is None else '; the thick rim is the status quo'}"
    )
    by_player: dict[str, list[Pair]] = dict(zip(player_labels(analysis.scenario, model), drawn, strict=True))
    return layered_graph_figure(caption, _numbers(model), by_player, rests, analysis.status_quo)


def _left_words(left: int) -> str:
    return f", of each player its best from each state ({counted(left)} others are left out)" if left else ""


def _best(model: GraphModel, player: int, liked: list[Pair]) -> list[Pair]:
    """Return of a player's moves from each state those that lead highest in its ranking."""
    standing = model.standing[player]
    highest: dict[int, int] = {}
    for source, target in liked:
        highest[source] = max(highest.get(source, 0), int(standing[target]))
    return [(source, target) for source, target in liked if standing[target] == highest[source]]


def _numbers(model: GraphModel) -> list[str]:
    return [str(state + 1) for state in range(model.n_states)]
