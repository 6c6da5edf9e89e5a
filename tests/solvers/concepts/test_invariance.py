"""What no solution concept may depend on: names, orders, units and origins."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from tetrarchy.games.normal_form import NormalFormGame
from tetrarchy.solvers.solve import solve

REFINEMENTS = ("undominated", "trembling_hand", "proper")
PURE = ("strong", "coalition_proof")
LED = ("stackelberg:leader=A", "stackelberg:leader=B,commitment=mixed")


def bimatrices() -> st.SearchStrategy[Any]:
    shapes = st.sampled_from([(1, 2), (2, 2), (2, 3), (3, 3)])
    return shapes.flatmap(lambda shape: arrays(np.int64, (2, *shape), elements=st.integers(0, 3)))


def cubes() -> st.SearchStrategy[Any]:
    shapes = st.sampled_from([(2, 2, 2), (2, 3, 1)])
    return shapes.flatmap(lambda shape: arrays(np.int64, (3, *shape), elements=st.integers(0, 3)))


def named(payoffs: Any) -> NormalFormGame:
    n, *shape = payoffs.shape
    return NormalFormGame(
        payoffs, "ABC"[:n], [[f"{player}{a}" for a in range(m)] for player, m in zip("ABC", shape, strict=False)]
    )


def answers(game: NormalFormGame, concept: str) -> set[frozenset[tuple[str, str, str]]]:
    """Return each equilibrium as what each player does and how likely, by name."""
    return {
        frozenset(
            (player, name, str(probability))
            for player, names, own in zip(game.players, game.actions, found.exact or found.strategies, strict=True)
            for name, probability in zip(names, own, strict=True)
        )
        for found in solve(game, concept).equilibria
    }


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


@pytest.mark.parametrize("concept", [*REFINEMENTS, *PURE, LED[0]])
@settings(max_examples=25)
@given(payoffs=bimatrices(), data=st.data())
def test_relabelling_two_players_and_their_actions_relabels_the_answer(
    concept: str, payoffs: Any, data: st.DataObject
) -> None:
    game = named(payoffs)

    assert answers(relabelled(game, data), concept) == answers(game, concept)


@pytest.mark.parametrize("concept", [*REFINEMENTS, *PURE, *LED])
@settings(max_examples=25)
@given(payoffs=bimatrices(), data=st.data())
def test_units_and_origins_of_two_players_change_nothing(concept: str, payoffs: Any, data: st.DataObject) -> None:
    game = named(payoffs)

    assert answers(rescaled(game, data), concept) == answers(game, concept)


@pytest.mark.parametrize("concept", PURE)
@settings(max_examples=25)
@given(payoffs=cubes(), data=st.data())
def test_nor_do_names_orders_units_and_origins_among_three(concept: str, payoffs: Any, data: st.DataObject) -> None:
    game = named(payoffs)

    assert answers(rescaled(relabelled(game, data), data), concept) == answers(game, concept)


@pytest.mark.parametrize("concept", ["trembling_hand", "undominated"])
@settings(max_examples=25)
@given(payoffs=cubes(), data=st.data())
def test_verdicts_on_pure_equilibria_of_three_do_not_depend_on_names_and_units(
    concept: str, payoffs: Any, data: st.DataObject
) -> None:
    def pure(game: NormalFormGame) -> set[frozenset[str]]:
        return {
            frozenset(game.name_profile(tuple(own[0] for own in found.supports)))
            for found in solve(game, concept).equilibria
            if found.pure
        }

    game = named(payoffs)

    assert pure(rescaled(relabelled(game, data), data)) == pure(game)
