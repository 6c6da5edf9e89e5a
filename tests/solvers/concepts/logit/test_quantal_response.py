"""Logit quantal response: published games, the fixed point itself, Gambit, and what must not matter."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from typing import get_args

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from tetrarchy import Equilibrium, InputError, NormalFormGame, analyse, parse, solve
from tetrarchy.reports.outputs import written
from tetrarchy.solvers.concepts.logit.logit_branch import LogitResponses, Scale
from tetrarchy.solvers.concepts.logit.quantal_response import LogitQuantal

# Ochs 1995, "Games with unique, mixed strategy equilibria", in the units of McKelvey and Palfrey 1995.
OCHS = NormalFormGame.two_player([["1.1141", 0], [0, "0.2785"]], [[0, "1.1141"], ["1.1141", 0]])

# The branch turns back twice on its way to the strict equilibrium in the corner.
FOLDED = NormalFormGame.two_player([[0, 9, 9], [0, 2, 0], [5, 6, 7]], [[2, 1, 4], [7, 9, 6], [3, 5, 0]])

# All three players mix in the one equilibrium, near (0.807045, 0.658623, 0.028679).
ALL_MIX = NormalFormGame(
    [[[[5, 4], [9, 5]], [[8, 6], [8, 1]]], [[[3, 5], [4, 4]], [[0, 2], [2, 6]]], [[[4, 1], [0, 9]], [[9, 1], [5, 7]]]]
)

STAG_HUNT = """
title = "Stag hunt"
[game]
kind = "normal_form"
players = ["First", "Second"]
actions = [["stag", "hare"], ["stag", "hare"]]
payoffs = [[[4, 0], [3, 2]], [[4, 3], [0, 2]]]
"""

SHAPES = [(2,), (2, 2), (1, 3), (3, 3), (2, 2, 2), (3, 2, 3)]


def games() -> st.SearchStrategy[NormalFormGame]:
    """Draw small games, degenerate ones among them."""
    numbers = st.integers(0, 9)
    return st.sampled_from(SHAPES).flatmap(
        lambda shape: arrays(np.int64, (len(shape), *shape), elements=numbers).map(NormalFormGame)
    )


SCALES = get_args(Scale)

# Payoff ranges 9 and 2; both corners are strict.
UNEQUAL = NormalFormGame.two_player([[9, 0], [1, 4]], [[1, 0], [0, 2]])


def the_one(game: NormalFormGame, precision: float | None = None) -> Equilibrium:
    (found,) = solve(game, LogitQuantal(precision)).equilibria
    return found


def responses(game: NormalFormGame, found: Equilibrium, precision: float) -> list[np.ndarray]:
    """Return the logit responses to the strategies, straight from the definition."""
    answers = []
    for player, spread in enumerate(game.payoff_range):
        scores = precision * game.action_payoffs(player, found.strategies) / (spread or 1)
        weights = np.exp(scores - scores.max())
        answers.append(weights / weights.sum())
    return answers


def test_the_fit_of_mckelvey_and_palfrey_to_the_game_of_ochs() -> None:
    """They estimate lambda = 1.84 from (0.527, 0.366); Gambit's own fit of it gives (0.616, 0.383), as they report."""
    found = the_one(OCHS, 1.8456 * 1.1141)

    assert [round(float(strategy[0]), 3) for strategy in found.strategies] == [0.616, 0.383]
    assert found.grounds == "noisy_replies"


def test_asymmetric_pennies_end_in_their_one_equilibrium_exactly() -> None:
    found = the_one(OCHS)

    assert found.exact == (
        (Fraction(1, 2), Fraction(1, 2)),
        (Fraction(2785, 13926), Fraction(11141, 13926)),
    )
    assert found.certified
    assert found.label == "the end of the principal branch"


@given(games(), st.sampled_from([0, 0.3, 2, 11, 40]))
@settings(max_examples=60, deadline=None)
def test_the_answer_is_the_response_to_itself(game: NormalFormGame, precision: float) -> None:
    solution = solve(game, LogitQuantal(precision))

    for found in solution.equilibria:
        for own, answer in zip(found.strategies, responses(game, found, precision), strict=True):
            assert np.abs(own - answer).max() < 1e-9
    assert len(solution.equilibria) == 1 or "The branch was lost" in solution.notes[-1]


