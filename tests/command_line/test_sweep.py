"""`tetrarchy sweep` and its words: what a user types, what is kept, what is said when it goes wrong."""

import io
import json
import os
import re
import signal
import subprocess
import sys
import time
from importlib import import_module
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
import pytest

from tetrarchy import InputError, load, sweep
from tetrarchy.configs.load import load_study
from tetrarchy.configs.sweep_request import SweepRequest, restored_plan
from tetrarchy.reports.sweep.progress import ProgressLines
from tetrarchy.studies.sensitivity.answered import AnsweredStudy
from tetrarchy.studies.sensitivity.drivers.pawn import Pawn
from tetrarchy.studies.sensitivity.drivers.sobol_indices import sobol_indices
from tetrarchy.studies.sensitivity.robust.robustness import action_robustness
from tetrarchy.studies.sensitivity.study_rows import study_rows
from tetrarchy.studies.sweep.plan import Plan
from tetrarchy.studies.sweep.running.chunks import Failure
from tetrarchy.studies.sweep.running.parts import one_table
from tetrarchy.studies.sweep.running.progress import Progress
from tetrarchy.studies.sweep.running.store import join_store, read_store

sys.path.append(str(Path(__file__).parents[1]))
bits = import_module("sweep_plans").bits

TRIANGLE = load("us-russia-china")
GRID = ["sweep", "us-russia-china", "--over", "p_R=0.2:1:8", "--over", "rho=0.2:1:5"]
FILL = [*GRID, "--format", "csv"]
STUDY = """\
title = "A study"
seed = 3
[game]
kind = "triangle"
[study]
design = "random"
samples = 12
over = ["p_R", "rho"]
"""


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "study"


