"""What concepts besides the pure equilibria tell of many games.

`nash` counts all equilibria by the batch solver, at well under a microsecond for most games. `correlated` and `logit`
solve one game after the other, at some ten milliseconds each.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
from numpy.typing import NDArray

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
from .stability import is_stability, stability_column, stability_of

SWEPT = (Nash.name, Correlated.name, LogitQuantal.name)
"""The concepts that a sweep can ask for."""


@dataclass(frozen=True)
class Question:
    """Columns that one concept gives, each named after it; the last is "NAME.complete" where something may be missed.

    `answers` gives the values of the columns, in their order, at games; False, 0 or NaN where there is no game.
    """

    name: str
    columns: tuple[Column, ...]
    answers: Callable[[Games], tuple[ColumnValues, ...]]


def questions(scenario: Scenario, concepts: Sequence[str]) -> tuple[Question, ...]:
    """Return the questions that concepts stand for, such as "nash", "logit:precision=5" or "seq_stable:share/join".

    Raises
    ------
    InputError
        If there is no such concept or option, it comes twice, or a sweep does not ask for it.
    """
    asked = tuple(
        _of_stability(scenario, text) if is_stability(text) else _question(scenario, concept_named(text), text)
        for text in concepts
    )
    for name, count in Counter(question.name for question in asked).items():
        if count > 1:
            raise InputError(f"the concept {name} is asked for twice")
    return asked


def _of_stability(scenario: Scenario, text: str) -> Question:
    return Question(text, (stability_column(scenario, text),), partial(stability_of, scenario, text))


def _question(scenario: Scenario, concept: Concept, text: str) -> Question:
    match concept:
        case Nash() if concept == Nash():
            columns = (
                Column("nash.count", "int", "Nash equilibria found, mixed ones too; of a continuum its corners"),
                Column("nash.complete", "bool", "whether it is proven that there are no others"),
            )
            return Question(concept.name, columns, _all_nash)
        case Correlated(goal="all" | "welfare"):
            columns = (
                Column(
                    "correlated.welfare",
                    "float",
                    "the highest sum of payoffs of a correlated equilibrium, by the chances of types",
                ),
                Column("correlated.complete", "bool", "whether that is proven"),
            )
            return Question(concept.name, columns, _best_correlated)
        case LogitQuantal():
            columns = (
                *(
                    Column(f"logit.{player}.{action}", "float", f"how likely it is that {player} plays {action}, logit")
                    for player, actions in zip(scenario.players, scenario.actions, strict=True)
                    for action in actions
                ),
                Column("logit.complete", "bool", "whether it is proven that there is no other logit equilibrium"),
            )
            return Question(concept.name, columns, partial(_likely_actions, concept))
        case _:
            known = f"{', '.join(SWEPT)}, the first two without options, and seq_stable:PROFILE"
            raise InputError(f"a sweep asks for {known}, got {text!r}")


def _all_nash(games: Games) -> tuple[ColumnValues, ...]:
    solved, ok = solve_batch(np.moveaxis(games.payoffs, -1, 0), seed=games.scenario.seed), games.status == 0
    return np.where(ok, solved.count, 0).astype(np.int32), solved.complete & ok


def _best_correlated(games: Games) -> tuple[ColumnValues, ...]:
    solutions = _solutions(_counted(games), Correlated(goal="welfare"))
    welfare = [float(s.equilibria[0].payoffs.sum()) if s and s.equilibria else np.nan for s in solutions]
    return np.array(welfare), _complete(solutions)


def _counted(games: Games) -> Games:
    """Return games whose payoffs add up with types counted by their chances: what pays whom more stays the same.

    A type of chance 0, to which all is alike then, bears on no other's payoff, so that whether it obeys takes nothing
    from what the others can reach.
    """
    between = (1,) * len(games.shape)
    return replace(games, payoffs=games.payoffs * games.chances.reshape(len(games.payoffs), *between, -1))


def _likely_actions(concept: LogitQuantal, games: Games) -> tuple[ColumnValues, ...]:
    solutions = _solutions(games, concept)
    unknown = np.full(sum(games.shape), np.nan)
    rows = [np.concatenate(s.equilibria[0].strategies) if s and s.equilibria else unknown for s in solutions]
    return *np.array(rows).reshape(len(games), -1).T, _complete(solutions)


def _complete(solutions: Sequence[Solution | None]) -> NDArray[np.bool_]:
    return np.array([s is not None and s.complete for s in solutions], dtype=bool)


def _solutions(games: Games, concept: Concept) -> list[Solution | None]:
    """Return the solution of each game, None where there is no game."""
    tables = np.moveaxis(games.payoffs, -1, 0)
    return [
        solve(NormalFormGame(payoffs), concept, seed=games.scenario.seed) if status == 0 else None
        for payoffs, status in zip(tables, games.status, strict=True)
    ]
