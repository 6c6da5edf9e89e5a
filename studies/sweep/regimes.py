"""Regimes: the sets of pure equilibria into which the points of a sweep fall, counted part by part.

A point at which some player at an equilibrium has another action that pays the same, to a billionth of its payoff
range, is a knife edge: the set turns on a tie there, and such points are counted apart. Points that have no game (off
the simplex, or with a payoff that is not finite) have no regime. Where the points are drawn, a share p of N points has
the standard error sqrt(p (1 - p) / N) of independent draws; a Latin hypercube or a Sobol' sequence usually does better.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from math import sqrt
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...games.normal_form import PureProfile
from ...games.scenario.scenario import Scenario
from ..sensitivity.parts import KNIFE_EDGE
from ..sensitivity.regimes.regime_map import MIXED, NO_GAME
from .columns.games import STATUSES

REGIME_COLUMNS = ("regime", "knife_edge")
"""The columns that tell the regime of a point."""

BETWEEN_PROFILES = " + "
"""What stands between the profiles in the name of a regime."""

NO_EQUILIBRIUM = "none"

TAKEN = (NO_EQUILIBRIUM, *STATUSES, KNIFE_EDGE, MIXED, NO_GAME)
"""Labels that are no profiles."""

_SEPARATORS = re.compile(r"[\\/]|(?<= )\+(?= |$)")

Key = tuple[str, bool]


@dataclass(frozen=True)
class Regime:
    """A set of pure equilibria; `knife_edge` where ties decide.

    Attributes
    ----------
    name
        The profiles as they are called in the column `regime`.
    points
        How many points of the sweep have it.
    share
        Their share of the points that have a game.
    standard_error
        Of the share, where the points are drawn; None for grids and lists.
    """

    name: str
    profiles: tuple[PureProfile, ...]
    knife_edge: bool
    points: int
    share: float
    standard_error: float | None


def tally(parts: Iterable[Any]) -> Counter[Key]:
    """Count the points of each regime name, on knife edges and off them, from tables with the `REGIME_COLUMNS`."""
    counts: Counter[Key] = Counter()
    for part in parts:
        keys, codes = _coded(part)
        for key, points in zip(keys, np.bincount(codes, minlength=len(keys)).tolist(), strict=True):
            if points:
                counts[key] += points
    return counts


def regimes_of(scenario: Scenario, counts: Mapping[Key, int], drawn: bool) -> tuple[Regime, ...]:
    """Return regimes from their counts, the most frequent first; names that are no sets of profiles are left out."""
    profiles = profiles_by_name(scenario)
    sets = {key: own for key in counts if (own := _set(key[0], profiles)) is not None}
    total = sum(counts[key] for key in sets)
    regimes: list[Regime] = []
    for (name, knife_edge), own in sets.items():
        points = counts[name, knife_edge]
        share = points / total
        error = sqrt(share * (1 - share) / total) if drawn else None
        regimes.append(Regime(name, own, knife_edge, points, share, error))
    return tuple(sorted(regimes, key=lambda regime: (-regime.points, regime.profiles, regime.knife_edge)))


def numbered(parts: Iterable[Any], regimes: Iterable[Regime]) -> Iterator[NDArray[np.intp]]:
    """Give each point's place among regimes, part by part; -1 where it has none."""
    place = {(regime.name, regime.knife_edge): number for number, regime in enumerate(regimes)}
    for part in parts:
        keys, codes = _coded(part)
        yield np.array([place.get(key, -1) for key in keys], dtype=np.intp)[codes]


def _coded(part: Any) -> tuple[list[Key], NDArray[np.intp]]:
    """Return the regimes that the rows of a table may have, and which of them each row has."""
    regime, edge = (part.column(name).combine_chunks() for name in REGIME_COLUMNS)
    keys = [(label, flag) for label in regime.dictionary.to_pylist() for flag in (False, True)]
    return keys, 2 * regime.indices.to_numpy().astype(np.intp) + edge.to_numpy(zero_copy_only=False)


def profile_names(scenario: Scenario) -> tuple[str, ...]:
    """Return what the pure profiles are called in columns and labels, in their order: "A/B/C".

    No two are called the same. In an action a backslash stands before a slash, a plus that could be taken for one
    between profiles, and a backslash; and before a profile of one player that is called as something else is.

    Examples
    --------
    >>> from tetrarchy import load
    >>> profile_names(load("stag-hunt"))
    ('stag/stag', 'stag/hare', 'hare/stag', 'hare/hare')
    """
    return tuple(map(joined_name, product(*scenario.actions)))


def joined_name(actions: Iterable[str]) -> str:
    """Return actions as one name, such as "stag/hare"."""
    name = "/".join(_SEPARATORS.sub(r"\\\g<0>", action) for action in actions)
    return f"\\{name}" if name in TAKEN else name


def profiles_by_name(scenario: Scenario) -> dict[str, PureProfile]:
    """Return the pure profiles by what they are called in columns and labels."""
    numbers = product(*(range(len(names)) for names in scenario.actions))
    return dict(zip(profile_names(scenario), numbers, strict=True))


def _set(name: str, profiles: Mapping[str, PureProfile]) -> tuple[PureProfile, ...] | None:
    if name == NO_EQUILIBRIUM:
        return ()
    return tuple(profiles[own] for own in name.split(BETWEEN_PROFILES) if own in profiles) or None
