"""Orders and trees in scenario files: what they mean, and every fault with its place."""

from __future__ import annotations

from fractions import Fraction

import pytest

import tetrarchy as tt
from tetrarchy.games.scenario.resolved import condensed, resolved
from tetrarchy.games.sequence.given import sequence_of
from tetrarchy.reports.format.toml import toml
from tetrarchy.reports.outputs import written
from tetrarchy.studies.sequence.analysis import sequence_analysis, with_order

ORDERED = """
title = "Two"
[game]
kind = "normal_form"
players = ["A", "B"]
actions = [["l", "r"], ["x", "y"]]
payoffs = [[[3, 0], [0, 1]], [[1, 0], [0, 3]]]
{}
"""

TREE = """
title = "Entry"
[game]
kind = "tree"
players = ["E", "I"]
start = "market"
{parameters}
[game.nodes.market]
player = "E"
actions = {{ out = "quiet", enter = "news" }}
[game.nodes.news]
chance = {{ leak = "1/3", silence = "2/3" }}
to = {{ leak = "told", silence = "untold" }}
{at_news}
[game.nodes.told]
player = "I"
set = "entered"
actions = {{ fight = "war", share = "peace" }}
[game.nodes.untold]
player = "I"
set = "entered"
actions = {{ fight = "war", share = "peace" }}
[game.ends.quiet]
{quiet}
[game.ends.war]
{war}
[game.ends.peace]
{peace}
{actors}
"""

PAYOFFS = {
    "parameters": "",
    "at_news": 'payoffs = { E = "1/2" }',
    "quiet": "payoffs = { I = 2 }",
    "war": "payoffs = { E = -1, I = -1 }",
    "peace": "payoffs = { E = 1, I = 1 }",
    "actors": "",
}

EFFECTS = {
    "parameters": 'parameters = { cost = { default = 0.2, low = 0, high = 1, meaning = "of war" } }',
    "at_news": "effects = { E = { gain = 0.1 } }",
    "quiet": "effects = { I = { gain = 0.2 } }",
    "war": 'effects = { E = { gain = "-cost" }, I = { security = "-cost" } }',
    "peace": "effects = { E = { gain = 0.3, status = 0.1 } }",
    "actors": '[actors]\nE.orders = "mercantilist"\nI.orders = { conservative = 0.5, liberal = 0.5 }',
}


def outcomes(scenario):
    return [(each.path, each.payoffs) for each in tt.subgame_perfect(sequence_of(scenario)).outcomes]


def test_an_order_stands_in_the_game():
    staged = tt.parse(ORDERED.format('order = [["B"], ["A"]]'), "two")
    assert outcomes(staged) == [("y / r", (1, 3))]
    unseen = tt.parse(ORDERED.format('order = [["B"], ["A"]]\nhidden = [{ of = "B", from = ["A"] }]'), "two")
    assert [path for path, _ in outcomes(unseen)] == ["x / l", "y / r"]
    assert sequence_of(tt.parse(ORDERED.format(""), "two")) is None


def test_labels_are_what_readers_see():
    text = TREE.format(**PAYOFFS).replace('player = "E"', 'player = "E"\nlabel = "the entrant decides"')
    scenario = tt.parse(text.replace("[game.ends.peace]", '[game.ends.peace]\nlabel = "a shared market"'), "entry")
    for told in (scenario, tt.parse(toml(resolved(scenario)), "again")):
        report = written(sequence_analysis(told), "markdown")
        assert "enter / silence / share (2/3): a shared market" in report
        assert "| the entrant decides " in report


def test_a_player_who_never_moves_is_named():
    text = TREE.format(**PAYOFFS).replace('players = ["E", "I"]', 'players = ["E", "I", "public"]')
    assert "Public never moves." in written(sequence_analysis(tt.parse(text, "entry")), "table")


def test_a_tree_with_payoffs():
    scenario = tt.parse(TREE.format(**PAYOFFS), "entry")
    tree = sequence_of(scenario)
    assert [(each.path, each.payoffs) for each in tree.ends] == [
        ("out", (0, 2)),
        ("enter / leak / fight", (Fraction(-1, 2), -1)),
        ("enter / leak / share", (Fraction(3, 2), 1)),
        ("enter / silence / fight", (Fraction(-1, 2), -1)),
        ("enter / silence / share", (Fraction(3, 2), 1)),
    ]
    assert [(each.name, len(each.nodes)) for each in tree.information_sets] == [("market", 1), ("entered", 2)]
    assert [payoffs for _, payoffs in outcomes(scenario)] == [(Fraction(3, 2), 1)]


