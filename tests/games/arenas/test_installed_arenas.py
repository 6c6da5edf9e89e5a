"""Arenas of other packages: found by their names, and one that is broken takes nothing else along."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import tetrarchy as tt
from tetrarchy import InputError
from tetrarchy.configs.schema import game_sections, json_schema
from tetrarchy.studies.installed import OWN_KINDS, installed_arenas

CANAL = """
from tetrarchy.games.arena import Arena
from tetrarchy.games.parameters import parameter

def effects(actions, p):
    built = actions.count("build")
    return {
        player: {"gain": p.toll * built - p.price * int(action == "build")}
        for player, action in zip(("North", "South"), actions)
    }

def canal(name, effects=effects):
    return Arena(
        name=name,
        title="A shared canal",
        question="Who builds?",
        players=("North", "South"),
        actions=(("build", "wait"), ("build", "wait")),
        parameters=(
            parameter("price", "c", 0.5, 0.1, 0.9, "what building costs"),
            parameter("toll", "t", 0.3, 0, 0.6, "what each canal is worth to both"),
        ),
        reference_types=("liberal", "mercantilist"),
        effects=effects,
        source="a test",
    )

CANAL = canal("shared_canal")
FAULTY = canal("faulty", lambda actions, p: {"North": {"gian": p.price}})
NUMBER = 3
"""

OFFERED = {
    "canals": """
        shared_canal = canals:CANAL
        triangle = canals:CANAL
        renamed = canals:CANAL
        number = canals:NUMBER
        faulty = canals:FAULTY
        nowhere = canals_that_are_not:CANAL
        twice = canals:CANAL
        a-b = canals:CANAL
    """,
    "others": "twice = canals:CANAL",
    "spoilt": "no equals sign",
}

REFUSED = {
    "renamed": "expected an arena of this name, got one that is called 'shared_canal'",
    "number": "expected an arena, got int 3",
    "faulty": "at its defaults it gives KeyError: 'gian'",
    "nowhere": "ModuleNotFoundError: No module named 'canals_that_are_not'",
    "twice": "the package canals offers one of this name too",
}


@pytest.fixture(autouse=True)
def _packages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "canals.py").write_text(CANAL)
    for package, arenas in OFFERED.items():
        folder = tmp_path / f"{package}-1.0.dist-info"
        folder.mkdir()
        (folder / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {package}\nVersion: 1.0\n")
        lines = "\n".join(line.strip() for line in arenas.splitlines())
        (folder / "entry_points.txt").write_text(f"[tetrarchy.arenas]\n{lines}\n")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.chdir(tmp_path)


def scenario(kind: str) -> tt.Scenario:
    return tt.parse(f'title = "A canal"\n[game]\nkind = "{kind}"\n[game.parameters]\nc = 0.2', "canal.toml")


def test_a_file_names_it_and_its_result_reads_back(run):
    assert run("new", "mine", "--arena", "shared-canal") == (0, "mine.toml\n", "")

    code, out, err = run("solve", "mine.toml", "--set", "c=0.2", "--format", "json")
    assert err == ""
    assert code == 0
    assert json.loads(out)["scenario"]["game"]["kind"] == "shared_canal"
    assert len(tt.solve(scenario("shared_canal")).equilibria) == 1
    assert "what building costs" in run("show", "mine.toml")[1]


def test_the_list_has_it_and_says_why_others_cannot_be_used(run):
    listed = json.loads(run("list", "arenas", "--format", "json")[1])["arenas"]

    assert listed["shared_canal"] == "A shared canal: Who builds? (of canals)"
    assert listed["triangle"].startswith("Triangular diplomacy")
    assert "the program has a game of this name itself" in listed["triangle (of canals)"]
    assert "expected a name of letters, digits and _" in listed["a-b"]
    assert "the package spoilt cannot be used: " in listed["entry points"]
    for name, fault in REFUSED.items():
        assert listed[name].endswith(f" cannot be used: {fault}")


@pytest.mark.parametrize("name", REFUSED)
def test_one_that_is_broken_names_itself_in_one_line(name, run):
    with pytest.raises(InputError) as caught:
        scenario(name)

    assert f"game.kind: the arena {name} of the package canals" in str(caught.value).splitlines()[0]
    code, out, err = run("new", "mine", "--arena", name)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert REFUSED[name] in err


def test_names_of_installed_arenas_are_known_without_reading_one():
    assert list(installed_arenas()) == sorted(["shared_canal", *REFUSED])
    assert json_schema()["$defs"]["ArenaSection"]["properties"]["kind"]["enum"][-1] == "twice"
    assert json_schema() == json_schema()
    with pytest.raises(InputError, match=r"did you mean 'shared_canal'\?"):
        scenario("shared_cannal")


def test_no_package_may_take_the_name_of_a_kind_of_game():
    assert {*game_sections(), "world"} == set(OWN_KINDS)
