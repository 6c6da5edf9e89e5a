"""What public signals sustain at a given discount: published sets, hand calculations, and what must lie inside."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from tetrarchy.games.normal_form import NormalFormGame
from tetrarchy.games.repeated.automata import Automaton
from tetrarchy.games.repeated.public_signals import PublicSignals
from tetrarchy.games.repeated.repeated_game import RepeatedGame
from tetrarchy.solvers.repeated.public_monitoring.public_equilibrium_set import public_equilibrium_set
from tetrarchy.solvers.repeated.public_monitoring.score_programs import patient_limit

DILEMMA = NormalFormGame.symmetric([[2, -1], [3, 0]])
PUBLISHED = NormalFormGame.symmetric([[9, 1], [10, 3]])
SEXES = NormalFormGame.two_player([[2, 0], [0, 1]], [[1, 0], [0, 2]])
PENNIES = NormalFormGame.zero_sum([[1, -1], [-1, 1]])
DIAGONALS = [[1, 1], [1, -1], [-1, 1], [-1, -1]]


def two_signals(p: Any, q: Any, r: Any) -> PublicSignals:
    good = np.array([[Fraction(p), Fraction(q)], [Fraction(q), Fraction(r)]])
    return PublicSignals(np.stack([good, 1 - good], axis=-1))


NOISY = two_signals("9/10", "1/2", "1/5")


# How near, in units of payoffs that range over 4, the iteration comes that stops at 1e-7 of the range in a round. The
# supports may lie outside by that much, but never inside by more than rounding.
NEAR = 4e-5
ROUNDING = 1e-9


def test_published_set_under_perfect_monitoring() -> None:
    """Abreu and Sannikov's set of this dilemma at 3/4; the directions are the normals of its edges."""
    found = public_equilibrium_set(PUBLISHED, "3/4", directions=[[8, 1], [1, 8]])

    assert found.settled
    assert found.vertices == pytest.approx(np.array([[3, 3], [3, 9.75], [9, 9], [9.75, 3]]), abs=NEAR)


@pytest.mark.parametrize(("discount", "best"), [("1/8", 6), ("1/7", 18)])
def test_the_dilemma_is_solved_from_its_critical_discount_on(discount: str, best: int) -> None:
    """The gain of 1 now against the loss of 6 ever after: d >= 1/7. Below it only (3, 3) is left."""
    found = public_equilibrium_set(PUBLISHED, discount, directions=DIAGONALS)

    assert best - ROUNDING <= found.support[0] <= best + NEAR


@pytest.mark.parametrize(("discount", "best"), [("3/5", 3.5), ("4/5", 3.5), ("1/2", 0)])
def test_noisy_effort_is_worth_what_the_book_says_from_its_critical_discount_on(discount: str, best: float) -> None:
    """Mailath and Samuelson 2006, chapter 7: V = 2 - (1 - p) / (p - q) each, where d >= 1 / (1 + (p - q) V) = 10/17."""
    found = public_equilibrium_set(DILEMMA, discount, NOISY, directions=[[1, 1]])

    assert best - ROUNDING <= found.support[0] <= best + NEAR


@pytest.mark.parametrize(
    ("stage", "vertices"),
    [(DILEMMA, [[0, 0]]), (SEXES, [[1, 2], [2, 1]]), (PENNIES, [])],
    ids=["a point", "a segment", "nothing"],
)
def test_impatient_players_play_stage_equilibria(stage: NormalFormGame, vertices: list[list[int]]) -> None:
    found = public_equilibrium_set(stage, 0)

    assert found.settled
    assert found.vertices == pytest.approx(np.array(vertices).reshape(-1, 2), abs=1e-6)
    assert np.isneginf(found.support).all() == (not vertices)


def test_equilibria_of_automata_lie_inside_and_the_patient_limit_outside() -> None:
    inside = 0
    limit = patient_limit(DILEMMA, NOISY, DIAGONALS)
    for discount in ("3/5", "2/3"):
        found = public_equilibrium_set(DILEMMA, discount, NOISY, DIAGONALS)
        game = RepeatedGame(DILEMMA, discount, signals=NOISY)
        assert (found.support <= limit.support + NEAR).all()
        for tables in np.ndindex(2, 2, 2, 2):
            pair = (Automaton([0, 1], np.reshape(tables, (2, 2))),) * 2
            if game.deviations(pair).equilibrium:
                inside += 1
                assert (found.directions @ game.payoffs(pair) <= found.support + ROUNDING).all()
    assert inside > 0


def test_patience_only_adds() -> None:
    """With public randomisation the set grows with the discount."""
    supports = [public_equilibrium_set(DILEMMA, d, NOISY, DIAGONALS).support for d in ("1/2", "3/5", "2/3")]

    assert (supports[0] <= supports[1] + NEAR).all()
    assert (supports[1] <= supports[2] + NEAR).all()


def test_units_and_origins_do_not_matter() -> None:
    stretched = NormalFormGame(DILEMMA.payoffs * np.array([7, 1000]).reshape(2, 1, 1) - 5)
    plain = public_equilibrium_set(DILEMMA, "3/5", NOISY)
    turned = public_equilibrium_set(stretched, "3/5", NOISY)

    assert plain.vertices is not None
    assert turned.vertices == pytest.approx(plain.vertices * [7, 1000] - 5, rel=1e-4)


def test_three_players_who_share_what_they_give() -> None:
    """A gift costs 1 and brings each of three players 2/3: giving for ever holds from d = 1/3 / (4/3) = 1/4 on."""
    gifts = 1 - np.indices((2, 2, 2))
    stage = NormalFormGame(2 * gifts.sum(axis=0) - 3 * gifts)
    for discount, best in (("1/5", 0), ("1/4", 9)):
        assert public_equilibrium_set(stage, discount, directions=[[1, 1, 1]]).support[0] == pytest.approx(
            best, abs=1e-4
        )


def test_a_game_without_choices_has_one_payoff() -> None:
    stage = NormalFormGame([[[4]], [[-1]]])

    assert public_equilibrium_set(stage, "1/2").vertices == pytest.approx(np.array([[4, -1]]), abs=ROUNDING)
    assert patient_limit(stage).vertices == pytest.approx(np.array([[4, -1]]), abs=ROUNDING)


def test_a_game_too_large_is_refused_by_its_size() -> None:
    signals = PublicSignals(np.full((4, 4, 20), Fraction(1, 20), dtype=object))
    stage = NormalFormGame(np.arange(32).reshape(2, 4, 4))
    directions = [[k, 30 - k] for k in range(22)]
    message = (
        "a linear program of this game would have 20240 coefficients, more than the 20000 that are tried: "
        "give fewer signals, or fewer directions than 25"
    )
    with pytest.raises(ValueError, match=re.escape(message)):
        public_equilibrium_set(stage, "1/2", signals, directions)


def test_a_discount_of_one_is_refused() -> None:
    with pytest.raises(ValueError, match=re.escape("discount must be in [0, 1), got 1")):
        public_equilibrium_set(DILEMMA, 1)
