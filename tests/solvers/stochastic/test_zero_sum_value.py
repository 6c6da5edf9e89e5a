from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from math import sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tetrarchy.games.errors import InputError
from tetrarchy.games.stochastic.stochastic_game import StochasticGame
from tetrarchy.solvers.maximin import guarantee
from tetrarchy.solvers.stochastic.pure_markov_perfect import pure_markov_perfect
from tetrarchy.solvers.stochastic.zero_sum_value import zero_sum_value

THIRD = Fraction(1, 3)


def ending_in_nothing(wins: list[list[int]], goes_on: list[list[object]], discount: object) -> StochasticGame:
    """One state with these winnings of the row player and chances to stay in it, and one in which all is over."""
    row = np.array([wins, np.zeros_like(wins)], dtype=object)
    stays = np.array([goes_on, np.zeros_like(wins)], dtype=object)
    return StochasticGame(np.stack([row, -row], axis=1), np.stack([stays, 1 - stays], axis=-1), discount)


def big_match(discount: object) -> StochasticGame:
    """Row 2 ends the game, in a state that pays 0 for ever if column 1 was played, and 1 if column 2."""
    row = np.array([[[1, 0], [0, 1]], np.zeros((2, 2), dtype=int), np.ones((2, 2), dtype=int)])
    moves = np.zeros((3, 2, 2, 3), dtype=int)
    moves[0, 0, :, 0] = moves[0, 1, 0, 1] = moves[0, 1, 1, 2] = moves[1, :, :, 1] = moves[2, :, :, 2] = 1
    return StochasticGame(np.stack([row, -row], axis=1), moves, discount)


VAN_DER_WAL = ending_in_nothing([[3, 6], [2, 1]], [[1, THIRD], [1, 1]], "3/4")


@dataclass(frozen=True)
class Case:
    game: StochasticGame
    value: Fraction
    row: list[Fraction]
    column: list[Fraction]
    source: str


