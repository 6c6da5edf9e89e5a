"""Games in CSV and in Excel workbooks: the forms that are read, and what is refused with which words."""

import datetime
import io
import warnings
import zipfile
from fractions import Fraction

import pytest
import xlsxwriter

from tetrarchy import InputError, load, parse

DILEMMA = [[[3, 0], [5, 1]], [[3, 5], [0, 1]]]

SPREAD = {
    "one above the other": "3,0\n5,1\n\n3,5\n0,1\n",
    "side by side": "3,0,,3,5\n5,1,,0,1\n",
    "pairs in brackets": '"(3, 3)","(0, 5)"\n"(5,0)","[1; 1]"\n',
    "pairs with a blank": '"3, 3", "0, 5"\n"5, 0", "1, 1"\n',
    "pairs between tabs": "3, 3\t0, 5\n5;0\t1 ; 1\n",
    "semicolons": "3;0\n5;1\n\n3;5\n0;1\n",
    "tabs": "3\t0\n5\t1\n\n3\t5\n0\t1\n",
    "empty cells of Excel": ",,,\n3,0,,\n5,1,,\n,,,\n,,,\n3,5,,\n0,1,,\n,,,\n",
    "an offset": "\n\n,,3,0\n,,5,1\n\n,,3,5\n,,0,1\n",
    "Windows": "3,0\r\n5,1\r\n\r\n3,5\r\n0,1\r\n",
    "old Macintosh": "3,0\r5,1\r\r3,5\r0,1",
    "numbers of all kinds": "+3,0.0\n5e0,2/2\n\n3.,.5e1\n-0,1\n",
    "quotes": '"3","0"\n"5","1"\n\n"3","5"\n"0","1"\n',
}

NAMED = {
    "both": ",C,D\nC,3,0\nD,5,1\n\n,C,D\nC,3,5\nD,0,1\n",
    "a corner that says something": "US \\ China,C,D\nC,3,0\nD,5,1\n\n,C,D\nC,3,5\nD,0,1\n",
    "side by side": ",C,D,,,C,D\nC,3,0,,C,3,5\nD,5,1,,D,0,1\n",
    "in the first block": ",C,D\nC,3,0\nD,5,1\n\n3,5\n0,1\n",
    "in the second block": "3,0\n5,1\n\n,C,D\nC,3,5\nD,0,1\n",
    "rows at the left, columns once": ",C,D,,C,D\nC,3,0,,3,5\nD,5,1,,0,1\n",
    "pairs": ',C,D\nC,"3, 3","0, 5"\nD,"5, 0","1, 1"\n',
}


@pytest.mark.parametrize("text", SPREAD.values(), ids=SPREAD)
def test_a_table_of_payoffs_is_read_whatever_its_form(text):
    game = parse(text, "game.csv").build()

    assert game.exact.tolist() == DILEMMA
    assert game.actions == (("a1", "a2"), ("a1", "a2"))
    assert game.players == ("Player 1", "Player 2")


@pytest.mark.parametrize("text", NAMED.values(), ids=NAMED)
def test_actions_may_be_named_in_the_first_row_and_column(text):
    game = parse(text, "game.csv").build()

    assert game.exact.tolist() == DILEMMA
    assert game.actions == (("C", "D"), ("C", "D"))


@pytest.mark.parametrize(
    ("text", "actions"),
    [
        ("C,D\n3,0\n5,1\n\n3,5\n0,1\n", (("a1", "a2"), ("C", "D"))),
        ("C,3,0\nD,5,1\n\n3,5\n0,1\n", (("C", "D"), ("a1", "a2"))),
        (",2,3\n2,3,0\n3,5,1\n\n,2,3\n2,3,5\n3,0,1\n", (("2", "3"), ("2", "3"))),
    ],
)
def test_one_player_s_actions_may_be_named_and_names_may_be_numbers_behind_an_empty_corner(text, actions):
    game = parse(text, "game.csv").build()

    assert (game.actions, game.exact.tolist()) == (actions, DILEMMA)


