"""What the page of `tetrarchy explore` is made of: polynomials that are the game, and a file that asks for nothing."""

import json
import re
from base64 import b64encode
from dataclasses import replace
from fractions import Fraction
from functools import cache
from hashlib import sha256
from importlib.resources import files
from random import Random

import pytest
from sympy import Piecewise, sqrt, symbols
from typer.testing import CliRunner

from tetrarchy import InputError, NormalFormGame, load, parse
from tetrarchy.cli import app
from tetrarchy.configs.assemble import assemble
from tetrarchy.configs.files.page import with_setting
from tetrarchy.configs.load import load_both, parse_study, shipped
from tetrarchy.games.arena import ArenaGame
from tetrarchy.games.scenario.resolved import resolved
from tetrarchy.reports.explore.compact import compact_script
from tetrarchy.reports.explore.room import game_values, room_page
from tetrarchy.reports.format.toml import toml
from tetrarchy.studies.explore.explorable import explorable
from tetrarchy.studies.explore.polynomials import as_polynomials

SCRIPTS = sorted(
    path.name
    for path in (files("tetrarchy.reports") / "templates").iterdir()
    if "explore" in path.name and path.name.endswith(".js")
)
PLAYED = [name for name in shipped() if not (load(name).population or load(name).graph)]
QUOTIENT = """
title = "Quotients"
[game]
kind = "custom"
players = ["A", "B"]
actions = [["x", "y"], ["x", "y"]]
[game.parameters]
p = { default = 0.5, low = 0, high = 1, meaning = "m" }
q = { default = 0.5, low = 0, high = 1, meaning = "m" }
[[game.consequences]]
when = { A = "x" }
A = { gain = "p / (p + q) ** 2" }
B = { security = "(p - 1) ** 2 / (1 / (1 + q) + p)" }
[actors.A]
orders = "mercantilist"
[actors.B]
types = [{ prior = "1/3", orders = "liberal" }, { prior = "2/3", orders = "conservative" }]
"""
TYPES = """
title = "Types"
[game]
kind = "triangle"
[actors.China]
types = [{ prior = 0.7, orders = "conservative" }, { prior = 0.3, orders = { mercantilist = 0.5, liberal = 0.5 } }]
"""
SMALL = """
title = "Sanctions"
[game]
kind = "sanctions"
"""
NASTY = "=A</script><!--<b>\"' \u202e\u200b\\ `c` &lt; ${x}\n"


@cache
def room(name):
    found = explorable(name)
    return found, room_page(found)


def one_of_each_kind():
    kinds = {}
    for name in PLAYED:
        game = load(name).game
        kinds.setdefault(game.arena.name if isinstance(game, ArenaGame) else "", name)
    return sorted(kinds.values())


def drawn(found, random):
    """Return a value for each dial: anywhere in its range, and mixes whole."""
    values = [dial.low + (dial.high - dial.low) * Fraction(random.randint(0, 97), 97) for dial in found.dials]
    for whole in sorted({dial.whole for dial in found.dials if dial.whole}):
        members = [k for k, dial in enumerate(found.dials) if dial.whole == whole]
        parts = [random.randint(0, 5) for _ in members[1:]] + [1]
        for k, part in zip(members, parts, strict=True):
            values[k] = Fraction(part, sum(parts))
    return values


def built(scenario, found, values):
    """Return the game that the program itself builds where the dials stand at some values."""
    setting = {dial.key: str(value) for dial, value in zip(found.dials, values, strict=True)}
    return assemble(with_setting(resolved(scenario), setting, scenario, "page"), "page").build()


def part(page, opening):
    return page.partition(opening)[2].partition("</script>")[0]


@pytest.mark.parametrize("name", one_of_each_kind())
def test_the_polynomials_are_the_games_payoffs_at_any_setting(name):
    found, _ = room(name)
    values = drawn(found, Random(name))

    assert (found.payoffs([dial.value for dial in found.dials]) == load(name).build().exact).all()
    assert (found.payoffs(values) == built(load(name), found, values).exact).all()


def test_quotients_powers_and_chances_of_types_are_exact_too():
    scenario = parse(QUOTIENT, "quotients")
    found = explorable(scenario)
    values = drawn(found, Random(1))

    assert {each.kind for each in found.polynomials.derived} == {"inverse", "sum"}
    assert (found.payoffs(values) == built(scenario, found, values).exact).all()
    with pytest.raises(ZeroDivisionError):
        found.payoffs([Fraction(0), Fraction(0), *values[2:]])


