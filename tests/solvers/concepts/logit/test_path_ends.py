"""Single equilibria at the ends of paths of logit responses: proven, exact where they are rational, and noted."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from tetrarchy.games.normal_form import NormalFormGame
from tetrarchy.solvers.base import Findings, measure
from tetrarchy.solvers.concepts.logit.path_ends import logit, with_path_ends
from tetrarchy.solvers.concepts.nash import Nash
from tetrarchy.solvers.n_player.isolated_equilibria import n_player_equilibria
from tetrarchy.solvers.n_player.support_profiles import mixing
from tetrarchy.solvers.solve import solve


def random_game(seed: int, shape: tuple[int, ...]) -> NormalFormGame:
    return NormalFormGame(np.random.default_rng(seed).integers(0, 1000, (len(shape), *shape)))


@pytest.mark.parametrize("shape", [(2, 2), (4, 3), (2, 2, 2), (3, 3, 3), (2, 2, 2, 2), (4, 3, 2)], ids=str)
def test_the_equilibrium_of_a_path_is_one_of_those_that_a_complete_search_proves(shape: tuple[int, ...]) -> None:
    for seed in range(3):
        game = random_game(seed, shape)
        (one,) = solve(game, Nash(method="logit")).equilibria
        whole = solve(game, Nash())
        near = [
            other
            for other in whole.equilibria
            if all(np.abs(a - b).max() < 1e-10 for a, b in zip(one.strategies, other.strategies, strict=True))
        ]

        assert whole.complete
        assert one.certified
        assert [(other.index, other.exact) for other in near] == [(one.index, one.exact)]


@pytest.mark.parametrize("shape", [(5, 5, 5, 5), (3, 3, 3, 3, 3), (2,) * 8], ids=str)
def test_one_equilibrium_of_a_game_beyond_complete_search_is_proven(shape: tuple[int, ...]) -> None:
    solution = solve(random_game(1, shape), Nash(method="logit"))
    (one,) = solution.equilibria

    assert one.certified
    assert one.distance is not None
    assert one.distance < 1e-11
    assert len(mixing(one.supports)) > 2
    assert one.index in (1, -1)
    assert not solution.complete
    assert solution.notes == ("One equilibrium was sought; there may be others.",)


def test_a_rational_equilibrium_is_given_in_fractions() -> None:
    # Five players in a ring, of whom each wants to differ from the next.
    a = np.indices((2,) * 5)
    game = NormalFormGame(np.array([a[i] != a[(i + 1) % 5] for i in range(5)], dtype=int))
    (one,) = solve(game, Nash(method="logit")).equilibria

    assert one.exact == ((Fraction(1, 2), Fraction(1, 2)),) * 5
    assert one.index == 1


def test_three_players_who_mix_rationally_are_given_in_fractions() -> None:
    a = np.indices((2, 2, 2))
    ring = np.array([a[0] != a[1], a[1] != a[2], a[2] != a[0]], dtype=int) * np.array([1, 200, 300])[a]
    (one,) = solve(NormalFormGame(ring), Nash(method="logit")).equilibria

    assert one.exact is not None
    assert one.exact[0][0] == Fraction(1, 201)
    assert one.regret == 0


def test_an_end_in_a_continuum_is_exact_where_it_is_simple_and_has_no_index() -> None:
    (one,) = solve(NormalFormGame(np.zeros((3, 2, 2, 2))), Nash(method="logit")).equilibria

    assert one.exact == ((Fraction(1, 2), Fraction(1, 2)),) * 3
    assert one.index is None


def test_an_end_that_is_not_isolated_is_measured_and_said_to_be_unproven() -> None:
    # Two players mix with probabilities of large denominators; the third, who does not matter, may do as it likes.
    payoffs = np.zeros((3, 2, 2, 2))
    payoffs[0] = np.array([[307, 0], [0, 101]])[:, :, np.newaxis]
    payoffs[1] = np.array([[0, 103], [211, 0]])[:, :, np.newaxis]
    solution = solve(NormalFormGame(payoffs), Nash(method="logit"))
    (one,) = solution.equilibria

    assert not one.certified
    assert 0 <= one.regret < 1e-2
    assert solution.notes[0].startswith("Paths lead to no isolated equilibrium")


def test_a_search_that_is_cut_short_lists_an_equilibrium_all_the_same() -> None:
    game = random_game(2, (3, 3, 3, 3))
    solution = solve(game, Nash(time_limit=-1))

    assert [one.certified for one in solution.equilibria] == [True]
    assert not solution.complete
    assert solution.notes == (
        "The time limit left some support profiles unsearched.",
        "Paths of logit responses, each of which leads to one equilibrium at once, led to the last 1 of those listed.",
    )


def test_beyond_the_limit_on_support_profiles_an_equilibrium_in_mixed_strategies_is_listed() -> None:
    solution = solve(random_game(3, (9, 9, 8)), Nash())

    assert all(one.certified for one in solution.equilibria)
    assert any(not one.pure for one in solution.equilibria)


def test_what_is_known_is_not_listed_twice() -> None:
    game = random_game(0, (3, 3, 3))
    known = n_player_equilibria(game, np.random.default_rng(0))
    again = with_path_ends(game, known, 0.3)

    assert again is known


def test_further_paths_lead_to_further_equilibria() -> None:
    # Three players who want to do the same: the principal path leads to one equilibrium, others to others.
    a = np.indices((2, 2, 2))
    same = ((a[0] == a[1]) & (a[1] == a[2])).astype(int)
    game = NormalFormGame([same * (a[0] + 1)] * 3)
    nothing = Findings((), complete=False, method="none")
    found = with_path_ends(game, nothing, 30).candidates

    assert len(logit(game).candidates) == 1
    assert len(found) > 1
    assert all(measure(game, candidate).certified for candidate in found)
