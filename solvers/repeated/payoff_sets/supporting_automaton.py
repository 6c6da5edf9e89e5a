"""Finite automata that bring about a payoff of a set, where some do without public randomisation.

A payoff v of the set is delivered by a profile a and a promise w = (v - (1 - d) g(a)) / d of the set above the floors
of a; the promise is delivered in the same way, and so on. Where the promises come back to an earlier one, play is a
path of profiles that ends in a cycle, and so a state of an automaton each. Whoever deviates alone sets off the path
that delivers the worst payoff of that player for which such a path is found (the simple strategies of Abreu 1988); if
that is more than the worst payoff of the set, the floors are raised and all paths sought anew.

The automata found are put to the one-shot deviation check of the repeated game, in fractions, on their own.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ....games.errors import expect
from ....games.normal_form import NormalFormGame, PureProfile
from ....games.numbers import rounded
from ....games.repeated.automata import Automaton
from ....games.repeated.repeated_game import RepeatedGame
from ....games.text.shown import Shown
from .action_table import ActionTable, action_table
from .convex_hull import Polytope, convex_hull
from .payoff_set import INSIDE, PayoffSet, checked_payoffs

LONGEST = 24
"""The most periods of a path before it comes back."""

MOST_TRIES = 2000
"""How many promises are tried for one path."""

DELIVERED = 1e-7
"""How near to the target, in shares of a player's range, the automata's payoffs must be."""


@dataclass(frozen=True, eq=False, repr=False)
class SupportingAutomaton(Shown):
    """Automata that sustain a payoff, or why there are none.

    Attributes
    ----------
    automata
        One for each player, of pure actions; a subgame-perfect equilibrium by the one-shot deviation check. None if
        none were found.
    reason
        Why there are none, or empty.
    """

    automata: tuple[Automaton, ...] | None
    reason: str = ""


@dataclass(frozen=True)
class _Path:
    """Numbers of profiles, one period after the other; the last is followed by that of the number `back`."""

    actions: tuple[int, ...]
    back: int


@dataclass(frozen=True, eq=False)
class _Search:
    table: ActionTable
    discount: float
    polytope: Polytope

    def path(self, value: NDArray[np.float64], threat: NDArray[np.float64]) -> _Path | str:
        """Return a path that delivers a payoff, or why there is none."""
        floors = self.table.floors(threat, self.discount)
        heights = self.polytope.support(self.polytope.normals)
        waiting: list[tuple[tuple[int, ...], tuple[NDArray[np.float64], ...]]] = [((), (value,))]
        cut_short = False
        for _ in range(MOST_TRIES):
            if not waiting:
                break
            actions, values = waiting.pop()
            promises = (values[-1] - (1 - self.discount) * self.table.payoffs) / self.discount
            outside = (promises @ self.polytope.normals.T - heights).max(axis=1)
            below = (floors - promises).max(axis=1)
            for a in np.flatnonzero(np.maximum(outside, below) <= INSIDE / self.discount):
                near = [k for k, known in enumerate(values) if np.abs(promises[a] - known).max() <= INSIDE]
                if near:
                    return _Path((*actions, int(a)), near[0])
                if len(actions) + 1 < LONGEST:
                    waiting.append(((*actions, int(a)), (*values, promises[a])))
                else:
                    cut_short = True
        if waiting or cut_short:
            return f"no path to the target came back within {LONGEST} periods: it may need infinitely many states"
        return "every way to deliver the target needs public randomisation"

    def punishment(self, player: int, threat: NDArray[np.float64]) -> tuple[_Path, float] | None:
        """Return the path of the least payoff of a player for which there is one, and that payoff."""
        floors = self.table.floors(threat, self.discount)
        stays = self.table.payoffs[(self.table.payoffs >= floors - INSIDE).all(axis=1)]
        candidates = np.concatenate([stays, self.polytope.vertices])
        for value in candidates[np.argsort(candidates[:, player], kind="stable")]:
            path = self.path(value, threat)
            if isinstance(path, _Path):
                return path, float(value[player])
        return None


def supporting_automaton(payoffs: PayoffSet, target: ArrayLike) -> SupportingAutomaton:
    """Return finite automata of pure actions that sustain a payoff of the set without public randomisation.

    Parameters
    ----------
    payoffs
        A set at a discount above 0.
    target
        One payoff for each player, shape (n,): usually a vertex of the set.

    Raises
    ------
    ValueError
        If the target is not in the set, or the set is not one of a discount above 0.

    Examples
    --------
    >>> from .payoff_set import payoff_set
    >>> dilemma = NormalFormGame([[[3, 0], [4, 1]], [[3, 4], [0, 1]]])
    >>> found = supporting_automaton(payoff_set(dilemma, "1/2"), (3, 3))
    >>> [player.actions.tolist() for player in found.automata]
    [[0, 1], [0, 1]]
    """
    expect(payoffs, PayoffSet, "a set of payoffs, as payoff_set gives it")
    stage, discount = payoffs.stage, payoffs.discount
    if discount is None or discount == 0:
        raise ValueError(f"supporting_automaton needs a set at a discount above 0, got {discount}")
    value = checked_payoffs("target", stage, target)
    if not payoffs.contains(value):
        raise ValueError(f"target must be in the set at the discount {discount}, got {value.tolist()}")
    table = action_table(stage)
    search = _Search(table, float(discount), convex_hull(table.shares(payoffs.vertices)))
    paths = _paths(search, table.shares(value), table.shares(payoffs.threat_point))
    if isinstance(paths, str):
        return SupportingAutomaton(None, paths)
    automata = _automata(stage, table, paths)
    game = RepeatedGame(stage, discount)
    tempting = game.deviations(automata).tempting
    if tempting is not None and tempting.gain > 0:
        return SupportingAutomaton(None, f"the automata found leave a deviation that gains {rounded(tempting.gain, 2)}")
    if np.abs(table.shares(game.payoffs(automata)) - table.shares(value)).max() > DELIVERED:
        return SupportingAutomaton(None, "the automata found come near the target but do not deliver it")
    return SupportingAutomaton(automata)


def _paths(search: _Search, value: NDArray[np.float64], threat: NDArray[np.float64]) -> tuple[_Path, ...] | str:
    """Return a path for the target and for the punishment of each player, with floors that these bear out, or why not.

    The floors only rise, to one of finitely many payoffs at each turn.
    """
    too_weak = ""
    while True:
        play = search.path(value, threat)
        if isinstance(play, str):
            return too_weak or play
        punishments = [search.punishment(player, threat) for player in range(len(threat))]
        known = [punishment for punishment in punishments if punishment is not None]
        if len(known) < len(threat):
            return "no punishment of some player was found that can be played without public randomisation"
        borne_out = np.array([payoff for _, payoff in known])
        if (borne_out <= threat + INSIDE).all():
            return (play, *(path for path, _ in known))
        threat = np.maximum(threat, borne_out)
        too_weak = "the punishments that do without public randomisation are too weak for the target"


def _automata(stage: NormalFormGame, table: ActionTable, paths: tuple[_Path, ...]) -> tuple[Automaton, ...]:
    """Return automata whose states are the periods of the paths, the target's first, then the players' punishments.

    After a deviation of one player its punishment begins; where several deviate at once play goes on.
    """
    starts: dict[_Path, int] = {}
    plans: list[PureProfile] = []
    onward: list[int] = []
    for path in dict.fromkeys(paths):
        starts[path] = len(plans)
        onward += [len(plans) + k for k in (*range(1, len(path.actions)), path.back)]
        plans += [table.profiles[a] for a in path.actions]
    transitions = np.empty((len(plans), *stage.shape), dtype=int)
    for (state, plan), seen in product(enumerate(plans), table.profiles):
        deviators = [i for i, (own, meant) in enumerate(zip(seen, plan, strict=True)) if own != meant]
        punished = len(deviators) == 1
        transitions[(state, *seen)] = starts[paths[1 + deviators[0]]] if punished else onward[state]
    return tuple(Automaton([plan[i] for plan in plans], transitions) for i in range(stage.n_players))
