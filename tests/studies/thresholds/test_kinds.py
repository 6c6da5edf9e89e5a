"""Where the answers of other kinds of scenario turn: against scenarios solved on both sides of a tipping point."""

import json
from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest

import tetrarchy
from tetrarchy import load, tipping_points
from tetrarchy.games.sequence.given import tree_of_scenario
from tetrarchy.games.sequence.nodes import Chance, Decision, End
from tetrarchy.games.sequence.tree import Tree
from tetrarchy.reports.outputs import written
from tetrarchy.solvers.best_replies import best_reply_table
from tetrarchy.solvers.sequence.tree_batch import seen, sustained_ends
from tetrarchy.solvers.stochastic.pure_markov_perfect import pure_markov_perfect
from tetrarchy.studies.evolution.magnet import adoption
from tetrarchy.studies.scenario.order_choice import order_choice
from tetrarchy.studies.scenario.page.worlds import ends_in, kept_up, played_by_state
from tetrarchy.studies.stochastic.moving_game import moving_game
from tetrarchy.studies.thresholds.kinds.choice import chosen_at_home
from tetrarchy.studies.thresholds.kinds.sequence_play import outcome_of
from tetrarchy.studies.thresholds.tipping import joining_tips
from tetrarchy.studies.thresholds.variables import variable

HAIR = Fraction(1, 10**7)

TENTHS = {"x": 0.1, "y": 0.2, "z": 0.3}


def in_sequence(scenario):
    found = tetrarchy.subgame_perfect(scenario, mixed=False)
    return {tuple(outcome.path.split(" / ")) for outcome in found.outcomes}


def by_profile(scenario):
    order = [player for stage in scenario.order for player in stage]
    menus = dict(zip(scenario.players, scenario.actions, strict=True))
    done = [dict(zip(order, path, strict=True)) for path in in_sequence(scenario)]
    return {tuple(menus[player].index(moves[player]) for player in scenario.players) for moves in done}


def at_home(scenario):
    return {(*each.members, each.posture) for each in order_choice(scenario.underlying).coalitions if each.stable}


def among_neighbours(scenario):
    return {(adoption(scenario).typical.regime,)}


def kept(scenario):
    stage, discount = scenario.build().exact, scenario.repeated.discount
    stable = [tuple(place) for place in np.argwhere(best_reply_table(stage).all(axis=0)).tolist()]
    return {
        profile for profile in np.ndindex(stage.shape[1:]) if any(keeps(stage, discount, profile, e) for e in stable)
    }


def keeps(stage, discount, profile, threat):
    for player, own in enumerate(stage):
        for action in set(range(own.shape[player])) - {profile[player]}:
            left = (1 - discount) * own[(*profile[:player], action, *profile[player + 1 :])] + discount * own[threat]
            if own[profile] < left:
                return False
    return True


def by_state(scenario):
    return {each.choices for each in pure_markov_perfect(moving_game(scenario)).equilibria}


GAMBLE_TEXT = """
title = "A gamble before a threat"
[game]
kind = "tree"
players = ["A", "B"]
start = "first"
[game.parameters]
stake = { default = 0.3, low = 0, high = 1, meaning = "what is at stake" }
[game.nodes.first]
player = "A"
actions = { out = "none", in = "luck" }
[game.nodes.luck]
chance = { good = 0.5, bad = 0.5 }
to = { good = "answer", bad = "lost" }
[game.nodes.answer]
player = "B"
actions = { give = "given", fight = "fought" }
[game.ends]
none = { effects = {} }
lost = { effects = { A = { gain = -0.1 } } }
given = { effects = { A = { gain = "stake" }, B = { gain = "-stake / 2" } } }
fought = { effects = { A = { gain = -0.4 }, B = { security = -0.2 } } }
[actors.A]
orders = "liberal"
[actors.B]
orders = "conservative"
"""
GAMBLE = tetrarchy.parse(GAMBLE_TEXT, "gamble.toml")
OWN = {"a gamble": GAMBLE, "a hidden move": replace(load("s400-in-sequence"), hidden=(("China", "US"),))}


def by_chance(scenario):
    return {outcome.distribution for outcome in tetrarchy.subgame_perfect(scenario, mixed=False).outcomes}


