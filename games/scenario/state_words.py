"""What readers call the options and the states of a conflict."""

from __future__ import annotations

from itertools import groupby

from ..graph.graph_game import GraphGame
from ..graph.option_form import NOTHING
from ..text.labels import action_labels, listed
from .scenario import Scenario


def state_words(scenario: Scenario, state: int) -> str:
    """Return a state of a conflict: what each player does of its options, or its name.

    Examples
    --------
    >>> from tetrarchy import load
    >>> state_words(load("cuba-1962"), 5), state_words(load("elmira-1991"), 8)
    ('the United States: air strike; the Soviet Union: withdraw', 'abandon')
    """
    game = graph_of(scenario)
    if game.form is None:
        return game.model.states[state]
    taken = [place for place, own in enumerate(game.form.taken[:, state]) if own]
    by_player = groupby(taken, key=lambda place: game.form.names[place].partition(".")[0])  # type: ignore[union-attr]
    done = ((player, listed([option_words(scenario, k) for k in own])) for player, own in by_player)
    return "; ".join(f"{scenario.spoken(player)}: {options}" for player, options in done) or NOTHING


def option_words(scenario: Scenario, option: int) -> str:
    """Return an option, by its number, without its player."""
    form = graph_of(scenario).form
    assert form is not None
    player, _, name = form.names[option].partition(".")
    own = [option for owner, _, option in (each.partition(".") for each in form.names) if owner == player]
    return action_labels(own, scenario.labels.actions.get(player, {}))[name].label


def graph_of(scenario: Scenario) -> GraphGame:
    """Return the game of a scenario that is a conflict."""
    assert isinstance(scenario.game, GraphGame)
    return scenario.game