@given(games())
@settings(max_examples=40, deadline=None)
def test_without_a_precision_the_regret_is_nil_or_what_a_precision_of_a_million_leaves(game: NormalFormGame) -> None:
    """A logit response to m actions costs at most log(m) payoff ranges over the precision."""
    found = the_one(game)

    if found.grounds == "best_replies":
        assert found.certified
        assert found.regret <= 1e-9
    else:
        precision = float(found.label.removeprefix("at precision "))
        assert found.regret <= np.log(3) / precision * 1.001 * game.payoff_range.max()


@given(st.tuples(*[st.integers(1, 20)] * 4))
@settings(max_examples=40, deadline=None)
def test_the_branch_leads_to_the_risk_dominant_equilibrium(losses: tuple[int, int, int, int]) -> None:
    """Turocy 2005, on 2 x 2 games; a and b are what deviating costs the players at one corner, c and d at the other."""
    a, b, c, d = losses
    if a * b == c * d:
        return
    found = the_one(NormalFormGame.two_player([[a, 0], [0, c]], [[b, 0], [0, d]]))

    assert found.supports == (((0,), (0,)) if a * b > c * d else ((1,), (1,)))


def test_the_branch_is_followed_through_its_folds() -> None:
    """Between precisions 15 and 15.5 it turns back, and comes to 15.5 for the first time elsewhere."""
    before, after = (the_one(FOLDED, precision).strategies for precision in (15, 15.5))

    assert before[0][0] == pytest.approx(0.64, abs=0.005)
    assert after[0][0] == pytest.approx(0.948, abs=0.005)
    assert the_one(FOLDED).exact == ((1, 0, 0), (0, 0, 1))


def test_other_points_of_the_branch_at_the_same_precision_are_noted() -> None:
    branch, returns = LogitResponses(FOLDED).follow_returns(15.2)
    solution = solve(FOLDED, LogitQuantal(15.2))

    assert [round(float(profile[0][0]), 3) for profile in (branch.profile, *returns)] == [0.647, 0.682, 0.942]
    for profile in (branch.profile, *returns):
        for player, own in enumerate(profile):
            weights = np.exp(15.2 / 9 * FOLDED.action_payoffs(player, profile))
            assert own == pytest.approx(weights / weights.sum(), abs=1e-9)
    assert solution.equilibria[0].strategies[0][0] == branch.profile[0][0]
    assert [
        note.startswith("The branch turns back and comes to this precision again, at") for note in solution.notes
    ] == [
        True,
        True,
        False,
    ]
    assert "Player 1: a1 0.6819, a2 1.826e-05, a3 0.3181; Player 2: a1 0.2549" in solution.notes[0]


def test_gambit_comes_to_a_precision_between_the_folds_three_times() -> None:
    gambit = pytest.importorskip("pygambit")
    theirs = gambit.StrategicGame.from_arrays(*FOLDED.payoffs)

    path = [point.lam for point in gambit.qre.logit_solve_branch(theirs, maxregret=1e-2)]

    assert sum((before < 15.2 / 9) != (after < 15.2 / 9) for before, after in pairwise(path)) == 3


def test_on_the_common_scale_the_precision_is_the_lambda_of_mckelvey_and_palfrey() -> None:
    found = solve(OCHS, "logit:precision=1.8456,scale=common").equilibria[0]

    assert [round(float(strategy[0]), 3) for strategy in found.strategies] == [0.616, 0.383]


@pytest.mark.parametrize("precision", [0.2, 1.0, 7.5])
def test_on_the_common_scale_everybody_answers_to_payoffs_as_they_are(precision: float) -> None:
    gambit = pytest.importorskip("pygambit")
    found = solve(UNEQUAL, LogitQuantal(precision, scale="common")).equilibria[0]

    theirs = gambit.StrategicGame.from_arrays(*UNEQUAL.payoffs)
    (at,) = gambit.qre.logit_solve_lambda(theirs, precision)
    for player, own in enumerate(found.strategies):
        weights = np.exp(precision * UNEQUAL.action_payoffs(player, found.strategies))
        assert own == pytest.approx(weights / weights.sum(), abs=1e-12)
        assert own == pytest.approx([float(p) for _, p in at.profile[list(theirs.players)[player]]], abs=1e-6)


