"""Undominated and perfect equilibria, against Selten, Myerson, van Damme, and trembles tried out one by one."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.optimize import linprog

from tetrarchy.games.normal_form import NormalFormGame, Profile, PureProfile
from tetrarchy.solvers.base import Candidate, Solution
from tetrarchy.solvers.concepts.pure_nash import exact_pure, pure_nash_profiles
from tetrarchy.solvers.concepts.refinements.trembling_hand import is_perfect
from tetrarchy.solvers.dominance import dominated_actions
from tetrarchy.solvers.solve import solve

MYERSON = NormalFormGame.symmetric([[1, 0, -9], [0, 0, -7], [-9, -7, -7]])
"""Myerson (1978), figure 2."""


def bimatrices() -> st.SearchStrategy[NormalFormGame]:
    """Draw small games of two players with many ties."""
    shapes = st.sampled_from([(1, 2), (2, 2), (2, 3), (3, 3)])
    return shapes.flatmap(lambda s: arrays(np.int64, (2, *s), elements=st.integers(0, 2))).map(NormalFormGame)


def written(solution: Solution) -> list[str]:
    """Write each equilibrium as its strategies in fractions: "1/2 1/2, 1 0"."""
    return [", ".join(" ".join(map(str, own)) for own in e.exact or ()) for e in solution.equilibria]


def supports(solution: Solution) -> list[tuple[tuple[int, ...], ...]]:
    return [equilibrium.supports for equilibrium in solution.equilibria]


def selten_horse() -> NormalFormGame:
    """Return the normal form of Selten's (1975) figure 1, its best-known example."""
    leaves = {
        ("D", "L"): (3, 3, 2),
        ("D", "R"): (0, 0, 0),
        ("C", "c"): (1, 1, 1),
        ("C", "d", "L"): (4, 4, 0),
        ("C", "d", "R"): (0, 0, 1),
    }
    payoffs = np.zeros((3, 2, 2, 2), dtype=int)
    for (i, first), (j, second), (k, third) in product(*(enumerate(names) for names in ("DC", "dc", "LR"))):
        path = {"D": ("D", third), "C": ("C", "c") if second == "c" else ("C", "d", third)}[first]
        payoffs[:, i, j, k] = leaves[path]
    return NormalFormGame(payoffs, ["1", "2", "3"], ["DC", "dc", "LR"])


def test_an_equilibrium_in_dominated_actions_does_not_survive_mistakes() -> None:
    game = NormalFormGame.symmetric([[1, 0], [0, 0]])

    assert supports(solve(game)) == [((0,), (0,)), ((1,), (1,))]
    for concept in ("undominated", "trembling_hand"):
        solution = solve(game, concept)
        assert supports(solution) == [((0,), (0,))]
        assert solution.complete
    assert solve(game, "trembling_hand").notes[0] == "Perfect: 1 of the 2 Nash equilibria that were found."


def test_two_of_myersons_three_equilibria_are_perfect() -> None:
    assert supports(solve(MYERSON)) == [((0,), (0,)), ((1,), (1,)), ((2,), (2,))]
    assert supports(solve(MYERSON, "undominated")) == [((0,), (0,)), ((1,), (1,))]
    assert supports(solve(MYERSON, "trembling_hand")) == [((0,), (0,)), ((1,), (1,))]


def test_a_mixture_of_undominated_actions_can_be_dominated() -> None:
    """Half of each of the first two pays 1, 1, 0 and the third action 1, 1, 1; none of the three is dominated."""
    game = NormalFormGame.two_player([[2, 0, 0], [0, 2, 0], [1, 1, 1]], [[1, 0, 0], [0, 1, 0], [0, 0, 0]])
    mixed = "1/2 1/2 0, 1/2 1/2 0"

    assert not [found for found in dominated_actions(game, "weak") if found.player == 0]
    assert mixed in written(solve(game, "undominated"))
    assert mixed not in written(solve(game, "trembling_hand"))


def test_the_horse_has_an_imperfect_equilibrium() -> None:
    """Selten (1975), section 5: those with (D, c, L) are imperfect, since the second player would err into d.

    That with (C, c, R) is perfect. No strategy is dominated, so that dominance does not tell them apart.
    """
    game = selten_horse()
    solution = solve(game, "trembling_hand")

    assert supports(solve(game, "undominated")) == supports(solve(game))
    assert pure_nash_profiles(game) == ((0, 1, 0), (1, 1, 1))
    assert is_perfect(game, Candidate(exact_pure(game, (0, 1, 0)))) is False
    assert is_perfect(game, Candidate(exact_pure(game, (1, 1, 1)))) is True
    assert all(found[0] == (1,) for found in supports(solution))
    assert not solution.complete
    assert "Whether the one on (C, c, L or R) is perfect was not settled." in solution.notes


