"""A report as plain values: the analysis in the schema it has always had, and the first page beside it."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from ...games.normal_form import NormalFormGame
from ...games.scenario.scenario import Scenario
from ...studies.evolution.magnet import Adoption
from ...studies.evolution.order_contest.analysis import OrderContest
from ...studies.scenario.analysis import Analysis
from ...studies.scenario.main_analysis import Brief, Report
from ...studies.scenario.stakes import at_stake
from ...studies.sequence.analysis import SequenceAnalysis
from ...studies.world.standing import standing_of
from ..evolution.magnet import magnet_json
from ..evolution.order_contest import order_contest_json
from ..format.json import attributes
from ..format.provenance import provenance
from ..repeated.moving import moving_json
from ..repeated.report import repeat_json
from ..scenario.values import report_json, report_values
from ..sequence.values import sequence_json
from ..tipping import ranking_values
from .sentences import answer_sentences


def main_json(report: Report) -> dict[str, Any]:
    """Return a whole report: in the schema tetrarchy.report/1, of a population in tetrarchy.evolve/1."""
    return {**_analysis(report), **_page(report), "study": _regimes(report)}


def brief_json(brief: Brief) -> dict[str, Any]:
    """Return the first page in the schema tetrarchy.brief/1."""
    return {**provenance(brief.report.scenario, "brief"), **_page(brief.report)}


def _analysis(report: Report) -> dict[str, Any]:
    match report.analysis:
        case OrderContest() as contest:
            return order_contest_json(contest)
        case Adoption() as adoption:
            return magnet_json(adoption)
        case SequenceAnalysis() as analysis:
            return sequence_json(analysis)
        case Analysis() as analysis:
            return {
                **_once(analysis, report),
                "repeated": None if report.again is None else _without_scenario(repeat_json(report.again)),
                "moving": None if report.moving is None else _without_scenario(moving_json(report.moving)),
            }


def _once(analysis: Analysis, report: Report) -> dict[str, Any]:
    return report_json(analysis) if report.sequence is None else report_values(analysis, report.sequence)


def _without_scenario(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name not in ("schema", "version", "source", "scenario")}


def _page(report: Report) -> dict[str, Any]:
    """Return what stands on the first page."""
    unsolved, profile = report.unsolved, report.looked_at
    game = None if unsolved is None else unsolved.game
    outcomes = [] if game is None or report.swaps is None else list(game.pure_profiles())
    return {
        "question": report.question,
        "lead": report.lead,
        "answer": answer_sentences(report),
        "labels": None if game is None else labels_values(report.scenario),
        "at_stake": None if game is None or report.scenario.ordinal else _stakes(game),
        "foreseen": None
        if game is None or report.foreseen is None
        else [game.name_profile(each) for each in report.foreseen],
        "looked_at": None if game is None or profile is None else game.name_profile(profile),
        "leaving_together": None
        if game is None or report.together is None
        else [
            {
                "players": [game.players[player] for player in group.players],
                "profile": game.name_profile(group.profile),
                "gains": None if report.scenario.ordinal else group.gains,
            }
            for group in report.together
        ],
        "changes": None if report.changes is None else ranking_values(report.scenario.underlying, report.changes),
        "swaps": None
        if report.swaps is None or game is None
        else [
            {
                "player": game.players[swap.player],
                "place": swap.place,
                "appears": [game.name_profile(outcomes[state]) for state in swap.appears],
                "ends": [game.name_profile(outcomes[state]) for state in swap.ends],
            }
            for swap in report.swaps
        ],
        "share_of_draws": None
        if report.drawn is None
        else attributes(report.drawn, "share", "draws", "standard_error"),
        "evidence": None if (standing := standing_of(report.scenario)) is None else standing._asdict(),
        "judgements": None
        if report.judgements is None
        else {**asdict(report.judgements), **attributes(report.judgements, "judged", "inputs")},
        "not_worked_out": report.notes,
    }


def labels_values(scenario: Scenario) -> dict[str, Any]:
    """Return what readers call the players and their actions, by the names that scripts use."""
    names = scenario.names
    return {
        "players": dict(zip(names.players, names.labels, strict=True)),
        "actions": {
            player: {str(own.code): str(own) for own in actions}
            for player, actions in zip(names.players, names.actions, strict=True)
        },
    }


def _stakes(game: NormalFormGame) -> dict[str, Any]:
    return dict(zip(game.players, at_stake(game), strict=True))


def _regimes(report: Report) -> list[dict[str, Any]] | None:
    if report.study is None:
        return None
    return [
        {
            "equilibria": [report.scenario.name_profile(profile) for profile in regime.profiles],
            **attributes(regime, "knife_edge", "points", "share", "standard_error"),
        }
        for regime in report.study.regimes()
    ]
