"""Where a result goes that is to be kept: one way to write a file, whatever the name stands for."""

from __future__ import annotations

import os
from collections.abc import Generator
from contextlib import contextmanager, suppress
from errno import EACCES
from pathlib import Path
from stat import S_IMODE, S_ISREG
from typing import BinaryIO

from ..games.errors import InputError
from .sweep.running.durable import durable


@contextmanager
def destination(path: Path) -> Generator[BinaryIO]:
    """Open a file to write, and give it its name when it is whole; until then what was there before stays.

    Folders on the way are made, a link is followed and stays, and a file that is replaced keeps its owner and its
    permissions. What is no file, such as a device or a pipe, is written into.

    Raises
    ------
    InputError
        If it cannot be written.
    """
    try:
        with _opened(path) as file:
            yield file
    except OSError as error:
        raise InputError(f"{path}: cannot be written: {error.strerror or error}") from error


@contextmanager
def _opened(path: Path) -> Generator[BinaryIO]:
    there = _status(path)
    if there is not None and not S_ISREG(there.st_mode):
        with path.open("wb") as file:
            yield file
        return
    target = Path(os.path.realpath(path))
    if there is not None and not os.access(target, os.W_OK):
        raise PermissionError(EACCES, os.strerror(EACCES))
    target.parent.mkdir(parents=True, exist_ok=True)
    with durable(target) as file:
        if there is not None:
            _take_over(file, there)
        yield file


def _status(path: Path) -> os.stat_result | None:
    """Return what is known of the file that a path leads to, None where there is none."""
    try:
        return path.stat()
    except FileNotFoundError:
        return None


def _take_over(file: BinaryIO, there: os.stat_result) -> None:
    """Give a file the permissions and, if that is allowed, the owner of another one."""
    if os.name == "posix":
        with suppress(PermissionError):
            os.fchown(file.fileno(), there.st_uid, there.st_gid)
        os.fchmod(file.fileno(), S_IMODE(there.st_mode))
