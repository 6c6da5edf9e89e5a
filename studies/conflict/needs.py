"""What has to be so for each improvement of a player to be deterred: it is none, or an answer to it is bad enough."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf

from ...games.graph.moves import Arcs
from ...solvers.deadline import stop_after
from ...solvers.stability.concepts import Asked
from ...solvers.stability.metarational import Replies

Ways = list[frozenset[int]]
"""For one improvement the sets of states of which all of one must be demoted."""


@dataclass(frozen=True)
class Improvement:
    """A move that a player can make, and what may deter it.

    Attributes
    ----------
    target
        Where it leads: it is no improvement if that is no better.
    ways
        For each answer the states none of which may be better: the answer, and where the player may escape to from it.
    """

    target: int
    ways: tuple[frozenset[int], ...]

    @property
    def matters(self) -> frozenset[int]:
        """The states on whose standing it depends."""
        return frozenset((self.target,)).union(*self.ways)


def needs_of(replies: Replies, state: int, player: int, asked: Asked) -> tuple[Improvement, ...]:
    """Return the moves of a player from a state, with the answers that a concept counts."""
    own = replies.model.controls[player]
    answers = _Answers(replies, player, asked)
    return tuple(
        Improvement(target, tuple(answers.must_not_be_better(end, state) for end in answers.to(target)))
        for target in own.leads_to(state).tolist()
    )


class _Answers:
    """What the others may do after a move of a player."""

    def __init__(self, replies: Replies, player: int, asked: Asked) -> None:
        others = [place for place in range(replies.model.n_players) if place != player]
        moves = {place: replies.model.controls[place].arcs() for place in others} if asked.basic != "nash" else {}
        standing = replies.model.standing
        self.movers: dict[int, Arcs] = {
            place: arcs.better(standing[place]) if asked.credible else arcs for place, arcs in moves.items()
        }
        self.escapes: Arcs | None = replies.model.controls[player].arcs() if asked.symmetric else None
        self.joint = replies.sanctions == "joint"

    def to(self, state: int) -> list[int]:
        """Return the states that the others can bring about from one, in the order of numbers."""
        seen: set[tuple[int, int]] = set()
        reached = [(state, -1)]
        while reached:
            here, last = reached.pop()
            steps = {(end, mover) for mover, arcs in self._but(last) for end in arcs.leads_to(here).tolist()}
            if self.joint:
                reached += steps - seen
            seen |= steps
        return sorted({end for end, _ in seen})

    def _but(self, last: int) -> Sequence[tuple[int, Arcs]]:
        return [(mover, arcs) for mover, arcs in self.movers.items() if mover != last]

    def must_not_be_better(self, end: int, state: int) -> frozenset[int]:
        """Return an answer, and where one may escape to from it, without the state at issue."""
        escapes = [] if self.escapes is None else self.escapes.leads_to(end).tolist()
        return frozenset((end, *escapes)) - {state}


def smallest_demotion(
    improvements: Sequence[Improvement], preferred: frozenset[int], deadline: float = inf
) -> frozenset[int]:
    """Return a set of the fewest preferred states without which every improvement is deterred.

    Improvements whose ways have no state in common are looked at apart. Sizes are tried one after the other. For each,
    states are added as a way to deter some improvement asks for, of the improvement that has the fewest ways left that
    fit the size. After the deadline, a reading of the clock `time.monotonic`, it is a TimeoutError.
    """
    ways = [_fewest([way & preferred for way in (frozenset({each.target}), *each.ways)]) for each in improvements]
    return frozenset().union(*(_fewest_states(group, deadline) for group in _apart(ways)))


def _apart(ways: Sequence[Ways]) -> list[list[Ways]]:
    """Return the ways to deter improvements in groups that have no state in common."""
    group_of: dict[int, list[Ways]] = {}
    for own in ways:
        states = frozenset().union(*own)
        joined = {id(group): group for group in (group_of.get(state) for state in states) if group is not None}
        together = max(joined.values(), key=len, default=[])
        moved = [each for key, group in joined.items() if key != id(together) for each in group]
        for state in states.union(*(way for each in moved for way in each)):
            group_of[state] = together
        together += [*moved, own]
    return list({id(group): group for group in group_of.values()}.values())


def _fewest_states(ways: list[Ways], deadline: float) -> frozenset[int]:
    size = 0
    while (found := _deterring(frozenset(), size, ways, set(), deadline)) is None:
        size += 1
    return found


def _fewest(ways: Sequence[frozenset[int]]) -> Ways:
    """Return the sets that hold none of the others, the smallest first."""
    kept: Ways = []
    for way in sorted(ways, key=lambda way: (len(way), sorted(way))):
        if not any(less <= way for less in kept):
            kept.append(way)
    return kept


def _deterring(
    demoted: frozenset[int], size: int, ways: list[Ways], tried: set[frozenset[int]], deadline: float
) -> frozenset[int] | None:
    """Return the demoted states and more, no more than a size in all, that deter every improvement; None if none do."""
    stop_after(deadline)
    tried.add(demoted)
    open_ = [each for each in ways if not any(way <= demoted for way in each)]
    if not open_:
        return demoted
    fitting = [[larger for way in each if len(larger := way | demoted) <= size] for each in open_]
    for larger in min(fitting, key=len):
        if larger not in tried and (found := _deterring(larger, size, ways, tried, deadline)) is not None:
            return found
    return None
