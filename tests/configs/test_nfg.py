"""Gambit's strategic-form files, against the samples of its manual and against `pygambit` itself."""

from __future__ import annotations

import io
import pickle
from fractions import Fraction
from math import prod
from typing import Any

import numpy as np
import pygambit
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tetrarchy.configs.files.nfg import MOST_PAYOFFS, read_nfg
from tetrarchy.configs.problems import Problem, ScenarioError
from tetrarchy.games.normal_form import NormalFormGame
from tetrarchy.reports.exports.nfg import write_nfg

# Both versions of one game are samples of the Gambit manual; the game is figure 2 of Selten (1975).
SELTEN_PAYOFFS = """\
NFG 1 R "Selten (IJGT, 75), Figure 2, normal form"
{ "Player 1" "Player 2" } { 3 2 }

1 1 0 2 0 2 1 1 0 3 2 0
"""
SELTEN_OUTCOMES = """\
NFG 1 R "Selten (IJGT, 75), Figure 2, normal form" { "Player 1" "Player 2" }

{
{ "1" "2" "3" }
{ "1" "2" }
}

{
{ "" 1, 1 }
{ "" 0, 2 }
{ "" 0, 2 }
{ "" 1, 1 }
{ "" 0, 3 }
{ "" 2, 0 }
}
1 2 3 4 5 6
"""
# 2x2x2-nau.nfg, one of the sample games of Gambit, due to Robert Nau.
NAU = """\
NFG 1 R "2x2x2 example" { "" "" "" }

{ { "1" "2" }
{ "1" "2" }
{ "1" "2" }
}
""

{
{ "" 0, 0, 2 }
{ "" 3, 0, 0 }
{ "" 0, 3, 0 }
{ "" 0, 0, 0 }
{ "" 1, 1, 0 }
{ "" 0, 0, 0 }
{ "" 0, 0, 0 }
{ "" 0, 0, 3 }
}
1 2 3 4 5 6 7 8
"""


@pytest.mark.parametrize(
    ("text", "actions"),
    [(SELTEN_PAYOFFS, (("a1", "a2", "a3"), ("a1", "a2"))), (SELTEN_OUTCOMES, (("1", "2", "3"), ("1", "2")))],
    ids=["payoffs", "outcomes"],
)
def test_the_samples_of_the_manual(text: str, actions: tuple[tuple[str, ...], ...]) -> None:
    game = read_nfg(text)

    assert game.title == "Selten (IJGT, 75), Figure 2, normal form"
    assert game.players == ("Player 1", "Player 2")
    assert game.actions == actions
    assert game.payoffs.tolist() == [[[1, 1], [0, 0], [0, 2]], [[1, 1], [2, 3], [2, 0]]]


def test_the_first_players_strategy_changes_fastest() -> None:
    game = read_nfg(NAU)

    assert game.payoffs[:, 1, 0, 0].tolist() == [3, 0, 0]
    assert game.payoffs[:, 0, 1, 0].tolist() == [0, 3, 0]
    assert game.payoffs[:, 0, 0, 1].tolist() == [1, 1, 0]
    assert game.payoffs[:, 1, 1, 1].tolist() == [0, 0, 3]


def test_outcome_zero_pays_nothing_and_an_outcome_may_stand_at_several_profiles() -> None:
    game = read_nfg('NFG 1 R "" { "A" "B" } { 2 2 } { { "win" 3 -1 } } 1 0 0 1')

    assert game.payoffs.tolist() == [[[3, 0], [0, 3]], [[-1, 0], [0, -1]]]


def test_a_file_may_have_no_outcomes_at_all() -> None:
    assert read_nfg('NFG 1 R "" { "A" "B" } { 1 2 } { } 0 0').payoffs.tolist() == [[[0, 0]], [[0, 0]]]


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("3", Fraction(3)),
        ("-07", Fraction(-7)),
        ("+1", Fraction(1)),
        ("0.1", Fraction(1, 10)),
        (".5", Fraction(1, 2)),
        ("-.5", Fraction(-1, 2)),
        ("2.", Fraction(2)),
        ("1/3", Fraction(1, 3)),
        ("-4/06", Fraction(-2, 3)),
        ("1e-3", Fraction(1, 1000)),
        ("-2.5E+2", Fraction(-250)),
        ("1131.000000", Fraction(1131)),
        ("12345678901234567890123", Fraction(12345678901234567890123)),
    ],
)
def test_numbers_are_exact(written: str, number: Fraction) -> None:
    assert read_nfg(f'NFG 1 R "" {{ "A" }} {{ 1 }} {written}').exact.item() == number


