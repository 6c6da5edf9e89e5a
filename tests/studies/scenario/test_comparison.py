"""Two scenarios beside each other: what differs, and which inputs carry the answer over."""

from dataclasses import replace
from fractions import Fraction
from itertools import combinations, count

import numpy as np
import pytest

from tetrarchy import InputError, compare, load, parse, subgame_perfect
from tetrarchy.games.normal_form import NormalFormGame
from tetrarchy.reports.outputs import written
from tetrarchy.solvers.best_replies import best_reply_table
from tetrarchy.studies.watch import Watch, watch

THEN, NOW = "us-russia-china-1972", "us-russia-china-1992"


def equilibria(scenario):
    return {tuple(place) for place in np.argwhere(best_reply_table(scenario.build().exact).all(axis=0)).tolist()}


def taken(first, second, paths):
    """Return the first scenario with some inputs of the second, set by their paths."""
    for path in paths:
        if path.startswith("actors."):
            orders = second.actors[path.split(".")[1]].orders
            first = first.replace({f"{path}.orders": orders})
        else:
            first = first.replace({path: second.game.parameters[path.rsplit(".", 1)[1]]})
    return first


def test_the_smallest_sets_that_carry_the_answer_over_are_all_there_and_no_other_is_as_small():
    first, second = load(THEN), load(NOW)
    found = compare(first, second)
    bearing = [each.path for each in found.differences if each.bears]
    asked = equilibria(second)

    assert (set(found.answers[0]), set(found.answers[1])) == (equilibria(first), asked)
    (size,) = {len(each) for each in found.carriers.sets}
    assert found.carriers.smallest
    for k in range(1, size + 1):
        sets = [each for each in combinations(bearing, k) if equilibria(taken(first, second, each)) == asked]
        assert sets == ([] if k < size else list(found.carriers.sets))


def test_the_pressure_on_china_alone_makes_2017_of_2014():
    text = " ".join(written(compare("us-russia-china-2014", "us-russia-china"), "markdown").split())

    assert "Pressure on China alone carries the answer of us-russia-china-2014 over" in text
    assert "| what the United States does today | press Russia alone | press both |" in text


def test_a_scenario_beside_itself_differs_in_nothing():
    found = compare(THEN, THEN)

    assert (found.differences, found.go, found.come, found.carriers.sets) == ((), (), (), ())
    assert found.stay == tuple(sorted(equilibria(load(THEN))))
    assert "No input differs." in written(found, "table")


def test_mixes_that_differ_by_less_than_is_shown_differ():
    first = load(THEN)
    second = first.replace({"US.orders.liberal": first.actors["US"].orders["liberal"] + Fraction(1, 10**9)})

    assert [each.path for each in compare(first, second).differences] == ["actors.US"]


def test_what_the_game_played_once_does_not_see_is_told_and_carries_nothing():
    found = compare("us-russia-china", load("us-russia-china").replace({"repeated.discount": 0.5}))

    assert [(each.path, each.bears) for each in found.differences] == [("repeated.discount", False)]
    assert found.carriers.sets == ()


def test_games_by_payoffs_differ_payoff_by_payoff():
    games = [NormalFormGame([[[3, 0], [row, 1]], [[3, column], [0, 1]]]) for row, column in ((5, 5), (2, 2))]
    found = compare(*games)

    assert [each.path for each in found.differences] == ["game.payoffs.0.1.0", "game.payoffs.1.0.1"]
    assert (found.stay, found.go, found.come) == (((1, 1),), (), ((0, 0),))
    assert found.carriers.sets == (("game.payoffs.0.1.0", "game.payoffs.1.0.1"),)


RANKS = """
title = "{title}"
[game]
kind = "ordinal"
players = ["A", "B"]
actions = [["x", "y"], ["u", "v"]]
[game.ranking]
A = [["x", "u"], ["x", "v"], ["y", "u"], ["y", "v"]]
B = {ranking}
"""


def test_rankings_differ_player_by_player():
    one, other = (
        parse(RANKS.format(title=title, ranking=ranking), title)
        for title, ranking in (
            ("one", '[["x", "u"], ["y", "u"], ["x", "v"], ["y", "v"]]'),
            ("other", '[["x", "v"], ["y", "u"], ["x", "u"], ["y", "v"]]'),
        )
    )
    found = compare(one, other)

    assert (found.go, found.come) == (((0, 0),), ((0, 1),))
    assert found.carriers.sets == (("game.ranking.B",),)
    assert "| the ranking of B | (x, u) > (y, u) > (x, v) > (y, v) | (x, v) > (y, u) > (x, u) > (y, v) |" in " ".join(
        written(found, "markdown").split()
    )


def in_another_order(resolve, order):
    return replace(load("s400-in-sequence").replace({"resolve": resolve}), order=order, source="late")


LAST, FIRST = (("China",), ("India",), ("US",)), (("US",), ("China",), ("India",))


@pytest.mark.parametrize(
    ("resolve", "order", "carriers"),
    [
        (Fraction(57, 100), LAST, {("game.parameters.resolve",)}),
        (Fraction(57, 100), FIRST, {("game.parameters.resolve", "order")}),
    ],
)
def test_where_play_ends_that_looks_ahead_is_compared_first_and_the_game_played_once_besides(resolve, order, carriers):
    first, second = load("s400-in-sequence"), in_another_order(resolve, order)
    found = compare(first, second)

    assert found.leads == ("sequence", "sequence")
    for each, answer in zip((first, second), found.leading.answers, strict=True):
        assert answer == {outcome.distribution for outcome in subgame_perfect(each, mixed=False).outcomes}
    assert set(found.leading.carriers.sets) == carriers
    assert found.once.carriers.sets == (("game.parameters.resolve",),)
    text = " ".join(written(found, "markdown").split())
    ends = "China presses on the border, then India takes delivery, then the United States waives the sanctions."
    assert f"Play that looks ahead can end so in s400-in-sequence alone: {ends}" in text
    assert text.index("## The answer -") < text.index("## The answer, played once")


