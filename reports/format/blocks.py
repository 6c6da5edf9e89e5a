"""The blocks of which every report is made."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Heading:
    """A heading; level 1 is the title of the document."""

    text: str
    level: int = 2


@dataclass(frozen=True)
class Paragraph:
    """Running text."""

    text: str


@dataclass(frozen=True)
class Items:
    """A list of sentences."""

    texts: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """A table with a caption, which may be empty; every cell is text already."""

    caption: str
    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Listing:
    """Text to be shown letter by letter, such as a scenario file; `language` as in a Markdown fence."""

    text: str
    language: str = ""


@dataclass(frozen=True)
class Equation:
    """A formula on a line of its own: as text, and as LaTeX without dollar signs."""

    text: str
    latex: str


@dataclass(frozen=True)
class Figure:
    """A picture with a caption; only pages show it, so that a table must say the same.

    `picture` draws it, as an SVG element, where it is asked for.
    """

    caption: str
    picture: Callable[[], str]


Block = Heading | Paragraph | Items | Table | Listing | Equation | Figure
Document = Iterable[Block]
