"""The first page of a report on a conflict: where it rests, where today's state leads, and what decides that."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, partial

import numpy as np

from ...games.errors import InputError
from ...games.graph.moves import Integers
from ...games.scenario.scenario import Scenario
from ...games.text.shown import Shown
from ...solvers.stability.coalitions import MOST_PLAYERS, Coalition, leavers_from
from ...solvers.stability.concepts import read_concept
from ...solvers.stability.metarational import Replies
from ..scenario.page.question import question_of
from .conflict_analysis import MOST_STATES, ConflictAnalysis
from .swaps import Swap, neighbour_swaps
from .what_holds import Held

MOST_WORK = 4_000_000
"""Groups times states; in a larger conflict nobody is asked with whom it would leave a state."""

EXPLAINED = ("seq", "nash")
"""The concepts of which it is told what keeps a player from a move."""


@dataclass(frozen=True)
class Temptation:
    """A move of a player to a state that it likes better, and what keeps it from that.

    Attributes
    ----------
    target
        Where it would move.
    answerer, answer
        Which of the others would answer to its regret, and with which state; None for the state where nobody would,
        None for the player where several would have to together.
    """

    player: int
    target: int
    answerer: int | None = None
    answer: int | None = None


@dataclass(frozen=True)
class Leavers:
    """A group that would gain by leaving a state together, for which one, and whether answers keep it from that.

    The state is one from which no answer keeps it, where there is one. `held` is None where the answers were not looked
    into, as in a large conflict; the state is the first for which the group would leave then.
    """

    group: Coalition
    target: int
    held: bool | None


@dataclass(frozen=True, eq=False, repr=False)
class ConflictPage(Shown):
    """The first page of a report on a conflict."""

    analysis: ConflictAnalysis

    @property
    def scenario(self) -> Scenario:
        """The scenario."""
        return self.analysis.scenario

    @property
    def question(self) -> str:
        """What the scenario asks."""
        return question_of(self.scenario)

    @property
    def concepts(self) -> tuple[str, ...]:
        """The concepts that are told of: symmetric SEQ only where it gives other states than SEQ."""
        found = self.analysis.stability

        def told(name: str) -> bool:
            plain = name.removeprefix("s")
            doubled = name.startswith("sseq") and plain in found.concepts
            return not doubled or found.equilibria(name) != found.equilibria(plain)

        return tuple(filter(told, found.concepts))

    @cached_property
    def by_concept(self) -> dict[tuple[int, ...], tuple[str, ...]]:
        """The states where it rests, each set with the concepts that give it, in the order of concepts."""
        found: dict[tuple[int, ...], tuple[str, ...]] = {}
        for concept in self.concepts:
            rests = self.analysis.stability.equilibria(concept)
            found[rests] = (*found.get(rests, ()), concept)
        return found

    @property
    def rests(self) -> tuple[int, ...]:
        """The states that are stable for all in the concept in which reasons are told."""
        return self.analysis.stability.equilibria(self.analysis.told)

    @property
    def leaving(self) -> tuple[int, ...]:
        """The players who would leave today's state."""
        today = self.analysis.status_quo
        if today is None:
            return ()
        return tuple(np.flatnonzero(~self.analysis.stability.of(self.analysis.told)[:, today]).tolist())

    @cached_property
    def leads_to(self) -> tuple[int, ...]:
        """The states where it rests to which moves that each mover likes lead from today's, the fewest moves first."""
        ways = self.analysis.paths
        if ways is None:
            return ()
        reached = [(steps, state) for state in self.rests if (steps := ways.improvements[state])]
        return tuple(state for _, state in sorted(reached))

    @property
    def looked_at(self) -> int | None:
        """The state that is looked into beside today's: where that leads first, else the first where it rests."""
        today = self.analysis.status_quo
        if today is not None and not self.leaving:
            return None
        return next(iter((*self.leads_to, *self.rests)), None)

    @property
    def explained(self) -> bool:
        """Whether it is told what keeps whom from a move: every comparison is known, and the concept is a plain one."""
        return self.analysis.model.all_known and self.analysis.told in EXPLAINED

    def temptations(self, state: int) -> tuple[Temptation, ...]:
        """Return for each player that likes some state better to which it can move the best of these.

        Where a player would leave, the best move that nobody can make it regret.
        """
        model, told = self.analysis.model, self.analysis.told
        if not self.explained:
            return ()
        stable, found = self.analysis.stability.of(told), list[Temptation]()
        for player, standing in enumerate(model.standing):
            better = [end for end in model.controls[player].leads_to(state).tolist() if standing[end] > standing[state]]
            known = [self._temptation(state, player, end) for end in better]
            free = [each for each in known if stable[player, state] or each.answer is None]
            found += sorted(free, key=lambda each: -standing[each.target])[:1]
        return tuple(found)

    def _temptation(self, state: int, player: int, target: int) -> Temptation:
        model, own = self.analysis.model, self.analysis.model.standing[player]
        for other, standing in enumerate(model.standing):
            ends = model.controls[other].leads_to(target).tolist() if other != player else []
            for end in ends:
                if standing[end] > standing[target] and own[end] <= own[state]:
                    return Temptation(player, target, other, end)
        together = int(self._threats[player][target]) <= own[state]
        return Temptation(player, target, None, target if together else None)

    @cached_property
    def _threats(self) -> list[Integers]:
        """How low the others can hold each player after a move to each state, by answers that they like."""
        model, sanctions = self.analysis.model, self.analysis.stability.sanctions
        replies, asked = Replies(model, sanctions), read_concept("seq")
        return [replies.threat(player, asked, own) for player, own in enumerate(model.standing)]

    def leavers(self, state: int) -> tuple[Leavers, ...] | None:
        """Return the groups that would leave a state together, those without a smaller one; None if not worked out."""
        model = self.analysis.model
        if not model.all_known or model.n_players > MOST_PLAYERS or 2**model.n_players * model.n_states > MOST_WORK:
            return None
        answered = next((each for each in self.analysis.coalitions if each.concept == "seq"), None)
        found: list[Leavers] = []
        for group, target in leavers_from(model, state):
            if any({*each.group} < {*group} for each in found):
                continue
            if answered is None:
                found.append(Leavers(group, target, None))
            else:
                left_for = answered.left_for(group, state)
                found.append(Leavers(group, target if left_for is None else left_for, left_for is None))
        return tuple(found)

    @cached_property
    def held(self) -> tuple[Held, ...]:
        """What would make today's state hold, of the players who would leave it; nothing where it is not worked out."""
        today = self.analysis.status_quo
        if today is None or not self.small or not self.analysis.model.all_known:
            return ()
        try:
            found = self.analysis.holding(today)
        except InputError:
            return ()
        return tuple(each for each in found if each.player in self.leaving)

    @cached_property
    def swaps(self) -> tuple[Swap, ...] | None:
        """What comes of swaps of neighbours in the rankings; None where it is not worked out."""
        analysis = self.analysis
        step = partial(neighbour_swaps, self.scenario, analysis.told, analysis.watch.deadline)
        return analysis.in_time("swaps of two neighbours in a ranking", step)

    @property
    def pivotal(self) -> tuple[Swap, ...]:
        """The swaps that decide something, those first that decide the state of today or where it leads."""
        found = [swap for swap in self.swaps or () if swap.decides]
        watched = {self.analysis.status_quo, self.looked_at}
        return tuple(sorted(found, key=lambda swap: not watched & {*swap.appears, *swap.ends}))

    @property
    def small(self) -> bool:
        """Whether the conflict is small enough for all that is told of it."""
        return self.analysis.model.n_states <= MOST_STATES
