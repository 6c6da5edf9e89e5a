"""Columns of a sweep whose players move in an order, against one game solved after the other."""

from __future__ import annotations

from dataclasses import replace

import pytest

import tetrarchy as tt
from tetrarchy.games.sequence.given import sequence_of


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


def test_there_are_no_such_columns_without_an_order():
    assert not [name for name in tt.sweep("us-russia-china", {"p_R": [0.5]}).to_numpy() if name.startswith("spe")]
