"""Strategies in scenario files: what they become, what is refused and where, and how a report tells of them."""

from __future__ import annotations

import re

import numpy as np
import pytest
from typer.testing import CliRunner

from tetrarchy import InputError, ScenarioError, automaton, parse
from tetrarchy.cli import app
from tetrarchy.games.scenario.resolved import resolved
from tetrarchy.games.text.labels import code_of
from tetrarchy.reports.format.toml import toml
from tetrarchy.reports.repeated.strategies import moves_in_words, profiles_words
from tetrarchy.studies.repeated.repetition import MOST_PLAYS, repeated_analysis

TRADE = """
title = "Trade"
[game]
kind = "trade"
[repeated]
discount = 0.9
"""

TWO_STRIKES = """
[strategies.two_strikes]
start = "calm"
states = { angry = { tariff = "9/10", open = 0.1 }, calm = "open", warned = "open" }
moves = [
    { from = "calm", when = { other = "tariff" }, to = "warned" },
    { from = "warned", when = { other = "open" }, to = "calm" },
    { from = "warned", to = "angry" },
]
"""

TRIANGLE = """
title = "Triangle"
[game]
kind = "triangle"
[strategies.press]
player = "US"
kind = "always"
action = "dual_pressure"
[strategies.join]
player = "Russia"
states = { hedging = "hedge", turned = "entente" }
moves = [{ from = "hedging", when = { US = ["dual_pressure", "wedge_china"] }, to = "turned" }]
[strategies.hedge]
player = "China"
kind = "always"
action = "hedge"
"""


def strategies(text):
    return {strategy.name: strategy for strategy in parse(text, "test.toml").strategies}


def test_a_kind_becomes_the_named_automaton_of_each_player():
    found = strategies(TRADE + '[strategies.generous]\nkind = "generous_tit_for_tat"\ngenerosity = "1/3"\n')["generous"]

    assert found.states == ("state 1", "state 2")
    for player, name in enumerate(("A", "B")):
        expected = automaton("generous_tit_for_tat", player, generosity="1/3")
        assert (found.automata[name].exact == expected.exact).all()
        assert (found.automata[name].transitions == expected.transitions).all()


def test_actions_and_profiles_are_given_by_their_names():
    text = '[strategies.grim]\nkind = "grim_trigger"\ntarget = { A = "open", B = "open" }\n'
    text += 'punishment = { A = "tariff", B = "tariff" }\n[strategies.closed]\nkind = "always"\naction = "tariff"\n'
    found = strategies(TRADE + text)

    expected = automaton("grim_trigger", 1, target=(0, 0), punishment=(1, 1))
    assert (found["grim"].automata["B"].transitions == expected.transitions).all()
    assert found["closed"].automata["A"].actions.tolist() == [1]


def test_a_strategy_that_is_written_out_is_mirrored_for_the_other_player():
    found = strategies(TRADE + TWO_STRIKES)["two_strikes"]

    assert found.states == ("angry", "calm", "warned")
    own, other = found.automata["A"], found.automata["B"]
    assert own.start == other.start == 1
    # The states stand in the order of the file; from each: the other opens, the other sets a tariff.
    assert own.transitions[:, 0].tolist() == [[0, 0], [1, 2], [1, 0]]
    assert np.array_equal(other.transitions, own.transitions.swapaxes(1, 2))
    assert [str(p) for p in own.exact[0]] == ["1/10", "9/10"]


def test_of_two_moves_that_match_the_first_counts_and_a_state_without_one_stays():
    text = '[strategies.s]\nplayer = "A"\nstates = { x = "open", y = "tariff" }\nmoves = [\n'
    text += '{ from = "x", when = { A = "open", B = "open" }, to = "x" },\n{ from = "x", to = "y" }]\n'
    moves = strategies(TRADE + text)["s"].automata["A"].transitions

    assert moves.tolist() == [[[0, 1], [1, 1]], [[1, 1], [1, 1]]]


def test_players_with_actions_of_their_own_name_each_other():
    found = strategies(TRIANGLE)["join"]

    assert list(found.automata) == ["Russia"]
    assert found.automata["Russia"].transitions[0, :, 0, 0].tolist() == [0, 0, 1, 1]


@pytest.mark.parametrize("text", [TRADE + TWO_STRIKES + '[[plays]]\nA = "two_strikes"\nB = "two_strikes"\n', TRIANGLE])
def test_the_resolved_scenario_reads_back_as_the_same_strategies(text):
    written = toml(resolved(parse(text, "test.toml")))
    assert toml(resolved(parse(written, "test.toml"))) == written


