"""Subgame perfection against published answers, and against the bare definition over all pure profiles."""

from __future__ import annotations

import sys
from fractions import Fraction
from importlib import import_module
from itertools import count, product
from math import prod
from pathlib import Path
from random import Random

import numpy as np
import pytest

import tetrarchy as tt
from tetrarchy.solvers.sequence.pieces import LATE, PieceOutcomes

sys.path.append(str(Path(__file__).parents[2]))
games = import_module("sequence_games")

HALF = Fraction(1, 2)


def found(answer):
    return {(tuple(sorted(each.distribution)), each.payoffs): each.profiles for each in answer.outcomes}


@pytest.mark.parametrize(
    ("tree", "outcomes", "complete", "continuum"),
    [
        (games.seltens_horse(), {"A / a": ((1, 1, 1), 1), "D / L": ((3, 2, 2), 1)}, True, True),
        (games.centipede(), {"take": ((Fraction(2, 5), Fraction(1, 10)), 1)}, True, False),
        (games.entry(), {"in / share": ((2, 2), 1)}, True, False),
        (games.ultimatum(), {"give 0 / accept": ((3, 0), 1), "give 1 / accept": ((2, 1), 1)}, False, True),
        (
            games.tie_whose_mixture_matters(),
            {"out": ((Fraction(2, 5), 0), 1), "in / give": ((1, 0), 1)},
            False,
            True,
        ),
    ],
)
def test_published_outcomes(tree, outcomes, complete, continuum):
    answer = tt.subgame_perfect(tree)
    assert {each.path: (each.payoffs, each.profiles) for each in answer.outcomes} == outcomes
    assert answer.number == sum(profiles for _, profiles in outcomes.values())
    assert (answer.complete_pure, answer.complete, answer.continuum) == (True, complete, continuum)
    assert all(each.regret == 0 for each in answer.equilibria)


@pytest.mark.parametrize(
    ("published", "below", "edge", "above", "first_moves"),
    [
        (games.last_entrant, "2/5", "1/2", "3/5", ("in", "out")),
        (games.offer_in_the_shadow_of_power, "1/2", "5/9", "3/5", ("9/20", "1/4")),
        (games.audience_costs, "1/2", "1", "3/2", ("nothing", "challenge")),
        (games.lemons, "1/2", "4/5", "9/10", ("1/2", "5/2")),
    ],
)
def test_published_games_turn_where_their_formulas_do(published, below, edge, above, first_moves):
    def begun(value):
        outcomes = tt.subgame_perfect(published(Fraction(value))).outcomes
        return {each.distribution[0][0].split(" / ")[0] for each in outcomes}

    assert begun(below) == {first_moves[0]}
    assert begun(edge) == set(first_moves)
    assert begun(above) == {first_moves[1]}


def test_the_chain_store_shares_to_the_end():
    for markets in (1, 2, 3):
        (outcome,) = tt.subgame_perfect(games.chain_store(markets)).outcomes
        assert (outcome.path, outcome.profiles) == (" / ".join(["in / share"] * markets), 1)
    assert len(tt.solve(games.chain_store(2).reduced(), "pure").equilibria) == 28


def test_the_longer_centipede_and_the_ultimatum_by_plans():
    (outcome,) = tt.subgame_perfect(games.centipede(6)).outcomes
    assert (outcome.path, outcome.payoffs, outcome.profiles) == ("take", (Fraction(2, 5), Fraction(1, 10)), 1)
    assert len(tt.solve(games.ultimatum().reduced(), "pure").equilibria) == 17


def test_money_that_may_be_burnt():
    answer = tt.subgame_perfect(games.burning_money(), mixed=False)
    assert {each.path: (each.payoffs, each.profiles) for each in answer.outcomes} == {
        "burn / U / u": ((2, 1), 1),
        "keep / U / u": ((3, 1), 2),
        "keep / D / d": ((1, 3), 1),
    }
    assert answer.number == 4


def test_an_outcome_that_chance_splits_is_a_distribution():
    (outcome,) = tt.subgame_perfect(games.bagwell()).outcomes
    assert outcome.path is None
    assert outcome.distribution == (("C / s / C", Fraction(1, 100)), ("C / c / C", Fraction(99, 100)))
    assert (outcome.payoffs, outcome.profiles) == ((4, 4), 1)


