"""The dynamics that can be asked for by name, each a frozen value with its number as a field: "logit:precision=5".

Precision, intensity and mutation are pure numbers: they count payoffs in units of their spread, the highest less the
lowest payoff, as the precision of logit equilibria does. So what a dynamics does to a game does not depend on the unit
of payoffs.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields
from math import isfinite
from typing import ClassVar

from ...games.errors import InputError, unknown
from ...games.numbers import rounded
from ..options import read_options
from .dynamics import Dynamic, best_reply, imitation, logit, replicator, replicator_mutator


@dataclass(frozen=True)
class Replicator:
    """What does better than the mean grows; with `mutation`, a rate from 0, individuals turn into others too."""

    name: ClassVar[str] = "replicator"
    mutation: float = 0.0

    def __post_init__(self) -> None:
        _check("mutation", self.mutation)

    def velocity(self, spread: float = 1.0) -> Dynamic:
        """Return the dynamics for payoffs of this spread."""
        return replicator_mutator(self.mutation * spread) if self.mutation else replicator


@dataclass(frozen=True)
class Logit:
    """Who revises picks a strategy with odds that grow with its payoff; `precision` from 0 says how sharply."""

    name: ClassVar[str] = "logit"
    precision: float

    def __post_init__(self) -> None:
        _check("precision", self.precision)

    def velocity(self, spread: float = 1.0) -> Dynamic:
        """Return the dynamics for payoffs of this spread."""
        return logit(self.precision / spread)


@dataclass(frozen=True)
class BestReply:
    """Who revises picks the best strategy."""

    name: ClassVar[str] = "best_reply"

    def velocity(self, spread: float = 1.0) -> Dynamic:
        """Return the dynamics, which is the same for every spread of payoffs."""
        return best_reply


@dataclass(frozen=True)
class Imitation:
    """Who meets a better strategy takes it over, the more surely the larger `intensity`, from 0."""

    name: ClassVar[str] = "imitation"
    intensity: float

    def __post_init__(self) -> None:
        _check("intensity", self.intensity)

    def velocity(self, spread: float = 1.0) -> Dynamic:
        """Return the dynamics for payoffs of this spread."""
        return imitation(self.intensity / spread)


ChosenDynamic = Replicator | Logit | BestReply | Imitation

DYNAMICS: Mapping[str, type[ChosenDynamic]] = {kind.name: kind for kind in (Replicator, Logit, BestReply, Imitation)}
"""Every dynamics by its name."""


def dynamic_named(text: str) -> ChosenDynamic:
    """Return the dynamics of a name with its number, such as "logit:precision=5" or "best_reply".

    Raises
    ------
    InputError
        If there is no such dynamics or option, the number that it needs is missing, or it is not from 0.

    Examples
    --------
    >>> dynamic_named("logit:precision=5"), dynamic_named("replicator")
    (Logit(precision=5.0), Replicator(mutation=0.0))
    """
    name, _, written = text.partition(":")
    if name not in DYNAMICS:
        raise InputError(unknown("dynamic", name, DYNAMICS))
    kind = DYNAMICS[name]
    options = read_options(kind, written) if written else {}
    for field in fields(kind):
        if field.default is MISSING and field.name not in options:
            raise InputError(f"{name} needs its {field.name}: write {name}:{field.name}=5, or another number from 0")
    return kind(**options)


def _check(what: str, value: float) -> None:
    if not (isfinite(value) and value >= 0):
        raise InputError(f"{what} must be a number from 0, got {rounded(value)}")