def test_what_is_expected_of_types_is_made_of_sums_that_stand_once():
    scenario = parse(TYPES, "types")
    found = explorable(scenario)
    values = drawn(found, Random(2))

    assert {each.kind for each in found.polynomials.derived} == {"sum"}
    assert max(map(len, found.polynomials.polynomials)) < 12
    assert (found.payoffs(values) == built(scenario, found, values).exact).all()
    assert len(room_page(found).encode()) < 60_000


def test_an_indicator_is_a_variable_that_turns_where_its_polynomial_is_0():
    x, y = symbols("x y")
    found = as_polynomials([y * Piecewise((1, x**2 <= y), (0, True))], (x, y))

    assert [found.values([Fraction(a), Fraction(4)]) for a in (1, 2, 3)] == [(4,), (4,), (0,)]


def test_other_formulas_are_refused():
    with pytest.raises(InputError, match="more than sums, products, quotients and indicators"):
        as_polynomials([sqrt(symbols("x"))], symbols("x,"))


def test_a_parameter_whose_range_is_one_number_is_no_dial():
    scenario = parse(
        QUOTIENT.replace("q = { default = 0.5, low = 0, high = 1", "q = { default = 2, low = 2, high = 2"), "fixed"
    )
    found = explorable(scenario)
    values = drawn(found, Random(3))

    assert [dial.key for dial in found.dials if dial.group == ""] == ["p"]
    assert (found.payoffs(values) == built(scenario, found, values).exact).all()
    assert room_page(found)


def test_a_dial_reaches_as_far_as_the_scenarios_own_number():
    dials = {dial.key: dial for dial in explorable(load("us-russia-china").replace(p_R=3)).dials}

    assert (dials["p_R"].low, dials["p_R"].high, dials["p_R"].value) == (Fraction(1, 5), 3, 3)
    assert (dials["US.liberal"].low, dials["US.liberal"].high) == (0, 1)


def test_a_game_of_many_payoffs_has_no_dials_and_keeps_its_payoffs():
    game = NormalFormGame([[[k * j for k in range(5)] for j in range(5)] for _ in range(2)])
    found = explorable(game)

    assert found.dials == ()
    assert (found.payoffs([]) == game.exact).all()


def test_a_game_of_more_outcomes_than_a_page_shows_is_refused():
    game = NormalFormGame([[[0] * 21] * 20] * 2)
    with pytest.raises(InputError, match="a page shows games of at most 400 outcomes, this one has 420"):
        explorable(game)


def test_a_population_has_no_players_to_show():
    with pytest.raises(InputError, match="use tetrarchy evolve"):
        explorable("order-contest")


@pytest.mark.parametrize("name", PLAYED)
def test_a_page_is_small_and_asks_for_nothing(name):
    _, page = room(name)
    shown = page.replace(part(page, 'id="scenario">'), "")

    assert len(page.encode()) < 60_000
    assert not re.search(r"https?:|src=|href=|url\(|@import|fetch\(|XMLHttp|Worker|import\(|eval\(|Function\(", shown)


def test_the_policy_allows_this_script_and_this_style_alone():
    _, page = room("stag-hunt")
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)[1]
    inside = {"script-src": re.findall(r"<script>(.*?)</script>", page, re.DOTALL)}
    inside["style-src"] = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)

    assert policy.startswith("default-src 'none'; ")
    for directive, texts in inside.items():
        hashes = [b64encode(sha256(text.encode()).digest()).decode() for text in texts]
        assert re.findall(rf"{directive} 'sha256-([^']*)'(?:;|$)", policy) == hashes
    assert "unsafe" not in policy


def test_names_are_data():
    players, actions = [NASTY, "B"], [[NASTY, "y"], ["x", "y"]]
    scenario = load("stag-hunt")
    game = NormalFormGame(scenario.build().exact, players, actions, NASTY)
    page = room_page(explorable(game))

    assert page.count("<script") == page.count("</script>") == 4
    assert "<!--" not in page
    assert "\u202e" not in page
    assert json.loads(part(page, 'id="game">'))["players"][0].startswith("=A</script><!--<b>\"' \\u202e\\u200b")
    assert "&lt;/script&gt;" in page.partition("<h1")[2].partition("</h1>")[0]
    assert parse(page, "page").build().players == tuple(players)


