"""The parts of a report that show a game before it is solved: actors, what they value, options, payoffs, relations."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import count
from typing import Any

import numpy as np

from ...games.actors import describe
from ...games.arena import ArenaGame
from ...games.dimensions import DIMENSION_NAMES, DIMENSIONS, FLOORS
from ...games.normal_form import NormalFormGame, PureProfile
from ...games.numbers import counted, number, percent
from ...games.orders.rows import ROWS, Weight
from ...games.population import ParametricGame
from ...games.scenario.scenario import Scenario
from ...games.text.labels import Term, capital, joined, listed, listed_apart, plain
from ...games.ties.relations import READINGS, thickness
from ...studies.scenario.page.facts import followed_orders
from ...studies.scenario.unsolved import UnsolvedGame
from ..figures.matrix import drawable_shape, matrix_figure
from ..figures.mixes import mixes_figure
from ..figures.profiles import profiles_figure
from ..format.blocks import Block, Figure, Heading, Items, Paragraph, Table
from .solution import rank_words
from .words import both_names, coding_title, committed_words, mover_words, profile_words

_SHORTENED = [f"{each.short} {plain(each.name)}" for each in DIMENSIONS if each.short != each.name]
KEY_OF_DIMENSIONS = f"Short for the dimensions: {listed(_SHORTENED)}."

KEY_OF_FLOORS = (
    "The top floor is that of bodies of global governance, the middle one that of states, and the ground that of civil "
    "and political society."
)
KEY_OF_CAPABILITY = "CINC is the Composite Index of National Capability of the Correlates of War."
KEY_OF_SOURCES = (
    "S and a number stand for a line of the text of Sakwa 2019, P and a number for a place in that of Paikin 2020, in "
    "thousands of characters."
)

MOST_PROFILES = 256
"""A game with more pure profiles than this is not written out as a table."""


def opening(scenario: Scenario) -> Iterator[Block]:
    """Give the title, then what `background` gives."""
    yield Heading(scenario.title, 1)
    yield from background(scenario)


def background(scenario: Scenario, told: str = "") -> Iterator[Block]:
    """Give the description, where it is more than was told before, the arena and its question, and the sources."""
    for text in re.split(r"\n\s*\n", scenario.description.strip()):
        paragraph = " ".join(text.split())
        if paragraph and paragraph != " ".join(told.split()):
            yield Paragraph(paragraph)
    if isinstance(scenario.game, ParametricGame):
        arena = scenario.game.arena
        yield Paragraph(f"Arena: {arena.title} ({arena.name}). {scenario.in_own_names(arena.question)}")
    if scenario.sources:
        yield Items(tuple(f"Source: {source}" for source in scenario.sources))


def actors_section(unsolved: UnsolvedGame) -> Iterator[Block]:
    """Show who plays, which orders they mix, and the weights and floors that follow."""
    scenario, floors = unsolved.scenario, unsolved.floors
    if floors is None:
        return
    yield Heading("Actors and what they value")
    labels = scenario.names.labels
    chance = ("chance",) if scenario.incomplete else ()
    rows = [
        (
            label,
            *(percent(agent.prior) for _ in chance),
            Term(plain(describe(agent.orders)), describe(agent.orders)),
            *map(number, row),
        )
        for label, agent, row in zip(labels, scenario.agents, scenario.weights(), strict=True)
    ]
    rows += [
        (scenario.label(own.name), percent(own.prior), "decides nothing", *[""] * len(DIMENSIONS))
        for own in scenario.types
        if own.committed is not None
    ]
    shorts = tuple(dimension.short for dimension in DIMENSIONS)
    yield from _pictures_of_actors(scenario)
    caption = "Weight of each dimension of value in an actor's payoff"
    yield Table(caption, ("actor", *chance, "orders", *shorts), tuple(rows))
    yield Paragraph(KEY_OF_DIMENSIONS)
    if scenario.rivals:
        yield Paragraph(_rivals_words(scenario))
    rows = [(label, *(number(share, 2) for share in row)) for label, row in zip(labels, floors, strict=True)]
    yield Table("Share of the weight that lies on each floor of the system", ("actor", *FLOORS), tuple(rows))
    yield Paragraph(KEY_OF_FLOORS)


def _pictures_of_actors(scenario: Scenario) -> Iterator[Figure]:
    """Draw which orders the actors mix, where they are three or more, and what weight each dimension has to them."""
    labels = scenario.names.labels
    followed = [row for row in ROWS if any(agent.orders.get(row) for agent in scenario.agents)]
    if len(followed) > 2:
        mixes = [[float(agent.orders.get(row, 0)) for row in followed] for agent in scenario.agents]
        yield mixes_figure(followed, dict(zip(labels, mixes, strict=True)))
    weights = dict(zip(labels, scenario.weights(), strict=True))
    names = [plain(dimension.name) for dimension in DIMENSIONS]
    yield profiles_figure("What counts for whom", names, weights, "weight in the payoff")


def _rivals_words(scenario: Scenario) -> str:
    """Return against whom those measure their gain that do not do so against all other states."""
    sentences = [
        f"{scenario.label(player)} measures its gain against {listed_apart(map(scenario.label, rivals)) or 'nobody'}."
        for player, rivals in scenario.rivals.items()
    ]
    return " ".join(sentences)


def options_section(unsolved: UnsolvedGame) -> Iterator[Block]:
    """Show what each player can do, and what it does today."""
    scenario, names = unsolved.scenario, unsolved.scenario.names
    yield Heading("Options")
    today = scenario.today()
    rows = [
        (
            str(both_names(Term(label, player))),
            joined(", ", map(both_names, actions)),
            names.term(place, today[player]) if today else "",
        )
        for place, (player, label, actions) in enumerate(zip(names.players, names.labels, names.actions, strict=True))
    ]
    headers = ("player", "actions", "status quo") if scenario.status_quo else ("player", "actions")
    caption = "What each player can do; in brackets what scripts call it, where that differs"
    yield Table(caption, headers, tuple(row[: len(headers)] for row in rows))
    if isinstance(scenario.game, ArenaGame) and scenario.game.arena.kinds:
        yield Paragraph("Each knows its own kind alone; to the others it is of a kind with some chance.")
        yield Items(tuple(f"{scenario.label(own.name)}: a chance of {percent(own.prior)}" for own in scenario.types))
        yield from (Paragraph(f"{capital(words)}.") for words in committed_words(scenario))


def matrix_of(unsolved: UnsolvedGame) -> Iterator[Figure]:
    """Draw the payoff matrix, where it is small enough to be seen."""
    scenario, game, names = unsolved.scenario, unsolved.game, unsolved.scenario.names
    if drawable_shape(game.shape):
        texts = [np.empty(game.shape, dtype=object) for _ in game.players]
        for profile in game.pure_profiles():
            for player, own in enumerate(texts):
                own[profile] = _paid(scenario, game, player, profile)
        yield matrix_figure(names.labels, names.actions, texts, game.payoffs, unsolved.best_replies)


def payoff_section(unsolved: UnsolvedGame) -> Iterator[Block]:
    """Show every outcome with its payoffs, best replies starred and pure equilibria marked."""
    scenario, game, names = unsolved.scenario, unsolved.game, unsolved.scenario.names
    yield Heading("Payoffs")
    n_profiles = int(np.prod(game.shape))
    if n_profiles > MOST_PROFILES:
        yield Paragraph(f"The game has {counted(n_profiles)} outcomes, too many to write out.")
        return
    best = unsolved.best_replies
    yield from matrix_of(unsolved)
    rows = []
    for profile in game.pure_profiles():
        replies = [bool(best[player, *profile]) for player in range(game.n_players)]
        payoffs = [
            _paid(scenario, game, player, profile) + ("*" if reply else "") for player, reply in enumerate(replies)
        ]
        rows.append((*names.name_profile(profile), *payoffs, _mark(names.outcome(profile), all(replies))))
    what = "rank for" if scenario.ordinal else "payoff of"
    headers = (*names.labels, *(f"{what} {label}" for label in names.labels), "")
    ranks = "ranks begin with 1 for the best; " if scenario.ordinal else ""
    yield Table(f"Every outcome; {ranks}* marks a best reply to what the others do there", headers, tuple(rows))


def _paid(scenario: Scenario, game: NormalFormGame, player: int, profile: PureProfile) -> str:
    """Return what an outcome pays a player, or its place in the player's ranking."""
    own = game.payoffs[player]
    return rank_words(own, profile) if scenario.ordinal else number(own[profile])


