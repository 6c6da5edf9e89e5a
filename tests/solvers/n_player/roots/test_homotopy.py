"""Path following: every path ends at a solution, and the ends are different."""

from __future__ import annotations

import numpy as np
import pytest

from tetrarchy.games.normal_form import NormalFormGame
from tetrarchy.solvers.n_player.indifference import assignments, systems_of, values_at
from tetrarchy.solvers.n_player.roots.homotopy import follow_paths
from tetrarchy.solvers.n_player.support_profiles import Supports, exact_gains


@pytest.mark.parametrize("shape", [(2, 2, 2), (2, 3, 3), (3, 3, 3), (2, 2, 2, 2)], ids=str)
def test_a_random_system_has_as_many_solutions_as_its_bezout_number(shape: tuple[int, ...]) -> None:
    rng = np.random.default_rng(5)
    gains = exact_gains(NormalFormGame(rng.random((len(shape), *shape))))
    systems = systems_of(gains, [tuple(tuple(range(m)) for m in shape)])
    ends = follow_paths(systems, [shape], rng)
    apart = np.abs(ends.points[:, None] / ends.points[:, None, :1] - ends.points[None] / ends.points[None, :, :1])

    assert len(ends.points) == len(assignments(shape))
    assert ends.reached.all()
    # The last Newton step was below a thousandth, so the error left is of its square.
    assert np.abs(values_at(systems.take(ends.system).tensors, ends.points)).max() < 1e-5
    assert (apart.max(axis=2) + np.eye(len(apart)) > 1e-4).all()


def test_systems_of_different_sizes_are_followed_together() -> None:
    rng = np.random.default_rng(6)
    gains = exact_gains(NormalFormGame(rng.random((3, 3, 3, 3))))
    supports: list[Supports] = [((0, 1), (1, 2), (0, 2)), ((0, 1), (0, 1, 2), (0, 1, 2)), ((0, 1, 2),) * 3]
    ends = follow_paths(systems_of(gains, supports), [(2, 2, 2), (2, 3, 3), (3, 3, 3)], rng)

    assert np.bincount(ends.system).tolist() == [2, 4, 10]
    assert ends.reached.all()


def test_paths_to_a_system_without_isolated_solutions_end_without_an_error() -> None:
    gains = exact_gains(NormalFormGame(np.zeros((3, 2, 2, 2))))
    ends = follow_paths(systems_of(gains, [((0, 1),) * 3]), [(2, 2, 2)], np.random.default_rng(0))

    assert len(ends.points) == 2


def test_players_who_do_not_mix_in_any_system_have_no_equations() -> None:
    gains = exact_gains(NormalFormGame(np.random.default_rng(7).random((5, 2, 2, 2, 2, 2))))
    supports: Supports = ((0,), (0, 1), (0, 1), (0, 1), (0, 1))
    ends = follow_paths(systems_of(gains, [supports]), [(1, 2, 2, 2, 2)], np.random.default_rng(0))

    assert len(ends.points) == 9
    assert ends.reached.all()
