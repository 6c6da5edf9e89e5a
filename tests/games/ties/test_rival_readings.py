"""Rival readings of what ties Russia to China (Sakwa 2019 and Paikin 2020), as scalings of the norm dividend."""

import csv
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tetrarchy import InputError, load, parse, solve, what_if
from tetrarchy.commands.shared.options import AS_GIVEN
from tetrarchy.games.ties.rival_readings import ENGLISH_SCHOOL, RIVAL_READINGS, with_reading
from tetrarchy.reports.outputs import written
from tetrarchy.studies.thickness.analysis import thickness_analysis
from tetrarchy.studies.thickness.reading_comparison import compare_readings

RIVALS = [name for name in RIVAL_READINGS if name != ENGLISH_SCHOOL]
TRIANGLE = load("us-russia-china")


def dividend(scenario):
    return scenario.game.parameters["norm_dividend"]


def with_inputs(**inputs):
    return TRIANGLE.replace({f"relations.0.{name}": value for name, value in inputs.items()})


@pytest.mark.parametrize(
    # N = 0.70, V = 0.45, E = 0.35, M = 0.40, nu = 0.15
    ("name", "scaled"),
    [
        ("english-school", Fraction(15, 100)),
        ("authoritarian-international", Fraction(15, 100) * Fraction(45, 70)),
        ("mearsheimer", Fraction(15, 100) * Fraction(35, 70)),
    ],
)
def test_the_norm_dividend_rests_on_what_carries_the_tie(name, scaled):
    assert dividend(with_reading(TRIANGLE, name)) == scaled


def test_the_command_line_starts_from_the_reading_that_changes_nothing():
    assert AS_GIVEN == ENGLISH_SCHOOL
    assert with_reading(TRIANGLE, ENGLISH_SCHOOL) is TRIANGLE
    assert with_reading(load("stag-hunt"), ENGLISH_SCHOOL).title == load("stag-hunt").title


@pytest.mark.parametrize("name", RIVALS)
def test_a_rival_says_so_and_changes_nothing_but_the_norm_dividend(name):
    under = with_reading(TRIANGLE, name)

    assert name in under.title
    assert name in under.sources[-1]
    assert under.game.held == TRIANGLE.game.held | {"norm_dividend"}
    assert under.replace({"norm_dividend": dividend(TRIANGLE)}).game.parameters == TRIANGLE.game.parameters
    assert (under.relations, under.actors, under.orders) == (TRIANGLE.relations, TRIANGLE.actors, TRIANGLE.orders)


@given(st.fractions(0, 1), st.fractions(0, 1))
def test_what_is_as_strong_as_norms_leaves_the_dividend_as_it_is(strong, weak):
    norms = TRIANGLE.relations[0].norm_agreement
    alike = with_inputs(shared_values=norms, economic_institutions=norms, military_institutions=max(norms, strong))
    other = with_inputs(shared_values=weak, economic_institutions=weak, military_institutions=strong)

    assert {dividend(with_reading(alike, name)) for name in RIVALS} == {dividend(TRIANGLE)}
    assert dividend(with_reading(other, "authoritarian-international")) == dividend(TRIANGLE) * weak / norms
    assert dividend(with_reading(other, "mearsheimer")) == dividend(TRIANGLE) * min(weak, strong) / norms


def test_the_order_in_which_the_two_are_named_does_not_matter():
    first, *others = TRIANGLE.relations
    turned = replace(TRIANGLE, relations=(replace(first, between=("China", "Russia")), *others))

    assert dividend(with_reading(turned, "mearsheimer")) == Fraction(3, 40)


@pytest.mark.parametrize(
    ("scenario", "name", "message"),
    [
        (TRIANGLE, "realist", "unknown reading 'realist'; known: english-school"),
        (load("stag-hunt"), "mearsheimer", "needs a game in the arena triangle"),
        (load("us-russia-china-1972"), "mearsheimer", "needs the relation of Russia and China"),
        (with_inputs(norm_agreement=0), "authoritarian-international", "expected more than 0, got 0"),
        (
            replace(TRIANGLE, relations=(replace(TRIANGLE.relations[0], shared_values=None),)),
            "authoritarian-international",
            "needs shared_values of the relation of Russia and China",
        ),
        (
            replace(TRIANGLE, relations=(replace(TRIANGLE.relations[0], military_institutions=None),)),
            "mearsheimer",
            "needs military_institutions of the relation of Russia and China",
        ),
    ],
)
def test_a_reading_that_does_not_apply_is_refused(scenario, name, message):
    with pytest.raises(InputError, match=message):
        with_reading(scenario, name)


