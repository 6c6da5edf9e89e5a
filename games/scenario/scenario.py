"""A scenario: actors, what they value, and the game they are in; everything that a result depends on, frozen.

Every number in a scenario may be a Fraction (one game, exact), a float array of length B (B games at once) or a SymPy
expression (a formula): `payoffs` gives the payoff array in whichever arithmetic the numbers have, `build` the one
game. `replace` sets numbers by their path, so that a what-if, a sweep and a threshold are the same act.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from fractions import Fraction
from functools import cached_property, partial
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from ..actors import Actor, AnyActor, Shares, actor_weights, describe
from ..agents import Agent, agent_form, deciding
from ..arena import Arena, ArenaGame, Kind, consequences, consequences_at_home, contract
from ..dimensions import DIMENSION_NAMES
from ..errors import InputError, expect
from ..graph.graph_game import GraphGame
from ..normal_form import NormalFormGame, PureProfile
from ..numbers import read_fraction, rounded
from ..orders.rows import ROW_NAMES
from ..ordinal import OrdinalGame
from ..population import ParametricGame, PopulationGame
from ..sequence.move_labels import plan_labels
from ..sequence.tree_game import TreeGame
from ..sequence.written import TreeEffects
from ..text.labels import ActionLabel, Labels, PlayerLabel, plain
from ..text.shown import Shown
from .inputs import DerivedGame, ScenarioInputs
from .names import Names, faction_label, names_of, of_kind, player_names, spoken_name, table_name, with_own_names
from .paths import set_paths


@dataclass(frozen=True, eq=False, repr=False)
class Scenario(Shown, ScenarioInputs):
    """The inputs of a scenario, and what follows from them: its players, what they value, the game that they are in."""

    def __getstate__(self) -> dict[str, Any]:
        """Pickle the inputs alone: the rest follows from them."""
        return {item.name: getattr(self, item.name) for item in fields(self)}

    @property
    def ordinal(self) -> bool:
        """Whether payoffs are only ranks, so that mixed strategies have no meaning."""
        return isinstance(self.game, OrdinalGame)

    @property
    def population(self) -> bool:
        """Whether many actors with one order each make up the game, rather than a few players."""
        return isinstance(self.game, PopulationGame)

    @property
    def underlying(self) -> Scenario:
        """The scenario whose numbers the game rests on: this one, or the one that the game follows from."""
        return cast(Scenario, self.game.base) if isinstance(self.game, DerivedGame) else self

    @property
    def graph(self) -> bool:
        """Whether the game is a conflict given as a graph of moves."""
        return isinstance(self.game, GraphGame)

    @property
    def single(self) -> bool:
        """Whether all numbers are single numbers, none an array or a formula."""
        return all(isinstance(value, Fraction) for value in self._numbers())

    @cached_property
    def types(self) -> tuple[Agent, ...]:
        """The types of the players of an arena: one of each, or as many as its actor and its arena tell apart."""
        return tuple(_types(self._arena_game(), self.actors))

    @cached_property
    def agents(self) -> tuple[Agent, ...]:
        """The agents of an arena: the types that have a choice."""
        return deciding(self.types)

    @property
    def incomplete(self) -> bool:
        """Whether some actor is of uncertain type."""
        kinds = isinstance(self.game, ArenaGame) and self.game.arena.kinds
        return bool(kinds) or any(not isinstance(actor, Actor) for actor in self.actors.values())

    @property
    def rivals(self) -> dict[str, tuple[str, ...]]:
        """Against whom the actors that say so measure their gain."""
        return {player: actor.rivals for player, actor in self.actors.items() if actor.rivals is not None}

    @property
    def chances(self) -> tuple[Any, ...]:
        """How likely each of `players` is there: 1, and for a type of an actor the chance of it."""
        if not isinstance(self.game, ArenaGame):
            return (Fraction(1),) * len(self.players)
        return tuple(agent.prior for agent in self.agents)

    def total(self, payoffs: NDArray[np.float64]) -> float:
        """Return the sum of payoffs, one for each of `players`, in which types of an actor count by their chances."""
        return float(payoffs @ np.array(self.chances, dtype=np.float64))

    @property
    def players(self) -> tuple[str, ...]:
        """The players of the game that is built: the arena's, or the agents where information is incomplete."""
        return tuple(agent.name for agent in self.agents) if isinstance(self.game, ArenaGame) else self.game.players

    @property
    def actions(self) -> tuple[tuple[str, ...], ...]:
        """The actions of each of `players`."""
        if not isinstance(self.game, ArenaGame):
            return self.game.actions
        return tuple(self.game.actions[agent.player] for agent in self.agents)

    def name_profile(self, profile: PureProfile) -> tuple[str, ...]:
        """Return the action names of a pure profile, whether or not the payoffs have values."""
        return tuple(names[action] for names, action in zip(self.actions, profile, strict=True))

    def today(self) -> Mapping[str, str]:
        """Return what each of `players` does in the status quo; empty where nothing is said."""
        if not isinstance(self.game, ArenaGame) or not self.status_quo:
            return self.status_quo
        return {agent.name: self.status_quo[self.game.players[agent.player]] for agent in self.agents}

    @cached_property
    def names(self) -> Names:
        """What readers call the players and actions of the game that is built."""
        if not isinstance(self.game, ArenaGame):
            alone = [(player, "") for player in self.players]
            return names_of(self.players, self.actions, alone, self.labels, self._game_labels(), {})
        types = [(self.game.players[agent.player], agent.kind) for agent in self.agents]
        return names_of(self.players, self.actions, types, self.labels, self._game_labels(), self.actors)

    def _game_labels(self) -> Labels:
        """Return what readers call players and actions where the scenario does not say: by its arena, tree or base."""
        if isinstance(self.game, TreeGame):
            return plan_labels(self.game.tree, self.labels)
        if not isinstance(self.game, ArenaGame):
            return self._derived_labels()
        effects = self.game.arena.effects
        if isinstance(effects, TreeEffects):
            return plan_labels(effects.written.bare, self.labels)
        return self.game.arena.labels

    def _derived_labels(self) -> Labels:
        """Return what readers call the actions of a game that follows from an arena: what its first player can do."""
        base = self.underlying.game
        if not isinstance(base, ArenaGame):
            return Labels()
        known = base.arena.labels.actions.get(base.players[0], {})
        backed = {name: ActionLabel(own.label, f'back "{own.label}"') for name, own in known.items()}
        factions = {player: faction_label(player) for player in self.players}
        return Labels(players=factions, actions=dict.fromkeys(self.players, backed))

    def label(self, player: str) -> str:
        """Return the name under which a reader knows a player, or a type of one."""
        if isinstance(self.game, GraphGame | TreeGame):
            return self._called[player][0]
        names = self.names
        known = dict(zip(names.players, names.labels, strict=True))
        if isinstance(self.game, ArenaGame):
            states = [self._called[player][0] for player in self.game.players]
            known |= {own.name: of_kind(states[own.player], own.kind) for own in self.types}
        return known.get(player) or table_name(player, names.given, self.actors)

    @cached_property
    def _called(self) -> Mapping[str, tuple[str, PlayerLabel]]:
        """The players of the game that is given, as they stand in tables and in sentences."""
        game_labels = self._game_labels() if isinstance(self.game, ArenaGame) else Labels()
        return player_names(self.game.players, self.labels, game_labels, self.actors)

    def spoken(self, player: str) -> str:
        """Return a player as it stands in a sentence: "the United States"."""
        return self.spoken_label(player).spoken

    def spoken_label(self, player: str) -> PlayerLabel:
        """Return a player as it stands in a sentence, and whether it takes a verb in the plural."""
        if isinstance(self.game, GraphGame | TreeGame):
            return self._called[player][1]
        names = self.names
        known = dict(zip(names.players, names.spoken, strict=True)) | dict(names.spoken_states)
        return known.get(player) or spoken_name(player, self.labels, names.given, self.actors)

    def kind_of(self, player: str, number: int) -> str:
        """Return what readers call one of the types that the actor of a player may be of, by its number: "liberal"."""
        return [read for _, read, *_ in _mixes(self.actors[player])][number]

    def owner_of(self, parameter: str) -> str | None:
        """Return the player whose letter the name of a parameter of the arena ends in: "A" of "cost_a".

        None where it ends in no player's, and in a population, which has no players.
        """
        if self.population:
            return None
        last = parameter.rpartition("_")[2].upper()
        players = self.game.players if isinstance(self.game, ArenaGame) else self.players
        return last if len(last) == 1 and last in players else None

    def parameter_words(self, name: str) -> str:
        """Return the name of a parameter of the arena as words; one that ends in the letter of a player is of that."""
        owner = self.owner_of(name)
        if owner is None:
            return self.in_own_names(plain(name))
        return f"{plain(name.rpartition('_')[0]).removesuffix(' of')} of {self.spoken(owner)}"

    def in_own_names(self, text: str) -> str:
        """Return a text of the arena with its players as the scenario calls them."""
        if not isinstance(self.game, ArenaGame):
            return text
        return with_own_names(text, self.game.arena.labels.players, self.names.spoken_states)

    def value_matrix(self) -> NDArray[Any]:
        """Return the value matrix, all five rows of it, (5, 9), with a leading axis B in a batch."""
        cells = [self._number(self.orders[order][name]) for order in ROW_NAMES for name in DIMENSION_NAMES]
        flat = np.stack(np.broadcast_arrays(*cells), axis=-1)
        return flat.reshape(*flat.shape[:-1], len(ROW_NAMES), len(DIMENSION_NAMES))

    def weights(self) -> NDArray[Any]:
        """Return the value weights of an arena's n players (or agents), (n, 9), with a leading axis B in a batch."""
        matrix = self.value_matrix()
        rows = [actor_weights(self._as_numbers(agent.orders), matrix) for agent in self.agents]
        return np.stack(np.broadcast_arrays(*rows), axis=-2)

    def consequences(self) -> NDArray[Any]:
        """Return what every profile does to every player: (n, m_1, .., m_n, 9), with a leading axis B in a batch.

        Where information is incomplete the players are agents, and others' types are averaged over.
        """
        return self._for_agents(partial(consequences, rivals=self.rivals))

    def consequences_at_home(self) -> NDArray[Any]:
        """Return that part of the consequences which is felt on the ground floor alone, in the same shape."""
        return self._for_agents(consequences_at_home)

    def _for_agents(self, table_of: Callable[[Arena, Mapping[str, Any]], NDArray[Any]]) -> NDArray[Any]:
        game = self._arena_game()
        table = table_of(game.arena, self._as_numbers(game.parameters))
        if self._batched:
            table = table.astype(np.float64, copy=False)
        types = [replace(own, prior=self._number(own.prior)) for own in self.types]
        return agent_form(table, types, game.arena.shape)

    def payoffs(self) -> NDArray[Any]:
        """Return the payoffs: (n, m_1, .., m_n), with a leading axis B in a batch."""
        if isinstance(self.game, ArenaGame):
            return contract(self.consequences(), self.weights())
        return self.build().exact

    def build(self) -> NormalFormGame:
        """Return the game of a scenario whose numbers are all single numbers; its payoffs are exact.

        Raises
        ------
        InputError
            If a number of the scenario is an array or a formula, or it is a population game or a graph of moves.
        """
        return self._built

    @cached_property
    def _built(self) -> NormalFormGame:
        if isinstance(self.game, NormalFormGame):
            return self.game
        if isinstance(self.game, DerivedGame):
            return self.game.built
        if isinstance(self.game, OrdinalGame):
            return self.game.build(self.title)
        if isinstance(self.game, TreeGame):
            return self.game.reduced
        if isinstance(self.game, PopulationGame | GraphGame):
            raise self.game.refusal()
        if not self.single:
            raise InputError("one game can be built only from single numbers: this scenario holds arrays or formulas")
        return NormalFormGame(self.payoffs(), self.players, self.actions, self.title)

    def replace(self, values: Mapping[str, Any] | None = None, /, **more: Any) -> Scenario:
        """Return a copy in which the numbers at the given paths have new values.

        A path is dotted, `actors.US.orders.mercantilist`; `US.orders.mercantilist` is short for it, and a bare name or
        symbol is a parameter of the game. Setting one share of a mix rescales the others in proportion. Paths that
        are no Python names go into a mapping: `replace({"US.orders.liberal": 0.2}, p_R=0.8)`.

        Raises
        ------
        InputError
            If a path is unknown or a value does not fit it.

        Examples
        --------
        >>> from tetrarchy import load
        >>> load("us-russia-china").replace(p_C=0.8).game.parameters["pressure_on_china"]
        Fraction(4, 5)
        """
        expect(values or {}, Mapping, "a table from paths to values")
        return set_paths(self, {**(values or {}), **more})

    def doubts(self) -> tuple[str, ...]:
        """Return sentences on what in a conflict is allowed and may be a slip; none for any other game."""
        return self.game.doubts if isinstance(self.game, GraphGame) else ()

    def outside_ranges(self, varied: Mapping[str, tuple[Any, Any]] | None = None) -> tuple[str, ...]:
        """Return a sentence for each parameter and each value weight that lies outside its plausible range.

        Parameters
        ----------
        varied
            The lowest and the highest value of numbers that vary, by their paths in full: these are looked at in the
            place of the scenario's own.

        Examples
        --------
        >>> from tetrarchy import load
        >>> load("us-russia-china").outside_ranges({"game.parameters.pressure_on_russia": (0, 5)})
        ('pressure_on_russia from 0 to 5 reaches outside the range held plausible, 0.2 to 1',)
        """
        if self.underlying is not self:
            return self.underlying.outside_ranges(varied)
        sentences = []
        for path, what, value, low, high in self._with_ranges():
            ends = varied[path] if varied and path in varied else (value, value)
            least, most = map(read_fraction, ends)
            if least < low or most > high:
                sentences.append(_outside(what, least, most, low, high))
        return tuple(sentences)

    def _with_ranges(self) -> Iterator[tuple[str, str, Any, Fraction, Fraction]]:
        """Go through the numbers that have a plausible range: path, name, value, the ends of the range."""
        if isinstance(self.game, ParametricGame):
            for known in self.game.arena.parameters:
                path = f"game.parameters.{known.name}"
                yield path, known.name, self.game.parameters[known.name], known.low, known.high
        for order, row in self.orders.items():
            for dimension, value in row.items():
                weight, what = self.coding.rows[order].weights[dimension], f"the weight of {order} on {dimension}"
                yield f"orders.{order}.{dimension}", what, value, weight.low, weight.high

    def _arena_game(self) -> ArenaGame:
        if not isinstance(self.game, ArenaGame):
            if isinstance(self.game, PopulationGame | GraphGame):
                raise self.game.refusal()
            raise InputError("this game is given by payoffs: it has no parameters, orders or dimensions of value")
        return self.game

    def _as_numbers(self, values: Mapping[str, Any]) -> Mapping[str, Any]:
        return {name: self._number(value) for name, value in values.items()}

    def _numbers(self) -> Iterator[Any]:
        if isinstance(self.game, ParametricGame):
            yield from self.game.parameters.values()
        if isinstance(self.game, PopulationGame):
            yield from self.game.mix.values()
        if isinstance(self.game, ArenaGame):
            for agent in self.agents:
                yield agent.prior
                yield from agent.orders.values()
        for row in self.orders.values():
            yield from row.values()

    @cached_property
    def _batched(self) -> bool:
        return any(isinstance(value, np.ndarray) for value in self._numbers())

    def _number(self, value: Any) -> Any:
        """Return a number in the arithmetic of the whole scenario: floats where anything is an array."""
        return float(value) if self._batched and not isinstance(value, np.ndarray) else value


