"""Blocs, sweeps and pictures of a world that is small enough to be looked through."""

from __future__ import annotations

import json
from fractions import Fraction
from math import inf
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest

from tetrarchy import InputError, World, align, solve_world
from tetrarchy.configs.world.load import load_setting
from tetrarchy.games.numbers import percent
from tetrarchy.games.orders.rows import ORDER_NAMES
from tetrarchy.games.scenario.over import Range
from tetrarchy.games.world.catalogue import CORNERS, anchored
from tetrarchy.games.world.setting import AlignmentTerms, WorldSetting
from tetrarchy.reports.figures.mixes import faces_of
from tetrarchy.reports.figures.world import (
    _NAME,
    _beside,
    _Part,
    blocs_figure,
    drift_figure,
    interval_of,
    simplex_figure,
    strip_figure,
    tipping_figure,
)
from tetrarchy.reports.outputs import written
from tetrarchy.reports.world.words import change_words, mix_words
from tetrarchy.studies.sweep.running.store import identity
from tetrarchy.studies.sweep.sweep import solved
from tetrarchy.studies.watch import Watch
from tetrarchy.studies.world.analysis import world_analysis
from tetrarchy.studies.world.blocs import strongest, world_blocs
from tetrarchy.studies.world.plan import restored_world_plan, world_plan
from tetrarchy.studies.world.sweep import swept, world_sweep
from tetrarchy.studies.world.thresholds import world_thresholds
from tetrarchy.studies.world.views import world_report

SETTING = load_setting(Path(__file__).parents[2] / "worlds" / "two-and-one.toml")


def test_propensities_are_likeness_less_its_mean_and_half_a_point_for_a_tie():
    theta = np.array([[1, 0, 0, 0], [0.5, 0, 0, 0.5], [0, 0, 0, 1]], dtype=float)
    blocs = world_blocs(SETTING.world, theta, AlignmentTerms(), SETTING.world.states)
    # Likeness is .5, .5 and 0 for the pairs, 1/3 in the mean; AAA and CCC have no tie.
    mean = 1 / 3
    assert blocs.propensity[0, 1] == Fraction(round((0.5 - mean) * 10**4), 10**4) + Fraction(1, 2)
    assert blocs.propensity[0, 2] == Fraction(round(-mean * 10**4), 10**4)
    assert blocs.size.tolist() == [Fraction(7071, 10**4), Fraction(1, 2), Fraction(1, 2)]


def test_pairs_that_are_torn_are_those_that_pay():
    blocs = world_blocs(SETTING.world, solve_world(SETTING.world).practice, AlignmentTerms(), SETTING.world.states)
    cost = sum(lost for _, _, lost in blocs.frustrated)
    # The energy counts what pairs apart want; pairs together that do not want it are counted against all such pairs.
    apart = sum(min(0, blocs.propensity[i, j]) * blocs.size[i] * blocs.size[j] for i in range(3) for j in range(i))
    assert cost == blocs.alignment.energy - apart
    assert align(SETTING.world).energy == blocs.alignment.energy


def test_the_strongest_come_first():
    assert strongest(SETTING.world, 2) == ["AAA", "BBB"]


def test_a_sweep_is_the_solution_at_each_of_its_points():
    path = "push.CCC.conservative"
    study = world_sweep(SETTING, {"beta": [0, 0.5], "monism.liberal": [0.2, 1], path: [-0.5, 0.4]})
    assert len(study.points) == 8
    for point, weights, leading in zip(study.points, study.aggregates, study.leading, strict=True):
        world = SETTING.world.do(dict(zip(("beta", "monism.liberal", path), map(float, point), strict=True)))
        solution = solve_world(world)
        assert weights == pytest.approx(solution.aggregate, abs=1e-9)
        assert leading.tolist() == solution.practice.argmax(axis=1).tolist()
    assert sum(len(regime.points) for regime in study.regimes) == 8


def test_mixes_are_drawn_from_their_intervals():
    interval = {corner: (Fraction(0), Fraction(0)) for corner in CORNERS}
    sure = {**interval, "american": (Fraction(1), Fraction(1))}
    world = SETTING.world.replace(beta=0, gamma=0, push=0)
    setting = WorldSetting(
        title="x", world=world, intervals={"AAA": sure, "BBB": {**sure, "american": (Fraction(1, 2), Fraction(1))}}
    )
    study = world_sweep(setting, {"theta": None, "appeal.liberal": Range(Fraction(0), Fraction(1, 10))}, samples=4)
    # Whoever is American alone is what the American corner stands for, whatever is drawn.
    expected = np.array([float(share) for share in anchored((1, 0, 0, 0)).values()])
    assert study.drawn
    for point, weights in zip(study.points, study.aggregates, strict=True):
        pulled = expected + point[0] * (np.array(ORDER_NAMES) == "liberal")
        alone = solve_world(world.replace(theta=[expected, expected, world.theta[2]], appeal=[point[0], 0, 0, 0]))
        assert pulled.sum() == pytest.approx(1 + point[0])
        assert weights == pytest.approx(alone.aggregate, abs=1e-9)


