"""Figures: pictures that are the same each time, hold nothing of the outside, and take any text."""

from __future__ import annotations

import re
from itertools import combinations
from xml.etree import ElementTree

import numpy as np
import pytest

from tetrarchy import load, sweep
from tetrarchy.games.text.visible import is_hidden
from tetrarchy.reports.figures.bands import Band, bands_figure
from tetrarchy.reports.figures.charts import (
    arrows_figure,
    bars_figure,
    cells_figure,
    lines_figure,
    polygons_figure,
    tornado_figure,
)
from tetrarchy.reports.figures.drawing import COLOURS, DASHES, LONGEST, Box
from tetrarchy.reports.figures.state_graph import HEIGHT, WIDTH, label_places, state_graph_figure
from tetrarchy.reports.format.blocks import Figure, Heading
from tetrarchy.reports.format.document import markdown, plain_text
from tetrarchy.reports.format.page import page
from tetrarchy.reports.sweep.words import factor_words

ODD = "$x_1$ <b> & 'π'"
GRID = np.linspace(0, 1, 3)
FIGURES = {
    "lines": lambda: lines_figure("Lines", ("time", GRID), "share", {ODD: GRID, "flat": 0 * GRID}, marks=[0.5]),
    "polygons": lambda: polygons_figure("Sets", (ODD, "B"), {"one": [[0, 0]], "two": [[0, 0], [1, 2]]}, {"p": [1, 1]}),
    "bars": lambda: bars_figure("Bars", [ODD, "b"], [1, 2], "score", [[0.5, 1.5], [2, 2]]),
    "tornado": lambda: tornado_figure("Tornado", [ODD, "b"], [0.2, 1], [[(0.5, 0.5), (0.7, 1)], []]),
    "cells": lambda: cells_figure("Cells", ("x", GRID), ("y", GRID), [[0, 1], [-1, 0]], [ODD, "other"]),
    "one state": lambda: state_graph_figure("Alone", [ODD], {(0, 0): "any play"}, 0),
    "states": lambda: state_graph_figure("Graph", [ODD, "b", "c"], {(0, 1): ODD, (1, 1): "stay", (2, 0): "back"}),
}
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(params=FIGURES)
def figure(request):
    return FIGURES[request.param]


def test_no_label_of_an_automaton_touches_another_one_or_a_state():
    kept, broken = "Russia: defer, China: defer", "Russia: intrude, China: intrude"
    other, worse = "anything but Russia: defer,\nChina: defer", "anything but Russia: intrude,\nChina: intrude"
    labels = {(0, 0): kept, (0, 1): other, (1, 2): broken, (1, 1): worse}
    labels |= {(2, 3): broken, (2, 1): worse, (3, 0): broken, (3, 1): worse}
    rooms = [Box(np.array(place), np.array([0.32, 0.22])) for place in ([-2.9, 0], [0, 1.1], [2.9, 0], [0, -1.1])]
    placed = label_places(rooms, labels, HEIGHT)

    assert list(placed) == list(labels)
    assert not [pair for pair in combinations([*rooms, *placed.values()], 2) if pair[0].meets(pair[1])]
    assert all((np.abs(box.middle) + box.half <= np.array([WIDTH, HEIGHT]) / 2 + 1e-9).all() for box in placed.values())


SEEN = {
    "all colours": np.eye(3),
    "no green": np.array([[0.367, 0.861, -0.228], [0.280, 0.673, 0.047], [-0.012, 0.043, 0.969]]),
    "no red": np.array([[0.152, 1.053, -0.205], [0.115, 0.786, 0.099], [-0.004, -0.048, 1.052]]),
}
"""Linear light as deuteranopes and protanopes see it (Machado, Oliveira and Fernandes 2009)."""


def light(colour):
    shade = np.array([int(colour[k : k + 2], 16) for k in (1, 3, 5)]) / 255
    return np.where(shade <= 0.04045, shade / 12.92, ((shade + 0.055) / 1.055) ** 2.4)


def lab(seen):
    """Return linear light in CIELAB, in which equal distances look about equal; two shades of 20 are well apart."""
    xyz = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]) @ np.clip(seen, 0, 1)
    x, y, z = np.cbrt(xyz / [0.9505, 1, 1.089])
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


