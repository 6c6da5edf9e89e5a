"""What readers call players, actions and outcomes."""

import json
import pickle
from dataclasses import replace
from functools import partial

import pytest

import tetrarchy
from tetrarchy import ScenarioError, load
from tetrarchy.configs.load import shipped
from tetrarchy.games.arenas import ARENAS
from tetrarchy.games.scenario.resolved import condensed, resolved
from tetrarchy.games.scenario.state_words import state_words
from tetrarchy.games.sequence.move_labels import move_labels
from tetrarchy.games.text.labels import ActionLabel, Labels, PlayerLabel, Term, code_of, joined, read_alike
from tetrarchy.reports.format.toml import toml
from tetrarchy.reports.outputs import written
from tetrarchy.studies.scenario.analysis import analyse

parse = partial(tetrarchy.parse, source="a text")

HUNT = """
title = "A hunt"
[game]
kind = "normal_form"
players = ["A", "B"]
actions = [["stag", "hare"], ["stag", "hare"]]
payoffs = [[[4, 0], [3, 3]], [[4, 3], [0, 3]]]
[labels]
players = { A = "the first hunters", B = "the second hunter" }
plural = ["A"]
actions.A = { stag = "big game" }
verbs.A = { stag = "risk its day", hare = "catch a hare" }
verbs.B = { stag = "hunt the stag" }
outcomes."joint hunt" = { A = "stag", B = ["stag"] }
"""


@pytest.mark.parametrize("name", ARENAS)
def test_every_arena_says_what_its_players_and_actions_are_called(name):
    arena = ARENAS[name]

    assert set(arena.labels.players) == set(arena.players)
    for player, actions in zip(arena.players, arena.actions, strict=True):
        assert set(arena.labels.actions[player]) == set(actions)
    for outcome in arena.labels.outcomes:
        for player, actions in outcome.when.items():
            assert set(actions) <= set(arena.actions[arena.players.index(player)])


def test_sentences_follow_number_and_verbs():
    names = parse(HUNT).names

    assert names.told((0, 0)) == "the first hunters risk their day and the second hunter hunts the stag (joint hunt)"
    assert names.told((1, 1)) == "the first hunters catch a hare and the second hunter plays hare"
    assert names.in_words((0, 0)) == "joint hunt (big game, stag)"
    assert names.in_words((0, 0)).code == "(stag, stag)"
    assert names.labels == ("First hunters", "Second hunter")


def test_a_verb_of_two_parts_may_say_its_own_third_person():
    both = HUNT.replace("catch a hare", "hold back and wait") + 'does.A = { hare = "holds back and waits" }\n'
    text = both.replace('plural = ["A"]\n', "").replace("does.A =", 'does.B = { hare = "waits" }\ndoes.A =')

    assert parse(text).names.told((1, 1)) == "the first hunters holds back and waits, and the second hunter waits"
    assert parse(text).names.would(0, 1) == "hold back and wait"
    assert parse(both).names.does(0, 1) == "hold back and wait"
    assert parse(toml(condensed(parse(text)))).names == parse(text).names


def test_moves_of_a_tree_have_labels_and_plans_are_made_of_them():
    names = load("aukus-2021").names

    assert names.actions[0][1] == "at the start: ask Paris first, if blocked: go on"
    assert names.actions[0][1].code == "canberra: ask_paris_first, canberra_blocked: go_on"
    assert names.does(0, 1) == 'plans "at the start: ask Paris first, if blocked: go on"'
    assert names.does(1, 0) == "offers the submarines"
    with pytest.raises(ScenarioError, match=r"labels.verbs.US.ofer: unknown action of US 'ofer' \(did you mean"):
        parse(toml(condensed(load("aukus-2021"))).replace('offer = "offer the', 'ofer = "offer the'))


def test_those_who_do_the_same_are_told_together_and_so_are_all_types_of_a_state():
    powers, washington = load("climate-five-powers").names, load("courting-washington").names

    assert powers.deeds((1, 1, 0, 1, 1)).startswith("the United States, China, India and Russia free-ride, and")
    assert washington.deeds((1, 1, 1)) == "the United States (of every type) rebuffs Russia and Russia aligns elsewhere"
    assert washington.deeds((0, 1, 1)).startswith("the United States (mercantilist) delivers, the United States (lib")


def test_a_type_is_told_an_outcome_without_the_other_types_of_its_state():
    washington = load("courting-washington").names

    told = "the United States rebuffs Russia and Russia courts the United States (courtship in vain)"
    assert washington.told_to(1, (1, 1, 0)) == told
    assert washington.told_to(2, (1, 1, 0)) == washington.told((1, 1, 0))
    assert washington.told((1, 1, 0)).startswith("the United States (of every type) rebuffs Russia")


def test_actions_whose_labels_would_read_alike_keep_their_names():
    names = parse(HUNT.partition("[labels]")[0].replace('["stag", "hare"]', '["go_on", "go on"]')).names

    assert names.actions[0] == ("go_on", "go on")


def test_a_term_knows_its_code_through_joins_and_copies():
    term = pickle.loads(pickle.dumps(joined(" + ", ("1/2 hedge", Term("press both", "dual_pressure")))))

    assert (term, code_of(term)) == ("1/2 hedge + press both", "1/2 hedge + dual_pressure")
    assert code_of("plain") == "plain"


def test_csv_and_json_have_the_names_of_scripts_and_readers_those_of_labels():
    analysis = analyse(parse(HUNT))

    assert "big game" in written(analysis, "markdown")
    values = json.loads(written(analysis, "json"))
    for told in (written(analysis, "csv"), str({name: own for name, own in values.items() if name != "scenario"})):
        assert "big game" not in told
        assert "stag" in told


