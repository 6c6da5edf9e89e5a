"""What a sweep solves: a scenario, a design, and the columns that each row of the design gives.

A row is one game. Its columns are a function of the scenario, the design and the row's number alone, so the rows may be
solved in any chunks, in any order and by any number of processes, and come out the same to the bit. A row that has no
game is a row like any other: its `status` says why, and there is nothing in its other columns.

The columns, in order:

    PATH                   an input, by its path in full
    status                 ok, undefined (a payoff is not finite), off_simplex (shares do not fit)
    equilibria             how many pure equilibria there are
    regime                 which: profiles as A/B/C (`profile_names`), joined by " + "; "none"; the status where there
                           is no game
    knife_edge             whether a tie decides, to a billionth of a player's payoff range
    pure.A/B/C             for each pure profile whether it is an equilibrium (games of up to 512 profiles)
    selected               the pure equilibrium that the selection rule takes, or "none"
    payoff.PLAYER, welfare what it pays, and the sum of that, in which types of an actor count by their chances
    pareto                 whether no pure profile dominates it
    regret                 the most that a player could gain at it, as a share of its payoff range
    discount.A/B/C         of a repeated game: the smallest discount at which grim reversion sustains the profile
    sustained.A/B/C        whether it does at the row's discount
    spe:A/B/C              where players move in an order: whether a pure subgame-perfect equilibrium gives the profile;
                           of a tree without chance moves: whether it leads by the actions A, B and C to their end
    spe_number             how many profiles, or ends, such equilibria give
    nash.*, correlated.*, logit.*   what the concepts asked for tell (`concept_columns`)
    seq_stable:PROFILE     whether a profile is stable for all, as asked for
    complete               whether all equilibria of all concepts asked for are known
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...games.dimensions import DIMENSION_NAMES
from ...games.errors import InputError, expect, unknown
from ...games.numbers import rounded
from ...games.repeated.repetition import Repetition
from ...games.scenario.over import DECLARED
from ...games.scenario.resolved import resolved
from ...games.scenario.scenario import Scenario
from ...solvers.best_replies import TIE
from .columns.column import Column, ColumnValues, Labelled, joined
from .columns.concepts import Question, questions
from .columns.games import STATUSES, Games, games_at
from .columns.pure import SELECTIONS, Replies, alike_actions, packed, replies, selected, status_quo
from .columns.reversion import reversions
from .columns.sequence import outcome_names, sustained_in_sequence
from .points.design import Design
from .points.factors import SIMPLEX, varying_path
from .regimes import BETWEEN_PROFILES, NO_EQUILIBRIUM, profile_names

BLOCK = 2**20
"""Consequences of games that are built and solved at once: few enough to stay near the processor."""

MOST_PROFILES = 512
"""Games with more pure profiles get no column for each of them."""


@dataclass(frozen=True, eq=False)
class Plan:
    """What is solved at every row of a design.

    Attributes
    ----------
    concepts
        Besides pure equilibria: "nash", "correlated", "logit:precision=5".
    selection
        Which of several pure equilibria is described, by a name from `SELECTIONS`.

    Raises
    ------
    InputError
        If a path of the design, a concept or the selection does not fit the scenario, or two columns get one name.

    Examples
    --------
    >>> from tetrarchy import load
    >>> from .points.designs import designed
    >>> scenario = load("us-russia-china")
    >>> columns = Plan(scenario, designed(scenario, {"p_R": [0.2, 0.6, 0.9]})).solve(0, 3)
    >>> columns["regime"].texts()[0], columns["equilibria"]
    ('dual_pressure/entente/entente', array([1, 1, 1], dtype=int32))
    """

    scenario: Scenario
    design: Design
    concepts: tuple[str, ...] = ()
    selection: str = "first"

    def __post_init__(self) -> None:
        for path in self.design.paths:
            if varying_path(self.scenario, path) != path:
                raise InputError(f"{path}: expected a path in full, {varying_path(self.scenario, path)}")
        games_at(self.scenario, self.design.points(0, 1), 1)
        expect(self.selection, str, "the name of a selection")
        if self.selection not in SELECTIONS:
            raise InputError(unknown("selection", self.selection, SELECTIONS))
        if self.selection == "status_quo":
            status_quo(self.scenario)
        for name, count in Counter(column.name for column in self.columns).items():
            if count > 1:
                raise InputError(f"{count} columns would be called {name!r}; rename a player or an action")

    def __len__(self) -> int:
        return len(self.design)

    def around(self, scenario: Scenario) -> Plan:
        """Return the same study of a scenario whose numbers were set anew."""
        return replace(self, scenario=scenario, design=self.design.around(scenario, None, None))

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """The columns, in order."""
        return tuple(self._columns())

    @cached_property
    def _alike(self) -> NDArray[np.int64] | None:
        return alike_actions(self.scenario)

    def solve(self, start: int, stop: int) -> dict[str, ColumnValues]:
        """Return the columns of rows start, .., stop - 1, at least one row, in the order of `columns`."""
        size = max(1, BLOCK // (len(self.scenario.players) * self._outcomes * len(DIMENSION_NAMES)))
        blocks = (self._solve(first, min(first + size, stop)) for first in range(start, stop, size))
        parts, sets = zip(*blocks, strict=True)
        columns = {name: joined([part[name] for part in parts]) for name in parts[0]}
        status = columns["status"]
        assert isinstance(status, Labelled)
        columns["regime"] = self._regimes(np.concatenate(sets, axis=1), status)
        return {column.name: columns[column.name] for column in self.columns}

    def described(self) -> dict[str, Any]:
        """Return everything that the rows depend on, as plain values for JSON."""
        return {
            "scenario": resolved(self.scenario),
            "design": self.design.described(),
            "concepts": list(self.concepts),
            "selection": self.selection,
            "tie": TIE,
        }

    def section(self) -> dict[str, Any] | None:
        """Return the `[study]` of a scenario file that describes it; None where its points stand in a table."""
        described = self.design.described()
        if not isinstance(described["over"], dict):
            return None
        over = {path: _taken(taken, self.design) for path, taken in described["over"].items()}
        drawn = {name: described[name] for name in ("samples", "seed") if self.design.drawn}
        asked = {"concepts": list(self.concepts)} if self.concepts else {}
        return {"design": self.design.name, **drawn, **asked, "selection": self.selection, "over": over}

    def _columns(self) -> Iterator[Column]:
        for path in self.design.paths:
            yield Column(path, "float", "an input")
        yield Column("status", "label", "whether there is a game, and if not why", STATUSES)
        yield Column("equilibria", "int", "pure equilibria")
        yield Column("regime", "label", "the set of pure equilibria")
        yield Column("knife_edge", "bool", f"whether a tie decides, to {rounded(TIE)} of a player's payoff range")
        yield from (Column(f"pure.{name}", "bool", f"whether {name} is an equilibrium") for name in self._own_columns)
        which = SELECTIONS[self.selection][1]
        yield Column("selected", "label", f"of the pure equilibria {which}", (*self._profiles, NO_EQUILIBRIUM))
        for player in self.scenario.players:
            yield Column(f"payoff.{player}", "float", f"what {player} gets at the selected equilibrium")
        yield Column("welfare", "float", "the sum of payoffs at the selected equilibrium, by the chances of types")
        yield Column("pareto", "bool", "whether no pure profile dominates the selected equilibrium")
        yield Column("regret", "float", "the most that a player could gain there, as a share of its payoff range")
        for name in self._own_columns if self._repeated else ():
            yield Column(f"discount.{name}", "float", f"the smallest discount at which grim reversion sustains {name}")
        for name in self._own_columns if self._repeated else ():
            yield Column(f"sustained.{name}", "bool", f"whether grim reversion sustains {name} at the row's discount")
        if self._in_sequence:
            for name in self._sequence_columns:
                yield Column(f"spe:{name}", "bool", f"whether a pure subgame-perfect equilibrium gives {name}")
            yield Column("spe_number", "int", "outcomes that pure subgame-perfect equilibria give")
        for question in self._questions:
            yield from question.columns
        yield Column("complete", "bool", "whether all equilibria of all concepts asked for are known")

    def _solve(self, start: int, stop: int) -> tuple[dict[str, ColumnValues], NDArray[np.uint64]]:
        """Return the columns of a block but the regime, and the sets of equilibria as bits."""
        inputs = self.design.points(start, stop)
        games = games_at(self.scenario, inputs, stop - start)
        ok = games.status == 0
        best = replies(games.payoffs, self._alike)
        best = replace(best, equilibria=best.equilibria & ok, knife_edge=best.knife_edge & ok)
        columns: dict[str, ColumnValues] = {**inputs, "status": Labelled(games.status, STATUSES)}
        columns |= self._pure(games, best)
        if self._repeated:
            columns |= self._reversions(games)
        if self._in_sequence:
            columns |= self._sequence(games)
        complete = ok
        for question in self._questions:
            columns |= zip((column.name for column in question.columns), question.answers(games), strict=True)
            complete = complete & columns.get(f"{question.name}.complete", True)
        return {**columns, "complete": complete}, packed(best.equilibria)

    def _pure(self, games: Games, best: Replies) -> Iterator[tuple[str, ColumnValues]]:
        yield "equilibria", best.equilibria.sum(axis=0, dtype=np.int32)
        yield "knife_edge", best.knife_edge
        for name, flags in zip(self._own_columns, best.equilibria, strict=False):
            yield f"pure.{name}", flags
        chosen = selected(games, best, self.selection)
        yield "selected", Labelled(chosen.number.astype(np.int32), (*self._profiles, NO_EQUILIBRIUM))
        for player, own in zip(self.scenario.players, chosen.payoffs, strict=True):
            yield f"payoff.{player}", own
        yield "welfare", games.total(chosen.payoffs)
        yield "pareto", chosen.pareto
        yield "regret", chosen.regret

    def _reversions(self, games: Games) -> Iterator[tuple[str, ColumnValues]]:
        present = self.scenario.repeated or Repetition()
        discount, noise = (
            games.values.get(f"repeated.{name}", np.full(len(games), float(value)))
            for name, value in (("discount", present.discount), ("noise", present.noise))
        )
        grim, ok = reversions(games.payoffs, discount, noise), games.status == 0
        for name, critical, sustained in zip(self._own_columns, grim.critical, grim.sustained, strict=True):
            yield f"discount.{name}", np.where(ok, critical, np.nan)
            yield f"sustained.{name}", sustained & ok

    def _sequence(self, games: Games) -> Iterator[tuple[str, ColumnValues]]:
        found = sustained_in_sequence(games)
        yield from ((f"spe:{name}", flags) for name, flags in zip(self._sequence_columns, found, strict=False))
        yield "spe_number", found.sum(axis=0, dtype=np.int32)

    def _regimes(self, sets: NDArray[np.uint64], status: Labelled) -> Labelled:
        """Return the regimes from bits (W, B): numbered in the order of the sets."""
        codes = status.codes.astype(np.int64)
        for word in sets:
            _, place = np.unique(word, return_inverse=True)
            _, codes = np.unique(codes * (place.max(initial=0) + 1) + place, return_inverse=True)
        _, first = np.unique(codes, return_index=True)
        labels = tuple(self._regime(sets[:, row], int(status.codes[row])) for row in first)
        return Labelled(codes.astype(np.int32), labels)

    def _regime(self, words: NDArray[np.uint64], status: int) -> str:
        if status:
            return STATUSES[status]
        bits = [int(word) >> place & 1 for word in words for place in range(64)]
        names = [name for name, bit in zip(self._profiles, bits, strict=False) if bit]
        return BETWEEN_PROFILES.join(names) or NO_EQUILIBRIUM

    @cached_property
    def _profiles(self) -> tuple[str, ...]:
        return profile_names(self.scenario)

    @property
    def _outcomes(self) -> int:
        return prod(len(names) for names in self.scenario.actions)

    @property
    def _own_columns(self) -> tuple[str, ...]:
        """The profiles that have columns of their own."""
        return self._profiles if self._outcomes <= MOST_PROFILES else ()

    @cached_property
    def _in_sequence(self) -> tuple[str, ...]:
        """The outcomes that may be subgame perfect, where players move one after the other."""
        return outcome_names(self.scenario)

    @property
    def _sequence_columns(self) -> tuple[str, ...]:
        return self._in_sequence if len(self._in_sequence) <= MOST_PROFILES else ()

    @cached_property
    def _repeated(self) -> bool:
        """Whether there are columns on grim reversion; with private signals it has no such formula."""
        varied = any(path.startswith("repeated.") for path in self.design.paths)
        present = self.scenario.repeated or (Repetition() if varied else None)
        return present is not None and not present.misperception and self._outcomes <= MOST_PROFILES

    @cached_property
    def _questions(self) -> tuple[Question, ...]:
        return questions(self.scenario, self.concepts)


def _taken(taken: Any, design: Design) -> Any:
    """Return what a path takes in a scenario file: the values that are listed, or the range that is drawn from."""
    if taken == SIMPLEX:
        return DECLARED
    return f"{taken[0]}:{taken[1]}" if design.drawn else taken
