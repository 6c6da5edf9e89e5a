"""Many games at once and models of many states give what one small model gives; bad questions are refused."""

import numpy as np
import pytest

from tetrarchy import (
    GMR,
    GraphModel,
    InputError,
    LimitedMoves,
    NonMyopic,
    NormalFormGame,
    Sequential,
    graph_model,
    stability,
    stability_batch,
)
from tetrarchy.games.graph.moves import Rows, grouped


def test_a_batch_says_of_each_game_what_is_said_of_it_alone():
    rng = np.random.default_rng(5)
    games = rng.integers(0, 4, (12, 3, 2, 3, 2))
    batch = stability_batch(games)
    for place, payoffs in enumerate(games):
        alone = stability(NormalFormGame(payoffs))
        for concept, flags in batch.items():
            assert flags[place].reshape(3, -1).tolist() == alone.stable[concept].tolist(), (place, concept)


@pytest.mark.parametrize(
    ("payoffs", "message"),
    [
        ([[1, 2], [3, 4]], r"payoffs must have shape \(B, n, m1, .., mn\), got \(2, 2\)"),
        ([[[[1.0, np.inf], [1, 1]], [[1, 1], [1, 1]]]], "payoffs must be finite numbers, got inf"),
    ],
)
def test_a_batch_of_another_shape_or_without_numbers_is_refused(payoffs, message):
    with pytest.raises(InputError, match=message):
        stability_batch(payoffs)


@pytest.mark.parametrize("owned", [(7, 24, 96), (63, 64)])
def test_rows_and_moves_one_by_one_give_the_same(owned):
    rng = np.random.default_rng(2)
    codes = np.flatnonzero(rng.random(128) < 0.8)
    controls = [grouped(codes & ~own) for own in owned]
    standing = rng.integers(0, 9, (len(owned), len(codes))).astype(np.int32)
    standing = np.array([np.unique(own, return_inverse=True)[1] for own in standing], dtype=np.int32)
    names = list("ABC")[: len(owned)]
    rows = GraphModel.ranked(names, list(map(str, codes)), controls, standing)
    arcs = GraphModel.ranked(names, list(map(str, codes)), [each.arcs() for each in controls], standing)
    assert all(isinstance(each, Rows) for each in rows.controls)
    for sanctions in ("joint", "single"):
        one, other = stability(rows, sanctions=sanctions), stability(arcs, sanctions=sanctions)
        for concept in one.concepts:
            assert np.array_equal(one.stable[concept], other.stable[concept]), (sanctions, concept)


PAIR = NormalFormGame([[[3, 0], [5, 1]], [[3, 5], [0, 1]]])


def test_concepts_may_be_values():
    found = stability(PAIR, [GMR(), Sequential(symmetric=True), LimitedMoves(3), NonMyopic()])
    assert found.concepts == ("gmr", "sseq", "limited_3", "non_myopic")
    assert found.equilibria(GMR()) == found.equilibria("gmr")


@pytest.mark.parametrize("concept", ["sequential", "limited_0", "strong_seq_a", "limited_", ""])
def test_an_unknown_concept_is_named(concept):
    with pytest.raises(InputError, match=f"unknown stability concept '{concept}'"):
        stability(PAIR, concept)


def test_simultaneous_answers_combine_choices_as_hand_reckoning_does():
    # From both restrained (1) each improves by defecting; that both do so at once is worst but one for each.
    found = stability(PAIR, ("sim", "sim_intent"))
    assert found.stable["sim"].tolist() == [[True, False, True, True], [True, True, False, True]]
    assert found.equilibria("sim_intent") == (3,)
    with pytest.raises(InputError, match="needs states that are made of what each player chooses"):
        stability(GraphModel(["A"], ["x", "y"], [[(0, 1)]], [[[0], [1]]]), "sim")


def test_answers_by_one_alone_and_by_several_are_told_apart():
    # A would gain by 1 to 2; only B and then C together bring about 4, which A likes least.
    moves = [[(0, 1)], [(1, 2)], [(2, 3)]]
    model = GraphModel(["A", "B", "C"], ["s", "t", "u", "v"], moves, [[1, 2, 0, 3], [2, 1, 0, 3], [3, 2, 1, 0]])
    joint, single = stability(model, "seq"), stability(model, "seq", "single")
    assert (joint.stable["seq"][0, 0], single.stable["seq"][0, 0]) == (True, False)
    assert joint.reason(0, "A", "seq") == (
        "A: a move to 2 would be answered by the others together with 4, no better for it than 1."
    )
    assert single.reason(0, "A", "seq") == "A: moves to 2, which nobody can make it regret."
    assert len(joint.notes) == len(single.notes) == 1
    assert graph_model(model) is model


def test_answers_that_deter_not_greatly_or_not_surely_are_told():
    moves = [[(0, 1)], [(1, 2)]]
    rankings = [[[1], [0], [2]], [[2], [1], [0]]]
    mild = stability(
        GraphModel(["A", "B"], list("xyz"), moves, rankings, cuts=[[1], []]), ("seq", "strong_seq", "weak_seq")
    )
    assert mild.reason(0, "A", "strong_seq") == (
        "A: a move to 2 would be answered by B with 3, no better for it than 1, but not greatly worse."
    )
    assert mild.reason(0, "A", "weak_seq") == mild.reason(0, "A", "seq")
    assert not mild.would_leave("strong_seq")[0].any()
    assert not mild.would_leave("weak_seq")[0].any()
    doubtful = stability(GraphModel(["A", "B"], list("xyz"), moves, rankings, [[(0, 2)], []]), ("gmr_a", "gmr_d"))
    assert doubtful.reason(0, "A", "gmr_a") == (
        "A: moves to 2; whether B would make it regret that with 3 is not known."
    )
    assert "perhaps no better for it than 1" in doubtful.reason(0, "A", "gmr_d")
