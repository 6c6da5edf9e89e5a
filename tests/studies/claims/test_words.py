"""The words of the ledger: bands and their edges, marks, and what a claim comes to."""

from dataclasses import replace
from itertools import product
from math import sqrt

import numpy as np
import pytest

from tetrarchy.games.orders.codings import CODINGS, SAKWA
from tetrarchy.games.orders.rows import weight_cells
from tetrarchy.studies.claims import finding
from tetrarchy.studies.claims.finding import Finding, findings
from tetrarchy.studies.claims.judge import judged_claim
from tetrarchy.studies.claims.papers import CLAIMS
from tetrarchy.studies.claims.predictions import PREDICTIONS
from tetrarchy.studies.claims.word import claim_word, near_edge, word, words_in_reach
from tetrarchy.studies.claims.worlds.arena_worlds import ArenaModel
from tetrarchy.studies.claims.worlds.draws import Draws

AGAINST, UNDECIDED, SAME = "against", "undecided", "not distinguished from placebo"
BUILT_IN, SUPPORTED = "built in", "supported"


@pytest.mark.parametrize(
    ("share", "difference", "default", "expected"),
    [
        (0.46, 0.9, True, AGAINST),
        (0.4601, 0.9, True, UNDECIDED),
        (0.5399, 0.9, True, UNDECIDED),
        (0.54, 0.05, True, SAME),
        (0.54, 0.05, False, SAME),
        (0.54, -0.9, True, SAME),
        (0.54, 0.0501, True, UNDECIDED),
        (0.54, 0.0999, True, UNDECIDED),
        (0.54, 0.10, True, SUPPORTED),
        (0.54, 0.10, False, UNDECIDED),
        (1.0, 1.0, True, SUPPORTED),
        (0.0, 0.0, False, AGAINST),
    ],
)
def test_a_word_follows_from_share_difference_and_default_by_fixed_bands(share, difference, default, expected):
    assert word(share, difference, default) == expected


@pytest.mark.parametrize(
    ("share", "difference", "expected"),
    [
        (0.42, 0.0, False),
        (0.4201, 0.0, True),
        (0.4999, 0.0, True),
        (0.5001, 0.0, True),
        (0.5801, 0.0, False),
        (0.5799, 0.0, True),
        (0.9, 0.0099, False),
        (0.9, 0.0101, True),
        (0.9, 0.075, True),
        (0.9, 0.1399, True),
        (0.9, 0.1401, False),
        (0.9, -0.5, False),
        (0.3, 0.05, False),
    ],
)
def test_a_figure_within_four_standard_errors_of_an_edge_of_its_band_is_marked(share, difference, expected):
    assert near_edge(share, 0.01, difference, 0.01) is expected


def test_between_two_edges_a_share_far_from_both_is_not_marked():
    assert not near_edge(0.5, 0.005, 0.9, 0.005)
    assert not near_edge(0.9, 0.005, 0.075, 0.005)


def finding_of(share, placebo, columns=0.5, *, default=True, proof="", draws=10_000, spread=0.5):
    """Return a finding with these figures, beside the orders' rows in other places."""
    prediction = replace(PREDICTIONS["triangle.1"], proof=proof)
    figures = {"placebo": placebo, "labels": placebo, "columns": columns, "free": 0.5, "difference": share - placebo}
    return Finding(prediction, draws, default, share, **figures, spread=spread, parts=(), levers=())


def test_built_in_asks_for_a_proof_and_for_truth_in_every_world():
    assert finding_of(1, 1, 1, proof="signs").word == BUILT_IN
    assert finding_of(1, 1, 1).word == SAME
    assert finding_of(1, 1, 0.999, proof="signs").word == SAME
    assert finding_of(1, 0.999, 1, proof="signs").word == SAME
    assert finding_of(0, 0, 0, default=False, proof="signs").word == AGAINST


