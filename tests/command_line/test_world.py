"""The game of all states on the command line: what is asked, what is written, what is refused."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from tetrarchy import load_world, solve_world, tipping

SMALL = str(Path(__file__).parents[1] / "worlds" / "two-and-one.toml")

MANY = """
title = "Many equilibria"
[game]
kind = "world"
ties = [["A", "B"]]
[game.parameters]
beta = 4
gamma = 0
[states.A]
orders = { liberal = 0.5, conservative = 0.5 }
size = "1/2"
[states.B]
orders = { liberal = 0.5, conservative = 0.5 }
size = "1/2"
"""


def values(run, *arguments):
    code, out, err = run(*arguments, "--format", "json")
    assert (code, err) == (0, "")
    return json.loads(out)


def test_the_answer_is_what_a_script_gets(run):
    told = values(run, "world", SMALL, "--exact")
    world = load_world(SMALL)
    after = solve_world(world.do({"push.CCC.conservative": "0.3", "theta.AAA": "mercantilist"}), exact=True)

    assert told["schema"] == "tetrarchy.world/1"
    assert [[Fraction(share) for share in row] for row in told["practice"]] == after.practice.tolist()
    before = solve_world(world, exact=True).practice
    assert [[Fraction(share) for share in row] for row in told["before"]["practice"]] == before.tolist()
    assert told["unique"]["method"] == after.unique.method
    # Shapley's shares add up to the whole change.
    parts = np.array([[[Fraction(x) for x in row] for row in own["practice"]] for own in told["channels"].values()])
    assert (parts.sum(axis=0) == after.practice - before).all()


def test_solve_gives_the_same_as_world(run):
    assert run("solve", SMALL) == run("world", SMALL)
    assert run("validate", SMALL) == (0, f"{SMALL}: sound\n", "")


def test_options_replace_what_a_file_asks_about(run):
    options = ("--do", "theta.AAA=conservative", "--set", "beta=0", "--set", "gamma=0")
    told = values(run, "world", "CCC", "--world", SMALL, "--explain", *options)
    assert told["inputs"]["beta"] == 0
    assert told["do"]["theta.AAA"] == "conservative"
    assert [reasons["state"] for reasons in told["reasons"]] == ["CCC"]
    # Without recognition and resistance each does as it is and is pushed: (.3, .7 + .3) less .15 each, to add up to 1.
    assert told["practice"][0] == [0, 0, 0, 1]
    assert told["practice"][2] == pytest.approx([0, 0, 0.15, 0.85])


def test_where_one_answer_is_not_proven_strict_ends_with_three(run, tmp_path):
    path = tmp_path / "many.toml"
    path.write_text(MANY, encoding="utf-8")
    told = values(run, "world", str(path))
    # One for each set of orders that both states could share.
    assert len(told["equilibria"]) == 15
    assert told["complete"] is True
    assert told["unique"] is None
    code, out, err = run("world", str(path), "--strict")
    assert code == 3
    assert "There are 15 equilibria, and it is proven that there are no others." in " ".join(out.split())
    assert err == "tetrarchy: the answer is not proven to be the only one\n"


def test_tipping_points_are_those_of_the_path(run):
    told = values(run, "world", "thresholds", "--world", SMALL, "--over", "push.AAA=liberal>conservative:0:1")
    world = load_world(SMALL).do({"push.CCC.conservative": "0.3", "theta.AAA": "mercantilist"})
    towards = [[-1, 0, 0, 1], [0] * 4, [0] * 4]
    assert [Fraction(point["tau"]) for point in told["points"]] == list(tipping(world, towards, 0, 1).points)
    changed = "the leading order of Alba changes from mercantilist to conservative"
    assert changed in [own["what"] for own in told["crossings"]]


def test_tipping_points_over_beta_lie_between_two_answers(run):
    told = values(run, "world", "thresholds", "--world", SMALL, "--over", "beta=0:1")
    world = load_world(SMALL).do({"push.CCC.conservative": "0.3", "theta.AAA": "mercantilist"})
    for point in told["points"]:
        assert 0 < point["high"] - point["low"] <= 1e-9
        ends = [Fraction(point[end]) for end in ("low", "high")]
        low, high = (solve_world(world.do({"beta": end}), exact=True).active for end in ends)
        assert int((low != high).sum()) == len(point["entered"]) + len(point["left"])
    assert told["points"]


def test_blocs_can_be_asked_of_some_states_with_anchors(run):
    told = values(run, "world", "align", "--world", SMALL, "--states", "AAA,BBB,CCC", "--anchor", "AAA=-1")["alignment"]
    assert told["states"] == ["AAA", "BBB", "CCC"]
    assert told["blocs"][0] == -1
    assert told["optimal"] is True


def test_a_sweep_of_a_world_gives_a_row_for_each_point(run):
    code, out, _ = run("sweep", SMALL, "--over", "beta=0:1:3", "--over", "gamma=0, 1", "--format", "csv")
    assert code == 0
    assert out.startswith("beta,gamma,liberal,transformative,mercantilist,conservative,regime,unique\n0,0,")
    assert len(out.splitlines()) == 7


def test_a_sheet_of_assumptions_is_no_setting_of_a_world(run):
    code, out, error = run("sweep", SMALL, "--set", "@sheet.csv", "--over", "beta=0:1:3")

    assert (code, out) == (2, "")
    assert error == "tetrarchy: --set @sheet.csv: sheets of assumptions are of scenarios; expected K=V\n"


def test_the_sweep_of_a_world_is_kept_in_a_folder(run, tmp_path):
    folder = str(tmp_path / "sweep")
    asked = ("sweep", SMALL, "--over", "beta=0:1:3", "--concept", "blocs", "--out", folder)
    code, told, _ = run(*asked)
    assert code == 0
    assert run(*asked)[1] == told
    assert "Two and one" in run("sweep", "status", folder)[1]
    rows = run("sweep", "export", folder, "-")[1].splitlines()
    assert len(rows) == 4
    assert rows[0].startswith('"beta","world.liberal"')
    assert rows[0].endswith('"leading.CCC","unique","blocs","blocs.energy","blocs.optimal"')
    assert run("sweep", "retry", folder)[0] == run("sweep", "retry", folder, SMALL)[0] == 0
    code, _, error = run("sweep", SMALL, "--over", "beta=0:1:5", "--out", folder)
    assert code == 1
    assert "holds another study" in error


def test_the_points_of_a_world_alone_are_solved_in_fractions(run):
    assert run("sweep", SMALL, "--over", "beta=0:1:3", "--exact")[0] == 0
    code, _, error = run("sweep", "stag-hunt", "--over", "0.0.0=0:1:3", "--exact")
    assert (code, "--exact: goes with a world" in error) == (2, True)


def test_a_sweep_begun_with_numbers_set_is_retried_with_them(run, tmp_path):
    folder = str(tmp_path / "sweep")
    given = ("--set", "gamma=1", "--set", "theta.BBB={liberal = 0.9, conservative = 0.1}", "--set", "without=CCC")
    assert run("sweep", SMALL, "--over", "beta=0:1:3", *given, "--out", folder)[0] == 0
    code, _, error = run("sweep", "retry", folder)
    assert (code, error) == (0, "")


def test_states_of_the_catalogue_are_shown_with_their_intervals(run):
    code, out, _ = run("show", "world", "RUS")
    assert code == 0
    assert "sovereign  72.1%    68.6% to 76.3%" in out
    assert "What corners stand for is a judgement" in out
    code, out, _ = run("list", "actors")
    assert code == 0
    assert out.count("\n") > 176


def test_the_form_of_a_file_is_there_for_editors(run):
    keys = json.loads(run("schema", "--world")[1])
    assert keys["title"] == "tetrarchy world"
    assert {"game", "states", "alignment", "do"} <= set(keys["properties"])


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["world", "RUX"], "unknown state 'RUX' (did you mean 'RUS'?)"),
        (["world", "gone.toml"], "gone.toml: cannot be read: No such file or directory"),
        (["world", SMALL, "--do", "push.CCC.libral=1"], "push.CCC.libral: unknown order 'libral' (did you mean"),
        (["world", SMALL, "--do", "expel=1"], 'expel: expected { body = "NATO", state = "TUR" }, got 1'),
        (["world", SMALL, "--set", "beta=-1"], "beta must not be negative, got -1"),
        (["world", SMALL, "--do", "gamma"], "--do gamma: expected K=V"),
        (["world", "thresholds", "--world", SMALL, "--over", "push.AAA=0:1"], "expected push.RUS=conservative:0:1"),
        (["world", "thresholds", "--world", SMALL, "--over", "beta=0:9"], "the equilibrium is not proven unique"),
        (["world", "align", "--world", SMALL, "--states", "AAA"], "expected at least 2 different states"),
        (["world", "align", "--world", SMALL, "--anchor", "AAA=2"], "--anchor AAA=2: expected USA=1,CHN=-1"),
        (["sweep", SMALL, "--over", "beta"], "--over beta: expected K=LO:HI:N"),
        (["sweep", SMALL, "--over", "theta", "--samples", "3"], "mixes with intervals"),
        (["sweep", SMALL, "--over", "tie.AAA.BBB=0:1:3"], "expected beta, gamma, monism.ORDER"),
        (["solve", SMALL, "--concept", "pure"], "move at once; --concept has no effect"),
        (["report", SMALL, "--scale", "phia", "--seed", "0"], "move at once; --scale and --seed have no effect"),
        (["show", "stag-hunt", "RUS"], "a scenario has no states to show"),
        (["evidence", "nowhere", "--check", "E9"], "unknown check 'E9'"),
        (["evidence", "nowhere"], "cannot be read: No such file or directory"),
        (["world", "estimate", "--votes", "nowhere", "--window", "2010:2000"], "expected two years, such as 2000:2010"),
    ],
)
def test_what_cannot_be_used_is_refused_in_one_line(run, arguments, message):
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert err.startswith("tetrarchy: ")
    assert message in err
    assert err.count("\n") == 1


def test_a_world_is_explored_on_a_page(run, tmp_path):
    page = tmp_path / "world.html"

    assert run("explore", SMALL, "--set", "beta=1", "--out", str(page))[:2] == (0, "")
    assert '"given":["beta=1"]' in page.read_text(encoding="utf-8")
    assert run("explore", SMALL, "--order", "AAA > BBB") == (
        2,
        "",
        f"tetrarchy: {SMALL}: is a world, all of whose states move at once; --order has no effect\n",
    )


def test_a_world_ends_at_its_time_limit_and_says_what_is_in_decimals(run, tmp_path):
    file = tmp_path / "twelve.toml"
    mix = "orders = { liberal = 0.5, conservative = 0.3, mercantilist = 0.2 }"
    states = "".join(f'[states.S{state:02}]\n{mix}\nsize = "1/12"\n' for state in range(12))
    kind = '[game]\nkind = "world"\nties = [["S00", "S01"]]\n[game.parameters]\nbeta = "1/8"\ngamma = "1/8"\n'
    file.write_text(f'title = "Twelve"\n{kind}{states}', encoding="utf-8")
    asked = ("world", str(file), "--exact", "--do", "push.S00.conservative=0.1", "--time-limit")
    short, long = values(run, *asked, "0"), values(run, *asked, "1e6")

    assert [(told["exact"], told["before"]["exact"]) for told in (short, long)] == [(False, False), (True, True)]
    missing = "the equilibrium in fractions, the equilibrium with the changes in fractions"
    assert short["notes"] == [*long["notes"], f"Not reached within the time limit: {missing}."]
