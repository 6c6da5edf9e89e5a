"""The name of the file decides the format: texts, workbooks, documents, slides, a folder of tables."""

import io
import json
import re
import sys

import openpyxl
import pptx
import pyarrow.csv
import pytest

from tetrarchy import InputError
from tetrarchy.games.text.visible import is_hidden
from tetrarchy.reports.format.blocks import Heading, Table
from tetrarchy.reports.format.office import column_widths, slides, title_size, word
from tetrarchy.reports.format.workbook import workbook

GAME = """
title = "<none> *A* [x](y) `z` $1 | \\u202e\\u200b 中国"
[game]
kind = "normal_form"
players = ["=cmd|' /C calc'!A0", "中国\\r\\n\\u001b[2J"]
actions = [["*A*", "[x](y)"], ["合作\\u200b\\n", "👍"]]
payoffs = [[[3, 0], [5, 1]], [[3, 5], [0, 1]]]
"""

CUSTOM = """
title = "One"
[game]
kind = "custom"
players = ["A"]
actions = [["a", "b"]]
[game.parameters]
cost = { default = 0.3, low = 0.1, high = 0.6, meaning = "the price", source = "a guess" }
[[game.consequences]]
when = { A = "b" }
A = { gain = "-cost" }
[actors.A]
orders = "liberal"
"""


@pytest.fixture
def source(tmp_path):
    file = tmp_path / "names.toml"
    file.write_text(GAME, encoding="utf-8")
    return str(file)


@pytest.mark.parametrize(
    ("suffix", "format"),
    [
        *((".md", "markdown"), (".MARKDOWN", "markdown"), (".txt", "table"), (".csv", "csv"), (".json", "json")),
        *((".tex", "latex"), (".html", "html"), (".htm", "html"), ("", "table")),
    ],
)
def test_the_suffix_decides_the_format(run, source, tmp_path, suffix, format):
    file = tmp_path / f"solved{suffix}"

    assert run("solve", source, "--out", str(file))[0] == 0
    assert file.read_text(encoding="utf-8") == run("solve", source, "--format", format)[1]


def test_payoffs_with_a_mark_are_numbers_with_the_mark_beside_them(run, tmp_path):
    for out in ("game.csv", "game.xlsx"):
        assert run("show", "sanctions-russia", "--out", str(tmp_path / out))[0] == 0
    tidy = pyarrow.csv.read_csv(tmp_path / "game.csv").to_pylist()
    (game,) = [each for each in openpyxl.load_workbook(tmp_path / "game.xlsx") if "Every outcome" in each.title]
    header, *rows = game.iter_rows(values_only=True)
    of_text = [each for each in tidy if each["payoff of Russia"] is not None]

    for payoffs in (of_text, [dict(zip(header, row, strict=True)) for row in rows]):
        paid = [each["payoff of Russia"] for each in payoffs]
        marks = [each["payoff of Russia (marked)"] or "" for each in payoffs]
        assert (min(paid) < 0, len(paid), sorted(marks)) == (True, 4, ["", "", "*", "*"])


