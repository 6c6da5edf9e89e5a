"""What would have to change for a state to hold, against trying every ranking and every set of states."""

from fractions import Fraction
from itertools import chain, combinations, permutations

import numpy as np
import pytest

from tetrarchy import GraphModel, InputError, hypergame, parse, stability, what_holds
from tetrarchy.studies.conflict.conflict_analysis import conflict_analysis


def conflict(seed, m=5):
    """Return a random conflict of two or three players and m states, rankings without ties."""
    rng = np.random.default_rng(seed)
    n = 2 + seed % 2
    moves = [[(s, t) for s in range(m) for t in range(m) if s != t and rng.random() < 0.4] for _ in range(n)]
    rankings = [[[int(s)] for s in rng.permutation(m)] for _ in range(n)]
    return GraphModel([f"D{i}" for i in range(n)], list("abcde")[:m], moves, rankings)


def with_ranking(model, player, ranking):
    preferences = [ranking if k == player else own for k, own in enumerate(model.preferences)]
    return GraphModel(model.players, model.states, model.moves, preferences)


@pytest.mark.parametrize("concept", ["nash", "gmr", "smr", "seq", "sseq"])
def test_the_share_counts_the_rankings_that_make_a_state_stable(concept):
    for seed in range(2):
        model = conflict(seed, 4)
        for held in what_holds(model, 0, concept):
            rankings = [with_ranking(model, held.player, [[s] for s in order]) for order in permutations(range(4))]
            stable = [stability(each, concept).stable[concept][held.player, 0] for each in rankings]
            assert held.share == Fraction(sum(map(int, stable)), len(stable)), (seed, held.player)


def test_a_demotion_makes_the_state_stable_and_no_part_of_it_does():
    for seed in range(6):
        model = conflict(seed)
        for concept in ("nash", "smr", "seq"):
            for held in what_holds(model, 0, concept):
                order = [s for own in model.preferences[held.player] for s in own]
                better = order[: order.index(0)]

                def holds(demoted, order=order, player=held.player, model=model, concept=concept):
                    left = [s for s in order if s not in demoted]
                    place = left.index(0) + 1
                    ranking = [[s] for s in left[:place]] + [[s] for s in order if s in demoted]
                    ranking += [[s] for s in left[place:]]
                    return stability(with_ranking(model, player, ranking), concept).stable[concept][player, 0]

                sets = chain.from_iterable(combinations(better, size) for size in range(len(better) + 1))
                enough = [set(each) for each in sets if holds(each)]
                smallest = [each for each in enough if not any(less < each for less in enough)]
                assert sorted(map(sorted, held.demotions)) == sorted(map(sorted, smallest)), (seed, concept)


def test_what_holds_asks_for_known_comparisons_and_one_of_the_five_concepts():
    with pytest.raises(InputError, match=r"worked out for nash, gmr, smr, seq, sseq, got 'limited_2'"):
        what_holds(conflict(0), 0, "limited_2")
    with pytest.raises(InputError, match="a state is a whole number from 0 to 4, got 5"):
        what_holds(conflict(0), 5)


def test_what_holds_a_state_of_a_large_conflict_is_told_by_nash_and_refused_by_what_follows_answers():
    options = ", ".join(f'"o{k}"' for k in range(16))
    text = f'title = "x"\n[game]\nkind = "graph"\n[game.options]\nA = [{options}]\nB = []\n'
    text += '[game.preferences.A]\nstatements = ["A.o0"]\n[game.preferences.B]\nstatements = ["not A.o0"]\n'
    scenario = parse(text, "x.toml")
    message = r"by seq is worked out for at most 32,768 states, and the conflict has 65,536; by nash there is no limit"
    with pytest.raises(InputError, match=message):
        conflict_analysis(scenario, hold=0)
    with pytest.raises(InputError, match=message):
        what_holds(scenario, 0, "seq")
    with pytest.raises(InputError, match="worked out for nash, gmr, smr, seq, sseq, got 'seq_d'"):
        conflict_analysis(scenario, ["seq_d"], hold=0)
    assert len(what_holds(scenario, 0, "nash")[0].demotions[0]) == 32_768


CHICKEN = GraphModel(
    ["A", "B"],
    ["both yield", "A stands", "B stands", "clash"],
    [[(0, 1), (1, 0), (2, 3), (3, 2)], [(0, 2), (2, 0), (1, 3), (3, 1)]],
    [[[1], [0], [2], [3]], [[2], [0], [1], [3]]],
)
FIERCE = [[1], [0], [3], [2]]


def test_who_takes_the_other_for_fierce_yields_though_it_is_not():
    # B believes that A would rather clash than yield alone: the states in which B alone stands are not what A believes
    seen_by_b = [FIERCE, CHICKEN.preferences[1]]
    found = hypergame(CHICKEN, [None, seen_by_b], "nash")
    assert found.known_equilibria == (1, 2)
    assert found.equilibria == (1, 2)
    assert hypergame(CHICKEN, [[FIERCE, CHICKEN.preferences[1]], None], "nash").equilibria == (1,)


def test_a_state_that_a_player_overlooks_is_judged_by_those_who_see_it():
    unseen = [[[1], [0], [2]], [[2], [0], [1]]]
    found = hypergame(CHICKEN, [None, unseen], "nash")
    assert found.overlooked == (frozenset(), frozenset({3}))
    # B sees no clash to move to, and stands in its own view wherever only that would be left
    assert found.stable[1].tolist() == [False, True, True, True]


def test_views_are_one_for_each_player_and_rank_the_same_states():
    with pytest.raises(InputError, match="one for each of the 2 players, got 1"):
        hypergame(CHICKEN, [None])
    with pytest.raises(InputError, match="the view of B must rank the same states for every player"):
        hypergame(CHICKEN, [None, [[[0], [1], [2]], [[0], [1], [2], [3]]]])
    with pytest.raises(InputError, match="needs the view of some player"):
        hypergame(CHICKEN)
