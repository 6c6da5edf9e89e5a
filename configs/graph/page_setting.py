"""What was set on the page of a conflict: the state of today, and what players prefer, by numbers counted from 1.

A ranking is the numbers of the states, best first, as in "5>6=7>1", where = stands between equally good ones.
Statements are told by their numbers, the most important first, as in "2>-1": with - the contrary counts, and what is
not named does not count.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from ...games.errors import InputError, unknown
from ...games.graph.graph_game import GraphGame
from ...games.numbers import shown

TODAY = "status_quo"

_RANKING = re.compile(r"\d{1,9}(?:[>=]\d{1,9})*")
_STATEMENTS = re.compile(r"-?\d{1,9}(?:>-?\d{1,9})*")


def with_conflict_setting(values: Mapping[str, Any], setting: Mapping[str, str], game: GraphGame) -> dict[str, Any]:
    """Return the plain values of a scenario with another state of today, and other preferences.

    Raises
    ------
    InputError
        If there is no such player, state or statement, or something is named twice or left out.
    """
    players = {f"preferences.{player}": player for player in game.players}
    preferences = dict(values["game"]["preferences"])
    today: dict[str, Any] = {}
    for key, text in setting.items():
        if key == TODAY:
            today = {TODAY: _today(game, text)}
        elif key in players:
            preferences[players[key]] = _preference(game, players[key], text, key)
        else:
            raise InputError(unknown("part", key, [TODAY, *players]))
    return {**values, **today, "game": {**values["game"], "preferences": preferences}}


def _today(game: GraphGame, text: str) -> Any:
    count = game.model.n_states
    if not re.fullmatch(r"\d{1,9}", text) or not 1 <= int(text) <= count:
        raise InputError(f"{TODAY}: a state is a number from 1 to {count}, got {shown(text)}")
    return replace(game, status_quo=int(text) - 1).today


def _preference(game: GraphGame, player: str, text: str, key: str) -> dict[str, Any]:
    if wishes := game.wishes.get(player):
        found = [int(number) for number in text.split(">")] if _STATEMENTS.fullmatch(text) else []
        sizes = {abs(number) for number in found}
        if not found or len(sizes) < len(found) or not sizes <= {*range(1, len(wishes) + 1)}:
            wanted = f"numbers of statements from 1 to {len(wishes)}, each at most once, such as 2>-1"
            raise InputError(f"{key}: expected {wanted}, got {shown(text)}")
        texts = [(wishes[abs(number) - 1].text, number) for number in found]
        return {"statements": [own if number > 0 else f"not ({own})" for own, number in texts]}
    classes = [tied.split("=") for tied in text.split(">")] if _RANKING.fullmatch(text) else []
    count = game.model.n_states
    if sorted(int(number) for tied in classes for number in tied) != [*range(1, count + 1)]:
        wanted = f"the numbers of the states from 1 to {count}, each once, such as 2>1=3"
        raise InputError(f"{key}: expected {wanted}, got {shown(text)}")
    ranked = [[_state(game, int(number) - 1) for number in tied] for tied in classes]
    return {"ranking": [tied[0] if len(tied) == 1 else tied for tied in ranked]}


def _state(game: GraphGame, state: int) -> Any:
    if game.form is None:
        return game.model.states[state]
    taken = zip(game.form.names, game.form.taken[:, state], strict=True)
    return [name for name, own in taken if own]
