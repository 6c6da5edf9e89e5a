"""Subdivision: all strategies that solve a system, proven, however its other solutions behave."""

from __future__ import annotations

from itertools import product
from math import inf

import numpy as np
import pytest

from tetrarchy.games.normal_form import NormalFormGame
from tetrarchy.solvers.n_player.roots.subdivision import Search, arranged, arrangement, real_solutions
from tetrarchy.solvers.n_player.support_profiles import Supports, exact_gains

PAIRS = ((0, 1), (0, 1), (0, 1))


def searched(payoffs: np.ndarray, supports: list[Supports], deadline: float = inf, most_pieces: int = 10_000) -> Search:
    return real_solutions(*arranged(exact_gains(NormalFormGame(payoffs)), supports), deadline, most_pieces)


def test_the_two_mixed_solutions_of_a_published_game_are_found_once_each() -> None:
    # McKelvey & McLennan 1997: (2/5, 1/2, 1/3) and (1/2, 2/5, 1/4) for the first actions.
    payoffs = np.zeros((3, 2, 2, 2), dtype=int)
    payoffs[:, 0, 0, 0], payoffs[:, 1, 1, 0] = (9, 8, 12), (9, 8, 2)
    payoffs[:, 1, 0, 1] = payoffs[:, 0, 1, 1] = (3, 4, 6)
    search = searched(payoffs, [PAIRS])

    assert search.settled.all()
    points = search.roots[0].points[search.roots[0].points.min(axis=1) > 0]
    expected = np.array([[2 / 5, 3 / 5, 1 / 2, 1 / 2, 1 / 3, 2 / 3], [1 / 2, 1 / 2, 2 / 5, 3 / 5, 1 / 4, 3 / 4]])
    assert points[points[:, 0].argsort()] == pytest.approx(expected, abs=1e-12)


def test_a_dominated_action_leaves_no_solution() -> None:
    payoffs = np.random.default_rng(0).random((3, 2, 2, 2))
    payoffs[0, 1] += 2
    search = searched(payoffs, [PAIRS])

    assert search.settled.all()
    assert not len(search.roots[0].points)


def test_a_solution_from_which_an_unplayed_action_gains_is_not_looked_for() -> None:
    # The third action of the first player is worth 2 throughout, the other two make a game of matching pennies.
    ring = np.zeros((3, 3, 2, 2))
    a = np.indices((2, 2, 2))
    ring[:, :2] = np.array([a[0] != a[1], a[1] != a[2], a[2] != a[0]], dtype=float)
    ring[0, 2] = 0.4
    beside, better = searched(ring, [PAIRS]), searched(ring + 2 * (np.indices((3, 3, 2, 2))[1] == 2), [PAIRS])

    assert [len(search.roots[0].points) for search in (beside, better)] == [1, 0]
    assert beside.settled.all()
    assert better.settled.all()


def test_a_curve_of_solutions_cannot_be_settled() -> None:
    # Players 1 and 2 are indifferent at z = (1/4, 3/4); the third then leaves a curve in x and y.
    payoffs = np.zeros((3, 2, 2, 2))
    payoffs[0, 1], payoffs[1, :, 1], payoffs[2, :, :, 1] = [[3, -1]] * 2, [[3, -1]] * 2, [[1, 2], [-1, -3]]
    search = searched(payoffs, [PAIRS], most_pieces=2_000)

    assert not search.settled.any()


@pytest.mark.parametrize("shape", [(3, 3, 3), (2, 3, 2, 2), (4, 2, 3)], ids=str)
def test_systems_are_searched_together_as_each_alone_in_whatever_order_the_players_come(shape: tuple[int, ...]) -> None:
    payoffs = np.random.default_rng(1).random((len(shape), *shape))
    whole = tuple(tuple(range(m)) for m in shape)
    alike: list[Supports] = [
        supports
        for supports in product(*([own, *((own[:k] + own[k + 1 :]) for k in range(len(own)))] for own in whole))
        if sorted(map(len, supports)) == sorted([max(len(whole[0]) - 1, 1), *map(len, whole[1:])])
    ]
    together = searched(payoffs, alike)

    assert len(alike) > 2
    assert together.settled.all()
    for supports, roots in zip(alike, together.roots, strict=True):
        (alone,) = searched(payoffs, [supports]).roots
        assert len(alone.points) == len(roots.points)
        assert sorted(roots.points.tolist()) == [
            pytest.approx(point, abs=1e-11) for point in sorted(alone.points.tolist())
        ]


@pytest.mark.parametrize("shape", [(2, 2, 2), (3, 3, 2), (3, 2, 2, 2)], ids=str)
def test_solutions_that_are_put_in_are_found(shape: tuple[int, ...]) -> None:
    rng = np.random.default_rng(3)
    supports = tuple(tuple(range(m)) for m in shape)
    order = arrangement(supports)
    for _ in range(20):
        point = [rng.dirichlet(np.ones(m)) for m in shape]
        payoffs = rng.random((len(shape), *shape))
        for player in range(len(shape)):
            average = payoffs[player]
            for other in reversed(range(len(shape))):
                if other != player:
                    average = np.tensordot(average, point[other], axes=(other, 0))
            payoffs[player] -= average.reshape([-1 if k == player else 1 for k in range(len(shape))])
        search = searched(payoffs, [supports])
        expected = np.concatenate([point[player] for player in order])

        assert search.settled.all()
        assert np.abs(search.roots[0].points - expected).max(axis=1).min() < 1e-9


def test_what_is_not_done_in_time_is_not_settled() -> None:
    search = searched(np.random.default_rng(4).random((3, 3, 3, 3)), [((0, 1, 2),) * 3], deadline=-inf)

    assert not search.settled.any()
