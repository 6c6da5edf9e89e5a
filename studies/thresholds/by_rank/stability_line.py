"""Where along one variable each pure profile is stable for those who look further than one move; all of it exact.

What is stable in which concept depends on the order of each player's payoffs alone (`ranks`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import prod

import numpy as np
from numpy.typing import NDArray

from ....games.errors import InputError, unknown
from ....games.graph.of_game import kept_actions
from ....games.normal_form import PureProfile
from ....games.scenario.scenario import Scenario
from ....solvers.exact.algebraic import Exact, Interval, intervals
from ....solvers.stability.batch_stability import stability_batch
from ....solvers.stability.concepts import BASIC
from ..preferences import profiles
from ..variables import Variable
from .ranks import ranks_along, too_many_comparisons


@dataclass(frozen=True)
class StabilityChange:
    """A value at which profiles become stable, or cease to be."""

    value: Exact
    appears: tuple[PureProfile, ...]
    disappears: tuple[PureProfile, ...]


@dataclass(frozen=True, eq=False)
class StabilityLine:
    """What one variable decides of the stability of a game's pure profiles, with joint sanctions.

    Attributes
    ----------
    concept
        "gmr", "smr", "seq" or "sseq".
    stable
        For each pure profile the intervals in which it is stable for all, in increasing order; empty where it never is.
    changes
        The values inside the range at which some profile becomes stable or ceases to be, in increasing order.
    """

    concept: str
    stable: Mapping[PureProfile, tuple[Interval, ...]]
    changes: tuple[StabilityChange, ...]


def stability_line(scenario: Scenario, over: Variable, concept: str) -> StabilityLine:
    """Return what a variable decides of the stability of the pure profiles of a scenario in a concept.

    Raises
    ------
    InputError
        If there is no such concept, or too many pairs of payoffs would be compared.
    """
    if concept not in BASIC:
        raise InputError(unknown("concept of thresholds", concept, BASIC))
    shape = tuple(map(len, scenario.actions))
    if too_many := too_many_comparisons(len(shape), prod(shape)):
        raise InputError(f"thresholds of stability by {concept} {too_many.removesuffix('.')}")
    points, ranks = ranks_along(scenario, over)
    found = stability_batch(ranks.reshape(-1, len(shape), *shape), (concept,), kept_actions(scenario))
    held = np.asarray(found[concept].all(axis=1))
    stable = {profile: intervals(points, held[:, *profile]) for profile in np.ndindex(held.shape[1:])}
    return StabilityLine(concept, stable, tuple(_changes(points, held)))


def _changes(points: Sequence[Exact], held: NDArray[np.bool_]) -> Iterator[StabilityChange]:
    for k, value in enumerate(points[1:-1], start=1):
        before, after = held[2 * k - 1], held[2 * k + 1]
        if (before != after).any():
            yield StabilityChange(value, profiles(after & ~before), profiles(before & ~after))
