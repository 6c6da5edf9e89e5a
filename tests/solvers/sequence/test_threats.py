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
