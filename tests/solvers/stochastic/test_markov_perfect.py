from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tetrarchy.games.normal_form import NormalFormGame
from tetrarchy.games.stochastic.stochastic_game import StochasticGame
from tetrarchy.solvers.solve import solve
from tetrarchy.solvers.stochastic.equilibrium import MarkovSolution
from tetrarchy.solvers.stochastic.logit_path import follow_logit_paths
from tetrarchy.solvers.stochastic.markov_perfect import markov_perfect
from tetrarchy.solvers.stochastic.one_shot import OneShot
from tetrarchy.solvers.stochastic.pure_markov_perfect import pure_markov_perfect
from tetrarchy.solvers.stochastic.zero_sum_value import zero_sum_value

SEXES = [[[2, 0], [0, 1]], [[1, 0], [0, 2]]]
SEXES_FOR_TWO = [[[2, 0], [0, 1]], [[2, 0], [0, 1]]]
HUNT = [[[4, 0], [3, 2]], [[4, 3], [0, 2]]]
DILEMMA = [[[3, 0], [5, 1]], [[3, 5], [0, 1]]]


def two_states(first: object, second: object, stays: object, returns: object, discount: object) -> StochasticGame:
    """Play stays in the first state, and returns to it from the second one, with these chances."""
    to_first = np.array([stays, returns], dtype=object)
    return StochasticGame([first, second], np.stack([to_first, 1 - to_first], axis=-1), discount)


def over(first: list[list[list[int]]], goes_on: object, discount: object) -> StochasticGame:
    """A game that goes on with these chances, and pays nothing when it is over."""
    return two_states(first, np.zeros_like(first), goes_on, np.zeros_like(goes_on), discount)


def drawn(rng: np.random.Generator, states: int, shape: tuple[int, ...], discount: object) -> StochasticGame:
    payoffs = rng.integers(-99, 100, (states, len(shape), *shape))
    return StochasticGame(payoffs, rng.multinomial(8, np.full(states, 1 / states), (states, *shape)) / 8, discount)


def alternating(discount: object) -> StochasticGame:
    """Two players who take turns to choose A or B; both get 2 when they are at A, 1 when at B, 0 otherwise.

    States: player 1 moves and player 2 is at A, at B; player 2 moves and player 1 is at A, at B.
    """
    payoffs, moves = np.zeros((4, 2, 2, 2), dtype=int), np.zeros((4, 2, 2, 4), dtype=int)
    for state, choice in product(range(4), np.ndindex(2, 2)):
        mover, locked = divmod(state, 2)
        chosen = choice[mover]
        payoffs[(state, slice(None), *choice)] = (2 - chosen) * (chosen == locked)
        moves[(state, *choice, 2 * (1 - mover) + chosen)] = 1
    return StochasticGame(payoffs, moves, discount)


@dataclass(frozen=True)
class Case:
    """What is played in the first state, for each player; and what it is worth to the players there."""

    game: StochasticGame
    plays: list[list[list[Fraction | int]]]
    values: list[list[Fraction | int]]
    source: str


THREE_QUARTERS, QUARTER, HALF = Fraction(3, 4), Fraction(1, 4), Fraction(1, 2)

CASES = [
    *(
        Case(
            over([[[-1, 3], [0, 0]], [[-1, 0], [3, 0]]], [[1, 0], [0, 0]], d),
            [[[1, 0], [0, 1]], [[0, 1], [1, 0]], [[THREE_QUARTERS, QUARTER], [THREE_QUARTERS, QUARTER]]],
            [[3 * (1 - d), 0], [0, 3 * (1 - d)], [0, 0]],
            f"war of attrition, Fudenberg and Tirole 1991, section 4.5.2: to quit with c / (c + prize) = 1/4; d = {d}",
        )
        for d in (HALF, Fraction(9, 10))
    ),
    Case(
        over([[[2, 0], [4, 1]], [[2, 4], [0, 1]]], [[1, 0], [0, 0]], "1/4"),
        [[[0, 1], [0, 1]]],
        [[THREE_QUARTERS, THREE_QUARTERS]],
        "common stock, restraint pays 2 against 4 (1 - d): not below d = 1/2",
    ),
    Case(
        over([[[2, 0], [4, 1]], [[2, 4], [0, 1]]], [[1, 0], [0, 0]], "1/2"),
        [[[1, 0], [1, 0]], [[0, 1], [0, 1]]],
        [[2, 2], [HALF, HALF]],
        "the same at d = 1/2, where who harvests gains nothing",
    ),
    Case(
        alternating("9/10"),
        [[[1, 0], [1, 0]]],
        [[2, 2]],
        "Lagunoff and Matsui 1997: patient players who take turns agree on the better convention",
    ),
]


