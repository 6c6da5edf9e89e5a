"""All equilibria of generic two-player games with up to four actions each.

The other player's strategies form a simplex. Signs alone tell which k own actions are best together somewhere within
which face of k vertices: those of the minors N(S, T) of the gains D_ab,c by action a over b at vertex c, where S holds
one own action more than T has vertices. With rows for all actions of S but the last, s,

    N(S, T) = det (D_as,c),  N({a, b}, {c}) = D_ab,c.

By Cramer's rule the actions of I tie at a point of the face J whose coordinates are in proportion to
(-1)^j N(I, J less its j-th vertex), which must all have one sign, and there the deficit of an action c outside I, in
place p of I and c together, has the sign of (-1)^(p+1) N(I and c, J) times that one.

Where none of these signs is in doubt, no strategy of k actions has more than k best replies. For let there be one, on
J, with best replies B. If some k of these can be kept equal in a single point, another one of B has a minor of zero
there; if not, so many minors vanish that their region is in doubt too, as at most one action is outside of B where k
is 2, and none where k is 3. The game is then non-degenerate (von Stengel 2002), and its equilibria are the pairs of
supports of equal size of which each is best together somewhere within the face that the other spans. Where some are in
doubt, it is enough that no pair of supports hangs on them. For let there be an equilibrium that is not one of those
above. If its supports are of equal size, that pair is in doubt. Else all actions of the larger support J are best
replies to the smaller one, I; move the strategy on J, within what keeps I best, until an action drops out of it or one
outside I becomes best as well. After at most three such moves the sizes are equal, and some sign of that pair is zero.

The index of an equilibrium is (-1)^(k+1) times the signs of det A' and det B' (Shapley 1974), the determinants of the
payoff matrices, made positive, on the supports. They are the signs of the sums of cofactors, which are (-1)^(k+1) times
those of the coordinates above.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from itertools import chain, combinations, groupby, pairwise, product
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...games.arrays import Flags, Floats
from .gains import single_gains, tolerance_of, unit_gains
from .kernel import Decisions, Kernel, Signs, Weights, pair_weights

MOST_ACTIONS = 4

_Set = tuple[int, ...]
_Minor = tuple[_Set, _Set]
_Term = tuple[slice, list[tuple[int, slice]]]


def bimatrix(m: int, n: int) -> Kernel:
    """Return the closed form for m x n games, m and n up to 4.

    Examples
    --------
    >>> len(bimatrix(3, 3).supports), bimatrix(2, 2).supports[-1]
    (19, ((0, 1), (0, 1)))
    """
    supports = tuple(
        (own, other) for size in range(1, min(m, n) + 1) for own, other in product(_sets(m, size), _sets(n, size))
    )
    row, column = _tests(m, n, supports), _tests(n, m, [(other, own) for own, other in supports])
    return Kernel(supports, decide=partial(_decide, (row, column.turned(supports))), mix=_mix)


@dataclass(frozen=True, eq=False)
class _Minors:
    """The minors of a player's gains.

    `numbers` says where each stands: by size, the gains themselves first, then by actions and by faces. `terms` holds
    for each size above one, each set of actions and each first vertex c of a face which minors of this size those of
    all these faces are, and for each row the number of its gain at c and the minors of the size before that it is
    multiplied with, those of the faces less c.
    """

    numbers: dict[_Minor, int]
    terms: list[list[_Term]]

    def of(self, gain: NDArray[Any]) -> list[NDArray[Any]]:
        """Return the minors of gains (pairs, other actions, b) size by size, shape (minors, b), as long as these."""
        gains = gain.reshape(gain.shape[0] * gain.shape[1], gain.shape[2])
        sizes, room = [gains], np.empty_like(gains)
        for terms in self.terms:
            values = np.empty((terms[-1][0].stop, gain.shape[-1]), dtype=gain.dtype)
            for place, rows in terms:
                value, more = values[place], room[: place.stop - place.start]
                for j, (number, smaller) in enumerate(rows):
                    np.multiply(gains[number], sizes[-1][smaller], out=more if j else value)
                    if j:
                        (np.subtract if j % 2 else np.add)(value, more, out=value)
            sizes.append(values)
        return sizes


@cache
def _minors(own: int, other: int) -> _Minors:
    """Return the minors for a player with `own` actions against one with `other` actions."""
    sizes = [list(product(_sets(own, size + 1), _sets(other, size))) for size in range(1, min(own - 1, other) + 1)]
    numbers = {minor: number for number, minor in enumerate(chain.from_iterable(sizes))}
    return _Minors(numbers, [_terms(numbers, smaller, minors) for smaller, minors in pairwise(sizes)])


def _terms(numbers: Mapping[_Minor, int], smaller: list[_Minor], minors: list[_Minor]) -> list[_Term]:
    """Expand minors along the column of the first vertex of their faces, of which the rest follow in the same order."""
    terms: list[_Term] = []
    before = {minor: place for place, minor in enumerate(smaller)}
    start = 0
    for (actions, c), some in groupby(minors, key=lambda minor: (minor[0], minor[1][0])):
        faces = [face for _, face in some]
        firsts = [before[_without(actions, j), faces[0][1:]] for j in range(len(actions) - 1)]
        rows = [
            (numbers[(a, actions[-1]), (c,)], slice(first, first + len(faces)))
            for a, first in zip(actions, firsts, strict=False)
        ]
        terms.append((slice(start, start + len(faces)), rows))
        start += len(faces)
    return terms


def _sets(count: int, size: int) -> Iterator[_Set]:
    return combinations(range(count), size)


def _without(members: _Set, place: int) -> _Set:
    return members[:place] + members[place + 1 :]


@dataclass(frozen=True, eq=False)
class _Tests:
    """Which minors of a player's gains must have which sign for own actions to be best together within a face.

    `rising` holds for each pair of supports, shape (signs, S), the places in `_sides` of what must be so where the
    coordinates are positive, `falling` where they are negative.
    """

    minors: _Minors
    rising: NDArray[np.intp]
    falling: NDArray[np.intp]

    def turned(self, supports: Sequence[_Minor]) -> _Tests:
        """Exchange positive and negative coordinates where an even number of actions is played."""
        even = np.array([len(own) % 2 == 0 for own, _ in supports])
        rising, falling = (np.where(even, *pair) for pair in ((self.falling, self.rising), (self.rising, self.falling)))
        return _Tests(self.minors, rising, falling)


def _tests(own: int, other: int, supports: Sequence[_Minor]) -> _Tests:
    """Return the tests for a player with `own` actions against one with `other`, from actions and faces."""
    minors = _minors(own, other)
    count = len(minors.numbers)
    always, never = 2 * count, 2 * count + 1
    rising = [_signs(*pair, own, minors.numbers) for pair in supports]
    falling = [
        [(sign + count) % (2 * count) for sign in signs] if len(face) > 1 else [never]
        for signs, (_, face) in zip(rising, supports, strict=True)
    ]
    padded = (np.array([[*signs, *[always] * (own - len(signs))] for signs in side]).T for side in (rising, falling))
    return _Tests(minors, *padded)


def _signs(actions: _Set, face: _Set, own: int, numbers: Mapping[_Minor, int]) -> list[int]:
    """Return the signs for which actions are best together within a face, at positive coordinates."""
    vertices = range(len(face)) if len(face) > 1 else ()
    signs = [numbers[actions, _without(face, j)] + len(numbers) * (j % 2) for j in vertices]
    for c in sorted(set(range(own)).difference(actions)):
        together = tuple(sorted((*actions, c)))
        signs.append(numbers[together, face] + len(numbers) * (1 - together.index(c) % 2))
    return signs


def _decide(tests: Sequence[_Tests], payoffs: Floats) -> Decisions:
    """Decide games by signs in single precision, and in double precision those where some are not certain."""
    gains, margins = single_gains(payoffs)
    sides = [_sides(test.minors.of(gain), margins) for test, gain in zip(tests, gains, strict=True)]
    indices, doubtful, unsure = _settled(tests, sides)
    degenerate = doubtful.copy()
    if len(unsure):
        closely = _decide_closely(tests, payoffs.take(unsure, axis=-1))
        indices[:, unsure], doubtful[unsure], degenerate[unsure] = closely
    return Decisions(indices.T, doubtful, degenerate)


def _decide_closely(tests: Sequence[_Tests], payoffs: Floats) -> tuple[Signs, Flags, Flags]:
    """Return the indices, shape (S, b), and which games are in doubt and which degenerate."""
    gains, units = unit_gains(payoffs)
    tolerance = tolerance_of(payoffs, units)
    minors = [test.minors.of(gain) for test, gain in zip(tests, gains, strict=True)]
    sides = [_sides(sizes, [tolerance] * len(sizes)) for sizes in minors]
    indices, doubtful, unsure = _settled(tests, sides)
    degenerate = doubtful.copy()
    if len(unsure):
        some = [side.take(unsure, axis=1) for side in sides]
        hanging, torn = _doubts(tests, some, indices.take(unsure, axis=1))
        doubtful[unsure] |= hanging
        degenerate[unsure] |= hanging | torn
    return indices, doubtful, degenerate


def _settled(tests: Sequence[_Tests], sides: Sequence[Flags]) -> tuple[Signs, Flags, NDArray[np.intp]]:
    """Return the indices, shape (S, b), in which games their sum is not 1, and in which some sign is not certain."""
    games = sides[0].shape[1]
    packed = [np.packbits(side, axis=1) for side in sides]
    indices = _indices(tests, packed, games)
    clear: NDArray[np.uint8] = np.bitwise_and.reduce(
        [np.bitwise_and.reduce(np.bitwise_or(*_halves(side))) for side in packed]
    )
    unsure = np.flatnonzero(np.unpackbits(clear, count=games) == 0)
    return indices, np.asarray(np.add.reduce(indices, dtype=np.int8) != 1), unsure


def _indices(tests: Sequence[_Tests], packed: Sequence[NDArray[np.uint8]], games: int) -> Signs:
    """Return the index of the equilibrium on each pair of supports, 0 where none is certain, shape (S, b).

    The sides of eight games are packed in a byte, so that all tests are made of eight games at once.
    """
    row, column = (
        [_all_hold(side, numbers) for numbers in (test.rising, test.falling)]
        for test, side in zip(tests, packed, strict=True)
    )
    alike: NDArray[Any] = row[0] & column[0] | row[1] & column[1]
    crossed: NDArray[Any] = row[0] & column[1] | row[1] & column[0]
    plus, minus = (np.unpackbits(table, axis=1, count=games).view(np.int8) for table in (alike, crossed))
    return np.subtract(plus, minus, out=plus)


def _sides(minors: list[NDArray[Any]], margins: Sequence[NDArray[Any]]) -> Flags:
    """Tell which minors are positive and, below, which are negative for certain; last what is always so, and never.

    Certain are those further from zero than the margin of their size.
    """
    sides = np.empty((2 * sum(map(len, minors)) + 2, minors[0].shape[1]), dtype=bool)
    above, below = _halves(sides)
    start = 0
    for values, margin in zip(minors, margins, strict=False):
        stop = start + len(values)
        np.greater(values, margin, out=above[start:stop])
        np.less(values, -margin, out=below[start:stop])
        start = stop
    sides[-2:] = [[True], [False]]
    return sides


def _halves(sides: NDArray[Any]) -> tuple[NDArray[Any], NDArray[Any]]:
    count = len(sides) // 2 - 1
    return sides[:count], sides[count:-2]


def _doubts(tests: Sequence[_Tests], sides: list[Flags], indices: Signs) -> tuple[Flags, Flags]:
    """Tell which games have a pair of supports in doubt, and which a region: actions that may be best within a face."""
    certain = [_some_hold(test, side) for test, side in zip(tests, sides, strict=True)]
    possible = [_some_hold(test, _allowed(side)) for test, side in zip(tests, sides, strict=True)]
    hanging = possible[0] & possible[1] & (indices == 0)
    torn = np.not_equal(certain, possible)
    return np.asarray(hanging.any(axis=0)), np.asarray(torn.any(axis=(0, 1)))


def _allowed(sides: Flags) -> Flags:
    """Tell which values may be positive and, below, which may be negative; last what is always so, and never."""
    above, below = _halves(sides)
    return np.concatenate([~below, ~above, sides[-2:]])


def _some_hold(tests: _Tests, sides: Flags) -> Flags:
    return np.asarray(_all_hold(sides, tests.rising) | _all_hold(sides, tests.falling))


def _all_hold(sides: NDArray[Any], numbers: NDArray[np.intp]) -> NDArray[Any]:
    """Tell where all that has these numbers (signs, S) is so, shape (S, b), of flags or of packed ones."""
    return np.asarray(np.bitwise_and.reduce(sides.take(numbers, axis=0)))


def _mix(payoffs: Floats, _: int) -> Weights:
    if payoffs.shape[1] == 2:
        return pair_weights(payoffs)
    row, column = payoffs
    tables = np.stack([row, column.swapaxes(0, 1)])
    spread = np.maximum.reduce(tables, axis=1) - np.minimum.reduce(tables, axis=1)
    unit = np.maximum.reduce(spread, axis=1)
    gains = (tables[:, :-1] - tables[:, -1:]) / unit[:, np.newaxis, np.newaxis]
    against_row, against_column = _coordinates(gains).swapaxes(0, 1)
    return [against_column, against_row]


def _coordinates(gains: Floats) -> Floats:
    """Return where k = 3 or 4 actions tie on k vertices, up to a factor, shape (k, 2, b).

    From what each of two players gains by each action but the last over that one, shape (2, k - 1, k, b).
    """
    k = gains.shape[2]
    *more, second, last = gains.swapaxes(0, 1)
    products = second[:, :, np.newaxis] * last[:, np.newaxis]
    minors = products - products.swapaxes(1, 2)
    weights = np.stack([_expanded(face, more, minors) for face in _sets(k, k - 1)][::-1])
    weights[1::2] *= -1
    return weights


def _expanded(face: _Set, more: list[Floats], minors: Floats) -> Floats:
    """Return the minor of the last two rows, or of three, on the vertices of a face."""
    if not more:
        return np.asarray(minors[:, face[0], face[1]])
    first = more[0]
    c, d, e = face
    return first[:, c] * minors[:, d, e] - first[:, d] * minors[:, c, e] + first[:, e] * minors[:, c, d]