def drawn_plan(**asked):
    interval = {corner: (Fraction(0), Fraction(1)) for corner in CORNERS}
    setting = WorldSetting("x", SETTING.world, intervals={"AAA": interval})
    return world_plan(setting, {"theta": None, "beta": None}, samples=6, seed=3, **asked)


def test_rows_do_not_depend_on_how_they_are_cut_or_kept(tmp_path):
    plan = drawn_plan(concepts=["nash", "blocs"])
    once = swept(plan, solved(plan))
    kept = swept(plan, solved(plan, out=tmp_path / "sweep", chunk=4))
    assert (once.aggregates == kept.aggregates).all()
    assert {name: own.tolist() for name, own in once.asked.items()} == {
        n: own.tolist() for n, own in kept.asked.items()
    }
    assert len(np.unique(once.aggregates[:, 0])) == 6
    again = restored_world_plan(plan.setting, json.loads(json.dumps(plan.described())))
    assert identity(again) == identity(plan)


def test_rows_may_be_solved_in_fractions_and_are_rounded_once():
    betas = [k / 7 for k in range(8)]
    plan = world_plan(SETTING, {"beta": betas}, exact=True)
    rows = swept(plan, solved(plan))
    exact = [solve_world(SETTING.world.replace(beta=beta), exact=True).aggregate for beta in betas]

    assert rows.aggregates.tolist() == [[float(weight) for weight in own] for own in exact]
    assert restored_world_plan(SETTING, json.loads(json.dumps(plan.described()))).exact
    assert "exact" not in world_plan(SETTING, {"beta": betas}).described()


def test_rows_of_a_block_have_the_same_mixes():
    plan = drawn_plan(design="saltelli")
    assert plan.design.block == 3
    thetas = plan._identities(0, 6)
    assert (thetas[0] == thetas[2]).all()
    assert (thetas[0] != thetas[3]).any()


def test_a_sweep_asks_for_all_equilibria_where_there_are_several():
    world = World([["1/2", "1/2"]] * 2, [[0, 1], [1, 0]], ["1/2"] * 2, 0, 0, 0, 0, 0, states=["A", "B"])
    study = world_sweep(WorldSetting("x", world), {"beta": [0.5, 2]}, concepts=["nash"])
    assert study.asked["nash.count"].tolist() == [1, 3]
    assert study.asked["nash.complete"].tolist() == [True, True]


@pytest.mark.parametrize(
    ("over", "asked", "message"),
    [
        ({"beta": [0, 1]}, {"concepts": ["logit"]}, "unknown concept 'logit'; known: nash, blocs"),
        ({"beta": [0, 1]}, {"concepts": ["nash", "nash"]}, "the concept nash is asked for twice"),
        ({"beta": [0, 1]}, {"design": "sobol"}, "--design sobol: needs --samples"),
        ({"beta": [0, 1]}, {"design": "grid", "samples": 4}, "--design grid: takes no --samples"),
        ({"beta": [-1, 1]}, {}, "--over beta: must not be negative"),
        ({"beta": [0, 1], "gamma": [0]}, {"design": "table"}, "the columns of a table must have one length"),
        ({}, {}, "a sweep needs an axis at least"),
    ],
)
def test_a_sweep_that_does_not_fit_is_refused(over, asked, message):
    with pytest.raises(InputError, match=message):
        world_plan(SETTING, over, **asked)


def test_what_ifs_lie_around_the_numbers_of_the_world():
    path = "push.CCC.conservative"
    plan = world_plan(SETTING, {"beta": [0, 1], path: [0.3]}, design="one_at_a_time")
    assert plan.design.points(0, 4) == {
        "beta": pytest.approx([0.25, 0, 1, 0.25]),
        path: pytest.approx([0.1] * 3 + [0.3]),
    }


def test_pictures_name_the_states():
    analysis = world_analysis(SETTING)
    pushed = world_thresholds(SETTING, "push.AAA=transformative:0:1")
    assert pushed.path is not None
    for figure, words in (
        (simplex_figure(analysis), {"AAA", "BBB", "liberal"}),
        (strip_figure(analysis), {"AAA", "conservative"}),
        (blocs_figure(analysis.blocs), {"AAA", "CCC"}),
        (tipping_figure(pushed, pushed.path), {"AAA", "transformative", "push.AAA towards transformative"}),
        (drift_figure("X", ORDER_NAMES, {"a": anchored((1, 0, 0, 0)), "b": anchored((0, 1, 0, 0))}), {"a", "b"}),
    ):
        drawn = ElementTree.fromstring(figure.picture()).iter()
        assert words <= {element.text for element in drawn if element.tag.endswith("text")}


