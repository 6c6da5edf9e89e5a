"""A document as one HTML page that needs nothing else: no script, no network, and a form for paper."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from itertools import chain, count
from typing import Any

from .blocks import Block, Document, Figure, Heading
from .document import file_stem
from .tables import number_columns

FEWEST_PARTS = 4
"""A page of fewer parts has no list of them."""


def page(document: Document) -> str:
    """Return a document as HTML; every text is escaped, and the page forbids itself scripts and requests."""
    blocks = list(document)
    title = next((block.text for block in blocks if isinstance(block, Heading)), "tetrarchy")
    shown = list(_shown(blocks))
    parts = [block for block in shown if block.get("look") == "part"]
    return rendered("page.html", title=title, blocks=shown, contents=parts if len(parts) >= FEWEST_PARTS else [])


def fragment(document: Document) -> str:
    """Return a document as HTML that stands inside a page of somebody else's."""
    return rendered("blocks.html", blocks=list(_shown(document)), contents=[])


def rendered(template: str, **values: Any) -> str:
    """Return a template of `reports/templates`, filled in; every text is escaped."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    loader = PackageLoader("tetrarchy.reports")
    environment = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, keep_trailing_newline=True)
    return environment.get_template(template).render(number_columns=number_columns, **values)


def _shown(blocks: Iterable[Block]) -> Iterator[dict[str, Any]]:
    """Go through what the template needs of each block; figures are drawn here.

    A heading keeps the look of its level, but its rank leaves none out, as screen readers ask; its name is its own.
    """
    above, names = list[int](), list[str]()
    for block in blocks:
        match block:
            case Figure(caption, picture):
                yield {"kind": "Figure", "caption": caption, "svg": picture()}
            case Heading(text, level):
                above = [*(each for each in above if each < level), level]
                stem = file_stem(text) or "part"
                copies = chain([stem], (f"{stem}-{number}" for number in count(2)))
                names.append(next(name for name in copies if name not in names))
                look = ("title", "part", "point")[min(level, 3) - 1]
                yield {"kind": "Heading", "text": text, "rank": len(above), "look": look, "id": names[-1]}
            case _:
                yield {"kind": type(block).__name__, **asdict(block)}
