"""Security levels, against published games, closed forms, all profiles and HiGHS."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray
from scipy.optimize import linprog

from tetrarchy.games.normal_form import NormalFormGame
from tetrarchy.solvers.best_replies import pure_equilibria
from tetrarchy.solvers.maximin import Security, guarantee, maximin

HALF = Fraction(1, 2)


def games() -> st.SearchStrategy[NormalFormGame]:
    """Draw small games with many ties, one player and one action included."""
    shapes = st.sampled_from([(3,), (1, 2), (3, 2), (3, 3), (2, 2, 2), (3, 1, 2)])
    numbers = st.integers(-3, 3)
    return shapes.flatmap(lambda shape: arrays(np.int64, (len(shape), *shape), elements=numbers)).map(NormalFormGame)


def matrices() -> st.SearchStrategy[NDArray[np.int64]]:
    shapes = st.tuples(st.integers(1, 4), st.integers(1, 4))
    return shapes.flatmap(lambda shape: arrays(np.int64, shape, elements=st.integers(-5, 5)))


def test_matching_pennies_is_secured_by_a_fair_coin() -> None:
    game = NormalFormGame.zero_sum([[1, -1], [-1, 1]])

    assert maximin(game) == tuple(
        Security(player, Fraction(-1), (0, 1), Fraction(0), (HALF, HALF)) for player in range(2)
    )


def test_fudenberg_and_tiroles_minmax_example() -> None:
    """Fudenberg and Tirole (1991), section 5.1.2: both are held down to 0; the row player needs no mixture for it."""
    row, column = maximin(NormalFormGame.two_player([[-2, 1], [1, -2], [0, 0]], [[2, -2], [-2, 2], [1, 1]]))

    assert row == Security(0, Fraction(0), (2,), Fraction(0), (Fraction(0), Fraction(0), Fraction(1)))
    assert column == Security(1, Fraction(-2), (0, 1), Fraction(0), (HALF, HALF))


def test_against_two_opponents_the_mixture_guards_against_correlation() -> None:
    """The first player wins 1 unless both others match it; independent coins of theirs would leave it 3/4."""
    wins = [[[0, 1], [1, 1]], [[1, 1], [1, 0]]]
    nothing = np.zeros((2, 2, 2), dtype=int)
    first, *_ = maximin(NormalFormGame([wins, nothing, nothing]))

    assert first == Security(0, Fraction(0), (0, 1), HALF, (HALF, HALF))


def test_where_mixing_gains_nothing_an_action_is_named_instead_of_a_mixture_as_good() -> None:
    """Half of each of the first two actions secures 1 as well."""
    first, _ = maximin(NormalFormGame.zero_sum([[0, 1, 1], [2, 2, 1], [0, 2, 1]]))

    assert first == Security(0, Fraction(1), (1,), Fraction(1), (Fraction(0), Fraction(1), Fraction(0)))


def test_a_player_alone_secures_its_best_payoff() -> None:
    assert maximin(NormalFormGame([[1, 4, 4]])) == (Security(0, Fraction(4), (1, 2), Fraction(4), (0, 1, 0)),)


def test_a_large_table_is_worth_what_its_least_column_pays() -> None:
    more = [5] * 198

    assert guarantee(np.array([[3, 0, *more], [0, 6, *more]], dtype=object)) == (2, (Fraction(2, 3), Fraction(1, 3)))
    assert guarantee(np.zeros((2, 200), dtype=np.int64).astype(object))[0] == 0


@given(*[st.integers(-9, 9)] * 4)
def test_two_by_two_tables_without_a_saddle_point_have_the_classical_value(a: int, b: int, c: int, d: int) -> None:
    """Von Neumann and Morgenstern (1944), section 18: (ad - bc) / (a + d - b - c) where the diagonals part."""
    table = np.array([[a, b], [c, d]]) + Fraction(0)
    pure = table.min(axis=1).max()
    saddle = pure == table.max(axis=0).min()

    value, _ = guarantee(table)

    assert value == (pure if saddle else Fraction(a * d - b * c, a + d - b - c))


@given(games())
def test_the_mixture_guarantees_its_value_and_the_value_is_at_least_the_pure_one(game: NormalFormGame) -> None:
    for security in maximin(game):
        own = np.moveaxis(game.exact[security.player], security.player, 0).reshape(len(security.mixed_strategy), -1)

        assert sum(security.mixed_strategy) == 1
        assert min(security.mixed_strategy) >= 0
        assert min(np.array(security.mixed_strategy, dtype=object) @ own) == security.mixed_value
        assert security.mixed_value >= security.pure_value


@given(games())
def test_the_pure_value_is_the_best_of_the_worst_cases(game: NormalFormGame) -> None:
    for security in maximin(game):
        worst: dict[int, Fraction] = {}
        for profile in game.pure_profiles():
            action, payoff = profile[security.player], game.exact[(security.player, *profile)]
            worst[action] = min(payoff, worst.get(action, payoff))

        assert security.pure_value == max(worst.values())
        assert security.pure_actions == tuple(a for a, value in worst.items() if value == security.pure_value)


@given(matrices())
def test_in_a_zero_sum_game_the_two_values_meet(row: NDArray[np.int64]) -> None:
    """Von Neumann (1928): what one can secure the other cannot be made to give more than."""
    own, other = maximin(NormalFormGame.zero_sum(row))

    assert own.mixed_value == -other.mixed_value


@given(games())
def test_no_pure_equilibrium_pays_less_than_the_mixed_value(game: NormalFormGame) -> None:
    secured = [security.mixed_value for security in maximin(game)]

    for profile in np.argwhere(pure_equilibria(game.exact)):
        assert (game.exact[(slice(None), *profile)] >= secured).all()


@given(games(), st.fractions("1/9", 9, max_denominator=9), st.integers(-9, 9))
def test_units_and_origins_move_the_values_and_nothing_else(game: NormalFormGame, unit: Fraction, origin: int) -> None:
    for here, there in zip(maximin(game), maximin(NormalFormGame(game.exact * unit + origin)), strict=True):
        assert there == Security(
            here.player,
            here.pure_value * unit + origin,
            here.pure_actions,
            here.mixed_value * unit + origin,
            here.mixed_strategy,
        )


@pytest.mark.parametrize("seed", range(10))
def test_values_agree_with_highs(seed: int) -> None:
    rng = np.random.default_rng(seed)
    table = rng.integers(-50, 51, (rng.integers(2, 9), rng.integers(2, 30)))
    rows, columns = table.shape

    value, _ = guarantee(table + Fraction(0))
    highs = linprog(
        [*[0] * rows, -1],
        np.column_stack([-table.T, np.ones(columns)]),
        np.zeros(columns),
        [[*[1] * rows, 0]],
        [1],
        bounds=[*[(0, None)] * rows, (None, None)],
    )

    assert float(value) == pytest.approx(-highs.fun, abs=1e-5)  # HiGHS keeps constraints to 1e-7
