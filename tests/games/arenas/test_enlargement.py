"""Enlargement from two sides: the agent form against what each side gains, written from the theory by hand."""

from fractions import Fraction
from types import SimpleNamespace

import numpy as np
import pytest

from tetrarchy import load, parse
from tetrarchy.games.dimensions import DIMENSION_NAMES
from tetrarchy.reports.outputs import written
from tetrarchy.reports.scenario.words import number_words
from tetrarchy.solvers.concepts.pure_nash import pure_nash_profiles
from tetrarchy.studies.scenario.unsolved import unsolved_game

SCENARIO = load("enlargement-two-sides")
HOLD, ENLARGE, ACCEPT, ARM = 0, 1, 0, 1


def drawn(seed):
    """Return the scenario with each parameter at a twentieth of its range at random, and those by symbol."""
    rng = np.random.default_rng(seed)
    values = {
        known.symbol: known.low + (known.high - known.low) * Fraction(int(rng.integers(21)), 20)
        for known in SCENARIO.game.arena.parameters
    }
    return SCENARIO.replace(values), SimpleNamespace(**values)


def weights(scenario, agent):
    return SimpleNamespace(**dict(zip(DIMENSION_NAMES, scenario.weights()[agent], strict=True)))


@pytest.mark.parametrize("seed", range(4))
def test_the_west_gains_by_enlarging_what_the_theory_says_whatever_the_other_west_does(seed):
    scenario, p = drawn(seed)
    w, exact = weights(scenario, 0), scenario.build().exact

    for reply in (ACCEPT, ARM):
        armed = (1 - p.piR) * reply
        benign = (
            w.promotion * p.u
            + w.security * (p.Jt * p.piR * p.I - p.z * armed)
            - w.gain * p.c
            + w.relative_gain * (p.ca * armed - p.c)
            - w.governance * p.y * armed
        )
        for other in (HOLD, ENLARGE):
            assert exact[0, ENLARGE, other, reply] - exact[0, HOLD, other, reply] == benign
            assert exact[1, other, ENLARGE, reply] - exact[1, other, HOLD, reply] == benign + w.primacy * p.h


@pytest.mark.parametrize("seed", range(4))
def test_a_defensive_russia_arms_by_what_it_believes_of_a_west_that_enlarges(seed):
    scenario, p = drawn(seed)
    w, exact = weights(scenario, 2), scenario.build().exact

    def arming(belief):
        return (
            w.security * p.V * p.d * belief
            + w.status * p.s * p.ks
            - (w.gain + w.relative_gain) * p.ca
            - w.governance * p.y
        )

    for moves, chance, belief in (
        ((HOLD, HOLD), 0, 0),
        ((ENLARGE, HOLD), 1 - p.piW, 0),
        ((HOLD, ENLARGE), p.piW, 1),
        ((ENLARGE, ENLARGE), 1, p.piW),
    ):
        assert exact[(2, *moves, ARM)] - exact[(2, *moves, ACCEPT)] == chance * arming(belief)


def test_the_predator_has_no_choice_and_its_chance_is_what_the_west_believes():
    assert SCENARIO.build().players == ("West (benign)", "West (expansive)", "Russia (defensive)")
    assert SCENARIO.incomplete
    chances = {own.name: own.prior for own in SCENARIO.replace(piR=Fraction(1, 5)).types}
    assert (chances["Russia (predatory)"], chances["Russia (defensive)"]) == (Fraction(1, 5), Fraction(4, 5))


def test_readers_know_a_kind_without_a_choice_by_the_name_of_its_actor():
    scenario = parse('title = "x"\ngame.kind = "enlargement"\nactors.Russia.name = "Moscow"', "x")

    assert [scenario.label(own.name) for own in scenario.types][2:] == ["Moscow (defensive)", "Moscow (predatory)"]
    text = written(unsolved_game(scenario), "markdown")
    assert "- Moscow (predatory): a chance of 30%\n" in text
    assert "Moscow (predatory) has no choice and arms against enlargement." in text


def test_an_actor_of_uncertain_mix_is_of_each_kind_with_each_mix():
    types = '[{ prior = 0.25, orders = "liberal" }, { prior = 0.75, orders = "mercantilist" }]'
    scenario = parse(f'title = "x"\ngame.kind = "enlargement"\nactors.West.types = {types}', "x")

    assert [own.name for own in scenario.types][:4] == [
        "West (benign, liberal)",
        "West (benign, mercantilist)",
        "West (expansive, liberal)",
        "West (expansive, mercantilist)",
    ]
    assert sum(own.prior for own in scenario.types) == 2
    assert scenario.build().shape == (2,) * 5
    assert number_words(scenario, "actors.West.types.1.prior") == "the chance that the West is mercantilist"


def test_batches_of_games_are_the_games_one_by_one():
    believed = np.array([0.1, 0.3, 0.5])

    batch = SCENARIO.replace({"piW": believed, "piR": believed[::-1]}).payoffs()

    single = [SCENARIO.replace(piW=a, piR=b).build().payoffs for a, b in zip(believed, believed[::-1], strict=True)]
    assert np.abs(batch - np.stack(single)).max() < 1e-15


def test_the_pure_equilibria_at_the_defaults_have_arms_or_a_benign_west_that_enlarges_never_both():
    names = [SCENARIO.build().name_profile(profile) for profile in pure_nash_profiles(SCENARIO.build())]

    assert names == [("hold", "enlarge", "arm"), ("enlarge", "enlarge", "accept")]
