"""Verdicts: what the predictions that bear on a claim say of it, in a word and in a sentence.

A prediction goes a claim's way where it holds, or, where it speaks against the claim, where it fails. From that the
standing of a claim follows by rule:

    holds          every prediction goes its way at the defaults, and in more than half of the draws
    fragile        every one does at the defaults, but some do in half of the draws or fewer
    contradicted   none does at the defaults, nor in more than half of the draws
    mixed          anything else
    untested       no prediction bears on it
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from ...games.numbers import whole_percent
from .claim import Claim
from .finding import Finding

Standing = Literal["holds", "fragile", "mixed", "contradicted", "untested"]


@dataclass(frozen=True)
class Verdict:
    """The standing of a claim, and its reasons in a sentence."""

    standing: Standing
    words: str


@dataclass(frozen=True)
class _Evidence:
    """A finding as a claim sees it: does it go the claim's way at the defaults, and in which share of draws."""

    id: str
    favourable: bool
    share: float
    against: bool
    fixed: bool

    @property
    def often(self) -> bool:
        return self.share > 0.5

    @property
    def words(self) -> str:
        return f"{self.id} ({_percent(self.share)} of draws)"


def verdict(claim: Claim, findings: Sequence[Finding]) -> Verdict:
    """Return the verdict on a claim from the findings on the predictions that bear on it."""
    evidence = [_seen_by(claim, finding) for finding in findings]
    standing = _standing(evidence)
    words = [_of_evidence(standing, evidence)] if evidence else _of_none(claim)
    if claim.not_yet:
        words.append(f"not yet put to the model: {claim.not_yet}")
    return Verdict(standing, "; ".join(words))


def _seen_by(claim: Claim, finding: Finding) -> _Evidence:
    prediction, outcome = finding.prediction, finding.outcome
    against = claim.id in prediction.against
    share = 1 - outcome.share if against else outcome.share
    return _Evidence(prediction.id, outcome.default != against, share, against, prediction.fixed_by_algebra)


def _standing(evidence: Sequence[_Evidence]) -> Standing:
    if not evidence:
        return "untested"
    if all(each.favourable for each in evidence):
        return "holds" if all(each.often for each in evidence) else "fragile"
    return "mixed" if any(each.favourable or each.often for each in evidence) else "contradicted"


def _of_none(claim: Claim) -> list[str]:
    return [f"no prediction tests it; expressed by: {claim.expressed_by}"] if claim.expressed_by else []


def _of_evidence(standing: Standing, evidence: Sequence[_Evidence]) -> str:
    words = _of_one(standing, evidence[0]) if len(evidence) == 1 else _of_several(standing, evidence)
    fixed = [each.id for each in evidence if each.fixed]
    return f"{words} (fixed by algebra: {', '.join(fixed)})" if fixed else words


def _of_one(standing: Standing, only: _Evidence) -> str:
    """Return a sentence such as "contradicted: fails at the defaults and in 68% of draws"."""
    does, does_not = ("fails", "holds") if only.against else ("holds", "fails")
    prefix = "" if standing in ("holds", "fragile") else f"{standing}: "
    subject = f"{only.id}, which speaks against it, " if only.against else ""
    if only.favourable:
        joint = "and" if only.often else "but only"
        return f"{prefix}{subject}{does} at the defaults {joint} in {_percent(only.share)} of draws"
    if only.often:
        return f"{prefix}{subject}{does_not} at the defaults, yet {does} in {_percent(only.share)} of draws"
    return f"{prefix}{subject}{does_not} at the defaults and in {_percent(1 - only.share)} of draws"


def _of_several(standing: Standing, evidence: Sequence[_Evidence]) -> str:
    """Return a sentence that counts the predictions, and names those that stand out."""
    n = len(evidence)
    every = "both predictions" if n == 2 else f"all {n} predictions"
    if standing == "holds":
        return f"holds: {every} go its way at the defaults, and in {_span(evidence)} of draws"
    if standing == "contradicted":
        return f"contradicted: {every} go against it at the defaults; they go its way in {_span(evidence)} of draws"
    unfavourable = [each for each in evidence if not each.favourable]
    seldom = [each for each in evidence if each.favourable and not each.often]
    return (
        f"{standing}: {n - len(unfavourable)} of {n} predictions go its way at the defaults"
        + _named("those that do not", unfavourable)
        + _named("those that do, but in half of the draws or fewer", seldom)
    )


def _named(which: str, evidence: Sequence[_Evidence]) -> str:
    return f"; {which}: {', '.join(each.words for each in evidence)}" if evidence else ""


def _span(evidence: Sequence[_Evidence]) -> str:
    low, high = (_percent(pick(each.share for each in evidence)) for pick in (min, max))
    return low if low == high else f"{low} to {high}"


def _percent(share: float) -> str:
    """Return a share in whole percent; what is not all or nothing is never shown as such."""
    if 0 < share < 0.005 or 0.995 < share < 1:
        return "under 1%" if share < 0.5 else "over 99%"
    return f"{whole_percent(share)}"
