"""The analyses that answer a scenario, whatever it asks: what leads its report, and what stands on the first page."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property, partial

from ...games.errors import InputError
from ...games.graph.of_game import graph_model
from ...games.normal_form import PureProfile
from ...games.numbers import counted, several
from ...games.scenario.scenario import Scenario
from ...games.text.shown import Shown
from ...solvers.deadline import seconds_until, tell
from ..conflict.conflict_analysis import WholeConflict, conflict_analysis
from ..conflict.first_page import ConflictPage
from ..conflict.swaps import Swap, neighbour_swaps
from ..evolution.populations import PopulationAnalysis, population_analysis
from ..repeated.repetition import RepeatedAnalysis, repeated_analysis
from ..sequence.analysis import SequenceAnalysis, beyond_plans, sequence_analysis
from ..stochastic.moving_analysis import MovingAnalysis, moving_analysis
from ..sweep.plan import Plan
from ..sweep.running.progress import Progress
from ..sweep.study import Study
from ..sweep.sweep import solved
from ..thresholds.kinds.sequence_play import solved_at_once
from ..thresholds.ranking import Ranking
from ..watch import UNWATCHED, Watch
from .analysis import Analysis, analyse
from .page.asked import Asked, asked
from .page.changes import what_would_change
from .page.facts import Drawn, Judgements, drawn, judgements
from .page.foresight import foreseen_outcomes
from .page.joint_moves import JointMove, leaving_together
from .page.likelihood import Scale, scale_named
from .page.question import Lead, lead_of, question_of
from .page.worlds import ends_in, kept_up, played_by_state, stable_once
from .unsolved import UnsolvedGame

MOST_ROWS = 50_000
"""Points of a `[study]` that a report works out; of a larger one it says how to run it."""


@dataclass(frozen=True, eq=False, repr=False)
class Report(Shown):
    """What a report tells.

    Attributes
    ----------
    analysis
        The game played once, solved; the population; or, of a tree with too many plans to be played at once, what comes
        of its moves in sequence.
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
    late
        Whether time was up when all this was worked out: what would change it, and shares of draws, are then left out.
    """

    scenario: Scenario
    analysis: Analysis | PopulationAnalysis | SequenceAnalysis
    lead: Lead
    again: RepeatedAnalysis | None = None
    moving: MovingAnalysis | None = None
    sequence: SequenceAnalysis | None = None
    study: Study | None = None
    scale: Scale | None = None
    notes: tuple[str, ...] = ()
    late: bool = False

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
        """What would change the answer of the game that leads: its numbers, the most decisive first."""
        return None if self.late else what_would_change(self.scenario, self.lead)

    @cached_property
    def swaps(self) -> tuple[Swap, ...] | None:
        """What comes of swaps of neighbours in rankings of the outcomes; None where payoffs are no ranks."""
        if self.unsolved is None or not self.scenario.ordinal or self.lead != "once":
            return None
        return neighbour_swaps(self.unsolved.game, "nash")

    @property
    def ranked(self) -> tuple[tuple[tuple[int, ...], ...], ...]:
        """For each player the classes of equally good outcomes, best first; outcomes by their number."""
        return () if self.unsolved is None else graph_model(self.unsolved.game).preferences

    @cached_property
    def asked(self) -> tuple[Asked, ...]:
        """What is found of the numbers and actions that the question is about, in the game played once."""
        if self.unsolved is None or self.lead not in ("once", "study"):
            return ()
        return asked(self.scenario, self.unsolved.game, self.changes)

    @cached_property
    def drawn(self) -> Drawn | None:
        """In which share of the worlds around the scenario what the answer tells of holds, in the game that leads.

        Once it is told of `looked_at`, repeated of `kept`, else of what `changes` holds today.
        """
        if self.late:
            return None
        if self.lead == "sequence" and not solved_at_once(self.scenario):
            return None
        if self.lead in ("sequence", "moving") and self.changes is not None and self.changes.holding:
            told_of = played_by_state if self.lead == "moving" else ends_in
            return drawn(self.scenario, told_of(self.scenario, self.changes.holding))
        if self.lead == "repeated" and self.kept is not None:
            return drawn(self.scenario, kept_up(self.scenario, self.kept))
        if self.lead in ("once", "study") and self.looked_at is not None:
            return drawn(self.scenario, stable_once(self.looked_at))
        return None

    @property
    def kept(self) -> PureProfile | None:
        """The profile that patience keeps up though it is not stable once, the best for all together; None if none."""
        return None if self.again is None or not self.again.beyond else self.again.beyond[0].profile

    @cached_property
    def judgements(self) -> Judgements | None:
        """How many of the inputs are judgements."""
        return judgements(self.scenario.underlying)


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
        If there is no such scale, or the scenario has no chances of its own for it.
    """
    if scenario.graph:
        return WholeConflict(conflict_analysis(scenario, [concept] if concept else (), watch=watch))
    words = None if scale is None else scale_named(scale, scenario)
    lead = lead_of(scenario, study is not None)
    if scenario.population:
        return Report(scenario, population_analysis(scenario, watch=watch), lead, scale=words)
    if concept is None and beyond_plans(scenario):
        watch.tell("subgame-perfect equilibria")
        found = sequence_analysis(scenario, watch=watch)
        return Report(scenario, found, lead, sequence=found, scale=words)
    alone = lead == "once" and not _asks_again(scenario)
    analysis = analyse(scenario, concept, watch if alone else watch.half())
    try:
        return _in_time(_with_lead(Report(scenario, analysis, lead, scale=words), watch, study), watch)
    except InputError as error:
        return Report(scenario, analysis, "once", scale=words, notes=(f"Not worked out: {error}.",))


