"""What a sheet of a workshop asks about a scenario, section by section.

A *section* is answered as a whole or not at all, but for the numbers, each of which is answered by itself. Some of them
enter the game that is built for whoever filled the sheet in: numbers, mixes of orders, chances of types, rankings of
outcomes where the game is given by rankings. The others are opinions beside it: rankings of options, the outcome that
is expected, and how sure one is of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from math import prod
from typing import Any, Literal

from ...games.actors import Actor
from ...games.arena import ArenaGame
from ...games.graph.graph_game import GraphGame
from ...games.normal_form import NormalFormGame
from ...games.orders.rows import ORDER_NAMES, ROW_NAMES, ROWS
from ...games.ordinal import OrdinalGame
from ...games.population import PopulationGame
from ...games.scenario.given import GivenScenario, scenario_of
from ...games.scenario.inputs import DerivedGame
from ...games.scenario.names import of_kind
from ...games.scenario.scenario import Scenario
from ...games.scenario.state_words import state_words
from ...games.sequence.given import tree_of_scenario
from ...games.sequence.move_labels import move_labels, way_words
from ...games.text.labels import PlayerLabel, capital, plain
from ..explore.explorable import MOST_PAYOFFS, dials_of

Kind = Literal["numbers", "shares", "ranking", "outcome", "confidence"]

MOST_RANKED = 20
"""Outcomes that somebody can rank on a sheet; of more none is asked."""

MOST_EXPECTED = 60
"""Outcomes by number among which somebody can choose the one that is expected."""

NUMBERS, EXPECTED, SURE = "numbers", "expect", "sure"

Value = Fraction | tuple[Any, ...] | str | int
"""What a section comes to: a number, shares that sum to 1, places in a ranking, an outcome."""


@dataclass(frozen=True)
class Question:
    """A line of a sheet.

    Attributes
    ----------
    key
        How the line is told apart; that of a number or a share is its path in full.
    words
        What is asked.
    low, high
        The range held plausible of a number, the ends of what may be written elsewhere; None where it is no number.
    today
        What the scenario says; empty where it says nothing.
    choices
        What may be named instead of its number, counted from 1; empty where nothing is named.
    name
        What sentences call it; empty for what is asked.
    """

    key: str
    words: str
    low: Fraction | None = None
    high: Fraction | None = None
    today: Fraction | str = ""
    choices: tuple[str, ...] = ()
    name: str = ""

    @property
    def short(self) -> str:
        """What sentences call it."""
        return self.name or self.words


@dataclass(frozen=True)
class Section:
    """Lines of a sheet that belong together.

    Attributes
    ----------
    key
        What its answer is called: the path of a mix, of chances or of a ranking.
    title
        What stands above it on the sheet.
    short
        What its answer is called in a sentence.
    enters
        Whether its answer enters the game.
    codes
        For each question how scripts write its choices; empty where nothing is named.
    """

    key: str
    title: str
    short: str
    kind: Kind
    questions: tuple[Question, ...]
    enters: bool
    codes: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, eq=False)
class Questionnaire:
    """What is asked about a scenario.

    Attributes
    ----------
    outcomes
        Those that the game can end in as scripts write them, where they are numbered.
    told
        The same in words.
    """

    scenario: Scenario
    sections: tuple[Section, ...]
    outcomes: tuple[str, ...] = ()
    told: tuple[str, ...] = ()

    @property
    def entering(self) -> tuple[Section, ...]:
        """The sections whose answers enter the game."""
        return tuple(section for section in self.sections if section.enters)

    def own(self) -> dict[str, Value]:
        """Return what the scenario itself says in the sections that enter the game, by the key of each answer."""
        values: dict[str, Value] = {}
        for section in self.entering:
            if section.kind == NUMBERS:
                values |= {each.key: each.today for each in section.questions}
            elif section.kind == "shares":
                values[section.key] = tuple(Fraction(each.today) / 100 for each in section.questions)
            else:
                values[section.key] = dense([int(Fraction(each.today)) for each in section.questions])
        return values


def questionnaire(scenario: GivenScenario) -> Questionnaire:
    """Return what a workshop on a scenario asks.

    Raises
    ------
    InputError
        For a population, and for a game that follows in steps from its numbers.

    Examples
    --------
    >>> found = questionnaire("chicken")
    >>> [section.key for section in found.entering], found.own()["game.ranking.Row"]
    (['game.ranking.Row', 'game.ranking.Column'], (2, 3, 1, 4))
    """
    scenario = scenario_of(scenario)
    if isinstance(scenario.game, PopulationGame | DerivedGame):
        raise scenario.game.refusal()
    numbered, told = zip(*pairs, strict=True) if (pairs := list(_numbered(scenario))) else ((), ())
    sections = (*_inputs(scenario, told), *_options(scenario), *_expected(scenario, numbered, told))
    return Questionnaire(scenario, sections, numbered, told)


def dense(places: Sequence[int] | Sequence[Fraction]) -> tuple[int, ...]:
    """Return places in a ranking as 1, 2, .. without gaps; equal places stay equal.

    Examples
    --------
    >>> dense([5, 1, 1, 9])
    (2, 1, 1, 3)
    """
    order = {place: k for k, place in enumerate(sorted(set(places)), 1)}
    return tuple(order[place] for place in places)


def ranked_outcomes(scenario: Scenario) -> list[tuple[int, ...]]:
    """Return the pure profiles of a game in the order of its questions: the last player's action fastest."""
    return list(product(*(range(len(names)) for names in scenario.actions)))


