"""The ledger of claims as a report: what stands, claim by claim and prediction by prediction."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from itertools import groupby
from typing import Any

from ..games.numbers import counted, number, percent
from ..studies.claims.finding import Example, Finding, PredictionOutcome
from ..studies.claims.judge import JudgedClaim, Ledger
from ..studies.claims.verdict import Standing
from .format.blocks import Block, Heading, Items, Paragraph, Table
from .format.json import attributes
from .format.provenance import LIMITS, version
from .scenario.words import listed

SHOWN = 6
"""Inputs of a world that are named in the text; JSON and CSV have them all."""


def claims_report(ledger: Ledger) -> Iterator[Block]:
    """Give the standing of the claims, each claim with its verdict, and each prediction with what it turns on."""
    yield Heading("Claims put to the model", 1)
    yield Paragraph(
        f"Each prediction is put to the defaults and to {counted(ledger.samples)} draws of its model's inputs (seed "
        f"{ledger.seed}): parameters, and every cell of the value matrix, each uniform over its range."
    )
    if ledger.claims:
        yield from _claims(ledger)
    if ledger.predictions:
        yield from _predictions(ledger)
    yield Heading("What this rests on")
    yield Items(LIMITS)


def claims_tables(ledger: Ledger) -> Iterator[Table]:
    """Give the claims and the predictions as two tables that hold everything, one row for each."""
    values = claims_json(ledger)
    for kind in ("claims", "predictions"):
        if rows := values[kind]:
            cells = tuple(tuple(_cell(value) for value in row.values()) for row in rows)
            yield Table(kind.capitalize(), tuple(rows[0]), cells)


def claims_json(ledger: Ledger) -> dict[str, Any]:
    """Return the ledger in the schema tetrarchy.claims/1; an example that does not exist is an empty object."""
    return {
        "schema": "tetrarchy.claims/1",
        "version": version(),
        "seed": ledger.seed,
        "samples": ledger.samples,
        "unseen": ledger.unseen,
        "claims": [_claim_json(judged) for judged in ledger.claims],
        "predictions": [_finding_json(finding) for finding in ledger.predictions],
    }


def _claims(ledger: Ledger) -> Iterator[Block]:
    yield Heading("How the claims stand")
    standing = {judged.claim.id: judged.verdict.standing for judged in ledger.claims}
    present: list[Standing] = [known for known in _STANDINGS if known in standing.values()]
    ids = [[id for id in standing if standing[id] == known] for known in present]
    rows = tuple((known, str(len(own)), ", ".join(own)) for known, own in zip(present, ids, strict=True))
    yield Table("Claims by standing", ("standing", "claims", "ids"), rows)
    yield Paragraph(
        "A prediction goes a claim's way where it holds or, if it speaks against the claim, where it fails."
    )
    yield Items(tuple(f"{known}: {_STANDINGS[known]}" for known in present))
    yield Heading("Claims")
    for judged in ledger.claims:
        claim = judged.claim
        yield Heading(f"{claim.id} {claim.title}", 3)
        yield Paragraph(f"{claim.statement} ({claim.source}; {claim.kind}.)")
        yield Paragraph(f"Verdict: {judged.verdict.words}.")


_STANDINGS: Mapping[Standing, str] = {
    "holds": "every prediction goes its way at the defaults, and in more than half of the draws.",
    "fragile": "every prediction goes its way at the defaults, but some do in half of the draws or fewer.",
    "mixed": "some go its way, at the defaults or in more than half of the draws, and others do not.",
    "contradicted": "no prediction goes its way at the defaults, nor in more than half of the draws.",
    "untested": "no prediction bears on it.",
}


def _predictions(ledger: Ledger) -> Iterator[Block]:
    yield Heading("Predictions")
    rows = tuple(_row(finding) for finding in ledger.predictions)
    headers = ("prediction", "at the defaults", "share of draws", "standard error", "by algebra", "for", "against")
    yield Table("Predictions: where they hold, and the claims that they speak for and against", headers, rows)
    for name, group in groupby(ledger.predictions, key=lambda finding: finding.prediction.model.name):
        yield Heading(name, 3)
        yield Items(tuple(_sentences(finding) for finding in group))
    yield Items(
        (
            "Where values are named, everything else has its default, or what the prediction itself fixes.",
            "A share of 0% or 100% that is not fixed by algebra says that no draw was otherwise; about "
            f"{percent(ledger.unseen)} of all worlds may still be, at a confidence of 95%.",
        )
    )


def _row(finding: Finding) -> tuple[str, ...]:
    prediction, outcome = finding.prediction, finding.outcome
    return (
        prediction.id,
        "holds" if outcome.default else "fails",
        percent(outcome.share),
        percent(outcome.standard_error),
        "fixed" if prediction.fixed_by_algebra else "",
        ", ".join(prediction.claims),
        ", ".join(prediction.against),
    )


def _sentences(finding: Finding) -> str:
    """Return a prediction and where it holds: "... It holds at the defaults, and fails with p = 0.3."."""
    prediction, outcome = finding.prediction, finding.outcome
    verb, other = ("holds", "fails") if outcome.default else ("fails", "holds")
    turn = finding.counterexample if outcome.default else finding.nearest_holding
    if prediction.fixed_by_algebra:
        fate = f"It {verb} whatever the numbers: the formulas decide it."
    elif turn is None:
        fate = f"It {verb} at the defaults and in all draws."
    else:
        fate = f"It {verb} at the defaults, and {other} with {_inputs(turn)}."
    return f"{prediction.id}: {prediction.statement} {fate}{_worst(finding.worst)}"


def _inputs(example: Example) -> str:
    parts = [f"{name} = {number(value)}" for name, value in example.inputs.items()]
    return listed(parts if len(parts) <= SHOWN else [*parts[:SHOWN], f"{len(parts) - SHOWN} more"])


def _worst(outcome: PredictionOutcome | None) -> str:
    if outcome is None:
        return ""
    fate = "holds at the defaults and" if outcome.default else "fails at the defaults and holds"
    return f" If the others react as is worst for the leader, it {fate} in {percent(outcome.share)} of draws."


def _claim_json(judged: JudgedClaim) -> dict[str, Any]:
    return {
        **asdict(judged.claim),
        **attributes(judged, "predictions", "against"),
        "standing": judged.verdict.standing,
        "verdict": judged.verdict.words,
    }


def _finding_json(finding: Finding) -> dict[str, Any]:
    prediction = finding.prediction
    return {
        "id": prediction.id,
        "statement": prediction.statement,
        "arena": prediction.model.name,
        "claims": prediction.claims,
        "against": prediction.against,
        **_outcome_json(finding.outcome),
        "fixed_by_algebra": prediction.fixed_by_algebra,
        "counterexample": _example_json(finding.counterexample),
        "nearest_holding": _example_json(finding.nearest_holding),
        "worst_reaction": None if finding.worst is None else _outcome_json(finding.worst),
    }


def _outcome_json(outcome: PredictionOutcome) -> dict[str, Any]:
    return attributes(outcome, "default", "share", "standard_error", "draws")


def _example_json(example: Example | None) -> dict[str, Any]:
    return {} if example is None else asdict(example)


def _cell(value: Any) -> str:
    match value:
        case {"inputs": inputs}:
            return ", ".join(f"{name} = {each!r}" for name, each in inputs.items())
        case {"share": share}:
            return repr(share)
        case tuple() | list():
            return ", ".join(value)
        case None | {}:
            return ""
        case bool():
            return str(value).lower()
        case _:
            return str(value)
