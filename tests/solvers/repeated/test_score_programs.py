"""Score programs: scores by hand, by another formulation in floats, and the limit sets that are known otherwise."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy.optimize import linprog

from tetrarchy.games.normal_form import NormalFormGame
from tetrarchy.games.repeated.automata import Automaton
from tetrarchy.games.repeated.public_signals import PublicSignals
from tetrarchy.games.repeated.repeated_game import RepeatedGame
from tetrarchy.solvers.concepts.pure_nash import pure_nash_profiles
from tetrarchy.solvers.repeated.minmax import minmax
from tetrarchy.solvers.repeated.public_monitoring.score_programs import PatientLimit, patient_limit

DILEMMA = NormalFormGame.symmetric([[2, -1], [3, 0]])
SEXES = NormalFormGame.two_player([[2, 0], [0, 1]], [[1, 0], [0, 2]])
PENNIES = NormalFormGame.zero_sum([[1, -1], [-1, 1]])

# What HiGHS promises of a solution, on payoffs of about 1.
LP_TOLERANCE = 1e-7


def two_signals(p: Any, q: Any, r: Any) -> PublicSignals:
    good = np.array([[Fraction(p), Fraction(q)], [Fraction(q), Fraction(r)]])
    return PublicSignals(np.stack([good, 1 - good], axis=-1))


@pytest.mark.parametrize(("p", "q", "r"), [("9/10", "1/2", "1/5"), ("4/5", "1/3", "1/4"), ("3/5", "1/2", "2/5")])
def test_two_signals_punish_both_for_the_lapse_of_one(p: str, q: str, r: str) -> None:
    """Mailath and Samuelson 2006, chapters 7 and 8: mutual effort pays each at most 2 - (1 - p) / (p - q).

    Each player must lose 1 / (p - q) by a bad signal, which comes with the chance 1 - p. Where only one of them makes
    an effort, the other may be given what it loses, and nothing is wasted: the sum is 3 - 1.
    """
    limit = patient_limit(DILEMMA, two_signals(p, q, r), directions=[[1, 1]])
    sum_of_efforts = 4 - 2 * (1 - Fraction(p)) / (Fraction(p) - Fraction(q))

    assert limit.exact[0] == max(sum_of_efforts, 2)
    assert limit.profiles[0] == ((0, 0) if sum_of_efforts > 2 else (0, 1))
    assert limit.directions[1:].tolist() == [[1, 0], [0, 1], [-1, 0], [0, -1]]
    assert limit.exact[1:] == (3, 3, 0, 0)


def test_signals_that_tell_the_culprit_waste_nothing() -> None:
    """Fudenberg, Levine and Maskin 1994: the two deviations from mutual effort move the chances differently."""
    chances = np.array([[[4, 3, 3], [2, 5, 3]], [[2, 3, 5], [2, 4, 4]]], dtype=object) / Fraction(10)
    limit = patient_limit(DILEMMA, PublicSignals(chances), directions=[[1, 1], [2, 1], [1, 3]])

    assert limit.exact[:3] == (4, 6, 8)
    assert limit.profiles[0] == (0, 0)


def test_perfect_monitoring_of_the_dilemma_sustains_all_that_is_feasible_and_rational() -> None:
    """The vertices of the folk theorem: nothing for one player leaves the other 8/3."""
    vertices = patient_limit(DILEMMA).vertices

    assert vertices == pytest.approx(np.array([[0, 0], [0, 8 / 3], [2, 2], [8 / 3, 0]]), abs=1e-12)


@pytest.mark.parametrize(
    ("stage", "vertices"),
    [(DILEMMA, [[0, 0]]), (SEXES, [[1, 2], [2, 1]]), (PENNIES, [])],
    ids=["a point", "a segment", "nothing"],
)
def test_signals_that_tell_nothing_sustain_mixtures_of_stage_equilibria(
    stage: NormalFormGame, vertices: list[list[int]]
) -> None:
    limit = patient_limit(stage, PublicSignals(np.ones((2, 2, 1), dtype=int)))
    equilibria = [stage.exact[:, *profile] for profile in pure_nash_profiles(stage)]

    assert limit.vertices == pytest.approx(np.array(vertices).reshape(-1, 2), abs=1e-12)
    for direction, score in zip(limit.directions, limit.support, strict=True):
        expected = max((float(direction @ u) for u in equilibria), default=-np.inf)
        assert score == pytest.approx(expected, abs=1e-12)


PLANE = [(2, 2), (3, 2), (3, 3), (2, 1)]
SPACE = [*PLANE, (2, 2, 2)]


@st.composite
def games(draw: st.DrawFn, shapes: Sequence[tuple[int, ...]] = SPACE) -> NormalFormGame:
    shape = draw(st.sampled_from(shapes))
    rng = np.random.default_rng(draw(st.integers(0, 2**32)))
    return NormalFormGame(rng.integers(-4, 5, (len(shape), *shape)))


def random_signals(shape: Sequence[int], n_signals: int, rng: np.random.Generator) -> PublicSignals:
    weights = rng.integers(0, 4, (*shape, n_signals))
    weights[..., 0] += 1
    return PublicSignals(np.vectorize(Fraction, otypes=[object])(weights, weights.sum(axis=-1, keepdims=True)))


def score_in_floats(stage: NormalFormGame, signals: PublicSignals, normal: NDArray[np.float64]) -> float:
    """Score each profile with its payoffs v as variables, in the order v, then the promises of each player."""
    n, n_signals = stage.n_players, signals.n_signals
    best = -np.inf
    for profile in stage.pure_profiles():
        equal, upper, bounds = [], [], []
        for i in range(n):
            for b in range(stage.shape[i]):
                other = (*profile[:i], b, *profile[i + 1 :])
                row = np.zeros(n + n * n_signals)
                row[i] = -1
                row[n + i * n_signals : n + (i + 1) * n_signals] = signals.probabilities[other]
                (equal if b == profile[i] else upper).append(row)
                bounds.append((b == profile[i], -stage.payoffs[(i, *other)]))
        for y in range(n_signals):
            row = np.zeros(n + n * n_signals)
            row[n + y :: n_signals] = normal
            upper.append(row)
            bounds.append((False, 0.0))
        found = linprog(
            [*-normal, *np.zeros(n * n_signals)],
            np.array(upper),
            [bound for is_equal, bound in bounds if not is_equal],
            np.array(equal),
            [bound for is_equal, bound in bounds if is_equal],
            bounds=(None, None),
        )
        best = max(best, -found.fun if found.success else -np.inf)
    return best


@given(games(), st.integers(1, 4), st.integers(0, 2**32))
@settings(max_examples=15, deadline=None)
def test_scores_are_those_of_the_program_in_floats(stage: NormalFormGame, n_signals: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    signals = random_signals(stage.shape, n_signals, rng)
    normals = rng.integers(-2, 3, (2, stage.n_players)) + np.eye(stage.n_players, dtype=int)[0] * 5
    limit = patient_limit(stage, signals, normals)

    for normal, score in zip(limit.directions, limit.support, strict=True):
        expected = score_in_floats(stage, signals, normal)
        assert score == pytest.approx(expected, abs=LP_TOLERANCE * 10 * abs(normal).sum())


def rational_support(stage: NormalFormGame, normal: NDArray[np.float64]) -> float:
    """Return the most that a mixture of profiles reaches in a direction while each player has its pure minmax value."""
    flat = stage.payoffs.reshape(stage.n_players, -1)
    found = linprog(-normal @ flat, -flat, -minmax(stage, "pure"), np.ones((1, flat.shape[1])), [1])
    return -found.fun if found.success else -np.inf


@given(games(), st.integers(0, 2**32))
@settings(max_examples=6, deadline=None)
def test_perfect_monitoring_sustains_what_is_feasible_and_rational(stage: NormalFormGame, seed: int) -> None:
    vertices = patient_limit(stage).vertices
    assert vertices is not None
    for normal in np.random.default_rng(seed).normal(size=(5, stage.n_players)):
        reached = (vertices @ normal).max(initial=-np.inf)

        assert reached == pytest.approx(rational_support(stage, normal), abs=LP_TOLERANCE * 10 * abs(normal).sum())


@pytest.mark.parametrize("payoffs", [[[2, -1], [3, 0]], [[4, 0], [5, 1]], [[3, 0], [4, 2]]])
def test_no_public_equilibrium_of_automata_pays_outside(payoffs: list[list[int]]) -> None:
    stage = NormalFormGame.symmetric(payoffs)
    signals = two_signals("9/10", "1/2", "1/5")
    limit = patient_limit(stage, signals)
    found = 0
    for tables in np.ndindex(2, 2, 2, 2):
        pair = (Automaton([0, 1], np.reshape(tables, (2, 2))),) * 2
        for discount in ("1/2", "9/10", "999/1000"):
            game = RepeatedGame(stage, discount, signals=signals)
            if game.deviations(pair).equilibrium:
                found += 1
                assert (limit.directions @ game.payoffs(pair) <= limit.support + 1e-9).all()
    assert found >= 2


@given(games(PLANE), st.integers(1, 3), st.integers(0, 2**32))
@settings(max_examples=8, deadline=None)
def test_units_origins_and_the_order_of_players_do_not_matter(stage: NormalFormGame, n_signals: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    n = stage.n_players
    units, origins = rng.integers(1, 9, n), rng.integers(-9, 10, n)
    signals = random_signals(stage.shape, n_signals, rng)
    backwards = tuple(range(n))[::-1]
    stretched = stage.payoffs * units.reshape(-1, *[1] * n) + origins.reshape(-1, *[1] * n)
    turned = NormalFormGame(stretched[::-1].transpose(0, *(1 + i for i in backwards)))
    limit = patient_limit(stage, signals)
    mirrored = patient_limit(turned, PublicSignals(signals.exact.transpose(*backwards, n)))

    assert scores(mirrored) == {tuple(normal[::-1]): score for normal, score in scores(limit, units, origins).items()}
    assert limit.vertices is not None
    assert mirrored.vertices is not None
    expected = (limit.vertices * units + origins)[:, ::-1]
    assert len(mirrored.vertices) == len(expected)
    assert all(abs(mirrored.vertices - vertex).max(axis=1).min() < 1e-6 for vertex in expected)


def scores(limit: PatientLimit, units: Any = 1, origins: Any = 0) -> dict[tuple[float, ...], float]:
    """Return the scores by direction, each of length 1 in payoffs multiplied by the units and moved to the origins."""
    found = {}
    for direction, score in zip(limit.directions, limit.support, strict=True):
        turned = direction / units
        size = np.linalg.norm(turned)
        found[tuple((turned / size).round(9) + 0.0)] = round(
            (score + turned @ (origins * np.ones(len(turned)))) / size, 6
        )
    return found


def test_four_players_have_support_but_no_vertices() -> None:
    """A public good that costs 1 and brings each of four players 1/2 for each that gives."""
    given_by = np.indices((2, 2, 2, 2))
    stage = NormalFormGame(given_by.sum(axis=0) / 2 - given_by)
    limit = patient_limit(stage, directions=[[1, 1, 1, 1], [1, 0, 0, -1]])

    assert limit.vertices is None
    assert limit.exact[:2] == (4, 1)
    assert limit.support[2:].tolist() == [1.5] * 4 + [0] * 4


@pytest.mark.parametrize(
    ("directions", "message"),
    [
        ([1, 1], "directions must have shape (d, 2), one entry for each player, got (2,)"),
        ([[1, 1, 1]], "directions must have shape (d, 2), one entry for each player, got (1, 3)"),
        ([[1, 1], [0, 0]], "directions[1] must not be zero"),
        ([[1, float("inf")]], "directions[0, 1] must be a finite number"),
    ],
)
def test_directions_that_are_none_are_refused(directions: Any, message: str) -> None:
    with pytest.raises(ValueError, match=re.escape(message)):
        patient_limit(DILEMMA, directions=directions)


def test_signals_of_another_game_are_refused() -> None:
    with pytest.raises(
        ValueError, match=re.escape("signals must be those of a game of shape (2, 2), got shape (2, 3)")
    ):
        patient_limit(DILEMMA, PublicSignals.perfect((2, 3)))
