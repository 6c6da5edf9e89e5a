"""Arenas whose state moves: their stochastic games, hysteresis, and what the command tells of them."""

from __future__ import annotations

import json
import re
from fractions import Fraction

import numpy as np
import pytest
from typer.testing import CliRunner

from tetrarchy import InputError, load, parse
from tetrarchy.cli import app
from tetrarchy.games.arenas import ARENAS
from tetrarchy.reports.outputs import written
from tetrarchy.solvers.stochastic.pure_markov_perfect import pure_markov_perfect
from tetrarchy.studies.stochastic.hysteresis import hysteresis
from tetrarchy.studies.stochastic.moving_analysis import moving_analysis
from tetrarchy.studies.stochastic.moving_game import moving_game, start_of

MOVING = [arena for arena in ARENAS.values() if arena.course is not None]
SCENARIOS = ("thickening-dyad", "sanctions-renewal", "arms-spiral")
moving = pytest.mark.parametrize("arena", MOVING, ids=lambda arena: arena.name)


def reference(arena):
    return parse(f'title = "{arena.name}"\n[game]\nkind = "{arena.name}"', arena.name)


@moving
def test_a_course_moves_a_parameter_and_is_driven_by_another(arena):
    names = [known.name for known in arena.parameters]
    values = [value for _, value in arena.course.states]

    assert arena.course.parameter in names
    assert arena.course.driver in names
    assert arena.course.driver != arena.course.parameter
    assert values == sorted(values)
    assert arena.parameter(arena.course.parameter).default in values


@moving
@pytest.mark.parametrize("end", ["low", "high"])
def test_the_chances_of_moves_are_chances_at_the_ends_of_all_ranges(arena, end):
    settings = {known.name: getattr(known, end) for known in arena.parameters if known.name != arena.course.parameter}
    game = moving_game(reference(arena).replace(settings))

    assert (game.exact_transitions >= 0).all()
    assert (game.exact_transitions.sum(axis=-1) == 1).all()


@moving
def test_a_state_pays_what_the_arena_pays_there(arena):
    scenario = reference(arena)
    game = moving_game(scenario)
    for state, (_, value) in enumerate(arena.course.states):
        stage = scenario.replace({arena.course.parameter: value}).build()
        assert (game.exact_payoffs[state] == stage.exact).all()


def test_the_tie_climbs_by_cooperation_and_falls_by_competition():
    game = moving_game(load("thickening-dyad").replace(climb="1/4", fall="1/2"))
    quarter, half = Fraction(1, 4), Fraction(1, 2)

    assert game.exact_transitions[1, 0, 0].tolist() == [0, 1 - quarter, quarter, 0]
    assert game.exact_transitions[1, 0, 1].tolist() == [quarter, 1 - quarter, 0, 0]
    assert game.exact_transitions[1, 1, 1].tolist() == [half, half, 0, 0]
    assert game.exact_transitions[0, 1, 1].tolist() == [1, 0, 0, 0]
    assert game.exact_transitions[3, 0, 0].tolist() == [0, 0, 0, 1]


def test_unity_breaks_by_fatigue_and_courtship():
    game = moving_game(load("sanctions-renewal").replace(sender_cost="1/5", fatigue="1/2", courtship="1/4"))
    broken = game.exact_transitions[1, 0, :, 0].tolist()

    assert broken == [0, Fraction(1, 10), Fraction(7, 20)]
    assert game.exact_transitions[1, 1, :, 0].tolist() == [1, 1, 1]


def test_sanctions_that_can_be_renewed_pay_what_sanctions_pay():
    renewal = load("sanctions-renewal").replace(unity=1).build()
    once = load("sanctions-russia").build()

    assert (renewal.exact[:, 0, :2] == once.exact[:, 1]).all()
    assert (renewal.exact[:, 1, :2] == once.exact[:, 0]).all()


