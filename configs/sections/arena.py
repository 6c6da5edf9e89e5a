"""An arena of one's own from Python: its parts as a file of kind "custom" has them, its consequences also a function.

A function is called once for each outcome with traced parameters, which gives the formulas that it amounts to. They
stand in the scenario in its place, so everything that takes an arena in a file takes it: exact equilibria, thresholds,
sweeps over many processes, pages that run, and files that read back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from types import SimpleNamespace
from typing import Any, cast

from ...games.arena import Arena, ArenaGame, Effects
from ...games.dimensions import WRITTEN_NAMES
from ...games.errors import InputError, expect, unexpected, unknown
from ...games.formulas.traced import Traced
from ...games.numbers import read_fraction, shown
from ...games.scenario.scenario import Scenario
from ..assemble import scenario_of_values
from ..expressions import parse_formula
from ..problems import TextError
from .custom import formula_names

_ARITHMETIC = "it may add, subtract, multiply, divide and raise to whole powers"

Consequences = Callable[[tuple[str, ...], Any], Effects] | Sequence[Mapping[str, Any]]
"""A function from the names of actions, one per player, and the parameters to effects; or the entries of a file."""


def arena(
    consequences: Consequences,
    actions: Mapping[str, Sequence[str]],
    parameters: Mapping[str, Mapping[str, Any]] | None = None,
    actors: Mapping[str, Mapping[str, Any]] | None = None,
    *,
    title: str = "An arena of one's own",
    **sections: Any,
) -> Scenario:
    """Return the scenario of an arena of one's own, as a file of kind "custom" would describe it.

    Parameters
    ----------
    consequences
        What an outcome does to whom. A function is called with the names of the actions, one per player in their
        order, and the parameters as attributes, by name or symbol; it returns for some players the dimensions of value
        that are touched, each with the size of the effect, -1 to 1: `{"EU": {"gain": -p.cost}}`. It may do what it
        likes with actions, but only arithmetic with parameters. Or the entries of `game.consequences` in a file.
    actions
        For each player what it can do.
    parameters
        By name the tables of a file: `default`, `low`, `high`, `meaning`; optional `symbol`, `unit`, `source`, `value`.
    actors
        For each player the table of a file: `{"orders": "liberal"}`.
    title
        What reports call the scenario.
    sections
        Other parts of a file, such as `question`, `status_quo`, `labels`, `repeated`; not `study`, which is `sweep`'s.

    Raises
    ------
    ScenarioError
        If a part cannot be used; `problems` lists every fault.
    InputError
        If the function compares parameters, or does more with them than arithmetic; the outcome is named.
    TypeError
        If a part is nothing of the kind.

    Examples
    --------
    >>> def straits(played, p):
    ...     toll, sails = played
    ...     return {"Port": {"gain": p.toll * (toll == "toll") * (sails == "sail")},
    ...             "Fleet": {"gain": (p.trade - p.toll * (toll == "toll")) * (sails == "sail")}}
    >>> scenario = arena(
    ...     straits,
    ...     {"Port": ["toll", "free"], "Fleet": ["sail", "stay"]},
    ...     {"toll": {"default": 0.2, "low": 0, "high": 0.5, "meaning": "what passage costs"},
    ...      "trade": {"default": 0.3, "low": 0.1, "high": 0.6, "meaning": "what a voyage earns"}},
    ...     {"Port": {"orders": "mercantilist"}, "Fleet": {"orders": "liberal"}},
    ... )
    >>> [scenario.replace(toll=toll).build().exact[1, 0, 0] > 0 for toll in (0.2, 0.4)]
    [True, False]
    """
    if taken := {"game", "study"} & sections.keys():
        known = "actions, consequences and parameters make up the game, and sweep makes a study"
        raise InputError(f"arena: {min(taken)} has no place here: {known}")
    menus = _table("actions", actions, "from players to lists of actions")
    game: dict[str, Any] = {
        "kind": "custom",
        "players": list(menus),
        "actions": [list(names) if isinstance(names, tuple) else names for names in menus.values()],
        "parameters": _table("parameters", parameters or {}, "from names to tables with default, low, high, meaning"),
    }
    values = {"title": title, "actors": _table("actors", actors or {}, "from players to tables"), **sections}
    given: Any = consequences
    if callable(given):
        bare = cast(ArenaGame, scenario_of_values({**values, "game": game}, "arena").game)
        entries = list(_entries(given, bare.arena, formula_names(game["parameters"])))
    elif isinstance(given, Sequence) and not isinstance(given, str):
        entries = list(given)
    else:
        raise unexpected(given, "consequences as a function or a list of tables")
    whole = scenario_of_values({**values, "game": {**game, "consequences": entries}}, "arena")
    return replace(whole, source="")


def _table(what: str, given: Any, form: str) -> dict[str, Any]:
    expect(given, Mapping, f"{what} as a table {form}")
    return dict(given)


def _entries(
    function: Callable[[tuple[str, ...], Any], Any], arena: Arena, names: Mapping[str, str]
) -> Iterator[dict[str, Any]]:
    """Go through the consequences of each outcome, as a file has them."""
    p = SimpleNamespace(**{label: Traced(name) for label, name in names.items()}, one=Fraction(1))
    for _, played in arena.pure_profiles():
        try:
            effects = _sound(_called(function, played, p, names), arena, names)
        except InputError as error:
            raise InputError(f"arena, at ({', '.join(played)}): {error}") from None
        if effects:
            yield {"when": dict(zip(arena.players, played, strict=True)), **effects}


def _called(function: Callable[[tuple[str, ...], Any], Any], played: tuple[str, ...], p: Any, names: Any) -> Any:
    try:
        return function(played, p)
    except AttributeError as error:
        if error.obj is not p:
            raise
        raise InputError(unknown("parameter", str(error.name), names)) from None
    except TypeError as error:
        raise InputError(f"the function cannot be used: {error}; with parameters {_ARITHMETIC}") from error


def _sound(effects: Any, arena: Arena, names: Mapping[str, str]) -> dict[str, dict[str, Any]]:
    """Return the effects that a function gave, without those of size 0."""
    form = "expected a table from players to tables from dimensions to numbers"
    if not isinstance(effects, Mapping):
        raise InputError(f"{form}, got {shown(effects)}")
    found: dict[str, dict[str, Any]] = {}
    for player, touched in effects.items():
        if player not in arena.players:
            raise InputError(unknown("player", str(player), arena.players))
        if not isinstance(touched, Mapping):
            raise InputError(f"{form}, got {shown(touched)} for {player}")
        sizes = {name: _size(player, name, effect, names) for name, effect in touched.items()}
        if kept := {name: size for name, size in sizes.items() if size}:
            found[player] = kept
    return found


def _size(player: str, dimension: str, effect: Any, names: Mapping[str, str]) -> Any:
    """Return an effect as text or as a number."""
    if dimension == "relative_gain":
        raise InputError(f"{player}: relative_gain is worked out from the gains of all players; set gain")
    if dimension not in WRITTEN_NAMES:
        raise InputError(f"{player}: {unknown('dimension', str(dimension), WRITTEN_NAMES)}")
    try:
        if isinstance(effect, Traced):
            return parse_formula(effect.text, names).text
        return read_fraction(effect)
    except TextError as error:
        raise InputError(f"{player}, {dimension}: {error.message}") from None
    except (TypeError, ValueError) as error:
        raise InputError(f"{player}, {dimension}: expected a number, or arithmetic on parameters, {error}") from None
