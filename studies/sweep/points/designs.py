"""Every kind of design by its name, built from paths and what they take."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ....games.errors import InputError, unknown
from ....games.scenario.scenario import Scenario
from .design import Design
from .drawn import LatinHypercube, Morris, Random, Saltelli, Sobol
from .listed import Grid, OneAtATime, PointTable

DESIGNS: dict[str, type[Design]] = {
    kind.name: kind for kind in (Grid, OneAtATime, PointTable, Random, LatinHypercube, Sobol, Saltelli, Morris)
}


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
    asked = dict(over) if isinstance(over, Mapping) else dict.fromkeys([over] if isinstance(over, str) else over)
    return design_kind(kind).of(scenario, asked, samples, seed)


def usual_design(samples: int | None) -> str:
    """Return the name of the design that is taken where none is named."""
    return "grid" if samples is None else "sobol"


def design_kind(name: str) -> type[Design]:
    """Return a kind of design by its name.

    Raises
    ------
    InputError
        If there is none of that name.
    """
    if name not in DESIGNS:
        raise InputError(unknown("design", name, DESIGNS))
    return DESIGNS[name]
