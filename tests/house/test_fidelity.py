"""What the page on fidelity says of the model is so: its statuses, the names that it gives, its counts."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import pytest

from tetrarchy.configs.load import shipped
from tetrarchy.games.arenas import ARENAS, LEDGER_ARENAS, POPULATIONS
from tetrarchy.games.dimensions import DIMENSION_NAMES
from tetrarchy.games.orders.codings import CODINGS
from tetrarchy.games.orders.rows import ROW_NAMES
from tetrarchy.games.ties.rival_readings import RIVAL_READINGS
from tetrarchy.studies.claims.papers import CLAIMS
from tetrarchy.studies.claims.predictions import PREDICTIONS

STATUSES = ("modelled", "distorted", "mentioned", "absent")
KINDS = ("mechanism", "distinction", "actor", "case")
HEADER = "| where | kind | what the paper says | how it stands | by what, or why not |"
TEXT = (Path(__file__).parents[2] / "docs" / "explanation" / "fidelity.md").read_text(encoding="utf-8")

# How a place in each paper is written, in lines or in thousands of characters, and how far each goes.
PLACE = {"S": re.compile(r"\d+(-\d+)?"), "P": re.compile(r"\d+\.\d(-\d+\.\d)?k")}
ENDS = {"S": (1, 200), "P": (0, 56)}


class Row(NamedTuple):
    """A row of a table of the page."""

    where: str
    kind: str
    statement: str
    status: str
    basis: str

    @property
    def names(self) -> set[str]:
        return set(re.findall(r"`([^`]+)`", self.basis))


def rows() -> list[Row]:
    """Return the rows of all tables of the papers."""
    tables = [block.splitlines() for block in TEXT.split("\n\n") if block.startswith(HEADER)]
    cells = [line.removeprefix("| ").removesuffix(" |").split(" | ") for table in tables for line in table[2:]]
    return [Row(where, kind, statement, status.strip("*"), basis) for where, kind, statement, status, basis in cells]


ROWS = rows()
MODELS = {prediction.model.name: prediction.model for prediction in PREDICTIONS.values()}
GAMES = {**MODELS, **ARENAS, **POPULATIONS}
PARAMETERS = {f"{name}.{known.name}" for name, game in GAMES.items() for known in game.parameters}
PLAYED = {*GAMES, *shipped(), *PREDICTIONS}
NAMES = {*PLAYED, *PARAMETERS, *CLAIMS, *ROW_NAMES, *DIMENSION_NAMES, *CODINGS, *RIVAL_READINGS}


def put_by(prediction: str) -> set[str]:
    """Return the claims that a prediction is core to or bears on."""
    return {*PREDICTIONS[prediction].core, *PREDICTIONS[prediction].bears_on}


def each(*statuses: str) -> list[Row]:
    return [row for row in ROWS if row.status in statuses]


def test_every_row_has_a_kind_and_one_of_four_statuses():
    assert ROWS
    assert {(row.where, row.kind) for row in ROWS if row.kind not in KINDS} == set()
    assert {(row.where, row.status) for row in ROWS if row.status not in STATUSES} == set()


def test_no_two_rows_say_the_same():
    assert [said for said, times in Counter(row.statement for row in ROWS).items() if times > 1] == []


@pytest.mark.parametrize("paper", PLACE)
def test_places_lie_within_the_texts(paper: str):
    low, high = ENDS[paper]
    for row in ROWS:
        if row.where.startswith(paper):
            for place in row.where.removeprefix(f"{paper} ").split(", "):
                assert PLACE[paper].fullmatch(place), row.where
                ends = [float(end) for end in place.removesuffix("k").split("-")]
                assert low <= min(ends) <= max(ends) <= high, row.where
                assert ends == sorted(ends), row.where


def test_every_row_is_of_one_of_the_papers():
    assert {row.where[:2] for row in ROWS} == {f"{paper} " for paper in PLACE}


def test_every_name_is_one_of_the_program():
    assert set(re.findall(r"`([^`]+)`", TEXT)) - NAMES == set()


def test_what_is_in_the_model_says_where():
    assert [row for row in each("modelled", "distorted", "mentioned") if not row.names] == []


def test_what_is_modelled_names_something_that_could_come_out_otherwise():
    assert [row for row in each("modelled") if not row.names & PLAYED] == []


def test_predictions_beside_a_claim_put_it():
    for row in ROWS:
        put = {claim for name in row.names & set(PREDICTIONS) for claim in put_by(name)}
        assert not put or row.names & set(CLAIMS) <= put, row


def test_every_claim_and_every_arena_of_the_ledger_has_a_row():
    told = {name for row in each("modelled", "distorted") for name in row.names}

    assert set(CLAIMS) - {name for row in ROWS for name in row.names} == set()
    assert set(LEDGER_ARENAS) - {name.partition(".")[0] for name in told} == set()


def test_a_claim_without_a_prediction_is_never_called_modelled():
    untested = set(CLAIMS) - {claim for name in PREDICTIONS for claim in put_by(name)}

    assert [row for row in each("modelled") if row.names & untested] == []


def test_counts_of_the_summary_are_those_of_the_tables():
    groups = {
        "Sakwa": [row for row in ROWS if row.where.startswith("S ")],
        "Paikin": [row for row in ROWS if row.where.startswith("P ")],
        **{f"{kind}s": [row for row in ROWS if row.kind == kind] for kind in KINDS},
        "all": ROWS,
    }
    for name, group in groups.items():
        by_status = Counter(row.status for row in group)
        assert f"| {name} | {' | '.join(str(by_status[status]) for status in STATUSES)} | {len(group)} |" in TEXT, name
