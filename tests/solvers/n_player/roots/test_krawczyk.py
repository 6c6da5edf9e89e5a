"""Certificates: they hold what they promise and are refused at singular solutions."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from tetrarchy.games.normal_form import NormalFormGame
from tetrarchy.solvers.n_player.indifference import Systems, systems_of
from tetrarchy.solvers.n_player.roots.krawczyk import certify
from tetrarchy.solvers.n_player.support_profiles import exact_gains

PAIRS = ((0, 1), (0, 1), (0, 1))


def nine_equilibria() -> Systems:
    """Return the completely mixed system of the game of McKelvey & McLennan 1997, solved by (2/5, 1/2, 1/3)."""
    payoffs = np.zeros((3, 2, 2, 2), dtype=int)
    payoffs[:, 0, 0, 0], payoffs[:, 1, 1, 0] = (9, 8, 12), (9, 8, 2)
    payoffs[:, 1, 0, 1] = payoffs[:, 0, 1, 1] = (3, 4, 6)
    return systems_of(exact_gains(NormalFormGame(payoffs)), [PAIRS])


@pytest.mark.parametrize("newton_steps", [0, 1, 3])
def test_the_true_solution_is_within_the_radius(newton_steps: int) -> None:
    true = [Fraction(2, 5), Fraction(3, 5), Fraction(1, 2), Fraction(1, 2), Fraction(1, 3), Fraction(2, 3)]
    start = np.array([[float(p) for p in true]]) + 1e-5 * np.array([[1, -1, 2, -2, -1, 1]])
    found = certify(nine_equilibria(), start, np.ones((1, 6)), newton_steps)
    farthest = max(abs(Fraction(float(p)) - q) for p, q in zip(found.points[0], true, strict=True))

    assert farthest <= found.radius[0] < found.reach[0]
    assert newton_steps < 3 or found.radius[0] < 1e-12


def test_both_solutions_are_enclosed_apart_with_opposite_determinants() -> None:
    starts = np.array([[0.4, 0.6, 0.5, 0.5, 1 / 3, 2 / 3], [0.5, 0.5, 0.4, 0.6, 0.25, 0.75]])
    found = certify(nine_equilibria().take(np.array([0, 0])), starts, np.ones((2, 6)))

    assert np.isfinite(found.radius).all()
    assert sorted(found.sign.tolist()) == [-1, 1]


def test_nothing_is_proven_far_from_a_solution_without_newton_steps() -> None:
    found = certify(nine_equilibria(), np.full((1, 6), 0.5), np.ones((1, 6)), newton_steps=0)

    assert np.isinf(found.radius[0])
    assert found.reach[0] == 0


def test_nothing_is_proven_at_a_double_solution() -> None:
    # The equations y = z, z = x and (x - 1/2)(y - 1/2) = 0 in the odds have one solution, of multiplicity two.
    payoffs = np.zeros((3, 2, 2, 2), dtype=int)
    payoffs[0, 1] = [[0, 1], [-1, 0]]
    payoffs[1, :, 1] = [[0, 1], [-1, 0]]
    payoffs[2, :, :, 1] = [[1, -1], [-1, 1]]
    system = systems_of(exact_gains(NormalFormGame(payoffs)), [PAIRS])
    found = certify(system, np.full((1, 6), 0.5), np.ones((1, 6)))

    assert np.isinf(found.radius[0])
