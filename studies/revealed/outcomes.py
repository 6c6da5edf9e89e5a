"""An outcome as a user names it: an action for each player, by default what is done today."""

from __future__ import annotations

from collections.abc import Mapping

from ...games.arena import ArenaGame
from ...games.errors import InputError, expect, unknown
from ...games.normal_form import PureProfile
from ...games.scenario.scenario import Scenario

GivenOutcome = Mapping[str, str] | str
"""An action for each player, by name; or a text such as "US=dual_pressure,Russia=entente,China=entente"."""


def read_outcome(scenario: Scenario, outcome: GivenOutcome | None = None) -> PureProfile:
    """Return an outcome as action numbers of the scenario's players; what is done today where nothing is given.

    Where a player may be of several types, its action is that of each type, unless a type has one of its own.

    Raises
    ------
    InputError
        If there is no status quo, or the outcome names no profile: a player or an action that there is not, a player
        twice or not at all.
    """
    if outcome is None:
        named: Mapping[str, str] = scenario.today()
        if not named:
            raise InputError(f"{scenario.title}: it has no status_quo; say which outcome, as in {_form(scenario)}")
    else:
        given = _parts(outcome, scenario) if isinstance(outcome, str) else outcome
        named = _by_player(scenario, given)
    pairs = zip(scenario.players, scenario.actions, strict=True)
    return tuple(own.index(named[player]) for player, own in pairs)


def _parts(text: str, scenario: Scenario) -> dict[str, str]:
    parts: dict[str, str] = {}
    for part in _split(text):
        player, mark, action = (each.strip() for each in part.partition("="))
        if not (player and mark and action):
            raise InputError(f"outcome {text}: expected {_form(scenario)}, got {part.strip() or 'nothing'!r}")
        if player in parts:
            raise InputError(f"outcome {text}: {player} is given twice")
        parts[player] = action
    return parts


def _split(text: str) -> list[str]:
    """Return the parts of a text between commas, those without a "=" with the one before: actions may hold commas."""
    parts: list[str] = []
    for part in text.split(","):
        if parts and part.strip() and "=" not in part:
            parts[-1] += f",{part}"
        else:
            parts.append(part)
    return parts


def _by_player(scenario: Scenario, given: Mapping[str, str]) -> dict[str, str]:
    """Return an action for each player that there is."""
    bases = _bases(scenario)
    known = [*dict.fromkeys([*bases.values(), *bases])]
    expect(given, Mapping, "an action for each player, as text or a table")
    for player in given:
        if player not in known:
            raise InputError(f"outcome: {unknown('player', player, known)}")
    named = {player: given.get(player, given.get(base)) for player, base in bases.items()}
    for player, own in zip(scenario.players, scenario.actions, strict=True):
        action = named[player]
        if action is None:
            raise InputError(f"outcome: {bases[player]} is missing; expected {_form(scenario)}")
        if action not in own:
            raise InputError(f"outcome: {unknown(f'action of {bases[player]}', action, own)}")
    return {player: action for player, action in named.items() if action is not None}


def _bases(scenario: Scenario) -> dict[str, str]:
    """Return for each player of the game the one that a user names: itself, or that of which it is a type."""
    if not isinstance(scenario.game, ArenaGame):
        return {player: player for player in scenario.players}
    return {agent.name: scenario.game.players[agent.player] for agent in scenario.agents}


def _form(scenario: Scenario) -> str:
    bases = _bases(scenario)
    firsts = {bases[player]: own[0] for player, own in zip(scenario.players, scenario.actions, strict=True)}
    return ",".join(f"{player}={action}" for player, action in firsts.items())
