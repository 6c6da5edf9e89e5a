"""What is written of each result, and in which formats: two tables that the commands and the tests read.

Modules are named here and imported when something is written, so that a command loads no more than it needs.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any, Literal, NamedTuple

from ..games.text.visible import encodable, is_utf8, json_character
from .format.escapes import html_character, latex_character


class Output(NamedTuple):
    """What there is to write of a result: functions of the result in `reports`, each as "module.function".

    Attributes
    ----------
    document
        Gives the blocks that a reader sees.
    values
        Gives the same as plain values for JSON.
    tables
        Gives the tables that CSV keeps, where they are others than those of the document.
    """

    document: str
    values: str
    tables: str = ""


class Format(NamedTuple):
    """A format: the part of an output that it writes, and the function in `reports` that makes text of that part.

    Attributes
    ----------
    suffixes
        The ends of file names that ask for it, the usual one first.
    fits_screen
        The function takes the columns of a terminal too, and fits what it writes into them.
    character
        Writes a character by its number, where the format has a way to do so.
    """

    part: Literal["document", "values", "tables"]
    writer: str
    suffixes: tuple[str, ...] = ()
    fits_screen: bool = False
    character: Callable[[str], str] | None = None


OUTPUTS: Mapping[str, Output] = {
    "studies.catalogue.Catalogue": Output("catalogue.catalogue_report", "catalogue.catalogue_json"),
    "studies.claims.judge.Ledger": Output("claims.claims_report", "claims.claims_json", "claims.claims_tables"),
    "studies.coders.CodedMatrices": Output("coders.coders_report", "coders.coders_json"),
    "studies.conflict.conflict_analysis.ConflictAnalysis": Output(
        "conflict.report.conflict_report", "conflict.values.conflict_json"
    ),
    "studies.conflict.conflict_analysis.UnsolvedConflict": Output(
        "conflict.model.unsolved_report", "conflict.values.unsolved_json"
    ),
    "studies.conflict.conflict_analysis.WholeConflict": Output(
        "conflict.page_one.whole_conflict", "conflict.page_one.whole_conflict_json"
    ),
    "studies.conflict.first_page.ConflictPage": Output(
        "conflict.page_one.conflict_brief", "conflict.page_one.brief_json"
    ),
    "studies.evolution.game_evolution.GameEvolution": Output(
        "evolution.game.game_evolution_report", "evolution.game.game_evolution_json"
    ),
    "studies.evolution.magnet.Adoption": Output("evolution.magnet.magnet_report", "evolution.magnet.magnet_json"),
    "studies.evolution.order_contest.analysis.OrderContest": Output(
        "evolution.order_contest.order_contest_report", "evolution.order_contest.order_contest_json"
    ),
    "studies.repeated.repetition.RepeatedAnalysis": Output(
        "repeated.report.repeat_report", "repeated.report.repeat_json"
    ),
    "studies.revealed.conditions.Conditions": Output(
        "revealed.conditions.conditions_report", "revealed.conditions.conditions_json"
    ),
    "studies.revealed.explained.Explained": Output(
        "revealed.explained.explained_report", "revealed.explained.explained_json"
    ),
    "studies.revealed.reveal.Revealed": Output("revealed.reveal.revealed_report", "revealed.reveal.revealed_json"),
    "studies.scenario.analysis.Analysis": Output(
        "scenario.report.analysis_report", "scenario.values.report_json", "scenario.report.analysis_tables"
    ),
    "studies.scenario.analysis.Solutions": Output(
        "scenario.report.solutions_report", "scenario.values.solutions_json", "scenario.report.solutions_tables"
    ),
    "studies.scenario.assumption_log.AssumptionLog": Output(
        "scenario.assumptions.assumptions_report",
        "scenario.assumptions.assumptions_json",
        "scenario.assumptions.assumptions_sheet",
    ),
    "studies.scenario.comparison.Comparison": Output(
        "scenario.comparison.comparison_report", "scenario.comparison.comparison_json"
    ),
    "studies.scenario.main_analysis.Brief": Output("answer.page_one.brief_report", "answer.values.brief_json"),
    "studies.scenario.main_analysis.Report": Output(
        "answer.report.main_report", "answer.values.main_json", "answer.report.main_tables"
    ),
    "studies.scenario.unsolved.UnsolvedGame": Output("scenario.report.game_report", "scenario.values.game_json"),
    "studies.scenario.what_if.WhatIf": Output("scenario.what_if.what_if_report", "scenario.values.what_if_json"),
    "studies.sensitivity.answered.AnsweredStudy": Output(
        "sweep.report.sweep_report", "sweep.values.study_json", "sweep.report.points_table"
    ),
    "studies.sequence.analysis.SequenceAnalysis": Output(
        "sequence.report.sequence_report", "sequence.values.sequence_json"
    ),
    "studies.sequence.order_values.OrderValues": Output("sequence.report.order_report", "sequence.values.order_json"),
    "studies.sequence.what_if.SequenceWhatIf": Output("sequence.report.what_if_report", "sequence.values.what_if_json"),
    "studies.stochastic.moving_analysis.MovingAnalysis": Output(
        "repeated.moving.moving_report", "repeated.moving.moving_json"
    ),
    "studies.sweep.running.pilot.Pilot": Output("sweep.progress.pilot_report", "sweep.progress.pilot_json"),
    "studies.sweep.running.store.Status": Output("sweep.progress.status_report", "sweep.progress.status_json"),
    "studies.thickness.analysis.ThicknessAnalysis": Output("thickness.thickness_report", "thickness.thickness_json"),
    "studies.thresholds.threshold_line.Thresholds": Output(
        "thresholds.report.thresholds_report", "thresholds.values.thresholds_json"
    ),
    "studies.thresholds.threshold_map.ThresholdMap": Output(
        "thresholds.report.thresholds_report", "thresholds.values.thresholds_json"
    ),
    "studies.thresholds.tipping.TippingPoints": Output(
        "tipping.tipping_report", "tipping.tipping_json", "tipping.tipping_tables"
    ),
    "studies.workshop.elicitation.Elicitation": Output("workshop.report.elicit_report", "workshop.values.elicit_json"),
    "studies.world.actors.ActorCards": Output("world.actors.actors_report", "world.actors.actors_json"),
    "studies.world.analysis.WorldAnalysis": Output(
        "world.answer.world_report", "world.values.world_json", "world.answer.world_tables"
    ),
    "studies.world.estimate.WindowMixes": Output(
        "world.evidence.mixes_report", "world.evidence.mixes_json", "world.evidence.mixes_tables"
    ),
    "studies.world.evidence.checks.Evidence": Output("world.evidence.evidence_report", "world.evidence.evidence_json"),
    "studies.world.page.WorldPage": Output("world.page_one.world_brief", "world.page_one.brief_json"),
    "studies.world.sweep.WorldSweep": Output(
        "world.sweep.sweep_report", "world.sweep.sweep_json", "world.sweep.sweep_tables"
    ),
    "studies.world.thresholds.WorldThresholds": Output(
        "world.thresholds.thresholds_report", "world.values.thresholds_json"
    ),
    "studies.world.views.WorldAlignment": Output("world.blocs.alignment_report", "world.values.alignment_json"),
    "studies.world.views.WorldInfluence": Output("world.thresholds.influence_report", "world.values.influence_json"),
    "studies.world.views.WorldReport": Output(
        "world.page_one.whole_report", "world.page_one.whole_report_json", "world.answer.whole_tables"
    ),
    "studies.tournament.tournament_analysis.TournamentAnalysis": Output(
        "tournament.report.tournament_report", "tournament.report.tournament_json"
    ),
}
"""For each type of results, by the module and name of its class, what is written of it."""

FORMATS: Mapping[str, Format] = {
    "table": Format("document", "format.document.plain_text", (".txt",), fits_screen=True),
    "markdown": Format("document", "format.document.markdown", (".md", ".markdown")),
    "csv": Format("tables", "format.document.csv", (".csv",)),
    "json": Format("values", "format.json.dumped", (".json",), character=json_character),
    "latex": Format("document", "format.document.latex", (".tex",), character=latex_character),
    "html": Format("document", "format.page.page", (".html", ".htm"), character=html_character),
}
"""The formats that are text."""

FILES: Mapping[str, Format] = {
    "xlsx": Format("tables", "format.workbook.workbook", (".xlsx",)),
    "docx": Format("document", "format.office.word", (".docx",)),
    "pptx": Format("document", "format.office.slides", (".pptx",)),
}
"""The formats that only a file can hold."""

SUFFIXES: Mapping[str, str] = {end: name for name, kind in {**FORMATS, **FILES}.items() for end in kind.suffixes}
"""The format that the end of a file's name asks for."""


