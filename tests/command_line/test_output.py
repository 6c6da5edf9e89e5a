"""Where output goes it ends well: any encoding, any terminal, any file, a message of one line where it cannot be."""

import fcntl
import io
import json
import os
import pty
import stat
import struct
import subprocess
import sys
import termios
import threading
from contextlib import suppress
from itertools import chain
from pathlib import Path
from types import SimpleNamespace

import openpyxl
import pyarrow.csv
import pyarrow.parquet
import pytest

from tetrarchy.__main__ import main as start
from tetrarchy.games.text.visible import is_hidden
from tetrarchy.reports.outputs import FORMATS

SCENARIO = """
title = "יִשְׂרָאֵל é 中国🇨🇳"
[game]
kind = "normal_form"
players = ["ישראל", "中国"]
actions = [["é", "ü"], ["合作", "x"]]
payoffs = [[[3, 0], [5, 1]], [[3, 5], [0, 1]]]
"""
NASTY = "\x1b[2J\u202e\u200b"


@pytest.fixture
def source(tmp_path):
    file = tmp_path / "names.toml"
    file.write_text(SCENARIO, encoding="utf-8")
    return str(file)


@pytest.fixture
def standard(run, monkeypatch):
    """Return a function that runs a command with standard output of an encoding, and gives what `run` gives."""

    def command(encoding, *arguments):
        raw = io.BytesIO()
        with monkeypatch.context() as patch:
            patch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding=encoding))
            code, _, err = run(*arguments)
            return code, raw.getvalue().decode(encoding), err

    return command


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252", "utf-16"])
def test_json_and_pages_lose_nothing_in_any_encoding(standard, run, source, encoding):
    code, out, err = standard(encoding, "solve", source, "--format", "json")
    assert (code, err, json.loads(out)["game"]["players"]) == (0, "", ["ישראל", "中国"])
    assert out.isascii()

    code, out, err = standard(encoding, "solve", source, "--format", "html")
    assert (code, err) == (0, "")
    assert "&#x4e2d;&#x56fd;" in out
    assert out.isascii()


@pytest.mark.parametrize("format", ["table", "markdown", "csv"])
def test_text_replaces_what_an_encoding_cannot_hold_and_says_so_once(standard, run, source, format):
    code, out, err = standard("latin-1", "solve", source, "--format", format)

    assert (code, err) == (
        0,
        "latin-1 has no form for some letters: escapes stand for them; --out FILE writes UTF-8\n",
    )
    assert r"\u4e2d\u56fd" in out
    assert "ü" in out
    assert standard("utf-8", "solve", source, "--format", format)[1] == run("solve", source, "--format", format)[1]


def test_latex_names_letters_by_their_number(standard, source):
    code, out, err = standard("ascii", "solve", source, "--format", "latex")

    assert (code, err) == (0, "")
    assert r'\symbol{"4E2D}\symbol{"56FD}' in out


def test_a_new_file_reads_back_in_any_encoding(standard, run, tmp_path):
    name = 'a "quoted" é 🇨🇳'
    code, out, err = standard("ascii", "new", name, "--arena", "triangle", "--out", "-")
    (tmp_path / "new.toml").write_text(out)

    assert (code, err) == (0, "")
    assert json.loads(run("solve", str(tmp_path / "new.toml"), "--format", "json")[1])["game"]["title"] == name


