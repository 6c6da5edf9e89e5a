"""The graph of states of a conflict: as a figure of many states, and in GraphML, read back by a library for graphs."""

from dataclasses import replace
from xml.etree import ElementTree

import networkx as nx
import numpy as np
import pytest
from typer.testing import CliRunner

from tetrarchy import GraphModel, InputError, load, parse, stability
from tetrarchy.cli import app
from tetrarchy.reports.conflict.figure import conflict_figure
from tetrarchy.reports.conflict.graphml import graphml
from tetrarchy.reports.conflict.page_one import fact_rows
from tetrarchy.reports.figures.layered_graph import BENDS, MOST_IN_ROW, bend, graph_rows, layered_places
from tetrarchy.studies.conflict.conflict_analysis import conflict_analysis
from tetrarchy.studies.conflict.first_page import ConflictPage

SVG = "{http://www.w3.org/2000/svg}"


def figure(source):
    (found,) = conflict_figure(conflict_analysis(source), "SEQ")
    return found


def gain(model, player, source, target):
    return int(model.standing[player][target]) - int(model.standing[player][source])


def test_states_stand_in_rows_by_how_many_moves_lead_to_where_it_rests():
    moves = [(1, 0), (2, 1), (3, 1), (0, 3), (4, 5), (5, 4)]
    rows = graph_rows(6, moves, [0])
    assert [sorted(row) for row in rows] == [[0], [1], [2, 3], [4, 5]]
    places = layered_places(rows)
    assert places[:, 1].tolist() == [0, 1, 2, 2, 3, 3]
    assert len({tuple(place) for place in places.tolist()}) == 6


def test_an_arrow_bows_out_around_a_node_on_its_way():
    places = layered_places([[0], [1], [2], [3]])
    straight, past = bend(places, (0, 1)), bend(places * [0, 1], (3, 0))
    assert (straight, past) == (BENDS[0], BENDS[2])
    assert bend(np.array([[0.0, 0], [0.0, 0.3], [0.05, 0.3], [-0.05, 0.3], [0, 0.6]]), (0, 4)) == BENDS[0]


def test_no_row_holds_more_states_than_fit():
    rows = graph_rows(40, [(state, 0) for state in range(1, 40)], [0])
    assert sorted(state for row in rows for state in row) == list(range(40))
    assert max(map(len, rows)) <= MOST_IN_ROW


def test_a_conflict_of_more_than_nine_states_has_a_figure_that_says_what_is_left_out():
    small, dense = figure(load("cuba-1962")), figure(load("inf-endgame"))
    texts = [text.text for text in ElementTree.fromstring(small.picture()).iter(f"{SVG}text")]
    assert sorted(texts, key=str) == sorted([*map(str, range(1, 13)), "United States", "Soviet Union"], key=str)
    assert "left out" not in small.caption
    assert "where it rests by SEQ" in small.caption
    model = load("inf-endgame").game.model
    ahead = [(k, s, model.standing[k][t]) for k in range(3) for s, t in model.moves[k] if gain(model, k, s, t) > 0]
    left = sum(any(t > end for k, s, t in ahead if (k, s) == (player, state)) for player, state, end in ahead)
    assert f"of each player its best from each state ({left} others are left out)" in dense.caption


def test_a_move_of_unknown_worth_is_not_drawn_as_one_that_is_liked():
    text = 'title = "x"\n[game]\nkind = "graph"\n[game.options]\nA = ["x"]\nB = ["y"]\n'
    text += '[game.preferences.A]\nstatements = ["A.x{}"]\n[game.preferences.B]\nstatements = ["B.y"]\n'
    known, unknown = (figure(parse(text.format(mark), "x.toml")).picture() for mark in ("", " ?"))
    assert (known.count(">A<"), unknown.count(">A<"), unknown.count(">B<")) == (2, 0, 2)


def test_a_model_of_too_many_states_has_no_figure():
    options = ", ".join(f'"o{k}"' for k in range(6))
    text = f'title = "x"\n[game]\nkind = "graph"\n[game.options]\nA = [{options}]\n'
    text += '[game.preferences.A]\nstatements = ["A.o0"]\n'
    assert not list(conflict_figure(conflict_analysis(parse(text, "x.toml")), "SEQ"))


@pytest.fixture(scope="module")
def pipe():
    return nx.parse_graphml(graphml(load("nord-stream-2")))


def test_graphml_has_every_state_with_its_options_and_its_stability(pipe):
    scenario = load("nord-stream-2")
    found = stability(scenario)
    assert pipe.number_of_nodes() == 16
    assert pipe.nodes["s13"]["state"] == "Russia.complete, Russia.transit"
    assert [pipe.nodes["s13"][option] for option in ("US.sanction", "Russia.transit")] == [False, True]
    assert [node["number"] for _, node in pipe.nodes(data=True) if node["status_quo"]] == [10]
    for concept in found.concepts:
        stable = [node["number"] - 1 for _, node in pipe.nodes(data=True) if node[concept]]
        assert tuple(stable) == found.equilibria(concept)
    assert pipe.nodes["s10"]["nash_leaving"] == "US, Russia"
    places = [node["place_Russia"] for _, node in pipe.nodes(data=True)]
    assert sorted(set(places)) == list(range(1, len(found.model.preferences[2]) + 1))


