"""The ledger as a whole: 65 claims, what puts each of them, and what `claims` answers."""

import re
from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest

from tetrarchy import InputError, NormalFormGame, claims, stability
from tetrarchy.games.orders.codings import CODINGS, SAKWA
from tetrarchy.reports.claims import claims_json, claims_report
from tetrarchy.reports.format.document import plain_text
from tetrarchy.studies.claims.finding import findings
from tetrarchy.studies.claims.papers import CLAIMS
from tetrarchy.studies.claims.prediction import KINDS
from tetrarchy.studies.claims.predictions import PREDICTIONS
from tetrarchy.studies.claims.worlds.draws import Defaults, Draws

TABLE = """
C01 coalition.13 CS, climate.1 CS
C02
C03 / coalition.6
C04 coalition.8 CS
C05 climate.1 CS / climate.4, arms.2
C06 orders.1 CLS
C07
C08 promotion.3 DOM, trade.2 EQ
C09 unipolar.1 CS
C10 grievance.2 EQ, unipolar.2 DYN
C11 recognition.1 CS
C12 unipolar.3 DYN, unipolar.4 CS
C13 coalition.7 EQ
C14 coalition.2 EQ, coalition.3 CS
C15 climate.2 EQ
C16 institutions.2 CS
C17 india.4 DOM
C18 arms.1 EQ
C19 trade.1 DOM, trade.3 CS
C20 coalition.5 DOM, promotion.4 DOM, autonomy.3 DOM
C21 grievance.1 CS / climate.4
C22 renewal.1 CS
C23 domestic.1 EQ / triangle.13, triangle.14, domestic.4
C24 autonomy.1 EQ, autonomy.2 CS
C25 coalition.10 EQ
C26 orders.2 CLS
C27 coalition.6 DOM
C28 promotion.1 CS, promotion.2 CS
C29 climate.3 TH
C30 neighbourhood.2 EQ, recognition.3 EQ, institutions.1 EQ
C31 orders.3 CLS
C32 triangle.2 CS / triangle.8
C33 coalition.9 EQ
C34 triangle.3 EQ
C35 intervention.1 TH
C36 triangle.12 EQ
C37 institutions.4 EQ
C38 coalition.4 EQ
C39 coalition.1 EQ / coalition.12
C40 domestic.3 COA, recognition.4 CS / domestic.2
C41 neighbourhood.1 EQ, unipolar.6 DYN
C42 recognition.2 DOM
C43 institutions.3 CS
C44 enlargement.1 INC / enlargement.2, enlargement.3
C45 neighbourhood.3 CS, unipolar.5 CS
C46 coalition.11 CS
P01 triangle.1 DOM, triangle.2 CS
P02 thickness.1 CLS
P03 thickness.2 CLS
P04 thickness.3 CLS
P05 thickness.4 CLS
P06 triangle.11 CS
P07 central_asia.3 DOM
P08 recognition.5 EQ
P09 triangle.10 EQ
P10 central_asia.1 EQ / central_asia.2
P11 deference.1 TH
P12 india.1 EQ, india.2 EQ, india.3 CS
P13 triangle.6 EQ, neighbourhood.4 EQ
P14 triangle.7 CS / triangle.8
P15 triangle.15 CLS
P16 triangle.4 EQ, triangle.5 EQ
P17 triangle.9 TH
P18
P19
"""


def read(line):
    """Return a claim's core predictions with their kinds, and those that bear on it."""
    core, _, bearing = line[3:].partition(" / ")
    kinds = dict(each.split() for each in core.split(", ") if each.strip())
    return kinds, set(filter(None, bearing.split(", ")))


ROWS = {line[:3]: read(line) for line in TABLE.strip().splitlines()}


@pytest.fixture(scope="module")
def ledger():
    return claims(samples=200)


