"""Critical discounts against published formulas, and against the one-shot deviation check at given discounts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

import numpy as np
import pytest
import sympy
from hypothesis import given, settings
from hypothesis import strategies as st

from tetrarchy.games.normal_form import NormalFormGame
from tetrarchy.games.repeated.automata import Automaton
from tetrarchy.games.repeated.repeated_game import RepeatedGame
from tetrarchy.games.repeated.strategies import automaton, carrot_and_stick, grim_trigger, limited_punishment
from tetrarchy.solvers.exact.algebraic import Interval, Root, sign_table
from tetrarchy.solvers.repeated.critical_discount import CriticalDiscount, Temptation, critical_discount

C, D = 0, 1
PATIENT = Fraction(1)


def dilemma(temptation: int, reward: int, punishment: int, sucker: int) -> NormalFormGame:
    return NormalFormGame.symmetric([[reward, sucker], [temptation, punishment]])


def cournot(n: int, quantities: Sequence[Fraction]) -> NormalFormGame:
    """Return the oligopoly of n firms without costs at the price 1 - Q, zero where more is sold."""
    payoffs = np.empty((n, *[len(quantities)] * n), dtype=object)
    for place in np.ndindex(payoffs.shape[1:]):
        sold = [quantities[k] for k in place]
        for firm in range(n):
            payoffs[(firm, *place)] = sold[firm] * max(1 - sum(sold), Fraction(0))
    return NormalFormGame(payoffs)


def collusion(n: int) -> NormalFormGame:
    """Return the oligopoly in which each firm may sell its share of the monopoly, Cournot's quantity, or cheat."""
    share = Fraction(1, 2 * n)
    return cournot(n, [share, Fraction(1, n + 1), (1 - (n - 1) * share) / 2])


def from_value_on(value: Fraction) -> tuple[Interval, ...]:
    return (Interval(value, PATIENT, high_closed=False),)


def pair(name: str) -> tuple[Automaton, Automaton]:
    return automaton(name, 0), automaton(name, 1)


@dataclass(frozen=True)
class PublishedCase:
    """A profile with the set of discounts at which it is known to be subgame perfect."""

    name: str
    stage: NormalFormGame
    automata: tuple[Automaton, ...]
    intervals: tuple[Interval, ...]
    source: str


MAILATH_SAMUELSON = NormalFormGame([[[2, -1], [3, 0]], [[2, 3], [-1, 0]]])
PRODUCT_CHOICE = NormalFormGame([[[2, 0], [3, 1]], [[3, 2], [0, 1]]])
AXELROD = dilemma(5, 3, 1, 0)
MILD = dilemma(4, 3, 1, 0)

