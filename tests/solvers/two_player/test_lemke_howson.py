"""Single equilibria by paths: known answers, brute force, degenerate games, and games in which floats see nothing."""

from __future__ import annotations

from fractions import Fraction
from itertools import count
from math import inf

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tetrarchy import Nash, NormalFormGame, solve
from tetrarchy.games.errors import InputError
from tetrarchy.solvers.exact.equalising_strategies import equalising_strategy, only_strategy
from tetrarchy.solvers.two_player import at_once, lemke_howson
from tetrarchy.solvers.two_player.best_response_polytopes import positive_integers
from tetrarchy.solvers.two_player.covered_actions import uncovered_actions
from tetrarchy.solvers.two_player.extreme_equilibria import ExactProfile, two_player_equilibria
from tetrarchy.solvers.two_player.lemke_howson import lemke_howson_equilibria

repeatable = settings(derandomize=True, deadline=None, max_examples=150)


def regret(game: NormalFormGame, profile: ExactProfile) -> Fraction:
    assert [sum(strategy) for strategy in profile] == [1, 1]
    assert min(map(min, profile)) >= 0
    return max(game.regret(tuple(np.array(strategy, dtype=object) for strategy in profile)))


def extreme(game: NormalFormGame) -> set[ExactProfile]:
    return {tuple(map(tuple, found.strategies)) for found in two_player_equilibria(game).candidates}


@st.composite
def games(draw: st.DrawFn, most: int = 5) -> NormalFormGame:
    """Draw a game in which payoffs tie (few values) or hardly ever do (many)."""
    m, n = draw(st.integers(1, most)), draw(st.integers(1, most))
    value = st.integers(0, draw(st.sampled_from([1, 2, 10**6])))
    table = st.lists(st.lists(value, min_size=n, max_size=n), min_size=m, max_size=m)
    return NormalFormGame([draw(table), draw(table)])


def integers_of(game: NormalFormGame) -> tuple[list[list[int]], list[list[int]]]:
    return positive_integers(game.exact[0].tolist()), positive_integers(game.exact[1].T.tolist())


@repeatable
@given(games())
def test_every_path_ends_at_an_extreme_equilibrium(game: NormalFormGame) -> None:
    found = list(lemke_howson_equilibria(game))

    assert found
    assert len(set(found)) == len(found)
    assert all(regret(game, profile) == 0 for profile in found)
    assert set(found) <= extreme(game)


@repeatable
@given(games())
def test_paths_in_integers_end_at_equilibria_from_every_label(game: NormalFormGame) -> None:
    row, column = integers_of(game)

    for label in range(sum(game.shape)):
        supports = lemke_howson._path_in_integers(row, column, label, inf)
        assert supports is not None
        profile = lemke_howson._equilibrium_on(row, column, supports)
        assert profile is not None
        assert regret(game, profile) == 0


@repeatable
@given(games(), st.integers(0, 9))
def test_paths_in_floats_are_those_in_integers(game: NormalFormGame, label: int) -> None:
    row, column = integers_of(game)
    label %= sum(game.shape)

    floats = lemke_howson._in_floats(column), lemke_howson._in_floats(row)
    in_floats = lemke_howson._path_in_floats(floats, label, inf)

    assert in_floats == lemke_howson._path_in_integers(row, column, label, inf)


@repeatable
@given(games(), st.fractions(Fraction(1, 99), 99), st.fractions(-99, 99))
def test_ends_are_the_same_in_every_unit_and_from_every_origin(
    game: NormalFormGame, unit: Fraction, origin: Fraction
) -> None:
    rescaled = NormalFormGame(np.array([game.exact[0] * unit + origin, game.exact[1]]))

    assert list(lemke_howson_equilibria(rescaled)) == list(lemke_howson_equilibria(game))


@repeatable
@given(games())
def test_an_equilibrium_of_what_is_left_is_one_of_the_game(game: NormalFormGame) -> None:
    row, column = integers_of(game)

    rows, columns = uncovered_actions(row, column)
    left = NormalFormGame(game.exact[:, rows][:, :, columns])

    everything = extreme(game)
    for x, y in extreme(left):
        whole = [[Fraction(0)] * m for m in game.shape]
        for strategy, numbers, kept in zip(whole, (rows, columns), (x, y), strict=True):
            for number, probability in zip(numbers, kept, strict=True):
                strategy[number] = probability
        assert tuple(map(tuple, whole)) in everything


def test_of_copies_one_stays() -> None:
    assert uncovered_actions([[1, 1]] * 3, [[1] * 3] * 2) == ((0,), (0,))


def travellers(n: int) -> NormalFormGame:
    """Basu 1994: claims from 2 to n + 1; both get the lower claim, its owner 2 more and the other 2 less."""
    own, other = np.mgrid[2 : n + 2, 2 : n + 2]
    payoffs = np.minimum(own, other) + 2 * np.sign(other - own)
    return NormalFormGame([payoffs, payoffs.T])


def zero_sum(n: int) -> NormalFormGame:
    """Payoffs from -7 to 7 without a pattern: remainders of the powers of 3."""
    powers = np.array([pow(3, k, 10007) % 15 - 7 for k in range(n * n)]).reshape(n, n)
    return NormalFormGame([powers, -powers])