@pytest.mark.parametrize("name", [*shipped(), "hunt"])
def test_a_scenario_reads_back_as_itself_in_full_and_without_its_defaults(name):
    scenario = parse(HUNT) if name == "hunt" else load(name)

    for values in (resolved(scenario), condensed(scenario)):
        again = parse(toml(values))
        assert resolved(again) == resolved(scenario)
        if scenario.graph:
            assert [again.label(player) for player in again.players] == [
                scenario.label(own) for own in scenario.players
            ]
        else:
            assert scenario.population or again.names == scenario.names


@pytest.mark.parametrize(
    ("written_there", "put", "message"),
    [
        ('plural = ["A"]', 'plural = ["C"]', "labels.plural.0: unknown player with a name 'C'"),
        ("actions.A =", "actions.C =", "labels.actions.C: unknown player 'C'"),
        ("verbs.B = { stag", "verbs.B = { stagg", "labels.verbs.B.stagg: unknown action of B 'stagg' (did you mean"),
        ('B = ["stag"]', 'B = ["deer"]', "labels.outcomes.joint hunt.B: unknown action of B 'deer'"),
        ('{ A = "stag", B = ["stag"] }', "{}", "labels.outcomes.joint hunt: must say in which outcomes"),
        ('{ stag = "big game" }', '{ stag = "x", hare = "x" }', "two actions of A are called 'x': they must differ"),
    ],
)
def test_a_label_for_what_is_not_there_is_refused(written_there, put, message):
    assert written_there in HUNT
    with pytest.raises(ScenarioError) as refused:
        parse(HUNT.replace(written_there, put))

    assert message in str(refused.value)


def test_a_player_measures_its_gain_against_its_rivals_alone_or_nobody():
    triangle = 'title = "t"\n[game]\nkind = "triangle"\n[actors.US]\nrivals = ["China"]\n[actors.China]\nrivals = []\n'
    scenario = parse(triangle)
    table = scenario.consequences()

    assert (table[0, ..., 1] == table[0, ..., 0] - table[2, ..., 0]).all()
    assert (table[1, ..., 1] == table[1, ..., 0] - (table[0, ..., 0] + table[2, ..., 0]) / 2).all()
    assert (table[2, ..., 1] == 0).all()
    assert resolved(parse(toml(condensed(scenario)))) == resolved(scenario)
    with pytest.raises(ScenarioError, match=r"actors\.US\.rivals\.0: unknown other player of triangle 'US'"):
        parse(triangle.replace('"China"', '"US"'))


def test_a_player_that_is_two_stands_apart_from_the_others_in_a_sentence():
    names = load("coalition-multilateral").names

    assert names.who((2, 3)) == "the United States as well as Russia and China"
    assert names.who((1, 2, 3)) == "the climate movement, the United States, and Russia and China"
    assert names.who((1, 2)) == "the climate movement and the United States"


TWINS = {
    "payoffs": HUNT.replace('"A", "B"', '"a_b", "a b"').partition("[labels]")[0],
    "rankings": """title = "T"
[game]
kind = "ordinal"
players = ["a_b", "a b"]
actions = [["x"], ["y", "z"]]
[game.ranking]
a_b = [["x", "y"], ["x", "z"]]
"a b" = [["x", "z"], ["x", "y"]]
""",
    "consequences": """title = "T"
[game]
kind = "custom"
players = ["a_b", "a b"]
actions = [["x", "y"], ["x", "y"]]
[[game.consequences]]
when = { a_b = "x" }
a_b = { gain = 0.1 }
[actors.a_b]
orders = "liberal"
[actors."a b"]
orders = "liberal"
""",
    "a tree": """title = "T"
[game]
kind = "tree"
players = ["a_b", "a b"]
start = "one"
[game.nodes.one]
player = "a_b"
actions = { x_y = "two", "x y" = "in" }
[game.nodes.two]
player = "a b"
actions = { x = "in", y = "in" }
[game.ends.in]
payoffs = { a_b = 1, "a b" = 1 }
""",
}


@pytest.mark.parametrize("kind", TWINS)
def test_players_who_would_read_alike_keep_their_names(kind):
    scenario = parse(TWINS[kind])

    assert [scenario.label(player) for player in ("a_b", "a b")] == ["a_b", "a b"]
    assert [scenario.spoken(player) for player in ("a_b", "a b")] == ["a_b", "a b"]


def test_players_and_options_of_a_conflict_with_one_label_keep_their_names():
    scenario = load("cuba-1962")
    labels = Labels(
        {player: PlayerLabel("the power") for player in ("US", "USSR")},
        {"US": {name: ActionLabel("act", "act") for name in ("air_strike", "blockade")}},
    )
    twins = replace(scenario, labels=labels)

    assert [twins.label(player) for player in ("US", "USSR")] == ["US", "USSR"]
    assert state_words(twins, 3) == "US: air_strike and blockade"


def test_moves_between_which_a_player_chooses_do_not_read_alike():
    tree = parse(TWINS["a tree"]).game.tree

    assert [label.label for label in move_labels(tree, Labels())["a_b"].values()] == ["x_y", "x y"]


def test_a_name_that_another_one_is_called_is_not_taken():
    assert read_alike({"A": "c", "B": "c", "C": "A"}) == {"A", "B", "C"}
    assert read_alike({"x_y": "x y", "X": "X y"}) == {"x_y", "X"}
    assert read_alike({"x_y": "x y", "z": "z"}) == set()
