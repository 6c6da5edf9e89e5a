"""Scenarios: dotted paths, what-ifs, batches, and the resolved form."""

import copy
import pickle
from fractions import Fraction

import numpy as np
import pytest
import sympy

from tetrarchy import InputError, load, parse
from tetrarchy.configs.options import settings
from tetrarchy.games.normal_form import NormalFormGame
from tetrarchy.games.orders.codings import CODINGS
from tetrarchy.games.orders.matrix import default_matrix
from tetrarchy.games.scenario.over import read_over, read_ranges
from tetrarchy.games.scenario.paths import canonical, numeric_paths, read_path
from tetrarchy.games.scenario.resolved import plain_number, resolved
from tetrarchy.reports.format.toml import toml

TRIANGLE = load("us-russia-china")
DILEMMA = load("prisoners-dilemma")


@pytest.mark.parametrize(
    "path", [f"{head}{name}" for head in ("", "game.parameters.") for name in ("p_R", "pressure_on_russia")]
)
def test_a_parameter_goes_by_name_symbol_and_full_path(path):
    changed = TRIANGLE.replace({path: 0.8})

    assert changed.game.parameters["pressure_on_russia"] == Fraction(4, 5)
    assert TRIANGLE.game.parameters["pressure_on_russia"] == Fraction(3, 5)


@pytest.mark.parametrize("path", ["US.orders.mercantilist", "actors.US.orders.mercantilist"])
def test_setting_a_share_rescales_the_rest_of_the_mix(path):
    shares = TRIANGLE.replace({path: "1/2"}).actors["US"].orders

    # Liberals and the security state had .25 and .30 of the .55 beside them.
    assert shares["mercantilist"] == Fraction(1, 2)
    assert (shares["liberal"], shares["security_state"]) == (Fraction(5, 22), Fraction(3, 11))


def test_a_whole_mix_can_be_set_by_name_or_table():
    assert TRIANGLE.replace({"US.orders": "liberal"}).actors["US"].orders["liberal"] == 1
    assert TRIANGLE.replace({"US.orders": {"liberal": 0.4, "conservative": 0.6}}).actors["US"].orders[
        "liberal"
    ] == Fraction(2, 5)


def test_cells_discount_relations_status_quo_and_seed_can_be_set():
    changed = TRIANGLE.replace(
        {
            "orders.conservative.autonomy": 3,
            "repeated.discount": 0.5,
            "relations.0.norm_agreement": 0.9,
            "status_quo.Russia": "alliance",
            "seed": 7,
        }
    )

    assert changed.orders["conservative"]["autonomy"] == 3
    assert changed.repeated.discount == Fraction(1, 2)
    assert changed.relations[0].norm_agreement == Fraction(9, 10)
    assert changed.status_quo["Russia"] == "alliance"
    assert changed.seed == 7


def test_a_coding_is_chosen_by_its_name_and_cells_may_be_set_in_it():
    changed = TRIANGLE.replace({"orders": "offensive_realist", "orders.conservative.status": 3})

    assert changed.coding is CODINGS["offensive_realist"]
    assert changed.orders["conservative"] == {
        **default_matrix(changed.coding.rows)["conservative"],
        "status": 3,
    }
    assert changed.outside_ranges() == ()
    assert changed.replace({"orders": "sakwa"}).orders == TRIANGLE.orders


def test_what_a_scenario_sets_of_its_own_case_is_held():
    assert TRIANGLE.game.held == {"pressure_on_russia", "pressure_on_china"}
    assert TRIANGLE.replace(rho=0.5, p_R=0.7).game.held == {*TRIANGLE.game.held, "chinese_restraint"}


def test_the_resolved_form_keeps_the_coding_and_what_is_held():
    changed = TRIANGLE.replace({"orders": "russia_sceptic", "orders.liberal.gain": "7/3", "rho": 0.5})

    again = parse(toml(resolved(changed)), "again")

    assert again.coding is changed.coding
    assert (again.orders, again.game.held) == (changed.orders, changed.game.held)
    assert resolved(again) == resolved(changed)
    assert (again.build().exact == changed.build().exact).all()


def test_a_payoff_of_a_plain_game_can_be_set():
    assert DILEMMA.replace({"game.payoffs.0.1.0": 2}).build().exact[0, 1, 0] == 2
    assert DILEMMA.build().exact[0, 1, 0] == 5