def test_a_branch_that_chance_never_takes_is_no_outcome():
    answer = tt.subgame_perfect(games.bagwell(error=0))
    assert {each.path: (each.payoffs, each.profiles) for each in answer.outcomes} == {
        "S / s / S": ((5, 2), 1),
        "C / c / C": ((4, 4), 1),
    }


def test_a_leader_who_is_not_seen_is_not_followed():
    game = tt.NormalFormGame([[[5, 3], [6, 4]], [[2, 1], [3, 4]]], ["Leader", "Follower"], [["S", "C"]] * 2)
    seen, unseen = (tt.subgame_perfect(tt.stages(game, [[0], [1]], hidden)) for hidden in ([], [(0, 1)]))
    assert [each.path for each in seen.outcomes] == ["S / S"]
    assert [each.path for each in unseen.outcomes] == ["C / C"]
    assert unseen.complete_pure


def test_behaviour_of_a_stage_that_mixes():
    pennies = np.array([[[1, -1], [-1, 1]], [[-1, 1], [1, -1]]])
    table = np.zeros((3, 2, 2, 2))
    table[0, 1], table[1:, 0] = -1, pennies
    answer = tt.subgame_perfect(tt.stages(tt.NormalFormGame(table, ["A", "B", "C"]), [["A"], ["B", "C"]]))
    assert answer.outcomes == ()
    assert "The subgame at 'a1', and so the whole, has no subgame-perfect equilibrium" in answer.notes[0]
    assert {each.payoffs for each in answer.equilibria} == {(0, 0, 0)}
    assert {each.behaviour["B", "A=a1"]["a1"] for each in answer.equilibria} == {HALF}
    assert {each.regret for each in answer.equilibria} == {0}
    assert (answer.complete, answer.continuum) == (True, True)


def test_rankings_have_no_lotteries():
    scenario = tt.parse(
        """
        title = "Cuba"
        [game]
        kind = "ordinal"
        players = ["US", "USSR"]
        actions = [["blockade", "strike"], ["withdraw", "keep"]]
        [game.ranking]
        US = [["blockade", "withdraw"], ["strike", "withdraw"], ["strike", "keep"], ["blockade", "keep"]]
        USSR = [["blockade", "keep"], ["blockade", "withdraw"], ["strike", "withdraw"], ["strike", "keep"]]
        """,
        "cuba",
    )
    answer = tt.subgame_perfect(tt.stages(scenario, [["US", "USSR"]]))
    assert all(each.pure for each in answer.equilibria)
    assert not answer.complete


def random_trees(seed, count):
    random = Random(seed)
    while count:
        n = random.choice([2, 3])
        root = games.random_node(random, n, random.choice([2, 3]), blind=random.choice([0, 0.5]))
        definition = games.ByDefinition(n, root)
        if prod(map(len, definition.sets.values())) <= 400:
            count -= 1
            yield definition, tt.Tree([f"P{player}" for player in range(n)], root)


def test_random_trees_by_definition():
    several = 0
    for definition, tree in random_trees(7, 60):
        answer = tt.subgame_perfect(tree)
        assert [path for path, _, _ in definition.subgames()] == list(tree.subgames)
        assert found(answer) == definition.outcomes()
        assert sum(each.ways for each in PieceOutcomes(tree, 10).kept(0)) == answer.number
        assert {each.regret for each in answer.equilibria} <= {0}
        several += answer.number > 1
    assert several > 20


def test_equilibria_are_listed_once_each_up_to_the_limit():
    game = tt.stages(tt.NormalFormGame(np.zeros((2, 2, 3))), [[0], [1]])
    answer = tt.subgame_perfect(game, limit=7)
    assert answer.number == 2 * 3 * 3
    assert len({tuple(sorted(each.choices.items())) for each in answer.equilibria}) == 7
    assert {each.label for each in answer.equilibria} == {outcome.path for outcome in answer.outcomes}
    assert "7 of 18 equilibria are listed." in answer.notes
    assert len(tt.subgame_perfect(game, limit=50).equilibria) == 18


def test_a_new_move_that_is_worse_for_its_mover_everywhere_changes_nothing():
    for definition, tree in random_trees(11, 10):
        worse = tt.End([-1] * definition.n)
        root = definition.root
        if isinstance(root, tt.Decision):
            more = tt.Decision(root.player, [*root.moves, ("worse", worse)], root.set)
            assert (
                found(tt.subgame_perfect(tt.Tree(tree.players, more))).keys() == found(tt.subgame_perfect(tree)).keys()
            )


