"""All equilibria of two-player games: published games, and what must hold of every game."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import nnls

from tetrarchy.games.normal_form import NormalFormGame
from tetrarchy.solvers.base import Candidate, Findings
from tetrarchy.solvers.two_player import two_player_equilibria

Vector = tuple[Fraction, ...]
Matrix = list[list[int]]
Shape = list[tuple[list[set[tuple[Vector, ...]]], int | None]]
repeatable = settings(derandomize=True, deadline=None, max_examples=80)


def vector(text: str) -> Vector:
    return tuple(map(Fraction, text.split()))


def profile(candidate: Candidate) -> tuple[Vector, ...]:
    return tuple(tuple(strategy) for strategy in candidate.strategies)


def profiles(findings: Findings) -> list[tuple[Vector, ...]]:
    return [profile(candidate) for candidate in findings.candidates]


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


@dataclass(frozen=True)
class Published:
    """A game whose equilibria are in print, or follow by hand; `indices` of the components in their order."""

    name: str
    row: Matrix
    column: Matrix
    equilibria: tuple[tuple[str, str], ...]
    indices: tuple[int, ...]
    degenerate: bool = False


PUBLISHED = [
    Published(
        "von Stengel 2007, Equilibrium computation for two-player games, the 3 x 2 game",
        [[3, 3], [2, 5], [0, 6]],
        [[3, 2], [2, 6], [3, 1]],
        (("1 0 0", "1 0"), ("4/5 1/5 0", "2/3 1/3"), ("0 1/3 2/3", "1/3 2/3")),
        (1, -1, 1),
    ),
    Published(
        "von Stengel 2007, the degenerate variant of that game",
        [[3, 3], [2, 5], [0, 6]],
        [[3, 3], [2, 6], [3, 1]],
        (("1 0 0", "1 0"), ("1 0 0", "2/3 1/3"), ("0 1/3 2/3", "1/3 2/3")),
        (0, 1),
        degenerate=True,
    ),
    Published(
        "Shapley 1974, A note on the Lemke-Howson algorithm, figure 3, due to Wilson",
        [[0, 3, 0], [2, 2, 0], [3, 0, 1]],
        [[0, 2, 3], [3, 2, 0], [0, 0, 1]],
        (("0 0 1", "0 0 1"), ("1/3 2/3 0", "1/3 2/3 0"), ("1/6 1/3 1/2", "1/6 1/3 1/2")),
        (1, -1, 1),
    ),
    Published(
        "Nashpy issue 222: row 2 is best against column 2, the rows tie against column 1",
        [[-3, 3], [-3, 5]],
        [[2, 7], [4, 2]],
        (("0 1", "1 0"), ("2/7 5/7", "1 0")),
        (1,),
        degenerate=True,
    ),
    Published(
        "regular, though support enumeration in floats loses the one equilibrium",
        [[0, 0, 0], [2, 3, 3], [4, 0, 0]],
        [[5, 0, 4], [3, 2, 1], [0, 0, 3]],
        (("0 3/5 2/5", "3/5 0 2/5"),),
        (1,),
    ),
    Published("prisoner's dilemma", [[3, 0], [5, 1]], [[3, 5], [0, 1]], (("0 1", "0 1"),), (1,)),
    Published(
        "battle of the sexes",
        [[2, 0], [0, 1]],
        [[1, 0], [0, 2]],
        (("1 0", "1 0"), ("0 1", "0 1"), ("2/3 1/3", "1/3 2/3")),
        (1, 1, -1),
    ),
    Published("matching pennies", [[1, -1], [-1, 1]], [[-1, 1], [1, -1]], (("1/2 1/2", "1/2 1/2"),), (1,)),
    Published(
        "rock, paper, scissors",
        [[0, -1, 1], [1, 0, -1], [-1, 1, 0]],
        [[0, 1, -1], [-1, 0, 1], [1, -1, 0]],
        (("1/3 1/3 1/3", "1/3 1/3 1/3"),),
        (1,),
    ),
    Published("one action each", [[7]], [[-7]], (("1", "1"),), (1,)),
    Published("one row", [[1, 2, 3]], [[1, 5, 5]], (("1", "0 1 0"), ("1", "0 0 1")), (1,), degenerate=True),
    Published("one column", [[4], [1], [4]], [[0], [9], [0]], (("1 0 0", "1"), ("0 0 1", "1")), (1,), degenerate=True),
]


@pytest.mark.parametrize("case", PUBLISHED, ids=lambda case: case.name)
def test_published_equilibria_and_indices_are_found(case: Published) -> None:
    findings = two_player_equilibria(NormalFormGame.two_player(case.row, case.column))

    assert profiles(findings) == [(vector(x), vector(y)) for x, y in case.equilibria]
    assert tuple(component.index for component in findings.components) == case.indices
    assert findings.complete
    assert findings.degenerate is case.degenerate


# von Stengel 1999, "New maximal numbers of equilibria in bimatrix games": more than the 2^6 - 1 that were thought to be
# the most possible. The payoffs are the small ones of Savani and von Stengel 2006, "Hard-to-solve bimatrix games".
SEVENTY_FIVE = (
    [
        [-81, 36, -126, 126, -36, 90],
        [-180, 72, -333, 297, -153, 270],
        [20, -3, 42, -33, 17, -30],
        [-30, 17, -33, 42, -3, 20],
        [270, -153, 297, -333, 72, -180],
        [90, -36, 126, -126, 36, -81],
    ],
    [
        [72, 36, 17, -3, -36, -153],
        [-180, -81, -30, 20, 90, 270],
        [297, 126, 42, -33, -126, -333],
        [-333, -126, -33, 42, 126, 297],
        [270, 90, 20, -30, -81, -180],
        [-153, -36, -3, 17, 36, 72],
    ],
)


def test_all_75_equilibria_of_the_6x6_game_of_von_stengel_are_found() -> None:
    game = NormalFormGame.two_player(*SEVENTY_FIVE)

    findings = two_player_equilibria(game)

    assert len(set(profiles(findings))) == len(findings.candidates) == 75
    assert all(max(game.regret(candidate.strategies)) == 0 for candidate in findings.candidates)
    assert sum(candidate.index or 0 for candidate in findings.candidates) == 1


@pytest.mark.parametrize("n", range(1, 7))
def test_coordination_on_n_actions_has_an_equilibrium_on_each_set_of_actions(n: int) -> None:
    findings = two_player_equilibria(NormalFormGame.symmetric(np.eye(n, dtype=int).tolist()))

    assert len(findings.candidates) == 2**n - 1
    for candidate in findings.candidates:
        actions = np.count_nonzero(candidate.strategies[0])
        assert profile(candidate) == (tuple(Fraction(int(p > 0), actions) for p in candidate.strategies[0]),) * 2
        assert candidate.index == (-1) ** (actions + 1)


@pytest.mark.parametrize("shape", [(1, 1), (1, 4), (3, 1), (2, 2), (3, 5), (6, 6)])
def test_where_nothing_matters_every_profile_is_an_equilibrium(shape: tuple[int, int]) -> None:
    m, n = shape

    findings = two_player_equilibria(NormalFormGame(np.zeros((2, m, n))))

    assert len(findings.candidates) == m * n
    assert shape_of(findings) == [([set(profiles(findings))], 1)]


def test_action_order_does_not_lose_equilibria_of_the_degenerate_game() -> None:
    degenerate = PUBLISHED[1]
    rows, columns = [2, 0, 1], [1, 0]
    row, column = (np.array(table)[rows][:, columns].tolist() for table in (degenerate.row, degenerate.column))

    findings = two_player_equilibria(NormalFormGame.two_player(row, column))

    assert set(profiles(findings)) == {
        (tuple(vector(x)[k] for k in rows), tuple(vector(y)[k] for k in columns)) for x, y in degenerate.equilibria
    }


@pytest.mark.parametrize("exponent", [-12, -9, 7, 9, 12])
@pytest.mark.parametrize("case", PUBLISHED[:2], ids=["regular", "degenerate"])
def test_unit_of_payoffs_in_floats_does_not_matter(case: Published, exponent: int) -> None:
    row = [[float(f"{payoff}e{exponent}") for payoff in line] for line in case.row]

    findings = two_player_equilibria(NormalFormGame.two_player(row, case.column))

    assert profiles(findings) == [(vector(x), vector(y)) for x, y in case.equilibria]


@pytest.mark.parametrize("unit", [Fraction(1, 3), 2**31, 2**63 + 1, 10**40])
@pytest.mark.parametrize("case", PUBLISHED[:2], ids=["regular", "degenerate"])
def test_exact_unit_of_payoffs_does_not_matter(case: Published, unit: Fraction) -> None:
    row = [[unit * payoff for payoff in line] for line in case.row]

    findings = two_player_equilibria(NormalFormGame.two_player(row, case.column))

    assert profiles(findings) == [(vector(x), vector(y)) for x, y in case.equilibria]


@pytest.mark.parametrize("shift", [-3, 1e6, -1e9, 1e12, 2**63, Fraction(-1, 7)])
@pytest.mark.parametrize("case", PUBLISHED[:2], ids=["regular", "degenerate"])
def test_origin_of_payoffs_does_not_matter(case: Published, shift: float) -> None:
    column = [[payoff + shift for payoff in line] for line in case.column]

    findings = two_player_equilibria(NormalFormGame.two_player(case.row, column))

    assert profiles(findings) == [(vector(x), vector(y)) for x, y in case.equilibria]


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

    def renumber(subset: set[tuple[Vector, ...]]) -> set[tuple[Vector, ...]]:
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


def in_order(components: Shape) -> list[tuple[list[list[tuple[Vector, ...]]], int | None]]:
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

    assert not nearby.degenerate
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


def test_equilibria_come_by_number_of_actions_then_by_supports() -> None:
    findings = two_player_equilibria(NormalFormGame.symmetric([[1, 0, 0], [0, 1, 0], [0, 0, 1]]))

    supports = [[np.flatnonzero(s).tolist() for s in candidate.strategies] for candidate in findings.candidates]
    assert supports == [[[k], [k]] for k in range(3)] + [[s, s] for s in ([0, 1], [0, 2], [1, 2], [0, 1, 2])]


def test_note_names_a_strategy_that_shows_the_degeneracy() -> None:
    game = NormalFormGame.two_player(
        [[3, 3], [2, 5], [0, 6]],
        [[3, 3], [2, 6], [3, 1]],
        players=["Row", "Column"],
        actions=[["T", "M", "B"], ["l", "r"]],
    )

    assert two_player_equilibria(game).notes == (
        "The game is degenerate: to Row playing T there are 2 best replies of Column: l, r.",
    )


def large_game() -> NormalFormGame:
    """Coordination on 18 actions: 2^18 vertices on either side."""
    return NormalFormGame.symmetric(np.eye(18, dtype=int).tolist())


def test_no_time_finds_nothing_and_says_so() -> None:
    findings = two_player_equilibria(large_game(), time_limit=0)

    assert findings.candidates == findings.components == ()
    assert not findings.complete
    assert findings.degenerate is None
    assert findings.notes == ("The search was stopped by its time limit of 0 s: equilibria may be missing.",)


def test_stopped_search_returns_true_equilibria_and_claims_no_completeness() -> None:
    game = large_game()

    findings = two_player_equilibria(game, time_limit=0.2)

    assert not findings.complete
    assert "time limit" in findings.notes[0]
    assert all(max(game.regret(candidate.strategies)) == 0 for candidate in findings.candidates)


# In a process of its own: Hypothesis hooks into the garbage collector, where an interrupt would be swallowed.
INTERRUPTED = """
import _thread, threading
import numpy as np
from tetrarchy.games.normal_form import NormalFormGame
from tetrarchy.solvers.two_player import two_player_equilibria