MILD = """title = "x"
[game]
kind = "graph"
states = ["talk", "threat", "war"]
[game.moves]
A = [["talk", "threat"]]
B = [["threat", "war"]]
[game.preferences.A]
ranking = ["threat", "talk", "war"]
cuts = [1]
[game.preferences.B]
ranking = ["war", "threat", "talk"]
"""


def test_graphml_says_of_nobody_who_is_held_weakly_that_it_would_leave():
    graph = nx.parse_graphml(graphml(parse(MILD, "x")))
    talk = graph.nodes["s1"]
    assert (talk["seq"], talk["strong_seq"], talk.get("strong_seq_leaving", "")) == (True, False, "")
    assert graph.nodes["s2"]["strong_seq_leaving"] == "B"


def test_graphml_has_every_move_with_its_mover_and_what_it_thinks_of_it(pipe):
    model = load("nord-stream-2").game.model
    moves = {(player, f"s{s + 1}", f"s{t + 1}") for k, player in enumerate(model.players) for s, t in model.moves[k]}
    assert {(own["player"], s, t) for s, t, own in pipe.edges(data=True)} == moves
    for source, target, own in pipe.edges(data=True):
        k, s, t = model.players.index(own["player"]), int(source[1:]) - 1, int(target[1:]) - 1
        ahead = gain(model, k, s, t)
        assert own["preference"] == ("better" if ahead > 0 else "worse" if ahead < 0 else "as good")
        assert (own["improvement"], own["reversible"]) == (ahead > 0, (t, s) in model.moves[k])


def test_a_comparison_tells_what_is_greatly_better_and_what_is_unknown():
    model = GraphModel(["A"], list("abcd"), [[(0, 1)]], [[0, 1, [2, 3]]], unknown=[[(1, 2)]], cuts=[[1]])
    told = [model.comparison(0, *pair) for pair in ((0, 1), (1, 0), (1, 3), (3, 1), (2, 3), (2, 1))]
    assert told == ["greatly better", "greatly worse", "better", "worse", "as good", "unknown"]


def test_games_states_without_options_and_odd_names_are_graphs_too():
    game = nx.parse_graphml(graphml(load("prisoners-dilemma")))
    assert (game.nodes["s2"]["action_Row"], game.nodes["s2"]["action_Column"]) == ("cooperate", "defect")
    assert nx.parse_graphml(graphml(load("elmira-1991"))).nodes["s9"]["state"] == "abandon"
    odd = 'title = "x"\n[game]\nkind = "graph"\nstates = ["a<&>\\u0007", "b"]\n'
    odd += '[game.moves]\n"P<\\"" = [["b", "a<&>\\u0007"]]\n'
    odd += '[game.preferences."P<\\""]\nranking = ["b", "a<&>\\u0007"]\n'
    read = nx.parse_graphml(graphml(parse(odd, "x.toml")))
    assert read.nodes["s1"]["state"] == r"a<&>\x07"
    assert read.edges["s2", "s1"]["player"] == 'P<"'


def test_the_command_writes_graphml_and_refuses_more_moves_than_programs_take():
    words = ["export", "us-russia-china", "--order", "US > Russia+China", "--to", "graphml"]
    result = CliRunner().invoke(app, words)
    assert nx.parse_graphml(result.stdout).number_of_edges() == 252
    assert "the order of moves is left out" in result.stderr
    options = ", ".join(f'"o{k}"' for k in range(11))
    text = f'title = "x"\n[game]\nkind = "graph"\n[game.options]\nA = [{options}]\n'
    text += '[game.preferences.A]\nstatements = ["A.o0"]\n'
    with pytest.raises(InputError, match="the conflict has 4,192,256 moves, at most 100,000 are written"):
        graphml(parse(text, "x.toml"))


@pytest.mark.parametrize(
    ("today", "said"),
    [
        (0, "none of Nash, GMR, SMR, SEQ and symmetric SEQ"),
        (1, "GMR and SMR, of Nash, GMR, SMR, SEQ and symmetric SEQ"),
        (5, "all of Nash, GMR, SMR, SEQ and symmetric SEQ"),
    ],
)
def test_page_one_names_the_concepts_by_which_today_holds(today, said):
    scenario = load("cuba-1962")
    page = ConflictPage(conflict_analysis(replace(scenario, game=replace(scenario.game, status_quo=today))))

    assert dict(fact_rows(page))["concepts by which today's state holds"] == said
