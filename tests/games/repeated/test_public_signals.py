"""Public signals: the noisy prisoner's dilemma by hand, play unrolled signal by signal, and perfect monitoring."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
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
from tetrarchy.games.repeated.strategies import grim_trigger, limited_punishment

DILEMMA = NormalFormGame.symmetric([[2, -1], [3, 0]])
EFFORT, SHIRK = 0, 1
GOOD, BAD = 0, 1
TINY = Fraction(1, 10**9)

# Sums and products of a few hundred terms of one sign, each within half a unit in the last place.
ROUNDING = 1e-13


def two_signals(p: Fraction, q: Fraction, r: Fraction) -> PublicSignals:
    """Return a good and a bad signal; the good one has the chance p, q or r where two, one or none make an effort."""
    good = np.array([[p, q], [q, r]])
    return PublicSignals(np.stack([good, 1 - good], axis=-1))


def on_signals(actions: Sequence[int], after_good: Sequence[int], after_bad: Sequence[int]) -> tuple[Automaton, ...]:
    return (Automaton(actions, np.column_stack([after_good, after_bad])),) * 2


GRIM = on_signals([EFFORT, SHIRK], [0, 1], [1, 1])
CHANCES = [
    (Fraction(9, 10), Fraction(1, 2), Fraction(1, 5)),
    (Fraction(4, 5), Fraction(1, 3), Fraction(1, 4)),
    (Fraction(19, 20), Fraction(47, 50), Fraction(1, 10)),
]


@pytest.mark.parametrize(("p", "q", "r"), CHANCES)
def test_grim_after_a_bad_signal_is_worth_what_the_book_says(p: Fraction, q: Fraction, r: Fraction) -> None:
    """Mailath and Samuelson 2006, section 7.2: V = 2 (1 - d) / (1 - d p)."""
    d = Fraction(19, 20)
    game = RepeatedGame(DILEMMA, d, signals=two_signals(p, q, r))

    assert game.payoffs(GRIM) == pytest.approx([float(2 * (1 - d) / (1 - d * p))] * 2, rel=ROUNDING)
    assert game.average(GRIM).tolist() == [0, 0]
    assert game.total(GRIM, periods=3) == pytest.approx([float(2 * (1 + p + p**2))] * 2, rel=ROUNDING)


@pytest.mark.parametrize(("p", "q", "r"), CHANCES)
def test_grim_after_a_bad_signal_needs_the_discount_that_the_book_says(p: Fraction, q: Fraction, r: Fraction) -> None:
    """Mailath and Samuelson 2006, section 7.2: d >= 1 / (3 p - 2 q), which is no discount for the third chances."""
    critical = 1 / (3 * p - 2 * q)
    for discount in (critical - TINY, critical, (1 + critical) / 2, 1 - TINY):
        if discount >= 1:
            continue
        check = RepeatedGame(DILEMMA, discount, signals=two_signals(p, q, r)).deviations(GRIM)

        assert check.equilibrium == (discount >= critical)
        assert check.states == ((0, 0), (1, 1))


@pytest.mark.parametrize(("p", "q", "r"), CHANCES)
def test_effort_after_good_and_shirking_after_bad_signals(p: Fraction, q: Fraction, r: Fraction) -> None:
    """Remember the last signal: by hand the values differ by 2 (1 - d) / (1 - d (p - r)).

    A player with an effort in hand saves 1 by shirking and risks (p - q) of them; one with none to make would pay 1
    for an effort that brings (q - r) of them.
    """
    memory = on_signals([EFFORT, SHIRK], [0, 0], [1, 1])
    for discount in (Fraction(1, 3), Fraction(1, 2), Fraction(4, 5), Fraction(99, 100)):
        check = RepeatedGame(DILEMMA, discount, signals=two_signals(p, q, r)).deviations(memory)
        spread = 2 * (1 - discount) / (1 - discount * (p - r))

        assert check.values[0, 0] - check.values[1, 0] == pytest.approx(float(spread), rel=ROUNDING * 1e3)
        shirking = (1 - discount) - discount * (p - q) * spread
        trying = -(1 - discount) + discount * (q - r) * spread
        assert check.gains[0][0, SHIRK] == pytest.approx(float(shirking), abs=ROUNDING)
        assert check.gains[0][1, EFFORT] == pytest.approx(float(trying), abs=ROUNDING)
        assert check.equilibrium == (max(shirking, trying) <= 0)


def test_states_that_no_signal_leads_to_do_not_count() -> None:
    """A bad signal that never comes is no history, even if a third signal follows a deviation."""
    chances = np.zeros((2, 2, 3), dtype=int)
    chances[..., GOOD] = 1
    automata = (Automaton([EFFORT, SHIRK], [[0, 1, 1], [1, 1, 1]]),) * 2
    check = RepeatedGame(DILEMMA, "1/2", signals=PublicSignals(chances)).deviations(automata)

    assert check.states == ((0, 0),)
    assert check.tempting is not None
    assert check.tempting.gain == Fraction(1, 2)


@dataclass(frozen=True)
class Play:
    """A repeated game with signals and automata for it, drawn at random."""

    game: RepeatedGame
    automata: tuple[Automaton, ...]


@st.composite
def plays(draw: st.DrawFn) -> Play:
    shape = draw(st.sampled_from([(2, 2), (3, 2), (2, 1), (2, 2, 2)]))
    n_signals = draw(st.integers(1, 3))
    rng = np.random.default_rng(draw(st.integers(0, 2**32)))
    stage = NormalFormGame(rng.integers(-5, 6, (len(shape), *shape)))
    signals = PublicSignals(mixes(rng, (*shape, n_signals)))
    automata = tuple(
        Automaton(mixes(rng, (k, m)), rng.integers(0, k, (k, n_signals)))
        for k, m in zip(rng.integers(1, 4, len(shape)), shape, strict=True)
    )
    return Play(RepeatedGame(stage, "1/2", draw(st.sampled_from([0, "1/20"])), signals=signals), automata)


def mixes(rng: np.random.Generator, shape: tuple[int, ...]) -> NDArray[np.object_]:
    weights = rng.integers(0, 3, shape)
    weights[..., 0] += 1
    return np.vectorize(Fraction, otypes=[object])(weights, weights.sum(axis=-1, keepdims=True))


def unrolled(play: Play) -> Iterator[NDArray[np.float64]]:
    """Go through the expected payoffs of the periods, by going through all profiles and signals of each of them."""
    game, shape = play.game, play.game.stage.shape
    assert game.signals is not None
    noise = float(game.noise)
    beliefs = {tuple(automaton.start for automaton in play.automata): 1.0}
    while True:
        payoffs, after = np.zeros(len(shape)), defaultdict(float)
        for states, weight in beliefs.items():
            rows = [
                (1 - noise) * row + (noise * (1 - row) / (len(row) - 1) if len(row) > 1 else noise * row)
                for row in (a.actions[own].astype(float) for a, own in zip(play.automata, states, strict=True))
            ]
            for profile in game.stage.pure_profiles():
                chance = weight * prod(row[action] for row, action in zip(rows, profile, strict=True))
                payoffs += chance * game.stage.payoffs[(slice(None), *profile)]
                for signal, seen in enumerate(game.signals.probabilities[profile]):
                    following = tuple(
                        int(a.transitions[own, signal]) for a, own in zip(play.automata, states, strict=True)
                    )
                    after[following] += chance * seen
        yield payoffs
        beliefs = dict(after)


@given(plays())
@settings(max_examples=25, deadline=None)
def test_payoffs_and_totals_are_those_of_play_unrolled(play: Play) -> None:
    periods = 44
    means = [payoffs for payoffs, _ in zip(unrolled(play), range(periods), strict=False)]
    weights = 0.5 ** np.arange(1, periods + 1)
    largest = max(abs(play.game.stage.payoffs).max(), 1)

    tail = 0.5**periods * largest
    assert play.game.payoffs(play.automata) == pytest.approx(weights @ means, abs=tail + ROUNDING * largest)
    assert play.game.total(play.automata, periods) == pytest.approx(sum(means), abs=periods * ROUNDING * largest)


@given(plays(), st.integers(0, 2**32))
@settings(max_examples=25, deadline=None)
def test_perfect_monitoring_is_the_case_in_which_each_profile_is_a_signal(play: Play, seed: int) -> None:
    rng, stage = np.random.default_rng(seed), play.game.stage
    shape = stage.shape
    tables = [rng.integers(0, a.n_states, (a.n_states, *shape)) for a in play.automata]
    seen = [Automaton(a.actions, table) for a, table in zip(play.automata, tables, strict=True)]
    told = [Automaton(a.actions, table.reshape(len(table), -1)) for a, table in zip(seen, tables, strict=True)]
    plain = RepeatedGame(stage, "2/3", play.game.noise)
    signalled = RepeatedGame(stage, "2/3", play.game.noise, signals=PublicSignals.perfect(shape))
    found, expected = signalled.deviations(told), plain.deviations(seen)

    assert signalled.payoffs(told).tolist() == plain.payoffs(seen).tolist()
    assert signalled.average(told) == pytest.approx(plain.average(seen), abs=ROUNDING * 10)
    assert signalled.variance(told) == pytest.approx(plain.variance(seen), abs=ROUNDING * 100)
    assert found.states == expected.states
    assert found.tempting == expected.tempting
    assert [table.tolist() for table in found.gains] == [table.tolist() for table in expected.gains]


def test_named_threats_work_on_signals_that_tell_the_profile() -> None:
    for threat in (
        grim_trigger(DILEMMA, (0, 0), (1, 1)),
        limited_punishment(DILEMMA, (0, 0), (1, 1), length=2),
    ):
        told = [Automaton(a.actions, a.transitions.reshape(a.n_states, -1)) for a in threat]
        for discount in ("1/3", "1/2", "2/3"):
            perfect = RepeatedGame(DILEMMA, discount, signals=PublicSignals.perfect((2, 2)))
            assert (
                perfect.deviations(told).equilibrium == RepeatedGame(DILEMMA, discount).deviations(threat).equilibrium
            )


@pytest.mark.parametrize(
    ("probabilities", "message"),
    [
        (
            [1],
            "probabilities must have shape (m1, .., mn, S), one axis for each player's actions and one for the signals",
        ),
        ([[1, 0], [0.5, 0.6]], "probabilities[1] must be probabilities that sum to 1, got ['0.5', '0.6']"),
        ([[[1, 0]], [["no", 1]]], "probabilities[1, 0] must be probabilities, got 'no'"),
        ([[-0.5, 1.5]], "probabilities[0] must be probabilities that sum to 1"),
    ],
)
def test_malformed_signals_are_refused(probabilities: Any, message: str) -> None:
    with pytest.raises(ValueError, match=re.escape(message)):
        PublicSignals(probabilities)


def test_signals_of_another_game_are_refused() -> None:
    with pytest.raises(
        ValueError, match=re.escape("signals must be those of a game of shape (2, 2), got shape (2, 3)")
    ):
        RepeatedGame(DILEMMA, 0.5, signals=PublicSignals.perfect((2, 3)))


def test_misperception_beside_signals_is_refused() -> None:
    with pytest.raises(ValueError, match="misperception must be 0 where all see the same public signal, got 1/10"):
        RepeatedGame(DILEMMA, 0.5, misperception=0.1, signals=PublicSignals.perfect((2, 2)))


def test_automata_that_move_on_something_else_are_refused() -> None:
    game = RepeatedGame(DILEMMA, 0.5, signals=PublicSignals.perfect((2, 2)))
    message = "the automaton of Player 1 must move on public signals, transitions of shape (2, 4), got (2, 2)"
    with pytest.raises(ValueError, match=re.escape(message)):
        game.payoffs(GRIM)
    with pytest.raises(ValueError, match=re.escape("must move on profiles of shape (2, 2)")):
        RepeatedGame(DILEMMA, 0.5).payoffs(GRIM)
