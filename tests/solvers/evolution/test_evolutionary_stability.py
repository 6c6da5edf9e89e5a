"""Evolutionarily stable strategies: text-book games, and the definition put to every grid point."""

from fractions import Fraction
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tetrarchy import evolutionarily_stable, rest_points
from tetrarchy.solvers.evolution.evolutionary_stability import stability

HALF, THIRD = Fraction(1, 2), Fraction(1, 3)

# Maynard Smith 1982, chapter 2 and appendix E, with V = 2 and C = 4: hawks, doves, and those who retaliate.
RETALIATORS = [[-1, 2, -1], [0, 1, 1], [-1, 1, 1]]
ZEEMAN = [[0, 6, -4], [-3, 0, 5], [-1, 3, 0]]  # Zeeman 1980; Hofbauer & Sigmund 1998


def squares(least, most, largest):
    return st.integers(least, most).flatmap(
        lambda m: st.lists(st.lists(st.integers(-largest, largest), min_size=m, max_size=m), min_size=m, max_size=m)
    )


@pytest.mark.parametrize(
    ("matrix", "stable"),
    [
        ([[-1, 2], [0, 1]], [(0.5, 0.5)]),
        ([[3, 0], [5, 1]], [(0, 1)]),
        ([[2, 0], [0, 1]], [(1, 0), (0, 1)]),
        ([[0, 0], [0, 0]], []),
        ([[7]], [(1,)]),
        ([[0, -1, 1], [1, 0, -1], [-1, 1, 0]], []),
        ([[0, -1, 2], [2, 0, -1], [-1, 2, 0]], [(1 / 3, 1 / 3, 1 / 3)]),
        ([[0, -2, 1], [1, 0, -2], [-2, 1, 0]], []),
        (ZEEMAN, [(1, 0, 0)]),
        (RETALIATORS, [(0.5, 0.5, 0)]),
        (1 - np.eye(4, dtype=int), [(0.25, 0.25, 0.25, 0.25)]),
        ([[0, 1, -1], [1, 0, 1], [-1, 1, 0]], [(0.5, 0.5, 0), (0, 0.5, 0.5)]),
    ],
    ids=[
        "hawk-dove",
        "dilemma",
        "coordination",
        "nothing",
        "one",
        "rock-paper-scissors",
        "good rock-paper-scissors",
        "bad rock-paper-scissors",
        "zeeman",
        "retaliators",
        "all different",
        "two pairs",
    ],
)
def test_all_stable_strategies_of_known_games_are_found(matrix, stable):
    assert [tuple(shares) for shares in evolutionarily_stable(matrix)] == stable


def test_an_attractor_need_not_be_evolutionarily_stable():
    assert rest_points(ZEEMAN)[-1].stable
    assert stability(ZEEMAN, [THIRD, THIRD, THIRD]) is None


def test_retaliators_with_doves_are_neutrally_stable_while_hawks_lose_against_them():
    assert stability(RETALIATORS, [0, 0, 1]) == "neutral"
    assert stability(RETALIATORS, [0, HALF, HALF]) == "neutral"
    assert stability(RETALIATORS, [0, "0.8", "0.2"]) is None


def test_the_centre_of_rock_paper_scissors_is_neutrally_stable():
    assert stability([[0, -1, 1], [1, 0, -1], [-1, 1, 0]], [THIRD] * 3) == "neutral"


def test_tit_for_tat_is_neutrally_stable_among_not_too_many_cooperators():
    # Ten rounds of the prisoner's dilemma with payoffs 5, 3, 1, 0: defectors, tit for tat, cooperators. A defector
    # earns 14 x + 50 (1 - x) where a share x plays tit for tat and nobody else defects: 30 where x = 5/9.
    rounds = [[10, 14, 50], [9, 30, 30], [0, 30, 30]]

    assert stability(rounds, [0, 1, 0]) == "neutral"
    assert stability(rounds, [0, Fraction(5, 9) + Fraction(1, 1000), Fraction(4, 9) - Fraction(1, 1000)]) == "neutral"
    assert stability(rounds, [0, Fraction(5, 9) - Fraction(1, 1000), Fraction(4, 9) + Fraction(1, 1000)]) is None
    assert stability(rounds, [1, 0, 0]) == "evolutionary"
    assert stability(rounds, [0, 0, 1]) is None


