"""Stackelberg leadership by pure and mixed commitments, against the literature, grids and brute force."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import product
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from tetrarchy.games.errors import InputError
from tetrarchy.games.normal_form import NormalFormGame
from tetrarchy.solvers.base import Solution
from tetrarchy.solvers.concepts.commitment.mixed_commitment import best_leadership
from tetrarchy.solvers.concepts.commitment.stackelberg import Stackelberg
from tetrarchy.solvers.maximin import maximin
from tetrarchy.solvers.solve import solve

HALF = Fraction(1, 2)

SEXES = NormalFormGame([[[2, 0], [0, 1]], [[1, 0], [0, 2]]], ["Her", "Him"], [["opera", "fight"]] * 2)


def bimatrices(most_rows: int = 3) -> st.SearchStrategy[NormalFormGame]:
    """Draw small games of two players with many ties."""
    shapes = st.tuples(st.integers(1, most_rows), st.integers(1, 3))
    return shapes.flatmap(lambda s: arrays(np.int64, (2, *s), elements=st.integers(0, 3))).map(NormalFormGame)


def leader_payoffs(solution: Solution, leader: int = 0) -> list[float]:
    return [equilibrium.payoffs[leader] for equilibrium in solution.equilibria]


def exact(strategy: Sequence[Fraction]) -> list[str]:
    return [str(p) for p in strategy]


@pytest.mark.parametrize(
    ("leader", "follower", "commitment", "reply", "value"),
    [
        ([[2, 4], [1, 3]], [[1, 0], [0, 1]], ["1/2", "1/2"], 1, "7/2"),
        ([[2, 0, 0], [1, 0, 0]], [[0, 2, 5], [0, -1, -4]], ["1/3", "2/3"], 0, "4/3"),
    ],
)
def test_mixed_commitments_of_conitzer_and_sandholm(
    leader: Any, follower: Any, commitment: list[str], reply: int, value: str
) -> None:
    """Conitzer and Sandholm (2006), the two normal-form examples; the first action dominates in the first."""
    solution = solve(NormalFormGame.two_player(leader, follower), Stackelberg("Player 1", "mixed"))
    (best,) = solution.equilibria

    assert best.exact is not None
    assert exact(best.exact[0]) == commitment
    assert best.supports[1] == (reply,)
    assert best.payoffs[0] == float(Fraction(value))
    assert solution.complete
    assert best.certified
    assert "is indifferent" in solution.notes[1]


def test_a_commitment_to_a_dominated_action_pays_and_leaves_the_leader_with_regret() -> None:
    """Conitzer and Sandholm (2006), section 2: 2 in equilibrium, and 3 by committing to the second row."""
    game = NormalFormGame.two_player([[2, 4], [1, 3]], [[1, 0], [0, 1]])
    solution = solve(game, Stackelberg("Player 1"))
    (best,) = solution.equilibria

    assert best.supports == ((1,), (1,))
    assert best.payoffs.tolist() == [3, 1]
    assert best.regret == 1
    assert solution.notes == (
        "Player 1 is bound by its commitment: given the answer it would rather do something else, so it has regret.",
    )


def test_the_leader_of_a_duopoly_produces_more_and_the_follower_less_than_in_equilibrium() -> None:
    """Von Stackelberg (1934): demand 12 - q1 - q2 without costs; Cournot at (4, 4), leadership at (6, 3)."""
    quantities = [3, 4, 6]
    profit = [[own * (12 - own - other) for other in quantities] for own in quantities]
    game = NormalFormGame.symmetric(profit, players=["A", "B"], actions=[["3", "4", "6"]] * 2)

    def outcome(concept: Any) -> list[tuple[tuple[str, ...], list[float]]]:
        found = solve(game, concept).equilibria
        return [(game.name_profile(tuple(own[0] for own in e.supports)), e.payoffs.tolist()) for e in found]

    assert outcome("pure") == [(("4", "4"), [16, 16])]
    assert outcome(Stackelberg("A")) == [(("6", "3"), [18, 9])]
    assert outcome(Stackelberg("B")) == [(("3", "6"), [9, 18])]


@pytest.mark.parametrize("commitment", ["pure", "mixed"])
@pytest.mark.parametrize(("leader", "meeting"), [("Her", 0), ("Him", 1)])
def test_who_leads_in_the_battle_of_the_sexes_gets_the_equilibrium_it_prefers(
    leader: str, meeting: int, commitment: Any
) -> None:
    solution = solve(SEXES, Stackelberg(leader, commitment))
    (best,) = solution.equilibria

    assert best.supports == ((meeting,), (meeting,))
    assert best.regret == 0
    assert solution.complete
    assert solution.notes == (
        f"{leader} would have no reason to go back on its commitment: this is a Nash equilibrium too.",
    )


def test_the_weak_outcome_is_told_where_the_followers_have_several_equilibria() -> None:
    """After "lead" the others coordinate on either action, worth 4 or 1 to the leader; after "wait" it gets 2."""
    own = np.array([[[4, 0], [0, 1]], [[2, 2], [2, 2]]])
    others = np.array([[[1, 0], [0, 1]], [[1, 0], [0, 0]]])
    game = NormalFormGame([own, others, others], ["L", "A", "B"], [["lead", "wait"], ["x", "y"], ["x", "y"]])
    solution = solve(game, Stackelberg("L"))

    assert [e.supports for e in solution.equilibria] == [((0,), (0,), (0,))]
    assert solution.notes[1:] == (
        "To lead the others have more than one answer: the best for L pays it 4, the worst 1.",
        "Were the others always to choose the worst, L would best commit itself to wait and get 2 (weak Stackelberg).",
    )


def test_followers_without_a_pure_equilibrium_play_a_mixed_one() -> None:
    """The others play matching pennies; the leader wins 1 where they match, or a quarter for certain."""
    match = np.array([[1, 0], [0, 1]])
    own = np.array([match * 4, np.ones((2, 2), dtype=int)])
    game = NormalFormGame(
        [own, [match, match], [1 - match, 1 - match]], ["L", "A", "B"], [["bet", "pass"], *["ht"] * 2]
    )
    solution = solve(game, Stackelberg("L"))
    (best,) = solution.equilibria

    assert best.exact == ((1, 0), (HALF, HALF), (HALF, HALF))
    assert best.payoffs.tolist() == [2, 0.5, 0.5]
    assert solution.complete
    assert "After bet the others have no pure equilibrium: they play a mixed one." in solution.notes


def test_a_leader_may_stand_anywhere_among_the_players() -> None:
    rng = np.random.default_rng(3)
    game = NormalFormGame(rng.integers(0, 4, (3, 2, 3, 2)))
    for leader, others in enumerate([(1, 2), (0, 2), (0, 1)]):
        order = (leader, *others)
        moved = NormalFormGame(game.exact[list(order)].transpose(0, *(1 + i for i in order)))
        here = solve(game, Stackelberg(game.players[leader])).equilibria
        there = solve(moved, Stackelberg("Player 1")).equilibria

        assert [[e.supports[i] for i in order] for e in here] == [list(e.supports) for e in there]


@given(arrays(np.int64, (3, 2, 2, 3), elements=st.integers(0, 3)))
def test_pure_leadership_agrees_with_brute_force_where_followers_have_pure_equilibria(payoffs: Any) -> None:
    game = NormalFormGame(payoffs)
    answers = {
        (a, b, c): payoffs[0, a, b, c]
        for a, b, c in product(range(2), range(2), range(3))
        if payoffs[1, a, b, c] == max(payoffs[1, a, :, c]) and payoffs[2, a, b, c] == max(payoffs[2, a, b, :])
    }
    solution = solve(game, Stackelberg("Player 1"))
    if len({a for a, _, _ in answers}) == 2:
        best = max(answers.values())

        assert [tuple(own[0] for own in e.supports) for e in solution.equilibria] == [
            answer for answer in answers if answers[answer] == best
        ]
        assert solution.complete


@given(bimatrices())
def test_mixed_leadership_pays_at_least_as_much_as_pure_leadership_and_as_any_equilibrium(
    game: NormalFormGame,
) -> None:
    """Von Stengel and Zamir (2010): what is secured is at least the worst equilibrium payoff, the value the best."""
    leadership = best_leadership(*game.exact)
    nash = [game.expected_payoffs(equilibrium.profile)[0] for equilibrium in solve(game).equilibria]

    assert max(nash) <= leadership.value
    assert min(nash) <= leadership.secured <= leadership.value
    assert max(leader_payoffs(solve(game, Stackelberg("Player 1")))) <= leadership.value


@given(bimatrices())
def test_every_listed_commitment_reaches_the_value_against_a_best_reply(game: NormalFormGame) -> None:
    leadership = best_leadership(*game.exact)
    for commitment in leadership.commitments:
        own, other = (np.array(commitment.strategy) @ table for table in game.exact)

        assert sum(commitment.strategy) == 1
        assert min(commitment.strategy) >= 0
        assert other[commitment.reply] == max(other)
        assert own[commitment.reply] == leadership.value


@given(bimatrices(most_rows=2))
def test_no_commitment_on_a_grid_reaches_more_and_what_is_secured_is_approached(game: NormalFormGame) -> None:
    """With payoffs 0 to 3 the replies change at fractions with denominators 1 to 6, so multiples of 1/60.

    Between two changes there is a point of the grid of 1/840 next to each, and payoffs change by at most 3/840 to it.
    """
    own, other = game.exact
    steps = 840
    strong, weak = [], []
    for k in range(steps + 1):
        strategy = np.array([Fraction(k, steps), Fraction(steps - k, steps)][-len(own) :])
        strategy = strategy if len(own) == 2 else np.array([Fraction(1)])
        pays = strategy @ other
        outcomes = [payoff for payoff, reply in zip(strategy @ own, pays, strict=True) if reply == max(pays)]
        strong.append(max(outcomes))
        weak.append(min(outcomes))
    leadership = best_leadership(own, other)

    assert max(strong) <= leadership.value
    assert leadership.secured - Fraction(3, steps) <= max(weak) <= leadership.secured


@given(bimatrices())
def test_in_a_zero_sum_game_leading_secures_the_value_and_no_more(game: NormalFormGame) -> None:
    own = game.exact[0]
    leadership = best_leadership(own, -own)

    assert leadership.value == leadership.secured == maximin(NormalFormGame.zero_sum(own))[0].mixed_value


def test_a_follower_who_never_cares_makes_the_strong_and_the_weak_outcome_differ() -> None:
    game = NormalFormGame.two_player([[4, 1], [2, 2]], np.zeros((2, 2), dtype=int), players=["L", "F"])
    solution = solve(game, Stackelberg("L", "mixed"))

    assert leader_payoffs(solution) == [4]
    assert solution.notes[1] == (
        "Where F is indifferent it does what L likes best; whatever it does there, L can be sure of as nearly 2 as it "
        "likes, but not of 4 (weak Stackelberg)."
    )


def test_where_other_commitments_pay_as_much_the_list_is_not_complete() -> None:
    solution = solve(NormalFormGame.two_player([[1], [1], [0]], [[0], [0], [0]]), Stackelberg("Player 1", "mixed"))

    assert leader_payoffs(solution) == [1]
    assert not solution.complete
    assert "Other commitments pay Player 1 as much" in solution.notes[-1]


@given(bimatrices())
@settings(max_examples=50)
def test_a_commitment_is_said_to_be_the_only_one_exactly_if_no_probability_can_change(game: NormalFormGame) -> None:
    """Each probability is made as great and as small as the optimal commitments with the same reply allow (HiGHS)."""
    from scipy.optimize import linprog

    own, other = game.payoffs
    leadership = best_leadership(*game.exact)
    for commitment in leadership.commitments:
        gains = (other - other[:, [commitment.reply]]).T
        equal = [np.ones(len(own)), own[:, commitment.reply]]
        value = float(leadership.value)
        ends = [
            sign * linprog(sign * unit, gains, np.zeros(len(gains)), equal, [1, value]).fun
            for unit in np.eye(len(own))
            for sign in (1, -1)
        ]
        widths = [high - low for low, high in zip(ends[::2], ends[1::2], strict=True)]

        assert commitment.only == (max(widths) < 1e-6)


@pytest.mark.parametrize(
    ("game", "concept", "message"),
    [
        (SEXES, Stackelberg(), "stackelberg needs a leader, leader=NAME; the players are: Her, Him"),
        (SEXES, Stackelberg("Hir"), r"unknown leader 'Hir' \(did you mean 'Him'\?\); known: Her, Him"),
        (NormalFormGame([[1, 2]], ["I"]), Stackelberg("I"), "needs a player who follows, I is alone"),
        (
            NormalFormGame(np.zeros((3, 2, 2, 2)), ["A", "B", "C"]),
            Stackelberg("A", "mixed"),
            "a mixed commitment covers games of 2 players, this one has 3",
        ),
    ],
)
def test_a_game_that_cannot_be_led_so_is_refused(game: NormalFormGame, concept: Stackelberg, message: str) -> None:
    with pytest.raises(InputError, match=message):
        solve(game, concept)


def test_an_unknown_kind_of_commitment_is_refused() -> None:
    with pytest.raises(InputError, match=r"unknown commitment 'mxed' \(did you mean 'mixed'\?\)"):
        Stackelberg("Her", "mxed")  # pyright: ignore[reportArgumentType]
