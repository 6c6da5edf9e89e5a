"""Shares of regimes and maps of them: rows counted by hand, grids that meet a border, samples that straddle it."""

from __future__ import annotations

from math import sqrt

import numpy as np
import pyarrow as pa
import pytest
from numpy.typing import NDArray

from tetrarchy import load, parse, sweep
from tetrarchy.games.errors import InputError
from tetrarchy.reports.outputs import written
from tetrarchy.reports.sweep.values import study_json
from tetrarchy.studies.sensitivity.answered import AnsweredStudy
from tetrarchy.studies.sensitivity.parts import Part
from tetrarchy.studies.sensitivity.regimes.regime_map import regime_map
from tetrarchy.studies.sweep.regimes import regimes_of, tally


def study(regime: NDArray[np.str_], knife_edge: NDArray[np.bool_], **inputs: NDArray[np.float64]) -> Part:
    return {"status": np.full(len(regime), "ok"), "regime": regime, "knife_edge": knife_edge, **inputs}


def halves(x: NDArray[np.float64], y: NDArray[np.float64]) -> Part:
    """Return a plane with the regime "high" above the diagonal, "low" below it, and a tie on it."""
    return study(np.where(y > x, "high", "low"), x == y, x=x, y=y)


def grid(n: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    x, y = np.meshgrid(np.linspace(0, 1, n), np.linspace(0, 1, n), indexing="ij")
    return x.reshape(-1), y.reshape(-1)


def test_shares_leave_out_rows_not_solved_and_keep_knife_edges_apart() -> None:
    regimes = ["hare/hare", "stag/stag", "hare/hare", "stag/stag", "undefined", "off_simplex", "undefined"]
    edges = [False, False, False, True, False, False, False]
    part = pa.table({"regime": pa.array(regimes).dictionary_encode(), "knife_edge": edges})
    found = regimes_of(load("stag-hunt"), tally([part, part]), drawn=True)
    assert [(regime.name, regime.knife_edge, regime.points, regime.share) for regime in found] == [
        ("hare/hare", False, 4, 4 / 8),
        ("stag/stag", False, 2, 2 / 8),
        ("stag/stag", True, 2, 2 / 8),
    ]
    assert found[1].standard_error == pytest.approx(sqrt(0.25 * 0.75 / 8))


def test_grid_that_meets_a_border_draws_it_as_a_knife_edge() -> None:
    found = regime_map([halves(*grid(5))], over=("x", "y"))
    expected = np.where(np.eye(5, dtype=bool), "knife edge", np.where(np.tri(5, dtype=bool), "low", "high"))
    np.testing.assert_array_equal(found.labels, expected)
    np.testing.assert_array_equal(found.x.middles, np.linspace(0, 1, 5))
    assert found.x.edges.tolist() == [0, 0.125, 0.375, 0.625, 0.875, 1]


def test_grid_over_a_third_input_is_mixed_where_that_input_decides() -> None:
    x, y = (np.repeat(axis, 2) for axis in grid(3))
    third = np.tile([0.0, 1.0], 9)
    found = regime_map([study(np.where(x + third > 1, "A", "B"), np.zeros(18, dtype=bool), x=x, y=y)], over=("x", "y"))
    assert found.labels.tolist() == [["B"] * 3, ["mixed"] * 3, ["mixed"] * 3]
    assert found.share[1].tolist() == [0.5] * 3


def test_sample_is_mixed_along_the_border_and_pure_off_it() -> None:
    x, y = np.random.default_rng(1).random((2, 20_000))
    found = regime_map([halves(x, y)], over=("x", "y"), bins=10)
    assert found.rows.sum() == 20_000
    on_border = np.eye(10, dtype=bool)
    assert (found.labels[on_border] == "mixed").all()
    assert (found.labels[~on_border] == np.where(np.tri(10, dtype=bool), "low", "high")[~on_border]).all()


def test_map_does_not_depend_on_how_rows_are_cut_into_parts() -> None:
    part = halves(*np.random.default_rng(2).random((2, 999)))
    parts = [{name: values[k : k + 100] for name, values in part.items()} for k in range(0, 999, 100)]
    whole, streamed = regime_map([part], ("x", "y"), bins=7), regime_map(parts, ("x", "y"), bins=7)
    np.testing.assert_array_equal(whole.counts, streamed.counts)
    np.testing.assert_array_equal(whole.x.edges, streamed.x.edges)


def test_cell_without_rows_is_empty() -> None:
    corner = halves(np.array([0.0, 0.01, 1.0]), np.array([0.01, 0.0, 0.99]))
    found = regime_map([corner], ("x", "y"), bins=2)
    assert found.labels.tolist() == [["mixed", ""], ["", "low"]]
    assert found.majority[0, 1] == ""
    assert np.isnan(found.share[0, 1])


@pytest.mark.parametrize(
    "undefined",
    [[(2, 3)], [(2, k) for k in range(5)], [(k, 1) for k in range(5)], [(0, 0), (4, 4)]],
    ids=["a point", "a row", "a column", "corners"],
)
def test_a_grid_keeps_its_points_that_have_no_game(undefined: list[tuple[int, int]]) -> None:
    part = halves(*grid(5))
    expected = regime_map([part], ("x", "y")).labels.astype(object)
    for i, j in undefined:
        part["status"] = np.where((part["x"] == i / 4) & (part["y"] == j / 4), "undefined", part["status"])
        expected[i, j] = "no game"
    found = regime_map([part], over=("x", "y"))
    assert found.labels.tolist() == expected.tolist()
    assert found.left_out == found.without_game.sum() == len(undefined)
    assert np.isnan(found.share[undefined[0]])


def test_a_map_of_a_real_sweep_marks_points_without_a_game_in_every_form() -> None:
    scenario = parse(
        'title = "x"\n[game]\nkind = "custom"\nplayers = ["A", "B"]\nactions = [["stay", "go"], ["stay", "go"]]\n'
        '[game.parameters]\nx = { default = 0, low = -1, high = 1, meaning = "x" }\n'
        'y = { default = 0, low = 0, high = 1, meaning = "y" }\n[[game.consequences]]\nwhen = { A = "go" }\n'
        'A = { gain = "y / (x + 0.5) - 1" }\n[actors.A]\norders = "liberal"\n[actors.B]\norders = "liberal"\n',
        "undefined",
    )
    asked = AnsweredStudy(sweep(scenario, over={"x": np.linspace(-1, 1, 5), "y": np.linspace(0, 1, 3)}))
    labels = study_json(asked)["map"]["labels"]
    assert np.shape(labels) == (5, 3)
    assert [list(row) == ["no game"] * 3 for row in labels] == [False, True, False, False, False]
    text, page = written(asked, "table"), written(asked, "html")
    assert "; + knife edge and . no game." in text
    for row in ("       1  A.C+A\n", "     0.5  A.+AA\n", "       0  A.AAA\n"):
        assert row in text
    assert "no game" in page[page.index("<svg") :]


def test_shares_that_do_not_fit_leave_the_rest_of_a_grid_as_it_is() -> None:
    levels = np.linspace(0, 1, 5)
    study = sweep(load("us-russia-china"), over={"US.orders.liberal": levels, "US.orders.conservative": levels})
    labels = regime_map(list(study.arrays()), study.plan.design.paths).labels
    assert (labels == "no game").tolist() == [[i + j > 4 for j in range(5)] for i in range(5)]


@pytest.mark.parametrize(
    ("over", "message"),
    [
        (("x", "x"), "needs two different inputs"),
        (("x", "z"), "unknown column 'z'"),
        (("x", "flat"), "flat: does not vary"),
    ],
)
def test_map_over_anything_but_two_inputs_is_refused(over: tuple[str, str], message: str) -> None:
    part = {**halves(*grid(3)), "flat": np.zeros(9)}
    with pytest.raises(InputError, match=message):
        regime_map([part], over)


def test_iterator_is_refused_for_it_would_be_empty_the_second_time() -> None:
    with pytest.raises(TypeError, match="gone through more than once"):
        regime_map(iter([halves(*grid(3))]), ("x", "y"))
