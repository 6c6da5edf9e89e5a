"""Basins of the best-reply dynamics, against areas worked out by hand."""

from __future__ import annotations

import re
from fractions import Fraction
from math import sqrt

import numpy as np
import pytest

from tetrarchy.games.errors import InputError
from tetrarchy.games.normal_form import NormalFormGame
from tetrarchy.solvers.base import Equilibrium, Solution
from tetrarchy.solvers.concepts.selection.basin import Basin, random_starts
from tetrarchy.solvers.solve import solve


def share(equilibrium: Equilibrium) -> float:
    found = re.fullmatch(r"([\d.]+) % of starts \(standard error [\d.]+\)", equilibrium.label)
    assert found is not None
    return float(found[1]) / 100


def shares(solution: Solution) -> dict[tuple[int, ...], float]:
    return {tuple(own[0] for own in found.supports): share(found) for found in solution.equilibria}


def area_of_first(p: Fraction, q: Fraction) -> Fraction:
    """Return the basin of (1, 1) where the row player wants 1 if y > q, and the column player wants 1 if x > p.

    All of [p, 1] x [q, 1] belongs to it. From x < p, y > q the path heads for (1, 0), and x reaches p before y falls to
    q if y > q (1 - x) / (1 - p). Above that line lies a triangle of area (1 - q)^2 / 2 over its slope q / (1 - p), less
    what is at x < 0. Likewise from x > p, y < q.
    """

    def wedge(p: Fraction, q: Fraction) -> Fraction:
        slope = q / (1 - p)
        whole = (1 - q) ** 2 / (2 * slope)
        beyond = max(Fraction(0), 1 - slope)
        return whole - beyond**2 / (2 * slope)

    return (1 - p) * (1 - q) + wedge(p, q) + wedge(q, p)


def coordination(p: Fraction, q: Fraction) -> NormalFormGame:
    """Build the game in which the row player is indifferent at y = q and the column player at x = p."""
    return NormalFormGame.two_player([[1 - q, 0], [0, q]], [[1 - p, 0], [0, p]])


@pytest.mark.parametrize(("p", "q"), [("3/4", "3/4"), ("1/2", "1/2"), ("1/3", "1/4"), ("1/5", "2/3"), ("9/10", "1/10")])
def test_shares_in_two_by_two_games_are_the_areas_between_straight_lines(p: str, q: str) -> None:
    """Within four standard errors of 4000 independent starts; labels round to 1/1000."""
    here = shares(solve(coordination(Fraction(p), Fraction(q)), Basin(4000)))
    expected = float(area_of_first(Fraction(p), Fraction(q)))

    assert here[0, 0] + here[1, 1] == pytest.approx(1, abs=0.0011)
    assert abs(here[0, 0] - expected) < 4 * sqrt(expected * (1 - expected) / 4000) + 0.0005


def test_the_area_of_the_stag_hunt_is_a_twelfth() -> None:
    """Stag pays above 3/4: 1/16 of the starts, and twice the integral of 3 x - 2 from 2/3 to 3/4."""
    assert area_of_first(Fraction(3, 4), Fraction(3, 4)) == Fraction(1, 12)


def test_the_largest_basin_comes_first_and_the_safer_equilibrium_has_it() -> None:
    solution = solve(NormalFormGame.symmetric([[9, 0], [8, 7]]), "basin")

    assert [found.supports for found in solution.equilibria] == [((1,), (1,)), ((0,), (0,))]
    assert solution.complete
    assert solution.notes == (
        "Shares of starts tell how hard an equilibrium is to miss, not how likely it is to be played.",
    )


def test_all_paths_lead_to_what_repeated_elimination_of_dominated_actions_leaves() -> None:
    game = NormalFormGame.two_player([[1, 1, 0], [0, 0, 2]], [[0, 2, 1], [3, 1, 0]])

    assert shares(solve(game, "basin")) == {(0, 1): 1.0}


def test_three_players_who_must_all_agree_are_drawn_to_either_side_alike() -> None:
    agree = np.zeros((2, 2, 2), dtype=int)
    agree[0, 0, 0] = agree[1, 1, 1] = 1
    here = shares(solve(NormalFormGame([agree] * 3), "basin"))

    assert here[0, 0, 0] + here[1, 1, 1] == pytest.approx(1, abs=0.0011)
    assert abs(here[0, 0, 0] - 0.5) < 4 * sqrt(0.25 / 1024)


