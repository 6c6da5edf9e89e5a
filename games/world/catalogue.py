"""Actors as the votes show them: mixes of corners, with intervals, over windows of years; and what corners stand for.

Corners are not orders: that the American corner is .6 liberal and .4 mercantilist is judged, each weight +-.2.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from ..errors import InputError, unknown
from ..numbers import percent
from ..orders.rows import ORDER_NAMES

CORNERS = ("american", "european", "sovereign", "southern")

ANCHORS: Mapping[str, Mapping[str, str]] = {
    "american": {"liberal": "0.6", "mercantilist": "0.4"},
    "european": {"liberal": "0.9", "transformative": "0.1"},
    "sovereign": {"conservative": "1"},
    "southern": {"conservative": "0.6", "transformative": "0.4"},
}
"""Which orders each corner stands for; judgements, each weight +-.2."""

MAIN_WINDOW = "2000-2010"

METHOD = "archetypal analysis of roll calls of the UN General Assembly; 5-95% of 40 bootstrap samples of the calls"


@dataclass(frozen=True)
class WorldActor:
    """A state of the catalogue.

    Attributes
    ----------
    code, name, region
        ISO 3166 code of three letters, name, part of the world.
    size
        Its share in the capabilities of all states of the catalogue in 2010.
    mixes
        For each window of years the shares of the corners, in the order of `CORNERS`; they add up to 1.
    intervals
        For each corner its 5-95% interval in the main window.
    ties
        The codes of the states with which it had an obligation in 2010.
    pacts, rivals
        Those with which it had a pact of defence, and those of which it was a strategic rival, in 2010.
    bodies
        The bodies that it belonged to in 2010.
    """

    code: str
    name: str
    region: str
    size: Fraction
    mixes: Mapping[str, tuple[Fraction, ...]]
    intervals: Mapping[str, tuple[Fraction, Fraction]]
    ties: tuple[str, ...] = ()
    pacts: tuple[str, ...] = ()
    rivals: tuple[str, ...] = ()
    bodies: tuple[str, ...] = field(default=())

    @property
    def widest(self) -> Fraction:
        """The width of the widest of its intervals."""
        return max(high - low for low, high in self.intervals.values())

    def mix(self, window: str = MAIN_WINDOW) -> dict[str, Fraction]:
        """Return its shares of the orders in a window, by the weights of the corners.

        Raises
        ------
        InputError
            If the catalogue has no mix of the state for that window.
        """
        if window not in self.mixes:
            raise InputError(unknown(f"window of {self.code}", window, self.mixes))
        return anchored(self.mixes[window])


def anchored(corners: tuple[Any, ...]) -> dict[str, Fraction]:
    """Return shares of the orders from shares of the corners.

    Examples
    --------
    >>> anchored((1, 0, 0, 0))["liberal"]
    Fraction(3, 5)
    """
    shares = dict.fromkeys(ORDER_NAMES, Fraction(0))
    for corner, share in zip(CORNERS, corners, strict=True):
        for order, weight in ANCHORS[corner].items():
            shares[order] += Fraction(weight) * share
    return shares


def described(corners: tuple[Any, ...]) -> str:
    """Return shares of corners in words: "72.1% sovereign, 21.7% european, 6.2% american"."""
    ranked = sorted(zip(corners, CORNERS, strict=True), key=lambda each: -each[0])
    return ", ".join(f"{percent(share)} {corner}" for share, corner in ranked if share)
