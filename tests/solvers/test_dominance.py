"""Dominance and iterated elimination, against textbooks, HiGHS, QuantEcon and Gambit."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from random import Random
from typing import Any, get_args

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.optimize import linprog

from tetrarchy.games.normal_form import NormalFormGame
from tetrarchy.solvers import dominance
from tetrarchy.solvers.best_replies import pure_equilibria
from tetrarchy.solvers.dominance import (
    Dominated,
    Strictness,
    dominated_actions,
    iterated_elimination,
    plays_undominated,
)
from tetrarchy.solvers.exact.proposed_mixtures import Proposal
from tetrarchy.solvers.maximin import own_table
from tetrarchy.solvers.solve import solve

KINDS: tuple[Strictness, ...] = get_args(Strictness)
HALF = Fraction(1, 2)

ORDER_MATTERS = NormalFormGame.two_player([[1, 0], [1, 2], [0, 2]], [[1, 0], [1, 1], [0, 1]])
"""Osborne and Rubinstein (1994), figure 63.1: T first leads to payoffs (2, 1), B first to (1, 1)."""


def games() -> st.SearchStrategy[NormalFormGame]:
    """Draw small games with many ties, one player and one action included."""
    shapes = st.sampled_from([(3,), (1, 2), (3, 2), (3, 3), (4, 2), (2, 2, 2), (3, 1, 2)])
    numbers = st.integers(0, 3)
    return shapes.flatmap(lambda shape: arrays(np.int64, (len(shape), *shape), elements=numbers)).map(NormalFormGame)


def names(dominated: Sequence[Dominated]) -> set[tuple[int, int]]:
    return {(found.player, found.action) for found in dominated}


def test_an_action_may_be_dominated_by_a_mixture_alone() -> None:
    """Osborne and Rubinstein (1994), figure 61.1: B falls to half T and half M; then L, then T."""
    game = NormalFormGame.two_player([[3, 0], [0, 3], [1, 1]], [[0, 1], [0, 1], [1, 0]])
    elimination = iterated_elimination(game)

    first = Dominated(0, 2, "strict", (HALF, HALF, Fraction(0)), HALF, HALF)
    assert dominated_actions(game) == (first,)
    assert [names(gone) for gone in elimination.rounds] == [{(0, 2)}, {(1, 0)}, {(0, 0)}]
    assert elimination.remaining == ((1,), (1,))


def test_iterated_elimination_takes_gibbons_first_example_round_by_round() -> None:
    """Gibbons (1992), figure 1.1.1, columns reversed: right, then down, then left, by its number in the whole game."""
    game = NormalFormGame.two_player(
        [[0, 1, 1], [2, 0, 0]],
        [[1, 2, 0], [0, 1, 3]],
        players=("Row", "Column"),
        actions=(("up", "down"), ("right", "middle", "left")),
        title="Gibbons",
    )
    elimination = iterated_elimination(game)

    assert elimination.rounds == (
        (Dominated(1, 0, "strict", (Fraction(0), Fraction(1), Fraction(0)), Fraction(1), Fraction(1)),),
        (Dominated(0, 1, "strict", (Fraction(1), Fraction(0)), Fraction(1), Fraction(1)),),
        (Dominated(1, 2, "strict", (Fraction(0), Fraction(1), Fraction(0)), Fraction(2), Fraction(2)),),
    )
    assert elimination.game.actions == (("up",), ("middle",))
    assert elimination.game.players == ("Row", "Column")
    assert elimination.game.title == "Gibbons"
    assert elimination.game.exact.tolist() == [[[1]], [[2]]]


def test_a_game_without_dominated_actions_stays_whole() -> None:
    """Gibbons (1992), figure 1.1.4."""
    game = NormalFormGame.two_player([[0, 4, 5], [4, 0, 5], [3, 3, 6]], [[4, 0, 3], [0, 4, 3], [5, 5, 6]])

    for kind in KINDS:
        elimination = iterated_elimination(game, kind)
        assert elimination.rounds == ()
        assert elimination.remaining == ((0, 1, 2), (0, 1, 2))


def test_a_weak_round_takes_all_weakly_dominated_actions_at_once() -> None:
    elimination = iterated_elimination(ORDER_MATTERS, "weak")

    assert [names(gone) for gone in elimination.rounds] == [{(0, 0), (0, 2)}]
    assert elimination.remaining == ((1,), (0, 1))
    assert dominated_actions(ORDER_MATTERS, "strict") == ()


def test_taking_weakly_dominated_actions_one_by_one_can_end_elsewhere() -> None:
    without_t, without_b = (NormalFormGame(ORDER_MATTERS.payoffs[:, rows]) for rows in ([1, 2], [0, 1]))

    assert iterated_elimination(without_t, "weak").game.exact.tolist() == [[[2]], [[1]]]
    assert iterated_elimination(without_b, "weak").game.exact.tolist() == [[[1]], [[1]]]


def test_bidding_the_own_value_weakly_dominates_in_a_second_price_auction() -> None:
    """Vickrey (1961): values 1 and 2, bids 0 to 3, ties to the first bidder; below and above the value go."""
    bids = range(4)
    first = [[1 - other if own >= other else 0 for other in bids] for own in bids]
    second = [[2 - other if own > other else 0 for own in bids] for other in bids]
    elimination = iterated_elimination(NormalFormGame.two_player(first, second), "weak")

    assert dominated_actions(elimination.game, "strict") == ()
    assert {(0, 2), (0, 3), (1, 0), (1, 1)} <= names(elimination.rounds[0])


def test_a_strict_dominator_is_named_before_a_weak_one_and_a_pure_one_before_a_mixture() -> None:
    """The fourth action dominates the third weakly, a mixture of the others strictly, the fifth by itself."""
    own = [[4, 0, 3], [0, 4, 3], [1, 1, 0], [1, 1, 1], [2, 2, 2]]
    four, five = (NormalFormGame.two_player(own[:m], np.zeros((m, 3), dtype=int)) for m in (4, 5))

    mixture, fifth = (HALF, HALF, 0, 0), (0, 0, 0, 0, 1)
    assert [(d.action, d.kind, d.by) for d in dominated_actions(four, "weak")] == [
        (2, "strict", mixture),
        (3, "strict", mixture),
    ]
    assert [(d.action, d.kind, d.by) for d in dominated_actions(five, "weak")] == [
        (2, "strict", fifth),
        (3, "strict", fifth),
        (4, "weak", (HALF, HALF, 0, 0, 0)),
    ]


def test_a_mixture_can_dominate_weakly_where_no_action_does() -> None:
    game = NormalFormGame.two_player([[2, 0, 3], [0, 2, 3], [1, 1, 2]], np.zeros((3, 3), dtype=int))

    assert dominated_actions(game, "strict") == ()
    assert dominated_actions(game, "weak") == (
        Dominated(0, 2, "weak", (HALF, HALF, Fraction(0)), Fraction(0), Fraction(1)),
    )


def test_a_mixture_that_pays_just_the_same_does_not_dominate() -> None:
    game = NormalFormGame.two_player([[2, 0], [0, 2], [1, 1]], np.zeros((3, 2), dtype=int))

    assert dominated_actions(game, "weak") == ()


def test_a_tie_far_below_float_precision_is_no_strict_dominance() -> None:
    tiny = Fraction(1, 10**30)
    column = np.zeros((2, 2), dtype=int)

    (strict,) = dominated_actions(NormalFormGame.two_player([[1 + tiny, 1 + tiny], [1, 1]], column))
    assert strict.least_gain == tiny
    assert dominated_actions(NormalFormGame.two_player([[1, 1 + tiny], [1, 1]], column)) == ()


def test_equal_actions_do_not_dominate_one_another() -> None:
    assert dominated_actions(NormalFormGame(np.ones((3, 2, 1, 2))), "weak") == ()


def test_a_player_alone_keeps_only_its_best_actions() -> None:
    game = NormalFormGame([[1, 3, 3, 0]])

    for kind in KINDS:
        assert names(dominated_actions(game, kind)) == {(0, 0), (0, 3)}


@given(games(), st.sampled_from(KINDS))
def test_every_dominator_dominates_in_the_game_itself(game: NormalFormGame, kind: Strictness) -> None:
    for found in dominated_actions(game, kind):
        table = own_table(game, found.player)
        gains = np.array(found.by, dtype=object) @ table - table[found.action]

        assert sum(found.by) == 1
        assert min(found.by) >= 0
        assert (min(gains), max(gains)) == (found.least_gain, found.greatest_gain)
        assert found.least_gain > 0 if found.kind == "strict" else found.least_gain == 0 < found.greatest_gain


@given(games(), st.sampled_from(KINDS))
def test_every_round_holds_in_what_the_rounds_before_left(game: NormalFormGame, kind: Strictness) -> None:
    """Judged by the numbers of the original game, after which nothing but the remaining actions is left."""
    elimination = iterated_elimination(game, kind)
    remaining = [list(range(m)) for m in game.shape]
    for gone in elimination.rounds:
        left = game.exact[np.ix_(range(game.n_players), *remaining)]
        for found in gone:
            own = np.moveaxis(left[found.player], found.player, 0).reshape(len(remaining[found.player]), -1)
            weights = np.array([found.by[action] for action in remaining[found.player]], dtype=object)
            gains = weights @ own - own[remaining[found.player].index(found.action)]

            assert sum(weights) == 1
            assert (min(gains), max(gains)) == (found.least_gain, found.greatest_gain)
        for found in gone:
            remaining[found.player].remove(found.action)

    assert tuple(map(tuple, remaining)) == elimination.remaining


@given(games())
def test_highs_finds_the_same_actions_dominated(game: NormalFormGame) -> None:
    """Payoffs are 0 to 3 and actions at most 4.

    So a positive optimum is a ratio of integers over a determinant of at most 2 * 37^2 = 2738 (Hadamard's bound for a
    row of four ones and four rows with entries up to 3 and a 1): it is at least 1 / 2738.
    """
    for kind in KINDS:
        expected = {
            (player, action)
            for player in range(game.n_players)
            for action in range(game.shape[player])
            if dominance_by_highs(game, player, action, kind) > 1e-4
        }
        assert names(dominated_actions(game, kind)) == expected


def dominance_by_highs(game: NormalFormGame, player: int, action: int, kind: Strictness) -> float:
    """Return the greatest least difference (strict), or the greatest sum of differences with none negative (weak)."""
    table = np.moveaxis(game.payoffs[player], player, 0).reshape(game.shape[player], -1)
    gains = (table - table[action]).T
    if kind == "strict":
        objective = [*[0] * len(table), -1]
        upper = np.column_stack([-gains, np.ones(len(gains))])
        equal = [[*[1] * len(table), 0]]
    else:
        objective, upper, equal = -gains.sum(axis=0), -gains, [[1] * len(table)]
    return -linprog(objective, upper, np.zeros(len(gains)), equal, [1]).fun


@given(games(), st.sampled_from(KINDS))
def test_no_round_is_left_to_do(game: NormalFormGame, kind: Strictness) -> None:
    elimination = iterated_elimination(game, kind)

    assert dominated_actions(elimination.game, kind) == ()
    assert np.array_equal(elimination.game.exact, game.exact[np.ix_(range(game.n_players), *elimination.remaining)])


@given(games(), st.randoms(use_true_random=False))
def test_strict_elimination_ends_the_same_in_every_order(game: NormalFormGame, random: Random) -> None:
    remaining = [list(range(m)) for m in game.shape]
    left = game
    while dominated := dominated_actions(left):
        gone = random.choice(dominated)
        del remaining[gone.player][gone.action]
        left = NormalFormGame(game.exact[np.ix_(range(game.n_players), *remaining)])

    assert tuple(map(tuple, remaining)) == iterated_elimination(game).remaining


@given(games())
def test_strict_elimination_keeps_all_pure_equilibria_and_makes_none(game: NormalFormGame) -> None:
    assert kept_equilibria(game, "strict") == equilibria(game)


@given(games())
def test_weak_elimination_may_lose_pure_equilibria_but_makes_none(game: NormalFormGame) -> None:
    assert kept_equilibria(game, "weak") <= equilibria(game)


def equilibria(game: NormalFormGame) -> set[tuple[int, ...]]:
    return {tuple(profile) for profile in np.argwhere(pure_equilibria(game.exact)).tolist()}


def kept_equilibria(game: NormalFormGame, kind: Strictness) -> set[tuple[int, ...]]:
    """Return the pure equilibria of what is left, in the numbers of the original game."""
    elimination = iterated_elimination(game, kind)
    return {
        tuple(actions[a] for actions, a in zip(elimination.remaining, profile, strict=True))
        for profile in equilibria(elimination.game)
    }


@given(games(), st.sampled_from(KINDS), st.fractions("1/9", 9, max_denominator=9), st.integers(-9, 9))
def test_units_and_origins_change_only_the_gains(
    game: NormalFormGame, kind: Strictness, unit: Fraction, origin: int
) -> None:
    here = dominated_actions(game, kind)
    there = dominated_actions(NormalFormGame(game.exact * unit + origin), kind)

    assert [(d.player, d.action, d.kind, d.by) for d in there] == [(d.player, d.action, d.kind, d.by) for d in here]
    assert [d.least_gain for d in there] == [d.least_gain * unit for d in here]


@given(games(), st.sampled_from(KINDS), st.data())
def test_relabelling_actions_and_players_relabels_the_answer(game: NormalFormGame, kind: Strictness, data: Any) -> None:
    order = data.draw(st.permutations(range(game.n_players)))
    shuffles = [data.draw(st.permutations(range(game.shape[player]))) for player in order]
    moved = game.exact.transpose(0, *(1 + player for player in order))[np.ix_(order, *shuffles)]
    relabelled = iterated_elimination(NormalFormGame(moved), kind)

    back = {
        (order[k], shuffles[k][action], number)
        for number, gone in enumerate(relabelled.rounds)
        for k, action in names(gone)
    }
    expected = {
        (*name, number) for number, gone in enumerate(iterated_elimination(game, kind).rounds) for name in names(gone)
    }
    assert back == expected


@pytest.mark.slow
@settings(max_examples=30)
@given(games())
def test_quantecon_finds_the_same_actions_strictly_dominated(game: NormalFormGame) -> None:
    from quantecon.game_theory import Player

    for player in range(game.n_players):
        own_first = np.moveaxis(game.payoffs[player], player, 0)
        expected = {(player, int(action)) for action in Player(np.ascontiguousarray(own_first)).dominated_actions()}
        assert {name for name in names(dominated_actions(game)) if name[0] == player} == expected


@pytest.mark.slow
@given(games())
def test_gambit_finds_the_same_actions_dominated_by_pure_strategies(game: NormalFormGame) -> None:
    """One by one: `undominated_strategies_solve` of 17.0.0b2 drops the third of the rows 00, 10, 10, 00 as well."""
    import pygambit

    gambit = pygambit.StrategicGame.from_arrays(*game.payoffs.astype(int))
    support = gambit.strategy_support_profile()
    for kind in KINDS:
        expected = {
            (player, action)
            for player, owner in enumerate(gambit.players)
            for action, strategy in enumerate(gambit.get_strategies(owner))
            if support.is_dominated(owner, strategy, strict=kind == "strict")
        }
        assert names([found for found in dominated_actions(game, kind) if max(found.by) == 1]) <= expected
        assert expected <= names(dominated_actions(game, kind))


@given(games())
def test_what_an_equilibrium_shows_of_dominance_is_what_programs_say(game: NormalFormGame) -> None:
    weak = names(dominated_actions(game, "weak"))
    exact = [found for found in solve(game).equilibria if found.exact is not None]
    for equilibrium in exact:
        profile = tuple(map(np.array, equilibrium.exact or ()))
        for player, own in enumerate(equilibrium.supports):
            assert not (plays_undominated(game, player, profile) and weak & {(player, action) for action in own})


def test_a_tie_off_the_path_is_not_taken_for_proof() -> None:
    # Against what the column player plays the two rows pay alike; elsewhere the second pays more.
    game = NormalFormGame.two_player([[1, 0], [1, 1]], [[1, 0], [1, 0]])
    first, second = game.pure((0, 0)), game.pure((1, 0))

    assert not plays_undominated(game, 0, first)
    assert not plays_undominated(game, 0, second)
    assert plays_undominated(game, 1, first)


def test_a_large_game_names_its_dominators_without_a_program_in_fractions(monkeypatch: pytest.MonkeyPatch) -> None:
    """An even mixture of three others pays five more than the first action, another one two more than the second."""
    rows = 3 * np.random.default_rng(1).integers(0, 300, (20, 20))
    rows[0], rows[1] = rows[5:8].sum(axis=0) // 3 - 5, rows[11] - 2
    monkeypatch.setattr("tetrarchy.solvers.maximin.maximise", refused)

    gone = dominated_actions(NormalFormGame.two_player(rows / 10, np.eye(20)))

    thirds, other = (tuple(Fraction(int(a in mixed), len(mixed)) for a in range(20)) for mixed in ((5, 6, 7), (11,)))
    assert [(found.action, found.by, found.least_gain) for found in gone] == [
        (0, thirds, HALF),
        (1, other, Fraction(1, 5)),
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_a_belief_that_is_no_proof_holds_no_action_up(monkeypatch: pytest.MonkeyPatch, kind: Strictness) -> None:
    """An even mixture of all other actions pays one eighth more than the first action."""
    rows = np.vstack([np.zeros((1, 40)), np.tile(4 * np.eye(8), 5) - Fraction(3, 8)])
    monkeypatch.setattr(dominance, "proposed", lambda table, deadline: Proposal(*map(np.zeros, table.shape)))

    (gone,) = dominated_actions(NormalFormGame.two_player(rows, np.eye(9, 40)), kind)[:1]

    assert (gone.player, gone.action, gone.least_gain) == (0, 0, Fraction(1, 8))


def refused(*_: object, **__: object) -> None:
    raise AssertionError("refused")


def test_payoffs_of_all_scales_are_weighed_exactly() -> None:
    payoffs = [["1e300", 0, 0], [0, "1e300", "-1e-300"], ["5e299", "5e299", "-1e-300"]]
    game = NormalFormGame.two_player(payoffs, np.zeros((3, 3), dtype=int))

    assert [(each.action, each.by) for each in dominated_actions(game, "weak")] == [(2, (HALF, HALF, 0))]
