"""Sets of payoffs of three and more players, against what two players sustain and against the outer approximation."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

import numpy as np
import pytest
from numpy.typing import NDArray

import tetrarchy
from tetrarchy.games.normal_form import NormalFormGame
from tetrarchy.solvers.repeated.payoff_sets.action_table import action_table
from tetrarchy.solvers.repeated.payoff_sets.convex_hull import convex_hull
from tetrarchy.solvers.repeated.payoff_sets.outer_approximation import outer_approximation
from tetrarchy.solvers.repeated.payoff_sets.payoff_set import payoff_set

ABREU_SANNIKOV = NormalFormGame([[[16, 3, 0], [21, 10, -1], [9, 5, -5]], [[9, 13, 3], [1, 4, 0], [0, -4, -15]]])
DILEMMA = NormalFormGame([[[9, 1], [10, 3]], [[9, 10], [1, 3]]])
SEXES = NormalFormGame([[[2, 0], [0, 1]], [[1, 0], [0, 2]]])
CYCLING = NormalFormGame([[[1, -1], [-2, 1]], [[-1, 2], [2, 0]]])


def public_goods(n: int, multiplier: str) -> NormalFormGame:
    payoffs = np.empty((n, *[2] * n), dtype=object)
    for gifts in product(range(2), repeat=n):
        for i in range(n):
            payoffs[(i, *gifts)] = Fraction(multiplier) * sum(gifts) / n - gifts[i]
    return NormalFormGame(payoffs)


def random_game(seed: int, *shape: int) -> NormalFormGame:
    return NormalFormGame(np.random.default_rng(seed).integers(0, 100, (len(shape), *shape)))


def test_whole_feasible_and_rational_set_is_sustained_in_the_public_goods_game() -> None:
    """Eight pure payoffs, cut at the minmax of zero, leave 11 corners."""
    patient = payoff_set(public_goods(3, "2"))
    found = payoff_set(public_goods(3, "2"), "9/10")

    assert len(patient.vertices) == 11
    assert patient.vertices == pytest.approx(found.vertices, abs=1e-9)
    assert patient.threat_point.tolist() == [0, 0, 0]
    assert patient.certificate.holds
    assert found.certificate.holds


def test_free_riding_ends_below_the_critical_discount_of_the_public_goods_game() -> None:
    """Who keeps its gift gains 1 - r/n = 7/15 now and loses r - 1 = 9/15 ever after, so all give from 7/16 on."""
    stage = public_goods(3, "8/5")

    assert payoff_set(stage, Fraction(7, 16)).contains([0.6, 0.6, 0.6])
    assert payoff_set(stage, Fraction(7, 16) - Fraction(1, 1000)).dimension == 0


@pytest.mark.parametrize("discount", ["1/10", "9/10"])
def test_players_of_one_interest_sustain_nothing_but_the_best_in_pure_actions(discount: str) -> None:
    """Fudenberg and Maskin 1986, example 3: in every pure profile somebody can make all three alike by itself."""
    all_alike = np.zeros((2, 2, 2))
    all_alike[0, 0, 0] = all_alike[1, 1, 1] = 1

    assert payoff_set(NormalFormGame([all_alike] * 3), discount).vertices.tolist() == [[1, 1, 1]]


@pytest.mark.parametrize("discount", ["3/10", "1/2", "9/10"])
def test_shipped_triangle_has_a_certified_set(discount: str) -> None:
    found = payoff_set(tetrarchy.load("us-russia-china").build(), discount)

    assert found.dimension == 3
    assert found.certificate.slack <= 1e-9
    assert found.vertices.min(axis=0) == pytest.approx(found.threat_point, abs=1e-9)


@pytest.mark.parametrize(("size", "discount"), [(2, "2/5"), (3, "3/5"), (4, "2/5")])
def test_random_games_of_three_have_certified_sets(size: int, discount: str) -> None:
    for seed in range(3):
        found = payoff_set(random_game(seed, size, size, size), discount)

        assert found.kind == "exact"
        assert found.certificate.slack <= 1e-8


def test_coarse_start_ends_in_the_same_set(monkeypatch: pytest.MonkeyPatch) -> None:
    stage = random_game(0, 3, 3, 3)
    straight = payoff_set(stage, "3/5")
    monkeypatch.setattr("tetrarchy.solvers.repeated.payoff_sets.abreu_sannikov.MOST_VERTICES", 20)
    found = payoff_set(stage, "3/5")
    ways = np.random.default_rng(0).normal(size=(200, 3))
    ways /= np.linalg.norm(ways, axis=1, keepdims=True)

    assert found.kind == "exact"
    assert found.support(ways) == pytest.approx(straight.support(ways), abs=1e-8 * stage.payoff_range.max())


@pytest.mark.slow
@pytest.mark.parametrize(("seed", "size", "discount"), [(2, 3, 0.4), (3, 4, 0.4)])
def test_outer_approximation_finds_the_set_of_three_players_too(seed: int, size: int, discount: float) -> None:
    """Another method, with linear programs only, bounds the set from outside, by no more than 5 % of a range."""
    table = action_table(random_game(seed, size, size, size))
    outer = outer_approximation(table, discount)
    found = payoff_set(random_game(seed, size, size, size), discount)
    if len(found.vertices) == 0:
        assert outer.polytope.dimension == -1
        return
    exact = convex_hull(table.shares(found.vertices))
    compass = np.array([way for way in product((-1, 0, 1), repeat=3) if any(way)], dtype=float)
    room = outer.polytope.support(compass) - exact.support(compass)

    assert exact.overhang(outer.polytope) <= 1e-9
    assert room.min() >= -1e-9
    assert room.max() <= 0.05


def with_idle_player(stage: NormalFormGame, payoffs: NDArray[np.object_]) -> NormalFormGame:
    """Return the game of three with a last player who has one action, and these payoffs of its own."""
    return NormalFormGame(np.array([*stage.exact, payoffs], dtype=object)[..., None])


@pytest.mark.parametrize("discount", ["1/10", "1/5", "3/10", "9/10"])
@pytest.mark.parametrize("stage", [DILEMMA, ABREU_SANNIKOV, SEXES, CYCLING], ids=["dilemma", "AS", "sexes", "cycling"])
def test_idle_third_player_changes_nothing(stage: NormalFormGame, discount: str) -> None:
    """Whether it gets a constant or loses what the others win, the set is flat in three dimensions."""
    pair = payoff_set(stage, discount).vertices
    constant = payoff_set(with_idle_player(stage, 0 * stage.exact[0] + 7), discount)
    loser = payoff_set(with_idle_player(stage, -stage.exact.sum(axis=0)), discount)

    assert constant.vertices == pytest.approx(np.column_stack([pair, np.full(len(pair), 7.0)]), abs=1e-9)
    assert loser.vertices == pytest.approx(np.column_stack([pair, -pair.sum(axis=1)]), abs=1e-8)


@pytest.mark.parametrize("discount", ["1/10", "4/5"])
def test_four_players_have_an_outer_bound(discount: str) -> None:
    """In the public goods game of four nobody gives at 1/10, and all that is rational is sustained at 4/5."""
    stage = public_goods(4, "2")
    found = payoff_set(stage, discount)
    patient = payoff_set(stage)
    ways = np.vstack([np.eye(4), -np.eye(4), np.ones(4)])

    assert found.kind == "outer bound"
    assert found.certificate.outward <= 1e-8
    assert "not all of it may be" in found.notes[1]
    if discount == "1/10":
        assert found.vertices == pytest.approx(np.zeros((1, 4)), abs=1e-9)
    else:
        assert found.support(ways) == pytest.approx(patient.support(ways), abs=1e-2)
        assert (found.support(ways) >= patient.support(ways) - 1e-9).all()