def test_there_are_65_claims_in_order_each_with_a_version_a_source_and_what_changed():
    assert list(CLAIMS) == [*(f"C{n:02}" for n in range(1, 47)), *(f"P{n:02}" for n in range(1, 20))] == list(ROWS)
    for id, claim in CLAIMS.items():
        author, where = ("Sakwa 2019", r"S \d+|P \d+") if id[0] == "C" else ("Paikin 2020", r"P \d+|S \d+")
        assert claim.id == id
        assert claim.version >= 1
        assert claim.source.startswith(author)
        assert re.search(where, claim.source), id
        assert re.search(r'section "[^"]+"' if id[0] == "C" else r'k \(at "[^"]+"\)', claim.source), id
        assert claim.change
        assert claim.title
        assert claim.statement


@pytest.mark.parametrize("id", ROWS)
def test_each_claim_is_put_by_the_predictions_of_the_table(id):
    core, bearing = ROWS[id]

    assert {each.id: each.kind for each in PREDICTIONS.values() if id in each.core} == core
    assert {each.id for each in PREDICTIONS.values() if id in each.bears_on} == bearing
    assert core or CLAIMS[id].limits


def test_claims_that_restate_the_coding_or_use_no_order_say_so():
    restating = [
        id for id, (core, _) in ROWS.items() if core and not any(PREDICTIONS[each].uses_orders for each in core)
    ]

    assert restating == ["P02", "P03", "P04", "P05"]
    assert all("does not use the orders" in CLAIMS[id].limits for id in restating)
    assert "the coding restated" in CLAIMS["C26"].limits
    assert "less pressure" in CLAIMS["C29"].limits
    assert "no regimes" in CLAIMS["C36"].limits


def test_every_prediction_serves_a_claim_has_words_for_its_parts_and_a_known_kind():
    for id, each in PREDICTIONS.items():
        assert each.id == id
        assert set(each.core) | set(each.bears_on) <= set(CLAIMS)
        assert each.core or each.bears_on, id
        assert not set(each.core) & set(each.bears_on)
        assert each.kind in KINDS
        assert each.parts
        assert each.statement.endswith(".")


def test_labels_are_the_placebo_but_for_likeness_and_ties():
    others = {id: each.placebo for id, each in PREDICTIONS.items() if each.placebo != "labels"}

    assert others == {"orders.1": "columns", **{f"thickness.{n}": "dyads" for n in range(1, 5)}}


def test_claims_come_in_order_with_their_predictions(ledger):
    assert [each.claim.id for each in ledger.claims] == list(CLAIMS)
    assert [each.prediction.id for each in ledger.predictions] == list(PREDICTIONS)
    assert (ledger.samples, ledger.seed, ledger.coding, ledger.placebo, ledger.rivals) == (200, 0, SAKWA, None, {})
    for each in ledger.claims:
        assert set(each.core) == set(ROWS[each.claim.id][0])
        assert set(each.bears_on) == ROWS[each.claim.id][1]


def test_what_is_untested_and_what_is_partly_put_is_told(ledger):
    words = {each.claim.id: each.word for each in ledger.claims}

    assert [id for id, word in words.items() if word == "untested"] == ["C02", "C07", "P18", "P19"]
    assert [id for id, word in words.items() if word == "partly put"] == ["C03"]


@pytest.mark.parametrize("ids", [["C14"], ["triangle.5"], ["trade", "P11"], ["orders", "thickness.2", "domestic"]])
def test_a_figure_does_not_hang_on_what_else_is_asked_for(ids, ledger):
    whole = {each.prediction.id: each for each in ledger.predictions}

    for each in claims(ids, samples=200).predictions:
        assert each == whole[each.prediction.id]


def test_asking_for_a_claim_brings_all_that_it_hangs_on_in_any_case_and_order():
    asked = claims(["p14", "c05"], samples=20)

    assert [each.claim.id for each in asked.claims] == ["C05", "P14"]
    assert [each.prediction.id for each in asked.predictions] == [
        "triangle.7",
        "triangle.8",
        "climate.1",
        "climate.4",
        "arms.2",
    ]
    assert claims("climate", samples=20).claims == ()
    assert [each.prediction.id for each in claims("climate", samples=20).predictions] == [
        f"climate.{n}" for n in range(1, 5)
    ]


def test_a_word_of_a_claim_follows_from_those_of_its_core_predictions():
    [asked] = claims("C44", samples=500).claims
    found = {each.prediction.id: each.word for each in claims("enlargement", samples=500).predictions}

    assert asked.word == found["enlargement.1"]


