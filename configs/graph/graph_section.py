"""The `[game]` section of kind "graph": a conflict of options, or of states and moves, checked place by place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from ...games.errors import InputError
from ...games.graph.graph_game import GraphGame, View
from ...games.graph.graph_model import GraphModel
from ...games.graph.moves import Moves, arcs_between, simplest
from ...games.graph.option_form import OptionForm, Way
from ...games.graph.statements import Statement
from ...games.numbers import shown
from ..faults import Faults, Path
from ..problems import TextError
from ..schema import GraphSection, PreferenceSection
from .preferences import Preference, PreferenceReader
from .statements import NAME, parse_statement
from .states import NamedStates, OptionStates, States, read_status_quo


def read_graph(section: GraphSection, written: Mapping[str, Any], status_quo: Any, faults: Faults) -> GraphGame | None:
    """Return the conflict that a section describes, or None with its faults noted.

    Parameters
    ----------
    written
        The plain values of the section.
    status_quo
        What the file says of the state of today.
    """
    before = faults.noted
    states, players, controls = _options(section, faults) if section.options is not None else _states(section, faults)
    if states is None:
        return None
    today = read_status_quo(status_quo, states, players)
    found = {name: _preference(name, section, states, faults) for name in players}
    _check_players(section.preferences, players, faults)
    known = {name: own for name, own in found.items() if own is not None}
    if len(known) < len(players):
        return None
    standing = np.array([own.standing for own in known.values()])
    views = _views(section, states, players, standing, faults)
    if faults.noted > before:
        return None
    model = GraphModel.ranked(
        players,
        states.names,
        controls,
        standing,
        unknown=[own.unknown for own in known.values()],
        cuts=[own.cuts for own in known.values()],
        choices=states.form.choices if isinstance(states, OptionStates) else None,
    )
    form = states.form if isinstance(states, OptionStates) else None
    wishes = {name: own.wishes for name, own in known.items() if own.wishes}
    return GraphGame(model, form, wishes, views, today, written)


Parts = tuple[States | None, tuple[str, ...], tuple[Moves, ...]]


def _options(section: GraphSection, faults: Faults) -> Parts:
    """Return the states, players and moves of a conflict of options."""
    for name in ("states", "moves"):
        if getattr(section, name) is not None:
            faults.add(("game", name), "follow from the options: give either options or states and moves", at_key=True)
    before, options = faults.noted, section.options or {}
    _check_options(options, faults)
    if faults.noted > before:
        return None, (), ()
    names = [f"{player}.{option}" for player, own in options.items() for option in own]
    infeasible = [_pattern(text, names, ("game", "infeasible", k), faults) for k, text in enumerate(section.infeasible)]
    ways = [_one_way(entry, names, ("game", "irreversible", k), faults) for k, entry in enumerate(section.irreversible)]
    try:
        form = OptionForm(
            {player: tuple(own) for player, own in options.items()},
            tuple(pattern for pattern in infeasible if pattern is not None),
            dict(way for way in ways if way is not None),
        )
    except InputError as error:
        faults.add(("game", "options"), str(error))
        return None, (), ()
    if not len(form.codes):
        faults.add(("game", "infeasible"), "leave no state: every combination of options matches a pattern")
        return None, (), ()
    return OptionStates(form, faults), tuple(options), form.moves()


def _check_options(options: Mapping[str, Sequence[str]], faults: Faults) -> None:
    if not any(options.values()):
        faults.add(("game", "options"), "expected at least one option, got none")
    expected = "expected letters, digits, _ and -, a letter first"
    for player, own in options.items():
        if not re.fullmatch(NAME, player):
            faults.add(("game", "options", player), f"{expected}, got {shown(player)}", at_key=True)
        for place, option in enumerate(own):
            path = ("game", "options", player, place)
            if not re.fullmatch(NAME, option):
                faults.add(path, f"{expected}, got {shown(option)}")
            elif option in own[:place]:
                faults.add(path, f"duplicate option {option!r}: names must differ")


def _pattern(text: str, names: Sequence[str], path: Path, faults: Faults) -> Statement | None:
    try:
        return parse_statement(text, names)
    except TextError as error:
        faults.add(path, error.message, column=error.column)
        return None


def _one_way(entry: Any, names: Sequence[str], path: Path, faults: Faults) -> tuple[int, Way] | None:
    """Return an option that is not free to be taken and dropped, and once in which state it stays so."""
    match entry:
        case str() as name:
            once, where = "taken", path
        case {"option": str() as name, "once": "taken" | "dropped" as once, **more} if not more:
            where = (*path, "option")
        case _:
            faults.add(path, f'expected an option, or {{ option = "..", once = "dropped" }}, got {shown(entry)}')
            return None
    if not faults.check_known("option", name, names, where):
        return None
    return names.index(name), "taken" if once == "taken" else "dropped"


def _states(section: GraphSection, faults: Faults) -> Parts:
    """Return the states, players and moves of a conflict in which these are written out."""
    for name in ("infeasible", "irreversible"):
        if getattr(section, name):
            faults.add(("game", name), "is said of options, and this conflict has none", at_key=True)
    if section.states is None or section.moves is None:
        noted = {fault.path[:2] for fault in faults.found}
        if noted.isdisjoint({("game", "options"), ("game", "states"), ("game", "moves")}):
            faults.add(("game",), "expected options, or states and moves")
        return None, (), ()
    before, names, players = faults.noted, section.states, tuple(section.moves)
    for place, name in enumerate(names):
        if name in names[:place]:
            faults.add(("game", "states", place), f"duplicate state {name!r}: names must differ")
    if not names:
        faults.add(("game", "states"), "expected at least one state, got none")
    if not players:
        faults.add(("game", "moves"), "expected the moves of at least one player, got none")
    if faults.noted > before:
        return None, (), ()
    states = NamedStates(names, faults)
    return states, players, tuple(_moves(player, section.moves[player], states) for player in players)


def _moves(player: str, pairs: Sequence[Sequence[str]], states: NamedStates) -> Moves:
    sources: list[int] = []
    targets: list[int] = []
    for place, pair in enumerate(pairs):
        path = ("game", "moves", player, place)
        one, other = (states.number(name, (*path, end)) for end, name in enumerate(pair))
        if one is not None and one == other:
            states.faults.add(path, f"a move leads to another state, got {pair[0]} twice")
        elif one is not None and other is not None:
            sources.append(one)
            targets.append(other)
    return simplest(arcs_between(len(states.names), np.array(sources, np.int64), np.array(targets, np.int64)))


def _check_players(named: Iterable[str], players: Sequence[str], faults: Faults) -> None:
    """Note preferences of nobody, but not of a player whose moves or options could not be read."""
    unread = {fault.path[2] for fault in faults.found if fault.path[:1] == ("game",) and len(fault.path) > 2}
    for name in named:
        if name not in unread:
            faults.check_known("player", name, players, ("game", "preferences", name), at_key=True)


def _preference(player: str, section: GraphSection, states: States, faults: Faults) -> Preference | None:
    path: Path = ("game", "preferences", player)
    if player not in section.preferences:
        if not any(fault.path[:3] == path or fault.path == path[:2] for fault in faults.found):
            faults.add(("game", "preferences"), f"must say what every player prefers; {player} is missing")
        return None
    return PreferenceReader(states, faults).read(section.preferences[player], path)


def _views(
    section: GraphSection, states: States, players: Sequence[str], standing: Any, faults: Faults
) -> dict[str, View]:
    views: dict[str, View] = {}
    for viewer, seen in section.views.items():
        if faults.check_known("player", viewer, players, ("game", "views", viewer), at_key=True):
            found = _view(viewer, seen, states, players, standing, faults)
            if found is not None:
                views[viewer] = found
    return views


def _view(
    viewer: str,
    seen: Mapping[str, PreferenceSection],
    states: States,
    players: Sequence[str],
    standing: Any,
    faults: Faults,
) -> View | None:
    """Return how a player sees a conflict: what it says of nobody is as it is."""
    path: Path = ("game", "views", viewer)
    reader = PreferenceReader(states, faults, view=True)
    own = np.array(standing)
    left_out: set[frozenset[int]] = set()
    before = faults.noted
    for player, preference in seen.items():
        if faults.check_known("player", player, players, (*path, player), at_key=True):
            found = reader.read(preference, (*path, player))
            if found is not None:
                own[players.index(player)] = found.standing
                left_out.add(frozenset(np.flatnonzero(found.standing < 0).tolist()))
    if len(left_out) > 1:
        faults.add(path, "its rankings must leave out the same states: those that it overlooks", at_key=True)
    if faults.noted > before:
        return None
    overlooked = next(iter(left_out), frozenset())
    return View(np.maximum(own, 0).astype(np.int32), overlooked)
