"""A game whose state moves as plain values for JSON."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from ...solvers.stochastic.equilibrium import MarkovEquilibrium
from ...studies.stochastic.hysteresis import Hysteresis
from ...studies.stochastic.moving_analysis import MovingAnalysis
from ..format.json import attributes
from ..format.provenance import provenance


def moving_json(analysis: MovingAnalysis) -> dict[str, Any]:
    """Return the analysis of a moving game in the schema tetrarchy.stochastic/1."""
    game, solution = analysis.game, analysis.solution
    return {
        **provenance(analysis.scenario, "stochastic"),
        "discount": game.discount,
        "moving": analysis.course.parameter,
        "states": [{"name": name, "value": value} for name, value in analysis.course.states],
        "start": analysis.course.states[analysis.start][0],
        **attributes(game, "players", "actions", "payoffs", "transitions"),
        "moves": [
            {"from": source, "to": target, "greatest_chance": chance}
            for (source, target), chance in analysis.likeliest.items()
        ],
        **attributes(solution, "complete", "notes"),
        "equilibria": [_equilibrium(analysis, equilibrium) for equilibrium in solution.equilibria],
        "hysteresis": _hysteresis(analysis.hysteresis) if isinstance(analysis.hysteresis, Hysteresis) else None,
    }


def _equilibrium(analysis: MovingAnalysis, equilibrium: MarkovEquilibrium) -> dict[str, Any]:
    exact = equilibrium.exact
    return {
        **attributes(equilibrium, "strategies", "values", "residual", "pure"),
        "exact": None if exact is None else [[[str(p) for p in row] for row in strategy] for strategy in exact],
        "index": equilibrium.index,
        "long_run": analysis.long_run(equilibrium),
    }


def _hysteresis(moved: Hysteresis) -> dict[str, Any]:
    return {
        **attributes(moved, "over", "values"),
        "loops": [{**asdict(loop), **attributes(loop, "gaps", "apart", "flat")} for loop in moved.loops],
    }
