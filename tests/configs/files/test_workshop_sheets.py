"""The kit of a workshop and the sheets that come back: what is handed out, what is read, which faults are told."""

import csv
import io
import json
import re
import warnings
from base64 import b64encode
from fractions import Fraction
from hashlib import sha256
from zipfile import ZipFile

import openpyxl
import pytest
import xlsxwriter

from tetrarchy import InputError, OutsideRangeWarning, brief, elicit, kit
from tetrarchy.games.sequence.nodes import Decision, End
from tetrarchy.games.sequence.tree import Tree
from tetrarchy.reports.outputs import FORMATS, written
from tetrarchy.reports.workshop.room import elicit_page
from tetrarchy.studies.workshop.questions import questionnaire
from tetrarchy.studies.workshop.sheet import HEADINGS, participant_sheet

NAME = "sanctions-russia"
SEVERITY, COST = "game.parameters.severity", "game.parameters.sender_cost"
WEST = "actors.West.orders"
NASTY = '=A</script><b>*x*</b>\x1b]0;p\x07\u202e\u200b[a](http://e)|`c`,\n"q"'


def lines(changes=(), name="", scenario=NAME):
    """Return the cells of a sheet as texts, some answers (by the key of their line) filled in."""
    cells = [list(map(str, line)) for line in participant_sheet(questionnaire(scenario), name).cells]
    for key, answer in dict(changes).items():
        next(line for line in cells if line[0] == key)[-1] = answer
    return cells


def as_csv(cells, mark=","):
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=mark).writerows(cells)
    return text.getvalue()


@pytest.fixture
def sheet(tmp_path, monkeypatch):
    """Return a function that writes a sheet under a name and gives the name."""
    monkeypatch.chdir(tmp_path)

    def write(file, cells, mark=",", encoding="utf-8"):
        (tmp_path / file).parent.mkdir(exist_ok=True)
        (tmp_path / file).write_text(as_csv(cells, mark), encoding=encoding, newline="")
        return file

    return write


