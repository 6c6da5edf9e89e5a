"""Counterfactual changes: each replaces one input, in its own way, and leaves the rest."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from tetrarchy import InputError, World
from tetrarchy.games.world.basis import basis

SIZE = np.array([Fraction(1, 2), Fraction(1, 4), Fraction(1, 4)], dtype=object)
TIES = np.array([[Fraction(int(i != j)) for j in range(3)] for i in range(3)], dtype=object)


def world(rule="size"):
    made = basis(TIES, SIZE, rule, {"NATO": frozenset({"A", "B", "C"}), "EU": frozenset({"B", "C"})})
    theta = [[1, 0], ["1/2", "1/2"], [0, 1]]
    push = [[0, "1/10"], [0, 0], [0, 0]]
    return World(theta, made.network(SIZE), SIZE, "1/5", "1/2", [1, 0], 0, push, None, "ABC", "xy", made)


def test_the_network_is_ties_times_sizes_over_the_strongest_row():
    # Rows add up to 1/2, 3/4, 3/4, so that 3/4 divides.
    third = Fraction(1, 3)
    assert world().network.tolist() == [[0, third, third], [2 * third, 0, third], [2 * third, third, 0]]
    assert world("rows").network[0].tolist() == [0, Fraction(1, 2), Fraction(1, 2)]


def test_a_push_towards_one_order_leaves_that_towards_others():
    after = world().do({"push.A.x": "3/10"})
    assert after.push[0].tolist() == [Fraction(3, 10), Fraction(1, 10)]


def test_an_identity_is_an_order_or_shares():
    assert world().do({"theta.A": "y"}).theta[0].tolist() == [0, 1]
    assert world().do({"theta": {"A": {"x": "1/4", "y": "3/4"}}}).theta[0].tolist() == [Fraction(1, 4), Fraction(3, 4)]


def test_a_tie_is_cut_both_ways_and_the_divisor_stays():
    after = world().do({"tie.A.B": 0})
    assert after.network[0].tolist() == [0, 0, Fraction(1, 3)]
    assert after.network[1].tolist() == [0, 0, Fraction(1, 3)]
    assert after.basis.signs[0, 1] == 0


def test_a_size_is_what_is_said_and_the_others_keep_their_proportions():
    after = world().do({"size.A": "1/5"})
    assert after.size.tolist() == [Fraction(1, 5), Fraction(2, 5), Fraction(2, 5)]
    assert after.network[0].tolist() == [0, Fraction(2, 5) / Fraction(3, 4), Fraction(2, 5) / Fraction(3, 4)]


def test_leaving_a_body_cuts_the_ties_with_its_members_and_joining_makes_them():
    gone = world().do({"expel": {"body": "EU", "state": "B"}})
    assert gone.basis.ties[1].tolist() == [1, 0, 0]
    back = gone.do({"admit": {"body": "EU", "state": "B"}})
    assert (back.network == world().network).all()


def test_without_a_state_the_others_have_the_whole_world_and_ties_as_before():
    after = world().do({"without": "A"})
    assert after.states == ("B", "C")
    assert after.size.tolist() == [Fraction(1, 2), Fraction(1, 2)]
    # Ties weigh as before, and go on doing so when sizes change later.
    assert after.network.tolist() == [[0, Fraction(1, 3)], [Fraction(1, 3), 0]]
    assert (after.do({"size.B": "1/2"}).network == after.network).all()


def test_changes_are_made_in_their_order():
    after = world().do({"without": "A", "size.B": "1/4"})
    assert after.size.tolist() == [Fraction(1, 4), Fraction(3, 4)]


def test_weights_of_the_game_are_replaced():
    after = world().do({"beta": 1, "gamma": 0, "monism.y": 2, "appeal.x": "1/2"})
    assert (after.beta, after.gamma, after.monism.tolist()) == (1, 0, [1, 2])
    assert after.appeal.tolist() == [Fraction(1, 2), 0]


def test_every_change_that_cannot_be_made_is_told():
    with pytest.raises(InputError) as error:
        world().do({"push.A.z": 1, "tie.A.A": 1, "size.A": 1, "expel": {"body": "UN", "state": "A"}, "beat": 1})
    assert str(error.value).split("\n") == [
        "push.A.z: unknown order 'z'; known: x, y",
        "tie.A.A: a state has no tie to itself",
        "size.A: must lie between 0 and 1, got 1",
        "expel: unknown body 'UN'; known: NATO, EU",
        "beat: unknown change 'beat' (did you mean 'beta'?); known: beta, gamma, monism, appeal, push, theta, tie, "
        "size, expel, admit, without",
    ]
