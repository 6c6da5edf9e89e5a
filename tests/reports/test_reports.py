"""Numbers, tables, documents and TOML text: one place each."""

import csv
import io
import json
import tomllib
from fractions import Fraction

import pyarrow.csv
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tetrarchy import NormalFormGame, analyse, load, parse
from tetrarchy.games.scenario.scenario import Scenario
from tetrarchy.games.text.labels import listed
from tetrarchy.reports.format.blocks import Heading, Items, Listing, Paragraph, Table
from tetrarchy.reports.format.document import csv as csv_text
from tetrarchy.reports.format.document import latex, markdown, plain_text
from tetrarchy.reports.format.json import dumped
from tetrarchy.reports.format.page import page
from tetrarchy.reports.format.tables import table
from tetrarchy.reports.format.toml import toml
from tetrarchy.reports.format.widths import columns
from tetrarchy.reports.outputs import written
from tetrarchy.reports.scenario.why import why_nobody_moves
from tetrarchy.studies.scenario.analysis import Solutions

DOCUMENT = [
    Heading("A & B", 1),
    Heading("Part"),
    Heading("Piece", 3),
    Paragraph("Costs 5% of x_1."),
    Items(("one", "two")),
    Table("A table", ("a|b", "c"), (("1e5", "x_y"), ("=1+1", "-2"))),
    Listing("p = 1", "toml"),
]


def test_lists_in_a_sentence():
    assert [listed([]), listed(["a"]), listed(["a", "b"]), listed(["a", "b", "c"])] == [
        "",
        "a",
        "a and b",
        "a, b and c",
    ]


def test_cells_stay_text_in_every_style():
    for style in ("table", "markdown", "csv", "latex"):
        assert "1e5" in table(["n"], [["1e5"]], style)


def test_a_pipe_does_not_break_a_markdown_table():
    assert table(["x"], [["a|b"]], "markdown").splitlines()[2].count("|") - 1 == 2


def test_a_spreadsheet_takes_no_cell_of_csv_for_a_formula():
    rows = list(csv.reader(io.StringIO(table(["x"], [["=1+1"], ["-2"], ["-1+1"], ["@x"], ["+3"]], "csv"))))

    assert [row[0] for row in rows] == ["x", "'=1+1", "-2", "'-1+1", "'@x", "+3"]


def test_a_document_in_plain_text():
    text = plain_text(DOCUMENT)

    assert text.startswith("A & B\n=====\n\nPart\n----\n\nPiece:\n\nCosts 5% of x_1.\n\n- one\n- two\n\nA table\n")
    assert text.endswith("\n\np = 1\n")


def test_a_document_in_markdown():
    text = markdown(DOCUMENT)

    assert text.startswith("# A & B\n\n## Part\n\n### Piece\n\n")
    assert "| a\\|b   | c   |" in text
    assert text.endswith("```toml\np = 1\n```\n")


def test_a_document_in_latex_escapes_what_is_special_there():
    text = latex(DOCUMENT)

    assert "\\section{A \\& B}" in text
    assert "Costs 5\\% of x\\_1." in text
    assert "x\\_y" in text
    assert "\\begin{verbatim}\np = 1\n\\end{verbatim}" in text


def test_a_document_in_csv_is_one_table_that_names_the_tables_of_its_rows():
    tables = [
        Table("One", ("=x", "", "y", "y", "table"), (("-1/2", "a", "b", "c", "d"),)),
        Table("Two", ("y", "x"), (("-x", "e"),)),
        Table("One", ("x",), (("f",),)),
    ]

    assert csv_text([Heading("Left out"), *tables]) == (
        "table,'=x,column 2,y,y (2),table (2),x\nOne,-1/2,a,b,c,d,\nTwo,,,'-x,,,e\nOne (2),,,,,,f\n"
    )
    assert csv_text(DOCUMENT) == "table,a|b,c\nA table,1e5,x_y\nA table,'=1+1,-2\n"


def test_a_table_without_a_caption_stands_alone_in_csv():
    assert csv_text([Table("", ("=x", "x"), (("1", "2"),))]) == "'=x,x\n1,2\n"
    assert csv_text([]) == "table\n"


def test_csv_reads_without_options():
    text = written(analyse(load("us-russia-china")), "csv")
    rows = pyarrow.csv.read_csv(io.BytesIO(text.encode())).to_pylist()

    assert list(rows[0])[:3] == ["table", "number", "equilibrium (United States, Russia, China)"]
    found = [row["United States"] for row in rows if row["table"] == "What each player plays and gets"]
    assert found == ["-0.029"]
    assert "#" not in text


WIDE = Table("中国", ("国", "b"), (("中国", "1"), ("e\u0301", "2"), ("🇨🇳", "3")))


def test_columns_line_up_with_wide_and_combining_letters():
    lines = plain_text([Heading("中国", 1), WIDE]).splitlines()

    assert lines[:2] == ["中国", "===="]
    assert lines[5:] == ["国    b", "----  ---", "中国  1", "e\u0301     2", "🇨🇳    3"]


def test_prose_is_wrapped_by_the_room_that_its_letters_take():
    assert plain_text([Paragraph("中国 " * 30)]).splitlines()[0] == "中国 " * 19 + "中国"
    assert plain_text([Paragraph("中国 " * 4), Items(("ab cd",))], 10) == "中国 中国\n中国 中国\n\n- ab cd\n"


