"""Every kind of design by its name, built from paths and what they take, or from a file that lists points."""

from __future__ import annotations

import csv
from os import PathLike
from pathlib import Path

import numpy as np

from ....games.arrays import Floats
from ....games.errors import InputError, expect, unknown
from ....games.scenario.over import Over, read_over
from ....games.scenario.scenario import Scenario
from .design import Design
from .drawn import LatinHypercube, Morris, Random, Saltelli, Sobol
from .listed import Grid, OneAtATime, PointTable

DESIGNS: dict[str, type[Design]] = {
    kind.name: kind for kind in (Grid, OneAtATime, PointTable, Random, LatinHypercube, Sobol, Saltelli, Morris)
}


def designed(
    scenario: Scenario,
    over: Over,
    kind: str = "grid",
    *,
    samples: int | None = None,
    seed: int | None = None,
) -> Design:
    """Return a design over paths of a scenario.

    Parameters
    ----------
    over
        What varies, in any of the forms of `games.scenario.over`. In a grid, a list of what-ifs and a table each path
        has its values. In a sample it has its lowest and its highest value; None, or the paths alone, stand for the
        range held plausible, and "US.orders" for the whole mix of an actor. A list of what-ifs takes None for the ends
        of that range.
    kind
        A name from `DESIGNS`.
    samples
        How many points a sample has; for "saltelli" how many blocks, for "morris" how many trajectories.
    seed
        Of a sample; by default the scenario's.

    Raises
    ------
    InputError
        If there is no such kind, or something does not fit it.

    Examples
    --------
    >>> from tetrarchy import load
    >>> len(designed(load("us-russia-china"), {"p_R": (0, 1), "US.orders": None}, "saltelli", samples=64))
    256
    """
    return design_kind(kind).of(scenario, read_over(over), samples, seed)


def usual_design(samples: int | None) -> str:
    """Return the name of the design that is taken where none is named."""
    return "grid" if samples is None else "sobol"


def design_kind(name: str) -> type[Design]:
    """Return a kind of design by its name.

    Raises
    ------
    InputError
        If there is none of that name.
    """
    expect(name, str, "the name of a design")
    if name not in DESIGNS:
        raise InputError(unknown("design", name, DESIGNS))
    return DESIGNS[name]


def read_table(scenario: Scenario, source: str | PathLike[str]) -> PointTable:
    """Return the design that a `.csv` or `.parquet` file lists; in CSV the first line names the paths.

    Raises
    ------
    InputError
        If the file cannot be read, a column is no path, or a cell is no finite number that fits; the message names the
        file, the column and the row, counted from 1 below the names.
    """
    path = Path(source)
    readers = {".csv": _read_csv, ".parquet": _read_parquet}
    if path.suffix not in readers:
        raise InputError(f"{path}: expected a table in .csv or .parquet")
    try:
        columns = readers[path.suffix](path)
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror or error}") from None
    try:
        return PointTable.listed(scenario, columns)
    except InputError as error:
        raise InputError(f"{path}: {error}") from None


def _read_csv(path: Path) -> dict[str, Floats]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            lines = csv.reader(file)
            names = [name.strip() for name in next(lines, [])]
            rows = [row for row in lines if row]
    except (csv.Error, UnicodeDecodeError) as error:
        raise InputError(f"{path}: is not a table in CSV: {error}") from None
    if len(set(names)) < len(names):
        raise InputError(f"{path}: a column is named twice among {', '.join(names)}")
    for number, row in enumerate(rows, start=1):
        if len(row) != len(names):
            raise InputError(f"{path}: row {number} has {len(row)} cells, the first line names {len(names)} columns")
    return {
        name: np.array([_number(path, name, n, row[k]) for n, row in enumerate(rows, 1)])
        for k, name in enumerate(names)
    }


def _number(path: Path, name: str, row: int, cell: str) -> float:
    try:
        return float(cell)
    except ValueError:
        raise InputError(f"{path}: {name}: expected a number, got {cell!r}, in row {row}") from None


def _read_parquet(path: Path) -> dict[str, Floats]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        # Opened here, for by its name pyarrow would take the folders above for a partition of the table.
        with path.open("rb") as file:
            content = pq.read_table(file)
        return {
            name: column.cast(pa.float64()).to_numpy()
            for name, column in zip(content.column_names, content.columns, strict=True)
        }
    except pa.ArrowException as error:
        raise InputError(f"{path}: is not a table of numbers in Parquet: {error}") from None
