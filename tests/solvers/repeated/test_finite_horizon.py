"""Finitely repeated games: published sets, and the search of all pure strategies of two periods."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from itertools import product
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tetrarchy.games.normal_form import NormalFormGame
from tetrarchy.solvers.concepts.pure_nash import pure_nash_profiles
from tetrarchy.solvers.repeated.finite_horizon import finite_payoffs

DILEMMA = NormalFormGame.symmetric([[3, 0], [5, 1]])
GIBBONS = NormalFormGame.symmetric([[1, 5, 0], [0, 4, 0], [0, 0, 3]])
PENNIES = NormalFormGame.zero_sum([[1, -1], [-1, 1]])

Totals = dict[tuple[Fraction, ...], set[tuple[int, ...]]]


def points(stage: NormalFormGame, periods: int, discount: Any = 1) -> Totals:
    found = finite_payoffs(stage, periods, discount)
    return {tuple(point): set(profiles) for point, profiles in zip(found.exact, found.profiles, strict=True)}


def test_gibbons_two_periods() -> None:
    """Gibbons 1992, section 2.3.A: the middle profile, no equilibrium, can begin, and pays (4, 4) + (3, 3)."""
    top, middle, bottom = 0, 1, 2

    assert points(GIBBONS, 2) == {
        (2, 2): {(top, top)},
        (4, 4): {(top, top), (bottom, bottom)},
        (6, 6): {(bottom, bottom)},
        (7, 7): {(middle, middle)},
        (8, 3): {(top, middle)},
        (3, 8): {(middle, top)},
    }


def test_gibbons_needs_a_discount_of_a_half() -> None:
    """The gain of 1 now is at most d (3 - 1) later."""
    assert (Fraction(11, 2), Fraction(11, 2)) in points(GIBBONS, 2, Fraction(1, 2))
    assert all((1, 1) not in profiles for profiles in points(GIBBONS, 2, Fraction(499, 1000)).values())


@pytest.mark.parametrize("periods", [1, 2, 7, 300])
@pytest.mark.parametrize("discount", [1, "1/2", 0.9])
def test_a_single_stage_equilibrium_is_only_repeated(periods: int, discount: Any) -> None:
    weight = Fraction(str(discount))
    total = sum((weight**t for t in range(periods)), Fraction(0))

    assert points(DILEMMA, periods, discount) == {(total, total): {(1, 1)}}


def test_numbers_of_numpy_do_not_overflow() -> None:
    total = Fraction(10**40 - 1, 9 * 10**39)

    assert points(DILEMMA, np.int64(40), "1/10") == {(total, total): {(1, 1)}}


def test_without_a_pure_stage_equilibrium_there_is_none() -> None:
    found = finite_payoffs(PENNIES, 3)

    assert found.payoffs.shape == found.exact.shape == (0, 2)
    assert found.profiles == ()


def test_ever_better_means_are_reached_with_more_periods() -> None:
    """Benoit and Krishna 1985: with two equilibria for each player the best mean tends to the cooperative (4, 4)."""
    best = [finite_payoffs(GIBBONS, periods).payoffs.sum(axis=1).max() / periods for periods in (1, 2, 4, 8)]

    assert best == [6, 14 / 2, (8 * 3 + 6) / 4, (8 * 7 + 6) / 8]


def two_period_equilibria(stage: NormalFormGame, discount: Fraction) -> Totals:
    """Go through all pure strategies of two periods: a first action, and a second one after each profile."""
    shape, profiles = stage.shape, list(stage.pure_profiles())
    plans = [
        [(first, dict(zip(profiles, later, strict=True))) for first, later in product(range(m), plans_after(m, shape))]
        for m in shape
    ]
    nash = set(pure_nash_profiles(stage))
    found: Totals = {}
    for strategies in product(*plans):
        after = {h: tuple(plan[1][h] for plan in strategies) for h in profiles}
        first = tuple(plan[0] for plan in strategies)
        if set(after.values()) <= nash and is_nash(total := totals(stage, after, discount), first):
            found.setdefault(tuple(total[:, *first]), set()).add(first)
    return found


def plans_after(m: int, shape: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
    return product(range(m), repeat=int(np.prod(shape)))


def totals(stage: NormalFormGame, after: dict[tuple[int, ...], tuple[int, ...]], discount: Fraction) -> np.ndarray:
    total = stage.exact.copy()
    for history, second in after.items():
        total[:, *history] += discount * stage.exact[:, *second]
    return total


def is_nash(total: np.ndarray, profile: tuple[int, ...]) -> bool:
    return profile in pure_nash_profiles(NormalFormGame(total))


@given(st.integers(0, 2**32), st.sampled_from([Fraction(1), Fraction(3, 5), Fraction(1, 7)]))
@settings(max_examples=12, deadline=None)
def test_two_periods_are_those_of_all_strategies(seed: int, discount: Fraction) -> None:
    stage = NormalFormGame(np.random.default_rng(seed).integers(-1, 3, (2, 2, 2)))

    assert points(stage, 2, discount) == two_period_equilibria(stage, discount)


@st.composite
def games(draw: st.DrawFn) -> NormalFormGame:
    shape = draw(st.sampled_from([(2, 2), (3, 3), (2, 4), (2, 2, 2), (3, 1)]))
    rng = np.random.default_rng(draw(st.integers(0, 2**32)))
    return NormalFormGame(rng.integers(-2, 3, (len(shape), *shape)))


@given(games(), st.integers(1, 9), st.integers(-9, 9))
@settings(max_examples=30, deadline=None)
def test_unit_and_origin_carry_over_and_the_order_of_players_does_not_matter(
    stage: NormalFormGame, unit: int, origin: int
) -> None:
    backwards = tuple(range(stage.n_players))[::-1]
    turned = NormalFormGame(unit * stage.payoffs[::-1].transpose(0, *(1 + i for i in backwards)) + origin)
    discount = Fraction(2, 3)
    weight = 1 + discount + discount**2

    assert points(turned, 3, discount) == {
        tuple(unit * u + origin * weight for u in point[::-1]): {profile[::-1] for profile in profiles}
        for point, profiles in points(stage, 3, discount).items()
    }


@given(games())
@settings(max_examples=20, deadline=None)
def test_payoffs_are_the_fractions_in_order(stage: NormalFormGame) -> None:
    found = finite_payoffs(stage, 2, 0.1)

    assert found.payoffs.tolist() == found.exact.astype(float).tolist()
    assert list(map(tuple, found.exact)) == sorted(set(map(tuple, found.exact)))


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"periods": 0}, "periods must be a whole number of 1 or more, got 0"),
        ({"periods": 1.5}, "periods must be a whole number of 1 or more, got 1.5"),
        ({"discount": 0}, "discount must be in (0, 1], got 0"),
        ({"discount": 1.01}, "discount must be in (0, 1], got 1.01"),
        ({"discount": "much"}, "discount must be a number in (0, 1], got 'much'"),
    ],
)
def test_numbers_out_of_range_are_refused(arguments: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=re.escape(message)):
        finite_payoffs(DILEMMA, **{"periods": 2, **arguments})


def test_too_many_payoffs_are_refused() -> None:
    """Of two equilibria worth 0 and 1 at a discount of 1/10 any sequence has a total of its own, the digits of it."""
    stage = NormalFormGame.symmetric([[0, -9], [-9, 1]])
    message = (
        "pure subgame-perfect equilibria of 17 periods have more than 100000 different payoffs; "
        "periods must be 16 or less in this game"
    )
    assert len(finite_payoffs(stage, 10, "1/10").payoffs) == 2**10
    with pytest.raises(ValueError, match=re.escape(message)):
        finite_payoffs(stage, 20, "1/10")
