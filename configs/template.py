"""A commented scenario file for an arena, for an arena of one's own, or for a conflict, to be edited."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

from ..games.actors import describe
from ..games.arena import Arena
from ..games.arenas import ARENAS, POPULATIONS
from ..games.dimensions import DIMENSIONS, WRITTEN_NAMES
from ..games.errors import InputError, unknown
from ..games.numbers import read_fraction, rounded
from ..games.orders.rows import ORDER_NAMES, ROWS
from ..games.parameters import Family
from ..games.population import PopulationArena
from ..games.scenario.resolved import plain_number
from ..games.text.visible import visible
from ..games.world.catalogue import MAIN_WINDOW
from ..studies.installed import find_arena, installed_arenas
from ..studies.scenario.derived import DERIVED
from .world.catalogue import actor, mix_named

_CUSTOM_PLAYERS = ("EU", "US")
_CUSTOM_ACTIONS = (("follow", "autonomy"), ("commit", "withdraw"))

_CUSTOM_PARAMETERS = """\
[game]
kind = "custom"
players = ["EU", "US"]
actions = [["follow", "autonomy"], ["commit", "withdraw"]]  # a list for each player

# The numbers to vary: --set cost=0.5, --over c=0:1:101. Symbol, unit and source can be left out.
[game.parameters]
cost = { symbol = "c", default = 0.3, low = 0.1, high = 0.6, meaning = "price of autonomy", source = "a judgement" }
exposure = { default = 0.6, low = 0.3, high = 0.9, meaning = "security lost by an ally left alone" }
burden = { default = 0.2, low = 0.1, high = 0.5, meaning = "what commitment costs" }

# What an outcome does to each player, -1 to 1 along each dimension of value, 0 where nothing is said:"""

_CUSTOM_CONSEQUENCES = """\
# relative_gain, own gain minus the mean of the others', follows by itself. An effect is a number, or a formula of the
# parameters with + - * / ** and parentheses. All entries whose `when` matches an outcome add up; a player that `when`
# leaves out may play anything, and EU = ["follow", "autonomy"] would mean either.
[[game.consequences]]
when = { EU = "autonomy" }
EU = { gain = "-cost", autonomy = 0.4 }

[[game.consequences]]
when = { US = "commit" }
US = { gain = "-burden", primacy = 0.3 }

[[game.consequences]]
when = { EU = "follow", US = "withdraw" }
EU = { security = "-exposure" }

[[game.consequences]]
when = { EU = "autonomy", US = "withdraw" }
EU = { security = "-exposure / 2" }
"""

_CONFLICT = """\
# What each has taken today; left out, nothing is said of ways from the status quo.
status_quo = { Buyer = [], Supplier = ["deliver"] }

[game]
kind = "graph"
infeasible = ["Supplier.deliver and Supplier.cut_off"]  # statements that are true of no state
irreversible = ["Buyer.build_terminal"]  # taken for good; { option = "..", once = "dropped" } the other way

# Who can do what: any of these options, or none.
[game.options]
Buyer = ["build_terminal", "sanction"]
Supplier = ["deliver", "cut_off"]

# What each would like, the most important first: options as PLAYER.OPTION, not and or if iff, parentheses.
[game.preferences.Buyer]
statements = [
    "not Supplier.cut_off",
    "Supplier.deliver",
    "Buyer.sanction if Supplier.cut_off",
    "not Buyer.build_terminal",
    "not Buyer.sanction",
]
# red_lines = 1                         what so many of the first decide is greatly preferred
# A statement that ends in " ?": it is not known whether it is liked.

[game.preferences.Supplier]
statements = [
    "Supplier.cut_off if Buyer.build_terminal",
    "not Buyer.sanction",
    "Supplier.deliver",
    "not Buyer.build_terminal",
]
# or: weights = { "Supplier.deliver" = 2, "Buyer.sanction" = -3 }
# or: ranking = [["Supplier.deliver"], [], ...]  states by the options taken, best first; a nested list is a tie

# What one takes the other to like, where it is mistaken:
# [game.views.Buyer.Supplier]
# statements = ["Supplier.cut_off"]
"""


