"""An analysis works out no more than is asked of it, and nothing twice."""

from fractions import Fraction

import numpy as np
import pytest

from tetrarchy import NormalFormGame, Scenario, analyse, load
from tetrarchy.games.scenario import scenario as scenarios
from tetrarchy.studies.scenario import analysis as analyses
from tetrarchy.studies.scenario.stakes import at_stake


@pytest.mark.parametrize("name", ["dominated_actions", "iterated_elimination", "maximin", "pareto_frontier"])
def test_what_only_a_report_shows_is_worked_out_only_for_a_report(name, monkeypatch, run):
    def refused(*_):
        raise AssertionError(name)

    monkeypatch.setattr(analyses, name, refused)

    assert "(defect, defect)" in run("solve", "prisoners-dilemma")[1]
    with pytest.raises(AssertionError, match=name):
        run("report", "prisoners-dilemma")


def test_one_game_is_built_for_all_the_concepts_asked_for(run, monkeypatch):
    built, contract = [], scenarios.contract
    monkeypatch.setattr(scenarios, "contract", lambda *parts: (built.append(parts), contract(*parts))[1])

    code, _, _ = run("solve", "us-russia-china", *(f"--concept={name}" for name in ("nash", "pure", "undominated")))

    assert (code, len(built)) == (0, 1)


def test_the_consequences_are_valued_once_for_all_the_equilibria(monkeypatch):
    valued, values = [], analyses.valued_consequences
    monkeypatch.setattr(analyses, "valued_consequences", lambda of: (valued.append(of), values(of))[1])
    analysis = analyse(load("recognition-assurance"))

    assert valued == []
    assert len(analysis.explanations) > 1
    assert valued == [analysis.scenario]


def test_a_dominated_action_in_play_is_found_among_those_that_are_played():
    payoffs = np.array([[[1, 1], [1, 0], [0, 0]], [[1, 1], [1, 0], [0, 0]]])
    analysis = analyse(Scenario("weak", NormalFormGame(payoffs)), "pure")

    assert [(found.player, found.action, found.kind) for found in analysis.dominated] == [
        (0, 1, "weak"),
        (0, 2, "strict"),
        (1, 1, "weak"),
    ]
    assert analysis.dominated_in_play == (analysis.dominated[0], analysis.dominated[2])


def test_no_program_is_solved_for_what_the_equilibrium_itself_shows(monkeypatch):
    table = np.random.default_rng(1).integers(-100, 100, (14, 14))
    monkeypatch.setattr("tetrarchy.studies.scenario.analysis.dominance", None)
    analysis = analyse(Scenario("opposed", NormalFormGame.zero_sum(table)))

    assert [len(own) for own in analysis.solution.equilibria[0].supports] == [8, 8]
    assert analysis.dominated_in_play == ()


def test_a_lottery_is_sought_when_it_is_asked_for():
    game = NormalFormGame([[[2, 0], [0, 1]], [[1, 0], [0, 2]]])
    mixed = next(own for own in analyse(Scenario("sexes", game)).explanations if not own.equilibrium.pure)

    assert mixed.payoffs == (Fraction(2, 3), Fraction(2, 3))
    assert mixed.lottery.payoffs == (Fraction(3, 2), Fraction(3, 2))
    assert mixed.welfare.utilitarian == Fraction(4, 3)


def test_what_is_at_stake_is_exact_where_rounding_cannot_tell_payoffs_apart() -> None:
    third, little = Fraction(1, 3), Fraction(1, 10**30)

    game = NormalFormGame([[[third + little, third], [third - little, third]], [[0, 2**70], [2**70 + 1, 5]]])

    assert at_stake(game) == (2 * little, 2**70 + 1)
