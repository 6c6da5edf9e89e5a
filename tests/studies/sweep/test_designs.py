"""Designs: points as a function of their number, and what each kind of sample owes."""

import pickle
from itertools import pairwise, permutations

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import chisquare, kstest, qmc

from tetrarchy import InputError, load
from tetrarchy.games.orders.rows import ORDER_NAMES, ORDERS, ROW_NAMES
from tetrarchy.studies.sweep.points.designs import DESIGNS, designed, read_table
from tetrarchy.studies.sweep.points.drawn import LatinHypercube, Morris, Random, Saltelli, Sobol
from tetrarchy.studies.sweep.points.factors import factors
from tetrarchy.studies.sweep.points.listed import Grid, OneAtATime
from tetrarchy.studies.sweep.points.unit_points import SobolSequence, permuted, uniforms

TRIANGLE = load("us-russia-china")
DRAWN = {name: kind for name, kind in DESIGNS.items() if kind.drawn}
OVER = {"p_R": None, "rho": (0.1, 0.9), "US.orders": None, "orders.liberal.gain": None, "repeated.discount": (0, 0.9)}
FACTORS = factors(TRIANGLE, OVER)
LISTS = {"p_R": np.linspace(0, 1, 7), "US.orders.liberal": [0.0, 0.25, 0.5], "orders.liberal.gain": [2, 3]}
MIX = tuple(f"actors.US.orders.{order}" for order in ORDER_NAMES)

CASES = [
    *(pytest.param(kind(FACTORS, 37, 5), id=name) for name, kind in DRAWN.items()),
    *(pytest.param(designed(TRIANGLE, LISTS, kind), id=kind) for kind in ("grid", "one_at_a_time")),
    pytest.param(designed(TRIANGLE, {path: [0.1, 0.2, 0.3] for path in ("p_R", "rho")}, "table"), id="table"),
]


def matrix(design, start=0, stop=None):
    points = design.points(start, len(design) if stop is None else stop)
    assert tuple(points) == design.paths
    return np.column_stack(list(points.values()))


@pytest.mark.parametrize("design", CASES)
@given(data=st.data())
@settings(max_examples=20)
def test_points_do_not_depend_on_how_rows_are_cut(design, data):
    inner = data.draw(st.lists(st.integers(1, len(design) - 1), max_size=5, unique=True))

    cuts = [0, *sorted(inner), len(design)]
    cut = np.concatenate([matrix(design, start, stop) for start, stop in pairwise(cuts)])
    np.testing.assert_array_equal(cut, matrix(design))


@pytest.mark.parametrize("design", CASES)
def test_a_design_that_went_to_another_process_has_the_same_points_and_description(design):
    there = pickle.loads(pickle.dumps(design))

    np.testing.assert_array_equal(matrix(there), matrix(design))
    assert there.described() == design.described()


def test_every_kind_of_design_is_tested():
    assert {case.id for case in CASES} == set(DESIGNS)


@pytest.mark.parametrize("kind", DRAWN)
def test_points_lie_in_their_ranges_and_mixes_on_the_simplex(kind):
    points = DRAWN[kind](FACTORS, 64, 1)
    values = points.points(0, len(points))

    gain = ORDERS["liberal"].weights["gain"]
    assert ((values["orders.liberal.gain"] >= gain.low) & (values["orders.liberal.gain"] <= gain.high)).all()
    assert ((values["game.parameters.chinese_restraint"] >= 0.1) & (values["repeated.discount"] <= 0.9)).all()
    shares = np.array([values[path] for path in MIX])
    assert (shares >= 0).all()
    np.testing.assert_allclose(shares.sum(axis=0), 1, rtol=0, atol=4 * np.finfo(float).eps)


@pytest.mark.parametrize("kind", DRAWN)
def test_another_seed_gives_other_points(kind):
    assert (matrix(DRAWN[kind](FACTORS, 8, 1)) != matrix(DRAWN[kind](FACTORS, 8, 2))).any()


def test_a_grid_lists_all_combinations_the_last_path_fastest():
    expected = np.stack(np.meshgrid(*LISTS.values(), indexing="ij"), axis=-1).reshape(-1, 3)

    np.testing.assert_array_equal(matrix(designed(TRIANGLE, LISTS)), expected)


def test_a_list_of_what_ifs_moves_one_number_at_a_time():
    design = designed(TRIANGLE, {"p_R": None, "US.orders.liberal": [0.1, 0.2, 0.3]}, "one_at_a_time")

    rows = matrix(design)
    assert rows[:, 0].tolist() == [0.6, 0.2, 1, 0.6, 0.6, 0.6]
    assert rows[:, 1].tolist() == [rows[0, 1]] * 3 + [0.1, 0.2, 0.3]
    assert rows[0, 1] == float(TRIANGLE.actors["US"].orders["liberal"])


