"""Automata extracted from a set of payoffs: each is an equilibrium by the deviation check, or there is a reason."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import tetrarchy
from tetrarchy.games.normal_form import NormalFormGame
from tetrarchy.games.repeated.repeated_game import RepeatedGame
from tetrarchy.solvers.repeated.payoff_sets.payoff_set import payoff_set
from tetrarchy.solvers.repeated.payoff_sets.supporting_automaton import supporting_automaton

DILEMMA = NormalFormGame([[[9, 1], [10, 3]], [[9, 10], [1, 3]]])


def test_cooperation_is_held_up_by_grim_trigger_from_its_critical_discount_on() -> None:
    found = supporting_automaton(payoff_set(DILEMMA, "1/7"), (9, 9))

    assert found.automata is not None
    assert [player.actions.tolist() for player in found.automata] == [[0, 1], [0, 1]]
    assert found.automata[0].transitions[0].tolist() == [[0, 1], [1, 0]]


def test_corner_of_the_set_may_be_a_path_that_ends_in_a_stage_equilibrium() -> None:
    """(3, 9.75): the worst that Row takes is to be cheated once, and repaid for it in two periods."""
    found = supporting_automaton(payoff_set(DILEMMA, "1/2"), (3, 9.75))

    assert found.automata is not None
    assert [player.actions.tolist() for player in found.automata] == [[0, 0, 0, 1], [1, 1, 0, 1]]
    assert RepeatedGame(DILEMMA, "1/2").payoffs(found.automata).tolist() == [3, 9.75]


def test_punishments_may_differ_between_players() -> None:
    """In the battle of the sexes each is punished with the other's favourite."""
    sexes = NormalFormGame([[[2, 0], [0, 1]], [[1, 0], [0, 2]]])
    found = supporting_automaton(payoff_set(sexes, "3/5"), (1, 2))

    assert found.automata is not None
    assert RepeatedGame(sexes, "3/5").payoffs(found.automata).tolist() == [1, 2]


def test_corner_that_needs_randomisation_is_said_to() -> None:
    """Abreu and Sannikov's worst equilibrium for Row promises a point within an edge of the set."""
    stage = NormalFormGame([[[16, 3, 0], [21, 10, -1], [9, 5, -5]], [[9, 13, 3], [1, 4, 0], [0, -4, -15]]])
    whole = payoff_set(stage, "3/10")
    found = supporting_automaton(whole, whole.vertices[0])

    assert found.automata is None
    assert found.reason == "every way to deliver the target needs public randomisation"


def test_profile_of_the_triangle_is_sustained_by_automata_of_three() -> None:
    triangle = tetrarchy.load("us-russia-china").build()
    whole = payoff_set(triangle, "1/2")
    found = supporting_automaton(whole, triangle.payoffs[:, 0, 0, 0])

    assert found.automata is not None
    assert RepeatedGame(triangle, "1/2").deviations(found.automata).equilibrium
    assert RepeatedGame(triangle, "1/2").payoffs(found.automata) == pytest.approx(triangle.payoffs[:, 0, 0, 0])


@st.composite
def small_games(draw: st.DrawFn) -> NormalFormGame:
    shape = draw(st.sampled_from([(2, 2), (3, 2), (2, 2, 2)]))
    size = int(np.prod(shape))
    payoffs = st.lists(st.integers(-4, 4), min_size=size, max_size=size)
    return NormalFormGame([np.reshape(draw(payoffs), shape).tolist() for _ in shape])


@given(small_games(), st.sampled_from([Fraction(1, 3), Fraction(1, 2), Fraction(3, 4)]))
@settings(max_examples=25, deadline=None)
def test_automata_deliver_the_target_in_equilibrium_or_there_is_a_reason(
    stage: NormalFormGame, discount: Fraction
) -> None:
    whole = payoff_set(stage, discount)
    for target in whole.vertices[:3]:
        found = supporting_automaton(whole, target)

        assert (found.automata is None) == bool(found.reason)
        if found.automata is not None:
            game = RepeatedGame(stage, discount)
            assert game.deviations(found.automata).equilibrium
            assert game.payoffs(found.automata) == pytest.approx(target, abs=1e-6)


def test_targets_outside_the_set_and_sets_without_a_discount_are_refused() -> None:
    with pytest.raises(ValueError, match=r"target must be in the set at the discount 1/8, got \[9.0, 9.0\]"):
        supporting_automaton(payoff_set(DILEMMA, "1/8"), (9, 9))
    with pytest.raises(ValueError, match="needs a set at a discount above 0, got None"):
        supporting_automaton(payoff_set(DILEMMA), (9, 9))
