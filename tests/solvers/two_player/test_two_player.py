"""All equilibria of two-player games: published games, units, order, notes, and searches that are stopped."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import pytest

from tetrarchy import Nash, solve
from tetrarchy.games.normal_form import NormalFormGame
from tetrarchy.solvers.base import Candidate, Component, Findings
from tetrarchy.solvers.two_player.extreme_equilibria import two_player_equilibria

Vector = tuple[Fraction, ...]
Matrix = list[list[int]]


def vector(text: str) -> Vector:
    return tuple(map(Fraction, text.split()))


def profile(candidate: Candidate) -> tuple[Vector, ...]:
    return tuple(tuple(strategy) for strategy in candidate.strategies)


def profiles(findings: Findings) -> list[tuple[Vector, ...]]:
    return [profile(candidate) for candidate in findings.candidates]


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

    assert len(set(profiles(findings))) == m * n
    assert findings.components == (Component(nash_subsets=(tuple(range(m * n)),), index=1),)


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
from tetrarchy.solvers.two_player.extreme_equilibria import two_player_equilibria

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


def test_all_equilibria_of_a_large_game_of_opposed_interests_come_from_one():
    places = np.arange(13)
    apart = (places[:, None] - places) % 13
    tournament = np.where(apart == 0, 0, np.where(apart <= 6, 1, -1))
    found = solve(NormalFormGame([tournament, 5 - 2 * tournament]))

    # Each of 13 beats the next six: all mix evenly, and no other mixture makes every action pay 0.
    assert [each.exact for each in found.equilibria] == [((Fraction(1, 13),) * 13,) * 2]
    assert (found.complete, found.equilibria[0].index, found.degenerate) == (True, 1, None)


def test_optimal_strategies_of_a_large_game_with_ties_are_all_listed():
    # The column player stays away from its first action, and then nothing matters: 13 vertices beside 12.
    found = solve(NormalFormGame.zero_sum(np.eye(13)[0][:, None] * np.eye(13)[0]))

    assert found.complete
    assert found.degenerate
    assert len({each.exact for each in found.equilibria}) == 13 * 12
    assert all(each.regret == 0 and each.exact[1][0] == 0 for each in found.equilibria)
    assert [(len(part.nash_subsets), part.index) for part in found.components] == [(1, 1)]


def test_faces_of_optimal_strategies_hold_what_walks_find(monkeypatch):
    rng = np.random.default_rng(5)
    for _ in range(40):
        table = rng.integers(-1, 2, rng.integers(1, 6, 2))
        game = NormalFormGame([3 * table + 1, -table])
        walked = two_player_equilibria(game)
        with monkeypatch.context() as patch:
            patch.setattr("tetrarchy.solvers.two_player.extreme_equilibria._MANY_VERTICES", -1)
            faced = two_player_equilibria(game)

        assert [shown(each) for each in faced.candidates] == [shown(each) for each in walked.candidates]
        assert faced.components == walked.components
        assert faced.degenerate in (walked.degenerate, None)


def shown(candidate):
    """Return the probabilities and the place of a candidate."""
    return [list(strategy) for strategy in candidate.strategies], candidate.index, candidate.component


def test_a_large_game_of_opposed_interests_stops_at_its_time_limit():
    found = solve(NormalFormGame.zero_sum(np.eye(13)), Nash(time_limit=0))

    assert (len(found.equilibria), found.complete, found.components) == (1, False, ())
    assert found.notes[0] == "The time limit passed before all optimal strategies were found."