def _mark(name: str, stable: bool) -> Term:
    """Return the name of an outcome and whether it is an equilibrium, which is all that scripts are told."""
    mark = "equilibrium" if stable else ""
    return Term(": ".join(filter(None, (mark, name))), mark)


def dimensions_section(unsolved: UnsolvedGame) -> Iterator[Block]:
    """Show, player by player, what each outcome is worth to it by dimension of value and by floor."""
    scenario, game, values, floors = unsolved.scenario, unsolved.game, unsolved.by_dimension, unsolved.by_floor
    if values is None or floors is None:
        return
    names = scenario.names
    headers = (*names.labels, *(dimension.short for dimension in DIMENSIONS), *FLOORS, "payoff")
    for place, label in enumerate(names.labels):
        rows = tuple(
            (
                *names.name_profile(at),
                *map(number, (*values[place, *at], *floors[place, *at], game.exact[place, *at])),
            )
            for at in game.pure_profiles()
        )
        yield Table(f"Payoff of {label} by dimension and by floor", headers, rows)


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


def key_of_sources(sources: Iterable[str]) -> Iterator[Block]:
    """Say what S and P stand for where a source begins with one of them."""
    if any(re.match("[SP] [0-9]", source) for source in sources):
        yield Paragraph(KEY_OF_SOURCES)