@pytest.mark.parametrize(
    ("name", "ranking_of", "held"),
    [
        ("aukus-2021", lambda scenario: tipping_points(scenario).sequence, in_sequence),
        ("snap-back-2025", lambda scenario: tipping_points(scenario).sequence, in_sequence),
        ("s400-in-sequence", lambda scenario: tipping_points(scenario).sequence, by_profile),
        ("a gamble", lambda scenario: tipping_points(scenario).sequence, by_chance),
        ("a hidden move", lambda scenario: tipping_points(scenario).sequence, by_profile),
        ("magnet-or-repellent", joining_tips, among_neighbours),
        ("mutual-deference", lambda scenario: tipping_points(scenario).repeated, kept),
    ],
)
def test_what_holds_changes_at_a_tipping_point_as_it_says_and_not_before(name, ranking_of, held):
    scenario = OWN.get(name) or load(name)
    ranking = ranking_of(scenario)
    today = held(scenario)
    assert set(ranking.holding) == today

    tips = [(each.over, tip) for each in ranking.numbers[:8] for tip in (each.below, each.above) if tip is not None]
    assert tips
    for over, tip in tips[:8]:
        value = tip.value if isinstance(tip.value, Fraction) else Fraction(float(tip.value))
        step = HAIR if value > over.current else -HAIR
        places = [each for each in (value - step, value, value + step) if over.low <= each <= over.high]
        before, *after = [held(scenario.replace({over.path: each})) for each in places]
        assert before == today, over.path
        assert set(tip.appears) == set.union(*after) - today, over.path
        assert set(tip.ends) == today - set.intersection(*after), over.path


def test_where_chance_moves_a_report_ranks_numbers_and_tells_ends_with_their_chances():
    found = tetrarchy.brief(GAMBLE)
    text = written(found, "markdown")

    assert found.report.changes.played == "sequence"
    assert 'play ends so: with a chance of 1/2 A plays in, then the draw is "good", then B plays give; with' in text
    assert "not worked out" not in text
    values = json.loads(written(tipping_points(GAMBLE), "json"))
    assert values["rankings"][0]["holding"] == [[["out", "1"]]]


def test_where_no_number_brings_a_stable_outcome_to_threaten_with_nothing_is_kept_up():
    scenario = tetrarchy.parse(
        """
title = "Hide and seek"
[game]
kind = "custom"
players = ["A", "B"]
actions = [["left", "right"], ["left", "right"]]
[game.parameters]
x = { default = 0.2, low = 0.1, high = 0.3, meaning = "what is hidden" }
[[game.consequences]]
when = { A = "left", B = "left" }
A = { gain = "x" }
[[game.consequences]]
when = { A = "right", B = "right" }
A = { gain = "x" }
[[game.consequences]]
when = { A = "left", B = "right" }
B = { gain = "x" }
[[game.consequences]]
when = { A = "right", B = "left" }
B = { gain = "x" }
[actors]
A = { orders = "liberal" }
B = { orders = "liberal" }
[repeated]
discount = 0.5
noise = 0.02
""",
        "hide.toml",
    )
    found = tipping_points(scenario).repeated

    assert found.holding == ()
    assert [(each.over.name, each.nearest) for each in found.numbers if each.over.name in ("discount", "x")] == [
        ("discount", None),
        ("x", None),
    ]


def test_a_number_along_which_a_tree_with_chance_is_not_followed_is_left_out_and_named():
    text = GAMBLE_TEXT.replace('B = { gain = "-stake / 2" }', 'B = { gain = "root * root - 1 / 2" }').replace(
        "[game.nodes.first]", 'root = { default = 0.3, low = 0, high = 1, meaning = "a root" }\n[game.nodes.first]'
    )
    found = tipping_points(tetrarchy.parse(text, "root.toml"))

    assert [over.name for over in found.sequence.unfollowed] == ["root"]
    assert "stake" in [each.over.name for each in found.sequence.numbers]
    assert json.loads(written(found, "json"))["rankings"][0]["unfollowed"] == ["game.parameters.root"]
    assert "Not ranked, as it was not found out where play ends all over the range: root." in written(found, "markdown")


def test_what_is_done_today_in_a_tree_is_told_by_where_its_plans_end():
    done = (("in / good / fight", Fraction(1, 2)), ("in / bad", Fraction(1, 2)))
    scenario = replace(GAMBLE, status_quo={"A": "in", "B": "fight"})
    ranking = tipping_points(scenario).sequence

    assert (ranking.today, ranking.standing(done).over.path) == (done, "actors.A.orders.transformative")
    assert "What is done today, (in / good / fight (1/2); in / bad (1/2)), is not" in written(
        tipping_points(scenario), "markdown"
    )
    for plan, ends in (("out", "this is where"), ("in", "this is not where")):
        text = written(tetrarchy.brief(replace(scenario, status_quo={"A": plan, "B": "fight"})), "markdown")
        assert f"In this order of moves {ends} play that looks ahead ends" in text