@pytest.mark.parametrize(
    "text",
    [
        'NFG 1 D "t" { "A" "B" } { 1 2 } 1 2 3 4',
        'NFG 1 R "t" { "A" "B" } { 1 2 } "a comment" 1 2 3 4',
        'NFG 1 R "t" { "A" "B" } { 1, 2 } 1, 2, 3, 4',
        'NFG 1 R "t" { "A" "B" } { { "a1" } { "a1" "a2" } } "" 1 2, 3 4',
        'NFG 1 R "t" { "A" "B" } { 1 2 } "" { { "x" 1, 2 } { "" 3 4 } } 1 2',
        'NFG\r\n1\tR"t"{"A""B"}{{"a1"}{"a1""a2"}}"c"{{""1,2}{""3,4,}}1\v\f2\r\n',
        '\ufeffNFG 1 R "t" { "A" "B" } { 1 2 } 1 2 3 4',
    ],
)
def test_the_layout_is_free(text: str) -> None:
    game = read_nfg(text)

    assert (game.title, game.players, game.actions) == ("t", ("A", "B"), (("a1",), ("a1", "a2")))
    assert game.payoffs.tolist() == [[[1, 3]], [[2, 4]]]


def test_quotes_and_backslashes_in_text() -> None:
    game = read_nfg(r'NFG 1 R "a \"b\" {c}, \\" { "\n" } { { "\\\"" "\\" } } 1 2')

    assert (game.title, game.players, game.actions) == ('a "b" {c}, \\', (r"\n",), (('\\"', "\\"),))


@pytest.mark.parametrize(
    ("names", "different"),
    [
        (["", ""], ("a1", "a2")),
        (["x", "x", "x"], ("x", "x_2", "x_3")),
        (["", "a1"], ("a1_", "a1")),
        (["x", "x", "x_2"], ("x", "x_2_", "x_2")),
        ([" ", "y", ""], ("a1", "y", "a3")),
        (["a3", "a3", ""], ("a3", "a3_2", "a3_")),
    ],
)
def test_blank_and_repeated_names_are_made_different(names: list[str], different: tuple[str, ...]) -> None:
    quoted = " ".join(f'"{name}"' for name in names)

    assert read_nfg(f'NFG 1 R "" {{ "A" }} {{ {{ {quoted} }} }} {"0 " * len(names)}').actions == (different,)


def test_blank_players_are_numbered() -> None:
    assert read_nfg('NFG 1 R "" { "" "A" "A" } { 1 1 1 } 0 0 0').players == ("Player 1", "A", "A_3")


NUMBER = "a number such as 2, -0.5, 1e-3 or 1/3"
END = "the end of the file"
TWO = 'NFG 1 R "t" { "A" "B" } '