def test_with_three_players_an_undominated_equilibrium_may_be_imperfect() -> None:
    """Van Damme (1991), figure 2.2.1: at (D, l, L) the row player's D is only better if both others err at once."""
    left = [[(1, 1, 1), (1, 0, 1)], [(1, 1, 1), (0, 0, 1)]]
    right = [[(1, 1, 0), (0, 0, 0)], [(0, 1, 0), (1, 0, 0)]]
    game = NormalFormGame(np.array([left, right]).transpose(3, 1, 2, 0))

    assert not [found for found in dominated_actions(game, "weak") if found.player == 0]
    assert pure_nash_profiles(game) == ((0, 0, 0), (1, 0, 0))
    assert supports(solve(game, "undominated")) == [((0,), (0,), (0,)), ((1,), (0,), (0,))]
    solution = solve(game, "trembling_hand")

    assert supports(solution) == [((0,), (0,), (0,))]
    assert not solution.complete
    assert "only the corners were tested; others in it may be perfect." in solution.notes[1]


def test_all_equilibria_of_a_regular_game_of_three_are_perfect() -> None:
    """McKelvey and McLennan (1997): nine equilibria, as many as a generic 2 x 2 x 2 game can have."""
    payoffs = np.zeros((3, 2, 2, 2), dtype=int)
    payoffs[:, 0, 0, 0] = 9, 8, 12
    payoffs[:, 1, 1, 0] = 9, 8, 2
    payoffs[:, 0, 1, 1] = payoffs[:, 1, 0, 1] = 3, 4, 6
    solution = solve(NormalFormGame(payoffs), "trembling_hand")

    assert len(solution.equilibria) == 9
    assert solution.complete


@given(bimatrices())
def test_perfect_equilibria_are_the_limits_of_some_trembles(game: NormalFormGame) -> None:
    """By definition for two players: each strategy is a best reply to some completely mixed one near the other's.

    What is a best reply both to the other's strategy and to some completely mixed one is a best reply to all mixtures
    of the two, so one completely mixed strategy is enough. HiGHS makes its least probability as great as can be. If
    that is positive it is at least 1 / 72: a whole number over a determinant of at most sqrt(12)^3 * sqrt(3), which is
    Hadamard's bound for three rows of differences from -2 to 2 and a row of ones.
    """
    perfect = written(solve(game, "trembling_hand"))
    for equilibrium, name in zip(solve(game).equilibria, written(solve(game)), strict=True):
        margins = [trembling_margin(np.moveaxis(game.payoffs[i], i, 0), equilibrium.supports[i]) for i in range(2)]

        assert (name in perfect) == (min(margins) > 1e-4)


def trembling_margin(table: Any, support: tuple[int, ...]) -> float:
    """Return the greatest least probability of a strategy of the other to which a support is a best reply."""
    rows, columns = table.shape
    worse = [np.append(table[k] - table[a], 0) for a in support for k in range(rows)]
    apart = np.column_stack([-np.eye(columns), np.ones(columns)])
    program = linprog(
        [*[0] * columns, -1],
        np.vstack([worse, apart]),
        np.zeros(len(worse) + columns),
        [[*[1] * columns, 0]],
        [1],
    )
    return -program.fun if program.status == 0 else -1.0


@given(bimatrices())
def test_perfect_equilibria_exist_and_are_undominated(game: NormalFormGame) -> None:
    perfect, undominated = written(solve(game, "trembling_hand")), written(solve(game, "undominated"))

    assert perfect
    assert set(perfect) <= set(undominated)


@given(bimatrices())
def test_the_tests_for_more_players_never_contradict_those_for_two(game: NormalFormGame) -> None:
    """A third player with one action changes nothing but the road taken."""
    padded = np.concatenate([game.exact, np.zeros((1, *game.shape), dtype=int)])[..., np.newaxis]
    third = np.array([Fraction(1)], dtype=object)
    for equilibrium in solve(game).equilibria:
        here = is_perfect(game, Candidate(equilibrium.profile))
        there = is_perfect(NormalFormGame(padded), Candidate((*equilibrium.profile, third)))

        assert there in (None, here)


@settings(max_examples=40)
@given(arrays(np.int64, (3, 2, 2, 2), elements=st.integers(0, 2)))
def test_verdicts_on_pure_equilibria_of_three_agree_with_trembles_tried_out(payoffs: Any) -> None:
    """Every player errs with a probability of e, 2 e, 3 e, e^2 or e^3, where e is 1/1000.

    Gains are polynomials in e with whole coefficients of absolute sum at most 2 * 4 * 4^2 = 128, so that the first
    that is not 0 decides at 1/1000, and the signs there are those at all smaller e.
    """
    game = NormalFormGame(payoffs)
    e = Fraction(1, 1000)
    for profile in pure_nash_profiles(game):
        verdict = is_perfect(game, Candidate(exact_pure(game, profile)))
        trials = product((e, 2 * e, 3 * e, e**2, e**3), repeat=3)
        survives = any(all(best_replies(game, profile, trembling(profile, errors))) for errors in trials)

        assert survives if verdict else not (survives and verdict is False)


def trembling(profile: PureProfile, errors: tuple[Fraction, ...]) -> Profile:
    return tuple(
        np.array([1 - error if a == action else error for a in range(2)], dtype=object)
        for action, error in zip(profile, errors, strict=True)
    )


def best_replies(game: NormalFormGame, profile: PureProfile, near: Profile) -> list[bool]:
    values = [game.action_payoffs(player, near) for player in range(len(profile))]
    return [own[action] == max(own) for own, action in zip(values, profile, strict=True)]
