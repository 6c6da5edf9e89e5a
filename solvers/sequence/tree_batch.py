"""Pure subgame-perfect outcomes of one tree with many payoffs, where nothing is left to chance.

An outcome is then an end, and which ends are kept depends on the order of each player's payoffs alone. With perfect
information the rule of backward induction is applied to all games at once, node by node from the last: an end below a
node is kept if it pays the mover no less than the worst end kept below every other action. Elsewhere every game is
solved by itself.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...games.arrays import Flags
from ...games.errors import InputError
from ...games.sequence.preorder import CHANCE, END
from ...games.sequence.tree import Tree
from .subgame_perfect import subgame_perfect


def seen(tree: Tree) -> bool:
    """Tell whether a tree is without chance and all that was done is seen in it."""
    return tree.perfect_information and CHANCE not in tree.flat.mover


def sustained_ends(tree: Tree, payoffs: NDArray[Any]) -> Flags:
    """Tell which ends pure subgame-perfect equilibria of a tree lead to, with B different payoffs.

    Parameters
    ----------
    tree
        Without chance moves, with perfect recall; its own payoffs have no effect.
    payoffs
        Numbers that stand in the order of what the ends pay: shape (B, n, ends).

    Returns
    -------
    ndarray
        Shape (B, ends); all false in a game that has no pure subgame-perfect equilibrium.

    Raises
    ------
    InputError
        If a game is too large for all of its equilibria.

    Examples
    --------
    >>> from ...games.sequence.nodes import Decision, End
    >>> none, reply = End([0, 0]), Decision("B", [("l", End([0, 0])), ("r", End([0, 0]))])
    >>> tree = Tree(["A", "B"], Decision("A", [("out", none), ("in", reply)]))
    >>> sustained_ends(tree, np.array([[[1, 0, 2], [0, 1, 1]], [[1, 0, 2], [0, 1, 0]]])).tolist()
    [[True, False, True], [True, False, False]]
    """
    if not tree.perfect_information:
        return np.array([_kept_ends(tree.with_payoffs(game.T.tolist())) for game in payoffs])
    flat = tree.flat
    before = np.cumsum([0, *(mover == END for mover in flat.mover)]).tolist()
    sustained = np.ones((len(payoffs), len(flat.ends)), dtype=bool)
    most = payoffs.max(initial=0)
    for node in reversed(range(len(flat))):
        if flat.mover[node] != END:
            first, behind = before[node], before[flat.last[node]]
            own = payoffs[:, flat.mover[node], first:behind]
            kept = np.where(sustained[:, first:behind], own, most)
            cuts = [before[below] - first for below in flat.children[node]]
            worst = np.minimum.reduceat(kept, cuts, axis=1)
            sustained[:, first:behind] &= own >= worst.max(axis=1, keepdims=True)
    return sustained


def _kept_ends(tree: Tree) -> list[bool]:
    """Tell of one game which ends are kept."""
    answer = subgame_perfect(tree, mixed=False, limit=0)
    if not answer.complete_pure:
        raise InputError(f"the tree is too large for all its pure equilibria: {' '.join(answer.notes)}")
    paths = {outcome.path for outcome in answer.outcomes}
    return [end.path in paths for end in tree.ends]
