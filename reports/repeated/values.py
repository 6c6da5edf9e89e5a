"""A repeated game as plain values for JSON; discounts are exact, as text, with decimals where they are roots."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from ...games.repeated.repeated_game import Deviation
from ...solvers.repeated.critical_discount import CriticalDiscount
from ...solvers.repeated.finite_horizon import FinitePayoffs
from ...solvers.repeated.grim_reversion import Reversion, Sustained
from ...solvers.repeated.payoff_sets.payoff_set import PayoffSet
from ...studies.repeated.repetition import Play, RepeatedAnalysis
from ...studies.repeated.sustainable_payoffs import SustainablePayoffs
from ..format.json import attributes
from ..format.provenance import provenance
from ..scenario.values import exact_values, game_values


def repeat_json(analysis: RepeatedAnalysis) -> dict[str, Any]:
    """Return a repeated analysis in the schema tetrarchy.repeat/1; null stands for never, or not decided."""
    return {
        **provenance(analysis.scenario, "repeat"),
        **attributes(analysis.repetition, "discount", "noise", "misperception"),
        "game": game_values(analysis.stage),
        "sustained": [_sustained(analysis, row) for row in analysis.sustained],
        "strategies": [_play(analysis, play) for play in analysis.plays],
        "payoffs": None if analysis.payoffs is None else _payoffs(analysis, analysis.payoffs),
    }


def _sustained(analysis: RepeatedAnalysis, row: Sustained) -> dict[str, Any]:
    stage = analysis.stage
    return {
        "profile": stage.name_profile(row.profile),
        "payoffs": row.payoffs,
        "discount": str(row.discount),
        "punishment": stage.name_profile(row.punishment),
        "binding": [stage.players[player] for player in row.binding],
        "kept": analysis.kept(row),
        "reversions": [_reversion(analysis, held) for held in row.reversions],
    }


def _reversion(analysis: RepeatedAnalysis, held: Reversion) -> dict[str, Any]:
    return {
        "punishment": analysis.stage.name_profile(held.punishment),
        "discount": _text(held.discount),
        "per_player": [_text(own) for own in held.per_player],
        "interval": None if held.interval is None else [str(held.interval.low), str(held.interval.high)],
    }


def _play(analysis: RepeatedAnalysis, play: Play) -> dict[str, Any]:
    return {
        **attributes(play, "names", "payoffs", "average", "equilibrium"),
        "tempting": None if play.tempting is None else _deviation(analysis, play.tempting),
        "critical": None if play.critical is None else _critical(analysis, play.critical),
    }


def _payoffs(analysis: RepeatedAnalysis, found: SustainablePayoffs) -> dict[str, Any]:
    floors = found.floors
    return {
        "minmax": {
            "pure": floors.pure,
            "mixed": attributes(floors.mixed, "low", "high"),
            "correlated": floors.correlated,
        },
        "patient": _set(found.patient),
        "sustained": None if found.sustained is None else _set(found.sustained),
        "reaches": [
            {
                "profile": analysis.stage.name_profile(reach.profile),
                "below": _text(reach.discount.below),
                "at": _text(reach.discount.at),
                "reason": reach.discount.reason,
            }
            for reach in found.reaches
        ],
        "known_ends": [
            {"periods": periods, "totals": end.payoffs, "first": list(map(analysis.stage.name_profile, end.first))}
            if isinstance(end, FinitePayoffs)
            else {"periods": periods, "totals": None, "why_not": str(end)}
            for periods, end in found.ends
        ],
        "notes": found.notes,
    }


def _set(payoffs: PayoffSet) -> dict[str, Any]:
    return {
        **attributes(payoffs, "kind", "dimension", "vertices", "threat_point"),
        "certificate": attributes(payoffs.certificate, "outward", "inward"),
        **attributes(payoffs, "method", "notes"),
        "least": payoffs.low,
        "most": payoffs.high,
        "sums": payoffs.sums,
    }


def _deviation(analysis: RepeatedAnalysis, deviation: Deviation) -> dict[str, Any]:
    player = deviation.player
    return {
        "player": analysis.stage.players[player],
        "state": deviation.state,
        "action": analysis.stage.actions[player][deviation.action],
        "gain": deviation.gain,
    }


def _critical(analysis: RepeatedAnalysis, critical: CriticalDiscount) -> dict[str, Any]:
    return {
        "intervals": [[exact_values(part.low), exact_values(part.high)] for part in critical.intervals],
        "value": None if critical.value is None else exact_values(critical.value),
        "per_player": [None if own is None else exact_values(own) for own in critical.per_player],
        "binding": sorted({analysis.stage.players[deviation.player] for deviation in critical.binding}),
        "closed_form": None if critical.closed_form is None else str(critical.closed_form),
    }


def _text(value: Fraction | None) -> str | None:
    return None if value is None else str(value)