def _numbered(scenario: Scenario) -> Iterator[tuple[str, str]]:
    """Go through the outcomes of a conflict or a tree, told by number: as scripts write them, and in words."""
    if isinstance(scenario.game, GraphGame):
        yield from ((code, state_words(scenario, k)) for k, code in enumerate(scenario.game.model.states))
    elif (tree := tree_of_scenario(scenario)) is not None:
        known = move_labels(tree, scenario.labels)
        yield from ((tree.path(node), way_words(tree, node, known)) for node in tree.flat.ends)


def _inputs(scenario: Scenario, told: Sequence[str]) -> Iterator[Section]:
    """Go through the sections that enter the game."""
    match scenario.game:
        case ArenaGame():
            yield from _of_arena(scenario)
        case NormalFormGame(payoffs=payoffs) if payoffs.size <= MOST_PAYOFFS:
            asked = [
                Question(
                    ".".join(map(str, dial.path)),
                    f"What {scenario.names.labels[int(dial.path[2])]} gets at ({dial.name})",
                    dial.low,
                    dial.high,
                    dial.value,
                )
                for dial in dials_of(scenario)
            ]
            yield Section(NUMBERS, "What each outcome is worth to each player", "", NUMBERS, tuple(asked), True)
        case OrdinalGame() if prod(map(len, scenario.actions)) <= MOST_RANKED:
            profiles = ranked_outcomes(scenario)
            payoffs = scenario.build().payoffs
            words = [scenario.names.told(profile) for profile in profiles]
            for place, player in enumerate(scenario.players):
                yield _ranking(scenario, player, words, [int(payoffs[place][profile]) for profile in profiles])
        case GraphGame(model=model) if model.n_states <= MOST_RANKED:
            for player, standing in zip(model.players, model.standing.tolist(), strict=True):
                yield _ranking(scenario, player, told, standing)
        case _:
            pass


def _ranking(scenario: Scenario, player: str, words: Sequence[str], standing: Sequence[int]) -> Section:
    """Return the ranking of all outcomes by a player; the scenario's own follows from how high they stand."""
    label, today = scenario.spoken_label(player), dense([-each for each in standing])
    ranks = f"{label.spoken} {_verb(label, 'rank')}"
    title = f"How {ranks} the outcomes: 1 for the best; equal numbers for equally good ones"
    asked = _places(f"rank.{player}", words, [Fraction(each) for each in today])
    return Section(f"game.ranking.{player}", title, f"the ranking of {label.spoken}", "ranking", asked, True)


def _places(key: str, words: Sequence[str], today: Sequence[Fraction | str]) -> tuple[Question, ...]:
    most = Fraction(len(words))
    return tuple(
        Question(f"{key}.{k}", text, Fraction(1), most, own)
        for k, (text, own) in enumerate(zip(words, today, strict=True), 1)
    )


def _of_arena(scenario: Scenario) -> Iterator[Section]:
    game: Any = scenario.game
    called = {known.name: scenario.in_own_names(plain(known.name)) for known in game.arena.parameters}
    asked = [
        Question(
            f"game.parameters.{known.name}",
            called[known.name] + (f": {scenario.in_own_names(known.meaning)}" if known.meaning else ""),
            min(known.low, game.parameters[known.name]),
            max(known.high, game.parameters[known.name]),
            game.parameters[known.name],
            name=called[known.name],
        )
        for known in game.arena.parameters
    ]
    if asked:
        yield Section(NUMBERS, "How large are these?", "", NUMBERS, tuple(asked), True)
    for player in game.players:
        yield from _sought(scenario, player)


