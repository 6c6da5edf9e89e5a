"""Folders of data: sizes and ties of other years, the record that checks are put to, and what is wrong with them."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from tetrarchy import InputError, ScenarioError, load_world, world_evidence
from tetrarchy.configs.world.load import load_setting
from tetrarchy.configs.world.record import read_record
from tetrarchy.configs.world.tables import shipped_rows
from tetrarchy.reports.format.toml import toml
from tetrarchy.studies.world.estimate import window_mixes

TABLES = {
    "states.csv": "cow,iso3\n2,USA\n365,RUS\n710,CHN\n565,NA\n",
    "roll_calls.csv": "rcid,date\n1,2000-01-02\n2,2000-05-05\n3,2001-01-01\n",
    "votes_2000.csv": "rcid,votes\n1,yna.\n2,nyyy\n3,yny.\n",
    "state_years.csv": "cow,year,cinc,gdp_share,gdp_pc,polyarchy,ideal_point\n"
    "2,2000,0.2,0.3,100,0.9,2\n2,2001,0.3,0.3,100,0.9,2\n365,2000,0.1,0.1,50,0.3,-1\n710,1999,0.1,,,,\n",
    "alliances.csv": "cow_a,cow_b,from,to,kinds\n2,365,1990,2000,C\n365,710,2001,2018,GC\n2,710,1990,,D\n",
    "rivalries.csv": "cow_a,cow_b,from,to,kinds\n2,365,1945,2010,P\n",
    "contiguity.csv": "cow_a,cow_b,type,from,to\n365,710,1,1920,2016\n",
    "shared_igos_2000.csv": "cow,2,365,710\n2,,,\n365,40,,\n710,30,20,\n",
    "events.csv": 'event,date,iso3,source\nlisted,2022,USA,"an order; in force"\nlisted,2022,NA,x\n',
    "sanctions_onsets.csv": "iso3,year,source\nRUS,2014,x\n",
}

WORLD = """
title = "Three powers"
[game]
kind = "world"
data = "data"
ties = {}
size = "cinc:2000"
[states.USA]
orders = "liberal"
[states.RUS]
orders = "conservative"
[states.CHN]
orders = "conservative"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "data").mkdir()
    for name, text in TABLES.items():
        (tmp_path / "data" / name).write_text(text, encoding="utf-8")
    return tmp_path


def world(folder, ties='{ source = "atop", year = 2000 }', size="cinc:2000"):
    path = folder / "world.toml"
    path.write_text(WORLD.replace("ties = {}", f"ties = {ties}").replace("cinc:2000", size), encoding="utf-8")
    return path


def test_sizes_are_the_last_known_ones_of_their_year(folder):
    # The USA .2 in 2000 and not .3, Russia .1, China .1 of the year before, of .4 in all.
    assert load_world(world(folder)).size.tolist() == [Fraction(1, 2), Fraction(1, 4), Fraction(1, 4)]
    with pytest.raises(InputError, match=r"no size of CHN: give states\.CHN\.size"):
        load_world(world(folder, size="gdp:2000"))


@pytest.mark.parametrize(
    ("ties", "strengths"),
    [
        ('{ source = "atop", year = 2000 }', [1, 1, 0]),
        ('{ source = "atop", year = 2001 }', [0, 1, 1]),
        ('{ source = "atop", year = 2001, kinds = { nonaggression = 0.5, consultation = 0.2 } }', [0, 0, "1/2"]),
        ('{ source = "igos", year = 2000 }', [40, 30, 20]),
    ],
)
def test_ties_are_those_of_their_year_and_kind(folder, ties, strengths):
    own = load_world(world(folder, ties)).basis.ties
    assert [own[0, 1], own[0, 2], own[1, 2]] == [Fraction(strength) for strength in strengths]
    assert (own == own.T).all()


def test_pacts_of_defence_and_rivals_count_for_blocs(folder):
    assert load_world(world(folder)).basis.signs.tolist() == [[0, -1, 1], [-1, 0, 0], [1, 0, 0]]


def test_years_without_data_are_noted(folder):
    notes = load_setting(world(folder, '{ source = "atop", year = 2018 }')).notes
    assert not any("no data" in note for note in notes)
    notes = load_setting(world(folder, '{ source = "atop", year = 2019 }')).notes
    assert "There is no data on ties of source atop after 2018." in notes


