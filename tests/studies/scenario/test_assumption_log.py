"""The log of assumptions: what is in it, and that a sheet that was filled in is read back as changes."""

import json
from datetime import date
from fractions import Fraction

import pytest
from openpyxl import load_workbook

from tetrarchy import InputError, assumption_log, load, read_changes
from tetrarchy.reports.format.workbook import workbook
from tetrarchy.reports.outputs import written
from tetrarchy.reports.scenario.assumptions import TO_FILL_IN, assumptions_sheet

NAME = "sanctions-russia"
LOG = assumption_log(NAME)
EUROPE = assumption_log("european-autonomy")
CHOICE = assumption_log("order-choice-2017")


@pytest.fixture
def sheet(tmp_path):
    """Write the sheet of a log, with some texts in it replaced."""

    def write(log=LOG, **changes):
        text = written(log, "csv")
        for old, new in changes.get("texts", {}).items():
            assert old in text
            text = text.replace(old, new, 1)
        path = tmp_path / "log.csv"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_every_number_is_there_with_what_it_rests_on_and_what_it_decides():
    entries = {each.path: each for each in LOG.entries}
    held = entries["game.parameters.sender_cost"]
    share = entries["actors.West.orders.liberal"]

    assert (held.value, held.low, held.high) == (Fraction(1, 5), 0, Fraction(1, 2))
    assert held.judgement is ("judgement" in held.source)
    assert held.tips.nearest is not None
    assert (share.source, share.judgement, share.low, share.high) == ("the scenario", True, 0, 1)
    assert {path.split(".")[0] for path in entries} == {"game", "actors", "orders", "repeated"}


def test_what_a_scenario_sets_itself_rests_on_the_scenario():
    path = "game.parameters.severity"
    (own,) = [each for each in assumption_log(load(NAME).replace({path: 0.5})).entries if each.path == path]

    assert (own.source, own.judgement) == ("the scenario", True)


def test_what_an_assumption_changes_is_told_of_the_analysis_that_leads_the_report():
    log = assumption_log("s400-in-sequence")
    tips = {each.path: each.tips.nearest for each in log.entries if each.tips is not None}
    told = tips["game.parameters.resolve"]

    assert log.played == "sequence"
    assert (told.value, told.distance) == (Fraction(11, 20), pytest.approx(2 / 3))
    assert "as a share of its range, before where play ends changes." in " ".join(written(log, "markdown").split())
    assert LOG.played == "once"


def test_the_assumptions_of_a_choice_at_home_are_those_of_the_game_that_it_follows_from():
    assert CHOICE.played == "choice"
    (china,) = [each for each in CHOICE.entries if each.path == "game.parameters.pressure_on_china"]
    assert (china.value, china.tips.nearest.value) == (Fraction(1, 2), Fraction(3, 5))


@pytest.mark.parametrize("log", [LOG, EUROPE, CHOICE])
def test_a_sheet_that_nobody_touched_changes_nothing(log, sheet, tmp_path):
    book = tmp_path / "log.xlsx"
    book.write_bytes(workbook(assumptions_sheet(log)))

    assert read_changes(log.scenario, sheet(log)) == read_changes(log.scenario, book) == {}


def test_a_workbook_that_was_filled_in_and_signed_is_read_back(tmp_path):
    path = tmp_path / "log.xlsx"
    path.write_bytes(workbook(assumptions_sheet(LOG)))
    book = load_workbook(path)
    headers = [cell.value for cell in book.active[1]]
    row = next(row for row in book.active.iter_rows(min_row=2) if row[0].value == "game.parameters.severity")
    assert tuple(headers[-len(TO_FILL_IN) :]) == TO_FILL_IN
    row[headers.index("value")].value = 0.25
    row[headers.index("when")].value = date(2020, 1, 31)
    row[headers.index("signed")].value = True
    book.save(path)

    assert read_changes(NAME, path) == {"game.parameters.severity": Fraction(1, 4)}


def test_a_note_may_hold_any_mark(sheet):
    path = sheet(texts={"severity,0.6": "severity,0.5"})
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([lines[0], f"{lines[1]}so; says A; and B", *lines[2:]]), encoding="utf-8")

    assert read_changes(NAME, path) == {"game.parameters.severity": Fraction(1, 2)}


def test_a_share_that_changed_changes_the_whole_mix(sheet):
    texts = {
        "Russia,0.85": "Russia,0.8",
        "Russia,0.15": "Russia,0.2",
    }
    found = read_changes(NAME, sheet(texts=texts))

    assert set(found) == {"actors.Russia.orders"}
    after = load(NAME).replace(found).actors["Russia"].orders
    assert (after["conservative"], after["mercantilist"]) == (Fraction(4, 5), Fraction(1, 5))


@pytest.mark.parametrize(
    ("log", "texts", "message"),
    [
        (LOG, {"path,": "paths,"}, "expected columns path and value, path is missing"),
        (LOG, {"game.parameters.severity": "game.parameters.severty"}, "severty"),
        (LOG, {"severity,0.6": "severity,much"}, "expected a number, got 'much'"),
        (LOG, {"severity,0.6": "severity,"}, "expected a number, got nothing"),
        (LOG, {"game.parameters.severity": "game.parameters.sender_cost"}, "expected each path once"),
        (LOG, {"Russia,0.85": "Russia,0.8"}, "must sum to 1"),
        (
            EUROPE,
            {"is liberal,0.35": "is liberal,0.5", "is mercantilist,0.65": "is mercantilist,0.6"},
            "does not go with the other values of the sheet",
        ),
    ],
)
def test_a_sheet_that_cannot_be_used_is_refused_with_its_name(log, texts, message, sheet):
    path = sheet(log, texts=texts)

    with pytest.raises(InputError, match=message) as refused:
        read_changes(log.scenario, path)
    assert "log.csv" in str(refused.value)


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(InputError, match=r"none\.csv: cannot be read"):
        read_changes(NAME, tmp_path / "none.csv")


def test_a_sweep_takes_a_sheet_too_and_what_is_set_by_itself_stands_above_it(sheet, run):
    path = sheet(texts={"severity,0.6": "severity,0.25"})
    sweep = ["sweep", NAME, "--over", "sender_cost=0.1:0.3:2", "--format", "json", "--set", f"@{path}"]

    for more, severity in (([], 0.25), (["--set", "severity=0.3"], 0.3)):
        code, out, err = run(*sweep, *more)
        assert code == 0, err
        assert json.loads(out)["scenario"]["game"]["parameters"]["severity"] == severity
