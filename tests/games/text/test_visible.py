"""Which letters are shown as escapes, and which text in a sheet is no formula."""

import sys
from unicodedata import category

import pytest

from tetrarchy import InputError, NormalFormGame, load
from tetrarchy.configs.problems import Problem
from tetrarchy.games.text.cells import no_formula
from tetrarchy.games.text.visible import encodable, is_hidden, visible

HARMFUL = {
    "controls": "\x00\x07\t\n\r\x1b\x7f\x85\x9b",
    "marks of direction": "\u061c\u200e\u200f\u202a\u202e\u2066\u2069",
    "no width": "\xad\u034f\u200b\u200c\u200d\u2060\ufeff",
    "no ink": "\u115f\u1160\u3164\uffa0\U000e0061\U000e0100",
    "line breaks": "\u2028\u2029",
    "halves of pairs": "\ud800\udc80",
}


@pytest.mark.parametrize("letters", HARMFUL.values(), ids=HARMFUL)
def test_what_cannot_be_seen_is_an_escape(letters):
    shown = visible(f"a{letters}b")

    assert shown.isascii()
    assert shown == "a" + "".join(letter.encode("unicode_escape").decode() for letter in letters) + "b"


@pytest.mark.parametrize("text", ["plain", "é π 中国 ישראל", "a\u0301", "⚔\ufe0f", "1\u00a0000", "\u3000", r"C:\new"])
def test_what_can_be_seen_stays(text):
    assert visible(text) == text


def test_no_control_format_mark_or_half_of_a_pair_is_left_in_all_of_unicode():
    left = [code for code in range(sys.maxunicode + 1) if not is_hidden(chr(code))]

    assert {category(chr(code))[0] for code in left} <= set("LMNPSZ")
    assert visible(visible("\x1b[2J")) == visible("\x1b[2J")


def test_an_error_is_one_line_whatever_the_names_in_it():
    with pytest.raises(InputError) as raised:
        load("no\nsuch\x1b[2J")

    assert str(raised.value).startswith(r"no scenario or file 'no\nsuch\x1b[2J'")
    assert str(InputError("a\nb\u202e")) == r"a\nb\u202e"
    assert str(Problem("f\x1b.toml", 1, 2, "a\n.b", "c\td", "x\n^")) == "f\\x1b.toml:1:2: a\\n.b: c\\td\nx\n^"
    with pytest.raises(ValueError, match="must be different names"):
        NormalFormGame([[[1]], [[1]]], players=["a\x1b", "a\x1b"])


def test_what_an_encoding_cannot_hold_is_written_otherwise():
    assert encodable("é中\U0001f1e8\ud800", "latin-1") == r"é\u4e2d\U0001f1e8\ud800"
    assert encodable("é", "ascii", lambda letter: f"<{ord(letter)}>") == "<233>"


@pytest.mark.parametrize("text", ["=1+1", "+x", "-x", "@SUM(1)", "\t=1", "\r=1", "-inf", "-1 [-2, 0]", "\uff1d1"])
def test_text_that_begins_like_a_formula_gets_an_apostrophe(text):
    assert no_formula(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "x=1", "-1", "+0.5", "-3/4", "-1e-05", "-12.5%", "'=1", " =1"])
def test_numbers_and_other_text_get_none(text):
    assert no_formula(text) == text
