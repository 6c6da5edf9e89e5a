"""Sets of sustainable payoffs against published vertices, against QuantEcon, and against the outer approximation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from tetrarchy.games.normal_form import NormalFormGame
from tetrarchy.solvers.repeated.grim_reversion import sustainable_profiles
from tetrarchy.solvers.repeated.payoff_sets.action_table import action_table
from tetrarchy.solvers.repeated.payoff_sets.convex_hull import convex_hull
from tetrarchy.solvers.repeated.payoff_sets.payoff_set import PayoffSet, payoff_set
from tetrarchy.solvers.repeated.payoff_sets.set_certificate import self_generation


def two_player(cells: Sequence[Sequence[tuple[float, float]]]) -> NormalFormGame:
    return NormalFormGame(np.moveaxis(np.array(cells), 2, 0))


def cournot(size: int) -> NormalFormGame:
    """Return the duopoly at the price 10 - Q, zero where more is sold, without costs."""
    own = [[max(0, 10 - a - b) * a for b in range(size)] for a in range(size)]
    return NormalFormGame.symmetric(own)


def random_game(seed: int, *shape: int) -> NormalFormGame:
    return NormalFormGame(np.random.default_rng(seed).integers(0, 100, (len(shape), *shape)))


ABREU_SANNIKOV = two_player([[(16, 9), (3, 13), (0, 3)], [(21, 1), (10, 4), (-1, 0)], [(9, 0), (5, -4), (-5, -15)]])
DILEMMA = two_player([[(9, 9), (1, 10)], [(10, 1), (3, 3)]])
SEXES = two_player([[(2, 1), (0, 0)], [(0, 0), (1, 2)]])
CYCLING = two_player([[(1, -1), (-1, 2)], [(-2, 2), (1, 0)]])


@dataclass(frozen=True)
class PublishedSet:
    """A game at a discount, with the vertices of its set."""

    name: str
    stage: NormalFormGame
    discount: str
    vertices: list[list[float]]
    source: str


WHOLE_DILEMMA = [[3, 3], [3, 9.75], [9, 9], [9.75, 3]]
CASES = [
    PublishedSet(
        "Abreu and Sannikov's example",
        ABREU_SANNIKOV,
        "3/10",
        [
            [1.12568240, 2.8],
            [7.33770472, 0],
            [7.33770472, 10.9826253],
            [7.86308964, 0],
            [15.5630896, 9.1],
            [19.7917977, 2.8],
        ],
        "Abreu and Sannikov 2014; to all digits that the tests of QuantEcon.py print",
    ),
    PublishedSet("patient dilemma", DILEMMA, "9/10", WHOLE_DILEMMA, "tests of QuantEcon.py"),
    PublishedSet("less patient dilemma", DILEMMA, "3/4", WHOLE_DILEMMA, "(9.75, 3) needs 7/27, (9, 9) needs 1/7"),
    PublishedSet("dilemma with a segment", DILEMMA, "1/5", [[3, 3], [9, 9]], "(10 - 9) / (10 - 3) <= 1/5 < 7/27"),
    PublishedSet("dilemma at its critical discount", DILEMMA, "1/7", [[3, 3], [9, 9]], "(10 - 9) / (10 - 3) = 1/7"),
    PublishedSet("dilemma just above it", DILEMMA, "0.143", [[3, 3], [9, 9]], "1/7 < 0.143"),
    PublishedSet("dilemma just below it", DILEMMA, "0.1428", [[3, 3]], "0.1428 < 1/7"),
    PublishedSet("impatient dilemma", DILEMMA, "1/10", [[3, 3]], "only the stage equilibrium"),
    PublishedSet("more impatient dilemma", DILEMMA, "1/20", [[3, 3]], "only the stage equilibrium"),
    PublishedSet("dilemma played once", DILEMMA, "0", [[3, 3]], "the stage equilibrium"),
    PublishedSet("battle of the sexes", SEXES, "1/10", [[1, 2], [2, 1]], "public draws between two equilibria"),
    PublishedSet("no pure equilibrium", CYCLING, "1/20", [], "a ValueError in the tests of QuantEcon.py"),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_published_vertices(case: PublishedSet) -> None:
    found = payoff_set(case.stage, case.discount)
    expected = np.array(case.vertices).reshape(-1, 2)

    assert found.vertices.shape == expected.shape, case.source
    assert found.vertices == pytest.approx(expected, rel=5e-9, abs=1e-9), case.source
    assert found.kind == "exact"
    assert found.certificate.holds


def test_abreu_sannikov_example_solves_its_own_equations() -> None:
    """Column's payoff at a binding floor is 0.7 b + 0.3 * 0, with b = 4 in the second row and b = 13 in the first."""
    found = payoff_set(ABREU_SANNIKOV, "3/10")
    worst = found.vertices[found.vertices[:, 0].argmin()]

    assert found.threat_point == pytest.approx([worst[0], 0], abs=1e-9)
    assert found.vertices[-1, 1] == pytest.approx(2.8, abs=1e-9)
    assert found.vertices[4, 1] == pytest.approx(9.1, abs=1e-9)


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(
    ("stage", "discount"),
    [
        (ABREU_SANNIKOV, 0.3),
        (ABREU_SANNIKOV, 0.4),
        (ABREU_SANNIKOV, 0.9),
        (DILEMMA, 0.5),
        (cournot(15), 0.8),
        (cournot(15), 0.95),
        *[(random_game(seed, 3, 3), 0.7) for seed in (20, 22, 23, 24, 25, 29, 30, 31, 32, 33)],
    ],
)
def test_vertices_are_those_of_quantecon(stage: NormalFormGame, discount: float) -> None:
    from quantecon.game_theory import NormalFormGame as Peer
    from quantecon.game_theory.repeated_game import RepeatedGame

    found = payoff_set(stage, discount)
    assert found.dimension == 2  # QuantEcon has no points and segments.
    least = stage.payoffs.reshape(2, -1).min(axis=1)
    hull = RepeatedGame(Peer(np.moveaxis(stage.payoffs, 0, -1)), discount).equilibrium_payoffs(
        options={"tol": 1e-12, "max_iter": 20_000, "u_init": least}
    )
    theirs = convex_hull(action_table(stage).shares(hull.points[hull.vertices]))

    ours = convex_hull(action_table(stage).shares(found.vertices))
    assert ours.overhang(theirs) <= 1e-9
    assert theirs.overhang(ours) <= 1e-9


