"""Boxes: planted ones, quasi-p-values, covering, the user's choice, and every number by counting."""

from __future__ import annotations

from itertools import pairwise
from math import comb

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from tetrarchy.games.errors import InputError
from tetrarchy.studies.sensitivity.boxes.peeling import inside, paste, peel
from tetrarchy.studies.sensitivity.boxes.prim import Box, Boxes, prim
from tetrarchy.studies.sensitivity.parts import Part

NAMES = ("game.parameters.pressure", "restraint", "noise")


def study(x: NDArray[np.float64], hit: NDArray[np.bool_]) -> Part:
    return {"status": np.full(len(x), "ok"), **{NAMES[i]: x[:, i] for i in range(x.shape[1])}, "hit": hit}


def found(x: NDArray[np.float64], hit: NDArray[np.bool_], **options: object) -> Boxes:
    return prim([study(x, hit)], NAMES[: x.shape[1]], "hit", **options)  # type: ignore[arg-type]


def uniform(rows: int, d: int, seed: int) -> NDArray[np.float64]:
    return np.random.default_rng(seed).random((rows, d))


def limits(box: Box) -> dict[str, tuple[float | None, float | None]]:
    return {item.input: (item.low, item.high) for item in box.restrictions}


def test_planted_box_is_found_to_within_a_peel() -> None:
    x = uniform(20_000, 3, 0)
    planted = (x[:, 0] > 0.62) & (x[:, 1] < 0.41)
    hit = planted ^ (np.random.default_rng(1).random(len(x)) < 0.05)
    (box,) = found(x, hit, most_boxes=1).boxes
    where = limits(box)
    assert set(where) == {NAMES[0], NAMES[1]}
    low, high = where[NAMES[0]][0], where[NAMES[1]][1]
    assert low is not None
    assert high is not None
    # A peel takes off a twentieth of what is inside along one input, here of widths 0.38 and 0.41.
    assert abs(low - 0.62) < 0.05 * 0.4
    assert abs(high - 0.41) < 0.05 * 0.42
    assert box.density > 0.9
    assert all(item.quasi_p < 1e-12 for item in box.restrictions)


def test_box_is_stated_as_a_sentence() -> None:
    x, y = (axis.reshape(-1) for axis in np.meshgrid(np.arange(10) / 10, np.arange(10) / 10))
    (box,) = found(np.column_stack([x, y]), (x > 0.55) & (y < 0.35)).boxes
    assert box.sentence == (
        "pressure above 0.55 and restraint below 0.35: covers 100% of the 16 points with hit; "
        "100% of the 16 points inside have it"
    )


def test_limits_lie_between_the_values_of_a_grid() -> None:
    x = np.repeat(np.arange(5.0), 4)[:, None]
    (box,) = found(x, (x[:, 0] >= 1) & (x[:, 0] <= 2)).boxes
    assert limits(box) == {NAMES[0]: (0.5, 2.5)}


def test_two_planted_boxes_are_covered_one_after_the_other() -> None:
    x = uniform(20_000, 2, 2)
    first, second = (x < 0.4).all(axis=1), (x > 0.75).all(axis=1)
    boxes = found(x, first | second).boxes
    assert len(boxes) == 2
    assert limits(boxes[0])[NAMES[0]][0] is None
    assert limits(boxes[1])[NAMES[0]][1] is None
    assert sum(box.coverage for box in boxes) > 0.9
    assert all(box.density > 0.9 for box in boxes)


def test_every_number_of_a_box_is_a_count() -> None:
    x = uniform(3000, 3, 3)
    hit = x[:, 0] + x[:, 1] > 1.3
    result = found(x, hit)
    rest = np.ones(len(x), dtype=bool)
    for box in result.boxes:
        within = rest.copy()
        for name, (low, high) in limits(box).items():
            values = x[:, NAMES.index(name)]
            within &= (low is None or values >= low) & (high is None or values <= high)  # type: ignore[operator]
        assert (box.rows, box.hits) == (within.sum(), (within & hit).sum())
        assert box.coverage == pytest.approx((within & hit).sum() / hit.sum())
        assert box.mass == pytest.approx(within.sum() / 3000)
        rest &= ~within
    assert (result.rows, result.hits) == (3000, hit.sum())


def test_each_box_of_a_peeling_is_the_one_before_less_one_strip() -> None:
    x = uniform(2000, 3, 4)
    hit = (x[:, 0] > 0.5) & (np.random.default_rng(0).random(2000) < 0.7)
    peeling = peel(x, hit, 100, 2000, int(hit.sum()))
    assert peeling.rows[0] == 2000
    assert peeling.rows[-1] >= 100
    counts = [(within.sum(), hit[within].sum()) for within in (inside(x, box) for box in peeling.limits)]
    assert counts == list(zip(peeling.rows, peeling.hits, strict=True))
    for before, after in pairwise(range(len(peeling.rows))):
        assert (peeling.limits[before] != peeling.limits[after]).sum() == 1
        # The twentieth is rounded down, and no values are equal here.
        assert peeling.rows[before] - peeling.rows[after] == peeling.rows[before] // 20