_CUSTOM_LABELS = """
# What readers call players, and actions as infinitives; what has no label goes by its name above.
[labels]
players = { EU = "the European Union", US = "the United States" }
verbs.EU = { follow = "follow the United States", autonomy = "go its own way" }
verbs.US = { commit = "commit itself to Europe", withdraw = "withdraw from Europe" }"""


def template(name: str, arena_name: str, states: Sequence[str] = ()) -> str:
    """Return the text of a scenario file that spells out an arena's actors and parameters at their defaults.

    For "custom" it is a small example of an arena of one's own, for "graph" of a conflict of options.

    Parameters
    ----------
    states
        Codes of states of the catalogue whose mixes the players take, one for each; none for the arena's own mixes.

    Raises
    ------
    InputError
        If there is no such arena or state, or states and players are not as many.
    """
    name, known = visible(name), arena_name.replace("-", "_")
    if states:
        return "\n".join(_lines(name, _arena_of(arena_name, states), _mixes_of(states))) + "\n"
    if known == "custom":
        return "\n".join(_custom_lines(name)) + "\n"
    if known == "graph":
        head = _head(name, "A conflict of your own", "stability", "Analyse")
        return "\n".join([*head, "", _CONFLICT])
    if known in POPULATIONS:
        return "\n".join(_population_lines(name, POPULATIONS[known])) + "\n"
    if known in DERIVED:
        return "\n".join(_derived_lines(name, known)) + "\n"
    if (arena := find_arena(known)) is None:
        names = [*ARENAS, *POPULATIONS, *DERIVED, "custom", "graph", *installed_arenas()]
        raise InputError(unknown("arena", arena_name, names))
    return "\n".join(_lines(name, arena)) + "\n"


def _arena_of(name: str, states: Sequence[str]) -> Arena:
    """Return an arena that has as many players as there are states."""
    arena = find_arena(name.replace("-", "_"))
    if arena is None:
        names = [*ARENAS, *installed_arenas()]
        raise InputError(f"states play an arena of players: {unknown('arena', name, names)}")
    players = arena.players
    if len(states) != len(players):
        raise InputError(
            f"{name} is played by {', '.join(players)}: expected {len(players)} states, got {len(states)}"
        )
    return arena


def _mixes_of(states: Sequence[str]) -> list[str]:
    """Return for each state the name of its mix, and behind it what that is."""
    return [f"data:{actor(state).code}:{MAIN_WINDOW}" for state in states]


def _lines(name: str, arena: Arena, mixes: Sequence[str] = ()) -> Iterator[str]:
    yield from _opening(name, f"{arena.title}: {arena.question}", arena.players, arena.actions)
    settings = _settings(arena)
    width = max(map(len, settings), default=0) + 2
    yield from _parameters(arena.name, arena, settings, width)
    orders = mixes or arena.reference_types or (ORDER_NAMES[0],) * len(arena.players)
    yield from _actors(arena.players, arena.actions, orders, width)
    yield from _repeated(width)


def _derived_lines(name: str, kind: str) -> Iterator[str]:
    arena = DERIVED[kind].arena
    yield from _head(name, DERIVED[kind].title, "solve")
    yield f"# What each player does today; what {DERIVED[kind].decided} does goes on where nothing is decided:"
    yield f"status_quo = {_first_actions(arena.players, arena.actions)}"
    yield ""
    settings = _settings(arena)
    width = max(map(len, settings)) + 2
    yield from _parameters(kind, arena, settings, width)
    yield from _actors(arena.players[1:], arena.actions[1:], arena.reference_types[1:], width)


def _population_lines(name: str, arena: PopulationArena) -> Iterator[str]:
    yield from _head(name, f"{arena.title}: {arena.question}", "evolve")
    yield ""
    settings = _settings(arena)
    width = max(map(len, settings), default=0) + 2
    yield from _parameters(arena.name, arena, settings, width)
    yield f"{'[game.shares]':<{width}}# {arena.mix_meaning}; they sum to 1"
    yield f"{arena.mix_name} = {_mix(arena.reference_mix)}"