def test_the_script_keeps_its_strings_and_what_the_compaction_takes_for_granted_holds():
    for name in SCRIPTS:
        source = (files("tetrarchy.reports") / "templates" / name).read_text(encoding="utf-8")
        code = [line for line in source.splitlines() if not line.strip().startswith("//")]
        quoted = re.findall(r'"[^"\n]*"', "\n".join(code))

        assert re.findall(r'"[^"\n]*"', compact_script(source)) == quoted
        assert not [line for line in code if line.count("`") % 2 or line.count('"') % 2 or "/*" in line]
        assert not [line for line in code if re.search(r"\$\{[^}]*`", line) or re.search(r";\s+//", line)]


def test_values_are_those_of_the_game():
    values = game_values(explorable("prisoners-dilemma"))

    assert values["players"] == ["Row", "Column"]
    assert values["dials"][0] == ["0.0.0", "cooperate, cooperate", "Row", None, "3", "-5/2", "15/2", "1/10", ""]
    assert values["polynomials"] == "+a|+b|+c|+d|+e|+f|+g|+h"
    assert values["effects"] == [["0,1,2,3 abcd"], ["4,5,6,7 abcd"]]
    assert game_values(explorable("sanctions-russia"))["effects"][0][:3] == ["0,5 3ab", "0,6 3ab", ""]


def test_words_that_are_only_heard_stand_within_their_section_and_widen_no_small_screen():
    _, page = room("stag-hunt")

    assert ".unseen{position:absolute;" in page
    assert "#found > section{position:relative;" in page


def test_a_printed_page_keeps_its_payoffs_and_its_colours():
    _, page = room("stag-hunt")
    printed = page.partition("@media print")[2]

    assert "button,#pair:not(:has(table)){display:none}td button{display:inline}" in printed
    assert "#found > section{overflow:visible}" in printed
    assert ".stable{forced-color-adjust:none;print-color-adjust:exact}" in page


def test_a_printed_page_tells_the_numbers_that_were_set_as_paper_has_no_dials():
    _, page = room("stag-hunt")
    style, _, printed = page.partition("</style>")[0].partition("@media print")

    assert '<p id="moved"></p>' in page
    assert "#moved{display:none}" in style
    assert "#moved{display:block}#dials,#tools," in printed
    assert "Set here: ${" in page


def test_actions_beaten_only_once_others_are_taken_out_are_told_as_such():
    _, page = room("stag-hunt")

    assert '"whatever the others do of what is left"' in page


@pytest.mark.parametrize("name", PLAYED)
def test_a_page_calls_players_as_reports_do(name):
    found, _ = room(name)

    assert found.labels == load(name).names.labels
    assert not [words for dial in found.dials for words in (dial.name, dial.group) if "_" in words]


@pytest.mark.parametrize(
    ("name", "key", "words"),
    [
        ("courting-washington", "US.types.0.prior", ("chance of each type", "United States (mercantilist)")),
        ("courting-washington", "US.types.1.liberal", ("United States (liberal)", "liberal")),
        ("us-russia-china-1972", "p_R", ("", "pressure on the Soviet Union")),
        ("climate-five-powers", "o_B", ("", "openness of China")),
        ("s400-in-sequence", "US.security_state", ("United States", "security state")),
        ("snap-back-2025", "Eurasia.liberal", ("Russia and China", "liberal")),
    ],
)
def test_a_dial_is_called_as_reports_call_its_number(name, key, words):
    dials = {dial.key: dial for dial in room(name)[0].dials}

    assert (dials[key].group, dials[key].name) == words


def test_kinds_of_one_player_share_its_mix():
    found = explorable("enlargement-two-sides")
    values = game_values(found)

    assert [whole for whole, *_ in values["mixes"]] == ["West", "Russia"]
    assert values["mixOf"] == [0, 0, 1]
    assert len(values["dials"]) + 5 * len(values["mixes"]) == len(found.dials)


