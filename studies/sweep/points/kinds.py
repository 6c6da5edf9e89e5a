"""Every kind of design by its name, built from paths and what they take."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from operator import index
from typing import Any

from ....games.errors import InputError, unknown
from ....games.scenario.scenario import Scenario
from .designs import Design, grid, one_at_a_time, table
from .factors import factors
from .samples import SAMPLES

SAMPLED = {kind.name: kind for kind in SAMPLES}
"""Designs that are drawn, by name."""

DESIGNS = ("grid", "one_at_a_time", "table", *SAMPLED)

DEFAULT_SAMPLES = 1024


def designed(
    scenario: Scenario,
    over: Mapping[str, Any] | Iterable[str],
    kind: str = "grid",
    *,
    samples: int | None = None,
    seed: int | None = None,
) -> Design:
    """Return a design over paths of a scenario.

    Parameters
    ----------
    over
        What varies. In a grid, a list of what-ifs and a table each path has its values. In a sample it has its lowest
        and its highest value; None, or the paths alone, stand for the range held plausible, and "US.orders" for the
        whole mix of an actor. A list of what-ifs takes None for the ends of that range.
    kind
        A name from `DESIGNS`.
    samples
        How many points a sample has; for "saltelli" how many blocks, for "morris" how many trajectories.
    seed
        Of a sample; by default the scenario's.

    Raises
    ------
    InputError
        If there is no such kind, or something does not fit it.

    Examples
    --------
    >>> from tetrarchy import load
    >>> len(designed(load("us-russia-china"), {"p": (0, 1), "US.orders": None}, "saltelli", samples=64))
    256
    """
    if kind not in DESIGNS:
        raise InputError(unknown("design", kind, DESIGNS))
    asked = dict(over) if isinstance(over, Mapping) else dict.fromkeys([over] if isinstance(over, str) else over)
    if kind in SAMPLED:
        chosen = _whole("samples", DEFAULT_SAMPLES if samples is None else samples)
        return SAMPLED[kind](factors(scenario, asked), chosen, _whole("seed", scenario.seed if seed is None else seed))
    if samples is not None or seed is not None:
        raise InputError(f"a design of kind {kind} takes neither samples nor a seed: its points are listed")
    match kind:
        case "grid":
            return grid(scenario, _listed(kind, asked))
        case "table":
            return table(scenario, _listed(kind, asked))
        case _:
            return one_at_a_time(scenario, {path: _ends(scenario, path, own) for path, own in asked.items()})


def _whole(name: str, value: Any) -> int:
    try:
        return index(value)
    except TypeError:
        raise InputError(f"{name} must be a whole number, got {value!r}") from None


def _listed(kind: str, asked: Mapping[str, Any]) -> Mapping[str, Any]:
    for path, values in asked.items():
        if values is None:
            raise InputError(f"{path}: a {kind} needs the values that it takes, as in {path}=0:1:11")
    return asked


def _ends(scenario: Scenario, path: str, values: Any) -> Any:
    """Return the values given, or the ends of the range held plausible."""
    if values is not None:
        return values
    factor = factors(scenario, [path])[0]
    if len(factor.paths) > 1:
        raise InputError(f"{path}: a whole mix cannot be varied one at a time; name its shares")
    return (factor.low, factor.high)
