"""What `tetrarchy sweep` is asked for, as a plan: by options, by the `[study]` of a source, or by a folder.

On the command line `--over` says what varies, and without `--samples` the points are a grid. Without `--over` the
source must have a `[study]`, in which options then stand in the place of what the file says.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ..games.errors import InputError
from ..games.scenario.scenario import Scenario
from ..studies.sweep.plan import Plan
from ..studies.sweep.points.designs import design_kind, designed, usual_design
from ..studies.world.plan import WorldPlan, restored_world_plan, world_plan
from .assemble import assemble
from .assumptions import with_sheets
from .load import load, load_study
from .options import varied
from .sections.game import WORLD
from .world.load import load_setting


@dataclass(frozen=True)
class SweepRequest:
    """The options of a sweep; None and empty where they were not given.

    Attributes
    ----------
    over
        Texts of the form K, K=LO:HI, K=LO:HI:N or K=A,B,C.
    settings
        Paths and values that are set in the scenario beforehand; `seed` may be among them.
    sheets
        Files of assumptions whose changes are set too: above another coding, below the other settings.
    exact
        Whether the points of a world are solved in fractions.
    """

    over: Sequence[str] = ()
    design: str | None = None
    samples: int | None = None
    concepts: Sequence[str] = ()
    selection: str | None = None
    settings: Mapping[str, Any] = field(default_factory=dict)
    sheets: Sequence[str] = ()
    exact: bool = False

    def plan(self, source: str) -> Plan:
        """Return the plan for a source.

        Raises
        ------
        InputError
            If the source cannot be read, nothing says what varies, or something does not fit.
        """
        if self.exact:
            raise InputError("--exact: goes with a world; the pure equilibria of a scenario are exact in any case")
        return self._by_options(source) if self.over else self._by_study(source)

    def world_plan(self, source: str) -> WorldPlan:
        """Return the plan for the world that a source describes.

        Raises
        ------
        InputError
            As in `plan`, or if a selection is asked for: an equilibrium of a world is not one of a list.
        """
        if self.selection is not None:
            raise InputError("--selection: goes with scenarios; a sweep of a world describes the equilibrium it finds")
        if self.sheets:
            raise InputError(f"--set @{self.sheets[0]}: sheets of assumptions are of scenarios; expected K=V")
        settings = {path: value for path, value in self.settings.items() if path != "seed"}
        setting = load_setting(source).with_world(settings)
        seed = self.settings.get("seed", 0)
        return world_plan(setting, varied(self.over), self.design, self.samples, seed, self.concepts, self.exact)

    def _by_options(self, source: str) -> Plan:
        scenario, kind = self._set_in(load(source)), self.design or usual_design(self.samples)
        design = designed(scenario, varied(self.over), kind, samples=self.samples)
        return Plan(scenario, design, tuple(self.concepts), self.selection or "first")

    def _by_study(self, source: str) -> Plan:
        plan = load_study(source)
        if plan is None:
            raise InputError(f"{source}: has no [study]; say what varies, as in --over K=LO:HI:N")
        if self.design is not None:
            raise InputError("--design goes with --over; the [study] has a design of its own")
        if self == SweepRequest():
            return plan
        scenario = self._set_in(plan.scenario)
        if self.samples is not None and not plan.design.drawn:
            raise InputError("--samples: the points of the [study] are listed, not drawn")
        design = plan.design.around(scenario, self.samples, scenario.seed if "seed" in self.settings else None)
        concepts = tuple(self.concepts) or plan.concepts
        return Plan(scenario, design, concepts, self.selection or plan.selection)

    def _set_in(self, scenario: Scenario) -> Scenario:
        coding = {path: value for path, value in self.settings.items() if path == "orders"}
        coded = scenario.replace(coding)
        own = {path: value for path, value in self.settings.items() if path not in coding}
        return coded.replace(with_sheets(coded, self.sheets, own))


def restored_plan(described: Mapping[str, Any], source: str | None = None) -> Plan | WorldPlan:
    """Return the plan that a folder describes (`Plan.described`), or of a scenario that of the source that is named.

    A world is read again from its source, or from the one that is named.

    Raises
    ------
    InputError
        If its points are a table, which the folder does not hold, or this version reads it otherwise.
    """
    if described["scenario"].get("kind") == WORLD:
        return restored_world_plan(load_setting(source or described["scenario"]["source"]), described)
    if source is not None:
        return SweepRequest().plan(source)
    scenario = assemble(described["scenario"], described["scenario"]["title"])
    if isinstance(scenario, list):
        raise InputError(f"the scenario of the folder is not understood: {scenario[0].message}")
    design = design_kind(described["design"]["design"]).restored(scenario, described["design"])
    return Plan(scenario, design, tuple(described["concepts"]), described["selection"])


def shard_named(text: str) -> tuple[int, int]:
    """Return which of how many shares of a sweep "2/16" asks for.

    Raises
    ------
    InputError
        If the text has not this form.

    Examples
    --------
    >>> shard_named("2/16")
    (2, 16)
    """
    found = re.fullmatch("([0-9]{1,9})/([0-9]{1,9})", text)
    if found is None:
        raise InputError(f"--shard {text[:40]}: expected I/N, for instance 2/16 for the second of sixteen shares")
    return int(found[1]), int(found[2])
