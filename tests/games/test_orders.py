import sys
from fractions import Fraction
from importlib import import_module
from pathlib import Path

import numpy as np
import pytest

from tetrarchy.games.dimensions import DIMENSION_NAMES, DIMENSIONS, FLOORS, floor_shares
from tetrarchy.games.errors import InputError
from tetrarchy.games.orders.codings import CODINGS, coding
from tetrarchy.games.orders.matrix import cosine_similarities, implied_floors, normalised, of_orders, value_matrix
from tetrarchy.games.orders.rows import LIBERAL_PHASES, ORDER_NAMES, ORDERS, ROWS, weight_cells

sys.path.append(str(Path(__file__).parent / "arenas"))
oracle = import_module("ledger_oracle")


def test_there_are_nine_dimensions_and_each_is_felt_somewhere():
    assert len(DIMENSIONS) == 9
    assert floor_shares().sum(axis=1).tolist() == [1] * 9


def test_every_weight_lies_in_its_range_and_says_why_and_whence():
    for order, dimension, weight in weight_cells():
        assert weight.low <= weight.value <= weight.high, (order.name, dimension)
        assert weight.reason
        assert weight.source


def test_own_floor_weights_sum_to_one():
    for order in ORDERS.values():
        assert sum(order.floors[floor] for floor in FLOORS) == 1


def test_a_weight_may_be_off_by_1_where_the_paper_supports_it_and_by_half_as_much_again_where_it_is_judged():
    for row, dimension, weight in weight_cells():
        off = {"seed": 1, "judgement": Fraction(3, 2)}[weight.evidence]
        assert (weight.value - weight.low, weight.high - weight.value) == (off, off), (row.name, dimension)
        assert (weight.source == "judgement") <= (weight.evidence == "judgement"), (row.name, dimension)


EVIDENCE = {
    "liberal": "EJJEEEJJJ",
    "transformative": "EJJEJEJEE",
    "mercantilist": "EEEEEEJEJ",
    "conservative": "EJEEEJEEE",
    "security_state": "JJJJEJJEJ",
}
"""Which cells the papers support (E) and which are judged (J), the dimensions in their order."""


def test_cells_rest_on_what_is_stated():
    found = dict.fromkeys(EVIDENCE, "")
    for row, _, weight in weight_cells():
        found[row.name] += {"seed": "E", "judgement": "J"}[weight.evidence]

    assert found == EVIDENCE


def test_conservative_promotion_ranges_as_far_to_either_side_of_none():
    cell = ROWS["conservative"].weights["promotion"]

    assert (cell.low, cell.value, cell.high) == (Fraction(-3, 2), 0, Fraction(3, 2))


@pytest.mark.parametrize("name", oracle.RIVAL_ROWS)
def test_a_rival_coding_has_the_stated_rows_with_the_ranges_of_the_same_cells(name):
    rows = [tuple(map(int, line.split())) for line in oracle.RIVAL_ROWS[name].split("/")]

    assert [row.values() for row in coding(name).rows.values()] == rows
    assert list(coding(name).rows) == list(ROWS)
    for row, dimension, weight in weight_cells(coding(name).rows):
        ours = ROWS[row.name].weights[dimension]
        assert (weight.evidence, weight.high - weight.low) == (ours.evidence, ours.high - ours.low)
        assert weight.low <= weight.value <= weight.high
        assert (weight.reason == ours.reason) == (weight.value == ours.value)


def test_the_coding_after_sakwa_is_the_default_and_first_in_the_table():
    assert list(CODINGS) == ["sakwa", *oracle.RIVAL_ROWS]
    assert coding("sakwa").rows is ROWS
    assert [len(row.floors) for row in coding("russia_sceptic").rows.values()] == [0] * 5


def test_an_unknown_coding_is_refused_with_the_nearest_name():
    with pytest.raises(InputError, match=r"unknown coding of the orders 'ofensive_realist' \(did you mean 'offensive"):
        coding("ofensive_realist")


def test_normalised_rows_have_absolute_values_that_sum_to_one():
    assert np.abs(normalised(value_matrix())).sum(axis=1).tolist() == [1] * 5


def test_normalised_works_on_floats_and_fractions_alike():
    exact = normalised(value_matrix()).astype(float)

    assert np.allclose(normalised(value_matrix().astype(float)), exact, rtol=0, atol=1e-15)


def test_the_conservative_row_is_nearest_to_the_liberal_one():
    likeness = dict(
        zip(ORDER_NAMES, cosine_similarities(of_orders(value_matrix()))[ORDER_NAMES.index("conservative")], strict=True)
    )

    assert likeness["conservative"] == pytest.approx(1)
    assert likeness["liberal"] > likeness["mercantilist"] > likeness["transformative"]


def test_implied_floors_are_shares():
    assert implied_floors(value_matrix()).sum(axis=1).tolist() == [1] * 5


def test_the_mercantilist_is_the_order_of_the_middle_floor():
    middle = implied_floors(of_orders(value_matrix()))[:, FLOORS.index("middle")]

    assert ORDER_NAMES[int(np.argmax(middle))] == "mercantilist"


def test_the_matrix_has_a_cell_with_a_range_for_each_row_and_dimension():
    cells = np.array([(cell.low, cell.value, cell.high) for _, _, cell in weight_cells()]).T.reshape(3, 5, 9)

    assert (cells[0] <= value_matrix()).all()
    assert (cells[1] == value_matrix()).all()
    assert (value_matrix() <= cells[2]).all()


def test_phases_of_the_liberal_order_change_known_dimensions_only():
    for cells in LIBERAL_PHASES.values():
        assert set(cells) <= set(DIMENSION_NAMES)
