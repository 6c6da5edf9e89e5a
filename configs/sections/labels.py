"""The `[labels]` of a scenario file: what readers call players, actions and outcomes, checked place by place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from ...games.text.labels import ActionLabel, Labels, OutcomeLabel, PlayerLabel, plain, with_article
from ..faults import Faults, Path
from ..schema import LabelsSection

Menus = Mapping[str, Sequence[str]]
"""Each player's actions."""


def read_labels(section: LabelsSection, menus: Menus, faults: Faults) -> Labels:
    """Return the labels that a section gives to the players of a game and their actions; faults are noted."""
    for table in ("players", "actions", "verbs", "does"):
        for player in getattr(section, table):
            faults.check_known("player", player, menus, ("labels", table, player), at_key=True)
    for place, player in enumerate(section.plural):
        faults.check_known("player with a name", player, section.players, ("labels", "plural", place))
    spoken = {name: with_article(label) for name, label in section.players.items()}
    players = {name: PlayerLabel(label, name in section.plural) for name, label in spoken.items()}
    actions = {player: _actions(player, names, section, faults) for player, names in menus.items()}
    outcomes = tuple(_outcome(name, when, menus, faults) for name, when in section.outcomes.items())
    return Labels(players, {player: own for player, own in actions.items() if own}, outcomes)


def _actions(player: str, names: Sequence[str], section: LabelsSection, faults: Faults) -> dict[str, ActionLabel]:
    """Return the labels of a player's actions; one that has a verb alone keeps its name as its label."""
    tables = {table: getattr(section, table).get(player, {}) for table in ("actions", "verbs", "does")}
    for table, own in tables.items():
        for action in own:
            place = ("labels", table, player, action)
            faults.check_known(f"action of {player}", action, names, place, at_key=True)
    told, verbs, does = tables.values()
    found = {
        name: ActionLabel(told.get(name, plain(name)), _verb(name, told, verbs), does.get(name, ""))
        for name in names
        if any(name in table for table in tables.values())
    }
    for label, count in Counter(each.label for each in found.values()).items():
        if count > 1:
            faults.add(("labels", "actions", player), f"two actions of {player} are called {label!r}: they must differ")
    return found


def _verb(name: str, told: Mapping[str, str], verbs: Mapping[str, str]) -> str:
    return verbs.get(name) or told.get(name) or f"play {plain(name)}"


def _outcome(name: str, when: Mapping[str, str | list[str]], menus: Menus, faults: Faults) -> OutcomeLabel:
    path: Path = ("labels", "outcomes", name)
    if not when:
        faults.add(path, "must say in which outcomes: an action, or a list of them, for at least one player")
    meant = {player: (told,) if isinstance(told, str) else tuple(told) for player, told in when.items()}
    for player, actions in meant.items():
        if faults.check_known("player", player, menus, (*path, player), at_key=True):
            for action in actions:
                faults.check_known(f"action of {player}", action, menus[player], (*path, player))
    return OutcomeLabel(name, meant)
