"""Text stays text: a renderer of Markdown shows it as it is, and little of it is escaped."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from tetrarchy.reports.format.blocks import Heading, Items, Listing, Paragraph, Table
from tetrarchy.reports.format.document import latex, markdown

RENDERER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
PIECES = [
    *" *_~`[]()<>#+-.!|\\&;=$:/1ax",
    *("**", "http://", "www.e", "&lt;", "&#x41;", "<b>", "<!--", "](", "[ ] ", "[x]: ", "é", "€", "---", "```", "1. "),
]
TEXT = st.lists(st.sampled_from(PIECES), min_size=1, max_size=9).map("".join).filter(str.strip)


def rendered(*blocks):
    """Return the kinds of blocks that a renderer sees, and the text of each, which must be nothing but text."""
    tokens = RENDERER.parse(markdown(blocks))
    inline = [token for token in tokens if token.type == "inline"]
    assert {child.type for token in inline for child in token.children} <= {"text", "text_special"}
    kinds = [token.type.removesuffix("_open") for token in tokens if token.nesting == 1]
    return kinds, ["".join(child.content for child in token.children) for token in inline]


@given(TEXT)
@example("--")
def test_every_text_is_shown_as_it_is(text):
    shown = text.strip(" ")

    assert rendered(Paragraph(text)) == (["paragraph"], [shown])
    assert rendered(Heading(text)) == (["heading"], [shown])
    items = ["bullet_list", *(["list_item", "paragraph"] * 2)]
    assert rendered(Items((text, text))) == (items, [shown, shown])
    _, texts = rendered(Table(text, (text, "b"), ((text, text),)))
    assert texts == [shown, shown, "b", shown, shown]


@pytest.mark.parametrize(
    "text",
    [
        *("dual_pressure", "0.036*", "3*, 2*", "[0, 0.366) and (1, 2]", "p < q > r", "AT&T", "a * b", "~5", "5 - 3"),
        *("-0.5 of it", "1.5 times", "#1", "x_i' = x_i", "e.g. this", "C:\\new", "\\x1b[31m", "a@ b", "100%"),
    ],
)
def test_what_a_renderer_does_not_act_on_is_not_escaped(text):
    assert markdown([Paragraph(text)]) == f"{text}\n"


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("<none>", r"\<none>"),
        ("*A* _B_", r"\*A\* \_B\_"),
        ("[x](http://e)", r"[x\](http\://e)"),
        ("www.example.org, a@b.org", r"www\.example.org, a\@b.org"),
        ("~~gone~~ `code` $x$", r"\~\~gone\~\~ \`code\` \$x\$"),
        ("# no heading", r"\# no heading"),
        ("1. no list", r"1\. no list"),
        ("- no item", r"\- no item"),
        ("2*p*(1 - p)", r"2\*p\*(1 - p)"),
        ("&amp; \\*", r"\&amp; \\*"),
    ],
)
def test_what_a_renderer_acts_on_is_escaped(text, written):
    assert markdown([Paragraph(text)]) == f"{written}\n"


def test_a_listing_cannot_be_ended_from_within():
    listing = Listing("a\n```\n# b\n", "toml")
    tokens = RENDERER.parse(markdown([listing]))

    assert [(token.type, token.content) for token in tokens] == [("fence", listing.text)]
    text = latex([Listing("a\n\\end{verbatim}\\input{b}")])
    assert "\\end{verbatim}" not in text
    assert "\\textbackslash{}input\\{b\\}" in text


def test_latex_takes_no_text_for_an_option():
    assert "\\item {[}0, 1) or 5\\%" in latex([Items(("[0, 1) or 5%",))])
    rows = [
        line for line in latex([Table("t", ("x", "y"), (("[0, 1)", "[2]"), ("*", "z")))]).splitlines() if "&" in line
    ]
    assert [row.lstrip().split("&")[0].rstrip() for row in rows] == ["x", "{[}0, 1)", "{*}"]