def snapshot(folder):
    return {str(path): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def rows_of(folder):
    """Return all that the rows of a folder hold, to the bit."""
    store = join_store(folder, restored_plan(read_store(folder).described))
    return bits(one_table([store.read(number) for number in sorted(store.survey().whole)], store.columns))


def test_the_help_shows_the_options_of_a_sweep_and_its_words(run):
    code, out, _ = run("sweep", "--help")

    assert code == 0
    assert "tetrarchy sweep [OPTIONS] SOURCE | COMMAND" in out
    assert all(word in out for word in ("--over", "--scheduler", "--dry-run", "status", "retry", "export"))


def test_options_may_stand_before_the_source(run):
    assert run("sweep", "--over", "p_R=0.2:1:8", "--over", "rho=0.2:1:5", "us-russia-china") == run(*GRID)


def test_a_folder_is_filled_once_and_then_read(run, folder):
    first = run(*GRID, "--out", str(folder), "--chunk", "7")
    before = snapshot(folder)
    again = run(*GRID, "--out", str(folder))

    assert first == again == run(*GRID)
    assert snapshot(folder) == before
    assert len(list((folder / "parts").iterdir())) == 6


def test_the_status_of_a_folder_counts_its_rows(run, folder):
    run(*FILL, "--out", str(folder), "--chunk", "7", "--shard", "2/2")

    code, out, _ = run("sweep", "status", str(folder), "--format", "json")
    state = json.loads(out)

    assert code == 0
    assert state["schema"] == "tetrarchy.sweep-status/1"
    assert (state["rows"], state["done"], state["failed"], state["left"]) == (40, 7 + 7 + 5, 0, 21)
    assert "goes on with what is left" in run("sweep", "status", str(folder))[1]


def test_shards_together_are_the_whole(run, folder):
    code, out, _ = run(*GRID, "--out", str(folder), "--chunk", "7", "--shard", "1/2")
    assert (code, "21 of 40 points are there" in out) == (0, True)

    assert run(*GRID, "--out", str(folder), "--shard", "2/2")[1] == run(*GRID)[1]


def test_a_script_for_slurm_fills_the_folder_and_exports_it(run, folder, tmp_path):
    code, script, err = run(*GRID, "--chunk", "9", "--script", "slurm", "--shard=1/2", "--out", str(folder))
    assert (code, err, folder.exists()) == (0, "", False)
    (tmp_path / "sweep.sh").write_text(script)
    tools = {"sbatch": 'echo "$@" >> submitted; echo 7', "tetrarchy": 'echo "$@" >> run'}
    for name, does in tools.items():
        (tmp_path / name).write_text(f"#!/bin/sh\n{does}\n")
        (tmp_path / name).chmod(0o755)
    here = {"PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}"}

    for task in ({}, {"SLURM_ARRAY_TASK_ID": "2"}):
        subprocess.run(["bash", "sweep.sh"], cwd=tmp_path, env={**here, **task}, check=True, capture_output=True)

    export = f"--dependency=afterok:7 --output=export-%j.log --wrap tetrarchy sweep export {folder} {folder}.csv"
    assert (tmp_path / "submitted").read_text() == f"--parsable sweep.sh\n{export}\n"
    assert (tmp_path / "run").read_text() == f"{' '.join(GRID)} --chunk 9 --out {folder} --shard 2/2\n"
    assert "#SBATCH --array=1-2\n" in script


def test_a_script_needs_a_folder(run):
    assert run(*GRID, "--script", "slurm")[::2] == (
        2,
        "tetrarchy: --script slurm: goes with --out DIR, the folder that the tasks fill together\n",
    )


def test_a_shard_without_rows_says_so(run):
    code, out, _ = run(*GRID, "--shard", "2/2")

    assert (code, "Regimes" in out) == (0, False)
    assert "There is no point that has a game." in out


def test_another_study_in_the_folder_is_refused_with_what_differs(run, folder):
    run(*FILL, "--out", str(folder))
    before = snapshot(folder)

    code, out, err = run(*GRID, "--set", "m=0.2", "--out", str(folder))

    assert (code, out) == (1, "")
    assert "study.scenario.game.parameters.mistrust: 0.1 there, 0.2 here" in err
    assert snapshot(folder) == before


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["us-russia-china"], "has no [study]; say what varies"),
        (["us-russia-china", "--over", "nope=0:1:3"], "unknown parameter of triangle 'nope'"),
        (["us-russia-china", "--over", "p_R=1:0:3"], "the range is empty"),
        (["us-russia-china", "--over", "p_R=0.5:0.5", "--samples", "4"], "the range is empty"),
        (["us-russia-china", "--over", "p_R=0:1"], "expected K=LO:HI:N, for instance p_R=0:1:101, or"),
        (["us-russia-china", "--over", "p_R"], "a grid needs the values that it takes"),
        (["us-russia-china", "--over", "p_R", "--samples", "4", "--design", "sobl"], "unknown design 'sobl'"),
        (["us-russia-china", "--over", "p_R=0.2:1:3", "--samples", "4", "--design", "grid"], "takes neither samples"),
        (["us-russia-china", "--over", "p_R=0.2:1:9000000", "--over", "rho=0.2:1:100000"], "rows need more than"),
        (["us-russia-china", "--over", "p_R=0.2:1:3", "--shard", "3/2"], "one of 1 to n of n, got 3 of 2"),
        (["us-russia-china", "--over", "p_R=0.2:1:3", "--shard", "half"], "--shard half: expected I/N"),
        (["us-russia-china", "--over", "p_R=0.2:1:3", "--shard", f"1/{'1' * 5000}"], "1111: expected I/N"),
        (["us-russia-china", "--over", f"p_R=0.2:1:{'1' * 5000}"], "1111...: expected numbers in LO:HI:N"),
        (["stag-hunt", "--over", f"game.payoffs.0.{'1' * 5000}.0=0:1:3"], "unknown path 'game.payoffs.0.1111"),
        (
            ["stag-hunt", "--over", "game.payoffs.0.0.0=0:1:3", "--over", "game.payoffs.0.0.00=0:1:3"],
            "game.payoffs.0.0.00: expected a place in the payoffs of shape (2, 2, 2), counted from 0",
        ),
        (["us-russia-china", "--over", "p_R=0.2:1:3", "--selection", "best"], "unknown selection 'best'"),
        (["us-russia-china", "--over", "p_R=0.2:1:3", "--concept", "nahs"], "unknown concept 'nahs'"),
        (["us-russia-china", "--over", "p_R=0.2:1:3", "--scheduler", "nowhere"], "no Dask scheduler"),
        (["triangle-robustness", "--design", "grid"], "--design goes with --over"),
    ],
)
def test_bad_input_is_one_sentence_and_leaves_no_folder(run, folder, arguments, message):
    if "nowhere" in arguments:
        pytest.importorskip("distributed")
    code, out, err = run("sweep", *arguments, "--out", str(folder))

    assert (code, out) == (2, "")
    assert message in err
    assert err.count("\n") == 1
    assert len(err) < 1000
    assert not (folder / "parts").exists() or not list((folder / "parts").iterdir())


