"""Thresholds of games in an order: exact intervals of subgame-perfect outcomes, against games solved inside them."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import tetrarchy as tt
from tetrarchy.games.sequence.given import sequence_of
from tetrarchy.solvers.exact.algebraic import Interval


def test_a_threat_of_sanctions_binds_from_a_resolve_on():
    line = tt.thresholds("s400-in-sequence", "resolve")
    edge, end = Fraction(11, 20), Fraction(3, 5)
    assert {profile: where for profile, where in line.sequence.outcomes.items() if where} == {
        (0, 0, 0): (Interval(edge, edge),),
        (1, 0, 0): (Interval(edge, end),),
        (1, 0, 1): (Interval(Fraction(0), edge),),
    }


def test_intervals_are_those_of_games_solved_inside_them():
    scenario = replace(tt.load("us-russia-china"), order=(("US",), ("Russia", "China")))
    outcomes = tt.thresholds(scenario, "rho").sequence.outcomes
    for value in (Fraction(1, 10), Fraction(13, 50), Fraction(103, 200), Fraction(7, 10), Fraction(19, 20)):
        solved = tt.subgame_perfect(sequence_of(scenario.replace(rho=value)), mixed=False)
        assert {
            " / ".join(scenario.name_profile(p)) for p, where in outcomes.items() if any(value in i for i in where)
        } == {each.path for each in solved.outcomes}


def test_games_at_once_have_no_such_line():
    assert tt.thresholds("us-russia-china", "rho").sequence is None


def ambush(told):
    """A tree in which chance tells a guard, or does not, that a raider has come."""
    return tt.parse(
        f"""
        title = "Ambush"
        [game]
        kind = "tree"
        players = ["Raider", "Guard"]
        start = "raider"
        [game.parameters]
        cost = {{ default = 0.1, low = 0, high = 1, meaning = "of a fight" }}
        [game.nodes.raider]
        player = "Raider"
        actions = {{ stay = "peace", go = "news" }}
        [game.nodes.news]
        chance = {{ seen = "{told}", unseen = "{1 - told}" }}
        to = {{ seen = "guard", unseen = "loot" }}
        [game.nodes.guard]
        player = "Guard"
        actions = {{ fight = "battle", yield = "loot" }}
        [game.ends.peace]
        [game.ends.loot]
        effects = {{ Raider = {{ security = 1 }}, Guard = {{ security = "-1/2" }} }}
        [game.ends.battle]
        effects = {{ Raider = {{ security = -1 }}, Guard = {{ security = "-cost" }} }}
        [actors.Raider]
        orders = "conservative"
        [actors.Guard]
        orders = "conservative"
        """,
        "ambush",
    )


def test_a_tree_with_chance_is_solved_at_and_between_the_points_at_which_a_gain_turns():
    line = tt.thresholds(ambush(Fraction(2, 3)), "cost").sequence
    stay, loot = (("stay", Fraction(1)),), (("go / seen / yield", Fraction(2, 3)), ("go / unseen", Fraction(1, 3)))
    assert line.plays == {
        stay: (Interval(Fraction(0), Fraction(1, 2)),),
        loot: (Interval(Fraction(1, 2), Fraction(1)),),
    }
    assert tt.thresholds(ambush(Fraction(1)), "cost").sequence.notes == (
        "Thresholds of a tree are not searched where a chance is 0.",
    )


def test_ways_through_a_tree_are_exact_intervals():
    plays = tt.thresholds("aukus-2021", "France.orders.liberal").sequence.plays
    edge = Fraction(153, 161)
    assert plays == {
        (("ask_paris_first / release", 1),): (Interval(Fraction(0), edge),),
        (("turn_to_washington / offer / swallow", 1),): (Interval(edge, Fraction(1)),),
    }
    for value in (edge - Fraction(1, 1000), edge, edge + Fraction(1, 1000)):
        solved = tt.subgame_perfect(tt.load("aukus-2021").replace({"France.orders.liberal": value}), mixed=False)
        here = {play for play, where in plays.items() if any(value in each for each in where)}
        assert {each.distribution for each in solved.outcomes} == here
