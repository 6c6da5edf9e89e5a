"""The ledger of claims, judged: every prediction put to the model, every claim with its verdict."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ...games.errors import InputError, suggestion
from .claim import Claim
from .finding import Finding, findings
from .papers import CLAIMS
from .predictions import PREDICTIONS
from .verdict import Verdict, verdict


@dataclass(frozen=True)
class JudgedClaim:
    """A claim, the ids of the predictions that bear on it, which of them speak against it, and the verdict."""

    claim: Claim
    predictions: tuple[str, ...]
    against: tuple[str, ...]
    verdict: Verdict


@dataclass(frozen=True)
class Ledger:
    """The claims and predictions asked for, each judged; `samples` and `seed` give the same numbers again.

    Every prediction that bears on a claim asked for is there too.
    """

    claims: tuple[JudgedClaim, ...]
    predictions: tuple[Finding, ...]
    samples: int
    seed: int

    @property
    def unseen(self) -> float:
        """The share of worlds in which something may be that no draw has shown, at a confidence of 95%."""
        return min(1, 3 / self.samples)


def claims(ids: str | Sequence[str] | None = None, samples: int = 4000, seed: int = 0) -> Ledger:
    """Put the claims of the two papers to the model.

    Parameters
    ----------
    ids
        Claims ("C14"), predictions ("triangle.5"), whole arenas ("triangle"), one or more; everything where left out.
    samples
        How many plausible worlds are drawn of each model, uniformly over the ranges of its parameters and of the value
        matrix.
    seed
        Seed of the draws. A number in the ledger depends on samples and seed alone, not on what else is asked for.

    Returns
    -------
    Ledger
        In the order of the ledger, whatever the order of `ids`.

    Raises
    ------
    InputError
        If an id is unknown, or `samples` or `seed` is out of range.

    Examples
    --------
    >>> ledger = claims("trade_war.11", samples=100)
    >>> ledger.predictions[0].outcome
    PredictionOutcome(default=True, share=1.0, draws=100)
    >>> claims("C44").claims[0].verdict.standing
    'contradicted'
    """
    if samples < 1:
        raise InputError(f"samples must be 1 or more, got {samples}")
    if seed < 0:
        raise InputError(f"seed must be 0 or more, got {seed}")
    wanted_claims, wanted_predictions = _wanted([ids] if isinstance(ids, str) else ids)
    judged = findings([PREDICTIONS[id] for id in PREDICTIONS if id in wanted_predictions], samples, seed)
    return Ledger(tuple(_judged(CLAIMS[id], judged) for id in CLAIMS if id in wanted_claims), judged, samples, seed)


def _wanted(ids: Sequence[str] | None) -> tuple[set[str], set[str]]:
    """Return the ids of the claims and of the predictions that are asked for."""
    if ids is None:
        return set(CLAIMS), set(PREDICTIONS)
    wanted_claims = {id.upper() for id in ids} & set(CLAIMS)
    wanted_predictions = {prediction for id in wanted_claims for prediction in bearing_on(id)}
    for id in ids:
        if id.upper() not in CLAIMS:
            wanted_predictions.update(_named(id))
    return wanted_claims, wanted_predictions


def bearing_on(claim: str) -> Iterator[str]:
    """Go through the ids of the predictions that bear on a claim."""
    return (id for id, each in PREDICTIONS.items() if claim in (*each.claims, *each.against))


def _named(id: str) -> list[str]:
    """Return the ids of the predictions that an id names: one of them, or all of an arena."""
    found = [known for known, each in PREDICTIONS.items() if id in (known, each.model.name)]
    if not found:
        models = list(dict.fromkeys(each.model.name for each in PREDICTIONS.values()))
        raise InputError(
            f"unknown claim {id!r}{suggestion(id, [*CLAIMS, *PREDICTIONS, *models])}; expected claims (C01 to C46, P01 "
            f"to P19), predictions such as triangle.5, or one of {', '.join(models)}"
        )
    return found


def _judged(claim: Claim, judged: Sequence[Finding]) -> JudgedClaim:
    bearing = set(bearing_on(claim.id))
    found = [finding for finding in judged if finding.prediction.id in bearing]
    against = tuple(finding.prediction.id for finding in found if claim.id in finding.prediction.against)
    return JudgedClaim(claim, tuple(finding.prediction.id for finding in found), against, verdict(claim, found))
