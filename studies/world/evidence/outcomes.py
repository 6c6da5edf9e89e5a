"""E2: whether mixes to 2010 foretell what is no vote, beyond distance to a protagonist, income, pacts, borders."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from ....games.arrays import Floats
from .record import IDEAL_POINT, Check, WorldRecord, partners

YEAR, REPEATS, FOLDS, PENALTY = 2010, 20, 5, 1.0

EU = frozenset(
    (
        *("AUT", "BEL", "BGR", "CYP", "CZE", "DEU", "DNK", "ESP", "EST", "FIN", "FRA", "GBR", "GRC", "HRV"),
        *("HUN", "IRL", "ITA", "LTU", "LUX", "LVA", "MLT", "NLD", "POL", "PRT", "ROU", "SVK", "SVN", "SWE"),
    )
)
"""Members in 2014."""


class Outcome(NamedTuple):
    """What some states did later, with whom it has to do, and whether the European Union did it as one."""

    name: str
    event: str
    protagonist: str
    as_one: bool


OUTCOMES = (
    Outcome("O1 founder of the Asian Infrastructure Investment Bank 2015", "aiib_founder", "CHN", False),
    Outcome("O2 under Russia's embargo 2014-16", "russia_food_embargo", "RUS", True),
    Outcome("O3 expulsions 2018", "skripal_expulsion", "RUS", False),
    Outcome("O4 Belt and Road roundtable 2017", "belt_and_road_roundtable", "CHN", False),
)


def outcomes(record: WorldRecord) -> Check:
    """Return the check on outcomes that are no votes, by the Brier score out of sample."""
    figures: dict[str, float] = {}
    better = 0
    for outcome in OUTCOMES:
        base, mixes, happened = _inputs(record, outcome)
        losses = [_losses(inputs, happened) for inputs in (base, np.hstack([base, mixes]))]
        gain = losses[1] - losses[0]
        noise = float(gain.std(ddof=1) / np.sqrt(len(gain)))
        better += gain.mean() + 2 * noise < 0
        figures |= {
            f"{outcome.name}: without mixes": float(losses[0].mean()),
            f"{outcome.name}: with mixes": float(losses[1].mean()),
            f"{outcome.name}: standard error of the difference": noise,
        }
    rule = "three of four better by two standard errors"
    verdict = f"{better} of {len(OUTCOMES)} better"
    return Check("E2", "Do mixes foretell what is no vote?", rule, better >= 3, figures, verdict)


def _inputs(record: WorldRecord, outcome: Outcome) -> tuple[Floats, Floats, Floats]:
    """Return the inputs without mixes, the mixes, and whether it happened, a row for each unit."""
    allies = partners(record.alliances, outcome.protagonist, YEAR)
    near = partners(record.neighbours, outcome.protagonist, YEAR)
    took_part = record.events[outcome.event]
    centre = record.figure(outcome.protagonist, YEAR, IDEAL_POINT)
    units = [[code] for code in record.mixes if code != outcome.protagonist and not (outcome.as_one and code in EU)]
    if outcome.as_one:
        units.append([code for code in record.mixes if code in EU])
    rows = [
        [
            (
                abs(record.figure(code, YEAR, IDEAL_POINT) - centre),
                np.log(record.figure(code, YEAR, "gdp_pc")),
                float(code in allies),
                float(code in near),
                *record.mixes[code][:3],
                float(code in took_part),
            )
            for code in unit
        ]
        for unit in units
    ]
    table = np.array([np.nanmean(np.array(row, dtype=float), axis=0) for row in rows])
    table = np.where(np.isnan(table), np.nanmean(table, axis=0), table)
    return table[:, :4], table[:, 4:-1], (table[:, -1] > 0.5).astype(float)


def _losses(inputs: Floats, happened: Floats) -> Floats:
    """Return the mean square error of each unit's forecast over repeated cross-validation, shape (units,)."""
    rng = np.random.default_rng(0)
    total = np.zeros(len(happened))
    for _ in range(REPEATS):
        folds = rng.permutation(len(happened)) % FOLDS
        for fold in range(FOLDS):
            inside = folds != fold
            centre, scale = inputs[inside].mean(axis=0), inputs[inside].std(axis=0) + 1e-9
            weights = _logistic((inputs[inside] - centre) / scale, happened[inside])
            forecast = _chance(_with_constant((inputs[~inside] - centre) / scale) @ weights)
            total[~inside] += (forecast - happened[~inside]) ** 2
    return total / REPEATS


def _logistic(inputs: Floats, happened: Floats) -> Floats:
    """Return the weights of a logistic regression with a ridge penalty on all but the constant, by Newton's steps."""
    table = _with_constant(inputs)
    penalty = np.diag([0.0] + [PENALTY] * inputs.shape[1])
    weights = np.zeros(table.shape[1])
    for _ in range(50):
        chance = _chance(table @ weights)
        curvature = table.T @ (table * (chance * (1 - chance))[:, None]) + penalty + 1e-9 * np.eye(len(weights))
        step = np.linalg.solve(curvature, table.T @ (happened - chance) - penalty @ weights)
        weights = weights + step
        if np.abs(step).max() < 1e-9:
            break
    return weights


def _with_constant(inputs: Floats) -> Floats:
    return np.hstack([np.ones((len(inputs), 1)), inputs])


def _chance(scores: Floats) -> Floats:
    return 1 / (1 + np.exp(-np.clip(scores, -30, 30)))
