"""Thresholds as plain values: exact numbers are text, each with its decimals beside it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ...games.normal_form import PureProfile
from ...games.scenario.scenario import Scenario
from ...solvers.exact.algebraic import Interval
from ...studies.thresholds.by_rank.sequence_line import SequenceLine
from ...studies.thresholds.by_rank.stability_line import StabilityLine
from ...studies.thresholds.decomposition import Edge
from ...studies.thresholds.support_ranges import SupportRange
from ...studies.thresholds.threshold_line import Thresholds, Tipping
from ...studies.thresholds.threshold_map import ThresholdMap
from ...studies.thresholds.variables import Variable
from ..format.json import as_text, attributes
from ..format.provenance import provenance
from ..scenario.values import exact_values


def thresholds_json(study: Thresholds | ThresholdMap) -> dict[str, Any]:
    """Return thresholds in the schema tetrarchy.thresholds/1, over two variables tetrarchy.threshold_map/1."""
    values = _line_values(study) if isinstance(study, Thresholds) else _plane_values(study)
    return values | ({"notes": study.notes} if study.notes else {})


def _line_values(study: Thresholds) -> dict[str, Any]:
    game = study.scenario
    return {
        **provenance(study.scenario, "thresholds"),
        "over": _variable_values(study.over),
        "without_effect": [over.path for over in study.without_effect],
        "profiles": _where_values(game, study.equilibria),
        "regimes": [
            {"interval": _interval_values(regime.interval), "equilibria": _names(game, regime.profiles)}
            for regime in study.regimes
        ],
        "tipping_points": [
            {
                "value": exact_values(point.value),
                "appears": _names(game, point.appears),
                "disappears": _names(game, point.disappears),
                "switches": [{**_tip_values(game, tip), "decides": tip in point.deciding} for tip in point.tippings],
            }
            for point in study.tipping_points
        ],
        **({} if study.stability is None else {"stability": _stability_values(study.stability, game)}),
        **({} if study.sequence is None else {"sequence": _sequence_values(study.sequence, game)}),
        "mixed": None
        if study.mixed is None
        else [
            {"supports": _supports(game, row), "intervals": [_interval_values(part) for part in row.intervals]}
            for row in study.mixed
        ],
    }


def _where_values(game: Scenario, where: Mapping[PureProfile, tuple[Interval, ...]]) -> list[dict[str, Any]]:
    return [
        {"profile": game.name_profile(profile), "intervals": [_interval_values(part) for part in parts]}
        for profile, parts in where.items()
    ]


def _stability_values(line: StabilityLine, game: Scenario) -> dict[str, Any]:
    return {
        "concept": line.concept,
        "profiles": _where_values(game, line.stable),
        "changes": [
            {
                "value": exact_values(each.value),
                "appears": _names(game, each.appears),
                "disappears": _names(game, each.disappears),
            }
            for each in line.changes
        ],
    }


def _sequence_values(sequence: SequenceLine, game: Scenario) -> dict[str, Any]:
    return {
        "profiles": _where_values(game, sequence.outcomes),
        "outcomes": [
            {
                "distribution": [[path, str(chance)] for path, chance in play],
                "intervals": [_interval_values(part) for part in parts],
            }
            for play, parts in sequence.plays.items()
        ],
        "notes": list(sequence.notes),
    }


def _plane_values(study: ThresholdMap) -> dict[str, Any]:
    game = study.scenario
    return {
        **provenance(study.scenario, "threshold_map"),
        "over": [_variable_values(over) for over in study.over],
        "without_effect": [over.path for over in study.without_effect],
        "cells": [
            {
                "across": _interval_values(cell.across),
                "below": _edge_values(cell.below),
                "above": _edge_values(cell.above),
                "equilibria": _names(game, cell.profiles),
                "sample": [exact_values(value) for value in cell.sample],
            }
            for cell in study.cells
        ],
        "boundaries": [
            {
                "equation": str(boundary.equation),
                "rising": boundary.rising.name,
                "formula": as_text(boundary.formula),
                "switches": [_tip_values(game, tip) for tip in boundary.tippings],
            }
            for boundary in study.boundaries
        ],
    }


def _edge_values(edge: Edge) -> dict[str, Any]:
    polynomial = str(edge.polynomial.as_expr())
    return {"polynomial": polynomial, "branch": edge.branch, "formula": as_text(edge.formula)}


def _variable_values(over: Variable) -> dict[str, Any]:
    numbers = attributes(over, "low", "high", "current")
    return {**attributes(over, "path", "name"), **{name: exact_values(value) for name, value in numbers.items()}}


def _interval_values(interval: Interval) -> dict[str, Any]:
    return {
        "low": exact_values(interval.low),
        "high": exact_values(interval.high),
        **attributes(interval, "low_closed", "high_closed"),
    }


def _tip_values(game: Scenario, tip: Tipping) -> dict[str, Any]:
    switch = tip.switch
    others = dict(zip(game.players, game.name_profile(switch.profile(0)), strict=True))
    player, own = game.players[switch.player], game.actions[switch.player]
    return {
        "player": player,
        "against": {name: action for name, action in others.items() if name != player},
        "before": [own[action] for action in switch.before],
        "after": [own[action] for action in switch.after],
        "closed_form": as_text(tip.closed_form),
    }


def _supports(game: Scenario, mixed: SupportRange) -> list[list[str]]:
    return [[own[a] for a in support] for own, support in zip(game.actions, mixed.supports, strict=True)]


def _names(game: Scenario, profiles: Iterable[PureProfile]) -> list[tuple[str, ...]]:
    return [game.name_profile(profile) for profile in profiles]
