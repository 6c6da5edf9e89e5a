"""The draws: a stream for each number, and what each placebo keeps and loses."""

from dataclasses import replace
from itertools import permutations

import numpy as np
import pytest

from tetrarchy.games.dimensions import DIMENSION_NAMES
from tetrarchy.games.orders.codings import CODINGS, SAKWA
from tetrarchy.games.orders.rows import LARGEST_WEIGHT, ROW_NAMES
from tetrarchy.games.ties.dyads import HALF_WIDTHS, STAND_INS
from tetrarchy.studies.claims.predictions import PREDICTIONS
from tetrarchy.studies.claims.worlds.draws import BLOCK, Defaults, Draws, blocks

DRAWN = Draws(SAKWA, seed=5, block=0, size=1000)
MODELS = {each.model.name: each.model for each in PREDICTIONS.values()}


def of_arm(arm):
    return replace(DRAWN, arm=arm).matrices


def test_the_first_worlds_are_the_same_however_many_are_drawn():
    few, many = list(blocks(SAKWA, 5, 10)), list(blocks(SAKWA, 5, BLOCK + 7))
    model = MODELS["triangle"]

    assert [each.size for each in many] == [BLOCK, 7]
    np.testing.assert_array_equal(few[0].matrices, many[0].matrices[:10])
    for name, values in few[0].values(model.name, model.parameters).items():
        np.testing.assert_array_equal(values, many[0].values(model.name, model.parameters)[name][:10])
    assert not np.array_equal(many[0].matrices[:7], many[1].matrices)


@pytest.mark.parametrize("arm", ["labels", "columns", "free"])
def test_under_a_placebo_too(arm):
    np.testing.assert_array_equal(replace(DRAWN, arm=arm, size=20).matrices, of_arm(arm)[:20])


def test_a_number_hangs_on_seed_and_name_alone_and_names_and_seeds_have_streams_of_their_own():
    model = MODELS["triangle"]
    alone = DRAWN.values(model.name, model.parameters[3:4])
    name = model.parameters[3].name
    numbers = {(seed, name): replace(DRAWN, seed=seed).uniform(name) for seed in (0, 1) for name in ("a.x", "b.x")}

    np.testing.assert_array_equal(alone[name], DRAWN.values(model.name, model.parameters)[name])
    assert len({tuple(each) for each in numbers.values()}) == 4


@pytest.mark.parametrize("model", MODELS.values(), ids=MODELS)
def test_parameters_are_spread_evenly_over_ranges_about_their_defaults(model):
    values = DRAWN.values(model.name, model.parameters)
    for known in model.parameters:
        low, high = float(known.low), float(known.high)
        place = (values[known.name] - low) / (high - low)

        assert known.low + known.high == 2 * known.default
        assert place.min() >= 0
        assert place.max() <= 1
        # A thousand uniform numbers: no tenth of the range is off by more than five standard errors, 9.5 each.
        assert abs(np.histogram(place, bins=10, range=(0, 1))[0] - 100).max() < 48


@pytest.mark.parametrize("coding", CODINGS.values(), ids=CODINGS)
def test_cells_lie_in_their_ranges_and_are_spread_over_them(coding):
    matrices = replace(DRAWN, coding=coding).matrices
    for place, row in enumerate(coding.rows.values()):
        for column, name in enumerate(DIMENSION_NAMES):
            cell, drawn = row.weights[name], matrices[:, place, column]
            width = float(cell.high - cell.low)

            assert drawn.min() >= float(cell.low)
            assert drawn.max() <= float(cell.high)
            assert drawn.max() - drawn.min() > 0.97 * width


