"""A document, which is a sequence of blocks, as text: plain, Markdown, LaTeX, CSV; `page` makes HTML of it."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable

from .blocks import Block, Document, Equation, Figure, Heading, Items, Listing, Paragraph, Table
from .tables import table

WIDTH = 100


def plain_text(document: Document) -> str:
    """Return a document as it is read on a terminal; figures are left out."""
    return _joined(_plain, document)


def markdown(document: Document) -> str:
    """Return a document as Markdown; figures are left out."""
    return _joined(_markdown, document)


def latex(document: Document) -> str:
    """Return a document as LaTeX, without a preamble; figures are left out."""
    return _joined(_latex, document)


def csv(document: Document) -> str:
    """Return the tables of a document, each under a line with its caption if it has any, an empty line between them."""
    return _joined(_csv, document)


def _joined(written: Callable[[Block], str], document: Document) -> str:
    return "\n\n".join(part for part in map(written, document) if part) + "\n"


def _plain(block: Block) -> str:
    match block:
        case Heading(text, level):
            return f"{text}\n{('=' if level == 1 else '-') * len(text)}" if level <= 2 else f"{text}:"
        case Paragraph(text):
            return textwrap.fill(text, WIDTH)
        case Items(texts):
            return "\n".join(textwrap.fill(text, WIDTH, initial_indent="- ", subsequent_indent="  ") for text in texts)
        case Table(caption, headers, rows):
            return f"{textwrap.fill(caption, WIDTH)}\n\n{table(headers, rows, 'table')}"
        case Listing(text):
            return text.rstrip("\n")
        case Equation(text):
            return textwrap.fill(text, WIDTH, initial_indent="    ", subsequent_indent="        ")
        case Figure():
            return ""


def _markdown(block: Block) -> str:
    match block:
        case Heading(text, level):
            return f"{'#' * level} {text}"
        case Paragraph(text):
            return text
        case Items(texts):
            return "\n".join(f"- {text}" for text in texts)
        case Table(caption, headers, rows):
            return f"{caption}\n\n{table(headers, rows, 'markdown')}"
        case Listing(text, language):
            return f"```{language}\n" + text.rstrip("\n") + "\n```"
        case Equation(text):
            return f"```\n{textwrap.fill(text, WIDTH, subsequent_indent='    ')}\n```"
        case Figure():
            return ""


def _latex(block: Block) -> str:
    match block:
        case Heading(text, level):
            command = {1: "section", 2: "subsection"}.get(level, "subsubsection")
            return f"\\{command}{{{_latex_escaped(text)}}}"
        case Paragraph(text):
            return _latex_escaped(text)
        case Items(texts):
            items = "\n".join(f"\\item {_latex_escaped(text)}" for text in texts)
            return f"\\begin{{itemize}}\n{items}\n\\end{{itemize}}"
        case Table(caption, headers, rows):
            return f"\\paragraph{{{_latex_escaped(caption)}}}\n\n{table(headers, rows, 'latex')}"
        case Listing(text):
            return "\\begin{verbatim}\n" + text.rstrip("\n") + "\n\\end{verbatim}"
        case Equation(_, latex):
            return f"\\[\n{latex}\n\\]"
        case Figure():
            return ""


def _csv(block: Block) -> str:
    match block:
        case Table(caption, headers, rows):
            return (f"# {caption}\n" if caption else "") + table(headers, rows, "csv")
        case _:
            return ""


_LATEX_SPECIAL = {
    "\\": r"\textbackslash{}",
    "&": r"\&",
    "%": r"\%",
    "$": r"\$",
    "#": r"\#",
    "_": r"\_",
    "{": r"\{",
    "}": r"\}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
}


def _latex_escaped(text: str) -> str:
    return re.sub(r"[\\&%$#_{}~^<>]", lambda found: _LATEX_SPECIAL[found[0]], text)