CASES = [
    PublishedCase(
        "grim in Axelrod's dilemma",
        AXELROD,
        grim_trigger(AXELROD, (C, C), (D, D)),
        from_value_on(Fraction(1, 2)),
        "Friedman 1971: (T - R) / (T - P)",
    ),
    PublishedCase(
        "grim in another dilemma",
        MAILATH_SAMUELSON,
        grim_trigger(MAILATH_SAMUELSON, (C, C), (D, D)),
        from_value_on(Fraction(1, 3)),
        "Mailath and Samuelson 2006, chapter 2",
    ),
    PublishedCase(
        "grim among two Cournot firms",
        collusion(2),
        grim_trigger(collusion(2), (0, 0), (1, 1)),
        from_value_on(Fraction(9, 17)),
        "Gibbons 1992, section 2.3.C",
    ),
    PublishedCase(
        "grim among three Cournot firms",
        collusion(3),
        grim_trigger(collusion(3), (0, 0, 0), (1, 1, 1)),
        from_value_on(Fraction(16, 28)),
        "(n + 1)^2 / ((n + 1)^2 + 4 n)",
    ),
    PublishedCase(
        "tit for tat where T - R = P - S and R - S = T - P",
        MAILATH_SAMUELSON,
        pair("tit_for_tat"),
        (Interval(Fraction(1, 3), Fraction(1, 3)),),
        "perfect only where (T - R) / (R - S) = (P - S) / (T - P) is the discount",
    ),
    PublishedCase(
        "tit for tat elsewhere",
        AXELROD,
        pair("tit_for_tat"),
        (),
        "perfect only where (T - R) / (R - S) = (P - S) / (T - P) is the discount",
    ),
    PublishedCase(
        "win-stay lose-shift where 2 R > T + P",
        MILD,
        pair("win_stay_lose_shift"),
        from_value_on(Fraction(1, 2)),
        "(T - R) / (R - P), below 1 only where 2 R > T + P",
    ),
    PublishedCase(
        "win-stay lose-shift where 2 R = T + P",
        AXELROD,
        pair("win_stay_lose_shift"),
        (),
        "(T - R) / (R - P), below 1 only where 2 R > T + P",
    ),
    PublishedCase(
        "one period of punishment",
        MILD,
        limited_punishment(MILD, (C, C), (D, D), 1),
        from_value_on(Fraction(1, 2)),
        "T - R <= (d + .. + d^k) (R - P)",
    ),
    PublishedCase(
        "defection whatever happens",
        AXELROD,
        grim_trigger(AXELROD, (D, D), (D, D)),
        from_value_on(Fraction(0)),
        "repetition of a stage equilibrium",
    ),
    PublishedCase(
        "cooperation whatever happens",
        AXELROD,
        pair("always"),
        (),
        "no threat",
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_published_set_of_discounts(case: PublishedCase) -> None:
    found = critical_discount(case.stage, case.automata)

    assert found.intervals == case.intervals, case.source
    assert found.value == (case.intervals[0].low if case.intervals else None)


@pytest.mark.parametrize(
    ("length", "polynomial", "closed_form"),
    [
        (2, [-1, 2, 2], (sympy.sqrt(3) - 1) / 2),
        (3, [-1, 2, 2, 2], None),
        (4, [-1, 2, 2, 2, 2], None),
    ],
)
def test_limited_punishment_is_critical_at_the_root_of_its_polynomial(
    length: int, polynomial: list[int], closed_form: sympy.Expr | None
) -> None:
    """T - R = (d + .. + d^k) (R - P) with 1 and 2 for the differences."""
    found = critical_discount(MILD, limited_punishment(MILD, (C, C), (D, D), length))

    assert isinstance(found.value, Root)
    assert found.value.polynomial == tuple(polynomial)
    positive = [root.real for root in np.roots(polynomial[::-1]) if root.real > 0 and abs(root.imag) < 1e-12]
    assert [float(found.value)] == pytest.approx(positive, rel=1e-12)
    if closed_form is None:
        assert found.closed_form is None
    else:
        assert sympy.simplify(found.closed_form - closed_form) == 0


def test_power_of_the_discount_gives_a_root_in_closed_form() -> None:
    """To wait costs 1 and brings 2 after three periods: 2 d^3 >= 1."""
    found = critical_discount(*late_reward(delay=3))

    assert found.closed_form == sympy.Rational(1, 2) ** sympy.Rational(1, 3)


def late_reward(delay: int) -> tuple[NormalFormGame, tuple[Automaton, ...]]:
    """Player 1 may take 1 in any period; if it waits at first, player 2, who does not care, once hands it 2 more."""
    stage = NormalFormGame([[[0, 3], [1, 3]], [[0, 0], [0, 0]]])
    paying, idle = delay, delay + 1
    transitions = np.empty((delay + 2, 2, 2), dtype=int)
    for state in range(delay):
        transitions[state] = state + 1
    transitions[0, 1] = idle
    transitions[[paying, idle]] = idle
    hands_over = [int(state == paying) for state in range(delay + 2)]
    takes = [0, *[1] * (delay + 1)]
    return stage, (Automaton(takes, transitions), Automaton(hands_over, transitions))


def test_waiting_for_a_late_reward_is_not_for_the_impatient() -> None:
    """Only the first state asks for patience, and only of player 1."""
    found = critical_discount(*late_reward(delay=3))

    assert found.binding == (Temptation(player=0, state=(0, 0), action=1),)
    assert found.per_player == (found.value, Fraction(0))


def test_patience_can_undo_a_profile_and_more_patience_restore_it() -> None:
    """What player 1 loses by deviating, 1/8 - 3/4 d + d^2 = (d - 1/4) (d - 1/2), is negative between the roots."""
    stage = NormalFormGame([[["0", "3/4", "-1"], ["-1/8", "3/4", "-1"]], np.zeros((2, 3), dtype=int).tolist()])
    transitions = [[[0, 0, 0], [1, 1, 1]], np.full((2, 3), 2), np.full((2, 3), 0)]
    found = critical_discount(stage, (Automaton([0, 0, 0], transitions), Automaton([0, 1, 2], transitions)))

    assert found.intervals == (
        Interval(Fraction(0), Fraction(1, 4)),
        Interval(Fraction(1, 2), PATIENT, high_closed=False),
    )
    assert found.value == 0
    assert found.binding == ()


def test_players_have_critical_discounts_of_their_own() -> None:
    """Mailath and Samuelson 2006, figure 1.5.1: only the firm is tempted, (3 - 2) / (3 - 1)."""
    found = critical_discount(PRODUCT_CHOICE, grim_trigger(PRODUCT_CHOICE, (0, 0), (1, 1)))

    assert found.per_player == (Fraction(1, 2), Fraction(0))
    assert found.binding == (Temptation(player=0, state=(0, 0), action=1),)


def test_player_may_have_no_discount_while_another_has() -> None:
    """Row is never repaid for cooperating; Column, who defects anyway, is always content."""
    found = critical_discount(AXELROD, (automaton("always"), automaton("always", 1, action=D)))

    assert found == CriticalDiscount(
        intervals=(), value=None, per_player=(None, Fraction(0)), binding=(), closed_form=None
    )


@given(st.integers(2, 6), st.data())
def test_carrot_and_stick_needs_the_larger_of_two_ratios(size: int, data: st.DataObject) -> None:
    """Abreu 1986: neither the gain from the carrot nor that from the stick may exceed d (u_carrot - u_stick)."""
    quantities = sorted(data.draw(st.sets(st.fractions(0, 1, max_denominator=12), min_size=size, max_size=size)))
    stage = cournot(2, quantities)
    carrot, stick = 0, size - 1
    own = stage.exact[0]
    drop = own[carrot, carrot] - own[stick, stick]
    gain = max(own[:, k].max() - own[k, k] for k in (carrot, stick))
    found = critical_discount(stage, carrot_and_stick(stage, (carrot, carrot), (stick, stick)))

    if drop > 0 and gain < drop:
        assert found.intervals == from_value_on(gain / drop)
    elif gain == 0:
        assert found.intervals[0].low == 0
    else:
        assert found.value is None


@st.composite
def pure_plays(draw: st.DrawFn) -> tuple[NormalFormGame, tuple[Automaton, ...]]:
    shape = draw(st.sampled_from([(2, 2), (3, 2), (2, 1), (2, 2, 2)]))
    rng = np.random.default_rng(draw(st.integers(0, 2**32)))
    stage = NormalFormGame(rng.integers(-4, 5, (len(shape), *shape)))
    profile = st.tuples(*(st.integers(0, m - 1) for m in shape))
    threat = draw(st.sampled_from([grim_trigger, carrot_and_stick, lambda *_: None]))
    automata = threat(stage, draw(profile), draw(profile))
    return stage, automata or tuple(
        Automaton(rng.integers(0, m, size), rng.integers(0, size, (size, *shape)))
        for m, size in zip(shape, rng.integers(1, 4, len(shape)), strict=True)
    )


def inside(intervals: Sequence[Interval], discount: Fraction) -> bool:
    return any(
        interval.low <= discount and (discount <= interval.high if interval.high_closed else discount < interval.high)
        for interval in intervals
    )


@given(pure_plays())
@settings(max_examples=60)
def test_set_is_that_of_the_deviation_check(play: tuple[NormalFormGame, tuple[Automaton, ...]]) -> None:
    """The two share no formula: here the discount is a number, and the values solve linear equations."""
    stage, automata = play
    intervals = critical_discount(stage, automata).intervals
    ends = {end for interval in intervals for end in (interval.low, interval.high)}
    near = {Fraction(float(end)) + side for end in ends for side in (-Fraction(1, 10**9), 0, Fraction(1, 10**9))}
    exact = {end for end in ends if isinstance(end, Fraction)}

    for discount in sorted({Fraction(k, 12) for k in range(12)} | near | exact):
        if 0 <= discount < 1:
            assert RepeatedGame(stage, discount).deviations(automata).equilibrium == inside(intervals, discount)


@given(pure_plays())
@settings(max_examples=60)
def test_binding_deviations_gain_nothing_at_the_value_and_something_below(
    play: tuple[NormalFormGame, tuple[Automaton, ...]],
) -> None:
    stage, automata = play
    found = critical_discount(stage, automata)
    assert bool(found.binding) == (found.value is not None and found.value > 0)
    for binding in found.binding:
        assert found.per_player[binding.player] is not None
        gains = [gain_of(binding, stage, automata, Fraction(float(found.value)) + side) for side in (-TINY, 0, TINY)]
        assert gains[0] > 0
        assert gains[1] == pytest.approx(0, abs=1e-12)


TINY = Fraction(1, 10**7)


def gain_of(deviation: Temptation, stage: NormalFormGame, automata: Sequence[Automaton], discount: Fraction) -> float:
    check = RepeatedGame(stage, discount).deviations(automata)
    return float(check.gains[deviation.player][check.states.index(deviation.state), deviation.action])


@given(pure_plays(), st.integers(1, 9), st.integers(-9, 9))
@settings(max_examples=30)
def test_unit_and_origin_of_payoffs_do_not_matter(
    play: tuple[NormalFormGame, tuple[Automaton, ...]], unit: int, origin: int
) -> None:
    stage, automata = play
    units = np.array([Fraction(unit), *[Fraction(1)] * (stage.n_players - 1)]).reshape(-1, *[1] * stage.n_players)

    assert critical_discount(NormalFormGame(stage.exact * units + origin), automata) == critical_discount(
        stage, automata
    )


@given(pure_plays())
@settings(max_examples=30)
def test_order_of_the_players_does_not_matter(play: tuple[NormalFormGame, tuple[Automaton, ...]]) -> None:
    stage, automata = play
    backwards = tuple(range(stage.n_players))[::-1]
    turned_stage = NormalFormGame(stage.payoffs[::-1].transpose(0, *(1 + i for i in backwards)))
    turned = [
        Automaton(
            automata[i].actions, automata[i].transitions.transpose(0, *(1 + j for j in backwards)), automata[i].start
        )
        for i in backwards
    ]
    found, mirrored = critical_discount(stage, automata), critical_discount(turned_stage, turned)

    assert mirrored.intervals == found.intervals
    assert mirrored.per_player == found.per_player[::-1]
    assert {(backwards[b.player], b.state[::-1], b.action) for b in mirrored.binding} == {
        (b.player, b.state, b.action) for b in found.binding
    }


def test_long_punishment_is_told_apart_from_one_for_ever() -> None:
    """With punishments of 30 and 31 periods the critical values differ from 1/3 by about 1e-15."""
    shorter, longer = (
        critical_discount(MILD, limited_punishment(MILD, (C, C), (D, D), length)).value for length in (30, 31)
    )

    assert shorter is not None
    assert longer is not None
    assert Fraction(1, 3) < longer < shorter < Fraction(1, 3) + Fraction(1, 10**14)
    assert float(shorter) == pytest.approx(1 / 3 + 2 / 9 * 3.0**-30, rel=1e-15)


def test_a_game_without_choices_holds_at_every_discount() -> None:
    idle = automaton("always", shape=(1, 1))
    found = critical_discount(NormalFormGame([[[1]], [[2]]]), (idle, idle))

    assert found.intervals == from_value_on(Fraction(0))
    assert found.per_player == (0, 0)


def test_mixing_automaton_is_refused() -> None:
    generous = automaton("generous_tit_for_tat", generosity=0.1)
    with pytest.raises(ValueError, match="critical_discount needs automata of pure actions, that of Player 1 mixes"):
        critical_discount(AXELROD, (generous, automaton("tit_for_tat", 1)))


def test_too_many_joint_states_are_refused() -> None:
    long = limited_punishment(MILD, (C, C), (D, D), length=200)
    with pytest.raises(ValueError, match="reach more than 200 joint states together"):
        critical_discount(MILD, long)


def test_wrong_number_of_automata_is_refused() -> None:
    with pytest.raises(ValueError, match=re.escape("this game needs 2 automata, one for each player, got 1")):
        critical_discount(AXELROD, [automaton("tit_for_tat")])


@given(st.lists(st.lists(st.integers(-6, 6), min_size=1, max_size=6).map(tuple), min_size=1, max_size=4))
@settings(max_examples=60)
def test_sign_table_holds_at_and_between_its_points(polynomials: list[tuple[int, ...]]) -> None:
    points, signs = sign_table(polynomials)
    assert all(left < right for left, right in pairwise([*points, PATIENT]))
    ends = [Fraction(float(point)) for point in points] + [PATIENT]
    for row, polynomial in zip(signs, polynomials, strict=True):
        for k, point in enumerate(points):
            between = (ends[k] + ends[k + 1]) / 2
            assert row[2 * k + 1] == np.sign(value(polynomial, between))
            if isinstance(point, Fraction):
                assert row[2 * k] == np.sign(value(polynomial, point))
            else:
                x = sympy.Symbol("x")
                remainder = sympy.rem(sympy.Poly(polynomial[::-1], x), sympy.Poly(point.polynomial[::-1], x))
                assert (row[2 * k] == 0) == remainder.is_zero


def test_sign_does_not_change_where_a_polynomial_only_touches_zero() -> None:
    """The square of 1 - 2 x, x times it, its negative, and nothing."""
    points, signs = sign_table([(1, -4, 4), (0, 1, -4, 4), (-1, 4, -4), (0, 0)])

    assert points == [0, Fraction(1, 2)]
    assert signs.tolist() == [[1, 1, 0, 1], [0, 1, 0, 1], [-1, -1, 0, -1], [0, 0, 0, 0]]


def value(polynomial: tuple[int, ...], at: Fraction) -> Fraction:
    return sum((c * at**k for k, c in enumerate(polynomial)), Fraction(0))


def test_root_is_a_number_among_numbers() -> None:
    """The roots of 24 x^3 - 36 x^2 + 14 x - 1 are 1/2 and 1/2 - sqrt(1/6), 1/2 + sqrt(1/6)."""
    (_, small, half, large), _ = sign_table([(-1, 14, -36, 24)])

    assert isinstance(small, Root)
    assert half == Fraction(1, 2)
    assert small < 0.1 < half < large < Fraction(92, 100)
    assert float(small) + float(large) == pytest.approx(1, rel=1e-15)
    assert sympy.sympify(small) == sympy.Rational(1, 2) - sympy.sqrt(sympy.Rational(1, 6))
    assert float(small.in_radicals()) == float(small)
