"""Tournaments: all pairs at once against one pair at a time, and published scores."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tetrarchy import tournament
from tetrarchy.games.errors import InputError
from tetrarchy.games.normal_form import NormalFormGame
from tetrarchy.games.repeated.automata import Automaton
from tetrarchy.games.repeated.repeated_game import RepeatedGame
from tetrarchy.games.repeated.strategies import automaton
from tetrarchy.studies.tournament.entry import STANDARD_FIELD, standard_field
from tetrarchy.studies.tournament.tournament import score_grid

AXELROD = NormalFormGame.symmetric([[3, 0], [5, 1]])
CHICKEN = NormalFormGame.symmetric([[3, 1], [5, 0]])

MODES = [{}, {"discount": "9/10"}, {"discount": 1 - Fraction(1, 10**12)}, {"periods": 1}, {"periods": 23}]

# Sums and products of a few hundred terms of one sign, each within half a unit in the last place.
ROUNDING = 1e-13


def mirrored(strategy: Automaton) -> Automaton:
    actions = strategy.actions if strategy.exact is None else strategy.exact
    return Automaton(actions, strategy.transitions.swapaxes(1, 2), strategy.start)


def random_automaton(rng: np.random.Generator, m: int) -> Automaton:
    """Pure or mixing, of states that may lead nowhere else: several recurrent classes are common."""
    n_states = int(rng.integers(1, 6))
    transitions = rng.integers(0, n_states, (n_states, m, m))
    kept = rng.random(n_states) < 0.3
    transitions[kept] = np.flatnonzero(kept)[:, None, None]
    start = int(rng.integers(n_states))
    if rng.random() < 0.5:
        return Automaton(rng.integers(0, m, n_states), transitions, start)
    weights = rng.integers(0, 3, (n_states, m)) + np.eye(m, dtype=int)[0]
    return Automaton([[Fraction(int(w), int(row.sum())) for w in row] for row in weights], transitions, start)


@dataclass(frozen=True)
class Field:
    stage: NormalFormGame
    automata: list[Automaton]
    noise: Any


@st.composite
def fields(draw: st.DrawFn) -> Field:
    rng = np.random.default_rng(draw(st.integers(0, 2**32)))
    m = draw(st.sampled_from([1, 2, 2, 3]))
    payoffs = rng.integers(-5, 6, (2, m, m))
    if draw(st.booleans()):
        payoffs[1] = payoffs[0].T
    size = draw(st.integers(2, 4))
    noise = draw(st.sampled_from([0, "1/100", "3/10"]))
    return Field(NormalFormGame(payoffs), [random_automaton(rng, m) for _ in range(size)], noise)


def one_by_one(field: Field, mode: dict[str, Any]) -> np.ndarray:
    """Return what each gets in each role, from one repeated game for each pair."""
    game = RepeatedGame(field.stage, mode.get("discount", 0), field.noise)
    size = len(field.automata)
    by_role = np.empty((2, size, size))
    for i, j in np.ndindex(size, size):
        pair = field.automata[i], mirrored(field.automata[j])
        if "periods" in mode:
            payoffs = game.total(pair, mode["periods"]) / mode["periods"]
        else:
            payoffs = game.payoffs(pair) if mode else game.average(pair)
        by_role[0, i, j], by_role[1, j, i] = payoffs
    return by_role


@pytest.mark.parametrize("mode", MODES, ids=str)
@given(field=fields())
@settings(max_examples=20)
def test_scores_are_those_of_the_pairs_one_by_one(mode: dict[str, Any], field: Field) -> None:
    result = tournament(field.stage, field.automata, field.noise, **mode)
    expected = one_by_one(field, mode)

    assert result.by_role == pytest.approx(expected, abs=10 * 23 * ROUNDING)
    assert result.scores == pytest.approx(expected.mean(axis=0), abs=10 * 23 * ROUNDING)


def test_large_field_is_solved_in_parts_like_a_small_one() -> None:
    """Twelve automata of ten states each: systems of up to a hundred joint states, more than fit at once."""
    rng = np.random.default_rng(7)
    automata = [Automaton(rng.integers(0, 2, 10), rng.integers(0, 10, (10, 2, 2))) for _ in range(12)]
    for noise in (0, "1/50"):
        result = tournament(AXELROD, automata, noise)
        game = RepeatedGame(AXELROD, 0, noise)
        for i, j in [(0, 11), (5, 5), (8, 3)]:
            expected = game.average((automata[i], mirrored(automata[j])))
            assert (result.scores[i, j], result.scores[j, i]) == pytest.approx(expected, abs=5 * ROUNDING)


def test_several_recurrent_classes_are_weighted_with_the_chances_of_ending_there() -> None:
    """Both cooperate at first with 1/3, and for ever if both did, else both defect for ever."""
    transitions = [[[1, 2], [2, 2]], np.full((2, 2), 1), np.full((2, 2), 2)]
    torn = Automaton([["1/3", "2/3"], [1, 0], [0, 1]], transitions)
    scores = tournament(AXELROD, [torn, automaton("always")]).scores

    assert scores == pytest.approx(np.array([[11 / 9, 1 / 3 * 3 + 2 / 3 * 5], [1 / 3 * 3, 3]]), rel=ROUNDING)


def test_feud_of_period_two_has_a_mean() -> None:
    feud = {"tit for tat": automaton("tit_for_tat"), "suspicious": automaton("suspicious_tit_for_tat")}

    assert tournament(AXELROD, feud).scores.tolist() == [[3, 2.5], [2.5, 1]]


def test_rarest_noise_decides_the_long_run() -> None:
    """Grim trigger is left with any noise and never regained; tit for tat visits all profiles alike (Molander 1985)."""
    noise = 1e-15
    scores = tournament(AXELROD, [automaton("grim_trigger"), automaton("tit_for_tat")], noise=noise).scores

    assert scores[0, 0] == pytest.approx(1 + noise * (5 + 0 - 2 * 1), rel=4e-16)
    assert scores[1, 1] == pytest.approx(9 / 4, rel=ROUNDING)


def test_extortion_takes_its_share_of_the_whole_field() -> None:
    """Press and Dyson 2012: in the long run without noise own - P = 3 (other - P)."""
    result = tournament(AXELROD, standard_field(AXELROD))
    extortioner = result.names.index("extortion")

    own, others = result.scores[extortioner], result.scores[:, extortioner]
    assert own - 1 == pytest.approx(3 * (others - 1), abs=20 * ROUNDING)


def test_scores_over_many_periods_come_near_those_of_the_long_run() -> None:
    """Two memory-one automata with chances from 1/10 to 9/10 forget the start by 1 - 4/100 a period or faster."""
    field = [automaton("memory_one", cooperation=p) for p in ([".9", ".1", ".8", ".2"], [".1", ".5", ".3", ".9"])]
    periods = 100_000

    forgetting = 25
    short = tournament(AXELROD, field, periods=periods).scores
    assert short == pytest.approx(tournament(AXELROD, field).scores, abs=5 * forgetting / periods)


@pytest.mark.slow
def test_simulated_tournament_strays_as_far_as_its_variances_say() -> None:
    """Over N pairs the mean of z^2 is 1, with a standard error of (2 / N)^(1/2) where sums of many plays are normal."""
    field, noise, periods, plays = standard_field(AXELROD), 0.01, 200, 1000
    scores = tournament(AXELROD, field, noise, periods=periods).scores
    game = RepeatedGame(AXELROD, 0, noise)
    pairs = [(one, other) for one in range(len(field)) for other in range(one)]
    entrants = list(field.values())
    z_squared = []
    for k, (one, other) in enumerate(pairs):
        pair = entrants[one], mirrored(entrants[other])
        mean = simulated(AXELROD, pair, noise, periods, plays, seed=k) / periods
        error = np.sqrt(game.total_variance(pair, periods)[0] / plays) / periods
        z_squared.append(((mean - scores[one, other]) / error) ** 2)

    assert np.mean(z_squared) == pytest.approx(1, abs=5 * np.sqrt(2 / len(pairs)))


def simulated(
    stage: NormalFormGame, pair: tuple[Automaton, Automaton], noise: float, periods: int, plays: int, seed: int
) -> float:
    """Return the mean of the first player's sums over so many plays of two-action automata."""
    rng = np.random.default_rng(seed)
    states = [np.full(plays, strategy.start) for strategy in pair]
    defects = [strategy.probabilities(2)[:, 1].astype(float) for strategy in pair]
    sums = np.zeros(plays)
    for _ in range(periods):
        intended = [rng.random(plays) < chances[own] for chances, own in zip(defects, states, strict=True)]
        first, second = ((wish ^ (rng.random(plays) < noise)).astype(int) for wish in intended)
        sums += stage.payoffs[0][first, second]
        states = [strategy.transitions[own, first, second] for strategy, own in zip(pair, states, strict=True)]
    return float(sums.mean())


