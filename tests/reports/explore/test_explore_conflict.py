"""The page of a conflict: a file that asks for nothing, is read back, and finds what the program finds."""

import json
import re
import sys
from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from random import Random
from urllib.parse import unquote

import pytest

from tetrarchy import InputError, load, parse
from tetrarchy.configs.load import shipped
from tetrarchy.games.graph.of_game import graph_model
from tetrarchy.games.scenario.resolved import resolved
from tetrarchy.reports.conflict.page_one import answer_sentences, today_sentences
from tetrarchy.reports.explore.conflict import conflict_page, conflict_values
from tetrarchy.reports.format.toml import toml
from tetrarchy.solvers.stability.coalitions import leavers_from
from tetrarchy.solvers.stability.concepts import BASIC
from tetrarchy.solvers.stability.stability import stability
from tetrarchy.studies.conflict.conflict_analysis import conflict_analysis
from tetrarchy.studies.conflict.first_page import ConflictPage
from tetrarchy.studies.conflict.swaps import neighbour_swaps
from tetrarchy.studies.explore.explorable_conflict import explorable_conflict
from tetrarchy.studies.sequence.analysis import with_order

sys.path.append(str(Path(__file__).parent))
page_script = import_module("page_script")

SHIPPED = [name for name in shipped() if load(name).graph]
OPTIONS = {"A": ["x", "y"], "B": ["z"], "C": ["w"]}
NAMES = ["A.x", "A.y", "B.z", "C.w"]
FOUND = """(data, settings) => settings.map((own) => {
  const preferences = own.map((text, i) => readPreference(data, i, text));
  const { stable, rests } = solved(data, preferences, ["nash", "gmr", "smr", "seq", "sseq"]);
  const swaps = preferences.flatMap((each, i) =>
    each.slice(1).map((_, place) => swapOf(data, preferences, rests.seq, "seq", i, place)));
  const found = solved(data, preferences, []);
  const leave = (_, s) => leaversFrom(data, found, s).map(({ members, target }) => [members, target]);
  const leavers = data.states.map(leave);
  return { stable, swaps, leavers, written: preferences.map((each, i) => writtenPreference(data, i, each)) };
})"""


@cache
def explored(name):
    found = explorable_conflict(load(name))
    return found, conflict_page(found)


def written(values):
    return parse(toml(values), "t.toml")


def by_options(random):
    """Return a conflict of options in which some are for good and some states infeasible; ties, and statements."""
    one, other = random.sample(NAMES, 2)
    every = written({"title": "t", "game": graph(OPTIONS, {own: ["A.x"] for own in OPTIONS}, one, other)})
    wishes = {own: random.sample([*NAMES, "A.x iff B.z", "C.w if A.y", "not B.z"], 4) for own in OPTIONS}
    assert every.game.model.n_states >= 4
    return written({"title": "t", "game": graph(OPTIONS, wishes, one, other)})


def graph(options, wishes, one, other):
    return {
        "kind": "graph",
        "infeasible": [f"{one} and {other}"],
        "irreversible": [one],
        "options": options,
        "preferences": {own: {"statements": each} for own, each in wishes.items()},
    }


def by_name(random):
    """Return a conflict of named states with any moves, rankings with ties."""
    states, players = [f"s {k}" for k in range(random.randint(4, 7))], ["A", "B", "C"][: random.randint(2, 3)]
    moves = {own: [[a, b] for a in states for b in states if a != b and random.random() < 0.35] for own in players}
    rankings = {own: {"ranking": tied(random, states)} for own in players}
    game = {"kind": "graph", "states": states, "moves": moves, "preferences": rankings}
    return written({"title": "t", "status_quo": states[1], "game": game})


def tied(random, entries):
    """Return entries in any order as classes; a class of one is the entry."""
    order, classes = random.sample(entries, len(entries)), []
    for entry in order:
        if classes and random.random() < 0.25:
            classes[-1].append(entry)
        else:
            classes.append([entry])
    return [own[0] if len(own) == 1 else own for own in classes]