# text, column (in its last line), what was expected, what came
ERRORS: dict[str, tuple[str, int, str, str]] = {
    "empty": ("", 1, "NFG in the header NFG 1 R", END),
    "something else": ("<html>", 1, "NFG in the header NFG 1 R", "'<html>'"),
    "quoted header": ('"NFG" 1 R', 1, "NFG in the header NFG 1 R", "'NFG'"),
    "extensive form": (
        'EFG 2 R "t" { "A" }',
        1,
        "a strategic-form file, which begins with NFG",
        "an extensive-form (.efg) file",
    ),
    "version": ('NFG 2 R "t"', 5, "1 in the header NFG 1 R", "'2'"),
    "number type": ('NFG 1 Q "t"', 7, "R or D in the header NFG 1 R", "'Q'"),
    "no title": ('NFG 1 R { "A" }', 9, "the title in quotes", "'{'"),
    "open quote": ('NFG 1 R "t" {\n "A }', 2, "a closing quote for the text that begins here", END),
    "players not quoted": ('NFG 1 R "t" { A }', 15, "a name in quotes, or } after the players", "'A'"),
    "no players": ('NFG 1 R "t" { } { } 1', 13, "1 to 31 players", "0"),
    "32 players": ('NFG 1 R "t" {' + '""' * 32 + "}", 13, "1 to 31 players", "32"),
    "no strategies": (TWO, 24, "{ before the strategies", END),
    "no count": (TWO + "{ 2 }", 29, "the number of strategies of 'B', 1 to 2000000", "'}'"),
    "a count of zero": (TWO + "{ 2 0 }", 29, "the number of strategies of 'B', 1 to 2000000", "'0'"),
    "a count below zero": (TWO + "{ -2 2 }", 27, "the number of strategies of 'A', 1 to 2000000", "'-2'"),
    "half a strategy": (TWO + "{ 1.5 2 }", 27, "the number of strategies of 'A', 1 to 2000000", "'1.5'"),
    "a quoted count": (TWO + '{ 2 "2" }', 29, "the number of strategies of 'B', 1 to 2000000", "'2'"),
    "a vast count": (TWO + "{ 2 2000001 }", 29, "the number of strategies of 'B', 1 to 2000000", "'2000001'"),
    "too many counts": (TWO + "{ 2 2 2 }", 31, "} after the strategies of the last player", "'2'"),
    "too few lists": (TWO + '{ { "x" } }', 35, "{ before the strategies of 'B'", "'}'"),
    "an empty list": (TWO + '{ { "x" } { } }', 35, "at least one strategy of 'B'", "none"),
    "an open list": (TWO + '{ { "x"', 32, "a name in quotes, or } after the strategies of 'A'", END),
    "more payoffs than are read": (TWO + "{ 1000 251 }", 25, "at most 500000 payoffs", "502000"),
    "too many profiles": (TWO + "{ 2000 1001 }", 25, "at most 2000000 pure profiles", "2000 x 1001"),
    "no payoffs": (TWO + "{ 2 2 }", 32, "8 payoffs (2 players at 4 profiles)", "0"),
    "too few payoffs": (TWO + "{ 2 2 }\n1 2\n3 4 5", 6, "8 payoffs (2 players at 4 profiles)", "5"),
    "too many payoffs": (TWO + "{ 1 1 } 1 2\n 5", 2, f"{END} after 2 payoffs (2 players at 1 profiles)", "'5'"),
    "NaN": (TWO + "{ 1 1 } 1 nan", 35, f"a payoff, {NUMBER}", "'nan'"),
    "infinity": (TWO + "{ 1 1 } -inf 1", 33, f"a payoff, {NUMBER}", "'-inf'"),
    "a word": (TWO + "{ 1 1 } 1 two", 35, f"a payoff, {NUMBER}", "'two'"),
    "a quoted number": (TWO + '{ 1 1 } 1 "2"', 35, f"a payoff, {NUMBER}", "'2'"),
    "a zero denominator": (TWO + "{ 1 1 } 1/00 1", 33, f"a payoff, {NUMBER}", "'1/00'"),
    "two commas": (TWO + "{ 1 1 } 1,, 1", 35, f"a payoff, {NUMBER}", "','"),
    "digits of another script": (TWO + "{ 1 1 } \u0663 1", 33, f"a payoff, {NUMBER}", "'\u0663'"),
    "underscores": (TWO + "{ 1 1 } 1_0 1", 33, f"a payoff, {NUMBER}", "'1_0'"),
    "a brace too many": (TWO + "{ 1 1 } } 1 2", 33, f"a payoff, {NUMBER}", "'}'"),
    "very many digits": (TWO + f"{{ 1 1 }} {'1' * 5000}", 33, f"a payoff, {NUMBER}", f"'{'1' * 40}...'"),
    "a vast exponent": (TWO + "{ 1 1 } 1e-999999999 1", 33, f"a payoff, {NUMBER}", "'1e-999999999'"),
    "a vast number": (
        TWO + "{ 1 1 } 1e309 1",
        33,
        "a payoff, a number within the range of floating point (about 1e308)",
        "'1e309'",
    ),
    "no outcome number": (TWO + '{ 1 1 } { { "" 1 2 } }', 47, "1 outcome numbers (one for each profile)", "0"),
    "too many of them": (
        TWO + '{ 1 1 } { { "" 1 2 } } 1 1',
        50,
        f"{END} after 1 outcome numbers (one for each profile)",
        "'1'",
    ),
    "an outcome beyond the last": (TWO + '{ 1 1 } { { "" 1 2 } } 2', 48, "the number of an outcome, 0 to 1", "'2'"),
    "an outcome below zero": (TWO + '{ 1 1 } { { "" 1 2 } } -1', 48, "the number of an outcome, 0 to 1", "'-1'"),
    "an outcome without label": (TWO + "{ 1 1 } { { 1 2 } } 1", 37, "the label of an outcome in quotes", "'1'"),
    "an outcome that lacks a payoff": (TWO + '{ 1 1 } { { "" 1 } } 1', 42, f"the payoff of 'B', {NUMBER}", "'}'"),
    "an outcome with one too many": (
        TWO + '{ 1 1 } { { "" 1 2 3 } } 1',
        44,
        "} after the payoff of the last player",
        "'3'",
    ),
    "open outcomes": (TWO + '{ 1 1 } { { "" 1 2 } 1', 46, "{ before an outcome, or } after the last", "'1'"),
}


