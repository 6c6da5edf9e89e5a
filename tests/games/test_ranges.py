"""Numbers outside the ranges held plausible are warned of; shares outside their definition are refused."""

import warnings

import pytest

from tetrarchy import (
    InputError,
    OutsideRangeWarning,
    analyse,
    load,
    parse,
    reveal,
    sweep,
    thresholds,
    tipping_points,
    what_if,
)
from tetrarchy.games.scenario.over import read_over

NAME = "sanctions-russia"
FAR = load(NAME).replace({"sender_cost": 0.9})
SAID = r"sender_cost = 0\.9 lies outside the range held plausible, 0 to 0\.5"


@pytest.mark.parametrize(
    ("ask", "said"),
    [
        (lambda: analyse(FAR, "pure"), SAID),
        (lambda: tipping_points(FAR), SAID),
        (lambda: reveal(FAR, samples=1), SAID),
        (lambda: what_if(NAME, {"sender_cost": 0.9}, "pure"), SAID),
        (lambda: thresholds(NAME, "sender_cost=0:2"), "sender_cost from 0 to 2 reaches outside"),
        (lambda: sweep(NAME, over={"sender_cost": [0, 2]}), "sender_cost from 0 to 2 reaches outside"),
    ],
)
def test_a_verb_warns_its_caller_of_numbers_outside_the_ranges_held_plausible(ask, said):
    with pytest.warns(OutsideRangeWarning, match=said) as caught:
        ask()

    assert {warning.filename for warning in caught} == {__file__}


def test_a_scenario_within_its_ranges_is_warned_of_nowhere():
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        analyse(NAME, "pure")

    assert caught == []


FILE = """
title = "x"
[game]
kind = "sanctions"
[game.parameters]
dependence = 1.5
"""

CUSTOM = """
title = "x"
[game]
kind = "custom"
players = ["A"]
actions = [["x", "y"]]
[game.parameters]
part = {{ default = 0.5, low = 0, high = {high}, unit = "share", meaning = "part" }}
[[game.consequences]]
when = {{ A = "x" }}
A = {{ gain = "part" }}
[actors.A]
orders = "liberal"
"""


@pytest.mark.parametrize(
    ("ask", "message"),
    [
        (lambda: load(NAME).replace({"dependence": 1.5}), r"dependence: must lie in \[0, 1\], got 1.5"),
        (lambda: load(NAME).replace({"dependence": [0.5, -1]}), r"dependence: must lie in \[0, 1\]"),
        (lambda: parse(FILE, "file"), r"dependence: is a share and must lie in \[0, 1\], got 1.5"),
        (lambda: parse(CUSTOM.format(high=2), "file"), r"part\.high: must lie in \[0, 1\]"),
        (lambda: parse(CUSTOM.format(high=1), "file").replace(part=2), r"part: must lie in \[0, 1\], got 2"),
        (lambda: thresholds(NAME, "dependence=0:2"), r"dependence: must lie in \[0, 1\], got 0 to 2"),
        (lambda: thresholds(NAME, "West.orders.liberal=-1:1"), r"must lie in \[0, 1\], got -1 to 1"),
        (lambda: sweep(NAME, over={"dependence": [0, 2]}), r"dependence: must lie in \[0, 1\], got 2"),
    ],
)
def test_a_share_outside_its_definition_is_refused(ask, message):
    with pytest.raises(InputError, match=message):
        ask()


@pytest.mark.parametrize("text", ["sender_cost=0,5", "sender_cost=-1,25", "sender_cost=0,1"])
def test_what_may_be_a_decimal_comma_is_refused(text):
    with pytest.raises(InputError, match="expected a decimal with a point"):
        read_over(text)


def test_values_with_blanks_points_or_more_commas_are_a_list():
    taken = read_over(["p=0, 5", "q=0.1,0.4", "r=0,1,2"])

    assert {path: values.tolist() for path, values in taken.items()} == {"p": [0, 5], "q": [0.1, 0.4], "r": [0, 1, 2]}
