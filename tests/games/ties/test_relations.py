"""The seven worked pairs of the documentation, under the three readings."""

from dataclasses import replace
from fractions import Fraction

import pytest

from tetrarchy.games.ties.dyads import HALF_WIDTHS, INPUTS, RUSSIA_CHINA, RUSSIA_CHINA_RANGES, STAND_INS
from tetrarchy.games.ties.relations import Relation, buzan, english_school, mearsheimer, thickness

PAIRS = {
    # N, kappa, V, C, D, E, M, R; thickness at lambda 0, 1/2, 1; English School at 1/2; Buzan; Mearsheimer
    "Russia-China 2020": (
        ("0.70", "0.30", "0.45", "0.45", "0.60", "0.35", "0.40", "0.60"),
        ("0.805", "0.6475", "0.49"),
        "entrenched",
        "coexistence",
        "thin (weak institutions)",
    ),
    "US-EU 2016": (
        ("0.80", "0.20", "0.85", "0.85", "0.95", "0.75", "0.90", "0.80"),
        ("0.88", "0.76", "0.64"),
        "entrenched",
        "convergence",
        "thick",
    ),
    "US-EU 2019": (
        ("0.70", "0.40", "0.80", "0.65", "0.90", "0.60", "0.75", "0.55"),
        ("0.84", "0.63", "0.42"),
        "entrenched",
        "convergence",
        "thick",
    ),
    "US-Russia 2020": (
        ("0.35", "0.75", "0.25", "0.15", "0.10", "0.10", "0.30", "0.20"),
        ("0.48125", "0.284375", "0.0875"),
        "thin",
        "coexistence",
        "thin (one realm only)",
    ),
    "EU internal, EU bodies only": (
        ("0.95", "0.20", "0.90", "0.95", "1", "0.95", "0.50", "0.90"),
        ("1.045", "0.9025", "0.76"),
        "entrenched",
        "convergence",
        "thin (strong in one realm only)",
    ),
    "EU internal, NATO counted": (
        ("0.95", "0.20", "0.90", "0.95", "1", "0.95", "0.80", "0.90"),
        ("1.045", "0.9025", "0.76"),
        "entrenched",
        "convergence",
        "thick",
    ),
    "India-China 2020": (
        ("0.55", "0.55", "0.30", "0.40", "0.20", "0.45", "0.15", "0.40"),
        ("0.70125", "0.474375", "0.2475"),
        "thin",
        "coexistence",
        "thin (one realm only)",
    ),
}


def relation(inputs, view="1/2"):
    return Relation(("A", "B"), *(Fraction(value) for value in inputs), Fraction(view))


@pytest.mark.parametrize(("inputs", "thick", "english", "rung", "rule"), PAIRS.values(), ids=PAIRS)
def test_worked_pairs(inputs, thick, english, rung, rule):
    assert [thickness(relation(inputs, view)) for view in ("0", "1/2", "1")] == [Fraction(value) for value in thick]
    assert english_school(relation(inputs)) == english
    assert buzan(relation(inputs)) == rung
    assert mearsheimer(relation(inputs)) == rule


def test_russia_and_china_are_thin_where_contestation_impairs():
    assert english_school(relation(PAIRS["Russia-China 2020"][0], "1")) == "thin"


def test_india_and_china_are_thick_where_contestation_drives():
    assert english_school(relation(PAIRS["India-China 2020"][0], "0")) == "thick"


def test_a_reading_without_its_inputs_says_nothing():
    bare = Relation(("A", "B"), norm_agreement=Fraction(7, 10))

    assert [thickness(bare), english_school(bare), buzan(bare), mearsheimer(bare)] == [None] * 4


def test_shared_values_do_not_enter_the_english_school():
    thick = relation(PAIRS["US-EU 2016"][0])

    assert english_school(Relation(("A", "B"), thick.norm_agreement, thick.contestation, Fraction(0))) == "thick"


@pytest.mark.parametrize(
    ("norms", "projects", "values", "safe", "rung"),
    [
        ("0.2", None, None, None, "power-political"),
        ("0.5", "0.5", "0.5", "0.5", "cooperative"),
        ("0.5", "0.5", "0.5", "0.75", "cooperative, de-securitised"),
        ("0.5", "0.5", "0.75", "0.75", "convergence"),
        ("0.5", "0.5", None, "0.75", None),
    ],
)
def test_rungs_of_buzans_spectrum(norms, projects, values, safe, rung):
    given = [None if value is None else Fraction(value) for value in (values, projects, safe)]

    assert buzan(Relation(("A", "B"), Fraction(norms), None, *given)) == rung


@pytest.mark.parametrize(("engine", "thick"), [("0", "0.70"), ("1/2", "0.805"), ("1", "0.91")])
def test_contestation_builds_as_strongly_as_its_engine_where_it_drives(engine, thick):
    driven = replace(relation(PAIRS["Russia-China 2020"][0], "0"), engine_strength=Fraction(engine))

    assert thickness(driven) == Fraction(thick)
    assert thickness(replace(driven, contestation_view=Fraction(1))) == Fraction("0.49")


def test_every_input_may_be_off_to_either_side_alike():
    views = {"contestation_view": Fraction(1, 2), "engine_strength": Fraction(1, 2)}
    inputs = dict.fromkeys(INPUTS, Fraction(3, 20)) | {"status_recognition": Fraction(1, 5)}

    assert {**inputs, **views} == HALF_WIDTHS
    for name, (low, high) in RUSSIA_CHINA_RANGES.items():
        judged = getattr(RUSSIA_CHINA.relation, name)
        assert (judged - low, high - judged) == (HALF_WIDTHS[name], HALF_WIDTHS[name])


def test_six_pairs_may_stand_in_for_russia_and_china_themselves_among_them():
    assert len(STAND_INS) == 6
    assert RUSSIA_CHINA in STAND_INS
    assert not any("NATO" in dyad.name for dyad in STAND_INS)
