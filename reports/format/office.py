"""A document as a file of a word processor or of slides, with the pictures that have a drawing in dots."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib import import_module
from io import BytesIO
from math import ceil
from typing import Any

from ...games.errors import InputError
from .blocks import Block, Document, Equation, Figure, Heading, Items, Listing, Notes, Paragraph, Table
from .widths import columns

MOST_LINES = 9
"""The most lines of text on a slide, wrapped at about `LINE` characters."""

LINE = 80

LETTERS = {"Title": 18, "Heading 1": 14, "Heading 2": 11, "Normal": 9, "List Bullet": 9, "Caption": 9}
"""The size of letters of a document on paper, by style, in points."""

TEXT_WIDTH, CELL_RIM, LETTER = 170, 4.2, 1.9
"""The width of text on paper, the rims of a cell and a letter in it, in millimetres."""

MOST_WIDE = 9
"""A table of more columns has smaller letters."""

LAST_TOGETHER = 6
"""So many paragraphs at the end of a document stand on one page."""

TITLE_SIZES = (36, 32, 28, 24, 20, 16, 12)
"""Of the letters of a slide's title, in points."""

WIDEST = 40
"""The most characters of a cell for which its column gets room on paper."""


def word(document: Document) -> bytes:
    """Return a document as a .docx file, A4, with its figures; listings are left out.

    Raises
    ------
    InputError
        If python-docx is not installed.
    """
    docx = _library("docx", "python-docx")
    whole = docx.Document()
    _on_a4(docx, whole.sections[0])
    _in_small_letters(docx, whole)
    blocks = list(document)
    opening = first_page(blocks)
    is_a_page = sum(isinstance(block, Heading) for block in opening) > 1
    for place, block in enumerate(blocks):
        if is_a_page and place == len(opening):
            whole.add_page_break()
        _write_block(docx, whole, block)
    for paragraph in whole.paragraphs[-LAST_TOGETHER:]:
        paragraph.paragraph_format.keep_with_next = True
    return _bytes(whole)


def _on_a4(docx: Any, section: Any) -> None:
    section.page_width, section.page_height = docx.shared.Mm(210), docx.shared.Mm(297)
    for side, room in (("left_margin", 20), ("right_margin", 20), ("top_margin", 14), ("bottom_margin", 14)):
        setattr(section, side, docx.shared.Mm(room))


def _in_small_letters(docx: Any, whole: Any) -> None:
    """Set the text so that a first page that is a sheet of paper in print is one here too."""
    for name, size in LETTERS.items():
        whole.styles[name].font.size = docx.shared.Pt(size)
        whole.styles[name].paragraph_format.space_before = docx.shared.Pt(size - 8 if "Heading" in name else 0)
        whole.styles[name].paragraph_format.space_after = docx.shared.Pt(2)


def _write_block(docx: Any, whole: Any, block: Block) -> None:
    match block:
        case Heading(text, level):
            whole.add_heading(text, level - 1)
        case Paragraph(text) | Equation(text):
            whole.add_paragraph(text)
        case Items(texts) | Notes(texts):
            for text in texts:
                whole.add_paragraph(text, style="List Bullet")
        case Table():
            _write_table(docx, whole, block)
        case Figure(caption, _, png):
            if png is not None:
                shown = whole.add_picture(BytesIO(png()), width=docx.shared.Mm(160))
                shown._inline.docPr.set("descr", block.alternative)  # python-docx has no other way to say it
                whole.paragraphs[-1].paragraph_format.keep_with_next = True
                whole.add_paragraph(caption, style="Caption")
        case Listing():
            pass


def _write_table(docx: Any, whole: Any, table: Table) -> None:
    if table.caption:
        whole.add_paragraph(table.caption, style="Caption").paragraph_format.keep_with_next = True
    grid = whole.add_table(rows=0, cols=len(table.headers), style="Light List Accent 1")
    rows = (table.headers, *table.rows)
    wide = column_widths(rows)
    for column, width in zip(grid.columns, wide, strict=True):
        column.width = docx.shared.Mm(width)
    for cells in rows:
        for place, text, width in zip(grid.add_row().cells, cells, wide, strict=True):
            place.width = docx.shared.Mm(width)
            place.text = text
            place.paragraphs[0].paragraph_format.keep_with_next = cells is table.headers
            for run in place.paragraphs[0].runs:
                run.font.size = docx.shared.Pt(9 if len(wide) <= MOST_WIDE else 7)


def column_widths(rows: Sequence[Sequence[str]]) -> list[float]:
    """Return how wide each column is, in millimetres: its longest word has room, and long cells share what is left."""
    columns_of_cells = list(zip(*rows, strict=True))
    words = [
        CELL_RIM + LETTER * max(max(map(len, cell.split()), default=1) for cell in own) for own in columns_of_cells
    ]
    wanted = [CELL_RIM + LETTER * min(max(map(len, own)), WIDEST) for own in columns_of_cells]
    more = [max(whole - word, 1) for whole, word in zip(wanted, words, strict=True)]
    left = max(TEXT_WIDTH - sum(words), 0)
    widths = [word + left * own / sum(more) for word, own in zip(words, more, strict=True)]
    return [width * TEXT_WIDTH / sum(widths) for width in widths]


