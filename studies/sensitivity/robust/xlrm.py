"""The XLRM table of a study: what is asked of what, on one page (Lempert, Popper and Bankes 2003).

X are the *uncertainties*, what varies and nobody in the game chooses; L the *levers*, what the players can do; R the
*relationships*, how the two make the outcomes; M the *measures* by which outcomes are judged.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ....games.arena import ArenaGame
from ....games.errors import InputError
from ....games.normal_form import NormalFormGame
from ....games.ordinal import OrdinalGame
from ....games.scenario.paths import canonical, payoff_place, read_path
from ....games.scenario.scenario import Scenario

Span = tuple[float, float]


@dataclass(frozen=True)
class Uncertainty:
    """Something that varies: its path, its range in the study, today's value (None where there is none), its source."""

    path: str
    low: float
    high: float
    current: float | None
    meaning: str
    source: str


@dataclass(frozen=True)
class Lever:
    """What one player can do."""

    player: str
    label: str
    actions: tuple[str, ...]


@dataclass(frozen=True)
class Relationship:
    """How uncertainties and levers make outcomes, in words, with its source."""

    name: str
    meaning: str
    source: str


@dataclass(frozen=True)
class Measure:
    """A column by which outcomes are judged."""

    column: str
    meaning: str


@dataclass(frozen=True)
class Xlrm:
    """The four parts of the table."""

    uncertainties: tuple[Uncertainty, ...]
    levers: tuple[Lever, ...]
    relationships: tuple[Relationship, ...]
    measures: tuple[Measure, ...]


def xlrm(scenario: Scenario, varied: Mapping[str, Span], columns: Mapping[str, str]) -> Xlrm:
    """Return the XLRM table of a study.

    Parameters
    ----------
    varied
        The paths that vary, each with the lowest and the highest value.
    columns
        The columns that are judged, each with its meaning.

    Raises
    ------
    InputError
        If a path is unknown, or nobody in the scenario chooses: a population game has no levers.

    Examples
    --------
    >>> from tetrarchy import load
    >>> table = xlrm(load("us-russia-china"), {"p_R": (0, 1)}, {"welfare": "the sum of payoffs"})
    >>> table.uncertainties[0].meaning
    'pressure on Russia where it is pressed'
    """
    players = zip(scenario.players, scenario.actions, strict=True)
    return Xlrm(
        tuple(_uncertainty(scenario, path, span) for path, span in varied.items()),
        tuple(Lever(player, scenario.label(player), own) for player, own in players),
        tuple(_relationships(scenario)),
        tuple(Measure(name, meaning) for name, meaning in columns.items()),
    )


def _uncertainty(scenario: Scenario, path: str, span: Span) -> Uncertainty:
    full = canonical(scenario, path)
    meaning, source = _described(scenario, full)
    return Uncertainty(full, float(span[0]), float(span[1]), _current(scenario, full), meaning, source)


def _current(scenario: Scenario, path: str) -> float | None:
    match path.split("."):
        case ["repeated", name]:
            return float(getattr(scenario.repeated, name)) if scenario.repeated else None
        case ["relations", number, name]:
            return float(getattr(scenario.relations[int(number)], name))
        case ["game", "payoffs", *_] if isinstance(scenario.game, NormalFormGame):
            return float(scenario.game.exact[payoff_place(scenario.game, path)])
        case _:
            return float(read_path(scenario, path))


def _described(scenario: Scenario, path: str) -> tuple[str, str]:
    """Return what stands at a full path, in words, and its source."""
    match path.split("."):
        case ["game", "parameters", name] if isinstance(scenario.game, ArenaGame):
            known = scenario.game.arena.parameter(name)
            return scenario.in_own_names(known.meaning), known.source
        case ["orders", order, dimension]:
            weight = scenario.coding.rows[order].weights[dimension]
            return f"the weight of {order} on {dimension}: {weight.reason}", weight.source
        case ["actors", player, *_, "prior"]:
            return f"the chance that {scenario.label(player)} is of this type", "scenario"
        case ["actors", player, *_, order]:
            return f"the share of {order} in what {scenario.label(player)} values", "scenario"
        case ["repeated", name]:
            return f"the {name} of the repeated game", "scenario"
        case [head, *_]:
            return f"a number of {head}", "scenario"
        case _:
            raise InputError(f"unknown path {path!r}")


def _relationships(scenario: Scenario) -> Iterator[Relationship]:
    if not isinstance(scenario.game, ArenaGame):
        given = "rankings of the outcomes" if isinstance(scenario.game, OrdinalGame) else "payoffs of each outcome"
        yield Relationship(scenario.title, f"{given}, as given", "; ".join(scenario.sources) or "scenario")
        return
    arena = scenario.game.arena
    yield Relationship(arena.title, scenario.in_own_names(arena.question), arena.source)
    yield Relationship(
        "payoffs", "each outcome's consequences on nine dimensions, by the value weights of the actor's orders", ""
    )
    yield Relationship("outcomes", "pure Nash equilibria: nobody gains by another action of its own", "Nash 1951")
