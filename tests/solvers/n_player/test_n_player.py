"""All isolated equilibria of n-player games: published games, structure, units, continua, and searches cut short."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import permutations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tetrarchy.games.normal_form import NormalFormGame
from tetrarchy.solvers.base import Candidate, Findings, measure
from tetrarchy.solvers.n_player.isolated_equilibria import n_player_equilibria
from tetrarchy.solvers.n_player.quadratic_supports import equilibrium_arcs, on_curve, solve_exactly
from tetrarchy.solvers.n_player.singular_supports import sample_equilibria
from tetrarchy.solvers.n_player.support_profiles import (
    ExactGains,
    Supports,
    exact_gains,
    mixing,
    undominated_supports,
)


def equilibria(payoffs: object, time_limit: float | None = None) -> Findings:
    return n_player_equilibria(NormalFormGame(payoffs), np.random.default_rng(0), time_limit)


def flat(candidate: Candidate) -> tuple[float, ...]:
    return tuple(float(p) for strategy in candidate.strategies for p in strategy)


def first_player_fastest(shape: tuple[int, ...], rows: str) -> np.ndarray:
    """Read payoffs in the order of Gambit's files: one row per profile, the first player's action changing fastest."""
    table = np.array(rows.split(), dtype=float).reshape(*shape[::-1], len(shape))
    return np.moveaxis(np.transpose(table, (*range(len(shape))[::-1], len(shape))), -1, 0)


def random_payoffs(rng: np.random.Generator, shape: tuple[int, ...]) -> np.ndarray:
    return rng.integers(0, 10**6, (len(shape), *shape)) / 10**6


@dataclass(frozen=True)
class Published:
    name: str
    payoffs: np.ndarray
    number: int
    pure: int
    indices: tuple[int, ...]


CASES = (
    Published(
        "McKelvey & McLennan 1997, nine equilibria, two totally mixed",
        first_player_fastest((2, 2, 2), "9 8 12  0 0 0  0 0 0  9 8 2  0 0 0  3 4 6  3 4 6  0 0 0"),
        9,
        4,
        (1, 1, 1, 1, -1, -1, 1, -1, -1),
    ),
    Published(
        "Nau, Gomez Canovas & Hansen 2004, section 4, one equilibrium, irrational",
        first_player_fastest((2, 2, 2), "3 0 2  0 1 0  0 2 0  1 0 0  1 0 0  0 3 0  0 1 0  2 0 3"),
        1,
        0,
        (1,),
    ),
    Published(
        "Gambit's contributed 2x2x2x2 game with three equilibria",
        first_player_fastest(
            (2, 2, 2, 2),
            "1.131 1.210 2.426 2.429  4.225 5.277 4.837 5.645  4.452 4.549 1.655 1.347  7.566 4.655 7.076 4.423 "
            "1.223 1.358 2.234 2.238  4.483 5.764 4.995 5.754  4.564 4.326 1.762 1.576  7.247 4.943 7.362 4.382 "
            "2.326 2.422 3.222 3.024  1.478 2.544 1.973 7.486  2.747 2.243 3.518 3.062  1.759 2.705 1.735 4.043 "
            "5.255 5.334 2.643 2.873  4.383 1.436 4.864 5.267  5.634 5.675 2.455 6.523  4.642 1.897 4.042 3.830",
        ),
        3,
        2,
        (1, 1, -1),
    ),
    Published(
        "Gambit's contributed 3x3x3 game with five equilibria, two pure",
        first_player_fastest(
            (3, 3, 3),
            "1.131 1.210 2.426  1.358 2.234 2.238  1.655 1.347 2.747  1.576 5.634 5.675  1.478 2.544 1.973 "
            "1.436 4.864 5.267  1.735 4.043 7.247  3.830 1.335 1.734  1.428 1.521 4.248  2.429 2.326 2.422 "
            "5.255 5.334 2.643  2.243 3.518 3.062  2.455 6.523 4.225  7.486 4.483 5.764  7.566 4.655 7.076 "
            "4.943 7.362 4.382  4.434 4.271 4.120  4.533 5.231 5.458  3.222 3.024 1.223  2.873 4.452 4.549 "
            "4.564 4.326 1.762  5.277 4.837 5.645  4.995 5.754 4.383  4.423 1.759 2.705  4.642 1.897 4.042 "
            "4.976 7.324 7.723  4.486 4.882 2.537",
        ),
        5,
        2,
        (1, 1, -1, 1, -1),
    ),
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_published_games_have_their_published_number_of_equilibria(case: Published) -> None:
    game = NormalFormGame(case.payoffs)
    findings = n_player_equilibria(game, np.random.default_rng(0))
    measured = [measure(game, candidate) for candidate in findings.candidates]

    assert findings.complete
    assert findings.degenerate is False
    assert len(measured) == case.number
    assert sum(equilibrium.pure for equilibrium in measured) == case.pure
    assert sorted(equilibrium.index or 0 for equilibrium in measured) == sorted(case.indices)
    assert all(equilibrium.certified for equilibrium in measured)


def test_the_two_totally_mixed_equilibria_of_mckelvey_and_mclennan_are_exact() -> None:
    candidates = equilibria(CASES[0].payoffs).candidates
    mixed = [c for c in candidates if all(0 < p < 1 for strategy in c.strategies for p in strategy)]

    assert [[strategy[0] for strategy in c.strategies] for c in mixed] == [
        [Fraction(2, 5), Fraction(1, 2), Fraction(1, 3)],
        [Fraction(1, 2), Fraction(2, 5), Fraction(1, 4)],
    ]


def test_an_equilibrium_that_other_solvers_lose_is_found() -> None:
    findings = equilibria(
        [
            [[[5, 4], [9, 5]], [[8, 6], [8, 1]]],
            [[[3, 5], [4, 4]], [[0, 2], [2, 6]]],
            [[[4, 1], [0, 9]], [[9, 1], [5, 7]]],
        ]
    )
    (only,) = findings.candidates

    assert findings.complete
    assert [strategy[0] for strategy in only.strategies] == pytest.approx([0.807045, 0.658623, 0.028679], abs=5e-7)


def test_the_proven_distance_holds_against_exact_arithmetic() -> None:
    (only,) = equilibria(CASES[1].payoffs).candidates
    first = [Fraction(float(strategy[0])) for strategy in only.strategies]
    x, y, z = _refined(CASES[1].payoffs, first)

    assert only.distance is not None
    assert 0 < only.distance < 1e-12
    assert max(abs(p - q) for p, q in zip(first, (x, y, z), strict=True)) <= only.distance


def _refined(payoffs: np.ndarray, point: list[Fraction]) -> list[Fraction]:
    """Take three Newton steps in fractions on a 2x2x2 game: from 1e-13 to far below 1e-60."""
    table = NormalFormGame(payoffs).exact
    gains = [np.take(table[i], 0, axis=i) - np.take(table[i], 1, axis=i) for i in range(3)]

    def gain(i: int, p: list[Fraction], j: int | None = None) -> Fraction:
        """Return player i's gain, or its derivative by the probability of player j."""
        weights = [np.array([1, -1]) if k == j else np.array([p[k], 1 - p[k]]) for k in range(3) if k != i]
        return weights[0] @ gains[i] @ weights[1]

    for _ in range(3):
        slopes = [[gain(i, point, j) if i != j else Fraction(0) for j in range(3)] for i in range(3)]
        (_, b, c), (d, _, f), (g, h, _) = slopes
        u, v, w = (gain(i, point) for i in range(3))
        determinant = b * f * g + c * d * h
        inverse = [[-f * h, c * h, b * f], [f * g, -c * g, c * d], [d * h, b * g, -b * d]]
        point = [
            p - (row[0] * u + row[1] * v + row[2] * w) / determinant for p, row in zip(point, inverse, strict=True)
        ]
        point = [Fraction(round(p * 10**80), 10**80) for p in point]
    return point


