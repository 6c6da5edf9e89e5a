"""Correlated and coarse correlated equilibria: published games, programs written out by hand, what must not matter."""

from __future__ import annotations

from fractions import Fraction
from itertools import permutations
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.optimize import linprog

from tetrarchy import InputError, NormalFormGame, Solution, analyse, load, parse, solve
from tetrarchy.games.normal_form import independent
from tetrarchy.reports.outputs import written
from tetrarchy.reports.scenario.values import report_json, solutions_json
from tetrarchy.solvers.concepts.correlated import CoarseCorrelated, Correlated
from tetrarchy.solvers.welfare import read_payoffs, relative_payoffs
from tetrarchy.studies.scenario.analysis import Solutions
from tetrarchy.studies.scenario.explanation import Explanation

THIRD = Fraction(1, 3)

# Aumann 1974, "Subjectivity and correlation in randomized strategies", the game in which the payoffs (5, 5) come about.
CHICKEN = NormalFormGame([[[6, 2], [7, 0]], [[6, 7], [2, 0]]], players=("Row", "Column"))
CHICKEN_FILE = """
title = "Chicken"
[game]
kind = "normal_form"
players = ["Row", "Column"]
actions = [["yield", "dare"], ["yield", "dare"]]
payoffs = [[[6, 2], [7, 0]], [[6, 7], [2, 0]]]
"""

# Moulin and Vial 1978, as played by Georgalos, Ray and Sen Gupta 2020, "Nash versus coarse correlation".
MOULIN_VIAL = NormalFormGame.two_player([[3, 1, 4], [1, 5, 0], [1, 0, 2]], [[3, 1, 1], [4, 2, 0], [1, 0, 5]])

SHAPES = [(2, 2), (3, 2), (3, 3), (2, 2, 2), (4, 2, 2)]


def random_games(seed: int, *, high: int = 1000) -> list[NormalFormGame]:
    rng = np.random.default_rng(seed)
    return [NormalFormGame(rng.integers(0, high, (len(shape), *shape))) for shape in SHAPES for _ in range(2)]


def games() -> st.SearchStrategy[NormalFormGame]:
    """Draw small games with many ties."""
    shapes = st.sampled_from([(2,), (1, 3), (2, 2), (3, 2), (2, 2, 2)])
    numbers = st.integers(0, 3)
    return shapes.flatmap(lambda shape: arrays(np.int64, (len(shape), *shape), elements=numbers)).map(NormalFormGame)


def gain_rows(game: NormalFormGame, concept: str) -> list[list[Fraction]]:
    """Write the constraints out from the definitions, one coefficient at a time."""
    rows = []
    profiles = list(game.pure_profiles())

    def gain(player: int, profile: tuple[int, ...], played: int) -> Fraction:
        pays = game.exact[player]
        return pays[(*profile[:player], played, *profile[player + 1 :])] - pays[profile]

    for player, m in enumerate(game.shape):
        if concept == "correlated":
            for told, played in permutations(range(m), 2):
                rows.append([gain(player, p, played) if p[player] == told else Fraction(0) for p in profiles])
        else:
            rows += [[gain(player, p, played) for p in profiles] for played in range(m)]
    return rows


def best_by_hand(game: NormalFormGame, concept: str, scores: np.ndarray) -> float:
    """Return the greatest least expected score, of scores (k, m_1, .., m_n), by the interior point method."""
    rows = np.array(gain_rows(game, concept), dtype=float)
    scores = scores.reshape(len(scores), -1).astype(float)
    size = scores.shape[1]
    solution = linprog(
        [0] * size + [-1],
        np.block([[rows, np.zeros((len(rows), 1))], [-scores, np.ones((len(scores), 1))]]),
        np.zeros(len(rows) + len(scores)),
        [[1] * size + [0]],
        [1],
        bounds=[(0, None)] * size + [(None, None)],
        method="highs-ipm",
    )
    return -solution.fun