def test_shares_of_a_mix_that_are_listed_one_at_a_time_keep_their_proportions():
    whole = tuple(f"actors.US.orders.{row}" for row in ROW_NAMES)
    design = designed(TRIANGLE, {path: [0.2] for path in whole}, "one_at_a_time")
    rows = matrix(design)

    np.testing.assert_allclose(rows.sum(axis=1), 1, rtol=0, atol=4 * np.finfo(float).eps)
    for place, row in enumerate(rows[1:]):
        assert row[place] == 0.2
        others, before = np.delete(row, place), np.delete(rows[0], place)
        np.testing.assert_allclose(others * before.sum(), before * others.sum(), rtol=1e-12)


def test_random_numbers_have_places_of_their_own_in_one_stream():
    stream = np.random.Generator(np.random.Philox(np.random.SeedSequence(9))).random((50, 8))

    np.testing.assert_array_equal(uniforms(9, 20, 50, 7), stream[20:, :7])


@pytest.mark.parametrize("samples", [1, 2, 3, 10, 64, 1000])
def test_a_latin_hypercube_has_one_point_in_each_layer(samples):
    units = LatinHypercube(FACTORS, samples, 3).units(0, samples)

    layers = np.sort(np.floor(units * samples), axis=0)
    assert (layers == np.arange(samples)[:, np.newaxis]).all()


def test_layers_are_permuted_as_if_at_random():
    numbers = np.arange(3, dtype=np.uint64)
    keys = np.random.default_rng(0).integers(2**64, size=(300, 8), dtype=np.uint64)
    seen = [tuple(permuted(numbers, 3, own).tolist()) for own in keys]

    counts = [seen.count(order) for order in permutations(range(3))]
    assert sum(counts) == len(seen)
    assert chisquare(counts).pvalue > 1e-3


@pytest.mark.parametrize(("dimensions", "seed", "length"), [(1, 0, 1), (3, 7, 2), (8, 1, 1000), (21, 5, 4096)])
def test_a_sobol_sequence_is_that_of_scipy(dimensions, seed, length):
    engine = qmc.Sobol(dimensions, scramble=True, rng=np.random.default_rng(seed))
    expected = engine.random_base2(max(length - 1, 0).bit_length())[:length]

    np.testing.assert_array_equal(SobolSequence(dimensions, seed, length).points(0, length), expected)


def test_the_end_of_a_long_sobol_sequence_is_that_of_scipy():
    engine = qmc.Sobol(5, scramble=True, rng=np.random.default_rng(2)).fast_forward(999_990)

    np.testing.assert_array_equal(
        SobolSequence(5, 2, 1_000_000).points(999_990, 1_000_000), [engine.random(1)[0] for _ in range(10)]
    )


def test_mixes_are_spread_evenly_over_the_simplex():
    """Of the flat Dirichlet distribution each of four shares has the distribution function 1 - (1 - x)^3.

    What one share is of the sum of two is uniform.
    """
    values = Random(factors(TRIANGLE, ["US.orders"]), 20_000, 4).points(0, 20_000)

    for path in MIX:
        assert kstest(values[path], lambda x: 1 - (1 - x) ** 3).pvalue > 1e-3
    for one, other in permutations(MIX, 2):
        assert kstest(values[one] / (values[one] + values[other]), "uniform").pvalue > 1e-3


def test_a_block_of_saltelli_holds_a_b_and_a_with_each_factor_from_b():
    design = Saltelli(FACTORS, 16, 2)
    blocks = design.units(0, len(design)).reshape(16, len(FACTORS) + 2, -1)

    a, b = blocks[:, 0], blocks[:, 1]
    owner = [0, 1, 2, 2, 2, 3, 4]
    for number in range(len(FACTORS)):
        own = np.equal(owner, number)
        np.testing.assert_array_equal(blocks[:, 2 + number], np.where(own, b, a))
    np.testing.assert_array_equal(np.hstack([a, b]), qmc.Sobol(14, rng=np.random.default_rng(2)).random(16))


def test_a_trajectory_of_morris_moves_each_factor_once_by_two_thirds():
    design = Morris(FACTORS, 50, 3)
    paths = design.units(0, len(design)).reshape(50, len(FACTORS) + 1, -1)

    steps = np.diff(paths, axis=1)
    moved = np.add.reduceat(steps != 0, [0, 1, 2, 5, 6], axis=2)
    assert (moved.sum(axis=1) == [1, 1, 3, 1, 1]).all()
    assert ((moved > 0).sum(axis=2) == 1).all()
    np.testing.assert_allclose(np.abs(steps[steps != 0]), 2 / 3)
    assert set(np.round(paths * 3, 9).flat) == {0, 1, 2, 3}
    assert len({tuple(np.argmax(moved[k] > 0, axis=1)) for k in range(50)}) > 10