def written(result: Any, format: str, screen: int | None = None) -> str:
    """Return a result as text in one of `FORMATS`, with a line break at its end.

    Parameters
    ----------
    screen
        The columns of the terminal that will show it; None for a file or a pipe.
    """
    kind = FORMATS[format]
    part, writer = _part(result, kind), function_named(kind.writer)
    return writer(part, screen) if kind.fits_screen else writer(part)


def document(result: Any) -> list[Any]:
    """Return the blocks that a reader sees of a result."""
    return list(_part(result, FORMATS["html"]))


def packed(result: Any, format: str) -> bytes:
    """Return a result as the bytes of a file in one of `FILES`.

    Raises
    ------
    InputError
        If the format needs a library that is not installed.
    """
    kind = FILES[format]
    return function_named(kind.writer)(_part(result, kind))


def cut_cells(result: Any) -> int:
    """Return how many cells of a result's workbook do not hold the whole of their text."""
    return function_named("format.workbook.cut_cells")(_part(result, FILES["xlsx"]))


def csv_files(result: Any) -> dict[str, str]:
    """Return the tables of a result, each as a file of CSV under a name that comes from its caption."""
    return function_named("format.document.csv_files")(_part(result, FORMATS["csv"]))


def picture_files(result: Any) -> dict[str, bytes]:
    """Return the pictures of a result as files under names that come from their captions: SVG, and PNG where it can."""
    return function_named("figures.picture_files.picture_files")(_part(result, FORMATS["html"]))


def is_output(result: Any) -> bool:
    """Return whether there is anything to write of a result."""
    return _home(result) in OUTPUTS


def _home(result: Any) -> str:
    own = type(result)
    return f"{own.__module__}.{own.__name__}".removeprefix("tetrarchy.")


def _part(result: Any, kind: Format) -> Any:
    output = OUTPUTS[_home(result)]
    return function_named(getattr(output, kind.part) or output.document)(result)


def encoded(text: str, format: str, encoding: str) -> tuple[str, bool]:
    """Return a text in one of `FORMATS` as an encoding can hold it, and whether anything had to be replaced for that.

    A format that can write a character by its number does so for all beyond ASCII, unless the encoding is UTF-8, which
    its readers expect; in the others an escape stands where the encoding has no form for a character.
    """
    if is_utf8(encoding):
        return text, False
    if (character := FORMATS[format].character) is not None:
        return encodable(text, "ascii", character), False
    return (fitting := encodable(text, encoding)), fitting != text


def function_named(name: str) -> Any:
    """Return a function in `reports` by the name of its module and its own, such as "claims.claims_report"."""
    module, _, own = name.rpartition(".")
    return getattr(import_module(f".{module}", __package__), own)