@pytest.mark.parametrize("placebo", ["labels", "columns", "free"])
def test_a_placebo_asked_for_takes_the_place_of_each_predictions_own(placebo):
    asked = claims(["trade", "orders.1", "thickness"], samples=300, placebo=placebo)
    own = claims(["trade", "orders.1", "thickness"], samples=300)

    assert asked.placebo == placebo
    for each, before in zip(asked.predictions, own.predictions, strict=True):
        beside = {"labels": each.placebo, "columns": each.columns, "free": each.free}[placebo]
        assert (each.share, each.columns, each.free) == (before.share, before.columns, before.free)
        assert each.placebo == beside
        assert each.difference == pytest.approx(each.share - beside, abs=1e-12)


@pytest.mark.parametrize("placebo", ["labels", "columns", "free"])
def test_what_is_built_in_stays_so_beside_any_placebo(placebo):
    [found] = claims("india.3", samples=200, placebo=placebo).predictions

    assert found.word == "built in"


@pytest.mark.parametrize(
    ("placebo", "kinds"), [(None, ["labels", "columns", "dyads"]), ("free", ["free", "free", "dyads"])]
)
def test_json_names_the_placebo_of_each_prediction_and_the_proof_of_what_is_built_in(placebo, kinds):
    ids = ["india.3", "orders.1", "thickness.3"]
    rows = claims_json(claims(ids, samples=20, placebo=placebo))["predictions"]

    assert [row["placebo_kind"] for row in rows] == kinds
    assert [row["proof"] for row in rows] == [PREDICTIONS["india.3"].proof, "", ""]


@pytest.mark.parametrize("name", [name for name in CODINGS if name != SAKWA.name])
def test_rivals_are_put_to_the_same_test_as_a_coding_asked_for(name):
    beside = claims(["C14", "trade"], samples=100, rivals=True)
    alone = claims(["C14", "trade"], samples=100, orders=name)

    assert list(beside.rivals) == [each for each in CODINGS if each != SAKWA.name]
    assert beside.rivals[name] == alone.predictions
    assert beside.under(name) == alone.claims
    assert alone.coding == CODINGS[name]


def test_under_a_rival_the_seeds_own_coding_is_a_rival():
    assert SAKWA.name in claims("trade.2", samples=20, orders="russia_sceptic", rivals=True).rivals


def test_figures_add_up_over_blocks_of_worlds():
    ([few], _) = findings([PREDICTIONS["trade.2"]], SAKWA, samples=4096, seed=2)
    ([more], _) = findings([PREDICTIONS["trade.2"]], SAKWA, samples=4097, seed=2)

    held = round(more.share * 4097) - round(few.share * 4096)
    assert held in (0, 1)
    assert more.draws == 4097


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"ids": "C47"}, r"unknown claim 'C47'.*did you mean 'C\d\d'"),
        ({"ids": "triangl"}, "unknown claim 'triangl' \\(did you mean 'triangle'\\?\\); expected claims \\(C01 to C46"),
        ({"ids": ["C01", "triangle.16"]}, "unknown claim 'triangle.16'"),
        ({"ids": ""}, "unknown claim ''"),
        ({"samples": 0}, "samples must be 1 or more, got 0"),
        ({"seed": -1}, "seed must be 0 or more, got -1"),
        ({"orders": "realist"}, "'realist'"),
        ({"placebo": "dyads"}, "unknown placebo 'dyads': .*ties.* by themselves.*labels, columns, free"),
        ({"placebo": ""}, "unknown placebo ''"),
        ({"ranges": 0}, "ranges must be above 0 and at most 1, .* got 0"),
        ({"ranges": "1.5"}, "ranges must be above 0 and at most 1, .* got '1.5'"),
        ({"ranges": "wide"}, "ranges must be above 0 and at most 1, .* got 'wide'"),
    ],
)
def test_what_cannot_be_asked_is_refused_by_name(arguments, message):
    with pytest.raises(InputError, match=message):
        claims(**arguments)