@pytest.mark.parametrize(
    ("text", "payoffs"),
    [
        ("1,5;0\n5;1\n\n3;5\n0;-,25\n", [[["3/2", 0], [5, 1]], [[3, 5], [0, "-1/4"]]]),
        ("1,5\t1/3\n\n3\t5\n", [[["3/2", "1/3"]], [[3, 5]]]),
        ("1.5;0\n\n3;5\n", [[["3/2", 0]], [[3, 5]]]),
        ("0.1,\u22122\n\n3,5\n", [[["1/10", -2]], [[3, 5]]]),
        ("1\n2\n\n3\n4\n", [[[1], [2]], [[3], [4]]]),
        ('"(1/3, 2)"\n', [[["1/3"]], [[2]]]),
    ],
)
def test_decimals_have_points_or_commas_and_every_number_is_exact(text, payoffs):
    expected = [[[Fraction(cell) for cell in row] for row in table] for table in payoffs]

    assert parse(text, "game.txt").build().exact.tolist() == expected


FORMS = "a two-player game is two blocks of numbers with an empty row or column between them"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("3,0\n5,1\n", f"game.csv: holds one block of payoffs; {FORMS}"),
        ("3,0\n5,1\n\n1,2\n3,4\n\n1,2\n3,4\n", f"game.csv: holds 3 blocks of payoffs; {FORMS}"),
        ("3,x\n\n1,2\n\n" * 1000, f"game.csv: holds 2,000 blocks of payoffs; {FORMS}"),
        ("3,0\n5,1\n\n3,5,2\n0,1,2\n", "two blocks of different sizes, 2 x 2 and 2 x 3"),
        ("", f"game.csv: holds no payoffs; {FORMS}"),
        ("\n,,\n", "holds no payoffs"),
        ("C,D\n", "holds names without payoffs"),
        ('"3, 0","5, 1"\n\n3,5\n', "holds 2 blocks of payoffs with pairs among them"),
        ("3,0\n5,\n\n3,5\n0,1\n", "game.csv: B2: expected a number such as 2, -0.5, 1e-3 or 1/3, got nothing"),
        ("3,0\n5,x\n\n3,5\n0,1\n", "B2: expected a number such as"),
        ('"3, 0","5, 1"\n"3, 2",7\n', "B2: expected a pair of numbers such as (3, 0), got '7'"),
        ('"3,5",0\n\n1,2\n', "A1: expected a decimal with a point (3.5), or a pair with a blank (3, 5), got '3,5'"),
        ('"1,000",0\n\n1,2\n', "A1: expected a decimal with a point"),
        ("1,5;2.5\n\n1;2\n", "B1: expected a decimal comma, as elsewhere in this table, got '2.5'"),
        ("1e999,2\n\n3,4\n", "A1: expected a number such as"),
        ("2020-01-01,2\n\n3,4\n", "A1: expected a number such as"),
        ("1/0,2\n\n3,4\n", "A1: expected a number such as"),
        ("9" * 5000 + ",2\n\n3,4\n", "A1: expected a number such as"),
        (",C,D\nC,3,0\nD,5,1\n\n,C,E\nC,3,5\nD,0,1\n", "the two blocks name actions differently, 'C, D' and 'C, E'"),
        (",C,C\nC,3,0\nD,5,1\n\n3,5\n0,1\n", "actions of Player 2 must be different names, got 'C' twice"),
        (",C,\nC,3,0\nD,5,1\n\n3,5\n0,1\n", "C1: expected the name of an action, got nothing"),
        ('1,"2\n', "is no table of cells: line 1: unexpected end of data"),
        ("1," * 500_001, "has more than 500,000 cells"),
    ],
)
def test_what_can_be_read_in_two_ways_or_none_is_refused_with_the_cell_or_the_forms(text, message):
    with pytest.raises(InputError) as caught:
        parse(text, "game.csv")

    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_the_encodings_of_spreadsheets_are_read(tmp_path, encoding):
    file = tmp_path / "game.txt"
    file.write_bytes(",é,b\nc,3,0\nd,5,1\n\n3,5\n0,1".encode(encoding))

    assert load(file).build().actions == (("c", "d"), ("é", "b"))