def _settings(arena: Family) -> list[str]:
    return [f"{known.name} = {json.dumps(plain_number(known.default))}" for known in arena.parameters]


def _parameters(kind: str, arena: Family, settings: Sequence[str], width: int) -> Iterator[str]:
    yield "[game]"
    yield f'kind = "{kind}"'
    yield ""
    yield f"{'[game.parameters]':<{width}}# a line left out keeps the default"
    for setting, known in zip(settings, arena.parameters, strict=True):
        yield f"{setting:<{width}}# {known.symbol}, {_decimal(known.low)} to {_decimal(known.high)}: {known.meaning}"
    yield ""


def _custom_lines(name: str) -> Iterator[str]:
    yield from _opening(name, "An arena of your own", _CUSTOM_PLAYERS, _CUSTOM_ACTIONS)
    yield _CUSTOM_PARAMETERS
    meanings = {dimension.name: dimension.meaning for dimension in DIMENSIONS}
    for dimension in WRITTEN_NAMES:
        yield f"#   {dimension:<15} {meanings[dimension]}"
    yield _CUSTOM_CONSEQUENCES
    yield from _actors(_CUSTOM_PLAYERS, _CUSTOM_ACTIONS, ("liberal", {"liberal": 0.35, "mercantilist": 0.65}), 28)
    yield from _repeated(28)
    yield _CUSTOM_LABELS


def _head(name: str, about: str, command: str, verb: str = "") -> Iterator[str]:
    yield f"# {about}"
    yield f"# Check this file with: tetrarchy validate {name}.toml"
    yield f"# {f'{verb or command.capitalize()} it with:':<21} tetrarchy {command} {name}.toml"
    yield ""
    yield f"title = {json.dumps(name, ensure_ascii=False)}"
    yield '# question = "What is asked?"  # else the questions in the description, or that of the arena'
    yield 'description = "Who meets whom here, and over what."'
    yield 'sources = ["Where do the numbers come from?"]'


def _opening(name: str, about: str, players: Sequence[str], actions: Sequence[Sequence[str]]) -> Iterator[str]:
    yield from _head(name, about, "solve")
    yield "# What each player does today:"
    yield f"# status_quo = {_first_actions(players, actions)}"
    yield ""


def _first_actions(players: Sequence[str], actions: Sequence[Sequence[str]]) -> str:
    played = ", ".join(f'{player} = "{names[0]}"' for player, names in zip(players, actions, strict=True))
    return f"{{ {played} }}"


def _actors(
    players: Sequence[str], actions: Sequence[Sequence[str]], orders: Sequence[str | Mapping[str, Any]], width: int
) -> Iterator[str]:
    yield "# Each player follows an order or a mix of them; shares sum to 1."
    for order in ROWS.values():
        yield f"#   {order.name:<15} {order.meaning}"
    for player, names, reference in zip(players, actions, orders, strict=True):
        yield ""
        yield f"{f'[actors.{player}]':<{width}}# can play {', '.join(names)}"
        yield f'name = "{player}"'
        if isinstance(reference, str) and (shares := mix_named(reference)) is not None:
            yield f"# {describe(shares)}, by votes and what corners are taken to stand for"
        yield f"orders = {_mix(reference)}"


def _repeated(width: int) -> Iterator[str]:
    yield ""
    yield f"{'# [repeated]':<{width}}# the game is played again and again"
    yield "# discount = 0.9"
    yield "# noise = 0.02"


def _mix(reference: str | Mapping[str, Any]) -> str:
    if isinstance(reference, str):
        return f'"{reference}"'
    shares = (f"{order} = {plain_number(read_fraction(share))}" for order, share in reference.items())
    return "{ " + ", ".join(shares) + " }"


def _decimal(value: Fraction) -> str:
    return f"{rounded(value)}"
