"""Samples of equilibria where they are not isolated."""

from __future__ import annotations

import numpy as np
import pytest

from tetrarchy.games.normal_form import NormalFormGame
from tetrarchy.solvers.n_player.singular_supports import sample_equilibria
from tetrarchy.solvers.n_player.support_profiles import exact_gains

PAIRS = ((0, 1), (0, 1), (0, 1))


def test_a_curve_has_dimension_one_and_its_samples_no_regret() -> None:
    # Nau, Gomez Canovas & Hansen 2004, section 5: completely mixed equilibria with z = (1/4, 3/4).
    payoffs = np.zeros((3, 2, 2, 2))
    payoffs[:, 0, 0, 0], payoffs[:, 1, 0, 0], payoffs[:, 0, 1, 0] = (0, 0, 2), (3, 0, 0), (0, 3, 0)
    payoffs[:, 0, 0, 1], payoffs[:, 1, 1, 1] = (1, 1, 0), (0, 0, 3)
    game = NormalFormGame(payoffs)
    samples, dimension = sample_equilibria(game, exact_gains(game), PAIRS, np.random.default_rng(0))

    assert dimension == 1
    assert len(samples) > 1
    for profile in samples:
        assert profile[2] == pytest.approx([0.25, 0.75], abs=1e-9)
        assert game.regret(profile).max() < 1e-9


def test_where_nobody_cares_every_profile_is_a_sample() -> None:
    game = NormalFormGame(np.zeros((3, 2, 2, 2)))
    samples, dimension = sample_equilibria(game, exact_gains(game), PAIRS, np.random.default_rng(0))

    assert dimension == 3
    assert len(samples) == 32


def test_solutions_from_which_somebody_gains_are_no_samples() -> None:
    payoffs = np.zeros((3, 3, 2, 2))
    payoffs[0, 2] = 1
    game = NormalFormGame(payoffs)
    samples, dimension = sample_equilibria(game, exact_gains(game), ((0, 1), (0, 1), (0, 1)), np.random.default_rng(0))

    assert samples == []
    assert dimension == 0
