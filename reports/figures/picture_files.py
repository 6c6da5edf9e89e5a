"""The pictures of a document as files of their own."""

from __future__ import annotations

from ..format.blocks import Document, Figure
from ..format.document import file_stem
from ..format.tables import distinct


def picture_files(document: Document) -> dict[str, bytes]:
    """Return the figures of a document as SVG, and as PNG those that have one, by file names from their captions."""
    figures = [block for block in document if isinstance(block, Figure)]
    stems = distinct([file_stem(figure.caption) or "figure" for figure in figures])
    files: dict[str, bytes] = {}
    for stem, figure in zip(stems, figures, strict=True):
        files[f"{stem}.svg"] = (figure.picture() + "\n").encode()
        if figure.png is not None:
            files[f"{stem}.png"] = figure.png()
    return files
