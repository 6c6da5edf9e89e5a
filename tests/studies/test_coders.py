"""Agreement of coders: published values, bounds, and the coding that follows."""

from fractions import Fraction

import numpy as np
import pytest

from tetrarchy import InputError
from tetrarchy.games.dimensions import DIMENSION_NAMES
from tetrarchy.games.orders.rows import ROW_NAMES, ROWS
from tetrarchy.studies.coders import CodedMatrices, interval_alpha

NAN = np.nan

# Krippendorff 2011, Computing Krippendorff's Alpha-Reliability, example C: four observers, twelve units.
PUBLISHED = {
    "A": [1, 2, 3, 3, 2, 1, 4, 1, 2, NAN, NAN, NAN],
    "B": [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, NAN, 3],
    "C": [NAN, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, NAN],
    "D": [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, NAN],
}
INTERVAL_ALPHA = 0.849


def sheet(cells):
    """Return a sheet whose first cells are these and whose others are empty."""
    matrix = np.full(len(ROW_NAMES) * len(DIMENSION_NAMES), NAN)
    matrix[: len(cells)] = cells
    return matrix.reshape(len(ROW_NAMES), len(DIMENSION_NAMES))


def own_coding():
    """Return the shipped weights as a sheet."""
    return np.array([[float(cell) for cell in ROWS[row].values()] for row in ROW_NAMES])


def test_alpha_is_the_published_one():
    assert interval_alpha(np.array(list(PUBLISHED.values()))) == pytest.approx(INTERVAL_ALPHA, abs=0.0005)


def test_alpha_is_one_where_all_agree_and_none_where_nothing_can_be_compared():
    own = own_coding()

    assert CodedMatrices({"A": own, "B": own}).alpha == 1
    assert CodedMatrices({"A": own}).alpha is None
    assert CodedMatrices({"A": sheet([1, 2]), "B": sheet([NAN, NAN, 3])}).alpha is None
    assert CodedMatrices({"A": np.zeros_like(own), "B": np.zeros_like(own)}).alpha is None


def in_proportion(matrix):
    """Return a matrix with the absolute values of each row summing to 1."""
    return matrix / np.abs(matrix).sum(axis=1, keepdims=True)


def test_alpha_of_rows_and_dimensions_is_that_of_their_shares_alone():
    rng = np.random.default_rng(2)
    sheets = {name: rng.integers(-4, 5, own_coding().shape).astype(float) for name in "ABC"}
    coded, table = CodedMatrices(sheets), np.stack([in_proportion(own) for own in sheets.values()])

    assert coded.alpha == pytest.approx(interval_alpha(table), abs=1e-12)
    for place, row in enumerate(ROW_NAMES):
        assert coded.by_row[row] == pytest.approx(interval_alpha(table[:, place]), abs=1e-12)
    for place, dimension in enumerate(DIMENSION_NAMES):
        assert coded.by_dimension[dimension] == pytest.approx(interval_alpha(table[:, :, place]), abs=1e-12)


def test_the_scale_on_which_a_coder_writes_a_row_does_not_matter():
    rng = np.random.default_rng(5)
    whole = 2 * rng.integers(-2, 3, own_coding().shape).astype(float)
    whole[:, 0] = 4
    half, other = whole / 2, rng.integers(1, 5, whole.shape).astype(float)
    mixed = whole * [[0.5], [1], [0.25], [1], [0.5]]

    agreed = CodedMatrices({"A": whole, "B": half})

    assert agreed.alpha == 1
    assert all(alpha == 1 for row in agreed.by_cell.values() for alpha in row.values())
    for cells in agreed.coding("ours").rows.values():
        for cell in cells.weights.values():
            assert max(cell.value - cell.low, cell.high - cell.value) == Fraction(1, 2)
    for beside in (half, mixed):
        same, as_it_was = CodedMatrices({"A": beside, "B": other}), CodedMatrices({"A": whole, "B": other})
        assert (same.alpha, same.by_cell) == (as_it_was.alpha, as_it_was.by_cell)
        assert same.coding("ours") == as_it_was.coding("ours")


def test_a_row_in_proportion_to_the_shipped_one_gives_the_shipped_weights():
    coding = CodedMatrices({"A": own_coding() / 2}).coding("ours")

    assert [coding.rows[row].values() for row in ROW_NAMES] == [ROWS[row].values() for row in ROW_NAMES]


