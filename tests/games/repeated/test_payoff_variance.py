"""Variance of payoffs: closed forms, all histories of a few periods, second moments, and once a simulation."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from fractions import Fraction
from itertools import product
from math import prod
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from tetrarchy.games.normal_form import NormalFormGame
from tetrarchy.games.repeated.automata import Automaton
from tetrarchy.games.repeated.public_signals import PublicSignals
from tetrarchy.games.repeated.repeated_game import RepeatedGame
from tetrarchy.games.repeated.strategies import automaton

AXELROD = NormalFormGame([[[3, 0], [5, 1]], [[3, 5], [0, 1]]])

# Sums and products of a few hundred terms of one sign, each within half a unit in the last place.
ROUNDING = 1e-13

Play = tuple[RepeatedGame, tuple[Automaton, ...]]
JointState = tuple[int, ...]


@st.composite
def plays(draw: st.DrawFn, *, largest: int = 5) -> Play:
    shape = draw(st.sampled_from([(2, 2), (3, 2), (2, 1), (2, 2, 2)]))
    rng = np.random.default_rng(draw(st.integers(0, 2**32)))
    stage = NormalFormGame(rng.integers(-largest, largest + 1, (len(shape), *shape)))
    errors = st.sampled_from([0, "1/20", "3/10"])
    misperception = draw(errors) if len(shape) == 2 else 0
    automata = tuple(random_automaton(rng, shape, player) for player in range(len(shape)))
    return RepeatedGame(stage, "3/4", draw(errors), misperception), automata


def random_automaton(rng: np.random.Generator, shape: tuple[int, ...], player: int) -> Automaton:
    n_states = int(rng.integers(1, 4))
    weights = rng.integers(0, 4, (n_states, shape[player])) + np.eye(shape[player], dtype=int)[0]
    mixes = [[Fraction(int(w), int(row.sum())) for w in row] for row in weights]
    return Automaton(mixes, rng.integers(0, n_states, (n_states, *shape)), int(rng.integers(n_states)))


def errors_of(true: int, m: int, chance: float) -> list[tuple[int, float]]:
    slip = chance / (m - 1) if m > 1 else 0.0
    return [(a, p) for a in range(m) if (p := 1 - (m - 1) * slip if a == true else slip) > 0]


def steps(play: Play, states: JointState) -> Iterator[tuple[float, tuple[int, ...], JointState]]:
    """Go through all that one period may bring: its chance, the profile played and the next joint state."""
    game, automata = play
    shape, noise = game.stage.shape, float(game.noise)
    mixes = [a.probabilities(m)[own].astype(float) for a, m, own in zip(automata, shape, states, strict=True)]
    for intended in product(*(np.flatnonzero(mix) for mix in mixes)):
        plan = prod(mix[a] for mix, a in zip(mixes, intended, strict=True))
        for slips in product(*(errors_of(a, m, noise) for a, m in zip(intended, shape, strict=True))):
            played, slip = tuple(a for a, _ in slips), prod(p for _, p in slips)
            for chance, following in sights(play, states, played):
                yield plan * slip * chance, played, following


def sights(play: Play, states: JointState, played: tuple[int, ...]) -> Iterator[tuple[float, JointState]]:
    """Go through what the players may see of a profile: the chance, and the next joint state."""
    game, automata = play
    for views in product(*(views_of(game, observer, played) for observer in range(len(automata)))):
        following = tuple(
            int(automaton.transitions[(own, *(action for action, _ in view))])
            for automaton, own, view in zip(automata, states, views, strict=True)
        )
        yield prod(chance for view in views for _, chance in view), following


def views_of(game: RepeatedGame, observer: int, played: tuple[int, ...]) -> Iterator[tuple[tuple[int, float], ...]]:
    """Go through the actions that one player may see, each with its chance."""
    chances = [0.0 if j == observer else float(game.misperception) for j in range(len(played))]
    return product(*(errors_of(a, m, p) for a, m, p in zip(played, game.stage.shape, chances, strict=True)))


def payoffs_of(play: Play, profile: tuple[int, ...]) -> list[float]:
    return play[0].stage.payoffs[(slice(None), *profile)].tolist()


def variance_by_histories(play: Play, periods: int) -> NDArray[np.float64]:
    """Return the variances of the sums of payoffs, from their whole distribution."""
    game, _ = play
    number, outcomes = all_steps(play)
    by_state: dict[int, Any] = defaultdict(lambda: defaultdict(float))
    for state, chance, profile, following in outcomes:
        by_state[number[state]][number[following], tuple(payoffs_of(play, profile))] += chance
    beliefs = {(0, (0,) * game.stage.n_players): 1.0}
    for _ in range(periods):
        longer: dict[Any, float] = defaultdict(float)
        for (state, sums), weight in beliefs.items():
            for (following, paid), chance in by_state[state].items():
                longer[following, tuple(a + b for a, b in zip(sums, paid, strict=True))] += weight * chance
        beliefs = longer
    totals = np.array([sums for _, sums in beliefs], dtype=float)
    weights = np.array(list(beliefs.values()))
    return weights @ (totals - weights @ totals) ** 2


@given(plays(), st.integers(0, 3))
@settings(max_examples=20)
def test_total_variance_is_that_over_all_histories(play: Play, periods: int) -> None:
    game, automata = play
    expected = variance_by_histories(play, periods)

    assert game.total_variance(automata, periods) == pytest.approx(expected, abs=ROUNDING * (periods * 10) ** 2)


@given(plays())
@settings(max_examples=20)
def test_variance_is_that_of_the_second_moments(play: Play) -> None:
    """With X the payoff from now on and X' that from the next period: E[X^2] = E[((1 - d) u + d X')^2]."""
    game, automata = play
    d = float(game.discount)
    number, outcomes = all_steps(play)
    chances = np.array([chance for _, chance, _, _ in outcomes])
    source, target = (np.array([number[step[k]] for step in outcomes]) for k in (0, 3))
    payoffs = np.array([payoffs_of(play, profile) for _, _, profile, _ in outcomes], dtype=float)
    expectation = np.zeros((len(number), len(outcomes)))
    expectation[source, np.arange(len(outcomes))] = chances
    moves = expectation @ np.eye(len(number))[target]
    unit = np.eye(len(number))

    values = np.linalg.solve(unit - d * moves, (1 - d) * expectation @ payoffs)
    known = expectation @ ((1 - d) ** 2 * payoffs**2 + 2 * (1 - d) * d * payoffs * values[target])
    squares = np.linalg.solve(unit - d**2 * moves, known)
    assert game.variance(automata) == pytest.approx(squares[0] - values[0] ** 2, rel=1e-9, abs=25 * ROUNDING)


def all_steps(
    play: Play,
) -> tuple[dict[JointState, int], list[tuple[JointState, float, tuple[int, ...], JointState]]]:
    """Return the numbers of the joint states that play reaches, the start's first, and all steps between them."""
    number = {tuple(a.start for a in play[1]): 0}
    found, waiting = [], list(number)
    for state in waiting:
        for chance, profile, following in steps(play, state):
            found.append((state, chance, profile, following))
            if following not in number:
                number[following] = len(number)
                waiting.append(following)
    return number, found


