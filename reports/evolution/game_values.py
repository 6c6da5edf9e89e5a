"""A game of populations as plain values for JSON."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from ...games.normal_form import Profile
from ...solvers.evolution.chosen_dynamic import ChosenDynamic
from ...solvers.evolution.rest_points import RestPoint, RestPoints
from ...studies.evolution.ends import End
from ...studies.evolution.game_evolution import SELECTION, GameEvolution, OnePopulation, SeveralPopulations
from ..format.provenance import LIMITS, provenance
from ..scenario.values import assumptions_values, game_values


def game_evolution_json(analysis: GameEvolution) -> dict[str, Any]:
    """Return the analysis in the schema tetrarchy.evolve/1; payoffs, time and so on in units of payoff ranges."""
    return {
        **provenance(analysis.scenario, "evolve"),
        "game": game_values(analysis.game),
        "dynamic": dynamic_values(analysis.dynamic),
        "population": analysis.population,
        "time": analysis.time,
        "starts": analysis.starts,
        "intensities": SELECTION,
        "one_population": None if analysis.one is None else _one(analysis.one),
        "populations": _several(analysis, analysis.several),
        **assumptions_values(analysis.scenario),
        "limits": LIMITS,
    }


def dynamic_values(dynamic: ChosenDynamic) -> dict[str, Any]:
    """Return a dynamics: its name and its number."""
    return {"name": dynamic.name, **asdict(dynamic)}


def rest_point_values(point: RestPoint) -> dict[str, Any]:
    """Return a rest point; eigenvalues as pairs of their real and imaginary parts."""
    return {
        "shares": point.shares,
        "eigenvalues": [[value.real, value.imag] for value in point.eigenvalues],
        "stable": point.stable,
    }


def _one(one: OnePopulation) -> dict[str, Any]:
    graph = one.finite.graph
    return {
        "matrix": one.matrix.astype(float),
        "rest": None if one.rest is None else _rest(one.rest),
        "stabilities": one.stabilities,
        "ends": [_end(end) for end in one.ends],
        "paths": {"times": one.paths.times, "shares": one.paths.shares, "error": one.paths.error},
        "rare_mutation": one.finite.shares,
        "invasion": {
            "relative": graph.relative,
            "edges": [asdict(edge) for edge in graph.edges],
            "sinks": graph.sinks,
        },
        "growth": one.growth and vars(one.growth),
    }


def _several(analysis: GameEvolution, several: SeveralPopulations) -> dict[str, Any]:
    paths = several.paths
    return {
        "rest": None if several.rest is None else _rest(several.rest),
        "pure": [analysis.game.name_profile(profile) for profile in several.pure],
        "ends": [_end(end) for end in several.ends],
        "paths": {"times": paths.times, "shares": paths.shares, "error": paths.error},
        "alpha_rank": several.ranks,
        "most_used": [
            {"profile": analysis.game.name_profile(profile), "cumulative": share}
            for profile, share in several.most_used
        ],
        "flow": several.flow and vars(several.flow),
    }


def _rest(rest: RestPoints) -> dict[str, Any]:
    return {
        "complete": rest.complete,
        "method": rest.method,
        "points": [rest_point_values(point) for point in rest],
        "continua": [[_texts(corner) for corner in continuum.corners] for continuum in rest.continua],
    }


def _texts(profile: Profile) -> list[list[str]]:
    return [[str(share) for share in own] for own in profile]


def _end(end: End) -> dict[str, Any]:
    return {"state": end.state, "rest": end.rest, "share": end.share, "standard_error": end.standard_error}