def drawn(found, random):
    """Return other preferences as the page writes them."""
    texts = []
    for player, name in enumerate(found.game.players):
        if found.truths[player] is None:
            classes = tied(random, [*range(1, found.game.model.n_states + 1)])
            ranked = [sorted(own) if isinstance(own, list) else [own] for own in classes]
            texts.append(">".join("=".join(map(str, own)) for own in ranked))
        else:
            numbers = [*range(1, len(found.game.wishes[name]) + 1)]
            kept = random.sample(numbers, random.randint(1, len(numbers)))
            texts.append(">".join(str(number * random.choice([1, 1, -1])) for number in kept))
    return texts


def with_setting(page, setting):
    return parse(page.replace('id="setting">{}', f'id="setting">{json.dumps(setting)}'), "room.html")


def leavers(model, state):
    """Return the groups that would leave a state together, and for where, those without a smaller one."""
    found = [({*group}, [[*group], target]) for group, target in leavers_from(model, state)]
    return [own for group, own in found if not any(other < group for other, _ in found)]


def check_script(found, page, settings):
    """Check the script against the program, to which the settings come by way of a saved page."""
    answers = page_script.answer("conflict", FOUND, conflict_values(found), settings)
    for own, answer in zip(settings, answers, strict=True):
        keys = [f"preferences.{name}" for name in found.game.players]
        scenario = with_setting(page, dict(zip(keys, own, strict=True)))
        known = stability(scenario)
        assert answer["written"] == own
        assert answer["stable"] == {name: known.of(name).tolist() for name in BASIC}
        assert answer["leavers"] == [leavers(known.model, state) for state in range(known.model.n_states)]
        swaps = [[each["player"], each["place"], each["appears"], each["ends"]] for each in answer["swaps"]]
        assert swaps == [[s.player, s.place, [*s.appears], [*s.ends]] for s in neighbour_swaps(scenario, "seq")]


@pytest.mark.parametrize("name", SHIPPED)
def test_the_script_finds_what_the_program_finds_and_says_it_in_the_same_words(name):
    found, page = explored(name)
    random = Random(name)
    known = ConflictPage(conflict_analysis(found.scenario))
    shown = page_script.Page(page)

    check_script(found, page, [drawn(found, random) for _ in range(4)])
    assert shown.text("said").startswith(answer_sentences(known)[0])
    today = found.game.status_quo
    for words, _ in zip(today_sentences(known, today), known.temptations(today), strict=False):
        assert words.removesuffix(".") in shown.text("moves")


@pytest.mark.parametrize("seed", range(10))
def test_the_script_finds_what_the_program_finds_in_other_conflicts(seed):
    random = Random(seed)
    found = explorable_conflict((by_options if seed % 2 else by_name)(random))

    check_script(found, conflict_page(found), [drawn(found, random) for _ in range(3)])


@pytest.mark.parametrize("name", SHIPPED)
def test_a_page_is_small_asks_for_nothing_and_is_read_back(name):
    found, page = explored(name)
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)[1]

    assert len(page.encode()) < 60_000
    assert not re.search(r"src=|href=|url\(|@import|fetch\(|XMLHttp|Worker|import\(|eval\(|Function\(|https?:", page)
    assert policy.startswith("default-src 'none'; ")
    for directive, tag in (("script-src", "script"), ("style-src", "style")):
        [text] = re.findall(rf"<{tag}>(.*?)</{tag}>", page, re.DOTALL)
        assert f"{directive} 'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'" in policy
    assert "@media print{th button{display:inline}" in page
    assert resolved(parse(page, "room.html")) == resolved(found.scenario)


@pytest.mark.parametrize(
    ("name", "address", "set_to"),
    [
        ("cuba-1962", "#preferences.US=2%3E1%3D4%3E3%3E5%3E6%3E7%3E8%3E9%3E10%3E11%3E12&status_quo=6", 5),
        ("elmira-1991", "#preferences.Town=9%3E8%3E7%3E6%3E5%3E4%3E1%3D2%3D3&status_quo=9", 8),
        ("nord-stream-2", "#preferences.US=-4%3E2&preferences.Russia=1%3E3%3E2%3E4", 9),
    ],
)
def test_an_address_is_kept_and_its_setting_comes_to_the_program_by_page_and_by_toml(name, address, set_to):
    _, page = explored(name)
    shown = page_script.Page(page, address)
    setting = dict(map(unquote, part.split("=")) for part in address[1:].split("&"))
    read = with_setting(page, setting)
    shown.press("Download as TOML")
    known = answer_sentences(ConflictPage(conflict_analysis(read)))[0]

    assert shown.address == address
    assert shown.text("said").startswith(known)
    assert "With these preferences" in shown.text("answer")
    assert read.game.status_quo == set_to
    assert resolved(parse(shown.saved, "room.toml")) == resolved(read)