@pytest.mark.parametrize("shape", [(2, 2, 2), (2, 2, 3), (3, 3, 3), (2, 2, 2, 2), (4, 2, 2), (5, 3, 2)], ids=str)
def test_random_games_have_an_odd_number_of_equilibria_with_indices_that_add_up_to_one(shape: tuple[int, ...]) -> None:
    rng = np.random.default_rng(7)
    for _ in range(4):
        game = NormalFormGame(random_payoffs(rng, shape))
        findings = n_player_equilibria(game, rng)
        regrets = [game.regret(measure(game, candidate).strategies) for candidate in findings.candidates]

        assert findings.complete
        assert not findings.notes
        assert len(findings.candidates) % 2 == 1
        assert sum(candidate.index or 0 for candidate in findings.candidates) == 1
        assert all((regret < 1e-14 * game.payoff_range).all() for regret in regrets)


def test_candidates_come_pure_first_and_then_by_supports() -> None:
    candidates = equilibria(CASES[0].payoffs).candidates
    supports = [tuple(tuple(np.flatnonzero(strategy)) for strategy in c.strategies) for c in candidates]
    mixed = [any(len(own) > 1 for own in profile) for profile in supports]

    assert mixed == sorted(mixed)
    assert supports[:4] == sorted(supports[:4])
    assert supports[4:] == sorted(supports[4:])


