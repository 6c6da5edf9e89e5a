"""Gambit's extensive-form files: what is read, what is refused and where, and what is written."""

from __future__ import annotations

import re
import sys
from fractions import Fraction
from importlib import import_module
from io import StringIO
from pathlib import Path
from random import Random

import pytest

import tetrarchy as tt

sys.path.append(str(Path(__file__).parents[2]))
games = import_module("sequence_games")

HEAD = 'EFG 2 R "t" { "A" "B" }\n'


def read(nodes, head=HEAD):
    return tt.read_efg(head + nodes)


def ends(tree):
    return [(end.path, end.payoffs) for end in tree.ends]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            HEAD + '"a comment\nof two lines"\np "" 1 1 "top" { "L" "R" } 0 p "" 2 1 "below" { "l" "r" } 0\n'
            't "" 1 "a" { 1 2 } t "" 2 "b" { 3, 4 }\r\np "" 2 1 0 t "" 1 t "" 2',
            [("L / l", (1, 2)), ("L / r", (3, 4)), ("R / l", (1, 2)), ("R / r", (3, 4))],
        ),
        (
            'EFG 2 D "t" { "A" "B" } p "" 2 17 "" { "L" "R" } 0 p "" 1 9 "" { "l" "r" } 0 '
            't "" 44 "" { 1 2 } t "" 7 "" { 3 4 } t "" 44',
            [("L / l", (1, 2)), ("L / r", (3, 4)), ("R", (1, 2))],
        ),
        (
            HEAD + 'c "" 1 "" { "a" .5 "b" 1e-1 "c" 2/5 } 1 "on the way" { +4 -.5 } t "" 0 t "" 2 "" { 1. 1E2 } t "" 1',
            [("a", (4, Fraction(-1, 2))), ("b", (5, Fraction(199, 2))), ("c", (8, -1))],
        ),
        ('\ufeffEFG 2 R "" { "Ä" "" }t"" 1"{x} \\"y\\""{1 2}', [("", (1, 2))]),
        (HEAD + 'p "" 1 1 "{" { "}" } 0 t "" 0', [("}", (0, 0))]),
    ],
)
def test_files_mean_what_the_format_says(text, expected):
    assert ends(tt.read_efg(text)) == expected


def test_equal_and_empty_labels_are_told_apart():
    tree = read(
        'p "" 1 1 "s" { "L" "L" "" } 0 p "" 1 2 "s" { "x" } 0 t "" 0 p "" 1 3 "" { "x" } 0 t "" 0 t "" 0',
        'EFG 2 R "t" { "A" "A" }',
    )
    assert tree.players == ("A_1", "A_2")
    assert [(each.name, each.actions) for each in tree.information_sets] == [
        ("s_1", ("L_1", "L_2", "_1")),
        ("s_2", ("x",)),
        ("3", ("x",)),
    ]


ONE = 'p "" 1 1 "" { "L" "R" } 0\n'


