"""Tetrarchy: games of world order, solved completely and honestly, written out as tables and reports.

    import tetrarchy as tt

    scenario = tt.load("us-russia-china").replace(p_R=0.8)
    solution = tt.solve(scenario)

Names are imported when they are first used, so that the command line answers at once. The stub beside this file lists
them: it tells type checkers what they are, and here where they live.
"""

import ast
from importlib import import_module
from pathlib import Path
from typing import Any

_STUB = ast.parse(Path(__file__).with_name("__init__.pyi").read_text(encoding="utf-8"))
_HOMES = {line.names[0].name: line.module for line in _STUB.body if isinstance(line, ast.ImportFrom) and line.module}

__all__ = list(_HOMES)


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    if name == "__version__":
        return import_module("tetrarchy.reports.format.provenance").version()
    raise AttributeError(f"module 'tetrarchy' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