def labelled(solution: Solution, word: str) -> np.ndarray:
    """Return the payoffs of the equilibrium whose label contains a word."""
    (found,) = [e for e in solution.equilibria if word in e.label] or solution.equilibria
    return found.payoffs


def test_the_lottery_of_aumann_is_a_correlated_equilibrium_worth_ten_together() -> None:
    lottery = np.array([[THIRD, THIRD], [THIRD, Fraction(0)]], dtype=object)

    assert CHICKEN.obedience_regret(lottery).tolist() == [0, 0]
    assert CHICKEN.distribution_payoffs(lottery).tolist() == [5, 5]


def test_the_best_of_chicken_is_worth_ten_and_a_half_together() -> None:
    """Told to yield, a player meets yielding with chance q; 6 q + 2 (1 - q) >= 7 q holds up to q = 2/3."""
    solution = solve(CHICKEN, "correlated")
    best, row, column = solution.equilibria

    assert solution.complete
    assert best.exact_distribution is not None
    assert best.exact_distribution.tolist() == [[Fraction(1, 2), Fraction(1, 4)], [Fraction(1, 4), 0]]
    assert best.distribution is not None
    assert best.distribution.tolist() == [[0.5, 0.25], [0.25, 0]]
    assert best.payoffs.tolist() == [5.25, 5.25]
    assert best.exact == ((Fraction(3, 4), Fraction(1, 4)), (Fraction(3, 4), Fraction(1, 4)))
    assert [e.label for e in solution.equilibria] == [
        "best for the sum of payoffs, whoever gets least",
        "best for Row; worst for Column",
        "best for Column; worst for Row",
    ]
    assert (row.payoffs.tolist(), column.payoffs.tolist()) == ([7, 2], [2, 7])


def test_coarse_correlation_improves_where_correlation_cannot() -> None:
    """Moulin and Vial 1978: the one correlated equilibrium pays (3, 3), the lottery on the diagonal 10/3 each."""
    lottery = np.diag([THIRD] * 3)
    (only,) = solve(MOULIN_VIAL, "correlated").equilibria

    assert only.payoffs.tolist() == [3, 3]
    assert only.label == "the only payoffs possible"
    assert MOULIN_VIAL.distribution_payoffs(lottery).tolist() == [Fraction(10, 3), Fraction(10, 3)]
    assert MOULIN_VIAL.acceptance_regret(lottery).tolist() == [0, 0]
    assert (MOULIN_VIAL.obedience_regret(lottery) > 0).all()
    assert labelled(solve(MOULIN_VIAL, "coarse_correlated"), "sum").sum() >= Fraction(20, 3)


@pytest.mark.parametrize("concept", [Correlated, CoarseCorrelated])
def test_every_extreme_is_what_a_program_written_out_by_hand_gives(concept: type[Any]) -> None:
    """HiGHS may miss a constraint by 1e-7, on payoffs of some hundreds; 1e-6 of the range bounds what that wins."""
    for game in random_games(1):
        close = 1e-6 * float(game.payoff_range.max())
        relative = relative_payoffs(game, game.exact)
        (most,), (fair,) = (solve(game, concept(goal)).equilibria for goal in ("welfare", "egalitarian"))
        total = game.payoffs.sum(axis=0)[np.newaxis]
        least = min(relative_payoffs(game, read_payoffs(game, fair.payoffs)))

        assert most.payoffs.sum() == pytest.approx(best_by_hand(game, concept.name, total), abs=close)
        assert float(least) == pytest.approx(best_by_hand(game, concept.name, relative), abs=1e-6)
        for player, name in enumerate(game.players):
            (best,), (worst,) = (solve(game, concept(f"{end}:{name}")).equilibria for end in ("best", "worst"))
            own = game.payoffs[[player]]
            assert best.payoffs[player] == pytest.approx(best_by_hand(game, concept.name, own), abs=close)
            assert worst.payoffs[player] == pytest.approx(-best_by_hand(game, concept.name, -own), abs=close)


