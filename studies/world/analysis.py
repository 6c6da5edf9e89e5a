"""The answer to a file of a world: what all practise, what a counterfactual would change, and how blocs fall."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np

from ...games.arrays import Floats
from ...games.errors import InputError, unknown
from ...games.text.shown import Shown
from ...games.world.changes import changed
from ...games.world.setting import WorldSetting
from ...solvers.world.certificate import margins
from ...solvers.world.enumeration import count_of_sets
from ...solvers.world.influence import Influence
from ...solvers.world.reasons import Reasons
from ...solvers.world.solution import WorldSolution, solve_world
from ..watch import UNWATCHED, Taken, Watch
from .blocs import POWERS, WorldBlocs, strongest, world_blocs
from .draws import DrawnSentence, drawn_sentences


class Region(NamedTuple):
    """The states of a region together: how many, their size, and what they practise, weighed by it; shape (K,)."""

    name: str
    states: int
    size: float
    practice: Floats


@dataclass(frozen=True, eq=False, repr=False)
class WorldAnalysis(Shown):
    """A world solved, with the counterfactual that is asked about.

    Attributes
    ----------
    setting
        The world as it is told.
    before, after
        The solutions without and with the changes; `after` is None where no change is asked about.
    states
        The codes that are asked about, none where all are.
    explain
        Whether it is told why each of these states practises what it does.
    channels
        Through which channels the changes work, where the states stay the same.
    influence_found
        Who moves the others, with the changes, where it was worked out beforehand.
    """

    setting: WorldSetting
    before: WorldSolution
    after: WorldSolution | None
    states: tuple[str, ...] = ()
    explain: bool = False
    channels: Mapping[str, Any] | None = None
    influence_found: Influence | None = None

    @property
    def now(self) -> WorldSolution:
        """The solution with the changes."""
        return self.before if self.after is None else self.after

    @cached_property
    def blocs(self) -> WorldBlocs:
        """How the strongest states fall into blocs, without the changes."""
        return self._blocs(self.before)

    @cached_property
    def blocs_after(self) -> WorldBlocs | None:
        """The same with the changes."""
        return None if self.after is None else self._blocs(self.after)

    @property
    def blocs_now(self) -> WorldBlocs:
        """The blocs with the changes, if there are any."""
        return self.blocs if self.blocs_after is None else self.blocs_after

    @cached_property
    def influence(self) -> Influence:
        """Who moves the others, with the changes."""
        return self.influence_found or self.now.influence()

    @cached_property
    def margins(self) -> Floats:
        """How far each state is from practising other orders: its least share or slack, with the changes; (n,)."""
        return margins(self.now.world.decimals, self.now.practice.astype(float))

    @cached_property
    def regions(self) -> tuple[Region, ...]:
        """The regions of the states, with the changes, the largest first; none where they are not known of all."""
        world, known = self.now.world, self.setting.regions
        if not all(code in known for code in world.states):
            return ()
        size, practice = world.decimals.size, self.now.practice.astype(float)
        found = []
        for name in sorted({known[code] for code in world.states}):
            own = [place for place, code in enumerate(world.states) if known[code] == name]
            whole = float(size[own].sum())
            found.append(Region(name, len(own), whole, size[own] @ practice[own] / whole))
        return tuple(sorted(found, key=lambda region: -region.size))

    @cached_property
    def reasons(self) -> tuple[Reasons, ...]:
        """Why the states that are asked about practise what they do, with the changes."""
        return tuple(self.now.why(state) for state in self.states if state in self.now.world.states)

    @cached_property
    def sentences(self) -> tuple[DrawnSentence, ...]:
        """What the changes would do, with the share of worlds drawn from the intervals of the mixes where it holds."""
        return () if self.after is None else drawn_sentences(self.setting, self.before, self.after)

    @cached_property
    def moved(self) -> Floats:
        """How far each state moves from its identity, or from its practice before the changes; shape (n,)."""
        practice = self.now.practice.astype(float)
        return np.sqrt(((practice - self.compared) ** 2).sum(axis=1))

    @property
    def movers(self) -> list[int]:
        """The places of the states, those first whose movement weighs most: how far, times size."""
        weights = self.moved * self.now.world.decimals.size
        return [int(place) for place in np.argsort(-weights, kind="stable")]

    @cached_property
    def compared(self) -> Floats:
        """What practice is compared with: the identities, or what the states practised before; shape (n, K)."""
        if self.after is None:
            return self.before.world.decimals.theta
        names = list(self.before.world.states)
        rows = [names.index(state) for state in self.after.world.states]
        return self.before.practice.astype(float)[rows]

    def _blocs(self, solution: WorldSolution) -> WorldBlocs:
        world = solution.world
        return world_blocs(world, solution.practice, self.setting.alignment, strongest(world, POWERS))


def world_analysis(
    setting: WorldSetting,
    states: Sequence[str] = (),
    exact: bool = False,
    explain: bool = False,
    watch: Watch = UNWATCHED,
) -> WorldAnalysis:
    """Solve a world, and the one with the changes that are asked about.

    What is not found in fractions before the watch ends is given in decimals, and a note names it, and how much of a
    search for all equilibria is left.

    Raises
    ------
    InputErrors
        If a state is unknown, or a change cannot be made.
    """
    for state in states:
        if state not in setting.world.states:
            raise InputError(unknown("state", state, setting.world.states))
    watch.tell("who practises what")
    before = solve_world(setting.world, exact, watch.deadline)
    after = channels = None
    if setting.changes:
        watch.tell("what the changes do")
        after = solve_world(changed(setting.world, setting.changes), exact, watch.deadline)
        if after.world.states == before.world.states:
            channels = before.channels(after, watch.deadline)
    noted = replace(setting, notes=(*setting.notes, *_not_reached(before, after, channels)))
    return WorldAnalysis(noted, before, after, tuple(states), explain, channels)


def _not_reached(
    before: WorldSolution, after: WorldSolution | None, channels: Mapping[str, Any] | None
) -> tuple[str, ...]:
    """Return a note on what time was too short for: fractions that were asked for, and all equilibria."""
    left: list[str] = []
    for solution, which in ((before, ""), (after, " with the changes")):
        if solution is not None and solution.cut_short:
            left.append(f"the equilibrium{which} in fractions")
        if solution is not None and solution.unseen:
            total = count_of_sets(solution.world)
            left.append(f"{solution.unseen} of {total} choices of who practises what{which}")
    if before.exact and channels is not None and any(share.dtype == float for share in channels.values()):
        left.append("the channels in fractions")
    return Taken((), "within the time limit").note(left) if left else ()
