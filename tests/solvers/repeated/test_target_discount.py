"""The smallest discount that sustains a target, against formulas and against the sets on both sides of it."""

from __future__ import annotations

from fractions import Fraction
from functools import partial

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tetrarchy.games.normal_form import NormalFormGame
from tetrarchy.games.repeated.strategies import grim_trigger
from tetrarchy.solvers.repeated.critical_discount import critical_discount
from tetrarchy.solvers.repeated.grim_reversion import sustainable_profiles
from tetrarchy.solvers.repeated.payoff_sets import target_discount
from tetrarchy.solvers.repeated.payoff_sets.payoff_set import payoff_set
from tetrarchy.solvers.repeated.payoff_sets.target_discount import CLOSE, smallest_discount

ABREU_SANNIKOV = NormalFormGame([[[16, 3, 0], [21, 10, -1], [9, 5, -5]], [[9, 13, 3], [1, 4, 0], [0, -4, -15]]])


@pytest.mark.parametrize(
    ("temptation", "reward", "punishment", "sucker"), [(5, 3, 1, 0), (4, 3, 1, 0), (10, 9, 3, 1), (7, 5, 2, 0)]
)
def test_cooperation_in_the_dilemma_needs_what_grim_trigger_needs(
    temptation: int, reward: int, punishment: int, sucker: int
) -> None:
    """Defection for ever is the harshest threat there is, so that nothing does better than (T - R) / (T - P)."""
    stage = NormalFormGame.symmetric([[reward, sucker], [temptation, punishment]])
    found = smallest_discount(stage, (reward, reward))

    assert found.at == Fraction(temptation - reward, temptation - punishment)
    assert found.at == critical_discount(stage, grim_trigger(stage, (0, 0), (1, 1))).value
    assert found.below is not None
    assert 0 < found.at - found.below <= 2 * CLOSE


def test_harsher_threats_than_a_stage_equilibrium_need_less_patience() -> None:
    """Grim reversion to (10, 4) sustains (16, 9) from 5/11 on and the worst equilibria from 4/13 = (13 - 9) / 13 on."""
    [profile] = [row for row in sustainable_profiles(ABREU_SANNIKOV) if row.profile == (0, 0)]
    found = smallest_discount(ABREU_SANNIKOV, (16, 9))

    assert profile.discount == Fraction(5, 11)
    assert found.at == Fraction(4, 13)


def test_stage_equilibrium_needs_no_patience() -> None:
    found = smallest_discount(ABREU_SANNIKOV, (10, 4))

    assert (found.below, found.at, found.reason) == (None, 0, "")


@pytest.mark.parametrize("target", [(21, 1.0001), (17, 9), (-1, 3)])
def test_targets_out_of_reach_are_said_to_be(target: tuple[float, float]) -> None:
    found = smallest_discount(ABREU_SANNIKOV, target)

    assert found.at is None
    assert found.reason == "the target is not feasible, or pays a player less than its pure minmax value"


def test_target_that_is_rational_but_never_sustained_is_none() -> None:
    """Fudenberg and Maskin 1986, example 3: whoever is punished shares the loss, and one player can always end it."""
    all_alike = np.zeros((2, 2, 2))
    all_alike[0, 0, 0] = all_alike[1, 1, 1] = 1
    found = smallest_discount(NormalFormGame([all_alike] * 3), (0.5, 0.5, 0.5))

    assert found.at is None
    assert found.reason == "not sustained up to 63/64"


@given(st.lists(st.integers(-4, 4), min_size=8, max_size=8), st.integers(0, 3))
@settings(max_examples=10, deadline=None)
def test_sets_on_both_sides_agree(payoffs: list[int], profile: int) -> None:
    stage = NormalFormGame(np.reshape(payoffs, (2, 2, 2)))
    target = stage.payoffs.reshape(2, -1)[:, profile]
    found = smallest_discount(stage, target)

    if found.at is not None:
        assert payoff_set(stage, found.at).contains(target)
    if found.below is not None:
        assert not payoff_set(stage, found.below * Fraction(999, 1000)).contains(target)


def test_four_players_are_too_many() -> None:
    with pytest.raises(ValueError, match="games of up to 3 players, got 4 players"):
        smallest_discount(NormalFormGame(np.zeros((4, 2, 2, 2, 2))), np.zeros(4))


@pytest.mark.parametrize(
    ("payoffs", "target", "discount", "most"),
    [
        (ABREU_SANNIKOV.payoffs, (16, 9), Fraction(4, 13), 60),
        ([[[3, 7, 3], [0, 9, 9]], [[6, 7, 0], [5, 3, 2]]], (7, 7), Fraction(3, 7), 500),
    ],
    ids=["a few steps tell", "a few steps mislead"],
)
def test_sets_are_not_followed_to_their_end_at_each_discount(
    payoffs: list, target: tuple[int, int], discount: Fraction, most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps = 0
    shrinking = target_discount.shrinking

    def counted(*given):
        nonlocal steps
        for each in shrinking(*given):
            steps += 1
            yield each

    monkeypatch.setattr(target_discount, "shrinking", counted)

    assert smallest_discount(NormalFormGame(payoffs), target).at == discount
    assert steps <= most


def test_a_few_steps_and_all_of_them_find_the_same() -> None:
    table = target_discount.action_table(ABREU_SANNIKOV)
    held_at = partial(target_discount._held, table, table.shares(np.array([16.0, 9.0])), np.inf)

    assert target_discount._guessed(held_at) == target_discount._halved(held_at)
