"""A path of logit responses in a tree, of which the end proposes behaviour with beliefs (McKelvey and Palfrey 1998).

At a precision each information set draws its actions by what they are worth there, as the player believes after what
all others draw: the log-odds of two actions are the precision times the difference. From even play at precision 0 the
precision is raised step by step, and the responses are solved for from those before. Where the path has an end, that is
a sequential equilibrium. Here it is a proposal in floating point, to be put to the exact test.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from ....games.arrays import Floats
from ....games.sequence.preorder import CHANCE, END
from ....games.sequence.tree import Tree

MOST_NODES = 2_000
MOST_ACTIONS = 60
"""The largest trees, and the most actions at all information sets together, of which the path is followed."""

FAR = 1e5
"""The precision, for payoffs that reach over 1, to which the path is followed."""

_FIRST, _FACTOR, _LEAST_FACTOR = 0.05, 1.3, 1.001
_CLOSE = 1e-8
"""The most by which log-odds may miss the equations, as a share of the precision or of 1."""


class Assessment(NamedTuple):
    """Chances of the actions, and of the nodes, at each information set, and the precision to which they belong."""

    choices: Mapping[int, Floats]
    beliefs: Mapping[int, Floats]
    precision: float


def logit_assessment(tree: Tree) -> Assessment | None:
    """Return where the path of logit responses of a tree leads; None where the tree is too large to follow it."""
    if len(tree.flat) > MOST_NODES or sum(len(each.actions) for each in tree.flat.sets) > MOST_ACTIONS:
        return None
    return _Responses(tree).end_of_path()


class _Responses:
    """The logit responses of a tree as equations in the log-odds of all actions but each set's first one."""

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        paid = tree.paid.astype(object)
        lows, highs = paid[tree.flat.ends].min(axis=0), paid[tree.flat.ends].max(axis=0)
        self._paid = ((paid - lows) / np.maximum(highs - lows, 1)).astype(float)
        widths = [len(each.actions) - 1 for each in tree.flat.sets]
        starts = np.cumsum([0, *widths]).tolist()
        self._blocks = [slice(start, start + width) for start, width in zip(starts, widths, strict=False)]
        self._unknowns = starts[-1]

    def end_of_path(self) -> Assessment:
        """Follow the path as far as it is found."""
        from scipy.optimize import root

        odds, precision, factor = np.zeros(self._unknowns), 0.0, _FACTOR
        while precision < FAR and factor > _LEAST_FACTOR:
            ahead = max(precision * factor, _FIRST)
            start = odds * (ahead / precision) if precision else odds
            found = root(self._gaps, start, args=(ahead,))
            if np.abs(found.fun).max(initial=0) <= _CLOSE * max(1, ahead):
                odds, precision = found.x, ahead
            else:
                factor = factor**0.5
        choices, beliefs, _ = self._played(odds)
        return Assessment(choices, beliefs, precision)

    def _gaps(self, odds: Floats, precision: float) -> Floats:
        _, _, worth = self._played(odds)
        asked = [precision * (own[1:] - own[0]) for own in worth]
        return odds - np.concatenate(asked)

    def _played(self, odds: Floats) -> tuple[dict[int, Floats], dict[int, Floats], list[Floats]]:
        """Return chances of actions and of nodes, and what each action is believed to be worth to who takes it."""
        sets = self._tree.flat.sets
        logs = [_log_shares(np.concatenate([[0.0], odds[block]])) for block in self._blocks]
        reach, values = self._reach(logs), self._values(logs)
        choices, beliefs, worth = dict[int, Floats](), dict[int, Floats](), list[Floats]()
        for place, each in enumerate(sets):
            choices[place] = np.exp(logs[place])
            beliefs[place] = np.exp(_log_shares(reach[each.nodes]))
            below = np.array([self._tree.flat.children[node] for node in each.nodes])
            worth.append(beliefs[place] @ values[below, each.player])
        return choices, beliefs, worth

    def _moves(self, logs: list[Floats], node: int) -> Floats:
        """Return the logarithms of the chances of the moves from a node."""
        flat = self._tree.flat
        if flat.mover[node] != CHANCE:
            return logs[flat.set_of[node]]
        with np.errstate(divide="ignore"):
            return np.log([float(flat.chance[below]) for below in flat.children[node]])

    def _reach(self, logs: list[Floats]) -> Floats:
        """Return the logarithm of how likely play makes each node."""
        flat = self._tree.flat
        reach = np.zeros(len(flat))
        for node, below in enumerate(flat.children):
            if below:
                reach[below] = reach[node] + self._moves(logs, node)
        return reach

    def _values(self, logs: list[Floats]) -> Floats:
        """Return what play from each node on pays to each player."""
        flat = self._tree.flat
        values = self._paid.copy()
        for node in range(len(flat) - 1, -1, -1):
            if flat.mover[node] != END:
                values[node] = np.exp(self._moves(logs, node)) @ values[flat.children[node]]
        return values


def _log_shares(logs: Floats) -> Floats:
    """Return logarithms of numbers as those of their shares; even ones where all numbers are 0."""
    most = logs.max()
    if np.isneginf(most):
        return np.full(len(logs), -np.log(len(logs)))
    return logs - most - np.log(np.exp(logs - most).sum())