def test_ties_of_a_table_name_states_of_the_world(folder):
    (folder / "ties.csv").write_text("a,b,weight\nUSA,CHN,-1/2\nUSA,FRA,1\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"ties\.csv: line 3: unknown state 'FRA'"):
        load_world(world(folder, '"ties.csv"'))
    (folder / "ties.csv").write_text("a,b,weight\nUSA,CHN,-1/2\n", encoding="utf-8")
    own = load_world(world(folder, '"ties.csv"'))
    assert own.basis.ties[0, 2] == Fraction(-1, 2)
    assert own.basis.signs[0, 2] == -1


def test_a_record_holds_what_the_tables_say(folder):
    record = read_record(folder / "data")
    assert record.states == ("USA", "RUS", "CHN", "NA")
    assert record.years.tolist() == [2000, 2000, 2001]
    assert np.array_equal(record.window(2000, 2000)[0], [1, -1, 0, np.nan], equal_nan=True)
    assert record.figure("RUS", 2000, "gdp_pc") == 50
    assert np.isnan(record.figure("CHN", 1999, "gdp_pc"))
    assert record.events == {"listed": {"USA", "NA"}}
    assert record.sanctions == (("RUS", 2014),)
    assert record.alliances[2].last == 9999
    found = window_mixes(record, (2000, 2001), 2, 0, 0)
    # NA voted on one call of three and is left out.
    assert found.states == ("USA", "RUS", "CHN")
    assert found.calls == 3


@pytest.mark.parametrize(
    ("table", "text", "message"),
    [
        ("states.csv", None, "states.csv: cannot be read"),
        ("alliances.csv", "cow_a,cow_b,from,to\n", "column 'kinds'"),
        ("alliances.csv", "cow_a,cow_b,from,to,kinds\n2,365,early,2000,C\n", "line 2: from must be a whole number"),
        ("state_years.csv", TABLES["state_years.csv"].replace("0.2,", "much,", 1), "line 2: cinc must be a number"),
        ("votes_2000.csv", "rcid,votes\n1,yna\n", "votes on 1: expected 4 letters of y, a, n, ., got 3"),
        ("votes_2000.csv", "rcid,votes\n1,ynxa\n", "expected 4 letters"),
        ("roll_calls.csv", "rcid,date\n1,long ago\n", "1: expected a date that begins with its year"),
    ],
)
def test_what_is_wrong_with_a_table_is_named(folder, table, text, message):
    path = folder / "data" / table
    path.unlink() if text is None else path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=message.replace(".", r"\.")):
        world_evidence(folder / "data", ["E3"])


def test_windows_without_votes_are_refused(folder):
    record = read_record(folder / "data")
    with pytest.raises(InputError, match="no roll calls that divide from 1950 to 1960"):
        window_mixes(record, (1950, 1960), 2, 0, 0)
    with pytest.raises(InputError, match="below the number of states, 3; got 3"):
        window_mixes(record, (2000, 2001), 3, 0, 0)


def test_a_state_that_did_not_exist_in_the_base_year_is_refused_with_its_years(folder):
    spells = "2,USA,1816,\n365,RUS,1816,1917\n365,RUS,1922,1991\n710,CHN,2001,\n565,NA,,\n"
    (folder / "data" / "states.csv").write_text(f"cow,iso3,system_from,system_to\n{spells}", encoding="utf-8")
    with pytest.raises(ScenarioError) as error:
        load_setting(world(folder, size="cinc:2001"))

    told = [str(problem).partition("game.")[2].partition("\n")[0] for problem in error.value.problems]
    assert told == [
        "ties: not alive in 2000: RUS (1816 to 1917, 1922 to 1991), CHN (from 2001); leave them out by exclude",
        "size: not alive in 2001: RUS (1816 to 1917, 1922 to 1991); leave them out by exclude",
    ]


def test_the_year_of_sizes_that_are_not_read_refuses_no_state(folder):
    (folder / "data" / "states.csv").write_text("cow,iso3,system_from,system_to\n265,DDR,1954,1990\n", encoding="utf-8")
    path = folder / "sized.toml"
    own = "\n".join(f'[states.{code}]\nsize = 0.5\norders = "liberal"' for code in ("DDR", "USA"))
    game = 'kind = "world"\ndata = "data"\nties = [["DDR", "USA", 1]]'
    path.write_text(f'title = "x"\n[game]\n{game}\n{own}\n', encoding="utf-8")

    assert load_setting(path).world.states == ("DDR", "USA")


def test_a_world_of_other_files_is_read_back_from_its_plain_values_alone(folder, tmp_path):
    found = load_setting(world(folder))
    assert found.world.basis is not None
    alone = tmp_path / "alone.toml"
    alone.write_text(toml(found.values), encoding="utf-8")
    again = load_setting(alone).world

    for name in ("theta", "network", "size"):
        assert np.array_equal(getattr(again, name), getattr(found.world, name))
    # In 2000 Russia is a rival of the United States, and China has a pact of defence with them.
    assert again.basis is not None
    assert again.basis.bonds.tolist() == found.world.basis.bonds.tolist() == [[0, -1, 1], [-1, 0, 0], [1, 0, 0]]


def test_pacts_and_rivals_of_a_file_are_checked_with_all_else(folder):
    path = world(
        folder, '[["USA", "RUS"]]\npacts = [["USA", "RUS"], ["USA", "USA"]]\nrivals = [["CHN", "CHM"], ["RUS"]]'
    )
    with pytest.raises(ScenarioError) as refused:
        load_world(path)
    assert [(each.field, each.message) for each in refused.value.problems] == [
        ("game.pacts.1", "expected two different states, got ['USA', 'USA']"),
        ("game.rivals.0", "unknown state 'CHM' (did you mean 'CHN'?); known: USA, RUS, CHN"),
        ("game.rivals.1", "expected two different states, got ['RUS']"),
    ]


def test_every_body_of_the_typed_list_has_its_source():
    sources = {row["body"]: row["source"] for row in shipped_rows("membership_sources")}
    assert {row["body"] for row in shipped_rows("memberships")} == sources.keys()
    assert all(sources.values())
