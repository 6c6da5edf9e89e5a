"""A page can be walked: contents, anchors, ranks of headings, what a keyboard reaches, what paper leaves out."""

import re

import pytest

import tetrarchy as tt
from tetrarchy.reports.format.blocks import Heading, Listing, Table
from tetrarchy.reports.format.page import page
from tetrarchy.reports.outputs import written

WHOLE = written(tt.analyse("sanctions-russia"), "html")


def test_every_entry_of_the_contents_leads_to_a_heading_of_its_own():
    names = re.findall(r'<h\d[^>]* id="([^"]*)"', WHOLE)
    contents = re.findall(r'<li><a href="#([^"]*)">', WHOLE)

    assert len(names) == len(set(names))
    assert len(contents) >= 4
    assert set(contents) <= set(names)


def test_a_short_page_has_no_contents():
    assert "<nav" not in page([Heading("A", 1), Heading("B", 2)])


def test_no_rank_is_left_out_and_headings_of_a_level_share_theirs():
    blocks = [Heading(text, level) for text, level in (("A", 1), ("B", 3), ("C", 3), ("D", 2), ("E", 3), ("B", 2))]

    assert re.findall(r'<h(\d) class="(\w+)" id="([^"]*)"', page(blocks)) == [
        ("1", "title", "a"),
        ("2", "point", "b"),
        ("2", "point", "c"),
        ("2", "part", "d"),
        ("3", "point", "e"),
        ("2", "part", "b-2"),
    ]


def test_a_listing_is_folded_and_an_empty_header_is_no_header():
    shown = page([Heading("A", 1), Listing("one\ntwo", "toml"), Table("T", ("x", ""), (("1", "2"),))])

    assert "<details><summary>2 lines of TOML</summary>" in shown
    assert "<th scope=\"col\">x</th><td></td>" in shown.replace(' class="number"', "")


@pytest.mark.parametrize("needed", ["prefers-color-scheme: dark", "@media print", "default-src 'none'", "<main>"])
def test_a_page_has_a_dark_form_and_one_for_paper_and_asks_nobody(needed):
    assert needed in WHOLE


def test_paper_is_that_of_the_reader():
    assert not re.search(r"@page[^}]*size", WHOLE)
