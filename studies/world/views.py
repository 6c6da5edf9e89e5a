"""Single questions to a world: who moves the others, how some states fall into blocs, and the whole report."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from ...games.text.shown import Shown
from ...games.world.setting import AlignmentTerms, WorldSetting
from ...solvers.world.influence import Influence
from ...solvers.world.solution import solve_world
from .analysis import WorldAnalysis
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


def world_influence(setting: WorldSetting, top: int) -> WorldInfluence:
    """Return who moves the others at the equilibrium of a world."""
    return WorldInfluence(setting, solve_world(setting.world).influence(), top)


def world_alignment(setting: WorldSetting, states: str, terms: AlignmentTerms) -> WorldAlignment:
    """Return the blocs of the states that "all", "top25" or "RUS,CHN" means."""
    practice = solve_world(setting.world).practice
    return WorldAlignment(
        setting, terms, world_blocs(setting.world, practice, terms, states_named(setting.world, states))
    )
