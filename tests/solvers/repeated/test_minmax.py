"""Minmax values: closed forms with proofs, published games, and what any punishment at all must satisfy."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from math import sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tetrarchy.games.normal_form import NormalFormGame
from tetrarchy.solvers.maximin import maximin
from tetrarchy.solvers.repeated.minmax import GAP, minmax, minmax_bounds

KINDS = ("pure", "mixed", "correlated")


def ambush(punishers: int, weight: int) -> NormalFormGame:
    """Return the game of one victim with two actions, paid 1 unless all punishers wait where it goes.

    At action 0 the ambush costs it 1, at action 1 `weight`. Let the punishers be at 1 with the chances x, y, .. and
    let c be the least of the two expected losses: c <= (1 - x) (1 - y) .. and c <= weight x y ... Take the roots of
    the order of their number m and add up: by Hölder's inequality c^(1/m) (1 + weight^(-1/m)) <= 1, with equality at
    one point. If the punishers correlate the two losses are p and weight (1 - p) for any chance p.
    """
    payoffs = np.zeros((punishers + 1, *[2] * (punishers + 1)), dtype=int)
    payoffs[0] = 1
    payoffs[(0, 0, *[0] * punishers)] -= 1
    payoffs[(0, 1, *[1] * punishers)] -= weight
    return NormalFormGame(payoffs)


@pytest.mark.parametrize(("punishers", "weight"), [(2, 1), (2, 2), (2, 4), (2, 7), (3, 1), (3, 8)])
def test_independent_punishers_cannot_do_what_correlated_ones_can(punishers: int, weight: int) -> None:
    stage = ambush(punishers, weight)
    independent = 1 - (1 + weight ** (-1 / punishers)) ** -punishers
    bounds = minmax_bounds(stage)
    allowed = float(GAP) * stage.payoff_range[0]

    assert bounds.low[0] <= independent + 1e-15
    assert independent - 1e-15 <= bounds.high[0] <= bounds.low[0] + allowed
    assert minmax(stage, "correlated")[0] == pytest.approx(1 - weight / (1 + weight), rel=1e-15)
    assert minmax(stage, "pure")[0] == 1


def test_a_value_that_no_fraction_is_stays_between_its_bounds() -> None:
    """With the weight 2 the value is 4 sqrt(2) - 5."""
    bounds = minmax_bounds(ambush(2, 2))

    assert bounds.exact == (None, 0, 0)
    assert bounds.low[0] < 4 * sqrt(2) - 5 < bounds.high[0]


def test_a_value_at_a_fraction_is_met_exactly() -> None:
    bounds = minmax_bounds(ambush(2, 1))

    assert bounds.exact[0] == Fraction(3, 4)
    assert [p.tolist() for p in bounds.strategies[0]][1:] == [[Fraction(1, 2)] * 2] * 2


@dataclass(frozen=True)
class PublishedCase:
    name: str
    stage: NormalFormGame
    pure: tuple[int, ...]
    mixed: tuple[Fraction | int, ...]
    source: str


PUBLISHED = [
    PublishedCase(
        "three rows and two columns",
        NormalFormGame.two_player([[-2, 1], [1, -2], [0, 0]], [[2, -2], [-2, 2], [1, 1]]),
        (1, 1),
        (0, 0),
        "Fudenberg and Tirole 1991, figure 5.1",
    ),
    PublishedCase(
        "three players who all want the same",
        NormalFormGame([[[[1, 0], [0, 0]], [[0, 0], [0, 1]]]] * 3),
        (0, 0, 0),
        (0, 0, 0),
        "Fudenberg and Maskin 1986, example 3",
    ),
    PublishedCase("matching pennies", NormalFormGame.zero_sum([[1, -1], [-1, 1]]), (1, 1), (0, 0), "folklore"),
    PublishedCase(
        "the prisoner's dilemma", NormalFormGame.symmetric([[2, -1], [3, 0]]), (0, 0), (0, 0), "Mailath and Samuelson"
    ),
    PublishedCase("a choice of one", NormalFormGame([[1, 5, 3]]), (5,), (5,), "nobody punishes"),
]


@pytest.mark.parametrize("case", PUBLISHED, ids=lambda case: case.name)
def test_published_values(case: PublishedCase) -> None:
    assert minmax(case.stage, "pure").tolist() == list(case.pure)
    assert minmax_bounds(case.stage).exact == case.mixed
    assert minmax(case.stage).tolist() == list(case.mixed)


@st.composite
def games(draw: st.DrawFn) -> NormalFormGame:
    shape = draw(st.sampled_from([(2, 2), (3, 4), (2, 2, 2), (3, 2, 3), (2, 3, 1), (2, 2, 2, 2)]))
    rng = np.random.default_rng(draw(st.integers(0, 2**32)))
    return NormalFormGame(rng.integers(-4, 5, (len(shape), *shape)))


@given(games())
@settings(max_examples=40, deadline=None)
def test_the_more_the_punishers_may_the_less_they_leave(stage: NormalFormGame) -> None:
    pure, _, correlated = (minmax(stage, kind) for kind in KINDS)
    bounds = minmax_bounds(stage)

    assert (pure >= bounds.high).all()
    assert (bounds.high >= bounds.low).all()
    assert (bounds.low >= correlated).all()
    assert (bounds.high - bounds.low <= float(GAP) * stage.payoff_range + 1e-14).all()


@given(games())
@settings(max_examples=40, deadline=None)
def test_the_punishments_hold_each_player_to_the_upper_bound(stage: NormalFormGame) -> None:
    bounds = minmax_bounds(stage)
    for player, profile in enumerate(bounds.strategies):
        replies = stage.action_payoffs(player, profile)

        assert float(replies.max()) == bounds.high[player]
        assert stage.regret(profile)[player] == 0
        assert all(strategy.sum() == 1 and strategy.min() >= 0 for strategy in profile)


@given(games())
@settings(max_examples=30, deadline=None)
def test_no_punishment_on_a_grid_does_better(stage: NormalFormGame) -> None:
    steps = 6
    bounds = minmax_bounds(stage)
    for player in range(stage.n_players):
        grids = [mixtures(m, steps) if j != player else [np.ones(m)] for j, m in enumerate(stage.shape)]
        least = min(stage.action_payoffs(player, profile).max() for profile in product(*grids))

        assert least >= bounds.low[player] - 1e-14


def mixtures(m: int, steps: int) -> list[np.ndarray]:
    return [np.array(k) / steps for k in product(range(steps + 1), repeat=m) if sum(k) == steps]


@given(games())
@settings(max_examples=20, deadline=None)
def test_correlated_punishers_leave_what_the_player_can_guarantee_itself(stage: NormalFormGame) -> None:
    guaranteed = [float(security.mixed_value) for security in maximin(stage)]

    assert minmax(stage, "correlated").tolist() == guaranteed


@given(games(), st.integers(0, 2**32))
@settings(max_examples=25, deadline=None)
def test_names_units_and_origins_do_not_matter(stage: NormalFormGame, seed: int) -> None:
    rng = np.random.default_rng(seed)
    order = rng.permutation(stage.n_players)
    unit, origin = int(rng.integers(1, 9)), int(rng.integers(-9, 10))
    payoffs = stage.payoffs[order].transpose(0, *(1 + order))
    for axis, m in enumerate(payoffs.shape[1:], start=1):
        payoffs = payoffs.take(rng.permutation(m), axis=axis)
    turned = NormalFormGame(unit * payoffs + origin)

    for kind in KINDS:
        allowed = float(GAP) * turned.payoff_range + 1e-13 if kind == "mixed" else 1e-13
        assert (abs(minmax(turned, kind) - (unit * minmax(stage, kind)[order] + origin)) <= allowed).all()


def test_unknown_punishers_are_refused() -> None:
    message = "unknown kind of punishers 'mixd' (did you mean 'mixed'?); known: pure, mixed, correlated"
    with pytest.raises(ValueError, match=re.escape(message)):
        minmax(ambush(2, 1), "mixd")


@pytest.mark.slow
def test_a_game_too_large_to_close_the_gap_keeps_honest_bounds() -> None:
    """The victim guesses which of 5 places two ambushers meet at, and is paid 1 unless they meet where it goes.

    Correlated ambushers leave 1 - 1/5. Independent ones at x and y leave 1 - min of x_k y_k, and by the inequality of
    Cauchy and Schwarz the least of 5 products x_k y_k is at most 1 / 5^2.
    """
    places = 5
    payoffs = np.zeros((3, places, places, places), dtype=int)
    payoffs[0] = 1
    for k in range(places):
        payoffs[0, k, k, k] = 0
    bounds = minmax_bounds(NormalFormGame(payoffs))

    assert bounds.high[0] - bounds.low[0] > float(GAP)
    assert 1 - 1 / places - 1e-15 <= bounds.low[0] <= 1 - 1 / places**2 + 1e-15
    assert bounds.high[0] >= 1 - 1 / places**2 - 1e-15
