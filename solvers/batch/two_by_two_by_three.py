"""All equilibria of generic games of three players of whom two have two actions and one has three.

Call the first two A and B, the third C. Where C leaves out an action, the equilibria are those of the 2 x 2 x 2 game of
its other two (see `two_by_two_by_two`) at which the action that is left out is worse. Let C gain D_kl,ij by action k
over l when A and B play i and j, and let D_kl,j be its average over A's strategy x. Two actions tie at one strategy of
B, and the third is worse there by the sign of the minor

    N = D_02,0 D_12,1 - D_02,1 D_12,0

up to signs that are known (see `bimatrix`); in the same way with A and B exchanged, where A is pure.

Where C plays all three, N = 0: it is a quadratic form in x, so that there are at most two such equilibria. B then plays
(D_01,1, -D_01,0), divided by its sum, and C the cross product of A's gains and B's gains against its three actions,
divided by its sum, which makes both indifferent. The index is the sign of det(-Dg) in the module `indices`, which is
the product of two determinants of two rows: the sum of that cross product and -dN/dx_0.

Equilibria with other supports come in continua. They end where a support named here is in doubt.
"""

from __future__ import annotations

from functools import partial
from itertools import product

import numpy as np

from ...games.arrays import Flags, Floats
from ..n_player.support_profiles import Supports
from .gains import tolerance_of, unit_gains
from .kernel import Decisions, Kernel, Signs, Weights
from .two_by_two_by_two import completely_mixed, mix, partly_pure, roots_within, torn

_BOTH, _ALL = (0, 1), (0, 1, 2)
_PAIRS = ((0, 1), (0, 2), (1, 2))
_SUPPORTS: tuple[Supports, ...] = (
    *(((i,), (j,), (k,)) for i, j, k in product(_BOTH, _BOTH, _ALL)),
    *((_BOTH, _BOTH, (k,)) for k in _ALL),
    *(((i,), _BOTH, pair) for pair in _PAIRS for i in _BOTH),
    *((_BOTH, (j,), pair) for pair in _PAIRS for j in _BOTH),
    *((_BOTH, _BOTH, pair) for pair in _PAIRS for _ in range(2)),
    *((_BOTH, _BOTH, _ALL) for _ in range(2)),
)
"""In the order in which they are decided."""


def two_by_two_by_three(shape: tuple[int, ...]) -> Kernel:
    """Return the closed form for games of this shape: 2 x 2 x 3 with the players in any order.

    Examples
    --------
    >>> len(two_by_two_by_three((2, 3, 2)).supports), two_by_two_by_three((2, 3, 2)).supports[-1]
    (35, ((1,), (1, 2), (0, 1)))
    """
    players = tuple(sorted(range(3), key=lambda player: shape[player]))
    named = [tuple(supports[players.index(player)] for player in range(3)) for supports in _SUPPORTS]
    order = sorted(range(len(named)), key=lambda number: (max(map(len, named[number])) > 1, named[number]))
    return Kernel(
        supports=tuple(named[number] for number in order),
        decide=partial(_decide, players, np.array(order)),
        mix=partial(_mix, players),
    )


def _turned(payoffs: Floats, players: tuple[int, ...]) -> Floats:
    """Return payoffs with the players in the order A, B, C."""
    return payoffs[list(players)].transpose(0, *(1 + player for player in players), 4)


def _decide(players: tuple[int, ...], order: np.ndarray, payoffs: Floats) -> Decisions:
    (a, b, c), units = unit_gains(_turned(payoffs, players))
    tolerance = tolerance_of(payoffs, units[np.argsort(players)])
    one_pure, one_in_doubt = _one_pure(a[0], b[0], c, tolerance)
    pair_indices, pairs_in_doubt = _pairs(a[0], b[0], c, tolerance)
    all_indices, all_in_doubt = _all_played(a[0], b[0], c, tolerance)
    indices = np.concatenate([one_pure, pair_indices, all_indices])
    doubtful = one_in_doubt | pairs_in_doubt | all_in_doubt | (np.add.reduce(indices, dtype=np.int8) != 1)
    return Decisions(indices.take(order, axis=0).T, doubtful, doubtful)


def _pair_gains(a: Floats, b: Floats, c: Floats, number: int) -> Floats:
    """Return the gains in the game in which C has the actions of a pair, shape (3, 2, 2, b)."""
    first, second = _PAIRS[number]
    step = slice(first, second + 1, second - first)
    return np.stack([a[:, step], b[:, step], c[number]])


def _one_pure(a: Floats, b: Floats, c: Floats, tolerance: Floats) -> tuple[Signs, Flags]:
    """Return the indices of the equilibria in which some player is pure, in the order above, and the doubts."""
    sure, may = [], []
    worse = [_third_is_worse(gains, tolerance) for gains in (c, c.swapaxes(1, 2))]
    for number in range(3):
        gains = _pair_gains(a, b, c, number)
        certain, possible = partly_pure(gains, gains > tolerance, gains < -tolerance, tolerance)
        for known, masks, which in ((sure, certain, 0), (may, possible, 1)):
            pure, alike, crossed = masks
            for mask in (alike, crossed):
                mask[0] &= worse[0][which][number]
                mask[1] &= worse[1][which][number]
            known.append((pure, alike, crossed))
    certain, possible = (_put_together(known) for known in (sure, may))
    doubts = [(known != maybe).any(axis=0) for known, maybe in zip(certain, possible, strict=True)]
    pure, alike, crossed = (mask.view(np.int8) for mask in certain)
    return np.concatenate([pure, crossed - alike]), np.logical_or.reduce(doubts)