def test_with_a_state_that_moves_the_ways_to_play_by_the_state_are_compared():
    first = load("thickening-dyad")
    found = compare(first, first.replace({"repeated.discount": Fraction(1, 10)}))

    assert found.leads[0] == "moving"
    assert found.leading.go
    assert found.leading.carriers.sets == (("repeated.discount",),)
    assert found.once.carriers.sets == ()


def test_what_holds_by_the_state_is_not_compared_where_it_was_not_found_out_in_full(monkeypatch):
    monkeypatch.setattr("tetrarchy.solvers.stochastic.pure_markov_perfect._MOST_PROFILES", 0)
    found = compare("thickening-dyad", "thickening-dyad")

    assert (found.leads, found.leading) == (("moving", "moving"), None)
    assert "was not found out in full. What follows is the game played once." in written(found, "markdown")


TREE = """
title = "{title}"
[game]
kind = "tree"
players = ["A", "B"]
start = "first"
nodes.first = {{ player = "A", actions = {{ out = "none", in = "reply" }} }}
nodes.reply = {{ player = "B", actions = {{ give = "given", fight = "fought" }} }}
ends.none = {{ payoffs = {{ B = 2 }} }}
ends.given = {{ payoffs = {{ A = 1, B = {given} }} }}
ends.fought = {{ payoffs = {{ A = -1 }} }}
"""


def test_of_trees_given_by_payoffs_it_is_told_where_play_ends_and_that_no_inputs_were_tried():
    found = compare(*(parse(TREE.format(title=title, given=given), title) for title, given in (("x", 1), ("y", -1))))

    assert (found.leading.go, found.leading.come) == (((("in / give", 1),),), ((("out", 1),),))
    assert (found.leading.carriers.sets, found.leading.carriers.smallest) == ((), False)
    assert "Which inputs make the difference was not searched." in written(found, "markdown")


EFFECTS = """
title = "{title}"
[game]
kind = "tree"
players = ["A", "B"]
start = "first"
[game.parameters]
stake = {{ default = {stake}, low = 0, high = 1, meaning = "what is at stake" }}
[game.nodes]
first = {{ player = "A", label = "{title}", actions = {{ out = "none", in = "answer" }} }}
answer = {{ player = "B", actions = {{ give = "given", fight = "fought" }} }}
[game.ends]
none = {{ effects = {{}} }}
given = {{ effects = {{ A = {{ gain = "stake" }}, B = {{ gain = "-stake / 2" }} }} }}
fought = {{ effects = {{ A = {{ gain = -0.4 }}, B = {{ gain = "{fought}" }} }} }}
[actors]
A = {{ orders = "liberal" }}
B = {{ orders = "liberal" }}
"""


def test_two_files_of_one_tree_with_effects_are_compared_whatever_its_nodes_are_called():
    one, other, third = (
        parse(EFFECTS.format(title=title, stake=stake, fought=fought), title)
        for title, stake, fought in (("then", 0.2, -0.2), ("now", 0.6, -0.2), ("else", 0.6, -0.3))
    )
    found = compare(one, other)

    assert (found.leading.go, found.leading.come) == (((("in / give", 1),),), ((("out", 1),),))
    assert (found.leading.carriers.sets, found.leading.carriers.smallest) == ((("game.parameters.stake",),), True)
    with pytest.raises(InputError, match="its consequences or parameters are others"):
        compare(one, third)


def test_two_that_are_led_by_different_analyses_are_compared_as_played_once_and_it_is_said():
    found = compare("s400-in-sequence", replace(load("s400-in-sequence"), order=(), source="at-once"))

    assert (found.leading, found.leads) == (None, ("sequence", "once"))
    text = " ".join(written(found, "markdown").split())
    assert "s400-in-sequence by the order of moves and at-once by the game played once" in text
    assert "| the order of moves | China, then India, then the United States | all at once |" in text


@pytest.mark.parametrize(
    ("first", "second", "message"),
    [
        (
            "us-russia-china",
            "sanctions-russia",
            "its players are West; Russia, those of us-russia-china are US; Russia",
        ),
        ("us-russia-china", "stag-hunt", "another kind of game than us-russia-china"),
        ("order-contest", "us-russia-china", "population game"),
    ],
)
def test_what_cannot_be_compared_is_refused(first, second, message):
    with pytest.raises(InputError, match=message):
        compare(first, second)


def test_where_time_is_up_all_differences_carry_the_answer_and_fewer_are_not_denied():
    found = compare(THEN, NOW, Watch(deadline=-np.inf))

    assert (found.go, found.come) == (compare(THEN, NOW).go, compare(THEN, NOW).come)
    assert found.carriers.sets == (tuple(each.path for each in found.differences if each.bears),)
    assert (found.carriers.smallest, found.carriers.cut) == (False, True)
    text = written(found, "markdown")
    assert "Not reached within the time limit: whether some of these can be left out." in text
    assert "None of these can be left out" not in text


def test_a_smallest_set_is_not_called_proven_where_time_is_up_before_smaller_ones_are_tried(monkeypatch):
    ticks = count()
    monkeypatch.setattr("tetrarchy.solvers.deadline.monotonic", lambda: next(ticks))
    bearing = sum(each.bears for each in compare(THEN, NOW).differences)

    found = compare(THEN, NOW, watch(bearing + 2))

    assert equilibria(taken(load(THEN), load(NOW), found.carriers.sets[0])) == equilibria(load(NOW))
    assert (found.carriers.smallest, found.carriers.cut) == (False, False)
