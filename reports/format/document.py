"""A document, which is a sequence of blocks, as text: plain, Markdown, LaTeX, CSV; `page` makes HTML of it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from ...games.text.labels import code_of
from .blocks import Block, Document, Equation, Figure, Heading, Items, Listing, Notes, Paragraph, Table, tables_of
from .escapes import latex_listing, latex_text, markdown_block, markdown_fence, markdown_heading
from .tables import column_names, distinct, marks_apart, sheet, table
from .widths import WIDTH, columns, filled

LONGEST_STEM = 60
"""The most characters of the name of a file, without its suffix."""


def plain_text(document: Document, screen: int | None = None) -> str:
    """Return a document as it is read on a terminal; figures are left out.

    Parameters
    ----------
    screen
        The columns of the terminal, to which prose and tables are fitted. Without it prose is wrapped to `WIDTH`
        columns, and tables are as wide as they are.
    """
    return _joined(lambda block: _plain(block, screen), document)


def markdown(document: Document) -> str:
    """Return a document as Markdown; figures are left out."""
    return _joined(_markdown, document)


def latex(document: Document) -> str:
    """Return a document as LaTeX, without a preamble; figures are left out."""
    return _joined(_latex, document)


def csv(document: Document) -> str:
    """Return the tables of a document as one table."""
    return sheet(tables_of(document))


def csv_files(document: Document) -> dict[str, str]:
    r"""Return each table of a document as a file of CSV, by its name.

    Examples
    --------
    >>> csv_files([Table("Who gets what?", ("x",), (("1",),)), Table("", ("y",), ())])
    {'who-gets-what.csv': 'x\n1\n', 'table.csv': 'y\n'}
    """
    tables = list(map(marks_apart, tables_of(document)))
    stems = distinct([file_stem(code_of(each.caption)) or "table" for each in tables])
    bare = [replace(each, caption="", headers=tuple(distinct(column_names(each.headers)))) for each in tables]
    return {f"{stem}.csv": sheet([each]) for stem, each in zip(stems, bare, strict=True)}


def file_stem(caption: str) -> str:
    """Return the name of a file for what has a caption, as many words as 60 characters hold; empty without a letter.

    Examples
    --------
    >>> file_stem("Who gets what? (2)")
    'who-gets-what-2'
    >>> file_stem("The payoffs, with the first in the rows and the second in the columns")
    'the-payoffs-with-the-first-in-the-rows-and-the-second-in-the'
    """
    words = re.sub(r"\W+", "-", caption).strip("-").lower()
    if len(words) <= LONGEST_STEM:
        return words
    return words[: LONGEST_STEM + 1].rpartition("-")[0].strip("-") or words[:LONGEST_STEM]


def _joined(written: Callable[[Block], str], document: Document) -> str:
    return "\n\n".join(part for part in map(written, document) if part) + "\n"


def _plain(block: Block, screen: int | None) -> str:
    width = WIDTH if screen is None else screen
    match block:
        case Heading(text, level):
            return _plain_heading(text, level, screen)
        case Paragraph(text):
            return filled(text, width)
        case Items(texts) | Notes(texts):
            return "\n".join(filled(text, width, "- ", "  ") for text in texts)
        case Table(caption, headers, rows):
            return f"{filled(caption, width)}\n\n{table(headers, rows, 'table', screen)}"
        case Listing(text):
            return text.rstrip("\n")
        case Equation(text):
            return filled(text, width, "    ", "        ")
        case Figure():
            return ""


def _plain_heading(text: str, level: int, screen: int | None) -> str:
    shown = text if level <= 2 else f"{text}:"
    lines = [shown] if screen is None else filled(shown, screen).split("\n")
    return "\n".join([*lines, ("=" if level == 1 else "-") * max(map(columns, lines))] if level <= 2 else lines)


def _markdown(block: Block) -> str:
    match block:
        case Heading(text, level):
            return f"{'#' * level} {markdown_heading(text)}"
        case Paragraph(text):
            return markdown_block(text)
        case Items(texts) | Notes(texts):
            return "\n".join(f"- {markdown_block(text)}" for text in texts)
        case Table(caption, headers, rows):
            return f"{markdown_block(caption)}\n\n{table(headers, rows, 'markdown')}"
        case Listing(text, language):
            fence = markdown_fence(text)
            return f"{fence}{language}\n" + text.rstrip("\n") + f"\n{fence}"
        case Equation(text):
            return f"```\n{filled(text, WIDTH, later='    ')}\n```"
        case Figure():
            return ""


def _latex(block: Block) -> str:
    match block:
        case Heading(text, level):
            command = {1: "section", 2: "subsection"}.get(level, "subsubsection")
            return f"\\{command}{{{latex_text(text)}}}"
        case Paragraph(text):
            return latex_text(text)
        case Items(texts) | Notes(texts):
            items = "\n".join(f"\\item {latex_text(text)}" for text in texts)
            return f"\\begin{{itemize}}\n{items}\n\\end{{itemize}}"
        case Table(caption, headers, rows):
            return f"\\paragraph{{{latex_text(caption)}}}\n\n{table(headers, rows, 'latex')}"
        case Listing(text):
            return latex_listing(text.rstrip("\n"))
        case Equation(_, latex):
            return f"\\[\n{latex}\n\\]"
        case Figure():
            return ""