def test_a_strategy_that_is_no_best_reply_to_itself_is_not_stable():
    assert stability([[3, 0], [5, 1]], [1, 0]) is None


def test_stability_can_turn_on_strategies_that_are_not_used():
    # Against the first strategy the two others do as well as it; each alone cannot enter, half of both can.
    assert stability([[0, 0, 0], [0, -1, 3], [0, 3, -1]], [1, 0, 0]) is None
    assert stability([[0, 0, 0], [0, -3, 1], [0, 1, -3]], [1, 0, 0]) == "evolutionary"
    assert stability([[0, 0, 0], [0, -1, 1], [0, 1, -1]], [1, 0, 0]) == "neutral"


# Payoffs are whole numbers up to 2, so for three strategies d.Ad is a form p a^2 + q ab + r b^2 in two entries of d,
# with p and r up to 8 and q up to 16. Where it changes sign it does so at slopes at least 1/8 apart, and a double root
# has a slope with terms up to 16: if the form is positive or zero in some direction, it is so in one of these.
DIRECTIONS = {
    2: [np.array(d) for d in [(1, -1), (-1, 1)]],
    3: [np.array([a, b, -a - b]) for a, b in product(range(-16, 17), repeat=2) if (a, b) != (0, 0)],
}


def by_definition(payoffs, x):
    """Return whether a strategy is evolutionarily stable, or neutrally, by every direction that leads away from it."""
    fitness = payoffs @ x
    mean = x @ fitness
    if any(fitness > mean):
        return None
    unused = (x == 0).astype(int)
    gains = [d @ payoffs @ d for d in DIRECTIONS[len(x)] if (d * unused >= 0).all() and d @ fitness == 0]
    if any(gain > 0 for gain in gains):
        return None
    return "neutral" if 0 in gains else "evolutionary"


@settings(max_examples=60)
@given(squares(2, 3, 2))
def test_the_definition_gives_the_same_answer(rows):
    payoffs, parts = np.array(rows, dtype=object), 6
    cells = [cell for cell in product(range(parts + 1), repeat=len(rows)) if sum(cell) == parts]
    stable = {tuple(shares) for shares in evolutionarily_stable(rows)}
    for x in [np.array([Fraction(k, parts) for k in cell]) for cell in cells]:
        verdict = by_definition(payoffs, x)
        assert stability(rows, x) == verdict
        assert (tuple(x.astype(float)) in stable) == (verdict == "evolutionary")


@given(squares(2, 4, 3), st.integers(1, 4), st.integers(-3, 3))
def test_units_and_origins_of_payoffs_change_nothing(rows, factor, shift):
    moved = np.array(rows) * factor + np.arange(len(rows)) * shift

    assert [s.tolist() for s in evolutionarily_stable(moved)] == [s.tolist() for s in evolutionarily_stable(rows)]


@given(squares(2, 4, 3))
def test_every_stable_strategy_is_an_attractor_unless_a_tie_leaves_that_open(rows):
    attractors = {tuple(point.shares): point.stable for point in rest_points(rows)}

    for shares in evolutionarily_stable(rows):
        assert attractors[tuple(shares)] is not False


@given(squares(2, 4, 3))
def test_no_stable_strategy_uses_all_that_another_one_uses(rows):
    supports = [set(np.flatnonzero(shares)) for shares in evolutionarily_stable(rows)]

    # Bishop & Cannings 1976: the supports are an antichain.
    assert not any(own < other for own in supports for other in supports)
    assert len(supports) == len({frozenset(own) for own in supports})


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: evolutionarily_stable([[1, 2, 3], [4, 5, 6]]), "matrix must be square"),
        (lambda: evolutionarily_stable(([[1, 2], [3, 4]], [[1, 2], [3, 4]])), "must be a finite number|two axes"),
        (lambda: stability([[1, 2], [3, 4]], [1]), "expected 2 shares from 0 that sum to 1, got 1 that sum to 1"),
        (lambda: stability([[1, 2], [3, 4]], [0.5, 0.4]), "got 2 that sum to 9/10"),
        (lambda: stability([[1, 2], [3, 4]], [2, -1]), "expected 2 shares from 0"),
    ],
)
def test_what_is_no_game_or_strategy_is_refused(call, message):
    with pytest.raises(ValueError, match=message):
        call()