def test_names_are_made_short_but_for_properties_and_no_two_alike_in_a_statement():
    script = """
const total = (items) => items.length;
const size = 2;
const pair = { size, total: 1, other: size };
const count = (...other) => total(other) + pair.total;
function twice(items, a, last = null) {
  const [first, other] = items;
  return { ...first, other, b: last ? a : total(first) };
}
const said = `total: ${count("total")} ${pair.size}`;
"""

    assert compact_script(script) == (
        "let total=a=>a.length,size=2,a={size,total:1,other:size},b=(...c)=>total(c)+ a.total,"
        "d=(e,a,f=null)=>{let[c,other]=e;return{...c,other,b:f?a:total(c)}},"
        'c=`total: ${b("total")} ${a.size}`;'
    )


def test_an_order_of_moves_may_be_chosen_where_the_scenario_has_one():
    found, page = room("s400-in-sequence")

    assert game_values(found)["moves"] == [
        ["China, then India, then the United States", ((0,), (1,), (2,)), []],
        ["China, then India and the United States at once", ((0,), (1, 2)), []],
        ["India, then China and the United States at once", ((1,), (0, 2)), []],
        ["The United States, then China and India at once", ((2,), (0, 1)), []],
        ["China, India and the United States at once", ((0, 1, 2),), []],
    ]
    assert "Who moves first" in page
    assert parse(page, "room.html").order == (("China",), ("India",), ("US",))
    assert "moves" not in game_values(explorable("stag-hunt"))
    assert "Who moves first" not in room("stag-hunt")[1]


def test_types_move_last_on_the_page_and_what_is_hidden_is_told():
    order = (("Russia",), ("US", "China"))
    scenario = replace(load("us-russia-china"), order=order, hidden=(("Russia", "China"),))
    own, *others = game_values(explorable(scenario))["moves"]
    typed = replace(parse(QUOTIENT, "quotients"), order=(("A",), ("B",)))

    words = "Russia, then the United States and China at once. China does not see what Russia does"
    assert own == [words, ((1,), (0, 2)), [(1, 2)]]
    assert [name for name, *_ in others] == [
        "The United States, then Russia and China at once",
        "Russia, then the United States and China at once",
        "China, then the United States and Russia at once",
        "The United States, Russia and China at once",
    ]
    assert game_values(explorable(typed))["moves"] == [
        ["A, then B", ((0,), (1, 2)), []],
        ["A and B at once", ((0, 1, 2),), []],
    ]


@pytest.mark.parametrize("name", ["us-russia-china", "courting-washington", "stag-hunt", "s400-in-sequence"])
def test_a_page_is_a_source_and_its_scenario_the_one_it_was_made_of(name):
    _, page = room(name)

    assert toml(resolved(parse(page, "room.html"))) == toml(resolved(load(name)))


@pytest.mark.parametrize(
    "study",
    [
        'design = "sobol"\nsamples = 64\nseed = 3\n[study.over]\ndependence = "0.25:0.5"\n"West.orders" = "declared"',
        'concepts = ["nash"]\nselection = "welfare"\n[study.over]\ndependence = [0, 0.3]\n"West.orders" = [0, 0.5, 1]',
    ],
)
def test_the_study_of_a_scenario_stands_inside_the_page(study):
    text = f"{SMALL}[study]\n{study}\n"
    plan = parse_study(text, "small")
    page = room_page(explorable(parse(text, "small")), plan)
    found = parse_study(page, "room.html")

    assert found.section() == plan.section()
    assert (found.concepts, found.selection, found.design.described()) == (
        plan.concepts,
        plan.selection,
        plan.design.described(),
    )


def test_a_study_that_names_a_table_stands_in_no_page(tmp_path):
    path, room = tmp_path / "small.toml", tmp_path / "room.html"
    (tmp_path / "points.csv").write_text("dependence\n0.2\n0.3\n")
    path.write_text(f'{SMALL}[study]\ndesign = "table"\nfile = "points.csv"\n')
    told = CliRunner().invoke(app, ["explore", str(path), "--out", str(room)])

    assert "its study names a table, which does not stand inside the page" in told.output
    assert load_both(room)[1] is None


def test_the_page_calls_actions_as_reports_do():
    values = game_values(explorable("us-russia-china"))

    assert values["actions"][0] == ["engage both", "press China alone", "press Russia alone", "press both"]
    assert [list(map(str, own)) for own in load("us-russia-china").names.actions] == values["actions"]
