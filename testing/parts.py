"""The parts that an arena declares: each of its kind, and none that names what is not there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from keyword import iskeyword
from typing import Any

from ..games.actors import mix
from ..games.arena import Arena, Kind
from ..games.errors import InputError, unknown
from ..games.numbers import rounded, shown
from ..games.orders.rows import ORDER_NAMES
from ..games.parameters import Parameter
from ..games.stochastic.course import Course
from ..games.text.labels import Labels

Faults = Iterator[str]
"""What is wrong, in words, the first first."""


def faults_of_parts(arena: Arena) -> Faults:
    """Go through the faults of what an arena declares; those after the first may follow from it."""
    parts = (_kinds_of_parts, _words, _names, _ranges, _reference_types, _named_elsewhere, _private_kinds, _course)
    for faults in parts:
        yield from faults(arena)


def _kinds_of_parts(arena: Arena) -> Faults:
    for part, (fits, expected) in _PARTS.items():
        if not fits(given := getattr(arena, part)):
            yield f"{part}: expected {expected}, got {shown(given)}"
    for known in arena.parameters:
        for part in ("default", "low", "high"):
            if not isinstance(given := getattr(known, part), Fraction | int):
                yield f"{part} of {shown(known.name)}: expected a fraction or a whole number, got {shown(given)}"


def _list_of(kind: type) -> Callable[[Any], bool]:
    """Return what tells whether something is a list or a tuple of things of a kind."""
    return lambda given: isinstance(given, list | tuple) and all(isinstance(each, kind) for each in given)


def _table_of(kind: type) -> Callable[[Any], bool]:
    """Return what tells whether something is a table from names to lists of things of a kind."""
    return lambda given: (
        isinstance(given, Mapping)
        and all(isinstance(name, str) for name in given)
        and all(map(_list_of(kind), given.values()))
    )


_texts = _list_of(str)

_PARTS: Mapping[str, tuple[Callable[[Any], bool], str]] = {
    "players": (_texts, "a list of names"),
    "actions": (lambda given: isinstance(given, list | tuple) and all(map(_texts, given)), "a list of lists of names"),
    "parameters": (_list_of(Parameter), "a list of parameters"),
    "reference_types": (_list_of(object), "a list of orders or mixes of them"),
    "effects": (callable, "a function of the actions and the parameters"),
    "societies": (_texts, "a list of names"),
    "course": (lambda given: given is None or isinstance(given, Course), "a course, or None"),
    "kinds": (_table_of(Kind), "a table from players to lists of kinds"),
    "labels": (lambda given: isinstance(given, Labels), "labels"),
}


def _words(arena: Arena) -> Faults:
    spoken = {name: getattr(arena, name) for name in ("name", "title", "question", "source")}
    for known in arena.parameters:
        spoken |= {f"{part} of {known.name}": getattr(known, part) for part in ("name", "symbol", "meaning", "source")}
    for what, text in spoken.items():
        if not isinstance(text, str) or not text.strip():
            yield f"{what}: expected words, got {shown(text) if text else repr(text)}"


def _names(arena: Arena) -> Faults:
    if len(arena.players) != len(arena.actions) or not arena.players:
        yield f"expected a list of actions for each player, got {len(arena.actions)} for {len(arena.players)} players"
        return
    names = [label for known in arena.parameters for label in {known.name, known.symbol}]
    yield from _repeats("names and symbols of parameters", names)
    yield from _repeats("players", arena.players)
    for player, own in zip(arena.players, arena.actions, strict=True):
        yield from _repeats(f"actions of {player}", own)
        if not own:
            yield f"actions of {player}: expected at least one, got none"
    for label in (arena.name, *names):
        if not label.isidentifier() or iskeyword(label):
            yield f"expected a name of letters, digits and _, got {shown(label)}"
    if "one" in names:
        yield "a parameter is called 'one', as the number 1 is for the effects; expected another name"


def _repeats(what: str, names: Sequence[str]) -> Faults:
    if repeated := [name for name, times in Counter(names).items() if times > 1]:
        yield f"{what}: expected names that differ, got {repeated[0]} twice"
    if any(not name.strip() for name in names):
        yield f"{what}: expected names, got an empty one"


def _ranges(arena: Arena) -> Faults:
    for known in arena.parameters:
        low, high = rounded(known.low), rounded(known.high)
        least, most = known.bounds or (known.low, known.high)
        if not least <= known.low <= known.high <= most:
            within = f" within [{rounded(least)}, {rounded(most)}]" if known.bounds else ""
            yield f"range of {known.name}: expected low and high{within}, got {low} and {high}"
        elif not known.plausible(known.default):
            yield f"default of {known.name}: expected it in [{low}, {high}], got {rounded(known.default)}"


def _reference_types(arena: Arena) -> Faults:
    if len(arena.reference_types) not in (0, len(arena.players)):
        yield f"expected a reference type for each player or none, got {len(arena.reference_types)}"
    for player, own in zip(arena.players, arena.reference_types, strict=False):
        try:
            mix(own, ORDER_NAMES)
        except InputError as error:
            yield f"reference type of {player}: {error}"


def _named_elsewhere(arena: Arena) -> Faults:
    """Go through what societies and labels name that the arena does not have."""
    actions = dict(zip(arena.players, arena.actions, strict=True))
    players = (*arena.labels.players, *arena.labels.actions)
    outcomes = [(f"the outcome {shown(each.name)}", each.when) for each in arena.labels.outcomes]
    for what, named in (("societies", arena.societies), ("labels", players), *outcomes):
        yield from (f"{what}: {unknown('player', player, actions)}" for player in named if player not in actions)
    for what, named in (("labels", arena.labels.actions), *outcomes):
        for player, own in named.items():
            known = actions.get(player, own)
            yield from (f"{what}, {player}: {unknown('action', name, known)}" for name in own if name not in known)


def _private_kinds(arena: Arena) -> Faults:
    parameters = [known.name for known in arena.parameters]
    for player, own in arena.kinds.items():
        if player not in arena.players:
            yield f"kinds: {unknown('player', player, arena.players)}"
            continue
        actions = arena.actions[arena.players.index(player)]
        yield from _repeats(f"kinds of {player}", [kind.name for kind in own])
        if not arena.deciding_kinds(player):
            yield f"kinds of {player}: expected one that decides, got none"
        for place, kind in enumerate(own):
            if (place > 0 or kind.chance) and kind.chance not in parameters:
                yield f"chance of {shown(kind.name)}: {unknown('parameter', kind.chance, parameters)}"
            if kind.committed and kind.committed not in actions:
                yield f"what {shown(kind.name)} is committed to: {unknown('action', kind.committed, actions)}"


def _course(arena: Arena) -> Faults:
    if arena.course is None:
        return
    names = [known.name for known in arena.parameters]
    for what in ("parameter", "driver"):
        if (given := getattr(arena.course, what)) not in names:
            yield f"{what} of the course: {unknown('parameter', given, names)}"