def test_game_of_one_is_played_at_its_best() -> None:
    assert payoff_set(NormalFormGame([[1, 3, 2]]), "1/2").vertices.tolist() == [[3]]


@st.composite
def small_games(draw: st.DrawFn) -> NormalFormGame:
    shape = draw(st.sampled_from([(2, 2), (3, 3), (2, 2, 2), (3, 2, 2)]))
    payoffs = st.lists(st.integers(-4, 4), min_size=int(np.prod(shape)), max_size=int(np.prod(shape)))
    return NormalFormGame([np.reshape(draw(payoffs), shape).tolist() for _ in shape])


DISCOUNTS = st.sampled_from([Fraction(1, 4), Fraction(1, 2), Fraction(3, 4)])


@given(small_games(), DISCOUNTS)
@settings(max_examples=40, deadline=None)
def test_small_integer_games_full_of_ties_are_certified(stage: NormalFormGame, discount: Fraction) -> None:
    found = payoff_set(stage, discount)

    assert found.kind == "exact", found.notes
    assert found.dimension == -1 or found.vertices.min(axis=0) == pytest.approx(found.threat_point, abs=1e-8)


@given(small_games())
@settings(max_examples=15, deadline=None)
def test_profiles_that_grim_reversion_sustains_are_in_the_set_and_in_that_of_the_patient(stage: NormalFormGame) -> None:
    patient = payoff_set(stage)
    for row in sustainable_profiles(stage):
        payoffs = [float(payoff) for payoff in row.payoffs]

        assert payoff_set(stage, row.discount).contains(payoffs)
        assert patient.contains(payoffs)


@given(small_games())
@settings(max_examples=15, deadline=None)
def test_patience_adds_payoffs_up_to_the_rational_ones(stage: NormalFormGame) -> None:
    table = action_table(stage)
    sets = [convex_hull(table.shares(payoff_set(stage, discount).vertices)) for discount in ("1/4", "1/2", "3/4")]
    sets.append(convex_hull(table.shares(payoff_set(stage).vertices)))
    for smaller, larger in pairwise(sets):
        if len(smaller.vertices):
            assert len(larger.vertices)
            assert smaller.overhang(larger) <= 1e-8


