"""Through which channels a change works: Shapley's shares over worlds in which each is as it was or as it is.

Identity is theta, appeal and push; the network is ties, beta and C; the aggregate is size in X, gamma and monism.
A size that enters the network too counts there as network. The shares add up to the whole change and depend on no order
(Shapley 1953).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import combinations
from math import factorial
from typing import Any

from ...games.world.world import World

CHANNELS: Mapping[str, Sequence[str]] = {
    "identity": ("theta", "appeal", "push"),
    "network": ("network", "beta", "closeness"),
    "aggregate": ("size", "gamma", "monism"),
}
"""The parameters of each channel."""


def shares(before: World, after: World, practice: Callable[[World], Any]) -> dict[str, Any]:
    """Return for each channel its share of the change of practice, shape (n, K)."""
    values = {
        chosen: practice(_between(before, after, chosen))
        for count in range(len(CHANNELS) + 1)
        for chosen in map(frozenset, combinations(CHANNELS, count))
    }
    return {name: _share(name, values) for name in CHANNELS}


def _between(before: World, after: World, changed: frozenset[str]) -> World:
    parameters = [parameter for channel in sorted(changed) for parameter in CHANNELS[channel]]
    return before.replace(**{parameter: getattr(after, parameter) for parameter in parameters}) if changed else before


def _share(name: str, values: Mapping[frozenset[str], Any]) -> Any:
    total: Any = 0
    for without in values:
        if name not in without:
            count = len(without)
            weight = factorial(count) * factorial(len(CHANNELS) - count - 1)
            total = total + weight * (values[without | {name}] - values[without])
    return total / factorial(len(CHANNELS))
