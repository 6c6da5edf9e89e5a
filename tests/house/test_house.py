"""The house rules that no tool checks: what stands where, who may import whom, that every example runs.

The rules on code hold for the package under test, which is the checkout or an installed wheel; the rules on the
repository hold for the checkout in which this file lies.
"""

from __future__ import annotations

import ast
import doctest
import importlib
import os
import re
import subprocess
import sys
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache
from graphlib import TopologicalSorter
from importlib.metadata import PackageNotFoundError, metadata, requires
from importlib.util import resolve_name
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import tetrarchy

CHECKOUT = Path(__file__).parents[2]
PACKAGE = Path(tetrarchy.__file__).parent

# Each layer with the layers that it may see.
LAYERS = {
    "games": {"games"},
    "solvers": {"games", "solvers"},
    "studies": {"games", "solvers", "studies"},
    "configs": {"games", "solvers", "studies", "configs"},
    "reports": {"games", "solvers", "studies", "reports"},
    "commands": {"games", "solvers", "studies", "configs", "reports", "commands"},
    "testing": {"games", "testing"},
}

HEAVIER_THAN_TYPER = {"jinja2", "matplotlib", "nashpy", "numpy", "pyarrow", "pydantic", "scipy", "sympy", "xlsxwriter"}

# Package hosts, and folders of somebody's machine.
ADDRESS = re.compile(r"pypi\.org|files\.pythonhosted|registry\.npmjs|(?<![\w.])/(work|root|home)/")

# Each lock with the extras of tetrarchy that it is for.
LOCKS = {"run.txt": set(), "test.txt": set(metadata("tetrarchy").get_all("Provides-Extra"))}

# A pin, with a marker where it is not for every machine, then its hashes.
LINE_OF_A_LOCK = re.compile(r"[\w.-]+(\[[\w,-]+\])?==[\w.]+( ; [\w.'<>=() ]+)? \\|    --hash=sha256:[0-9a-f]{64}( \\)?")


def layer_files(home: Path) -> list[Path]:
    return sorted(path for layer in LAYERS for path in (home / layer).rglob("*.py"))


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def module_name(path: Path) -> str:
    parts = ("tetrarchy", *path.relative_to(PACKAGE).with_suffix("").parts)
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = sorted(module_name(path) for path in [*PACKAGE.glob("*.py"), *layer_files(PACKAGE)])


def imported(path: Path) -> Iterator[tuple[bool, str]]:
    """Go through the modules that a file names in its imports: whether relatively, and the full name."""
    package = module_name(path) if path.name == "__init__.py" else module_name(path).rpartition(".")[0]
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            yield from ((False, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield False, node.module or ""
        elif isinstance(node, ast.ImportFrom):
            base = resolve_name("." * node.level + (node.module or ""), package)
            names = (f"{base}.{alias.name}" for alias in node.names)
            yield from ((True, name if name in MODULES else base) for name in names)


def test_root_has_three_python_files() -> None:
    assert {path.name for path in CHECKOUT.glob("*.py")} == {"__init__.py", "__main__.py", "cli.py"}


def tools() -> dict[str, Any]:
    """Return how pyproject.toml sets each tool up."""
    return tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]


def test_every_package_of_the_root_is_a_layer_and_has_its_types_checked() -> None:
    assert {path.parent.name for path in CHECKOUT.glob("*/__init__.py")} == LAYERS.keys()
    assert {*tools()["basedpyright"]["include"]} == {*LAYERS, "cli.py"}


def test_every_package_on_disk_is_shipped() -> None:
    shipped = tools()["setuptools"]["packages"]
    folders = {path.parent.relative_to(CHECKOUT) for path in layer_files(CHECKOUT)}
    assert sorted(shipped) == sorted(["tetrarchy", *(".".join(("tetrarchy", *folder.parts)) for folder in folders)])


@pytest.mark.parametrize("layer", LAYERS)
def test_layers_only_look_down(layer: str) -> None:
    looks = {
        f"{path.relative_to(PACKAGE)} imports {name}"
        for path in (PACKAGE / layer).rglob("*.py")
        for relative, name in imported(path)
        if relative and name.split(".")[1] not in LAYERS[layer]
    }
    assert not looks


def test_modules_import_one_another_in_no_circle() -> None:
    needs = {module_name(path): {name for own, name in imported(path) if own} for path in layer_files(PACKAGE)}
    assert list(TopologicalSorter(needs).static_order())  # a circle is an error that names it


@pytest.mark.parametrize("home", [*LAYERS, "tests", "benchmarks"])
def test_no_folder_holds_more_than_a_dozen_modules(home: str) -> None:
    folders = Counter(path.parent for path in (CHECKOUT / home).rglob("*.py") if path.name != "__init__.py")
    assert not {str(folder.relative_to(CHECKOUT)): held for folder, held in folders.items() if held > 12}


def test_layers_import_one_another_relatively() -> None:
    absolute = {
        f"{path.relative_to(PACKAGE)} imports {name}"
        for path in layer_files(PACKAGE)
        for relative, name in imported(path)
        if not relative and name.split(".")[0] == "tetrarchy"
    }
    assert not absolute


def test_all_other_files_import_absolutely() -> None:
    others = [path for place in ("*.py", "tests/**/*.py", "benchmarks/**/*.py") for path in CHECKOUT.glob(place)]
    relative = {
        str(path.relative_to(CHECKOUT))
        for path in others
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.ImportFrom) and node.level > 0
    }
    assert not relative


