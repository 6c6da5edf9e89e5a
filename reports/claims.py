"""The ledger of claims as a report: what stands, claim by claim and prediction by prediction."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any

from ..games.numbers import number, percent, several
from ..games.scenario.resolved import coding_value
from ..games.text.labels import listed
from ..studies.claims.finding import Finding
from ..studies.claims.judge import JudgedClaim, Ledger
from ..studies.claims.prediction import KINDS, PredictionKind
from ..studies.claims.word import ClaimWord
from ..studies.world.standing import CLAIMS, bearing_on
from .format.blocks import Block, Heading, Items, Notes, Paragraph, Table
from .format.json import attributes
from .format.provenance import LIMITS, version


def claims_report(ledger: Ledger) -> Iterator[Block]:
    """Give how the claims stand, each claim with its word, and each prediction with what it turns on."""
    yield Heading("Claims put to the model", 1)
    yield Paragraph(
        f"Each prediction is put to the defaults and to {several(ledger.samples, 'world')} (seed {ledger.seed}): every "
        f"parameter, and every cell of the value matrix ({ledger.coding.title}), drawn uniformly from "
        f"{_drawn_from(ledger)}. The placebo is the same worlds with {_PLACEBOS[ledger.placebo]}."
    )
    if ledger.whole:
        yield Paragraph(_beside_whole(ledger))
    if ledger.notes:
        yield Notes(ledger.notes)
    if ledger.claims:
        yield from _claims(ledger)
        yield from _evidence(ledger)
    if ledger.predictions:
        yield from _predictions(ledger)
    if ledger.rivals:
        yield from rivals_report(ledger)
    yield Heading("What this rests on")
    yield Items(LIMITS)


def _drawn_from(ledger: Ledger) -> str:
    return f"{percent(ledger.ranges)} of its range, about its default" if ledger.whole else "its range"


def _beside_whole(ledger: Ledger) -> str:
    moved = [
        f"{whole.prediction.id} ({_marked(whole)})"
        for whole, found in zip(ledger.whole, ledger.predictions, strict=True)
        if whole.word != found.word
    ]
    among = several(len(ledger.whole), "prediction")
    told, bear = f": {listed(moved)}" if moved else "", "bears" if len(moved) == 1 else "bear"
    return f"With their whole ranges {len(moved)} of {among} {bear} another word{told}."


_PLACEBOS: Mapping[str | None, str] = {
    None: "the orders' rows changing places at random, so that only which order stands where is lost",
    "labels": "the orders' rows changing places at random, so that only which order stands where is lost",
    "columns": "the orders' weights on each dimension changing places at random",
    "free": "every weight drawn from the whole scale",
}


def rivals_report(ledger: Ledger) -> Iterator[Block]:
    """Give the words of claims and predictions under each coding of the orders, side by side."""
    names = (ledger.coding.name, *ledger.rivals)
    headers = tuple(name.replace("_", " ") for name in names)
    yield Heading("Under rival codings of the orders")
    if ledger.claims:
        columns = [ledger.claims, *(ledger.under(rival) for rival in ledger.rivals)]
        rows = [
            (own[0].claim.id, own[0].claim.title, *(_marked(each) for each in own))
            for own in zip(*columns, strict=True)
        ]
        yield Table("Words of the claims under each coding", ("claim", "title", *headers), tuple(rows))
    found = [ledger.predictions, *ledger.rivals.values()]
    cells = [(own[0].prediction.id, *(_marked(each) for each in own)) for own in zip(*found, strict=True)]
    yield Table("Words of the predictions under each coding", ("prediction", *headers), tuple(cells))


def claims_tables(ledger: Ledger) -> Iterator[Table]:
    """Give the claims and the predictions as two tables that hold everything, one row for each."""
    values = claims_json(ledger)
    for kind in ("claims", "predictions"):
        if rows := values[kind]:
            cells = tuple(tuple(_cell(value) for value in row.values()) for row in rows)
            yield Table(kind.capitalize(), tuple(rows[0]), cells)
    if ledger.notes:
        yield Notes(ledger.notes).table


def claims_json(ledger: Ledger) -> dict[str, Any]:
    """Return the ledger in the schema tetrarchy.claims/2."""
    return {
        "schema": "tetrarchy.claims/2",
        "version": version(),
        "seed": ledger.seed,
        "samples": ledger.samples,
        "orders": coding_value(ledger.coding),
        "placebo": ledger.placebo or "own",
        "ranges": ledger.ranges,
        "claims": [_claim_json(judged) for judged in ledger.claims],
        "predictions": [_finding_json(finding, ledger.placebo) for finding in ledger.predictions],
        "rivals": {
            rival: {
                "claims": [_claim_json(judged) for judged in ledger.under(rival)],
                "predictions": [_finding_json(finding, ledger.placebo) for finding in found],
            }
            for rival, found in ledger.rivals.items()
        },
        **({"notes": ledger.notes} if ledger.notes else {}),
    }


def _evidence(ledger: Ledger) -> Iterator[Block]:
    """Say what data bear on the claims, where any do."""
    known = [(judged.claim, CLAIMS[judged.claim.id]) for judged in ledger.claims if judged.claim.id in CLAIMS]
    if known:
        rows = tuple((claim.id, claim.title, standing.check, standing.words) for claim, standing in known)
        yield Table("What the data say of claims, apart from the model", ("claim", "title", "check", "evidence"), rows)


def _claims(ledger: Ledger) -> Iterator[Block]:
    yield Heading("How the claims stand")
    words = {judged.word for judged in ledger.claims}
    present: list[ClaimWord] = [known for known in _WORDS if known in words]
    ids = [
        [f"{judged.claim.id}{_mark(judged)}" for judged in ledger.claims if judged.word == known] for known in present
    ]
    rows = tuple((known, str(len(own)), ", ".join(own)) for known, own in zip(present, ids, strict=True))
    yield Table("Claims by word", ("word", "claims", "ids"), rows)
    yield Paragraph("A claim stands where the weakest of its core predictions stands.")
    mark = (MARK,) if any(judged.near_edge for judged in ledger.claims) else ()
    yield Items((*(f"{known}: {_WORDS[known]}" for known in present), *mark))
    yield Heading("Claims")
    found = {finding.prediction.id: finding for finding in ledger.predictions}
    for judged in ledger.claims:
        claim = judged.claim
        yield Heading(f"{claim.id} {claim.title} (v{claim.version})", 3)
        yield Paragraph(f"{claim.statement} ({claim.source}.)")
        yield Paragraph(_verdict(judged, found))


_WORDS: Mapping[ClaimWord, str] = {
    "supported": "it holds at the defaults and as a rule, clearly more often than under the placebo.",
    "built in": "formulas and signs decide it, whatever the numbers.",
    "not distinguished from placebo": "it holds as a rule, whichever order is which.",
    "undecided": "it holds in about half of the worlds, or little more often than under the placebo, or not at the "
    "defaults.",
    "against": "it fails in more than half of the worlds.",
    "partly put": "nothing puts it as it stands; something bears on it.",
    "untested": "nothing puts it to the test.",
}


def _verdict(judged: JudgedClaim, found: Mapping[str, Finding]) -> str:
    named = [f"{id} {_marked(found[id])}" for id in judged.core]
    parts = [f"Word: {_marked(judged)}" + (f", by {listed(named)}" if named else "")]
    if judged.bears_on:
        bearing = listed([f"{id} ({_marked(found[id])})" for id in judged.bears_on])
        parts.append(f"{bearing} bear{'s' if len(judged.bears_on) == 1 else ''} on it")
    return ". ".join([*parts, *([judged.claim.limits.removesuffix(".")] if judged.claim.limits else [])]) + "."


def _predictions(ledger: Ledger) -> Iterator[Block]:
    yield Heading("Predictions")
    foreseen = any(finding.seq_share is not None for finding in ledger.predictions)
    rows = tuple(_row(finding, foreseen) for finding in ledger.predictions)
    headers = (
        "prediction",
        "kind",
        "at the defaults",
        "share",
        "placebo",
        "difference",
        "95% interval",
        "columns",
        *(["SEQ"] if foreseen else []),
        "word",
        "evidence",
    )
    yield Table("Predictions: the share of worlds in which they hold, beside the placebo", headers, rows)
    kinds: dict[PredictionKind, None] = dict.fromkeys(finding.prediction.kind for finding in ledger.predictions)
    yield Items(
        (
            *(f"{kind}: {KINDS[kind]}." for kind in kinds),
            *([FORESEEN] if foreseen else []),
            MARK,
            *_bearings(ledger),
        )
    )
    for name, group in groupby(ledger.predictions, key=lambda finding: finding.prediction.id.partition(".")[0]):
        yield Heading(name, 3)
        yield Items(tuple(_sentences(finding) for finding in group))


def _bearings(ledger: Ledger) -> tuple[str, ...]:
    """Return what the entries in the column of evidence stand for."""
    found = bearing_on(id for finding in ledger.predictions for id in finding.prediction.core)
    return tuple(f"{standing.check}: {standing.rests_on}: {standing.words}." for standing in found)


def _row(finding: Finding, foreseen: bool) -> tuple[str, ...]:
    low, high = finding.interval
    seq = "" if finding.seq_share is None else percent(finding.seq_share)
    return (
        finding.prediction.id,
        finding.prediction.kind,
        "holds" if finding.default else "fails",
        percent(finding.share),
        percent(finding.placebo),
        number(finding.difference),
        f"{number(low, 2)} to {number(high, 2)}",
        percent(finding.columns),
        *([seq] if foreseen else []),
        _marked(finding),
        ", ".join(standing.check for standing in bearing_on(finding.prediction.core)),
    )


FORESEEN = "SEQ: the share of worlds in which it holds where each reckons with the others' answers to its move."

MARK = "~: a figure that decides the word lies so near an edge of its band that other draws may give another one."


def _marked(judged: Finding | JudgedClaim) -> str:
    return f"{judged.word}{_mark(judged)}"


def _mark(judged: Finding | JudgedClaim) -> str:
    return " ~" if judged.near_edge else ""


def _sentences(finding: Finding) -> str:
    """Return a prediction, what each part of it comes to, and what moves it most."""
    prediction = finding.prediction
    parts = [
        f"{part.statement}: {percent(part.share)}{'' if part.default else ' (not at the defaults)'}"
        for part in finding.parts
    ]
    sentences = [f"{prediction.id}: {prediction.statement} Parts: {'; '.join(parts)}.", *_notes(finding)]
    if finding.levers:
        named = [f"{lever.input.replace('_', ' ')} ({number(lever.correlation, 2)})" for lever in finding.levers]
        sentences.append(f"It hangs most on {listed(named)}.")
    return " ".join(sentences)


def _notes(finding: Finding) -> Iterator[str]:
    if finding.word == "built in":
        yield f"Built in: {finding.prediction.proof}."
    if finding.seq_share is not None:
        share, foreseen = percent(finding.share), percent(finding.seq_share)
        yield (
            f"Looked at one move ahead (Nash) it holds in {share} of the worlds; where each reckons with the answers "
            f"that the others would like to give (SEQ), in {foreseen}."
        )
    if finding.word == "against" and abs(finding.difference) >= PUSH:
        yield f"The orders make it {'likelier' if finding.difference > 0 else 'less likely'}."
    if not finding.prediction.uses_orders:
        yield "It does not use the orders; its placebo is other pairs of states."


PUSH = 0.05
"""A difference from which the orders are said to push."""


def _claim_json(judged: JudgedClaim) -> dict[str, Any]:
    return {
        **attributes(judged.claim, "id", "version", "title", "statement", "source"),
        **attributes(judged, "word", "core", "bears_on"),
        **attributes(judged.claim, "limits", "change"),
        "evidence": CLAIMS[judged.claim.id].words if judged.claim.id in CLAIMS else None,
        "near_edge": judged.near_edge,
    }


def _finding_json(finding: Finding, asked: str | None) -> dict[str, Any]:
    """Return a finding in plain values; `asked` is the placebo asked for in place of each prediction's own."""
    prediction = finding.prediction
    return {
        "id": prediction.id,
        "statement": prediction.statement,
        "arena": prediction.id.partition(".")[0],
        **attributes(prediction, "kind", "core", "bears_on"),
        **attributes(finding, "default", "share", "placebo", "difference", "interval", "columns", "free", "word"),
        **attributes(finding, "near_edge", "draws", "parts", "levers", "seq_share"),
        "placebo_kind": (prediction.uses_orders and asked) or prediction.placebo,
        "proof": prediction.proof,
        "evidence": [standing.words for standing in bearing_on(prediction.core)],
    }


def _cell(value: Any) -> str:
    match value:
        case tuple() | list():
            return "; ".join(_cell(each) for each in value)
        case None:
            return ""
        case bool():
            return str(value).lower()
        case float():
            return repr(value)
        case str():
            return value
        case _ if hasattr(value, "statement"):
            return f"{value.statement} = {value.share!r}"
        case _ if hasattr(value, "correlation"):
            return f"{value.input} = {value.correlation!r}"
        case _:
            return str(value)