BAD = {
    'kind = "tit_fr_tat"': "strategies.s.kind: unknown kind of strategy 'tit_fr_tat' (did you mean 'tit_for_tat'?)",
    'kind = "tit_for_tat"\nlength = 2': "strategies.s.length: unknown option of tit_for_tat 'length'",
    'kind = "grim_trigger"\ntarget = { A = "open" }\npunishment = { A = "tariff", B = "tariff" }': (
        "strategies.s.target: must name an action of every player; B is missing"
    ),
    'kind = "limited_punishment"\nlength = 0': "length must be a whole number of 1 or more periods, got 0",
    'player = "C"\nkind = "tit_for_tat"': "strategies.s.player: unknown player 'C'",
    "states = { x = 'opne' }": "strategies.s.states.x: unknown action 'opne' (did you mean 'open'?)",
    "states = { x = { open = 0.5, tariff = 0.4 } }": "must not be negative and sum to 1, got 0.9",
    "states = { x = 'open' }\nstart = 'y'": "strategies.s.start: unknown state 'y'",
    "states = { x = 'open' }\nmoves = [{ from = 'y', to = 'x' }]": "strategies.s.moves.0.from: unknown state 'y'",
    "states = { x = 'open' }\nmoves = [{ from = 'x', to = 'y' }]": "strategies.s.moves.0.to: unknown state 'y'",
    "states = { x = 'open' }\nmoves = [{ from = 'x', when = { B = 'open' }, to = 'x' }]": "unknown player 'B'",
    "kind = ['always']": "strategies.s.kind: unknown kind of strategy \"['always']\"",
    "kind = 'always'\nplayer = ['A']": "strategies.s.player: unknown player \"['A']\"",
    "kind = 'zero_determinant'": "strategies.s: zero_determinant needs its payoffs and slope",
    "kind = 'grim_trigger'\ntarget = 'open'": "target must be a pure profile of a game of shape (2, 2), got 0",
    "kind = 'memory_one'\ncooperation = 5": "cooperation must hold 4 probabilities, one after each profile, got 1",
    "start = 'x'": "strategies.s.states: is required and is missing",
}


@pytest.mark.parametrize(("lines", "message"), BAD.items())
def test_faults_are_named_with_their_place(lines, message):
    with pytest.raises(ScenarioError, match=re.escape(message)):
        parse(f"{TRADE}[strategies.s]\n{lines}\n", "test.toml")


def test_a_strategy_of_anybody_needs_players_with_the_same_actions():
    text = TRIANGLE.replace('player = "Russia"\n', "")
    with pytest.raises(ScenarioError, match=r"strategies.join: needs a player"):
        parse(text, "test.toml")


def test_plays_name_a_known_strategy_of_every_player():
    text = TRADE + TWO_STRIKES + '[[plays]]\nA = "two_strike"\n'
    with pytest.raises(ScenarioError) as error:
        parse(text, "test.toml")
    assert "plays.0.A: unknown strategy 'two_strike' (did you mean 'two_strikes'?)" in str(error.value)
    assert "plays.0: must name a strategy of every player; B is missing" in str(error.value)


def test_the_analysis_plays_what_the_file_names_or_else_all_of_it():
    named = repeated_analysis(parse(TRADE + TWO_STRIKES + '[[plays]]\nA = "two_strikes"\nB = "two_strikes"\n', "t"))
    everything = repeated_analysis(parse(TRADE + TWO_STRIKES + '[strategies.tft]\nkind = "tit_for_tat"\n', "t"))

    assert [play.names for play in named.plays] == [("two_strikes", "two_strikes")]
    assert [play.names for play in everything.plays] == [
        ("two_strikes", "two_strikes"),
        ("two_strikes", "tft"),
        ("tft", "two_strikes"),
        ("tft", "tft"),
    ]
    assert everything.plays[0].critical is None
    assert everything.plays[3].critical is not None


def test_a_player_without_a_strategy_and_too_many_plays_are_refused():
    without = TRIANGLE[: TRIANGLE.index("[strategies.hedge]")]
    with pytest.raises(InputError, match="no strategy is China's"):
        repeated_analysis(parse(without, "t"))
    wrong = '[[plays]]\nUS = "press"\nRussia = "hedge"\nChina = "hedge"\n'
    with pytest.raises(InputError, match="hedge is not a strategy of Russia; its own are join"):
        repeated_analysis(parse(TRIANGLE + wrong, "t"))
    many = "".join(f'[strategies.s{k}]\nkind = "always"\naction = "open"\n' for k in range(11))
    with pytest.raises(InputError, match=f"121 plays are too many, at most {MOST_PLAYS}"):
        repeated_analysis(parse(TRADE + many, "t"))


def test_moves_are_told_by_what_they_ask_of_whom():
    scenario = parse(TRIANGLE, "t")
    stage = scenario.build()
    join = {strategy.name: strategy for strategy in scenario.strategies}["join"].automata["Russia"]

    assert moves_in_words(stage, scenario.names, join) == {
        (0, 0): "United States: engage both or press China alone",
        (0, 1): "United States: press Russia alone or press both",
        (1, 1): "any play",
    }
    pair = [(0, 0, 0), (1, 1, 1)]
    assert profiles_words(stage, scenario.names, pair) == (
        "engagement (engage both, hedge, hedge) and (press China alone, entente, entente)"
    )
    rest = [profile for profile in stage.pure_profiles() if profile != (3, 1, 1)]
    told = profiles_words(stage, scenario.names, rest)
    assert told == "anything but United States: press both, Russia: entente, China: entente"
    assert code_of(told) == "anything but US: dual_pressure, Russia: entente, China: entente"
    assert profiles_words(stage, scenario.names, [(0, 0, 0), (1, 1, 1), (2, 0, 1)]) == "3 outcomes"


def test_the_page_draws_each_strategy_that_has_more_than_one_state(tmp_path):
    page = tmp_path / "repeated.html"
    run = CliRunner().invoke(app, ["repeat", "trade-war-repeated", "--format", "html", "--out", str(page)])

    assert run.exit_code == 0, run.output
    captions = re.findall("<figcaption>(.*?)</figcaption>", page.read_text(encoding="utf-8"))
    named = [caption for caption in captions if "played by" in caption]
    assert named == [f"{name}, played by United States" for name in ("tit for tat", "generous", "grim", "two strikes")]