def test_no_source_file_is_loaded_under_two_names() -> None:
    # The root's __init__ is left out: pytest reads it once more under the name of the checkout's folder.
    own = {path.resolve(): module_name(path) for path in [PACKAGE / "cli.py", *layer_files(PACKAGE)]}
    watched = {*own, *(path.resolve() for path in [CHECKOUT / "cli.py", *layer_files(CHECKOUT)])}
    for name in own.values():
        importlib.import_module(name)
    loaded = defaultdict(set)
    for name, module in list(sys.modules.items()):
        loaded[Path(getattr(module, "__file__", None) or os.devnull).resolve()].add(name)
    assert {path: loaded[path] for path in watched & loaded.keys()} == {path: {name} for path, name in own.items()}


def numbers_written(path: Path) -> Iterator[str]:
    """Go through the places where a file itself makes text of a number: formats of floats, commas in thousands."""
    layer = path.relative_to(PACKAGE).parts[0]
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.FormattedValue) and node.format_spec is not None:
            spec = ast.unparse(node.format_spec)[2:-1]
            if re.search(r"[,.%_]|[eEfFgGn]$", spec):
                yield f"line {node.lineno}: {spec}"
        if (
            isinstance(node, ast.BinOp)
            and isinstance(node.op, ast.Mod)
            and isinstance(node.left, ast.Constant | ast.JoinedStr)
        ):
            yield f"line {node.lineno}: %"
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "round" and layer == "reports":
            yield f"line {node.lineno}: round"


def test_no_pattern_repeats_a_group_possessively() -> None:
    """Pythons before 3.11.5 match such a pattern wrongly; an atomic group around the repetition does the same."""
    found = [
        f"{path.relative_to(PACKAGE)}: {line.strip()}"
        for path in [PACKAGE / "cli.py", *layer_files(PACKAGE)]
        for line in path.read_text(encoding="utf-8").splitlines()
        if re.search(r"\)[*?+]\+", line)
    ]

    assert not found


def test_numbers_become_text_in_one_place() -> None:
    elsewhere = {
        f"{path.relative_to(PACKAGE)}, {found}"
        for path in [PACKAGE / "cli.py", *layer_files(PACKAGE)]
        if path != PACKAGE / "games" / "numbers.py"
        for found in numbers_written(path)
    }
    assert not elsewhere
    assert len(list(numbers_written(PACKAGE / "games" / "numbers.py"))) == 5


@pytest.mark.parametrize("name", MODULES)
def test_docstring_examples_run(name: str) -> None:
    assert doctest.testmod(importlib.import_module(name)).failed == 0


def test_help_loads_nothing_heavier_than_typer(tmp_path: Path) -> None:
    command = [sys.executable, "-X", "importtime", "-m", "tetrarchy", "--help"]
    run = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    loaded = {line.rpartition("|")[2].strip() for line in run.stderr.splitlines() if line.startswith("import time:")}
    assert "typer" in loaded
    assert not loaded & HEAVIER_THAN_TYPER


@pytest.mark.skipif(not (CHECKOUT / ".git").exists(), reason="not a git checkout")
def test_no_file_names_a_package_host_or_a_folder_of_a_machine() -> None:
    listing = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    files = subprocess.run(listing, cwd=CHECKOUT, capture_output=True, text=True, check=True).stdout.split("\0")
    texts = {name: (CHECKOUT / name).read_text(errors="ignore") for name in files if (CHECKOUT / name).is_file()}
    assert not {name: found[0] for name, text in texts.items() if (found := ADDRESS.search(text))}


def extras_pinned(lock: Path) -> dict[str, set[str]]:
    pins = (Requirement(line.removesuffix("\\")) for line in lock.read_text().splitlines() if "==" in line)
    return {canonicalize_name(pin.name): pin.extras for pin in pins}


def requirements_here(distribution: str, extras: set[str]) -> list[Requirement]:
    """Return what a distribution with these extras asks for on this machine; nothing where it is not installed."""
    try:
        asked = [Requirement(line) for line in requires(distribution) or ()]
    except PackageNotFoundError:
        return []
    conditions = [{"extra": extra} for extra in ("", *extras)]
    return [need for need in asked if need.marker is None or any(map(need.marker.evaluate, conditions))]


@pytest.mark.parametrize(("lock", "own_extras"), LOCKS.items())
def test_locks_pin_the_extras_that_are_asked_for(lock: str, own_extras: set[str]) -> None:
    # Where the extra is not pinned, older versions of pip take the newest release for it, and miss its hash.
    pinned = extras_pinned(CHECKOUT / "requirements" / lock)
    bare = {
        f"{name} asks for {need}"
        for name, extras in {"tetrarchy": own_extras, **pinned}.items()
        for need in requirements_here(name, extras)
        if not need.extras <= pinned[canonicalize_name(need.name)]
    }
    assert not bare


@pytest.mark.parametrize("lock", LOCKS)
def test_locks_hold_pins_and_hashes_and_nothing_else(lock: str) -> None:
    lines = (CHECKOUT / "requirements" / lock).read_text(encoding="utf-8").splitlines()
    assert lines
    assert not [line for line in lines if not LINE_OF_A_LOCK.fullmatch(line)]
