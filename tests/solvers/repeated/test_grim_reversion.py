"""Profiles sustained by the threat of a stage equilibrium, against published values and the automata that play them."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tetrarchy.games.normal_form import NormalFormGame, PureProfile
from tetrarchy.games.repeated.strategies import grim_trigger
from tetrarchy.solvers.concepts.pure_nash import pure_nash_profiles
from tetrarchy.solvers.exact.algebraic import Interval
from tetrarchy.solvers.repeated.critical_discount import critical_discount
from tetrarchy.solvers.repeated.grim_reversion import Sustained, reversion, sustainable_profiles


def row_of(stage: NormalFormGame, profile: PureProfile) -> Sustained:
    (row,) = [row for row in sustainable_profiles(stage) if row.profile == profile]
    return row


@pytest.mark.parametrize(
    ("temptation", "reward", "punishment", "sucker"), [(5, 3, 1, 0), (4, 3, 1, 0), (3, 2, 0, -1), (10, 9, 3, 1)]
)
def test_dilemma_sustains_cooperation_and_defection_only(
    temptation: int, reward: int, punishment: int, sucker: int
) -> None:
    """Friedman 1971: (T - R) / (T - P); at the mixed profiles the sucker is paid less than the punishment."""
    stage = NormalFormGame.symmetric([[reward, sucker], [temptation, punishment]])
    cooperation, defection = sustainable_profiles(stage)

    assert (cooperation.profile, cooperation.payoffs) == ((0, 0), (reward, reward))
    assert cooperation.discount == Fraction(temptation - reward, temptation - punishment)
    assert (cooperation.punishment, cooperation.binding) == ((1, 1), (0, 1))
    assert (defection.profile, defection.discount, defection.binding) == ((1, 1), 0, ())


@pytest.mark.parametrize("n", [2, 3, 4])
def test_cournot_firms_sustain_the_monopoly_as_published(n: int) -> None:
    """The share of the monopoly against Cournot's quantity for ever: (n + 1)^2 / ((n + 1)^2 + 4 n), so 9/17 for two.

    Four firms have a worse equilibrium too, in which all sell so much that the price is zero.
    """
    share = Fraction(1, 2 * n)
    quantities = [share, Fraction(1, n + 1), (1 - (n - 1) * share) / 2]
    payoffs = np.empty((n, *[3] * n), dtype=object)
    for place in np.ndindex(payoffs.shape[1:]):
        price = max(1 - sum(quantities[k] for k in place), Fraction(0))
        payoffs[(slice(None), *place)] = [quantities[k] * price for k in place]
    stage = NormalFormGame(payoffs)
    held = reversion(stage, (0,) * n, (1,) * n)

    assert held.discount == Fraction((n + 1) ** 2, (n + 1) ** 2 + 4 * n)
    assert held.binding == tuple(range(n))
    row = row_of(stage, (0,) * n)
    assert row.payoffs == (Fraction(1, 4 * n),) * n
    assert held in row.reversions


def test_each_player_has_its_own_critical_discount() -> None:
    """Mailath and Samuelson 2006, figure 1.5.1: the customer has no gain, the firm one of 1 against a loss of 1."""
    product_choice = NormalFormGame([[[2, 0], [3, 1]], [[3, 2], [0, 1]]])
    (held,) = row_of(product_choice, (0, 0)).reversions

    assert held.per_player == (Fraction(1, 2), 0)
    assert held.interval == Interval(Fraction(1, 2), Fraction(1), high_closed=False)
    assert held.binding == (0,)


def test_threat_that_a_player_would_welcome_holds_only_the_impatient() -> None:
    """Battle of the sexes, (2, 1) under the threat of (1, 2): Column keeps 1 rather than 0 now and 2 for ever after
    only while 1 >= (1 - d) 0 + d 2."""
    stage = NormalFormGame([[[2, 0], [0, 1]], [[1, 0], [0, 2]]])
    held = reversion(stage, (0, 0), (1, 1))

    assert held.per_player == (0, 0)
    assert held.interval == Interval(Fraction(0), Fraction(1, 2))


def test_best_of_several_threats_is_named_and_all_are_listed() -> None:
    """A third action makes a second, worse equilibrium of the dilemma: (5 - 3) / (5 - 1) falls to (5 - 3) / (5 - 0)."""
    stage = NormalFormGame.symmetric([[3, 0, -1], [5, 1, -1], [-1, -1, 0]])
    row = row_of(stage, (0, 0))

    assert [(held.punishment, held.discount) for held in row.reversions] == [
        ((1, 1), Fraction(1, 2)),
        ((2, 2), Fraction(2, 5)),
    ]
    assert (row.discount, row.punishment) == (Fraction(2, 5), (2, 2))


def test_equilibrium_that_needs_no_threat_is_its_own_punishment() -> None:
    """In the stag hunt the impatient would also keep to the hare under the welcome threat of the stag."""
    stage = NormalFormGame.symmetric([[4, 0], [3, 2]])
    row = row_of(stage, (1, 1))

    assert [held.discount for held in row.reversions] == [0, 0]
    assert (row.discount, row.punishment) == (0, (1, 1))


def test_threat_that_costs_nothing_never_holds_a_tempted_player() -> None:
    stage = NormalFormGame([[[1, 0], [2, 1]], [[0, 0], [0, 0]]])
    held = reversion(stage, (0, 0), (1, 1))

    assert held.per_player == (None, 0)
    assert (held.discount, held.interval, held.binding) == (None, None, ())


def test_game_without_pure_equilibrium_has_no_threat() -> None:
    assert sustainable_profiles(NormalFormGame.zero_sum([[1, -1], [-1, 1]])) == ()


games = st.builds(
    lambda shape, seed: NormalFormGame(np.random.default_rng(seed).integers(0, 6, (len(shape), *shape))),
    st.sampled_from([(2, 2), (2, 3), (3, 3), (2, 2, 2)]),
    st.integers(0, 2**32),
)


@given(games)
@settings(max_examples=40)
def test_reversion_holds_where_the_automata_are_subgame_perfect(stage: NormalFormGame) -> None:
    sustained = {row.profile: row for row in sustainable_profiles(stage)}
    assert list(sustained) == [profile for profile in stage.pure_profiles() if profile in sustained]
    for profile in stage.pure_profiles():
        smallest = []
        for punishment in pure_nash_profiles(stage):
            found = critical_discount(stage, grim_trigger(stage, profile, punishment))
            held = reversion(stage, profile, punishment)
            assert (held.interval,) == found.intervals or (held.interval is None and found.intervals == ())
            assert held.per_player == found.per_player
            assert held.binding == tuple(sorted({binding.player for binding in found.binding}))
            smallest += [held.discount] if held.discount is not None else []
        assert (sustained[profile].discount if profile in sustained else None) == min(smallest, default=None)


@given(games, st.fractions(1, 7, max_denominator=4), st.integers(-9, 9))
@settings(max_examples=40)
def test_unit_and_origin_of_payoffs_do_not_matter(stage: NormalFormGame, unit: Fraction, origin: int) -> None:
    moved = sustainable_profiles(NormalFormGame(stage.exact * unit + origin))

    assert [(row.profile, row.reversions) for row in moved] == [
        (row.profile, row.reversions) for row in sustainable_profiles(stage)
    ]


@given(games)
@settings(max_examples=40)
def test_order_of_the_players_does_not_matter(stage: NormalFormGame) -> None:
    backwards = tuple(range(stage.n_players, 0, -1))
    turned = sustainable_profiles(NormalFormGame(stage.payoffs[::-1].transpose(0, *backwards)))

    assert {row.profile[::-1]: (row.payoffs[::-1], row.discount) for row in turned} == {
        row.profile: (row.payoffs, row.discount) for row in sustainable_profiles(stage)
    }