OUTSIDE = "outside the range held plausible, 0.2 to 1"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["solve", "us-russia-china", "--set", "p_R=5"], f"pressure_on_russia = 5 lies {OUTSIDE}"),
        (
            ["solve", "us-russia-china", "--set", "p_R=5", "--set", "rho=0.1"],
            f"pressure_on_russia = 5 lies {OUTSIDE}; chinese_restraint = 0.1 lies {OUTSIDE}",
        ),
        (
            ["whatif", "us-russia-china", "--set", "orders.liberal.gain=-4"],
            "the weight of liberal on gain = -4 lies outside the range held plausible, 2 to 4",
        ),
        (["show", "FILE"], f"pressure_on_russia = 1.5 lies {OUTSIDE}"),
        (["validate", "FILE"], f"pressure_on_russia = 1.5 lies {OUTSIDE}"),
        (["thresholds", "us-russia-china", "--over", "p_R=-1:2"], f"pressure_on_russia from -1 to 2 reaches {OUTSIDE}"),
        (["thresholds", "FILE", "--over", "p_R=0.2:1"], None),
        (["sweep", "us-russia-china", "--over", "p_R=0, 5"], f"pressure_on_russia from 0 to 5 reaches {OUTSIDE}"),
        (["sweep", "FILE", "--over", "p_R=0.2:1:3"], None),
        (["sweep", "FILE", "--over", "rho=0.2:1:3"], f"pressure_on_russia = 1.5 lies {OUTSIDE}"),
        (["sweep", "us-russia-china", "--over", "p_R=0.3,0.9"], None),
    ],
)
def test_numbers_outside_the_ranges_held_plausible_are_used_and_said_in_one_line(run, tmp_path, arguments, said):
    file = tmp_path / "far.toml"
    file.write_text('title = "x"\n[game]\nkind = "triangle"\n[game.parameters]\np_R = 1.5\n')

    code, out, err = run(*[str(file) if word == "FILE" else word for word in arguments])

    source = file if "FILE" in arguments else "us-russia-china"
    assert (code, out != "") == (0, True)
    expected = [f"note: {source}: {said}"] if said else []
    assert [line for line in err.splitlines() if line.startswith("note")] == expected


@pytest.mark.parametrize(
    "setting",
    [
        "rho=1.5",
        "theta=-0.1",
        "US.orders.liberal=1.5",
        "repeated.discount=1",
        "relations.0.norm_agreement=-1",
        "US.orders.liberal=-1",
    ],
)
def test_shares_and_chances_outside_their_bounds_are_refused(run, setting):
    code, out, err = run("solve", "us-russia-china", "--set", setting)

    assert (code, out) == (2, "")
    assert f"{setting.partition('=')[0]}: must lie in [0, 1" in err


@pytest.mark.parametrize("word", [["status"], ["retry"], ["export"]])
def test_a_folder_that_holds_no_study_is_refused_and_left_alone(run, tmp_path, word):
    folder, file = tmp_path / "mine", tmp_path / "rows.csv"
    folder.mkdir()
    (folder / "letter.txt").write_text("dear")

    code, out, err = run("sweep", *word, str(folder), *([str(file)] if word == ["export"] else []))

    assert (code, out) == (2, "")
    assert "holds no study" in err
    assert run(*GRID, "--out", str(folder))[0] == 2
    assert list(snapshot(folder)) == [str(folder / "letter.txt")]
    assert not file.exists()


def test_players_that_make_two_columns_of_one_name_are_refused(run, tmp_path):
    file = tmp_path / "names.toml"
    file.write_text(
        'title = "x"\n[game]\nkind = "normal_form"\nplayers = ["A.x", "A"]\nactions = [["y", "z"], ["x.y", "v"]]\n'
        "payoffs = [[[1, 0], [0, 1]], [[1, 0], [0, 1]]]\n"
    )

    code, out, err = run("sweep", str(file), "--over", "game.payoffs.0.0.0=0:1:3", "--concept", "logit")

    assert (code, out) == (2, "")
    assert "2 columns would be called 'logit.A.x.y'" in err


def test_a_part_that_is_not_whole_is_solved_again_once_it_is_gone(run, folder):
    run(*FILL, "--out", str(folder), "--chunk", "7")
    before, part = rows_of(folder), folder / "parts" / "part-000003.parquet"
    part.write_bytes(part.read_bytes()[:200])

    assert run(*FILL, "--out", str(folder))[0] == 2
    part.unlink()
    assert run(*FILL, "--out", str(folder))[0] == 0
    assert rows_of(folder) == before


