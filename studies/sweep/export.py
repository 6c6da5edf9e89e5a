"""The rows of a study in one file, for other programs: CSV, Parquet or XLSX, written part by part."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from itertools import chain
from pathlib import Path
from typing import Any, BinaryIO

from ...games.errors import InputError, unknown
from ...games.numbers import counted
from ...games.text.cells import fitted, is_too_long, no_formula
from ...games.text.visible import visible
from ..destination import destination
from .running.parts import arrow_schema
from .running.store import Store, read_store

SHEET_ROWS = 2**20 - 1
"""Rows of a sheet of a workbook, beside the header."""


def export(folder: str | Path, path: str | Path) -> int:
    """Write the rows of a folder that are solved, in order, to one file, and return how many they are.

    Parameters
    ----------
    path
        A name that ends in .csv, .parquet or .xlsx, which says in which form; a file of this name is replaced. What is
        not a number is an empty cell. In CSV and XLSX a text that a spreadsheet would take for a formula has an
        apostrophe in front, and what could not be seen is an escape; Parquet has the names as they are.

    Raises
    ------
    InputError
        If the folder holds no study, the suffix is another one, the rows are too many for a sheet, or the file would
        lie among those of the study.
    """
    store, path = read_store(Path(folder)), Path(path)
    if Path(folder).resolve() in path.resolve().parent.parents:
        raise InputError(f"{path}: lies among the files of the study; export to a file elsewhere")
    suffix = path.suffix.lower()
    if suffix not in _WRITERS:
        raise InputError(f"{path}: {unknown('suffix', path.suffix, _WRITERS)}")
    numbers, rows = _solved(store)
    if suffix == ".xlsx" and rows > SHEET_ROWS:
        raise InputError(
            f"{path}: a sheet holds {counted(SHEET_ROWS)} rows, the study has {counted(rows)}; export CSV or Parquet"
        )
    with destination(path) as file:
        _WRITERS[suffix](file, store, map(store.read, numbers))
    return rows


def cut_cells(folder: str | Path) -> int:
    """Return how many names and texts of a folder are longer than a cell of XLSX keeps; `export` cuts these there.

    Raises
    ------
    InputError
        If the folder holds no study.
    """
    store = read_store(Path(folder))
    labels = [column.name for column in store.columns if column.kind == "label"]
    tables = (_plain(store.read(number).select(labels)) for number in _solved(store)[0])
    texts = (text for table in tables for column in table.columns for text in column.to_pylist() if text)
    return sum(map(is_too_long, chain((_text(column.name) for column in store.columns), texts)))


def write_csv(folder: str | Path, file: BinaryIO) -> int:
    """Write the rows of a folder that are solved to an open file as `export` writes CSV, and return how many they are.

    Raises
    ------
    InputError
        If the folder holds no study.
    """
    store = read_store(Path(folder))
    numbers, rows = _solved(store)
    _csv(file, store, map(store.read, numbers))
    return rows


def _solved(store: Store) -> tuple[list[int], int]:
    """Return the numbers of the parts that are whole, and how many rows they hold."""
    numbers = sorted(store.survey().whole)
    return numbers, store.cut.total(numbers)


def _csv(file: BinaryIO, store: Store, tables: Iterator[Any]) -> None:
    from pyarrow.csv import CSVWriter

    with CSVWriter(file, _plain(arrow_schema(store.columns).empty_table()).schema) as writer:
        for table in tables:
            writer.write_table(_plain(table))


def _parquet(file: BinaryIO, store: Store, tables: Iterator[Any]) -> None:
    import pyarrow.parquet as pq

    coded = [column.name for column in store.columns if column.kind in ("label", "int")]
    with pq.ParquetWriter(file, arrow_schema(store.columns), compression="zstd", use_dictionary=coded) as writer:
        for table in tables:
            writer.write_table(table)


def _xlsx(file: BinaryIO, store: Store, tables: Iterator[Any]) -> None:
    from xlsxwriter import Workbook

    plain = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    whole = BytesIO()  # a disk that gets full in the middle of an archive would be told of twice
    with Workbook(whole, plain) as book:
        sheet = book.add_worksheet("rows")
        sheet.write_row(0, 0, [fitted(_text(column.name)) for column in store.columns])
        sheet.freeze_panes(1, 0)
        row = 1
        for table in tables:
            for cells in zip(*(column.to_pylist() for column in _plain(table).columns), strict=True):
                sheet.write_row(row, 0, [fitted(cell) if isinstance(cell, str) else cell for cell in cells])
                row += 1
    file.write(whole.getbuffer())


_WRITERS = {".csv": _csv, ".parquet": _parquet, ".xlsx": _xlsx}


def _plain(table: Any) -> Any:
    """Return a table with labels as text, and nothing where there is no number."""
    import pyarrow as pa
    import pyarrow.compute as pc

    columns = []
    for column in table.columns:
        if pa.types.is_dictionary(column.type):
            column = pa.chunked_array([_labels(chunk) for chunk in column.chunks], pa.string())
        elif pa.types.is_floating(column.type):
            column = pc.if_else(pc.is_nan(column), pa.scalar(None, column.type), column)
        columns.append(column)
    return pa.Table.from_arrays(columns, names=[_text(name) for name in table.column_names])


def _labels(coded: Any) -> Any:
    import pyarrow as pa

    return pa.array([_text(label) for label in coded.dictionary.to_pylist()], pa.string()).take(coded.indices)


def _text(name: str) -> str:
    return no_formula(visible(name))
