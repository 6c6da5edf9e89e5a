"""Trees and staged games: subgame perfection, values in sequence form, and Gambit's files, on trees of known sizes."""

from __future__ import annotations

from fractions import Fraction
from io import StringIO

import numpy as np
import pygambit
import pytest

import tetrarchy as tt
from tetrarchy.games.sequence.preorder import END, Preorder, join_set
from tetrarchy.games.sequence.tree import Tree


def binary_tree(depth, players=3, seed=1):
    """Return a tree of perfect information in which players move in turn, with 2^(depth + 1) - 1 nodes."""
    random, flat = np.random.default_rng(seed), Preorder()
    waiting = [(-1, -1, 0)]
    while waiting:
        parent, move, level = waiting.pop()
        if level == depth:
            flat.add(parent, move, END, (), tuple(map(int, random.integers(0, 10**6, players))))
            continue
        node = flat.add(parent, move, level % players, ("l", "r"), None)
        join_set(flat, {}, node, None)
        waiting.extend((node, action, level + 1) for action in (1, 0))
    return Tree.laid_out([f"P{player}" for player in range(players)], flat)


def cards(hands, rounds, seed=1):
    """Return a zero-sum game of cards: each sees its own, then they move in turn."""
    paid = np.random.default_rng(seed).integers(-9, 10, (hands, hands, 2**rounds))

    def play(one, other, done):
        if len(done) == rounds:
            won = int(paid[one, other, int(done.replace("l", "0").replace("r", "1"), 2)])
            return tt.End([won, -won])
        player = len(done) % 2
        name = f"{(one, other)[player]} {done}"
        return tt.Decision(player, [(move, play(one, other, done + move)) for move in "lr"], name)

    deals = [(one, other) for one in range(hands) for other in range(hands)]
    branches = [(f"{one}-{other}", Fraction(1, hands**2), play(one, other, "")) for one, other in deals]
    return tt.Tree(["A", "B"], tt.Chance(branches))


def named(benchmark, group, method):
    benchmark.group = group
    benchmark.extra_info |= {"games": 1, "method": method}


def test_a_million_nodes(benchmark):
    tree = binary_tree(19)
    named(benchmark, "subgame perfection, 1,048,575 nodes", "ours, all ties")

    found = benchmark.pedantic(tt.subgame_perfect, (tree,), {"limit": 1}, rounds=3)

    assert found.number >= 1


@pytest.mark.parametrize("order", [[[0], [1, 2]], [[0], [1], [2]]], ids=str)
def test_a_batch_of_staged_games(benchmark, order):
    games = np.random.default_rng(1).integers(0, 100, (100_000, 3, 3, 2, 2))
    benchmark.group = "batch of staged 3x2x2"
    benchmark.extra_info |= {"games": len(games), "method": f"ours, {order}"}

    assert benchmark.pedantic(tt.subgame_perfect_batch, (games, order), rounds=3).any()


def test_the_value_of_a_game_of_cards(benchmark):
    tree = cards(14, 6)
    named(benchmark, "value of a game of cards, 1,764 sequences", "ours, proven")

    found = benchmark.pedantic(tt.zero_sum_tree_value, (tree,), rounds=2)

    assert found.high - found.low < 1e-6


def test_an_equilibrium_of_two_players(benchmark):
    tree = cards(7, 4)
    general = tt.read_efg(tree.to_efg().replace("{ 0, 0 }", "{ 1, 0 }"))
    named(benchmark, "one equilibrium, 210 sequences", "ours, exact")

    assert benchmark.pedantic(tt.sequence_form, (general,), rounds=1).certified


@pytest.mark.parametrize(
    "reader", [tt.read_efg, lambda text: pygambit.read_efg(StringIO(text))], ids=["ours", "gambit"]
)
def test_a_file_is_read(benchmark, request, reader):
    text = binary_tree(15).to_efg()
    named(benchmark, "reading .efg, 65,535 nodes", request.node.callspec.id)

    benchmark.pedantic(reader, (text,), rounds=2)
