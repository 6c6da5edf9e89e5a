"""Trees told by their moves, point of decision by point of decision."""

from functools import cache

import pytest

from tetrarchy import load, parse, subgame_perfect
from tetrarchy.reports.format.blocks import Table
from tetrarchy.reports.scenario.report import rests_sections
from tetrarchy.reports.sequence.points import codings_by_point, options_by_point, payoffs_by_end, play_by_point
from tetrarchy.reports.sequence.values import codings_values
from tetrarchy.studies.scenario.unsolved import unsolved_game
from tetrarchy.studies.sequence.analysis import sequence_analysis

TREES = ["aukus-2021", "snap-back-2025"]


@cache
def analysed(name):
    return sequence_analysis(name)


def table(blocks):
    [found] = [block for block in blocks if isinstance(block, Table)]
    return found


def test_what_is_done_is_told_on_the_path_first_and_then_off_it():
    rows = table(play_by_point(analysed("aukus-2021"))).rows

    assert rows == (
        ("Australia", "at the start", "on the path", "ask Paris first", "keep the contract, turn to Washington"),
        ("France", "if asked", "on the path", "release", "block"),
        ("Australia", "if blocked", "off it", "go on", "give in"),
        ("United States", "if Australia turns to Washington", "off it", "offer", "refuse"),
        ("France", "if told from the news", "off it", "retaliate", "put up with it"),
    )


def test_what_can_be_done_is_told_where_somebody_moves():
    rows = table(options_by_point(analysed("aukus-2021"))).rows

    assert rows[3:] == (
        ("United States (US)", "if Australia turns to Washington", "offer, refuse"),
        ("France", "if told from the news", "put up with it (swallow), retaliate"),
    )


def test_a_coding_is_told_by_where_play_ends_and_which_moves_are_others():
    rows = {row[0]: row[1:] for row in table(codings_by_point(analysed("aukus-2021"))).rows}
    other = "Australia, at the start: turn to Washington; France, if told from the news: put up with it"

    assert rows["four orders"] == ("ask Paris first / release", "1 of 1", "none")
    assert rows["liberal institutionalism"] == ("turn to Washington / offer / put up with it", "0 of 1", other)


@pytest.mark.parametrize("name", [*TREES, "s400-in-sequence"])
def test_under_each_coding_the_outcomes_are_those_of_the_scenario_in_it(name):
    for coding, found in codings_values(analysed(name))["under_codings"].items():
        outcomes = subgame_perfect(load(name).replace({"orders": coding}), mixed=False).outcomes
        assert [each["path"] for each in found["outcomes"]] == [each.path for each in outcomes]


@pytest.mark.parametrize("name", TREES)
def test_no_plan_stands_in_what_a_tree_rests_on(name):
    plans = {plan for own in load(name).names.actions for plan in own if "," in plan}
    blocks = rests_sections(unsolved_game(load(name)), analysed(name))
    cells = [str(cell) for block in blocks if isinstance(block, Table) for row in block.rows for cell in row]

    assert plans
    assert not [cell for cell in cells for plan in plans if plan in cell]


def test_every_end_is_told_with_its_label_and_payoffs():
    analysis = analysed("aukus-2021")
    rows = table(payoffs_by_end(analysis)).rows

    assert rows[1] == ("ask Paris first / release", "the submarines without a breach", "0.013", "0.097", "0.027")
    assert len(rows) == len(analysis.tree.ends)


PENNIES_AFTER = """
title = "Stay, or match pennies unseen"
[game]
kind = "tree"
players = ["A", "B"]
start = "first"
[game.nodes.first]
player = "A"
actions = { out = "none", in = "mine" }
[game.nodes.mine]
player = "A"
set = "mine"
actions = { heads = "his", tails = "hers" }
[game.nodes.his]
player = "B"
set = "unseen"
actions = { heads = "same", tails = "other" }
[game.nodes.hers]
player = "B"
set = "unseen"
actions = { heads = "other", tails = "same" }
[game.ends]
none = { payoffs = { A = 2 } }
same = { payoffs = { A = 1 } }
other = { payoffs = { B = 1 } }
"""


def test_a_tree_without_a_pure_equilibrium_has_nothing_done_everywhere():
    analysis = sequence_analysis(parse(PENNIES_AFTER, "pennies.toml"))

    assert list(play_by_point(analysis)) == []
    assert (analysis.moves_at, analysis.reached) == ((frozenset(),) * 3, frozenset())
