r"""Text that stays text in Markdown, LaTeX and HTML, whatever is in it, with as few escapes as that takes.

Of Markdown only what CommonMark and GitHub's additions to it act on is escaped: ``dual_pressure``, ``0.5*`` and
``[0, 1)`` stay as they are. Emphasis follows section 6.2 of the CommonMark specification (version 0.31): a run of marks
matters where it can open something, and a later one can close it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from unicodedata import category

_ACTIVE = re.compile(
    r"""  \\(?=[!-/:-@\[-`{-~])             # a backslash that would escape
        | <(?=[A-Za-z/!?])                # a tag
        | &(?=\#?\w+;)                    # an entity
        | \](?=[(:\[])                    # a link, or what defines one
        | (?<=[\w.+-])@(?=\w)             # an address
        | (?:(?<=http)|(?<=https)|(?<=ftp)):(?=//)
        | (?<=www)\.
    """,
    re.VERBOSE | re.IGNORECASE,
)

_BLOCK = re.compile(
    r"""  (?:\#{1,6}|[-+*])(?:\s|$)         # a heading, a list
        | >|```|~~~                       # a quotation, a fence
        | ([-_*])(?:\s*\1)+\s*$           # a rule, also behind the mark of an item
        | \[[ xX]\]\s                     # a box to tick
    """,
    re.VERBOSE,
)

_ORDERED = re.compile(r"\d{1,9}(?=[.)](?:\s|$))")

_CLOSING = re.compile(r"(?:(?<=\s)|^)#+\s*$")

_LATEX = {
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


def markdown_block(text: str) -> str:
    r"""Return Markdown that shows a text, to stand at the beginning of a line.

    Examples
    --------
    >>> print(markdown_block("# *No* heading of dual_pressure"))
    \# \*No\* heading of dual_pressure
    """
    text = text.lstrip(" ")
    ordered = _ORDERED.match(text)
    return _with_backslashes(
        text, [*_inline(text), *([0] if _BLOCK.match(text) else []), *([ordered.end()] if ordered else [])]
    )


def markdown_heading(text: str) -> str:
    """Return Markdown that shows a text as a heading, without the marks of its level."""
    return _with_backslashes(text, [*_inline(text), *(found.start() for found in _CLOSING.finditer(text))])


def markdown_cell(text: str) -> str:
    r"""Return Markdown that shows a text in a cell of a table.

    Examples
    --------
    >>> print(markdown_cell("US|EU"), markdown_cell("<b>"), markdown_cell("p < q"))
    US\|EU \<b> p < q
    """
    return _with_backslashes(text, [*_inline(text), *(place for place, letter in enumerate(text) if letter == "|")])


def markdown_fence(text: str) -> str:
    """Return a fence of backticks that no line of a text closes."""
    return "`" * max([3, *(len(run) + 1 for run in re.findall("`+", text))])


def latex_text(text: str) -> str:
    r"""Return LaTeX that shows a text, none of it an option of a command before it.

    Examples
    --------
    >>> print(latex_text("[0, 5%)"))
    {[}0, 5\%)
    """
    return latex_start(re.sub(r"[\\&%$#_{}~^<>]", lambda found: _LATEX[found[0]], text))


def latex_start(text: str) -> str:
    """Return lines of LaTeX of which none begins with what a command in the line before could take for its own."""
    return re.sub(r"^( *)([\[*])", r"\1{\2}", text, flags=re.MULTILINE)


def latex_listing(text: str) -> str:
    """Return LaTeX that shows lines letter by letter, what would end a listing among them."""
    if r"\end{verbatim}" in text:
        return f"{{\\ttfamily\\obeylines\\obeyspaces\n{latex_text(text)}\n}}"
    return f"\\begin{{verbatim}}\n{text}\n\\end{{verbatim}}"


def latex_character(character: str) -> str:
    """Return LaTeX for a character that a file cannot hold, by its number in Unicode."""
    return f'\\symbol{{"{ord(character):X}}}'


def html_character(character: str) -> str:
    """Return a character of a page by its number."""
    return f"&#x{ord(character):x};"


def _with_backslashes(text: str, places: Iterable[int]) -> str:
    marked = set(places)
    return "".join(f"\\{letter}" if place in marked else letter for place, letter in enumerate(text))


def _inline(text: str) -> Iterator[int]:
    """Go through the places of a text at which something begins that Markdown acts on anywhere in a line."""
    yield from (found.start() for found in _ACTIVE.finditer(text))
    for mark in "*_~`$":
        runs = [found.span() for found in re.finditer(f"\\{mark}+", text)]
        opening, closing = zip(*(_roles(text, mark, *run) for run in runs), strict=True) if runs else ((), ())
        if any(opens and any(closing[place + 1 :]) for place, opens in enumerate(opening)):
            for (start, stop), opens, closes in zip(runs, opening, closing, strict=True):
                yield from range(start, stop) if opens or closes else ()


def _roles(text: str, mark: str, start: int, stop: int) -> tuple[bool, bool]:
    """Tell whether a run of marks can open and can close emphasis, a deletion, code or a formula."""
    if mark in "`$":
        return True, True
    before, after = text[start - 1 : start] or " ", text[stop : stop + 1] or " "
    left = not after.isspace() and (not _is_mark(after) or before.isspace() or _is_mark(before))
    right = not before.isspace() and (not _is_mark(before) or after.isspace() or _is_mark(after))
    if mark == "_":
        return left and (not right or _is_mark(before)), right and (not left or _is_mark(after))
    return left, right


def _is_mark(letter: str) -> bool:
    """Tell whether a character is punctuation or a symbol."""
    return category(letter)[0] in "PS"
