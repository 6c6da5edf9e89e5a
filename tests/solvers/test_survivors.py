"""What survives iterated strict dominance, against the elimination that gives reasons, and where floats mislead."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

import numpy as np
import pytest

from tetrarchy import NormalFormGame, solve
from tetrarchy.solvers import survivors
from tetrarchy.solvers.dominance import iterated_elimination
from tetrarchy.solvers.survivors import Actions, Survivors, rounds_of_elimination, surviving_actions
from tetrarchy.solvers.two_player.at_once import equilibria_in_time, searched_shape
from tetrarchy.solvers.two_player.extreme_equilibria import TiedReplies

TINY = Fraction(1, 10**18)


def travellers(claims: int) -> NormalFormGame:
    """Return the game of Basu (1994), with claims from 2 and a reward of 2."""
    claim = np.arange(2, claims + 2)
    own, other = claim[:, None], claim[None]
    return NormalFormGame.symmetric(np.where(own == other, own, np.where(own < other, own + 2, other - 2)))


def coordination(size: int, bad: int) -> NormalFormGame:
    """Return pure coordination on `size` actions, before which each player has `bad` actions that pay less than all."""
    payoffs = np.zeros((size + bad, size + bad), dtype=np.int64)
    payoffs[bad:, bad:] = np.eye(size)
    payoffs[:bad] = -1
    return NormalFormGame.symmetric(payoffs)


def random_games() -> list[NormalFormGame]:
    rng = np.random.default_rng(3)
    shapes = [(4,), (3, 3), (4, 5), (5, 2), (3, 2, 3)]
    return [NormalFormGame(rng.integers(0, 4, (len(shape), *shape))) for shape in shapes * 4]


def test_survivors_are_those_of_the_elimination_that_gives_reasons() -> None:
    for game in random_games():
        elimination = iterated_elimination(game)

        assert surviving_actions(game) == Survivors(len(elimination.rounds), elimination.remaining)


@pytest.mark.parametrize(("more", "survives"), [(-TINY, False), (0, True), (TINY, True)])
@pytest.mark.parametrize("origin", [0, 10**30])
def test_a_mixture_that_pays_more_by_less_than_a_float_tells_is_judged_exactly(
    more: Fraction | int, survives: bool, origin: int
) -> None:
    """A third of each of the first three actions pays one everywhere."""
    rows = np.array([[3, 0, 0], [0, 3, 0], [0, 0, 3], [1 + more] * 3], dtype=object) + origin
    game = NormalFormGame.two_player(rows.tolist(), [[0] * 3] * 4)

    assert (3 in surviving_actions(game).remaining[0]) == survives


def test_no_program_is_solved_in_fractions_where_no_tie_decides(monkeypatch: pytest.MonkeyPatch) -> None:
    """Many rows and few columns: most good actions are best replies to mixed beliefs alone, in none of them tied."""

    rows = np.random.default_rng(1).integers(0, 1000, (24, 4))
    rows[:6] = (rows[6:12] + rows[12:18]) // 2 - 5
    game = NormalFormGame.two_player(rows, np.zeros(rows.shape))
    expected = iterated_elimination(game).remaining
    monkeypatch.setattr(survivors, "guarantee", refused)

    assert surviving_actions(game).remaining == expected
    assert min(expected[0]) >= 6


@pytest.mark.parametrize(("more", "survives"), [(-TINY, False), (0, True)])
def test_what_neither_search_in_floats_proves_is_judged_by_the_exact_value(
    monkeypatch: pytest.MonkeyPatch, more: Fraction | int, survives: bool
) -> None:
    monkeypatch.setattr(survivors, "proposed", lambda gains, deadline: tuple(np.zeros(size) for size in gains.shape))
    monkeypatch.setattr(survivors, "slightly_positive", lambda gains, deadline: np.eye(len(gains))[0])
    rows = np.array([[3, 0, 0], [0, 3, 0], [0, 0, 3], [1 + more] * 3], dtype=object)

    found = surviving_actions(NormalFormGame.two_player(rows.tolist(), [[0] * 3] * 4))
    assert (3 in found.remaining[0]) == survives


def refused(*_: object) -> None:
    raise AssertionError("solved in fractions")


def test_of_the_travellers_the_lowest_claims_survive(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only mixtures of all lower claims dominate the highest one, slightly, so that each round takes one away."""
    monkeypatch.setattr(survivors, "guarantee", refused)

    assert surviving_actions(travellers(80)) == Survivors(79, ((0,), (0,)))


def test_a_large_game_that_dominance_solves_is_answered_completely() -> None:
    solution = solve(travellers(40))

    (equilibrium,) = solution.equilibria
    assert equilibrium.supports == ((0,), (0,))
    assert equilibrium.index == 1
    assert solution.complete
    assert solution.method.endswith("on what survives iterated strict dominance")
    assert solution.degenerate is None, "what dominated actions tie with is not looked for"


def test_what_is_found_on_survivors_goes_by_the_numbers_of_the_game() -> None:
    game = coordination(2, 14)
    solution = solve(game)

    assert [found.supports for found in solution.equilibria] == [
        ((14,), (14,)),
        ((15,), (15,)),
        ((14, 15), (14, 15)),
    ]
    assert [len(strategy) for strategy in solution.equilibria[0].strategies] == [16, 16]
    assert solution.components == solve(coordination(2, 0)).components


def test_the_note_on_ties_goes_by_the_numbers_of_the_game() -> None:
    payoffs = coordination(2, 14).exact.copy()
    payoffs[0, 14:, 15] = 1
    (note,) = solve(NormalFormGame(payoffs)).notes

    assert isinstance(note, TiedReplies)
    assert (note.played, note.best) == ((15,), (14, 15))
    assert note == "The game is degenerate: to Player 2 playing a16 there are 2 best replies of Player 1: a15, a16."


def test_a_limit_that_is_over_at_once_still_gives_an_equilibrium() -> None:
    found = equilibria_in_time(travellers(40), 0)

    assert not found.complete
    assert [strategy.tolist() for strategy in found.candidates[0].strategies] == [[1, *[0] * 39]] * 2


def test_a_forecast_and_the_search_after_it_eliminate_once(monkeypatch: pytest.MonkeyPatch) -> None:
    begun: list[NormalFormGame] = []

    def counted(game: NormalFormGame, deadline: float) -> Iterator[Actions]:
        begun.append(game)
        return rounds_of_elimination(game, deadline)

    monkeypatch.setattr("tetrarchy.solvers.two_player.at_once.rounds_of_elimination", counted)
    one, other = travellers(20), travellers(21)

    assert (searched_shape(one), len(equilibria_in_time(one, None).candidates), begun) == ((1, 1), 1, [one])
    assert (searched_shape(other), len(equilibria_in_time(one, 60).candidates)) == ((1, 1), 1)
    assert begun == [one, other, one]


def test_a_belief_in_what_has_gone_since_holds_no_action_up():
    """Four are best against an even belief in three columns, and less than half of nine once the third has gone."""
    rows = [[9, 0, 0], [0, 9, 0], [0, 0, 9], [4, 4, 4]]

    assert surviving_actions(NormalFormGame.two_player(rows, [[5, 5, 0]] * 4)) == Survivors(2, ((0, 1), (0, 1)))
