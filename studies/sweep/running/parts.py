"""The rows of one chunk as an Arrow table, and that table as a Parquet file.

Label columns are dictionary-coded, the labels in the order in which the rows first have them, so that the table is the
same whatever chunks found the labels. In the file numbers of full entropy are split into byte streams and compressed
(zstd); only labels and integers get a dictionary. The footer says to which study, and where in it, the rows belong, and
has the seal of the whole file (`seals`), which is checked whenever the file is read.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

from numpy.typing import NDArray

from ....games.errors import InputError
from ..columns.column import Column, ColumnValues, Labelled
from .seals import BLANK, SEAL, is_sealed, read_bytes, sealed

Columns = Mapping[str, ColumnValues]

BYTES = {"float": 8.0, "int": 4.0, "label": 4.0, "bool": 0.125}
"""What a row of each kind of column takes in memory."""

MOST_NAMED = 3
"""Damaged files that one message names."""


def row_bytes(columns: Iterable[Column]) -> float:
    """Return the bytes that a row takes in memory."""
    return sum(BYTES[column.kind] for column in columns)


def arrow_schema(columns: Iterable[Column]) -> Any:
    """Return the Arrow schema of the columns."""
    import pyarrow as pa

    types = {
        "float": pa.float64(),
        "int": pa.int32(),
        "bool": pa.bool_(),
        "label": pa.dictionary(pa.int32(), pa.string()),
    }
    return pa.schema([(column.name, types[column.kind]) for column in columns])


def to_table(columns: Sequence[Column], solved: Columns) -> Any:
    """Return solved rows as an Arrow table.

    Raises
    ------
    ValueError
        If the columns are not those announced, or not of one length.
    """
    import pyarrow as pa

    if list(solved) != [column.name for column in columns]:
        raise ValueError(f"expected the columns {[column.name for column in columns]}, got {list(solved)}")
    arrays = [_dictionary(own) if isinstance(own, Labelled) else pa.array(own) for own in solved.values()]
    return pa.Table.from_arrays(arrays, names=list(solved)).cast(arrow_schema(columns))


def one_table(tables: Sequence[Any], columns: Sequence[Column]) -> Any:
    """Return tables, in the order of their rows, as one; none of them gives a table without rows."""
    import pyarrow as pa

    if not tables:
        return arrow_schema(columns).empty_table()
    return pa.concat_tables(tables).unify_dictionaries().combine_chunks()


def to_arrays(table: Any) -> dict[str, NDArray[Any]]:
    """Return the columns of a table as NumPy arrays, labels as an array of str objects."""
    import pyarrow as pa

    plain = (column.cast(pa.string()) if pa.types.is_dictionary(column.type) else column for column in table.columns)
    return dict(zip(table.column_names, (column.to_numpy() for column in plain), strict=True))


def write_part(file: BinaryIO, table: Any, columns: Iterable[Column], place: Mapping[str, str]) -> None:
    """Write a table as one row group, with its place in the study and the seal of the file in the footer."""
    import pyarrow.parquet as pq

    coded = [column.name for column in columns if column.kind in ("label", "int")]
    split = [column.name for column in columns if column.kind == "float"]
    content = BytesIO()
    with pq.ParquetWriter(
        content, table.schema, compression="zstd", use_dictionary=coded, use_byte_stream_split=split
    ) as writer:
        writer.write_table(table, row_group_size=max(len(table), 1))
        writer.add_key_value_metadata({**place, SEAL: BLANK})
    file.write(sealed(content.getvalue()))


def read_part(path: Path, rows: int, place: Mapping[str, str], names: Sequence[str] | None = None) -> Any:
    """Return the rows of a file, or some of their columns.

    Raises
    ------
    InputError
        If the file cannot be read, or is damaged: see `is_whole`.
    """
    file = _opened(path, rows, place)
    if file is None:
        raise damaged([path])
    with file:
        table = file.read(columns=None if names is None else list(names), use_threads=False)
    return (table if names is None else table.select(list(names))).replace_schema_metadata(None)


def is_whole(path: Path, rows: int, place: Mapping[str, str]) -> bool:
    """Return whether every byte of a file is as it was written, and its rows belong in this place of the study.

    Raises
    ------
    InputError
        If the file cannot be read.
    """
    file = _opened(path, rows, place)
    if file is not None:
        file.close()
    return file is not None


def damaged(paths: Sequence[Path]) -> InputError:
    """Return the error that refuses damaged files, one at least, by their names."""
    named = ", ".join(map(str, paths[:MOST_NAMED]))
    more = f" and {len(paths) - MOST_NAMED} more" if len(paths) > MOST_NAMED else ""
    if len(paths) == 1:
        return InputError(f"{named}: is damaged; without it the same sweep solves its rows again")
    return InputError(f"{named}{more}: are damaged; without them the same sweep solves their rows again")


def _opened(path: Path, rows: int, place: Mapping[str, str]) -> Any | None:
    """Return a Parquet file that is whole, None where it is not."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    content = read_bytes(path)
    if not is_sealed(content):
        return None
    file = pq.ParquetFile(pa.BufferReader(content))
    noted = file.metadata.metadata or {}
    here = file.metadata.num_rows == rows and all(noted.get(key.encode()) == own.encode() for key, own in place.items())
    return file if here else None


def _dictionary(column: Labelled) -> Any:
    """Return labels with only those that occur, in the order in which they first occur."""
    import pyarrow as pa

    coded = pa.array(column.codes).dictionary_encode()
    return pa.DictionaryArray.from_arrays(coded.indices, pa.array(column.labels, pa.string()).take(coded.dictionary))
