"""Threats: those that equilibria lean on and nobody would carry out, and the credible ones with their margins."""

from __future__ import annotations

import sys
from fractions import Fraction
from importlib import import_module
from pathlib import Path

import pytest

import tetrarchy as tt

sys.path.append(str(Path(__file__).parents[2]))
games = import_module("sequence_games")


def told(tree):
    return [(each.outcome, each.set, each.action, each.instead, each.loses, each.credible) for each in tt.threats(tree)]


@pytest.mark.parametrize(
    ("tree", "expected"),
    [
        (games.entry(), [("out", "i", "fight", "share", 2, False)]),
        (games.centipede(), [("take", "2", "take", "pass", Fraction(-2, 5), True)]),
        (games.seltens_horse(), []),
        (tt.Tree(["A"], tt.End([1])), []),
        (games.tie_whose_mixture_matters(), [("out", "in", "nothing", "give", 0, True)]),
    ],
)
def test_threats_of_published_trees(tree, expected):
    assert told(tree) == expected


def test_an_offer_is_refused_only_by_empty_threats():
    found = tt.threats(games.ultimatum())
    empty = [each for each in found if not each.credible]
    assert {each.outcome for each in empty} == {"give 0 / reject", "give 2 / accept", "give 3 / accept"}
    assert all(each.works for each in empty)
    assert {(each.set, each.loses) for each in empty if each.outcome == "give 3 / accept"} == {("to 1", 1), ("to 2", 2)}
    assert found.complete


def test_one_of_two_who_move_at_once_would_not_carry_its_threat_out():
    """Out is kept by a fight of the second of two who reply at once; the first does its best against it."""
    pays = [([3, 1, 1], [0, 1, 0]), ([3, 0, 1], [0, 0, 0])]
    second = [tt.Decision("C", [("yield", tt.End(one)), ("fight", tt.End(other))], "c") for one, other in pays]
    both = tt.Decision("B", [("join", second[0]), ("shun", second[1])], "b")
    found = tt.threats(tt.Tree(["A", "B", "C"], tt.Decision("A", [("out", tt.End([2, 2, 2])), ("in", both)])))

    (empty,) = (each for each in found if not each.credible)
    assert (empty.outcome, empty.set, empty.action, empty.instead, empty.loses) == ("out", "c", "fight", "yield", 1)
    assert empty.works


def test_what_stands_further_off_the_path_is_kept_apart():
    found = tt.threats(games.centipede())

    assert [(each.set, each.loses) for each in found] == [("2", Fraction(-2, 5))]
    assert [(each.set, each.loses) for each in found.deeper] == [("3", Fraction(-4, 5)), ("4", Fraction(-8, 5))]