@pytest.mark.parametrize("eye", SEEN)
def test_colours_that_are_seen_beside_each_other_are_far_apart_to_any_eye(eye):
    shades = [lab(SEEN[eye] @ light(colour)) for colour in COLOURS]
    beside = {*combinations(range(4), 2), *((k, k + 1) for k in range(7)), *((k, k + len(DASHES)) for k in range(4))}

    assert min(np.linalg.norm(shades[one] - shades[other]) for one, other in beside) > 20
    assert all(1.05 / (light(colour) @ [0.2126, 0.7152, 0.0722] + 0.05) >= 3 for colour in COLOURS)


def test_the_letters_of_a_graph_are_large_on_a_slide():
    room = np.array([33.867 * 0.9, 19.05 * 0.73]) / 2.54

    assert 9 * (room / [WIDTH, HEIGHT]).min() >= 14


def test_a_figure_is_an_svg_element_with_its_words_as_text(figure):
    element = ElementTree.fromstring(figure().picture())

    assert element.tag == f"{SVG}svg"
    assert ODD in "".join(text.text or "" for text in element.iter(f"{SVG}text"))


def test_a_figure_is_the_same_each_time(figure):
    assert figure().picture() == figure().picture()


def test_a_figure_refers_to_nothing_outside_itself(figure):
    svg = figure().picture()
    references = re.findall(r'href="([^"]*)"|url\(([^)]*)\)', svg)
    names = set(re.findall(r'\bid="([^"]*)"', svg))

    assert {left or right for left, right in references} <= {f"#{name}" for name in names}
    assert "<metadata" not in svg


TOLD = {
    "lines": "Dotted lines stand at time 0.5. Over time: b goes from 0 at 0 to 0 at 1, highest 1 at 0.5.",
    "bars": "a: 1, from 0.5 to 1.5. b: 2, from 2 to 2.",
    "tornado": "a: today at 20% of its range, another answer at 50% and from 70% to 100%. "
    "b: today at 100% of its range, the same answer all over it.",
    "cells": "a: 50% of the map, x from 0 to 1 and y from 0 to 1. "
    "b: 25% of the map, x from 0.5 to 1 and y from 0 to 0.5.",
    "polygons": "Places are given as (A, B). p is at (1, 1). one has the corners (0, 0) and (1, 2).",
    "states": "It starts at a. From a to b: go.",
    "no arrows": "No arrow leads from one of a and b to another.",
    "bands": "x from 0 to 0.25: a. x from 0.25 to 1: b. The scenario is at 0.5. "
    "payoff of A goes from 0 at 0 to 1 at 1.",
}
SAYING = {
    "lines": lambda: lines_figure("C", ("time", GRID), "share", {"b": [0, 1, 0]}, [0.5]),
    "bars": lambda: bars_figure("C", ["a", "b"], [1, 2], "score", [[0.5, 1.5], [2, 2]]),
    "tornado": lambda: tornado_figure("C", ["a", "b"], [0.2, 1], [[(0.5, 0.5), (0.7, 1)], []]),
    "cells": lambda: cells_figure("C", ("x", GRID), ("y", GRID), [[0, 1], [-1, 0]], ["a", "b"]),
    "polygons": lambda: polygons_figure("C", ("A", "B"), {"one": [[0, 0], [1, 2]]}, {"p": [1, 1]}),
    "states": lambda: state_graph_figure("C", ["a", "b"], {(0, 1): "go"}, 0),
    "no arrows": lambda: state_graph_figure("C", ["a", "b"], {}),
    "bands": lambda: bands_figure(
        "C", "x", [Band(0, 0.25, "a"), Band(0.25, 1, "b")], {"A": (GRID, GRID)}, "payoff", 0.5
    ),
}


@pytest.mark.parametrize("kind", TOLD)
def test_the_text_for_who_does_not_see_a_picture_says_what_it_shows(kind):
    assert SAYING[kind]().alternative == f"C. {TOLD[kind]}"


def test_of_many_sentences_the_first_are_told_and_the_others_counted():
    figure = bars_figure("C", [f"bar {k}" for k in range(20)], range(20), "score")

    assert figure.alternative.endswith("bar 15: 15. 4 more are in the tables.")
    assert f'aria-label="{figure.alternative}"' in figure.picture()


