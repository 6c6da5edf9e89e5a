"""Maximal Nash subsets and components, against brute force over all sets of x."""

from __future__ import annotations

from itertools import combinations
from math import inf

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tetrarchy.solvers.two_player.nash_subsets import nash_components

Pairs = list[tuple[int, int]]

graphs = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), unique=True, max_size=20)


def complete_pieces(pairs: Pairs) -> set[frozenset[int]]:
    """All pieces that cannot be enlarged, by trying every set of x with all of its common y."""
    edges = set(pairs)
    xs, ys = {x for x, _ in pairs}, {y for _, y in pairs}
    pieces = set()
    for size in range(1, len(xs) + 1):
        for chosen in combinations(sorted(xs), size):
            common = {y for y in ys if all((x, y) in edges for x in chosen)}
            pieces.add(frozenset(k for k, (x, y) in enumerate(pairs) if x in chosen and y in common))
    return {piece for piece in pieces if piece and not any(piece < other for other in pieces)}


@settings(derandomize=True, deadline=None, max_examples=200)
@given(graphs)
def test_subsets_are_the_complete_pieces_that_cannot_be_enlarged(pairs: Pairs) -> None:
    subsets = [subset for component in nash_components(pairs) for subset in component]

    assert len(subsets) == len(set(subsets))
    assert {frozenset(subset) for subset in subsets} == complete_pieces(pairs)


@settings(derandomize=True, deadline=None, max_examples=200)
@given(graphs)
def test_two_pairs_share_a_component_exactly_if_a_path_joins_them(pairs: Pairs) -> None:
    reach = [{k} for k in range(len(pairs))]
    for _ in pairs:
        for joined in reach:
            xs, ys = {pairs[k][0] for k in joined}, {pairs[k][1] for k in joined}
            joined |= {k for k, (x, y) in enumerate(pairs) if x in xs or y in ys}

    for component in nash_components(pairs):
        members = {k for subset in component for k in subset}
        assert all(reach[k] == members for k in members)


def test_no_pairs_have_no_components() -> None:
    assert nash_components([]) == ()


def test_deadline_that_has_passed_is_an_error() -> None:
    with pytest.raises(TimeoutError, match="deadline passed"):
        nash_components([(0, 0)], deadline=-inf)