def test_the_same_seed_gives_the_same_numbers_and_another_seed_the_same_equilibria() -> None:
    game = NormalFormGame(random_payoffs(np.random.default_rng(3), (3, 3, 3)))
    first, again, other = (n_player_equilibria(game, np.random.default_rng(seed)) for seed in (1, 1, 2))

    assert [flat(c) for c in first.candidates] == [flat(c) for c in again.candidates]
    assert len(first.candidates) == len(other.candidates)
    for a, b in zip(first.candidates, other.candidates, strict=True):
        assert flat(a) == pytest.approx(flat(b), abs=(a.distance or 0) + (b.distance or 0))


@pytest.mark.parametrize(("unit", "origin"), [(1e-12, 0), (1e12, 0), (3, 10**9)])
def test_units_and_origins_of_payoffs_do_not_matter(unit: float, origin: float) -> None:
    payoffs = np.array([[[5, 4], [9, 5]], [[8, 6], [8, 1]]]), np.array([[[3, 5], [4, 4]], [[0, 2], [2, 6]]])
    third = np.array([[[4, 1], [0, 9]], [[9, 1], [5, 7]]])
    changed = third * unit + origin
    (plain,) = equilibria([*payoffs, third]).candidates
    (scaled,) = equilibria([*payoffs, changed]).candidates

    assert flat(scaled) == pytest.approx(flat(plain), abs=1e-12)


@settings(max_examples=12)
@given(st.integers(0, 2**32 - 1), st.permutations([0, 1, 2]), st.permutations([0, 1]), st.permutations([0, 1, 2]))
def test_relabelling_players_and_actions_relabels_the_equilibria(
    seed: int, players: list[int], two: list[int], three: list[int]
) -> None:
    payoffs = np.random.default_rng(seed).integers(0, 6, (3, 2, 2, 3))
    relabelled = payoffs[:, two][:, :, :, three].transpose(0, *(1 + p for p in players))[players]
    plain, other = equilibria(payoffs), equilibria(relabelled)
    expected = sorted(
        tuple(
            float(p)
            for player in players
            for p in (c.strategies[0][two], c.strategies[1], c.strategies[2][three])[player]
        )
        for c in plain.candidates
    )

    assert other.complete == plain.complete
    assert other.degenerate == plain.degenerate
    assert np.array(sorted(flat(c) for c in other.candidates)) == pytest.approx(np.array(expected), abs=1e-11)