@pytest.mark.parametrize("name", ["game.parameters.pressure_on_russia", "regime", "payoff.US", "pareto"])
def test_a_part_with_a_wrong_byte_is_refused(run, folder, name):
    run(*FILL, "--out", str(folder), "--chunk", "7")
    part = folder / "parts" / "part-000002.parquet"
    footer, content = pq.read_metadata(part), bytearray(part.read_bytes())
    column = footer.row_group(0).column(footer.schema.names.index(name))
    start = column.dictionary_page_offset or column.data_page_offset
    content[start + column.total_compressed_size - 1] ^= 1
    part.write_bytes(content)

    code, out, err = run(*FILL, "--out", str(folder))

    assert (code, out) == (2, "")
    assert err == f"tetrarchy: {part}: is damaged; without it the same sweep solves its rows again\n"


@pytest.mark.parametrize("note", ["", "[]", "{}"])
def test_a_note_that_cannot_be_read_is_refused(run, folder, note):
    failed_folder(run, folder)
    (folder / "failed" / "000002.json").write_text(note)

    code, out, err = run(*GRID, "--out", str(folder))

    assert (code, out) == (2, "")
    assert "000002.json: cannot be read" in err


def failed_folder(run, folder):
    """Fill a folder of which a chunk has failed."""
    run(*FILL, "--out", str(folder), "--chunk", "7")
    store = join_store(folder, restored_plan(read_store(folder).described))
    store.part(2).unlink()
    store.record(Failure(2, 14, 21, 3, "its process died each time", ""), {})


def test_failed_rows_are_exit_code_3_and_can_be_tried_again(run, folder):
    failed_folder(run, folder)

    code, out, err = run(*GRID, "--out", str(folder))
    assert code == 3
    assert "7 points could not be solved: its process died each time" in out
    assert f"7 rows failed, its process died each time; tetrarchy sweep retry {folder}" in err

    code, out, _ = run("sweep", "retry", str(folder), "--format", "json")
    assert (code, json.loads(out)["done"]) == (0, 40)
    assert run(*GRID, "--out", str(folder)) == run(*GRID)


@pytest.mark.parametrize("suffix", ["csv", "parquet", "xlsx"])
def test_an_export_is_one_file(run, folder, tmp_path, suffix):
    run(*FILL, "--out", str(folder), "--chunk", "7")
    file = tmp_path / f"rows.{suffix}"

    assert run("sweep", "export", str(folder), str(file)) == (0, "", f"written: {file}\n")
    assert file.stat().st_size > 1000
    if suffix == "csv":
        assert len(file.read_text().splitlines()) == 41


def test_an_export_to_standard_output_is_the_csv_of_the_file(run, folder, tmp_path, monkeypatch):
    run(*FILL, "--out", str(folder))
    run("sweep", "export", str(folder), str(tmp_path / "rows.csv"))
    standard = io.TextIOWrapper(io.BytesIO())
    with monkeypatch.context() as patch:
        patch.setattr(sys, "stdout", standard)
        assert run("sweep", "export", str(folder), "-")[::2] == (0, "")

    assert standard.buffer.getvalue() == (tmp_path / "rows.csv").read_bytes()
    if sys.platform == "linux":
        with monkeypatch.context() as patch, open("/dev/full", "w") as full:
            patch.setattr(sys, "stdout", full)
            code, _, told = run("sweep", "export", str(folder), "-")
        assert (code, told) == (2, "tetrarchy: standard output: cannot be written: No space left on device\n")


def test_an_export_of_a_part_of_the_rows_says_so(run, folder, tmp_path):
    run(*FILL, "--out", str(folder), "--chunk", "7", "--shard", "2/2")

    code, out, err = run("sweep", "export", str(folder), str(tmp_path / "rows.csv"))

    assert (code, out, err) == (0, "", f"written: {tmp_path / 'rows.csv'}, 19 of 40 rows\n")


def test_a_text_is_one_path_one_concept_or_one_outcome():
    assert sweep(TRIANGLE, "rho", samples=4, concepts="nash").plan.concepts == ("nash",)
    found = sweep(TRIANGLE, ["p_R", "rho"], samples=16).sensitivity("welfare")
    assert [indices.output for indices in found.outputs] == ["welfare"]


