from __future__ import annotations

import re
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tetrarchy.games.errors import InputError
from tetrarchy.games.normal_form import NormalFormGame
from tetrarchy.games.repeated.repeated_game import RepeatedGame
from tetrarchy.games.repeated.strategies import grim_trigger
from tetrarchy.games.stochastic.stochastic_game import StochasticGame

DILEMMA = NormalFormGame([[[3, 0], [5, 1]], [[3, 5], [0, 1]]])


def drawn(rng: np.random.Generator, states: int, shape: tuple[int, ...], discount: Fraction) -> StochasticGame:
    payoffs = rng.integers(-5, 6, (states, len(shape), *shape))
    eighths = rng.multinomial(8, np.full(states, 1 / states), (states, *shape))
    return StochasticGame(payoffs, np.vectorize(lambda k: Fraction(int(k), 8), otypes=[object])(eighths), discount)


@st.composite
def games(draw: st.DrawFn) -> StochasticGame:
    shape = draw(st.sampled_from([(2, 2), (3, 2), (2,), (2, 1, 2)]))
    rng = np.random.default_rng(draw(st.integers(0, 2**32)))
    return drawn(rng, draw(st.integers(1, 3)), shape, Fraction(draw(st.integers(0, 19)), 20))


def some_profile(game: StochasticGame, rng: np.random.Generator) -> tuple[np.ndarray, ...]:
    """Every player's probabilities, in fractions."""
    weights = [rng.integers(0, 5, (game.n_states, m)) + np.eye(m, dtype=int)[[0] * game.n_states] for m in game.shape]
    return tuple(
        np.array([[Fraction(int(w), int(row.sum())) for w in row] for row in rows], dtype=object) for rows in weights
    )


@given(games(), st.integers(0, 1000))
@settings(max_examples=40)
def test_values_are_what_play_earns_now_and_is_worth_later(game: StochasticGame, seed: int) -> None:
    profile = some_profile(game, np.random.default_rng(seed))
    values = game.values(profile)

    for s in range(game.n_states):
        auxiliary = game.auxiliary(s, values)
        assert (auxiliary.expected_payoffs(game.in_state(profile, s)) == values[s]).all()
    floats = game.values(tuple(strategy.astype(float) for strategy in profile))
    np.testing.assert_allclose(floats, values.astype(float), rtol=0, atol=1e-12)


@given(games(), st.integers(0, 1000))
@settings(max_examples=20)
def test_values_are_the_mean_over_long_play(game: StochasticGame, seed: int) -> None:
    """No linear equations: the distribution of the state is followed for 400 periods, 0.95^400 < 2e-9."""
    profile = tuple(strategy.astype(float) for strategy in some_profile(game, np.random.default_rng(seed)))
    discount, total = float(game.discount), np.zeros((game.n_states, game.n_players))
    chances = np.eye(game.n_states)
    means = np.zeros((game.n_states, game.n_players))
    moves = np.zeros((game.n_states, game.n_states))
    for s in range(game.n_states):
        for pure in game.pure_profiles():
            chance = np.prod([profile[i][s, a] for i, a in enumerate(pure)])
            means[s] += chance * game.payoffs[(s, slice(None), *pure)]
            moves[s] += chance * game.transitions[(s, *pure)]
    for _ in range(400):
        total += (1 - discount) * chances @ means
        chances = discount * chances @ moves

    np.testing.assert_allclose(game.values(profile), total, rtol=0, atol=5 * 2e-9)


def trust_game(discount: object) -> StochasticGame:
    """The prisoner's dilemma with a public memory of whether anybody has ever defected."""
    kept = np.array([[1, 0], [0, 0]])
    moves = np.array([np.stack([kept, 1 - kept], axis=-1), np.stack([0 * kept, 0 * kept + 1], axis=-1)])
    return StochasticGame(np.stack([DILEMMA.exact] * 2), moves, discount, states=["trust", "ruin"])


@pytest.mark.parametrize("discount", [Fraction(0), Fraction(1, 4), Fraction(1, 2), Fraction(9, 10)])
def test_memory_of_a_trigger_strategy_is_a_state(discount: Fraction) -> None:
    """The same play as a profile of automata in the repeated game, which shares no formula for deviations."""
    game = trust_game(discount)
    profile = game.pure([(0, 0), (1, 1)])
    automata = grim_trigger(DILEMMA, (0, 0), (1, 1))
    check = RepeatedGame(DILEMMA, discount).deviations(automata)

    assert game.values(profile)[0].tolist() == RepeatedGame(DILEMMA, discount).payoffs(automata).tolist()
    assert (game.residual(profile) == 0) == check.equilibrium
    gains = [max(0.0, gain[k].max()) for k in range(2) for gain in check.gains]
    assert game.regrets(profile).astype(float).ravel() == pytest.approx(gains, abs=1e-15)


