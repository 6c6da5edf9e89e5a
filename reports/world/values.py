"""Results of a world as plain values for JSON; exact numbers are text."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import inf, nextafter
from typing import Any

import numpy as np

from ...games.arrays import Floats
from ...games.world.setting import WorldSetting
from ...solvers.world.influence import Influence
from ...solvers.world.path import TippingPoint
from ...solvers.world.reasons import Reasons
from ...solvers.world.solution import WorldSolution
from ...studies.world.analysis import WorldAnalysis
from ...studies.world.blocs import WorldBlocs
from ...studies.world.standing import STANDINGS
from ...studies.world.thresholds import Bracket, WorldThresholds
from ...studies.world.views import WorldAlignment, WorldInfluence, WorldReport
from ..format.json import as_text
from ..format.numbers import exact
from ..format.provenance import version


def head(setting: WorldSetting) -> dict[str, Any]:
    """Return the fields that every result of a world begins with; the inputs reproduce it."""
    world = setting.world
    return {
        "schema": "tetrarchy.world/1",
        "version": version(),
        "source": setting.source,
        "title": setting.title,
        "states": world.states,
        "orders": world.orders,
        "inputs": {
            **{name: getattr(world, name) for name in ("beta", "gamma", "monism", "appeal", "size", "theta")},
            "push": _sparse(world.push, world.states, world.orders),
            "network": _sparse(world.network, world.states, world.states),
            "closeness": world.closeness,
        },
        "do": {path: value if isinstance(value, dict) else as_text(value) for path, value in setting.changes.items()},
        "notes": setting.notes,
    }


def _sparse(table: Any, rows: Any, columns: Any) -> dict[str, dict[str, Any]]:
    """Return the entries other than 0 by the names of their row and column."""
    named: dict[str, dict[str, Any]] = {}
    for i, j in np.argwhere(table != 0):
        named.setdefault(rows[i], {})[columns[j]] = table[i, j]
    return named


def solution_values(solution: WorldSolution) -> dict[str, Any]:
    """Return a solution; fractions as text where it is exact."""
    proof = solution.unique
    return {
        "practice": _exact(solution.practice),
        "payoffs": _exact(solution.payoffs),
        "regret": _exact(solution.regret),
        "aggregate": _exact(solution.aggregate),
        "unique": None if proof is None else {"method": proof.method, "bound": proof.bound},
        "complete": solution.complete,
        "exact": solution.exact,
        "distance": None if solution.certificate is None else solution.certificate.distance,
        "equilibria": [
            {"practice": _exact(each.practice), "payoffs": _exact(each.payoffs), "regret": _exact(each.regret)}
            for each in solution.equilibria
        ],
    }


def _exact(value: Any) -> Any:
    if isinstance(value, np.ndarray):
        return [_exact(entry) for entry in value]
    return str(value) if isinstance(value, Fraction) else value


def blocs_values(blocs: WorldBlocs) -> dict[str, Any]:
    """Return blocs, with what is proven of them."""
    found = blocs.alignment
    return {
        "states": blocs.states,
        "blocs": found.blocs,
        "energy": str(found.energy),
        "bound": str(found.bound),
        "optimal": found.optimal,
        "minima": found.minima,
        "lowest": [
            {"blocs": each.blocs, "energy": str(each.energy), "depth": None if each.depth is None else str(each.depth)}
            for each in found.lowest[:25]
        ],
        "gap": str(found.gap),
        "share_of_gap": float(found.gap / abs(found.bound)) if found.bound else None,
        "weights": blocs.weights,
        "frustrated": [[one, other, float(lost)] for one, other, lost in blocs.frustrated[:25]],
    }


def world_json(analysis: WorldAnalysis) -> dict[str, Any]:
    """Return the answer in the schema tetrarchy.world/1; the fields of a solution are those with the changes."""
    return {
        **head(analysis.setting),
        **solution_values(analysis.now),
        "states": analysis.now.world.states,
        "before": None if analysis.after is None else solution_values(analysis.before),
        "identities": analysis.before.world.decimals.size @ analysis.before.world.decimals.theta,
        "moved": analysis.moved,
        "reasons": [reasons_values(own) for own in analysis.reasons],
        "channels": None
        if analysis.channels is None
        else {
            name: {"practice": _exact(share), **_channel(share, analysis)} for name, share in analysis.channels.items()
        },
        "sentences": [each._asdict() for each in analysis.sentences],
        "points": None,
        "alignment": blocs_values(analysis.blocs_now),
        "evidence": [each._asdict() for each in STANDINGS],
    }


def _channel(share: Any, analysis: WorldAnalysis) -> dict[str, Any]:
    """Return what a channel does to the world and how far it moves states, weighed by size."""
    size = analysis.now.world.decimals.size
    moved = share.astype(float)
    return {"aggregate": size @ moved, "movement": size @ np.sqrt((moved**2).sum(axis=1))}


def reasons_values(reasons: Reasons) -> dict[str, Any]:
    """Return why a state practises what it does, each part by the orders."""
    parts = ("identity", "pushed", "ties", "resistance", "pull", "practice", "level")
    return {"state": reasons.state, **{name: _exact(getattr(reasons, name)) for name in parts}}


def report_json(report: WorldReport) -> dict[str, Any]:
    """Return the whole analysis: the answer, and who moves the others."""
    analysis = report.analysis
    return {
        **world_json(analysis),
        "influence": _reached(analysis.influence, analysis.influence.values),
        "margins": analysis.margins,
        "intervals": analysis.setting.intervals,
        "regions": [each._asdict() for each in analysis.regions],
    }


def thresholds_json(study: WorldThresholds) -> dict[str, Any]:
    """Return tipping points, or brackets of them."""
    world = study.setting.world
    states, orders = world.states, world.orders
    named = [
        {
            **_place(each, study.path is None),
            "entered": [[states[i], orders[k]] for i, k in each.entered],
            "left": [[states[i], orders[k]] for i, k in each.left],
        }
        for each in study.changes
    ]
    crossings = [{"what": each.sentence, "value": _exact(each.value)} for each in study.crossings]
    ends = {name: str(getattr(study, name)) for name in ("low", "high")}
    return {**head(study.setting), "over": study.over, **ends, "points": named, "crossings": crossings}


def _place(change: TippingPoint | Bracket, of_matrix: bool) -> dict[str, Any]:
    """Return where a change is: exactly, and over beta, gamma and monism between which decimals."""
    if isinstance(change, Bracket):
        return {"low": change.low, "high": change.high}
    if of_matrix:
        near = float(change.tau)
        return {"tau": exact(change.tau), "low": nextafter(near, -inf), "high": nextafter(near, inf)}
    return {"tau": _exact(change.tau)}


def influence_json(study: WorldInfluence) -> dict[str, Any]:
    """Return the influence of every state, and the order to which a push gives it; null where it was not reached."""
    orders, found = study.setting.world.orders, study.influence
    return {
        **head(study.setting),
        "influence": _reached(found, found.values),
        "towards": _reached(found, [orders[int(order)] for order in found.orders]),
    }


def _reached(influence: Influence, each: Sequence[Any] | Floats) -> list[Any]:
    """Return what is told of each state, null where its influence was not reached."""
    return [*each[: influence.reached], *[None] * (len(each) - influence.reached)]


def alignment_json(study: WorldAlignment) -> dict[str, Any]:
    """Return the blocs of some states."""
    return {**head(study.setting), "alignment": blocs_values(study.blocs)}
