"""The contest among the strategies of a tournament as sections of a report: who spreads, and who can invade whom."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import fill

import numpy as np

from ...games.numbers import number, percent
from ...games.text.labels import listed
from ...games.text.visible import visible
from ...studies.tournament.contest import FALLEN
from ...studies.tournament.tournament_analysis import TournamentAnalysis
from ..evolution.rest_points import STABILITY
from ..figures.charts import lines_figure
from ..figures.state_graph import state_graph_figure
from ..format.blocks import Block, Items, Paragraph, Table

DRAWN = 8
"""As many strategies are drawn over time, those whose shares rise highest: so many colours can be told apart."""

LINKED = 6
"""As many strategies stand in the graph of invasions, those most in use under rare mutation."""

NARROW = 11
"""Characters in a line of a node."""

NAMED = 3
"""As many mutants are named that may take over from a strategy."""

LEAST = 0.001
"""Smaller shares are not told apart."""


def contest_section(analysis: TournamentAnalysis) -> Iterator[Block]:
    """Show who is left of a population that grows by what it earns, and who is used for how long."""
    contest, names, order = analysis.contest, analysis.played.names, analysis.ranked
    yield Paragraph(_spread_words(analysis))
    falls = [("survives" if time is None else number(time)) for time in contest.fallen]
    rows = tuple(
        (
            names[k],
            falls[k],
            share_words(contest.final_shares[k]),
            share_words(contest.rare_mutation[k]),
            share_words(contest.alpha_rank[k]),
            STABILITY[contest.stability[k]],
        )
        for k in order
    )
    yield Table(
        f"The contest: from what time on the share is below {percent(FALLEN)} of what it began with, the share in the "
        "end, shares of time under rare mutation and by alpha-rank, and whether a population of it alone keeps out "
        "every other one",
        ("strategy", "falls at", "in the end", "under rare mutation", "alpha-rank", "keeps mutants out"),
        rows,
    )
    shares = contest.path.shares[0]
    highest = sorted(np.argsort(-shares.max(axis=0), kind="stable")[:DRAWN].tolist())
    which = "" if len(names) <= DRAWN else f"; the {DRAWN} that rise highest"
    yield lines_figure(
        f"Shares over time under the replicator dynamics{which}",
        ("time, in one over a payoff range", contest.path.times),
        "share",
        {names[k]: shares[:, k] for k in highest},
    )
    yield Paragraph(
        f"Under rare mutation {contest.population} individuals copy those who earn more by the Fermi process, with "
        f"intensity of selection {number(contest.selection)}, and alpha-rank has the same population and intensity. "
        "Intensity and time are in payoff ranges of the stage game, so that nothing depends on the unit of payoffs. "
        "alpha-rank leaves out what a strategy earns against its own twin, and so favours those who exploit."
    )


def _spread_words(analysis: TournamentAnalysis) -> str:
    contest, names = analysis.contest, analysis.played.names
    ranked = sorted(contest.survivors, key=lambda k: -contest.final_shares[k])
    left = listed([f"{names[k]} ({percent(contest.final_shares[k])})" for k in ranked])
    rest = (
        "the shares have settled by then" if contest.settled else "the shares still move then, and what follows is open"
    )
    return (
        f"Where all begin with equal shares and grow by what they earn, {len(ranked)} of {len(names)} are left at time "
        f"{number(contest.path.times[-1])}: {left}; {rest}."
    )


def invasion_section(analysis: TournamentAnalysis) -> Iterator[Block]:
    """Show which mutants take over which residents, and from whom nothing leads away."""
    contest, graph, names = analysis.contest, analysis.contest.invasion, analysis.played.names
    rows = []
    for k in analysis.ranked:
        favoured = contest.favoured(k)
        foremost = [f"{names[edge.mutant]} ({number(edge.relative, 1)} times)" for edge in favoured[:NAMED]]
        rows.append((names[k], str(len(favoured)), listed(foremost), str(len(contest.neutral(k)))))
    yield Table(
        "Mutants that take over a population of a strategy more easily than one that is neither better nor worse, the "
        "foremost by how many times as easily, and how many do so just as easily",
        ("residents", "favoured", "the foremost", "neutral"),
        tuple(rows),
    )
    yield Items(tuple(_sink_words([names[k] for k in sink]) for sink in graph.sinks))
    chosen = sorted(np.argsort(-analysis.contest.rare_mutation, kind="stable")[:LINKED].tolist())
    arrows = {
        (chosen.index(edge.resident), chosen.index(edge.mutant)): f"{number(edge.relative, 1)}"
        for edge in graph.edges
        if {edge.resident, edge.mutant} <= set(chosen) and not edge.neutral
    }
    which = "" if len(names) <= LINKED else f"; the {LINKED} most in use under rare mutation"
    yield state_graph_figure(
        f"Who takes over from whom, and how many times as easily as by chance{which}",
        [_narrow(names[k]) for k in chosen],
        arrows,
    )


def _sink_words(sink: list[str]) -> str:
    if len(sink) == 1:
        return f"Nobody takes over from {sink[0]} as easily as by chance."
    return f"{listed(sink)} lead to one another, and to no other strategy."


def _narrow(name: str) -> str:
    """Return a name in short lines, broken after spaces, hyphens and underscores alone, so that arrows find room."""
    return fill(visible(name).replace("_", "_ "), NARROW, break_long_words=False).replace("_ ", "_")


def share_words(share: float) -> str:
    """Return a share as a percentage, a tiny one as what it is below."""
    return percent(share) if share >= LEAST else f"< {percent(LEAST)}"
