"""A document as one HTML page that needs nothing else: no script, no network, and a form for paper."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import asdict
from importlib.resources import files
from typing import Any

from .blocks import Block, Document, Figure, Heading

_NUMBER = re.compile(r"[+-]?[0-9.]+(e[+-][0-9]+)?\*?")


def page(document: Document) -> str:
    """Return a document as HTML; every text is escaped, and the page forbids itself scripts and requests."""
    from jinja2 import Environment, StrictUndefined

    environment = Environment(autoescape=True, undefined=StrictUndefined, keep_trailing_newline=True)
    template = environment.from_string((files("tetrarchy.reports") / "templates/page.html").read_text(encoding="utf-8"))
    blocks = list(document)
    title = next((block.text for block in blocks if isinstance(block, Heading)), "tetrarchy")
    return template.render(title=title, blocks=[_shown(block) for block in blocks], number_columns=_number_columns)


def _shown(block: Block) -> dict[str, Any]:
    """Return what the template needs of a block; figures are drawn here."""
    if isinstance(block, Figure):
        return {"kind": "Figure", "caption": block.caption, "svg": block.picture()}
    return {"kind": type(block).__name__, **asdict(block)}


def _number_columns(rows: Sequence[Sequence[str]]) -> list[bool]:
    """Tell which columns hold nothing but numbers and empty cells; they are set flush right."""
    return [all(not cell or _NUMBER.fullmatch(cell) for cell in column) for column in zip(*rows, strict=True)]