def test_travellers_claim_the_least() -> None:
    (found,) = lemke_howson_equilibria(travellers(99))

    assert found == ((1, *[0] * 98),) * 2


def test_large_zero_sum_game_has_its_value() -> None:
    game = zero_sum(100)

    x, y = next(lemke_howson_equilibria(game))

    secured = min(np.array(x, dtype=object) @ game.exact[0])
    allowed = max(game.exact[0] @ np.array(y, dtype=object))
    assert secured == allowed


@pytest.mark.parametrize("n", [2, 5, 9])
def test_coordination_has_a_path_to_every_pure_equilibrium(n: int) -> None:
    found = set(lemke_howson_equilibria(NormalFormGame.symmetric(np.eye(n, dtype=int).tolist())))

    assert found == {(tuple(int(k == j) for k in range(n)),) * 2 for j in range(n)}


def test_differences_beyond_the_digits_of_a_float_are_seen() -> None:
    """Matching pennies, by differences of one in 10^30; floats take all payoffs for ties."""
    large, pennies = 10**30, np.array([[3, -1], [-1, 1]], dtype=object)
    corner = np.array([[0, 0, 0], [0, 0, 0], [0, 0, -large]], dtype=object)
    row, column = corner.copy(), corner.copy()
    row[:2, :2] += pennies
    column[:2, :2] -= pennies
    row[2, :2] = column[:2, 2] = -large
    game = NormalFormGame([row, column])

    found = list(lemke_howson_equilibria(game))

    assert found == [((Fraction(1, 3), Fraction(2, 3), 0),) * 2]


def test_path_that_floats_lose_is_followed_in_integers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lemke_howson, "_MOST_STEPS", 0)
    game = zero_sum(6)

    (found,) = lemke_howson_equilibria(game)

    assert regret(game, found) == 0
    assert list(lemke_howson_equilibria(game, deadline=-inf)) == []


def test_passed_deadline_leaves_the_first_path() -> None:
    game = NormalFormGame.symmetric(np.eye(4, dtype=int).tolist())

    assert len(list(lemke_howson_equilibria(game, deadline=-inf))) == 1


def test_method_by_name_gives_one_exact_equilibrium_of_a_large_game_and_no_claim() -> None:
    solution = solve(travellers(60), Nash(method="lemke-howson"))

    (equilibrium,) = solution.equilibria
    assert equilibrium.certified
    assert (equilibrium.regret, equilibrium.supports) == (0, ((0,), (0,)))
    assert not solution.complete
    assert solution.notes == ("One equilibrium was sought; there may be others.",)


def test_method_by_name_covers_two_players() -> None:
    with pytest.raises(InputError, match="covers games of 2 players, this one has 3"):
        solve(NormalFormGame(np.zeros((3, 2, 2, 2))), Nash(method="lemke-howson"))


def test_game_out_of_reach_gives_what_paths_lead_to() -> None:
    own, _ = zero_sum(60).exact
    solution = solve(NormalFormGame([own, own]), Nash(time_limit=0))

    (equilibrium,) = solution.equilibria
    assert equilibrium.certified
    assert equilibrium.regret == 0
    assert not solution.complete
    assert solution.degenerate is None
    assert solution.notes == (
        "A complete search of a 60 x 60 game is out of reach, and was not begun: equilibria may be missing.",
        "Paths of Lemke and Howson, each of which leads to one equilibrium at once, led to 1 of those listed.",
    )


def test_search_that_is_stopped_has_an_equilibrium_all_the_same() -> None:
    solution = solve(NormalFormGame.symmetric(np.eye(18, dtype=int).tolist()), Nash(time_limit=0))

    assert [equilibrium.supports for equilibrium in solution.equilibria] == [((0,), (0,))]
    assert solution.notes[0] == "The search was stopped by its time limit of 0 s: equilibria may be missing."
    assert "led to 1 of those listed" in solution.notes[1]


def test_search_that_ends_in_time_follows_no_path(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(at_once, "lemke_howson_equilibria")

    assert solve(zero_sum(5), Nash(time_limit=600)).complete


def test_the_first_path_ends_after_its_second_too(monkeypatch: pytest.MonkeyPatch) -> None:
    game = NormalFormGame(np.random.default_rng(0).integers(0, 1000, (2, 30, 30)))
    ticks = count()
    for place in ("deadline", "two_player.at_once"):
        monkeypatch.setattr(f"tetrarchy.solvers.{place}.monotonic", lambda: 2 * next(ticks))

    assert list(lemke_howson_equilibria(game, deadline=-1)) == []
    assert at_once.equilibria_in_time(game, 0).notes[-1] == at_once.NO_END


def test_a_large_support_is_solved_as_a_small_one_is() -> None:
    payoffs = np.random.default_rng(1).integers(1, 9, (60, 60)) + 400 * np.eye(60, dtype=int)
    every = range(60)

    found = equalising_strategy(payoffs.tolist(), every, every)

    assert found is not None
    assert only_strategy(payoffs.tolist(), every, every) == found.strategy
