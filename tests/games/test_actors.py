from fractions import Fraction

import numpy as np
import pytest

from tetrarchy.games.actors import actor_weights, describe, mix, rescaled
from tetrarchy.games.dimensions import DIMENSION_NAMES
from tetrarchy.games.errors import InputError
from tetrarchy.games.orders.matrix import normalised, value_matrix
from tetrarchy.games.orders.rows import ORDER_NAMES, ROW_NAMES


def test_the_name_of_an_order_is_a_whole_mix():
    assert mix("liberal") == {**dict.fromkeys(ROW_NAMES, 0), "liberal": 1}


def test_a_mix_may_lean_to_the_security_state_but_not_where_only_orders_stand():
    shares = {"liberal": 0.25, "mercantilist": 0.45, "security_state": 0.3}

    assert describe(mix(shares)) == "45% mercantilist, 30% security_state, 25% liberal"
    assert list(mix("liberal", ORDER_NAMES)) == list(ORDER_NAMES)
    with pytest.raises(InputError, match="unknown order 'security_state'; known: liberal"):
        mix(shares, ORDER_NAMES)


def test_decimals_that_sum_to_one_are_a_mix_although_floats_do_not():
    assert sum(mix({"liberal": 0.1, "transformative": 0.2, "mercantilist": 0.7}).values()) == 1


@pytest.mark.parametrize(
    ("orders", "message"),
    [
        ("konservative", "unknown order 'konservative' .did you mean 'conservative'"),
        ({"liberal": 0.5, "conservative": 0.4}, "must sum to 1, got 0.9"),
        ({"liberal": 1.5, "conservative": -0.5}, r"share of liberal must lie in \[0, 1\], got 1.5"),
        ({"liberal": "half"}, "share of liberal must be a number, got 'half'"),
        ({}, "must sum to 1, got 0"),
    ],
)
def test_what_is_no_mix_is_refused(orders, message):
    with pytest.raises(InputError, match=message):
        mix(orders)


def test_setting_one_share_rescales_the_others_in_proportion():
    shares = rescaled(mix({"liberal": 0.2, "mercantilist": 0.2, "conservative": 0.6}), "liberal", Fraction(3, 5))

    assert shares == {
        "liberal": Fraction(3, 5),
        "transformative": 0,
        "security_state": 0,
        "mercantilist": Fraction(1, 10),
        "conservative": Fraction(3, 10),
    }


def test_an_array_of_shares_rescales_point_by_point():
    shares = rescaled(mix({"liberal": 0.25, "mercantilist": 0.75}), "liberal", np.array([0.0, 0.5, 1.0]))

    assert shares["mercantilist"].tolist() == [1.0, 0.5, 0.0]
    assert shares["mercantilist"].dtype == np.float64


def test_a_share_cannot_leave_a_whole_mix_without_another_to_take_it():
    with pytest.raises(InputError, match="no other order has a share that could take the rest"):
        rescaled(mix("liberal"), "liberal", Fraction(1, 2))


def test_weights_are_the_convex_combination_of_normalised_rows():
    rows = normalised(value_matrix())

    weights = actor_weights(mix({"liberal": 0.35, "mercantilist": 0.65}), value_matrix())

    assert weights.tolist() == (Fraction(35, 100) * rows[0] + Fraction(65, 100) * rows[2]).tolist()


def test_the_security_state_pulls_at_what_a_state_seeks():
    weights = actor_weights(mix({"liberal": 0.7, "security_state": 0.3}), value_matrix())

    assert weights[DIMENSION_NAMES.index("security")] == Fraction(7, 10) * Fraction(2, 17) + Fraction(3, 10) / 3
    assert weights[DIMENSION_NAMES.index("gain")] == Fraction(7, 10) * Fraction(3, 17)


def test_weights_of_a_batch_have_a_row_for_each_point():
    shares = rescaled(mix({"liberal": 0.5, "conservative": 0.5}), "liberal", np.array([0.0, 0.3, 1.0]))

    weights = actor_weights(shares, value_matrix().astype(float))

    assert weights.shape == (3, 9)
    assert np.allclose(weights[2], normalised(value_matrix().astype(float))[0], rtol=0, atol=1e-15)


@pytest.mark.parametrize(
    ("orders", "words"),
    [
        ("liberal", "liberal"),
        (
            {"liberal": 0.1, "conservative": 0.75, "mercantilist": 0.15},
            "75% conservative, 15% mercantilist, 10% liberal",
        ),
        ({"liberal": 0.5, "conservative": 0.5}, "50% liberal, 50% conservative"),
    ],
)
def test_a_mix_is_described_by_its_largest_share_first(orders, words):
    assert describe(mix(orders)) == words