def _types(game: ArenaGame, actors: Mapping[str, AnyActor]) -> Iterator[Agent]:
    for place, (player, actions) in enumerate(zip(game.players, game.actions, strict=True)):
        actor, kinds = actors[player], game.arena.kinds.get(player, (Kind(""),))
        for number, kind in enumerate(kinds):
            committed = actions.index(kind.committed) if kind.committed else None
            for what, read, prior, orders in _mixes(actor):
                told, of_kind = (", ".join(word for word in (kind.name, each) if word) for each in (what, read))
                name = f"{player} ({told})" if told else player
                yield Agent(place, name, of_kind, _times(prior, _chance(kind, kinds, game)), orders, number, committed)


def _mixes(actor: AnyActor) -> Iterator[tuple[str, str, Any, Shares]]:
    """Go through the mixes that an actor may follow: what scripts and readers call each, its chance, the mix."""
    if isinstance(actor, Actor):
        yield "", "", Fraction(1), actor.orders
        return
    mixes = [own.orders for own in actor.types]
    told = [describe(each) if all(isinstance(share, Fraction) for share in each.values()) else "" for each in mixes]
    for number, own in enumerate(actor.types):
        alone = told[number] and told.count(told[number]) == 1
        what = told[number] if alone else f"type {number + 1}"
        yield what, own.name or plain(what), own.prior, own.orders


def _chance(kind: Kind, kinds: Sequence[Kind], game: ArenaGame) -> Any:
    if kind.chance:
        return game.parameters[kind.chance]
    return Fraction(1) - sum(game.parameters[other.chance] for other in kinds if other.chance)


def _times(one: Any, other: Any) -> Any:
    """Multiply two numbers in the arithmetic of either."""
    if isinstance(one, np.ndarray) or isinstance(other, np.ndarray):
        return np.asarray(one, dtype=np.float64) * np.asarray(other, dtype=np.float64)
    return one * other


def _outside(what: str, least: Fraction, most: Fraction, low: Fraction, high: Fraction) -> str:
    found = f"{what} = {rounded(least)} lies"
    if least < most:
        found = f"{what} from {rounded(least)} to {rounded(most)} reaches"
    return f"{found} outside the range held plausible, {rounded(low)} to {rounded(high)}"
