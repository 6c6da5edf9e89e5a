"""Seals: a file that holds the SHA-256 of its own bytes, so that no byte of it can change unnoticed.

A seal is the text "sha256:" with 64 hexadecimal digits. They are the digest of the whole file with noughts in their
place, so a file and its checksum are written, renamed and copied as one.
"""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path
from typing import Any

from ....games.errors import InputError
from ....games.text.visible import visible_json

SEAL = "seal"
"""What the entry of a file is called that holds its seal."""

_MARK, _DIGITS = b"sha256:", 64
BLANK = (_MARK + b"0" * _DIGITS).decode()
"""A seal that is still to be filled in."""


def sealed(content: bytes) -> bytes:
    """Return the bytes of a file with its seal, the last one in it, filled in.

    Examples
    --------
    >>> is_sealed(sealed(BLANK.encode())), is_sealed(sealed(BLANK.encode()) + b"more")
    (True, False)
    """
    place, digest = _digest(content)
    return content[:place] + digest + content[place + _DIGITS :]


def is_sealed(content: bytes) -> bool:
    """Tell whether the bytes of a file are those that it was sealed with."""
    place, digest = _digest(content)
    return content[place : place + _DIGITS] == digest


def sealed_json(values: dict[str, Any]) -> bytes:
    """Return plain values as the bytes of a JSON file, the seal last."""
    text = json.dumps({**values, SEAL: BLANK}, indent=1, ensure_ascii=False)
    return sealed(f"{visible_json(text)}\n".encode())


def read_json(path: Path) -> Any:
    """Return the values of a sealed JSON file.

    Raises
    ------
    InputError
        If the file cannot be read, or is not as it was written.
    """
    content = read_bytes(path)
    if not is_sealed(content):
        raise InputError(f"{path}: cannot be read (it has no checksum, or not that of its content)")
    return json.loads(content)


def read_bytes(path: Path) -> bytes:
    """Return the bytes of a file; an InputError if it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror})") from error


def _digest(content: bytes) -> tuple[int, bytes]:
    """Return where the digits of the seal stand, and what they must be."""
    place, view = content.rfind(_MARK) + len(_MARK), memoryview(content)
    digest = sha256(view[:place])
    digest.update(b"0" * _DIGITS)
    digest.update(view[place + _DIGITS :])
    return place, digest.hexdigest().encode()
