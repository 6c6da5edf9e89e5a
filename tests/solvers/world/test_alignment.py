"""Blocs: the least energy of a landscape, and what no state leaves."""

from fractions import Fraction as F
from itertools import product

import numpy as np
import pytest

from tetrarchy import InputError, align_blocs
from tetrarchy.solvers.world.blocs import alignment

SIX = (
    [4, 3, 3, 2, 1, 1],
    [
        [0, 1, -1, "1/2", 0, "-1/2"],
        [1, 0, -1, 0, "1/2", 0],
        [-1, -1, 0, 1, "-1/2", 1],
        ["1/2", 0, 1, 0, 0, "1/2"],
        [0, "1/2", "-1/2", 0, 0, -1],
        ["-1/2", 0, 1, "1/2", -1, 0],
    ],
)


def landscape(seed, states, whole):
    rng = np.random.default_rng(seed)
    size = rng.integers(1, 5, states) if whole else rng.random(states)
    wants = rng.integers(-3, 4, (states, states)) if whole else rng.normal(size=(states, states))
    return size, wants + wants.T


def by_brute_force(size, wants, values, cost):
    """Return the least energy, all that reach it, and how many no single state leaves."""
    z, p = [F(str(each)) for each in size.tolist()], [[F(str(each)) for each in row] for row in wants.tolist()]
    n = len(z)
    energies = {
        s: sum(z[i] * z[j] * p[i][j] * F(1 - s[i] * s[j], 2) for i in range(n) for j in range(i))
        + cost * sum(z[i] * s[i] ** 2 for i in range(n))
        for s in product(values, repeat=n)
    }
    least = min(energies.values())
    staying = sum(
        all(energies[(*s[:i], v, *s[i + 1 :])] >= own for i in range(n) for v in values) for s, own in energies.items()
    )
    return least, {s for s, own in energies.items() if own == least}, staying


def test_six_states():
    found = align_blocs(*SIX)

    assert (found.energy, found.bound, found.optimal, found.minima) == (F(-43, 2), F(-43, 2), True, 1)
    assert found.optima == ((1, 1, -1, -1, 1, -1),)


def test_minima_are_told_only_where_they_are_asked_for():
    found, told = align_blocs(*SIX, minima=False), align_blocs(*SIX)

    assert (found.blocs, found.energy, found.optimal) == (told.blocs, told.energy, told.optimal)
    assert (found.minima, found.lowest) == (None, ())
    assert len(told.lowest) == told.minima


@pytest.mark.parametrize("whole", [True, False])
@pytest.mark.parametrize("values", [(-1, 1), (-1, 0, 1)])
@pytest.mark.parametrize("seed", range(3))
def test_the_optimum_is_that_of_brute_force(seed, values, whole):
    size, wants = landscape(seed, 5, whole)
    least, optima, staying = by_brute_force(size, wants, values, F(1, 2))
    found = align_blocs(size, wants, values, "1/2")
    mirrored = 2 if len(values) == 2 else 1

    assert (found.energy, found.optimal) == (least, True)
    assert set(found.optima) == {each for each in optima if mirrored == 1 or each[0] == 1}
    assert found.minima * mirrored == staying


def depths_by_flooding(size, wants, values, cost):
    """Return every minimum with its depth: energies come up one by one, and basins run together where they meet."""
    z, p, n = size.tolist(), wants.tolist(), len(size)
    energies = {
        s: sum(z[i] * z[j] * p[i][j] * F(1 - s[i] * s[j], 2) for i in range(n) for j in range(i))
        + cost * sum(z[i] * s[i] ** 2 for i in range(n))
        for s in product(values, repeat=n)
    }
    beside = {s: [(*s[:i], v, *s[i + 1 :]) for i in range(n) for v in values if v != s[i]] for s in energies}
    if len(values) == 2:  # a configuration and its mirror image are one
        beside = {s: [t if t[0] == 1 else tuple(-v for v in t) for t in beside[s]] for s in energies if s[0] == 1}
    lakes, depths = {}, {}
    for s in sorted(beside, key=energies.get):
        met = {id(lakes[t]): lakes[t] for t in beside[s] if t in lakes}.values()
        minimum = all(energies[t] >= energies[s] for t in beside[s])
        inside = {m for lake in met for m in lake["minima"]} | ({s} if minimum else set())
        depths |= {m: energies[s] - energies[m] for m in inside if len(inside) > 1 and m not in depths}
        lake = {"minima": inside, "all": [s, *(each for own in met for each in own["all"])]}
        lakes |= dict.fromkeys(lake["all"], lake)
    return {s: (energies[s], depths.get(s)) for s in beside if all(energies[t] >= energies[s] for t in beside[s])}


