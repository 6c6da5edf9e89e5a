"""Zero-determinant strategies: one player alone ties the long-run payoffs of both to a line.

Let a player of a two-by-two game cooperate with the probability p_k after the last profile k, and let it be c_k = 1 if
it cooperated in profile k, else 0. Over infinitely many periods its chance of cooperating does not drift, so the mean
of p - c over the profiles played is zero, whatever the other does (Press and Dyson 2012; Akin 2016). Choose p so that

    p - c = scale * (slope * (own - baseline) - (other - baseline)),

own and other being the payoffs of the profiles: then the mean payoffs obey

    other - baseline = slope * (own - baseline).

A slope of 0 fixes the other's payoff at the baseline; a slope of 1 makes both equal; a slope of 1 / x with the
baseline at mutual defection is extortion by a factor of x; with the baseline at mutual cooperation it is generosity
(Stewart and Plotkin 2013). The scale sets how sharply the player answers, and must leave the four p_k within 0 and 1.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

COOPERATED = (1, 1, 0, 0)
"""Whether the player itself cooperated in each profile: (0, 0), (0, 1), (1, 0), (1, 1), its own action first."""


def zero_determinant(
    own: Sequence[Fraction],
    other: Sequence[Fraction],
    slope: Fraction,
    baseline: Fraction,
    scale: Fraction | None = None,
) -> tuple[Fraction, ...]:
    """Return the four probabilities of cooperation, after (0, 0), (0, 1), (1, 0), (1, 1), own action first.

    Parameters
    ----------
    own, other
        What the player and the other get in each of these profiles.
    slope, baseline
        Of the line other - baseline = slope * (own - baseline).
    scale
        Not zero; half of the largest feasible one where left out.

    Raises
    ------
    ValueError
        If no scale enforces the line, or the given one does not; the message names the feasible ones.

    Examples
    --------
    Extortion by a factor of 3, as published:

    >>> reward, sucker, temptation, punishment = (Fraction(k) for k in (3, 0, 5, 1))
    >>> own, other = (reward, sucker, temptation, punishment), (reward, temptation, sucker, punishment)
    >>> [str(p) for p in zero_determinant(own, other, slope=Fraction(1, 3), baseline=punishment)]
    ['11/13', '1/2', '7/26', '0']
    """
    tilt = [slope * (u - baseline) - (v - baseline) for u, v in zip(own, other, strict=True)]
    low, high = _feasible_scales(tilt)
    if low == high == 0:
        raise ValueError(
            f"no scale enforces the line with slope {slope} and baseline {baseline}: one of the four probabilities of "
            "cooperation would leave 0 to 1"
        )
    chosen = (high if high > 0 else low) / 2 if scale is None else scale
    if chosen == 0 or not low <= chosen <= high:
        raise ValueError(f"scale must be in [{low}, {high}] and not 0, so that probabilities result, got {chosen}")
    return tuple(c + chosen * t for c, t in zip(COOPERATED, tilt, strict=True))


def _feasible_scales(tilt: Sequence[Fraction]) -> tuple[Fraction, Fraction]:
    """Return the least and the greatest number x that leaves all c + x * tilt within 0 and 1; 0 and 2 for no tilt."""
    ends = [sorted(((0 - c) / t, (1 - c) / t)) for c, t in zip(COOPERATED, tilt, strict=True) if t != 0]
    return max((low for low, _ in ends), default=Fraction(0)), min((high for _, high in ends), default=Fraction(2))