def test_labels_permute_whole_rows_of_orders_in_each_of_the_24_ways_and_leave_the_security_state():
    theory, labels = DRAWN.matrices, of_arm("labels")
    seen = [
        [order for order in permutations(range(4)) if np.array_equal(theory[world, list(order)], labels[world, :4])]
        for world in range(DRAWN.size)
    ]
    counts = {order: sum(each == [order] for each in seen) for order in permutations(range(4))}

    assert all(len(each) == 1 for each in seen)
    # A thousand draws of 24 orders: 42 of each are expected, with a standard error of 6.3.
    assert all(42 - 5 * 6.3 < count < 42 + 5 * 6.3 for count in counts.values())
    np.testing.assert_array_equal(theory[:, 4], labels[:, 4])


def test_columns_permute_the_orders_on_each_dimension_apart():
    theory, columns = DRAWN.matrices, of_arm("columns")

    np.testing.assert_array_equal(np.sort(theory[:, :4], axis=1), np.sort(columns[:, :4], axis=1))
    np.testing.assert_array_equal(theory[:, 4], columns[:, 4])
    sources = np.argmax(theory[:, None, :4] == columns[:, :4, None], axis=2)
    assert {tuple(each) for each in sources[:, :, 0].tolist()} == set(permutations(range(4)))
    assert all((sources[:, :, 0] != sources[:, :, k]).any(axis=1).mean() > 0.9 for k in range(1, 9))


def test_free_draws_every_weight_from_the_whole_scale_and_hangs_on_no_coding():
    free = of_arm("free")

    assert free.shape == (1000, len(ROW_NAMES), len(DIMENSION_NAMES))
    assert free.min() >= -LARGEST_WEIGHT
    assert free.max() <= LARGEST_WEIGHT
    assert (np.ptp(free, axis=0) > 0.97 * 2 * LARGEST_WEIGHT).all()
    for coding in CODINGS.values():
        np.testing.assert_array_equal(replace(DRAWN, arm="free", coding=coding).matrices, free)


def test_a_placebo_leaves_parameters_as_they_are():
    for model in MODELS.values():
        theory = DRAWN.values(model.name, model.parameters)
        for arm in ("labels", "columns", "free"):
            beside = replace(DRAWN, arm=arm).values(model.name, model.parameters)
            assert all(np.array_equal(theory[name], beside[name]) for name in theory)


def test_all_arenas_mean_one_world():
    draws = replace(DRAWN, arm="labels", size=3)
    for name in ("triangle", "trade", "recognition"):
        np.testing.assert_array_equal(MODELS[name].worlds(draws).matrices, draws.matrices)
    for worlds in MODELS["orders"].worlds(draws).arenas.values():
        np.testing.assert_array_equal(worlds.matrices, draws.matrices)


def test_the_defaults_are_one_world():
    numbers = Defaults(SAKWA)
    model = MODELS["triangle"]

    assert numbers.values(model.name, model.parameters) == {
        known.name: np.array([float(known.default)]) for known in model.parameters
    }
    assert numbers.matrices[0].tolist() == [
        [float(cell.value) for cell in row.weights.values()] for row in SAKWA.rows.values()
    ]


@pytest.mark.parametrize("arm", ["labels", "columns", "free"])
def test_other_pairs_of_states_stand_in_for_russia_and_china_each_within_its_own_ranges(arm):
    model = MODELS["thickness"]
    beside = model.worlds(replace(DRAWN, arm=arm)).inputs
    fits = np.ones((len(STAND_INS), DRAWN.size), dtype=bool)
    for place, dyad in enumerate(STAND_INS):
        for name, off in HALF_WIDTHS.items():
            judged = float(getattr(dyad.relation, name))
            low, high = max(judged - float(off), 0), min(judged + float(off), 1)
            fits[place] &= (beside[name] >= low - 1e-12) & (beside[name] <= high + 1e-12)

    assert len(STAND_INS) == 6
    assert fits.any(axis=0).all()
    # Where one pair alone can be meant, each of the six is: a sixth of the worlds, less those that fit two.
    alone = fits[:, fits.sum(axis=0) == 1].sum(axis=1)
    assert (alone > 100).all()