def test_what_is_built_in_is_never_marked_and_errors_and_interval_are_those_of_a_mean():
    found = finding_of(0.8, 0.7)

    assert not finding_of(1, 1, 1, proof="signs").near_edge
    assert found.share_error == pytest.approx(sqrt(0.8 * 0.2 / 10_000), rel=1e-12)
    assert found.difference_error == pytest.approx(0.005, rel=1e-12)
    assert found.interval == pytest.approx((0.1 - 1.96 * 0.005, 0.1 + 1.96 * 0.005), rel=1e-9)
    assert found.near_edge


def test_india_3_alone_is_declared_built_in_and_its_proof_holds_in_every_world():
    declared = [id for id, each in PREDICTIONS.items() if each.proof]
    worlds = PREDICTIONS["india.3"].model.worlds(Draws(SAKWA, 1, 0, 2000))
    need = [
        worlds.worth("China", *profile, "cooperate") - worlds.worth("China", *profile, "aloof")
        for profile in (("side_us", "press"), ("many_ties", "restrain"))
    ]
    p, security = worlds.parameters, worlds.weights(worlds.types[1])[:, 7]
    by_hand = security * p["relief_by_russia"] * (p["two_fronts"] + p["encirclement"])

    assert declared == ["india.3"]
    assert (security > 0).all()
    np.testing.assert_allclose(need[0] - need[1], by_hand, atol=1e-12)


RANKED = (AGAINST, UNDECIDED, SAME, BUILT_IN, SUPPORTED)


def test_a_claim_stands_where_its_weakest_core_prediction_stands():
    for first, second in product(RANKED, repeat=2):
        weakest = min((first, second), key=RANKED.index)
        others = [each for each in (first, second) if each != BUILT_IN]
        assert claim_word([first, second], []) == (min(others, key=RANKED.index) if others else weakest)


def test_adding_a_core_prediction_never_raises_a_word_but_what_is_built_in_counts_only_alone():
    for first, second in product((AGAINST, UNDECIDED, SAME, SUPPORTED), repeat=2):
        assert RANKED.index(claim_word([first, second], [])) <= RANKED.index(claim_word([first], []))
    assert claim_word([BUILT_IN, SUPPORTED], []) == SUPPORTED
    assert claim_word([BUILT_IN], [AGAINST]) == BUILT_IN
    assert claim_word([SUPPORTED], [AGAINST]) == SUPPORTED
    assert claim_word([], [AGAINST]) == "partly put"
    assert claim_word([], []) == "untested"


def test_words_in_reach_are_those_of_all_figures_within_four_standard_errors():
    assert words_in_reach(0.5, 0.02, 0.0, 0.01, True) == {AGAINST, UNDECIDED, SAME}
    assert words_in_reach(0.8, 0.01, 0.075, 0.03, True) == {SAME, UNDECIDED, SUPPORTED}
    assert words_in_reach(0.8, 0.01, 0.075, 0.03, False) == {SAME, UNDECIDED}
    assert words_in_reach(0.8, 0.01, 0.02, 0.03, True) == {SAME, UNDECIDED, SUPPORTED}
    assert words_in_reach(0.45, 0.008, 0.3, 0.01, True) == {AGAINST, UNDECIDED}


@pytest.mark.parametrize(
    ("shares", "word", "near_edge"),
    [
        ((0.54, 0.9), UNDECIDED, True),
        ((0.54, 0.2), AGAINST, False),
        ((0.55, 0.5), UNDECIDED, False),
        ((0.47, 0.9), UNDECIDED, True),
        ((0.9, 0.9), SUPPORTED, False),
    ],
)
def test_a_claim_is_marked_where_a_marked_core_prediction_could_change_its_word(shares, word, near_edge):
    found = [finding_of(share - 0.001, 0.1, draws=4000, spread=0.4) for share in shares]

    judged = judged_claim(CLAIMS["P01"], found)

    assert (judged.word, judged.near_edge) == (word, near_edge)


# Figures, recounted.