def test_ranges_are_cut_about_their_defaults_and_words_set_beside_those_of_whole_ranges():
    parameters = PREDICTIONS["trade.2"].model.parameters
    whole, half = Draws(SAKWA, 3, 0, 50), Draws(SAKWA, 3, 0, 50, ranges=Fraction(1, 2))
    for known in parameters:
        off = whole.values("trade", parameters)[known.name] - float(known.default)
        cut = half.values("trade", parameters)[known.name] - float(known.default)
        np.testing.assert_allclose(cut, off / 2, atol=1e-12)
    middle = Defaults(SAKWA).matrices
    np.testing.assert_allclose(half.matrices - middle, (whole.matrices - middle) / 2, atol=1e-12)

    asked = claims(["trade", "triangle.11"], samples=500, ranges=0.5)
    [told] = [block.text for block in claims_report(asked) if getattr(block, "text", "").startswith("With their whole")]

    assert asked.whole == claims(["trade", "triangle.11"], samples=500).predictions
    moved = [
        one.prediction.id for one, other in zip(asked.predictions, asked.whole, strict=True) if one.word != other.word
    ]
    assert told.startswith(f"With their whole ranges {len(moved)} of 4 predictions bear another word")
    assert claims_json(asked)["ranges"] == Fraction(1, 2)
    assert claims("trade.2", samples=20).whole == ()


EVERYTHING = tuple(dict.fromkeys(each.model.name for each in PREDICTIONS.values()))
QUICK = ("coalition", "neighbourhood", "recognition", "climate", "promotion", "trade", "thickness")


@pytest.mark.parametrize(
    ("ids", "seeds"), [(QUICK, (0, 1)), pytest.param(EVERYTHING, range(6), marks=pytest.mark.slow)]
)
def test_no_unmarked_word_moves_between_seeds_and_none_jumps_past_undecided(ids, seeds):
    arenas = {id: {each.partition(".")[0] for each in core} for id, (core, _) in ROWS.items()}
    deciding = [id for id, own in arenas.items() if own and own <= set(ids)]
    runs = [claims([*ids, *deciding], samples=4000, seed=seed) for seed in seeds]

    for judged in zip(*(run.claims for run in runs), strict=True):
        assert len({each.word for each in judged if not each.near_edge}) <= 1, judged[0].claim.id
    for found in zip(*(run.predictions for run in runs), strict=True):
        words = {each.word for each in found}
        assert len(words - {"undecided"}) <= 1, found[0].prediction.id
        assert len({each.word for each in found if not each.near_edge}) <= 1, found[0].prediction.id


def test_a_finding_is_a_plain_value():
    [one] = claims("trade.2", samples=50).predictions
    [same] = claims("trade.2", samples=50).predictions

    assert one == same
    assert replace(one, share=0.0) != same


def test_a_predicted_equilibrium_has_beside_it_how_often_it_is_stable_for_those_who_look_further():
    ids = ["coalition.1", "coalition.12", "trade.2"]
    ledger = claims(ids, samples=300)
    worlds = PREDICTIONS["coalition.1"].model.worlds(Draws(SAKWA, 0, 0, 300))
    profiles = [(0, choice, 1, 0) for choice in (0, 1)]
    held = 0
    for payoffs in worlds.payoffs[:40]:
        found = stability(NormalFormGame(payoffs.round(9)), "seq").equilibria("seq")
        held += any(int(np.ravel_multi_index(profile, payoffs.shape[1:])) in found for profile in profiles)
    assert PREDICTIONS["coalition.1"].foreseen(worlds)[:40].sum() == held > 10

    whole = {finding.prediction.id: finding for finding in ledger.predictions}
    assert whole["coalition.1"].seq_share == PREDICTIONS["coalition.1"].foreseen(worlds).mean()
    assert whole["coalition.12"].seq_share is None
    assert all(whole[id].share <= whole[id].seq_share for id in ("coalition.1", "trade.2"))
    values = {each["id"]: each["seq_share"] for each in claims_json(ledger)["predictions"]}
    assert values == {id: whole[id].seq_share for id in ids}
    text = plain_text(claims_report(ledger))
    assert "where each reckons with the answers that the others would like to give (SEQ), in" in " ".join(text.split())
    assert text.count("SEQ") == 4