@pytest.mark.parametrize(("values", "states"), [((-1, 1), 7), ((-1, 0, 1), 4)])
@pytest.mark.parametrize("seed", range(3))
def test_the_depth_of_a_minimum_is_what_a_way_to_another_must_climb(seed, values, states):
    size, wants = landscape(seed, states, True)
    found = align_blocs(size, wants, values, F(1, 3))
    assert {each.blocs: each[1:] for each in found.lowest} == depths_by_flooding(size, wants, values, F(1, 3))
    assert [each.energy for each in found.lowest] == sorted(each.energy for each in found.lowest)


def test_branching_finds_what_looking_at_all_finds(monkeypatch):
    size, wants = landscape(4, 9, True)
    everything = align_blocs(size, wants, (-1, 0, 1), F(1, 3))
    monkeypatch.setattr(alignment, "MOST_CONFIGURATIONS", 1)
    branched = align_blocs(size, wants, (-1, 0, 1), F(1, 3))

    assert (branched.energy, set(branched.optima)) == (everything.energy, set(everything.optima))
    assert (branched.optimal, branched.minima) == (True, None)


@pytest.mark.parametrize("cost", [0, F(1, 5)])
def test_the_bound_of_many_states_lies_below_the_optimum_and_near_it(monkeypatch, cost):
    size, wants = landscape(5, 12, False)
    best = align_blocs(size, wants, (-1, 0, 1) if cost else (-1, 1), cost)
    monkeypatch.setattr(alignment, "MOST_CONFIGURATIONS", 1)
    monkeypatch.setattr(alignment, "MOST_BRANCHED", 1)
    found = align_blocs(size, wants, (-1, 0, 1) if cost else (-1, 1), cost)

    assert found.bound <= best.energy <= found.energy
    assert found.gap < abs(found.energy) / 4


def test_without_frustration_many_states_are_proven():
    side = np.where(np.arange(40) % 3 == 0, 1, -1)
    found = align_blocs(np.ones(40, dtype=int), np.outer(side, side))

    assert (found.optimal, found.blocs) == (True, tuple(map(int, side)))


def test_staying_out_pays_where_commitment_costs():
    pair = ([1, 1], [[0, -1], [-1, 0]])

    assert align_blocs(*pair, values=(-1, 0, 1), cost=1).blocs == (0, 0)
    assert align_blocs(*pair, values=(-1, 0, 1), cost=1).energy == F(-1, 2)
    assert set(align_blocs(*pair, values=(-1, 0, 1), cost="1/5").blocs) == {-1, 1}


def test_anchors_stay():
    found = align_blocs(*SIX, anchors={0: -1, 2: -1})

    assert (found.blocs[0], found.blocs[2]) == (-1, -1)
    assert found.energy > F(-43, 2)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (([1, 1], [[0, 1], [2, 0]]), r"propensity must be symmetric, got 1 at \[0, 1\] and 2 at \[1, 0\]"),
        (([1, 0], [[0, 1], [1, 0]]), "size must be positive, got 0"),
        (([1, 1], [[0, 1]]), r"propensity must have shape \(2, 2\)"),
        (([1, 1], [[0, 1], [1, 0]], (0, 1)), r"values must be \(-1, 1\) or \(-1, 0, 1\), got \(0, 1\)"),
        (([1, 1], [[0, 1], [1, 0]], (-1, 1), -1), "cost must not be negative, got -1"),
        (([1, "x"], [[0, 1], [1, 0]]), r"size\[1\] must be a finite number, got 'x'"),
    ],
)
def test_what_cannot_be_used_is_named(arguments, message):
    with pytest.raises(InputError, match=message):
        align_blocs(*arguments)