def test_outcomes_beyond_the_limit_stand_by_their_payoffs():
    tie = tt.Decision(1, [("x", tt.End([1, 0])), ("y", tt.End([0, 0]))])
    branches = [(str(k), Fraction(1, 18), tie) for k in range(18)]
    answer = tt.subgame_perfect(tt.Tree(["A", "B"], tt.Chance(branches)))
    assert (answer.number, answer.complete_pure) == (2**18, False)
    assert sorted(each.payoffs[0] for each in answer.outcomes) == [Fraction(k, 18) for k in range(19)]
    assert any("too many outcomes to tell apart" in note for note in answer.notes)


ORDERS = ([[0], [1], [2]], [[0], [1, 2]], [[0, 1], [2]], [[0, 1, 2]], [[2], [0], [1]], [[1], [2, 0]])


@pytest.mark.parametrize("hidden", [[], [(0, 2)]])
def test_many_staged_games_at_once(hidden):
    payoffs = np.random.default_rng(5).integers(0, 3, size=(8, 3, 2, 2, 2))
    for order in ORDERS[: 3 if hidden else None]:
        if hidden and [0] not in order:
            continue
        sustained = tt.subgame_perfect_batch(payoffs, order, hidden)
        for game, profiles in zip(payoffs, sustained, strict=True):
            staged = tt.stages(tt.NormalFormGame(game), order, hidden)
            paths = {each.path for each in tt.subgame_perfect(staged, mixed=False).outcomes}
            assert paths == {
                " / ".join(f"a{profile[player] + 1}" for player in staged.sequence)
                for profile in product(*map(range, game.shape[1:]))
                if profiles[profile]
            }


def test_the_batch_compares_exactly():
    third = [[[["1/3", 1], ["0.3333333333333333", 0]], [[0, 0], [0, 0]]]]
    assert tt.subgame_perfect_batch(third, [[0, 1]])[0].tolist() == [[True, True], [False, False]]
    with pytest.raises(tt.InputError, match="shape"):
        tt.subgame_perfect_batch(np.zeros((2, 2, 2)), [[0], [1]])


def test_scenarios_and_games_are_meant_by_their_names():
    assert [each.path for each in tt.subgame_perfect("aukus-2021").outcomes] == ["ask_paris_first / release"]
    pennies = tt.NormalFormGame([[[1, -1], [-1, 1]], [[-1, 1], [1, -1]]])
    assert tt.zero_sum_tree_value(pennies).value == 0
    assert len(tt.threats("snap-back-2025")) == 3
    with pytest.raises(TypeError, match="expected a tree, a game in stages or a scenario, got int 3"):
        tt.subgame_perfect(3)


@pytest.fixture
def ticking(monkeypatch):
    """Let a second pass whenever somebody looks at the clock."""
    ticks = count()
    monkeypatch.setattr("tetrarchy.solvers.deadline.monotonic", lambda: next(ticks))


@pytest.mark.usefixtures("ticking")
@pytest.mark.parametrize("seconds", [0, 3, 12, 20])
def test_a_time_limit_keeps_what_was_found_and_calls_nothing_complete(seconds):
    payoffs = np.random.default_rng(2).integers(0, 9, (3, 3, 2, 2))
    moves = tt.stages(tt.NormalFormGame(payoffs), (("Player 1",), ("Player 2", "Player 3")))
    whole, cut = tt.subgame_perfect(moves), tt.subgame_perfect(moves, time_limit=seconds)

    assert found(whole).keys() >= found(cut).keys()
    assert whole.complete_pure
    assert (cut.complete_pure, cut.complete) == (seconds == 20, False)
    assert LATE not in whole.notes
    assert cut.notes.count(LATE) == 1


@pytest.mark.usefixtures("ticking")
def test_a_tree_in_which_all_is_seen_gives_nothing_where_time_is_up():
    cut = tt.subgame_perfect(games.centipede(), time_limit=0)

    assert (cut.outcomes, cut.number, cut.complete_pure, cut.complete, cut.notes) == ((), 0, False, False, (LATE,))
    assert not tt.threats(games.ultimatum(), time_limit=0).complete