def test_effects_of_a_tree_are_weighed_as_those_of_an_arena():
    scenario = tt.parse(TREE.format(**EFFECTS), "entry")
    reduced, built = sequence_of(scenario).reduced(), scenario.build()
    assert reduced.actions == built.actions
    assert (reduced.exact == built.exact).all()
    weights = scenario.weights()
    war = next(end for end in sequence_of(scenario).ends if end.path == "enter / leak / fight")
    gain, relative = Fraction(1, 10) - Fraction(1, 5), Fraction(1, 10) - Fraction(1, 5)
    assert war.payoffs[0] == weights[0][0] * gain + weights[0][1] * relative
    assert sequence_of(scenario.replace(cost=0.5)).ends[1].payoffs != war.payoffs


@pytest.mark.parametrize("parts", [PAYOFFS, EFFECTS])
def test_a_tree_written_out_reads_back(parts):
    scenario = tt.parse(TREE.format(**parts), "entry")
    again = tt.parse(toml(resolved(scenario)), "again")
    assert outcomes(again) == outcomes(scenario)
    assert sequence_of(again).ends == sequence_of(scenario).ends


def test_what_a_tree_says_of_its_own_case_is_held_and_reads_back_in_both_forms():
    scenario = tt.parse(TREE.format(**EFFECTS), "entry")
    assert scenario.game.held == set()

    for own in (scenario, scenario.replace(cost=0.2), scenario.replace(cost=0.4)):
        for values in (resolved(own), condensed(own)):
            again = tt.parse(toml(values), "entry")
            assert (resolved(again), again.game.held) == (resolved(own), own.game.held)


def test_an_order_written_out_reads_back():
    scenario = tt.parse(ORDERED.format('order = [["B"], ["A"]]\nhidden = [{ of = "B", from = "A" }]'), "two")
    again = tt.parse(toml(resolved(scenario)), "again")
    assert (again.order, again.hidden) == ((("B",), ("A",)), (("B", "A"),))


def test_gambits_trees_are_scenarios(tmp_path):
    file = tmp_path / "entry.efg"
    file.write_text(sequence_of(tt.parse(TREE.format(**PAYOFFS), "entry")).to_efg(), encoding="utf-8")
    assert [payoffs for _, payoffs in outcomes(tt.load(file))] == [(Fraction(3, 2), 1)]
    assert tt.load(file).build().shape == (2, 2)


def test_an_order_that_is_asked_for_reads_back_from_a_repeated_scenario():
    asked = with_order(tt.load("trade-war-repeated"), [["B"], ["A"]])
    again = tt.parse(toml(resolved(asked)), "again")
    assert outcomes(again) == outcomes(asked)


def problems(text):
    with pytest.raises(tt.ScenarioError) as refused:
        tt.parse(text, "f")
    return [(problem.field, problem.message) for problem in refused.value.problems]


def test_faults_of_an_order_are_told_at_once():
    text = ORDERED.format('order = [["A", "A"], [], ["C"]]\n[repeated]\ndiscount = 0.5')
    assert problems(text) == [
        ("game.order", "must name every player; B is missing"),
        ("game.order", "does not go with [repeated]: repeated play is of the game in which all move at once"),
        ("game.order.0.1", "A moves in an earlier place too: order names every player once"),
        ("game.order.1", "expected at least one player in a stage, got none"),
        ("game.order.2.0", "unknown player 'C'; known: A, B"),
    ]


@pytest.mark.parametrize(
    ("lines", "field", "message"),
    [
        ('hidden = [{ of = "A", from = "B" }]', "game.hidden", "has no effect without order"),
        (
            'order = [["A"], ["B"]]\nhidden = [{ of = "B", from = "A" }]',
            "game.hidden.0.from",
            "A moves no later than B and does not see it anyway",
        ),
        ('order = [["A"], ["B"]]\nhidden = [{ of = "X", from = ["B"] }]', "game.hidden.0.of", "unknown player 'X'"),
        ('order = "A > B"', "game.order", "expected a list"),
    ],
)
def test_faults_of_what_is_hidden(lines, field, message):
    (found,) = problems(ORDERED.format(lines))
    assert found[0] == field
    assert message in found[1]