def test_a_player_alone_ends_at_its_best_action() -> None:
    assert shares(solve(NormalFormGame([[1, 3, 2]]), "basin")) == {(1,): 1.0}


def test_starts_that_lead_nowhere_are_counted() -> None:
    """Rock, paper, scissors, and a fourth action that pays only if both take it: elsewhere paths cycle for ever."""
    own = [[0, -10, 10, -5], [10, 0, -10, -5], [-10, 10, 0, -5], [-5, -5, -5, 1]]
    solution = solve(NormalFormGame.symmetric(own), Basin(64))
    (safe,) = solution.equilibria

    assert 0 < share(safe) < 1
    assert solution.notes[-1] == f"{lost_words(64, share(safe))} lead to no strict equilibrium."


def lost_words(starts: int, arrived: float) -> str:
    lost = starts - round(starts * arrived)
    return (
        f"{100 * lost / starts:.1f} % of starts (standard error {100 * sqrt(lost * (starts - lost) / starts**3):.1f})"
    )


def test_a_game_without_strict_equilibria_says_so() -> None:
    solution = solve(NormalFormGame.zero_sum([[1, -1], [-1, 1]]), "basin")

    assert solution.equilibria == ()
    assert solution.complete
    assert solution.notes == ("The game has no strict equilibrium.",)


def test_units_origins_and_gifts_that_depend_on_others_do_not_matter() -> None:
    rng = np.random.default_rng(5)
    payoffs = rng.integers(0, 9, (3, 2, 3, 2))
    gifts = rng.integers(0, 9, (3, 2, 3, 2))
    for player in range(3):
        gifts[player] = np.take(gifts[player], [0], axis=player)
    units = np.array([1, 7, 1000]).reshape(3, 1, 1, 1)

    assert shares(solve(NormalFormGame(payoffs), "basin")) == shares(
        solve(NormalFormGame(payoffs * units - 3), "basin")
    )
    assert (
        shares(solve(NormalFormGame(payoffs + gifts), "basin")).keys()
        == shares(solve(NormalFormGame(payoffs), "basin")).keys()
    )


def test_the_same_seed_gives_the_same_shares_and_another_seed_others() -> None:
    game = coordination(Fraction(1, 5), Fraction(2, 3))
    first, again, other = (shares(solve(game, Basin(500), seed=seed)) for seed in (1, 1, 2))

    assert first == again != other


def test_starts_are_spread_evenly_over_the_strategies() -> None:
    """Of a uniform point of a triangle each coordinate has mean 1/3 and exceeds 1/2 in a quarter of the cases."""
    starts = random_starts((3, 1, 2), 4000, np.random.default_rng(0))

    assert [own.shape for own in starts] == [(4000, 3), (4000, 1), (4000, 2)]
    assert all(np.allclose(own.sum(axis=1), 1) and own.min() >= 0 for own in starts)
    assert np.abs(starts[0].mean(axis=0) - 1 / 3).max() < 0.01
    assert np.abs((starts[0] > 0.5).mean(axis=0) - 0.25).max() < 0.01
    assert (starts[1] == 1).all()


def test_no_starts_are_refused() -> None:
    with pytest.raises(InputError, match="starts must be a whole number from 1, got 0"):
        Basin(0)


def test_the_forecast_tells_paths_that_go_round_from_those_that_arrive() -> None:
    # Rock, paper and scissors, and a fourth action by which both win a little, or much, if both take it.
    games = []
    for prize in (1, 100):
        table = np.full((4, 4), -1)
        table[:3, :3] = 10 * np.array([[0, -1, 1], [1, 0, -1], [-1, 1, 0]])
        table[3, 3] = prize
        games.append(NormalFormGame.symmetric(table.tolist()))
    slow, quick = (Basin().seconds(game) for game in games)

    assert slow > 3 * quick
    assert Basin(starts=2048).seconds(games[0]) > slow


def test_paths_that_arrive_late_are_not_forecast_to_go_round() -> None:
    """None of a few paths has arrived after a hundred steps, and all have after two hundred: some 0.2 s, not 3 s."""
    late = NormalFormGame(np.random.default_rng(6).integers(0, 10**6, (2, 4, 4)))

    assert Basin().seconds(late) < 0.5