def test_the_way_up_is_followed_from_the_lowest_state():
    """By hand: cooperation on all rungs for ever lifts a tie with climb 1 a rung each period."""
    scenario = load("thickening-dyad").replace(climb=1)
    found = hysteresis(scenario, "pressure", [Fraction(1)], periods=2)
    equilibria = pure_markov_perfect(moving_game(scenario.replace(pressure=1))).equilibria
    best = max(equilibria, key=lambda equilibrium: equilibrium.values[0].sum())

    assert best.choices == ((0, 0),) * 4
    assert found.loops[0].levels.tolist() == pytest.approx([2 / 3])
    assert found.loops[0].chances.tolist() == [[0, 0, 1, 0]]


def test_a_tie_that_pressure_brought_about_outlives_it_where_the_best_is_expected():
    hope, fear = hysteresis(load("thickening-dyad"), "pressure").loops

    assert hope.levels[0] == hope.levels[9] == 0
    assert hope.levels[-1] == pytest.approx(1, abs=1e-6)
    assert (hope.gaps[:10] > 0.99).all()
    assert np.ptp(fear.levels) == 0


def test_nothing_outlives_what_brought_it_about_where_the_best_plan_is_always_the_same():
    (hope, _) = hysteresis(load("sanctions-renewal"), "k", [Fraction(k, 10) for k in range(3)], periods=400).loops
    assert np.abs(hope.gaps).max() < 1e-9


@pytest.mark.parametrize(
    ("source", "over", "message"),
    [
        ("us-russia-china", "p_R", "nothing moves in this game"),
        ("thickening-dyad", "thickness", "expected a parameter of thickening_dyad other than thickness"),
        ("thickening-dyad", "Russia.orders.liberal", "expected a parameter of thickening_dyad other than thickness"),
        ("thickening-dyad", "presure", "unknown"),
    ],
)
def test_only_another_parameter_of_a_moving_game_goes_up_and_down(source, over, message):
    with pytest.raises(InputError, match=message):
        hysteresis(load(source), over)


def test_a_scenario_starts_in_a_state():
    scenario = load("thickening-dyad")

    assert start_of(scenario) == 1
    with pytest.raises(
        InputError, match=r"thickness is the state of this game: expected one of 0 \(power-political\), "
    ):
        moving_analysis(scenario.replace(thickness=0.5))


def test_types_that_are_uncertain_are_refused():
    text = (
        'title = "x"\n[game]\nkind = "thickening_dyad"\n[actors.China]\ntypes = [ { prior = 0.5, orders = "liberal" }, '
    )
    text += '{ prior = 0.5, orders = "conservative" } ]\n'
    with pytest.raises(InputError, match="give each actor orders, not types"):
        moving_analysis(parse(text, "x"))


def test_the_long_run_is_where_the_equilibrium_leads():
    analysis = moving_analysis(load("sanctions-renewal"))
    (equilibrium,) = analysis.solution.equilibria
    breaks, returns = 0.3 * 0.2 + 0.15, 0.05

    assert equilibrium.choices == ((0, 1), (0, 2))
    assert analysis.long_run(equilibrium) == pytest.approx([breaks / (breaks + returns), returns / (breaks + returns)])


@pytest.mark.parametrize("source", SCENARIOS)
def test_a_report_tells_what_moves(source):
    analysis = moving_analysis(load(source))
    values = json.loads(written(analysis, "json"))
    page, text = written(analysis, "html"), written(analysis, "table")

    assert values["schema"] == "tetrarchy.stochastic/1"
    assert all(equilibrium["residual"] <= 1e-9 for equilibrium in values["equilibria"])
    assert np.array(values["transitions"]).sum(axis=-1) == pytest.approx(1)
    assert "Markov-perfect equilibria" in text
    assert len(re.findall("<figcaption>", page)) == 2


def test_repeat_moves_what_it_is_told_to():
    told = CliRunner().invoke(app, ["repeat", "sanctions-renewal", "--over", "courtship", "--format", "json"])
    assert told.exit_code == 0, told.output
    assert json.loads(told.stdout)["hysteresis"]["over"] == "game.parameters.courtship"
    refused = CliRunner().invoke(app, ["repeat", "prisoners-dilemma", "--over", "p_R"])
    assert isinstance(refused.exception, InputError)