def test_the_plans_of_a_tree_lead_to_the_end_that_pays_what_they_pay():
    scenario = load("snap-back-2025")
    tree, game = tree_of_scenario(scenario), scenario.build()
    paid = {tuple(tree.path(end).split(" / ")): tree.payoffs_at(end) for end in tree.flat.ends}

    for profile in game.pure_profiles():
        assert paid[outcome_of(scenario, profile)] == tuple(game.exact[(slice(None), *profile)])


@pytest.mark.parametrize("path", ["p_C", "chinese_restraint", "Russia.orders.security_state"])
def test_who_is_stable_at_home_in_each_stretch_is_who_is_where_it_is_solved(path):
    scenario = load("order-choice-2017")
    regimes = chosen_at_home(scenario.underlying, variable(scenario.underlying, path)).regimes

    assert len(regimes) > 1
    for regime in regimes:
        middle = (regime.interval.low + regime.interval.high) / 2
        assert at_home(scenario.replace({path: middle})) == set(regime.profiles)


def random_tree(rng, depth=0):
    if depth == 3 or (depth and rng.random() < 0.3):
        return End(rng.integers(0, 3, 2).tolist())
    moves = [(f"m{k}", random_tree(rng, depth + 1)) for k in range(rng.integers(2, 4))]
    return Decision(("A", "B")[rng.integers(2)], moves)


def test_ends_of_many_trees_at_once_are_those_of_trees_that_are_solved_ties_among_them():
    rng = np.random.default_rng(5)
    for _ in range(40):
        tree = Tree(["A", "B"], random_tree(rng))
        paid = np.array([[float(cell) for cell in end.payoffs] for end in tree.ends]).T
        (found,) = sustained_ends(tree, paid[np.newaxis])
        expected = {outcome.path for outcome in tetrarchy.subgame_perfect(tree, mixed=False).outcomes}
        assert {end.path for end, sustained in zip(tree.ends, found, strict=True) if sustained} == expected


def test_rounding_breaks_no_tie_in_many_worlds_that_are_played_in_sequence():
    """What B gains either way is one sum in two orders, which floats add up to different numbers."""

    def consequences(played, p):
        a, b = played
        sum_of_all = p.x + p.y + p.z if b == "left" else p.z + p.y + p.x
        gain = 1 if b == "left" else -1
        return {"A": {"gain": gain}, "B": {"gain": sum_of_all}} if a == "in" else {}

    parameters = {name: {"default": value, "low": 0, "high": 1, "meaning": name} for name, value in TENTHS.items()}
    actions = {"A": ["in", "out"], "B": ["left", "right"]}
    actors = {"A": {"orders": "liberal"}, "B": {"orders": "liberal"}}
    scenario = replace(tetrarchy.arena(consequences, actions, parameters, actors), order=(("A",), ("B",)))
    worlds = scenario.replace(x=np.full(2, 0.1), y=np.full(2, 0.2), z=np.full(2, 0.3))

    assert by_profile(scenario) == {(0, 0), (1, 0), (1, 1)}
    for outcome in by_profile(scenario):
        assert ends_in(scenario, [outcome])(worlds, 2).all()


def test_in_a_tree_with_chance_or_with_hidden_moves_not_all_is_seen():
    ends = [("l", End([0, 1])), ("r", End([1, 0]))]
    chance = Chance([("h", Fraction(1, 2), Decision("A", ends)), ("t", Fraction(1, 2), End([0, 0]))])
    hidden = Decision("A", [("x", Decision("B", ends, "blind")), ("y", Decision("B", ends, "blind"))])

    assert not seen(Tree(["A", "B"], chance))
    assert not seen(Tree(["A", "B"], hidden))


@pytest.mark.parametrize(
    ("name", "path", "values", "worlds_of", "held"),
    [
        ("s400-in-sequence", "resolve", (0.1, 0.5, 0.6), ends_in, by_profile),
        ("sanctions-renewal", "sender_cost", (0.1, 0.25, 0.4), played_by_state, by_state),
        ("sanctions-renewal", "courtship", (0.01, 0.2), played_by_state, by_state),
        (
            "mutual-deference",
            "harm_of_intrusion",
            (0.05, 0.2),
            lambda scenario, asked: kept_up(scenario, asked[0]),
            kept,
        ),
    ],
)
def test_what_holds_in_many_worlds_is_what_holds_in_each(name, path, values, worlds_of, held):
    scenario = load(name)
    for outcome in held(scenario):
        found = worlds_of(scenario, [outcome])(scenario.replace({path: np.array(values)}), len(values))
        assert found.tolist() == [outcome in held(scenario.replace({path: value})) for value in values]
