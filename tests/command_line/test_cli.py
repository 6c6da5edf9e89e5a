"""The command line as a user meets it: what is printed where, and with which exit code."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import get_args

import pytest
from typer.main import get_command

from tetrarchy.cli import app
from tetrarchy.commands.scenarios import Kind
from tetrarchy.commands.shared.options import As, Out
from tetrarchy.commands.shared.output import write
from tetrarchy.reports.outputs import FORMATS
from tetrarchy.studies.catalogue import KINDS, catalogue

HANDBOOK = Path(__file__).parents[2]


def apart(*arguments, **options):
    """Run a command in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "tetrarchy", *arguments],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        **options,
    )


COMMANDS = {
    "list": ["list"],
    "show": ["show", "us-russia-china"],
    "solve": ["solve", "us-russia-china"],
    "whatif": ["whatif", "us-russia-china", "--set", "US.orders=liberal"],
    "report": ["report", "stag-hunt"],
    "repeat": ["repeat", "prisoners-dilemma"],
    "evolve": ["evolve", "magnet-or-repellent"],
    "thickness": ["thickness", "--samples", "100"],
    "stability": ["stability", "nord-stream-2", "--hold", "10"],
    "sweep": ["sweep", "us-russia-china", "--over", "p_R=0.2:1:5", "--over", "US.orders.liberal=0:1:4"],
    "thresholds": ["thresholds", "us-russia-china", "--over", "rho"],
    "assumptions": ["assumptions", "sanctions-russia"],
    "compare": ["compare", "sanctions-russia", "sanctions-russia"],
    "conditions": ["conditions", "sanctions-russia", "--samples", "10"],
    "tipping": ["thresholds", "stag-hunt"],
}


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
def test_every_command_writes_every_format_and_nothing_else(run, command, format):
    code, out, err = run(*command, "--format", format)

    assert code == 0
    assert err == ""
    assert out.endswith("\n")
    if format == "json":
        assert json.loads(out)["schema"].startswith("tetrarchy.")
    if format == "latex":
        assert "\\section{" in out
    if format == "markdown":
        assert out.startswith("#")


def all_commands(group=None, words=()):
    """Go through all commands, each with the words that call it; a hidden one is called by its group's."""
    for name, command in (group or get_command(app)).commands.items():
        own = words if command.hidden else (*words, name)
        yield from all_commands(command, own) if hasattr(command, "commands") else [(own, command)]


def missing(words, command):
    """Return what a command lacks."""
    called, options = " ".join(("tetrarchy", *words)), {parameter.name for parameter in command.params}
    pages = [HANDBOOK / "README.md", *HANDBOOK.glob("docs/**/*.md")]
    if f"Example: {called} " not in " ".join(f"{command.help} ".split()):
        yield "an example in its help"
    if not any(called in page.read_text(encoding="utf-8") for page in pages):
        yield "a place in the documentation"
    if "format" in options and "out" not in options:
        yield "--out beside --format"


@pytest.mark.parametrize("words", list(dict(all_commands())), ids=" ".join)
def test_every_command_has_an_example_and_documentation_and_says_where_its_result_goes(words):
    assert list(missing(words, dict(all_commands())[words])) == []


def test_a_new_command_is_a_function_that_writes_a_result(run, monkeypatch):
    monkeypatch.setattr(app, "registered_commands", [*app.registered_commands])

    @app.command()
    def systems(format: As = "table", out: Out = None):
        """List the orders."""
        write(catalogue(["orders"]), format, out)

    command = dict(all_commands())["systems",]
    assert list(missing(["systems"], command)) == ["an example in its help", "a place in the documentation"]
    assert {format: run("systems", "--format", format) for format in FORMATS} == {
        format: run("list", "orders", "--format", format) for format in FORMATS
    }


def test_what_can_be_listed_is_what_the_catalogue_has():
    assert list(get_args(Kind)) == list(KINDS)


def test_the_reference_game_has_exactly_one_pure_equilibrium(run, tmp_path):
    file = tmp_path / "reference.toml"
    file.write_text('title = "Reference"\n[game]\nkind = "triangle"\n')

    _, out, _ = run("solve", str(file), "--concept", "pure", "--format", "json")

    game, found = json.loads(out)["game"], json.loads(out)["equilibria"]
    played = [[names[s.index(1)] for names, s in zip(game["actions"], e["strategies"], strict=True)] for e in found]
    assert played == [["wedge_china", "entente", "entente"]]


