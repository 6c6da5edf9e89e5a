"""Sampled changes against exact thresholds: each has its tipping point, and what a coarse grid misses is told."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import numpy as np
import pytest

from tetrarchy import load, parse
from tetrarchy.games.errors import InputError
from tetrarchy.games.scenario.scenario import Scenario
from tetrarchy.solvers.best_replies import best_reply_table
from tetrarchy.studies.sensitivity.parts import Part
from tetrarchy.studies.sensitivity.regimes.refined_thresholds import refined_thresholds

REFERENCE = parse('title = "Reference"\n[game]\nkind = "triangle"', "reference")

# Row gains by B only where x lies between 1/3 and 2/3.
BETWEEN = parse(
    """
    title = "Between"
    [game]
    kind = "custom"
    players = ["Row", "Column"]
    actions = [["A", "B"], ["only"]]
    [game.parameters]
    x = { default = 0.5, low = 0, high = 1, meaning = "where the world stands" }
    [[game.consequences]]
    when = { Row = "B" }
    Row = { gain = "(x - 1 / 3) * (2 / 3 - x)" }
    [actors.Row]
    orders = "mercantilist"
    [actors.Column]
    orders = "mercantilist"
    """,
    "between",
)


def swept(scenario: Scenario, path: str, values: Sequence[float]) -> Part:
    """Return the rows of a sweep: the equilibria as regime; a knife edge where one has a rival that pays the same."""
    payoffs = scenario.replace({path: np.array(values, dtype=np.float64)}).payoffs()
    replies = best_reply_table(payoffs, axis=1)
    found = replies.all(axis=1)
    rivals = [replies[:, i].sum(axis=1 + i, keepdims=True) > 1 for i in range(replies.shape[1])]
    tied = [(found & rival).reshape(len(values), -1).any(axis=1) for rival in rivals]
    return {
        path: np.array(values),
        "status": np.full(len(values), "ok"),
        "regime": np.array([str(np.argwhere(row).tolist()) for row in found]),
        "knife_edge": np.any(tied, axis=0),
    }


RESTRAINT = "game.parameters.chinese_restraint"
SPREAD = "game.parameters.x"


def test_sampled_change_brackets_the_exact_threshold() -> None:
    # The closed form with the reference types: pressed alone, Russia turns to China from the restraint 604/2335 on.
    found = refined_thresholds(REFERENCE, [swept(REFERENCE, RESTRAINT, np.arange(2, 9) / 10)], "rho")
    (change,) = found.changes
    assert (change.low, change.high) == (0.2, 0.3)
    assert [point.value for point in change.tipping_points] == [Fraction(604, 2335)]
    assert (found.path, found.rows, found.missed) == (RESTRAINT, 7, ())


def test_grid_that_meets_the_threshold_puts_it_inside_the_bracket() -> None:
    values = [0.2, 0.25, 604 / 2335, 0.5, 0.8]
    part = swept(REFERENCE, RESTRAINT, values)
    assert part["knife_edge"].tolist() == [False, False, True, False, False]
    (change,) = refined_thresholds(REFERENCE, [part], "rho").changes
    assert (change.low, change.high) == (0.25, 0.5)
    assert [point.value for point in change.tipping_points] == [Fraction(604, 2335)]


def test_change_and_change_back_between_two_points_is_told_as_missed() -> None:
    found = refined_thresholds(BETWEEN, [swept(BETWEEN, SPREAD, [0, 0.25, 0.75, 1])], "x")
    assert found.changes == ()
    assert [point.value for point in found.missed] == [Fraction(1, 3), Fraction(2, 3)]


def test_finer_grid_finds_both_and_misses_none() -> None:
    found = refined_thresholds(BETWEEN, [swept(BETWEEN, SPREAD, np.linspace(0, 1, 11))], "x")
    brackets = [(change.low, change.high) for change in found.changes]
    assert brackets == [(pytest.approx(0.3), pytest.approx(0.4)), (pytest.approx(0.6), pytest.approx(0.7))]
    assert [point.value for change in found.changes for point in change.tipping_points] == [
        Fraction(1, 3),
        Fraction(2, 3),
    ]
    assert found.changes[0].before == found.changes[1].after
    assert found.missed == ()


def test_every_change_of_a_shipped_scenario_has_a_tipping_point_in_its_bracket() -> None:
    scenario = load("us-russia-china")
    for path in ("game.parameters.pressure_on_russia", "actors.US.orders.mercantilist", "orders.conservative.autonomy"):
        low, high = (0, 4) if path.startswith("orders") else (0, 1)
        found = refined_thresholds(scenario, [swept(scenario, path, np.linspace(low, high, 401))], path)
        assert all(change.tipping_points for change in found.changes)
        assert found.missed == ()


def test_rows_may_come_in_any_order_and_failed_ones_are_counted() -> None:
    part = swept(REFERENCE, RESTRAINT, np.arange(8, 1, -1) / 10)
    part = {**part, "status": np.where(part[RESTRAINT] == 0.5, "failed", "ok")}
    found = refined_thresholds(REFERENCE, [part], "rho")
    assert (found.rows, found.left_out) == (6, 1)
    assert [point.value for change in found.changes for point in change.tipping_points] == [Fraction(604, 2335)]


def test_sweep_along_more_than_the_path_is_refused() -> None:
    part = swept(REFERENCE, RESTRAINT, [0.1, 0.1, 0.5])
    with pytest.raises(InputError, match="expected a sweep along this path alone"):
        refined_thresholds(REFERENCE, [part], "rho")