def test_a_design_of_a_trillion_points_takes_no_room():
    design = designed(TRIANGLE, dict.fromkeys(["p_R", "m", "s", "rho"], np.linspace(0, 1, 1001)))

    last = design.points(len(design) - 1, len(design))
    assert len(design) == 1001**4
    assert [own.tolist() for own in last.values()] == [[1.0]] * 4


def test_a_table_is_read_from_csv_and_from_parquet(tmp_path):
    text = tmp_path / "points.csv"
    text.write_text("p_R, US.orders.liberal\n0.5,0.25\n0.75,1\n")
    columnar = tmp_path / "points.parquet"
    pq.write_table(pa.table({"p_R": pa.array([0.5, 0.75]), "US.orders.liberal": pa.array([0.25, 1.0])}), columnar)

    one, other = read_table(TRIANGLE, text), read_table(TRIANGLE, columnar)
    assert matrix(one).tolist() == matrix(other).tolist() == [[0.5, 0.25], [0.75, 1.0]]
    assert one.paths == ("game.parameters.pressure_on_russia", "actors.US.orders.liberal")
    assert one.described() == other.described()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("p_R,q\n1,1\n", "unknown parameter of triangle 'q'"),
        ("p_R\n0.5\nmuch\n", "p_R: expected a number, got 'much', in row 2"),
        ("p_R,rho\n0.5,0.5\n0.5,nan\n", "rho: expected finite numbers, got nan, in row 2"),
        ("US.orders.liberal\n0.5\n1.5\n0\n", "must lie in [0, 1], got 1.5, in row 2"),
        ("orders.liberal.gain\n3\n-7\n", "must lie in [-5.5, 5.5], got -7.0, in row 2"),
        ("p_R,rho\n0.5\n", "row 1 has 1 cells, the first line names 2 columns"),
        ("p_R,pressure_on_russia\n0.5,0.5\n", "pressure_on_russia: is given twice, also as p_R"),
        ("p_R,p_R\n0.5,0.5\n", "a column is named twice"),
        ("p_R\n", "expected at least one value, got none"),
        ("", "needs at least one path"),
        ("p_R\n\xff\n", "is not a table in CSV"),
    ],
)
def test_a_table_that_cannot_be_used_is_refused_with_its_row(tmp_path, text, message):
    file = tmp_path / "points.csv"
    file.write_bytes(text.encode("latin-1"))

    with pytest.raises(InputError) as refused:
        read_table(TRIANGLE, file)
    assert str(refused.value).startswith(f"{file}: ")
    assert message in str(refused.value)


@pytest.mark.parametrize("name", ["missing.csv", "table.xlsx", "broken.parquet", "words.parquet"])
def test_a_file_that_is_no_table_is_refused(tmp_path, name):
    (tmp_path / "broken.parquet").write_bytes(b"PAR1 but not for long")
    pq.write_table(pa.table({"p_R": ["half"]}), tmp_path / "words.parquet")

    with pytest.raises(InputError, match=name):
        read_table(TRIANGLE, tmp_path / name)