def test_players_who_influence_each_other_in_pairs_are_settled_though_solutions_at_infinity_are_singular() -> None:
    rng = np.random.default_rng(0)
    for shape in ((2, 2, 2, 2), (3, 3, 3)):
        n = len(shape)
        payoffs = np.zeros((n, *shape))
        for i, j in permutations(range(n), 2):
            pair = rng.integers(0, 1000, (shape[min(i, j)], shape[max(i, j)]))
            payoffs[i] += np.expand_dims(pair, tuple(k for k in range(n) if k not in (i, j)))
        findings = equilibria(payoffs)

        assert findings.complete
        assert sum(candidate.index or 0 for candidate in findings.candidates) == 1


def test_an_irrational_equilibrium_next_to_the_boundary_is_settled() -> None:
    found = equilibria(
        [
            [[["-0.09", "-0.05"], ["0.04", "0.03"]], [["5e6", "-6e6"], ["7e6", "-2e6"]]],
            [[["-7e-6", "2e-6"], ["-2e-6", "-9e-6"]], [["-9e7", "3e7"], ["-2e7", "-1e7"]]],
            [[["1e-4", 0], ["-5e-4", "-5e-4"]], [["6e7", "1e7"], ["-4e7", "6e7"]]],
        ]
    )
    (candidate,) = found.candidates

    assert (found.complete, candidate.index) == (True, 1)
    assert candidate.distance is not None
    assert candidate.distance < 1e-16
    shares = [float(strategy[1]) for strategy in candidate.strategies]
    assert np.allclose(shares, [1.602129053431350e-12, 0.529227763363702, 0.609407879828446], rtol=0, atol=1e-15)


@pytest.mark.parametrize(
    ("payoffs", "shares"),
    [
        (
            [
                [[[-70, -50, 0], [40, -30, 20]], [["-2e-4", "-8e-4", "-7e-4"], ["-2e-4", "5e-4", "-3e-4"]]],
                [
                    [["0.3", "0.6", "0.6"], ["-0.3", "0.7", "-0.4"]],
                    [["1e-3", "-1e-3", "7e-3"], ["9e-3", "-5e-3", "3e-3"]],
                ],
                [
                    [["-1e7", "9e7", "3e7"], ["1e7", "6e7", "-7e7"]],
                    [["4e-5", "-8e-5", "-7e-5"], ["-1e-5", "5e-5", "7e-5"]],
                ],
            ],
            [1.5680583012636483e-13, 0.39405440506313175, 0.33333333334265613, 0.1392851226086735],
        ),
        (
            [
                [[[-7, 8, -3], [0, 0, 8]], [["9e-6", "6e-6", "7e-6"], ["-8e-6", "-5e-6", "9e-6"]]],
                [[[0, "9e-7", "2e-7"], ["-3e-7", "-4e-7", "1e-7"]], [["7e7", "1e7", "-9e7"], ["2e7", 0, "2e7"]]],
                [[["7e-3", "6e-3", "3e-3"], ["-1e-3", "-2e-3", "5e-3"]], [["-3e6", "-4e6", 0], ["-3e6", "9e6", "7e6"]]],
            ],
            [0.99999999999999786, 0.6000012428401556, 0.24999663777847911, 0],
        ),
    ],
    ids=["three actions", "two of three"],
)
def test_next_to_the_boundary_a_player_may_have_three_actions(payoffs: object, shares: list[float]) -> None:
    """The shares were worked out to 50 digits by Newton's method."""
    found = equilibria(payoffs)
    (candidate,) = found.candidates

    assert (found.complete, found.degenerate, candidate.index) == (True, False, 1)
    first, second, third = (strategy.tolist() for strategy in candidate.strategies)
    assert np.allclose([first[0], second[0], *third[:2]], shares, rtol=0, atol=1e-15)
    assert first[0] != 0 != first[1]


