"""The games at the points of a sweep: many payoff tables at once, and which of them can be solved.

Some shares of a mix may vary together. Those that do not vary then keep their proportions and take what is left. Where
the shares that vary leave less than nothing, or all vary and do not sum to 1, the point lies off the simplex and has no
game. Nor has one at which a payoff is not finite, as where a formula divides by zero.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ....games.actors import Actor, UncertainActor
from ....games.arrays import Floats
from ....games.errors import InputError
from ....games.normal_form import NormalFormGame
from ....games.orders.rows import ORDER_NAMES
from ....games.scenario.paths import payoff_place
from ....games.scenario.scenario import Scenario

STATUSES = ("ok", "undefined", "off_simplex")
"""How the row of a point is called: solved, a payoff is not finite, shares do not fit."""

ON_SIMPLEX = 1e-9
"""By how much shares may miss a sum of 1."""


@dataclass(frozen=True, eq=False)
class Games:
    """B games of one shape.

    Attributes
    ----------
    values
        For each path that varies its values, shape (B,).
    payoffs
        Shape (n, m_1, .., m_n, B), games last; zeros where there is no game.
    status
        Numbers in `STATUSES`, shape (B,).
    chances
        How likely each player is there, shape (n, B): 1, and for a type of an actor the chance of it.
    """

    scenario: Scenario
    values: Mapping[str, Floats]
    payoffs: Floats
    status: NDArray[np.int32]
    chances: Floats

    def __len__(self) -> int:
        return len(self.status)

    @property
    def shape(self) -> tuple[int, ...]:
        """How many actions each player has."""
        return self.payoffs.shape[1:-1]

    def total(self, payoffs: Floats) -> Floats:
        """Return the sum of payoffs (n, .., B) over the players, in which types of an actor count by their chances."""
        between = (1,) * (payoffs.ndim - 2)
        return (payoffs * self.chances.reshape(len(payoffs), *between, -1)).sum(axis=0)


def games_at(scenario: Scenario, values: Mapping[str, Floats], count: int) -> Games:
    """Return the games at `count` points.

    Raises
    ------
    InputError
        If a value does not fit its path.
    """
    effective = {path: column for path, column in values.items() if not path.startswith("repeated.")}
    with np.errstate(all="ignore"):
        tables, misfits = _built(scenario, effective, count)
    defined = np.isfinite(tables.reshape(-1, count)).all(axis=0)
    status = np.where(misfits, 2, np.where(defined, 0, 1)).astype(np.int32)
    tables[..., status > 0] = 0
    return Games(scenario, values, tables, status, _chances(scenario, effective, count))


def _chances(scenario: Scenario, values: Mapping[str, Floats], count: int) -> Floats:
    if not scenario.incomplete:
        return np.ones((len(scenario.players), count))
    changed, _ = _replaced(scenario, values, count)
    return np.array([np.broadcast_to(np.asarray(each, dtype=np.float64), count) for each in changed.chances])


def games_last(scenario: Scenario, count: int) -> Floats:
    """Return the payoffs (n, m_1, .., m_n, count) of a scenario whose numbers are single or arrays of that length."""
    payoffs = scenario.payoffs().astype(np.float64)
    if payoffs.ndim == len(scenario.players) + 1:
        return np.repeat(payoffs[..., np.newaxis], count, axis=-1)
    return np.ascontiguousarray(np.moveaxis(payoffs, 0, -1))


def mix_of(path: str) -> str | None:
    """Return the mix, or the list of types, of which the number at a full path is a share; None where it is none.

    Examples
    --------
    >>> mix_of("actors.US.orders.liberal"), mix_of("actors.China.types.0.prior"), mix_of("game.parameters.pressure")
    ('actors.US.orders', 'actors.China.types', None)
    """
    match path.split("."):
        case ["actors", *place, "orders", _]:
            return ".".join(["actors", *place, "orders"])
        case ["actors", player, "types", _, "prior"]:
            return f"actors.{player}.types"
        case _:
            return None


def _built(scenario: Scenario, values: Mapping[str, Floats], count: int) -> tuple[Floats, NDArray[np.bool_]]:
    """Return the payoffs, and where shares do not fit.

    A formula that divides by zero at one point refuses all. The points are then halved until it is alone; it gets NaN.
    """
    changed, misfits = _replaced(scenario, values, count)
    try:
        return _payoffs(changed, values, count), misfits
    except InputError:
        if count == 1 or not values:
            return np.full((len(scenario.players), *map(len, scenario.actions), count), np.nan), misfits
    halves = (slice(None, count // 2), count // 2), (slice(count // 2, None), count - count // 2)
    parts = [_built(scenario, {path: own[rows] for path, own in values.items()}, size) for rows, size in halves]
    return np.concatenate([tables for tables, _ in parts], axis=-1), misfits


def _payoffs(scenario: Scenario, values: Mapping[str, Floats], count: int) -> Floats:
    if isinstance(scenario.game, NormalFormGame):
        tables = np.repeat(scenario.game.payoffs[..., np.newaxis], count, axis=-1)
        for path, column in values.items():
            if path.startswith("game.payoffs."):
                tables[payoff_place(scenario.game, path)] = column
        return tables
    return games_last(scenario, count)


def _replaced(scenario: Scenario, values: Mapping[str, Floats], count: int) -> tuple[Scenario, NDArray[np.bool_]]:
    """Return the scenario with the values in their places, and at which points the shares of a mix do not fit."""
    mixes: dict[str, dict[str, Floats]] = {}
    misfits = np.zeros(count, dtype=bool)
    for path, column in values.items():
        mix = mix_of(path)
        if mix is not None:
            mixes.setdefault(mix, {})[path] = column
        elif not path.startswith("game.payoffs."):
            scenario = scenario.replace({path: column})
    for mix, columns in mixes.items():
        scenario, misfit = _with_shares(scenario, mix, columns)
        misfits |= misfit
    return scenario, misfits


def _with_shares(scenario: Scenario, mix: str, columns: Mapping[str, Floats]) -> tuple[Scenario, NDArray[np.bool_]]:
    _, player, *place = mix.split(".")
    actor = scenario.actors[player]
    match actor, place:
        case Actor(), ["orders"]:
            shares, misfit = _completed(mix, actor.orders, columns)
            changed: Any = replace(actor, orders=shares)
        case UncertainActor(), ["types"]:
            priors = {f"{number}.prior": kind.prior for number, kind in enumerate(actor.types)}
            chances, misfit = _completed(mix, priors, columns)
            types = zip(actor.types, chances.values(), strict=True)
            changed = replace(actor, types=tuple(replace(kind, prior=chance) for kind, chance in types))
        case UncertainActor(), ["types", number, "orders"]:
            own = int(number)
            shares, misfit = _completed(mix, actor.types[own].orders, columns)
            kind = replace(actor.types[own], orders=shares)
            changed = replace(actor, types=(*actor.types[:own], kind, *actor.types[own + 1 :]))
        case _:
            raise InputError(f"{mix}: {player} has no such mix")
    return replace(scenario, actors={**scenario.actors, player: changed}), misfit


def _completed(
    mix: str, present: Mapping[str, Any], columns: Mapping[str, Floats]
) -> tuple[dict[str, Any], NDArray[np.bool_]]:
    """Return all shares of a mix of which some are given, and where they do not fit.

    Given the shares of all orders, the security state takes what they leave if it has a share; else they sum to 1.
    """
    given = {path.removeprefix(f"{mix}."): column for path, column in columns.items()}
    total = np.sum(list(given.values()), axis=0)
    rest = float(sum(share for name, share in present.items() if name not in given))
    if len(given) == len(present) or (rest == 0 and given.keys() >= set(ORDER_NAMES)):
        none = np.zeros_like(total)
        return {name: given.get(name, none) for name in present}, np.abs(total - 1) > ON_SIMPLEX
    if rest == 0:
        raise InputError(f"{mix}: no other share could take the rest; vary the whole mix, or give all of its shares")
    scale = np.maximum(1 - total, 0) / rest
    shares = {name: given[name] if name in given else float(share) * scale for name, share in present.items()}
    return shares, total > 1 + ON_SIMPLEX
