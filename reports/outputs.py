"""What is written of each result, and in which formats: two tables that the commands and the tests read.

Modules are named here and imported when something is written, so that a command loads no more than it needs.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any, Literal, NamedTuple


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
    """A format: the part of an output that it writes, and the function in `reports` that makes text of that part."""

    part: Literal["document", "values", "tables"]
    writer: str


OUTPUTS: Mapping[str, Output] = {
    "studies.catalogue.Catalogue": Output("catalogue.catalogue_report", "catalogue.catalogue_json"),
    "studies.claims.judge.Ledger": Output("claims.claims_report", "claims.claims_json", "claims.claims_tables"),
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
    "studies.scenario.analysis.Analysis": Output(
        "scenario.report.analysis_report", "scenario.values.report_json", "scenario.report.analysis_tables"
    ),
    "studies.scenario.analysis.Solutions": Output(
        "scenario.report.solutions_report", "scenario.values.solutions_json", "scenario.report.solutions_tables"
    ),
    "studies.scenario.unsolved.UnsolvedGame": Output("scenario.report.game_report", "scenario.values.game_json"),
    "studies.scenario.what_if.WhatIf": Output("scenario.what_if.what_if_report", "scenario.values.what_if_json"),
    "studies.sensitivity.answered.AnsweredStudy": Output(
        "sweep.report.sweep_report", "sweep.values.study_json", "sweep.report.points_table"
    ),
    "studies.stochastic.moving_analysis.MovingAnalysis": Output(
        "repeated.moving.moving_report", "repeated.moving.moving_json"
    ),
    "studies.sweep.running.pilot.Pilot": Output("sweep.progress.pilot_report", "sweep.progress.pilot_json"),
    "studies.sweep.running.store.Status": Output("sweep.progress.status_report", "sweep.progress.status_json"),
    "studies.thickness.analysis.ThicknessAnalysis": Output("thickness.thickness_report", "thickness.thickness_json"),
    "studies.thresholds.threshold_line.Thresholds": Output(
        "thresholds.thresholds_report", "thresholds.thresholds_json"
    ),
    "studies.thresholds.threshold_map.ThresholdMap": Output(
        "thresholds.thresholds_report", "thresholds.thresholds_json"
    ),
    "studies.tournament.tournament_analysis.TournamentAnalysis": Output(
        "tournament.report.tournament_report", "tournament.report.tournament_json"
    ),
}
"""For each type of results, by the module and name of its class, what is written of it."""

FORMATS: Mapping[str, Format] = {
    "table": Format("document", "format.document.plain_text"),
    "markdown": Format("document", "format.document.markdown"),
    "csv": Format("tables", "format.document.csv"),
    "json": Format("values", "format.json.dumped"),
    "latex": Format("document", "format.document.latex"),
    "html": Format("document", "format.page.page"),
}
"""The formats."""


def written(result: Any, format: str) -> str:
    """Return a result as text in one of `FORMATS`, with a line break at its end."""
    part, writer = FORMATS[format]
    home = type(result)
    output = OUTPUTS[f"{home.__module__}.{home.__name__}".removeprefix("tetrarchy.")]
    return function_named(writer)(function_named(getattr(output, part) or output.document)(result))


def function_named(name: str) -> Any:
    """Return a function in `reports` by the name of its module and its own, such as "claims.claims_report"."""
    module, _, own = name.rpartition(".")
    return getattr(import_module(f".{module}", __package__), own)
