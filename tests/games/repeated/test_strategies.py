"""Zero-determinant strategies, deference in compartments, and tit for tat among many."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tetrarchy.games.normal_form import NormalFormGame
from tetrarchy.games.repeated.automata import Automaton
from tetrarchy.games.repeated.compartments import compartments
from tetrarchy.games.repeated.repeated_game import RepeatedGame
from tetrarchy.games.repeated.strategies import automaton, carrot_and_stick
from tetrarchy.games.repeated.zero_determinant import zero_determinant
from tetrarchy.solvers.repeated.critical_discount import critical_discount

AXELROD = (3, 0, 5, 1)
DEFER, INTRUDE = 0, 1

# Sums and products of a few hundred terms of one sign, each within half a unit in the last place.
ROUNDING = 1e-13


def symmetric(payoffs: Sequence[Any]) -> NormalFormGame:
    reward, sucker, temptation, punishment = payoffs
    return NormalFormGame.symmetric([[reward, sucker], [temptation, punishment]])


@pytest.mark.parametrize(
    ("options", "cooperation", "source"),
    [
        ({"slope": "1/3"}, ["11/13", "1/2", "7/26", "0"], "Press and Dyson 2012, extortion by a factor of 3"),
        ({"slope": "1/2"}, ["8/9", "1/2", "1/3", "0"], "Stewart and Plotkin 2012, Extort-2"),
        ({"slope": "1/2", "baseline": 3, "scale": "1/4"}, ["1", "1/8", "1", "1/4"], "the same, ZDGTFT-2"),
        ({"slope": 0, "baseline": 2, "scale": "1/4"}, ["3/4", "1/4", "1/2", "1/4"], "the same, SET-2"),
        ({"slope": 1, "scale": "1/5"}, ["1", "0", "1", "0"], "Press and Dyson 2012, tit for tat"),
    ],
)
def test_published_zero_determinant_strategies(options: dict[str, Any], cooperation: list[str], source: str) -> None:
    strategy = automaton("zero_determinant", payoffs=AXELROD, **options)

    assert strategy.probabilities(2)[1:, 0].tolist() == [Fraction(p) for p in cooperation], source


OPPONENTS = [
    ("always", {}),
    ("always", {"action": 1}),
    ("tit_for_tat", {}),
    ("suspicious_tit_for_tat", {}),
    ("tit_for_two_tats", {}),
    ("win_stay_lose_shift", {}),
    ("grim_trigger", {}),
    ("limited_punishment", {"length": 3}),
    ("memory_one", {"cooperation": ("1/2", "1/3", "1/5", "1/7")}),
]
numbers = st.integers(-12, 12).map(lambda k: Fraction(k, 4))


@given(
    st.sets(numbers, min_size=4, max_size=4).map(sorted),
    st.integers(0, 3).map(lambda k: Fraction(k, 4)),
    st.integers(0, 4).map(lambda k: Fraction(k, 4)),
    st.sampled_from([0, 1]),
)
@settings(max_examples=25)
def test_zero_determinant_ties_all_opponents_to_its_line(
    payoffs: list[Fraction], slope: Fraction, share: Fraction, player: int
) -> None:
    """In any dilemma, with any baseline between mutual defection and mutual cooperation: Press and Dyson 2012."""
    sucker, punishment, reward, temptation = payoffs
    dilemma = (reward, sucker, temptation, punishment)
    baseline = punishment + share * (reward - punishment)
    strategy = automaton("zero_determinant", player, payoffs=dilemma, slope=slope, baseline=baseline)
    game = RepeatedGame(symmetric(dilemma), 0)
    for name, options in OPPONENTS:
        opponent = automaton(name, 1 - player, **options)
        means = game.average((strategy, opponent) if player == 0 else (opponent, strategy))
        own, other = means[player], means[1 - player]
        assert other - float(baseline) == pytest.approx(float(slope) * (own - float(baseline)), abs=100 * ROUNDING)


@given(st.lists(numbers, min_size=8, max_size=8), numbers, numbers, st.integers(-9, 9))
@settings(max_examples=60)
def test_feasible_scales_end_where_a_probability_does(
    payoffs: list[Fraction], slope: Fraction, baseline: Fraction, seed: int
) -> None:
    """In any two-by-two game: at the named end of the range one probability is 0 or 1, and beyond it none is found."""
    own, other = payoffs[:4], payoffs[4:]
    tilt = [slope * (u - baseline) - (v - baseline) for u, v in zip(own, other, strict=True)]
    assume(any(tilt))
    try:
        zero_determinant(own, other, slope, baseline, Fraction(0))
    except ValueError as error:
        message = str(error)
    if message.startswith("no scale"):
        pulls = [t if k >= 2 else -t for k, t in enumerate(tilt)]
        assert min(pulls) < 0 < max(pulls)
        return
    low, high = (Fraction(end) for end in re.findall(r"\[(.*), (.*)\]", message)[0])
    for end in {low, high} - {0}:
        chances = zero_determinant(own, other, slope, baseline, end)
        assert min(min(p, 1 - p) for p in chances) == 0
        assert any(p in (0, 1) and t != 0 and p != c for p, t, c in zip(chances, tilt, (1, 1, 0, 0), strict=True))
        with pytest.raises(ValueError, match="scale must be in"):
            zero_determinant(own, other, slope, baseline, end * Fraction(101, 100))


@pytest.mark.parametrize(
    ("name", "arguments", "message"),
    [
        ("zero_determinant", {"payoffs": (3, 0, 5), "slope": 0}, "payoffs must hold 4 numbers, one for each profile"),
        ("zero_determinant", {"payoffs": (3, 0, 5, "x"), "slope": 0}, "payoffs[3] must be a finite number, got 'x'"),
        ("zero_determinant", {"payoffs": AXELROD, "slope": "steep"}, "slope must be a number, got 'steep'"),
        (
            "zero_determinant",
            {"payoffs": AXELROD, "slope": 2},
            "no scale enforces the line with slope 2 and baseline 1",
        ),
        (
            "zero_determinant",
            {"payoffs": AXELROD, "slope": "1/3", "scale": 1},
            "scale must be in [0, 3/13] and not 0, so that probabilities result, got 1",
        ),
        ("zero_determinant", {"payoffs": AXELROD, "slope": "1/3", "scale": 0}, "scale must be in [0, 3/13] and not 0"),
        (
            "zero_determinant",
            {"payoffs": AXELROD, "slope": 0, "shape": (3, 3)},
            "zero_determinant needs two players with two actions each, got shape (3, 3)",
        ),
        ("mutual_deference", {"shape": (3, 3)}, "mutual_deference needs two players with 2, 4, 8, .. actions each"),
        ("mutual_deference", {"shape": (4, 2)}, "mutual_deference needs two players with 2, 4, 8, .. actions each"),
        ("mutual_deference", {"shape": (1, 1)}, "mutual_deference needs two players with 2, 4, 8, .. actions each"),
        ("mutual_deference", {"shape": (4, 4), "generosity": 2}, "generosity must be a probability from 0 to 1, got 2"),
        ("group_tit_for_tat", {"shape": (2,)}, "group_tit_for_tat needs two or more players with two actions each"),
        ("group_tit_for_tat", {"shape": (2, 3)}, "group_tit_for_tat needs two or more players with two actions each"),
        (
            "group_tit_for_tat",
            {"shape": (2, 2, 2), "cooperators": 3},
            "cooperators must be a number of others, from 0 to 2, got 3",
        ),
    ],
)
def test_strategy_without_meaning_is_refused(name: str, arguments: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=re.escape(message)):
        automaton(name, **arguments)


def in_two_regions(one: NormalFormGame, more: NormalFormGame) -> NormalFormGame:
    """Return the game whose actions are a choice in each of two games, which pay on their own account."""
    sums = one.exact[:, :, None, :, None] + more.exact[:, None, :, None, :]
    return NormalFormGame(sums.reshape(2, 4, 4))


def region_choices(action: int) -> tuple[int, int]:
    return divmod(action, 2)


@pytest.mark.parametrize("player", [0, 1])
def test_transgression_is_answered_in_its_region_for_as_long_as_it_lasted(player: int) -> None:
    strategy = automaton("mutual_deference", player, shape=(4, 4))
    others = [(DEFER, DEFER), (DEFER, INTRUDE), (DEFER, INTRUDE), (INTRUDE, DEFER), (DEFER, DEFER)]
    state, answers = strategy.start, []
    for first, second in others:
        own = int(strategy.probabilities(4)[state].argmax())
        answers.append(region_choices(own))
        seen = 2 * first + second
        state = int(strategy.transitions[(state, own, seen) if player == 0 else (state, seen, own)])

    assert answers == [(DEFER, DEFER), *others[:-1]]


def test_deference_forgives_in_each_region_by_itself() -> None:
    """After transgressions in both regions: 1/3 * 1/3 for both, 1/3 * 2/3 for either, 2/3 * 2/3 for none."""
    strategy = automaton("mutual_deference", shape=(4, 4), generosity="1/3")

    assert strategy.probabilities(4)[-1].tolist() == [Fraction(k, 9) for k in (1, 2, 2, 4)]


def test_grim_deference_is_sustained_from_the_discount_of_one_region() -> None:
    """In each region (T - R) / (T - P): to transgress in both at once gains and costs twice as much."""
    dilemma = symmetric(AXELROD)
    pair = tuple(compartments([automaton("grim_trigger", i)] * 2, i) for i in (0, 1))

    assert critical_discount(in_two_regions(dilemma, dilemma), pair).value == Fraction(1, 2)


@given(st.integers(0, 2**32))
@settings(max_examples=20)
def test_payoffs_of_compartments_are_those_of_the_regions(seed: int) -> None:
    rng = np.random.default_rng(seed)
    stages = [NormalFormGame(rng.integers(-5, 6, (2, 2, 2))) for _ in range(2)]
    pairs = [[random_automaton(rng) for _ in range(2)] for _ in range(2)]
    both = [compartments([pairs[region][player] for region in range(2)], player) for player in range(2)]
    together = RepeatedGame(in_two_regions(*stages), "4/5")
    apart = [RepeatedGame(stage, "4/5") for stage in stages]

    expected = sum(game.payoffs(pair) for game, pair in zip(apart, pairs, strict=True))
    assert together.payoffs(both) == pytest.approx(expected, abs=20 * ROUNDING)
    expected = sum(game.total(pair, 7) for game, pair in zip(apart, pairs, strict=True))
    assert together.total(both, 7) == pytest.approx(expected, abs=7 * 20 * ROUNDING)


def random_automaton(rng: np.random.Generator) -> Automaton:
    n_states = int(rng.integers(1, 4))
    chances = [Fraction(int(k), 4) for k in rng.integers(0, 5, n_states)]
    transitions = rng.integers(0, n_states, (n_states, 2, 2))
    return Automaton([[p, 1 - p] for p in chances], transitions, int(rng.integers(n_states)))


@pytest.mark.parametrize(
    ("cooperators", "after"),
    [(None, [[0, 1], [1, 1]]), (1, [[0, 0], [0, 1]]), (0, [[0, 0], [0, 0]])],
)
def test_group_tit_for_tat_counts_the_others(cooperators: int | None, after: list[list[int]]) -> None:
    """The second of three players, whose own action does not count: the table is indexed by the two others."""
    strategy = automaton("group_tit_for_tat", 1, (2, 2, 2), cooperators=cooperators)

    for own in (0, 1):
        assert strategy.transitions[0, :, own].tolist() == strategy.transitions[1, :, own].tolist() == after


def test_group_tit_for_tat_of_two_is_tit_for_tat() -> None:
    group, pair = automaton("group_tit_for_tat", 1), automaton("tit_for_tat", 1)

    assert group.actions.tolist() == pair.actions.tolist()
    assert group.transitions.tolist() == pair.transitions.tolist()


def test_carrot_and_stick_by_name_is_that_of_the_table_of_players() -> None:
    dilemma = NormalFormGame([[[3, 0], [5, 1]], [[3, 5], [0, 1]]])
    for player, expected in enumerate(carrot_and_stick(dilemma, (0, 0), (1, 1))):
        named = automaton("carrot_and_stick", player)
        assert (named.actions == expected.actions).all()
        assert (named.transitions == expected.transitions).all()
