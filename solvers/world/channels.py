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
from .steps import found

CHANNELS: Mapping[str, Sequence[str]] = {
    "identity": ("theta", "appeal", "push"),
    "network": ("network", "beta", "closeness"),
    "aggregate": ("size", "gamma", "monism"),
}
"""The parameters of each channel."""

_DECIMALS: Mapping[str, Sequence[str]] = {**CHANNELS, "identity": ("theta", "targets")}
"""The same of a world in floating-point numbers, in which appeal and push are part of the targets."""


def shares(before: World, after: World) -> dict[str, Any]:
    """Return for each channel its share of the change of practice, shape (n, K), in floating-point numbers."""
    one, other = before.decimals, after.decimals

    def practice(chosen: frozenset[str]) -> Any:
        numbers = one._replace(**_changed(other, chosen, _DECIMALS))
        return found(numbers, numbers.theta)

    return _shares(practice)


def exact_shares(before: World, after: World, practice: Callable[[World], Any]) -> dict[str, Any]:
    """Return the same in fractions; `practice` gives that of a world."""
    return _shares(lambda chosen: practice(before.replace(**_changed(after, chosen, CHANNELS))))


def _changed(after: Any, chosen: frozenset[str], fields: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    return {field: getattr(after, field) for channel in sorted(chosen) for field in fields[channel]}


def _shares(practice: Callable[[frozenset[str]], Any]) -> dict[str, Any]:
    values = {
        chosen: practice(chosen)
        for count in range(len(CHANNELS) + 1)
        for chosen in map(frozenset, combinations(CHANNELS, count))
    }
    return {name: _share(name, values) for name in CHANNELS}


def _share(name: str, values: Mapping[frozenset[str], Any]) -> Any:
    total: Any = 0
    for without in values:
        if name not in without:
            count = len(without)
            weight = factorial(count) * factorial(len(CHANNELS) - count - 1)
            total = total + weight * (values[without | {name}] - values[without])
    return total / factorial(len(CHANNELS))