@pytest.mark.parametrize(
    ("nodes", "place", "message"),
    [
        (f'{ONE}t "" 1 "" {{ 1 2 }}\nt "" 1\nt "" 1', "5:1", "expected the end of the file, as the tree is finished"),
        (f'{ONE}t "" 0', "3:7", "expected a node.*to which 'R' leads from the root, got the end of the file"),
        (f'{ONE}t "" 1 t "" 1', "3:6", "expected a label and payoffs of outcome 1, which comes here first"),
        (f'{ONE}t "" 1 "" {{ 1 2 }} t "" 1 "" {{ 1 3 }}', "3:26", "outcome 1 is described otherwise"),
        (f'{ONE}t "" 0 "" {{ 1 2 }} t "" 0', "3:6", "outcome 0 pays nothing"),
        (f'{ONE}t "" 1 "" {{ 1 }} t "" 0', "3:12", "expected 2 payoffs, one for each player, got 1"),
        (f'{ONE}t "" 1 "" {{ 1 1/0 }} t "" 0', "3:15", "expected a payoff, a number.*got '1/0'"),
        ('p "" 1 1 0', "2:8", "expected a label and the moves of information set 1"),
        ('p "" 3 1 "" { "L" } 0 t "" 0', "2:6", "the number of a player, 1 to 2, got 3"),
        ('p "" 1 1 "" { } 0', "2:14", "at least one move of information set 1"),
        ('p "" 1 1 "" { "L" 2 } 0 t "" 0', "2:19", "a label in quotes as a move of information set 1"),
        (f'{ONE}p "" 1 1 "" {{ "R" "L" }} 0', "3:10", "information set 1 is described otherwise"),
        ('c "" 1 "" { "a" 0.3333 "b" 2/3 } 0', "2:12", "must add up to 1, got 3333/10000, 2/3"),
        ('c "" 1 "" { "a" -1 "b" 2 } 0', "2:12", "must be at least 0"),
        ('c "" 1 "" { "a" x } 0 t "" 0', "2:17", "expected a probability, a number"),
        ('p "" 1 1 "a\nb" { "L" } 0 t "" 0', "2:10", "a label on one line, got a line end in quotes"),
        ('t "x\ny" 0', "2:3", "the name of the node on one line"),
        ('q "" 0', "2:1", "expected a node, which begins with p, c or t, got 'q'"),
        ('p "" 1, 1 "" { "L" } 0 t "" 0', "2:1", "its numbers stand apart, without commas"),
        ('t "', "2:3", "a closing quote"),
        (f'{ONE}{ONE}t "" 0 t "" 0 t "" 0', "3:1", "A has no perfect recall: at information set '1'"),
    ],
)
def test_what_is_no_such_file_is_refused_at_its_place(nodes, place, message):
    with pytest.raises(tt.ScenarioError, match=f"^<efg>:{place}: .*{message}") as refused:
        read(nodes)
    assert isinstance(refused.value, ValueError)


@pytest.mark.parametrize(
    ("head", "message"),
    [
        ("EFG 1 R", "1:5: expected 2 in the header EFG 2 R, got '1'"),
        ('EFG 2 R { "A" }', "expected the title in quotes"),
        ('EFG 2 R "" { }', "1:12: expected at least one player, got none"),
        ('EFG 2 R "" { "A\n" }', "1:14: expected the name of a player on one line"),
    ],
)
def test_prologues_are_read_with_care(head, message):
    with pytest.raises(tt.ScenarioError, match=message):
        read('t "" 0', head)


def test_files_are_read_by_their_path(tmp_path):
    file = tmp_path / "game.efg"
    file.write_bytes(b"\xef\xbb\xbf" + HEAD.encode().replace(b"\n", b"\r\n") + b't "" 0')
    assert tt.read_efg(file).players == ("A", "B")
    with pytest.raises(tt.InputError, match=r"no\.efg: cannot be read"):
        tt.read_efg(tmp_path / "no.efg")


def test_reading_undoes_writing_also_for_gambit():
    gambit = pytest.importorskip("pygambit")
    random = Random(3)
    for _ in range(12):
        tree = tt.Tree(["A", "B", "C"], games.random_node(random, 3, 3, blind=0.4))
        again = tt.read_efg(tree.to_efg())
        assert ends(again) == ends(tree)
        assert [each[2:] for each in again.information_sets] == [each[2:] for each in tree.information_sets]
        theirs = gambit.read_efg(StringIO(tree.to_efg()))
        assert tuple(len(theirs.get_strategies(player)) for player in theirs.players) == tree.reduced().shape


def test_labels_are_written_in_ascii_and_the_comment_says_which():
    moves = [('a"b\\', tt.End([1, 2])), (" x", tt.End(["1/3", 2])), ("x", tt.End())]
    text = tt.Tree(["Côté", "Ж"], tt.Decision(0, moves, "mot é"), "Title").to_efg()
    assert text.isascii()
    assert "\\" not in text
    assert 'EFG 2 R "Title" { "Cote" "(U+0416)" }\n"Labels in ASCII: Cote for C(U+00F4)t(U+00E9);' in text
    assert re.search(r'p "" 1 1 "mot e" { "a\'b/" "x_1" "x_2" } 0\nt "" 1 "" { 1, 2 }', text)
    assert ends(tt.read_efg(text))[1] == ("x_1", (Fraction(1, 3), 2))