def test_means_with_and_without_the_own_twin() -> None:
    field = [automaton("always"), automaton("always", action=1), automaton("tit_for_tat")]
    result = tournament(AXELROD, field, periods=10)

    assert result.names == ("1", "2", "3")
    assert result.totals == pytest.approx(np.array([[30, 0, 30], [50, 10, 14], [30, 9, 30]]))
    assert result.mean_scores == pytest.approx([60 / 30, 74 / 30, 69 / 30])
    assert result.mean_scores_against_others == pytest.approx([30 / 20, 64 / 20, 39 / 20])
    assert result.ranks.tolist() == [3, 1, 2]


def test_equals_share_the_better_rank() -> None:
    field = {
        "loser": automaton("always"),
        "one": automaton("always", action=1),
        "other": automaton("always", action=1),
        "third": automaton("tit_for_tat"),
    }

    assert tournament(AXELROD, field, discount="1/3").ranks.tolist() == [4, 1, 1, 3]


def test_no_totals_without_a_number_of_periods() -> None:
    assert tournament(AXELROD, [automaton("always"), automaton("tit_for_tat")], discount="1/2").totals is None


def test_roles_are_told_apart_in_an_asymmetric_game() -> None:
    """Who takes wins as the first player 4 and as the second 2 from who yields."""
    stage = NormalFormGame([[[1, 0], [4, -1]], [[1, 2], [0, -1]]])
    field = {"yields": automaton("always"), "takes": automaton("always", action=1)}
    result = tournament(stage, field)

    assert result.by_role[0].tolist() == [[1, 0], [4, -1]]
    assert result.by_role[1].tolist() == [[1, 0], [2, -1]]
    assert result.scores.tolist() == [[1, 0], [3, -1]]