COIN = ["1/2"] * 4
PLAIN_VARIANCE = (9 + 0 + 25 + 1) / 4 - (9 / 4) ** 2


def test_variances_of_independent_periods() -> None:
    """Two who toss coins: (1 - d)^2 (1 + d^2 + d^4 + ..) times the variance s of one period; T s; s."""
    game = RepeatedGame(AXELROD, "2/3")
    coins = tuple(automaton("memory_one", player, cooperation=COIN, first="1/2") for player in (0, 1))

    assert game.variance(coins) == pytest.approx([(1 - 2 / 3) / (1 + 2 / 3) * PLAIN_VARIANCE] * 2, rel=ROUNDING)
    assert game.total_variance(coins, 7) == pytest.approx([7 * PLAIN_VARIANCE] * 2, rel=ROUNDING)
    assert game.long_run_variance(coins) == pytest.approx([PLAIN_VARIANCE] * 2, rel=ROUNDING)


@given(st.integers(1, 19), st.integers(1, 19))
def test_long_run_variance_of_a_chain_of_two_states(stays: int, returns: int) -> None:
    """With the chances p to leave and q to return it is p q (2 - p - q) / (p + q)^3 times the squared difference."""
    p, q = 1 - Fraction(stays, 20), Fraction(returns, 20)
    exploiter = automaton("memory_one", cooperation=[1 - p, 0, q, 0])
    found = RepeatedGame(AXELROD, 0).long_run_variance((exploiter, automaton("always", 1)))

    factor = float(p * q * (2 - p - q) / (p + q) ** 3)
    assert found == pytest.approx([factor * (5 - 3) ** 2, factor * (3 - 0) ** 2], rel=ROUNDING)


mixing = st.tuples(*[st.integers(4, 16).map(lambda k: Fraction(k, 20))] * 4)


@given(mixing, mixing)
@settings(max_examples=20)
def test_long_run_variance_is_what_a_period_adds_to_a_long_sum(
    p: tuple[Fraction, ...], q: tuple[Fraction, ...]
) -> None:
    """All profiles have a chance of 1/25 or more, so 200 periods forget the start but for (1 - 4 / 25)^200 < 1e-15."""
    game = RepeatedGame(AXELROD, 0)
    pair = automaton("memory_one", cooperation=p), automaton("memory_one", 1, cooperation=q)
    added = game.total_variance(pair, 200) - game.total_variance(pair, 199)

    assert game.long_run_variance(pair) == pytest.approx(added, abs=200 * 25 * ROUNDING)


