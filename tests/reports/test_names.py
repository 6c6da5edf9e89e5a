"""Names are data: whatever is in them, every format shows them as text, and JSON alone has them as they are."""

import csv
import io
import json
import re
import tomllib
from functools import cache
from html.parser import HTMLParser

import pytest
from markdown_it import MarkdownIt

from tetrarchy import (
    analyse,
    assumption_log,
    compare,
    conditions,
    parse,
    sweep,
    thresholds,
    tipping_points,
    what_if,
)
from tetrarchy.games.text.visible import is_hidden, visible
from tetrarchy.reports.format.toml import toml
from tetrarchy.reports.outputs import FORMATS, written
from tetrarchy.studies.conflict.conflict_analysis import WholeConflict, conflict_analysis
from tetrarchy.studies.evolution.game_evolution import evolution_analysis
from tetrarchy.studies.repeated.repetition import repeated_analysis
from tetrarchy.studies.scenario.analysis import Solutions
from tetrarchy.studies.scenario.unsolved import unsolved_game
from tetrarchy.studies.sensitivity.answered import AnsweredStudy
from tetrarchy.studies.tournament.tournament_analysis import tournament_analysis


def nasty(name):
    """Return a name that would be a formula, a tag, a link, emphasis, a command of a terminal and of LaTeX."""
    return f"={name}<b>*x*</b>\x1b]0;p\x07\x9b\x7f\u202e\u200b[a](http://e) `c` $y$ ~~z~~ &lt; | \\input{{q}}\n\t\u3164"


A, B, C, D, S, T = map(nasty, "ABCDST")
MATRIX = {
    "title": nasty("title"),
    "description": f"{nasty('first')}\n\nsecond",
    "sources": [nasty("source")],
    "game": {
        "kind": "normal_form",
        "players": [A, B],
        "actions": [[C, D], [C, D]],
        "payoffs": [[[3, 0], [5, 1]], [[3, 5], [0, 1]]],
    },
    "strategies": {
        nasty("grim"): {"states": {S: C, T: D}, "moves": [{"from": S, "when": {"other": D}, "to": T}]},
        nasty("all"): {"states": {S: D}},
    },
}
ARENA = {
    "title": nasty("title"),
    "game": {
        "kind": "custom",
        "players": [A, "West"],
        "actions": [[C, D], ["x", "y"]],
        "parameters": {
            "cost": {"default": 0.3, "low": 0, "high": 1, "meaning": nasty("meaning"), "unit": nasty("unit")}
        },
        "consequences": [{"when": {A: D}, A: {"gain": "0.4 - cost"}}],
    },
    "actors": {A: {"name": nasty("name"), "orders": "liberal"}, "West": {"orders": "mercantilist"}},
}
FIRST, SECOND, THIRD = map(nasty, ("first", "second", "third"))
CONFLICT = {
    "title": nasty("title"),
    "question": nasty("question"),
    "sources": [nasty("source")],
    "status_quo": FIRST,
    "labels": {"players": {"P": A, "Q": B}},
    "game": {
        "kind": "graph",
        "states": [FIRST, SECOND, THIRD],
        "moves": {"P": [[FIRST, SECOND], [SECOND, THIRD]], "Q": [[SECOND, FIRST], [THIRD, FIRST]]},
        "preferences": {"P": {"ranking": [SECOND, FIRST, THIRD]}, "Q": {"ranking": [FIRST, THIRD, SECOND]}},
    },
}
PATHS = ("game.payoffs.0.0.0", "game.payoffs.0.1.0")
RESULTS = {
    "show": lambda game, arena: unsolved_game(arena),
    "solve": lambda game, arena: Solutions(arena, (analyse(arena),)),
    "report": lambda game, arena: analyse(arena),
    "stability": lambda game, arena: WholeConflict(conflict_analysis(parse(toml(CONFLICT), nasty("file")), every=True)),
    "whatif": lambda game, arena: what_if(arena, {"cost": 0.9}),
    "tipping": lambda game, arena: tipping_points(arena),
    "conditions": lambda game, arena: conditions(arena, {A: D, "West": "x"}, samples=10),
    "compare": lambda game, arena: compare(arena, arena.replace(cost=0.9)),
    "assumptions": lambda game, arena: assumption_log(arena),
    "thresholds": lambda game, arena: thresholds(arena, "cost"),
    "sweep": lambda game, arena: AnsweredStudy(sweep(game, over={path: [0, 2, 4, 6] for path in PATHS})),
    "repeat": lambda game, arena: repeated_analysis(game),
    "tournament": lambda game, arena: tournament_analysis(game, 20),
    "evolve": lambda game, arena: evolution_analysis(game, time=5),
}


@cache
def text(name, format):
    return written(result(name), format)


@cache
def result(name):
    return RESULTS[name](*(parse(toml(values), nasty("file")) for values in (MATRIX, ARENA)))


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("name", RESULTS)
def test_nothing_that_cannot_be_seen_is_in_any_format(name, format):
    assert {letter for letter in text(name, format) if is_hidden(letter)} == {"\n"}


@pytest.mark.parametrize("name", RESULTS)
def test_json_has_the_names_as_they_are(name):
    assert json.loads(text(name, "json"))["scenario"]["title"] == nasty("title")


class Tags(HTMLParser):
    """Collects the tags of a page that are not those of a picture."""

    def __init__(self, page):
        super().__init__()
        self.tags, self.links = set(), set()
        self.feed(re.sub("<svg.*?</svg>", "", page, flags=re.DOTALL))

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.links |= {value for name, value in attrs if name in ("href", "src")}


@pytest.mark.parametrize("name", RESULTS)
def test_a_page_has_no_tag_from_a_name(name):
    page = text(name, "html")

    assert not Tags(page).tags & {"b", "em", "strong", "del", "script", "img"}
    assert all(re.fullmatch(r"#[\w-]+", link) for link in Tags(page).links)
    assert "<b>" not in page


@pytest.mark.parametrize("name", RESULTS)
def test_markdown_has_nothing_but_text_in_its_blocks(name):
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text(name, "markdown"))

    assert {child.type for token in tokens for child in token.children or ()} <= {"text", "text_special"}
    assert "html_block" not in {token.type for token in tokens}


@pytest.mark.parametrize("name", RESULTS)
def test_latex_has_no_command_from_a_name(name):
    outside = re.sub(r"\\begin{verbatim}.*?\\end{verbatim}", "", text(name, "latex"), flags=re.DOTALL)

    assert "\\input" not in outside


@pytest.mark.parametrize("name", RESULTS)
def test_csv_is_one_table_without_a_formula(name):
    rows = list(csv.reader(io.StringIO(text(name, "csv"))))

    assert len({len(row) for row in rows}) == 1
    texts = [cell for row in rows for cell in row if re.search("[A-Za-z]{2}", cell)]
    assert not [cell for cell in texts if cell[0] in "=+-@"]


def test_the_scenario_in_a_report_is_that_of_the_report():
    listing = text("report", "markdown").rpartition("```toml\n")[2].removesuffix("```\n")

    assert tomllib.loads(listing)["game"]["actions"][0] == [C, D]
    assert visible(nasty("first")) not in text("report", "table")
