"""What concepts besides the pure equilibria tell of many games.

`nash` counts all equilibria by the batch solver, at well under a microsecond for most games. `correlated` and `logit`
solve one game after the other, at some ten milliseconds each.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar, Protocol

import numpy as np

from ....games.errors import InputError
from ....games.normal_form import NormalFormGame
from ....games.scenario.scenario import Scenario
from ....solvers.base import Concept, Solution
from ....solvers.batch import solve_batch
from ....solvers.concepts.correlated import Correlated
from ....solvers.concepts.logit.quantal_response import LogitQuantal
from ....solvers.concepts.nash import Nash
from ....solvers.solve import concept_named, solve
from .column import Column, ColumnValues
from .games import Games

SWEPT = (Nash.name, Correlated.name, LogitQuantal.name)
"""The concepts that a sweep can ask for."""


class Question(Protocol):
    """Columns that one concept gives, each named after it; one is "NAME.complete"."""

    name: ClassVar[str]

    def columns(self, scenario: Scenario) -> tuple[Column, ...]:
        """Return the columns, in order."""
        ...

    def answers(self, games: Games) -> Mapping[str, ColumnValues]:
        """Return the values of the columns; False, 0 or NaN where there is no game."""
        ...


class AllNash:
    """All Nash equilibria: how many there are."""

    name: ClassVar[str] = Nash.name

    def columns(self, scenario: Scenario) -> tuple[Column, ...]:
        """Return the columns, in order."""
        return (
            Column("nash.count", "int", "Nash equilibria found, mixed ones too; of a continuum its corners"),
            Column("nash.complete", "bool", "whether it is proven that there are no others"),
        )

    def answers(self, games: Games) -> Mapping[str, ColumnValues]:
        """Return the values of the columns."""
        found, ok = solve_batch(np.moveaxis(games.payoffs, -1, 0), seed=games.scenario.seed), games.status == 0
        return {"nash.count": np.where(ok, found.count, 0).astype(np.int32), "nash.complete": found.complete & ok}


class BestCorrelated:
    """The highest sum of payoffs of a correlated equilibrium."""

    name: ClassVar[str] = Correlated.name

    def columns(self, scenario: Scenario) -> tuple[Column, ...]:
        """Return the columns, in order."""
        return (
            Column("correlated.welfare", "float", "the highest sum of payoffs of a correlated equilibrium"),
            Column("correlated.complete", "bool", "whether that is proven"),
        )

    def answers(self, games: Games) -> Mapping[str, ColumnValues]:
        """Return the values of the columns."""
        solutions = _solutions(games, Correlated(goal="welfare"))
        welfare = [float(s.equilibria[0].payoffs.sum()) if s and s.equilibria else np.nan for s in solutions]
        complete = [s is not None and s.complete for s in solutions]
        return {"correlated.welfare": np.array(welfare), "correlated.complete": np.array(complete, dtype=bool)}


@dataclass(frozen=True)
class Logit:
    """How likely each action is in the quantal response equilibrium on the principal branch."""

    name: ClassVar[str] = LogitQuantal.name

    concept: LogitQuantal

    def columns(self, scenario: Scenario) -> tuple[Column, ...]:
        """Return the columns, in order."""
        return (
            *(
                Column(f"logit.{player}.{action}", "float", f"how likely it is that {player} plays {action}, logit")
                for player, actions in zip(scenario.players, scenario.actions, strict=True)
                for action in actions
            ),
            Column("logit.complete", "bool", "whether it is proven that there is no other logit equilibrium"),
        )

    def answers(self, games: Games) -> Mapping[str, ColumnValues]:
        """Return the values of the columns."""
        solutions = _solutions(games, self.concept)
        unknown = np.full(sum(games.shape), np.nan)
        rows = [np.concatenate(s.equilibria[0].strategies) if s and s.equilibria else unknown for s in solutions]
        complete = np.array([s is not None and s.complete for s in solutions], dtype=bool)
        names = [column.name for column in self.columns(games.scenario)]
        return dict(zip(names, (*np.array(rows).reshape(len(games), -1).T, complete), strict=True))


def questions(concepts: Sequence[str]) -> tuple[Question, ...]:
    """Return the questions that concepts stand for, such as "nash" or "logit:precision=5".

    Raises
    ------
    InputError
        If there is no such concept or option, it comes twice, or a sweep does not ask for it.
    """
    found = tuple(_question(concept_named(text), text) for text in concepts)
    for question in found:
        if sum(other.name == question.name for other in found) > 1:
            raise InputError(f"the concept {question.name} is asked for twice")
    return found


def _question(concept: Concept, text: str) -> Question:
    match concept:
        case Nash() if concept == Nash():
            return AllNash()
        case Correlated(goal="all" | "welfare"):
            return BestCorrelated()
        case LogitQuantal():
            return Logit(concept)
        case _:
            raise InputError(f"a sweep asks for {', '.join(SWEPT)}, the first two without options, got {text!r}")


def _solutions(games: Games, concept: Concept) -> list[Solution | None]:
    """Return the solution of each game, None where there is no game."""
    tables = np.moveaxis(games.payoffs, -1, 0)
    return [
        solve(NormalFormGame(payoffs), concept, seed=games.scenario.seed) if status == 0 else None
        for payoffs, status in zip(tables, games.status, strict=True)
    ]
