"""A tournament as a report and as plain values: who comes first, what noise and patience change, and who spreads."""

from __future__ import annotations

from collections.abc import Iterator
from math import floor, log10
from typing import Any

import numpy as np

from ...games.arena import ArenaGame
from ...games.numbers import number, several, to_decimals
from ...games.text.labels import listed
from ...studies.tournament.contest import payoff_range
from ...studies.tournament.tournament_analysis import NOISES, TournamentAnalysis
from ..figures.charts import bars_figure, cells_figure
from ..format.blocks import Block, Heading, Notes, Paragraph, Table
from ..format.json import attributes
from ..format.provenance import provenance
from ..repeated.strategies import strategies_section
from ..scenario.values import game_values
from .contest import contest_section, invasion_section, share_words

TIED = 3
"""As many winners are named where they tie."""

SHOWN_NOISES, SHOWN_DISCOUNTS = (0, 1, 2, 5, 10), (0, 10, 14, 18, 19)
"""The rows and columns of the grid of winners that a table shows, by number; the figure shows all."""


def tournament_report(analysis: TournamentAnalysis) -> Iterator[Block]:
    """Give the ranking, the scores of all pairs, the ranking at other noise and discounts, and the contest."""
    scenario = analysis.scenario
    yield Heading(f"Tournament: {scenario.title}", 1)
    yield Paragraph(_setting_words(analysis))
    if analysis.notes:
        yield Notes(analysis.notes)
    yield from _reading(analysis)
    yield Heading("Who comes first")
    yield from _ranking(analysis)
    yield Heading("Who gets what against whom")
    yield _pairs(analysis)
    yield Heading("What noise and patience change")
    yield from _elsewhere(analysis)
    yield Heading("Who spreads where success is copied")
    yield from contest_section(analysis)
    yield Heading("Who can invade whom")
    yield from invasion_section(analysis)
    if scenario.strategies:
        yield Heading("The strategies")
        yield from strategies_section(analysis.entry.stage, scenario.names, scenario.strategies)


def _setting_words(analysis: TournamentAnalysis) -> str:
    played = analysis.played
    length = (
        f"for {played.periods} periods"
        if played.periods is not None
        else f"for ever with discount factor {number(played.discount)} (the weight of the next period against this one)"
    )
    field = "the scenario's own" if analysis.scenario.strategies else "the standard field"
    strategies = several(len(played.names), "strategy", "strategies")
    return (
        f"{strategies}, {field}, meet one another and their own twins: every pair plays {length}, "
        f"with noise {number(played.noise)}. Nothing is simulated: scores are means per period, exact but for rounding."
    )


def _reading(analysis: TournamentAnalysis) -> Iterator[Block]:
    """Say what is read as cooperation, where the scores are no more than means, and what stands still."""
    stage, called = analysis.entry.stage, analysis.scenario.names
    if stage.shape == (2, 2):
        alike = stage.actions[0] == stage.actions[1]
        firsts = [f"{own[0]} ({label})" for own, label in zip(called.actions, called.labels, strict=True)]
        said = called.actions[0][0] if alike else listed(firsts)
        yield Paragraph(f"The classics read the first action as cooperation: {said}.")
        yield from _misreadings(analysis)
    if not analysis.symmetric:
        yield Paragraph(
            "The two players are not paid alike. Each strategy meets each in both places, and its score is the mean of "
            "the two: that has a meaning where the payoffs of both are in one unit."
        )
    game = analysis.scenario.game
    if isinstance(game, ArenaGame) and game.arena.course is not None:
        yield Paragraph(f"In this arena {game.arena.course.parameter} moves as it is played; here it stays as it is.")


def _misreadings(analysis: TournamentAnalysis) -> Iterator[Block]:
    called = analysis.scenario.names
    for player, kinder in enumerate(analysis.entry.cooperation):
        one, other = called.actions[player]
        who, whom = called.labels[player], called.labels[1 - player]
        if kinder == 1:
            yield Paragraph(
                f"Here it is {other} by {who} that does {whom} more good than {one}, whatever {whom} does: what is "
                "called cooperation is the unkind action, and the names of the classics are to be read with care."
            )
        elif kinder is None:
            yield Paragraph(
                f"Whether {one} by {who} does {whom} more good than {other} depends on what {whom} does, or it is all "
                "the same: the names of the classics are to be read with care."
            )


def _ranking(analysis: TournamentAnalysis) -> Iterator[Block]:
    played, order = analysis.played, analysis.ranked
    players = () if analysis.symmetric else analysis.entry.stage.players
    roles = [f"as {analysis.scenario.label(player)}" for player in players]
    digits = _digits(analysis) + 1
    rows = tuple(
        (
            str(played.ranks[k]),
            played.names[k],
            to_decimals(played.mean_scores[k], digits),
            to_decimals(played.mean_scores_against_others[k], digits),
            *(to_decimals(own[k], digits) for own in played.mean_scores_by_role[: len(roles)]),
            share_words(analysis.contest.rare_mutation[k]),
            share_words(analysis.contest.final_shares[k]),
        )
        for k in order
    )
    headers = ("rank", "strategy", "mean score", "against others", *roles, "under rare mutation", "in the end")
    yield Table(
        "The ranking by mean score over the whole field, the own twin included; the share of time under rare mutation, "
        "and the share at the end of the replicator dynamics",
        headers,
        rows,
    )
    yield bars_figure(
        "Mean scores over the field",
        [played.names[k] for k in order],
        played.mean_scores[list(order)],
        "payoff per period",
    )