def test_a_face_shows_who_has_next_to_nothing_of_the_order_that_it_leaves_out():
    shares = np.array([[0.5, 0.49, 0, 0.01], [0, 0.25, 0.75, 0], [0.25, 0.25, 0.25, 0.25], [0.02, 0.98, 0, 0]])
    faces = faces_of(shares, np.array([0.4, 0.3, 0.2, 0.1]))
    # Left out are the fourth order (.8 of the size), the third (.5) and the first (.3): a share of just .02 is none.
    assert [(face.orders, face.members) for face in faces] == [
        ((0, 1, 2), (0, 1, 3)),
        ((0, 1, 3), (0, 3)),
        ((1, 2, 3), (1,)),
    ]
    np.testing.assert_allclose(faces[2].places(shares)[1], [0.25, 0.75, 0] @ faces[2].corners)
    assert faces_of(shares[:, :3], np.ones(4)) == []


def test_parts_of_pictures_have_titles_that_tell_the_state():
    analysis = world_analysis(SETTING)
    for figure in (simplex_figure(analysis), strip_figure(analysis)):
        titles = {each.text for each in ElementTree.fromstring(figure.picture()).iter() if each.tag.endswith("title")}
        practised = analysis.now.practice.astype(float)[0]
        assert len(titles) == 3
        lead = f"Alba: {percent(practised.max())} {ORDER_NAMES[practised.argmax()]}"
        assert [title for title in titles if title.startswith(lead)]


def test_names_stand_clear_of_one_another_and_of_discs():
    rng = np.random.default_rng(0)
    places, radii = rng.uniform(-0.15, 0.15, (12, 2)), np.full(12, 0.02)
    names = np.array(_beside(places, radii, _Part([*range(12)], 1, (-1, -1), (1, 1))))
    apart = np.abs(names[:, None] - names[None]) / _NAME
    assert (apart.max(axis=2) + np.eye(12) >= 1).all()
    gaps = np.maximum(np.abs(names[:, None] - places[None]) - _NAME / 2, 0)
    assert (np.hypot(gaps[..., 0], gaps[..., 1]) >= 0.02).all()


def test_the_interval_of_an_order_is_that_of_the_corners_that_stand_for_it():
    interval = {corner: (Fraction(0), Fraction(0)) for corner in CORNERS}
    mixed = {**interval, "american": (Fraction(1, 2), Fraction(1)), "european": (Fraction(0), Fraction(1, 2))}
    setting = WorldSetting("x", SETTING.world, intervals={"AAA": mixed})
    assert interval_of(setting, ORDER_NAMES, "AAA", 0) == pytest.approx((0.3, 1.0))
    assert interval_of(setting, CORNERS, "AAA", 1) == (0, 0.5)
    assert interval_of(setting, ORDER_NAMES, "BBB", 0) is None


def test_a_share_that_floats_leave_a_hair_from_all_reads_as_all():
    assert mix_words(["a", "b"], [1 - 1e-13, 1e-13]) == "100% a"


@pytest.mark.parametrize(
    ("path", "value", "words"),
    [
        ("push.AAA.liberal", 0.3, "the push on Alba towards liberal were 0.3"),
        ("theta.AAA", "liberal", "the identity of Alba were liberal"),
        ("theta.BBB", {"liberal": 0.2, "conservative": 0.8}, "the identity of BBB were 80% conservative, 20% liberal"),
        ("tie.AAA.BBB", 0, "the tie of Alba and BBB were 0"),
        ("size.AAA", "3/10", "the size of Alba were 30%"),
        ("expel", {"body": "NATO", "state": "AAA"}, "Alba were out of NATO"),
        ("without", "AAA", "there were no Alba"),
        ("monism.liberal", 1, "the claim of the liberal order to be universal were 1"),
        ("appeal.liberal", "1/2", "the appeal of the liberal order were 0.5"),
        ("beta", 0, "beta were 0"),
    ],
)
def test_a_change_is_told_in_words(path, value, words):
    assert change_words(SETTING, path, value) == words


def test_influence_counts_the_states_that_were_not_reached_in_time(run):
    _, out, _ = run("world", "influence", "--time-limit", "0", "--format", "json")

    found = json.loads(out)
    assert set(found["influence"]) == set(found["towards"]) == {None}
    assert found["notes"][-1] == "Not reached within the time limit: the influence of 176 of the 176 states."


def test_a_report_on_a_world_counts_the_states_whose_influence_was_not_reached_in_time():
    found = world_report(SETTING, Watch(deadline=-inf))
    values, page = json.loads(written(found, "json")), written(found.page, "markdown")
    note = f"Not reached within the time limit: the influence of {len(SETTING.world.states)} of"

    assert set(values["influence"]) == {None}
    assert values["notes"][-1].startswith(note)
    assert note in written(found, "table")
    assert "would move the others most: not reached within the time limit." in " ".join(page.split())


def test_blocs_that_are_not_proven_best_in_time_say_so(run):
    _, out, _ = run("world", "align", "--time-limit", "0", "--format", "json")

    found = json.loads(out)
    assert (found["alignment"]["optimal"], found["alignment"]["minima"]) == (False, None)
    assert found["notes"][-1] == "Not reached within the time limit: a proof that these blocs are the best."
