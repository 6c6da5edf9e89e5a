"""Games that are solved one state at a time, with a proof that nothing is missing.

Call two states connected where play may lead from each to the other; the classes of connected states are ordered, as
play that leaves a class never comes back. Where, from each state of a class, the chances of the class's own states are
the same whatever is done, these add the same constant to all payoffs of an auxiliary game. What is done there can
then only turn on the classes that come later. So if all classes are such, the last ones are solved first, each state's
auxiliary game alone by the complete search for Nash equilibria, and every choice of equilibria for the later classes is
carried on to the earlier ones. One state, a discount of 0, moves that no one can influence, and games whose states are
never revisited (the directional games of Iskhakov, Rust and Schjerning 2016) are solved so.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import chain, product
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...games.normal_form import NormalFormGame, Profile
from ...games.numbers import counted
from ...games.stochastic.stochastic_game import StochasticGame
from ..base import Solution
from ..solve import solve
from .equilibrium import MarkovSolution, measured_profile, order

_MOST_EQUILIBRIA = 2_000


def solved_state_by_state(game: StochasticGame, seed: int) -> MarkovSolution | None:
    """Return all Markov-perfect equilibria of a game that can be solved one state at a time; None for other games.

    `complete` is false, and the notes say why, where a state's search was not complete, or where equilibria that later
    states' values rest on form continua or are known in floats only.
    """
    moves = _moves(game)
    classes = _later_first(moves)
    if any(_influenced(game, members) for members in classes):
        return None
    partial = [game.pure([(0,) * game.n_players] * game.n_states)]
    notes: dict[str, None] = {}
    for members in classes:
        entered = bool(moves[np.ix_(~np.isin(np.arange(game.n_states), members), members)].any())
        extended: list[Profile] = []
        for profile in partial:
            profiles, doubts = _extended(game, profile, members, seed, entered)
            extended += profiles
            notes |= dict.fromkeys(doubts)
        if len(extended) > _MOST_EQUILIBRIA:
            notes[f"More than {counted(_MOST_EQUILIBRIA)} equilibria: the others were left out."] = None
        partial = extended[:_MOST_EQUILIBRIA]
    equilibria = sorted((measured_profile(game, profile) for profile in partial), key=order)
    return MarkovSolution(game, tuple(equilibria), complete=not notes, notes=("Solved one state at a time.", *notes))


def _moves(game: StochasticGame) -> NDArray[np.bool_]:
    """Tell from which state which one may follow, shape (S, S); nothing counts as following if nobody cares."""
    everything = tuple(range(1, 1 + game.n_players))
    return np.asarray((game.exact_transitions > 0).any(axis=everything) & (game.discount > 0))


def _later_first(moves: NDArray[np.bool_]) -> list[NDArray[np.intp]]:
    """Return the classes of connected states, each after all those to which play may go on from it."""
    from scipy.sparse.csgraph import connected_components

    n, label = connected_components(moves, connection="strong")
    left = [np.flatnonzero(label == k) for k in range(n)]
    ordered: list[NDArray[np.intp]] = []
    done = np.zeros(len(moves), dtype=bool)
    while left:
        members = next(m for m in left if not moves[m][:, ~done & ~np.isin(np.arange(len(moves)), m)].any())
        done[members] = True
        ordered.append(members)
        left = [m for m in left if m is not members]
    return ordered


def _influenced(game: StochasticGame, members: NDArray[np.intp]) -> bool:
    """Tell whether what is done in a state of the class changes the chances of the class's states."""
    if game.discount == 0:
        return False
    inside = game.exact_transitions[members][..., members].reshape(len(members), -1, len(members))
    return bool((inside != inside[:, :1]).any())


def _extended(
    game: StochasticGame, profile: Profile, members: NDArray[np.intp], seed: int, entered: bool
) -> tuple[list[Profile], list[str]]:
    """Put each choice of equilibria of the class's states in place of what is played there; say what is not proven."""
    values = game.values(profile)
    solutions = [solve(_without_idle_actions(game, int(s), values), seed=seed) for s in members]
    doubts = [
        f"{game.states[s]}: {doubt}"
        for s, solution in zip(members, solutions, strict=True)
        for doubt in _doubts(solution, entered)
    ]
    chosen = product(*(solution.equilibria for solution in solutions))
    return [_replaced(profile, members, [e.profile for e in choice]) for choice in chosen], doubts


def _without_idle_actions(game: StochasticGame, state: int, values: NDArray[Any]) -> NormalFormGame:
    """Return the auxiliary game with one action for each player whose actions make no difference."""
    kept = tuple(slice(1) if idle else slice(None) for idle in game.idle[state])
    return NormalFormGame(game.auxiliary(state, values).exact[(slice(None), *kept)])


def _doubts(solution: Solution, entered: bool) -> list[str]:
    doubts = [] if solution.complete else [*solution.notes, "equilibria may be missing."]
    if entered and solution.degenerate is not False:
        doubts.append("equilibria may form continua, of which only corners were carried on to earlier states.")
    elif entered and any(equilibrium.exact is None for equilibrium in solution.equilibria):
        doubts.append("some equilibria are irrational, and were carried on to earlier states as floats.")
    return doubts


def _replaced(profile: Profile, members: NDArray[np.intp], plays: list[Profile]) -> Profile:
    """Put what is played in some states into a profile: in Fractions if all is known so, else in floats."""
    strategies = [strategy.copy() for strategy in profile]
    for own, rows in zip(strategies, zip(*plays, strict=True), strict=True):
        own[members] = Fraction(0)
        for state, row in zip(members, rows, strict=True):
            own[state, : len(row)] = row
    exact = all(strategy.dtype == object for strategy in (*profile, *chain(*plays)))
    return tuple(strategy if exact else strategy.astype(np.float64) for strategy in strategies)
