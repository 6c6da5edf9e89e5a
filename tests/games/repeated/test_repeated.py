"""Repeated games: exact payoffs of automata against published values, and against play unrolled period by period."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
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
from tetrarchy.games.repeated.repeated_game import RepeatedGame
from tetrarchy.games.repeated.strategies import automaton, grim_trigger, limited_punishment

AXELROD = NormalFormGame([[[3, 0], [5, 1]], [[3, 5], [0, 1]]])

# Sums and products of a few hundred terms of one sign, each within half a unit in the last place.
ROUNDING = 1e-13


def pair(name: str, other: str | None = None, **options: Any) -> tuple[Automaton, Automaton]:
    return automaton(name, 0, **options), automaton(other or name, 1, **({} if other else options))


@dataclass(frozen=True)
class Play:
    """A repeated game and automata for it, drawn at random."""

    game: RepeatedGame
    automata: tuple[Automaton, ...]


@st.composite
def plays(draw: st.DrawFn, *, private: bool = True) -> Play:
    shape = draw(st.sampled_from([(2, 2), (3, 2), (2, 1), (2, 2, 2)]))
    rng = np.random.default_rng(draw(st.integers(0, 2**32)))
    stage = NormalFormGame(rng.integers(-5, 6, (len(shape), *shape)))
    automata = tuple(random_automaton(rng, shape, player, draw(st.integers(1, 3))) for player in range(len(shape)))
    errors = st.sampled_from([0, "1/20", "3/10"])
    game = RepeatedGame(stage, "1/2", draw(errors), draw(errors) if private else 0)
    return Play(game, automata)


def random_automaton(rng: np.random.Generator, shape: tuple[int, ...], player: int, n_states: int) -> Automaton:
    weights = rng.integers(0, 4, (n_states, shape[player])) + np.eye(shape[player], dtype=int)[0]
    mixes = [[Fraction(int(w), int(row.sum())) for w in row] for row in weights]
    return Automaton(mixes, rng.integers(0, n_states, (n_states, *shape)), int(rng.integers(n_states)))


def errors_of(true: int, m: int, chance: float) -> list[tuple[int, float]]:
    return [(a, (1 - chance if a == true else chance / (m - 1)) if m > 1 else 1.0) for a in range(m)]


def unrolled(game: RepeatedGame, automata: Sequence[Automaton]) -> Iterator[NDArray[np.float64]]:
    """Go through the expected payoffs of the periods, by going through everything that can happen in each of them."""
    shape, players = game.stage.shape, range(game.stage.n_players)
    noise, misperception = float(game.noise), float(game.misperception)
    beliefs = {tuple(a.start for a in automata): 1.0}
    while True:
        payoffs, after = np.zeros(len(shape)), defaultdict(float)
        for (states, weight), intended in product(beliefs.items(), game.stage.pure_profiles()):
            plan = prod(float(automata[i].probabilities(shape[i])[states[i], intended[i]]) for i in players)
            for slips in product(*(errors_of(intended[i], shape[i], noise) for i in players)):
                played, chance = tuple(a for a, _ in slips), weight * plan * prod(p for _, p in slips)
                payoffs += chance * game.stage.payoffs[(slice(None), *played)]
                if chance > 0:
                    for following, seen in seen_by_all(automata, states, played, misperception):
                        after[following] += chance * seen
        yield payoffs
        beliefs = dict(after)


def seen_by_all(
    automata: Sequence[Automaton], states: tuple[int, ...], played: tuple[int, ...], misperception: float
) -> Iterator[tuple[tuple[int, ...], float]]:
    """Go through the joint states that follow a profile, one for each combination of what the players may see."""
    sights = []
    for observer, (own, watching) in enumerate(zip(states, automata, strict=True)):
        shape = watching.transitions.shape[1:]
        views = product(
            *(errors_of(a, shape[j], misperception if j != observer else 0.0) for j, a in enumerate(played))
        )
        sights.append(
            [
                (int(watching.transitions[(own, *(a for a, _ in view))]), prod(p for _, p in view))
                for view in views
                if prod(p for _, p in view) > 0
            ]
        )
    for combination in product(*sights):
        yield tuple(state for state, _ in combination), prod(p for _, p in combination)


@given(plays())
@settings(max_examples=25)
def test_payoffs_and_totals_are_those_of_play_unrolled(play: Play) -> None:
    periods = 44
    means = [payoffs for payoffs, _ in zip(unrolled(play.game, play.automata), range(periods), strict=False)]
    weights = 0.5 ** np.arange(1, periods + 1)
    largest = abs(play.game.stage.payoffs).max()

    tail = 0.5**periods * largest
    assert play.game.payoffs(play.automata) == pytest.approx(weights @ means, abs=tail + ROUNDING * largest)
    assert play.game.total(play.automata, periods) == pytest.approx(sum(means), abs=periods * ROUNDING * largest)


@given(plays())
@settings(max_examples=40)
def test_average_is_the_limit_of_patience(play: Play) -> None:
    """The discounted mean differs from the long-run mean by about (1 - d) times the length of the transient."""
    patient = RepeatedGame(play.game.stage, 1 - Fraction(1, 10**14), play.game.noise, play.game.misperception)

    longest_transient = 10**4
    allowed = 1e-14 * longest_transient * play.game.stage.payoff_range.max() + ROUNDING
    assert patient.payoffs(play.automata) == pytest.approx(play.game.average(play.automata), abs=allowed)


def test_cooperation_pays_the_reward_at_any_discount() -> None:
    for discount in (0, 0.5, "0.999999999999"):
        assert RepeatedGame(AXELROD, discount).payoffs(pair("tit_for_tat")).tolist() == [3, 3]


def test_suspicion_makes_tit_for_tat_alternate() -> None:
    """S, T, S, T, .. is worth (S + d T) / (1 + d), T, S, T, S, .. is worth (T + d S) / (1 + d)."""
    game = RepeatedGame(AXELROD, "9/10")
    feud = pair("tit_for_tat", "suspicious_tit_for_tat")

    assert game.payoffs(feud) == pytest.approx([(0 + 0.9 * 5) / 1.9, (5 + 0.9 * 0) / 1.9], rel=ROUNDING)
    assert game.average(feud).tolist() == [2.5, 2.5]
    assert game.total(feud, periods=7).tolist() == [15, 20]


@pytest.mark.parametrize("noise", [1e-12, 0.001, 0.05, 0.4])
def test_noise_makes_tit_for_tat_visit_all_four_profiles_equally(noise: float) -> None:
    """Molander 1985: with any noise its pair earns (R + S + T + P) / 4 in the long run."""
    mean = RepeatedGame(AXELROD, 0, noise=noise).average(pair("tit_for_tat"))

    assert mean == pytest.approx([9 / 4, 9 / 4], rel=ROUNDING)


def test_win_stay_lose_shift_repairs_an_error_in_two_periods() -> None:
    """Nowak and Sigmund 1993: an error costs it a defection and a punishment, then cooperation is back.

    To first order in the noise e each of the two players errs with chance e: the period of the error pays one T and
    the other S, the next pays both P, so the mean is R - 2 e (R - (T + S) / 2) - 2 e (R - P).
    """
    noise = 1e-7
    mean = RepeatedGame(AXELROD, 0, noise=noise).average(pair("win_stay_lose_shift"))

    second_order = 100 * noise**2
    assert mean == pytest.approx(3 - 2 * noise * (3 - 2.5) - 2 * noise * (3 - 1), abs=second_order)


EXTORTION = ["11/13", "1/2", "7/26", "0"]


def test_extortion_pays_as_published() -> None:
    """Press and Dyson 2012: extortion by a factor of 3 earns 41/11 of a cooperator, and leaves it 21/11."""
    automata = automaton("memory_one", cooperation=EXTORTION), automaton("always", player=1)

    assert RepeatedGame(AXELROD, 0).average(automata) == pytest.approx([41 / 11, 21 / 11], rel=ROUNDING)


chances = st.integers(1, 19).map(lambda k: Fraction(k, 20))
memory_one = st.tuples(chances, chances, chances, chances)


@given(memory_one)
def test_extortion_enforces_its_share_on_every_memory_one_opponent(cooperation: tuple[Fraction, ...]) -> None:
    """Press and Dyson 2012: s_x - P = 3 (s_y - P)."""
    automata = automaton("memory_one", cooperation=EXTORTION), automaton("memory_one", 1, cooperation=cooperation)
    own, others = RepeatedGame(AXELROD, 0).average(automata)

    assert own - 1 == pytest.approx(3 * (others - 1), abs=20 * ROUNDING)


@given(memory_one, memory_one)
def test_average_of_memory_one_is_a_ratio_of_determinants(p: tuple[Fraction, ...], q: tuple[Fraction, ...]) -> None:
    """Press and Dyson 2012: D(p, q, S_x) / D(p, q, 1)."""
    seen = [q[0], q[2], q[1], q[3]]
    columns = [
        [p[0] * q[0] - 1, p[1] * q[2], p[2] * q[1], p[3] * q[3]],
        [p[0] - 1, p[1] - 1, p[2], p[3]],
        [seen[0] - 1, seen[1], seen[2] - 1, seen[3]],
    ]

    def determinant(last: list[int]) -> float:
        return float(np.linalg.det(np.array([*columns, last], dtype=float)))

    automata = automaton("memory_one", cooperation=p), automaton("memory_one", 1, cooperation=q)
    expected = [determinant(scores) / determinant([1] * 4) for scores in ([3, 0, 5, 1], [3, 5, 0, 1])]
    assert RepeatedGame(AXELROD, 0).average(automata) == pytest.approx(expected, rel=1e-9)


def test_several_recurrent_classes_are_weighted_with_the_chances_of_ending_there() -> None:
    """Both cooperate at first with 1/3, and for ever if both did, else both defect for ever."""
    transitions = [[[1, 2], [2, 2]], np.full((2, 2), 1), np.full((2, 2), 2)]
    torn = Automaton([["1/3", "2/3"], [1, 0], [0, 1]], transitions)
    game = RepeatedGame(AXELROD, "1/2")

    assert game.average([torn, torn]) == pytest.approx([1 / 9 * 3 + 8 / 9 * 1] * 2, rel=ROUNDING)
    first = 1 / 9 * 3 + 2 / 9 * (0 + 5) + 4 / 9 * 1
    assert game.payoffs([torn, torn]) == pytest.approx([(first + 11 / 9) / 2] * 2, rel=ROUNDING)


def test_classes_joined_by_the_rarest_noise_are_still_weighted_rightly() -> None:
    """Grim trigger is left with any noise and never regained, so in the long run only the punishment counts."""
    grim = grim_trigger(AXELROD, (0, 0), (1, 1))
    noise = Fraction(1, 10**15)
    mean = RepeatedGame(AXELROD, 0, noise=noise).average(grim)

    assert mean == pytest.approx([1 + float(noise) * (5 + 0 - 2 * 1)] * 2, rel=4e-16)


def test_misperception_disturbs_only_what_others_did() -> None:
    """Who plays always the same against tit for tat is copied wrongly with the chance of misperception, and paid so."""
    game = RepeatedGame(AXELROD, "1/2", misperception="1/10")
    automata = automaton("tit_for_tat"), automaton("always", player=1)

    assert game.average(automata) == pytest.approx([0.9 * 3 + 0.1 * 5, 0.9 * 3], rel=ROUNDING)


def test_total_of_no_period_is_nothing() -> None:
    assert RepeatedGame(AXELROD, 0).total(pair("tit_for_tat"), 0).tolist() == [0, 0]


@pytest.mark.parametrize("player", [0, 1])
def test_deviation_at_exactly_the_critical_discount_gains_nothing(player: int) -> None:
    """Grim trigger: (T - R) / (T - P) = 1/2; the state of punishment holds by itself."""
    grim = grim_trigger(AXELROD, (0, 0), (1, 1))
    check = RepeatedGame(AXELROD, "1/2").deviations(grim)
    hair = Fraction(1, 10**40)

    assert check.states == ((0, 0), (1, 1))
    assert check.values.tolist() == [[3, 3], [1, 1]]
    assert check.gains[player].tolist() == [[0, 0], [-0.5, 0]]
    assert check.equilibrium
    assert not RepeatedGame(AXELROD, Fraction(1, 2) - hair).deviations(grim).equilibrium


def test_most_tempting_deviation_is_named() -> None:
    check = RepeatedGame(AXELROD, "1/4").deviations(grim_trigger(AXELROD, (0, 0), (1, 1)))

    assert check.tempting is not None
    assert (check.tempting.player, check.tempting.state, check.tempting.action) == (0, (0, 0), 1)
    assert check.tempting.gain == Fraction(3, 4) * 5 + Fraction(1, 4) * 1 - 3


def test_states_that_only_a_deviation_reaches_are_checked() -> None:
    """Two who never punish but cooperate are tempted; two who defect and forgive nothing are not."""
    assert not RepeatedGame(AXELROD, 0.99).deviations(pair("always")).equilibrium
    assert RepeatedGame(AXELROD, 0.99).deviations(pair("always", action=1)).equilibrium
    assert len(RepeatedGame(AXELROD, 0.9).deviations(pair("tit_for_tat")).states) == 4


def test_a_game_without_choices_has_no_deviation() -> None:
    stage = NormalFormGame([[[1]], [[2]]])
    check = RepeatedGame(stage, 0.5, noise=0.1).deviations(pair("always", shape=(1, 1)))

    assert check.tempting is None
    assert check.equilibrium


@given(plays(private=False))
@settings(max_examples=20)
def test_gain_is_that_of_an_automaton_that_deviates_first(play: Play) -> None:
    check = play.game.deviations(play.automata)
    largest = abs(play.game.stage.payoffs).max()
    for k, state in enumerate(check.states):
        started = tuple(Automaton(a.actions, a.transitions, own) for a, own in zip(play.automata, state, strict=True))
        assert check.values[k] == pytest.approx(play.game.payoffs(started), abs=ROUNDING * largest)
        for player, m in enumerate(play.game.stage.shape):
            for action in range(m):
                changed = (*started[:player], deviating_first(started[player], action, m), *started[player + 1 :])
                gain = play.game.payoffs(changed)[player] - check.values[k, player]
                assert check.gains[player][k, action] == pytest.approx(gain, abs=2 * ROUNDING * largest)


def deviating_first(strategy: Automaton, action: int, m: int) -> Automaton:
    """Return the automaton that plays the action once and then goes on as if it had not meant to."""
    first = [[Fraction(int(a == action)) for a in range(m)]]
    return Automaton(
        [*first, *strategy.probabilities(m).tolist()],
        1 + np.concatenate([strategy.transitions[[strategy.start]], strategy.transitions]),
    )


@given(plays())
@settings(max_examples=20)
def test_payoffs_follow_their_unit_and_origin(play: Play) -> None:
    game = play.game
    scaled = RepeatedGame(NormalFormGame(4 * game.stage.payoffs + 8), game.discount, game.noise, game.misperception)
    allowed = ROUNDING * abs(scaled.stage.payoffs).max()

    assert scaled.payoffs(play.automata) == pytest.approx(4 * game.payoffs(play.automata) + 8, abs=allowed)
    assert scaled.average(play.automata) == pytest.approx(4 * game.average(play.automata) + 8, abs=allowed)


@pytest.mark.parametrize("name", ["discount", "noise", "misperception"])
@pytest.mark.parametrize(
    ("number", "message"),
    [
        (1, "must be in [0, 1), got 1"),
        (-0.1, "must be in [0, 1), got -0.1"),
        ("much", "must be a number in [0, 1), got"),
    ],
)
def test_number_outside_its_range_is_refused(name: str, number: Any, message: str) -> None:
    with pytest.raises(ValueError, match=re.escape(f"{name} {message}")):
        RepeatedGame(**{"stage": AXELROD, "discount": 0.5, name: number})


@pytest.mark.parametrize("periods", [-1, 2.5])
def test_number_of_periods_must_be_whole(periods: Any) -> None:
    with pytest.raises(ValueError, match=re.escape(f"periods must be a whole number of 0 or more, got {periods}")):
        RepeatedGame(AXELROD, 0.5).total(pair("tit_for_tat"), periods)


def test_too_many_states_are_refused() -> None:
    counting = Automaton([0] * 1001, [[[min(state + 1, 1000)] * 2] * 2 for state in range(1001)])
    with pytest.raises(ValueError, match=re.escape("the automaton of Player 1 may have at most 1000 states, got 1001")):
        RepeatedGame(AXELROD, "1/2").payoffs((counting, automaton("tit_for_tat", 1)))

    uneven = automaton("limited_punishment", 0, length=40), automaton("limited_punishment", 1, length=41)
    with pytest.raises(ValueError, match="reach more than 1000 joint states together"):
        RepeatedGame(AXELROD, "1/2").payoffs(uneven)


def test_wrong_number_of_automata_is_refused() -> None:
    with pytest.raises(ValueError, match="this game needs 2 automata, one for each player, got 3"):
        RepeatedGame(AXELROD, 0.5).payoffs([automaton("tit_for_tat")] * 3)


def test_private_states_are_not_checked_for_deviations() -> None:
    game = RepeatedGame(AXELROD, 0.9, misperception=0.01)
    with pytest.raises(ValueError, match=r"deviations need a misperception of 0: .* one-shot deviations do not prove"):
        game.deviations(limited_punishment(AXELROD, (0, 0), (1, 1), 2))
