"""Moves in sequence as a user meets them: solved, compared, exported, and refused in one line."""

from __future__ import annotations

import json
import re
from xml.etree import ElementTree

import pytest

import tetrarchy as tt

RANKED = """
title = "Cuba"
[game]
kind = "ordinal"
players = ["US", "USSR"]
actions = [["blockade", "strike"], ["withdraw", "keep"]]
order = [["US"], ["USSR"]]
[game.ranking]
US = [["blockade", "withdraw"], ["strike", "withdraw"], ["strike", "keep"], ["blockade", "keep"]]
USSR = [["blockade", "keep"], ["blockade", "withdraw"], ["strike", "withdraw"], ["strike", "keep"]]
"""
ORDERED = """
title = "Battle of the sexes"
[game]
kind = "normal_form"
players = ["He", "She"]
actions = [["boxing", "ballet"], ["boxing", "ballet"]]
payoffs = [[[3, 0], [0, 1]], [[1, 0], [0, 3]]]
order = [["He"], ["She"]]
"""
ORDER = ["--order", "US > Russia+China"]


def test_an_order_is_solved_for_subgame_perfection_first(run):
    code, out, err = run("solve", "us-russia-china", *ORDER)
    assert (code, err) == (0, "")
    said = " ".join(out.split())
    assert "The order of moves is the United States, then Russia and China at once. A subgame begins at 5 of 9" in said
    assert "engage both / hedge / hedge" in out
    assert re.search("Russia .*the United States presses both .* entente", out)
    _, sheet, _ = run("solve", "us-russia-china", *ORDER, "--format", "csv")
    assert "engage_both / hedge / hedge" in sheet


def test_a_concept_solves_the_game_of_plans(run):
    _, out, _ = run("solve", "recognition-assurance", "--order", "riser > incumbent", "--concept", "pure")
    assert "riser=co manage: recognise" in out


def test_json_has_the_promised_fields(run):
    _, out, _ = run("solve", "recognition-assurance", "--order", "riser > incumbent", "--format", "json")
    found = json.loads(out)
    assert found["schema"] == "tetrarchy.sequence/1"
    assert found["order"] == [["riser"], ["incumbent"]]
    assert (found["hidden"], found["tree"], found["number"], found["complete_pure"]) == ([], None, 1, True)
    assert found["outcomes"][0]["path"] == "co_manage / recognise"
    assert found["outcomes"][0]["distribution"] == [["co_manage / recognise", "1"]]
    assert set(found["information_sets"][0]) == {"player", "name", "actions", "subgame"}
    assert set(found["equilibria"][0]) == {"behaviour", "payoffs", "pure"}
    assert set(found["threats"][0]) >= {"outcome", "player", "set", "action", "instead", "loses", "credible"}
    assert set(found["values"]) >= {"first", "last", "seen"}
    assert found["scenario"]["game"]["order"] == [["riser"], ["incumbent"]]


def test_a_tree_says_which_threat_nobody_would_carry_out(run):
    _, out, _ = run("solve", "snap-back-2025")
    said = " ".join(out.split())
    assert (
        "(let the sanctions lapse) is an equilibrium only if the others believe that Iran would leave the treaty once "
        "the E3 give notice, then Iran takes half measures, then the E3 let the thirty days run, then Russia and China "
        "reject the sanctions. Iran would not: to stay in the treaty is better for it by 12% of what it has at stake."
        in said
    )


def test_orders_are_compared_all_or_one(run):
    _, out, _ = run("whatif", "recognition-assurance", "--order")
    assert "incumbent > riser" in out
    assert "it depends on which equilibrium" in out
    _, out, _ = run("whatif", "recognition-assurance", "--order", "riser > incumbent", "--format", "json")
    compared = json.loads(out)
    assert compared["schema"] == "tetrarchy.orders/1"
    assert [each["order"] for each in compared["orders"]] == [[["incumbent", "riser"]], [["riser"], ["incumbent"]]]


def test_a_change_is_told_in_the_order_of_moves(run):
    _, out, err = run("whatif", "s400-in-sequence", "--set", "resolve=0.58")
    assert err == ""
    assert [line.split("  ")[0] for line in out.splitlines() if " / " in line and line[:4] in ("goes", "come")] == [
        "goes",
        "comes",
    ]
    _, out, _ = run("whatif", "s400-in-sequence", "--set", "resolve=0.58", "--format", "json")
    changed = json.loads(out)
    assert changed["schema"] == "tetrarchy.sequence_what_if/1"
    assert [change["kind"] for change in changed["changes"]] == ["goes", "comes"]
    assert changed["changes"][1]["after"]["path"] == "press / take_delivery / sanction"


def test_a_change_under_a_concept_is_told_of_the_plans(run):
    _, out, err = run("whatif", "s400-in-sequence", "--set", "resolve=0.58", "--concept", "pure", "--format", "json")
    changed = json.loads(out)
    own = json.loads(run("solve", "s400-in-sequence", "--concept", "pure", "--format", "json")[1])
    later = json.loads(
        run("solve", "s400-in-sequence", "--set", "resolve=0.58", "--concept", "pure", "--format", "json")[1]
    )
    assert err == ""
    assert changed["before"]["equilibria"] == own["equilibria"]
    assert changed["after"]["equilibria"] == later["equilibria"]
    assert changed["scenario"]["game"]["order"] == [["China"], ["India"], ["US"]]