def test_a_kit_that_twelve_heads_filled_in_is_read_back(tmp_path, run, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert run("kit", NAME, "--out", "kit")[0] == 0
    for place, file in enumerate(sorted((tmp_path / "kit" / "csv").iterdir()), 1):
        cells = list(csv.reader(io.StringIO(file.read_text())))
        next(line for line in cells if line[0] == COST)[-1] = str(place / 32)
        file.write_text(as_csv(cells))

    found = elicit(NAME, "kit/csv")

    assert [head.name for head in found.heads] == [f"sheet-{place:02}" for place in range(1, 13)]
    assert [head.given for head in found.heads] == [{COST: Fraction(place, 32)} for place in range(1, 13)]
    assert [len(answer) for answer in found.answers] == [1] * 12
    assert len({*found.answers}) == 2
    (decisive,) = [each for each in found.differences if each.decisive]
    parted = sum(one != other for k, one in enumerate(found.answers) for other in found.answers[k + 1 :])
    assert (decisive.input.key, decisive.parted) == (COST, parted / 66)


def test_a_workbook_of_a_kit_is_read_back_as_its_text_is(tmp_path):
    for name, content in kit(NAME, heads=1).items():
        if name.endswith((".csv", ".xlsx")):
            (tmp_path / name.rpartition("/")[2]).write_bytes(content)
    book = openpyxl.load_workbook(tmp_path / "sheet-1.xlsx")
    read = [[cell.value for cell in line] for line in book.active.iter_rows()]
    (row,) = [number for number, line in enumerate(read, 1) if line[0] == COST]
    book.active.cell(row, len(HEADINGS)).value = 0.25
    book.save(tmp_path / "sheet-1.xlsx")

    assert read[row - 1][2:] == [0, 0.5, 0.2, None]
    assert elicit(NAME, tmp_path / "sheet-1.xlsx").heads[0].given == {COST: Fraction(1, 4)}
    assert elicit(NAME, tmp_path / "sheet-1.csv").heads[0].given == {}


def test_every_kind_of_answer_is_read(sheet):
    asked = {
        SEVERITY: "0.25",
        f"{WEST}.liberal": "30",
        f"{WEST}.mercantilist": "10",
        "option.West.1": "2",
        "option.West.2": "2",
        "expect.1": "Sanction",
        "expect.2": "1",
        "sure": "80 %",
    }
    (head,) = elicit(NAME, sheet("ann.csv", lines(asked, "Ann"))).heads

    assert head.name == "Ann"
    assert head.given == {
        SEVERITY: Fraction(1, 4),
        WEST: (Fraction(3, 4), 0, Fraction(1, 4), 0),
        "options.West": (1, 1),
        "expect": (1, 0),
        "sure": 80,
    }


def test_a_percentage_means_the_same_in_a_workbook_and_in_a_text(tmp_path, sheet):
    asked = {SEVERITY: "25%", f"{WEST}.liberal": "30%", f"{WEST}.mercantilist": "10", "sure": "60 %"}
    given = {SEVERITY: Fraction(1, 4), WEST: (Fraction(3, 4), 0, Fraction(1, 4), 0), "sure": 60}
    with xlsxwriter.Workbook(tmp_path / "ann.xlsx") as book:
        own, shown = book.add_worksheet(), book.add_format({"num_format": "0%"})
        for row, line in enumerate(lines(asked)):
            *before, answer = line
            own.write_row(row, 0, before)
            if answer.endswith("%"):
                own.write_number(row, len(before), float(answer.rstrip(" %")) / 100, shown)
            else:
                own.write_string(row, len(before), answer)

    assert elicit(NAME, tmp_path / "ann.xlsx").heads[0].given == given
    assert elicit(NAME, sheet("bob.csv", lines(asked))).heads[0].given == given
    with pytest.raises(InputError, match=r"option.West.1: expected a whole number from 1 to 2, got '100%'"):
        elicit(NAME, sheet("carl.csv", lines({"option.West.1": "100%", "option.West.2": "1"})))


def test_a_sheet_beyond_ascii_has_the_mark_by_which_spreadsheets_know_its_code():
    plain, marked = (kit(NAME, names=[name])["csv/sheet-1.csv"] for name in ("Ann", "Zoë"))

    assert plain.isascii()
    assert marked.startswith(b"\xef\xbb\xbf")
    assert "name,Zoë".encode() in marked


@pytest.mark.parametrize(("mark", "encoding"), [(",", "utf-8-sig"), (";", "utf-8"), ("\t", "utf-16")])
def test_marks_between_cells_and_encodings_are_told_from_the_sheet(sheet, mark, encoding):
    answer = "0.5" if mark == "," else "0,5"
    (head,) = elicit(NAME, sheet("ann.csv", lines({SEVERITY: answer}), mark, encoding)).heads

    assert head.given == {SEVERITY: Fraction(1, 2)}


@pytest.mark.parametrize(("answer", "value"), [("12,5%", "1/8"), ("12,5 %", "1/8"), ("\u22120,5", "-1/2")])
def test_a_percentage_or_a_sign_goes_with_a_decimal_comma(sheet, answer, value):
    name = sheet("ann.csv", lines({SEVERITY: answer, COST: "0,25"}), ";")

    with warnings.catch_warnings(action="ignore", category=OutsideRangeWarning):
        assert elicit(NAME, name).heads[0].given == {SEVERITY: Fraction(value), COST: Fraction(1, 4)}


@pytest.mark.parametrize("order", [(5, 0, 1, 2, 3, 4), (5, 4, 3, 2, 1, 0), (1, 5, 0)])
def test_columns_may_be_moved_with_what_stands_above_them(sheet, order):
    cells = [line + [""] * (len(HEADINGS) - len(line)) for line in lines({SEVERITY: "0.25"}, "Ann")]
    (head,) = elicit(NAME, sheet("moved.csv", [[line[column] for column in order] for line in cells])).heads

    assert (head.name, head.given) == ("Ann", {SEVERITY: Fraction(1, 4)})


def test_results_say_in_a_line_what_they_are_of(sheet):
    assert repr(elicit(NAME, sheet("ann.csv", lines()))) == "<Elicitation: 1 head on Sanctions on Russia, from 2014>"
    assert repr(brief(NAME)) == "<Brief: Sanctions on Russia, from 2014>"


def test_a_sheet_in_a_form_that_is_not_read_is_named_and_not_passed_over(sheet, tmp_path, run):
    sheet("filled/ann.csv", lines())
    with ZipFile(tmp_path / "filled" / "bob.ods", "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
    (tmp_path / "filled" / "room.html").write_text("a page is no sheet")

    code, out, err = run("elicit", NAME, "filled")

    assert (code, err.count("\n")) == (2, 1)
    assert "bob.ods: is a zip archive, but no Excel workbook; save a sheet as .xlsx or CSV" in err
    assert "1 sheet: ann." in out


def test_an_unknown_line_is_told_without_a_list_of_all_others(sheet):
    cells = lines()
    cells[4][0] = "How large are these?"

    with pytest.raises(InputError, match=r"A5: unknown question 'How large are these\?'; keys stay as the kit has .*$"):
        elicit(NAME, sheet("ann.csv", cells))


def test_states_of_a_conflict_and_ends_of_a_tree_are_told_in_words_and_read_by_either_name(sheet):
    files = kit("nord-stream-2", heads=1)
    cards, plan = files["cards.md"].decode(), files["plan.html"].decode()
    told = '"Germany: halt; Russia: complete" (7)'

    assert "## You are the United States" in cards
    assert f"- Then: {told}." in cards.partition("You are Germany")[2].partition("You are Russia")[0]
    assert ".halt" not in cards + plan
    assert "\n- Today: sanction.\n" in cards
    assert "elicit scenario.toml filled --out room.html</code></pre>" in plan
    for vote in ("Germany: halt; Russia: complete", "Germany.halt, Russia.complete", "7"):
        found = elicit("nord-stream-2", sheet("ann.csv", lines({"expect": vote}, scenario="nord-stream-2")))
        assert (found.heads[0].vote, written(found, "json").count('"Germany.halt, Russia.complete"') > 0) == (6, True)
        assert told in written(found, "markdown")
    asked = [line[1] for line in lines(scenario="snap-back-2025")[1:]]
    assert "What do Russia and China follow? Share out 100 points" in asked
    assert any("2 give notice / meet the terms, 3 " in each for each in asked)


def test_types_of_an_actor_have_the_names_of_their_cards():
    titles = [line[1] for line in lines(scenario="european-autonomy") if not line[0]]

    assert "What does the United States (liberal) follow? Share out 100 points" in titles
    _, liberal, mercantilist, europe = kit("european-autonomy", heads=1)["cards.md"].decode().split("## You are ")
    assert liberal.startswith("the United States (liberal)")
    assert "- Rely on the United States or seek autonomy.\n- Today: rely on the United States." in europe
    assert "Next: the United States guarantees Europe's security and the European Union relies" in liberal
    assert "of every type" not in liberal + mercantilist
    assert "the United States (of every type) guarantees" in europe
    assert "You would rather have less of governance (strength and openness of shared institutions" in mercantilist


def test_a_kit_brings_the_scenario_that_its_sheets_show_and_the_plan_asks_for_it(tmp_path, run, monkeypatch):
    monkeypatch.chdir(tmp_path)
    run("kit", NAME, "--set", "severity=0.3", "--heads", "1", "--out", "kit")
    monkeypatch.chdir(tmp_path / "kit")
    plan = (tmp_path / "kit" / "plan.md").read_text()
    (command,) = re.findall(r"^tetrarchy (elicit \S+) filled$", plan, re.MULTILINE)

    values = json.loads(run(*command.split(), "csv", "--format", "json")[1])

    assert values["group"]["inputs"][SEVERITY] == 0.3
    assert "Ninety minutes, 1 participant, 2 roles: " in plan


def test_a_card_says_what_may_be_done_together_and_which_moves_are_not_seen(tmp_path):
    unseen = [
        (move, Decision("Bob", [("L", End([k, 0])), ("R", End([0, k]))], "unseen")) for k, move in enumerate("AD")
    ]
    (tmp_path / "unseen.efg").write_text(Tree(["Ann", "Bob"], Decision("Ann", unseen, "first")).to_efg())
    hidden, cuba = (kit(name, heads=1)["cards.md"].decode() for name in (tmp_path / "unseen.efg", "cuba-1962"))
    plan = kit("snap-back-2025", heads=1)["plan.md"].decode()

    assert '- After "A" or "D", without seeing which: L or R.' in hidden
    assert "- Any of these, or none: air strike, blockade." in cuba
    assert "- Sanction, or not." in kit("nord-stream-2", heads=1)["cards.md"].decode()
    assert "roles: E3, Iran, and Russia and China. Print" in plan


@pytest.mark.parametrize("scenario", [NAME, "chicken"])
def test_every_dot_lies_on_the_map_or_in_the_row_of_what_holds(sheet, scenario):
    corner = {SEVERITY: "1", COST: "0"} if scenario == NAME else {}
    away = [{SEVERITY: "0.2"}] if scenario == NAME else []
    sheets = [sheet(f"{k}.csv", lines(own, scenario=scenario)) for k, own in enumerate([corner] * 13 + away)]
    page = elicit_page(elicit(scenario, *sheets))

    dots = [float(y) for y in re.findall(r'<circle class="rim" cx="[\d.]+" cy="([\d.]+)"', page)]
    (height,) = re.findall(r'<rect class="frame" x="0" y="0" width="820" height="(\d+)"', page)
    assert (len(dots), height == "820") == (len(sheets), scenario == NAME)
    assert all(17 <= y <= int(height) - 17 for y in dots)


FAULTY = {
    (SEVERITY, "0,5"): "game.parameters.severity: expected a number with a point, as in 0.5, got '0,5'",
    (COST, "much"): "game.parameters.sender_cost: expected a number with a point, as in 0.5",
    (f"{WEST}.liberal", "-1"): "actors.West.orders.liberal: expected a number with a point, as in 0.5, from 0 on, got",
    ("actors.Russia.orders.liberal", "0"): "expected points for what Russia seeks whose sum is above 0, got 0",
    ("option.West.1", "1.5"): "option.West.1: expected a whole number from 1 to 2, got '1.5'",
    ("option.Russia.1", "1"): "what Russia should do: expected all lines or none; option.Russia.2 is empty",
    ("expect.1", "sanctoin"): "expect.1: expected a whole number from 1 to 2, or a name among relax, sanction, got",
    ("sure", "120"): "sure: expected a number with a point, as in 0.5, from 0 to 100, got '120'",
}


def test_every_fault_is_told_with_file_row_and_column_and_the_other_sheets_are_read(sheet, run):
    cells = lines(dict(FAULTY.keys()))
    doubled, foreign, gone = lines(), lines(), lines()
    doubled.append(doubled[5])
    foreign[5][0] = "game.parameters.severty"
    foreign[4].append("x" * (len(HEADINGS) - len(foreign[4])))
    foreign[4] = ["", "title", "", "", "", "7"]
    del gone[5]
    heads = [sheet("ann.csv", lines({SEVERITY: "0.5"})), sheet("bad.csv", cells), sheet("twice.csv", doubled)]
    heads += [sheet("foreign.csv", foreign), sheet("gone.csv", gone), "none.csv", sheet("bob.csv", lines())]
    heads += [sheet("other.csv", lines(scenario="chicken")), sheet("note.csv", [["a", "b"]])]

    code, out, err = run("elicit", NAME, *heads)

    assert code == 2
    assert "2 sheets: ann and bob. bob left everything empty" in " ".join(out.split())
    rows = {line[0]: number for number, line in enumerate(cells, 1)}
    for (key, _), message in FAULTY.items():
        place = rows["option.Russia.2"] if key == "option.Russia.1" else rows[key]
        assert f"bad.csv: F{place}: {message}" in err, message
    first = doubled[5][0]
    for message in (
        f"twice.csv: A{len(doubled)}: {first} comes twice, here and in A6",
        "foreign.csv: A6: unknown question 'game.parameters.severty' (did you mean 'game.parameters.severity'?)",
        "foreign.csv: F5: no question stands here, got '7'",
        f"gone.csv: the line {first} is missing",
        "none.csv: cannot be read: No such file or directory",
        "other.csv: B2: expected a sheet of 'Sanctions on Russia, from 2014', got one of 'Chicken'",
        "note.csv: expected a line with the headings key, question, from, to, today, yours",
    ):
        assert message in err, message
    assert err.count("\n") == len(FAULTY) + 8


def test_a_workbook_with_a_foreign_cell_and_a_mixture_of_commas_and_points_are_told_by_their_cells(tmp_path, sheet):
    with xlsxwriter.Workbook(tmp_path / "ann.xlsx") as book:
        own = book.add_worksheet()
        for number, line in enumerate(lines()):
            own.write_row(number, 0, line)
        own.write_boolean("F6", True)

    with pytest.raises(InputError, match=r"ann.xlsx: F6: expected a number or a text, got True"):
        elicit(NAME, tmp_path / "ann.xlsx")
    with pytest.raises(
        InputError, match=r"bob.csv: F\d+: expected a decimal comma, as elsewhere in this table, got '0.1'"
    ):
        elicit(NAME, sheet("bob.csv", lines({SEVERITY: "0,5", COST: "0.1"}), ";"))


def test_one_sheet_of_a_workbook_with_a_fault_leaves_the_others(tmp_path, run):
    with xlsxwriter.Workbook(tmp_path / "room.xlsx") as book:
        for name, key, answer in [("Ann", SEVERITY, 0.5), ("Bob", COST, "much"), ("Cid", COST, True), ("Ann", COST, 1)]:
            own, cells = book.add_worksheet(f"{name} {answer}"), lines(name=name)
            for row, line in enumerate(cells):
                own.write_row(row, 0, line)
                if line[0] == key:
                    own.write(row, 5, answer)
        book.add_worksheet("notes").write(0, 0, "thanks to all")
        own = book.add_worksheet("Eve")
        for row, line in enumerate(lines({SEVERITY: "0.25"}, "Eve")):
            own.write_row(row, 0, line)

    code, out, err = run("elicit", NAME, str(tmp_path / "room.xlsx"), "--format", "json")

    heads = json.loads(out)["heads"]
    assert (code, [(head["name"], head["given"]) for head in heads]) == (
        2,
        [("Ann", {SEVERITY: 0.5}), ("Eve", {SEVERITY: 0.25})],
    )
    told = [line.partition("room.xlsx, sheet ")[2] for line in err.splitlines()]
    row = next(number for number, line in enumerate(lines(), 1) if line[0] == COST)
    assert told[0].startswith(f"Bob much: F{row}: {COST}: expected a number with a point")
    assert told[1] == f"Cid True: F{row}: expected a number or a text, got True"
    assert told[2].startswith("Ann 1: 'Ann' has a sheet already, in ")
    assert told[3].startswith("notes: expected a line with the headings key, question")


def test_a_head_comes_once_and_a_folder_must_have_sheets(sheet, tmp_path):
    with pytest.raises(InputError, match=r"two.csv: 'Ann' has a sheet already, in one.csv"):
        elicit(NAME, sheet("one.csv", lines(name="Ann")), sheet("two.csv", lines(name="Ann")))
    (tmp_path / "empty").mkdir()
    with pytest.raises(InputError, match=r"empty: is a folder without sheets, which end in .csv, .tsv, .xlsx"):
        elicit(NAME, "empty")
    with pytest.raises(InputError, match="expected sheets that participants filled in, got none"):
        elicit(NAME)


def test_a_number_outside_its_range_is_used_and_warned_of_with_the_head(sheet, run):
    name = sheet("ann.csv", lines({SEVERITY: "0.01"}))

    with pytest.warns(OutsideRangeWarning, match=r"ann: severity = 0.01 lies outside the range held plausible"):
        (head,) = elicit(NAME, name).heads
    assert head.given == {SEVERITY: Fraction(1, 100)}
    assert "note: ann: severity = 0.01 lies outside" in run("elicit", NAME, name)[2]


def test_names_are_text_in_every_file_of_a_kit_and_of_a_room(tmp_path, monkeypatch, sheet):
    files = kit(NAME, names=[NASTY, "Bob"])
    for name, content in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(content)
    cell = openpyxl.load_workbook(tmp_path / "xlsx" / "sheet-1.xlsx").active["B3"]
    found = elicit(NAME, "csv")

    assert cell.data_type == "s"
    assert cell.value.startswith("'=A</script>")
    assert [head.name for head in found.heads] == [elicit(NAME, "xlsx").heads[0].name, "Bob"]
    assert found.heads[0].name.startswith("=A</script><b>")
    page = elicit_page(found)
    assert "</script><b>" not in page
    assert not re.search("[\x1b\u202e\u200b]", page)


@pytest.mark.parametrize("format", [*FORMATS, "page"])
def test_without_names_no_name_stands_in_anything_that_is_written(sheet, format):
    changes = [
        {SEVERITY: "0.2", "expect.1": "1", "expect.2": "2"},
        {SEVERITY: "0.9", "option.West.1": "1", "option.West.2": "2"},
        {},
    ]
    names = ["Zenobia", "Xanthippe", ""]
    sheets = [sheet(f"Q{name}.csv", lines(own, name)) for name, own in zip(names, changes, strict=True)]
    found = elicit(NAME, *sheets, anonymous=True)

    text = elicit_page(found) if format == "page" else written(found, format)

    assert not [name for name in ("Zenobia", "Xanthippe", "QZenobia", "Q.csv") if name in text]
    assert "head 3" in text


def test_the_page_of_the_room_forbids_itself_everything_but_its_own_script_and_style(sheet):
    page = elicit_page(elicit(NAME, sheet("a.csv", lines({SEVERITY: "0.2", COST: "0.1"})), sheet("b.csv", lines())))
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]+)"', page)

    assert policy.startswith("default-src 'none'")
    for tag in ("style", "script"):
        (body,) = re.findall(rf"<{tag}>(.*?)</{tag}>", page, re.DOTALL)
        assert f"'sha256-{b64encode(sha256(body.encode()).digest()).decode()}'" in policy
    assert not re.search(
        r"\b(src|href|style|on\w+)=|url\(|@import|http", page.partition("</head>")[2].partition("<script>")[0]
    )
    assert page.count('class="dot"') == 2