def _pairs(analysis: TournamentAnalysis) -> Block:
    played, order, digits = analysis.played, analysis.ranked, _digits(analysis)
    places = [str(place) for place in range(1, len(order) + 1)]
    rows = tuple(
        (place, played.names[k], *(to_decimals(score, digits) for score in played.scores[k, list(order)]))
        for place, k in zip(places, order, strict=True)
    )
    caption = "What the strategy of a row gets per period against that of a column; columns have the numbers of rows"
    return Table(caption, ("no.", "strategy", *places), rows)


def _elsewhere(analysis: TournamentAnalysis) -> Iterator[Block]:
    played, grid = analysis.played, analysis.winners
    headers = ("strategy", *(f"noise {number(noise)}" for noise in analysis.rank_noises))
    rows = tuple((played.names[k], *(str(rank) for rank in analysis.ranks[:, k])) for k in analysis.ranked)
    yield Table("The rank of each strategy at other noises, all else as here", headers, rows)
    if not grid.cells:
        return
    yield Table(
        "The best mean score at other noises and discounts",
        ("noise", *(f"discount {number(grid.discounts[j])}" for j in SHOWN_DISCOUNTS)),
        tuple(
            (number(grid.noises[i]), *(_winners_words(analysis, grid.cells[i][j]) for j in SHOWN_DISCOUNTS))
            for i in SHOWN_NOISES
            if i < len(grid.cells)
        ),
    )
    words = [[_winners_words(analysis, cell) for cell in row] for row in grid.cells]
    names = list(dict.fromkeys(name for row in words for name in row))
    yield cells_figure(
        "Who has the best mean score, by noise and discount",
        ("discount factor", _edges(grid.discounts)),
        ("noise", _edges(NOISES)[: len(grid.cells) + 1]),
        [[names.index(name) for name in row] for row in words],
        names,
    )


def _winners_words(analysis: TournamentAnalysis, winners: tuple[int, ...]) -> str:
    names = [analysis.played.names[k] for k in winners]
    if len(names) == len(analysis.played.names):
        return "all alike"
    return listed(names) if len(names) <= TIED else f"{names[0]} and {len(names) - 1} more"


def _digits(analysis: TournamentAnalysis) -> int:
    """Return with how many decimals scores are told apart: to a hundredth of the payoff range or less."""
    return max(1, 2 - floor(log10(payoff_range(analysis.entry.stage))))


def _edges(values: tuple[object, ...]) -> np.ndarray:
    """Return the edges of cells around equally spaced values."""
    points = np.array(values, dtype=np.float64)
    half = (points[1] - points[0]) / 2
    return np.append(points - half, points[-1] + half)


def tournament_json(analysis: TournamentAnalysis) -> dict[str, Any]:
    """Return a tournament in the schema tetrarchy.tournament/1; matrices are in the order of the names.

    `discount` is null where a number of periods was played, `falls_at` of a strategy that survives.
    """
    played, contest, stage = analysis.played, analysis.contest, analysis.entry.stage
    names = played.names
    return {
        **provenance(analysis.scenario, "tournament"),
        **attributes(played, "discount", "noise", "periods"),
        **attributes(contest, "population", "selection"),
        "payoff_range": payoff_range(stage),
        "game": game_values(stage),
        "symmetric": analysis.symmetric,
        "cooperation": analysis.entry.cooperation if stage.shape == (2, 2) else None,
        "names": names,
        "strategies": [_strategy(analysis, k) for k in range(len(names))],
        "scores": played.scores,
        "scores_by_role": dict(zip(stage.players, played.by_role, strict=True)),
        "by_noise": {"noises": analysis.rank_noises, "ranks": analysis.ranks},
        "winners": {
            **attributes(analysis.winners, "noises", "discounts"),
            "names": [[[names[k] for k in cell] for cell in row] for row in analysis.winners.cells],
        },
        "path": {
            "times": contest.path.times,
            "shares": contest.path.shares[0],
            "error": contest.path.error[0],
            "settled": contest.settled,
        },
        "invasion": {
            "relative": contest.invasion.relative,
            "edges": [
                {
                    "resident": names[edge.resident],
                    "mutant": names[edge.mutant],
                    **attributes(edge, "relative", "neutral"),
                }
                for edge in contest.invasion.edges
            ],
            "sinks": [[names[k] for k in sink] for sink in contest.invasion.sinks],
        },
        **({"notes": analysis.notes} if analysis.notes else {}),
    }


def _strategy(analysis: TournamentAnalysis, k: int) -> dict[str, Any]:
    played, contest = analysis.played, analysis.contest
    return {
        "name": played.names[k],
        "rank": played.ranks[k],
        "mean_score": played.mean_scores[k],
        "mean_score_against_others": played.mean_scores_against_others[k],
        "mean_score_by_role": dict(zip(played.stage.players, played.mean_scores_by_role[:, k], strict=True)),
        "final_share": contest.final_shares[k],
        "falls_at": contest.fallen[k],
        "rare_mutation": contest.rare_mutation[k],
        "alpha_rank": contest.alpha_rank[k],
        "stability": contest.stability[k],
        "favoured_mutants": [played.names[edge.mutant] for edge in contest.favoured(k)],
        "neutral_mutants": [played.names[edge.mutant] for edge in contest.neutral(k)],
    }
