"""What must hold of the equilibria of every two-player game, put to small games most of which are degenerate."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from random import Random

import numpy as np
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy.optimize import nnls

from tetrarchy.games.normal_form import NormalFormGame
from tetrarchy.solvers.base import Candidate, Findings
from tetrarchy.solvers.two_player.extreme_equilibria import two_player_equilibria

ExactProfile = tuple[tuple[Fraction, ...], ...]
Shape = list[tuple[list[set[ExactProfile]], int | None]]
repeatable = settings(derandomize=True, deadline=None, max_examples=80)


def profiles(findings: Findings) -> list[ExactProfile]:
    return [tuple(tuple(strategy) for strategy in candidate.strategies) for candidate in findings.candidates]


def shape_of(findings: Findings) -> Shape:
    """Return the Nash subsets as sets of profiles, and the index, of each component."""
    found = profiles(findings)
    return [([{found[k] for k in subset} for subset in c.nash_subsets], c.index) for c in findings.components]


@st.composite
def games(draw: st.DrawFn, most: int = 4) -> NormalFormGame:
    """Draw a game with few different payoffs: most are degenerate, some have continua, some are regular."""
    m, n = draw(st.integers(1, most)), draw(st.integers(1, most))
    table = st.lists(st.lists(st.integers(-2, 2), min_size=n, max_size=n), min_size=m, max_size=m)
    return NormalFormGame([draw(table), draw(table)])


@repeatable
@given(games())
def test_nobody_gains_by_deviating(game: NormalFormGame) -> None:
    findings = two_player_equilibria(game)

    for candidate in findings.candidates:
        assert [sum(strategy) for strategy in candidate.strategies] == [1, 1]
        assert min(min(strategy) for strategy in candidate.strategies) >= 0
        assert max(game.regret(candidate.strategies)) == 0


@repeatable
@given(games())
def test_every_pure_equilibrium_is_listed(game: NormalFormGame) -> None:
    exact = [tuple(np.array(s, dtype=int) + Fraction(0) for s in game.pure(pure)) for pure in game.pure_profiles()]
    expected = {tuple(map(tuple, s)) for s in exact if max(game.regret(s)) == 0}

    listed = {found for found in profiles(two_player_equilibria(game)) if all(max(strategy) == 1 for strategy in found)}

    assert listed == expected


@repeatable
@given(games())
def test_indices_sum_to_one_and_a_regular_game_has_an_odd_number_of_isolated_equilibria(game: NormalFormGame) -> None:
    findings = two_player_equilibria(game)

    assert findings.complete
    assert sum(component.index or 0 for component in findings.components) == 1
    if not findings.degenerate:
        assert len(findings.components) == len(findings.candidates)
        assert len(findings.candidates) % 2 == 1
        assert {candidate.index for candidate in findings.candidates} <= {1, -1}


@repeatable
@given(games(), st.randoms(use_true_random=False))
def test_mixtures_within_a_nash_subset_are_equilibria(game: NormalFormGame, random: Random) -> None:
    findings = two_player_equilibria(game)

    for component in findings.components:
        for subset in component.nash_subsets:
            mixture = []
            for player in range(2):
                corners = [findings.candidates[k].strategies[player] for k in subset]
                weights = [random.randint(1, 9) for _ in corners]
                mixture.append(
                    sum(Fraction(w, sum(weights)) * corner for w, corner in zip(weights, corners, strict=True))
                )
            assert max(game.regret(tuple(mixture))) == 0


@repeatable
@given(games())
def test_candidates_know_their_component_and_have_an_index_where_they_are_isolated(game: NormalFormGame) -> None:
    findings = two_player_equilibria(game)

    for number, component in enumerate(findings.components):
        members = {k for subset in component.nash_subsets for k in subset}
        for k in members:
            assert findings.candidates[k].component == number
            assert findings.candidates[k].index == (component.index if len(members) == 1 else None)


@repeatable
@given(games(), st.randoms(use_true_random=False))
def test_renumbered_actions_give_the_renumbered_answer(game: NormalFormGame, random: Random) -> None:
    m, n = game.shape
    rows, columns = random.sample(range(m), m), random.sample(range(n), n)

    original = two_player_equilibria(game)
    renumbered = two_player_equilibria(NormalFormGame(game.exact[:, rows][:, :, columns]))

    def renumber(subset: set[ExactProfile]) -> set[ExactProfile]:
        return {(tuple(x[k] for k in rows), tuple(y[k] for k in columns)) for x, y in subset}

    expected = [([renumber(subset) for subset in subsets], index) for subsets, index in shape_of(original)]
    assert in_order(shape_of(renumbered)) == in_order(expected)
    assert original.degenerate == renumbered.degenerate


@repeatable
@given(games())
def test_swapped_players_give_the_swapped_answer(game: NormalFormGame) -> None:
    original = two_player_equilibria(game)
    swapped = two_player_equilibria(NormalFormGame(game.exact[::-1].transpose(0, 2, 1)))

    back = [([{(y, x) for x, y in subset} for subset in subsets], index) for subsets, index in shape_of(swapped)]
    assert in_order(back) == in_order(shape_of(original))
    assert original.degenerate == swapped.degenerate


@repeatable
@given(games(), st.fractions(Fraction(1, 99), 99), st.fractions(-99, 99))
def test_answer_is_the_same_in_every_unit_and_from_every_origin(
    game: NormalFormGame, unit: Fraction, origin: Fraction
) -> None:
    original = two_player_equilibria(game)
    rescaled = two_player_equilibria(NormalFormGame(np.array([game.exact[0] * unit + origin, game.exact[1]])))

    assert shape_of(rescaled) == shape_of(original)
    assert rescaled.degenerate == original.degenerate


def in_order(components: Shape) -> list[tuple[list[list[ExactProfile]], int | None]]:
    """Return components and subsets in an order that depends on nothing but the profiles."""
    return sorted((sorted(sorted(subset) for subset in subsets), index) for subsets, index in components)


@repeatable
@given(st.lists(st.tuples(*[st.integers(-2, 2)] * 4), min_size=1, max_size=4))
def test_degeneracy_of_two_row_games_is_more_best_replies_than_actions(columns: list[tuple[int, ...]]) -> None:
    row = [[column[0] for column in columns], [column[1] for column in columns]]
    pays = [(column[2], column[3]) for column in columns]
    shares = {Fraction(0), Fraction(1)}
    for (a, b), (c, d) in product(pays, pays):
        if a - b != c - d:
            shares.add(Fraction(d - b, a - b - c + d))

    degenerate = any(first == second for first, second in zip(*row, strict=True))
    for share in shares:
        if 0 <= share <= 1:
            earned = [share * a + (1 - share) * b for a, b in pays]
            degenerate |= earned.count(max(earned)) > 1 + (0 < share < 1)

    game = NormalFormGame([row, [[a for a, _ in pays], [b for _, b in pays]]])
    assert two_player_equilibria(game).degenerate == degenerate


@repeatable
@given(games(most=3), st.integers(0, 2**32 - 1))
def test_index_of_a_component_is_that_of_the_equilibria_into_which_it_breaks(game: NormalFormGame, seed: int) -> None:
    noise = np.random.default_rng(seed).integers(-1000, 1001, game.payoffs.shape)
    nearby = two_player_equilibria(NormalFormGame(game.exact + noise * Fraction(1, 10**12)))
    assume(not nearby.degenerate)
    findings = two_player_equilibria(game)

    indices = [0] * len(findings.components)
    for candidate in nearby.candidates:
        distances = [
            min(distance_to_subset(candidate, findings, subset) for subset in component.nash_subsets)
            for component in findings.components
        ]
        home = int(np.argmin(distances))
        assert distances[home] < 1e-6
        assert all(distance > 1e-3 for number, distance in enumerate(distances) if number != home)
        indices[home] += candidate.index or 0

    assert [component.index for component in findings.components] == indices


def distance_to_subset(candidate: Candidate, findings: Findings, subset: tuple[int, ...]) -> float:
    """Return the larger of both players' distances to the hull of their strategies in a Nash subset."""
    distances = []
    for player in range(2):
        corners = np.array([findings.candidates[k].strategies[player].astype(float) for k in subset])
        system = np.vstack([corners.T, np.ones(len(subset))])
        distances.append(nnls(system, np.append(candidate.strategies[player].astype(float), 1.0))[1])
    return max(distances)


@repeatable
@given(st.integers(1, 4), st.integers(1, 4), st.data())
def test_equilibria_of_a_zero_sum_game_are_one_nash_subset(m: int, n: int, data: st.DataObject) -> None:
    row = data.draw(st.lists(st.lists(st.integers(-2, 2), min_size=n, max_size=n), min_size=m, max_size=m))
    game = NormalFormGame.zero_sum(row)

    findings = two_player_equilibria(game)

    assert len({game.expected_payoffs(candidate.strategies)[0] for candidate in findings.candidates}) == 1
    assert shape_of(findings) == [([set(profiles(findings))], 1)]
