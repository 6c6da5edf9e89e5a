"""Sheets of coders and the codings that follow: what is read, which faults are told, and that they read back."""

import csv
import io
import json
import re
from fractions import Fraction

import numpy as np
import openpyxl
import pytest
import xlsxwriter

from tetrarchy import InputError, ScenarioError, claims, coders, load, load_coding, parse
from tetrarchy.games.dimensions import DIMENSION_NAMES, DIMENSIONS
from tetrarchy.games.orders.codings import CODINGS
from tetrarchy.games.orders.matrix import value_matrix
from tetrarchy.games.orders.rows import ROW_NAMES, ROWS
from tetrarchy.games.scenario.resolved import coding_table, resolved
from tetrarchy.reports.coders import coding_file
from tetrarchy.reports.format.toml import toml
from tetrarchy.studies.coding_sheet import HEADINGS, blank_sheet, write_blank_sheet


def filled(changes=(), coder=""):
    """Return a sheet filled in with the shipped weights, some cells (by row and heading) changed."""
    cells = blank_sheet()
    for line, row in zip(cells[3:], ROWS.values(), strict=True):
        line[3:] = map(str, row.values())
    cells[3][0] = coder
    for (row, heading), text in dict(changes).items():
        cells[3 + ROW_NAMES.index(row)][HEADINGS.index(heading)] = text
    return cells


def as_csv(cells, mark=","):
    text = io.StringIO()
    csv.writer(text, delimiter=mark).writerows(cells)
    return text.getvalue()


@pytest.fixture
def sheet(tmp_path, monkeypatch):
    """Return a function that writes a sheet under a name and gives the name."""
    monkeypatch.chdir(tmp_path)

    def write(name, cells, **options):
        (tmp_path / name).write_text(as_csv(cells, **options), encoding="utf-8")
        return name

    return write


def workbook(path, sheets):
    with xlsxwriter.Workbook(path) as book:
        for title, cells in sheets.items():
            own = book.add_worksheet(title)
            for number, line in enumerate(cells):
                own.write_row(number, 0, [int(text) if text.lstrip("-").isdigit() else text for text in line])


def test_a_sheet_to_fill_reads_back_once_it_is_filled_in_and_comes_the_same_each_time(tmp_path, sheet):
    for suffix in (".csv", ".xlsx"):
        first, second = tmp_path / f"first{suffix}", tmp_path / f"second{suffix}"
        write_blank_sheet(first)
        write_blank_sheet(second)
        assert first.read_bytes() == second.read_bytes()
    book = openpyxl.load_workbook(first)
    for line, row in enumerate(ROWS.values(), 4):
        for column, weight in enumerate(row.values(), 4):
            book.active.cell(line, column).value = weight
    book.save(first)

    for name in ("first.xlsx", sheet("filled.csv", filled()), sheet("filled.tsv", filled(), mark="\t")):
        (matrix,) = coders(name).sheets.values()
        assert (matrix == value_matrix().astype(float)).all()


def test_a_sheet_to_fill_names_the_rows_and_their_places_and_not_what_they_seek():
    cells = blank_sheet()
    told = " ".join(cell for line in cells for cell in line).casefold()

    assert [line[1] for line in cells[3:]] == list(ROWS)
    for line, row in zip(cells[3:], ROWS.values(), strict=True):
        assert re.fullmatch(rf'{re.escape(row.title)}: (Sakwa 2019, section "[^"]+"(; )?)+', line[2])
        assert row.meaning.casefold() not in told
        assert not any(weight.reason.casefold() in told for weight in row.weights.values())
    assert cells[1][3:] == [dimension.meaning for dimension in DIMENSIONS]


def test_several_coders_stand_in_one_file_one_below_the_other_or_sheet_by_sheet(tmp_path, sheet):
    ann, bob = filled(coder="Ann"), filled({("liberal", "gain"): "\N{MINUS SIGN}4"}, "Bob")
    workbook(tmp_path / "both.xlsx", {"Cy": filled(), "Di": filled({("liberal", "gain"): "-4"})})

    coded = coders(sheet("both.csv", [*ann, *bob[3:]]), "both.xlsx")

    assert list(coded.sheets) == ["Ann", "Bob", "Cy", "Di"]
    assert [matrix[0, 0] for matrix in coded.sheets.values()] == [3, -4, 3, -4]


def test_columns_and_lines_stand_in_any_order_under_names_in_any_writing(sheet):
    cells = [["a note"], *([line[k] for k in (1, *range(11, 2, -1))] for line in filled()[2:])]
    cells[1] = [text.upper().replace("_", " ") for text in cells[1]]
    cells[2:] = [[line[0].title().replace("_", "-"), *line[1:]] for line in reversed(cells[2:])]

    (matrix,) = coders(sheet("ann.csv", cells, mark=";")).sheets.values()

    assert (matrix == value_matrix().astype(float)).all()