def test_types_move_last():
    text = """
    title = "Types"
    [game]
    kind = "autonomy"
    order = [["Europe"], ["US"]]
    [actors.Europe]
    types = [{ prior = 0.5, orders = "liberal" }, { prior = 0.5, orders = "conservative" }]
    """
    ((field, message),) = problems(text)
    assert field == "actors.Europe.types"
    assert "moves in the last stage" in message


BAD = """
title = "Bad"
[game]
kind = "tree"
players = ["A", "B", "C"]
start = "one"
[game.nodes.one]
player = "A"
actions = { a = "two", b = "three", c = "nowhere", d = "two" }
[game.nodes.two]
player = "B"
chance = { x = 0.5, y = 0.6 }
to = { x = "end", z = "end" }
[game.nodes.three]
player = "B"
set = "s"
actions = { l = "four", r = "end" }
[game.nodes.four]
player = "A"
set = "s"
actions = {}
payoffs = { D = 1 }
[game.nodes.five]
player = "C"
actions = { on = "six" }
[game.nodes.six]
actions = { back = "five" }
[game.ends.end]
effects = { A = { gain = 1 } }
[game.ends.lost]
payoffs = { A = 1 }
"""


def test_faults_of_a_tree_are_told_at_once():
    found = problems(BAD)
    for expected in (
        ("game.nodes.one.actions.c", "unknown node or end 'nowhere'"),
        ("game.nodes.one.actions.d", "the node 'two' has another way in: an end may be shared, a node not"),
        ("game.nodes.two.player", "a node has chance or player, not both"),
        ("game.nodes.two.chance", "must add up to 1, got 1/2, 3/5: 11/10"),
        ("game.nodes.two", "the branch 'y' is missing in to"),
        ("game.nodes.two", "the branch 'z' is missing in chance"),
        ("game.nodes.four.set", "'s' is a set of B, at three"),
        ("game.nodes.four.actions", "must have at least one action"),
        ("game.nodes.four.payoffs", "a tree has payoffs or effects, not both"),
        ("game.nodes.four.payoffs.D", "unknown player 'D'"),
        ("game.nodes.five", "it lies on a circle or behind what is not reached"),
        ("game.nodes.six", "must have player and actions, or chance and to"),
        ("game.ends.lost", "is not reached from one: it is not led to from anywhere"),
        ("game.ends.lost.payoffs", "a tree has payoffs or effects, not both"),
    ):
        assert [field for field, message in found if field == expected[0] and expected[1] in message], (expected, found)


@pytest.mark.parametrize(
    ("change", "field", "message"),
    [
        (('start = "market"', 'start = "shop"'), "game.start", "unknown node 'shop'"),
        (('start = "market"', 'start = "war"'), "game.nodes.market", "is not reached from war"),
        (('start = "market"', ""), "game.start", "is required and is missing"),
        (
            (
                'set = "entered"\nactions = { fight = "war", share = "peace" }\n[game.ends',
                'set = "entered"\nactions = { share = "peace", fight = "war" }\n[game.ends',
            ),
            "game.nodes.untold.actions",
            "must be those of told, of the same set, in the same order: fight, share",
        ),
        (('"1/3"', '"-1/3"'), "game.nodes.news.chance", "must be at least 0"),
        (
            ('actions = { out = "quiet", enter = "news" }', 'actions = { out = "quiet", enter = "market" }'),
            "game.nodes.market.actions.enter",
            "is where the tree starts",
        ),
    ],
)
def test_single_faults_of_a_tree(change, field, message):
    text = TREE.format(**PAYOFFS).replace(*change)
    assert [each for each in problems(text) if each[0] == field and message in each[1]]


def test_a_forgetful_player_is_refused():
    text = TREE.format(**PAYOFFS).replace('player = "E"', 'player = "I"\nset = "entered"', 1)
    text = text.replace('{ out = "quiet", enter = "news" }', '{ fight = "quiet", share = "news" }')
    ((field, message),) = problems(text)
    assert field == "game.start"
    assert "I has no perfect recall: at information set 'entered'" in message
