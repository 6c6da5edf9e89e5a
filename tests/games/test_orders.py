from fractions import Fraction

import numpy as np
import pytest

from tetrarchy.games.dimensions import DIMENSION_NAMES, DIMENSIONS, FLOORS, floor_shares
from tetrarchy.games.orders.matrix import cosine_similarities, implied_floors, normalised, value_matrix
from tetrarchy.games.orders.rows import LIBERAL_PHASES, ORDER_NAMES, ORDERS, weight_cells


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


def test_normalised_rows_have_absolute_values_that_sum_to_one():
    assert np.abs(normalised(value_matrix())).sum(axis=1).tolist() == [1, 1, 1, 1]


def test_normalised_works_on_floats_and_fractions_alike():
    exact = normalised(value_matrix()).astype(float)

    assert np.allclose(normalised(value_matrix().astype(float)), exact, rtol=0, atol=1e-15)


def test_the_conservative_row_is_nearest_to_the_liberal_one():
    likeness = dict(
        zip(ORDER_NAMES, cosine_similarities(value_matrix())[ORDER_NAMES.index("conservative")], strict=True)
    )

    assert likeness["conservative"] == pytest.approx(1)
    assert likeness["liberal"] > likeness["mercantilist"] > likeness["transformative"]


def test_implied_floors_are_shares():
    assert implied_floors(value_matrix()).sum(axis=1).tolist() == [1, 1, 1, 1]


def test_the_mercantilist_is_the_order_of_the_middle_floor():
    middle = implied_floors(value_matrix())[:, FLOORS.index("middle")]

    assert ORDER_NAMES[int(np.argmax(middle))] == "mercantilist"


def test_the_matrix_has_a_cell_with_a_range_for_each_order_and_dimension():
    cells = np.array([(cell.low, cell.value, cell.high) for _, _, cell in weight_cells()]).T.reshape(3, 4, 9)

    assert (cells[0] <= value_matrix()).all()
    assert (cells[1] == value_matrix()).all()
    assert (value_matrix() <= cells[2]).all()


def test_phases_of_the_liberal_order_change_known_dimensions_only():
    for cells in LIBERAL_PHASES.values():
        assert set(cells) <= set(DIMENSION_NAMES)


def test_rows_are_those_of_the_documentation():
    assert ORDERS["conservative"].row() == (2, 1, 4, 3, 0, 0, 4, 3, 1)
    assert ORDERS["liberal"].row() == (3, 0, 1, 3, 3, 3, 1, 2, 1)
    assert ORDERS["mercantilist"].row() == (2, 4, 4, -1, 3, 0, 1, 2, -1)
    assert ORDERS["transformative"].row() == (0, 0, 1, 3, -2, 2, 0, 2, 4)
    assert ORDERS["transformative"].weights["relative_gain"].high == Fraction(1, 2)