def test_an_empty_cell_is_no_fault_and_is_told(sheet):
    coded = coders(sheet("ann.csv", filled({("liberal", "status"): ""})), sheet("bob.csv", filled()))

    assert coded.empty == {"ann": (("liberal", "status"),)}
    assert coded.cells["liberal"]["status"].value == 1


FAULTY = {
    "bad.csv: D4: liberal, gain: expected a whole number from -4 to 4, got '5'": {("liberal", "gain"): "5"},
    "bad.csv: E5: transformative, relative_gain: expected a whole number": {("transformative", "relative_gain"): "1.5"},
    "bad.csv: F6: mercantilist, autonomy: expected a whole number": {("mercantilist", "autonomy"): "high"},
    "bad.csv: B8: unknown row of the value matrix 'securty_state' (did you mean 'security_state'?)": {
        ("security_state", "row"): "securty_state"
    },
    "bad.csv: B7: mercantilist comes twice of bad, here and in B6": {("conservative", "row"): "mercantilist"},
}


def test_every_fault_is_told_with_its_cell_and_the_other_sheets_are_read(sheet, run):
    cells = filled({place: text for changes in FAULTY.values() for place, text in changes.items()})
    cells[2][11] = "comons"
    names = [sheet("ann.csv", filled()), sheet("bad.csv", cells), "none.csv", sheet("bob.csv", filled())]
    names += [sheet("empty.csv", blank_sheet()), sheet("game.csv", [["3", "0"], ["5", "1"]])]

    code, out, err = run("coders", *names, "--coding", "ours.toml")

    assert code == 2
    assert "Coders: ann and bob. Agreement over the whole matrix: 1." in out
    for message in (
        *FAULTY,
        "bad.csv: L3: unknown heading 'comons' (did you mean 'commons'?)",
        "bad.csv: A3: the column commons is missing",
        "bad.csv: of bad the rows conservative, security_state missing",
        "none.csv: cannot be read: No such file or directory",
        "empty.csv: no weight of empty is filled in",
        "game.csv: expected a line with the headings row, gain",
    ):
        assert message in err, message
    assert err.count("\n") == len(FAULTY) + 6
    with pytest.raises(InputError, match="cannot be read"):
        load_coding("ours.toml")


def test_a_coder_and_a_heading_come_once(sheet):
    twice = filled()
    twice[2][4] = "gain"

    with pytest.raises(InputError, match="gain heads two columns, this one and that of D3"):
        coders(sheet("twice.csv", twice))
    with pytest.raises(InputError, match=r"again.csv: 'Ann' has a sheet already, in ann.csv"):
        coders(sheet("ann.csv", filled(coder="Ann")), sheet("again.csv", filled(coder="Ann")))
    with pytest.raises(InputError, match="expected sheets that coders filled in, got none"):
        coders()


def test_a_workbook_tells_every_cell_that_holds_neither_number_nor_text(tmp_path):
    with xlsxwriter.Workbook(tmp_path / "ann.xlsx") as book:
        own = book.add_worksheet()
        for number, line in enumerate(filled()):
            own.write_row(number, 0, line)
        own.write_boolean("D4", True)
        own.write_boolean("E5", False)

    with pytest.raises(InputError) as caught:
        coders(tmp_path / "ann.xlsx")

    assert "ann.xlsx: D4: expected a whole number or a text, got True\n" in str(caught.value)
    assert "ann.xlsx: E5: expected a whole number or a text, got False" in str(caught.value)


@pytest.fixture
def ours(tmp_path, sheet, run):
    """Write a coding in which two coders put the liberals' primacy at 1 and 2, and give its path."""
    weights = {"1": "4", "2": "3"}  # of primacy and governance, so that the row has its sum
    names = [
        sheet(
            f"{one}.csv",
            filled({("liberal", "primacy"): one, ("liberal", "governance"): other, ("liberal", "gain"): "4"}),
        )
        for one, other in weights.items()
    ]
    assert run("coders", *names, "--coding", "ours.toml")[0] == 0
    return tmp_path / "ours.toml"


def test_a_coding_reads_back_and_stands_in_a_scenario_beside_it_and_for_the_option(ours, run, monkeypatch):
    coding = load_coding(ours)
    cell = coding.rows["liberal"].weights["primacy"]
    (ours.parent / "mine.toml").write_text('title = "x"\norders = "ours.toml"\n[game]\nkind = "triangle"\n')
    monkeypatch.chdir("/")

    assert (cell.value, cell.low, cell.high) == (Fraction(3, 2), 1, 2)
    assert (coding.name, coding.title, coding.source) == ("ours", "2 coders", "1, 2")
    by_file, by_path = load(ours.parent / "mine.toml"), load("us-russia-china").replace({"orders": str(ours)})
    for scenario in (by_file, by_path, load("us-russia-china").replace({"orders": coding})):
        assert scenario.orders["liberal"]["primacy"] == Fraction(3, 2)
        assert coding_table(scenario.coding) == coding_table(coding)
    code, out, _ = run("reveal", "us-russia-china", "--samples", "9", "--orders", str(ours))
    assert (code, "\nours " in out) == (0, True)


