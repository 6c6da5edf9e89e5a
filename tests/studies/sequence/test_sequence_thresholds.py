"""Thresholds of games in an order: exact intervals of subgame-perfect outcomes, against games solved inside them."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import tetrarchy as tt
from tetrarchy.games.sequence.given import sequence_of
from tetrarchy.solvers.exact.algebraic import Interval


def test_a_threat_of_sanctions_binds_from_a_resolve_on():
    line = tt.thresholds("s400-in-sequence", "resolve")
    edge, end = Fraction(11, 20), Fraction(3, 5)
    assert {profile: where for profile, where in line.sequence.outcomes.items() if where} == {
        (0, 0, 0): (Interval(edge, edge),),
        (1, 0, 0): (Interval(edge, end),),
        (1, 0, 1): (Interval(Fraction(0), edge),),
    }


def test_intervals_are_those_of_games_solved_inside_them():
    scenario = replace(tt.load("us-russia-china"), order=(("US",), ("Russia", "China")))
    outcomes = tt.thresholds(scenario, "rho").sequence.outcomes
    for value in (Fraction(1, 10), Fraction(13, 50), Fraction(103, 200), Fraction(7, 10), Fraction(19, 20)):
        solved = tt.subgame_perfect(sequence_of(scenario.replace(rho=value)), mixed=False)
        assert {
            " / ".join(scenario.name_profile(p)) for p, where in outcomes.items() if any(value in i for i in where)
        } == {each.path for each in solved.outcomes}


def test_games_at_once_have_no_such_line():
    assert tt.thresholds("us-russia-china", "rho").sequence is None
