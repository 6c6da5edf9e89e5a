"""Files of worlds: what they may say, the states that ship, and every fault at once."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from tetrarchy import InputError, ScenarioError, load, load_world, parse, solve_world
from tetrarchy.configs.options import settings
from tetrarchy.configs.template import template
from tetrarchy.configs.world.catalogue import actors, mix_named
from tetrarchy.configs.world.load import is_world, load_setting, named_world
from tetrarchy.games.orders.rows import ORDER_NAMES

SMALL = """
title = "Two and one"
[game]
kind = "world"
ties = [["AAA", "BBB"], ["BBB", "CCC", "1/2"]]
[game.parameters]
beta = "1/4"
gamma = 0
[states.AAA]
orders = "liberal"
size = "1/2"
[states.BBB]
orders = { liberal = 0.5, conservative = 0.5 }
size = "1/4"
[states.CCC]
orders = "data:RUS:1991-2000"
size = "1/4"
push = { conservative = 0.1 }
[[do]]
push.CCC.conservative = 0.3
theta.AAA = "mercantilist"
[[do]]
tie.AAA.BBB = 0
"""

FAULTY = """
title = "Wrong throughout"
[game]
kind = "world"
states = "mixes_2000_2010"
exclude = ["AFG", "XXX"]
ties = [["USA", "USA"], ["USA", "CHM"], ["USA", "RUS", "much"]]
[game.monism]
libral = 0.8
conservative = -1
[states.ROM]
push = { liberal = 0.1 }
[states.RUS]
orders = { conservative = 0.72, liberal = 0.38 }
[states.CHN]
size = 0
[alignment]
anchors = { UAS = 1, CHN = 2 }
"""


@pytest.fixture
def small(tmp_path: Path) -> Path:
    path = tmp_path / "small.toml"
    path.write_text(SMALL, encoding="utf-8")
    return path


def test_the_world_that_ships_has_its_states_sizes_and_ties():
    world = load_world()
    assert len(world.states) == 176
    assert sum(world.size) == 1
    assert (world.theta.sum(axis=1) == 1).all()
    assert world.monism.tolist() == [Fraction(4, 5), Fraction(2, 5), Fraction(1, 5), Fraction(3, 10)]
    # By the votes of 2000-10 Russia is .721 sovereign, .217 European, .062 American.
    russia = dict(zip(world.orders, world.theta[world.states.index("RUS")], strict=True))
    assert russia["liberal"] == Fraction("0.062") * Fraction("0.6") + Fraction("0.217") * Fraction("0.9")
    ties = world.basis.ties
    assert (ties == ties.T).all()
    assert int((ties != 0).sum()) // 2 == 3356
    assert float(np.abs(world.network).sum(axis=1).max()) == pytest.approx(1)


def test_a_file_says_all_there_is_to_know(small):
    setting = load_setting(small)
    world = setting.world
    assert world.states == ("AAA", "BBB", "CCC")
    assert world.size.tolist() == [Fraction(1, 2), Fraction(1, 4), Fraction(1, 4)]
    # The strongest row: BBB is tied to AAA of size 1/2, and half as much to CCC of size 1/4.
    assert world.network[1].tolist() == [Fraction(4, 5), 0, Fraction(1, 5)]
    assert world.push[2, ORDER_NAMES.index("conservative")] == Fraction(1, 10)
    assert dict(zip(ORDER_NAMES, world.theta[2], strict=True)) == mix_named("data:RUS:1991-2000")
    assert setting.changes == {
        "push.CCC.conservative": Decimal("0.3"),
        "theta.AAA": "mercantilist",
        "tie.AAA.BBB": 0,
    }


def test_changes_replace_what_they_name_and_leave_the_rest(small):
    setting = load_setting(small)
    after = setting.world.do(setting.changes)
    assert after.push[2, ORDER_NAMES.index("conservative")] == Fraction(3, 10)
    assert after.theta[0, ORDER_NAMES.index("mercantilist")] == 1
    # The divisor stays that of the world before the tie is cut.
    assert after.network[1].tolist() == [0, 0, Fraction(1, 5)]
    assert (after.size == setting.world.size).all()


def test_every_fault_is_told_at_once_with_its_line(tmp_path):
    path = tmp_path / "faulty.toml"
    path.write_text(FAULTY, encoding="utf-8")
    with pytest.raises(ScenarioError) as error:
        load_world(path)
    told = str(error.value)
    for line, field, words in (
        (6, "game.exclude", "unknown state 'XXX'"),
        (7, "game.ties", "USA has a tie to itself"),
        (7, "game.ties", "unknown state 'CHM' (did you mean"),
        (7, "game.ties", "the weight of a tie must be a number, got 'much'"),
        (9, "game.monism.libral", "unknown order 'libral' (did you mean 'liberal'?)"),
        (10, "game.monism.conservative", "must not be negative, got -1"),
        (11, "states.ROM", "unknown state 'ROM' (did you mean 'ROU'?)"),
        (14, "states.RUS.orders", "shares must add up to 1, got 1.1"),
        (16, "states.CHN.size", "must be positive, got 0"),
        (18, "alignment.anchors.UAS", "unknown state 'UAS' (did you mean 'USA'?)"),
        (18, "alignment.anchors.CHN", "expected one of (-1, 1), got 2"),
    ):
        assert any(f":{line}:" in own and field in own and words in own for own in told.split("\n")), (words, told)


TABLES = """
title = "Tables with faults"
[game]
kind = "world"
states = "mixes.csv"
ties = "ties.csv"
size = "cinc:2010"
[alignment]
anchors = { CHN = 1 }
[[do]]
theta.USA = "mercantilst"
push.ROU.liberal = 0.1
"""


def test_every_fault_of_tables_and_changes_is_told_with_those_of_the_file_and_nothing_else(tmp_path):
    (tmp_path / "mixes.csv").write_text(
        "iso3,american,european,sovereign,southern\nROM,1,0,0,0\nUSA,0.5,0.3,0,0\nUSA,1,0,0,0\n"
        "CHN,NaN,0,1,0\nRUS,-1,2,0,0\n",
        encoding="utf-8",
    )
    (tmp_path / "ties.csv").write_text(
        "a,b,weight\nUSA,RUS,0.5\nRUS,USA,1\nZZZ,USA,much\nCHN,CHN,1\nZZZ,RUS,1\n", encoding="utf-8"
    )
    (tmp_path / "world.toml").write_text(TABLES, encoding="utf-8")
    with pytest.raises(ScenarioError) as error:
        load_world(tmp_path / "world.toml")
    told = [(each.field, each.message.replace(f"{tmp_path}/", "")) for each in error.value.problems]
    assert told == [
        ("game.states", "mixes.csv: line 3: shares must add up to 1, got 0.8"),
        ("game.states", "mixes.csv: line 4: USA stands there twice"),
        ("game.states", "mixes.csv: line 5: a share must be a number, got 'NaN'"),
        ("game.states", "mixes.csv: line 6: a share must not be negative, got -1"),
        ("game.ties", "ties.csv: line 3: the tie of RUS and USA stands there twice"),
        ("game.ties", "ties.csv: line 4: unknown state 'ZZZ'; known: ROM, USA, CHN, RUS"),
        ("game.ties", "ties.csv: line 4: the weight of a tie must be a number, got 'much'"),
        ("game.ties", "ties.csv: line 5: CHN has a tie to itself"),
        (
            "game.size",
            "no size of ROM (did you mean 'ROU'?): give states.ROM.size, or leave the state out by exclude",
        ),
        (
            "do.0",
            "theta.USA: unknown order 'mercantilst' (did you mean 'mercantilist'?); "
            "known: liberal, transformative, mercantilist, conservative",
        ),
        ("do.0", "push.ROU.liberal: unknown state 'ROU' (did you mean 'ROM'?); known: ROM, USA, CHN, RUS"),
    ]


@pytest.mark.parametrize(
    ("old", "new", "faults"),
    [
        ('"data:RUS:1991-2000"', "{ liberal = nan }", [("states.CCC.orders.liberal", "expected a number, got NaN")]),
        (
            'ties = [["AAA", "BBB"], ["BBB", "CCC", "1/2"]]',
            "ties = { kinds = { defense = 1 } }",
            [
                ("game.ties", "only obligations of any kind in 2010 ship: name a folder of tables as game.data"),
                ("game.ties.kinds.defense", "expected 'defence', 'offence', 'neutrality', 'nonaggression'"),
            ],
        ),
        (
            'kind = "world"',
            'kind = "world"\nstates = "gone.csv"',
            [("game.states", "FOLDER/gone.csv: cannot be read: No such file or directory")],
        ),
        ('beta = "1/4"', "beta = -1", [("game.parameters.beta", "must not be negative, got -1")]),
    ],
)
def test_a_fault_is_told_once_and_by_what_the_value_was_meant_to_be(tmp_path, old, new, faults):
    path = tmp_path / "world.toml"
    path.write_text(SMALL.replace(old, new), encoding="utf-8")
    with pytest.raises(ScenarioError) as error:
        load_world(path)
    told = sorted((each.field, each.message.replace(str(tmp_path), "FOLDER")) for each in error.value.problems)
    assert [(field, message[: len(begun)]) for (field, message), (_, begun) in zip(told, faults, strict=True)] == faults


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('title = "x"\n[game]\nkind = "world"\n', "must name at least 2 states"),
        ('title = "x"\n[game]\nkind = "world"\nstates = "mixes_2000"\n', "unknown table of mixes 'mixes_2000'"),
        ('title = "x"\n[game]\nkind = "world"\nstates = "gone.csv"\n', "cannot be read"),
        (SMALL.replace('size = "1/2"', ""), "give states.AAA.size"),
        (SMALL.replace('size = "1/2"', 'size = "3/4"'), "sizes must add up to 1"),
        (SMALL.replace("theta.AAA", "theta.AAB"), "unknown state 'AAB'"),
        (SMALL.replace('"data:RUS:1991-2000"', '"data:RUS:1991"'), "unknown window of RUS '1991'"),
        (SMALL.replace("ties = [", 'size = "gdp:2010"\nties = ['), "does not ship"),
        (SMALL.replace("ties = [", 'network = "columns"\nties = ['), "'size' or 'rows'"),
    ],
)
def test_what_cannot_be_used_is_named(tmp_path, text, message):
    path = tmp_path / "world.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=message.replace("(", r"\(")):
        load_world(path)


def test_mixes_of_a_table_are_read_as_corners_or_as_orders(tmp_path):
    (tmp_path / "mixes.csv").write_text(
        "iso3,american,european,sovereign,southern\nAAA,1,0,0,0\nNA,0,0,0.5,0.5\n", encoding="utf-8"
    )
    sizes = "[states.AAA]\nsize = 0.5\n[states.NA]\nsize = 0.5\n"
    text = f'[game]\nkind = "world"\nstates = "mixes.csv"\nspace = "SPACE"\n{sizes}'
    for space, first in (("orders", [Fraction(3, 5), 0, Fraction(2, 5), 0]), ("corners", [1, 0, 0, 0])):
        (tmp_path / "world.toml").write_text(f'title = "x"\n{text.replace("SPACE", space)}', encoding="utf-8")
        world = load_world(tmp_path / "world.toml")
        assert world.states == ("AAA", "NA")
        assert world.theta[0].tolist() == first


def test_the_value_matrix_says_how_like_orders_are(small, tmp_path):
    text = SMALL.replace("ties = [", 'closeness = "values"\nties = [')
    (tmp_path / "values.toml").write_text(text, encoding="utf-8")
    closeness = load_world(tmp_path / "values.toml").closeness
    assert (closeness == closeness.T).all()
    assert closeness.diagonal().tolist() == [1] * 4
    # Rows less their mean add up to nothing, so that some pair of orders must be unlike.
    assert closeness.min() < 0


def test_a_mix_of_the_catalogue_stands_for_an_actor_of_any_arena():
    russia = {order: share for order, share in mix_named("data:RUS:2000-2010").items() if share}
    scenario = parse('title = "x"\n[game]\nkind = "triangle"\n[actors.Russia]\norders = "data:RUS:2000-2010"', "x")
    assert {order: share for order, share in scenario.actors["Russia"].orders.items() if share} == russia
    assert settings(["Russia.orders=data:RUS"]) == {"Russia.orders": mix_named("data:RUS")}
    with pytest.raises(InputError, match=r"unknown state 'RUX' \(did you mean 'RUS'\?\)"):
        parse('title = "x"\n[game]\nkind = "triangle"\n[actors.Russia]\norders = "data:RUX"', "x")


def test_a_template_takes_the_mixes_of_states():
    text = template("mine", "triangle", ["USA", "RUS", "CHN"])
    assert 'orders = "data:RUS:2000-2010"' in text
    assert parse(text, "mine").actors["China"].orders["conservative"] == mix_named("data:CHN")["conservative"]
    with pytest.raises(InputError, match="expected 3 states, got 2"):
        template("mine", "triangle", ["USA", "RUS"])


def test_every_state_that_ships_has_a_mix_an_interval_and_a_size():
    for state in actors().values():
        assert state.size > 0
        assert all(sum(mix) == 1 for mix in state.mixes.values())
        assert all(low <= high for low, high in state.intervals.values())
        assert state.code not in (*state.ties, *state.rivals)
        assert set(state.pacts) <= set(state.ties)


def test_scenarios_and_worlds_are_told_apart(small):
    assert is_world(str(small))
    assert not is_world("us-russia-china")
    assert named_world(["RUS", "CHN"], "world") == ("world", ["RUS", "CHN"])
    assert named_world([str(small)], "world") == (str(small), [])
    with pytest.raises(InputError, match="tetrarchy world FILE"):
        load(small)


def test_the_equilibrium_of_a_file_solves_its_conditions(small):
    solution = solve_world(load_world(small), exact=True)
    assert solution.unique is not None
    assert solution.regret == 0
    # AAA, larger and at a corner, is drawn to it further by its tie and stays.
    assert solution.practice[0].tolist() == [1, 0, 0, 0]