@pytest.mark.parametrize(("text", "column", "expected", "got"), ERRORS.values(), ids=ERRORS)
def test_errors_say_where_what_was_expected_and_what_came(text: str, column: int, expected: str, got: str) -> None:
    with pytest.raises(ScenarioError) as refusal:
        read_nfg(text, name="game.nfg")

    (problem,) = refusal.value.problems
    assert (problem.line, problem.column) == (text.count("\n") + 1, column)
    assert problem.message == f"expected {expected}, got {got}"
    assert str(refusal.value) == f"game.nfg:{problem.line}:{column}: {problem.message}\n{problem.excerpt}"


def test_an_error_survives_the_way_between_processes() -> None:
    problem = Problem("game.nfg", 3, 4, "", "expected this, got that")
    error = pickle.loads(pickle.dumps(ScenarioError([problem])))

    assert error.problems == (problem,)
    assert str(error) == "game.nfg:3:4: expected this, got that"


def test_a_single_player_may_have_the_most_profiles_that_are_announced() -> None:
    with pytest.raises(ScenarioError, match=f"expected {MOST_PAYOFFS} payoffs .* got 1\n"):
        read_nfg(f'NFG 1 R "" {{ "A" }} {{ {MOST_PAYOFFS} }} 1')


# Any text is a game or a ScenarioError.

PIECES = st.sampled_from(
    ["{", "}", '"', "\\", ",", " ", "\n", "1", "-", "/0", "1/3", "1e", "e9", "nan", "inf", "99999", "\0", "\u0663"]
)
SEEDS = st.sampled_from([SELTEN_PAYOFFS, SELTEN_OUTCOMES, NAU, 'NFG 1 D "\\"" {"A"} {{"x" "x"}} "c" .5, 1e-3'])


@st.composite
def damaged_files(draw: st.DrawFn) -> str:
    text = draw(SEEDS)
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(text)))
        stop = draw(st.integers(start, min(len(text), start + 12)) | st.just(len(text)))
        text = text[:start] + draw(PIECES | st.just("") | st.just(text[start:stop] * 2)) + text[stop:]
    return text


def game_or_error(text: str) -> NormalFormGame | ScenarioError:
    try:
        return read_nfg(text)
    except ScenarioError as error:
        return error


@settings(max_examples=300, deadline=None, derandomize=True)
@given(damaged_files() | st.text(max_size=40) | st.text(max_size=40).map(TWO.__add__))
def test_any_text_is_a_game_or_refused_at_a_place_inside_it(text: str) -> None:
    result = game_or_error(text)

    if isinstance(result, ScenarioError):
        (problem,) = result.problems
        assert problem.line is not None
        assert problem.column is not None
        assert 1 <= problem.line <= text.count("\n") + 1
        assert 1 <= problem.column <= len(text.split("\n")[problem.line - 1]) + 1
        assert problem.message.startswith("expected ")
    else:
        assert same_game(read_nfg(write_nfg(result)), result)


# Both ways against Gambit.

