"""What an order of moves is worth, against games whose answer is known, and Stackelberg's leader."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

import tetrarchy as tt
from tetrarchy.studies.sequence.order_values import verdict

SEXES = tt.NormalFormGame([[[3, 0], [0, 1]], [[1, 0], [0, 3]]], ["He", "She"], [["boxing", "ballet"]] * 2)


def test_the_battle_of_the_sexes_by_order():
    values = tt.order_values(SEXES)
    assert {each.order: (each.low, each.high, each.found.number) for each in values.outcomes} == {
        "He+She": ((1, 1), (3, 3), 2),
        "He > She": ((3, 1), (3, 1), 1),
        "She > He": ((1, 3), (1, 3), 1),
    }
    assert values.first["He"] == (0, 2)
    assert values.last["He"] == (-2, 0)
    assert verdict(values.first["He"]) == "it depends on which equilibrium"
    assert verdict(values.last["He"]) == "would not"
    assert values.seen == {}


def test_a_leader_gains_by_being_seen():
    game = tt.NormalFormGame([[[5, 3], [6, 4]], [[2, 1], [3, 4]]], ["Leader", "Follower"], [["S", "C"]] * 2)
    scenario = tt.Scenario(title="Bagwell", game=game, order=(("Leader",), ("Follower",)))
    values = tt.order_values(scenario, [])
    assert [each.order for each in values.outcomes] == ["Leader > Follower"]
    assert values.seen == {"Leader": (1, 1)}
    assert values.commitment["Leader"] == (1, 1)
    assert verdict(values.commitment["Leader"]) == "would pay"


def test_a_second_mover_may_gain():
    values = tt.order_values(tt.NormalFormGame([[[1, -1], [-1, 1]], [[-1, 1], [1, -1]]], ["Even", "Odd"]))
    assert (values.first["Even"], values.last["Even"]) == ((-1, -1), (1, 1))


def test_all_orders_of_three_and_those_with_one_apart_of_four():
    assert len(tt.order_values("us-russia-china").outcomes) == 13
    four = tt.order_values(tt.NormalFormGame(np.arange(64).reshape(4, 2, 2, 2, 2)))
    assert len(four.outcomes) == 9


@pytest.mark.parametrize("seed", range(4))
def test_commitment_with_kind_followers_is_stackelbergs(seed):
    payoffs = np.random.default_rng(seed).integers(0, 5, size=(2, 3, 3))
    game = tt.NormalFormGame(payoffs, ["Leader", "Follower"])
    leading = next(each for each in tt.order_values(game).outcomes if each.order == "Leader > Follower")
    strong = tt.solve(game, tt.Stackelberg(leader="Leader")).equilibria
    assert leading.high[0] == max(each.payoffs[0] for each in strong)


def test_a_player_of_uncertain_type_counts_each_by_its_chance():
    """At once the US of the one type gets 2/45 or nothing, that of the other nothing, and Russia 1/9 or nothing."""
    scenario = tt.load("courting-washington").replace({"a0": 0, "zeta": 0, "US.types.0.prior": "9/10"})
    values = tt.order_values(scenario, [[["Russia"], ["US"]]])
    assert [each.paid for each in values.outcomes] == [
        ((Fraction(2, 45), 0, Fraction(1, 9)), (0, 0, 0)),
        ((Fraction(2, 45), 0, Fraction(1, 9)),),
    ]
    assert values.commitment == {"US": None, "Russia": (0, Fraction(1, 9))}
    assert values.last["US"] == (0, Fraction(9, 10) * Fraction(2, 45))


def test_a_tree_has_its_order():
    with pytest.raises(tt.InputError, match="a tree says itself who moves when"):
        tt.order_values("aukus-2021")
