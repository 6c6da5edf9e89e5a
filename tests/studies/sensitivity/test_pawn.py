"""PAWN against closed forms, SciPy's Kolmogorov-Smirnov statistic, and inputs that do nothing."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from tetrarchy.games.errors import InputError
from tetrarchy.studies.sensitivity.drivers.pawn import OutputPawn, pawn
from tetrarchy.studies.sensitivity.parts import Part


def sample(rows: int, d: int, seed: int) -> NDArray[np.float64]:
    return np.random.default_rng(seed).random((rows, d))


def study(x: NDArray[np.float64], y: NDArray[np.float64]) -> Part:
    return {"status": np.full(len(x), "ok"), **{f"x{i}": x[:, i] for i in range(x.shape[1])}, "y": y}


def indices(part: Part, d: int, **options: int) -> OutputPawn:
    return pawn([part], [f"x{i}" for i in range(d)], ["y"], **options).outputs[0]


def test_outcome_that_is_its_input_has_the_distances_of_uniform_slices() -> None:
    # Slice k of 10 is uniform on (k/10, (k + 1)/10): its distance from the uniform is max(k, 9 - k) / 10.
    x = sample(5000, 2, 0)
    own, other = indices(study(x, x[:, 0]), 2).indices
    assert own.statistics == pytest.approx([0.9, 0.8, 0.7, 0.6, 0.5, 0.5, 0.6, 0.7, 0.8, 0.9])
    assert (own.median, own.largest) == (pytest.approx(0.7), pytest.approx(0.9))
    assert own.matters
    assert not other.matters


def test_distances_are_those_of_scipy() -> None:
    from scipy.stats import ks_2samp

    x = sample(1000, 2, 1)
    y = np.round(np.sin(6 * x[:, 0]) + x[:, 1], 1)
    for i, index in enumerate(indices(study(x, y), 2).indices):
        slices = np.split(y[np.argsort(x[:, i])], 10)
        assert index.statistics == pytest.approx([ks_2samp(part, y, method="asymp").statistic for part in slices])


def test_floor_is_passed_by_one_input_without_effect_in_twenty() -> None:
    # Over 60 such inputs the number above the floor of the median has mean 3, standard deviation 1.7.
    x = sample(400, 61, 2)
    found = indices(study(x, x[:, 60]), 60).indices
    assert sum(index.median > index.median_floor for index in found) <= 3 + 4 * 1.7


def test_increasing_change_of_inputs_and_outcome_does_not_matter() -> None:
    x = sample(500, 2, 3)
    y = x[:, 0] + x[:, 1] ** 2
    assert indices(study(np.exp(x), 1e3 * y**3 - 7), 2) == indices(study(x, y), 2)


def test_equal_values_of_an_input_stay_in_one_slice() -> None:
    x = np.repeat([0.0, 1.0, 2.0], 40)[:, None]
    (index,) = indices(study(x, x[:, 0] > 1), 1).indices
    assert index.statistics == pytest.approx([1 / 3, 1 / 3, 2 / 3])


def test_rows_that_failed_are_left_out() -> None:
    x = sample(100, 1, 4)
    part = study(x, np.where(x[:, 0] < 0.1, np.nan, x[:, 0]))
    found = indices(part, 1)
    assert (found.rows, found.left_out) == (int((x >= 0.1).sum()), int((x < 0.1).sum()))


def test_fewer_rows_than_slices_are_refused() -> None:
    x = sample(5, 1, 5)
    with pytest.raises(InputError, match="y: 5 rows cannot be cut into 10 slices"):
        indices(study(x, x[:, 0]), 1)