def assumptions_section(scenario: Scenario) -> Iterator[Block]:
    """Show every parameter and value weight with its range, and what it rests on."""
    scenario = scenario.underlying
    if not isinstance(scenario.game, ParametricGame):
        return
    yield Heading("Assumptions")
    arena, values = scenario.game.arena, scenario.game.parameters
    rows = [
        (
            Term(scenario.in_own_names(plain(known.name)), known.name),
            known.symbol,
            number(values[known.name]),
            f"{number(known.low)} to {number(known.high)}",
            known.unit,
            scenario.in_own_names(known.meaning),
            known.source,
        )
        for known in arena.parameters
    ]
    headers = ("parameter", "symbol", "value", "range", "unit", "meaning", "rests on")
    if rows:
        yield Table(f"Parameters of {arena.name} (sources: {arena.source})", headers, tuple(rows))
    yield from key_of_sources(known.source for known in arena.parameters)
    if any("CINC" in known.source for known in arena.parameters):
        yield Paragraph(KEY_OF_CAPABILITY)
    yield value_matrix_table(scenario)
    if outside := scenario.outside_ranges():
        yield Items(tuple(f"Note: {sentence}." for sentence in outside))


def value_matrix_table(scenario: Scenario) -> Table:
    """Return the value matrix of the orders that the actors follow, with ranges and evidence."""
    followed = followed_orders(scenario)
    rows = [
        (
            plain(name),
            *(weight_words(scenario.orders[row][name], scenario.coding.rows[row].weights[name]) for row in followed),
        )
        for name in DIMENSION_NAMES
    ]
    names = [plain(row) for row in followed]
    caption = f"Value matrix of the orders followed, {listed(names)}: weight, range, what it rests on"
    return Table(caption, ("dimension", *names), tuple(rows))


def weight_words(value: Any, cell: Weight) -> Term:
    """Return a weight with the range of its cell and what the cell rests on: "3 [2, 4] paper"."""
    text = f"{number(value)} [{number(cell.low)}, {number(cell.high)}]"
    return Term(f"{text} {'paper' if cell.evidence == 'seed' else cell.evidence}", f"{text} {cell.evidence}")


def status_quo_section(unsolved: UnsolvedGame) -> Iterator[Block]:
    """Say who would move from the status quo, and to what; nothing where none is given."""
    scenario, game, today = unsolved.scenario, unsolved.game, unsolved.status_quo
    if today is None:
        return
    sentences = [mover_words(scenario, game, mover) for mover in unsolved.leaving]
    stands = f"is no equilibrium: {'; '.join(sentences)}" if sentences else "is an equilibrium"
    yield Paragraph(f"The status quo {profile_words(scenario.names, today)} {stands}.")


def codings_section(unsolved: UnsolvedGame) -> Iterator[Block]:
    """Say which equilibria survive which coding of the orders; nothing for a game that orders do not decide."""
    found = unsolved.under_codings
    if not found:
        return
    yield Heading("Under rival codings of the orders")
    names = unsolved.scenario.names
    today = None if unsolved.status_quo is None else unsolved.game.name_profile(unsolved.status_quo)
    own = set(found[unsolved.scenario.coding.name])
    rows = [
        (
            coding_title(name),
            joined("; ", (joined(", ", map(names.term, count(), profile)) for profile in profiles)) or "none",
            f"{len(own & set(profiles))} of {len(own)}",
            *(() if today is None else ("yes" if today in profiles else "no",)),
        )
        for name, profiles in found.items()
    ]
    headers = ("coding", "pure equilibria", "of those above", *(() if today is None else ("status quo",)))
    yield Table("Which pure equilibria survive which coding", headers, tuple(rows))
