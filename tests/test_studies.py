"""What-ifs, sweeps and the repeated analysis."""

from fractions import Fraction

import numpy as np
import pytest

from tetrarchy import InputError, load, parse, sweep, what_if
from tetrarchy.studies.repetition import repeated_analysis
from tetrarchy.studies.whatif import movers

TRIANGLE = load("us-russia-china")
REFERENCE = parse('title = "Reference"\n[game]\nkind = "triangle"', "reference")


def test_a_what_if_says_what_stays_goes_and_comes():
    result = what_if(load("recognition-assurance"), {"Incumbent.orders.mercantilist": 0.1})

    kinds = [(change.before is not None, change.after is not None) for change in result.changes]
    assert kinds == [(True, True), (True, False), (True, False)]
    gone = result.changes[1]
    assert gone.before.pure
    assert [result.before.game.actions[m.player][m.action] for m in gone.movers] == ["deny"]
    assert gone.movers[0].gain > 0


def test_a_what_if_that_changes_nothing_keeps_every_equilibrium():
    result = what_if(TRIANGLE, {"p": 0.6})

    assert all(change.before is not None and change.after is not None for change in result.changes)


def test_movers_are_those_who_gain():
    game = load("prisoners-dilemma").build()

    assert [(m.player, m.action, m.gain) for m in movers(game, (0, 0))] == [(0, 1, 2), (1, 1, 2)]
    assert movers(game, (1, 1)) == ()


def test_a_sweep_agrees_with_solving_each_point():
    from tetrarchy.solvers.pure_nash import pure_nash_profiles

    study = sweep(REFERENCE, over={"p": np.linspace(0, 1, 7), "US.orders.mercantilist": np.linspace(0, 1, 5)})

    assert len(study) == 35
    for point in range(35):
        one = REFERENCE.replace(
            {path: values[point] for path, values in study.inputs.items()},
        ).build()
        if not study.knife_edge[point]:
            assert tuple(map(tuple, np.argwhere(study.equilibria[point]))) == pure_nash_profiles(one)


def test_regimes_count_every_point_once_and_number_them():
    study = sweep(TRIANGLE, over={"p": np.linspace(0, 1, 21), "US.orders.liberal": np.linspace(0, 1, 11)})
    regimes = study.regimes()

    assert sum(regime.points for regime in regimes) == len(study)
    assert np.bincount(study.regime_of_points(), minlength=len(regimes)).tolist() == [r.points for r in regimes]
    assert [regime.points for regime in regimes] == sorted((r.points for r in regimes), reverse=True)


def test_a_point_on_a_tie_is_a_knife_edge():
    study = sweep(REFERENCE, over={"rho": [0.2, 41 / 112, 0.5]})

    assert study.knife_edge.tolist() == [False, True, False]


def test_columns_have_one_row_a_point():
    columns = sweep(TRIANGLE, over={"p": [0.1, 0.9]}).to_numpy()

    assert set(columns) == {
        "game.parameters.pressure",
        "equilibria",
        "regime",
        "knife_edge",
        "payoff.US",
        "payoff.Russia",
        "payoff.China",
    }
    assert {len(column) for column in columns.values()} == {2}


def test_columns_become_an_arrow_table():
    study = sweep(TRIANGLE, over={"p": [0.1, 0.9]})

    assert study.to_arrow().to_pydict()["equilibria"] == study.to_numpy()["equilibria"].tolist()


def test_blocks_do_not_change_the_answer(monkeypatch):
    import tetrarchy.studies.sweep.sweep as module

    whole = sweep(TRIANGLE, over={"p": np.linspace(0, 1, 50)})
    monkeypatch.setattr(module, "LARGEST_BLOCK", 3000)
    parts = sweep(TRIANGLE, over={"p": np.linspace(0, 1, 50)})

    assert np.array_equal(whole.equilibria, parts.equilibria)
    assert np.array_equal(whole.payoffs, parts.payoffs)


@pytest.mark.parametrize(
    ("over", "message"),
    [
        ({}, "at least one path"),
        ({"p": []}, "p: expected at least one value"),
        ({"q": [1]}, "unknown parameter of triangle 'q'"),
        ({"p": [0.1], "pressure": [0.2]}, "is given twice"),
        ({"p": [float("nan")]}, "p: expected finite numbers"),
        ({"US.orders.liberal": [0.5, 1.5]}, r"must lie in \[0, 1\]"),
    ],
)
def test_a_sweep_over_what_is_not_there_is_refused(over, message):
    with pytest.raises(InputError, match=message.replace("p: expected finite", "expected finite")):
        sweep(TRIANGLE, over=over)


def test_patience_sustains_cooperation_in_the_dilemma_from_one_half():
    result = repeated_analysis(load("prisoners-dilemma"))

    assert [(row.profile, row.discount) for row in result.sustained] == [((0, 0), Fraction(1, 2)), ((1, 1), 0)]
    verdicts = {play.names: play.equilibrium for play in result.plays}
    assert verdicts["always defect", "always defect"] is True
    assert verdicts["tit for tat", "tit for tat"] is False


def test_noise_lowers_what_reciprocity_earns():
    quiet = repeated_analysis(load("prisoners-dilemma").replace({"repeated.noise": 0}))
    noisy = repeated_analysis(load("prisoners-dilemma").replace({"repeated.noise": 0.1}))
    pair = ("tit for tat", "tit for tat")

    payoff = {
        r: next(p for p in result.plays if p.names == pair).payoffs[0] for r, result in [("q", quiet), ("n", noisy)]
    }
    assert payoff["q"] == pytest.approx(3, rel=1e-12)
    assert payoff["n"] < 3


def test_a_game_of_three_has_enforcing_strategies_for_what_is_sustained():
    result = repeated_analysis(TRIANGLE.replace({"US.orders": "liberal", "repeated.discount": 0.99}))

    assert len(result.plays) >= len(result.sustained[:12])
    assert any(play.equilibrium for play in result.plays)


def test_misperception_leaves_the_equilibrium_question_open():
    result = repeated_analysis(load("prisoners-dilemma").replace({"repeated.misperception": 0.05}))

    assert {play.equilibrium for play in result.plays} == {None}