@pytest.mark.parametrize("columns", [20, 72, 160])
def test_a_result_follows_the_width_of_a_terminal(run, monkeypatch, columns):
    leader, follower = pty.openpty()
    fcntl.ioctl(follower, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    shown = []
    reader = threading.Thread(target=lambda: shown.extend(all_of(leader)))
    reader.start()
    with monkeypatch.context() as patch, open(follower, "w") as terminal:
        patch.setattr(sys, "stdout", terminal)
        patch.setattr(sys, "__stdout__", terminal)
        assert run("show", "us-russia-china")[0] == 0
    reader.join()

    lines = b"".join(shown).decode().splitlines()
    assert 0.9 * columns < max(map(len, lines)) <= max(columns, 40)


def all_of(leader):
    """Go through what is written to a terminal until the writer has closed it."""
    with open(leader, "rb", buffering=0) as screen, suppress(OSError):
        while piece := screen.read(65536):
            yield piece


def test_prose_takes_a_hundred_columns_where_there_is_no_terminal(run, monkeypatch):
    monkeypatch.setenv("COLUMNS", "40")
    paragraph = run("solve", "us-russia-china")[1].partition("The list is complete")[2].splitlines()[0]

    assert 60 < len(paragraph) <= 100


@pytest.mark.skipif(sys.platform != "linux", reason="needs /dev/full, which is a full disk")
@pytest.mark.parametrize("arguments", [["list", "orders"], ["--help"], ["--version"], ["validate"], ["new", "-"]])
def test_a_full_disk_is_told_of_in_one_line(run, monkeypatch, source, arguments):
    if arguments == ["validate"]:
        arguments = ["validate", source]
    elif arguments == ["new", "-"]:
        arguments = ["new", "x", "--arena", "triangle", "--out", "-"]
    with monkeypatch.context() as patch, open("/dev/full", "w") as full:
        patch.setattr(sys, "stdout", full)
        assert run(*arguments) == (2, "", "tetrarchy: standard output: cannot be written: No space left on device\n")


@pytest.mark.parametrize("arguments", [["list", "orders"], ["--help"], ["solve", "--help"], ["--version"]])
def test_closed_streams_are_told_of_where_somebody_listens(run, monkeypatch, arguments):
    with monkeypatch.context() as patch:
        patch.setattr(sys, "stdout", None)
        assert run(*arguments) == (2, "", "tetrarchy: standard output: cannot be written: it is closed\n")
    monkeypatch.setattr(sys, "stderr", None)
    assert run("solve", "nope") == (2, "", "")


@pytest.mark.skipif(sys.platform != "linux", reason="needs /dev/full, which is a full disk")
@pytest.mark.parametrize(
    ("command", "code", "message"),
    [
        ("list orders > /dev/full", 2, "tetrarchy: standard output: cannot be written: No space left on device\n"),
        ("--help > /dev/full", 2, "tetrarchy: standard output: cannot be written: No space left on device\n"),
        ("solve nope 2> /dev/full", 2, ""),
    ],
)
def test_nothing_is_tried_once_more_at_the_end_of_a_process(command, code, message):
    line = f"{sys.executable} -m tetrarchy {command}"
    done = subprocess.run(line, shell=True, capture_output=True, text=True, timeout=120, check=False)

    assert (done.returncode, done.stderr, done.stdout) == (code, message, "")


STOPPED = (130, "", "tetrarchy: stopped: an interrupt came from the keyboard\n")


def compiled(*_):
    """Be interrupted within compiled code."""
    raise SystemError("returned a result with an exception set") from KeyboardInterrupt()


def interrupted(*_):
    """Be interrupted."""
    raise KeyboardInterrupt


@pytest.mark.parametrize("interrupt", [interrupted, compiled])
@pytest.mark.parametrize("place", ["commands.scenarios.read_scenario", "cli.standard_output"])
def test_an_interrupt_ends_any_command_with_a_line(run, monkeypatch, interrupt, place):
    monkeypatch.setattr(f"tetrarchy.{place}", interrupt)

    assert run("show", "stag-hunt") == STOPPED


def test_an_interrupt_while_the_commands_are_loaded_ends_with_the_same_line(monkeypatch, capsys):
    monkeypatch.delitem(sys.modules, "tetrarchy.cli", raising=False)
    monkeypatch.setattr(sys, "meta_path", [SimpleNamespace(find_spec=interrupted)])

    with pytest.raises(SystemExit) as stopped:
        start()

    assert (stopped.value.code, *capsys.readouterr()) == STOPPED


def test_a_link_is_followed_and_stays(run, tmp_path):
    target, link, dangling = tmp_path / "target.md", tmp_path / "link.md", tmp_path / "dangling.md"
    target.write_text("old")
    target.chmod(0o640)
    link.symlink_to(target)
    dangling.symlink_to(tmp_path / "to" / "come.md")

    assert run("list", "orders", "--out", str(link)) == (0, "", f"written: {link}\n")
    assert run("list", "orders", "--out", str(dangling))[0] == 0

    assert link.readlink() == target
    shown = run("list", "orders", "--format", "markdown")[1]
    assert target.read_text() == (tmp_path / "to" / "come.md").read_text() == shown
    assert stat.S_IMODE(target.stat().st_mode) == 0o640
    assert sorted(os.listdir(tmp_path)) == ["dangling.md", "link.md", "target.md", "to"]


def test_what_is_no_file_is_written_into_and_stays(run, tmp_path):
    pipe, read = tmp_path / "pipe", []
    os.mkfifo(pipe)
    reader = threading.Thread(target=lambda: read.append(pipe.read_text()))
    reader.start()

    assert run("list", "orders", "--out", str(pipe))[0] == 0
    reader.join()
    assert read == [run("list", "orders")[1]]
    assert pipe.is_fifo()
    assert run("list", "orders", "--out", "/dev/null") == (0, "", "written: /dev/null\n")
    assert os.listdir(tmp_path) == ["pipe"]


def test_a_file_is_replaced_whole_or_not_at_all(run, tmp_path, monkeypatch):
    file = tmp_path / "kept.md"
    file.write_text("old")

    def full(descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    assert run("list", "orders", "--out", str(file)) == (
        2,
        "",
        f"tetrarchy: {file}: cannot be written: No space left on device\n",
    )
    assert (file.read_text(), os.listdir(tmp_path)) == ("old", ["kept.md"])


LONG = "a" * 300


@pytest.mark.parametrize(
    ("out", "message"),
    [
        ("", "'': the name of a file is empty"),
        (".", ".: cannot be written: Is a directory"),
        (LONG, f"{LONG}: cannot be written: File name too long"),
        ("file/below.md", "file/below.md: cannot be written: Not a directory"),
        ("loop", "loop: cannot be written: Too many levels of symbolic links"),
        ("/dev/full", "/dev/full: cannot be written: No space left on device"),
        (f"/proc/{NASTY}", r"/proc/\x1b[2J\u202e\u200b: cannot be written: No such file or directory"),
    ],
)
def test_what_cannot_be_written_is_told_of_in_one_line(run, tmp_path, monkeypatch, out, message):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "file").write_text("")
    (tmp_path / "loop").symlink_to("loop")

    assert run("list", "orders", "--out", out) == (2, "", f"tetrarchy: {message}\n")
    assert sorted(os.listdir(tmp_path)) == ["file", "loop"]


def test_the_longest_name_of_a_file_is_no_name_too_long(run, tmp_path):
    assert run("list", "orders", "--out", str(tmp_path / f"{'é' * 126}.md"))[0] == 0


@pytest.mark.parametrize("suffix", ["csv", "parquet", "XLSX"])
def test_an_export_goes_where_other_results_go(run, tmp_path, suffix):
    folder, target, link = tmp_path / "study", tmp_path / "target", tmp_path / f"link.{suffix}"
    run("sweep", "prisoners-dilemma", "--over", "game.payoffs.0.0.0=0:4:5", "--out", str(folder))
    target.write_text("old")
    link.symlink_to(target)

    assert run("sweep", "export", str(folder), str(link))[0] == 0
    assert link.is_symlink()
    assert target.stat().st_size > 100
    code, _, err = run("sweep", "export", str(folder), str(tmp_path / f"no{NASTY}" / f"\n.{suffix}"))
    assert (code, err.count("\n")) == (0, 1)
    (tmp_path / f"full.{suffix}").symlink_to("/dev/full")
    code, _, err = run("sweep", "export", str(folder), str(tmp_path / f"full.{suffix}"))
    assert (code, err.count("\n")) == (2, 1)
    assert "cannot be written: " in err


@pytest.mark.parametrize("command", ["solve", "show", "validate"])
def test_messages_show_what_cannot_be_seen_as_escapes(run, tmp_path, command):
    file = tmp_path / f"bad{NASTY}\n.toml"
    file.write_text('title = "x"\n[game]\nkind = "triangle"\n["\\u001b[2J\\n"]\n["actors"."\\u202e\\u0007"]\n')

    code, out, err = run(command, str(file))

    assert (code, out) == (2, "")
    assert r"bad\x1b[2J\u202e\u200b\n.toml:4:" in err
    assert r"\x1b[2J\n: unknown key" in err
    assert not [letter for letter in err if is_hidden(letter) and letter != "\n"]


def test_the_paths_that_commands_print_are_text(run, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    name = f"new{NASTY}\n"

    assert run("new", name, "--arena", "triangle") == (0, "new\\x1b[2J\\u202e\\u200b\\n.toml\n", "")
    assert run("validate", f"{name}.toml") == (0, "new\\x1b[2J\\u202e\\u200b\\n.toml: sound\n", "")
    assert run("list", "orders", "--out", name)[2] == "written: new\\x1b[2J\\u202e\\u200b\\n\n"


@pytest.mark.parametrize("format", FORMATS)
def test_a_folder_of_a_sweep_is_named_as_text(run, tmp_path, format):
    folder = str(tmp_path / f"study{NASTY}")
    run("sweep", "prisoners-dilemma", "--over", "game.payoffs.0.0.0=0:4:2", "--out", folder)

    out = run("sweep", "status", folder, "--format", format)[1]

    assert {letter for letter in out if is_hidden(letter)} == {"\n"}


FORMULAS = """
title = "x"
[game]
kind = "normal_form"
players = ["A", "B"]
actions = [["=1+1", "=2+2"], ["a\\u001b", "b"]]
payoffs = [[[1, 0], [0, 1]], [[1, 0], [0, 1]]]
"""


def test_an_export_has_no_formula_and_shows_names_as_text(run, tmp_path):
    source, folder = tmp_path / "formulas.toml", tmp_path / "study"
    source.write_text(FORMULAS)
    run("sweep", str(source), "--over", "game.payoffs.0.0.0=-1:1:3", "--out", str(folder))
    for suffix in ("csv", "xlsx", "parquet"):
        assert run("sweep", "export", str(folder), str(tmp_path / f"rows.{suffix}"))[0] == 0

    table = pyarrow.csv.read_csv(tmp_path / "rows.csv")
    assert {r"pure.=1+1/a\x1b", r"pure.=2+2/b"} <= set(table.column_names)
    assert table["game.payoffs.0.0.0"].to_pylist() == [-1, 0, 1]
    assert table["selected"].to_pylist() == ["'=2+2/b", r"'=1+1/a\x1b", r"'=1+1/a\x1b"]
    header, *rows = openpyxl.load_workbook(tmp_path / "rows.xlsx").active.iter_rows()
    place = [cell.value for cell in header].index("selected")
    assert {(row[place].data_type, row[place].hyperlink) for row in rows} == {("s", None)}
    assert [row[place].value for row in rows] == table["selected"].to_pylist()
    assert "=1+1/a\x1b" in pyarrow.parquet.read_table(tmp_path / "rows.parquet")["selected"].to_pylist()
    assert all(not is_hidden(letter) for letter in (folder / "manifest.json").read_text().replace("\n", ""))


def test_an_export_says_what_a_workbook_cuts(run, tmp_path, monkeypatch):
    monkeypatch.setattr("tetrarchy.games.text.cells.LONGEST_CELL", 70)
    source, folder = tmp_path / "long.toml", tmp_path / "study"
    source.write_text(FORMULAS.replace("=1+1", "one" * 26))
    run("sweep", str(source), "--over", "game.payoffs.0.0.0=-1:1:3", "--out", str(folder))

    assert run("sweep", "export", str(folder), str(tmp_path / "rows.csv"))[2].count("\n") == 1
    _, _, said = run("sweep", "export", str(folder), str(tmp_path / "rows.xlsx"))
    cells = chain(*openpyxl.load_workbook(tmp_path / "rows.xlsx").active.iter_rows(values_only=True))
    cut = sum("[cut: CSV and JSON have the whole" in str(cell) for cell in cells)
    assert said.startswith(f"{cut} cells of the workbook cut to what Excel keeps; CSV and JSON have the whole text\n")
    assert cut > 4


@pytest.mark.skipif(os.name != "posix", reason="needs a shell")
@pytest.mark.parametrize("command", ["solve prisoners-dilemma", "thresholds stag-hunt --over game.payoffs.0.0.0=0:9"])
def test_a_result_does_not_need_a_standard_error(command):
    done = subprocess.run(f"{sys.executable} -m tetrarchy {command} 2>&-", shell=True, capture_output=True, check=False)

    assert (done.returncode, b"equilibri" in done.stdout.lower()) == (0, True)


def test_the_file_that_is_read_is_not_written_to(run, source, tmp_path):
    before = Path(source).read_bytes()
    link = tmp_path / "link.toml"
    link.symlink_to(source)

    for name in (source, str(link)):
        message = f"tetrarchy: --out {name}: is the file that is read; choose another name\n"
        assert run("show", source, "--format", "table", "--out", name) == (2, "", message)
    assert Path(source).read_bytes() == before
