"""Sobol indices against closed forms, against SciPy, and where rows failed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from tetrarchy.games.errors import InputError
from tetrarchy.studies.sensitivity.drivers.sobol_indices import Index, sobol_indices
from tetrarchy.studies.sensitivity.parts import Part

Function = Callable[[NDArray[np.float64]], NDArray[np.float64]]


def ishigami(x: NDArray[np.float64]) -> NDArray[np.float64]:
    first, second, third = (np.pi * (2 * x[..., i] - 1) for i in range(3))
    return np.sin(first) + 7 * np.sin(second) ** 2 + 0.1 * third**4 * np.sin(first)


A = np.array([0.0, 0.5, 3.0, 9.0])


def g_function(x: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.prod((np.abs(4 * x - 2) + A) / (1 + A), axis=-1)


def g_indices() -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    own = 1 / (3 * (1 + A) ** 2)
    variance = np.prod(1 + own) - 1
    return own / variance, own * np.prod(1 + own) / (1 + own) / variance


def names(d: int) -> dict[str, list[str]]:
    return {f"x{i}": [f"x{i}"] for i in range(d)}


def saltelli(d: int, blocks: int, seed: int, **outputs: Function) -> Part:
    first, second = np.random.default_rng(seed).random((2, blocks, 1, d))
    mixed = np.where(np.eye(d, dtype=bool), second, first)
    rows = np.concatenate([first, second, mixed], axis=1).reshape(-1, d)
    values = {name: function(rows) for name, function in outputs.items()}
    return {"status": np.full(len(rows), "ok"), **dict(zip(names(d), rows.T, strict=True)), **values}


@dataclass(frozen=True)
class PublishedCase:
    name: str
    function: Function
    first: Sequence[float]
    total: Sequence[float]
    source: str


CASES = [
    PublishedCase(
        "Ishigami",
        ishigami,
        (0.3139, 0.4424, 0),
        (0.5576, 0.4424, 0.2437),
        "Ishigami and Homma 1990; Saltelli et al. 2008, a = 7, b = 0.1",
    ),
    PublishedCase("g-function", g_function, *map(tuple, g_indices()), "Sobol 1993; Saltelli et al. 2010"),
]


def within(index: Index, truth: float) -> bool:
    """Tell whether the truth lies within two intervals: four standard errors, and the digits of the source."""
    half = (index.high - index.low) / 2
    return abs(index.value - truth) <= 2 * half + 5e-5


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_published_indices_are_found(case: PublishedCase) -> None:
    d = len(case.first)
    (found,) = sobol_indices([saltelli(d, 8192, 1, y=case.function)], names(d), ["y"]).outputs
    assert found.blocks == 8192
    assert found.converged
    assert all(within(index, truth) for index, truth in zip(found.first, case.first, strict=True))
    assert all(within(index, truth) for index, truth in zip(found.total, case.total, strict=True))


def test_intervals_hold_the_truth_as_often_as_they_say() -> None:
    # Of 240 intervals at 95 % 12 miss; if those of a sample go together, with a standard deviation of 8.3.
    truth = (*CASES[0].first, *CASES[0].total)
    misses = 0
    for seed in range(40):
        (found,) = sobol_indices([saltelli(3, 512, seed, y=ishigami)], names(3), ["y"], resamples=300).outputs
        pairs = zip((*found.first, *found.total), truth, strict=True)
        misses += sum(not index.low <= value <= index.high for index, value in pairs)
    assert misses <= 12 + 3 * 8.3


def test_estimates_are_those_of_scipy() -> None:
    from scipy.stats import sobol_indices as scipy_indices

    part = saltelli(3, 1024, 2, y=ishigami)
    (found,) = sobol_indices([part], names(3), ["y"], resamples=2).outputs
    values = part["y"].reshape(-1, 5)
    at = {"f_A": values[:, 0][None], "f_B": values[:, 1][None], "f_AB": values[:, 2:].T[:, None]}
    expected = scipy_indices(func=at, n=1024)
    assert [index.value for index in found.first] == pytest.approx(expected.first_order, abs=1e-12)
    assert [index.value for index in found.total] == pytest.approx(expected.total_order, abs=1e-12)


def test_whole_block_is_dropped_for_one_row_that_failed() -> None:
    part = saltelli(3, 200, 3, y=ishigami)
    status, values = part["status"].astype(object), part["y"].copy()
    status[7], values[[23, 24, 500]] = "timeout", np.nan
    (found,) = sobol_indices([{**part, "status": status, "y": values}], names(3), ["y"]).outputs
    kept = np.delete(np.arange(200), [1, 4, 100])
    rows = (kept[:, None] * 5 + np.arange(5)).reshape(-1)
    (expected,) = sobol_indices([{name: column[rows] for name, column in part.items()}], names(3), ["y"]).outputs
    assert (found.blocks, found.dropped) == (197, 3)
    assert (found.first, found.total) == (expected.first, expected.total)


def test_failure_in_one_outcome_does_not_spoil_another() -> None:
    part = saltelli(3, 50, 4, y=ishigami, z=ishigami)
    part = {**part, "z": np.where(np.arange(250) == 0, np.nan, part["z"])}
    first, second = sobol_indices([part], names(3), ["y", "z"]).outputs
    assert (first.dropped, second.dropped) == (0, 1)


def test_constant_outcome_is_said_to_be_constant() -> None:
    part = saltelli(2, 20, 5, y=lambda x: 0.1 + 0.2 + 1e-17 * x[:, 0])
    (found,) = sobol_indices([part], names(2), ["y"]).outputs
    assert found.constant
    assert (found.first, found.total, found.variance) == ((), (), 0)


def test_few_blocks_do_not_converge() -> None:
    (found,) = sobol_indices([saltelli(3, 30, 6, y=ishigami)], names(3), ["y"]).outputs
    assert not found.converged


def test_outcome_that_a_resample_may_miss_does_not_converge() -> None:
    part = saltelli(2, 40, 7, y=lambda x: (np.arange(len(x)) == 0).astype(float))
    (found,) = sobol_indices([part], names(2), ["y"], bar=1e9).outputs
    assert not found.converged


def test_condition_is_an_outcome() -> None:
    # 1 where both inputs exceed 1/2, variance 3/16: first order 1/16 over it, total 1/8 over it.
    part = saltelli(2, 8192, 8, y=lambda x: x.min(axis=1))
    (found,) = sobol_indices([part], names(2), ["y>0.5"]).outputs
    assert all(within(index, 1 / 3) for index in found.first)
    assert all(within(index, 2 / 3) for index in found.total)


@settings(max_examples=20)
@given(st.floats(1e-3, 1e3), st.floats(-1e3, 1e3))
def test_unit_and_origin_of_the_outcome_do_not_matter(unit: float, origin: float) -> None:
    # The origin costs digits: a relative rounding of 2^-53 times |origin| over the spread of the outcome, 1e6 at most.
    part = saltelli(3, 64, 9, y=ishigami, z=lambda x: unit * ishigami(x) + origin)
    first, second = sobol_indices([part], names(3), ["y", "z"], resamples=50).outputs
    for own, other in zip((*first.first, *first.total), (*second.first, *second.total), strict=True):
        assert (own.value, own.low, own.high) == pytest.approx((other.value, other.low, other.high), abs=1e-8)


def test_parts_and_seed_fix_the_answer() -> None:
    part = saltelli(3, 100, 10, y=ishigami)
    parts = [{name: column[k : k + 33] for name, column in part.items()} for k in range(0, 500, 33)]
    once = sobol_indices([part], names(3), ["y"], seed=5)
    assert sobol_indices(parts, names(3), ["y"], seed=5) == once
    assert sobol_indices([part], names(3), ["y"], seed=6).outputs[0].first[0].low != once.outputs[0].first[0].low


def test_rows_of_another_design_are_refused() -> None:
    rng = np.random.default_rng(0)
    part = {"status": np.full(50, "ok"), "x0": rng.random(50), "x1": rng.random(50), "y": rng.random(50)}
    with pytest.raises(
        InputError, match="not a Saltelli design: expected blocks of 4 rows A, B and, for each of x0, x1"
    ):
        sobol_indices([part], names(2), ["y"])


def test_too_few_blocks_are_refused() -> None:
    part = saltelli(2, 2, 0, y=lambda x: np.where(np.arange(len(x)) == 0, np.nan, x[:, 0]))
    with pytest.raises(InputError, match="y: expected at least 2 whole blocks, got 1; 1 were dropped"):
        sobol_indices([part], names(2), ["y"])