@pytest.mark.parametrize(
    ("over", "kind", "message"),
    [
        ({}, "grid", "needs at least one path"),
        ({"q": [1, 2]}, "grid", "unknown parameter"),
        ({"p_R": [0.5], "pressure_on_russia": [0.5]}, "grid", "is given twice"),
        ({"p_R": None}, "grid", "needs the values that it takes"),
        ({"p_R": []}, "grid", "at least one value"),
        ({"p_R": ["much"]}, "grid", "expected numbers, got 'much'"),
        ({"p_R": [True]}, "grid", "expected numbers, got True"),
        ({"p_R": [0.5 + 1j]}, "grid", "expected numbers, got"),
        ({"p_R": "0:1:-3"}, "grid", "expected a whole number of values from 2"),
        ({5: [1]}, "grid", "what varies is written as K, K=LO:HI"),
        (5, "grid", "what varies is written as K, K=LO:HI, K=LO:HI:N or K=A,B,C, got 5"),
        ({"repeated.misperception": [0.1]}, "grid", "setting of repeated that can be swept"),
        ({"repeated.discount": [0.5, 1]}, "grid", r"must lie in \[0, 1\)"),
        ({"p_R": (1, 0)}, "random", "the range is empty"),
        ({"p_R": (0, 0)}, "random", "the range is empty"),
        ({"p_R": "0:1e-330:3"}, "grid", "p_R=0:1e-330:3: the range is empty: 0 does not lie above 0"),
        ({"p_R": "-1e308:1e308:3"}, "grid", r"the range is wider than .*: from -1e\+308 to 1e\+308"),
        ({"p_R": ("-1e308", "1e308")}, "random", r"p_R: the range is wider than .*: from -1e\+308 to 1e\+308"),
        ({"p_R": (0, 0.5, 1)}, "random", "expected a range, its lowest and its highest value, got 3 values"),
        ({"p_R": ("a", 1)}, "random", "expected a range of two numbers"),
        ({"p_R": 5}, "random", "expected a range, its lowest and its highest value, got 1 values"),
        ({"US.orders": None}, "grid", "needs the values that it takes, as in US.orders=0:1:11"),
        ({"orders.liberal.gain": (0, 6)}, "random", r"must lie in \[-5.5, 5.5\], got 6"),
        ({"repeated.discount": None}, "sobol", "has no range of its own"),
        ({"US.orders": (0, 1)}, "sobol", "takes no range"),
        ({"Mars.orders": None}, "sobol", "unknown"),
        ({"US.orders": None, "US.orders.liberal": None}, "sobol", "both set actors.US.orders.liberal"),
        ({"US.orders": None}, "one_at_a_time", "cannot be varied one at a time"),
        ({"p_R": [0.1], "rho": [0.1, 0.2]}, "table", "must have one length"),
        ({"p_R": [0.1]}, "spiral", "unknown design 'spiral'"),
        (
            {path: [0.5] * 1000 for path in ("p_R", "m", "s", "rho", "g")},
            "grid",
            "grid has 1,000,000,000,000,000 points",
        ),
    ],
)
def test_what_cannot_vary_is_refused(over, kind, message):
    with pytest.raises(InputError, match=message):
        designed(TRIANGLE, over, kind)


@pytest.mark.parametrize(("kind", "samples"), [("random", 0), ("sobol", 2**30 + 1), ("grid", 10)])
def test_a_number_of_samples_that_does_not_fit_is_refused(kind, samples):
    with pytest.raises(InputError, match="samples"):
        designed(TRIANGLE, {"p_R": (0, 1)}, kind, samples=samples)


@pytest.mark.parametrize(("name", "value"), [("samples", 8.5), ("samples", "8"), ("seed", 1.5), ("seed", -1)])
def test_samples_and_seeds_that_are_no_whole_numbers_are_refused(name, value):
    with pytest.raises(InputError, match=f"{name} must be"):
        designed(TRIANGLE, {"p_R": (0, 1)}, "random", **{"samples": 8, name: value})


def test_a_text_is_one_path():
    assert designed(TRIANGLE, "rho", "sobol").paths == ("game.parameters.chinese_restraint",)


def test_the_description_holds_all_that_determines_the_points():
    assert Sobol(FACTORS[:3], 8, 2).described() == {
        "design": "sobol",
        "over": {
            "game.parameters.pressure_on_russia": [0.2, 1.0],
            "game.parameters.chinese_restraint": [0.1, 0.9],
            "actors.US.orders": "simplex",
        },
        "samples": 8,
        "seed": 2,
    }
    assert Grid({"a": (("a",), np.array([[0.5]]))}).described() == {"design": "grid", "over": {"a": [0.5]}}
    assert OneAtATime({"a": 1.0}, {"a": np.array([0.5])}).described()["base"] == {"a": 1.0}


def test_a_grid_takes_all_mixes_whose_shares_are_among_the_values():
    """With shares in quarters there are as many mixes of four orders as ways to put 4 in 4 boxes, 35."""
    design = designed(load("us-russia-china"), {"US.orders": np.linspace(0, 1, 5), "p_R": [0.2, 0.4]}, "grid")
    points = design.points(0, len(design))
    mixes = np.stack([points[f"actors.US.orders.{order}"] for order in ORDER_NAMES], axis=1)

    assert len(design) == 35 * 2
    assert len(np.unique(mixes, axis=0)) == 35
    assert (mixes.sum(axis=1) == 1).all()
    assert points["game.parameters.pressure_on_russia"].tolist() == [0.2, 0.4] * 35


def test_a_grid_of_mixes_is_restored_from_what_it_describes():
    scenario = load("us-russia-china")
    design = designed(scenario, {"US.orders": [0, 0.3, 0.7, 0.1, 0.9]}, "grid")
    again = designed(scenario, design.described()["over"], "grid")

    np.testing.assert_equal(again.points(0, len(again)), design.points(0, len(design)))


@pytest.mark.parametrize(
    ("values", "message"),
    [([0.3, 0.4], "no mix of these shares sums to 1"), (np.linspace(0, 1, 41), "at most 40 are taken")],
)
def test_a_grid_without_mixes_or_with_too_many_is_refused(values, message):
    with pytest.raises(InputError, match=message):
        designed(load("us-russia-china"), {"US.orders": values}, "grid")