def test_a_report_is_markdown_where_nothing_else_is_said(run, source, tmp_path):
    assert run("report", source, "--out", str(tmp_path / "report"))[0] == 0
    assert (tmp_path / "report").read_text(encoding="utf-8").startswith("# ")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["solve", "--out", "x.pdf"], "expected a name that ends in one of .txt, .md, "),
        (["report", "--out", "x.odt"], "got '.odt'"),
        (["solve", "--format", "markdown", "--out", "x.html"], "the name asks for html, --format for markdown"),
        (["solve", "--format", "json", "--out", "x.docx"], "the name asks for docx, --format for json"),
        (["explore", "--out", "room.pdf"], "expected a name that ends in .html or .htm, got '.pdf'"),
        (["export", "--to", "latex", "--out", "x.html"], "expected a name that ends in .tex, got '.html'"),
    ],
)
def test_a_name_that_says_something_else_is_refused_in_a_line(run, source, tmp_path, monkeypatch, arguments, said):
    monkeypatch.chdir(tmp_path)
    code, out, err = run(arguments[0], source, *arguments[1:])

    assert (code, out, err.count("\n")) == (2, "", 1)
    assert said in err
    assert [each.name for each in tmp_path.iterdir()] == ["names.toml"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["schema", "--out", "x.xlsx"], "--out x.xlsx: expected a name that ends in .json, got '.xlsx'"),
        (
            ["new", "x", "--arena", "triangle", "--out", "x.md"],
            "--out x.md: expected a name that ends in .toml, got '.md'",
        ),
        (
            ["sweep", "chicken", "--out", "x.csv"],
            "x.csv: expected the name of a folder, got one that ends as that of a file",
        ),
        (
            ["kit", "chicken", "--out", "x.XLSX"],
            "x.XLSX: expected the name of a folder, got one that ends as that of a file",
        ),
    ],
)
def test_a_command_writes_one_form_alone_and_under_no_other_name(run, tmp_path, monkeypatch, arguments, said):
    monkeypatch.chdir(tmp_path)

    assert run(*arguments) == (2, "", f"tetrarchy: {said}\n")
    assert not list(tmp_path.iterdir())


def test_a_format_that_is_asked_for_is_kept_in_a_text_of_any_name(run, source, tmp_path):
    for name in ("x.txt", "x.dat"):
        assert run("solve", source, "--format", "json", "--out", str(tmp_path / name))[0] == 0
        assert json.loads((tmp_path / name).read_text(encoding="utf-8"))["schema"].startswith("tetrarchy.")


def test_a_workbook_has_a_sheet_for_each_table_and_no_formula(run, source, tmp_path):
    file = tmp_path / "report.xlsx"

    assert run("report", source, "--out", str(file)) == (0, "", f"written: {file}\n")
    sheets = openpyxl.load_workbook(file).worksheets
    tables = pyarrow.csv.read_csv(io.BytesIO(run("report", source, "--format", "csv")[1].encode()))
    assert len(sheets) == len(set(tables["table"].to_pylist()))
    assert sheets[0].title.startswith("1 ")
    assert {cell.data_type for sheet in sheets for row in sheet.iter_rows() for cell in row} <= {"s", "n"}


def test_a_name_in_digits_stays_what_it_is_in_a_workbook():
    names = ("007", "1_000", "1e5", " 5", ".5", "12345678901234568", "1e-400", "1e+999", "1/2", "5%", "\u0663")
    numbers = ("12", "-0.25", "+0.5", "4e-05", "0.1234567890123456", "0")
    content = workbook([Table("", ("cell",), tuple((text,) for text in (*names, *numbers)))])

    (_, *rows) = openpyxl.load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True)
    assert [cell for (cell,) in rows] == [*names, 12, -0.25, 0.5, 4e-05, 0.1234567890123456, 0]


def test_no_row_is_lost_in_a_workbook(monkeypatch):
    monkeypatch.setattr("tetrarchy.reports.format.workbook.MOST_ROWS", 3)

    assert workbook([Table("", ("cell",), (("a",), ("b",)))])
    with pytest.raises(InputError, match=r"room for 3 rows, got 4: write \.csv"):
        workbook([Table("", ("cell",), (("a",), ("b",), ("c",)))])


def test_a_folder_takes_a_file_for_each_table(run, source, tmp_path):
    folder = tmp_path / "tables"
    folder.mkdir()

    assert run("report", source, "--format", "csv", "--out", str(folder))[0] == 0
    found = {file.name: pyarrow.csv.read_csv(file) for file in folder.iterdir()}
    assert len(found) > 1
    assert found["what-each-player-plays-and-gets.csv"].column_names[0] == "number"


