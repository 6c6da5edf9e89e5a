"""Every concept on random conflicts, against a statement of the definitions written apart from the package."""

import sys
from importlib import import_module
from itertools import product
from pathlib import Path

import numpy as np
import pytest

from tetrarchy import (
    GraphModel,
    coalition_stability,
    consistent_set,
    paths,
    stability,
    stable_sets,
    theory_of_moves,
)
from tetrarchy.solvers.stability.foresight.limited_moves import anticipation

HERE = str(Path(__file__).parent)
sys.path.append(HERE)
definition = import_module("conflict_by_definition")
sys.path.remove(HERE)

BASIC = ("nash", "gmr", "smr", "seq", "sseq")


def conflict(seed, unknown=False, ties=True, players=None):
    """Return a random conflict: any digraph, or options that may be one-way; ties, unknown pairs, cuts."""
    rng = np.random.default_rng(seed)
    n = players or int(rng.integers(2, 4))
    m = int(rng.integers(4, 8))
    moves = [[(s, t) for s in range(m) for t in range(m) if s != t and rng.random() < 0.3] for _ in range(n)]
    if seed % 3 == 0:
        m, moves = 8, [[(s, s ^ bit) for s in range(8) if bit != 4 or not s & 4 or seed % 2] for bit in (1, 2, 4)[:n]]
    ranks = [rng.integers(0, m if ties else 10**9, m) for _ in range(n)]
    rankings = [[np.flatnonzero(own == k).tolist() for k in np.unique(own)[::-1]] for own in ranks]
    pairs = [[(a, b) for a in range(m) for b in range(a) if unknown and rng.random() < 0.2] for _ in range(n)]
    cuts = [sorted({int(k) for k in rng.integers(1, len(own), 2)}) if len(own) > 1 else [] for own in rankings]
    return GraphModel([f"D{i}" for i in range(n)], [f"s{k}" for k in range(m)], moves, rankings, pairs, cuts)


def table(c, of, *more):
    return [[of(c, i, s, *more) for s in range(c.states)] for i in c.players]


@pytest.mark.parametrize("sanctions", ["joint", "single"])
def test_the_basic_concepts_and_their_strong_and_weak_forms(sanctions):
    for seed in range(40):
        model = conflict(seed)
        c = definition.plain(model)
        found = stability(model, [f"{force}{name}" for name in BASIC for force in ("", "strong_", "weak_")], sanctions)
        for name in BASIC:
            plain = table(c, definition.stable, name, sanctions)
            strong = table(c, definition.stable, name, sanctions, "a", True)
            assert found.stable[name].tolist() == plain, (seed, name)
            assert found.stable[f"strong_{name}"].tolist() == strong, (seed, name)
            assert (found.stable[f"weak_{name}"] == (np.array(plain) & ~np.array(strong))).all(), (seed, name)


@pytest.mark.parametrize("sanctions", ["joint", "single"])
def test_the_four_ways_to_read_what_is_unknown(sanctions):
    for seed in range(25):
        model = conflict(seed, unknown=True)
        c = definition.plain(model)
        names = [f"{name}_{form}" for name, form in product(BASIC, "abcd")]
        found = stability(model, names, sanctions)
        for name, form in product(BASIC, "abcd"):
            expected = table(c, definition.stable, name, sanctions, form)
            assert found.stable[f"{name}_{form}"].tolist() == expected, (seed, name, form)


def test_limited_moves_and_the_round_of_expectations():
    for seed in range(25):
        model = conflict(seed)
        c = definition.plain(model)
        for horizon in (1, 2, 3, 4):
            found = stability(model, f"limited_{horizon}").stable[f"limited_{horizon}"].tolist()
            assert found == table(c, definition.stays, horizon), (seed, horizon)
        found = anticipation(model)
        horizons = [f"limited_{h}" for h in range(found.before + found.period, found.before + 3 * found.period)]
        every = stability(model, [f"limited_{max(found.before, 1)}", *horizons])
        assert (found.stable == np.all([every.stable[name] for name in horizons], axis=0)).all()


def test_coalitions():
    for seed in range(25):
        model = conflict(seed)
        c = definition.plain(model)
        for concept in ("nash", "gmr", "smr", "seq"):
            found = coalition_stability(model, concept)
            for group, holds in found.stable.items():
                expected = [definition.coalition_holds(c, group, s, concept) for s in range(c.states)]
                assert holds.tolist() == expected, (seed, concept, group)
            assert set(found.stable) == set(definition.groups(list(c.players)))


@pytest.mark.parametrize("single", [False, True])
def test_the_largest_consistent_set_and_the_farsighted_stable_sets(single):
    for seed in range(25):
        model = conflict(seed)
        c = definition.plain(model)
        kept, above = definition.consistent(c, single)
        assert consistent_set(model, not single) == tuple(sorted(kept)), seed
        found = stable_sets(model, not single)
        assert list(found) == definition.farsighted_stable_sets(c, above), seed
        assert all(set(own) <= kept for own in found)


def test_where_play_ends_by_the_theory_of_moves():
    for seed in range(20):
        model = conflict(seed, ties=False, players=2)
        c = definition.plain(model)
        found = theory_of_moves(model)
        assert list(map(list, found.survivors)) == table(c, definition.survivor), seed
        assert found.two_sided == tuple(tuple(sorted(definition.two_sided(c, s))) for s in range(c.states)), seed


def test_the_shortest_ways():
    for seed in range(25):
        model = conflict(seed)
        c = definition.plain(model)
        found = paths(model, 0)
        for ways, liked in ((found.any_moves, False), (found.by_improvements, True)):
            expected = definition.shortest_ways(c, 0, liked)
            told = [
                None if ways.moves[s] is None else (ways.moves[s], set(ways.last_movers[s]), ways.shortest[s])
                for s in range(c.states)
            ]
            assert told == expected, (seed, liked)
            for s in range(c.states):
                assert len(ways.steps(s)) == (ways.moves[s] or 0)
