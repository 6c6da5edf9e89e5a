"""What several coders wrote of the value matrix: how far they agree, what follows, and the coding as a file."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from typing import Any

from ..games.dimensions import DIMENSION_NAMES
from ..games.numbers import number
from ..games.orders.codings import SAKWA, Coding
from ..games.orders.rows import LARGEST_WEIGHT, ROW_NAMES, Weight
from ..games.scenario.resolved import coding_table
from ..games.text.labels import listed, plain
from ..studies.coders import CodedMatrices
from .format.blocks import Block, Heading, Items, Paragraph, Table
from .format.json import attributes
from .format.provenance import version
from .format.toml import toml

ALPHA = (
    "Agreement is Krippendorff's alpha for interval data: 1 where all agree, 0 where they agree no more than weights "
    "drawn at random from all that were given, less where they contradict one another. By his custom .8 and above can "
    "be relied upon, from .667 tentative conclusions drawn. Only proportions within a row count: each coder's row is "
    "divided by the sum of its absolute values before anything is compared."
)

Cells = Mapping[str, Mapping[str, Any]]


def coders_report(coded: CodedMatrices) -> Iterator[Block]:
    """Say how far the coders agree, what each cell comes to, and what keeps a coding from following."""
    coders = listed(list(coded.sheets))
    yield Heading("Coders of the value matrix", 1)
    yield Paragraph(f"Coders: {coders}. Agreement over the whole matrix: {_alpha(coded.alpha)}.")
    yield Paragraph(ALPHA)
    yield Heading("Agreement")
    rows = tuple((plain(row), _alpha(alpha)) for row, alpha in coded.by_row.items())
    yield Table("Agreement by row of the matrix", ("row", "alpha"), rows)
    dimensions = tuple((plain(name), _alpha(alpha)) for name, alpha in coded.by_dimension.items())
    yield Table("Agreement by dimension", ("dimension", "alpha"), dimensions)
    caption = "Agreement by cell: one less the disagreement in it over that to be expected in the whole matrix"
    yield _matrix(caption, coded.by_cell, _alpha)
    yield Heading("What follows")
    yield _matrix("The median of the coders, and its range", coded.cells, _range)
    yield Paragraph(
        "Each row is brought to the sum of absolute values that it has in the shipped coding, or so near to it that no "
        "coder passes the ends of the scale."
    )
    if beside := _beside(coded):
        yield Paragraph("Shipped weights after Sakwa that lie outside the range:")
        yield Items(beside)
    if coded.empty:
        yield Paragraph("Left empty:")
        yield Items(tuple(f"{coder}: {_named(cells)}." for coder, cells in coded.empty.items()))
    if coded.obstacles:
        yield Paragraph("No coding follows yet:")
        yield Items(tuple(f"{obstacle}." for obstacle in coded.obstacles))


def coders_json(coded: CodedMatrices) -> dict[str, Any]:
    """Return the same in the schema tetrarchy.coders/1; an alpha or a cell that there is not is null."""
    weights = {
        coder: {row: dict(zip(DIMENSION_NAMES, cells, strict=True)) for row, cells in zip(ROW_NAMES, own, strict=True)}
        for coder, own in coded.sheets.items()
    }
    return {
        "schema": "tetrarchy.coders/1",
        "version": version(),
        "coders": list(coded.sheets),
        "scale": [-LARGEST_WEIGHT, LARGEST_WEIGHT],
        "weights": weights,
        **attributes(coded, "alpha", "by_row", "by_dimension", "by_cell", "cells", "empty", "obstacles"),
    }


def coding_file(coding: Coding) -> str:
    """Return a coding as the text of a file that scenarios and --orders can name."""
    return toml(coding_table(coding))


def _matrix(caption: str, cells: Cells, written: Callable[[Any], str]) -> Table:
    rows = [(plain(name), *(written(cells[row][name]) for row in ROW_NAMES)) for name in DIMENSION_NAMES]
    return Table(caption, ("dimension", *map(plain, ROW_NAMES)), tuple(rows))


def _alpha(alpha: float | None) -> str:
    return "none" if alpha is None else number(alpha, 2)


def _range(cell: Weight | None) -> str:
    return "none" if cell is None else f"{number(cell.value)} [{number(cell.low)}, {number(cell.high)}]"


def _beside(coded: CodedMatrices) -> tuple[str, ...]:
    """Return the cells whose weight in the coding after Sakwa the coders' range leaves out."""
    return tuple(
        f"{plain(row)}, {plain(name)}: {number(shipped)}, the coders {_range(cell)}."
        for row, cells in coded.cells.items()
        for shipped, (name, cell) in zip(_shipped(coded, row), cells.items(), strict=True)
        if cell is not None and not cell.low <= shipped <= cell.high
    )


def _shipped(coded: CodedMatrices, row: str) -> list[Fraction]:
    """Return a row of the shipped coding, brought to the sum of the coders' one."""
    weights = SAKWA.rows[row].values()
    return [each * coded.sums[row] / sum(map(abs, weights)) for each in weights]


def _named(cells: tuple[tuple[str, str], ...]) -> str:
    return "; ".join(f"{plain(row)}, {plain(name)}" for row, name in cells)
