"""Columns of a sweep whose players move in an order, against one game solved after the other."""

from __future__ import annotations

import sys
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from random import Random

import numpy as np
import pytest

import tetrarchy as tt
from tetrarchy.games.sequence.given import sequence_of
from tetrarchy.solvers.sequence.tree_batch import sustained_ends

sys.path.append(str(Path(__file__).parents[2]))
games = import_module("sequence_games")


@pytest.mark.parametrize(
    ("order", "hidden"),
    [((("US",), ("Russia", "China")), ()), ((("US",), ("Russia",), ("China",)), (("US", "China"),))],
)
def test_sustained_profiles_are_those_of_each_game(order, hidden):
    scenario = replace(tt.load("us-russia-china"), order=order, hidden=hidden)
    values = [0.2, 0.55, 0.9]
    rows = tt.sweep(scenario, {"p_R": values}).to_numpy()
    for row, value in enumerate(values):
        solved = tt.subgame_perfect(sequence_of(scenario.replace(p_R=value)), mixed=False)
        players = [player for stage in order for player in stage]
        expected = set()
        for outcome in solved.outcomes:
            done = dict(zip(players, outcome.path.split(" / "), strict=True))
            expected.add("/".join(done[player] for player in scenario.players))
        found = {name[4:] for name in rows if name.startswith("spe:") and rows[name][row]}
        assert found == expected
        assert rows["spe_number"][row] == len(expected)


def test_a_tree_has_a_column_for_each_end():
    values = [0.2, 0.9, 0.99]
    rows = tt.sweep("aukus-2021", {"France.orders.liberal": values}).to_numpy()
    for row, value in enumerate(values):
        solved = tt.subgame_perfect(tt.load("aukus-2021").replace({"France.orders.liberal": value}), mixed=False)
        found = {name[4:] for name in rows if name.startswith("spe:") and rows[name][row]}
        assert found == {each.path.replace(" / ", "/") for each in solved.outcomes}
        assert rows["spe_number"][row] == 1


def test_ends_are_kept_alike_with_all_trees_at_once_and_one_by_one():
    random = Random(3)
    several = 0
    for _ in range(30):
        tree = tt.Tree(["A", "B"], games.random_node(random, 2, 3, blind=random.choice([0, 0.6]), chance=0))
        payoffs = np.random.default_rng(1).integers(0, 3, size=(3, 2, len(tree.ends)))
        for game, kept in zip(payoffs, sustained_ends(tree, payoffs), strict=True):
            solved = tt.subgame_perfect(tree.with_payoffs(game.T.tolist()), mixed=False)
            assert {end.path for end, flag in zip(tree.ends, kept, strict=True) if flag} == {
                each.path for each in solved.outcomes
            }
            several += len(solved.outcomes) > 1
    assert several > 10


def test_there_are_no_such_columns_without_an_order():
    assert not [name for name in tt.sweep("us-russia-china", {"p_R": [0.5]}).to_numpy() if name.startswith("spe")]