def test_a_name_that_ends_in_a_slash_is_that_of_a_folder(run, tmp_path):
    new = f"{tmp_path}/new/tables.json/"

    assert run("solve", "stag-hunt", "--format", "csv", "--out", new)[0] == 0
    assert {file.suffix for file in (tmp_path / "new" / "tables.json").iterdir()} == {".csv"}
    assert run("solve", "nope", "--format", "csv", "--out", f"{tmp_path}/other/")[0] == 2
    for form in ([], ["--format", "json"]):
        code, _, err = run("solve", "stag-hunt", *form, "--out", f"{tmp_path}/x.json/")
        named = form[-1] if form else "table"
        assert (code, err) == (
            2,
            f"tetrarchy: --out {tmp_path}/x.json/: the name ends as that of a folder, which --format csv alone fills, "
            f"not {named}\n",
        )
    code, _, err = run("explore", "stag-hunt", "--out", f"{tmp_path}/x.html/")
    assert (code, "expected the name of a file, got one that ends as that of a folder" in err) == (2, True)
    assert [each.name for each in tmp_path.iterdir()] == ["new"]


def test_documents_and_slides_hold_the_first_page_and_the_pictures(run, tmp_path):
    docx, pptx = pytest.importorskip("docx"), pytest.importorskip("pptx")
    word, show = tmp_path / "report.docx", tmp_path / "report.pptx"

    for file in (word, show):
        assert run("report", "sanctions-russia", "--out", str(file))[0] == 0

    document = docx.Document(word)
    headings = [each.text for each in document.paragraphs if each.style.name.startswith("Heading")]
    slides = pptx.Presentation(show).slides
    titles = [each.shapes.title.text for each in slides]
    first = ["Answer", "Is it stable, and who would leave?", "What would change it?", "What does it rest on?"]
    assert headings[:4] == first
    assert [title for title in dict.fromkeys(titles) if title in first] == first
    assert len(document.inline_shapes) == sum(shape.shape_type == 13 for each in slides for shape in each.shapes) > 0
    assert document.tables[0].cell(0, 0).text == "fact"
    pictures = [each for each in slides if any(shape.shape_type == 13 for shape in each.shapes)]
    captions = [each.shapes.title.text for each in pictures]
    told = [each._inline.docPr.get("descr") for each in document.inline_shapes]
    assert [text.startswith(f"{caption}. ") for text, caption in zip(told, captions, strict=True)] == [True] * len(told)
    for slide, caption, text in zip(pictures, captions, told, strict=True):
        (picture,) = (shape for shape in slide.shapes if shape.shape_type == 13)
        title = slide.shapes.title
        assert picture._element.nvPicPr.cNvPr.get("descr") == text
        size = title.text_frame.paragraphs[0].font.size.pt
        assert size == title_size(caption, title.width.pt, title.height.pt)
        assert title.top + title.height <= picture.top
        assert picture.top + picture.height <= 19.05 * 360_000


def test_a_short_column_of_a_document_has_room_for_its_longest_word():
    widths = column_widths([("number", "away", "ends"), ("the cost of arms to whoever holds back", "16.1%", "none")])

    assert sum(widths) == pytest.approx(170)
    assert min(widths[1:]) >= 4.2 + 1.9 * 4
    assert widths[0] > widths[1] > widths[2]


def test_a_header_stays_with_the_first_row_of_its_table(tmp_path):
    docx = pytest.importorskip("docx")
    (tmp_path / "x.docx").write_bytes(word([Table("A caption", ("head",), (("one",), ("two",)))]))
    document = docx.Document(tmp_path / "x.docx")

    kept = [row.cells[0].paragraphs[0].paragraph_format.keep_with_next for row in document.tables[0].rows]
    assert (document.paragraphs[0].paragraph_format.keep_with_next, *map(bool, kept)) == (True, True, False, False)