def test_a_continuum_between_two_corners_is_described_exactly() -> None:
    # Nau, Gomez Canovas & Hansen 2004, section 6: the equilibria are a line segment.
    rows = (
        "2 0 0  0 2 1  0 1 1  1 0 2  1 0 2  0 1 1  0 2 1  2 0 0  1 0 1  0 2 0  0 1 2  2 0 1  2 0 1  0 1 2  0 2 0  1 0 1"
    )
    findings = equilibria(first_player_fastest((2, 2, 4), rows))
    half = Fraction(1, 2)

    assert findings.degenerate
    assert findings.complete
    assert not findings.notes
    assert [component.nash_subsets for component in findings.components] == [((0, 1),)]
    assert [tuple(c.strategies[2]) for c in findings.candidates] == [(half, half, 0, 0), (0, 0, half, half)]
    assert all(tuple(c.strategies[0]) == tuple(c.strategies[1]) == (half, half) for c in findings.candidates)


def test_beside_a_continuum_that_is_known_all_other_equilibria_are_listed() -> None:
    # The first player does not care, the others have a dominant action each.
    payoffs = np.zeros((3, 2, 2, 2))
    payoffs[1, :, 1], payoffs[2, :, :, 1] = 1, 1
    findings = equilibria(payoffs)

    assert findings.complete
    assert [flat(c) for c in findings.candidates] == [(1, 0, 0, 1, 0, 1), (0, 1, 0, 1, 0, 1)]
    assert [component.nash_subsets for component in findings.components] == [((0, 1),)]


def test_who_presses_each_of_two_for_its_own_sake_has_a_segment_of_equilibria_beside_two_isolated_ones() -> None:
    # The first player's payoff is a sum of one part for each of the two that it presses, so a mixture of theirs that
    # makes it indifferent between three postures makes it indifferent between all four.
    postures = list(product((0, 1), repeat=2))
    payoffs = np.empty((3, 4, 2, 2), dtype=object)
    for (k, (r, c)), a, b in product(enumerate(postures), (0, 1), (0, 1)):
        first = r * (Fraction(1, 4) - a) + c * (Fraction(1, 3) - b)
        payoffs[:, k, a, b] = first, a * (r + b - Fraction(5, 4)), b * (c + a - Fraction(6, 5))
    game = NormalFormGame(payoffs)
    findings = n_player_equilibria(game, np.random.default_rng(0))

    assert findings.complete
    assert findings.degenerate
    segment = [component for component in findings.components if len(component.nash_subsets[0]) > 1]
    assert [component.index for component in segment] == [1]
    assert sorted(component.index for component in findings.components) == [-1, 1, 1]
    ends = [findings.candidates[k].strategies for k in segment[0].nash_subsets[0]]
    for share in (Fraction(1, 3), Fraction(4, 5)):
        mixed = tuple(share * a + (1 - share) * b for a, b in zip(*ends, strict=True))
        assert not any(game.regret(mixed))
        assert [strategy[1] for strategy in mixed[1:]] == [Fraction(1, 4), Fraction(1, 3)]


def test_a_curve_of_equilibria_is_described_as_the_arc_it_is() -> None:
    # Nau, Gomez Canovas & Hansen 2004, section 5: a continuum of completely mixed equilibria.
    rows = "0 0 2  3 0 0  0 3 0  0 0 0  1 1 0  0 0 0  0 0 0  0 0 3"
    game = NormalFormGame(first_player_fastest((2, 2, 2), rows))
    findings = n_player_equilibria(game, np.random.default_rng(0))
    quarter = Fraction(1, 4)
    ends = [c for c in findings.candidates if c.strategies[2][0] == quarter]

    assert findings.degenerate
    assert not findings.complete
    assert findings.notes[0] == (
        "Supports (Player 1: a1, a2; Player 2: a1, a2; Player 3: a1, a2): the equilibria are a curve, on which Player "
        "1 plays a1 with probability t, Player 2 plays a1 with probability (3 - 3 t) / (3 - t) and Player 3 plays a1 "
        "with probability 1/4, for t from 0 to 1."
    )
    for t in (Fraction(k, 7) for k in range(8)):
        first = (t, (3 - 3 * t) / (3 - t), quarter)
        assert not any(game.regret(tuple(np.array([p, 1 - p], dtype=object) for p in first)))
    assert [(c.strategies[0][0], c.strategies[1][0]) for c in ends] == [(1, 0), (0, 1)]


