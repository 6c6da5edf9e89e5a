"""Pages that run from disk: style and script stand in the page, and its Content-Security-Policy allows these alone."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any

from ...games.scenario.resolved import resolved
from ...games.scenario.scenario import Scenario
from ...games.text.visible import encodable
from ...studies.sweep.plan import Plan
from ..format.page import rendered
from ..format.toml import toml, toml_character
from .compact import compact_script, compact_style


def sealed_page(name: str, scripts: Sequence[str] = (), styles: Sequence[str] = (), **values: Any) -> str:
    """Return the page of a template in `templates`, NAME.html with the style NAME.css.

    Parameters
    ----------
    scripts
        The files of the script, which becomes one; none for a page without.
    styles
        Files of styles that stand before the page's own.
    values
        What else the template asks for; text is escaped in it.
    """
    style = "".join(compact_style(_template(each)) for each in (*styles, f"{name}.css"))
    script = _script(tuple(scripts))
    hashes = {"style_hash": _hash(style), "script_hash": _hash(script)}
    return rendered(f"{name}.html", style=style, script=script, **hashes, **values)


def inside(text: str) -> str:
    """Return JSON or TOML as ASCII that cannot end the element it stands in; only strings hold other letters."""
    return encodable(text, "ascii", toml_character).replace("<", "\\u003c")


def scenario_inside(scenario: Scenario, study: Plan | None) -> str:
    """Return a scenario as TOML for a page, with the sweep asked for beside it unless a table has its points."""
    section = None if study is None else study.section()
    return inside(toml(resolved(scenario) | ({"study": section} if section else {})))


@cache
def _script(names: tuple[str, ...]) -> str:
    body = compact_script("".join(map(_template, names)))
    return f'"use strict";(()=>{{\n{body}}})();\n'


def _template(name: str) -> str:
    return (files("tetrarchy.reports") / "templates" / name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"
