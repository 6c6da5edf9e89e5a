"""No study imports itself on a way through others, be it inside a function or for types alone."""

import ast
from graphlib import TopologicalSorter
from importlib.util import resolve_name
from pathlib import Path

import tetrarchy

PACKAGE = Path(tetrarchy.__file__).parent


def imported(path):
    """Go through the modules from which a file imports relatively, wherever in it that stands."""
    room = ".".join(path.relative_to(PACKAGE).parent.parts)
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.level:
            yield resolve_name("." * node.level + (node.module or ""), f"tetrarchy.{room}")


def test_studies_import_one_another_one_way():
    paths = (PACKAGE / "studies").rglob("*.py")
    graph = {
        ".".join(("tetrarchy", *path.relative_to(PACKAGE).with_suffix("").parts)): set(imported(path)) for path in paths
    }

    order = list(TopologicalSorter(graph).static_order())  # a circle is an error that names it
    place = {name: number for number, name in enumerate(order)}
    assert place["tetrarchy.studies.sensitivity.study_answers"] < place["tetrarchy.studies.sweep.study"]
