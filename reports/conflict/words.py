"""What readers call the players, the options and the states of a conflict, and the statements that rank these."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ...games.graph.graph_model import GraphModel
from ...games.graph.statements import Joined, Not, Statement
from ...games.numbers import counted
from ...games.scenario.scenario import Scenario
from ...games.scenario.state_words import graph_of, option_words, state_words
from ...games.text.labels import PlayerLabel, Term, listed, listed_apart, quoted

ONE_WAY = {"taken": "for good", "dropped": "once dropped, gone"}
"""What is said of options that are one-way."""


def player_words(scenario: Scenario, player: int) -> PlayerLabel:
    """Return a player of a conflict as it stands in a sentence."""
    return scenario.spoken_label(graph_of(scenario).players[player])


def player_labels(scenario: Scenario, model: GraphModel) -> list[Term]:
    """Return what tables call the players of a conflict, or of a game as one; terms with their names in scripts."""
    return [Term(scenario.label(player), player) for player in model.players]


def state_term(scenario: Scenario, state: int) -> Term:
    """Return a state of a conflict in words, which scripts know by its name."""
    return Term(state_words(scenario, state), graph_of(scenario).model.states[state])


def players_words(scenario: Scenario, players: Iterable[int]) -> str:
    """Return some players as they stand in a sentence."""
    return listed_apart([player_words(scenario, player).spoken for player in players])


def state_told(scenario: Scenario, state: int) -> str:
    """Return a state in quotation marks: what each player does of its options, or its name.

    Examples
    --------
    >>> from tetrarchy import load
    >>> state_told(load("cuba-1962"), 5), state_told(load("elmira-1991"), 8)
    ('"the United States: air strike; the Soviet Union: withdraw"', '"abandon"')
    """
    return quoted(state_words(scenario, state))


def states_told(scenario: Scenario, states: Sequence[int], most: int) -> str:
    """Return some states in a sentence; beyond `most` it is said how many more there are."""
    told = [state_told(scenario, state) for state in states[:most]]
    more = len(states) - most
    return listed([*told, f"{counted(more)} more"] if more > 0 else told)


def wish_told(scenario: Scenario, player: int, place: int) -> str:
    """Return a statement that ranks the states for a player, with the names that readers know."""
    game = graph_of(scenario)
    return quoted(statement_told(scenario, game.wishes[game.players[player]][place].statement))


def statement_told(scenario: Scenario, statement: Statement, inner: bool = False) -> str:
    """Return a statement with the names that readers know; in brackets inside another where that needs them."""
    match statement:
        case Joined(word, first, second):
            told = f"{statement_told(scenario, first, True)} {word} {statement_told(scenario, second, True)}"
            return f"({told})" if inner else told
        case Not(negated):
            return f"not {statement_told(scenario, negated, True)}"
        case _:
            return _owned(scenario, statement.option)


def _owned(scenario: Scenario, option: int) -> str:
    form = graph_of(scenario).form
    assert form is not None
    return f"{scenario.spoken(form.names[option].partition('.')[0])}: {option_words(scenario, option)}"