def recounted(id, arm, draws=1500, seed=3):
    """Return where a prediction holds in one run, shape (B,)."""
    prediction = PREDICTIONS[id]
    return prediction.tested(prediction.model.worlds(Draws(SAKWA, seed, 0, draws, arm))).all(axis=0)


@pytest.mark.parametrize("id", ["triangle.6", "orders.1", "domestic.3", "thickness.1"])
def test_figures_are_those_of_paired_worlds(id):
    placebo = "columns" if id == "orders.1" else "labels"
    theory, beside = recounted(id, "theory"), recounted(id, placebo)
    paired = theory.astype(int) - beside

    ([found], _) = findings([PREDICTIONS[id]], SAKWA, samples=1500, seed=3)

    assert (found.share, found.placebo) == (theory.mean(), beside.mean())
    assert (found.columns, found.free) == (recounted(id, "columns").mean(), recounted(id, "free").mean())
    assert found.difference == pytest.approx(paired.mean(), abs=1e-12)
    assert found.spread == pytest.approx(paired.std(), abs=1e-12)


def test_every_part_has_a_share_of_its_own_and_none_is_smaller_than_the_whole():
    prediction = PREDICTIONS["triangle.3"]
    tested = prediction.tested(prediction.model.worlds(Draws(SAKWA, 3, 0, 500)))

    ([found], _) = findings([prediction], SAKWA, samples=500, seed=3)

    assert [part.share for part in found.parts] == tested.mean(axis=1).tolist()
    assert [part.statement for part in found.parts] == list(prediction.parts)
    assert all(part.share >= found.share for part in found.parts)


@pytest.mark.parametrize("id", ["climate.1", "recognition.2", "promotion.4"])
def test_levers_are_the_inputs_most_correlated_with_the_outcome_and_none_that_is_noise(id):
    prediction = PREDICTIONS[id]
    draws = Draws(SAKWA, 3, 0, 2000)
    holds = prediction.tested(prediction.model.worlds(draws)).all(axis=0)

    ([found], _) = findings([prediction], SAKWA, samples=2000, seed=3)

    names = [f"{prediction.model.name}.{known.name}" for known in prediction.model.parameters]
    names += [f"orders.{row.name}.{name}" for row, name, _ in weight_cells(SAKWA.rows)]
    plain = {name: np.corrcoef(draws.uniform(name), holds)[0, 1] for name in names}
    most = sorted((name for name in names if abs(plain[name]) > 4 / sqrt(2000)), key=lambda name: -abs(plain[name]))
    assert [lever.input for lever in found.levers] == most[:5]
    assert [lever.correlation for lever in found.levers] == pytest.approx([plain[name] for name in most[:5]], abs=1e-9)


def test_the_levers_of_a_statement_on_ties_are_no_cells_of_the_matrix(monkeypatch):
    monkeypatch.setattr(finding, "NEAR", 0)
    monkeypatch.setattr(finding, "LEVERS", 100)

    ([found], _) = findings([PREDICTIONS["thickness.1"]], SAKWA, samples=500, seed=3)

    assert {lever.input.partition(".")[0] for lever in found.levers} == {"thickness"}
    assert len(found.levers) == len(found.prediction.model.parameters)


def test_no_lever_is_named_where_fewer_than_fifty_worlds_go_either_way():
    assert findings([PREDICTIONS["india.3"]], SAKWA, samples=300, seed=0)[0][0].levers == ()


def test_a_prediction_that_uses_no_order_is_the_same_under_every_coding():
    every = [findings([PREDICTIONS["thickness.2"]], coding, 300, 0)[0][0] for coding in CODINGS.values()]

    assert len({(each.share, each.placebo, each.columns, each.free, each.word) for each in every}) == 1
    assert every[0].placebo == every[0].columns == every[0].free


def test_models_on_arenas_are_played_by_the_reference_types():
    for each in PREDICTIONS.values():
        if isinstance(each.model, ArenaModel):
            assert each.model.worlds(Draws(SAKWA, 0, 0, 1)).types == each.model.arena.reference_types
