"""Graph models: what they hold, what they refuse, and how games and options become one."""

import numpy as np
import pytest

from tetrarchy import GraphModel, InputError, NormalFormGame, graph_model, load, stability
from tetrarchy.games.graph.graph_model import GraphModel as Model
from tetrarchy.games.graph.option_form import OptionForm
from tetrarchy.games.graph.statements import Joined, Not, Taken, standing_by, truth

MOVES = [[(0, 1), (1, 0)], [(1, 2)]]
RANKINGS = [[1, [0, 2]], [[0], [1], [2]]]


def built(**changed):
    parts = {"players": ["A", "B"], "states": ["x", "y", "z"], "moves": MOVES, "preferences": RANKINGS}
    return GraphModel(**(parts | changed))


def test_a_model_gives_back_what_it_was_made_of():
    model = built(unknown=[[(2, 0)], []], cuts=[[], [1]])
    assert model.moves == (((0, 1), (1, 0)), ((1, 2),))
    assert model.preferences == (((1,), (0, 2)), ((0,), (1,), (2,)))
    assert model.unknown == (frozenset({(0, 2)}), frozenset())
    assert model.greatness[1].tolist() == [1, 0, 0]


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"players": ["A", "A"]}, "players must be different names, got 'A' twice"),
        ({"states": []}, "at least one state, got none"),
        ({"moves": [MOVES[0]]}, "moves must have one list for each of the 2 players, got 1"),
        ({"moves": [[(0, 3)], []]}, "a state is a whole number from 0 to 2, got 3"),
        ({"moves": [[(1, 1)], []]}, "a move of A leads from y to y; a move leads to another state"),
        ({"preferences": [[0, 1], RANKINGS[1]]}, "the ranking of A leaves out z"),
        ({"preferences": [[0, 1, [2, 0]], RANKINGS[1]]}, "the ranking of A names x twice"),
        ({"unknown": [[(1, 1)], []]}, r"an unknown comparison of A is a pair of different states, got \(1, 1\)"),
        ({"cuts": [[2], []]}, "a cut of A lies after class 1 to 1 of its ranking, got 2"),
    ],
)
def test_a_faulty_model_is_refused_by_name(changed, message):
    with pytest.raises(InputError, match=message):
        built(**changed)


def test_an_action_for_good_cannot_be_left():
    game = NormalFormGame([[[3, 0], [5, 1]], [[3, 5], [0, 1]]], ["Row", "Column"], [["stay", "go"]] * 2)
    model = graph_model(game, {"Row": ["go"]})
    assert model.moves[0] == ((0, 2), (1, 3))
    assert model.moves[1] == graph_model(game).moves[1]
    with pytest.raises(InputError, match="unknown action of Row 'gone'"):
        graph_model(game, {"Row": ["gone"]})


def test_a_scenario_and_its_game_are_one_conflict():
    scenario = load("us-russia-china")
    found, of_game = stability(scenario), stability(scenario.build())
    assert found.model.states == of_game.model.states
    assert found.equilibria("nash") == of_game.equilibria("nash")


def form(**changed):
    options = {"A": ("arm", "talk"), "B": ("leave",)}
    return OptionForm(options, **changed)


def test_states_are_in_the_order_of_their_binary_numbers_without_the_infeasible_ones():
    found = form(infeasible=(Joined("and", Taken(0), Not(Taken(2))),))
    assert list(found.states) == ["nothing done", "A.talk", "B.leave", "A.arm, B.leave", *list(found.states)[4:]]
    assert found.codes.tolist() == [0, 2, 4, 5, 6, 7]
    assert found.choices.sum(axis=0).tolist() == found.codes.tolist()
    assert found.state_of(1) is None


@pytest.mark.parametrize(("way", "expected"), [("taken", {(0, 1), (2, 3)}), ("dropped", {(1, 0), (3, 2)})])
def test_a_one_way_option_is_taken_for_good_or_gone_for_good(way, expected):
    moves = Model.ranked(
        ["A", "B"], form().states, form(one_way={0: way}).moves(), np.zeros((2, 8), dtype=np.int32)
    ).moves[0]
    single = {(a, b) for a, b in moves if a ^ b == 1}
    assert single == expected | {(a + 4, b + 4) for a, b in expected}


def test_more_options_than_states_can_be_made_of_are_refused():
    with pytest.raises(InputError, match="23 options make 8,388,608 states; at most 22 options are taken"):
        OptionForm({"A": tuple(f"o{k}" for k in range(23))})


def test_the_first_statement_on_which_two_states_differ_decides():
    taken = form().taken
    standing = standing_by([truth(Taken(2), taken), truth(Not(Taken(0)), taken)], 8)
    assert standing.tolist() == [1, 0, 1, 0, 3, 2, 3, 2]