def test_what_is_left_empty_does_not_part_those_who_agree_on_the_rest():
    gap = own_coding() / 2
    gap[0, 1:4] = NAN
    none_in_full = own_coding()
    none_in_full[1, 2] = NAN

    assert CodedMatrices({"A": own_coding(), "B": gap}).alpha == 1
    [shares] = CodedMatrices({"A": none_in_full}).shares
    told = np.delete(own_coding()[1], 2).astype(int)
    assert shares[1, 2] is None
    assert np.delete(shares[1], 2).tolist() == [Fraction(int(each), int(abs(told).sum())) * 8 / 9 for each in told]


def test_no_coder_passes_the_ends_of_the_scale():
    lone = own_coding()
    lone[2] = [0, -1, 0, 0, 0, 0, 0, 0, 0]

    cells = CodedMatrices({"A": own_coding(), "B": lone, "C": lone}).coding("ours").rows[ROW_NAMES[2]].weights

    assert cells["relative_gain"].value == -4
    assert cells["gain"].value == 0


def test_a_cell_is_one_less_its_disagreement_over_that_of_the_matrix():
    coded = CodedMatrices({"A": sheet([1, 3, *[0] * 7]), "B": sheet([2, 2, *[0] * 7])})
    gain, autonomy = (coded.by_cell[ROW_NAMES[0]][name] for name in ("gain", "autonomy"))

    # Shares of A: 1/4, 3/4, of B 1/2, 1/2, and 0 of both seven times. Squares 9/8, sum 2 of 18.
    expected = 2 * (9 / 8 - 4 / 18) / 17
    assert gain == pytest.approx(1 - (1 / 4) ** 2 / expected, abs=1e-12)
    assert autonomy == 1
    assert coded.by_cell[ROW_NAMES[1]]["gain"] is None


def test_alpha_of_all_is_the_mean_of_the_cells_by_the_weights_in_each():
    coded = CodedMatrices({name: sheet(cells) for name, cells in PUBLISHED.items()})
    given = np.array([~np.isnan(np.array(cells)) for cells in PUBLISHED.values()]).sum(axis=0)
    cells = [alpha for row in coded.by_cell.values() for alpha in row.values()][: len(given)]

    # One unit has a single weight, which cannot be compared and counts for nothing.
    compared = [(alpha, many) for alpha, many in zip(cells, given, strict=True) if alpha is not None]
    assert len(compared) == len(given) - 1
    assert sum(alpha * many for alpha, many in compared) / sum(many for _, many in compared) == pytest.approx(
        coded.alpha, abs=1e-12
    )


def test_the_coding_takes_medians_and_ranges_about_them_of_half_a_point_at_least():
    first, second, third = own_coding(), own_coding(), own_coding()
    # 17 stays the sum of absolute values of the liberals.
    first[0, :2], second[0, :2], third[0, :2] = (-1, 2), (2, 1), (3, 0)

    coding = CodedMatrices({"A": first, "B": second, "C": third}).coding("ours")
    cells = coding.rows["liberal"].weights

    assert (cells["gain"].low, cells["gain"].value, cells["gain"].high) == (-1, 2, 5)
    relative = cells["relative_gain"]
    assert (relative.low, relative.value, relative.high) == (0, 1, 2)
    assert (cells["autonomy"].low, cells["autonomy"].high) == (Fraction(1, 2), Fraction(3, 2))
    assert coding.name == "ours"
    assert coding.source == "A, B, C"


def test_a_range_is_cut_where_the_ranges_of_weights_end_and_holds_every_coder():
    sheets = {name: own_coding() for name in "ABC"}
    for own, weight in zip(sheets.values(), (4, 4, -4), strict=True):
        own[3, 2] = weight

    cell = CodedMatrices(sheets).coding("ours").rows[ROW_NAMES[3]].weights["autonomy"]

    assert (cell.low, cell.value, cell.high) == (-4, 4, Fraction(11, 2))


def test_the_name_of_a_shipped_coding_is_refused():
    with pytest.raises(InputError, match="sakwa is the name of a shipped coding"):
        CodedMatrices({"A": own_coding()}).coding("sakwa")


def test_a_cell_that_nobody_coded_and_a_row_of_zeros_are_refused():
    empty, zero = own_coding(), own_coding()
    empty[2, 3] = NAN
    zero[1] = 0

    with pytest.raises(InputError, match=f"{ROW_NAMES[2]}, governance: no coder gave a weight"):
        CodedMatrices({"A": empty}).coding("ours")
    with pytest.raises(InputError, match="transformative: must have a weight that is not 0"):
        CodedMatrices({"A": zero}).coding("ours")