def _sought(scenario: Scenario, player: str) -> Iterator[Section]:
    """Go through what is asked of what an actor seeks: its mix, or the chances of its types and the mix of each."""
    label, actor = scenario.spoken_label(player), scenario.actors[player]
    if isinstance(actor, Actor):
        yield _mix(f"actors.{player}.orders", label, actor.orders)
        return
    names = [of_kind(label.spoken, scenario.kind_of(player, k)) for k in range(len(actor.types))]
    chances = tuple(
        Question(f"actors.{player}.types.{k}.prior", capital(name), Fraction(0), Fraction(100), own.prior * 100)
        for k, (name, own) in enumerate(zip(names, actor.types, strict=True))
    )
    be = "are" if label.plural else "is"
    title = f"Of which type {be} {label.spoken}? Share out 100 points"
    yield Section(f"actors.{player}.types", title, f"of which type {label.spoken} {be}", "shares", chances, True)
    for k, (name, own) in enumerate(zip(names, actor.types, strict=True)):
        yield _mix(f"actors.{player}.types.{k}.orders", PlayerLabel(name, label.plural), own.orders)


def _verb(label: PlayerLabel, verb: str) -> str:
    return verb if label.plural else f"{verb}s"


def _mix(key: str, label: PlayerLabel, orders: Any) -> Section:
    rows = ROW_NAMES if any(orders[row] for row in ROW_NAMES if row not in ORDER_NAMES) else ORDER_NAMES
    asked = tuple(
        Question(
            f"{key}.{row}",
            f"{ROWS[row].title}: {ROWS[row].meaning}",
            Fraction(0),
            Fraction(100),
            orders[row] * 100,
            name=ROWS[row].title,
        )
        for row in rows
    )
    title = f"What {'do' if label.plural else 'does'} {label.spoken} follow? Share out 100 points"
    return Section(key, title, f"what {label.spoken} {_verb(label, 'seek')}", "shares", asked, True)


def _options(scenario: Scenario) -> Iterator[Section]:
    """Go through the rankings of options, an opinion beside the game: one for each player of the arena."""
    if isinstance(scenario.game, GraphGame) or tree_of_scenario(scenario) is not None:
        return
    names, seen = scenario.names, set[str]()
    for place, state in enumerate(names.states):
        if state in seen or len(names.actions[place]) < 2:
            continue
        seen.add(state)
        label = scenario.spoken(state)
        title = f"What should {label} do? Rank what it can do: 1 for the best; equal numbers for equally good ones"
        asked = _places(f"option.{state}", names.actions[place], [""] * len(names.actions[place]))
        yield Section(f"options.{state}", title, f"what {label} should do", "ranking", asked, False)


def _expected(scenario: Scenario, numbered: Sequence[str], told: Sequence[str]) -> Iterator[Section]:
    """Go through the vote: which outcome one expects, and how sure one is."""
    if len(numbered) > MOST_EXPECTED:
        return
    title = "Which outcome do you expect?"
    if numbered:
        line = Question(EXPECTED, "Its number", Fraction(1), Fraction(len(numbered)), "", tuple(told))
        yield Section(EXPECTED, title, "the outcome expected", "outcome", (line,), False, (tuple(numbered),))
    else:
        names = scenario.names
        lines = tuple(_deed(scenario, place) for place in range(names.n_players))
        codes = tuple(tuple(each.code for each in own) for own in names.actions)
        yield Section(EXPECTED, title, "the outcome expected", "outcome", lines, False, codes)
    sure = Question(SURE, "How sure are you of it, from 0 (not at all) to 100 (certain)?", Fraction(0), Fraction(100))
    yield Section(SURE, "And how sure are you?", "confidence", "confidence", (sure,), False)


def _deed(scenario: Scenario, place: int) -> Question:
    """Return the line of the vote on what one player will do."""
    names, today = scenario.names, scenario.today()
    choices, player = tuple(map(str, names.actions[place])), names.players[place]
    done = str(names.term(place, today[player])) if today else ""
    key = f"{EXPECTED}.{place + 1}"
    return Question(key, f"{names.labels[place]} will", Fraction(1), Fraction(len(choices)), done, choices)
