"""Thresholds as plain values for JSON: exact numbers as text, each with its decimals beside it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from ...games.normal_form import NormalFormGame, PureProfile
from ...solvers.exact.algebraic import Interval
from ...studies.thresholds.decomposition import Edge
from ...studies.thresholds.threshold_line import Thresholds, Tipping
from ...studies.thresholds.threshold_map import ThresholdMap
from ...studies.thresholds.variables import Variable
from ..format.json import attributes
from ..format.provenance import provenance
from ..scenario.values import exact_values

if TYPE_CHECKING:
    from sympy import Expr


def thresholds_json(study: Thresholds | ThresholdMap) -> dict[str, Any]:
    """Return thresholds in the schema tetrarchy.thresholds/1, over two variables tetrarchy.threshold_map/1."""
    return _line(study) if isinstance(study, Thresholds) else _plane(study)


def _line(study: Thresholds) -> dict[str, Any]:
    game = study.scenario.build()
    return {
        **provenance(study.scenario, "thresholds"),
        "over": _variable(study.over),
        "profiles": [
            {"profile": game.name_profile(profile), "intervals": [_interval(part) for part in where]}
            for profile, where in study.equilibria.items()
        ],
        "regimes": [
            {"interval": _interval(regime.interval), "equilibria": _names(game, regime.profiles)}
            for regime in study.regimes
        ],
        "tipping_points": [
            {
                "value": exact_values(point.value),
                "appears": _names(game, point.appears),
                "disappears": _names(game, point.disappears),
                "switches": [{**_tipping(game, tip), "decides": tip in point.deciding} for tip in point.tippings],
            }
            for point in study.tipping_points
        ],
        "mixed": None
        if study.mixed is None
        else [
            {
                "supports": [[own[a] for a in s] for own, s in zip(game.actions, row.supports, strict=True)],
                "intervals": [_interval(part) for part in row.intervals],
            }
            for row in study.mixed
        ],
    }


def _plane(study: ThresholdMap) -> dict[str, Any]:
    game = study.scenario.build()
    return {
        **provenance(study.scenario, "threshold_map"),
        "over": [_variable(over) for over in study.over],
        "cells": [
            {
                "across": _interval(cell.across),
                "below": _edge(cell.below),
                "above": _edge(cell.above),
                "equilibria": _names(game, cell.profiles),
                "sample": [exact_values(value) for value in cell.sample],
            }
            for cell in study.cells
        ],
        "boundaries": [
            {
                "equation": str(boundary.equation),
                "rising": boundary.rising.name,
                "formula": _text(boundary.formula),
                "switches": [_tipping(game, tip) for tip in boundary.tippings],
            }
            for boundary in study.boundaries
        ],
    }


def _edge(edge: Edge) -> dict[str, Any]:
    polynomial = str(edge.polynomial.as_expr())
    return {"polynomial": polynomial, "branch": edge.branch, "formula": _text(edge.formula)}


def _text(formula: Expr | None) -> str | None:
    return None if formula is None else str(formula)


def _variable(over: Variable) -> dict[str, Any]:
    numbers = attributes(over, "low", "high", "current")
    return {**attributes(over, "path", "name"), **{name: exact_values(value) for name, value in numbers.items()}}


def _interval(interval: Interval) -> dict[str, Any]:
    return {
        "low": exact_values(interval.low),
        "high": exact_values(interval.high),
        **attributes(interval, "low_closed", "high_closed"),
    }


def _tipping(game: NormalFormGame, tip: Tipping) -> dict[str, Any]:
    switch = tip.switch
    others = dict(zip(game.players, game.name_profile(switch.profile(0)), strict=True))
    player, own = game.players[switch.player], game.actions[switch.player]
    return {
        "player": player,
        "against": {name: action for name, action in others.items() if name != player},
        "before": [own[action] for action in switch.before],
        "after": [own[action] for action in switch.after],
        "closed_form": _text(tip.closed_form),
    }


def _names(game: NormalFormGame, profiles: Iterable[PureProfile]) -> list[tuple[str, ...]]:
    return [game.name_profile(profile) for profile in profiles]
