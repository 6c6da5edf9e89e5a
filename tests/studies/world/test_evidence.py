"""The checks put to records in which the answer is planted."""

from __future__ import annotations

import numpy as np
import pytest

from tetrarchy.studies.world.evidence.corners import _errors
from tetrarchy.studies.world.evidence.drift import drift
from tetrarchy.studies.world.evidence.landscape import landscape
from tetrarchy.studies.world.evidence.outcomes import EU, OUTCOMES, outcomes
from tetrarchy.studies.world.evidence.pressure import pressure
from tetrarchy.studies.world.evidence.record import Spell, WorldRecord

CODES = [f"S{number:02}" for number in range(40)]


def record(**parts):
    given = {
        "states": tuple(CODES),
        "years": np.array([2000]),
        "votes": np.ones((1, len(CODES))),
        **{name: {} for name in ("yearly", "events", "mixes", "windows")},
        **dict.fromkeys(("alliances", "rivalries", "neighbours", "sanctions"), ()),
    }
    return WorldRecord(**(given | parts))


def lines(moved):
    """Return ideal points and incomes: China at 0, Russia at 0.2, others fixed but for those that move in 2005."""
    rng = np.random.default_rng(0)
    points = {"CHN": 0.0, "RUS": 0.2, **dict(zip(CODES, rng.uniform(1, 3, len(CODES)), strict=True))}
    return {
        (code, year): {
            "ideal_point": point + (moved if code in CODES[:8] and year > 2005 else 0) + 0.01 * rng.normal(),
            "gdp_pc": 1000.0,
        }
        for code, point in points.items()
        for year in range(2000, 2012)
    }


@pytest.mark.parametrize(("moved", "holds"), [(-0.5, True), (0.5, False)])
def test_pressure_is_seen_where_it_is_planted(moved, holds):
    sanctions = tuple((code, 2005) for code in CODES[:8])
    check = pressure(record(yearly=lines(moved), sanctions=sanctions))

    assert check.passes is holds
    assert check.figures["China: onsets"] == 8
    # Noise of .01 on three years before and after, over eight states and ten matches, is far below .02.
    assert check.figures["China: distance"] == pytest.approx(moved, abs=0.02)


def windows(beta):
    """Return three windows of mixes, each what the game makes of the one before on a ring of ties."""
    from scipy.sparse import csr_array

    from tetrarchy.games.world.world import Decimals
    from tetrarchy.solvers.world.steps import stepped

    theta = np.random.default_rng(0).dirichlet(np.ones(4), len(CODES))
    ring = (np.roll(np.eye(len(CODES)), 1, axis=1) + np.roll(np.eye(len(CODES)), -1, axis=1)) / 2
    size, none = np.full(len(CODES), 1 / len(CODES)), np.zeros(4)
    found = [theta]
    for _ in range(2):
        world = Decimals(found[-1], found[-1], csr_array(ring), size, beta, 0.0, none, np.eye(4))
        found.append(stepped(world, found[-1]))
    return {code: tuple(tuple(window[row]) for window in found) for row, code in enumerate(CODES)}


def test_drift_along_ties_is_seen_where_it_is_planted():
    ring = tuple(Spell(one, other, 1990, 2020, "D") for one, other in zip(CODES, CODES[1:] + CODES[:1], strict=True))
    check = drift(record(windows=windows(0.4), alliances=ring))
    assert check.passes
    assert check.figures["beta"] == 0.4
    assert check.figures["the game"] == pytest.approx(0, abs=1e-9)

    check = drift(record(windows=windows(0), alliances=ring))
    assert not check.passes
    assert check.figures["beta"] == 0


def test_outcomes_that_follow_the_mixes_are_foretold_by_them():
    rng = np.random.default_rng(0)
    codes = [*CODES, "CHN", "RUS", *sorted(EU)[:2]]
    mixes = {code: tuple(rng.dirichlet(np.ones(4))) for code in codes}
    yearly = {(code, 2010): {"ideal_point": rng.normal(), "gdp_pc": 1000.0} for code in codes}
    took = {code for code, mix in mixes.items() if mix[0] > 0.3}
    check = outcomes(record(mixes=mixes, yearly=yearly, events={each.event: took for each in OUTCOMES}))
    assert check.passes
    name = OUTCOMES[0].name
    assert check.figures[f"{name}: with mixes"] < check.figures[f"{name}: without mixes"] / 2


def test_blocs_of_two_camps_are_right_throughout(monkeypatch):
    monkeypatch.setattr("tetrarchy.studies.world.evidence.landscape.POWERS", 9)
    codes = ["USA", *CODES[:4], "CHN", *CODES[4:7]]
    west = {"USA", *CODES[:4]}
    mixes = {code: (1.0, 0.0, 0.0, 0.0) if code in west else (0.0, 0.0, 1.0, 0.0) for code in codes}
    yearly = {(code, 2010): {"cinc": 0.1, "ideal_point": 1.0 if code in west else -1.0} for code in codes}
    check = landscape(record(states=tuple(codes), mixes=mixes, yearly=yearly, events={"russia_unfriendly_list": west}))
    assert check.figures == {
        "blocs": 9,
        "nearer the US than China in votes": 9,
        "a pact of defence with the US": 5,
        "everybody on the larger side": 5,
    }
    # It is no better than the simpler rule, so the check fails by its rule.
    assert not check.passes


def test_errors_of_a_call_are_those_of_the_states_that_voted():
    filled = np.array([[0.5, -0.5, 0.0]])
    cast = np.array([[True, True, False]])
    assert _errors(filled, cast, np.zeros((3, 3))).tolist() == [0.5]