CASES = [
    *(
        Case(
            big_match(d),
            Fraction(1, 2),
            [1 / (2 - d), (1 - d) / (2 - d)],
            [Fraction(1, 2), Fraction(1, 2)],
            "Blackwell and Ferguson 1968; to end the game with chance (1 - d) / (2 - d) makes both columns lose 1/2",
        )
        for d in (Fraction(0), Fraction(1, 3), Fraction(9, 10), Fraction(999, 1000))
    ),
    Case(VAN_DER_WAL, Fraction(2), [Fraction(1), Fraction(0)], [Fraction(0), Fraction(1)], "van der Wal 1978: 8 / 4"),
    Case(
        ending_in_nothing([[2, -1], [-1, 1]], [[0, 0], [0, 0]], "4/5"),
        Fraction(1, 5) * Fraction(1, 5),
        [Fraction(2, 5), Fraction(3, 5)],
        [Fraction(2, 5), Fraction(3, 5)],
        "played once: the value of the matrix, 1/5, times 1 - d",
    ),
    Case(
        ending_in_nothing([[2, -1], [-1, 1]], [[1, 1], [1, 1]], "4/5"),
        Fraction(1, 5),
        [Fraction(2, 5), Fraction(3, 5)],
        [Fraction(2, 5), Fraction(3, 5)],
        "played for ever whatever is done: the value of the matrix",
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.source.split(";")[0] + f", d = {case.game.discount}")
def test_value_is_the_published_fraction(case: Case) -> None:
    found = zero_sum_value(case.game)

    assert found.exact is not None
    assert found.exact_strategies is not None
    assert found.exact[0] == case.value, case.source
    assert [strategy[0].tolist() for strategy in found.exact_strategies] == [case.row, case.column]
    assert found.residual == 0


@pytest.mark.parametrize("d", [0.25, 0.5, 0.9, 0.99])
def test_value_can_be_irrational(d: float) -> None:
    """v is the value of the matrix of 1 - d + d v and 1 - d on the diagonal: d v^2 + (1 - d) (2 - d) v = (1 - d)^2."""
    found = zero_sum_value(ending_in_nothing([[1, 0], [0, 1]], [[1, 0], [0, 0]], d))
    linear = (1 - d) * (2 - d)
    root = (sqrt(linear**2 + 4 * d * (1 - d) ** 2) - linear) / (2 * d)

    assert found.exact is None
    assert found.values[0] == pytest.approx(root, rel=1e-13)
    assert abs(found.values[0] - root) <= found.error + 1e-15
    assert found.error < 1e-13


def test_newton_without_a_safeguard_goes_round_in_a_circle() -> None:
    """Van der Wal's example: 12, 4, 12, .. in sums that are not normalised, that is 3, 1, 3; the safeguard ends it."""
    values, seen = np.array([Fraction(0), Fraction(0)]), []
    for _ in range(4):
        auxiliary = [VAN_DER_WAL.auxiliary(s, np.stack([values, -values], axis=1)).exact[0] for s in range(2)]
        sides = [[guarantee(m)[1] for m in auxiliary], [guarantee(-m.T)[1] for m in auxiliary]]
        values = VAN_DER_WAL.values(tuple(np.array(side, dtype=object) for side in sides))[:, 0]
        seen.append(values[0])

    assert seen == [3, 1, 3, 1]
    assert zero_sum_value(VAN_DER_WAL).steps < 5


@st.composite
def zero_sum_games(draw: st.DrawFn) -> StochasticGame:
    states, rows, columns = draw(st.tuples(st.integers(1, 3), st.integers(1, 3), st.integers(1, 3)))
    rng = np.random.default_rng(draw(st.integers(0, 2**32)))
    wins = rng.integers(-5, 6, (states, rows, columns))
    quarters = rng.multinomial(4, np.full(states, 1 / states), (states, rows, columns))
    discount = draw(st.sampled_from([Fraction(0), Fraction(1, 2), Fraction(19, 20), Fraction(999, 1000)]))
    return StochasticGame(np.stack([wins, -wins], axis=1), quarters / 4, discount)


def best_against(game: StochasticGame, player: int, strategy: np.ndarray) -> np.ndarray:
    """Return what the other player gets from each state at most: it is alone now, and picks the best policy."""
    axes = "sab,sa->sb" if player == 0 else "sab,sb->sa"
    payoffs = np.einsum(axes, game.payoffs[:, 1 - player], strategy)
    moves = np.einsum(
        axes.replace("sab", "sabt").replace(">sb", ">sbt").replace(">sa", ">sat"), game.transitions, strategy
    )
    alone = StochasticGame(payoffs[:, np.newaxis], moves, game.discount)
    return pure_markov_perfect(alone).equilibria[0].values[:, 0]


@given(zero_sum_games())
@settings(max_examples=40, deadline=None)
def test_strategies_secure_the_value_against_every_policy(game: StochasticGame) -> None:
    """A decision problem for each side, solved by going through its policies: no matrix game is solved for this.

    What the strategies leave to gain sums up to at most the residual over 1 - d.
    """
    found = zero_sum_value(game)
    slack = (found.residual + 1e-14) / float(1 - game.discount) + found.error

    assert (best_against(game, 0, found.strategies[0]) <= -found.values + slack).all()
    assert (best_against(game, 1, found.strategies[1]) <= found.values + slack).all()
    assert found.error <= 1e-14 * 5 / float(1 - game.discount)


@given(zero_sum_games(), st.integers(1, 1000), st.integers(-1000, 1000))
@settings(max_examples=25, deadline=None)
def test_unit_and_origin_of_payoffs_do_not_matter(game: StochasticGame, unit: int, origin: int) -> None:
    found = zero_sum_value(game)
    moved = game.exact_payoffs * Fraction(unit, 7)
    moved[:, 0] += origin
    other = zero_sum_value(StochasticGame(moved, game.exact_transitions, game.discount))

    expected = unit / 7 * found.values + origin
    assert (
        np.abs(other.values - expected) <= other.error + unit / 7 * found.error + 4e-16 * np.abs(expected).max()
    ).all()
    assert (other.exact is None) == (found.exact is None)


@given(zero_sum_games())
@settings(max_examples=25, deadline=None)
def test_players_and_states_may_be_numbered_otherwise(game: StochasticGame) -> None:
    found = zero_sum_value(game)
    payoffs = game.exact_payoffs[::-1, ::-1].swapaxes(2, 3)
    moves = game.exact_transitions[::-1, ..., ::-1].swapaxes(1, 2)
    other = zero_sum_value(StochasticGame(payoffs, moves, game.discount))

    assert (np.abs(other.values[::-1] + found.values) <= other.error + found.error).all()


def test_game_that_is_not_zero_sum_is_refused_by_state_and_profile() -> None:
    payoffs = np.zeros((2, 2, 2, 2), dtype=int)
    payoffs[1, 0, 1, 0] = 3
    game = StochasticGame(
        payoffs, np.full((2, 2, 2, 2), 0.5), 0.5, states=["calm", "crisis"], actions=[["yield", "stand"]] * 2
    )
    message = "zero_sum_value needs payoffs with a constant sum: it is 0 in calm, but 3 in crisis at (stand, yield)"
    with pytest.raises(InputError, match=re.escape(message)):
        zero_sum_value(game)


def test_three_players_are_refused() -> None:
    game = StochasticGame(np.zeros((1, 3, 1, 1, 1)), np.ones((1, 1, 1, 1, 1)), 0.5)
    with pytest.raises(InputError, match="zero_sum_value needs a game of 2 players, got 3"):
        zero_sum_value(game)