@given(arrays(np.int64, (2, 2, 2), elements=st.integers(0, 9)), st.sampled_from([0.1, 0.5, 2.0]))
@settings(max_examples=40, deadline=None)
def test_the_answer_is_among_the_roots_on_a_grid(payoffs: np.ndarray, precision: float) -> None:
    """In a 2 x 2 game a logit equilibrium is a root of one unknown, the row player's first probability."""

    def answer(player: int, first: np.ndarray) -> np.ndarray:
        own = payoffs[0] if player == 0 else payoffs[1].T
        gains = (own[0, 0] - own[1, 0]) * first + (own[0, 1] - own[1, 1]) * (1 - first)
        return 1 / (1 + np.exp(-precision * gains))

    found = solve(NormalFormGame(payoffs), LogitQuantal(precision, scale="common")).equilibria[0]

    grid = np.linspace(0, 1, 10_001)
    excess = answer(0, answer(1, grid)) - grid
    roots = grid[np.flatnonzero((excess[:-1] > 0) & (excess[1:] <= 0) | (excess[:-1] <= 0) & (excess[1:] > 0))]
    assert np.abs(roots - found.strategies[0][0]).min() <= 2e-4


def test_the_common_scale_can_lead_elsewhere_and_depends_on_units() -> None:
    ranges = {scale: solve(UNEQUAL, LogitQuantal(3.0, scale=scale)).equilibria[0].strategies for scale in SCALES}
    tenfold = NormalFormGame(UNEQUAL.exact * 10)

    assert np.abs(ranges["relative"][0] - ranges["common"][0]).max() > 0.01
    again = solve(tenfold, LogitQuantal(0.3, scale="common")).equilibria[0].strategies
    assert again[0] == pytest.approx(ranges["common"][0], abs=1e-12)
    assert (
        solve(tenfold, "logit:scale=common").equilibria[0].exact
        == solve(UNEQUAL, "logit:scale=common").equilibria[0].exact
    )


@pytest.mark.parametrize("unit", ["1e-320", "1e-12", "1e15", "1e306"])
def test_the_common_scale_bears_any_unit(unit: str) -> None:
    game = NormalFormGame(UNEQUAL.exact * Fraction(unit))

    found = solve(game, LogitQuantal(float(3 / Fraction(unit)) if unit != "1e-320" else 1e308, scale="common"))

    assert len(found.equilibria) == 1
    if unit != "1e-320":
        expected = solve(UNEQUAL, LogitQuantal(3.0, scale="common")).equilibria[0].strategies[0]
        assert found.equilibria[0].strategies[0] == pytest.approx(expected, abs=1e-9)


def test_an_unknown_scale_is_refused() -> None:
    with pytest.raises(InputError, match="comon"):
        solve(OCHS, "logit:scale=comon")
    with pytest.raises(InputError, match="comon"):
        LogitQuantal(scale="comon")  # pyright: ignore[reportArgumentType]


def test_where_three_players_mix_a_true_equilibrium_is_proven_to_be_near() -> None:
    found = the_one(ALL_MIX)

    assert found.exact is None
    assert found.certified
    assert found.distance is not None
    assert found.distance < 1e-9
    assert [round(float(strategy[0]), 6) for strategy in found.strategies] == [0.807045, 0.658623, 0.028679]


def test_a_symmetric_branch_is_followed_through_a_bifurcation() -> None:
    """In pure coordination equal probabilities stay an answer; the responses cease to contract at precision 2."""
    solution = solve(NormalFormGame([[[1, 0], [0, 1]], [[1, 0], [0, 1]]]), "logit")
    (found,) = solution.equilibria

    assert solution.notes[0].startswith("At precision 2 the branch bifurcates")
    assert found.exact == ((Fraction(1, 2), Fraction(1, 2)),) * 2


@pytest.mark.parametrize(("precision", "alone"), [(0, True), (1.99, True), (2.01, False)])
def test_completeness_is_claimed_where_the_responses_are_a_contraction(precision: float, alone: bool) -> None:
    solution = solve(NormalFormGame([[[1, 0], [0, 1]], [[1, 0], [0, 1]]]), LogitQuantal(precision=precision))

    assert solution.complete == alone
    assert ("no other" in solution.notes[-1]) == alone


def test_one_player_chooses_by_the_logit_formula() -> None:
    weights = np.exp(2 * np.array([1, 0.5, 0]))

    assert the_one(NormalFormGame([[30, 20, 10]]), 2).strategies[0] == pytest.approx(weights / weights.sum(), abs=1e-14)


