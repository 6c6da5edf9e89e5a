"""A document as one HTML page that needs nothing else: no script, no network, and a form for paper."""

from __future__ import annotations

from dataclasses import asdict
from importlib.resources import files
from typing import Any

from .blocks import Block, Document, Figure, Heading
from .tables import number_columns


def page(document: Document) -> str:
    """Return a document as HTML; every text is escaped, and the page forbids itself scripts and requests."""
    from jinja2 import Environment, StrictUndefined

    environment = Environment(autoescape=True, undefined=StrictUndefined, keep_trailing_newline=True)
    template = environment.from_string((files("tetrarchy.reports") / "templates/page.html").read_text(encoding="utf-8"))
    blocks = list(document)
    title = next((block.text for block in blocks if isinstance(block, Heading)), "tetrarchy")
    return template.render(title=title, blocks=[_shown(block) for block in blocks], number_columns=number_columns)


def _shown(block: Block) -> dict[str, Any]:
    """Return what the template needs of a block; figures are drawn here."""
    if isinstance(block, Figure):
        return {"kind": "Figure", "caption": block.caption, "svg": block.picture()}
    return {"kind": type(block).__name__, **asdict(block)}
