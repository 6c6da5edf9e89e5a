"""The closed forms one by one: their decisions, where they are in doubt, and how they mix."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from itertools import pairwise, permutations, product
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from tetrarchy.solvers.batch import Reason, generic_batch, solve_batch
from tetrarchy.solvers.batch.bimatrix import bimatrix
from tetrarchy.solvers.batch.gains import single_gains, tolerance_of, unit_gains
from tetrarchy.solvers.batch.kernel import pair_weights
from tetrarchy.solvers.batch.measured import measured_profiles
from tetrarchy.solvers.batch.pure import pure
from tetrarchy.solvers.batch.search import turned
from tetrarchy.solvers.batch.two_by_two import two_by_two
from tetrarchy.solvers.batch.two_by_two_by_three import two_by_two_by_three
from tetrarchy.solvers.batch.two_by_two_by_two import two_by_two_by_two

SHAPES = [(2, 2), (2, 3), (3, 2), (3, 3), (4, 3), (4, 4), (2, 2, 2), (2, 3, 2)]


def few_values(count: int, shape: tuple[int, ...], seed: int) -> NDArray[np.float64]:
    """Draw payoffs (n, m_1, .., m_n, count) with many ties."""
    return np.random.default_rng(seed).integers(-3, 4, (len(shape), *shape, count)).astype(float)


def test_the_two_closed_forms_for_2_x_2_games_decide_alike() -> None:
    every = np.array(list(product((0.0, 1.0, 2.0), repeat=8))).T.reshape(2, 2, 2, -1)

    here, there = two_by_two().decide(every), bimatrix(2, 2).decide(every)

    assert two_by_two().supports == bimatrix(2, 2).supports
    assert np.array_equal(here.doubtful, there.doubtful)
    assert np.array_equal(here.degenerate, there.degenerate)
    assert np.array_equal(here.indices[~here.doubtful], there.indices[~here.doubtful])


def test_the_indices_of_a_2_x_2_game_add_up_to_one_for_every_pattern_of_signs() -> None:
    every = np.array(list(product((-1.0, 1.0), repeat=4))).T.reshape(2, 2, -1)
    gains = np.zeros((2, 2, 2, 16))
    gains[0, 0], gains[1, :, 0] = every[0], every[1]

    decisions = two_by_two().decide(gains)

    assert not decisions.doubtful.any()
    assert (decisions.indices.sum(axis=1) == 1).all()
    assert len({tuple(row) for row in decisions.indices.tolist()}) == 7


@pytest.mark.parametrize("shape", SHAPES)
def test_without_doubt_the_pure_equilibria_are_those_of_the_search_for_pure_ones(shape: tuple[int, ...]) -> None:
    games = few_values(2000, shape, seed=1)
    kernel = {
        (2, 2): two_by_two,
        (2, 2, 2): two_by_two_by_two,
        (2, 3, 2): lambda: two_by_two_by_three(shape),
    }.get(shape, lambda: bimatrix(*shape))()

    with np.errstate(all="ignore"):
        decisions, found = kernel.decide(games), pure().decide(games)

    assert kernel.supports[: kernel.n_pure] == tuple(tuple((a,) for a in each) for each in np.ndindex(shape))
    assert np.array_equal(decisions.indices[~decisions.doubtful, : kernel.n_pure], found.indices[~decisions.doubtful])
    assert 0.2 < decisions.doubtful.mean() < 0.9


@pytest.mark.parametrize("shape", SHAPES)
def test_a_game_that_nobody_cares_for_is_in_doubt(shape: tuple[int, ...]) -> None:
    assert generic_batch(np.ones((1, len(shape), *shape))).reason.tolist() == [Reason.NEAR_TIE]


def test_three_actions_mix_so_that_the_other_player_is_indifferent() -> None:
    """Rock, paper, scissors where rock wins double; the weights are known: 1/4, 1/2, 1/4."""
    row = np.array([[0.0, -1, 2], [1, 0, -1], [-2, 1, 0]])
    kernel = bimatrix(3, 3)

    weights = kernel.mix(np.array([row, -row])[..., None], 0)

    for weight in weights:
        assert (weight / weight.sum())[:, 0] == pytest.approx([1 / 4, 1 / 2, 1 / 4], abs=1e-15)


def test_pairs_mix_at_any_two_actions_of_any_two_players() -> None:
    payoffs = np.random.default_rng(2).standard_normal((3, 2, 3, 3, 50))

    first, second, third = pair_weights(payoffs[np.ix_(range(3), [1], [0, 2], [1, 2])])

    difference = payoffs[1, 1, 0, 1:] - payoffs[1, 1, 2, 1:]
    opposite = difference[0] * difference[1] < 0
    assert first.tolist() == [[1] * 50]
    assert np.allclose((third * difference).sum(axis=0)[opposite], 0, rtol=0, atol=1e-15)
    assert second.shape == (2, 50)


def test_a_regular_game_in_which_the_elimination_divides_by_zero_is_solved_exactly() -> None:
    """Three players of whom each wants to differ from the next: one equilibrium, completely mixed."""
    x, y, z = np.indices((2, 2, 2))
    differ = [[x != y, y != z, z != x]]

    found = solve_batch(differ)

    assert generic_batch(differ).reason.tolist() == [Reason.NEAR_TIE]
    assert [own.tolist() for own in found.strategies] == [[[0.5, 0.5]]] * 3
    assert found.index.tolist() == [1]
    assert found.complete.all()


def test_an_outsider_is_no_doubt() -> None:
    """Player 1 is of no consequence to the others, who play matching pennies, and prefers action 2 on the average."""
    _, y, z = np.indices((2, 2, 2))
    own = np.array([[[3, 0], [0, 0]], [[1, 1], [1, 1]]])

    found = generic_batch([[own, 1 * (y == z), 1 * (y != z)]])

    assert found.complete.all()
    assert [own.tolist() for own in found.strategies] == [[[0, 1]], [[0.5, 0.5]], [[0.5, 0.5]]]


def test_two_completely_mixed_equilibria_have_opposite_indices_and_stand_in_order() -> None:
    found = generic_batch(np.random.default_rng(3).standard_normal((5000, 3, 2, 2, 2)))

    inside = np.logical_and.reduce([own.min(axis=1) > 0 for own in found.strategies])
    rows = np.flatnonzero(inside)
    pairs = [(k, j) for k, j in pairwise(rows) if found.game[k] == found.game[j]]
    assert len(pairs) > 50
    for k, j in pairs:
        assert found.strategies[0][k, 0] < found.strategies[0][j, 0]
        assert found.index[k] == -found.index[j]


def all_actions_tie(players: tuple[int, int, int]) -> tuple[NDArray[np.float64], tuple[int, ...]]:
    """Return a game of A, B and C in these places, where C is indifferent at 1/2 and 1/2, and A and B at 1/3 each."""
    i, j, k = np.indices((2, 2, 3))
    x, y = 1 - i, 1 - j
    own = np.array([[1, -2, 1], [1, 1, -2]])
    of_c = np.choose(k, [np.zeros_like(x), 1 + y - 3 * x, 2 - x - 3 * y])
    tables = np.array([x * own[0][k], y * own[1][k], of_c], dtype=float)
    turned = tables[list(players)].transpose(0, *(1 + player for player in players))
    return turned, tuple(np.argsort(players).tolist())


@pytest.mark.parametrize("players", list(permutations(range(3))))
def test_three_actions_tie_where_both_others_mix(players: tuple[int, int, int]) -> None:
    game, places = all_actions_tie(players)

    found = generic_batch([game])

    assert found.complete.all()
    assert found.index.sum() == 1
    (row,) = np.flatnonzero(np.logical_and.reduce([own.min(axis=1) > 0 for own in found.strategies]))
    a, b, c = (found.strategies[place][row] for place in places)
    assert a == pytest.approx([1 / 2, 1 / 2], abs=1e-15)
    assert b == pytest.approx([1 / 2, 1 / 2], abs=1e-15)
    assert c == pytest.approx([1 / 3, 1 / 3, 1 / 3], abs=1e-15)


@pytest.mark.parametrize("shape", [(2, 2, 3), (2, 3, 2), (3, 2, 2)])
def test_two_equilibria_with_the_same_supports_stand_in_the_order_of_probabilities(shape: tuple[int, ...]) -> None:
    found = generic_batch(np.random.default_rng(5).standard_normal((6000, 3, *shape)))

    together = np.concatenate(found.strategies, axis=1)
    twins = [
        (k, k + 1)
        for k in np.flatnonzero(np.diff(found.game) == 0)
        if np.array_equal(together[k] > 0, together[k + 1] > 0)
    ]
    assert len(twins) > 50
    assert all(together[k].tolist() < together[j].tolist() for k, j in twins)


def test_a_double_root_is_in_doubt_and_is_not_where_it_splits_or_disappears() -> None:
    """Players 2 and 3 mix at y = z = 1/4 + x/2; there player 1 gains (1/4 - x/2)^2 - e, and 0 at 1/2 +- 2 sqrt e."""
    x, y, z = np.meshgrid([0.0, 1.0], [0.0, 1.0], [0.0, 1.0], indexing="ij")
    splits = [1e-2, 1e-5, 1e-14, 0, -1e-14, -1e-5]

    found = generic_batch(
        [
            [(1 - x) * ((0.5 - y) * (0.5 - z) - e), (1 - y) * (z - 0.25 - x / 2), (1 - z) * (y - 0.25 - x / 2)]
            for e in splits
        ]
    )

    inside = np.logical_and.reduce([own.min(axis=1) > 0 for own in found.strategies])
    assert found.reason.tolist() == [0, 0, Reason.NEAR_TIE, Reason.NEAR_TIE, Reason.NEAR_TIE, 0]
    assert np.bincount(found.game[inside], minlength=6).tolist() == [2, 2, 0, 0, 0, 0]
    roots = found.strategies[0][inside & (found.game == 1), 1]
    assert sorted(roots) == pytest.approx([0.5 - 2 * np.sqrt(1e-5), 0.5 + 2 * np.sqrt(1e-5)], abs=1e-9)


@pytest.mark.parametrize("shape", [(1, 3), (3, 3), (2, 2, 2)])
def test_gains_are_differences_in_units_of_the_largest(shape: tuple[int, ...]) -> None:
    payoffs = few_values(100, shape, seed=4)
    payoffs[0, ..., 0] = 7

    gains, units = unit_gains(payoffs)

    for player, (gain, unit) in enumerate(zip(gains, units, strict=True)):
        own = np.moveaxis(payoffs[player], player, 0)
        differences = [own[a] - own[b] for a in range(len(own)) for b in range(a + 1, len(own))]
        assert np.allclose(gain * unit, np.array(differences).reshape(gain.shape), rtol=0, atol=1e-15)
        assert (np.abs(gain).reshape(-1, 100).max(axis=0, initial=0) <= 1).all()
    assert units[0, 0] == 1


def test_the_tolerance_grows_with_the_distance_of_payoffs_from_their_origin() -> None:
    payoffs = np.array([[[3.0, 0.0], [5.0, 1.0]], [[3.0, 5.0], [0.0, 1.0]]])[..., None]
    moved = [payoffs + origin for origin in (0, 2.0**20, 2.0**40)]

    near, far, farther = (tolerance_of(games, unit_gains(games)[1])[0] for games in moved)

    assert near == pytest.approx(2.0**-26 + 2.0**-29 * 3 / 2, rel=1e-4)
    assert far == pytest.approx(2.0**-26 + 2.0**-29 * 2**20 / 2, rel=1e-4)
    assert farther == pytest.approx(2.0**-26 + 2.0**-29 * 2**40 / 2, rel=1e-4)


def test_margins_of_single_precision_hold_its_rounding_and_the_tolerance() -> None:
    games = np.random.default_rng(7).random((2, 4, 4, 5000)) * 10.0 ** np.array([[[[-200]]], [[[200]]]])
    doubles, units = unit_gains(games)
    tolerance = tolerance_of(games, units)

    singles, margins = single_gains(games)

    for rough, close in zip(singles, doubles, strict=True):
        for size, margin in enumerate(margins, start=1):
            minors, exact = (expanded(gains[[2, 4, 5][:size]], range(size)) for gains in (rough, close))
            assert minors.dtype == np.float32
            assert (np.abs(minors - exact) + tolerance < margin).all()


def expanded(gains: NDArray[Any], columns: Sequence[int]) -> NDArray[Any]:
    """Return determinants, by the first row, of the precision that gains have."""
    if len(columns) == 1:
        return gains[0, columns[0]]
    rest = [[d for d in columns if d != c] for c in columns]
    terms = [gains[0, c] * expanded(gains[1:], others) for c, others in zip(columns, rest, strict=True)]
    return reduce(np.add, [(-1) ** j * term for j, term in enumerate(terms)])


def test_games_without_room_in_the_buffer_are_turned_elsewhere() -> None:
    games = np.arange(24.0).reshape(3, 2, 2, 2)

    assert np.array_equal(turned(games, np.empty(1)), games.transpose(1, 2, 3, 0))
    assert np.array_equal(turned(games, np.empty(30)), games.transpose(1, 2, 3, 0))


def test_a_constant_player_has_no_regret_as_a_share_of_its_range() -> None:
    tables = [np.full((2, 2, 1), 0.1), np.ones((2, 2, 1))]
    range_ends = np.array([[0.1], [1.0]])
    profile = [np.array([[1 / 3], [2 / 3]]), np.array([[1.0], [0.0]])]

    payoffs, regret, share = measured_profiles(tables, profile, range_ends, range_ends)

    assert payoffs[:, 0] == pytest.approx([0.1, 1], abs=1e-15)
    assert regret[0] <= 1e-16
    assert share.tolist() == [0]
