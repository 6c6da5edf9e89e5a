"""An arena is one value and one name in the table: every command takes it from there."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tetrarchy.games.arena import Arena, Effects
from tetrarchy.games.arenas import ARENAS
from tetrarchy.games.parameters import parameter

Run = Callable[..., tuple[int, str, str]]


def _effects(actions: tuple[str, ...], p: Any) -> Effects:
    built = actions.count("build")
    return {
        player: {"gain": p.toll * built - p.price * int(action == "build"), "security": -p.one / 10 * int(not built)}
        for player, action in zip(CANAL.players, actions, strict=True)
    }


CANAL = Arena(
    name="shared_canal",
    title="A shared canal",
    question="Who builds what both would use?",
    players=("North", "South"),
    actions=(("build", "wait"), ("build", "wait")),
    parameters=(
        parameter("price", "c", 0.5, 0.1, 0.9, "what building costs"),
        parameter("toll", "t", 0.3, 0, 0.6, "what each canal is worth to both"),
    ),
    reference_types=("liberal", {"mercantilist": 0.5, "conservative": 0.5}),
    effects=_effects,
    source="a test",
)


BARE = replace(
    CANAL,
    name="bare",
    parameters=(),
    reference_types=(),
    effects=lambda actions, p: {"North": {"gain": p.one / 5 * int(actions[0] == "build")}},
)
"""An arena whose numbers are all fixed, and whose scenarios name every actor's orders."""


@pytest.fixture(autouse=True)
def _in_the_table(monkeypatch: pytest.MonkeyPatch) -> None:
    for arena in (CANAL, BARE):
        monkeypatch.setitem(ARENAS, arena.name, arena)


def written(run: Run, folder: Path, arena: str) -> str:
    """Return the file that `new` writes for an arena."""
    file = folder / "canal.toml"
    assert run("new", "canal", "--arena", arena, "--out", str(file)) == (0, f"{file}\n", "")
    return str(file)


@pytest.fixture
def scenario(run: Run, tmp_path: Path) -> str:
    return written(run, tmp_path, "shared-canal")


def test_what_new_writes_for_it_is_sound(scenario: str, run: Run) -> None:
    assert run("validate", scenario) == (0, f"{scenario}: sound\n", "")


def test_it_is_listed(run: Run) -> None:
    assert json.loads(run("list", "arenas", "--format", "json")[1])["arenas"]["shared_canal"].startswith(
        "A shared canal"
    )


@pytest.mark.parametrize(
    ("command", "shown"),
    [
        (["show"], "what each canal is worth to both"),
        (["solve"], "(wait, wait)"),
        (["whatif", "--set", "c=0.1", "--set", "North.orders=conservative"], "What if: canal"),
        (["thresholds", "--over", "t"], "toll"),
        (["thresholds", "--over", "c", "--over", "t"], "price"),
        (["sweep", "--over", "c=0.1:0.9:9", "--over", "South.orders.mercantilist=0:1:3"], "(wait, wait)"),
        (["sweep", "--over", "c", "--over", "t", "--samples", "16"], "toll"),
        (["repeat"], "canal"),
        (["tournament"], "canal"),
        (["evolve"], "canal"),
        (["report"], "Arena: A shared canal (shared_canal). "),
    ],
    ids=lambda value: value[0] if isinstance(value, list) else "",
)
def test_every_command_knows_it(command: list[str], shown: str, scenario: str, run: Run) -> None:
    name, *options = command

    code, out, _ = run(name, scenario, *options)
    assert code == 0
    assert shown in out

    code, out, _ = run(name, scenario, *options, "--format", "json")
    assert code == 0
    assert json.loads(out)["scenario"]["game"]["kind"] == "shared_canal"


def test_it_needs_neither_parameters_nor_reference_types(run: Run, tmp_path: Path) -> None:
    file = written(run, tmp_path, "bare")

    assert run("validate", file) == (0, f"{file}: sound\n", "")
    assert "(build, wait)" in run("solve", file)[1]
    assert run("sweep", file, "--over", "orders.liberal.gain=1:4:4")[0] == 0
    assert run("report", file)[0] == 0