def test_trigger_strategy_needs_exactly_half_a_future() -> None:
    """5 - 3 = d (5 - 1) at d = 1/2: a tie that fractions tell from a gain."""
    below = Fraction(1, 2) - Fraction(1, 10**30)

    assert trust_game("1/2").residual(trust_game("1/2").pure([(0, 0), (1, 1)])) == 0
    assert trust_game(below).residual(trust_game(below).pure([(0, 0), (1, 1)])) > 0


def test_regrets_of_a_game_of_one_state_are_those_of_the_stage_game() -> None:
    """A one-shot deviation changes one period of many, and nothing after it."""
    game = StochasticGame(DILEMMA.exact[np.newaxis], np.ones((1, 2, 2, 1)), "2/3")
    profile = game.pure([(0, 1)])

    assert game.values(profile).tolist() == [[0, 5]]
    assert game.regrets(profile)[0].tolist() == [Fraction(1, 3), 0]


def test_arrays_cannot_be_written_to() -> None:
    payoffs = np.array(DILEMMA.payoffs[np.newaxis])
    game = StochasticGame(payoffs, np.ones((1, 2, 2, 1)), 0.5)
    payoffs[:] = 7

    assert game.payoffs[0, 0, 1, 0] == 5
    for array in (game.payoffs, game.transitions, game.exact_payoffs, game.exact_transitions, game.relative_payoffs):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 0


def test_thirds_written_as_floats_add_up() -> None:
    game = StochasticGame(np.zeros((3, 1, 1)), np.full((3, 1, 3), 1 / 3), 0.5)

    assert game.exact_transitions[0, 0].tolist() == [Fraction(1, 3)] * 3


def test_players_whose_actions_change_nothing_are_idle() -> None:
    """State 1 has both as its players, state 2 only the first, whose actions matter to the second alone; 3 has none."""
    payoffs = np.zeros((3, 2, 2, 2))
    payoffs[0] = DILEMMA.payoffs
    payoffs[1, 1, 1, :] = 1
    moves = np.zeros((3, 2, 2, 3))
    moves[..., 2] = 1

    assert StochasticGame(payoffs, moves, 0.5).idle.tolist() == [[False, False], [False, True], [True, True]]


def test_a_move_alone_makes_a_difference() -> None:
    moves = np.zeros((2, 2, 1, 2))
    moves[1, :, :, 1] = moves[0, 0, :, 0] = moves[0, 1, :, 1] = 1

    assert StochasticGame(np.zeros((2, 2, 2, 1)), moves, 0.5).idle.tolist() == [[False, True], [True, True]]


GOOD = {"payoffs": np.zeros((2, 2, 2, 2)), "transitions": np.full((2, 2, 2, 2), 0.5), "discount": 0.5}


def bad_moves(row: list[float]) -> np.ndarray:
    moves = np.full((2, 2, 2, 2), 0.5)
    moves[1, 0, 1] = row
    return moves


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (
            {"payoffs": np.zeros((2, 2, 2))},
            "payoffs must have shape (states, n, m1, .., mn) (states, players, then one axis for each player's "
            "actions), got (2, 2, 2)",
        ),
        ({"payoffs": np.full((2, 2, 2, 2), np.nan)}, "payoffs[0, 0, 0, 0] must be a finite number, got 'nan'"),
        (
            {"transitions": np.full((2, 2, 2), 0.5)},
            "transitions must have shape (2, 2, 2, 2) (states, one axis for each player's actions, next states), "
            "got (2, 2, 2)",
        ),
        (
            {"transitions": bad_moves([0.5, 0.25])},
            "transitions from State 2 after (a1, a2) must add up to 1, none negative: a sum of 0.75",
        ),
        (
            {"transitions": bad_moves([1.5, -0.5]), "states": ["calm", "crisis"], "actions": [["up", "down"]] * 2},
            "transitions from crisis after (up, down) must add up to 1, none negative: a chance of -0.5",
        ),
        ({"discount": 1}, "discount must be in [0, 1), got 1"),
        ({"discount": "soon"}, "discount must be a number in [0, 1), got 'soon'"),
        ({"states": ["calm"]}, "states must be 2 different names, as many as the payoffs have states, got ['calm']"),
        ({"players": ["US", "US"]}, "players must be different names, got 'US' twice"),
    ],
    ids=["payoffs", "nan", "shape", "sum", "negative", "discount", "text", "states", "players"],
)
def test_what_is_no_stochastic_game_is_refused(change: dict[str, object], message: str) -> None:
    with pytest.raises(InputError, match=re.escape(message)):
        StochasticGame(**(GOOD | change))


def test_a_profile_of_the_wrong_shape_is_refused() -> None:
    message = "a stationary profile of this game has arrays of shapes [(2, 2), (2, 2)], got [(2,), (2,)]"
    with pytest.raises(InputError, match=re.escape(message)):
        StochasticGame(**GOOD).values((np.ones(2), np.ones(2)))