def test_names_are_text_in_documents_and_slides(run, source, tmp_path):
    docx, pptx = pytest.importorskip("docx"), pytest.importorskip("pptx")
    for suffix in ("docx", "pptx"):
        assert run("report", source, "--out", str(tmp_path / f"x.{suffix}"))[0] == 0

    title = "<none> *A* [x](y) `z` $1 | \\u202e\\u200b 中国"
    assert docx.Document(tmp_path / "x.docx").paragraphs[0].text == title
    assert pptx.Presentation(tmp_path / "x.pptx").slides[0].shapes.title.text == title


def test_without_the_libraries_the_extra_is_named(run, source, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "docx", None)

    assert run("solve", source, "--out", str(tmp_path / "x.docx")) == (
        2,
        "",
        "tetrarchy: this needs python-docx: install tetrarchy[office]\n",
    )


def test_a_game_is_exported_as_a_table_for_a_paper(run, source):
    code, out, _ = run("export", source, "--to", "latex")

    assert code == 0
    assert "\n{*}A* & 3, 3 & 0, \\underline{5} \\\\\n" in out
    assert out.count(r"\begin{tabular}") == out.count(r"\end{tabular}") == 1
    assert run("export", "us-russia-china", "--to", "latex")[1].count(r"\begin{tabular}") == 3


def test_a_gallery_is_pages_with_an_index_that_leads_to_them(run, tmp_path):
    folder = tmp_path / "gallery"

    assert run("gallery", "stag-hunt", "cuba-1962", "--out", str(folder))[0] == 0
    files = {file.name for file in folder.iterdir()}
    index = (folder / "index.html").read_text(encoding="utf-8")
    assert files == {"index.html", "stag-hunt.html", "stag-hunt-room.html", "cuba-1962.html", "cuba-1962-room.html"}
    assert set(re.findall(r'href="([^"]*)"', index)) == files - {"index.html"}
    assert run("gallery", "nope", "--out", str(folder))[2].startswith("tetrarchy: unknown shipped scenario 'nope'")


@pytest.mark.parametrize("form", ["efg", "nfg", "svg", "latex", "graphml"])
def test_an_export_has_no_letter_that_cannot_be_seen(run, source, form):
    code, out, _ = run("export", source, "--to", form)

    assert code == 0
    assert not [letter for letter in out if letter != "\n" and is_hidden(letter)]
    assert {"efg": "(U+200B)", "latex": r"\textbackslash{}u200b"}.get(form, r"\u200b") in out


def test_a_cell_too_long_for_a_workbook_says_so_and_so_does_standard_error(tmp_path, run):
    for long, kept in (("a" * 32_767, "a"), ("a" * 32_768, "32,768 letters]"), ("👍" * 20_000, "20,000 letters]")):
        book = openpyxl.load_workbook(io.BytesIO(workbook([Table("", ("text",), ((long,),))])))
        text = book.active["A2"].value

        assert text.endswith(kept)
        assert 32_760 < len(text.encode("utf-16-le")) / 2 <= 32_767
    file = tmp_path / "long.toml"
    file.write_text(CUSTOM.replace("a guess", "a guess " * 5_000))

    _, _, said = run("show", str(file), "--out", str(tmp_path / "long.xlsx"))
    assert "1 cell of the workbook cut to what Excel keeps; CSV and JSON have the whole text\n" in said


def test_the_cells_of_a_row_on_a_slide_stand_by_their_headers():
    headers = ("", "before", "after", "worth before")
    rows = (("stays", "(a, b)", "(a, c)", "-0.068"), ("", "", "x", ""))
    content = slides([Heading("What if", 1), Table("", headers, rows)])

    (_, *frames) = (shape.text_frame for shape in pptx.Presentation(io.BytesIO(content)).slides[0].shapes)
    assert [each.text for each in frames[0].paragraphs] == [
        "stays: before (a, b); after (a, c); worth before -0.068",
        "after x",
    ]
