"""Swaps of neighbours in a ranking: against files in which they are swapped."""

from pathlib import Path

import pytest

import tetrarchy
from tetrarchy import load, stability
from tetrarchy.studies.conflict.swaps import neighbour_swaps

SCENARIOS = Path(tetrarchy.__file__).parent / "configs" / "scenarios" / "conflicts"


def rests(scenario):
    return {*stability(scenario, "seq").equilibria("seq")}


@pytest.mark.parametrize(
    ("name", "player", "lines"),
    [
        ("cuba-1962", 0, ['    ["US.blockade", "USSR.withdraw"],\n', '    ["US.air_strike", "USSR.withdraw"],\n']),
        ("inf-endgame", 1, ['"Russia.retain"', '"not US.withdraw"']),
    ],
)
def test_a_swap_does_what_a_file_with_the_neighbours_swapped_does(name, player, lines):
    text = (SCENARIOS / f"{name}.toml").read_text(encoding="utf-8")
    head, found, tail = text.partition(f"[game.preferences.{load(name).game.players[player]}]")
    one, other = lines
    changed = tail.replace(one, "@", 1).replace(other, one, 1).replace("@", other, 1)
    assert changed != tail
    before, after = rests(load(name)), rests(tetrarchy.parse(head + found + changed, source="a text"))

    swaps = [(swap.appears, swap.ends) for swap in neighbour_swaps(load(name), "seq") if swap.player == player]
    assert before != after
    assert (tuple(sorted(after - before)), tuple(sorted(before - after))) in swaps


def test_of_a_conflict_with_a_comparison_unknown_no_swap_is_made():
    moves = [[(0, 1), (1, 0)], []]
    model = tetrarchy.GraphModel(["A", "B"], ["x", "y"], moves, [[[0], [1]], [[0, 1]]], unknown=[[(0, 1)], []])

    assert neighbour_swaps(model, "seq_a") is None
