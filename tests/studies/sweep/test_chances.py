"""Sums of payoffs in a sweep count the types of an actor by their chances."""

import numpy as np
import pytest

from tetrarchy import load, sweep
from tetrarchy.studies.sweep.columns.games import Games
from tetrarchy.studies.sweep.columns.pure import replies, selected


def test_of_two_equilibria_the_one_that_the_likelier_type_is_better_off_in_has_the_greater_welfare():
    # Two types with nothing to decide but together: both stag (10 to the unlikely one) or both hare (2 to the likely).
    payoffs = np.array([[[10.0, -1.0], [-1.0, 0.0]], [[0.0, -1.0], [-1.0, 2.0]]])[..., np.newaxis]
    chances = np.array([[0.1], [0.9]])

    def taken(by):
        return selected(Games(load("stag-hunt"), {}, payoffs, np.zeros(1, np.int32), by), replies(payoffs), "welfare")

    assert taken(chances).number.tolist() == [3]
    assert taken(np.ones((2, 1))).number.tolist() == [0]


def test_the_welfare_of_a_row_counts_types_by_the_chances_of_that_row():
    rows = sweep("courting-washington", over={"US.types.0.prior": [0.25, 0.75]}, selection="welfare").to_arrow()
    paid = {name: rows[name].to_pylist() for name in rows.column_names if name.startswith("payoff.")}
    mercantilist, liberal, russia = paid.values()

    expected = [
        prior * one + (1 - prior) * other + third
        for prior, one, other, third in zip((0.25, 0.75), mercantilist, liberal, russia, strict=True)
    ]
    assert rows["welfare"].to_pylist() == pytest.approx(expected)
