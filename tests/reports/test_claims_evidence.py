"""The ledger tells what data say of a claim, apart from what the model says."""

from __future__ import annotations

import json

from tetrarchy import claims, load
from tetrarchy.reports.outputs import written
from tetrarchy.studies.claims.papers import CLAIMS as LEDGER
from tetrarchy.studies.world.standing import CLAIMS, PRESSURE, standing_of


def test_claims_on_pressure_are_told_that_the_data_speak_against_them():
    found = claims(["C32", "C14"], samples=10)
    assert {each["id"]: each["evidence"] for each in json.loads(written(found, "json"))["claims"]} == {
        "C14": None,
        "C32": PRESSURE.words,
    }
    assert PRESSURE.words in written(found, "markdown")


def test_predictions_have_evidence_beside_share_and_placebo():
    found = claims(["C32", "C14"], samples=10)
    told = {each["id"]: each["evidence"] for each in json.loads(written(found, "json"))["predictions"]}
    assert told["triangle.2"] == [PRESSURE.words]
    assert all(own == [] for id, own in told.items() if id not in ("triangle.1", "triangle.2"))
    rows = [line for line in written(found, "markdown").splitlines() if line.startswith("| triangle.2 ")]
    assert [row.split("|")[-2].strip() for row in rows] == ["E4"]


def test_the_first_page_of_the_triangle_tells_what_the_data_say_of_pressure():
    assert standing_of(load("us-russia-china")) is PRESSURE
    assert standing_of(load("chicken")) is None


def test_evidence_is_of_claims_that_there_are():
    assert set(CLAIMS) <= set(LEDGER)
