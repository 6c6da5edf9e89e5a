"""What a page needs to solve a scenario's game anew wherever its numbers are moved: dials, and effects as polynomials.

What a profile is worth to a player is the sum, over the dimensions, of its effect times the player's weight. Effects
are polynomials in the parameters and in the chances of types; weights are the rows of the value matrix mixed by the
player's shares. Kept apart, both are short, and a page can say which dimension a payoff comes from.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import groupby
from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...games.actors import Actor, Shares
from ...games.arena import ArenaGame
from ...games.arenas.custom import ConsequenceList
from ...games.dimensions import DIMENSION_NAMES
from ...games.errors import InputError
from ...games.normal_form import NormalFormGame
from ...games.numbers import counted
from ...games.orders.matrix import normalised
from ...games.orders.rows import ORDER_NAMES, ROW_NAMES
from ...games.parameters import Parameter
from ...games.population import PopulationGame
from ...games.scenario.given import GivenScenario, scenario_of
from ...games.scenario.names import of_kind
from ...games.scenario.scenario import Scenario
from ...games.sequence.stages import Stages, players_of, stages
from ...games.text.labels import apart, plain
from .polynomials import Polynomials, as_polynomials, with_sums

Path = tuple[str | int, ...]

OrderChoice = tuple[tuple[tuple[str, ...], ...], tuple[tuple[str, str], ...]]
"""The players of each stage, and what is hidden as (of, from)."""

MOST_OUTCOMES = 400
"""A game with more outcomes is no page that somebody could read, and slow to solve anew at every move."""

MOST_PAYOFFS = 32
"""A game given by payoffs has a dial for each of them if it has no more."""


@dataclass(frozen=True)
class Dial:
    """A number of a scenario that can be moved.

    Attributes
    ----------
    path
        Where it stands among the scenario's plain values.
    key, name, group
        What it is called in an address, what on the page, in the words of reports, and among which others it stands.
    whole
        The mix that it is a share of, by a name: the others of the same mix give way. None for other numbers.
    low, high, value
        The range held plausible, widened to hold the value, which is the scenario's own.
    """

    path: Path
    key: str
    name: str
    group: str
    whole: str | None
    low: Fraction
    high: Fraction
    value: Fraction
    meaning: str = ""


@dataclass(frozen=True, eq=False)
class Explorable:
    """A scenario whose game can be solved anew wherever its dials stand.

    Attributes
    ----------
    labels
        The players (or agents) as reports call them.
    dials
        The variables of the polynomials, in order, and behind them the shares of the mixes.
    dimensions
        What payoffs are the sum of: the dimensions on which anything has an effect, or "payoff" alone.
    effects
        The number of the polynomial that says what a profile does to a player along a dimension: shape
        (n, dimensions, m_1, .., m_n).
    rows
        What the five rows of the value matrix seek, normalised: (5, dimensions); none for a game given by payoffs.
    shares
        For each player the dials of its shares of these rows; empty for a game given by payoffs.
    moves
        The game in each of the orders of moves to choose among, the scenario's own first; empty where it has none.
    """

    scenario: Scenario
    labels: tuple[str, ...]
    dials: tuple[Dial, ...]
    polynomials: Polynomials
    dimensions: tuple[str, ...]
    effects: NDArray[np.int64]
    rows: tuple[tuple[Fraction, ...], ...]
    shares: tuple[tuple[int, ...], ...]
    moves: tuple[Stages, ...] = ()

    def payoffs(self, values: Sequence[Fraction]) -> NDArray[np.object_]:
        """Return the payoffs, shape (n, m_1, .., m_n), where the dials stand at some values, as a page reckons them."""
        known = np.array(self.polynomials.values(values), dtype=object)[self.effects]
        weights = [self._weights(values, player) for player in range(len(self.labels))]
        return np.stack([np.tensordot(own, table, axes=1) for own, table in zip(weights, known, strict=True)])

    def _weights(self, values: Sequence[Fraction], player: int) -> NDArray[np.object_]:
        if not self.shares:
            return np.array([Fraction(1)], dtype=object)
        mix = np.array([values[dial] for dial in self.shares[player]], dtype=object)
        return mix @ np.array(self.rows, dtype=object)


def explorable(scenario: GivenScenario) -> Explorable:
    """Return a scenario with its game as polynomials in its numbers.

    Raises
    ------
    InputError
        If it is a population game, or has more than `MOST_OUTCOMES` outcomes.

    Examples
    --------
    >>> found = explorable("mutual-deference")
    >>> [dial.key for dial in found.dials][:3], found.payoffs([dial.value for dial in found.dials]).shape
    (['gi', 'hi', 'i'], (2, 2, 2))
    """
    scenario = scenario_of(scenario)
    outcomes = prod(len(names) for names in scenario.actions)
    if outcomes > MOST_OUTCOMES:
        raise InputError(f"a page shows games of at most {MOST_OUTCOMES} outcomes, this one has {counted(outcomes)}")
    found = _of_arena(scenario) if isinstance(scenario.game, ArenaGame) else _of_payoffs(scenario)
    return replace(found, moves=tuple(stages(scenario, *each) for each in orders_of(scenario)))


def orders_of(scenario: Scenario) -> tuple[OrderChoice, ...]:
    """Return a scenario's own order, each player first and seen, and all at once; nothing where it has no order.

    A player of uncertain type does not move first, as others would learn its type.
    """
    if not scenario.order:
        return ()
    names, agents = players_of(scenario)
    leaders = [name for name, own in zip(names, agents, strict=True) if len(own) == 1 < len(names)]
    first = [((name,), tuple(other for other in names if other != name)) for name in leaders]
    others = ((order, ()) for order in [*first, (tuple(names),)])
    return tuple(dict.fromkeys([(scenario.order, scenario.hidden), *others]))


def dials_of(scenario: Scenario) -> tuple[Dial, ...]:
    """Return the numbers of a scenario that can be moved.

    They are its parameters that have a range, the chances of types and the shares of mixes; or its payoffs, where these
    are few.
    """
    if isinstance(scenario.game, PopulationGame):
        return tuple(_population_dials(scenario.game))
    if isinstance(scenario.game, ArenaGame):
        return (*_variables(scenario), *_share_dials(scenario))
    if isinstance(scenario.game, NormalFormGame) and scenario.game.payoffs.size <= MOST_PAYOFFS:
        return tuple(_payoff_dials(scenario))
    return ()


def _of_payoffs(scenario: Scenario) -> Explorable:
    game, dials = scenario.build(), dials_of(scenario)
    variables = _symbols(len(dials))
    polynomials, places = _numbered(variables or list(game.exact.flat), variables)
    effects = places.reshape(game.payoffs.shape)[:, None]
    return Explorable(scenario, scenario.names.labels, dials, polynomials, ("payoff",), effects, (), ())


def _of_arena(scenario: Scenario) -> Explorable:
    dials, mixes = dials_of(scenario), list(_mixes(scenario))
    first = len(dials) - len(mixes) * len(ROW_NAMES)
    variables = _symbols(first)
    table = _with_symbols(scenario, variables).consequences()
    plain, places = _numbered(list(table.flat), variables)
    polynomials = with_sums(plain, {k for k, dial in enumerate(dials[:first]) if dial.whole is not None})
    effects = places.reshape(table.shape)
    felt = np.array([polynomial != () for polynomial in polynomials.polynomials])[effects]
    used = np.flatnonzero(felt.reshape(-1, len(DIMENSION_NAMES)).any(axis=0)).tolist() or [0]
    rows = tuple(tuple(row[k] for k in used) for row in normalised(scenario.value_matrix()))
    names = tuple(DIMENSION_NAMES[k] for k in used)
    own = [tuple(range(k, k + len(ROW_NAMES))) for k in range(first, len(dials), len(ROW_NAMES))]
    shares = tuple(own[place] for place in _followed(scenario, mixes))
    along = np.moveaxis(effects[..., used], -1, 1)
    return Explorable(scenario, scenario.names.labels, dials, polynomials, names, along, rows, shares)


def _followed(scenario: Scenario, mixes: Sequence[Mix]) -> Iterator[int]:
    """Go through which mix each of those who play follows: all kinds of a player the same ones."""
    game: Any = scenario.game
    followed = {player: [k for k, (path, *_) in enumerate(mixes) if path[1] == player] for player in game.players}
    for (player, _), agents in groupby(scenario.agents, key=lambda each: (each.player, each.branch)):
        for place, _ in zip(followed[game.players[player]], agents, strict=True):
            yield place


def _symbols(count: int) -> list[Any]:
    from sympy import Dummy

    return [Dummy() for _ in range(count)]


def _numbered(formulas: Sequence[Any], variables: Sequence[Any]) -> tuple[Polynomials, NDArray[np.int64]]:
    """Return the different formulas among some as polynomials, and for each formula the number of its polynomial."""
    from sympy import sympify

    numbers: dict[Any, int] = {}
    places = [numbers.setdefault(sympify(formula), len(numbers)) for formula in formulas]
    found = as_polynomials(numbers, variables)
    different = {polynomial: k for k, polynomial in enumerate(dict.fromkeys(found.polynomials))}
    merged = [different[polynomial] for polynomial in found.polynomials]
    return replace(found, polynomials=tuple(different)), np.array([merged[place] for place in places], dtype=np.int64)


def _with_symbols(scenario: Scenario, symbols: Sequence[Any]) -> Scenario:
    """Return a scenario with symbols for the parameters that move and the chances of types, in the order of dials."""
    game: Any = scenario.game
    left = iter(symbols)
    moving = {known.name: next(left) for known, low, high in _ranges(game) if low < high}
    parameters = {known.name: moving.get(known.name, game.parameters[known.name]) for known in game.arena.parameters}
    actors = {
        player: actor
        if isinstance(actor, Actor)
        else replace(actor, types=tuple(replace(own, prior=next(left)) for own in actor.types))
        for player, actor in scenario.actors.items()
    }
    return replace(scenario, game=replace(game, parameters=parameters), actors=actors)


def _variables(scenario: Scenario) -> Iterator[Dial]:
    """Go through the dials that effects depend on: the parameters, then the chances of types."""
    game: Any = scenario.game
    custom = isinstance(game.arena.effects, ConsequenceList)
    for known, low, high in _ranges(game):
        path: Path = ("game", "parameters", known.name, *(["value"] if custom else []))
        name, value = scenario.parameter_words(known.name), game.parameters[known.name]
        if low < high:
            yield Dial(path, known.symbol, name, "", None, low, high, value, known.meaning)
    for player, actor in scenario.actors.items():
        if isinstance(actor, Actor):
            continue
        for number, own in enumerate(actor.types):
            path, whole = ("actors", player, "types", number, "prior"), f"{player}.types"
            name = _type_label(scenario, player, number)
            yield _part(path, f"{whole}.{number}.prior", name, "chance of each type", whole, own.prior)


def _ranges(game: ArenaGame | PopulationGame) -> Iterator[tuple[Parameter, Fraction, Fraction]]:
    """Go through the parameters, each with its range held plausible, widened to hold its value."""
    for known in game.arena.parameters:
        value = game.parameters[known.name]
        yield known, min(known.low, value), max(known.high, value)


def _share_dials(scenario: Scenario) -> Iterator[Dial]:
    for path, key, label, orders in _mixes(scenario):
        for order in ROW_NAMES:
            yield _part((*path, order), f"{key}.{order}", plain(order), label, key, orders[order])


def _population_dials(game: PopulationGame) -> Iterator[Dial]:
    """Go through the parameters of a population game, then the shares of its mix."""
    for known, low, high in _ranges(game):
        path: Path = ("game", "parameters", known.name)
        yield Dial(path, known.symbol, known.name, "", None, low, high, game.parameters[known.name], known.meaning)
    whole = game.arena.mix_name
    for order in ORDER_NAMES:
        path = ("game", "shares", whole, order)
        yield _part(path, f"{whole}.{order}", order, game.arena.mix_meaning, whole, game.mix[order])


def _payoff_dials(scenario: Scenario) -> Iterator[Dial]:
    """Go through the payoffs of a game, each reaching beyond those of its player by half of their range."""
    game: Any = scenario.game
    names, payoffs = scenario.names, game.exact
    for place in np.ndindex(payoffs.shape):
        lowest, highest = payoffs[place[0]].min(), payoffs[place[0]].max()
        beyond = (highest - lowest) / 2 or Fraction(1)
        player, cell = names.labels[place[0]], ", ".join(map(apart, names.name_profile(place[1:])))
        path, key = ("game", "payoffs", *place), ".".join(map(str, place))
        yield Dial(path, key, cell, player, None, lowest - beyond, highest + beyond, payoffs[place])


def _part(path: Path, key: str, name: str, group: str, whole: str, value: Fraction) -> Dial:
    return Dial(path, key, name, group, whole, Fraction(0), Fraction(1), value)


Mix = tuple[Path, str, str, Shares]
"""Where a mix stands among the plain values, its name in an address and on the page, and its shares."""


def _mixes(scenario: Scenario) -> Iterator[Mix]:
    game: Any = scenario.game
    for player in game.players:
        actor = scenario.actors[player]
        if isinstance(actor, Actor):
            yield ("actors", player, "orders"), player, scenario.label(player), actor.orders
            continue
        for number, own in enumerate(actor.types):
            path = ("actors", player, "types", number, "orders")
            yield path, f"{player}.types.{number}", _type_label(scenario, player, number), own.orders


def _type_label(scenario: Scenario, player: str, number: int) -> str:
    return of_kind(scenario.label(player), scenario.kind_of(player, number))