def workbook(*sheets, **options):
    """Return the bytes of a workbook with these sheets, each a list of rows."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, options) as book:
        for rows in sheets:
            sheet = book.add_worksheet()
            for row, cells in enumerate(rows):
                for column, cell in enumerate(cells):
                    sheet.write(row, column, cell)
    return stream.getvalue()


def altered(content, part, old, new):
    """Return a workbook in which one text of one part is another."""
    source, stream = zipfile.ZipFile(io.BytesIO(content)), io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in source.namelist():
            text = source.read(name)
            assert name != part or old in text
            archive.writestr(name, text.replace(old, new) if name == part else text)
    return stream.getvalue()


ROWS = [[3, 0], [5, 1], [], [3, 5], [0, 1]]
SHEET = "xl/worksheets/sheet1.xml"


@pytest.fixture
def read(tmp_path):
    """Return a function that loads the game of some bytes."""

    def of(content, name="game.bin"):
        file = tmp_path / name
        file.write_bytes(content)
        return load(file).build()

    return of


def test_a_workbook_is_known_by_its_content(read):
    assert read(workbook(ROWS)).exact.tolist() == DILEMMA
    assert read(workbook([["", "C", "D"], ["C", 3, 0], ["D", 5, 1], [], *ROWS[3:]])).actions == (("C", "D"),) * 2
    assert read(workbook([["3, 3", "0, 5"], ["5, 0", "1, 1"]])).exact.tolist() == DILEMMA
    assert read(workbook([[0.1, "1/3"], [], [2, 3]])).exact.tolist() == [[[Fraction(1, 10), Fraction(1, 3)]], [[2, 3]]]
    assert read(workbook([], ROWS)).exact.tolist() == DILEMMA


def test_a_formula_counts_as_what_was_worked_out_last(read):
    worked_out = altered(workbook([["=1+2", 0], *ROWS[1:]]), SHEET, b"<f>1+2</f><v>0</v>", b"<f>1+2</f><v>3</v>")

    assert read(worked_out).exact.tolist() == DILEMMA
    with pytest.raises(InputError, match=r"A1: expected a number .* got a formula that was never worked out"):
        read(altered(worked_out, SHEET, b"<v>3</v></c><c", b"</c><c"))


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (workbook([[3, True], *ROWS[1:]]), "B1: expected a number or the name of an action, got True"),
        (workbook(ROWS, ROWS), "expected a workbook with one sheet that has cells, got '2: Sheet1, Sheet2'"),
        (workbook([]), "expected a workbook with one sheet that has cells, got 'none'"),
        (workbook([[3, 0]]), "holds one block of payoffs; a two-player game is"),
        (workbook(ROWS)[:3000], "cannot be read as an Excel workbook"),
        (
            altered(workbook(ROWS), SHEET, b'<c r="A1"><v>3</v>', b'<c r="A1"><v>1e999</v>'),
            "A1: expected a number or the name",
        ),
        (altered(workbook(ROWS), SHEET, b"<v>3</v>", b"<v>NaN</v>"), "cannot be read as an Excel workbook"),
        (altered(workbook(ROWS), SHEET, b"<v>3</v>", b"<v>" + b"9" * 5000 + b"</v>"), "cannot be read as an Excel"),
        (altered(workbook(ROWS), SHEET, b"</sheetData>", b" " * 17_000_000 + b"</sheetData>"), "unpacks to 9 files of"),
        (altered(workbook(ROWS), SHEET, b"</sheetData>", b"<row/>" * 500_000 + b"</sheetData>"), "more cells and"),
        (altered(workbook(ROWS), "xl/styles.xml", b"</cellXfs>", b"<xf/>" * 30_000 + b"</cellXfs>"), "more cells and"),
        (
            altered(workbook(ROWS), SHEET, b"</sheetData>", b'<row r="999999999"><c><v>1</v></c></row></sheetData>'),
            "has more than 500,000 cells",
        ),
        (
            altered(workbook(ROWS), SHEET, b"<worksheet", b'<!DOCTYPE x [<!ENTITY a "aaa">]><worksheet'),
            "cannot be read as an Excel workbook",
        ),
        (b"PK\x03\x04" + b"\0" * 100, "cannot be read as an Excel workbook"),
    ],
)
def test_a_workbook_that_cannot_be_used_is_refused_in_one_line(read, content, message):
    with pytest.raises(InputError) as caught:
        read(content)

    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


def test_dates_and_other_archives_are_refused(read):
    dated = io.BytesIO()
    with xlsxwriter.Workbook(dated) as book:
        book.add_worksheet().write_datetime(0, 0, datetime.datetime(2020, 1, 2), book.add_format({"num_format": 14}))
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("game.csv", "3,0")

    with pytest.raises(InputError, match="A1: expected a number or the name of an action, got 2020-01-02 00:00:00"):
        read(dated.getvalue())
    with pytest.raises(InputError, match="is a zip archive, but no Excel workbook"):
        read(archive.getvalue())


def test_what_a_sheet_says_of_its_size_is_not_believed(read):
    assert read(altered(workbook(ROWS), SHEET, b"A1:B5", b"A1:XFD1048576")).exact.tolist() == DILEMMA
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert read(altered(workbook(ROWS), SHEET, b"A1:B5", b"A1")).exact.tolist() == DILEMMA


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"#AGG\n# x\n2\n", "is an action-graph game of Gambit (.agg); save it as .nfg"),
        (b"#BAGG\n2\n", "is an action-graph game of Gambit (.agg)"),
        (b'<?xml version="1.0"?>\n<gambit:document>', "is a workspace of Gambit's window (.gbt); export the game"),
        (b"<gambit:document>", "is a workspace of Gambit's window (.gbt)"),
        (b"<?xml?>\n<!-- a -->\n<!-- b --><gambit:document>", "is a workspace of Gambit's window (.gbt)"),
        (b"<?xml?>" + b"<!-- -->" * 1000, "is XML or HTML"),
        (b"<html>", "is XML or HTML"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "is an Excel workbook in the old form (.xls)"),
        (b'EFG 2 R "x" { }', "expected at least one player, got none"),
        (b"\xff\xfe1", "expected UTF-16 text"),
        ("title = 'é'".encode("utf-16-le"), "looks like UTF-16 without a byte order mark; save it as UTF-8"),
        ("# é\n".encode("utf-16-be"), "looks like UTF-16 without a byte order mark; save it as UTF-8"),
    ],
)
def test_files_of_other_programs_are_named_with_what_to_do(read, content, message):
    for name in ("game.txt", "game.toml", "game.csv"):
        with pytest.raises(InputError) as caught:
            read(content, name)

        assert message in str(caught.value).splitlines()[0]


@pytest.mark.parametrize("name", ["game.txt", "game.toml", "game.csv", "game.nfg", "game.efg", "game.xlsx"])
def test_the_content_decides_and_not_the_name(read, name):
    nfg = b'NFG 1 R "" { "A" "B" } { 2 2 } 3 3 5 0 0 5 1 1'
    toml = b'# a comment\n\ntitle = "x"\ngame.kind = "normal_form"\ngame.payoffs = [[[3,0],[5,1]],[[3,5],[0,1]]]\n'
    wanted = [nfg, b"\n" + nfg, toml, b"3,0\n5,1\n\n3,5\n0,1\n", b",C,D\nC,3,0\nD,5,1\n\n,C,D\nC,3,5\nD,0,1\n"]

    assert [read(content, name).exact.tolist() for content in wanted] == [DILEMMA] * len(wanted)


COMMANDS = {
    "validate": ["validate", "FILE"],
    "show": ["show", "FILE"],
    "solve": ["solve", "FILE"],
    "report": ["report", "FILE"],
    "thresholds": ["thresholds", "FILE", "--over", "game.payoffs.0.0.0=0:6"],
    "sweep": ["sweep", "FILE", "--over", "game.payoffs.0.0.0=0:6:3"],
}


@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
def test_every_command_takes_a_table(run, tmp_path, command):
    file, results = tmp_path / "game", []
    for content in (SPREAD["one above the other"].encode(), workbook(ROWS)):
        file.write_bytes(content)
        results.append(run(*(str(file) if word == "FILE" else word for word in command))[:2])

    assert results[0] == results[1]
    assert results[0][0] == 0