def test_plans_of_rankings_are_ranked(run, tmp_path):
    file = tmp_path / "cuba.toml"
    file.write_text(RANKED)
    _, out, _ = run("solve", str(file), "--concept", "nash", "--format", "json")
    found = json.loads(out)
    assert found["scenario"]["game"]["kind"] == "ordinal"
    assert found["game"]["payoffs"][1] == [[2, 2, 3, 3], [1, 0, 1, 0]]


def test_what_leaves_the_order_out_says_so(run, tmp_path):
    file = tmp_path / "sexes.toml"
    file.write_text(ORDERED)
    over = [part for path in ("0.0.0", "1.1.1") for part in ("--over", f"game.payoffs.{path}=0:4")]
    for command in (["repeat", str(file)], ["thresholds", str(file), *over]):
        out = run(*command)[1]
        assert "What follows is the game in which all move at once." in out
        assert ("over one number at a time, not over two" in out) == (command[0] == "thresholds")


def test_gambits_tree_goes_out_and_comes_back(run, tmp_path):
    file = tmp_path / "tree.efg"
    code, out, _ = run("export", "us-russia-china", *ORDER, "--hidden", "US:China", "--to", "efg", "--out", str(file))
    assert (code, out) == (0, "")
    sets = tt.read_efg(file).information_sets
    assert [each.name for each in sets if each.player == "China"] == ["at once"]
    code, out, _ = run("solve", str(file))
    assert code == 0
    assert "Moves in sequence" in out
    assert run("show", str(file))[0] == 0


def test_the_picture_says_in_words_what_it_shows(run):
    code, out, _ = run("export", "snap-back-2025", "--to", "svg")
    assert code == 0
    root = ElementTree.fromstring(out)
    texts = {each.tag.rpartition("}")[2]: each.text for each in root if each.text}
    assert texts["title"] == "Snap-back of UN sanctions on Iran, 2025"
    assert "On the path: give notice / take half measures / let the thirty days run / reject the " in texts["desc"]
    assert 'font-size="11"' in out
    assert "#c0504d" in out


def test_a_game_at_once_is_exported_as_a_tree_in_which_nobody_sees(run):
    _, out, _ = run("export", "stag-hunt", "--to", "efg")
    assert {each.name for each in tt.read_efg(out).information_sets} == {"at once"}
    _, out, _ = run("export", "aukus-2021", "--to", "nfg")
    assert out.startswith("NFG 1 R")


def test_a_report_begins_with_the_sequence(run):
    _, out, _ = run("report", "s400-in-sequence", "--format", "html")
    assert out.index("Moves in sequence") < out.index(">If all moved at once, or bound themselves to plans<")
    assert "<svg" in out


def test_a_tree_with_too_many_plans_is_reported_by_its_outcomes(run, tmp_path):
    node = tt.End([0, 0])
    for depth in range(7):
        ends = [tt.End([(depth * 5 + k) % 11, (depth * 3 + k) % 7]) for k in range(9)]
        node = tt.Decision(depth % 2, [("on", node), *((str(k), end) for k, end in enumerate(ends))])
    wide = tt.Decision(0, [(str(k), node) for k in range(12)])
    file = tmp_path / "wide.efg"
    file.write_text(tt.Tree(["A", "B"], wide).to_efg(), encoding="utf-8")
    code, out, _ = run("report", str(file))
    assert code == 0
    assert "What is done at 85 information sets is in the JSON form." in out
    code, _, err = run("solve", str(file), "--concept", "nash")
    assert code == 2
    assert "work on the tree itself" in err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["solve", "stag-hunt", "--order", "A > "], "expected stages such as 'US > Russia+China'"),
        (["solve", "us-russia-china", "--order", "US > Russia"], "must name every player once, got 'China' in none"),
        (
            ["solve", "us-russia-china", "--order", "US > Rusia+China"],
            "unknown player 'Rusia' (did you mean 'Russia'?)",
        ),
        (["solve", "us-russia-china", "--hidden", "US:China"], "--hidden needs an order of moves"),
        (["solve", "us-russia-china", *ORDER, "--hidden", "US"], "expected OF:FROM, such as US:China"),
        (["solve", "us-russia-china", *ORDER, "--hidden", "China:US"], "cannot be hidden from US, who moves no later"),
        (["solve", "aukus-2021", *ORDER], "a tree says itself who moves when"),
        (["solve", "stag-hunt", "--concept", "subgame_perfect"], "unknown concept 'subgame_perfect'"),
        (["whatif", "stag-hunt"], "whatif needs what changes: --set K=V, or --order"),
        (["whatif", "aukus-2021", "--order"], "a tree says itself who moves when"),
        (["whatif", "order-contest", "--order"], "population"),
        (["solve", "order-contest", "--order", "A > B"], "population"),
    ],
)
def test_what_does_not_fit_is_refused_in_one_line(run, arguments, message):
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert message in err
    assert err.count("\n") == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ["solve", "us-russia-china", *ORDER],
        ["whatif", "us-russia-china", "--order"],
        ["whatif", "aukus-2021", "--set", "France.orders=liberal"],
    ],
    ids=" ".join,
)
def test_a_time_limit_holds_for_moves_in_sequence(run, arguments):
    code, out, err = run(*arguments, "--time-limit", "0")
    assert (code, err) == (0, "")
    assert "The time limit came before every part of the game was looked at" in " ".join(out.split())