def test_a_what_if_takes_the_reading_after_what_is_set():
    result = what_if(TRIANGLE, {"relations.0.shared_values": 0.7}, reading="authoritarian-international")

    assert dividend(result.before.scenario) == Fraction(27, 280)
    assert dividend(result.after.scenario) == Fraction(3, 20)


def test_the_comparison_solves_each_reading():
    for under in compare_readings(TRIANGLE):
        alone = solve(with_reading(TRIANGLE, under.reading.name).build())

        assert under.norm_dividend == dividend(with_reading(TRIANGLE, under.reading.name))
        assert [e.supports for e in under.solution.equilibria] == [e.supports for e in alone.equilibria]


def test_the_restraint_is_where_the_partner_is_indifferent():
    for under in compare_readings(TRIANGLE):
        for posture, restraint in under.restraint.items():
            at = with_reading(TRIANGLE, under.reading.name).replace(rho=restraint["Russia"])
            game = at.build()
            row = game.actions[0].index(posture)

            assert game.exact[1, row, 1, 1] == game.exact[1, row, 0, 1]


def test_the_restraint_agrees_with_the_closed_form_at_the_reference_types():
    # With China in entente, turning wins Russia g + s p_R sub at once, and China (1 - phi)(g + s p_C sub), which lost
    # the rest by turning alone. Autonomy -kap (1 - rho)(1 - dif) and status st (2 rho - 1) depend on restraint.
    pure = TRIANGLE.replace({"US.orders": "liberal", "Russia.orders": "conservative", "China.orders": "conservative"})
    gain, rel, aut, gov, stat, sec = (Fraction(w, 18) for w in (2, 1, 4, 3, 4, 3))
    p_R, p_C, theta, phi, sub, g, s = (Fraction(n, 10) for n in (6, 5, 4, 5, 3, 2, 5))
    nu, kap, dif, m, st = (Fraction(n, 100) for n in (15, 40, 30, 10, 50))
    own, other = g + s * p_R * sub, (1 - phi) * (g + s * p_C * sub)
    fixed = gain * own + rel * (own - other / 2) + gov * nu + sec * (theta * p_R - m)
    slope = aut * kap * (1 - dif)
    expected = (slope + stat * st - fixed) / (slope + 2 * stat * st)

    assert compare_readings(pure)[0].restraint["dual_pressure"]["Russia"] == expected
    assert round(float(expected), 3) == 0.283


def test_norms_help_an_entente_more_than_their_rivals_do():
    readings = compare_readings(TRIANGLE)
    governance = TRIANGLE.weights()[2, 3]

    for under in readings:
        lost = readings[0].norm_dividend - under.norm_dividend
        assert readings[0].gains["engage_both"]["China"] - under.gains["engage_both"]["China"] == governance * lost
    assert [under.norm_dividend for under in readings] == [Fraction(3, 20), Fraction(27, 280), Fraction(3, 40)]


UNCERTAIN = """
title = "China of uncertain type"
[game]
kind = "triangle"
parameters = { norm_dividend = 0.2 }
[actors.China]
types = [ { prior = 0.5, orders = "conservative" }, { prior = 0.5, orders = "mercantilist" } ]
[[relations]]
between = ["Russia", "China"]
norm_agreement = 0.7
shared_values = 0.45
economic_institutions = 0.35
military_institutions = 0.4
"""


def test_a_triangle_of_uncertain_types_is_compared_type_by_type():
    for under in compare_readings(parse(UNCERTAIN, "test")):
        up_to = under.restraint_to["engage_both"]
        assert list(under.gains["engage_both"]) == ["Russia", "China (conservative)", "China (mercantilist)"]
        assert 0 < up_to["China (mercantilist)"] < up_to["China (conservative)"] <= up_to["Russia"] == 1


def test_no_restraint_wins_a_mercantilist_china_that_loses_what_engagement_gives():
    for under in compare_readings(parse(UNCERTAIN, "test").replace({"engagement_lost": 1})):
        assert under.restraint["engage_both"]["China (mercantilist)"] is None
        assert under.restraint_to["engage_both"]["China (mercantilist)"] is None


def test_the_report_says_which_reading_gives_what():
    text = written(thickness_analysis(TRIANGLE, 100), "csv")
    rows = [[cell for cell in row if cell][1:] for row in csv.reader(text.splitlines())]

    assert ["english-school", "0.15", "(dual_pressure, entente, entente)"] in rows
    assert ["mearsheimer", "engage_both", "Russia", "+0.012", "0.552 to 1"] in rows
    pair = ["Russia - China 2020", "entrenched (0.805)", "entrenched (0.647)", "thin (0.49)", "coexistence"]
    assert pair in [row[: len(pair)] for row in rows]
    assert "T = N(1 + kappa((1 - lambda)en - lambda))" in text