@given(games(), st.sampled_from(["correlated", "coarse_correlated"]))
@settings(max_examples=40, deadline=None)
def test_every_answer_is_exact_and_meets_the_definition(game: NormalFormGame, concept: str) -> None:
    solution = solve(game, concept)

    assert solution.complete
    for found in solution.equilibria:
        assert found.exact_distribution is not None
        chances = found.exact_distribution.reshape(-1)
        assert min(chances) >= 0
        assert sum(chances) == 1
        assert all(np.dot(row, chances) <= 0 for row in gain_rows(game, concept))
        assert found.regret == 0
        assert found.certified


@given(games())
@settings(max_examples=30, deadline=None)
def test_the_strategies_are_the_marginals(game: NormalFormGame) -> None:
    for found in solve(game, "correlated").equilibria:
        for player, strategy in enumerate(found.exact or ()):
            others = tuple(k for k in range(game.n_players) if k != player)
            assert list(strategy) == list(found.outcomes.sum(axis=others))


@given(games())
@settings(max_examples=30, deadline=None)
def test_every_nash_equilibrium_is_a_correlated_one_and_every_correlated_one_is_coarse(game: NormalFormGame) -> None:
    total = {c: labelled(solve(game, c), "sum").sum() for c in ("correlated", "coarse_correlated")}
    nash = [e for e in solve(game).equilibria if e.exact is not None]

    for found in nash:
        assert max(game.obedience_regret(found.outcomes)) == max(game.acceptance_regret(found.outcomes)) == 0
        assert found.payoffs.sum() <= total["correlated"] + 1e-9
    assert total["correlated"] <= total["coarse_correlated"] + 1e-9


@given(games(), st.randoms(use_true_random=False))
@settings(max_examples=30, deadline=None)
def test_at_independent_strategies_both_regrets_are_the_regret(game: NormalFormGame, random) -> None:
    weights = [[Fraction(random.randint(0, 4) + (a == 0)) for a in range(m)] for m in game.shape]
    profile = tuple(np.array([w / sum(own) for w in own], dtype=object) for own in weights)
    drawn = independent(profile)

    assert game.obedience_regret(drawn).tolist() == game.regret(profile).tolist()
    assert game.acceptance_regret(drawn).tolist() == game.regret(profile).tolist()
    assert game.distribution_payoffs(drawn).tolist() == game.expected_payoffs(profile).tolist()


def test_the_unit_and_origin_of_a_players_payoffs_do_not_matter() -> None:
    for game in random_games(2):
        units = np.array([Fraction(10) ** (9 * (-1) ** i) for i in range(game.n_players)], dtype=object)
        shape = (game.n_players, *[1] * game.n_players)
        scaled = NormalFormGame(game.exact * units.reshape(shape) - 10**6)
        for goal in ("egalitarian", f"best:{game.players[0]}", f"worst:{game.players[-1]}"):
            for concept in (Correlated(goal), CoarseCorrelated(goal)):
                (one,), (other,) = solve(game, concept).equilibria, solve(scaled, concept).equilibria
                assert (one.outcomes == other.outcomes).all()


def test_the_order_of_players_and_actions_does_not_matter() -> None:
    for game in random_games(3):
        n = game.n_players
        order = list(reversed(range(n)))
        turned = np.transpose(game.exact[order], (0, *(1 + k for k in order)))
        turned = turned[(slice(None), *[slice(None, None, -1)] * n)]
        mirror = NormalFormGame(turned, players=[game.players[k] for k in order])
        for goal in ("welfare", "egalitarian", f"best:{game.players[0]}"):
            (one,), (other,) = (solve(g, Correlated(goal)).equilibria for g in (game, mirror))
            assert one.payoffs.tolist() == other.payoffs[order].tolist()


def test_a_zero_sum_game_has_only_its_value() -> None:
    solution = solve(NormalFormGame.zero_sum([[0, -1, 1], [1, 0, -1], [-1, 1, 0]]), "correlated")

    assert [e.payoffs.tolist() for e in solution.equilibria] == [[0, 0]]