def test_a_result_under_a_coding_of_coders_reproduces_itself(ours):
    scenario = load("us-russia-china").replace({"orders": str(ours)})
    again = parse(toml(resolved(scenario)), "again")

    assert coding_table(again.coding) == coding_table(scenario.coding)
    assert (again.build().exact == scenario.build().exact).all()
    shipped = load("us-russia-china")
    assert (resolved(shipped)["orders"]["coding"], shipped.coding) == ("sakwa", CODINGS["sakwa"])


def test_the_ledger_takes_the_file_of_a_coding(ours, run):
    _, out, _ = run("claims", "triangle.1", "--samples", "9", "--orders", str(ours), "--format", "json")

    assert json.loads(out)["orders"]["rows"]["liberal"]["primacy"]["value"] == 1.5
    assert claims("triangle.1", 9, orders=ours).coding.title == "2 coders"


WHOLE = coding_file(CODINGS["sakwa"]).replace('name = "sakwa"', 'name = "whole"')
GAIN = WHOLE.splitlines()[6]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (WHOLE.replace('"whole"', '"sakwa"'), "c.toml:1:8: name: is that of a shipped coding, sakwa"),
        (WHOLE.replace(GAIN, ""), "rows.liberal: must weigh every dimension; gain is missing"),
        (WHOLE.replace("[rows.liberal]", "[rows.libral]"), "c.toml:6:7: rows.libral: unknown row of the value matrix"),
        (WHOLE.replace(GAIN, GAIN.replace("low = 2", "low = 4")), "c.toml:7:8: rows.liberal.gain: low, value and high"),
        (WHOLE.replace(GAIN, GAIN.replace("high = 4", "high = 6")), "from -5.5 at the least to 5.5 at the most"),
        (WHOLE.replace(GAIN, 'gain = { value = "x" }'), "rows.liberal.gain.value: expected a number, got 'x'"),
        (WHOLE.replace(GAIN, GAIN.replace('"seed"', '"guess"')), "gain.evidence: expected 'seed' or 'judgement'"),
        ("name = ", "c.toml:1:"),
        ('title = "x"\n[game]\nkind = "triangle"', "c.toml:2:2: game: unknown key"),
    ],
)
def test_a_faulty_coding_is_refused_by_itself_and_in_a_scenario_that_names_it(tmp_path, monkeypatch, text, message):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "c.toml").write_text(text)

    with pytest.raises(ScenarioError) as alone:
        load_coding("c.toml")
    with pytest.raises(ScenarioError) as named:
        parse('title = "x"\n[orders]\ncoding = "c.toml"\n[game]\nkind = "trianle"', "s.toml")

    assert message in str(alone.value)
    fields = {problem.field: problem.message for problem in named.value.problems}
    assert message in fields["orders.coding"]
    assert "game.kind" in fields


def test_a_name_that_ends_in_toml_is_a_file_and_another_one_is_not(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    with pytest.raises(InputError, match=r"^orders: none.toml: cannot be read: No such file"):
        load("us-russia-china").replace({"orders": "none.toml"})
    with pytest.raises(
        InputError, match=r"unknown coding of the orders 'ours'; known: .*; or a file whose name ends in"
    ):
        claims("C14", 1, orders="ours")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--new", "s.txt"], "s.txt: unknown suffix '.txt'"),
        (["--new", "s.csv", "a.csv"], "--new writes an empty sheet: it takes no sheets"),
        ([], "expected sheets that coders filled in, got none"),
        (["a.csv", "--coding", "a.csv"], "--coding a.csv: expected a name that ends in .toml"),
        (["a.csv", "--coding", "sakwa.toml"], "sakwa is the name of a shipped coding; choose another one"),
        (["gap.csv", "--coding", "o.toml"], "liberal, status: no coder gave a weight"),
    ],
)
def test_what_the_command_refuses(sheet, run, arguments, message):
    sheet("a.csv", filled())
    sheet("gap.csv", filled({("liberal", "status"): ""}))

    code, _, err = run("coders", *arguments)

    assert (code, message in err) == (2, True), err


def test_json_has_every_figure_and_every_weight(sheet, run):
    names = sheet("a.csv", filled()), sheet("b.csv", filled({("liberal", "gain"): "-3", ("liberal", "status"): ""}))

    values = json.loads(run("coders", *names, "--format", "json")[1])

    assert values["schema"] == "tetrarchy.coders/1"
    assert values["cells"]["liberal"]["gain"] == {
        "value": 0,
        "low": -3,
        "high": 3,
        "evidence": "judgement",
        "reason": "the median of 2 coders",
        "source": "coders",
    }
    assert values["empty"] == {"b": [["liberal", "status"]]}
    assert values["by_cell"]["liberal"]["status"] is None
    weights = np.array([[values["weights"]["a"][row][name] for name in DIMENSION_NAMES] for row in ROW_NAMES])
    assert (weights == value_matrix().astype(float)).all()
