"""The measures of sensitivity and the designs made for them agree on how rows are laid out, mixes included."""

from __future__ import annotations

import numpy as np
import pytest

from tetrarchy import load
from tetrarchy.studies.sensitivity.drivers.morris_screening import morris_screening
from tetrarchy.studies.sensitivity.drivers.sobol_indices import sobol_indices
from tetrarchy.studies.sensitivity.parts import Part
from tetrarchy.studies.sweep.points.drawn import Morris, Saltelli
from tetrarchy.studies.sweep.points.factors import factors

FACTORS = factors(load("us-russia-china"), {"p_R": None, "US.orders": None, "rho": (0.2, 0.6)})
GROUPS = {factor.name: factor.paths for factor in FACTORS}
PRESSURE, MIX, RESTRAINT = GROUPS
LIBERAL = "actors.US.orders.liberal"


def rows(design: Saltelli | Morris) -> Part:
    """Return the rows of a design with the outcome 3 pressure + the liberal share."""
    points = dict(design.points(0, len(design)))
    return {**points, "status": np.full(len(design), "ok"), "y": 3 * points[PRESSURE] + points[LIBERAL]}


def test_mix_has_one_pair_of_indices() -> None:
    # Uniform over .8: variance .64 / 12, nine times. A share of a flat mix of four: mean 1/4, variance (3/16) / 5.
    pressure, mix = 9 * 0.64 / 12, 3 / 80
    expected = np.array([pressure, mix, 0]) / (pressure + mix)
    (found,) = sobol_indices([rows(Saltelli(FACTORS, 4096, seed=1))], GROUPS, ["y"]).outputs
    for indices in (found.first, found.total):
        assert [index.factor for index in indices] == [PRESSURE, MIX, RESTRAINT]
        for index, truth in zip(indices, expected, strict=True):
            assert abs(index.value - truth) <= 2 * (index.high - index.low) / 2 + 1e-12


def test_mix_has_one_elementary_effect_in_absolute_terms() -> None:
    part = rows(Morris(FACTORS, 50, seed=2))
    (found,) = morris_screening([part], GROUPS, ["y"]).outputs
    pressure, mix, restraint = found.effects
    assert (pressure.mean, pressure.deviation) == (pytest.approx(3 * 0.8), pytest.approx(0, abs=1e-9))
    shares = np.diff(part[LIBERAL].reshape(-1, 4), axis=1)
    assert mix.mean == mix.mean_absolute == pytest.approx(np.abs(shares).sum(axis=1).mean() / Morris.step)
    assert restraint.mean_absolute == pytest.approx(0, abs=1e-9)
