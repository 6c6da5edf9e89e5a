"""Files that are whole or not there: written under another name, synced to the disk, then renamed.

The other name has the machine and the process that write, so that what a dead process left half-written can be told
from what a living one, here or on another machine of a shared disk, is at.
"""

from __future__ import annotations

import os
import re
import socket
from collections.abc import Callable, Generator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

_TEMPORARY = re.compile(r"\..+\.(?P<host>[^.]+)-(?P<process>\d+)\.tmp")


LONGEST = 32
"""The most characters of a name that its temporary one takes up, so that a long name does not become too long."""


@contextmanager
def durable(path: Path, publish: Callable[[Path, Path], None] = os.replace) -> Generator[BinaryIO]:
    """Open a file to write that gets its name only when it is whole and on the disk, and else leaves nothing.

    An OSError names it.
    """
    temporary = path.with_name(f".{path.name[:LONGEST]}.{_host()}-{os.getpid()}.tmp")
    try:
        temporary.unlink(missing_ok=True)
        with temporary.open("wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        publish(temporary, path)
    except OSError as error:
        error.filename = error.filename or str(path)
        raise
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
    _sync(path.parent)


def first_wins(temporary: Path, path: Path) -> None:
    """Give a file its name unless another process was first; where the disk knows no links, the last one wins."""
    try:
        os.link(temporary, path)
    except FileExistsError:
        pass
    except OSError:
        os.replace(temporary, path)


def is_temporary(name: str) -> bool:
    """Return whether a file of this name is being written, or was left half-written."""
    return _TEMPORARY.fullmatch(name) is not None


def clear(folder: Path) -> None:
    """Remove half-written files of processes of this machine that are dead."""
    for path in folder.glob(".*.tmp"):
        if (name := _TEMPORARY.fullmatch(path.name)) and _dead(name["host"], int(name["process"])):
            path.unlink(missing_ok=True)


def _host() -> str:
    return socket.gethostname().replace(".", "_")


def _dead(host: str, process: int) -> bool:
    if os.name != "posix" or host != _host():
        return False
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    with suppress(OSError):  # an orphan that nobody has buried
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    return False


def _sync(folder: Path) -> None:
    if os.name != "posix":
        return
    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except PermissionError:  # a folder that may be written and not read
        return
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
