"""The `[study]` of a scenario file, and what stands after --over for any kind of design."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tetrarchy import InputError, ScenarioError, load, parse, sweep, thresholds
from tetrarchy.configs.load import load_study, parse_study, shipped
from tetrarchy.configs.options import varied
from tetrarchy.configs.schema import json_schema
from tetrarchy.studies.sweep.columns.pure import SELECTIONS
from tetrarchy.studies.sweep.points.designs import DESIGNS, designed

HEAD = 'title = "A study"\nseed = 4\n[game]\nkind = "triangle"\n'
PRESSURE, RESTRAINT = "game.parameters.pressure_on_russia", "game.parameters.chinese_restraint"


def study(text):
    return parse_study(f"{HEAD}[study]\n{text}", "study.toml")


def problems(text):
    with pytest.raises(ScenarioError) as refused:
        study(text)
    return [(problem.line - HEAD.count("\n") - 1, problem.field, problem.message) for problem in refused.value.problems]


def test_a_scenario_with_a_study_loads_as_one_without():
    with_study = parse(f'{HEAD}[study]\nover = ["p_R"]\ndesign = "sobol"', "s")

    assert with_study.build().exact.tolist() == parse(HEAD, "s").build().exact.tolist()


def test_scenarios_without_a_study_have_none():
    assert [name for name in shipped() if load_study(name) is not None] == ["triangle-robustness"]


def test_a_game_in_nfg_form_has_no_study(tmp_path):
    file = tmp_path / "game.nfg"
    file.write_text('NFG 1 R "A game" { "Row" "Column" } { 2 2 }\n1 1 0 0 0 0 1 1\n')

    assert load_study(file) is None


def test_a_study_is_a_plan():
    plan = study(
        'design = "saltelli"\nsamples = 8\nconcepts = ["nash", "logit:precision=2"]\nselection = "welfare"\n'
        '[study.over]\np_R = "declared"\nrho = "0.25:1/2"\n"US.orders" = "declared"\norders.liberal.gain = "2:3"\n'
    )

    assert len(plan) == 8 * 6
    assert plan.design.described() == {
        "design": "saltelli",
        "over": {
            PRESSURE: [0.2, 1.0],
            RESTRAINT: [0.25, 0.5],
            "actors.US.orders": "simplex",
            "orders.liberal.gain": [2.0, 3.0],
        },
        "samples": 8,
        "seed": 4,
    }
    assert plan.concepts == ("nash", "logit:precision=2")
    assert plan.selection == "welfare"
    assert plan.scenario.title == "A study"


def test_a_list_of_paths_takes_the_declared_ranges():
    plan = study('design = "random"\nseed = 9\nover = ["p_R", "China.orders"]')

    assert plan.design.described()["over"] == {PRESSURE: [0.2, 1.0], "actors.China.orders": "simplex"}
    assert plan.design.described()["seed"] == 9


@pytest.mark.parametrize("written", ['"0:1:3"', '"0,0.5,1"', '"0,1/2,1"', "[0, 0.5, 1]", '[0, "1/2", 1]'])
def test_a_grid_takes_values_in_any_form(written):
    plan = study(f"[study.over]\np_R = {written}")

    assert plan.design.points(0, len(plan))[PRESSURE].tolist() == [0, 0.5, 1]


def test_a_grid_may_have_a_path_with_one_value():
    assert len(study('[study.over]\np_R = [0.5]\nrho = "0.25"')) == 1


def test_dots_may_be_quoted_or_make_tables():
    one, two = study('over = { "orders.liberal.gain" = "2:4:3" }'), study("over.orders.liberal.gain = [2, 3, 4]")

    assert one.design.described() == two.design.described()


def test_a_table_lies_beside_the_file(tmp_path):
    (tmp_path / "points.csv").write_text("p_R,rho\n0.5,0.5\n0.25,0.5\n")
    file = tmp_path / "study.toml"
    file.write_text(f'{HEAD}[study]\ndesign = "table"\nfile = "points.csv"\n')

    plan = load_study(file)
    assert plan.design.points(1, 2)[PRESSURE].tolist() == [0.25]
    assert load(file).title == "A study"


def test_every_fault_is_reported_with_its_place():
    found = problems(
        'design = "sobol"\nselection = "best"\nconcepts = ["nash", "nahs"]\n'
        '[study.over]\np_R = "1:0"\nq = "declared"\nrho = "0.1:0.9:7"\nUS.orders.liberal = 3\n"China.orders" = "0:1"\n'
    )

    assert sorted((line, field) for line, field, _ in found) == [
        (2, "study.selection"),
        (3, "study.concepts.1"),
        (5, "study.over.p_R"),
        (6, "study.over.q"),
        (7, "study.over.rho"),
        (8, "study.over.US.orders.liberal"),
        (9, "study.over.China.orders"),
    ]


@pytest.mark.parametrize(
    ("text", "line", "field", "message"),
    [
        ("", 0, "study", "must say what varies"),
        ("over = 3", 1, "study.over", "expected a list of paths or a table"),
        ("over = []", 1, "study.over", "needs at least one path"),
        ('over = ["p_R"]', 1, "study.over.0", "a grid needs the values that it takes"),
        ('design = "random"\nover = ["p_R", "p_R"]', 2, "study.over.1", "p_R is varied twice"),
        ('design = "random"\nover = ["p_R", "pressure_on_russia"]', 2, "study.over", "is given twice, also as p_R"),
        ('design = "spiral"\nover = ["p_R"]', 1, "study.design", "unknown design 'spiral'"),
        ('samples = 3\nover.p_R = "0:1:3"', 1, "study.samples", "has no effect: the points of a grid are listed"),
        ('seed = 3\nover.p_R = "0:1:3"', 1, "study.seed", "has no effect"),
        ('design = "grid"\nfile = "a.csv"', 2, "study.file", 'is for the design "table"'),
        ('design = "table"\nfile = "a.csv"', 2, "study.file", "cannot be read"),
        ('design = "table"\nfile = "a.csv"\nover = ["p_R"]', 3, "study.over", "has no effect: the file names"),
        ('selection = "status_quo"\nover.p_R = "0:1:3"', 0, "study", "what its status quo is"),
        ('over.p_R = "0:1"', 1, "study.over.p_R", "the points of a grid are listed, not drawn"),
        ('over.p_R = "0:1:x"', 1, "study.over.p_R", "expected numbers in LO:HI:N"),
        ('over.p_R = "0:1:2:3"', 1, "study.over.p_R", "expected K or K=LO:HI"),
        ('over.p_R = [0, "x"]', 1, "study.over.p_R", "expected numbers with commas between them"),
        ("over.p_R = [0, inf]", 1, "study.over.p_R", "expected numbers"),
    ],
)
def test_a_study_that_cannot_be_used_is_refused(text, line, field, message):
    found = problems(text)

    assert any((at, where) == (line, field) and message in what for at, where, what in found), found


def test_faults_of_form_are_those_of_the_whole_file():
    with pytest.raises(ScenarioError) as refused:
        parse(f'{HEAD}[study]\nsamples = 0\ndesing = "grid"\n[actors.Mars]\norders = "liberal"', "s")

    fields = [problem.field for problem in refused.value.problems]
    assert fields == ["study.samples", "study.desing", "actors.Mars"]


def test_the_schema_knows_the_designs_and_selections():
    properties = json_schema()["$defs"]["StudySection"]["properties"]

    assert properties["design"]["enum"] == list(DESIGNS)
    assert properties["selection"]["enum"] == list(SELECTIONS)
    assert set(properties) == {"design", "over", "file", "samples", "seed", "concepts", "selection"}


@pytest.mark.parametrize("design", [name for name, kind in DESIGNS.items() if kind.drawn])
def test_a_sample_may_be_of_every_kind(design):
    assert study(f'design = "{design}"\nsamples = 2\nover = ["p_R", "rho"]').design.name == design


@given(st.floats(0, 0.5), st.floats(0.6, 1), st.integers(2, 9))
def test_values_are_read_as_they_are_written(low, high, count):
    found = varied([f"a={low!r}:{high!r}", f"b={low!r}:{high!r}:{count}", f"c={low!r},{high!r}", "d"])

    assert tuple(map(float, found["a"])) == (low, high)
    np.testing.assert_array_equal(found["b"], np.linspace(low, high, count))
    assert found["c"].tolist() == [low, high]
    assert found["d"] is None


@pytest.mark.parametrize(
    ("texts", "message"),
    [
        (["p_R=0.2:1", "p_R"], "is varied twice"),
        (["=0:1"], "expected K, K=LO:HI, K=LO:HI:N or K=A,B,C"),
        (["p_R="], "expected K, K=LO:HI, K=LO:HI:N or K=A,B,C"),
        (["p_R=much"], "expected numbers with commas"),
        (["p_R=0.2:1:2:3"], "expected K or K=LO:HI"),
        (["p_R=0.2:1:1"], "whole number of values from 2"),
        (["p_R=0,x"], "expected numbers with commas"),
        ([""], "expected K, K=LO:HI, K=LO:HI:N or K=A,B,C"),
    ],
)
def test_what_varies_must_have_one_of_the_forms(texts, message):
    with pytest.raises(InputError, match=message):
        varied(texts)


FORMS = {
    "declared": ("p_R", "random"),
    "0.2:1": ("p_R=0.2:1", "random"),
    "1/4:1/2": ("p_R=1/4:1/2", "sobol"),
    "0.2:1:5": ("p_R=0.2:1:5", "grid"),
    "1/4,1/2": ("p_R=1/4,1/2", "grid"),
    "0.3:0.9": ("p_R=0.3:0.9", "one_at_a_time"),
}


@pytest.mark.parametrize(("written", "text", "design"), [(written, *form) for written, form in FORMS.items()])
def test_a_file_an_option_and_a_script_say_what_varies_in_the_same_words(written, text, design):
    scenario = parse(HEAD, "s")
    samples = 4 if design in ("random", "sobol") else None
    more = f"samples = {samples}\n" if samples else ""
    by_file = study(f'design = "{design}"\n{more}over.p_R = "{written}"').design
    by_option = designed(scenario, varied([text]), design, samples=samples)
    by_script = [designed(scenario, over, design, samples=samples) for over in ({"p_R": written}, [text], text)]

    assert {str(found.described()) for found in (by_option, *by_script)} == {str(by_file.described())}


def test_a_script_may_write_numbers_as_texts_in_a_list():
    values = sweep(parse(HEAD, "s"), {"p_R": ["1/4", 0.5]}).to_numpy([PRESSURE])[PRESSURE]

    assert values.tolist() == [0.25, 0.5]


@pytest.mark.parametrize("over", [{"p_R": "0.2:1"}, "p_R=0.2:1", ["p_R=0.2:1"]])
def test_a_range_is_no_grid_and_what_is_offered_works(over):
    with pytest.raises(InputError, match=r"p_R: expected K=LO:HI:N, for instance p_R=0:1:101, or a number of samples"):
        sweep(parse(HEAD, "s"), over)

    with pytest.raises(InputError, match=r"p_R: a grid needs the values that it takes, as in p_R=0:1:11"):
        sweep(parse(HEAD, "s"), "p_R", design="grid")
    assert len(sweep(parse(HEAD, "s"), over="p_R=0.2:1:11", design="grid")) == 11


@pytest.mark.parametrize(
    ("over", "between"),
    [
        ("p_R", ("0.2", "1/2")),
        ("p_R", "0.2:1/2"),
        ("p_R=0.2:1/2", None),
        ({"p_R": "0.2:1/2"}, None),
        ({"p_R": (0.2, 0.5)}, None),
        (("p_R",), ["0.2:1/2"]),
    ],
)
def test_thresholds_take_a_range_in_the_same_words(over, between):
    found = thresholds(parse(HEAD, "s"), over, between).over

    assert (found.low, found.high) == (Fraction(1, 5), Fraction(1, 2))


def test_a_path_may_have_a_sign_of_equality_in_it():
    scenario = parse(
        'title = "x"\n[game]\nkind = "custom"\nplayers = ["A=B"]\nactions = [["x", "y"]]\n'
        '[[game.consequences]]\nwhen = { "A=B" = "x" }\n"A=B" = { gain = "0.1" }\n'
        '[actors."A=B"]\norders = { liberal = 0.5, conservative = 0.5 }\n',
        "x",
    )
    path = "actors.A=B.orders.liberal"

    assert varied([f"{path}=0:1"]) == {path: (0, 1)}
    assert thresholds(scenario, path, (0, 1)).spans == thresholds(scenario, {path: "0:1"}).spans == {path: (0, 1)}
    assert sweep(scenario, {path: [0, 0.5]}).plan.design.paths == (path,)


def test_thresholds_of_two_numbers_take_their_ranges_in_any_form():
    scenario = parse(HEAD, "s")
    spans = [
        [(known.low, known.high) for known in thresholds(scenario, over, between).over]
        for over, between in (
            (("p_R=0.2:1/2", "rho"), None),
            ({"p_R": "0.2:1/2", "rho": "declared"}, None),
            (("p_R", "rho"), ["0.2:1/2", None]),
        )
    ]

    assert spans == [[(Fraction(1, 5), Fraction(1, 2)), (Fraction(1, 5), 1)]] * 3


@pytest.mark.parametrize(
    ("over", "between", "message"),
    [
        ("p_R=0.2:1", "0:1", "unknown path 'p_R=0.2:1'"),
        ("p_R=0.2:1:5", None, "p_R=0.2:1:5: expected K or K=LO:HI"),
        (("p_R", "rho"), ["0:1"], r"one range for each path, got \['0:1'\] beside \('p_R', 'rho'\)"),
        (("p_R", "rho"), "01", "one range for each path, got 01 beside"),
        (("p_R", "p_R"), ["0:1", "0:1"], "one range for each path"),
        (("p_R", "p_R"), None, "p_R is varied twice"),
        ({"p_R": "0:1"}, "0:1", "one range for each path, got 0:1 beside"),
        (5, None, "what varies is written as K or K=LO:HI, got 5"),
        (("p_R", "rho", "m"), None, "one path or two, each with one range, got 3 paths"),
        ((), None, "one path or two, each with one range, got 0 paths"),
    ],
)
def test_thresholds_refuse_what_is_no_range(over, between, message):
    with pytest.raises(InputError, match=message):
        thresholds(parse(HEAD, "s"), over, between)
