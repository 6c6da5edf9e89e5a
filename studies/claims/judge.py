"""The ledger of claims, judged: every prediction put to the model, every claim with its word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product

from ...games.errors import InputError, expect, suggestion, unknown, whole_number
from ...games.numbers import counted, read_fraction, shown
from ...games.orders.codings import CODINGS, SAKWA, Coding, GivenCoding, coding
from ...games.text.shown import Shown
from ..watch import UNWATCHED, Taken, Watch
from .claim import Claim
from .finding import Finding, findings
from .papers import CLAIMS
from .predictions import PREDICTIONS
from .word import ClaimWord, Word, claim_word
from .worlds.draws import Arm

PLACEBOS: tuple[Arm, ...] = ("labels", "columns", "free")


@dataclass(frozen=True)
class JudgedClaim:
    """A claim with its word, the ids of its core predictions, and of those that bear on it besides.

    `near_edge` tells whether other draws may give another word: a core prediction is near an edge, and it decides.
    """

    claim: Claim
    word: ClaimWord
    core: tuple[str, ...]
    bears_on: tuple[str, ...]
    near_edge: bool


@dataclass(frozen=True, repr=False)
class Ledger(Shown):
    """The claims and predictions asked for, each judged; `samples`, `seed` and `coding` give the same numbers again.

    Every prediction that a claim asked for hangs on is there too. `rivals` has the findings of the same predictions
    under rival codings of the orders, by name; empty where they were not asked for. `ranges` is the part of each range
    that was drawn from, and `whole` the findings of the same predictions with whole ranges, empty where it is 1.
    `notes` say what was not reached: a claim stands there only with the findings of all its predictions, a rival coding
    only with all findings.
    """

    claims: tuple[JudgedClaim, ...]
    predictions: tuple[Finding, ...]
    samples: int
    seed: int
    coding: Coding
    placebo: Arm | None
    rivals: Mapping[str, tuple[Finding, ...]]
    ranges: Fraction
    whole: tuple[Finding, ...]
    notes: tuple[str, ...] = ()

    def under(self, rival: str) -> tuple[JudgedClaim, ...]:
        """Return the claims as they stand under a rival coding."""
        return tuple(judged_claim(each.claim, self.rivals[rival]) for each in self.claims)


def claims(
    ids: str | Sequence[str] | None = None,
    samples: int = 4000,
    seed: int = 0,
    orders: GivenCoding = SAKWA.name,
    placebo: str | None = None,
    *,
    rivals: bool = False,
    ranges: float | str | Fraction = 1,
    watch: Watch = UNWATCHED,
) -> Ledger:
    """Put the claims of the two papers to the model.

    Parameters
    ----------
    ids
        Claims ("C14"), predictions ("triangle.5"), whole arenas ("triangle"), one or more; everything where left out.
    samples
        How many plausible worlds are drawn, uniformly over the ranges of all parameters and of the value matrix.
    seed
        Seed of the draws. A number in the ledger depends on samples, seed and coding alone, not on what else is asked
        for.
    orders
        The coding of the value matrix: its name, the path of a file that holds it, or itself.
    placebo
        With what every prediction is compared: "labels", "columns" or "free"; with its own placebo where left out.
    rivals
        Whether the rival codings are put to the same test.
    ranges
        The part of each range, about its default, that is drawn from: above 0, at most 1.
    watch
        Until when the predictions are put to worlds, and who is told of it.

    Returns
    -------
    Ledger
        In the order of the ledger, whatever the order of `ids`.

    Raises
    ------
    InputError
        If an id, a coding or a placebo is unknown, or `samples`, `seed` or `ranges` is out of range.

    Examples
    --------
    >>> ledger = claims("C14", samples=500)
    >>> [(each.claim.id, each.word, each.core) for each in ledger.claims]
    [('C14', 'against', ('coalition.2', 'coalition.3'))]
    """
    samples, seed = whole_number("samples", samples, 1), whole_number("seed", seed, 0)
    arm, part = _placebo(placebo), _part(ranges)
    chosen = coding(orders)
    wanted_claims, wanted_predictions = _wanted([ids] if isinstance(ids, str) else ids)
    asked = [PREDICTIONS[id] for id in PREDICTIONS if id in wanted_predictions]
    found, stopped = findings(asked, chosen, samples, seed, arm, part, watch)
    reached = {each.prediction.id for each in found}
    judged = [id for id in CLAIMS if id in wanted_claims and reached.issuperset(_of_claim(id))]
    left = [*_worlds_left(found, samples), *(each.id for each in asked if each.id not in reached)]
    left += [id for id in CLAIMS if id in wanted_claims and id not in judged]
    others = [each for each in CODINGS.values() if each is not chosen] if rivals else []
    under: dict[str, tuple[Finding, ...]] = {}
    for each in others:
        if stopped is None:
            rival, stopped = findings(asked, each, samples, seed, arm, part, watch)
            under |= {each.name: rival} if stopped is None else {}
    left += [f"the coding {each.name}" for each in others if each.name not in under]
    whole: tuple[Finding, ...] = ()
    if part != 1 and stopped is None:
        whole, stopped = findings(asked, chosen, samples, seed, arm, watch=watch)
        left += [] if stopped is None else ["the whole ranges"]
        whole = whole if stopped is None else ()
    notes = Taken((), stopped).note(left)
    standing = tuple(judged_claim(CLAIMS[id], found) for id in judged)
    return Ledger(standing, found, samples, seed, chosen, arm, under, part, whole, notes)


def _worlds_left(found: Sequence[Finding], samples: int) -> Iterator[str]:
    """Go through the models whose predictions were put to some of the worlds alone."""
    drawn = {each.prediction.model.name: each.draws for each in found}
    yield from (f"{counted(samples - n)} of the worlds for {name}" for name, n in drawn.items() if n < samples)


def _part(ranges: float | str | Fraction) -> Fraction:
    try:
        part = read_fraction(ranges)
    except ValueError:
        part = None
    if part is None or not 0 < part <= 1:
        expected = "ranges must be above 0 and at most 1, the part of each range to draw from"
        raise InputError(f"{expected}, got {shown(ranges)}")
    return part


def _placebo(name: str | None) -> Arm | None:
    for known in PLACEBOS:
        if name == known:
            return known
    if name is None:
        return None
    if name == "dyads":
        raise InputError(
            f"unknown placebo 'dyads': statements on ties are set beside other pairs of states by themselves, with or "
            f"without --placebo; known: {', '.join(PLACEBOS)}"
        )
    raise InputError(unknown("placebo", name, PLACEBOS))


def _wanted(ids: Sequence[str] | None) -> tuple[set[str], set[str]]:
    """Return the ids of the claims and of the predictions that are asked for."""
    if ids is None:
        return set(CLAIMS), set(PREDICTIONS)
    expect(ids, Iterable, "ids of claims, predictions or arenas")
    for id in ids:
        expect(id, str, "the id of a claim, a prediction or an arena")
    wanted_claims = {id.upper() for id in ids} & set(CLAIMS)
    wanted_predictions = {prediction for id in wanted_claims for prediction in _of_claim(id)}
    for id in ids:
        if id.upper() not in CLAIMS:
            wanted_predictions.update(_named(id))
    return wanted_claims, wanted_predictions


def _of_claim(claim: str) -> Iterator[str]:
    return (id for id, each in PREDICTIONS.items() if claim in (*each.core, *each.bears_on))


def _named(id: str) -> list[str]:
    """Return the ids of the predictions that an id names: one of them, or all of an arena."""
    found = [known for known in PREDICTIONS if id in (known, known.partition(".")[0])]
    if not found:
        models = list(dict.fromkeys(known.partition(".")[0] for known in PREDICTIONS))
        raise InputError(
            f"unknown claim {id!r}{suggestion(id, [*CLAIMS, *PREDICTIONS, *models])}; expected claims (C01 to C46, P01 "
            f"to P19), predictions such as triangle.5, or one of {', '.join(models)}"
        )
    return found


def judged_claim(claim: Claim, found: Sequence[Finding]) -> JudgedClaim:
    """Return a claim with the word that follows from the findings on its predictions, among others."""
    core = [each for each in found if claim.id in each.prediction.core]
    bearing = [each for each in found if claim.id in each.prediction.bears_on]
    beside: list[Word] = [each.word for each in bearing]
    return JudgedClaim(
        claim,
        claim_word([each.word for each in core], beside),
        tuple(each.prediction.id for each in core),
        tuple(each.prediction.id for each in bearing),
        len({claim_word(words, beside) for words in product(*(each.words for each in core))}) > 1,
    )
