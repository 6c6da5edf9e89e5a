"""Rationalizable play: published games, beliefs found by linear programs, and what must not matter."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.optimize import linprog

from tetrarchy import NormalFormGame, Solution, analyse, load, solve
from tetrarchy.reports.outputs import written
from tetrarchy.solvers.concepts.rationalizable import MOST_PROFILES
from tetrarchy.solvers.maximin import own_table

# Bernheim 1984, as figure 57.1 of Osborne and Rubinstein 1994.
BERNHEIM = NormalFormGame.two_player(
    [[0, 2, 7, 0], [5, 3, 5, 0], [7, 2, 0, 0], [0, 0, 0, 10]],
    [[7, 5, 0, 1], [2, 3, 2, 1], [0, 5, 7, 1], [0, -2, 0, -1]],
)

# Osborne and Rubinstein 1994, figure 58.1: all three get the same; the third player picks the matrix.
COMMON = np.array([[[8, 4, 0, 3], [0, 0, 0, 3]], [[0, 0, 0, 3], [0, 4, 8, 3]]])
THREE = NormalFormGame([COMMON] * 3)


def games() -> st.SearchStrategy[NormalFormGame]:
    shapes = st.sampled_from([(3,), (3, 2), (3, 3), (4, 2), (2, 2, 2), (3, 2, 2)])
    numbers = st.integers(0, 4)
    return shapes.flatmap(lambda shape: arrays(np.int64, (len(shape), *shape), elements=numbers)).map(NormalFormGame)


def survivors(solution: Solution) -> tuple[tuple[int, ...], ...]:
    """Return for each player the actions that occur in some outcome."""
    played = [{found.supports[player][0] for found in solution.equilibria} for player in range(solution.game.n_players)]
    return tuple(tuple(sorted(own)) for own in played)


def best_reply_by(game: NormalFormGame, player: int, action: int, left: tuple[tuple[int, ...], ...]) -> float:
    """Return the least that the action falls short of a best reply, over beliefs on the actions left to the others."""
    others = [list(own) if k != player else range(game.shape[k]) for k, own in enumerate(left)]
    table = own_table(NormalFormGame(game.payoffs[np.ix_(range(game.n_players), *others)]), player).astype(float)
    size = table.shape[1]
    rows = np.column_stack([table - table[action], -np.ones(len(table))])
    return linprog(
        [0] * size + [1], rows, np.zeros(len(rows)), [[1] * size + [0]], [1], bounds=[(0, None)] * (size + 1)
    ).fun


def test_the_game_of_bernheim_keeps_three_actions_each() -> None:
    """The last column falls to half the first and half the third, and with it what was good only against it."""
    solution = solve(BERNHEIM, "rationalizable")

    assert survivors(solution) == ((0, 1, 2), (0, 1, 2))
    assert len(solution.equilibria) == 9
    assert solution.complete
    assert solution.notes == ("What survives 2 rounds of elimination is Player 1: a1, a2, a3; Player 2: a1, a2, a3.",)


def test_the_regret_of_an_outcome_is_measured_and_does_not_make_it_less_certain() -> None:
    outcomes = {found.supports: found for found in solve(BERNHEIM, "rationalizable").equilibria}

    assert outcomes[((1,), (1,))].regret == 0
    assert outcomes[((0,), (0,))].regret == 7
    assert all(found.certified and found.distance == 0 for found in outcomes.values())
    assert all(found.grounds == "beliefs" for found in outcomes.values())


def test_a_correlated_belief_keeps_an_action_that_no_independent_one_does() -> None:
    """Matrix 2 is best against half (T, L) and half (B, R); against independent p and q others always pay more."""
    solution = solve(THREE, "rationalizable")
    p, q = np.meshgrid(np.linspace(0, 1, 201), np.linspace(0, 1, 201))
    both, neither = p * q, (1 - p) * (1 - q)

    assert survivors(solution)[2] == (0, 1, 2, 3)
    assert (4 * both + 4 * neither < np.maximum(3, 8 * np.maximum(both, neither))).all()
    assert any("correlated" in note for note in solution.notes)


def test_dominance_solvable_games_keep_one_outcome() -> None:
    solution = solve(load("us-russia-china").build(), "rationalizable")

    assert [found.supports for found in solution.equilibria] == [((3,), (1,), (1,))]
    assert solution.equilibria[0].regret == 0


@given(games())
@settings(max_examples=60, deadline=None)
def test_what_survives_is_best_for_some_belief_about_what_survives_and_nothing_else_is(game: NormalFormGame) -> None:
    """Whole payoffs up to 4 with at most 4 actions: a shortfall that is not 0 is far above the 1e-7 of the program."""
    left = survivors(solve(game, "rationalizable"))

    for player, m in enumerate(game.shape):
        short = {action: best_reply_by(game, player, action, left) for action in range(m)}
        assert tuple(action for action in range(m) if short[action] < 1e-6) == left[player]


@given(games())
@settings(max_examples=40, deadline=None)
def test_no_equilibrium_and_no_correlated_equilibrium_plays_anything_else(game: NormalFormGame) -> None:
    left = survivors(solve(game, "rationalizable"))

    for concept in ("nash", "correlated"):
        for found in solve(game, concept).equilibria:
            assert all(set(own) <= set(kept) for own, kept in zip(found.supports, left, strict=True))


@given(games(), st.fractions(Fraction(1, 10**6), 10**6), st.fractions(-9, 9))
@settings(max_examples=20, deadline=None)
def test_the_unit_and_origin_of_payoffs_do_not_matter(game: NormalFormGame, unit: Fraction, origin: Fraction) -> None:
    scaled = NormalFormGame(game.exact * unit + origin)

    assert survivors(solve(scaled, "rationalizable")) == survivors(solve(game, "rationalizable"))


def test_of_very_many_outcomes_the_first_are_listed_and_all_actions_named() -> None:
    solution = solve(NormalFormGame([np.eye(17, dtype=int)] * 2), "rationalizable")

    assert len(solution.equilibria) == MOST_PROFILES
    assert not solution.complete
    assert solution.notes == (
        "Every action survives: each is a best reply to some belief.",
        "Of the 289 outcomes the first 256 are listed.",
    )


def test_the_report_says_who_would_move_and_not_why_nobody_does() -> None:
    text = written(analyse(load("stag-hunt"), "rationalizable"), "markdown")

    assert "## What holds under the concept rationalizable" in text
    assert "## Who would move" in text
    hare = "The first hunter would gain 75% of what it has at stake if it chose to catch a hare here"
    assert f"{hare}: it acts so only where it expects something else." in text
    assert "the outcome is a Nash equilibrium too" in text
    assert "would not move" not in text
