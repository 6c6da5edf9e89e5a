"""Single questions to a world: who moves the others, how some states fall into blocs, and the whole report."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

from ...games.numbers import counted
from ...games.text.shown import Shown
from ...games.world.setting import AlignmentTerms, WorldSetting
from ...solvers.world.influence import Influence
from ...solvers.world.solution import solve_world
from ..watch import UNWATCHED, Taken, Watch
from .analysis import WorldAnalysis, world_analysis
from .blocs import WorldBlocs, states_named, world_blocs
from .page import WorldPage


@dataclass(frozen=True, eq=False, repr=False)
class WorldInfluence(Shown):
    """Who moves the others in a world, the most influential first; `top` are told."""

    setting: WorldSetting
    influence: Influence
    top: int


@dataclass(frozen=True, eq=False, repr=False)
class WorldAlignment(Shown):
    """How some states of a world fall into blocs."""

    setting: WorldSetting
    terms: AlignmentTerms
    blocs: WorldBlocs


@dataclass(frozen=True, eq=False, repr=False)
class WorldReport(Shown):
    """The whole analysis of a world."""

    analysis: WorldAnalysis

    @cached_property
    def page(self) -> WorldPage:
        """Its first page."""
        return WorldPage(self.analysis)


def world_influence(setting: WorldSetting, top: int, watch: Watch = UNWATCHED) -> WorldInfluence:
    """Return who moves the others at the equilibrium of a world; a note counts the states not reached in time."""
    watch.tell("who moves the others")
    found = solve_world(setting.world).influence(watch.deadline)
    return WorldInfluence(_noted(setting, _not_reached(found)), found, top)


def world_report(setting: WorldSetting, watch: Watch = UNWATCHED) -> WorldReport:
    """Return the whole analysis of a world; notes say what was not reached in time."""
    analysis = world_analysis(setting, watch=watch)
    watch.tell("who moves the others")
    found = analysis.now.influence(watch.deadline)
    noted = _noted(analysis.setting, _not_reached(found))
    return WorldReport(replace(analysis, setting=noted, influence_found=found))


def _not_reached(influence: Influence) -> str | None:
    """Return in words of how many states the influence was not worked out; None where it was of all."""
    states = len(influence.values)
    left = states - influence.reached
    return f"the influence of {counted(left)} of the {counted(states)} states" if left else None


def world_alignment(
    setting: WorldSetting, states: str, terms: AlignmentTerms, watch: Watch = UNWATCHED
) -> WorldAlignment:
    """Return the blocs of the states that "all", "top25" or "RUS,CHN" means.

    A note says that they are not proven best, or what no single state would leave was not counted, where time was up.
    """
    named = states_named(setting.world, states)
    watch.tell("how states fall into blocs")
    practice = solve_world(setting.world).practice
    blocs = world_blocs(setting.world, practice, terms, named, deadline=watch.deadline)
    left = None
    if blocs.alignment.cut_short:
        proven = blocs.alignment.optimal
        left = "the divisions that no single state would leave" if proven else "a proof that these blocs are the best"
    return WorldAlignment(_noted(setting, left), terms, blocs)


def _noted(setting: WorldSetting, left: str | None) -> WorldSetting:
    """Return a setting with a note on what was not reached in time, if anything was not."""
    if left is None:
        return setting
    return replace(setting, notes=(*setting.notes, *Taken((), "within the time limit").note([left])))
