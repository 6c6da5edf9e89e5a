"""Populations that play a game, as a report and as plain values: where they come to rest, what rare mutants do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from ...games.numbers import number, percent, several
from ...games.text.labels import joined
from ...solvers.evolution.chosen_dynamic import Replicator
from ...solvers.evolution.rest_points import RestPoints
from ...studies.evolution.basins import BASIN_STARTS, End, state_of
from ...studies.evolution.game_evolution import (
    LONGER,
    MIDDLE,
    MOST_RANKED,
    MOST_STRATEGIES,
    ONE,
    SELECTION,
    SEVERAL,
    GameEvolution,
    OnePopulation,
    SeveralPopulations,
)
from ...studies.evolution.velocities import Flow, Growth
from ..figures.charts import arrows_figure, lines_figure
from ..figures.state_graph import state_graph_figure
from ..format.blocks import Block, Heading, Notes, Paragraph, Table
from ..format.json import attributes
from ..format.provenance import LIMITS, provenance
from ..scenario.game import assumptions_section, opening
from ..scenario.report import closing
from ..scenario.values import assumptions_values, game_values
from ..scenario.words import profile_words
from .paths import Destination, destination_figures, dynamic_values, dynamic_words, path_blocks
from .rest_points import STABILITY, rest_blocks, rest_values, state_words

DIGITS = 4

SHOWN = 12
"""As many profiles are ranked in the table, those most in use."""

LINKED = 8
"""The most strategies that the graph of invasions is drawn for."""

UNIT = "time, in units of one over a payoff range"


def game_evolution_report(analysis: GameEvolution) -> Iterator[Block]:
    """Give the single population where the game is symmetric, then a population for each player."""
    scenario = analysis.scenario
    yield from opening(scenario)
    yield Paragraph(
        f"Paths follow {dynamic_words(analysis.dynamic)}. Each player's payoffs are counted in units of their range, "
        "the highest less the lowest, and so are time, eigenvalues and the intensity of selection."
    )
    if analysis.notes:
        yield Notes(analysis.notes)
    if analysis.one is not None:
        yield from _one_section(analysis, analysis.one)
    yield from _several_section(analysis)
    yield from assumptions_section(scenario)
    yield from closing(scenario)


def _one_section(analysis: GameEvolution, one: OnePopulation) -> Iterator[Block]:
    names = analysis.scenario.names.actions[0]
    yield Heading("One population")
    yield Paragraph(
        "The game is symmetric: members of one population meet one another, and each may be in either place."
    )
    yield from _destinations(analysis, ONE, one.ends, [names])
    if (path := one.paths) is not None:
        for place, start in enumerate(analysis.starts):
            caption = f"Shares over time in {ONE}, from {start}"
            yield from path_blocks(caption, path.times, path.shares[place], names, float(path.error[place]), UNIT)
    if one.rest is not None:
        yield from _rest_of_one(analysis, one, one.rest)
    elif len(one.matrix) > MOST_STRATEGIES:
        yield _too_many("of one population")
    if one.growth is not None:
        yield from _growth(names[0], one.growth, one.rest)
    yield from _finite(analysis, one)


def _rest_of_one(analysis: GameEvolution, one: OnePopulation, rest: RestPoints) -> Iterator[Block]:
    names = analysis.scenario.names.actions[0]
    caption = f"Rest points of one population under {_rest_words(analysis)}"
    if len(one.stabilities) < len(rest):
        yield from rest_blocks(caption, rest, names, [names])
        return
    kept = ("keeps mutants out", [STABILITY[kind] for kind in one.stabilities])
    yield from rest_blocks(caption, rest, names, [names], kept)
    pairs = zip(rest, one.stabilities, strict=True)
    stable = [state_words(state_of(point), [names]) for point, kind in pairs if kind == "evolutionary"]
    yield Paragraph(f"Evolutionarily stable: {'; '.join(stable) if stable else 'nothing'}.")


def _growth(first: str, growth: Growth, rest: RestPoints | None) -> Iterator[Block]:
    """Show how fast the share of the first of two strategies grows, for every share."""
    caption = joined("", ("How fast the share of ", first, " grows where it is so large"))
    tenths = zip(growth.shares[::20], growth.velocities[::20], strict=True)
    yield Table(
        caption,
        (joined("", ("share of ", first)), "growth"),
        tuple((number(x, 1), number(v, DIGITS)) for x, v in tenths),
    )
    marks = [float(np.asarray(point.shares)[0]) for point in rest or ()]
    yield lines_figure(caption, (f"share of {first}", growth.shares), "growth", {"growth": growth.velocities}, marks)


def _finite(analysis: GameEvolution, one: OnePopulation) -> Iterator[Block]:
    names, graph = analysis.scenario.names.actions[0], one.invasion
    yield Heading(f"A finite population of {analysis.population}, in which mutants are rare", 3)
    rows = tuple((name, *map(_time_words, one.rare_mutation[:, k])) for k, name in enumerate(names))
    caption = "Share of time with everybody using one strategy, by the intensity of selection (pairwise comparison)"
    yield Table(caption, ("strategy", *map(_intensity, SELECTION)), rows)
    rows = tuple((name, *map(number, graph.relative[k])) for k, name in enumerate(names))
    caption = (
        f"How much more easily than by luck a single mutant takes over, at intensity {number(SELECTION[MIDDLE])}: "
        "residents in rows, mutants in columns"
    )
    yield Table(caption, ("residents", *names), rows)
    sinks = "; ".join(" and ".join(names[k] for k in sink) for sink in graph.sinks)
    yield Paragraph(f"What no favoured mutant leads out of: {sinks}.")
    if len(names) <= LINKED:
        moves = {(edge.resident, edge.mutant): f"{number(edge.relative, 2)} x" for edge in graph.edges}
        yield state_graph_figure("Who can invade whom: from residents to mutants favoured or neutral", names, moves)


def _several_section(analysis: GameEvolution) -> Iterator[Block]:
    game, several, called = analysis.game, analysis.several, analysis.scenario.names
    yield Heading("A population for each player")
    pure = [profile_words(called, profile) for profile in several.pure]
    yield Paragraph(f"Pure equilibria: {', '.join(pure) if pure else 'none'}.")
    yield from _destinations(analysis, SEVERAL, several.ends, called.actions)
    names, lines = _columns(analysis), _lines(game.shape)
    if (path := several.paths) is not None:
        for place, start in enumerate(analysis.starts):
            shares = np.concatenate([own[place] for own in path.shares], axis=1)
            caption = f"Shares over time in {SEVERAL}, from {start}"
            yield from path_blocks(caption, path.times, shares, names, float(path.error[place]), UNIT, lines=lines)
    if several.rest is not None:
        caption = f"Rest points of two populations under {_rest_words(analysis)}"
        yield from rest_blocks(caption, several.rest, names, called.actions)
    elif game.n_players == 2 and sum(game.shape) > MOST_STRATEGIES:
        yield _too_many("of two populations")
    if several.flow is not None:
        yield _flow(analysis, several.flow)
    yield from _ranked(analysis)


def _flow(analysis: GameEvolution, flow: Flow) -> Block:
    """Draw which way the shares of the first action of two players move, with the rest points."""
    points = [(float(point.shares[0][0]), float(point.shares[1][0])) for point in analysis.several.rest or ()]
    labels = [
        f"share of {names[0]} ({label})"
        for label, names in zip(analysis.scenario.names.labels, analysis.scenario.names.actions, strict=True)
    ]
    caption = "Which way the shares of two populations move; crosses are rest points of the replicator dynamics"
    return arrows_figure(caption, (labels[0], labels[1]), flow.places, flow.moves, points)


def _ranked(analysis: GameEvolution) -> Iterator[Block]:
    called, ranks = analysis.scenario.names, analysis.several.ranks
    if ranks is None and np.prod(analysis.game.shape) <= MOST_RANKED:
        return
    if ranks is None:
        yield Paragraph(f"alpha-rank is worked out for up to {MOST_RANKED} pure profiles; this game has more.")
        return
    used = analysis.several.most_used
    rows = tuple((profile_words(called, profile), *map(_time_words, ranks[:, *profile])) for profile, _ in used[:SHOWN])
    caption = (
        f"alpha-rank: share of time at each profile, with populations of {analysis.population} in which mutants are "
        "rare, by the intensity of selection"
    )
    yield Table(caption, ("profile", *map(_intensity, SELECTION)), rows)
    if len(used) > SHOWN:
        rest = percent(1 - used[SHOWN - 1][1])
        yield Paragraph(
            f"{several(len(used) - SHOWN, 'more profile has', 'more profiles share')} {rest} of the time at intensity "
            f"{number(SELECTION[MIDDLE])}."
        )


def _destinations(
    analysis: GameEvolution, what: str, ends: Sequence[End] | None, actions: Sequence[Sequence[str]]
) -> Iterator[Block]:
    if ends is None:
        return
    destinations: list[Destination] = []
    for end in ends:
        elsewhere = "at rest elsewhere" if end.rest else "still moving, or uncertain"
        name = elsewhere if end.state is None else state_words(end.state, actions)
        destinations.append((name, end.share, end.standard_error))
    caption = f"Where {BASIN_STARTS} starts at random lead, {what}, by time {number(LONGER * analysis.time)}"
    rows = tuple((name, f"{percent(share)} +- {percent(error)}") for name, share, error in destinations)
    yield Table(caption, ("where paths lead", "share of starts"), rows)
    yield from destination_figures(caption, destinations)


def _columns(analysis: GameEvolution) -> tuple[str, ...]:
    called = analysis.scenario.names
    return tuple(
        joined(": ", (label, name))
        for label, names in zip(called.labels, called.actions, strict=True)
        for name in names
    )


def _lines(shape: Sequence[int]) -> list[int]:
    """Return which shares are drawn: of two strategies that of the first says all."""
    firsts = np.cumsum([0, *shape[:-1]])
    return [int(first) + k for first, m in zip(firsts, shape, strict=True) for k in range(1 if m == 2 else m)]


def _rest_words(analysis: GameEvolution) -> str:
    mutation = analysis.dynamic.mutation if isinstance(analysis.dynamic, Replicator) else 0
    return f"the replicator dynamics{f' with mutation at rate {number(mutation)}' if mutation else ''}"


def _too_many(what: str) -> Paragraph:
    return Paragraph(f"Rest points {what} are worked out for up to {MOST_STRATEGIES} strategies; here there are more.")


def _time_words(share: float) -> str:
    return percent(share) if share >= 0.0005 or share <= 0 else "< 0.1%"


def _intensity(selection: float) -> str:
    return f"intensity {number(selection)}"


def game_evolution_json(analysis: GameEvolution) -> dict[str, Any]:
    """Return the analysis in the schema tetrarchy.evolve/1; payoffs, time and so on in units of payoff ranges."""
    return {
        **provenance(analysis.scenario, "evolve"),
        "game": game_values(analysis.game),
        "dynamic": dynamic_values(analysis.dynamic),
        **attributes(analysis, "population", "time", "starts"),
        "intensities": SELECTION,
        "one_population": None if analysis.one is None else _one_values(analysis.one),
        "populations": _several_values(analysis, analysis.several),
        **assumptions_values(analysis.scenario),
        "limits": LIMITS,
        **({"notes": analysis.notes} if analysis.notes else {}),
    }


def _one_values(one: OnePopulation) -> dict[str, Any]:
    return {
        "matrix": one.matrix.astype(float),
        "rest": None if one.rest is None else rest_values(one.rest),
        **attributes(one, "stabilities", "ends", "paths"),
        **attributes(one, "rare_mutation", "invasion", "growth"),
    }


def _several_values(analysis: GameEvolution, several: SeveralPopulations) -> dict[str, Any]:
    return {
        "rest": None if several.rest is None else rest_values(several.rest),
        "pure": [analysis.game.name_profile(profile) for profile in several.pure],
        **attributes(several, "ends", "paths"),
        "alpha_rank": several.ranks,
        "most_used": [
            {"profile": analysis.game.name_profile(profile), "cumulative": share}
            for profile, share in several.most_used
        ],
        "flow": several.flow,
    }