def test_noise_of_tit_for_tat_scatters_its_payoffs_for_long() -> None:
    """An error echoes until the next one, so the variance grows as one over the noise."""
    pair = automaton("tit_for_tat"), automaton("tit_for_tat", 1)
    scarce, scarcer = (RepeatedGame(AXELROD, 0, noise=e).long_run_variance(pair)[0] for e in ("1e-4", "1e-5"))

    assert scarcer / scarce == pytest.approx(10, rel=1e-3)


def test_certain_play_has_no_variance() -> None:
    """Nor has a feud that alternates between two profiles."""
    game = RepeatedGame(AXELROD, "9/10")
    feud = automaton("tit_for_tat"), automaton("suspicious_tit_for_tat", 1)

    for variance in (game.variance(feud), game.total_variance(feud, 9), game.long_run_variance(feud)):
        assert variance == pytest.approx([0, 0], abs=(100 * ROUNDING) ** 2)


def test_several_recurrent_classes_scatter_sums_but_not_the_periods_within_a_class() -> None:
    """Both cooperate at first with 1/3, and for ever if both did, else both defect for ever."""
    transitions = [[[1, 2], [2, 2]], np.full((2, 2), 1), np.full((2, 2), 2)]
    torn = Automaton([["1/3", "2/3"], [1, 0], [0, 1]], transitions)
    game, periods = RepeatedGame(AXELROD, "1/2"), 1001
    sums = {3 + 3 * 1000: 1 / 9, 0 + 1000: 2 / 9, 5 + 1000: 2 / 9, 1 + 1000: 4 / 9}
    mean = sum(total * chance for total, chance in sums.items())
    expected = sum(chance * (total - mean) ** 2 for total, chance in sums.items())

    assert game.total_variance([torn, torn], periods) == pytest.approx([expected] * 2, rel=1e-11)
    assert game.long_run_variance([torn, torn]) == pytest.approx([0, 0], abs=(100 * ROUNDING) ** 2)


@given(plays())
@settings(max_examples=20)
def test_variances_follow_the_unit_and_not_the_origin_of_payoffs(play: Play) -> None:
    game, automata = play
    scaled = RepeatedGame(NormalFormGame(4 * game.stage.payoffs + 8), game.discount, game.noise, game.misperception)

    assert scaled.variance(automata) == pytest.approx(16 * game.variance(automata), abs=1e4 * ROUNDING)
    assert scaled.total_variance(automata, 9) == pytest.approx(
        16 * game.total_variance(automata, 9), abs=1e6 * ROUNDING
    )
    long_run = 16 * game.long_run_variance(automata)
    assert scaled.long_run_variance(automata) == pytest.approx(long_run, rel=1e-9, abs=1e4 * ROUNDING)


def test_signals_that_tell_all_leave_the_variances_as_they_are() -> None:
    """Signal k stands for the k-th profile."""
    strategies = automaton("generous_tit_for_tat", generosity="1/3"), automaton("win_stay_lose_shift", 1)
    listening = [Automaton(a.probabilities(2), a.transitions.reshape(a.n_states, 4), a.start) for a in strategies]
    seen = RepeatedGame(AXELROD, "9/10", noise="1/10")
    told = RepeatedGame(AXELROD, "9/10", noise="1/10", signals=PublicSignals.perfect((2, 2)))

    assert told.variance(listening) == pytest.approx(seen.variance(strategies), rel=ROUNDING)
    assert told.total_variance(listening, 9) == pytest.approx(seen.total_variance(strategies, 9), rel=ROUNDING)
    assert told.long_run_variance(listening) == pytest.approx(seen.long_run_variance(strategies), rel=ROUNDING)


@pytest.mark.parametrize("periods", [-1, 2.5])
def test_number_of_periods_must_be_whole(periods: Any) -> None:
    game = RepeatedGame(AXELROD, 0.5)
    with pytest.raises(ValueError, match=re.escape(f"periods must be a whole number of 0 or more, got {periods}")):
        game.total_variance([automaton("always"), automaton("always", 1)], periods)


@pytest.mark.slow
def test_simulated_sums_scatter_as_computed() -> None:
    """With fourth central moment m and variance v, that of n sums has a standard error of ((m - v^2) / n)^(1/2)."""
    game, periods, n = RepeatedGame(AXELROD, 0, noise="1/20"), 50, 200_000
    rng = np.random.default_rng(1)
    intended, sums = np.zeros((2, n), dtype=int), np.zeros((2, n))
    for _ in range(periods):
        played = intended ^ (rng.random((2, n)) < 0.05)
        sums += game.stage.payoffs[:, played[0], played[1]]
        intended = played[::-1]
    expected = game.total_variance([automaton("tit_for_tat"), automaton("tit_for_tat", 1)], periods)

    deviations = sums - sums.mean(axis=1, keepdims=True)
    error = np.sqrt(((deviations**4).mean(axis=1) - expected**2) / n)
    assert (abs((deviations**2).mean(axis=1) - expected) < 5 * error).all()
