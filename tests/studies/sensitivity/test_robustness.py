"""Robustness of equilibria and actions: counts, a published decision table, replies by brute force."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from tetrarchy import load
from tetrarchy.games.errors import InputError
from tetrarchy.studies.sensitivity.robust.commitment_payoffs import action_payoffs
from tetrarchy.studies.sensitivity.robust.robustness import (
    Reversal,
    RowShare,
    action_robustness,
    equilibrium_robustness,
    measure_actions,
)

# Milnor 1954, "Games against nature", section 3: four states, four actions, and each criterion picks another one.
MILNOR = np.array([[2, 2, 0, 1], [1, 1, 1, 1], [0, 4, 0, 0], [1, 3, 0, 0]], dtype=np.float64).T
ACTIONS = ("laplace", "wald", "hurwicz", "savage")


def test_survival_counts_knife_edges_apart() -> None:
    part = {
        "status": np.array(["ok", "ok", "ok", "failed"]),
        "knife_edge": np.array([False, False, True, False]),
        "pure.(C, C)": np.array([True, False, False, True]),
        "pure.(D, D)": np.array([True, False, True, True]),
        "pure.(C, D)": np.array([False, False, False, True]),
    }
    found = equilibrium_robustness([part, part])
    assert [(item.profile, item.share, item.knife_edges) for item in found] == [
        ("(D, D)", RowShare(4, 6), 2),
        ("(C, C)", RowShare(2, 6), 0),
    ]


def test_each_criterion_picks_the_action_that_milnor_names() -> None:
    found = measure_actions("player", ACTIONS, MILNOR, threshold=1, pessimism=0.5, risk_aversion=0)
    best = {name: [ACTIONS[k] for k, rank in enumerate(ranks) if rank == 1] for name, ranks in found.ranks.items()}
    assert best["mean_variance"] == ["laplace"]
    assert best["maximin"] == ["wald"]
    assert best["hurwicz"] == ["hurwicz"]
    assert best["regret_max"] == ["savage"]
    assert [item.regret_max for item in found.actions] == [2, 3, 2, 1]
    assert [item.satisficing for item in found.actions] == [
        RowShare(3, 4),
        RowShare(4, 4),
        RowShare(1, 4),
        RowShare(2, 4),
    ]


@pytest.mark.parametrize("scale", [2.0**1000, 2.0**-1000])
def test_a_spread_in_any_unit_is_that_spread(scale: float) -> None:
    expected = MILNOR.mean(axis=0) - MILNOR.std(axis=0)
    found = measure_actions("player", ACTIONS, MILNOR * scale)
    assert [item.mean_variance / scale for item in found.actions] == expected.tolist()


def test_measures_that_disagree_are_listed() -> None:
    found = measure_actions("player", ("safe", "bold"), np.array([[1.0, 0.0], [1.0, 5.0]]))
    assert found.ranks["maximin"] == (1, 2)
    assert found.ranks["hurwicz"] == (2, 1)
    assert Reversal("maximin", "hurwicz", "safe", "bold") in found.reversals
    assert not any(item.first == "maximin" and item.better == "bold" for item in found.reversals)


def test_ninetieth_percentile_of_regret_is_met_by_nine_rows_of_ten() -> None:
    table = np.column_stack([np.zeros(10), np.arange(10.0)])
    found = measure_actions("player", ("a", "b"), table)
    assert (found.actions[0].regret_90, found.actions[0].regret_max) == (8, 9)


@settings(max_examples=30)
@given(st.integers(0, 10_000), st.floats(1e-3, 1e3), st.floats(-1e3, 1e3))
def test_unit_and_origin_of_payoffs_do_not_matter(seed: int, unit: float, origin: float) -> None:
    table = np.random.default_rng(seed).normal(size=(50, 3))
    own, moved = measure_actions("i", "abc", table), measure_actions("i", "abc", unit * table + origin)
    assert own.ranks == moved.ranks
    assert own.reversals == moved.reversals
    assert [item.satisficing for item in own.actions] == [item.satisficing for item in moved.actions]


def replied(game: NDArray[np.float64], player: int, action: int) -> float:
    """Return the worst payoff over the pure equilibria of the others, by going through their profiles."""
    shape = game.shape[1:]
    others = [j for j in range(len(shape)) if j != player]
    profiles = [p for p in product(*map(range, shape)) if p[player] == action]

    def settled(profile: tuple[int, ...]) -> bool:
        return all(
            game[(j, *profile)] >= game[(j, *profile[:j], other, *profile[j + 1 :])]
            for j in others
            for other in range(shape[j])
        )

    reached = [profile for profile in profiles if settled(profile)] or profiles
    return min(game[(player, *profile)] for profile in reached)


@pytest.mark.parametrize("shape", [(2, 3), (2, 2, 2), (3, 2, 2), (2, 2, 2, 2)])
def test_replies_are_those_of_brute_force(shape: tuple[int, ...]) -> None:
    games = np.random.default_rng(1).integers(4, size=(60, len(shape), *shape)).astype(np.float64)
    for player, m in enumerate(shape):
        expected = [[replied(game, player, action) for action in range(m)] for game in games]
        np.testing.assert_array_equal(action_payoffs(games, player), expected)


def test_others_without_a_pure_equilibrium_do_their_worst() -> None:
    # Matching pennies between the second and the third player; the first one watches.
    pennies = np.array([[1.0, -1.0], [-1.0, 1.0]])
    watched = np.array([[3.0, 7.0], [2.0, 9.0]])
    game = np.array([[watched, watched + 1], [pennies, pennies], [-pennies, -pennies]])[None]
    assert action_payoffs(game, player=0).tolist() == [[2, 3]]


def test_games_of_a_study_are_built_again_row_by_row() -> None:
    scenario = load("us-russia-china")
    rng = np.random.default_rng(2)
    paths = ["game.parameters.pressure_on_russia", "actors.US.orders.liberal"]
    part = {path: rng.random(12).round(3) for path in paths} | {"status": np.array(["ok"] * 11 + ["failed"])}
    found = action_robustness(scenario, [part], paths, "Russia")
    games = [scenario.replace({path: part[path][k] for path in paths}).build().payoffs for k in range(11)]
    place = scenario.players.index("Russia")
    table = np.array([[replied(game, place, action) for action in range(3)] for game in games])
    expected = measure_actions("Russia", scenario.actions[place], table)
    assert found.rows == 11
    assert found.ranks == expected.ranks
    for own, other in zip(found.actions, expected.actions, strict=True):
        assert (own.maximin, own.regret_max) == pytest.approx((other.maximin, other.regret_max))


def test_player_and_pessimism_are_checked() -> None:
    with pytest.raises(InputError, match=r"unknown player 'Rusia' \(did you mean 'Russia'\?\)"):
        action_robustness(load("us-russia-china"), [], [], "Rusia")
    with pytest.raises(InputError, match=r"pessimism must lie in \[0, 1\], got 2"):
        measure_actions("i", "ab", np.zeros((2, 2)), pessimism=2)
    with pytest.raises(InputError, match="no row of the study was solved"):
        action_robustness(load("us-russia-china"), [], [], "Russia")