def slides(document: Document) -> bytes:
    """Return the first page of a document and its figures as a .pptx file: a slide for each part, and for each figure.

    The first page is what stands before the first heading of level 2; where that is nothing, the part below it.

    Raises
    ------
    InputError
        If python-pptx is not installed.
    """
    pptx = _library("pptx", "python-pptx")
    show = pptx.Presentation()
    show.slide_width, show.slide_height = pptx.util.Cm(33.867), pptx.util.Cm(19.05)
    blocks = list(document)
    for title, lines in _slides(first_page(blocks)):
        _add_text(pptx, show, title, lines)
    for block in blocks:
        if isinstance(block, Figure) and block.png is not None:
            _add_picture(pptx, show, block, block.png())
    return _bytes(show)


def first_page(blocks: Sequence[Block]) -> Sequence[Block]:
    """Return what stands before the first heading of level 2, or before the second where that is only a title."""
    starts = [place for place, block in enumerate(blocks) if isinstance(block, Heading) and block.level == 2]
    ends = [place for place in starts if place > 1] or [len(blocks)]
    return blocks[: ends[0]]


def _slides(blocks: Sequence[Block]) -> Iterator[tuple[str, list[str]]]:
    """Give a title and lines for each slide: those below a heading, and more slides where they are too many."""
    title, lines = "", list[str]()
    for block in blocks:
        if isinstance(block, Heading):
            yield from _split(title, lines)
            title, lines = block.text, []
        else:
            lines += _lines(block)
    yield from _split(title, lines)


def _lines(block: Block) -> list[str]:
    match block:
        case Paragraph(text) | Equation(text):
            return [text]
        case Items(texts) | Notes(texts):
            return list(texts)
        case Table(_, headers, rows):
            return [_row_line(headers, row) for row in rows]
        case _:
            return []


def _row_line(headers: Sequence[str], row: Sequence[str]) -> str:
    """Return a row of a table as a line: the cells behind its first one by their headers, where there are several."""
    if len(row) < 3:
        return " ".join((*map(_opening, filter(None, row[:-1])), row[-1]))
    told = "; ".join(f"{header} {cell}".strip() for header, cell in zip(headers[1:], row[1:], strict=True) if cell)
    return f"{row[0]}: {told}" if row[0] else told


def _opening(text: str) -> str:
    return f"{text}:" if text[-1].isalnum() else text


def _split(title: str, lines: Sequence[str]) -> Iterator[tuple[str, list[str]]]:
    shown, room = list[str](), MOST_LINES
    for line in lines:
        needed = -(-len(line) // LINE)
        if shown and needed > room:
            yield title, shown
            shown, room = [], MOST_LINES
        shown.append(line)
        room -= needed
    if shown or title:
        yield title, shown


def _add_text(pptx: Any, show: Any, title: str, lines: Sequence[str]) -> None:
    slide = show.slides.add_slide(show.slide_layouts[5])
    width, height = show.slide_width, show.slide_height
    _add_title(pptx, slide, title, width, height)
    frame = slide.shapes.add_textbox(width // 20, height // 4, width * 9 // 10, height * 7 // 10).text_frame
    frame.word_wrap = True
    for place, line in enumerate(lines):
        paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
        paragraph.text = line
        paragraph.font.size = pptx.util.Pt(20)
        paragraph.space_after = pptx.util.Pt(8)


def _add_picture(pptx: Any, show: Any, figure: Figure, png: bytes) -> None:
    slide = show.slides.add_slide(show.slide_layouts[5])
    width, height = show.slide_width, show.slide_height
    _add_title(pptx, slide, figure.caption, width, height)
    picture = slide.shapes.add_picture(BytesIO(png), 0, 0)
    picture._element.nvPicPr.cNvPr.set("descr", figure.alternative)  # python-pptx has no other way to say it
    shrink = min(width * 0.9 / picture.width, height * 0.73 / picture.height)
    wide, tall = int(picture.width * shrink), int(picture.height * shrink)
    _place(picture, (width - wide) // 2, height // 4, wide, tall)


def _add_title(pptx: Any, slide: Any, text: str, width: int, height: int) -> None:
    """Write the title of a slide in the largest letters with which all of it has room."""
    title = slide.shapes.title
    _place(title, width // 20, height // 20, width * 9 // 10, height // 6)
    title.text = text
    title.text_frame.paragraphs[0].font.size = pptx.util.Pt(title_size(text, title.width.pt, title.height.pt))


def title_size(text: str, width: float, height: float) -> int:
    """Return the largest size of letters, all in points, with which a text fits into a box; the least where none does.

    A letter is taken to be half as wide as it is high, one of East Asia as wide, and a line 1.2 times as high.

    Examples
    --------
    >>> title_size("Answer", 860, 90), title_size("word " * 30, 860, 90), title_size("word " * 1000, 860, 90)
    (36, 24, 12)
    """
    letters = columns(text)
    fitting = (size for size in TITLE_SIZES if ceil(letters * size / 2 / (0.95 * width)) <= height // (1.2 * size))
    return next(fitting, TITLE_SIZES[-1])


def _place(shape: Any, left: int, top: int, width: int, height: int) -> None:
    shape.left, shape.top, shape.width, shape.height = left, top, width, height


def _bytes(whole: Any) -> bytes:
    content = BytesIO()
    whole.save(content)
    return content.getvalue()


def _library(module: str, package: str) -> Any:
    try:
        return import_module(module)
    except ImportError as error:
        raise InputError(f"this needs {package}: install tetrarchy[office]") from error
