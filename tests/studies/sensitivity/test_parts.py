"""How answers read the rows of a study: conditions, rows that failed, blocks that parts cut through."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from tetrarchy.games.errors import InputError
from tetrarchy.studies.sensitivity.drivers.bootstrap import resampled_means
from tetrarchy.studies.sensitivity.parts import Part, finite_rows, numbers, row_blocks

ROWS = {
    "status": np.array(["ok", "ok", "ok", "failed"]),
    "regime": np.array(["A", "B", "A", ""]),
    "knife_edge": np.array([False, False, True, False]),
    "selected": np.array(["x", "y", "x", ""]),
    "welfare": np.array([0.1, 0.6, np.nan, 0.9]),
}


def counted(rows: int, **columns: NDArray[Any]) -> Part:
    return {"status": np.full(rows, "ok"), "place": np.arange(rows, dtype=np.float64), **columns}


def cut(part: Part, size: int) -> list[Part]:
    rows = len(part["status"])
    return [{name: values[k : k + size] for name, values in part.items()} for k in range(0, rows, size)]


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("welfare<0.5", [1, 0, np.nan, 0]),
        ("welfare > 0.5", [0, 1, np.nan, 1]),
        ("regime=A", [1, 0, 0, 0]),
        ("regime=knife edge", [0, 0, 1, 0]),
        ("selected=x", [1, 0, 1, 0]),
    ],
)
def test_condition_stands_for_a_column(condition: str, expected: list[float]) -> None:
    np.testing.assert_array_equal(numbers(ROWS, condition), expected)


def test_rows_that_failed_or_are_not_finite_are_left_out_and_counted() -> None:
    table, left_out = finite_rows([ROWS], ["welfare"])
    assert table.tolist() == [[0.1], [0.6]]
    assert left_out == 2


@given(st.integers(1, 40), st.integers(1, 7), st.integers(1, 11))
def test_blocks_do_not_depend_on_where_parts_end(rows: int, size: int, part_size: int) -> None:
    part = counted(rows)
    whole = np.concatenate(list(row_blocks([part], ["place"], size)))
    cut_through = np.concatenate(list(row_blocks(cut(part, part_size), ["place"], size)))
    np.testing.assert_array_equal(whole, cut_through)
    assert len(whole) == -(-rows // size)


def test_rows_that_are_missing_leave_gaps() -> None:
    part = counted(9, row=np.arange(9))
    kept = {name: np.delete(values, [3, 4]) for name, values in part.items()}
    found = np.concatenate(list(row_blocks(cut(kept, 3), ["place"], 3)))[..., 0]
    np.testing.assert_array_equal(found, [[0, 1, 2], [np.nan, np.nan, 5], [6, 7, 8]])


def test_row_that_failed_says_nothing_in_its_block() -> None:
    part = {**counted(4), "status": np.array(["ok", "failed", "ok", "ok"])}
    found = np.concatenate(list(row_blocks([part], ["place"], 2)))[..., 0]
    np.testing.assert_array_equal(found, [[0, np.nan], [2, 3]])


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("wellfare", r"unknown column 'wellfare' \(did you mean 'welfare'\?\)"),
        ("wellfare<1", "unknown column 'wellfare'"),
        ("welfare<much", "welfare<much: expected a number after the sign, got 'much'"),
        ("regime", "regime: holds labels; expected a column of numbers, or a condition such as regime=LABEL"),
        ("regime>1", "regime: holds labels"),
    ],
)
def test_unknown_names_are_refused(name: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        numbers(ROWS, name)


def test_rows_out_of_order_are_refused() -> None:
    with pytest.raises(InputError, match="out of order around row 0"):
        list(row_blocks([counted(3, row=np.array([2, 1, 0]))], ["place"], 3))


def test_study_without_a_usable_row_is_refused() -> None:
    with pytest.raises(InputError, match="none of 2 rows was solved with finite welfare"):
        finite_rows([{"status": np.array(["failed", "ok"]), "welfare": np.array([1.0, np.nan])}], ["welfare"])


def test_spread_of_resampled_means_is_the_standard_error() -> None:
    # The variance of a resampled mean is the sample's over n; that of its estimate from R draws, relatively, 2 / R.
    values = np.random.default_rng(3).random((400, 1))
    spread = resampled_means(values, resamples=4000, seed=1).var()
    assert spread == pytest.approx(values.var() / 400, rel=5 * np.sqrt(2 / 4000))
