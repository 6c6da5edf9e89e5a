"""Square systems: settled by counting, by subdivision, or not at all."""

from __future__ import annotations

from math import inf

import numpy as np
import pytest

from tetrarchy.games.normal_form import NormalFormGame
from tetrarchy.solvers.n_player.indifference import systems_of, values_at
from tetrarchy.solvers.n_player.square_supports import Settled, gain_signs, solve_square
from tetrarchy.solvers.n_player.support_profiles import ExactGains, Supports, exact_gains


def solved(gains: ExactGains, supports: list[Supports], rng: np.random.Generator, deadline: float) -> Settled:
    return dict(solve_square(gains, supports, rng, deadline))


FULL: Supports = ((0, 1, 2), (0, 1, 2), (0, 1, 2))


@pytest.mark.parametrize("seed", range(6))
def test_paths_and_subdivision_find_the_same_strategies(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    gains = exact_gains(NormalFormGame(np.random.default_rng(seed).random((4, 2, 2, 2, 2))))
    supports: Supports = ((0, 1),) * 4
    by_pieces = solved(gains, [supports], np.random.default_rng(0), inf)[supports]
    monkeypatch.setattr("tetrarchy.solvers.n_player.square_supports._worth_trying", lambda _: 0)
    by_paths = solved(gains, [supports], np.random.default_rng(0), inf)[supports]

    assert by_pieces is not None
    assert by_paths is not None
    inside, also = (
        sorted(np.concatenate(root.strategies).tolist() for root in roots if min(map(np.min, root.strategies)) > 0)
        for roots in (by_pieces, by_paths)
    )
    assert np.array(inside) == pytest.approx(np.array(also), abs=1e-11)


def test_real_solutions_solve_the_equations() -> None:
    rng = np.random.default_rng(1)
    gains = exact_gains(NormalFormGame(rng.random((3, 3, 3, 3))))
    found = solved(gains, [FULL], rng, inf)[FULL]
    tensors = systems_of(gains, [FULL]).tensors

    assert found is not None
    for root in found:
        assert np.abs(values_at(tensors, np.concatenate(root.strategies)[None])).max() < 1e-12
        assert all(not any(own) for own in gain_signs(gains, FULL, root))


def test_one_player_who_mixes_over_too_many_actions_is_settled_without_solutions() -> None:
    rng = np.random.default_rng(2)
    gains = exact_gains(NormalFormGame(rng.random((3, 5, 3, 2))))
    supports: Supports = ((0, 1, 2, 3, 4), (0, 1, 2), (0, 1))

    assert solved(gains, [supports], rng, inf) == {supports: ()}


def test_a_continuum_is_not_settled() -> None:
    payoffs = np.zeros((3, 3, 3, 3))
    payoffs[2] = np.random.default_rng(3).random((3, 3, 3))
    settled = solved(exact_gains(NormalFormGame(payoffs)), [FULL], np.random.default_rng(0), inf)

    assert settled == {FULL: None}


def test_what_is_not_begun_in_time_is_left_out() -> None:
    gains = exact_gains(NormalFormGame(np.random.default_rng(4).random((3, 3, 3, 3))))

    assert solved(gains, [FULL], np.random.default_rng(0), -inf) == {}


def test_a_player_with_too_many_equal_actions_is_not_settled() -> None:
    payoffs = np.zeros((3, 5, 3, 2))
    payoffs[1:] = np.random.default_rng(5).random((2, 5, 3, 2))
    supports: Supports = ((0, 1, 2, 3, 4), (0, 1, 2), (0, 1))

    assert solved(exact_gains(NormalFormGame(payoffs)), [supports], np.random.default_rng(0), inf) == {supports: None}


def test_many_paths_are_followed_in_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    gains = exact_gains(NormalFormGame(np.random.default_rng(6).random((3, 3, 3, 3))))
    supports: list[Supports] = [((0, 1, 2), (0, 1, 2), (0, 1)), ((0, 1), (0, 1, 2), (0, 1, 2)), FULL]
    monkeypatch.setattr("tetrarchy.solvers.n_player.square_supports._worth_trying", lambda _: 0)
    together = solved(gains, supports, np.random.default_rng(0), inf)
    monkeypatch.setattr("tetrarchy.solvers.n_player.square_supports._PATHS_AT_ONCE", 3)
    apart = solved(gains, supports, np.random.default_rng(0), inf)

    assert [len(together[profile] or ()) for profile in supports] == [len(apart[profile] or ()) for profile in supports]


def test_after_the_deadline_no_supports_are_begun(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tetrarchy.solvers.n_player.square_supports.real_solutions", None)
    gains = exact_gains(NormalFormGame(np.random.default_rng(1).random((3, 3, 3, 3))))

    assert list(solve_square(gains, [FULL], np.random.default_rng(0), -inf)) == []
