"""Coalition-proof equilibria, against the literature and the recursive definition taken at its word."""

from __future__ import annotations

from itertools import combinations, product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from tetrarchy.games.normal_form import NormalFormGame, PureProfile
from tetrarchy.solvers.concepts.pure_nash import pure_nash_profiles
from tetrarchy.solvers.solve import solve


def games() -> st.SearchStrategy[NormalFormGame]:
    """Draw small games with many ties, one player and one action included."""
    shapes = st.sampled_from([(3,), (1, 2), (2, 2), (3, 3), (2, 2, 2), (2, 3, 2), (3, 1, 2), (2, 2, 2, 2)])
    numbers = st.integers(0, 3)
    return shapes.flatmap(lambda shape: arrays(np.int64, (len(shape), *shape), elements=numbers)).map(NormalFormGame)


def found(game: NormalFormGame, concept: str = "coalition_proof") -> list[PureProfile]:
    return [tuple(own[0] for own in equilibrium.supports) for equilibrium in solve(game, concept).equilibria]


def by_definition(game: NormalFormGame) -> list[PureProfile]:
    """Solve a game by recursion over the games that the absence of some players leaves."""

    def left(profile: PureProfile, members: tuple[int, ...]) -> NormalFormGame:
        fixed = tuple(slice(None) if i in members else a for i, a in enumerate(profile))
        return NormalFormGame(game.exact[(list(members), *fixed)])

    n = game.n_players
    parts = [members for size in range(1, n) for members in combinations(range(n), size)]
    self_enforcing = [
        profile
        for profile in game.pure_profiles()
        if all(tuple(profile[i] for i in members) in by_definition(left(profile, members)) for members in parts)
    ]
    return [
        profile
        for profile in self_enforcing
        if not any(
            all(game.exact[(i, *other)] > game.exact[(i, *profile)] for i in range(n)) for other in self_enforcing
        )
    ]


def test_an_equilibrium_falls_to_two_players_who_can_keep_their_agreement() -> None:
    """Bernheim, Peleg and Whinston (1987); Fudenberg and Tirole (1991), section 1.2.4.

    (U, L, A) is better for all than (D, R, B), the other pure equilibrium, but against A the first two rather play
    (D, R), and neither then moves alone.
    """
    box_a = [[(0, 0, 10), (-5, -5, 0)], [(-5, -5, 0), (1, 1, -5)]]
    box_b = [[(-2, -2, 0), (-5, -5, 0)], [(-5, -5, 0), (-1, -1, 5)]]
    game = NormalFormGame(np.array([box_a, box_b]).transpose(3, 1, 2, 0))
    solution = solve(game, "coalition_proof")

    assert pure_nash_profiles(game) == ((0, 0, 0), (1, 1, 1))
    assert found(game) == [(1, 1, 1)]
    assert found(game, "strong") == []
    assert solution.complete
    assert solution.notes == ("Only pure profiles and pure joint moves are considered.",)


def test_defection_is_coalition_proof_though_both_would_gain_by_cooperating() -> None:
    assert found(NormalFormGame([[[3, 0], [5, 1]], [[3, 5], [0, 1]]])) == [(1, 1)]


def test_any_two_can_cheat_the_third_in_a_majority_game_and_so_nothing_else_is_coalition_proof() -> None:
    payoffs = np.full((3, 3, 3, 3), 2)
    for profile in product(range(3), repeat=3):
        for i, j in combinations(range(3), 2):
            if profile[i] == j and profile[j] == i:
                payoffs[(slice(None), *profile)] = [3 if k in (i, j) else 0 for k in range(3)]

    assert {tuple(sorted(payoffs[(slice(None), *p)].tolist())) for p in found(NormalFormGame(payoffs))} == {(0, 3, 3)}


@settings(max_examples=40)
@given(games())
def test_the_tables_agree_with_the_recursive_definition(game: NormalFormGame) -> None:
    assert found(game) == by_definition(game)


@given(games())
def test_strong_equilibria_are_coalition_proof_and_these_are_nash(game: NormalFormGame) -> None:
    assert set(found(game, "strong")) <= set(found(game)) <= set(pure_nash_profiles(game))


@given(games())
def test_with_two_players_they_are_the_equilibria_that_no_other_beats_for_both(game: NormalFormGame) -> None:
    if game.n_players == 2:
        nash = pure_nash_profiles(game)
        beaten = {p for p in nash for q in nash if all(game.exact[(i, *q)] > game.exact[(i, *p)] for i in range(2))}

        assert found(game) == [profile for profile in nash if profile not in beaten]