@pytest.mark.parametrize("precision", [3.0, None])
def test_units_origins_and_the_order_of_players_and_actions_do_not_matter(precision: float | None) -> None:
    rng = np.random.default_rng(6)
    for shape in [(3, 3), (2, 2, 2), (2, 3, 2)]:
        game = NormalFormGame(rng.integers(0, 1000, (len(shape), *shape)))
        n = game.n_players
        units = np.array([Fraction(10) ** (9 * (-1) ** i) for i in range(n)], dtype=object)
        scaled = NormalFormGame(game.exact * units.reshape(n, *[1] * n) - 10**6)
        order = list(reversed(range(n)))
        turned = np.transpose(game.exact[order], (0, *(1 + k for k in order)))
        mirror = NormalFormGame(turned[(slice(None), *[slice(None, None, -1)] * n)])

        one, other, mirrored = (the_one(g, precision).strategies for g in (game, scaled, mirror))
        for player in range(n):
            assert one[player] == pytest.approx(other[player], abs=1e-12)
            assert one[player] == pytest.approx(mirrored[order[player]][::-1], abs=1e-10)


@pytest.mark.parametrize("precision", [-1, float("inf"), float("nan")])
def test_a_precision_that_is_no_number_from_0_is_refused(precision: float) -> None:
    with pytest.raises(InputError, match=f"precision must be a number from 0, got {precision}"):
        LogitQuantal(precision)


def test_the_concept_can_be_named_with_its_precision() -> None:
    assert solve(OCHS, "logit:precision=2").concept == LogitQuantal(precision=2)


@pytest.mark.parametrize("shape", [(2, 2), (3, 3), (2, 2, 2), (3, 2, 3)])
def test_gambit_traces_the_same_branch_to_the_same_end(shape: tuple[int, ...]) -> None:
    gambit = pytest.importorskip("pygambit")
    rng = np.random.default_rng(7)
    for _ in range(4):
        game = NormalFormGame(rng.normal(size=(len(shape), *shape)).round(4))
        theirs = gambit.StrategicGame.from_arrays(*(game.payoffs[i] / game.payoff_range[i] for i in range(len(shape))))

        def probabilities(profile: object, theirs: object = theirs) -> np.ndarray:
            return np.array([float(p) for player in theirs.players for _, p in profile[player]])  # pyright: ignore

        for precision in (0.7, 5, 30):
            (at,) = gambit.qre.logit_solve_lambda(theirs, precision)
            ours = np.concatenate(the_one(game, precision).strategies)
            assert ours == pytest.approx(probabilities(at.profile), abs=1e-6)
        end = np.concatenate(the_one(game).strategies)
        assert end == pytest.approx(probabilities(gambit.nash.logit_solve(theirs).equilibrium), abs=1e-3)


def test_gambit_ends_at_the_same_place_behind_the_folds() -> None:
    gambit = pytest.importorskip("pygambit")
    theirs = gambit.StrategicGame.from_arrays(FOLDED.payoffs[0] / 9, FOLDED.payoffs[1] / 9)
    end = gambit.nash.logit_solve(theirs).equilibrium

    theirs_end = [[float(p) for _, p in end[player]] for player in theirs.players]
    assert np.array(theirs_end) == pytest.approx(np.array(the_one(FOLDED).strategies), abs=1e-6)


def test_the_report_says_that_probabilities_follow_payoffs() -> None:
    analysis = analyse(parse(STAG_HUNT, "stag.toml"), LogitQuantal(precision=3))
    text = written(analysis, "markdown")
    found = analysis.solution.equilibria[0]
    stag, hare = analysis.game.action_payoffs(0, found.strategies)
    less = f"{100 * (hare - stag) / 4:.0f}%"  # of what First has at stake, from 0 to 4

    assert "## Why each action is as likely as it is" in text
    likelier, rarer = found.strategies[0][1], found.strategies[0][0]
    assert f"more: hare {likelier:.3f} (pays most), stag {rarer:.3f} (pays less, by {less} of what it has" in text
    assert "would not move" not in text
    assert "at precision 3" in text


def test_the_report_on_the_end_of_the_branch_is_that_on_a_nash_equilibrium() -> None:
    text = written(analyse(parse(STAG_HUNT, "stag.toml"), "logit"), "markdown")

    assert "## Why nobody moves" in text
    assert "First would not move: to play stag would cost it 50% of what it has at stake." in text