def test_payoffs_set_together_make_one_new_game(monkeypatch):
    made, build = [], NormalFormGame.__init__
    monkeypatch.setattr(NormalFormGame, "__init__", lambda self, *given: (made.append(self), build(self, *given))[1])

    payoffs = {"game.payoffs.0.0.0": 7, "repeated.noise": 0.1, "game.payoffs.1.1.0": "1/3", "game.payoffs.0.1.1": 2}
    changed = DILEMMA.replace(payoffs)

    assert changed.game.exact.tolist() == [[[7, 0], [5, 2]], [[3, 5], [Fraction(1, 3), 1]]]
    assert changed.repeated.noise == Fraction(1, 10)
    assert made == [changed.game]


def test_a_game_is_built_once_and_never_pickled():
    scenario = load("us-russia-china")
    unbuilt = pickle.dumps(scenario)

    assert scenario.build() is scenario.build()
    assert pickle.dumps(scenario) == unbuilt
    assert (pickle.loads(unbuilt).build().exact == scenario.build().exact).all()
    assert (scenario.replace(p_R=0).build().exact != scenario.build().exact).any()


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        (
            "presure_on_china",
            1,
            "presure_on_china: unknown parameter of triangle 'presure_on_china' .did you mean 'pressure_",
        ),
        ("game.parameters.presure_on_china", 1, "did you mean 'pressure_on_china'"),
        ("UK.orders.liberal", 1, "unknown path 'UK.orders.liberal'"),
        ("US.order.liberal", 1, "unknown path 'US.order.liberal'"),
        ("US.orders.libral", 1, "unknown order 'libral' .did you mean 'liberal'"),
        ("US.orders.liberal", 1.2, r"US.orders.liberal: must lie in \[0, 1\], got 1.2"),
        ("US.orders", "libral", "US.orders: unknown order 'libral'"),
        ("actors.UK.orders", "liberal", "unknown actor 'UK'"),
        ("orders.conservative.autonomy", 9, r"must lie in \[-5.5, 5.5\], got 9"),
        (
            "orders",
            "offensive_realst",
            "orders: unknown coding of the orders 'offensive_realst' .did you mean 'offensive_r",
        ),
        ("orders.conservative.freedom", 1, "unknown dimension 'freedom'"),
        ("orders.royal.autonomy", 1, "unknown order 'royal'"),
        ("orders.liberal", 1, "unknown path 'orders.liberal'"),
        ("p_R", "high", "p_R: expected a number, got 'high'"),
        ("p_R", float("nan"), "p_R: expected a number, got 'nan'"),
        ("p_R", [[1, 2]], "p_R: expected finite numbers in one row"),
        ("repeated.discount", 1, r"must lie in \[0, 1\), got 1"),
        ("repeated.patience", 0.5, "unknown setting of repeated 'patience'"),
        ("relations.7.norm_agreement", 0.5, "with a number below 2"),
        ("relations.0.norms", 0.5, "unknown input of a relation 'norms'"),
        ("status_quo.US", "sleep", "unknown action of US 'sleep'"),
        ("status_quo.UK", "sleep", "unknown player 'UK'"),
        ("seed", 1.5, "seed: expected a whole number from 0"),
        ("game.payoffs.0.0.0.0", 1, "unknown path"),
    ],
)
def test_a_path_or_value_that_does_not_fit_is_named(path, value, message):
    with pytest.raises(InputError, match=message):
        TRIANGLE.replace({path: value})


PLACES = ["0.2.0", "0", "x.0.0", "-1.0.0", "0.0.00", "0.0.\u0661", f"0.0.{'1' * 50}"]


@pytest.mark.parametrize("path", [f"game.payoffs.{place}" for place in PLACES])
def test_a_place_outside_the_payoffs_is_refused(path):
    with pytest.raises(InputError, match=r"expected a place in the payoffs of shape \(2, 2, 2\)"):
        DILEMMA.replace({path: 1})


def test_every_numeric_path_can_be_read_and_set_to_what_it_is():
    for path in numeric_paths(TRIANGLE):
        value = read_path(TRIANGLE, path)
        assert canonical(TRIANGLE, path) == path
        assert read_path(TRIANGLE.replace({path: value}), path) == value


def test_a_batch_of_values_gives_the_payoffs_of_each_game():
    pressures, shares = np.array([0.0, 0.4, 1.0]), np.array([0.2, 0.5, 0.9])

    batch = TRIANGLE.replace(
        {"p_R": pressures, "US.orders.liberal": shares, "orders.liberal.gain": [2, 3, 4]}
    ).payoffs()

    assert batch.dtype == np.float64
    assert batch.shape == (3, 3, 4, 3, 3)
    for point in range(3):
        one = TRIANGLE.replace(
            {"p_R": pressures[point], "US.orders.liberal": shares[point], "orders.liberal.gain": 2 + point}
        ).build()
        assert np.abs(batch[point] - one.payoffs).max() <= 1e-15


