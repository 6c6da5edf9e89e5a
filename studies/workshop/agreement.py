"""How far rankings agree, and the ranking of a group that follows from those of its members.

*Agreement* is Kendall's coefficient of concordance W (Kendall and Babington Smith 1939), corrected for ties. With m
rankings of n things and R_i the sum of the places of thing i (equal things share the mean of their places),
W = 12 S / (m^2 (n^3 - n) - m T), where S is the sum of the squared deviations of the R_i from their mean, and T that of
t^3 - t over all groups of t equal things in all rankings. It is 1 where all agree, 0 where the sums are the same.

The *ranking of a group* is by Borda (1781), things in the order of the sum of their places, equal sums tied; or by
Kemeny (1959) and Young, the strict order with the fewest disagreements with single preferences, found by going through
all sets of things that may stand first (Held and Karp 1962), so of at most `MOST_KEMENY` things.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, get_args

from ...games.errors import InputError, unknown
from .questions import dense

Rule = Literal["borda", "kemeny"]
RULES: tuple[Rule, ...] = get_args(Rule)

MOST_KEMENY = 12
"""Things; for so many 4,096 sets are gone through."""

Places = Sequence[int]
"""The place of each thing in a ranking: 1 for the best, equal for equally good ones."""


@dataclass(frozen=True)
class GroupRanking:
    """The place of each thing in a group's ranking; `unique` is false where another order does as well by the rule."""

    places: tuple[int, ...]
    unique: bool


def concordance(rankings: Sequence[Places]) -> float | None:
    """Return Kendall's W of rankings of the same things; None for fewer than two, or where nobody prefers anything.

    Examples
    --------
    >>> concordance([(1, 2, 3), (1, 2, 3)]), concordance([(1, 2, 3), (3, 2, 1)]), concordance([(1, 1), (1, 1)])
    (1.0, 0.0, None)
    """
    m, n = len(rankings), len(rankings[0]) if rankings else 0
    shared = [mean_places(own) for own in rankings]
    ties = sum(own.count(place) ** 3 - own.count(place) for own in rankings for place in set(own))
    largest = m * m * (n**3 - n) - m * ties
    if m < 2 or largest == 0:
        return None
    sums = [sum(column) for column in zip(*shared, strict=True)]
    mean = Fraction(sum(sums), n)
    return float(12 * sum((each - mean) ** 2 for each in sums) / largest)


def mean_places(places: Places) -> list[Fraction]:
    """Return places in which equal things share the mean of theirs.

    Examples
    --------
    >>> [str(place) for place in mean_places((1, 2, 2))]
    ['1', '5/2', '5/2']
    """
    return [
        Fraction(2 * sum(other < own for other in places) + sum(other == own for other in places) + 1, 2)
        for own in places
    ]


def rule_named(name: str, things: int) -> Rule:
    """Return a rule by its name, for rankings of so many things.

    Raises
    ------
    InputError
        If there is none, or it cannot order so many.
    """
    if name not in RULES:
        raise InputError(unknown("rule", name, RULES))
    if name == "kemeny" and things > MOST_KEMENY:
        raise InputError(f"the rule kemeny orders at most {MOST_KEMENY} things, got {things}; use the rule borda")
    return name


def group_ranking(rankings: Sequence[Places], rule: Rule) -> GroupRanking:
    """Return the ranking of a group from those of its members, at least one, of so many things as the rule can order.

    Examples
    --------
    >>> group_ranking([(1, 2, 3), (1, 2, 3), (3, 1, 2)], "kemeny").places
    (1, 2, 3)
    >>> group_ranking([(1, 2, 3), (1, 2, 3), (3, 1, 2)], "borda").places
    (1, 1, 2)
    """
    if rule == "kemeny":
        return _kemeny(rankings)
    return GroupRanking(dense([sum(column) for column in zip(*map(mean_places, rankings), strict=True)]), True)


def _kemeny(rankings: Sequence[Places]) -> GroupRanking:
    n = len(rankings[0])
    against = [[sum(own[j] < own[i] for own in rankings) for j in range(n)] for i in range(n)]
    cost, ways, last = [0] * (1 << n), [1] * (1 << n), [0] * (1 << n)
    for first in range(1, 1 << n):
        within = [i for i in range(n) if first >> i & 1]
        # The last of the set stands behind all others of it: those who prefer it to one of them disagree.
        found = [(cost[first ^ 1 << i] + sum(against[j][i] for j in within if j != i), i) for i in within]
        cost[first] = min(found)[0]
        tied = [i for each, i in found if each == cost[first]]
        last[first], ways[first] = tied[-1], sum(ways[first ^ 1 << i] for i in tied)
    places, left = [0] * n, (1 << n) - 1
    for place in range(n, 0, -1):
        places[last[left]] = place
        left ^= 1 << last[left]
    return GroupRanking(dense(places), ways[-1] == 1)