@given(small_games(), DISCOUNTS, st.sampled_from([1e-9, 3, 1e9]), st.sampled_from([-7, 0, 10**6]))
@settings(max_examples=15, deadline=None)
def test_unit_and_origin_of_payoffs_do_not_matter(
    stage: NormalFormGame, discount: Fraction, unit: float, origin: int
) -> None:
    units = np.array([Fraction(unit), *[Fraction(1)] * (stage.n_players - 1)]).reshape(-1, *[1] * stage.n_players)
    found, other = payoff_set(stage, discount), payoff_set(NormalFormGame(stage.exact * units + origin), discount)
    scale = stage.payoff_range.max() * max(unit, 1) + abs(origin)

    expected = found.vertices * units.reshape(-1).astype(float) + origin
    assert other.dimension == found.dimension
    assert other.vertices == pytest.approx(expected, abs=1e-12 * scale + 1e-9 * min(unit, 1))


@given(small_games(), DISCOUNTS)
@settings(max_examples=15, deadline=None)
def test_order_of_the_players_does_not_matter(stage: NormalFormGame, discount: Fraction) -> None:
    backwards = tuple(range(stage.n_players))[::-1]
    turned = NormalFormGame(stage.payoffs[::-1].transpose(0, *(1 + i for i in backwards)))
    ways = np.random.default_rng(0).normal(size=(20, stage.n_players))

    assert payoff_set(turned, discount).support(ways[:, ::-1]) == pytest.approx(
        payoff_set(stage, discount).support(ways), abs=1e-8
    )


def test_unfinished_set_is_flagged(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tetrarchy.solvers.repeated.payoff_sets.abreu_sannikov.MOST_STEPS", 2)
    found = payoff_set(ABREU_SANNIKOV, "3/10")

    assert found.kind == "outer bound"
    assert not found.certificate.holds
    assert "stopped after 2 steps" in found.notes[1]


@pytest.mark.parametrize("shrunk", [0.9, 1.1])
def test_certificate_does_not_hold_for_another_set(shrunk: float) -> None:
    table = action_table(ABREU_SANNIKOV)
    vertices = table.shares(payoff_set(ABREU_SANNIKOV, "3/10").vertices)
    other = convex_hull(vertices.mean(axis=0) + shrunk * (vertices - vertices.mean(axis=0)))

    assert not self_generation(table, 0.3, other, other.vertices.min(axis=0)).holds


def member(payoffs: PayoffSet, weights: Sequence[float]) -> NDArray[np.float64]:
    return np.dot(weights, payoffs.vertices) / np.sum(weights)


@given(st.lists(st.floats(0.01, 1), min_size=4, max_size=4))
def test_convex_combinations_are_in_the_set_and_points_beyond_its_support_are_not(weights: list[float]) -> None:
    point = member(DILEMMA_SET, weights)
    beyond = point[0], DILEMMA_SET.support([[0, 1]])[0] + 1e-6

    assert DILEMMA_SET.contains(point)
    assert not DILEMMA_SET.contains(beyond)


DILEMMA_SET = payoff_set(DILEMMA, "1/2")


def test_empty_set_has_no_points_and_no_support() -> None:
    empty = payoff_set(CYCLING, "1/20")

    assert not empty.contains([0, 0])
    assert empty.support([[1, 1]]).tolist() == [-np.inf]
    assert empty.dimension == -1


@pytest.mark.parametrize("discount", [-0.1, 1, "1.5", float("nan"), "patient"])
def test_discount_outside_its_range_is_refused(discount: object) -> None:
    with pytest.raises(ValueError, match=r"discount must be (a number )?in \[0, 1\), got"):
        payoff_set(DILEMMA, discount)


def test_games_too_large_are_refused_by_their_size() -> None:
    with pytest.raises(ValueError, match="games of up to 5 players, got 6 players"):
        payoff_set(NormalFormGame(np.zeros((6, *[2] * 6))), "1/2")
    with pytest.raises(ValueError, match="games of 2 players with up to 10000 profiles, got 10201"):
        payoff_set(NormalFormGame(np.zeros((2, 101, 101))), "1/2")


def test_points_and_directions_of_the_wrong_length_are_refused() -> None:
    with pytest.raises(ValueError, match=r"point must have one payoff for each of the 2 players, got \(3,\)"):
        DILEMMA_SET.contains([1, 2, 3])
    with pytest.raises(ValueError, match=r"directions must have shape \(d, 2\), got \(2,\)"):
        DILEMMA_SET.support([1, 2])


@pytest.mark.parametrize(("players", "discount"), [(2, None), (2, "1/2"), (4, "1/2")])
def test_a_set_that_is_not_found_by_its_deadline_is_given_up(players, discount):
    with pytest.raises(TimeoutError, match="the time limit came first"):
        payoff_set(NormalFormGame(np.zeros((players, *[2] * players))), discount, -np.inf)
