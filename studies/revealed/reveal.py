"""What is done, put to the model: whether it is an equilibrium, and what those who do it must seek.

For each of several scenarios of one arena: whether its status quo is an equilibrium at its numbers and in which share
of the worlds around it, beside the placebo, and whether what was done in the others would be one under its inputs too.
For one player, the mixes of liberals, mercantilists and security state under which it would do what it does, and over
the draws how much of a security state its conduct reveals beside the one and beside the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np

from ...games.arrays import Floats
from ...games.errors import InputError, expect, whole_number
from ...games.orders.codings import CODINGS
from ...games.orders.rows import ROW_NAMES, SECURITY_STATE
from ...games.population import ParametricGame
from ...games.scenario.given import scenario_of
from ...games.scenario.scenario import Scenario
from ...games.text.shown import Shown
from ...solvers.best_replies import pure_equilibria
from ..claims.worlds.arena_worlds import Worlds
from ..claims.worlds.draws import blocks
from .revealed_mixes import Mix, RevealedMixes, check_asked, revealed_mixes
from .scenario_worlds import ScenarioModel

FACTIONS = ("liberal", "mercantilist", SECURITY_STATE.name)
QUANTILES = (0.05, 0.5, 0.95)


@dataclass(frozen=True)
class Standing:
    """Whether what is done in a scenario is an equilibrium.

    Attributes
    ----------
    stable
        Whether it is one at the scenario's numbers.
    margin
        By how much the player asked about does better than with its next best action; negative where it does not.
    others
        The other pure equilibria.
    share, placebo
        In which share of the worlds around it is one, under the theory and with the orders' rows changing places.
    crossed
        The same for what is done in each of the other scenarios, by source.
    codings
        Whether it is an equilibrium at the scenario's mixes and inputs under each coding of the orders, by name, the
        scenario's own first.
    """

    scenario: Scenario
    stable: bool
    margin: Fraction
    others: tuple[tuple[str, ...], ...]
    share: float
    placebo: float
    crossed: Mapping[str, tuple[float, float]]
    codings: Mapping[str, bool]


@dataclass(frozen=True)
class LeastShare:
    """How much of a security state is revealed beside an order, over the draws.

    `beside` is the order; `possible` the share of worlds in which some mix of the two will do; `quantiles` the 5%, 50%
    and 95% points of the least share of the security state in those worlds, None where there are none.
    """

    beside: str
    possible: float
    quantiles: tuple[float, ...] | None


@dataclass(frozen=True)
class Conduct:
    """What one player must seek for what it does in a scenario to be its best reply.

    Attributes
    ----------
    factions, all_rows
        The exact sets, over liberals, mercantilists and security state, and over all rows of the value matrix.
    least
        Over the draws, beside liberals and beside mercantilists.
    unexplained
        The share of worlds in which no mix of liberals and mercantilists will do.
    rivals
        The exact set over all rows under each rival coding, by name.
    given
        The mix that the scenario gives the player, over all rows.
    """

    scenario: Scenario
    factions: RevealedMixes
    all_rows: RevealedMixes
    least: tuple[LeastShare, ...]
    unexplained: float
    rivals: Mapping[str, RevealedMixes]
    given: Mix


@dataclass(frozen=True, repr=False)
class Revealed(Shown):
    """What was asked of some scenarios and a player of theirs, over so many draws."""

    player: str
    samples: int
    seed: int
    standings: tuple[Standing, ...]
    conduct: tuple[Conduct, ...]


def reveal(
    scenarios: Scenario | Sequence[Scenario], player: str | None = None, samples: int = 4000, seed: int = 0
) -> Revealed:
    """Tell whether what is done in some scenarios of one arena is an equilibrium, and what it reveals.

    Parameters
    ----------
    scenarios
        One or more scenarios of the same arena, each with a status quo and players of known types.
    player
        Whose conduct is looked into; the first player where left out.
    samples, seed
        The worlds drawn around each scenario: parameters that it does not hold, and the value matrix.

    Raises
    ------
    InputError
        If there are no scenarios, or two of one source or of different arenas, if `samples` or `seed` is out of range,
        or if such a question cannot be asked of one of the scenarios.
    """
    expect(scenarios, (Scenario, Iterable), "a scenario or a list of scenarios")
    asked = (scenarios,) if isinstance(scenarios, Scenario | str) else tuple(scenarios)
    samples, seed = whole_number("samples", samples, 1), whole_number("seed", seed, 0)
    asked = tuple(map(scenario_of, asked))
    _check_apart(asked)
    named = asked[0].players[0] if player is None else player
    for each in asked:
        check_asked(each, named)
    return Revealed(
        named,
        samples,
        seed,
        tuple(_standing(each, asked, named, samples, seed) for each in asked),
        tuple(_conduct(each, named, samples, seed) for each in asked),
    )


def _check_apart(asked: Sequence[Scenario]) -> None:
    """Refuse scenarios that cannot be set beside each other."""
    if not asked:
        raise InputError("expected one scenario or more, got none")
    sources = [each.source for each in asked]
    for source in sources:
        if sources.count(source) > 1:
            raise InputError(f"{source} is given twice; scenarios are told apart by where they are from")
    if len({each.game.arena.name for each in asked if isinstance(each.game, ParametricGame)}) > 1:
        raise InputError("scenarios of different arenas cannot be set beside each other")


def _standing(scenario: Scenario, asked: Sequence[Scenario], player: str, samples: int, seed: int) -> Standing:
    today = tuple(scenario.status_quo[name] for name in scenario.players)
    stable = {name: _pure_equilibria(own) for name, own in _under_codings(scenario)}
    profiles = stable[scenario.coding.name]
    place = scenario.players.index(player)
    mixed = _given(scenario, player)
    advantages = revealed_mixes(scenario, player).advantages.values()
    done = {each.source: tuple(each.status_quo[name] for name in scenario.players) for each in asked}
    shares = shares_of_worlds(scenario, done, samples, seed)
    return Standing(
        scenario,
        today in profiles,
        min(sum((share * each for share, each in zip(mixed, own, strict=True)), Fraction(0)) for own in advantages)
        if len(scenario.actions[place]) > 1
        else Fraction(0),
        tuple(profile for profile in profiles if profile != today),
        *shares.pop(scenario.source),
        shares,
        {name: today in found for name, found in stable.items()},
    )


def _pure_equilibria(scenario: Scenario) -> list[tuple[str, ...]]:
    game = scenario.build()
    stable = pure_equilibria(game.exact)
    return [game.name_profile(tuple(place)) for place in np.argwhere(stable).tolist()]


def _under_codings(scenario: Scenario) -> Iterator[tuple[str, Scenario]]:
    """Give a scenario as it is, and under each rival coding of the orders, by name."""
    yield scenario.coding.name, scenario
    for name, each in CODINGS.items():
        if each is not scenario.coding:
            yield name, scenario.replace({"orders": name})


def _given(scenario: Scenario, player: str) -> Mix:
    """Return the mix that a scenario gives a player, over all rows."""
    return tuple(scenario.actors[player].orders[row] for row in ROW_NAMES)  # type: ignore[union-attr]


def shares_of_worlds(
    scenario: Scenario, done: Mapping[str, tuple[str, ...]], samples: int, seed: int
) -> dict[str, tuple[float, float]]:
    """Return in which share of worlds around a scenario each profile is an equilibrium: theory, placebo."""
    model, counts = ScenarioModel(scenario), {source: [0, 0] for source in done}
    for draws in blocks(scenario.coding, seed, samples):
        for arm, worlds in enumerate(map(model.worlds, (draws, replace(draws, arm="labels")))):
            for source, profile in done.items():
                counts[source][arm] += int(worlds.nash(*profile).sum())
    return {source: (theory / samples, placebo / samples) for source, (theory, placebo) in counts.items()}


def _conduct(scenario: Scenario, player: str, samples: int, seed: int) -> Conduct:
    spans = {order: [] for order in FACTIONS[:2]}
    unexplained = 0
    for draws in blocks(scenario.coding, seed, samples):
        advantages = _advantages(ScenarioModel(scenario).worlds(draws), scenario, player)
        for place, order in enumerate(FACTIONS[:2]):
            spans[order].append(_least_share(advantages[:, :, [place, 2]]))
        unexplained += int(np.isnan(_least_share(advantages[:, :, [0, 1]])).sum())
    rivals = list(_under_codings(scenario))[1:]
    return Conduct(
        scenario,
        revealed_mixes(scenario, player, FACTIONS),
        revealed_mixes(scenario, player),
        tuple(_told(order, np.concatenate(found)) for order, found in spans.items()),
        unexplained / samples,
        {name: revealed_mixes(rival, player) for name, rival in rivals},
        _given(scenario, player),
    )


def _advantages(worlds: Worlds, scenario: Scenario, player: str) -> Floats:
    """Return by how much what a player does beats each other action by each faction's row, shape (B, others, 3)."""
    place = scenario.players.index(player)
    against = tuple(scenario.status_quo[name] for k, name in enumerate(scenario.players) if k != place)
    today = scenario.actions[place].index(scenario.status_quo[player])
    worth = np.stack([worlds.given(**{player: row}).own_payoffs(player, against) for row in FACTIONS], axis=-1)
    return worth[:, [today]] - np.delete(worth, today, axis=1)


def _least_share(advantages: Floats) -> Floats:
    """Return the least share of the second of two rows with which no other action is better; nan where none is.

    `advantages` has shape (B, others, 2), the result shape (B,).
    """
    first, second = advantages[..., 0], advantages[..., 1]
    slope = second - first
    with np.errstate(divide="ignore", invalid="ignore"):
        crossing = -first / slope
    lowest = np.where(slope > 0, crossing, 0).max(axis=1, initial=0)
    highest = np.where(slope < 0, crossing, 1).min(axis=1, initial=1)
    never = ((slope == 0) & (first < 0)).any(axis=1)
    return np.where((lowest <= highest) & ~never, lowest, np.nan)


def _told(order: str, least: Floats) -> LeastShare:
    found = least[~np.isnan(least)]
    quantiles = tuple(np.quantile(found, QUANTILES).tolist()) if len(found) else None
    return LeastShare(order, len(found) / len(least), quantiles)