def test_a_dry_run_says_what_it_takes_and_writes_nothing(run, folder):
    code, out, err = run(*GRID, "--out", str(folder), "--chunk", "7", "--dry-run", "--format", "json")
    expected = json.loads(out)

    assert (code, err) == (0, "")
    assert (expected["rows"], expected["chunks"], expected["chunk"]) == (40, 6, 7)
    assert expected["seconds"] > 0
    assert expected["size"] > 40 * 40
    assert not folder.exists()


def test_a_study_in_the_file_is_swept_and_options_stand_in_its_place(run, tmp_path):
    file = tmp_path / "study.toml"
    file.write_text(STUDY)

    _, out, _ = run("sweep", str(file), "--format", "json")
    _, changed, _ = run("sweep", str(file), "--samples", "20", "--seed", "8", "--set", "m=0.2", "--format", "json")

    assert json.loads(out)["design"]["samples"] == json.loads(out)["points"] == 12
    assert json.loads(changed)["design"] | {"over": None} == {
        "design": "random",
        "over": None,
        "samples": 20,
        "seed": 8,
    }
    assert json.loads(changed)["scenario"]["game"]["parameters"]["mistrust"] == 0.2


def test_validate_names_the_faults_of_a_study(run, tmp_path):
    file = tmp_path / "study.toml"
    file.write_text(STUDY.replace('"rho"', '"roh"'))

    code, _, err = run("validate", str(file))

    assert code == 2
    assert f"{file}:8:16: study.over.1: roh: unknown parameter" in err


def test_a_table_is_tried_again_by_its_source_alone(run, tmp_path, folder):
    (tmp_path / "points.csv").write_text("p_R,rho\n0.1,0.2\n0.9,0.8\n")
    file = tmp_path / "study.toml"
    file.write_text('title = "x"\ngame.kind = "triangle"\n[study]\ndesign = "table"\nfile = "points.csv"\n')
    run("sweep", str(file), "--out", str(folder))

    code, _, err = run("sweep", "retry", str(folder))

    assert code == 2
    assert "which the folder does not hold; name its scenario file" in err
    assert run("sweep", "retry", str(folder), str(file))[0] == 0


DESIGNS = {
    "grid": (["p_R=0.2:1:15", "rho=0.2:1:15"], []),
    "one_at_a_time": (["p_R", "rho=0.3,0.9"], ["--design", "one_at_a_time"]),
    "sobol": (["p_R", "rho=0.2:1/2"], ["--samples", "128"]),
    "latin_hypercube": (["p_R", "US.orders"], ["--samples", "128", "--design", "latin_hypercube"]),
    "random": (["p_R", "repeated.noise=0:0.1"], ["--samples", "128", "--design", "random"]),
    "saltelli": (["p_R", "rho", "US.orders"], ["--samples", "32", "--design", "saltelli"]),
    "morris": (["p_R", "rho", "US.orders"], ["--samples", "32", "--design", "morris"]),
}


def options(design):
    over, more = DESIGNS[design]
    return [*(word for text in over for word in ("--over", text)), *more]


@pytest.mark.parametrize("design", DESIGNS)
def test_a_plan_is_found_again_from_what_its_folder_says(design):
    over, more = DESIGNS[design]
    chosen = dict(zip(more[::2], more[1::2], strict=True))
    samples = int(chosen["--samples"]) if "--samples" in chosen else None
    request = SweepRequest(over, chosen.get("--design"), samples, ("nash",), "welfare", {"seed": 5})

    plan = request.plan("us-russia-china")

    assert restored_plan(json.loads(json.dumps(plan.described()))).described() == plan.described()


SECTIONS = {
    "grid": {"Map: ", "PAWN indices of regime A", "Where regime A holds"},
    "one_at_a_time": {"What each what-if does"},
    "sobol": {"Map: ", "PAWN indices of regime A", "Where regime A holds", "standard error"},
    "latin_hypercube": {"PAWN indices of regime A", "Where regime A holds", "all mixes of the United States"},
    "random": {"Map: ", "PAWN indices of regime A", "the noise from 0 to 0.1"},
    "saltelli": {"Sobol' indices of regime A, from 32 blocks", "Where regime A holds"},
    "morris": {"Elementary effects on regime A, from 32 trajectories"},
}
EVERY = set().union(*SECTIONS.values()) - {"standard error", "Where regime A holds", "all mixes of the United States"}


