"""Which preferences are pivotal: swap two neighbours in somebody's ranking, and the conflict rests elsewhere.

In a ranking the neighbours are two classes of equally good states, of which one is next to the other; where a player is
ranked by statements they are two statements, one just more important than the other.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import inf
from typing import Any

from ...games.arrays import Flags
from ...games.graph.graph_game import GraphGame
from ...games.graph.graph_model import GraphModel
from ...games.graph.moves import Integers
from ...games.graph.of_game import conflict_of, graph_model
from ...games.graph.statements import standing_by, truth
from ...games.scenario.scenario import Scenario
from ...solvers.deadline import stop_after
from ...solvers.stability.stability import stability

MOST_WORK = 200_000
"""Swaps times states; of a larger model none is made."""


@dataclass(frozen=True)
class Swap:
    """Two neighbours in a ranking that change places, and what comes of it.

    Attributes
    ----------
    player, place
        Whose ranking, and how far down: what stands at a place, 0 for the best or the most important, changes places
        with what stands next below it.
    by_statements
        Whether the neighbours are statements; else they are classes of states.
    appears, ends
        The states, by number, that are stable for all then and not now, and now and not then.
    """

    player: int
    place: int
    by_statements: bool
    appears: tuple[int, ...]
    ends: tuple[int, ...]

    @property
    def decides(self) -> bool:
        """Whether anything comes of it."""
        return bool(self.appears or self.ends)


def neighbour_swaps(model: Any, concept: str, deadline: float = inf) -> tuple[Swap, ...] | None:
    """Return every swap of two neighbours, in the order of players and places.

    None where a comparison is unknown or greatly preferred states are told apart, which a swap would blur, and where
    there are more than `MOST_WORK` swaps times states.

    Parameters
    ----------
    model
        A graph model, a game in normal form, a scenario, or the name or path of one.
    deadline
        A reading of the clock `time.monotonic` after which it is a TimeoutError; infinity for none.

    Examples
    --------
    >>> from ...games.normal_form import NormalFormGame
    >>> dilemma = NormalFormGame([[[3, 0], [5, 1]], [[3, 5], [0, 1]]])
    >>> found = [swap for swap in neighbour_swaps(dilemma, "nash") if swap.decides]
    >>> [(swap.player, swap.place, swap.appears, swap.ends) for swap in found]
    [(0, 2, (1,), (3,)), (1, 2, (2,), (3,))]
    """
    meant = conflict_of(model)
    known = graph_model(meant)
    stated = [truths_of(meant, player) for player in range(known.n_players)]
    if not known.all_known or any(known.cuts) or sum(map(_pairs, stated, known.standing)) * known.n_states > MOST_WORK:
        return None
    now = {*stability(known, [concept]).equilibria(concept)}
    return tuple(
        _swap(known, player, place, standing, truths is not None, concept, now, deadline)
        for player, truths in enumerate(stated)
        for place, standing in enumerate(_neighbours(known, player, truths))
    )


def with_standing(model: GraphModel, player: int, own: Integers) -> GraphModel:
    """Return a model, without unknown comparisons, in which one player ranks the states otherwise."""
    standing = model.standing.copy()
    standing[player] = own
    return GraphModel.ranked(model.players, model.states, model.controls, standing, choices=model.choices)


def swapped(truths: Sequence[Flags], place: int) -> list[Flags]:
    """Return statements, as what they are true of, of which one has changed places with the next."""
    return [*truths[:place], truths[place + 1], truths[place], *truths[place + 2 :]]


def _swap(
    model: GraphModel,
    player: int,
    place: int,
    own: Integers,
    stated: bool,
    concept: str,
    now: set[int],
    deadline: float,
) -> Swap:
    stop_after(deadline)
    then = {*stability(with_standing(model, player, own), [concept]).equilibria(concept)}
    return Swap(player, place, stated, tuple(sorted(then - now)), tuple(sorted(now - then)))


def _pairs(truths: Sequence[Flags] | None, standing: Integers) -> int:
    """Return how many neighbours a ranking has: of its statements, or of its classes."""
    return int(standing.max()) if truths is None else max(len(truths) - 1, 0)


def _neighbours(model: GraphModel, player: int, truths: Sequence[Flags] | None) -> list[Integers]:
    """Return how high each state stands with a player after each swap of two neighbours."""
    if truths is not None:
        return [standing_by(swapped(truths, place), model.n_states) for place in range(len(truths) - 1)]
    return list(_swapped_classes(model.standing[player]))


def _swapped_classes(own: Integers) -> Iterator[Integers]:
    for upper in range(int(own.max()), 0, -1):
        standing = own.copy()
        standing[own == upper], standing[own == upper - 1] = upper - 1, upper
        yield standing


def truths_of(meant: Any, player: int) -> list[Flags] | None:
    """Return of which states the statements of a player are true; None where it is not ranked by statements."""
    game = meant.game if isinstance(meant, Scenario) else None
    if not isinstance(game, GraphGame) or game.form is None or game.players[player] not in game.wishes:
        return None
    taken = game.form.taken
    return [truth(wish.statement, taken) for wish in game.wishes[game.players[player]]]
