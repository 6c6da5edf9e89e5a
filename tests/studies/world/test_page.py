"""The first page of a report on a world."""

from __future__ import annotations

import json
from dataclasses import replace
from fractions import Fraction
from math import inf
from pathlib import Path

import pytest

from tetrarchy.configs.world.load import load_setting
from tetrarchy.games.world.catalogue import CORNERS
from tetrarchy.reports.format.document import plain_text
from tetrarchy.reports.world.page_one import world_brief
from tetrarchy.studies.watch import Watch
from tetrarchy.studies.world.analysis import world_analysis
from tetrarchy.studies.world.page import WorldPage
from tetrarchy.studies.world.thresholds import world_thresholds

SMALL = str(Path(__file__).parents[2] / "worlds" / "two-and-one.toml")
SETTING = load_setting(SMALL)


def told(page: WorldPage) -> str:
    return " ".join(plain_text(list(world_brief(page))).split())


def test_an_order_leads_from_where_the_exact_path_says():
    page = WorldPage(world_analysis(SETTING.with_world(SETTING.changes).asking({})))
    assert page.turns
    for turn in page.turns:
        study = world_thresholds(page.analysis.setting, f"appeal={turn.order}:0:1")
        exact = next(each for each in study.crossings if each.sentence.startswith("the leading order of the world"))
        assert exact.sentence.endswith(f" to {turn.order}") is (turn.rise is not None)
        assert turn.rise is None or turn.rise == pytest.approx(float(exact.value), abs=1e-5)


def test_a_page_of_changes_asks_about_them_and_tells_draws_with_their_error():
    drawn = {corner: (Fraction(1, 10), Fraction(1, 2)) for corner in CORNERS}
    page = WorldPage(world_analysis(replace(SETTING, intervals={"BBB": drawn})))
    text = told(page)
    assert text.index("Question: What would the world practise if the push on CCC") > 0
    assert text.count("of 200 worlds") == len(page.analysis.sentences) > 0
    assert "where its identity is" not in text


def test_where_more_equilibria_may_be_no_appeal_is_said_to_turn_them():
    page = WorldPage(world_analysis(SETTING.with_world({"beta": 3})))
    assert page.turns is None
    assert "it is not proven that there is one equilibrium" in told(page)


def test_choices_left_out_by_the_time_limit_are_counted():
    analysis = world_analysis(SETTING.with_world({"beta": 3}), watch=Watch(-inf))
    left = "3375 of 3375 choices of who practises what, 3375 of 3375 choices of who practises what with the changes"
    assert analysis.setting.notes == (f"Not reached within the time limit: {left}.",)
    assert not analysis.now.complete


def test_a_brief_is_the_page_and_a_report_begins_with_it(run):
    brief, whole = (run("report", SMALL, *more, "--format", "json") for more in (["--brief"], []))
    values = json.loads(brief[1])
    assert (brief[0], values["schema"], values["lead"]) == (0, "tetrarchy.brief/1", "world")
    assert {name: json.loads(whole[1])[name] for name in ("question", "answer", "turns")} == {
        name: values[name] for name in ("question", "answer", "turns")
    }
    page, report = run("report", SMALL, "--brief")[1], run("report", SMALL)[1]
    assert report.startswith(page.rstrip())


def test_pictures_of_a_world_are_written(run, tmp_path):
    assert run("report", SMALL, "--figures", str(tmp_path / "pictures"))[0] == 0
    assert len(list((tmp_path / "pictures").glob("*.svg"))) >= 3
