"""Where a command writes: results to standard output, files and folders; what is said to standard error."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Generator, Mapping
from contextlib import contextmanager, redirect_stdout, suppress
from io import UnsupportedOperation
from pathlib import Path
from typing import Any, BinaryIO, TextIO

import typer

from ...games.errors import InputError
from ...games.text.visible import encodable, visible
from ...reports.outputs import FILES, csv_files, cut_cells, encoded, packed, written

NARROWEST = 40
"""Columns that a result takes at the least, however few a terminal says that it has."""


def write(result: Any, format: str, out: Path | None = None) -> None:
    """Write a result in a format to a file or to standard output."""
    emit(rendered(result, format, out), format, out)


def rendered(result: Any, format: str, out: Path | None) -> str | bytes | dict[str, str]:
    """Return a result as text, as the bytes of a file, or for each file of a folder."""
    if format == "xlsx":
        tell_cut(cut_cells(result))
    if format in FILES:
        return packed(result, format)
    if format == "csv" and out is not None and out.is_dir():
        return csv_files(result)
    return written(result, format, _screen() if is_standard(out) else None)


def tell_cut(cells: int) -> None:
    """Say how many cells of a workbook do not hold the whole of their text, if there are any."""
    if cells:
        from ...games.numbers import several

        tell(f"{several(cells, 'cell')} of the workbook cut to what Excel keeps; CSV and JSON have the whole text")


def drawn(result: Any, folder: Path | None) -> Any:
    """Return a result whose pictures are written to a folder, if one is asked for."""
    if folder is None:
        return result
    from ...reports.outputs import picture_files

    pictures = picture_files(result)
    for name, content in pictures.items():
        write_file(folder / name, content)
    tell(f"written: {len(pictures)} files of pictures in {folder}")
    return result


def emit(text: str | bytes | dict[str, str], format: str, out: Path | None) -> None:
    """Write text to a file or to standard output, bytes to a file, and several files to a folder."""
    if out is not None and isinstance(text, dict):
        for name, content in text.items():
            write_file(out / name, content)
        tell(f"written: {len(text)} files in {out}")
    elif out is not None and not is_standard(out) and not isinstance(text, dict):
        write_file(out, text)
        tell(f"written: {out}")
    elif isinstance(text, str):
        fitting, replaced = encoded(text, format, encoding())
        print_out(fitting)
        if replaced:
            tell(f"{encoding()} has no form for some letters: escapes stand for them; --out FILE writes UTF-8")


def write_file(path: Path, content: str | bytes) -> None:
    """Write the whole of a file, or leave what was there."""
    from ...studies.destination import destination

    with destination(path) as file:
        file.write(content.encode() if isinstance(content, str) else content)


def write_new_folder(out: Path, files: Mapping[str, bytes]) -> None:
    """Write files to a folder that is new or empty; where one of them cannot be written none is left."""
    there = out.exists()
    try:
        for name, content in files.items():
            write_file(out / name, content)
    except BaseException:
        with suppress(OSError):
            for each in {out / name.partition("/")[0] for name in files}:
                shutil.rmtree(each) if each.is_dir() else each.unlink(missing_ok=True)
            if not there:
                out.rmdir()
        raise


def print_out(text: str) -> None:
    """Write to standard output, at once, with escapes for what its encoding has no form for."""
    with onto_standard_output():
        sys.stdout.write(encodable(text, encoding()))


@contextmanager
def onto_standard_output() -> Generator[None]:
    """Write all that is written inside at once, and name standard output where that fails."""
    try:
        yield
        sys.stdout.flush()
    except (BrokenPipeError, UnsupportedOperation):
        raise
    except OSError as error:
        let_go(sys.stdout)
        raise InputError(f"standard output: cannot be written: {error.strerror}") from error


def tell(*lines: str) -> None:
    """Write lines to standard error, if anybody listens."""
    try:
        typer.echo("\n".join(map(visible, lines)), err=True)
    except OSError:
        let_go(sys.stderr)


def let_go(stream: TextIO | None) -> None:
    """Turn a stream that cannot be written to away from its end, so that nothing is tried once more at exit."""
    if stream is not None:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


@contextmanager
def standard_output() -> Generator[None]:
    """Let a stream that cannot be written to stand in for standard output where that is closed."""
    if sys.stdout is not None:
        yield
        return
    with Path(os.devnull).open(encoding="utf-8") as closed, redirect_stdout(closed):
        yield


def standard_bytes() -> BinaryIO:
    """Return standard output as a stream of bytes."""
    if not sys.stdout.writable():
        raise UnsupportedOperation("standard output is closed")
    return sys.stdout.buffer


def encoding() -> str:
    """Return the encoding of standard output."""
    return getattr(sys.stdout, "encoding", None) or "utf-8"


def is_standard(out: Path | None) -> bool:
    """Tell whether standard output is written to: no file is named, or -."""
    return out is None or str(out) == "-"


def at_terminal() -> bool:
    """Tell whether standard error is open and a terminal."""
    return sys.stderr is not None and sys.stderr.isatty()


def _screen() -> int | None:
    """Return the columns of the terminal that standard output is, if it is one."""
    if not sys.stdout.isatty():
        return None
    return max(shutil.get_terminal_size().columns, NARROWEST)
