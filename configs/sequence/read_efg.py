"""The tree of a Gambit extensive-form file, by its path or its text."""

from __future__ import annotations

from os import PathLike

from ...games.errors import InputError
from ...games.sequence.tree import Tree
from ..load import read_source
from .efg import tree_of_efg


def read_efg(source: str | PathLike[str]) -> Tree:
    """Return the tree of a Gambit extensive-form file, its payoffs and chances as Fractions.

    Parameters
    ----------
    source
        The path of a file, "-" for standard input, or a text that begins with EFG.

    Raises
    ------
    ScenarioError
        For anything that is no such tree, with the place in the file; for players who forget.
    InputError
        If there is no such file, or it cannot be read.

    Examples
    --------
    >>> read_efg('EFG 2 R "" { "A" "B" } p "" 2 1 "" { "out" "in" } 0 t "" 1 "" { 5 1 } t "" 2 "" { 2 2 }').subgames
    ('',)
    """
    if isinstance(source, str) and source.lstrip("\ufeff \t\r\n").startswith("EFG"):
        return tree_of_efg(source)
    content, name = read_source(source)
    if isinstance(content, bytes):
        raise InputError(f"{name}: expected a Gambit extensive-form file, got a workbook")
    return tree_of_efg(content, name)
