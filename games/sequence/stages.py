"""Games in stages: the players of a game move one stage after another and see what was done before.

A player conditions on the actions of all players of earlier stages, less those that are hidden from it, never on those
of its own stage; it sees actions, not the lots that drew them. So it has one information set for each combination of
seen actions, named by them in the order of the stages: "Russia=hedge, US=press"; "at once" where nothing is seen. The
payoffs are those of the profile that is played: order adds information alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import prod
from typing import Any

from ..agents import Agent
from ..errors import InputError, unknown
from ..normal_form import NormalFormGame
from ..numbers import counted, shown
from ..scenario.given import GivenScenario, scenario_of
from ..text.shown import Shown
from .preorder import END, MOST_NODES, Preorder, join_set
from .tree import Tree

AT_ONCE = "at once"
"""The information set of a player who sees nothing."""

Order = Sequence[Sequence[str | int]]


@dataclass(frozen=True, eq=False, repr=False)
class Stages(Shown):
    """A game whose players move in stages.

    Attributes
    ----------
    game
        The game whose payoffs are paid.
    order
        The numbers of the players of each stage.
    hidden
        Pairs (of, from): the second player does not see what the first one did.
    ordinal
        Whether payoffs are only ranks, so that lotteries have no meaning.
    """

    game: NormalFormGame
    order: tuple[tuple[int, ...], ...]
    hidden: frozenset[tuple[int, int]] = frozenset()
    ordinal: bool = False

    @property
    def players(self) -> tuple[str, ...]:
        """The players, in the order of the game."""
        return self.game.players

    @property
    def sequence(self) -> tuple[int, ...]:
        """The players in the order in which they move."""
        return tuple(player for stage in self.order for player in stage)

    @property
    def written(self) -> str:
        """The order as text, such as "US > Russia+China"."""
        return " > ".join("+".join(self.players[player] for player in stage) for stage in self.order)

    def seen_by(self, player: int) -> tuple[int, ...]:
        """Return the players whose actions a player sees, in the order in which they move."""
        place = next(number for number, stage in enumerate(self.order) if player in stage)
        before = (other for stage in self.order[:place] for other in stage)
        return tuple(other for other in before if (other, player) not in self.hidden)

    def tree(self) -> Tree:
        """Return the tree; the players of a stage move one after the other as listed, without seeing one another."""
        return self._tree

    @cached_property
    def _tree(self) -> Tree:
        shape, sequence = self.game.shape, self.sequence
        nodes = sum(prod(shape[player] for player in sequence[:depth]) for depth in range(len(sequence) + 1))
        if nodes > MOST_NODES:
            raise InputError(f"the tree of these stages has {counted(nodes)} nodes, at most {counted(MOST_NODES)} do")
        flat, known, names = Preorder(), {}, _SeenNames(self)
        waiting: list[tuple[int, int, tuple[int, ...]]] = [(-1, -1, ())]
        while waiting:
            parent, move, done = waiting.pop()
            if len(done) == len(sequence):
                profile = tuple(action for _, action in sorted(zip(sequence, done, strict=True)))
                flat.add(parent, move, END, (), tuple(self.game.exact[(slice(None), *profile)]))
                continue
            player = sequence[len(done)]
            node = flat.add(parent, move, player, self.game.actions[player], None)
            join_set(flat, known, node, names.of(player, done))
            waiting.extend((node, action, (*done, action)) for action in reversed(range(shape[player])))
        return Tree.laid_out(self.players, flat, self.game.title)


class _SeenNames:
    """The names of information sets by what is seen; an underscore parts two that would read alike."""

    def __init__(self, staged: Stages) -> None:
        self._staged = staged
        self._names: dict[tuple[int, tuple[int, ...]], str] = {}
        self._taken: set[tuple[int, str]] = set()

    def of(self, player: int, done: tuple[int, ...]) -> str:
        game, actions = self._staged.game, dict(zip(self._staged.sequence, done, strict=False))
        others = self._staged.seen_by(player)
        seen = player, tuple(actions[other] for other in others)
        if seen not in self._names:
            name = ", ".join(f"{game.players[k]}={game.actions[k][actions[k]]}" for k in others) or AT_ONCE
            while (player, name) in self._taken:
                name += "_"
            self._taken.add((player, name))
            self._names[seen] = name
        return self._names[seen]


def stages(game: GivenScenario, order: Order, hidden: Iterable[Any] = ()) -> Stages:
    """Return a game whose players move in stages.

    Parameters
    ----------
    game
        A game in normal form, a scenario, or the name or path of one.
    order
        For each stage the players who move in it at once, by name or number from 0; every player once.
    hidden
        Pairs (of, from), or mappings with these keys: `from`, one player or a list, does not see what `of` did.

    Raises
    ------
    InputError
        If a player is unknown, missing or twice in the order, a stage is empty, or `of` moves no earlier than `from`;
        for a population; and for an actor of uncertain type who moves before the last stage.

    Examples
    --------
    >>> game = NormalFormGame([[[3, 0], [0, 1]], [[1, 0], [0, 3]]], players=["He", "She"])
    >>> [each.name for each in stages(game, [["He"], ["She"]]).tree().information_sets]
    ['at once', 'He=a1', 'He=a2']
    """
    if isinstance(game, NormalFormGame):
        agents = [[number] for number in range(game.n_players)]
        return _staged(game, game.players, agents, order, hidden, ordinal=False)
    scenario = scenario_of(game)
    built = scenario.build()
    names, agents = players_of(scenario)
    return _staged(built, names, agents, order, hidden, ordinal=scenario.ordinal)


def players_of(scenario: Any) -> tuple[tuple[str, ...], list[list[int]]]:
    """Return a scenario's players, and the numbers of each in the game that is built: one for each of its types."""
    if not scenario.incomplete:
        return scenario.players, [[number] for number in range(len(scenario.players))]
    agents: Sequence[Agent] = scenario.agents
    names = scenario.game.players
    return names, [[k for k, agent in enumerate(agents) if agent.player == player] for player in range(len(names))]


