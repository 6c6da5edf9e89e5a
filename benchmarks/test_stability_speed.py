"""The five basic stability concepts of large conflicts, and of many games at once.

A conflict counts for as many games as it has states times players, so that the table gives the time for one of these.
The peer is the matrix method: what can be reached from where as matrices of truth values, squared until nothing is new.
"""

from __future__ import annotations

import numpy as np
import pytest

from tetrarchy import GraphModel, stability, stability_batch
from tetrarchy.games.graph.option_form import OptionForm
from tetrarchy.games.graph.statements import Joined, Taken

FORBIDDEN = tuple(Joined("and", Taken(one), Taken(one + 1)) for one in (0, 4, 8, 11, 17))


def conflict(sizes, infeasible=(), one_way=()):
    """Return a conflict of players with so many options each, strict rankings at random."""
    options = {f"Player {place}": tuple(f"option_{k}" for k in range(size)) for place, size in enumerate(sizes)}
    form = OptionForm(options, infeasible, dict.fromkeys(one_way, "taken"))
    rng = np.random.default_rng(0)
    standing = np.array([rng.permutation(len(form.codes)) for _ in sizes], dtype=np.int32)
    return GraphModel.ranked(tuple(options), form.states, form.moves(), standing)


def named(benchmark, group, method, count):
    benchmark.group = group
    benchmark.extra_info.update(method=method, games=count)


@pytest.mark.parametrize(
    ("sizes", "infeasible", "one_way"),
    [
        ((3, 3, 3, 3), (), ()),
        ((4, 4, 3, 3, 3, 3), FORBIDDEN, ()),
        ((4, 4, 3, 3, 3, 3), (), ()),
        ((3, 3, 3, 3, 3), (), (0, 9)),
    ],
)
def test_large_conflicts(benchmark, sizes, infeasible, one_way):
    model = conflict(sizes, infeasible, one_way)
    kind = "one-way options" if one_way else "rows"
    count = model.n_states * model.n_players
    method = f"ours, {model.n_states:,} states, {model.n_players} players, {kind}"
    named(benchmark, "stability of a conflict, five concepts", method, count)

    assert len(benchmark.pedantic(lambda: stability(model), rounds=3).stable) == 5


def by_matrices(model):
    """Return what is GMR-stable for whom by matrices of what the others can reach."""
    states = range(model.n_states)
    steps = [np.zeros((len(states), len(states)), dtype=np.bool_) for _ in model.players]
    for own, moves in zip(steps, model.moves, strict=True):
        own[tuple(np.array(moves).T)] = True
    found = []
    for player, (own, standing) in enumerate(zip(steps, model.standing, strict=True)):
        reach = np.any([other for place, other in enumerate(steps) if place != player], axis=0)
        while (further := reach | (reach.astype(np.float32) @ reach.astype(np.float32) > 0)).sum() > reach.sum():
            reach = further
        no_better = standing[None, :] <= standing[:, None]
        deterred = (reach.astype(np.float32) @ no_better.T.astype(np.float32) > 0).T
        found.append(~(own & ~no_better & ~deterred).any(axis=1))
    return np.array(found)


def test_the_matrix_method(benchmark):
    model = conflict((3, 3, 2, 2))
    method = f"matrices, {model.n_states:,} states, {model.n_players} players, GMR alone"
    named(benchmark, "stability of a conflict, five concepts", method, model.n_states * model.n_players)

    stable = benchmark.pedantic(lambda: by_matrices(model), rounds=1)

    assert np.array_equal(stable, stability(model, "gmr").stable["gmr"])


def test_many_games(benchmark):
    payoffs = np.random.default_rng(1).random((20_000, 3, 4, 2, 2))
    named(benchmark, "stability of 4x2x2 games, five concepts", "ours, 20,000 games", len(payoffs))

    assert len(benchmark.pedantic(lambda: stability_batch(payoffs), rounds=3)) == 5