def test_samples_of_equilibria_lie_on_the_arcs_and_arcs_are_of_equilibria() -> None:
    # The first and the second player are indifferent at the same strategy of the third, and a curve of strategies of
    # these two makes the third indifferent.
    supports = ((0, 1),) * 3
    seen = 0
    for seed in range(60):
        rng = np.random.default_rng(seed)
        payoffs = np.zeros((3, 2, 2, 2), dtype=int)
        direction = rng.integers(-3, 4, 2)
        payoffs[0, 0], payoffs[1, :, 0] = (np.outer(rng.integers(-3, 4, 2), direction) for _ in range(2))
        payoffs[2, :, :, 0] = rng.integers(-3, 4, (2, 2))
        game = NormalFormGame(payoffs)
        gains = exact_gains(game)
        solved = solve_exactly(gains, supports)
        arcs = None if solved.curve is None else equilibrium_arcs(gains, supports, solved.curve)
        if solved.curve is None or arcs is None:
            continue
        seen += len(arcs)
        shares = (Fraction(0), Fraction(1, 3), Fraction(1))
        points = [on_curve(gains, supports, solved.curve, a + share * (b - a)) for a, b in arcs for share in shares]
        assert not any(any(game.regret(point)) for point in points)
        for sample in sample_equilibria(game, gains, supports, rng)[0]:
            x = Fraction(float(sample[0][0]))
            inside = [on_curve(gains, supports, solved.curve, x) for a, b in arcs if a <= x <= b]
            far = [
                max(np.abs(p - q).max() for p, q in zip(point, sample, strict=True))
                for point in (*inside, *solved.exact)
            ]
            assert min(map(np.min, sample)) < 1e-9 or min(far) < 1e-6
    assert seen > 10


def test_a_continuum_in_which_two_players_vary_is_described_though_not_settled() -> None:
    findings = equilibria(np.random.default_rng(142).integers(0, 5, (3, 3, 3, 3)))

    assert findings.degenerate
    assert not findings.complete
    assert "a continuum of solutions, some perhaps equilibria" in findings.notes[0]


def test_an_unplayed_action_that_ties_leaves_the_equilibrium_uncertified() -> None:
    findings = equilibria(np.random.default_rng(84).integers(0, 3, (3, 2, 2, 3)))
    uncertain = [candidate for candidate in findings.candidates if candidate.distance is None]

    assert not findings.complete
    assert any("an unplayed action pays as much as the played ones" in note for note in findings.notes)
    assert uncertain
    assert all(candidate.index is None for candidate in uncertain)


def test_a_solution_on_the_boundary_is_left_to_the_smaller_supports() -> None:
    # With players 1 and 2 mixing over all three actions and player 3 over two there is a solution with a zero.
    findings = equilibria(np.random.default_rng(26).integers(0, 5, (3, 3, 3, 3)))

    assert findings.complete


def test_polynomial_supports_with_a_continuum_are_sampled() -> None:
    payoffs = np.zeros((3, 2, 3, 3))
    payoffs[2] = [[[(a + b + c) % 3 for c in range(3)] for b in range(3)] for a in range(2)]
    findings = equilibria(payoffs)

    assert findings.degenerate
    assert not findings.complete
    assert any("apparent dimension" in note for note in findings.notes)


def test_a_support_that_got_lost_is_noticed_by_the_indices(monkeypatch: pytest.MonkeyPatch) -> None:
    coordination = [[[[1], [0]], [[0], [1]]]] * 2 + [[[[0], [0]], [[0], [0]]]]
    whole = equilibria(coordination)

    def pure_alone(gains: ExactGains) -> list[Supports]:
        return [supports for supports in undominated_supports(gains) if not mixing(supports)]

    monkeypatch.setattr("tetrarchy.solvers.n_player.isolated_equilibria.undominated_supports", pure_alone)
    pure = equilibria(coordination)

    assert whole.complete
    assert not pure.complete
    assert pure.notes == ("The indices add up to 2, not to 1: an equilibrium must be missing.",)