def test_a_formula_of_a_parameter_gives_payoffs_as_formulas():
    p = sympy.Symbol("p")

    payoffs = TRIANGLE.replace(p_R=p).payoffs()
    at_half = [sympy.sympify(cell).subs(p, sympy.Rational(1, 2)) for cell in payoffs.flat]

    exact = TRIANGLE.replace(p_R="1/2").build().exact
    assert at_half == [sympy.Rational(cell.numerator, cell.denominator) for cell in exact.flat]


def test_a_scenario_of_arrays_builds_no_single_game():
    with pytest.raises(InputError, match="only from single numbers"):
        TRIANGLE.replace(p_R=[0.1, 0.2]).build()


def test_a_plain_game_has_no_consequences():
    with pytest.raises(InputError, match="given by payoffs"):
        DILEMMA.consequences()


def test_values_outside_their_ranges_are_reported_not_refused():
    changed = TRIANGLE.replace({"p_R": 1.5, "orders.conservative.status": 1})

    assert changed.outside_ranges() == (
        "pressure_on_russia = 1.5 lies outside the range held plausible, 0.2 to 1",
        "the weight of conservative on status = 1 lies outside the range held plausible, 3 to 5",
    )


def test_the_resolved_form_writes_out_every_default():
    values = resolved(parse('title = "x"\n[game]\nkind = "triangle"', "x"))

    assert values["game"]["parameters"]["pressure_on_russia"] == 0.6
    assert values["actors"]["US"] == {"name": "US", "orders": {"liberal": 1}}
    assert values["game"]["held"] == []
    assert values["orders"]["coding"] == "sakwa"
    assert values["orders"]["conservative"]["status"] == 4
    assert values["orders"]["security_state"]["security"] == 4
    assert values["seed"] == 0


def test_numbers_that_are_no_decimals_are_written_as_text():
    assert [plain_number(x) for x in (Fraction(1, 3), 0.1, Fraction(5), Fraction(1, 8))] == ["1/3", 0.1, 5, 0.125]
    with pytest.raises(TypeError, match="only with single numbers"):
        plain_number(np.zeros(2))


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({3: 1}, "expected a path as text, such as 'seed', got 3"),
        ({"p_R": 0.1, "pressure_on_russia": 0.2}, "pressure_on_russia: is set twice, also as p_R"),
        ({"game.parameters.p_R": 0.1, "p_R": 0.1}, "p_R: is set twice, also as game.parameters.p_R"),
        (
            {"US.orders.liberal": 0.1, "actors.US.orders.liberal": 0.2},
            "actors.US.orders.liberal: is set twice, also as US.orders.liberal",
        ),
    ],
)
def test_a_path_is_text_and_a_number_is_set_once(values, message):
    with pytest.raises(InputError) as caught:
        TRIANGLE.replace(values)
    assert str(caught.value) == message


def test_a_part_of_a_path_in_quotes_may_hold_an_equals_sign():
    text = """
    title = "x"
    game = { kind = "normal_form", players = ["a=b", "c"], payoffs = [[[1, 0], [0, 1]], [[1, 0], [0, 1]]] }
    status_quo = { "a=b" = "a1", c = "a1" }
    """
    asked = settings(['status_quo."a=b"=a2', "status_quo.'c' = a2"])

    assert asked == {"status_quo.a=b": "a2", "status_quo.c": "a2"}
    assert parse(text, "x").replace(asked).status_quo == {"a=b": "a2", "c": "a2"}
    assert settings(["US.orders={ liberal = 1 }", "O'Neill.orders=liberal"]) == {
        "US.orders": {"liberal": 1},
        "O'Neill.orders": "liberal",
    }
    for over in ('"a=b".orders.liberal', "'a=b'.orders.liberal=declared", "a=b.orders.liberal=declared"):
        assert read_over(over) == {"a=b.orders.liberal": None}
    assert read_ranges('"a=b".types.0.prior = 0:1') == {"a=b.types.0.prior": (0, 1)}


@pytest.mark.parametrize(
    "held",
    [
        lambda scenario: scenario.game.parameters,
        lambda scenario: scenario.actors["US"].orders,
        lambda scenario: scenario.actors,
        lambda scenario: scenario.orders["liberal"],
        lambda scenario: scenario.status_quo,
    ],
)
def test_what_a_scenario_holds_stays_after_its_game_is_built(held):
    scenario = load("us-russia-china")
    again = pickle.loads(pickle.dumps(scenario))
    values = held(scenario)

    with pytest.raises(TypeError, match="a scenario is frozen: replace gives another one with other values"):
        values[next(iter(values))] = 0
    with pytest.raises(TypeError, match="a scenario is frozen"):
        values.clear()
    assert held(again) == held(copy.deepcopy(scenario)) == values
    assert np.array_equal(again.build().exact, scenario.build().exact)
