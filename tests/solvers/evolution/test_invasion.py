"""The graph of who can invade whom in a finite population."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tetrarchy import InputError, fixation
from tetrarchy.solvers.evolution.invasion import invasion

# Ten rounds of a prisoner's dilemma with payoffs 5, 3, 1, 0 on average: defectors, tit for tat, cooperators.
TEN_ROUNDS = [[1, "1.4", 5], ["0.9", 3, 3], [0, 3, 3]]


def pairs(graph, *, neutral):
    return [(edge.resident, edge.mutant) for edge in graph.edges if edge.neutral == neutral]


def test_a_cycle_is_one_sink():
    graph = invasion([[0, -1, 1], [1, 0, -1], [-1, 1, 0]], 50, 0.2)

    assert pairs(graph, neutral=False) == [(0, 1), (1, 2), (2, 0)]
    assert graph.sinks == ((0, 1, 2),)


def test_defection_invades_cooperation_and_not_the_other_way_round():
    graph = invasion([[3, 0], [5, 1]], 50, 0.5, "moran")

    assert pairs(graph, neutral=False) == [(0, 1)]
    assert graph.relative[0, 1] > 1 > graph.relative[1, 0]
    assert graph.sinks == ((1,),)


def test_tit_for_tat_drifts_to_cooperation_and_so_to_defection_and_back():
    graph = invasion(TEN_ROUNDS, 50, 0.1)

    assert pairs(graph, neutral=True) == [(1, 2), (2, 1)]
    assert pairs(graph, neutral=False) == [(0, 1), (2, 0)]
    assert graph.sinks == ((0, 1, 2),)


def test_two_conventions_are_two_sinks():
    assert invasion([[2, 0, 0], [0, 1, 0], [1, 0, 0]], 100, 1.0).sinks == ((0,), (1,))


def test_without_selection_all_is_drift():
    graph = invasion([[3, 0], [5, 1]], 50, 0)

    assert pairs(graph, neutral=True) == [(0, 1), (1, 0)]
    assert graph.relative == pytest.approx(np.ones((2, 2)), rel=1e-12)
    assert graph.sinks == ((0, 1),)


@settings(max_examples=20)
@given(st.lists(st.lists(st.integers(0, 5), min_size=3, max_size=3), min_size=3, max_size=3))
def test_the_graph_has_the_fixation_probabilities_of_all_pairs(payoffs):
    table, n, w = np.array(payoffs), 20, 0.3
    graph = invasion(payoffs, n, w)

    for resident, mutant in [(i, j) for i in range(3) for j in range(3) if i != j]:
        chance = fixation(table[np.ix_([mutant, resident], [mutant, resident])], n, "fermi", w)
        assert graph.relative[resident, mutant] == pytest.approx(n * chance, rel=1e-12)
    assert all(edge.neutral or edge.relative > 1 for edge in graph.edges)


def test_what_is_no_process_is_refused():
    with pytest.raises(InputError, match="population must be"):
        invasion([[1, 2], [3, 4]], 0, 1.0)