def first_states(solution: MarkovSolution) -> list[list[list[Fraction]]]:
    assert all(equilibrium.exact is not None for equilibrium in solution.equilibria)
    return [[strategy[0].tolist() for strategy in equilibrium.exact or ()] for equilibrium in solution.equilibria]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.source)
def test_published_equilibria(case: Case) -> None:
    solution = markov_perfect(case.game)

    assert first_states(solution) == case.plays
    assert [e.exact_values[0].tolist() for e in solution.equilibria if e.exact_values is not None] == case.values
    assert [equilibrium.residual for equilibrium in solution.equilibria] == [0] * len(case.plays)


def test_impatient_players_who_take_turns_stay_where_they_are() -> None:
    """To leave the worse convention costs 1 now and brings 1 later: not below d = 1/2."""
    (equilibrium,) = [e for e in markov_perfect(alternating("1/4")).equilibria if e.pure]

    assert [choice[state // 2] for state, choice in enumerate(equilibrium.choices)] == [0, 1, 0, 1]


def test_trust_needs_half_a_future() -> None:
    """The trigger strategy of the prisoner's dilemma, its memory a state: Mailath and Samuelson 2006, chapter 2."""
    trust = [two_states(DILEMMA, DILEMMA, [[1, 0], [0, 0]], [[0, 0], [0, 0]], d) for d in ("0.499", "1/2", "0.501")]

    assert [((0, 0), (1, 1)) in [e.choices for e in markov_perfect(game).equilibria if e.pure] for game in trust] == [
        False,
        True,
        True,
    ]


@st.composite
def small_games(draw: st.DrawFn) -> StochasticGame:
    states, shape = draw(
        st.sampled_from([(1, (3, 3)), (2, (2, 2)), (2, (3, 2)), (3, (2, 2)), (2, (2, 2, 2)), (3, (3,))])
    )
    rng = np.random.default_rng(draw(st.integers(0, 2**32)))
    return drawn(rng, states, shape, draw(st.sampled_from([Fraction(0), HALF, Fraction(9, 10), Fraction(99, 100)])))


@given(small_games())
@settings(max_examples=20, deadline=None)
def test_pure_equilibria_are_those_of_plain_enumeration(game: StochasticGame) -> None:
    """Every pure stationary profile whose residual is exactly 0, without bounds or floats."""
    everything = product(list(game.pure_profiles()), repeat=game.n_states)
    expected = [choices for choices in everything if game.residual(game.pure(choices)) == 0]
    listed = [c for c in expected if not any(game.idle[s, i] and a for s, p in enumerate(c) for i, a in enumerate(p))]
    solution = pure_markov_perfect(game)

    assert [equilibrium.choices for equilibrium in solution.equilibria] == listed
    assert solution.complete


@pytest.mark.parametrize("shape", [(2, 2), (3, 3), (2, 3), (2, 2, 2)], ids=str)
@pytest.mark.parametrize("seed", range(4))
def test_equilibria_of_one_state_are_those_of_its_game(shape: tuple[int, ...], seed: int) -> None:
    game = drawn(np.random.default_rng(seed), 1, shape, "4/5")
    stage = solve(NormalFormGame(game.exact_payoffs[0]))
    solution = markov_perfect(game)

    assert solution.complete == stage.complete
    assert sets_of(solution) == sorted(rounded(e.strategies) for e in stage.equilibria)


def rounded(strategies: Sequence[np.ndarray]) -> list[float]:
    """Six digits, far more than rounding touches and far fewer than tell the equilibria of these games apart."""
    return (np.concatenate([strategy.ravel() for strategy in strategies]).round(6) + 0.0).tolist()


def sets_of(solution: MarkovSolution) -> list[list[float]]:
    return sorted(rounded(equilibrium.strategies) for equilibrium in solution.equilibria)


@pytest.mark.parametrize(
    ("discount", "moves"),
    [(0, np.random.default_rng(1).multinomial(4, [0.5, 0.5], (2, 2, 2)) / 4), ("9/10", np.full((2, 2, 2, 2), 0.5))],
    ids=["nobody cares for the future", "nobody moves the state"],
)
def test_states_are_solved_alone_where_the_future_is_out_of_reach(discount: object, moves: np.ndarray) -> None:
    game = StochasticGame([SEXES, HUNT], moves, discount)
    alone = [[e.strategies for e in solve(NormalFormGame(stage)).equilibria] for stage in (SEXES, HUNT)]
    together = [tuple(np.stack(own) for own in zip(*chosen, strict=True)) for chosen in product(*alone)]
    solution = markov_perfect(game)

    assert solution.complete
    assert sets_of(solution) == sorted(rounded(profile) for profile in together)
    assert all(equilibrium.residual == 0 and equilibrium.exact is not None for equilibrium in solution.equilibria)


def rungs(discount: object) -> StochasticGame:
    """Three states that are left for ever, each towards one that depends on what is done."""
    moves = np.zeros((3, 2, 2, 3))
    moves[0, ..., 1] = [[0.5, 0], [0, 1]]
    moves[0, ..., 2] = 1 - moves[0, ..., 1]
    moves[1, ..., 2] = moves[2, ..., 2] = 1
    return StochasticGame([SEXES, HUNT, SEXES], moves, discount)


def test_states_that_are_never_revisited_are_solved_from_the_last_to_the_first() -> None:
    """3 equilibria of the last state's game, 3 of the middle one's, and for each pair some of the first one's."""
    solution = markov_perfect(rungs("3/5"))
    pure = [e.choices for e in solution.equilibria if e.pure]

    assert solution.complete
    assert {e.residual for e in solution.equilibria} == {0}
    assert len({tuple(rounded([s[1:] for s in e.strategies])) for e in solution.equilibria}) == 9
    assert pure == [e.choices for e in pure_markov_perfect(rungs("3/5")).equilibria]
    assert len(solution.equilibria) % 2 == 1


def test_mixed_equilibrium_may_be_irrational() -> None:
    """Restraint with chance x pays v = x (1/2 + 3 v / 4), harvest v = (1 + 3 x) / 4, so 9 x^2 - x - 4 = 0."""
    stock = over([[[2, 0], [4, 1]], [[2, 4], [0, 1]]], [[1, 0], [0, 0]], "3/4")
    *pure, mixed = markov_perfect(stock).equilibria
    x = (1 + 145**0.5) / 18

    assert [e.choices[0] for e in pure] == [(0, 0), (1, 1)]
    assert mixed.exact is None
    assert [strategy[0, 0] for strategy in mixed.strategies] == pytest.approx([x, x], abs=1e-12)
    assert mixed.values[0] == pytest.approx([(1 + 3 * x) / 4] * 2, abs=1e-12)
    assert [e.index for e in (*pure, mixed)] == [1, 1, -1]


SYMMETRIC = two_states(HUNT, SEXES_FOR_TWO, [[0.75, 0.5], [0.5, 0.25]], [[0.5, 0.25], [0.25, 0.25]], "9/10")
"""Two conventions in either state: the principal logit branch bifurcates, as the players cannot be told apart."""


def mirrored(strategies: Sequence[np.ndarray]) -> list[float]:
    return rounded(strategies[::-1])


def test_symmetric_game_has_symmetric_equilibria_and_pairs() -> None:
    """9 of them, as many as two games of three equilibria each have when played one by one, and no path is lost."""
    solution = markov_perfect(SYMMETRIC)

    assert len(solution.equilibria) == 9
    assert sum(e.index or 0 for e in solution.equilibria) == 1
    assert sorted(mirrored(e.strategies) for e in solution.equilibria) == sets_of(solution)
    assert not solution.complete
    assert solution.notes == (
        "All pure equilibria are listed: every pure stationary profile was decided exactly.",
        "Mixed equilibria: those found along 24 logit paths and with 9 of the 9 balanced supports that mix.",
        "The indices add up to 1, as they do where none is missing.",
    )


@pytest.mark.parametrize("shape", [(2, 2), (3, 2), (2, 2, 2)], ids=str)
@pytest.mark.parametrize("seed", range(3))
def test_random_games_are_solved_to_rounding_and_their_indices_add_up(shape: tuple[int, ...], seed: int) -> None:
    """Parity and more: an equilibrium that is missing would show in the sum."""
    game = drawn(np.random.default_rng(seed), 2, shape, "9/10")
    solution = markov_perfect(game)

    assert sum(e.index or 0 for e in solution.equilibria) == 1
    for equilibrium in solution.equilibria:
        assert game.residual(equilibrium.strategies) <= 1e-10 * game.payoff_range.max()
        assert game.residual(equilibrium.strategies) == pytest.approx(equilibrium.residual, abs=1e-12)
        np.testing.assert_allclose(equilibrium.values, game.values(equilibrium.strategies), rtol=0, atol=1e-12)


def test_equilibrium_of_a_zero_sum_game_pays_its_value() -> None:
    rng = np.random.default_rng(5)
    wins = rng.integers(-5, 6, (3, 2, 2))
    game = StochasticGame(np.stack([wins, -wins], axis=1), rng.multinomial(4, [0.25, 0.25, 0.5], (3, 2, 2)) / 4, "9/10")
    (equilibrium,) = markov_perfect(game).equilibria

    assert equilibrium.values[:, 0] == pytest.approx(zero_sum_value(game).values, abs=1e-12)


def test_one_player_gets_what_value_iteration_finds() -> None:
    game = drawn(np.random.default_rng(2), 4, (3,), "4/5")
    values = np.zeros(4)
    for _ in range(200):
        values = (0.2 * game.payoffs[:, 0] + 0.8 * game.transitions @ values).max(axis=1)
    solution = markov_perfect(game)

    assert [e.values[:, 0] for e in solution.equilibria] == [pytest.approx(values, abs=1e-12)]
    assert solution.complete


def test_paths_end_in_logit_equilibria() -> None:
    """The log-odds are the bias and the precision times what the actions pay more, as the auxiliary games say."""
    game, target = drawn(np.random.default_rng(3), 2, (2, 3), "9/10"), 40.0
    one_shot, biases = OneShot(game), np.random.default_rng(0).normal(size=(3, 6))
    profiles, precisions = follow_logit_paths(one_shot, biases, target)

    assert (precisions >= target * (1 - 1e-9)).all()
    for row, bias, precision in zip(profiles, biases, precisions, strict=True):
        profile = tuple(strategy[0] for strategy in one_shot.split(row[np.newaxis]))
        values = game.values(profile)
        pays = [
            game.auxiliary(s, values).action_payoffs(i, game.in_state(profile, s)) / game.payoff_range[i]
            for i, s in product(range(2), range(2))
        ]
        odds = [np.log(profile[i][s]) for i, s in product(range(2), range(2))]
        surplus = [o[1:] - o[0] - precision * (q[1:] - q[0]) for o, q in zip(odds, pays, strict=True)]
        np.testing.assert_allclose(np.concatenate(surplus), bias, atol=1e-6)


@given(st.integers(0, 2**32), st.integers(1, 9), st.integers(-9, 9))
@settings(max_examples=4)
def test_unit_and_origin_of_payoffs_do_not_matter(seed: int, unit: int, origin: int) -> None:
    game = drawn(np.random.default_rng(seed), 2, (2, 2), "9/10")
    moved = game.exact_payoffs.copy()
    moved[:, 0] = moved[:, 0] * unit + origin
    solution, other = (markov_perfect(g) for g in (game, StochasticGame(moved, game.exact_transitions, "9/10")))

    assert sets_of(other) == sets_of(solution)
    assert [e.index for e in other.equilibria] == [e.index for e in solution.equilibria]


def test_players_states_and_actions_may_be_numbered_otherwise() -> None:
    """All are turned round: where the indices add up to 1 on both sides the same equilibria are found."""
    game = drawn(np.random.default_rng(8), 2, (2, 2), "9/10")
    payoffs = game.exact_payoffs[::-1, ::-1, ::-1, ::-1].swapaxes(2, 3)
    moves = game.exact_transitions[::-1, ::-1, ::-1, ::-1].swapaxes(1, 2)
    turned = markov_perfect(StochasticGame(payoffs, moves, "9/10"))

    back = sorted(rounded([s[::-1, ::-1] for s in e.strategies[::-1]]) for e in turned.equilibria)
    assert back == sets_of(markov_perfect(game))


def test_same_seed_gives_the_same_equilibria_in_the_same_order() -> None:
    game = drawn(np.random.default_rng(4), 2, (2, 2), "9/10")
    first, second = markov_perfect(game, seed=3), markov_perfect(game, seed=3)

    for one, other in zip(first.equilibria, second.equilibria, strict=True):
        assert all((a == b).all() for a, b in zip(one.strategies, other.strategies, strict=True))


def test_search_that_is_too_large_says_so() -> None:
    game = drawn(np.random.default_rng(0), 8, (3, 3), "99/100")
    solution = pure_markov_perfect(game)

    assert solution.equilibria == ()
    assert not solution.complete
    assert solution.notes == (
        "Pure equilibria were not sought: 43,046,721 pure stationary profiles are left after those that are dominated, "
        "more than 4,000,000.",
    )


def test_game_in_which_nothing_matters_has_one_equilibrium() -> None:
    solution = markov_perfect(StochasticGame(np.ones((2, 2, 2, 2)), np.full((2, 2, 2, 2), 0.5), "9/10"))

    assert [e.choices for e in solution.equilibria] == [((0, 0), (0, 0))]
    assert solution.complete
