"""The rows of one chunk as an Arrow table, and that table as a Parquet file.

Label columns are dictionary-coded, the labels in the order in which the rows first have them, so that the table is the
same whatever chunks found the labels. In the file numbers of full entropy are split into byte streams and compressed
(zstd); only labels and integers get a dictionary. The footer says to which study, and where in it, the rows belong.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, BinaryIO

from numpy.typing import NDArray

from ....games.errors import InputError
from ..columns.column import Column, ColumnValues, Labelled

Columns = Mapping[str, ColumnValues]

BYTES = {"float": 8.0, "int": 4.0, "label": 4.0, "bool": 0.125}
"""What a row of each kind of column takes in memory."""


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
    """Write a table as one row group, with its place in the study in the footer."""
    import pyarrow.parquet as pq

    coded = [column.name for column in columns if column.kind in ("label", "int")]
    split = [column.name for column in columns if column.kind == "float"]
    marked = table.replace_schema_metadata(dict(place))
    pq.write_table(
        marked,
        file,
        row_group_size=max(len(table), 1),
        compression="zstd",
        use_dictionary=coded,
        use_byte_stream_split=split,
        write_page_checksum=True,
    )


def read_part(path: Path, names: Sequence[str] | None = None) -> Any:
    """Return the rows of a file, or some of their columns.

    Raises
    ------
    InputError
        If the file is damaged: what it holds cannot be read, or does not have the checksum that it was written with.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        with pq.ParquetFile(path, page_checksum_verification=True) as file:
            table = file.read(columns=None if names is None else list(names), use_threads=False)
    except (pa.ArrowException, OSError) as error:
        if getattr(error, "errno", None) is not None:
            raise
        raise InputError(f"{path}: is damaged; without it the same sweep solves its rows again") from error
    return (table if names is None else table.select(list(names))).replace_schema_metadata(None)


def is_whole(path: Path, rows: int, place: Mapping[str, str]) -> bool:
    """Return whether a file has a footer that can be read, the right number of rows, and its place in the study."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        footer = pq.read_metadata(path)
    except (pa.ArrowException, OSError) as error:
        if getattr(error, "errno", None) is not None:
            raise
        return False
    noted = {key.decode(): value.decode() for key, value in (footer.metadata or {}).items() if key != b"ARROW:schema"}
    return footer.num_rows == rows and noted == place


def _dictionary(column: Labelled) -> Any:
    """Return labels with only those that occur, in the order in which they first occur."""
    import pyarrow as pa

    coded = pa.array(column.codes).dictionary_encode()
    return pa.DictionaryArray.from_arrays(coded.indices, pa.array(column.labels, pa.string()).take(coded.dictionary))