def test_players_of_the_stage_game_may_change_places() -> None:
    stage = NormalFormGame([[[1, 0], [4, -1]], [[1, 2], [0, -1]]])
    turned = NormalFormGame(stage.payoffs[::-1].swapaxes(1, 2))
    field = standard_field(stage)
    one, other = (tournament(game, field, noise="1/10") for game in (stage, turned))

    assert one.by_role == pytest.approx(other.by_role[::-1], abs=10 * ROUNDING)


@given(fields(), st.sampled_from(MODES), st.randoms(use_true_random=False))
@settings(max_examples=20)
def test_order_of_the_field_does_not_matter(field: Field, mode: dict[str, Any], random: Any) -> None:
    order = list(range(len(field.automata)))
    random.shuffle(order)
    given_order = tournament(field.stage, field.automata, field.noise, **mode)
    shuffled = tournament(field.stage, [field.automata[k] for k in order], field.noise, **mode)

    assert shuffled.scores == pytest.approx(given_order.scores[np.ix_(order, order)], abs=10 * 23 * ROUNDING)
    assert shuffled.ranks.tolist() == given_order.ranks[order].tolist()


@given(fields(), st.sampled_from(MODES))
@settings(max_examples=20)
def test_unit_and_origin_of_payoffs_move_the_scores_and_no_rank(field: Field, mode: dict[str, Any]) -> None:
    scaled = NormalFormGame(4 * field.stage.payoffs + 8)
    before = tournament(field.stage, field.automata, field.noise, **mode)
    after = tournament(scaled, field.automata, field.noise, **mode)

    assert after.scores == pytest.approx(4 * before.scores + 8, abs=40 * 23 * ROUNDING)
    assert after.ranks.tolist() == before.ranks.tolist()