def _staged(
    game: NormalFormGame,
    names: Sequence[str],
    agents: Sequence[Sequence[int]],
    order: Order,
    hidden: Iterable[Any],
    ordinal: bool,
) -> Stages:
    staged = read_order(names, order)
    unseen = read_hidden(names, staged, hidden)
    for stage in staged[:-1]:
        for player in stage:
            if len(agents[player]) > 1:
                raise InputError(
                    f"{names[player]} is of uncertain type and moves before the last stage: others would learn its "
                    "type from what it does; such a game is a tree that begins with a chance move"
                )
    return Stages(
        game,
        tuple(tuple(agent for player in stage for agent in agents[player]) for stage in staged),
        frozenset((of, agent) for seen, blind in unseen for of in agents[seen] for agent in agents[blind]),
        ordinal,
    )


def read_order(names: Sequence[str], order: Order) -> tuple[tuple[int, ...], ...]:
    """Return an order by the numbers of the players.

    Raises
    ------
    InputError
        If a stage is empty, or a player unknown, missing or named twice.
    """
    given: Any = order
    listed = isinstance(given, Sequence) and not isinstance(given, str)
    if not listed or not all(isinstance(stage, list | tuple) for stage in order):
        raise InputError(f"an order must be a list of stages, each a list of players, got {shown(order)}")
    staged = tuple(tuple(_number(names, player) for player in stage) for stage in order)
    if not staged or not all(staged):
        raise InputError("an order must have at least one stage, and a stage at least one player, got an empty one")
    moving = [player for stage in staged for player in stage]
    for player, name in enumerate(names):
        if moving.count(player) != 1:
            count = "none" if player not in moving else str(moving.count(player))
            raise InputError(f"an order must name every player once, got {name!r} in {count} of its places")
    return staged


def read_hidden(
    names: Sequence[str], order: Sequence[Sequence[int]], hidden: Iterable[Any]
) -> frozenset[tuple[int, int]]:
    """Return what is hidden as pairs (of, from) of numbers.

    Raises
    ------
    InputError
        If a player is unknown, or `of` moves no earlier than `from`, which does not see it anyway.
    """
    given: Any = hidden
    if not isinstance(given, Iterable):
        raise InputError(f"what is hidden must be a list of pairs (of, from), got {shown(hidden)}")
    stage_of = {player: place for place, stage in enumerate(order) for player in stage}
    pairs: set[tuple[int, int]] = set()
    for of, blind in map(_pair, hidden):
        first = _number(names, of)
        for each in blind if isinstance(blind, list | tuple) else [blind]:
            second = _number(names, each)
            if stage_of[first] >= stage_of[second]:
                raise InputError(
                    f"what {names[first]} does cannot be hidden from {names[second]}, who moves no later and does not "
                    "see it anyway"
                )
            pairs.add((first, second))
    return frozenset(pairs)


def _pair(entry: Any) -> tuple[Any, Any]:
    if isinstance(entry, Mapping) and set(entry) == {"of", "from"}:
        return entry["of"], entry["from"]
    if isinstance(entry, list | tuple) and len(entry) == 2:
        return entry[0], entry[1]
    raise InputError(f"what is hidden must be a pair (of, from) or have the keys 'of' and 'from', got {shown(entry)}")


def _number(names: Sequence[str], player: Any) -> int:
    if isinstance(player, str):
        if player not in names:
            raise InputError(unknown("player", player, names))
        return names.index(player)
    if isinstance(player, bool) or not isinstance(player, int) or not 0 <= player < len(names):
        raise InputError(f"a player must be a name or a number from 0 to {len(names) - 1}, got {shown(player)}")
    return player