FITTED = {
    60: """
name                   x    y     z
---------------------  ---  ----  -----
a name of some length  0.5  0.25  0.125
b                      1    2     3
""",
    36: """
name            x    y     z
--------------  ---  ----  -----
a name of some  0.5  0.25  0.125
length
b               1    2     3
""",
    22: """
name         x    y
-----------  ---  ----
a name of    0.5  0.25
some length
b            1    2

name            z
--------------  -----
a name of some  0.125
length
b               3
""",
    12: """
name: a name
  of some
  length
x: 0.5
y: 0.25
z: 0.125

name: b
x: 1
y: 2
z: 3
""",
}


@pytest.mark.parametrize("screen", FITTED)
def test_a_table_is_fitted_to_a_terminal(screen):
    rows = [("a name of some length", "0.5", "0.25", "0.125"), ("b", "1", "2", "3")]

    assert table(("name", "x", "y", "z"), rows, "table", screen) == FITTED[screen].strip("\n")


@pytest.mark.parametrize("screen", [40, 80])
def test_a_report_fits_a_terminal(screen):
    text = written(analyse(load("us-russia-china")), "table", screen)

    assert max(map(columns, text.partition('title = "')[0].splitlines())) <= screen


def test_a_page_escapes_every_text_and_forbids_itself_scripts_and_requests():
    text = page([Heading("<b> & co", 1), Table("t", ("<i>",), (("</td><script>", "0.5"),))])

    assert "<title>&lt;b&gt; &amp; co</title>" in text
    assert "<td>&lt;/td&gt;&lt;script&gt;</td>" in text
    assert '<td class="number">0.5</td>' in text
    assert "default-src 'none'" in text
    assert "http" not in text.replace("http-equiv", "")


def test_json_has_no_nan_and_keeps_whole_fractions_as_integers():
    assert (
        dumped({"a": float("nan"), "b": Fraction(4), "c": Fraction(1, 4)})
        == '{\n  "a": null,\n  "b": 4,\n  "c": 0.25\n}\n'
    )


def test_json_writes_what_cannot_be_seen_by_its_number():
    values = {"a\x1b\x7f\x85": "é\u202e\u200b\U000e0061\ud800中"}

    assert dumped(values) == ('{\n  "a\\u001b\\u007f\\u0085": "é\\u202e\\u200b\\udb40\\udc61\\ud800中"\n}\n')
    assert json.loads(dumped(values)) == values


KEYS = st.text(min_size=1, max_size=8)
SCALARS = (
    st.text(max_size=20)
    | st.integers(-(2**60), 2**60)
    | st.booleans()
    | st.floats(allow_nan=False, allow_infinity=False)
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=12,
)


@given(st.dictionaries(KEYS, VALUES, max_size=5))
def test_toml_text_reads_back_as_the_values(values):
    assert tomllib.loads(toml(values)) == values


def test_the_report_of_the_dilemma_says_why_nobody_moves():
    analysis = analyse(load("prisoners-dilemma"))

    assert why_nobody_moves(analysis.scenario, analysis.game, analysis.explanations[0]) == (
        "Row would not move: to cooperate would cost it 20% of what it has at stake.",
        "Column would not move: to cooperate would cost it 20% of what it has at stake.",
    )


def test_costs_are_split_by_dimension_and_add_up():
    for name in ("us-russia-china", "recognition-assurance", "institutions-reform"):
        analysis = analyse(load(name))
        for explanation in analysis.explanations:
            for move in explanation.moves:
                assert move.cost >= 0
                assert abs(sum(move.by_dimension) - move.cost) <= 1e-12
            totals = explanation.contributions.sum(axis=1)
            assert abs(totals - explanation.equilibrium.payoffs).max() <= 1e-12
            assert abs(explanation.floors.sum(axis=1) - totals).max() <= 1e-12


def test_a_report_ends_with_the_limits_and_what_reproduces_it():
    text = written(analyse(load("us-russia-china")), "markdown")

    assert "never a prediction" in text
    assert "not probabilities about the world" in text
    listing = text.rsplit("```toml\n", 1)[1].removesuffix("```\n")
    again = parse(listing, "again")
    assert (again.build().exact == load("us-russia-china").build().exact).all()


def test_a_report_says_what_lies_outside_its_range():
    text = written(analyse(load("us-russia-china").replace(p_R=1.5)), "table")

    assert "pressure_on_russia = 1.5 lies outside the range held plausible" in text


def test_an_equilibrium_in_weakly_dominated_actions_is_flagged():
    scenario = parse(
        'title = "Weak"\n[game]\nkind = "normal_form"\npayoffs = [[[1, 0], [0, 0]], [[1, 0], [0, 0]]]', "weak"
    )

    text = written(Solutions(scenario, (analyse(scenario, "pure"),)), "table")

    assert text.count("A weakly dominated action is played here.") == 2
    assert "a2 is never better and sometimes worse than a1." in " ".join(text.split())


def test_a_continuum_of_equilibria_is_put_into_words():
    scenario = parse(
        'title = "Ties"\n[game]\nkind = "normal_form"\npayoffs = [[[1, 1], [0, 2]], [[1, 1], [0, 1]]]', "ties"
    )

    text = written(Solutions(scenario, (analyse(scenario),)), "table")

    assert "corners of a continuum" in text


def test_a_game_with_very_many_outcomes_is_not_written_out():
    game = NormalFormGame.zero_sum([[k * m % 7 for k in range(17)] for m in range(17)])
    text = written(analyse(Scenario("Big", game), "pure"), "table")

    assert "289 outcomes, too many to write out" in text


def test_a_list_without_an_equilibrium_says_so(run):
    _, told, _ = run("solve", "prisoners-dilemma", "--concept", "strong")

    assert "None found. The list is complete" in told