def _put_together(masks: list[tuple[Flags, Flags, Flags]]) -> tuple[Flags, Flags, Flags]:
    """Join what is known of the three pairs: C's action must be the better one of both pairs that hold it."""
    holding = [[(pair, own.index(k)) for pair, own in enumerate(_PAIRS) if k in own] for k in _ALL]
    pure = np.stack([masks[p][0][:, :, e] & masks[q][0][:, :, f] for (p, e), (q, f) in holding], axis=2)
    alike, crossed = (
        np.concatenate(
            [
                np.stack([masks[p][kind][2, e] & masks[q][kind][2, f] for (p, e), (q, f) in holding]),
                *(masks[pair][kind][0] for pair in range(3)),
                *(masks[pair][kind][1] for pair in range(3)),
            ]
        )
        for kind in (1, 2)
    )
    return pure.reshape(12, -1), alike, crossed


def _minor(c: Floats) -> Floats:
    """Return N from C's gains (3, .., 2, b), with the other player's two actions in the last axis but one."""
    return c[1, ..., 0, :] * c[2, ..., 1, :] - c[1, ..., 1, :] * c[2, ..., 0, :]


def _third_is_worse(c: Floats, tolerance: Floats) -> tuple[Flags, Flags]:
    """Tell where two of C's actions tie and the third is worse, for certain and possibly.

    From C's gains (pairs, ends, 2, b) against a mixture of the last two; shape (pairs, ends, b).
    """
    minor, last = _minor(c), c[:, :, 1]
    values = np.stack([-minor, minor, -minor])
    above, below, rises, falls = values > tolerance, values < -tolerance, last > tolerance, last < -tolerance
    return above & rises | below & falls, ~below & ~falls | ~above & ~rises


def _averages(tables: Floats, x: Floats) -> Floats:
    """Average tables (.., 2, other actions, b) over A's strategies x (roots, b), shape (.., roots, other, b)."""
    return x[:, None] * tables[..., None, 0, :, :] + (1 - x)[:, None] * tables[..., None, 1, :, :]


def _pairs(a: Floats, b: Floats, c: Floats, tolerance: Floats) -> tuple[Signs, Flags]:
    """Return the indices of the equilibria in which all mix, C over two actions, and the doubts."""
    indices, doubts = [], []
    for number in range(3):
        gains = _pair_gains(a, b, c, number)
        mixed, unclear, roots = completely_mixed(gains, tolerance)
        sure, may = (known[number] for known in _third_is_worse(_averages(c, roots.x), tolerance))
        unclear = unclear & (may | ~roots.sharp) | (mixed != 0) & may & ~sure
        doubts.append(unclear.any(axis=0) & torn(gains > tolerance, gains < -tolerance))
        indices.append(mixed * sure)
    return np.concatenate(indices), np.asarray(np.logical_or.reduce(doubts))


def _all_played(a: Floats, b: Floats, c: Floats, tolerance: Floats) -> tuple[Signs, Flags]:
    """Return the indices of the equilibria in which all mix over all actions, and the doubts."""
    roots = roots_within(*_tie_form(c), tolerance)
    replies, weights = _tie(a, b, c, roots.x)
    above, below = replies > tolerance, replies < -tolerance
    mixed = above[:, 0] & below[:, 1] | below[:, 0] & above[:, 1]
    alike = above[:, 0] & above[:, 1] | below[:, 0] & below[:, 1]
    positive, negative = weights > tolerance, weights < -tolerance
    one_sign = positive.all(axis=0) | negative.all(axis=0)
    fails = alike | positive.any(axis=0) & negative.any(axis=0)
    certain = roots.sharp & roots.mixed & mixed & one_sign
    excluded = roots.fails | roots.sharp & fails
    signs = (positive[0] == above[:, 1]) != roots.rising
    indices = (certain & signs).view(np.int8) - (certain & ~signs).view(np.int8)
    doubts = (~(certain | excluded)).any(axis=0)
    for gain in (a, b):
        doubts &= ~((gain > tolerance).all(axis=(0, 1)) | (gain < -tolerance).all(axis=(0, 1)))
    return indices, np.asarray(doubts)


def _tie_form(c: Floats) -> tuple[Floats, Floats, Floats]:
    """Return the coefficients of N as a form in A's strategy."""
    first, last = _minor(c[:, 0]), _minor(c[:, 1])
    return first, _minor(c[:, 0] + c[:, 1]) - first - last, last


def _tie(a: Floats, b: Floats, c: Floats, x: Floats) -> tuple[Floats, Floats]:
    """Return what decides B's strategy (roots, 2, b) and C's weights (3, roots, b), at A's strategies x (roots, b)."""
    replies = _averages(c[0], x)
    of_a = (replies[:, 1, None] * a[0] - replies[:, 0, None] * a[1]).swapaxes(0, 1)
    of_b = _averages(b, x).swapaxes(0, 1)
    weights = [of_a[k - 2] * of_b[k - 1] - of_a[k - 1] * of_b[k - 2] for k in _ALL]
    return replies, np.stack(weights)


def _mix(players: tuple[int, ...], payoffs: Floats, root: int) -> Weights:
    turned = _turned(payoffs, players)
    weights = _all_weights(turned, root) if turned.shape[1:4] == (2, 2, 3) else mix(turned, root)
    return [weights[players.index(player)] for player in range(3)]


def _all_weights(payoffs: Floats, root: int) -> Weights:
    (a, b, c), _ = unit_gains(payoffs)
    x = roots_within(*_tie_form(c), np.zeros(payoffs.shape[-1])).x[root : root + 1]
    replies, weights = _tie(a[0], b[0], c, x)
    return [np.concatenate([x, 1 - x]), np.stack([replies[0, 1], -replies[0, 0]]), weights[:, 0]]
