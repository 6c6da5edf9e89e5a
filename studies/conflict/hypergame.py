"""Conflicts that the decision makers see differently: simple hypergames (Wang, Hipel and Fraser 1988).

Each player has a view: the rankings of all as it sees them, and perhaps states that it overlooks, with the moves to
them. A state is an *equilibrium of the hypergame* if it is stable in its own view for each player that sees it. Beside
it stands what would be stable if everyone's own ranking were known to all: the difference is misperception.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from ...games.arrays import Flags
from ...games.errors import InputError
from ...games.graph.graph_game import GraphGame, View
from ...games.graph.graph_model import GraphModel, standing_of
from ...games.graph.moves import Arcs, Moves, simplest
from ...games.graph.of_game import conflict_of, graph_model
from ...games.normal_form import read_only
from ...games.numbers import counted
from ...games.scenario.scenario import Scenario
from ...games.text.shown import Shown
from ...solvers.stability.concepts import Asked, Sanctions, check_sanctions, read_concept
from ...solvers.stability.stability import stability


@dataclass(frozen=True, eq=False, repr=False)
class Hypergame(Shown):
    """What is stable as each sees it, and what would be if all were known.

    Attributes
    ----------
    stable
        Shape (n, m): whether a state is stable for a player in its own view; true of a state that it overlooks.
    equilibria
        The states that are stable for each player that sees them, in the order of numbers.
    known_equilibria
        Those of the model itself, in which every ranking is known to all.
    overlooked
        For each player the states that it does not see.
    """

    model: GraphModel
    concept: str
    stable: Flags
    equilibria: tuple[int, ...]
    known_equilibria: tuple[int, ...]
    overlooked: tuple[frozenset[int], ...]

    def about(self) -> str:
        """Return how many states hold."""
        return f"{self.model.about()}; {counted(len(self.equilibria))} hold"


def hypergame(
    model: Any, views: Sequence[Any] | None = None, concept: Any = "seq", sanctions: Sanctions = "joint"
) -> Hypergame:
    """Return what is stable where the players see the conflict differently.

    Parameters
    ----------
    model
        A graph model, or a scenario of kind "graph".
    views
        For each player the rankings of all players as it sees them, each as classes of state numbers, best first; None
        for one who sees the model as it is. States that its rankings leave out are those it overlooks. Where `views`
        is left out, those of the scenario.
    concept, sanctions
        As in `stability`.

    Raises
    ------
    InputError
        If there are no views, or a view ranks a state twice, or for some players only.
    """
    check_sanctions(sanctions)
    meant = conflict_of(model)
    asked, known = read_concept(concept), graph_model(meant)
    seen = _views(meant, known) if views is None else _given(known, views)
    stable = np.array([_stable(known, player, view, asked, sanctions) for player, view in enumerate(seen)])
    plain = stability(known, asked.name, sanctions).equilibria(asked.name)
    equilibria = tuple(np.flatnonzero(stable.all(axis=0)).tolist())
    return Hypergame(known, asked.name, read_only(stable), equilibria, plain, tuple(view.overlooked for view in seen))


def _views(model: Any, known: GraphModel) -> tuple[View, ...]:
    game = model.game if isinstance(model, Scenario) else None
    if not isinstance(game, GraphGame) or not game.views:
        raise InputError("a hypergame needs the view of some player: how it sees what the others prefer")
    return tuple(game.views.get(player, View(known.standing)) for player in known.players)


def _given(known: GraphModel, views: Sequence[Any]) -> tuple[View, ...]:
    if len(views) != known.n_players:
        raise InputError(f"views must have one for each of the {known.n_players} players, got {len(views)}")
    named = zip(known.players, views, strict=True)
    return tuple(View(known.standing) if view is None else _view(known, player, view) for player, view in named)


def _view(known: GraphModel, player: str, rankings: Sequence[Any]) -> View:
    if len(rankings) != known.n_players:
        raise InputError(
            f"the view of {player} must rank for each of the {known.n_players} players, got {len(rankings)}"
        )
    names = [f"{other} as {player} sees it" for other in known.players]
    standing = np.array([standing_of(*each, known.states, partial=True) for each in zip(names, rankings, strict=True)])
    left_out = standing < 0
    if (left_out != left_out[0]).any():
        raise InputError(f"the view of {player} must rank the same states for every player")
    return View(standing.astype(np.int32), frozenset(np.flatnonzero(left_out[0]).tolist()))


def _stable(known: GraphModel, player: int, view: View, asked: Asked, sanctions: Sanctions) -> Flags:
    unseen = np.isin(np.arange(known.n_states), list(view.overlooked))
    controls = [_seen(moves, unseen) for moves in known.controls] if view.overlooked else known.controls
    seen = GraphModel.ranked(known.players, known.states, controls, view.standing, choices=known.choices)
    return stability(seen, asked.name, sanctions).of(asked.name)[player] | unseen


def _seen(moves: Moves, unseen: Flags) -> Moves:
    arcs: Arcs = moves.arcs()
    return simplest(arcs.where(~unseen[arcs.sources] & ~unseen[arcs.targets]))