@pytest.mark.parametrize("design", DESIGNS)
def test_the_sections_of_a_report_follow_from_the_design(run, design):
    code, out, err = run("sweep", "us-russia-china", *options(design))

    assert (code, err) == (0, "")
    assert {text for text in SECTIONS[design] if text not in out} == set()
    assert {text for text in EVERY - SECTIONS[design] if text in out} == set()
    told, _, names_of_scripts = out.partition("What else was asked of each point")
    assert "What was asked of what" in names_of_scripts
    assert "(pressure_on_russia)" in names_of_scripts
    assert re.findall(r"\w+_\w+|\w+\.orders[.\w]*", told) == []
    assert ("What is robust" in out) == (design != "one_at_a_time")


def test_over_one_path_the_exact_tipping_points_stand_beside_the_sampled_changes(run):
    code, out, _ = run("sweep", "us-russia-china", "--over", "rho=0.2:1:5", "--format", "json")
    changes = json.loads(out)["tipping_points"]["changes"]

    assert code == 0
    for change in changes:
        for tip in change["tipping_points"]:
            assert change["low"] <= tip["value"] <= change["high"]
    thresholds = run("thresholds", "us-russia-china", "--over", "rho=0.2:1", "--format", "table")[1]
    assert changes
    assert all(tip["exact"] in thresholds for change in changes for tip in change["tipping_points"])


def test_concepts_and_repetition_have_a_section_of_their_own(run):
    _, plain, _ = run("sweep", "stag-hunt", "--over", "game.payoffs.0.0.0=3:5:3")
    _, asked, _ = run("sweep", "stag-hunt", "--over", "game.payoffs.0.0.0=3:5:3", "--concept", "nash")

    assert "What else was asked of each point" not in plain
    assert "nash.count " in asked


def test_a_page_shows_figures_and_fetches_nothing(run):
    _, out, _ = run("sweep", "us-russia-china", *options("sobol"), "--format", "html")

    assert out.count("<figure>") == out.count("<svg") >= 4
    assert "src=" not in out


def test_status_counts_stand_in_the_report(run, tmp_path):
    file = tmp_path / "custom.toml"
    file.write_text(
        'title = "x"\n[game]\nkind = "custom"\nplayers = ["A", "B"]\nactions = [["x", "y"], ["u", "v"]]\n'
        '[game.parameters]\nc = { default = 0.5, low = 0, high = 1, meaning = "c" }\n'
        '[[game.consequences]]\nwhen = { A = "y" }\nA = { gain = "-0.1 / (1 - c)" }\n'
        '[actors.A]\norders = "liberal"\n[actors.B]\norders = "liberal"\n'
    )

    code, out, _ = run("sweep", str(file), "--over", "c=0:1:11")

    assert code == 0
    assert "undefined  a payoff is not finite  1" in out


def test_small_results_hold_their_rows_and_large_ones_say_where_they_are(run, folder):
    _, small, _ = run(*GRID, "--format", "json")
    more = ["sweep", "stag-hunt", "--over", "game.payoffs.0.0.0=0:9:10001", "--format", "json", "--out", str(folder)]
    _, large, _ = run(*more)

    assert len(json.loads(small)["columns"]["welfare"]) == 40
    assert json.loads(large)["columns"] is None
    assert json.loads(large)["columns_in"] == str(folder)
    assert len(large) < 200_000


def drawn(chunk):
    study = sweep(TRIANGLE, over={"p_R": None, "rho": None}, samples=500, design="random", chunk=chunk)
    return study_rows(study, ["welfare"], 100)


def test_which_rows_are_drawn_does_not_depend_on_the_chunks():
    few, many = (
        {name: np.concatenate([part[name] for part in rows]) for name in ("row", "welfare")}
        for rows in (drawn(13), drawn(500))
    )

    assert few["row"].tolist() == many["row"].tolist()
    assert few["welfare"].tolist() == many["welfare"].tolist()
    assert 60 < len(few["row"]) < 140


def test_of_a_design_in_groups_the_first_whole_groups_are_taken():
    study = sweep(TRIANGLE, over={"p_R": None, "rho": None}, samples=50, design="saltelli", chunk=9)

    rows = np.concatenate([part["row"] for part in study_rows(study, ["welfare"], 99)])

    assert rows.tolist() == list(range(96))


