"""The analysis of populations as plain values for JSON, in the schema tetrarchy.evolve/1."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from ...games.orders import ORDER_NAMES
from ...studies.evolution.adoption import Adoption, Neighbour
from ...studies.evolution.game_evolution import GameEvolution
from ...studies.evolution.order_contest import OrderContest
from ...studies.evolution.populations import EvolutionAnalysis
from ..format.provenance import LIMITS, provenance
from .game_values import dynamic_values, game_evolution_values, rest_point_values


def evolve_json(analysis: EvolutionAnalysis) -> dict[str, Any]:
    """Return the analysis of populations in the schema tetrarchy.evolve/1; exact numbers of a magnet as text."""
    match analysis:
        case GameEvolution():
            values = game_evolution_values(analysis)
        case OrderContest():
            values = _contest(analysis)
        case Adoption():
            values = _magnet(analysis)
    return {**provenance(analysis.scenario, "evolve"), **values, "limits": LIMITS}


def _contest(analysis: OrderContest) -> dict[str, Any]:
    path = analysis.path
    return {
        "orders": ORDER_NAMES,
        "payoffs": analysis.contest.payoffs,
        "mutation": analysis.contest.mutation,
        "dynamic": None if analysis.dynamic is None else dynamic_values(analysis.dynamic),
        "path": {
            "times": path.times,
            "shares": path.shares[0],
            "effective_number": path.effective[0],
            "error": path.error[0],
        },
        "settled": analysis.settled,
        "complete": analysis.rest.complete,
        "method": analysis.rest.method,
        "rest_points": [rest_point_values(point) for point in analysis.rest],
        "evolutionarily_stable": analysis.stable,
        "basins": [
            {"rest_point": basin.attractor, "share": basin.share, "standard_error": basin.standard_error}
            for basin in analysis.basins
        ],
        "responses": [
            {
                "statement": response.prediction.words,
                "claims": response.prediction.claims,
                "parameter": response.prediction.parameter,
                "watched": response.prediction.watched,
                "predicted": response.prediction.course,
                "values": response.values,
                "outcomes": response.outcomes,
                "course": response.course,
                "holds": response.holds,
            }
            for response in analysis.responses
        ],
        "monism": {"pull": analysis.monism.pull, "turning_backlash": analysis.monism.turning_backlash},
        "invasion": analysis.invasion,
        "overreach_from": analysis.overreach_from,
    }


def _magnet(analysis: Adoption) -> dict[str, Any]:
    return {
        "typical": _neighbour(analysis.typical),
        "neighbours": [_neighbour(kind) for kind in analysis.kinds],
        "resting": [str(share) for share in analysis.resting],
        "courses": [[str(share) for share in course] for course in analysis.courses],
    }


def _neighbour(kind: Neighbour) -> dict[str, Any]:
    return {
        "name": kind.name,
        "share": str(kind.share),
        "alone": str(kind.alone),
        "together": str(kind.together),
        "regime": kind.regime,
        "tipping": _text(kind.tipping),
        "by_restraint": {
            regime: [
                {
                    "low": str(part.low),
                    "high": str(part.high),
                    "low_closed": part.low_closed,
                    "high_closed": part.high_closed,
                }
                for part in where
            ]
            for regime, where in kind.by_restraint
        },
    }


def _text(value: Fraction | None) -> str | None:
    return None if value is None else str(value)
