"""The words of the ledger: what the figures of a prediction come to, and those of a claim.

The bands are fixed, so that more draws do not by themselves turn a small difference into a finding. With s the share of
worlds in which a prediction holds, and d that share less the one under its placebo:

    against                         s at most .46
    undecided                       s between .46 and .54; or d between .05 and .10; or false at the defaults
    not distinguished from placebo  s at least .54, d at most .05: as a rule true, whichever order is which
    supported                       s at least .54, d at least .10, true at the defaults
    built in                        formulas and signs decide it, and it is true in every world

That something does not differ is shown by a band, not by an interval that covers 0 (Rainey 2014, AJPS 58).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product
from typing import Literal

Word = Literal["against", "undecided", "not distinguished from placebo", "built in", "supported"]
ClaimWord = Literal[
    "against", "undecided", "not distinguished from placebo", "built in", "supported", "partly put", "untested"
]

RANKED: tuple[Word, ...] = ("against", "undecided", "not distinguished from placebo", "built in", "supported")
"""The words of predictions, the weakest first."""

MOSTLY_FALSE, MOSTLY_TRUE = 0.46, 0.54
NO_DIFFERENCE, CLEAR_DIFFERENCE = 0.05, 0.10
NEAR = 4
"""Standard errors: a figure that lies so near an edge of its band may cross it with other draws."""


def word(share: float, difference: float, default: bool) -> Word:
    """Return the word of a prediction that is not built in.

    Examples
    --------
    >>> word(0.8, 0.2, True), word(0.8, 0.2, False), word(0.8, -0.1, True), word(0.3, 0.2, True)
    ('supported', 'undecided', 'not distinguished from placebo', 'against')
    """
    if share <= MOSTLY_FALSE:
        return "against"
    if share < MOSTLY_TRUE:
        return "undecided"
    if difference <= NO_DIFFERENCE:
        return "not distinguished from placebo"
    return "supported" if difference >= CLEAR_DIFFERENCE and default else "undecided"


def near_edge(share: float, share_error: float, difference: float, difference_error: float) -> bool:
    """Tell whether a figure that decides the word lies within four standard errors of an edge of its band.

    Examples
    --------
    >>> near_edge(0.9, 0.005, 0.3, 0.009), near_edge(0.9, 0.005, 0.11, 0.009)
    (False, True)
    """
    if any(abs(share - edge) < NEAR * share_error for edge in _edges(share, MOSTLY_FALSE, MOSTLY_TRUE)):
        return True
    if share < MOSTLY_TRUE:
        return False
    edges = _edges(difference, NO_DIFFERENCE, CLEAR_DIFFERENCE)
    return any(abs(difference - edge) < NEAR * difference_error for edge in edges)


def words_in_reach(
    share: float, share_error: float, difference: float, difference_error: float, default: bool
) -> frozenset[Word]:
    """Return the words that figures within four standard errors of these come to.

    Examples
    --------
    >>> sorted(words_in_reach(0.9, 0.005, 0.11, 0.009, True))
    ['supported', 'undecided']
    """
    shares = _in_reach(share, share_error, MOSTLY_FALSE, MOSTLY_TRUE)
    differences = tuple(_in_reach(difference, difference_error, NO_DIFFERENCE, CLEAR_DIFFERENCE))
    return frozenset(word(each, beside, default) for each, beside in product(shares, differences))


def _in_reach(figure: float, error: float, low: float, high: float) -> Iterator[float]:
    """Return a figure, and of each band below, between and above two bounds the nearest within four errors of it."""
    least, most = figure - NEAR * error, figure + NEAR * error
    yield figure
    yield from (min(max(point, least), most) for point in (least, low, (low + high) / 2, high, most))


def _edges(figure: float, low: float, high: float) -> tuple[float, ...]:
    """Return the edges of the band in which a figure lies: below, between or above two bounds."""
    if figure <= low:
        return (low,)
    return (high,) if figure >= high else (low, high)


def claim_word(core: Sequence[Word], bearing: Sequence[Word]) -> ClaimWord:
    """Return the word of a claim from those of its core predictions and of those that bear on it besides.

    A claim stands where its weakest core prediction stands; what is built in counts only where nothing else is core.

    Examples
    --------
    >>> claim_word(["supported", "against"], []), claim_word([], ["supported"]), claim_word([], [])
    ('against', 'partly put', 'untested')
    """
    deciding: Sequence[Word] = [each for each in core if each != "built in"] or core
    if deciding:
        return min(deciding, key=RANKED.index)
    return "partly put" if bearing else "untested"
