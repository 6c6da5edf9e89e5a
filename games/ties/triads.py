"""Which two of three combine against the third, judged by their strengths alone.

*Caplow.* With A >= B >= C the comparison of strengths gives eight types of triad, and each type its coalitions
in a continuous situation, where each wants to control the others and not to be controlled (Caplow 1956, types 1 to 6;
Caplow 1959, types 7 and 8). The letters follow strength here; Caplow's own type 3 calls the weak one A.

    1  A = B = C              any pair          5  A > B > C, A < B + C    B C or A C
    2  A > B = C, A < B + C   B C               6  A > B > C, A > B + C    none
    3  A = B > C              A C or B C        7  A > B > C, A = B + C    A B or A C
    4  B = C, A > B + C       none              8  B = C, A = B + C        A B or A C

*Gamson* (1961). Each expects a share of the prize in proportion to what it brings (the parity norm), so each prefers
the cheapest winning coalition: among those with more than half of all strength, one with the least. Where one holds
more than half, it wins alone and nobody needs a partner.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations

_PREDICTED: Mapping[int, tuple[tuple[int, int], ...]] = {
    1: ((0, 1), (0, 2), (1, 2)),
    2: ((1, 2),),
    3: ((0, 2), (1, 2)),
    4: (),
    5: ((0, 2), (1, 2)),
    6: (),
    7: ((0, 1), (0, 2)),
    8: ((0, 1), (0, 2)),
}
"""For each type its coalitions, players by rank from the strongest."""

_BY_RELATIONS = {True: {-1: 2, 0: 8, 1: 4}, False: {-1: 5, 0: 7, 1: 6}}
"""The type where A is above B: by whether B = C, and by the sign of A - (B + C)."""


@dataclass(frozen=True)
class CaplowTriad:
    """A type from 1 to 8, the players from the strongest, and the coalitions predicted, in the order given."""

    type: int
    ranked: tuple[str, str, str]
    coalitions: tuple[tuple[str, str], ...]


def caplow(strengths: Mapping[str, Fraction], tolerance: Fraction = Fraction(0)) -> CaplowTriad:
    """Return the type of a triad and its predicted coalitions.

    Parameters
    ----------
    strengths
        For each of three players its strength, positive; the unit does not matter.
    tolerance
        Two strengths count as equal where they differ by no more than this share of the greater.

    Raises
    ------
    ValueError
        If there are not three players, or a strength is not positive.

    Examples
    --------
    >>> caplow({"A": Fraction(4), "B": Fraction(3), "C": Fraction(2)})
    CaplowTriad(type=5, ranked=('A', 'B', 'C'), coalitions=(('A', 'C'), ('B', 'C')))
    """
    if len(strengths) != 3 or min(strengths.values()) <= 0:
        raise ValueError(f"strengths must be three positive numbers, got {dict(strengths)}")
    first, second, third = sorted(strengths, key=lambda player: -strengths[player])
    a, b, c = (strengths[player] for player in (first, second, third))
    ranked = (first, second, third)
    if _compare(a, b, tolerance) == 0:
        kind = 1 if _compare(b, c, tolerance) == 0 else 3
    else:
        kind = _BY_RELATIONS[_compare(b, c, tolerance) == 0][_compare(a, b + c, tolerance)]
    predicted = [{ranked[i], ranked[j]} for i, j in _PREDICTED[kind]]
    return CaplowTriad(kind, ranked, tuple(pair for pair in combinations(strengths, 2) if set(pair) in predicted))


def cheapest_winning(strengths: Mapping[str, Fraction]) -> tuple[tuple[str, ...], ...]:
    """Return Gamson's cheapest winning coalitions of any number of players; one player where it wins alone.

    Examples
    --------
    >>> cheapest_winning({"A": Fraction(4), "B": Fraction(3), "C": Fraction(2)})
    (('B', 'C'),)
    """
    half = sum(strengths.values(), Fraction(0)) / 2
    groups = [group for size in range(1, len(strengths) + 1) for group in combinations(strengths, size)]
    total = {group: sum((strengths[player] for player in group), Fraction(0)) for group in groups}
    winning = [group for group in groups if total[group] > half]
    least = min((total[group] for group in winning), default=None)
    return tuple(group for group in winning if total[group] == least)


def parity(strengths: Mapping[str, Fraction], coalition: tuple[str, ...]) -> dict[str, Fraction]:
    """Return the share of the prize that each member of a coalition expects under the parity norm."""
    total = sum((strengths[player] for player in coalition), Fraction(0))
    return {player: strengths[player] / total for player in coalition}


def _compare(one: Fraction, other: Fraction, tolerance: Fraction) -> int:
    """Return the sign of a difference, 0 where it is within the tolerance."""
    if abs(one - other) <= tolerance * max(one, other):
        return 0
    return 1 if one > other else -1
