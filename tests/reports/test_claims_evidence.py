"""The ledger tells what data say of a claim, apart from what the model says."""

from __future__ import annotations

import json

from tetrarchy import claims
from tetrarchy.reports.outputs import written
from tetrarchy.studies.claims.papers import CLAIMS as LEDGER
from tetrarchy.studies.world.standing import CLAIMS, PRESSURE


def test_claims_on_pressure_are_told_that_the_data_speak_against_them():
    found = claims(["C32", "C14"], samples=10)
    assert {each["id"]: each["evidence"] for each in json.loads(written(found, "json"))["claims"]} == {
        "C14": None,
        "C32": PRESSURE.words,
    }
    assert PRESSURE.words in written(found, "markdown")


def test_evidence_is_of_claims_that_there_are():
    assert set(CLAIMS) <= set(LEDGER)