FRACTIONS = st.builds(Fraction, st.integers(-999, 999), st.integers(1, 99))
LABELS = st.text(st.sampled_from('ab"{}1, \u00e9\u4e2d'), max_size=6).filter(lambda s: s and s == " ".join(s.split()))


@st.composite
def games(draw: st.DrawFn, names: st.SearchStrategy[str] = LABELS) -> NormalFormGame:
    shape = draw(st.lists(st.integers(1, 3), min_size=1, max_size=4))
    count = len(shape) * prod(shape)
    numbers = draw(st.lists(FRACTIONS, min_size=count, max_size=count))
    return NormalFormGame(
        np.array(numbers, dtype=object).reshape(len(shape), *shape),
        players=draw(st.lists(names, min_size=len(shape), max_size=len(shape), unique=True)),
        actions=[draw(st.lists(names, min_size=m, max_size=m, unique=True)) for m in shape],
        title=draw(names),
    )


def gambit_payoffs(game: Any) -> list[Any]:
    return [table.tolist() for table in game.to_arrays()]


def same_game(one: NormalFormGame, other: NormalFormGame) -> bool:
    return (one.title, one.players, one.actions) == (other.title, other.players, other.actions) and bool(
        np.array_equal(one.exact, other.exact)
    )


@settings(max_examples=50, deadline=None, derandomize=True)
@given(games())
def test_gambit_reads_what_we_write_and_we_read_what_gambit_writes(game: NormalFormGame) -> None:
    in_gambit = pygambit.read_nfg(io.StringIO(write_nfg(game)))

    assert gambit_payoffs(in_gambit) == game.exact.tolist()
    assert in_gambit.title == game.title
    assert tuple(in_gambit.players) == game.players
    assert tuple(tuple(in_gambit.get_strategies(player)) for player in game.players) == game.actions
    assert same_game(read_nfg(in_gambit.to_nfg()), game)


@settings(max_examples=50, deadline=None, derandomize=True)
@given(games(names=st.text(max_size=5).filter(str.strip)))
def test_reading_undoes_writing_whatever_the_names(game: NormalFormGame) -> None:
    assert same_game(read_nfg(write_nfg(game)), game)


@st.composite
def gambit_files(draw: st.DrawFn) -> str:
    """Files as Gambit itself accepts them, in both versions."""
    shape = draw(st.lists(st.integers(1, 3), min_size=1, max_size=4))
    number = st.sampled_from(["0", "7", "-3", "0.25", "-.5", "1/3", "-22/7", "1e-3", "2.5e2", "1131.000000"])
    blank = st.sampled_from([" ", "\n", "\t ", "\r\n"])

    def spread(words: list[str]) -> str:
        return "".join(draw(blank) + word for word in words)

    def several(words: st.SearchStrategy[str], count: int) -> list[str]:
        return draw(st.lists(words, min_size=count, max_size=count))

    label = st.sampled_from(['""', '"a"', '"a"', '"b c"', r'"\"d\""'])
    text = 'NFG 1 R "t"' + spread(["{", *several(label, len(shape)), "}", "{"])
    if draw(st.booleans()):
        text += spread([word for m in shape for word in ("{", *several(label, m), "}")])
    else:
        text += spread([str(m) for m in shape])
    text += spread(["}", *draw(st.sampled_from([[], ['""'], [r'"a \"comment\" }"']]))])
    if draw(st.booleans()):
        return text + spread(several(number, len(shape) * prod(shape))) + "\n"
    count = draw(st.integers(0, 4))
    comma = draw(st.sampled_from([" ", ", "]))
    outcomes = [word for _ in range(count) for word in ("{", '""', comma.join(several(number, len(shape))), "}")]
    numbers = draw(st.lists(st.integers(0, count), min_size=prod(shape), max_size=prod(shape)))
    return text + spread(["{", *outcomes, "}", *map(str, numbers)]) + "\n"


@settings(max_examples=100, deadline=None, derandomize=True)
@given(gambit_files())
def test_a_file_means_the_same_to_us_as_to_gambit(text: str) -> None:
    assert read_nfg(text).exact.tolist() == gambit_payoffs(pygambit.read_nfg(io.StringIO(text)))
