"""The README's examples run."""

import re
import shlex
import sys
from pathlib import Path

import pytest

from tetrarchy import parse
from tetrarchy.cli import main

README = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"^\$ (tetrarchy [^#\n]*)", README, re.MULTILINE)


def blocks(language):
    """Return the fenced blocks of one language."""
    return re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)


def test_the_commands_run_in_their_order(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)

    assert len(COMMANDS) >= 9
    for command in COMMANDS:
        monkeypatch.setattr(sys, "argv", shlex.split(command))
        with pytest.raises(SystemExit) as stopped:
            main()
        assert not stopped.value.code, (command, capsys.readouterr().err)


@pytest.mark.parametrize("text", blocks("toml"))
def test_the_scenario_is_sound(text):
    assert parse(text, "README").build().shape == (4, 3, 3)


@pytest.mark.parametrize("code", blocks("python"))
def test_the_script_runs(code, capsys):
    exec(compile(code, "README.md", "exec"), {})

    assert capsys.readouterr().out