def test_a_solution_has_the_promised_fields(run):
    _, out, _ = run("solve", "stag-hunt", "--format", "json")

    solution = json.loads(out)
    assert solution["schema"] == "tetrarchy.solution/1"
    assert set(solution) >= {
        "version",
        "source",
        "seed",
        "concept",
        "method",
        "game",
        "complete",
        "degenerate",
        "notes",
    }
    assert set(solution["game"]) == {"title", "players", "actions", "payoffs"}
    assert solution["complete"] is True
    mixed = solution["equilibria"][-1]
    assert mixed["exact"] == [["3/4", "1/4"], ["3/4", "1/4"]]
    assert set(mixed) >= {"strategies", "payoffs", "regret", "pure", "exact", "certified", "index", "component"}
    assert solution["components"][0]["nash_subsets"] == [{"vertices": [0]}]


def test_a_result_holds_the_scenario_it_came_from(run, tmp_path):
    from tetrarchy.reports.format.toml import toml

    _, out, _ = run("solve", "us-russia-china", "--set", "p_R=0.8", "--format", "json")
    file = tmp_path / "again.toml"
    file.write_text(toml(json.loads(out)["scenario"]))
    _, again, _ = run("solve", str(file), "--format", "json")

    assert json.loads(again)["equilibria"] == json.loads(out)["equilibria"]
    assert json.loads(again)["scenario"]["game"]["parameters"]["pressure_on_russia"] == 0.8


def test_several_concepts_come_one_after_the_other(run):
    _, out, _ = run("solve", "stag-hunt", "--concept", "pure", "--concept", "nash", "--format", "json")

    assert [solution["concept"] for solution in json.loads(out)["solutions"]] == ["pure", "nash"]


def test_a_library_can_be_asked_by_name_and_is_not_taken_for_complete(run):
    _, out, _ = run("solve", "stag-hunt", "--method", "nashpy-support", "--format", "json")

    solution = json.loads(out)
    assert len(solution["equilibria"]) == 3
    assert solution["complete"] is False


def test_an_ordinal_game_is_solved_for_pure_equilibria(run, tmp_path):
    file = tmp_path / "ranks.toml"
    file.write_text(
        'title = "Ranks"\n[game]\nkind = "ordinal"\nplayers = ["A", "B"]\nactions = [["x", "y"], ["u", "v"]]\n'
        '[game.ranking]\nA = [["x", "u"], ["y", "v"], ["x", "v"], ["y", "u"]]\n'
        'B = [["y", "v"], ["x", "u"], ["x", "v"], ["y", "u"]]\n'
    )

    code, out, _ = run("solve", str(file))

    assert code == 0
    assert "Payoffs are ranks" in out
    assert out.count("exact") == 2
    assert run("repeat", str(file))[0] == 2