def test_payoffs_that_never_vary_leave_every_profile_in_the_notes() -> None:
    findings = equilibria(np.zeros((3, 2, 2, 2)))

    assert findings.degenerate
    assert not findings.complete
    assert len(findings.candidates) == 8
    assert all(c.index is None for c in findings.candidates)


def test_pure_equilibria_are_found_exactly_even_where_payoffs_differ_beyond_the_digits_of_floats() -> None:
    tiny = Fraction(1, 10**40)
    own = np.array([[[1 + tiny * a, 1 + tiny * a], [1 + tiny * a, 1 + tiny * a]] for a in (0, 1)], dtype=object)
    findings = equilibria(np.array([own, own.transpose(1, 0, 2), own.transpose(1, 2, 0)]))

    assert findings.complete
    assert [flat(c) for c in findings.candidates] == [(0, 1, 0, 1, 0, 1)]


def test_a_search_without_time_says_so() -> None:
    payoffs = random_payoffs(np.random.default_rng(0), (3, 3, 3))
    findings = equilibria(payoffs, time_limit=-1)

    assert not findings.complete
    assert findings.degenerate is None
    assert findings.notes == ("The time limit left some support profiles unsearched.",)


def test_of_a_game_with_too_many_support_profiles_only_the_pure_equilibria_are_sought() -> None:
    payoffs = np.random.default_rng(0).integers(0, 100, (3, 9, 9, 8))
    best = np.array([payoffs[i] == payoffs[i].max(axis=i, keepdims=True) for i in range(3)]).all(axis=0)
    findings = equilibria(payoffs)
    found = [tuple(int(strategy.argmax()) for strategy in c.strategies) for c in findings.candidates]

    assert not findings.complete
    assert "only pure equilibria were sought" in findings.notes[0]
    assert sorted(found) == [tuple(place) for place in np.argwhere(best).tolist()]


@pytest.mark.slow
@pytest.mark.parametrize(("shape", "number"), [((2, 2, 2), 120), ((2, 2, 3), 60), ((3, 3, 3), 30), ((2, 2, 2, 2), 30)])
def test_gambit_finds_no_equilibrium_that_is_missing_here(shape: tuple[int, ...], number: int) -> None:
    pygambit = pytest.importorskip("pygambit")
    rng = np.random.default_rng(2026)
    for _ in range(number):
        payoffs = random_payoffs(rng, shape)
        findings = equilibria(payoffs)
        ours = np.array([flat(c) for c in findings.candidates])
        game = pygambit.StrategicGame.from_arrays(*payoffs)
        theirs = [
            [float(found[player][str(a + 1)]) for player, m in zip(game.players, shape, strict=True) for a in range(m)]
            for found in pygambit.nash.enumpoly_solve(game).equilibria
        ]

        assert findings.complete
        assert all(np.abs(ours - point).max(axis=1).min() < 1e-6 for point in theirs)


@pytest.mark.slow
def test_groebner_bases_count_the_same_completely_mixed_equilibria() -> None:
    sympy = pytest.importorskip("sympy")
    unknowns = sympy.symbols("x y z")
    rng = np.random.default_rng(11)
    for _ in range(25):
        payoffs = rng.integers(0, 10, (3, 2, 2, 2))
        weights = [(p, 1 - p) for p in unknowns]
        equations = []
        for i in range(3):
            gains = np.take(payoffs[i], 0, axis=i) - np.take(payoffs[i], 1, axis=i)
            first, second = (weights[k] for k in range(3) if k != i)
            equations.append(sum(int(gains[a, b]) * first[a] * second[b] for a in (0, 1) for b in (0, 1)))
        basis = sympy.groebner(equations, *unknowns, order="lex")
        if not basis.is_zero_dimensional:
            continue
        solutions = [
            point
            for point in sympy.solve_poly_system(equations, *unknowns) or []
            if all(p.is_real and 0 < p < 1 for p in point)
        ]
        mixed = [c for c in equilibria(payoffs).candidates if all(0 < p < 1 for p in flat(c))]

        assert len(mixed) == len(solutions)