def test_lines_and_areas_differ_on_grey_paper():
    lines = lines_figure("C", ("time", GRID), "share", {str(k): k * GRID for k in range(4)}).picture()
    cells = cells_figure("C", ("x", GRID), ("y", GRID), [[0, 1], [2, 3]], ["a", "b", "c", "d"]).picture()

    assert len(set(re.findall("stroke-dasharray: ([^;]*);", lines))) == 3
    assert len(set(re.findall(r'<pattern.*?<path d="([^"]*)"', cells, flags=re.DOTALL))) == 3


def test_two_figures_of_a_page_share_no_name():
    names = [re.findall(r'\bid="([^"]*)"', draw().picture()) for draw in FIGURES.values()]
    together = [name for own in names for name in set(own)]
    assert len(together) == len(set(together))


@pytest.mark.parametrize(
    "names", [[f"action {k}" for k in range(80)], [f"a name without end {k} " * 9 for k in range(9)]]
)
def test_many_names_and_long_ones_leave_room_for_lines_and_bars(names):
    """Matplotlib would warn, which is an error here, if the axes had no room left."""
    lines = lines_figure("Lines", ("time", GRID), "share", dict.fromkeys(names, GRID))
    bars = bars_figure("Bars", names, np.ones(len(names)), "score")

    assert all(name[:30] in drawn.picture() for drawn in (lines, bars) for name in names[:2])


NASTY = 'id="x" url(#q) $x$ 中\t\n\x1b[2J\u202e'
NAMED = {
    "lines": lambda name: lines_figure(name, (name, GRID), name, {name: GRID, "flat": 0 * GRID}),
    "arrows": lambda name: arrows_figure(name, (name, name), GRID, np.ones((3, 3, 2))),
    "polygons": lambda name: polygons_figure(name, (name, name), {name: [[0, 0]]}, {name: [1, 1]}),
    "bars": lambda name: bars_figure(name, [name], [1], name),
    "cells": lambda name: cells_figure(name, (name, GRID), (name, GRID), [[0, 0], [0, 0]], [name]),
    "states": lambda name: state_graph_figure(name, [name.replace("\n", ""), "b"], {(0, 1): name}),
}


@pytest.mark.parametrize("figure", NAMED.values(), ids=NAMED)
def test_a_name_is_text_in_letters_that_the_font_has(figure):
    """Matplotlib would warn, which is an error here, of a letter that its font does not have."""
    svg = figure(NASTY).picture()
    texts = [text.text or "" for text in ElementTree.fromstring(svg).iter(f"{SVG}text")]

    shown = r'id="x" url(#q) $x$ \u4e2d\t\n\x1b[2J\u202e'
    lines = {shown, f"{shown[: LONGEST - 1]}…", shown.replace(r"\n", ""), shown.rpartition(" ")[0]}
    assert {text for text in texts if "url" in text} <= lines
    assert sum("url" in text for text in texts) >= 2
    assert not any(map(is_hidden, svg.replace("\n", "")))


@pytest.mark.parametrize("figure", NAMED.values(), ids=NAMED)
def test_names_without_end_leave_room_for_every_picture(figure):
    assert "<svg" in figure("名字 " * 60).picture()


@pytest.mark.parametrize("draw", [bars_figure, tornado_figure])
def test_names_beside_bars_that_part_at_their_end_are_told_apart(draw):
    names = [f"mercantilist share in the mix of the United {end}" for end in ("States", "Nations")]
    svg = draw("Bars", names, [0.5, 0.5], *(["score"] if draw is bars_figure else [[[], []]])).picture()

    assert "States" in svg
    assert "Nations" in svg


def test_only_pages_show_figures_and_they_escape_the_caption():
    document = [Heading("Title", 1), Figure("a < b", lambda: "<svg></svg>")]

    assert "<svg></svg>\n<figcaption>a &lt; b</figcaption>" in page(document)
    assert {plain_text(document), markdown(document)} == {"Title\n=====\n", "# Title\n"}


def test_pictures_of_what_drives_a_sweep_name_numbers_and_mixes_as_readers_know_them():
    study = sweep(load("sanctions-russia"), over=["severity", "West.orders"], samples=2, design="saltelli")

    assert factor_words(study, "game.parameters.severity") == "severity"
    assert factor_words(study, "actors.West.orders.liberal") == (
        "the liberal share in the mix of the United States and the European Union"
    )
    assert [factor_words(study, name) for name in study.plan.design.factor_paths if "West" in name] == [
        "the mix of the United States and the European Union"
    ]
