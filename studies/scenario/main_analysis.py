"""The analyses that answer a scenario, whatever it asks: what leads its report, and what stands on the first page."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from math import inf

from ...games.errors import InputError
from ...games.normal_form import PureProfile
from ...games.numbers import counted
from ...games.scenario.scenario import Scenario
from ..conflict.conflict_analysis import ConflictAnalysis, WholeConflict, conflict_analysis
from ..evolution.populations import PopulationAnalysis, population_analysis
from ..repeated.repetition import RepeatedAnalysis, repeated_analysis
from ..sequence.analysis import SequenceAnalysis, sequence_analysis
from ..stochastic.moving_analysis import MovingAnalysis, moving_analysis
from ..sweep.plan import Plan
from ..sweep.study import Study
from ..sweep.sweep import run
from ..thresholds.tipping import Ranking
from ..watch import UNWATCHED, Watch
from .analysis import Analysis, analyse
from .page.changes import what_would_change
from .page.facts import Drawn, Judgements, drawn, judgements
from .page.foresight import foreseen_outcomes
from .page.joint_moves import JointMove, leaving_together
from .page.likelihood import Scale, scale_named
from .page.question import Lead, lead_of, question_of
from .unsolved import UnsolvedGame

MOST_ROWS = 50_000
"""Points of a `[study]` that a report works out; of a larger one it says how to run it."""


@dataclass(frozen=True, eq=False)
class Report:
    """What a report tells.

    Attributes
    ----------
    analysis
        The game played once, solved; or the population.
    again
        The game played again and again, where the scenario says how.
    moving
        The game whose state moves, where the arena has one.
    sequence
        What comes of the order of moves, or of the tree, where the scenario has one.
    study
        The sweep that the scenario's file asks for.
    scale
        The words in which the chances of types are told beside their numbers, where that was asked for.
    notes
        What was asked for and is not there, and why.
    """

    scenario: Scenario
    analysis: Analysis | PopulationAnalysis
    lead: Lead
    again: RepeatedAnalysis | None = None
    moving: MovingAnalysis | None = None
    sequence: SequenceAnalysis | None = None
    study: Study | None = None
    scale: Scale | None = None
    notes: tuple[str, ...] = ()

    @property
    def question(self) -> str:
        """What the scenario asks."""
        return question_of(self.scenario)

    @cached_property
    def unsolved(self) -> UnsolvedGame | None:
        """The game before it is solved; None for a population."""
        return UnsolvedGame(self.scenario, self.analysis.game) if isinstance(self.analysis, Analysis) else None

    @cached_property
    def looked_at(self) -> PureProfile | None:
        """The outcome whose stability is looked into: that of today, else the first pure equilibrium, if any."""
        if self.unsolved is None:
            return None
        return self.unsolved.status_quo or next(iter(self.unsolved.pure_equilibria), None)

    @cached_property
    def together(self) -> tuple[JointMove, ...] | None:
        """The groups that would leave `looked_at` together; None where that was not worked out."""
        if self.unsolved is None or self.looked_at is None:
            return None
        return leaving_together(self.scenario, self.unsolved.game, self.looked_at)

    @cached_property
    def foreseen(self) -> tuple[PureProfile, ...] | None:
        """What holds in the game played once where each side reckons with the others' answers (SEQ).

        None where that was not worked out, or the report is of more than the game played once.
        """
        if self.unsolved is None or self.lead not in ("once", "study"):
            return None
        return foreseen_outcomes(self.scenario)

    @cached_property
    def changes(self) -> Ranking | None:
        """What would change which outcomes of the game played once are stable: its numbers, the most decisive first."""
        return what_would_change(self.scenario)

    @cached_property
    def drawn(self) -> Drawn | None:
        """In which share of the worlds around the scenario `looked_at` is an equilibrium."""
        return None if self.looked_at is None else drawn(self.scenario, self.looked_at)

    @cached_property
    def judgements(self) -> Judgements | None:
        """How many of the inputs are judgements."""
        return judgements(self.scenario)


def main_analysis(
    scenario: Scenario,
    concept: str | None = None,
    watch: Watch = UNWATCHED,
    study: Plan | None = None,
    scale: str | None = None,
) -> Report | WholeConflict:
    """Return what a report on a scenario is about.

    Parameters
    ----------
    concept, watch
        As in `analyse`; where more is asked for, half of the time is for the game played once. A population has no use
        for either.
    study
        The sweep that the scenario's file asks for.
    scale
        The name of a scale of words for the chances of types; None for numbers alone.

    Raises
    ------
    InputError
        If a conflict, which is followed to its end, is given a time limit, there is no such scale, or the scenario has
        no chances of its own for it.
    """
    if scenario.graph:
        if watch.deadline < inf:
            raise InputError("a conflict is followed to its end: a report on it takes no time limit")
        return WholeConflict(conflict_analysis(scenario, [concept] if concept else ()))
    words = None if scale is None else scale_named(scale, scenario)
    lead = lead_of(scenario, study is not None)
    if scenario.population:
        return Report(scenario, population_analysis(scenario, watch=watch), lead, scale=words)
    alone = lead == "once" and not _asks_again(scenario)
    analysis = analyse(scenario, concept, watch if alone else watch.half())
    try:
        return _with_lead(Report(scenario, analysis, lead, scale=words), watch, study)
    except InputError as error:
        return Report(scenario, analysis, "once", scale=words, notes=(f"Not worked out: {error}.",))


def _with_lead(once: Report, watch: Watch, study: Plan | None) -> Report:
    """Return a report on the game played once with what else its scenario asks for."""
    scenario = once.scenario
    if once.lead == "sequence":
        watch.tell("subgame-perfect equilibria")
        return replace(once, sequence=sequence_analysis(scenario))
    if once.lead == "moving":
        return replace(once, moving=moving_analysis(scenario, watch=watch))
    if _asks_again(scenario):
        once = _with_repetition(once, watch)
    if study is None:
        return once
    if len(study) > MOST_ROWS:
        note = f"The study has {counted(len(study))} points, too many for a report: tetrarchy sweep works them out."
        return replace(once, lead="once", notes=(*once.notes, note))
    watch.tell(f"sweep of {counted(len(study))} points")
    return replace(once, study=run(study))


def _with_repetition(once: Report, watch: Watch) -> Report:
    """Return a report with the repeated game, or with why there is none."""
    try:
        return replace(once, again=repeated_analysis(once.scenario, watch, sets=False))
    except InputError as error:
        lead: Lead = "once" if once.lead == "repeated" else once.lead
        return replace(once, lead=lead, notes=(f"The game played again and again was not worked out: {error}.",))


def _asks_again(scenario: Scenario) -> bool:
    """Tell whether a scenario says how its game is played again and again."""
    return scenario.repeated is not None or bool(scenario.strategies)


@dataclass(frozen=True, eq=False)
class Brief:
    """The first page of a report alone."""

    report: Report


def first_page(found: Report | WholeConflict) -> Brief | ConflictAnalysis:
    """Return the first page of a report; of one on a conflict, where it rests."""
    return Brief(found) if isinstance(found, Report) else found.analysis