@pytest.mark.parametrize("stage", [AXELROD, NormalFormGame([[[1, 0], [4, -1]], [[1, 2], [0, -1]]])])
def test_grid_holds_the_tournament_of_each_noise_and_discount(stage: NormalFormGame) -> None:
    field, noises, discounts = standard_field(stage), ["0", "1/20"], [0, 0.5, 0.99]
    grid = score_grid(stage, field, noises, discounts)

    assert grid.shape == (2, 3, len(field), len(field))
    for i, noise in enumerate(noises):
        for j, discount in enumerate(discounts):
            expected = tournament(stage, field, noise, discount=discount).scores
            assert grid[i, j] == pytest.approx(expected, abs=5 * ROUNDING)


def test_result_cannot_be_changed() -> None:
    result = tournament(AXELROD, [automaton("always"), automaton("tit_for_tat")])
    with pytest.raises(ValueError, match="read-only"):
        result.scores[0, 0] = 7


def test_standard_field_gains_two_in_a_dilemma() -> None:
    assert list(standard_field(CHICKEN)) == list(STANDARD_FIELD)
    assert list(standard_field(AXELROD)) == [*STANDARD_FIELD, "extortion", "generous zero-determinant"]


def test_standard_field_needs_two_actions() -> None:
    with pytest.raises(ValueError, match="needs two players with two actions each"):
        standard_field(NormalFormGame.symmetric(np.zeros((3, 3))))


ANY_TWO = [automaton("always"), automaton("tit_for_tat")]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            {"stage": NormalFormGame(np.zeros((3, 2, 2, 2)))},
            "two players with equally many actions, got shape (2, 2, 2)",
        ),
        ({"stage": NormalFormGame(np.zeros((2, 2, 3)))}, "two players with equally many actions, got shape (2, 3)"),
        ({"automata": ANY_TWO[:1]}, "a tournament needs two automata or more, got 1"),
        ({"automata": {}}, "a tournament needs two automata or more, got 0"),
        (
            {"automata": {"good": ANY_TWO[0], "large": automaton("tit_for_tat", shape=(3, 3))}},
            "large cannot play in this tournament: the automaton of Player 1 must move on profiles of shape (2, 2)",
        ),
        ({"discount": "1/2", "periods": 3}, "a tournament has a discount or a number of periods, not both"),
        ({"periods": 0}, "periods must be a whole number of 1 or more, got 0"),
        ({"periods": 2.5}, "periods must be a whole number of 1 or more, got 2.5"),
    ],
)
def test_tournament_that_cannot_be_held_is_refused(arguments: dict[str, Any], message: str) -> None:
    with pytest.raises(InputError, match=re.escape(message)):
        tournament(**{"stage": AXELROD, "automata": ANY_TWO, **arguments})


@pytest.mark.parametrize(("noises", "discounts"), [([], [0.5]), ([0], [])])
def test_empty_grid_is_refused(noises: list[float], discounts: list[float]) -> None:
    with pytest.raises(InputError, match="a grid needs one noise and one discount at least"):
        score_grid(AXELROD, ANY_TWO, noises, discounts)


@pytest.mark.parametrize("name", ["noise", "discount"])
def test_number_outside_its_range_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match=re.escape(f"{name} must be in [0, 1), got 1")):
        tournament(AXELROD, ANY_TWO, **{name: 1})
    numbers = {"noise": 0.1, "discount": 0.1, name: -0.5}
    with pytest.raises(ValueError, match=re.escape(f"{name} must be in [0, 1), got -0.5")):
        score_grid(AXELROD, ANY_TWO, [numbers["noise"]], [numbers["discount"]])
