"""The sequence form: values of zero-sum trees, one equilibrium of others, and what is refused."""

from __future__ import annotations

import sys
from fractions import Fraction
from importlib import import_module
from pathlib import Path
from random import Random

import numpy as np
import pytest

import tetrarchy as tt
from tetrarchy.solvers.exact.lemke import complementary
from tetrarchy.solvers.maximin import maximin

sys.path.append(str(Path(__file__).parents[2]))
games = import_module("sequence_games")


def zero_sum(node):
    if isinstance(node, tt.End):
        paid = node.payoffs[0] - node.payoffs[1]
        return tt.End([paid, -paid])
    if isinstance(node, tt.Chance):
        return tt.Chance([(label, chance, zero_sum(below)) for label, chance, below in node.moves])
    return tt.Decision(node.player, [(action, zero_sum(below)) for action, below in node.moves], node.set)


def test_the_value_of_kuhns_poker():
    found = tt.zero_sum_tree_value(games.kuhn_poker())
    assert (found.low, found.value, found.high) == (Fraction(-1, 18),) * 3
    plans = tt.sequence_form(games.kuhn_poker())
    assert (plans.value, plans.payoffs[0], plans.certified) == (Fraction(-1, 18), Fraction(-1, 18), True)
    assert plans.behaviour["P1", "Q"]["bet"] == 0


def test_values_are_those_of_the_reduced_form():
    random = Random(5)
    for _ in range(12):
        tree = tt.Tree(["A", "B"], zero_sum(games.random_node(random, 2, 4, blind=0.5, pays=9)))
        found = tt.zero_sum_tree_value(tree)
        assert found.low == found.value == found.high == maximin(tree.reduced())[0].mixed_value


def test_equilibria_pass_the_test_of_every_plan():
    random = Random(2)
    for _ in range(25):
        root = games.random_node(random, 2, random.choice([3, 4]), blind=0.5, pays=random.choice([1, 2, 9]))
        found = tt.sequence_form(tt.Tree(["A", "B"], root))
        assert (found.certified, found.gap) == (True, 0)


@pytest.mark.parametrize(
    ("tree", "paid"),
    [
        (games.bagwell(), (4, 4)),
        (games.bagwell(error=0), (4, 4)),
        (games.centipede(), (Fraction(2, 5), Fraction(1, 10))),
    ],
)
def test_an_equilibrium_of_a_published_tree(tree, paid):
    found = tt.sequence_form(tree)
    assert (found.payoffs, found.value, found.certified) == (paid, None, True)


def test_a_branch_of_chance_zero_does_not_count():
    dear = tt.Decision(0, [("x", tt.End([100, -100])), ("y", tt.End([-100, 100]))], "seen")
    cheap = tt.Decision(1, [("l", tt.End([1, -1])), ("r", tt.End([2, -2]))], "theirs")
    tree = tt.Tree(["A", "B"], tt.Chance([("never", 0, dear), ("always", 1, cheap)]))
    found = tt.zero_sum_tree_value(tree)
    assert (found.low, found.high) == (1, 1)


def test_ties_lead_no_path_in_a_circle():
    matrix = np.array([[2, 1, 1], [1, 2, 1], [1, 1, 2]], dtype=object)
    z = complementary(matrix, [-1, -1, -1])
    w = matrix.dot(np.array(z, dtype=object)) - 1
    assert z == [Fraction(1, 4)] * 3
    assert not w.any()
    assert complementary(np.array([[-1]], dtype=object), [-1]) is None


@pytest.mark.parametrize("seed", [1, 2])
def test_a_long_path_ends_in_an_exact_solution(seed):
    random = np.random.default_rng(seed)
    root = random.integers(-3, 4, (64, 64)).astype(object)
    matrix, bounds = root.dot(root.T) + np.eye(64, dtype=object) * 5, random.integers(-9, 9, 64).tolist()
    z = np.array(complementary(matrix, bounds), dtype=object)
    w = matrix.dot(z) + bounds
    assert min(z) >= 0 <= min(w)
    assert z.dot(w) == 0
    assert any(each.denominator > 10**9 for each in z)


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 3])
def test_rounding_leads_no_long_path_astray(seed, monkeypatch):
    paid = np.random.default_rng(seed).integers(-9, 10, (7, 7, 16))

    def play(hands, done=""):
        if len(done) == 4:
            won = int(paid[*hands, int(done, 2)])
            return tt.End([won + 1, -won])
        player = len(done) % 2
        return tt.Decision(player, [(move, play(hands, done + move)) for move in "01"], f"{hands[player]} {done}")

    deals = [(f"{one}-{other}", Fraction(1, 49), play((one, other))) for one in range(7) for other in range(7)]
    monkeypatch.setattr("tetrarchy.solvers.exact.lemke._Tableau", None)

    assert tt.sequence_form(tt.Tree(["A", "B"], tt.Chance(deals))).certified


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        (lambda: tt.sequence_form(games.seltens_horse()), "for two players, got 3"),
        (lambda: tt.zero_sum_tree_value(games.centipede()), "must add up to 0 at every end, got 2/5, 1/10 at 'take'"),
    ],
)
def test_what_the_sequence_form_is_not_for(asked, message):
    with pytest.raises(tt.InputError, match=message):
        asked()
