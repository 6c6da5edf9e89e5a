"""A game of populations as plain values for JSON."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from ...solvers.evolution.chosen_dynamic import ChosenDynamic
from ...solvers.evolution.rest_points import RestPoint, RestPoints
from ...studies.evolution.game_evolution import SELECTION, GameEvolution, OnePopulation, SeveralPopulations
from ..format.json import attributes
from ..format.provenance import LIMITS, provenance
from ..scenario.values import assumptions_values, game_values


def game_evolution_json(analysis: GameEvolution) -> dict[str, Any]:
    """Return the analysis in the schema tetrarchy.evolve/1; payoffs, time and so on in units of payoff ranges."""
    return {
        **provenance(analysis.scenario, "evolve"),
        "game": game_values(analysis.game),
        "dynamic": dynamic_values(analysis.dynamic),
        **attributes(analysis, "population", "time", "starts"),
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
    """Return a rest point; eigenvalues as pairs of their real and imaginary parts, exact shares as text."""
    return {
        "shares": point.shares,
        "exact": None if point.exact is None else _texts(point.exact),
        "eigenvalues": [[value.real, value.imag] for value in point.eigenvalues],
        "stable": point.stable,
    }


def _one(one: OnePopulation) -> dict[str, Any]:
    return {
        "matrix": one.matrix.astype(float),
        "rest": None if one.rest is None else _rest(one.rest),
        **attributes(one, "stabilities", "ends", "paths"),
        "rare_mutation": one.finite.shares,
        "invasion": one.finite.graph,
        "growth": one.growth,
    }


def _several(analysis: GameEvolution, several: SeveralPopulations) -> dict[str, Any]:
    return {
        "rest": None if several.rest is None else _rest(several.rest),
        "pure": [analysis.game.name_profile(profile) for profile in several.pure],
        **attributes(several, "ends", "paths"),
        "alpha_rank": several.ranks,
        "most_used": [
            {"profile": analysis.game.name_profile(profile), "cumulative": share}
            for profile, share in several.most_used
        ],
        "flow": several.flow,
    }


def _rest(rest: RestPoints) -> dict[str, Any]:
    return {
        **attributes(rest, "complete", "method"),
        "points": [rest_point_values(point) for point in rest],
        "continua": [[_texts(corner) for corner in continuum.corners] for continuum in rest.continua],
    }


def _texts(profile: Iterable[Iterable[object]]) -> list[list[str]]:
    return [[str(share) for share in own] for own in profile]
