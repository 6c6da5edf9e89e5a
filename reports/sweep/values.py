"""A sweep and its answers as plain values for JSON.

The rows themselves, column by column, are there for up to `MOST_ROWS` points; of more the folder of the study has
them, or `tetrarchy sweep export` and `--format csv` write them.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from ...studies.sensitivity.answered import AnsweredStudy
from ...studies.sensitivity.boxes.prim import Box
from ...studies.sensitivity.drivers.morris_screening import MorrisScreening
from ...studies.sensitivity.drivers.pawn import Pawn
from ...studies.sensitivity.drivers.sobol_indices import SobolIndices
from ...studies.sensitivity.regimes.refined_thresholds import RefinedThresholds
from ...studies.sensitivity.robust.robustness import ActionRobustness, RowShare
from ...studies.sensitivity.study_answers import Sensitivity
from ...studies.sweep.regimes import profiles_by_name
from ...studies.sweep.running.store import Store
from ...studies.thresholds.threshold_line import TippingPoint
from ..format.json import attributes
from ..format.numbers import exact
from ..format.provenance import provenance

MOST_ROWS = 10_000


def study_json(asked: AnsweredStudy) -> dict[str, Any]:
    """Return a sweep in the schema tetrarchy.sweep/1: its regimes, its answers, and of a small one its points."""
    study, answers = asked.study, asked.answers
    game, small, profiles = study.scenario, len(study) <= MOST_ROWS, profiles_by_name(study.scenario)
    return {
        **provenance(study.scenario, "sweep"),
        "points": len(study),
        "points_asked": len(study.plan),
        "points_failed": sum(failure.stop - failure.start for failure in study.failed),
        "design": study.plan.design.described(),
        **attributes(answers, "spans", "statuses"),
        "regimes": [
            {
                "equilibria": [game.name_profile(profile) for profile in regime.profiles],
                **attributes(regime, "name", "knife_edge", "points", "share", "standard_error"),
            }
            for regime in study.regimes()
        ],
        "tipping_points": None if answers.tipping is None else _tipping(answers.tipping),
        "map": None if answers.map is None else attributes(answers.map, "x", "y", "labels", "share"),
        "points_used": answers.used,
        "sensitivity": None if answers.sensitivity is None else _sensitivity(answers.sensitivity),
        "boxes": [
            {"target": one.target, "points": one.rows, "hits": one.hits, "boxes": list(map(_box, one.boxes))}
            for one in answers.boxes
        ],
        "equilibria": [
            {
                "profile": game.name_profile(profiles[item.profile]),
                "name": item.profile,
                **_share(item.share, study.plan.design.independent),
                "knife_edges": item.knife_edges,
            }
            for item in answers.survival
        ],
        "actions": [_actions(robustness, study.plan.design.independent) for robustness in answers.actions],
        **attributes(answers, "further", "xlrm"),
        "not_answered": answers.open,
        "columns": study.to_numpy() if small else None,
        "columns_in": str(study.source.path) if isinstance(study.source, Store) else None,
    }


def _tipping(thresholds: RefinedThresholds) -> dict[str, Any]:
    return {
        "path": thresholds.path,
        "changes": [
            {
                **attributes(change, "low", "high", "before", "after"),
                "tipping_points": list(map(_tip, change.tipping_points)),
            }
            for change in thresholds.changes
        ],
        "missed": list(map(_tip, thresholds.missed)),
    }


def _tip(tip: TippingPoint) -> dict[str, Any]:
    return {"value": float(tip.value), "exact": exact(tip.value)}


def _sensitivity(measured: Sensitivity) -> dict[str, Any]:
    method = {SobolIndices: "sobol", MorrisScreening: "morris", Pawn: "pawn"}[type(measured)]
    return {"method": method, **asdict(measured)}


def _box(box: Box) -> dict[str, Any]:
    return {
        **attributes(box, "sentence", "restrictions"),
        "points": box.rows,
        **attributes(box, "hits", "coverage", "density", "mass", "chosen"),
        "peeling": {"points": box.peeling.rows, **attributes(box.peeling, "coverage", "density")},
    }


def _actions(robustness: ActionRobustness, independent: bool) -> dict[str, Any]:
    return {
        "player": robustness.player,
        "points": robustness.rows,
        **attributes(robustness, "threshold", "pessimism", "risk_aversion"),
        "actions": [
            {**asdict(item), "satisficing": _share(item.satisficing, independent)} for item in robustness.actions
        ],
        **attributes(robustness, "ranks", "reversals"),
    }


def _share(share: RowShare, independent: bool) -> dict[str, Any]:
    """Return a share of the points, with its standard error where each is a draw of its own."""
    error = share.standard_error if independent else None
    return {"points": share.count, "share": share.value, "standard_error": error}