def test_first_peel_is_the_best_of_all() -> None:
    x = uniform(400, 3, 5)
    hit = np.random.default_rng(6).random(400) < x[:, 2] * x[:, 1]
    peeling = peel(x, hit, 20, 400, int(hit.sum()))
    densities = [hit[np.sort(order[cut])].mean() for order in np.argsort(x.T) for cut in (slice(20, None), slice(-20))]
    assert peeling.density[1] == max(densities)


def test_pasting_gives_back_what_a_peel_cut_too_deep() -> None:
    x = uniform(5000, 2, 7)
    hit = (x[:, 0] > 0.3) & (x[:, 0] < 0.7)
    tight = np.array([[0.4, 0.6], [0.2, 0.9]])
    wide = paste(x, hit, tight)
    assert hit[inside(x, wide)].all()
    # A last strip of a hundredth of the rows inside may hold a miss.
    assert inside(x, wide).sum() > 0.97 * hit.sum()


def binomial_tail(rows: int, hits: int, density: float) -> float:
    return sum(comb(rows, k) * density**k * (1 - density) ** (rows - k) for k in range(hits, rows + 1))


def test_quasi_p_value_is_the_upper_tail_of_a_binomial() -> None:
    x = uniform(300, 2, 8)
    hit = np.random.default_rng(9).random(300) < np.where((x[:, 0] > 0.5) & (x[:, 1] > 0.3), 0.6, 0.2)
    (box,) = found(x, hit, most_boxes=1).boxes
    ends = {
        name: (-np.inf if low is None else low, np.inf if high is None else high)
        for name, (low, high) in limits(box).items()
    }
    for item in box.restrictions:
        free = np.ones(300, dtype=bool)
        for name, (low, high) in ends.items():
            if name != item.input:
                values = x[:, NAMES.index(name)]
                free &= (values >= low) & (values <= high)
        assert item.quasi_p == pytest.approx(binomial_tail(box.rows, box.hits, hit[free].mean()))


def test_user_may_choose_another_box_of_the_peeling() -> None:
    x = uniform(4000, 2, 10)
    hit = np.random.default_rng(11).random(4000) < x[:, 0]
    own = found(x, hit, most_boxes=1).boxes[0]
    other = found(x, hit, most_boxes=1, chosen=(own.chosen + 5,)).boxes[0]
    assert other.chosen == own.chosen + 5
    assert other.density > own.density
    assert other.coverage < own.coverage
    with pytest.raises(InputError, match="box 1: its peeling has boxes 0 to"):
        found(x, hit, chosen=(999,))


@pytest.mark.parametrize("value", [False, True])
def test_target_that_holds_everywhere_or_nowhere_has_no_box(value: bool) -> None:
    result = found(uniform(100, 2, 12), np.full(100, value))
    assert result.boxes == ()
    assert result.hits == 100 * value


def test_target_that_is_no_question_is_refused() -> None:
    x = uniform(50, 2, 13)
    with pytest.raises(InputError, match=r"hit: expected a yes/no column, or a condition such as hit>0\.5"):
        found(x, x[:, 0])  # type: ignore[arg-type]
    part = study(x, x[:, 0])  # type: ignore[arg-type]
    assert prim([part], NAMES[:2], "hit>0.5").boxes[0].density == 1


@settings(max_examples=20)
@given(st.integers(0, 10_000), st.floats(1e-3, 1e3), st.floats(-1e3, 1e3))
def test_unit_of_an_input_does_not_matter(seed: int, unit: float, origin: float) -> None:
    x = uniform(200, 2, seed)
    hit = x[:, 0] > 0.6
    own, moved = found(x, hit).boxes, found(unit * x + origin, hit).boxes
    assert [(box.rows, box.hits, box.chosen) for box in own] == [(box.rows, box.hits, box.chosen) for box in moved]


def test_hundred_thousand_rows_without_a_pattern_give_no_dense_box() -> None:
    x = uniform(100_000, 3, 14)
    hit = np.random.default_rng(15).random(100_000) < 0.3
    # Whatever the box, of at least 5,000 rows: 6 standard errors above 0.3 is out of reach of 100 peels.
    assert all(box.density < 0.3 + 6 * np.sqrt(0.21 / 5000) for box in found(x, hit).boxes)
