"""What a prompt and a notebook show: one line, a part of a page, and rows that other libraries take."""

import inspect
import re
import sys
import typing
from collections.abc import Sequence
from dataclasses import is_dataclass

import numpy as np
import pyarrow
import pytest

import tetrarchy as tt
from tetrarchy.games.sequence.nodes import Chance, Decision, End
from tetrarchy.games.text.shown import Shown
from tetrarchy.solvers.concepts import CONCEPTS
from tetrarchy.solvers.stability.concepts import GMR, SMR, LimitedMoves, NonMyopic, Sequential

DILEMMA = tt.NormalFormGame(
    [[[3, 0], [5, 1]], [[3, 5], [0, 1]]], players=["A<b>", "B&C"], actions=[["hold", "<i>"], ["hold", "go"]]
)
ENTRY = tt.Tree(
    ["A<b>", "B&C"],
    Decision("A<b>", [("out", End([0, 2])), ("in", Decision("B&C", [("fight", End([-1, -1])), ("<i>", End([1, 1]))]))]),
)
CONFLICT = tt.GraphModel(["A<b>", "B"], ["<i>", "threat", "war"], [[(0, 1), (1, 0)], [(1, 2)]], [[1, 0, 2], [0, 2, 1]])
FIELD = {"<i>": tt.automaton("always"), "tit for tat": tt.automaton("tit_for_tat")}
WORLD = tt.World([[1, 0], [0, 1]], [[0, 1], [1, 0]], ["1/2", "1/2"], "1/2", 0, 0, 0, 0, states=["A<b>", "B"])

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
    "arena": lambda: tt.load("us-russia-china").game.arena,
    "batch": lambda: tt.solve_batch(np.array([DILEMMA.payoffs.astype(float)] * 50)),
    "coding": lambda: tt.load("us-russia-china").coding,
    "contest": lambda: tt.contest(tt.tournament(DILEMMA, FIELD)),
    "critical discount": lambda: tt.critical_discount(DILEMMA, tt.grim_trigger(DILEMMA, (0, 0), (1, 1))),
    "finite": lambda: tt.finite_payoffs(DILEMMA, 3),
    "invasion": lambda: tt.invasion([[3, 0], [5, 1]], population=10, selection=0.1),
    "model": lambda: CONFLICT,
    "paths": lambda: tt.paths(CONFLICT, 0),
    "path of shares": lambda: tt.evolve([[3, 0], [5, 1]], [0.5, 0.5], time=2),
    "payoff set": lambda: tt.payoff_set(DILEMMA, "1/2"),
    "rest points": lambda: tt.rest_points([[3, 0], [5, 1]]),
    "several paths of shares": lambda: tt.evolve(DILEMMA, ([0.5, 0.5], [0.5, 0.5]), time=2),
    "stability": lambda: tt.stability(CONFLICT),
    "strategy": lambda: tt.automaton("tit_for_tat"),
    "subgame perfection": lambda: tt.subgame_perfect(ENTRY),
    "theory of moves": lambda: tt.theory_of_moves("chicken"),
    "threats": lambda: tt.threats(ENTRY),
    "tipping of a world": lambda: tt.tipping(WORLD, [[-1, 1], [0, 0]], 0, 2),
    "tree of moves": lambda: ENTRY,
}

OPTIONS = (*CONCEPTS.values(), GMR, SMR, Sequential, LimitedMoves, NonMyopic)
"""Public classes that say how something is solved."""

PARTS = (Chance, Decision, End)
"""Public classes of which a tree is made."""


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
    assert not {"<b>", "<i>"} & set(re.findall("<[bi]>", page))


def given_back(name):
    """Return the classes of the package that a public name is, or gives back."""
    value = getattr(tt, name)
    given = value if inspect.isclass(value) else typing.get_type_hints(value)["return"]
    kinds = [given, *typing.get_args(given)] if not issubclass(typing.get_origin(given) or object, Sequence) else []
    return {kind for kind in kinds if is_dataclass(kind)}


@pytest.mark.parametrize("name", [name for name in tt.__all__ if name != "parameter"])
def test_whatever_a_public_name_gives_back_is_a_line_and_a_part_of_a_page(name):
    assert [kind for kind in given_back(name) if not issubclass(kind, (Shown, *OPTIONS, *PARTS))] == []


def test_players_states_and_strategies_stand_by_their_names():
    assert "&lt;i&gt;; war" in tt.stability(CONFLICT, "gmr")._repr_html_()
    assert "<td>in / &lt;i&gt;</td>" in tt.subgame_perfect(ENTRY)._repr_html_()
    assert ">&lt;i&gt;</th>" in tt.tournament(DILEMMA, FIELD)._repr_html_()
    assert ">A&lt;b&gt;</th>" in tt.payoff_set(DILEMMA, "1/2")._repr_html_()


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
