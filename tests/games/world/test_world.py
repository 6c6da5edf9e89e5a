"""What a world takes, what it makes of it, and what it refuses."""

from fractions import Fraction

import numpy as np
import pytest

from tetrarchy import InputError, World

SOUND = {
    "theta": [["1/2", "1/2"], [1, 0]],
    "network": [[0, 1], ["1/3", 0]],
    "size": ["1/4", "3/4"],
    "beta": "1/5",
    "gamma": 0.5,
    "monism": [0.8, 0],
    "appeal": 0,
    "push": 0,
}


def refusal(**changes):
    with pytest.raises(InputError) as refused:
        World(**{**SOUND, **changes})
    return str(refused.value).splitlines()


def test_numbers_are_kept_as_fractions():
    world = World(**SOUND)

    assert world.network[1, 0] == Fraction(1, 3)
    assert world.network.tolist() == [[0, 1], [Fraction(1, 3), 0]]
    assert world.monism.tolist() == [Fraction(4, 5), 0]
    assert world.push.tolist() == [[0, 0], [0, 0]]
    assert world.closeness.tolist() == [[1, 0], [0, 1]]


@pytest.mark.parametrize(
    "network", [np.array([[0.0, 0.5], [0.25, 0.0]]), [["0", "1/2"], [0.25, "0/3"]], [[0, Fraction(1, 2)], [0.25, 0]]]
)
def test_networks_come_in_any_numbers(network):
    world = World(**{**SOUND, "network": network})

    assert list(zip(*world.ties, strict=True)) == [(0, 1, Fraction(1, 2)), (1, 0, Fraction(1, 4))]


def test_a_rounded_table_is_divided_by_its_sum_with_a_warning():
    with pytest.warns(UserWarning, match=r"theta of state 1: shares add up to 0\.999 and are divided by it"):
        world = World(**{**SOUND, "theta": [[0.333, 0.666], [1, 0]]})

    assert world.theta[0].tolist() == [Fraction(1, 3), Fraction(2, 3)]


def test_the_noise_of_floats_is_no_rounding():
    world = World(**{**SOUND, "theta": [[0.1 + 0.2, 0.7], [1, 0]], "size": np.full(2, 0.1 + 0.2) / 0.6})

    assert sum(world.theta[0]) == sum(world.size) == 1


def test_fractions_add_up_exactly():
    assert refusal(theta=[["1/2", "499/1000"], [1, 0]]) == ["theta of state 1: shares must add up to 1, got 999/1000"]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"theta": [[0.4, 0.5], [1, 0]]}, "theta of state 1: shares must add up to 1, got 9/10"),
        ({"theta": [["3/2", "-1/2"], [1, 0]]}, "theta of state 1: a share must not be negative, got -1/2"),
        ({"theta": [[1, 0]]}, "a world has at least 2 states and 1 order, got 1 and 2"),
        ({"theta": [[1, 0], [1]]}, "theta must be a table of numbers with rows of one length, got [[1, 0], [1]]"),
        ({"size": [0, 1]}, "size must be positive, got 0"),
        ({"size": [1, 1]}, "size: shares must add up to 1, got 2"),
        ({"network": [[1, 1], [1, 0]]}, "network: state 1 has a tie to itself; the diagonal is 0"),
        ({"network": [[0, 1]]}, "network must have shape 2 x 2 (states, states), got 1 x 2"),
        ({"network": [[0, float("nan")], [0, 0]]}, "network[0, 1] must be a finite number, got 'nan'"),
        ({"monism": [-1, 0]}, "monism must not be below 0, got -1"),
        ({"beta": -1}, "beta must not be negative, got -1"),
        ({"beta": 10**7}, "beta must lie between -1,000,000 and 1,000,000, got 10000000"),
        ({"closeness": [[1, 0], [1, 1]]}, "closeness must be symmetric"),
        ({"states": ["USA", "USA"]}, "states: 'USA' stands there twice"),
        ({"orders": ["liberal"]}, "orders must name 2, got 1"),
    ],
)
def test_what_cannot_be_used_is_named(changes, message):
    assert refusal(**changes) == [message]


def test_every_fault_is_told_at_once():
    assert len(refusal(size=[0, 1], beta="x", network=[[0, 1], [1, 1]], monism=[-1, 0])) == 4


def test_a_change_leaves_the_rest():
    world = World(**SOUND, states=["USA", "RUS"]).replace(beta=1)

    assert (world.beta, world.states, world.gamma) == (1, ("USA", "RUS"), Fraction(1, 2))