game = NormalFormGame.symmetric(np.eye(18, dtype=int).tolist())
threading.Timer({seconds}, _thread.interrupt_main).start()
try:
    print(two_player_equilibria(game, time_limit=20).notes[0])
except KeyboardInterrupt:
    print("passed on")
"""


@pytest.mark.slow
@pytest.mark.parametrize(
    ("seconds", "expected"), [(1.5, "The search was interrupted: equilibria may be missing."), (0.2, "passed on")]
)
def test_interrupt_keeps_what_a_long_search_found_and_ends_a_short_one(seconds: float, expected: str) -> None:
    script = INTERRUPTED.format(seconds=seconds)

    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=True)

    assert done.stdout.strip() == expected


def test_games_of_other_than_two_players_are_refused() -> None:
    with pytest.raises(ValueError, match="needs a game of 2 players, got 3"):
        two_player_equilibria(NormalFormGame(np.zeros((3, 2, 2, 2))))


@pytest.mark.parametrize("time_limit", [-1, float("nan")])
def test_time_limits_that_are_no_time_are_refused(time_limit: float) -> None:
    with pytest.raises(ValueError, match="time_limit must be a number of seconds from 0"):
        two_player_equilibria(NormalFormGame(np.zeros((2, 2, 2))), time_limit=time_limit)
