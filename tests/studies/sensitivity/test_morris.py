"""Elementary effects against Morris's own test function, closed forms, and a count by hand."""

from __future__ import annotations

from collections.abc import Callable
from math import sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from tetrarchy.games.errors import InputError
from tetrarchy.studies.sensitivity.drivers.morris_screening import OutputEffects, morris_screening
from tetrarchy.studies.sensitivity.parts import Part

Function = Callable[[NDArray[np.float64]], NDArray[np.float64]]
LEVELS = 4
STEP = LEVELS / (2 * (LEVELS - 1))


def names(d: int) -> dict[str, list[str]]:
    return {f"x{i}": [f"x{i}"] for i in range(d)}


def morris(d: int, trajectories: int, seed: int, function: Function) -> Part:
    """Return trajectories on a grid of four levels in [0, 1]: each moves the inputs in a random order, up or down."""
    rng = np.random.default_rng(seed)
    rows = np.empty((trajectories, d + 1, d))
    for path in rows:
        path[:] = rng.integers(LEVELS // 2, size=d) / (LEVELS - 1)
        down = rng.random(d) < 0.5
        path[:, down] += STEP
        for step, i in enumerate(rng.permutation(d)):
            path[step + 1 :, i] += -STEP if down[i] else STEP
    flat = rows.reshape(-1, d)
    return {"status": np.full(len(flat), "ok"), **dict(zip(names(d), flat.T, strict=True)), "y": function(flat)}


def effects(d: int, part: Part, **options: int) -> OutputEffects:
    return morris_screening([part], names(d), ["y"], **options).outputs[0]


def test_effects_of_a_linear_outcome_are_its_coefficients() -> None:
    weights = np.array([3.0, -2.0, 0.0])
    found = effects(3, morris(3, 10, 0, lambda x: x @ weights + 1)).effects
    assert [item.mean for item in found] == pytest.approx(weights, abs=1e-12)
    assert [item.mean_absolute for item in found] == pytest.approx(abs(weights), abs=1e-12)
    assert [item.deviation for item in found] == pytest.approx([0, 0, 0], abs=1e-12)


def test_effects_of_a_product_are_spread_as_the_other_factor() -> None:
    # The effect of one factor is the other, which is uniform on 0, 1/3, 2/3, 1: mean 1/2, variance 5/36.
    found = effects(2, morris(2, 2000, 1, lambda x: x[:, 0] * x[:, 1])).effects
    for item in found:
        assert abs(item.mean - 1 / 2) < 4 * sqrt(5 / 36 / 2000)
        assert item.low < item.mean_absolute < item.high
        # The fourth central moment is 41/1296, so the variance of the sample variance is (41/1296 - 25/1296) / 2000.
        assert abs(item.deviation**2 - 5 / 36) < 4 * sqrt(16 / 1296 / 2000)


def test_effects_of_both_signs_cancel_in_mu_but_not_in_mu_star() -> None:
    # |2 x - 1| is 1, 1/3, 1/3, 1 at the levels: a step of two thirds changes it by a third, up or down alike.
    (item,) = effects(1, morris(1, 400, 2, lambda x: np.abs(2 * x[:, 0] - 1))).effects
    assert item.mean_absolute == pytest.approx(1, abs=1e-12)
    assert abs(item.mean) < 4 / sqrt(400)


def morris_function(x: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the outcome of Morris 1991, section 5: 20 inputs, terms of up to four of them.

    The first-order coefficients of inputs 11 to 20 and the second-order ones beyond input 6 are drawn there from the
    standard normal distribution; here they are 0, so that the class of each input is certain.
    """
    w = 2 * (x - 0.5)
    for i in (2, 4, 6):
        w[:, i] = 2 * (1.1 * x[:, i] / (x[:, i] + 0.1) - 0.5)
    pairs = sum(w[:, i] * w[:, j] for i in range(6) for j in range(i + 1, 6))
    triples = sum(w[:, i] * w[:, j] * w[:, k] for i in range(5) for j in range(i + 1, 5) for k in range(j + 1, 5))
    return 20 * w[:, :10].sum(axis=1) - 15 * pairs - 10 * triples + 5 * w[:, :4].prod(axis=1)


def test_inputs_of_the_published_function_fall_into_their_classes() -> None:
    # Morris 1991, figure 1: inputs 8 to 10 linear, 1 to 7 non-linear or interacting, 11 to 20 negligible.
    found = effects(20, morris(20, 50, 3, morris_function))
    assert set(found.ranking[:10]) == set(names(10))
    assert all(item.deviation > 1 for item in found.effects[:7])
    for item in found.effects[7:10]:
        assert (item.mean, item.deviation) == (pytest.approx(40), pytest.approx(0, abs=1e-9))
    assert all(item.mean_absolute == pytest.approx(0, abs=1e-9) for item in found.effects[10:])


def test_trajectory_with_a_row_that_failed_is_dropped() -> None:
    part = morris(3, 20, 4, lambda x: x.prod(axis=1))
    status = part["status"].astype(object)
    status[[5, 6, 40]] = "failed"
    found = effects(3, {**part, "status": status})
    rows = (np.delete(np.arange(20), [1, 10])[:, None] * 4 + np.arange(4)).reshape(-1)
    assert (found.trajectories, found.dropped) == (18, 2)
    assert found.effects == effects(3, {name: column[rows] for name, column in part.items()}).effects


@settings(max_examples=20)
@given(st.floats(1e-2, 1e2), st.floats(-1e2, 1e2), st.floats(1e-2, 1e2))
def test_unit_of_an_input_does_not_matter_and_that_of_the_outcome_scales(
    unit: float, origin: float, scale: float
) -> None:
    part = morris(3, 12, 5, lambda x: x.prod(axis=1) + x[:, 0])
    other = {**part, "x1": unit * part["x1"] + origin, "y": scale * part["y"] + origin}
    for own, moved in zip(effects(3, part).effects, effects(3, other).effects, strict=True):
        assert moved.mean == pytest.approx(scale * own.mean, rel=1e-6, abs=1e-6 * scale)
        assert moved.deviation == pytest.approx(scale * own.deviation, rel=1e-6, abs=1e-6 * scale)


def test_given_range_is_the_unit_of_an_input() -> None:
    part = morris(2, 10, 6, lambda x: x.sum(axis=1))
    found = morris_screening([part], names(2), ["y"], ranges={"x0": (0, 10)}).outputs[0].effects
    assert [item.mean for item in found] == pytest.approx([10, 1])


def test_rows_of_another_design_are_refused() -> None:
    rng = np.random.default_rng(0)
    part = {"status": np.full(9, "ok"), "x0": rng.random(9), "x1": rng.random(9), "y": rng.random(9)}
    with pytest.raises(InputError, match="not a Morris design: expected trajectories of 3 rows"):
        effects(2, part)


def test_range_of_what_does_not_vary_is_refused() -> None:
    part = morris(2, 4, 7, lambda x: x.sum(axis=1))
    with pytest.raises(InputError, match="unknown input 'x2'; known: x0, x1"):
        morris_screening([part], names(2), ["y"], ranges={"x2": (0, 1)})
