"""Dittmer's patterns (1981), Heider's balance (1946), and the sections of a report that show them."""

from itertools import combinations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tetrarchy import load, parse
from tetrarchy.games.arenas.powers.triangle import TRIANGLE
from tetrarchy.games.ties.strategic_triangle import ROLES, Triad, triad
from tetrarchy.reports.format.blocks import Table
from tetrarchy.reports.scenario.triangle import capability_section, strategic_triangle_section
from tetrarchy.reports.scenario.values import game_json
from tetrarchy.studies.scenario.unsolved import unsolved_game

PLAYERS = ("A", "B", "C")
REFERENCE = 'title = "t"\n[game]\nkind = "triangle"\n'
UNCERTAIN = f"""{REFERENCE}
[actors.China]
types = [ {{ prior = 0.5, orders = "conservative" }}, {{ prior = 0.5, orders = "mercantilist" }} ]
"""


@pytest.mark.parametrize(
    ("signs", "pattern", "roles", "balanced"),
    [
        ((1, 1, 1), "menage a trois", ("friend", "friend", "friend"), True),
        ((1, 1, -1), "romantic triangle", ("pivot", "wing", "wing"), False),
        ((1, -1, 1), "romantic triangle", ("wing", "pivot", "wing"), False),
        ((-1, 1, 1), "romantic triangle", ("wing", "wing", "pivot"), False),
        ((1, -1, -1), "stable marriage", ("partner", "partner", "outcast"), True),
        ((-1, 1, -1), "stable marriage", ("partner", "outcast", "partner"), True),
        ((-1, -1, 1), "stable marriage", ("outcast", "partner", "partner"), True),
        ((-1, -1, -1), "unit veto", ("foe", "foe", "foe"), False),
    ],
)
def test_patterns_and_roles(signs, pattern, roles, balanced):
    found = Triad(PLAYERS, signs)

    assert (found.pattern, tuple(found.roles.values()), found.balanced) == (pattern, roles, balanced)


@given(st.tuples(*[st.sampled_from([-1, 1])] * 3), st.permutations(PLAYERS))
def test_relabelling_the_players_moves_the_roles_with_them(signs, order):
    here = Triad(PLAYERS, signs)
    tie = dict(zip(map(frozenset, here.pairs), signs, strict=True))
    there = Triad(tuple(order), tuple(tie[frozenset(pair)] for pair in combinations(order, 2)))

    assert (there.pattern, there.roles, there.balanced) == (here.pattern, here.roles, here.balanced)


@pytest.mark.parametrize("signs", [*product([-1, 1], repeat=3)])
def test_balance_is_that_friends_of_friends_are_friends_and_enemies_of_enemies_too(signs):
    # Cartwright and Harary 1956: balanced where the players fall into two camps, amity within, enmity between.
    ties = dict(zip(combinations(range(3), 2), signs, strict=True))
    split = any(
        all((camp[one] == camp[other]) == (sign > 0) for (one, other), sign in ties.items())
        for camp in product([0, 1], repeat=3)
    )

    assert Triad(PLAYERS, signs).balanced == split


def test_every_outcome_of_the_arena_has_a_pattern_and_all_patterns_occur():
    outcomes = [triad(*actions) for actions in product(*TRIANGLE.actions)]

    assert {outcome.pattern for outcome in outcomes} == set(ROLES)


def test_signs_follow_from_who_is_pressed_and_who_turns():
    assert triad("dual_pressure", "entente", "alliance").signs == (-1, -1, 1)
    assert triad("wedge_russia", "hedge", "alliance").signs == (1, -1, -1)
    assert triad("wedge_china", "entente", "entente").roles == {"US": "wing", "Russia": "wing", "China": "pivot"}


def test_a_report_marks_the_equilibria_in_the_table_of_patterns():
    unsolved = unsolved_game(parse(REFERENCE, "test"))
    (table,) = [b for b in strategic_triangle_section(unsolved) if isinstance(b, Table)]
    marked = {row[:3]: row[4] for row in table.rows if row[-1]}

    assert len(table.rows) == 36
    assert marked == {("press Russia alone", "entente", "entente"): "romantic triangle"}


def test_json_has_the_pattern_of_every_outcome():
    found = game_json(unsolved_game(load("us-russia-china")))["strategic_triangle"]

    assert found[0] == {
        "profile": ("engage_both", "hedge", "hedge"),
        "signs": (1, 1, -1),
        "pattern": "romantic triangle",
        "roles": {"US": "pivot", "Russia": "wing", "China": "wing"},
        "balanced": False,
    }


@pytest.mark.parametrize(
    "scenario", [load("stag-hunt"), parse(UNCERTAIN, "test")], ids=["no triangle", "uncertain types"]
)
def test_other_games_have_no_such_sections(scenario):
    unsolved = unsolved_game(scenario)

    assert [*strategic_triangle_section(unsolved), *capability_section(unsolved)] == []
