"""Mixes of a window of years: which calls and states are used, and what the corners are called."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ...games.errors import InputError
from ...games.text.shown import Shown
from ...games.world.catalogue import CORNERS
from .archetypes import MixEstimate, chosen, estimate_mixes, matching
from .evidence.record import WorldRecord


@dataclass(frozen=True, eq=False, repr=False)
class WindowMixes(Shown):
    """Mixes of states in a window of years.

    Attributes
    ----------
    window
        The first and the last year.
    states
        Codes, in the order of the rows of the estimate.
    corners
        What the corners are called: as those that ship, which they are most like, where there are as many.
    places
        For each of these the column of the estimate.
    calls
        How many roll calls were used.
    """

    window: tuple[int, int]
    states: tuple[str, ...]
    corners: tuple[str, ...]
    places: tuple[int, ...]
    calls: int
    estimate: MixEstimate


def window_mixes(record: WorldRecord, window: tuple[int, int], k: int, bootstrap: int, seed: int) -> WindowMixes:
    """Estimate the mixes of a window.

    Raises
    ------
    InputError
        If there are no votes in the window, or too few states vote.
    """
    votes = record.window(*window)
    own = chosen(votes) if len(votes) else None
    if own is None or not own.calls.any():
        raise InputError(f"no roll calls that divide from {window[0]} to {window[1]}")
    states = tuple(code for code, used in zip(record.states, own.states, strict=True) if used)
    found = estimate_mixes(votes[own.calls][:, own.states], k, bootstrap, seed)
    known = [place for place, code in enumerate(states) if code in record.mixes]
    if k == len(CORNERS) and known:
        like = np.array([record.mixes[states[place]] for place in known])
        places = tuple(int(place) for place in matching(found.mixes[known], like))
        return WindowMixes(window, states, CORNERS, places, int(own.calls.sum()), found)
    names = tuple(f"corner_{place + 1}" for place in range(k))
    return WindowMixes(window, states, names, tuple(range(k)), int(own.calls.sum()), found)


def window_named(text: str) -> tuple[int, int]:
    """Return the years of a text such as "2000:2010"."""
    first, _, last = text.partition(":")
    if not (first.isdigit() and last.isdigit()) or int(first) > int(last):
        raise InputError(f"--window {text}: expected two years, such as 2000:2010")
    return int(first), int(last)
