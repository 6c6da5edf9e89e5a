"""Texts of arenas that name a player by its role, in the names of a scenario."""

import pytest

from tetrarchy import load
from tetrarchy.configs.load import shipped
from tetrarchy.games.arena import ArenaGame
from tetrarchy.games.scenario.names import with_own_names
from tetrarchy.games.text.labels import PlayerLabel
from tetrarchy.reports.scenario.words import meant_words, number_words

ROLES = {"West": PlayerLabel("the West"), "Russia": PlayerLabel("Russia"), "A": PlayerLabel("state A")}


@pytest.mark.parametrize(
    ("own", "text", "told"),
    [
        ({"Russia": "the Soviet Union"}, "pressure on Russia", "pressure on the Soviet Union"),
        ({"Russia": "the Soviet Union"}, "a Russia unsure of Russian aims", "a Soviet Union unsure of Russian aims"),
        ({"West": "the United States"}, "the West's loss to an expansive West", None),
        ({"West": "Russia", "Russia": "the West"}, "the West and Russia", "Russia and the West"),
        ({"A": "India"}, "openness of A to A part of it", "openness of India to A part of it"),
        ({}, "the West, Russia and state A", "the West, Russia and state A"),
    ],
)
def test_a_role_is_told_by_its_own_name(own, text, told):
    known = ROLES | {player: PlayerLabel(name) for player, name in own.items()}

    assert with_own_names(text, ROLES, known) == (told or "the United States' loss to an expansive United States")


def test_numbers_are_told_in_the_names_of_the_scenario():
    scenario, path = load("us-russia-china-1972"), "game.parameters.pressure_on_russia"

    assert meant_words(scenario, path) == "the pressure on the Soviet Union where it is pressed"
    assert number_words(scenario, path) == "pressure on the Soviet Union"


@pytest.mark.parametrize("name", shipped())
def test_no_number_of_a_shipped_scenario_is_told_by_the_role_of_a_player_that_it_calls_otherwise(name):
    scenario = load(name)
    game = scenario.game
    if not isinstance(game, ArenaGame):
        return
    states, own = scenario.names.spoken_states, {each.spoken for each in scenario.names.spoken_states.values()}
    roles = [each.spoken for player, each in game.arena.labels.players.items() if each.spoken != states[player].spoken]
    told = [meant_words(scenario, f"game.parameters.{known.name}") for known in game.arena.parameters]

    assert not [text for text in told for role in roles if role in text and not any(role in each for each in own)]
