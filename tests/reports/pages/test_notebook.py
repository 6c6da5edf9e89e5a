"""What a prompt and a notebook show: one line, a part of a page, and rows that other libraries take."""

import sys

import numpy as np
import pyarrow
import pytest

import tetrarchy as tt

VALUES = {
    "scenario": lambda: tt.load("us-russia-china"),
    "population": lambda: tt.load("order-contest"),
    "conflict": lambda: tt.load("cuba-1962"),
    "tree": lambda: tt.load("aukus-2021"),
    "game": lambda: tt.load("chicken").build(),
    "solution": lambda: tt.solve("us-russia-china"),
    "equilibrium": lambda: tt.solve("chicken").equilibria[2],
    "correlated": lambda: tt.solve("chicken", "correlated").equilibria[0],
    "study": lambda: tt.sweep("sanctions-russia", over={"k": np.linspace(0.1, 0.5, 5), "phi": np.linspace(0, 0.9, 4)}),
    "thresholds": lambda: tt.thresholds("sanctions-russia", "k"),
    "tipping": lambda: tt.tipping_points(tt.load("sanctions-russia")),
    "report": lambda: tt.report("sanctions-russia"),
    "brief": lambda: tt.brief("sanctions-russia"),
    "world": lambda: tt.load_world("world"),
    "practice of the world": lambda: tt.solve_world(tt.load_world("world")),
}


@pytest.mark.parametrize("name", VALUES)
def test_every_value_is_a_line_and_a_part_of_a_page(name):
    value = VALUES[name]()
    page = value._repr_html_()

    assert repr(value).startswith(f"<{type(value).__name__}")
    assert len(repr(value)) < 200
    assert "\n" not in repr(value)
    assert "<table" in page or "<p>" in page
    assert "<html" not in page
    assert "<script" not in page


def test_labels_stand_where_numbers_of_actions_stood():
    assert repr(tt.solve("chicken").equilibria[2]) == (
        "<Equilibrium: (0.5 swerve + 0.5 drive_on; 0.5 swerve + 0.5 drive_on) pays (1.5, 1.5)>"
    )
    assert repr(tt.solve("us-russia-china")) == (
        "<Solution: US-Russia-China triangular diplomacy, 2017-20, nash: 1 equilibrium, complete>"
    )
    assert "(dual pressure, entente, entente)" in tt.solve("us-russia-china")._repr_html_()


def test_names_of_a_game_do_nothing_in_a_notebook():
    names = ["<script>x</script>", "\u202eB"]
    game = tt.NormalFormGame([[[3, 0], [5, 1]], [[3, 5], [0, 1]]], players=names, title="<b>")

    assert "<script>" not in tt.solve(game)._repr_html_() + game._repr_html_()
    assert "\u202e" not in repr(game) + game._repr_html_()


def test_rows_of_a_study_go_to_other_libraries(monkeypatch):
    study = VALUES["study"]()

    taken, own = pyarrow.RecordBatchReader.from_stream(study).read_all(), study.to_arrow()
    assert taken.schema == own.schema
    assert repr(taken.to_pydict()) == repr(own.to_pydict())
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(ImportError, match="pandas"):
        study.to_pandas()


def test_a_study_of_two_numbers_has_a_picture():
    assert VALUES["study"]().plot()._repr_svg_().startswith("<svg")
    with pytest.raises(ValueError, match=r"there is no picture of <Study: .*>; vary one number over a grid, or two"):
        tt.sweep("sanctions-russia", over={"k": [0.1]}).plot()


def test_what_is_no_scenario_is_refused_in_words():
    with pytest.raises(TypeError, match="expected a scenario"):
        tt.report(3)