def test_the_page_is_for_the_suffix_and_the_report_for_the_format(sheet, run, tmp_path):
    name = sheet("a.csv", lines())

    run("elicit", NAME, name, "--out", "room.html")
    run("elicit", NAME, name, "--out", "report.html", "--format", "html")
    values = json.loads(run("elicit", NAME, name, "--format", "json")[1])

    assert 'class="dot"' in (tmp_path / "room.html").read_text()
    assert ">Who ends where</a></h2>" in (tmp_path / "report.html").read_text()
    assert (values["schema"], values["heads"][0]["empty"], values["rule"]) == ("tetrarchy.elicit/1", True, "borda")


def test_a_kit_is_the_same_each_time_lasts_ninety_minutes_and_keeps_the_answer_to_the_facilitator():
    files = kit(NAME, heads=1)
    plan, cards = files["plan.md"].decode(), files["cards.html"].decode()

    assert files == kit(NAME, heads=1)
    spans = [tuple(map(int, span)) for span in re.findall(r"^\| (\d+) to (\d+) ", plan, re.MULTILINE)]
    assert [end for _, end in spans[:-1]] == [start for start, _ in spans[1:]]
    assert (spans[0][0], spans[-1][1]) == (0, 90)
    assert "stand-off (sanction, hold)" in plan
    assert "stand-off (sanction, hold)" not in cards
    assert "You are Russia" in cards
    assert re.findall(r"tetrarchy elicit (\S+) filled", plan) == ["scenario.toml"] * 2


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["kit", NAME, "--out", "there"], "--out there: is there already and not an empty folder"),
        (["kit", "order-contest", "--out", "new"], "order_contest is a population game: use tetrarchy evolve"),
        (["kit", NAME, "--out", "new", "--names", "names.txt"], "expected a name for each sheet, got 'Ann' twice"),
        (["kit", NAME, "--out", "new", "--names", "names.txt", "--heads", "2"], "a number of sheets or names for them"),
        (["kit", NAME, "--out", "new", "--heads", "501"], "a kit has 1 to 500 sheets, got 501"),
        (["elicit", NAME, "there", "--rule", "bordo"], "unknown rule 'bordo' (did you mean 'borda'?)"),
        (["elicit", NAME], "expected sheets that participants filled in, got none"),
    ],
)
def test_what_the_commands_refuse_is_told_in_one_line(sheet, tmp_path, run, arguments, message):
    sheet("there/a.csv", lines())
    (tmp_path / "names.txt").write_text("Ann\n\nAnn\n")

    code, out, err = run(*arguments)

    assert (code, out, err.count("\n")) == (2, "", 1)
    assert message in err
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("there", [False, True])
def test_a_kit_that_cannot_be_written_whole_leaves_nothing(tmp_path, run, monkeypatch, there):
    broken = {"plan.md": b"a", "csv/sheet-1.csv": b"b", "plan.md/no-folder": b"c"}
    monkeypatch.setattr("tetrarchy.reports.workshop.kit.kit", lambda *_: broken)
    monkeypatch.chdir(tmp_path)
    if there:
        (tmp_path / "kit").mkdir()

    code, out, err = run("kit", "chicken", "--out", "kit")

    assert (code, out) == (2, "")
    assert err.endswith("tetrarchy: kit/plan.md/no-folder: cannot be written: Not a directory\n")
    assert [path.name for path in tmp_path.rglob("*")] == ["kit"] * there
