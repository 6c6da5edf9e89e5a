"""What no solution concept may depend on: names, orders, units and origins.

Every concept of the table is asked, a new one too.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from tetrarchy.games.errors import InputError
from tetrarchy.games.normal_form import NormalFormGame
from tetrarchy.solvers.base import Equilibrium
from tetrarchy.solvers.concepts import CONCEPTS
from tetrarchy.solvers.solve import solve
from tetrarchy.solvers.welfare import relative_payoffs

MIXED_COMMITMENT = "stackelberg:leader=B,commitment=mixed"
OPTIONS = {"stackelberg": ("stackelberg:leader=A", MIXED_COMMITMENT), "basin": ("basin:starts=64",)}
ASKED = [asked for name in CONCEPTS for asked in OPTIONS.get(name, (name,))]

# Where an answer is one of many that are as good, the order of the actions decides which. Then only what these players
# get at worst and at best is compared: of the draws that are best for a player, or for the sum of payoffs, which has a
# unit, one is listed; of the commitments that pay the leader as much, one corner.
LISTS_A_CHOICE = {"correlated": "AB", "coarse_correlated": "AB", MIXED_COMMITMENT: "B"}

NUMERICAL = 1e-6
"""How far from each other two answers may be that are known in floating point alone."""


def bimatrices() -> st.SearchStrategy[Any]:
    shapes = st.sampled_from([(1, 2), (2, 2), (2, 3), (3, 3)])
    return shapes.flatmap(lambda shape: arrays(np.int64, (2, *shape), elements=st.integers(0, 3)))


def symmetric_bimatrices() -> st.SearchStrategy[Any]:
    own = st.sampled_from([2, 3]).flatmap(lambda m: arrays(np.int64, (m, m), elements=st.integers(0, 3)))
    return own.map(lambda table: np.array([table, table.T]))


def coordination_games() -> st.SearchStrategy[Any]:
    losses = arrays(np.int64, (2, 2), elements=st.integers(1, 4))
    return losses.map(lambda lost: np.array([np.diag(own) for own in lost]))


def cubes() -> st.SearchStrategy[Any]:
    shapes = st.sampled_from([(2, 2, 2), (2, 3, 1)])
    return shapes.flatmap(lambda shape: arrays(np.int64, (3, *shape), elements=st.integers(0, 3)))


GAMES = {"symmetric": symmetric_bimatrices(), "risk_dominant": coordination_games()}
"""What a concept covers that does not cover all games of two players."""


def named(payoffs: Any) -> NormalFormGame:
    n, *shape = payoffs.shape
    return NormalFormGame(payoffs, "ABC"[:n], [[str(a) for a in range(m)] for m in shape])


def outcomes(game: NormalFormGame, found: Equilibrium) -> dict[frozenset[tuple[str, str]], Any]:
    """Return how likely each outcome is, by the names of players and actions."""
    drawn = found.outcomes
    return {
        frozenset(zip(game.players, game.name_profile(profile), strict=True)): drawn[profile]
        for profile in game.pure_profiles()
    }


def alike(one: Mapping[Any, Any], other: Mapping[Any, Any]) -> bool:
    exact = all(isinstance(chance, Fraction) for chance in (*one.values(), *other.values()))
    return max(abs(one[outcome] - other[outcome]) for outcome in one) <= (0 if exact else NUMERICAL)


def assert_same_answers(game: NormalFormGame, changed: NormalFormGame, concept: str) -> None:
    try:
        answers = solve(game, concept).equilibria
    except InputError:
        with pytest.raises(InputError):
            solve(changed, concept)
        return
    left = [outcomes(changed, found) for found in solve(changed, concept).equilibria]
    for found in answers:
        left.remove(next(other for other in left if alike(outcomes(game, found), other)))
    assert left == []


def worst_and_best(game: NormalFormGame, concept: str, player: str) -> list[float]:
    """Return the least and the most that a player gets in the answers, from 0 to 1 between its extreme payoffs."""
    place = game.players.index(player)
    scaled = relative_payoffs(game, game.exact)[place]
    paid = [float((found.outcomes * scaled).sum()) for found in solve(game, concept).equilibria]
    return [min(paid), max(paid)]


def relabelled(game: NormalFormGame, data: Any) -> NormalFormGame:
    order = data.draw(st.permutations(range(game.n_players)))
    shuffles = [data.draw(st.permutations(range(game.shape[player]))) for player in order]
    payoffs = game.exact.transpose(0, *(1 + player for player in order))[np.ix_(order, *shuffles)]
    actions = [[game.actions[player][a] for a in shuffle] for player, shuffle in zip(order, shuffles, strict=True)]
    return NormalFormGame(payoffs, [game.players[player] for player in order], actions)


def rescaled(game: NormalFormGame, data: Any) -> NormalFormGame:
    shape = (game.n_players, *[1] * game.n_players)
    units = data.draw(arrays(object, shape, elements=st.fractions("1/9", 9, max_denominator=9)))
    origins = data.draw(arrays(object, shape, elements=st.integers(-9, 9)))
    return NormalFormGame(game.exact * units + origins, game.players, game.actions)


@pytest.mark.parametrize("concept", [asked for asked in ASKED if asked not in LISTS_A_CHOICE])
@settings(max_examples=25)
@given(data=st.data())
def test_relabelling_and_rescaling_two_players_only_relabels_the_answer(concept: str, data: st.DataObject) -> None:
    game = named(data.draw(GAMES.get(concept, bimatrices())))

    assert_same_answers(game, rescaled(relabelled(game, data), data), concept)


@pytest.mark.parametrize("concept", [asked for asked in ASKED if asked not in LISTS_A_CHOICE])
@settings(max_examples=25)
@given(payoffs=cubes(), data=st.data())
def test_nor_do_names_orders_units_and_origins_among_three(concept: str, payoffs: Any, data: st.DataObject) -> None:
    game = named(payoffs)

    assert_same_answers(game, rescaled(relabelled(game, data), data), concept)


@settings(max_examples=25)
@given(payoffs=bimatrices(), data=st.data())
def test_units_and_origins_change_no_mixed_commitment(payoffs: Any, data: st.DataObject) -> None:
    game = named(payoffs)

    assert_same_answers(game, rescaled(game, data), MIXED_COMMITMENT)


@pytest.mark.parametrize("concept", LISTS_A_CHOICE)
@settings(max_examples=8)
@given(payoffs=bimatrices(), data=st.data())
def test_what_is_got_where_a_choice_is_listed_depends_on_no_name_or_unit(
    concept: str, payoffs: Any, data: st.DataObject
) -> None:
    game = named(payoffs)
    changed = rescaled(relabelled(game, data), data)

    for player in LISTS_A_CHOICE[concept]:
        here, there = (worst_and_best(which, concept, player) for which in (game, changed))
        assert here == pytest.approx(there, rel=0, abs=NUMERICAL)
