"""What `tetrarchy stability` says of a conflict: where it rests, how it gets there, what would make a state hold."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from typing import TypeVar

from ...games.errors import InputError
from ...games.graph.graph_game import GraphGame
from ...games.graph.graph_model import GraphModel
from ...games.graph.of_game import graph_model
from ...games.normal_form import NormalFormGame
from ...games.scenario.scenario import Scenario
from ...games.text.shown import Shown
from ...solvers.deadline import stop_after
from ...solvers.stability.coalitional import CONCEPTS as COALITION_CONCEPTS
from ...solvers.stability.coalitional import CoalitionStability, coalition_stability
from ...solvers.stability.concepts import BASIC, Sanctions, read_concept
from ...solvers.stability.foresight.consistent_set import consistent_set, stable_sets
from ...solvers.stability.foresight.theory_of_moves import TheoryOfMoves, theory_of_moves
from ...solvers.stability.foresight.threats import Threat, threat_power
from ...solvers.stability.stability import Stability, stability
from ..watch import UNWATCHED, Taken, Watch
from .hypergame import Hypergame, hypergame
from .status_quo import Paths, paths, status_quo
from .what_holds import Held, check_what_holds, what_holds

T = TypeVar("T")

MOST_STATES = 1_000
"""States of a model of which coalitions and far sight are worked out without being asked for."""

MOST_WALKED = 20_000
"""States of a model of which the ways from the status quo are told."""


MOST_REASONED = 4_096
"""States of a model of which reasons are given: an answer of several together is searched for state by state."""


@dataclass(frozen=True)
class Reason:
    """Why a state is stable for a player, or is not, by the concepts that have the same reason; both by number."""

    state: int
    player: int
    concepts: tuple[str, ...]
    text: str


@dataclass(frozen=True, eq=False, repr=False)
class ConflictAnalysis(Shown):
    """A conflict, and what is found of it when it is asked for.

    Attributes
    ----------
    stability
        The concepts that were asked for, or that are told of every conflict.
    told
        The concept in which reasons are given and a state is made to hold.
    hold
        The state that is to hold; None for no such question.
    every
        Whether all states are told of, not only those where somebody rests and the status quo.
    explained
        The concepts in which reasons are given in words, beside the one that is told.
    watch
        When time is up. What is asked for then, if it takes long, is not worked out.
    late
        What was not worked out in time, in words, in the order in which it was asked for.
    """

    scenario: Scenario
    stability: Stability
    told: str
    hold: int | None = None
    every: bool = False
    explained: tuple[str, ...] = ()
    watch: Watch = UNWATCHED
    late: list[str] = field(default_factory=list[str])

    @property
    def model(self) -> GraphModel:
        """The conflict."""
        return self.stability.model

    @cached_property
    def in_words(self) -> ConflictAnalysis:
        """The same with the players as they stand in a sentence, for readers."""
        spoken = [self.scenario.spoken(player) for player in self.model.players]
        return replace(self, stability=self.stability.renamed(spoken))

    @property
    def status_quo(self) -> int | None:
        """The state of today; None where nothing is said."""
        return status_quo(self.scenario)

    @cached_property
    def rests(self) -> tuple[int, ...]:
        """The states that are stable for all in some concept that was asked for, in the order of numbers."""
        names = ("nash", "seq") if {"nash", "seq"} <= {*self.stability.concepts} else self.stability.concepts
        return tuple(sorted({state for name in names for state in self.stability.equilibria(name)}))

    @property
    def shown(self) -> Sequence[int]:
        """The states that are told of, in the order of numbers."""
        if self.every:
            return range(self.model.n_states)
        today = () if self.status_quo is None else (self.status_quo,)
        return sorted({*self.rests, *today})

    @property
    def reasoned(self) -> bool:
        """Whether reasons are given: the model is not too large for that."""
        return self.model.n_states <= MOST_REASONED

    def reasons(self, state: int, concepts: Sequence[str]) -> tuple[Reason, ...]:
        """Return why a state is stable or not by some concepts, player by player; those of one reason are together."""
        return self.in_time("reasons", lambda: tuple(self._reasons(state, concepts))) or ()

    def _reasons(self, state: int, concepts: Sequence[str]) -> Iterator[Reason]:
        for player, name in enumerate(self.model.players):
            by_text: dict[str, list[str]] = {}
            for concept in concepts:
                stop_after(self.watch.deadline)
                text = self.stability.reason(state, player, concept, self.watch.deadline).removeprefix(f"{name}: ")
                by_text.setdefault(text, []).append(concept)
            yield from (Reason(state, player, tuple(alike), text) for text, alike in by_text.items())

    @cached_property
    def coalitions(self) -> tuple[CoalitionStability, ...]:
        """What coalitions hold, in each of their concepts; nothing where there are too many of them to look at."""
        until, what = self.watch.deadline, "what coalitions hold"
        steps = [partial(coalition_stability, self.model, name, until) for name in COALITION_CONCEPTS]
        return tuple(found for step in steps if (found := self._if_small(what, step)) is not None)

    @cached_property
    def consistent(self) -> tuple[int, ...] | None:
        """The largest consistent set; None where it is not worked out."""
        return self._if_small(
            "the largest consistent set", lambda: consistent_set(self.model, deadline=self.watch.deadline)
        )

    @cached_property
    def stable_sets(self) -> tuple[tuple[int, ...], ...] | None:
        """All farsighted stable sets of a small conflict; None where they are not worked out."""
        return self._if_small("farsighted stable sets", lambda: stable_sets(self.model, deadline=self.watch.deadline))

    @cached_property
    def far_sighted(self) -> Stability | None:
        """Non-myopic stability between two; None for more, or where it is not worked out."""
        if self.model.n_players != 2:
            return None
        return self._if_small("non-myopic stability", self._non_myopic)

    def _non_myopic(self) -> Stability:
        found = stability(self.model, "non_myopic", deadline=self.watch.deadline)
        if found.left:
            raise TimeoutError
        return found

    @cached_property
    def moves_theory(self) -> TheoryOfMoves | None:
        """The theory of moves between two with strict rankings; None for another conflict."""
        return self._if_small("the theory of moves", lambda: theory_of_moves(self.model))

    @cached_property
    def threats(self) -> tuple[Threat, ...]:
        """The threats in a game of two players."""
        game = None if self.scenario.graph else self.scenario.build()
        return threat_power(game) if isinstance(game, NormalFormGame) and game.n_players == 2 else ()

    @cached_property
    def paths(self) -> Paths | None:
        """The ways from the status quo; None where nothing is said of it or the model is too large to walk through."""
        if self.status_quo is None or self.model.n_states > MOST_WALKED:
            return None
        start = self.status_quo
        return self.in_time("ways from the status quo", lambda: paths(self.model, start, self.watch.deadline))

    @cached_property
    def held(self) -> tuple[Held, ...]:
        """What would have to change for the state to hold, a player each; nothing where none is asked about."""
        if self.hold is None:
            return ()
        return self.holding(self.hold)

    def holding(self, state: int) -> tuple[Held, ...]:
        """Return what would have to change for a state to hold, a player each; nothing where time was up before."""
        step = partial(what_holds, self.scenario, state, self.told, self.stability.sanctions, self.watch.deadline)
        return self.in_time("what would have to change for a state to hold", step) or ()

    @cached_property
    def hypergame(self) -> Hypergame | None:
        """What is stable as each sees it, where views are given."""
        game = self.scenario.game
        if not isinstance(game, GraphGame) or not game.views:
            return None
        return hypergame(self.scenario, None, self.told, self.stability.sanctions)

    @property
    def notes(self) -> tuple[str, ...]:
        """What of all that was asked for was not reached in time."""
        return Taken((), "within the time limit").note(self.late) if self.late else ()

    def in_time(self, what: str, found: Callable[[], T]) -> T | None:
        """Return what can be found in time, else None: what was to be found, in words, is `late` then."""
        self.watch.tell(what)
        try:
            return found()
        except TimeoutError:
            if what not in self.late:
                self.late.append(what)
            return None

    def _if_small(self, what: str, found: Callable[[], T]) -> T | None:
        """Return what can be found of a model that is not too large or too uncertain for it, else None."""
        if self.model.n_states > MOST_STATES:
            return None
        try:
            return self.in_time(what, found)
        except InputError:
            return None


@dataclass(frozen=True, eq=False, repr=False)
class WholeConflict(Shown):
    """What a report on a conflict is about."""

    analysis: ConflictAnalysis

    @property
    def scenario(self) -> Scenario:
        """The scenario."""
        return self.analysis.scenario


@dataclass(frozen=True, eq=False, repr=False)
class UnsolvedConflict(Shown):
    """A conflict before anything is asked of it."""

    scenario: Scenario
    game: GraphGame


def conflict_analysis(
    scenario: Scenario,
    concepts: Sequence[str] = (),
    sanctions: Sanctions = "joint",
    hold: int | None = None,
    every: bool = False,
    watch: Watch = UNWATCHED,
) -> ConflictAnalysis:
    """Return what there is to say of a scenario as a conflict.

    Parameters
    ----------
    concepts
        Those asked for, in each of which reasons are given; where there are none, the five basic ones, with unknown
        comparisons both ends of these, with cuts the strong forms too.
    sanctions, hold, every
        As in `stability`; the number of a state that is to hold; whether all states are told of.
    watch
        When time is up: what takes long and comes later is left out, and named among the `notes`.

    Raises
    ------
    InputError
        If a concept is unknown or cannot be asked of this conflict, or none is reached in time, what holds a state
        cannot be told by it, or the scenario is of no game with moves.
    """
    model = graph_model(scenario)
    told = concepts[0] if concepts else "seq" if model.all_known else "seq_a"
    if hold is not None:
        check_what_holds(model, read_concept(told))
    watch.tell("who would move, and what would stop it")
    found = stability(model, concepts or _usual(model), sanctions, watch.deadline)
    if not found.concepts:
        raise InputError(f"{', '.join(found.left)}: not reached within the time limit")
    first = told if told in found.concepts else found.concepts[0]
    explained = tuple(name for name in found.concepts if name in concepts and name != first)
    late = [f"stability by {name}" for name in found.left]
    return ConflictAnalysis(scenario, found, first, hold, every, explained, watch, late)


def _usual(model: GraphModel) -> tuple[str, ...]:
    """Return the concepts that are told of a conflict where none are asked for."""
    if not model.all_known:
        return tuple(f"{name}_{form}" for name in BASIC for form in "ad")
    strong = ("strong_gmr", "strong_smr", "strong_seq") if any(model.cuts) else ()
    return (*BASIC, *strong)
