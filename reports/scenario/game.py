"""The parts of a report that show a game before it is solved: actors, what they value, options, payoffs, relations."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from ...games.actors import describe
from ...games.agents import Agent
from ...games.arena import ArenaGame
from ...games.dimensions import DIMENSION_NAMES, DIMENSIONS, FLOORS
from ...games.numbers import counted, number
from ...games.orders.rows import ROW_NAMES, Weight
from ...games.population import ParametricGame, PopulationGame
from ...games.scenario.scenario import Scenario
from ...games.ties.relations import READINGS, thickness
from ...studies.scenario.unsolved import UnsolvedGame
from ..format.blocks import Block, Heading, Items, Paragraph, Table
from .words import coding_title, listed, mover_words, profile_words, spelled

MOST_PROFILES = 256
"""A game with more pure profiles than this is not written out as a table."""


def opening(scenario: Scenario) -> Iterator[Block]:
    """Give the title, the question and the sources."""
    yield Heading(scenario.title, 1)
    for paragraph in re.split(r"\n\s*\n", scenario.description.strip()):
        if paragraph:
            yield Paragraph(" ".join(paragraph.split()))
    if isinstance(scenario.game, ParametricGame):
        arena = scenario.game.arena
        yield Paragraph(f"Arena: {arena.name} ({arena.title.lower()}). {arena.question}")
    if scenario.sources:
        yield Items(tuple(f"Source: {source}" for source in scenario.sources))


def actors_section(unsolved: UnsolvedGame) -> Iterator[Block]:
    """Show who plays, which orders they mix, and the weights and floors that follow."""
    scenario, floors = unsolved.scenario, unsolved.floors
    if floors is None:
        return
    yield Heading("Actors and what they value")
    rows = [
        (agent.label, describe(agent.orders), *map(number, row))
        for agent, row in zip(scenario.agents, scenario.weights(), strict=True)
    ]
    shorts = tuple(dimension.short for dimension in DIMENSIONS)
    caption = "Weight of each dimension of value in an actor's payoff"
    yield Table(caption, ("actor", "orders", *shorts), tuple(rows))
    rows = [
        (agent.label, *(number(share, 2) for share in row)) for agent, row in zip(scenario.agents, floors, strict=True)
    ]
    yield Table("Share of the weight that lies on each floor of the system", ("actor", *FLOORS), tuple(rows))


def options_section(unsolved: UnsolvedGame) -> Iterator[Block]:
    """Show what each player can do, and what it does today."""
    scenario, game = unsolved.scenario, unsolved.game
    yield Heading("Options")
    rows = [
        (_both_names(scenario, player), ", ".join(actions), scenario.today().get(player, ""))
        for player, actions in zip(game.players, game.actions, strict=True)
    ]
    headers = ("player", "actions", "status quo") if scenario.status_quo else ("player", "actions")
    yield Table("What each player can do", headers, tuple(row[: len(headers)] for row in rows))
    if isinstance(scenario.game, ArenaGame) and scenario.game.arena.kinds:
        yield Paragraph("Each knows its own kind alone; to the others it is of a kind with some chance.")
        yield Items(tuple(_kind_words(own, scenario.game.actions[own.player]) for own in scenario.types))


def _kind_words(own: Agent, actions: Sequence[str]) -> str:
    """Say how likely a kind of player is, and of one that has no choice what it does."""
    chance = f"{own.label}: a chance of {number(own.prior)}"
    return chance if own.committed is None else f"{chance}; it has no choice and plays {actions[own.committed]}"


def payoff_section(unsolved: UnsolvedGame) -> Iterator[Block]:
    """Show every outcome with its payoffs, best replies starred and pure equilibria marked."""
    scenario, game = unsolved.scenario, unsolved.game
    yield Heading("Payoffs")
    n_profiles = int(np.prod(game.shape))
    if n_profiles > MOST_PROFILES:
        yield Paragraph(f"The game has {counted(n_profiles)} outcomes, too many to write out.")
        return
    best = unsolved.best_replies
    rows = []
    for profile in game.pure_profiles():
        replies = [bool(best[player, *profile]) for player in range(game.n_players)]
        payoffs = [
            number(game.payoffs[player, *profile]) + ("*" if reply else "") for player, reply in enumerate(replies)
        ]
        rows.append((*game.name_profile(profile), *payoffs, "equilibrium" if all(replies) else ""))
    labels = [scenario.label(player) for player in game.players]
    headers = (*labels, *(f"payoff of {label}" for label in labels), "")
    yield Table("Every outcome; * marks a best reply to what the others do there", headers, tuple(rows))


def dimensions_section(unsolved: UnsolvedGame) -> Iterator[Block]:
    """Show, player by player, what each outcome is worth to it by dimension of value and by floor."""
    scenario, game, values, floors = unsolved.scenario, unsolved.game, unsolved.by_dimension, unsolved.by_floor
    if values is None or floors is None:
        return
    labels = [scenario.label(player) for player in game.players]
    headers = (*labels, *(dimension.short for dimension in DIMENSIONS), *FLOORS, "payoff")
    for place, player in enumerate(game.players):
        rows = tuple(
            (
                *game.name_profile(at),
                *map(number, (*values[place, *at], *floors[place, *at], game.exact[place, *at])),
            )
            for at in game.pure_profiles()
        )
        yield Table(f"Payoff of {scenario.label(player)} by dimension and by floor", headers, rows)


def relations_section(scenario: Scenario) -> Iterator[Block]:
    """Show how thick each relation is under the three readings, and where they disagree."""
    if not scenario.relations:
        return
    yield Heading("How thick are the ties?")
    rows = []
    for relation in scenario.relations:
        readings = [reading(relation) or "not given" for reading in READINGS.values()]
        thick = thickness(relation)
        rows.append(
            (" - ".join(map(scenario.label, relation.between)), "" if thick is None else number(thick), *readings)
        )
    headers = ("relation", "thickness T", *READINGS)
    yield Table("Each relation under three readings; their disagreement is the finding", headers, tuple(rows))


def assumptions_section(scenario: Scenario) -> Iterator[Block]:
    """Show every parameter and value weight with its range, and what it rests on."""
    scenario = scenario.underlying
    if not isinstance(scenario.game, ParametricGame):
        return
    yield Heading("Assumptions")
    arena, values = scenario.game.arena, scenario.game.parameters
    rows = [
        (
            known.name,
            known.symbol,
            number(values[known.name]),
            f"{number(known.low)} to {number(known.high)}",
            known.unit,
            known.meaning,
            known.source,
        )
        for known in arena.parameters
    ]
    headers = ("parameter", "symbol", "value", "range", "unit", "meaning", "rests on")
    yield Table(f"Parameters of {arena.name} (sources: {arena.source})", headers, tuple(rows))
    yield value_matrix_table(scenario)
    if outside := scenario.outside_ranges():
        yield Items(tuple(f"Note: {sentence}." for sentence in outside))


def followed_orders(scenario: Scenario) -> list[str]:
    """Return the orders that anybody in the scenario follows."""
    game = scenario.game
    mixes = [game.mix] if isinstance(game, PopulationGame) else [agent.orders for agent in scenario.agents]
    return [order for order in ROW_NAMES if any(orders.get(order) for orders in mixes)]


def value_matrix_table(scenario: Scenario) -> Table:
    """Return the value matrix of the orders that the actors follow, with ranges and evidence."""
    followed = followed_orders(scenario)
    rows = [
        (
            spelled(name),
            *(weight_words(scenario.orders[row][name], scenario.coding.rows[row].weights[name]) for row in followed),
        )
        for name in DIMENSION_NAMES
    ]
    names = [spelled(row) for row in followed]
    caption = f"Value matrix of the orders followed, {listed(names)}: weight, range, what it rests on"
    return Table(caption, ("dimension", *names), tuple(rows))


def weight_words(value: Any, cell: Weight) -> str:
    """Return a weight with the range of its cell and what the cell rests on: "3 [2, 4] seed"."""
    return f"{number(value)} [{number(cell.low)}, {number(cell.high)}] {cell.evidence}"


def status_quo_section(unsolved: UnsolvedGame) -> Iterator[Block]:
    """Say who would move from the status quo, and to what; nothing where none is given."""
    scenario, game, today = unsolved.scenario, unsolved.game, unsolved.status_quo
    if today is None:
        return
    sentences = [mover_words(scenario, game, mover) for mover in unsolved.leaving]
    stands = f"is no equilibrium: {'; '.join(sentences)}" if sentences else "is an equilibrium"
    yield Paragraph(f"The status quo {profile_words(game, today)} {stands}.")


def codings_section(unsolved: UnsolvedGame) -> Iterator[Block]:
    """Say which equilibria survive which coding of the orders; nothing for a game that orders do not decide."""
    found = unsolved.under_codings
    if not found:
        return
    yield Heading("Under rival codings of the orders")
    today = None if unsolved.status_quo is None else unsolved.game.name_profile(unsolved.status_quo)
    own = set(found[unsolved.scenario.coding.name])
    rows = [
        (
            coding_title(name),
            "; ".join(", ".join(profile) for profile in profiles) or "none",
            f"{len(own & set(profiles))} of {len(own)}",
            *(() if today is None else ("yes" if today in profiles else "no",)),
        )
        for name, profiles in found.items()
    ]
    headers = ("coding", "pure equilibria", "of those above", *(() if today is None else ("status quo",)))
    yield Table("Which pure equilibria survive which coding", headers, tuple(rows))


def _both_names(scenario: Scenario, player: str) -> str:
    label = scenario.label(player)
    return player if label == player else f"{label} ({player})"