def test_a_study_answers_by_its_design():
    over = {"p_R": None, "rho": None, "US.orders": None}
    blocks = sweep(TRIANGLE, over=over, samples=64, design="saltelli", chunk=77)
    walks = sweep(TRIANGLE, over=over, samples=64, design="morris", chunk=77)
    sample = sweep(TRIANGLE, over=over, samples=256)

    by_hand = sobol_indices(list(blocks.arrays()), {f.name: f.paths for f in blocks.plan.design.factors}, ["welfare"])
    assert blocks.sensitivity(["welfare"]) == by_hand
    assert [effects.output for effects in walks.sensitivity(["welfare", "payoff.US"]).outputs] == [
        "welfare",
        "payoff.US",
    ]
    assert isinstance(sample.sensitivity(), Pawn)
    assert sample.boxes("welfare<0.1").target == "welfare<0.1"
    assert sample.boxes().target == f"regime={sample.regimes()[0].name}"
    assert sample.robustness("US") == action_robustness(TRIANGLE, list(sample.arrays()), sample.plan.design.paths, "US")


@pytest.mark.parametrize("ask", ["sensitivity", "boxes"])
def test_a_list_of_what_ifs_has_neither_indices_nor_boxes(ask):
    with pytest.raises(InputError, match=r"what-ifs around one point|points that fill a region"):
        getattr(sweep(TRIANGLE, over={"p_R": None, "rho": None}, design="one_at_a_time"), ask)()


def test_answers_that_cannot_be_given_say_why():
    study = sweep(TRIANGLE, over={"repeated.noise": [0.0, 0.1]})

    assert any(text.startswith("Tipping points: ") for text in AnsweredStudy(study).answers.open)


def test_the_shipped_study_is_the_one_of_its_file():
    plan = load_study("triangle-robustness")

    assert isinstance(plan, Plan)
    assert (plan.design.described()["design"], len(plan), plan.selection) == ("saltelli", 7 * 1024, "status_quo")


def test_progress_is_told_by_tenths_and_not_at_once():
    said = []
    at_once, later = ProgressLines(said.append), ProgressLines(said.append, began=0.0)
    for done in range(0, 101, 2):
        at_once(Progress(done, 100, 0, 10.0, 1.0))
    assert said == []

    for done in range(0, 101, 2):
        later(Progress(done, 100, 0, 10.0, 1.0))
    assert [line.split(" ")[0] for line in said] == [str(done) for done in range(10, 101, 10)]


def test_a_sweep_of_one_chunk_speaks_through_its_result_however_long_it_takes():
    said = []
    ProgressLines(said.append, began=0.0)(Progress(100, 100, 0, 10.0, 0.0))
    ProgressLines(said.append, began=0.0)(Progress(90, 100, 10, 10.0, 0.0))

    assert said == []


SLOW = ["sweep", "us-russia-china", "--over", "p_R=0.2:1:10", "--over", "rho=0.2:1:10", "--concept", "correlated"]


@pytest.mark.skipif(os.name != "posix", reason="sends SIGINT")
def test_ctrl_c_is_exit_code_130_and_the_same_command_goes_on(run, folder):
    command = [*SLOW, "--out", str(folder), "--chunk", "2", "--format", "csv"]
    process = subprocess.Popen(
        [sys.executable, "-m", "tetrarchy", *command], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    try:
        end = time.monotonic() + 60
        while len(list(folder.glob("parts/part-*.parquet"))) < 3 and time.monotonic() < end:
            time.sleep(0.02)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
    finally:
        process.kill()

    assert (process.returncode, out) == (130, "")
    assert f"what is solved stays in {folder}" in err
    assert f"tetrarchy {' '.join(command)}" in err
    solved = len(list(folder.glob("parts/part-*.parquet")))
    assert 3 <= solved < 50

    assert run(*command)[0] == 0
    values = np.linspace(0.2, 1, 10)
    whole = sweep(TRIANGLE, over={"p_R": values, "rho": values}, concepts=["correlated"])
    assert rows_of(folder) == bits(whole.to_arrow())


def test_an_export_is_not_written_among_the_files_of_the_study(run, tmp_path):
    folder = str(tmp_path / "study")
    run("sweep", "stag-hunt", "--over", "game.payoffs.0.0.0=0:9:4", "--out", folder)
    part = next((tmp_path / "study" / "parts").iterdir())
    before = part.read_bytes()

    code, _, err = run("sweep", "export", folder, str(part))

    assert (code, part.read_bytes()) == (2, before)
    assert "lies among the files of the study; export to a file elsewhere" in err