def test_a_new_file_is_sound_and_is_not_overwritten(run, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    assert run("new", "mine", "--arena", "trade") == (0, "mine.toml\n", "")
    assert run("validate", "mine.toml") == (0, "mine.toml: sound\n", "")
    code, out, err = run("new", "mine", "--arena", "triangle")
    assert (code, out) == (2, "")
    assert "mine.toml: exists already" in err


def test_validate_reports_every_error_of_every_file(run, tmp_path):
    good, bad = tmp_path / "good.toml", tmp_path / "bad.toml"
    good.write_text('title = "x"\n[game]\nkind = "triangle"\n')
    bad.write_text('titel = "x"\n[game]\nkind = "triangel"\n')

    code, out, err = run("validate", str(good), str(bad), "no-such-file.toml")

    assert code == 2
    assert out == f"{good}: sound\n"
    assert f"{bad}:1:1: title: is required" in err
    assert f"{bad}:1:1: titel: unknown key (did you mean 'title'?)" in err
    assert f"{bad}:3:8: game.kind: unknown kind of game 'triangel'" in err
    assert "no-such-file.toml: cannot be read" in err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["solve", "nope"], "no scenario or file 'nope'"),
        (["solve", "us-russia-china", "--set", "presure_on_russia=1"], "did you mean 'pressure_on_russia'"),
        (["solve", "us-russia-china", "--set", "p_R"], "--set p_R: expected K=V"),
        (["solve", "us-russia-china", "--set", "p_R=high"], "p_R: expected a number, got 'high'"),
        (["solve", "us-russia-china", "--set", "US.orders.liberal=2"], "US.orders.liberal: must lie in [0, 1]"),
        (["solve", "us-russia-china", "--set", "p_R=1", "--set", "p_R=0"], "p_R is set twice"),
        (["solve", "us-russia-china", "--concept", "nahs"], "unknown concept 'nahs' (did you mean 'nash'?)"),
        (["solve", "us-russia-china", "--method", "magic"], "unknown method 'magic'"),
        (["solve", "us-russia-china", "--method", "nashpy-support"], "covers games of 2 players, this one has 3"),
        (["solve", "stag-hunt", "--set", "p_R=1"], "unknown path 'p_R'"),
        (["repeat", "stag-hunt", "--discount", "1"], "must lie in [0, 1)"),
        (["sweep", "us-russia-china", "--over", "p_R=1:0:3"], "the range is empty"),
        (["sweep", "us-russia-china", "--over", "p_R=0.2:1"], "expected K=LO:HI:N"),
        (["sweep", "us-russia-china", "--over", "p_R=0.2:1:2.5"], "expected a whole number of values"),
        (["sweep", "us-russia-china", "--over", "p_R=0.2:1:9999", "--over", "m=0:1:9999"], "at most 10,000,000"),
        (["sweep", "us-russia-china", "--over", "p_R=0.2:1:3", "--over", "pressure_on_russia=0:1:3"], "is given twice"),
        (["sweep", "prisoners-dilemma", "--over", "p_R=0.2:1:3"], "unknown path 'p_R'"),
        (["conditions", "us-russia-china", "sanctions-russia"], "several sources are looked at together with --reveal"),
        (["conditions", "us-russia-china", "--reveal", "US", "--outcome", "US=x"], "--reveal asks about what is done"),
        (["thresholds", "us-russia-china", "--over", "p_R", "--cells"], "--cells: the cells are ranked where --over"),
        (["thresholds", "order-contest"], "use tetrarchy evolve"),
        (["thresholds", "us-russia-china", "--over", "p_R=0"], "--over p_R=0: expected K or K=LO:HI"),
        (["thresholds", "us-russia-china", "--over", "p_R", "--over", "p_R=0.2:1"], "p_R is varied twice"),
        (["thresholds", "us-russia-china", "--over", "p_R", "--over", "m", "--over", "rho"], "one path or two"),
        (["new", "x", "--arena", "triangel", "--out", "-"], "did you mean 'triangle'"),
        (["report", "stag-hunt", "--out", "/proc/no/such/place.md"], "cannot be written"),
    ],
)
def test_bad_input_is_one_clear_sentence_and_exit_code_2(run, arguments, message):
    code, out, err = run(*arguments)

    assert code == 2
    assert out == ""
    assert message in err
    assert "Traceback" not in err


@pytest.mark.parametrize("arguments", [["nonsense"], ["solve"], ["solve", "stag-hunt", "--format", "xml"], ["--nope"]])
def test_wrong_usage_is_exit_code_2(run, arguments):
    code, out, err = run(*arguments)

    assert code == 2
    assert out == ""
    assert "Error" in err


def test_out_writes_the_whole_file_and_says_so_on_standard_error(run, tmp_path):
    file = tmp_path / "folder" / "report.md"

    code, out, err = run("report", "stag-hunt", "--out", str(file))

    assert (code, out, err) == (0, "", f"written: {file}\n")
    assert file.read_text() == run("report", "stag-hunt")[1]
    assert os.listdir(file.parent) == ["report.md"]


def test_bad_input_writes_nothing(run, tmp_path):
    file = tmp_path / "report.md"

    assert run("report", "nope", "--out", str(file))[0] == 2
    assert list(tmp_path.iterdir()) == []


def test_a_scenario_on_standard_input(run, monkeypatch):
    text = 'title = "From a pipe"\n[game]\nkind = "triangle"\n'
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))

    assert run("solve", "-")[1].startswith("From a pipe\n")


def test_the_same_command_gives_the_same_text(run):
    assert run("solve", "us-russia-china", "--seed", "3") == run("solve", "us-russia-china", "--seed", "3")


def test_the_schema_is_json_and_names_the_sections(run):
    _, out, _ = run("schema")

    assert set(json.loads(out)["properties"]) >= {"title", "game", "actors", "orders", "relations", "repeated"}


def test_module_and_version_in_a_process_of_its_own():
    done = apart("--version")

    assert done.returncode == 0
    assert done.stdout.startswith("tetrarchy 0.")


def test_a_closed_pipe_is_no_traceback():
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "w") as closed:
        done = subprocess.run(
            [sys.executable, "-m", "tetrarchy", "list", "orders"],
            stdout=closed,
            stderr=subprocess.PIPE,
            text=True,
            timeout=120,
            check=False,
        )

    assert done.stderr == ""
    assert done.returncode == 1


def test_bad_input_in_a_process_of_its_own_is_no_traceback(tmp_path):
    file = Path(tmp_path) / "bad.toml"
    file.write_bytes(b"title = \xff")

    done = apart("solve", str(file))

    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.startswith(f"tetrarchy: {file}:1:9: expected UTF-8 text")