def _in_time(report: Report, watch: Watch) -> Report:
    """Return a report, without what is worked out last where time is up."""
    if seconds_until(watch.deadline) != 0:
        return report
    note = "Not reached within the time limit: what would change the answer, the share of draws."
    return replace(report, late=True, notes=(*report.notes, note))


def _with_lead(once: Report, watch: Watch, study: Plan | None) -> Report:
    """Return a report on the game played once with what else its scenario asks for."""
    scenario = once.scenario
    if once.lead == "sequence":
        watch.tell("subgame-perfect equilibria")
        return replace(once, sequence=sequence_analysis(scenario, watch=watch))
    if once.lead == "moving":
        return replace(once, moving=moving_analysis(scenario, watch=watch))
    if _asks_again(scenario):
        once = _with_repetition(once, watch)
    if study is None:
        return once
    if len(study) > MOST_ROWS:
        note = f"The study has {counted(len(study))} points, too many for a report: tetrarchy sweep works them out."
        return replace(once, lead="once", notes=(*once.notes, note))
    return _with_study(once, study, watch)


def _with_study(once: Report, study: Plan, watch: Watch) -> Report:
    """Return a report with as much of the sweep of a study as there is time for."""
    points = f"the study of {several(len(study), 'point')}"
    taken = watch.take([(points, partial(solved, study, progress=_count_points, deadline=watch.deadline))])
    if not taken.results:
        return replace(once, lead="once", notes=(*once.notes, *taken.note([points])))
    (rows,) = taken.results
    swept = Study(study, *rows)
    reached = len(swept) + sum(failure.stop - failure.start for failure in swept.failed)
    if reached == len(study):
        return replace(once, study=swept)
    left = f"{counted(len(study) - reached)} of the {several(len(study), 'point')} of the study"
    note = f"Not reached within the time limit: {left}. What is said of it is about the other points."
    return replace(once, study=swept, notes=(*once.notes, note))


def _count_points(progress: Progress) -> None:
    tell("points", progress.done + progress.failed, progress.rows)


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


@dataclass(frozen=True, eq=False, repr=False)
class Brief(Shown):
    """The first page of a report alone."""

    report: Report

    def about(self) -> str:
        """Return what the report is on."""
        return self.report.about()


def first_page(found: Report | WholeConflict) -> Brief | ConflictPage:
    """Return the first page of a report."""
    return Brief(found) if isinstance(found, Report) else ConflictPage(found.analysis)