def test_a_goal_asks_for_one_distribution() -> None:
    (best,) = solve(CHICKEN, Correlated(goal="best:Column")).equilibria

    assert best.payoffs.tolist() == [2, 7]
    assert best.label == "best for Column"


def test_an_unknown_goal_is_named() -> None:
    with pytest.raises(InputError, match=r"unknown goal 'best:Colum' .did you mean 'best:Column'"):
        solve(CHICKEN, Correlated(goal="best:Colum"))


def test_large_programs_are_solved_in_floats_and_claim_nothing() -> None:
    game = NormalFormGame(np.random.default_rng(4).normal(size=(2, 10, 10)))
    solution = solve(game, "correlated")

    assert not solution.complete
    assert solution.notes == ("The game is too large for exact programs: these are solved in floating point.",)
    for found in solution.equilibria:
        assert found.exact is None
        assert not found.certified
        assert found.regret < 1e-7 * game.payoff_range.max()
    total = game.payoffs.sum(axis=0)[np.newaxis]
    assert labelled(solution, "sum").sum() == pytest.approx(best_by_hand(game, "correlated", total), rel=1e-6)


def test_a_distribution_must_have_the_shape_of_the_game() -> None:
    with pytest.raises(ValueError, match=r"must have shape \(2, 2\), got \(4,\)"):
        CHICKEN.obedience_regret(np.full(4, 0.25))


def test_the_cost_of_disobedience_is_what_a_player_expects_on_hearing_its_action() -> None:
    best = solve(CHICKEN, "correlated").equilibria[0]
    moves = Explanation(CHICKEN, best).moves

    assert [(m.player, m.told, m.action, m.cost) for m in moves if m.player == 0] == [(0, 0, 1, 0), (0, 1, 0, 1)]


def test_an_arena_splits_payoffs_and_costs_of_a_drawn_outcome_by_dimension() -> None:
    analysis = analyse(load("us-russia-china"), "coarse_correlated")

    for explanation in analysis.explanations:
        payoffs = analysis.game.distribution_payoffs(explanation.equilibrium.outcomes)
        assert explanation.contributions is not None
        assert explanation.contributions.sum(axis=1).tolist() == payoffs.tolist()
        for move in explanation.moves:
            assert move.by_dimension is not None
            assert move.by_dimension.sum() == move.cost


def test_the_report_lists_the_draw_what_it_is_best_for_and_why_it_is_obeyed() -> None:
    scenario = parse(CHICKEN_FILE, "chicken.toml")
    text = written(Solutions(scenario, (analyse(scenario, "correlated"),)), "table")

    assert "1/2 (yield, yield) + 1/4 (yield, dare) + 1/4 (dare, yield)" in text
    assert "best for Row; worst for Column" in text
    assert "- Row, told to play yield, obeys: to play dare would pay it the same." in text
    assert "- Row, told to play dare, obeys: to play yield would cost it 14% of what it has at stake." in text
    assert "each player is told its own\naction in it" in text
    assert "would not move" not in text


def test_the_report_on_coarse_correlation_says_why_the_draw_is_accepted() -> None:
    text = written(analyse(parse(CHICKEN_FILE, "chicken.toml"), "coarse_correlated"), "markdown")

    assert "## Why everybody accepts the draw" in text
    assert "Row lets the draw decide: in its place" in text


def test_json_holds_the_distribution_in_floats_and_in_fractions() -> None:
    scenario = parse(CHICKEN_FILE, "chicken.toml")
    analysis = analyse(scenario, "correlated")
    found = solutions_json(Solutions(scenario, (analysis,)))["equilibria"][0]

    assert np.array(found["distribution"]).tolist() == [[0.5, 0.25], [0.25, 0]]
    assert np.array(found["exact_distribution"]).tolist() == [["1/2", "1/4"], ["1/4", "0"]]
    assert found["label"] == "best for the sum of payoffs, whoever gets least"
    assert report_json(analysis)["explanations"][0]["moves"][0]["told"] == "yield"
