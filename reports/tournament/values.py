"""A tournament as plain values for JSON; strategies are named, and matrices are in the order of their names."""

from __future__ import annotations

from typing import Any

from ...studies.tournament.contest import payoff_range
from ...studies.tournament.tournament_analysis import TournamentAnalysis
from ..format.json import attributes
from ..format.provenance import provenance
from ..scenario.values import game_values


def tournament_json(analysis: TournamentAnalysis) -> dict[str, Any]:
    """Return a tournament in the schema tetrarchy.tournament/1.

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
