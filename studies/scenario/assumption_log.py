"""Every assumption of a scenario: value, range, what it rests on, and how near it is to tipping the answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np

from ...games.normal_form import NormalFormGame
from ...games.numbers import read_fraction
from ...games.population import ParametricGame
from ...games.scenario.given import GivenScenario
from ...games.scenario.paths import numeric_paths, read_path
from ...games.scenario.scenario import Scenario
from ...games.text.shown import Shown
from ..thresholds.plays import DISCOUNT
from ..thresholds.ranking import NumberTips, PlayedAs
from ..thresholds.tipping import tipping_points
from ..thresholds.variables import Variable
from ..watch import UNWATCHED, Watch

JUDGEMENT = "judgement"
SCENARIO = "the scenario"


@dataclass(frozen=True, eq=False)
class Assumption:
    """One number that the answer rests on.

    Attributes
    ----------
    path
        In full, as `Scenario.replace` takes it.
    value
        What it is in the scenario.
    low, high
        The range held plausible, 0 to 1 for a share; None where none is known.
    source
        What it rests on; `SCENARIO` for what the scenario itself says.
    judgement
        Whether it is a judgement rather than read off a source.
    tips
        What it decides where it moves alone; None where that was not asked, as for a number without a range.
    """

    path: str
    value: Fraction
    low: Fraction | None
    high: Fraction | None
    source: str
    judgement: bool
    tips: NumberTips | None


@dataclass(frozen=True, eq=False, repr=False)
class AssumptionLog(Shown):
    """The assumptions of a scenario, in its order; `played` is the way of playing that what they decide is told of.

    `notes` say of which numbers it was not reached in time what they decide.
    """

    scenario: Scenario
    entries: tuple[Assumption, ...]
    played: PlayedAs
    notes: tuple[str, ...] = ()

    @property
    def judgements(self) -> int:
        """How many of them are judgements."""
        return sum(each.judgement for each in self.entries)


def assumption_log(scenario: GivenScenario, watch: Watch = UNWATCHED) -> AssumptionLog:
    """Return every assumption of a scenario, with how near each is to tipping the answer.

    Parameters
    ----------
    scenario
        A scenario or a game of players, or the name or path of one.
    watch
        When time is up: of the numbers that are left it is not told what they decide.

    Returns
    -------
    AssumptionLog
        Parameters, shares of mixes, chances of types, the cells of the value matrix in rows that somebody follows,
        payoffs of a game given by payoffs, and how it is repeated. What they decide is told of the analysis that leads
        the scenario's report, or of the game played once where nothing is ranked for that.

    Raises
    ------
    InputError
        If the scenario has no players, or its payoffs are ranks.

    Examples
    --------
    >>> log = assumption_log("sanctions-russia")
    >>> log.entries[0].path, log.entries[0].value
    ('game.parameters.severity', Fraction(3, 5))
    """
    found = tipping_points(scenario, cells=True, watch=watch)
    leading = (found.rankings or (found.once,))[0]
    tips = {each.over.path: each for each in leading.numbers}
    ranged = {each.path: each for each in found.numbers}
    ranged |= {each.over.path: each.over for ranking in found.rankings for each in ranking.numbers}
    entries = tuple(_entries(found.scenario.underlying, tips, ranged))
    return AssumptionLog(found.scenario, entries, leading.played, found.notes)


def _entries(
    scenario: Scenario, tips: Mapping[str, NumberTips], ranged: Mapping[str, Variable]
) -> Iterator[Assumption]:
    for path in numeric_paths(scenario):
        if not path.startswith("orders.") or path in ranged:
            value, rests = read_fraction(read_path(scenario, path)), rests_on(scenario, path)
            yield Assumption(path, value, *_range(path, ranged), *rests, tips.get(path))
    if isinstance(scenario.game, NormalFormGame):
        table = scenario.game.exact
        for place in np.ndindex(table.shape):
            path = ".".join(map(str, ("game.payoffs", *place)))
            value = read_fraction(table[place])
            yield Assumption(path, value, *_range(path, ranged), SCENARIO, True, tips.get(path))
    if scenario.repeated is not None:
        for path in (DISCOUNT, "repeated.noise", "repeated.misperception"):
            value = read_fraction(getattr(scenario.repeated, path.split(".")[1]))
            yield Assumption(path, value, Fraction(0), Fraction(1), SCENARIO, True, tips.get(path))


def _range(path: str, ranged: Mapping[str, Variable]) -> tuple[Fraction | None, Fraction | None]:
    """Return the range held plausible of a number, 0 to 1 for a share; None twice where none is known."""
    if path in ranged:
        return ranged[path].low, ranged[path].high
    return (Fraction(0), Fraction(1)) if path.startswith("actors.") else (None, None)


def rests_on(scenario: Scenario, path: str) -> tuple[str, bool]:
    """Return what a number of an arena rests on, and whether it is a judgement."""
    match path.split("."):
        case ["game", "parameters", name] if isinstance(scenario.game, ParametricGame):
            known = scenario.game.arena.parameter(name)
            own = scenario.game.parameters[name] != known.default
            return (SCENARIO, True) if own else (known.source, JUDGEMENT in known.source)
        case ["orders", order, dimension]:
            weight: Any = scenario.coding.rows[order].weights[dimension]
            own = scenario.orders[order][dimension] != weight.value
            return (SCENARIO, True) if own else (weight.source, weight.evidence == JUDGEMENT)
        case _:
            return SCENARIO, True
