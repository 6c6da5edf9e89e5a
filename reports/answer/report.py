"""The whole report: the first page, what leads, the game played once, what it all rests on, and the numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from ...games.numbers import counted
from ...games.sequence.given import has_tree
from ...studies.evolution.magnet import Adoption
from ...studies.evolution.order_contest.analysis import OrderContest
from ...studies.repeated.repetition import RepeatedAnalysis
from ...studies.scenario.analysis import Analysis
from ...studies.scenario.main_analysis import Report
from ...studies.scenario.page.question import Lead
from ...studies.scenario.unsolved import UnsolvedGame
from ...studies.sequence.analysis import SequenceAnalysis
from ..evolution.magnet import magnet_report
from ..evolution.order_contest import order_contest_report
from ..format.blocks import Block, Heading, Paragraph
from ..repeated.moving import moving_in_words, moving_numbers
from ..repeated.report import repeat_in_words, repeat_numbers
from ..scenario.game import background
from ..scenario.report import (
    analysis_tables,
    closing,
    holds_sections,
    number_sections,
    reach,
    rests_sections,
)
from ..scenario.words import mover_words, profile_words
from ..sequence.report import sequence_in_words, sequence_numbers, sequence_report, sequence_section
from ..sweep.report import regime_sections
from ..tipping import ranked
from .page_one import page_one
from .sentences import once_sentence


def main_report(report: Report) -> Iterator[Block]:
    """Give the whole report."""
    yield Heading(report.scenario.title, 1)
    yield from page_one(report)
    if isinstance(report.analysis, Analysis):
        yield from _scenario_section(report)
        yield from _game_sections(report, report.analysis)
        yield from closing(report.scenario)
    elif isinstance(report.analysis, SequenceAnalysis):
        yield from _scenario_section(report)
        yield from sequence_section(report.analysis)
    else:
        yield from _population_sections(report.analysis)
        yield from _changes(report)


def _scenario_section(report: Report) -> Iterator[Block]:
    """Give what the scenario is, where there is more to say of it than its title and its question."""
    if told := tuple(background(report.scenario, report.question)):
        yield Heading("The scenario")
        yield from told


def main_tables(report: Report) -> Iterator[Block]:
    """Give the tables of the whole report, of the game played once as `analysis_tables` does."""
    match report.analysis:
        case Analysis() as analysis:
            yield from analysis_tables(analysis)
        case OrderContest() | Adoption() as analysis:
            yield from _POPULATIONS[type(analysis)](analysis)
        case SequenceAnalysis() as analysis:
            yield from sequence_report(analysis)


_POPULATIONS: Mapping[type, Callable[..., Iterator[Block]]] = {
    OrderContest: order_contest_report,
    Adoption: magnet_report,
}


def _population_sections(analysis: OrderContest | Adoption) -> Iterator[Block]:
    """Give the report on a population; its title stands above the first page already."""
    blocks = _POPULATIONS[type(analysis)](analysis)
    next(blocks)
    yield Heading("The scenario")
    yield from blocks


_ALONE: Mapping[Lead, str] = {
    "sequence": "If all moved at once, or bound themselves to plans",
    "repeated": "The game played once",
    "moving": "The game played once",
    "study": "The game played once",
}
"""What the game played once is called beside what leads the report."""


def _game_sections(report: Report, analysis: Analysis) -> Iterator[Block]:
    reached = reach(analysis)
    if report.sequence is not None:
        yield from sequence_in_words(report.sequence)
    if report.moving is not None:
        yield Heading("Play that looks ahead")
        yield from moving_in_words(report.moving)
    if report.again is not None and report.lead == "repeated":
        yield from _again(report.again)
    if report.study is not None:
        yield Heading("Over the points of the study")
        yield from regime_sections(report.study)
        yield Paragraph("What drives the regimes, and in which parts of the ranges they lie: tetrarchy sweep.")
    if report.lead == "once":
        yield from holds_sections(analysis, reached)
    else:
        yield Heading(_ALONE[report.lead])
        yield Paragraph(" ".join(_once(report, analysis)))
    if report.again is not None and report.lead != "repeated":
        yield from _again(report.again)
    yield from rests_sections(UnsolvedGame(report.scenario, analysis.game), report.sequence)
    yield from _changes(report)
    yield from number_sections(analysis, reached, report.sequence)
    if report.sequence is not None:
        yield from sequence_numbers(report.sequence)
    if report.moving is not None:
        yield from moving_numbers(report.moving)
    if report.again is not None:
        yield from repeat_numbers(report.again)


def _again(analysis: RepeatedAnalysis) -> Iterator[Block]:
    yield Heading("Played again and again")
    yield from repeat_in_words(analysis)


def _once(report: Report, analysis: Analysis) -> Iterator[str]:
    """Go through the sentences on the game played once where something else leads."""
    if has_tree(report.scenario):
        stable = sum(each.pure for each in analysis.solution.equilibria)
        ways = "one outcome is stable" if stable == 1 else f"{counted(stable)} outcomes are stable"
        yield f"As a game of plans, which nobody can change once play has begun, {ways}; the appendix has the list."
        return
    yield once_sentence(analysis)
    unsolved = UnsolvedGame(report.scenario, analysis.game)
    if unsolved.status_quo is not None:
        leaving = [mover_words(report.scenario, analysis.game, mover) for mover in unsolved.leaving]
        stable = "the one" if len(unsolved.pure_equilibria) == 1 else "among them"
        stands = f"is not {stable}: {'; '.join(leaving)}" if leaving else f"is {stable}"
        yield f"Today's outcome, {profile_words(report.scenario.names, unsolved.status_quo)}, {stands}."
    yield "The appendix has its numbers."


def _changes(report: Report) -> Iterator[Block]:
    """Give the ranking of the numbers by their nearest tipping points."""
    if report.changes is not None and report.changes.nearest is not None:
        yield Heading("What would change it")
        yield from ranked(report.scenario.underlying, report.changes)