def test_what_is_done_on_the_page_changes_the_answer_and_what_cannot_be_done_is_told():
    shown = page_script.Page(explored("cuba-1962")[1])
    first = shown.text("said")
    for element in ("o2", "o3"):
        shown._machine.eval(f"elements.{element}.onchange()")
    refused = shown.text("told")
    shown._machine.eval("elements['u0-6'].onclick()")
    shown._settle()
    moved = shown.address
    shown.press("Reset the preferences")

    assert refused == (
        "The Soviet Union: escalate cannot be taken here, as the scenario rules out "
        '"the Soviet Union: withdraw and the Soviet Union: escalate". '
        "Change another option first, or choose a state from the table."
    )
    assert moved == "#preferences.US=7%3E5%3E6%3E8%3E3%3E2%3E4%3E12%3E10%3E11%3E9%3E1&status_quo=5"
    assert (shown.text("said"), shown.address) == (first, "#")
    assert "No two or more would all gain by leaving it together." in shown.text("moves")
    shown.press("Teaching")
    assert shown.text("said") == ""
    assert "yes" not in shown.text("states")
    shown.press("Show the answer")
    assert shown.text("said") == first


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        ({"preferences.UK": "1"}, "unknown part 'preferences.UK'"),
        ({"status_quo": "13"}, "status_quo: a state is a number from 1 to 12, got '13'"),
        ({"preferences.US": "1>2"}, "preferences.US: expected the numbers of the states from 1 to 12, each once"),
        ({"preferences.US": "x"}, "preferences.US: expected the numbers of the states from 1 to 12, each once"),
    ],
)
def test_a_setting_that_is_none_is_refused(setting, said):
    with pytest.raises(InputError, match=re.escape(f"room.html: the setting inside the page: {said}")):
        with_setting(explored("cuba-1962")[1], setting)


@pytest.mark.parametrize("text", ["", "5", "1>1", "1>-1", "0", "1=2"])
def test_statements_that_are_none_are_refused(text):
    with pytest.raises(InputError, match="expected numbers of statements from 1 to 4, each at most once"):
        with_setting(explored("nord-stream-2")[1], {"preferences.US": text})


def test_names_are_data():
    nasty = "=A</script><!--<b>\"' \u202e\u200b\\ `c` &lt; ${x}"
    game = {
        "kind": "graph",
        "states": [nasty, "b"],
        "moves": {nasty: [[nasty, "b"]]},
        "preferences": {nasty: {"ranking": ["b", nasty]}},
    }
    scenario = written({"title": nasty, "status_quo": "b", "labels": {"players": {nasty: nasty}}, "game": game})
    page = conflict_page(explorable_conflict(scenario))
    shown = page_script.Page(page, "#preferences.x=1&status_quo=1")
    shown.press("Download as TOML")

    assert page.count("<script") == page.count("</script>") == 4
    assert "<!--" not in page
    assert "\u202e" not in page
    assert graph_model(parse(page, "room.html")).states[0] == nasty
    assert resolved(parse(shown.saved, "room.toml")) == resolved(scenario) | {"status_quo": nasty}


def test_a_game_and_an_order_of_moves_are_refused():
    with pytest.raises(InputError, match="needs states and moves, and this scenario has actions"):
        explorable_conflict(load("stag-hunt"))
    with pytest.raises(InputError, match="a conflict has no order of moves"):
        explorable_conflict(with_order(load("cuba-1962"), [["US"], ["USSR"]]))


@pytest.mark.parametrize(
    ("game", "said"),
    [
        ({"options": {"A": [f"o{k}" for k in range(8)]}}, "at most 200 states, this one has 256"),
        ({"options": {"A": ["o0"]}, "mark": " ?"}, "a page shows conflicts in which every comparison is known"),
    ],
)
def test_what_a_page_does_not_show_is_refused(game, said):
    wish = f"A.o0{game.pop('mark', '')}"
    values = {"title": "t", "game": {"kind": "graph", **game, "preferences": {"A": {"statements": [wish]}}}}
    with pytest.raises(InputError, match=said):
        explorable_conflict(written(values))
