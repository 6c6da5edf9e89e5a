"""Codings: value matrices that stand for rival readings of who seeks what.

The coding after Sakwa (2019) is the one that the arenas were written for. Each rival gives the same rows other weights,
as authors of another school might; what a weight rests on, and so how far it may be off, is the same in all. The rivals
are coded here after these authors, not by them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from importlib import import_module
from os import PathLike, fspath

from ..dimensions import DIMENSION_NAMES
from ..errors import InputError, expect, unknown
from ..text.shown import Shown
from .rows import ROW_NAMES, ROWS, Row, weight


@dataclass(frozen=True, repr=False)
class Coding(Shown):
    """A reading of what the orders and the security state seek: its name, what it says, on whom it rests, its rows."""

    name: str
    title: str
    meaning: str
    source: str
    rows: Mapping[str, Row]

    def about(self) -> str:
        """Return what tells it from others, in a few words."""
        return self.name


GivenCoding = Coding | str | PathLike[str]
"""A coding, the name of a shipped one, or the path of a file that holds one."""


def _rival(name: str, title: str, meaning: str, source: str, table: str) -> Coding:
    """Read a table of weights, a line for each row, the dimensions in their order."""
    lines = [[int(cell) for cell in line.split()] for line in table.strip().splitlines()]
    rows = {each: _recoded(ROWS[each], line, title) for each, line in zip(ROW_NAMES, lines, strict=True)}
    return Coding(name, title, meaning, source, rows)


def _recoded(row: Row, values: list[int], title: str) -> Row:
    weights = {
        each: cell
        if value == (cell := row.weights[each]).value
        else weight(value, cell.evidence, f"as coded by {title}", "judgement")
        for each, value in zip(DIMENSION_NAMES, values, strict=True)
    }
    return replace(row, weights=weights, floors={})


SAKWA = Coding(
    "sakwa",
    "four orders",
    "The orders differ in kind: each seeks its own mix of rules, rank, gain and safety.",
    "Sakwa 2019",
    ROWS,
)

CODINGS: Mapping[str, Coding] = {
    coding.name: coding
    for coding in (
        SAKWA,
        _rival(
            "offensive_realist",
            "offensive realism",
            "All great powers want power and safety; orders are a gloss.",
            "Mearsheimer 2001; Mearsheimer 2019, International Security 43(4): 7-50",
            """
            1  3  3  0  4  2  1  4  0
            1  2  3  0  3  1  1  4  1
            2  4  4 -1  4  0  1  4 -1
            1  3  4  0  4  0  2  4  0
            0  2  3  0  4  0  0  4  0
            """,
        ),
        _rival(
            "liberal_institutionalist",
            "liberal institutionalism",
            "The liberal order binds itself; the others are stakeholders in it.",
            "Keohane 1984; Ikenberry 1998; Ikenberry 2001",
            """
            4  0  0  4  1  2  1  3  2
            1  0  1  3 -2  2  0  2  4
            2  4  4 -2  2  0  1  2 -1
            4  1  3  2  1  0  3  2  1
            0  1  2  1  2  1  0  4  0
            """,
        ),
        _rival(
            "russia_sceptic",
            "scepticism of Russia",
            "Conservatism is the defence of a regime and of its sphere.",
            "Lo 2008; Popescu 2020; Paikin 2020, who weighs the view",
            """
            3  0  1  3  2  3  1  3  1
            0  0  1  3 -2  2  0  2  4
            2  4  4 -1  3  0  1  2 -1
            1  2  4  0  3  1  4  3  0
            0  1  2  0  4  1  0  4  0
            """,
        ),
    )
}
"""The coding after Sakwa, and its rivals."""


def coding(given: GivenCoding) -> Coding:
    """Return the coding that is meant.

    The path of a file, which ends in ".toml", goes to the package's own `load_coding`, which is asked for by name: what
    reads files stands above the games.

    Raises
    ------
    InputError
        If there is none of that name, or the file cannot be used.
    """
    if isinstance(given, Coding):
        return given
    expect(given, (str, PathLike), "a coding, or the name or file of one")
    name = fspath(given)
    if is_file_name(name):
        return import_module("tetrarchy").load_coding(name)
    if name not in CODINGS:
        raise InputError(f"{unknown('coding of the orders', name, CODINGS)}; or a file whose name ends in .toml")
    return CODINGS[name]


def is_file_name(name: str) -> bool:
    """Tell whether what stands for a coding is the name of a file and not that of a shipped coding."""
    return name.endswith(".toml")
