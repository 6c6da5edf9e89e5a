"""The blocks of which every report is made.

A block shows what it is given and nothing else happens: letters that a reader could not see, or that would do something
to a terminal, are escapes in it already, whatever format it is written in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from ...games.text.labels import Term
from ...games.text.visible import visible


@dataclass(frozen=True)
class Heading:
    """A heading; level 1 is the title of the document."""

    text: str
    level: int = 2

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", visible(self.text))


@dataclass(frozen=True)
class Paragraph:
    """Running text."""

    text: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", visible(self.text))


@dataclass(frozen=True)
class Items:
    """A list of sentences."""

    texts: tuple[str, ...]

    def __post_init__(self) -> None:
        object.__setattr__(self, "texts", tuple(map(visible, self.texts)))


@dataclass(frozen=True)
class Notes:
    """What was not reached, in sentences: a list, and a table where a format keeps tables alone."""

    texts: tuple[str, ...]

    def __post_init__(self) -> None:
        object.__setattr__(self, "texts", tuple(map(visible, self.texts)))

    @property
    def table(self) -> Table:
        """The sentences as a table."""
        return Table("", ("note",), tuple((text,) for text in self.texts))


@dataclass(frozen=True)
class Table:
    """A table with a caption, which may be empty; every cell is text already.

    Text that is a term is shown as readers see it, and written as scripts do where the table is for them.
    """

    caption: str
    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def __post_init__(self) -> None:
        object.__setattr__(self, "caption", _seen(self.caption))
        object.__setattr__(self, "headers", tuple(map(_seen, self.headers)))
        object.__setattr__(self, "rows", tuple(tuple(map(_seen, row)) for row in self.rows))


def _seen(text: str) -> str:
    return Term(visible(text), visible(text.code)) if isinstance(text, Term) else visible(text)


@dataclass(frozen=True)
class Listing:
    """Lines to be shown letter by letter, such as a scenario file; `language` as in a Markdown fence."""

    text: str
    language: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", "\n".join(map(visible, self.text.split("\n"))))


@dataclass(frozen=True)
class Equation:
    """A formula on a line of its own: as text, and as LaTeX without dollar signs."""

    text: str
    latex: str


@dataclass(frozen=True)
class Figure:
    """A picture with a caption; only pages show it, so that a table must say the same.

    `picture` draws it, as an SVG element, where it is asked for, and `png` as the bytes of a PNG file for programs that
    read no SVG; None where there is no such drawing. `told` says in sentences what is to be seen in it.
    """

    caption: str
    picture: Callable[[], str]
    png: Callable[[], bytes] | None = None
    told: Callable[[], str] = str

    def __post_init__(self) -> None:
        object.__setattr__(self, "caption", visible(self.caption))

    @property
    def alternative(self) -> str:
        """What stands for the picture where it is not seen."""
        told = visible(self.told())
        return f"{self.caption}. {told}" if told else self.caption

    def _repr_svg_(self) -> str:
        """Return the picture for a notebook."""
        return self.picture()


Block = Heading | Paragraph | Items | Notes | Table | Listing | Equation | Figure
Document = Iterable[Block]


def tables_of(document: Document) -> Iterator[Table]:
    """Give the tables of a document; what was not reached is one of them."""
    for block in document:
        if isinstance(block, Table):
            yield block
        elif isinstance(block, Notes):
            yield block.table
