"""What a repeated game can pay at all, as the command tells it."""

from __future__ import annotations

import json
from fractions import Fraction

import numpy as np

from tetrarchy import NormalFormGame, load, parse
from tetrarchy.games.errors import InputError
from tetrarchy.games.scenario.scenario import Scenario
from tetrarchy.reports.outputs import written
from tetrarchy.studies.repeated.repetition import repeated_analysis
from tetrarchy.studies.repeated.sustainable_payoffs import ENDS, MOST_PROFILES, sustainable_payoffs

DILEMMA = NormalFormGame([[[3, 0], [4, 1]], [[3, 4], [0, 1]]])


def test_the_dilemma_pays_what_the_literature_says():
    """Payoffs 4, 3, 1, 0: cooperation from 1/3 on (Friedman 1971), and nothing but defection with a known end."""
    found = sustainable_payoffs(DILEMMA, Fraction(1, 2))

    assert found.floors.pure.tolist() == found.floors.mixed.high.tolist() == found.floors.correlated.tolist() == [1, 1]
    assert found.patient.contains([3, 3])
    assert found.sustained.contains([3, 3])
    assert not sustainable_payoffs(DILEMMA, Fraction(1, 4)).sustained.contains([3, 3])
    assert {reach.profile: reach.discount.at for reach in found.reaches}[0, 0] == Fraction(1, 3)
    assert [end.payoffs.tolist() for _, end in found.ends] == [[[periods, periods]] for periods in ENDS]


def test_four_players_have_a_patient_set_only_and_are_told_so():
    stage = load("coalition-multilateral").build()
    found = sustainable_payoffs(stage, Fraction(9, 10))

    assert found.sustained is None
    assert found.reaches == ()
    assert found.patient.vertices.shape[1] == 4
    assert "payoff_set does it in minutes" in found.notes[0]


def test_a_large_game_is_left_alone():
    stage = NormalFormGame(np.zeros((2, 11, 11)))

    assert np.prod(stage.shape) > MOST_PROFILES
    assert sustainable_payoffs(stage, Fraction(1, 2)) is None


def test_the_report_and_the_json_tell_floors_sets_and_ends():
    """Each of three keeps 1 or gives 2 to both others: giving pays 4, keeping alone 5, and 1 where all keep."""
    gives = np.indices((2, 2, 2)) == 0
    analysis = repeated_analysis(Scenario("gifts", NormalFormGame(2 * (gives.sum(axis=0) - gives) + ~gives)))
    text = written(analysis, "table")
    values = json.loads(written(analysis, "json"))["payoffs"]

    assert "The minmax: the least that the others can hold a player to" in text
    assert "What equilibria sustain at discount 0.9, per period: a set of dimension 3 with" in text
    assert values["minmax"]["pure"] == analysis.payoffs.floors.pure.tolist()
    assert values["sustained"]["kind"] == "exact"
    assert max(values["sustained"]["certificate"].values()) < 1e-8
    first = values["reaches"][0]
    assert (first["profile"], first["reason"], first["at"]) == (["a1"] * 3, "", "1/4")
    assert 0 < Fraction(1, 4) - Fraction(first["below"]) < Fraction(1, 10**8)


def test_a_game_without_a_pure_equilibrium_has_empty_ends_and_a_set_of_some_kind():
    text = 'title = "Pennies"\n[game]\nkind = "normal_form"\npayoffs = [[[1, -1], [-1, 1]], [[-1, 1], [1, -1]]]\n'
    analysis = repeated_analysis(parse(text, "pennies"))
    page = written(analysis, "html")

    assert all(len(end.payoffs) == 0 for _, end in analysis.payoffs.ends if not isinstance(end, InputError))
    assert analysis.payoffs.sustained.dimension == -1
    assert "nothing, the set is empty" in page
