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

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from itertools import combinations, product
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...games.arrays import Flags, Floats
from .gains import tolerance_of, unit_gains
from .kernel import Decisions, Kernel, Signs, Weights, pair_weights

MOST_ACTIONS = 4

_Set = tuple[int, ...]
_Minor = tuple[_Set, _Set]


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
    tests = (_tests(m, n), _tests(n, m))
    return Kernel(supports, decide=partial(_decide, tests), mix=_mix)


@dataclass(frozen=True, eq=False)
class _Tests:
    """Which minors of a player's gains must have which sign for own actions to be best together within a face.

    `rising` holds for each size k an array (sets, faces, signs) of numbers: those of the minors that must be positive,
    and `n_minors` more for those that must be negative, where the coordinates are positive; `falling` where they are
    negative. `terms` holds for each minor of two rows and more the numbers of the gains and the smaller minors whose
    products, added and subtracted in turn, make it up; the gains themselves come first.
    """

    n_minors: int
    terms: list[list[tuple[int, int]]]
    rising: list[NDArray[np.intp]]
    falling: list[NDArray[np.intp]]

    def minors(self, gain: Floats) -> Floats:
        """Return all minors of gains (pairs, other actions, b), shape (n_minors, b)."""
        values = np.empty((self.n_minors, gain.shape[-1]))
        first = self.n_minors - len(self.terms)
        values[:first] = gain.reshape(first, gain.shape[-1])
        term = np.empty(gain.shape[-1])
        for value, ((gain_number, minor), *more) in zip(values[first:], self.terms, strict=True):
            np.multiply(values[gain_number], values[minor], out=value)
            for j, (gain_number, minor) in enumerate(more):
                np.multiply(values[gain_number], values[minor], out=term)
                (np.add if j % 2 else np.subtract)(value, term, out=value)
        return values


@cache
def _tests(own: int, other: int) -> _Tests:
    """Return the tests for a player with `own` actions against one with `other` actions."""
    numbers = {minor: number for number, minor in enumerate(_minors_of(own, other))}
    rising = [
        np.array([[_signs(i, j, own, numbers) for j in _sets(other, size)] for i in _sets(own, size)], dtype=np.intp)
        for size in range(1, min(own, other) + 1)
    ]
    return _Tests(
        n_minors=len(numbers),
        terms=[_terms(actions, face, numbers) for actions, face in numbers if len(face) > 1],
        rising=rising,
        falling=[(signs + len(numbers)) % max(2 * len(numbers), 1) for signs in rising],
    )


def _sets(count: int, size: int) -> Iterator[_Set]:
    return combinations(range(count), size)


def _minors_of(own: int, other: int) -> Iterator[_Minor]:
    for size in range(1, min(own - 1, other) + 1):
        yield from product(_sets(own, size + 1), _sets(other, size))


def _terms(actions: _Set, face: _Set, numbers: Mapping[_Minor, int]) -> list[tuple[int, int]]:
    """Expand a minor along the row of its first action."""
    gain = (actions[0], actions[-1])
    return [(numbers[gain, (c,)], numbers[actions[1:], _without(face, j)]) for j, c in enumerate(face)]


def _signs(actions: _Set, face: _Set, own: int, numbers: Mapping[_Minor, int]) -> list[int]:
    """Return the signs for which actions are best together within a face, at positive coordinates."""
    vertices = range(len(face)) if len(face) > 1 else ()
    signs = [numbers[actions, _without(face, j)] + len(numbers) * (j % 2) for j in vertices]
    for c in sorted(set(range(own)).difference(actions)):
        together = tuple(sorted((*actions, c)))
        signs.append(numbers[together, face] + len(numbers) * (1 - together.index(c) % 2))
    return signs


def _without(members: _Set, place: int) -> _Set:
    return members[:place] + members[place + 1 :]


def _decide(tests: Sequence[_Tests], payoffs: Floats) -> Decisions:
    gains, units = unit_gains(payoffs)
    tolerance = tolerance_of(payoffs, units)
    sides = [_sides(test.minors(gain), tolerance) for test, gain in zip(tests, gains, strict=True)]
    row, column = (_certain(test, side) for test, side in zip(tests, sides, strict=True))
    indices = _joined((-1) ** k * r * c.swapaxes(0, 1) for k, (r, c) in enumerate(zip(row, column, strict=True)))
    doubtful = np.add.reduce(indices, dtype=np.int8) != 1
    degenerate = doubtful.copy()
    unsure = np.flatnonzero(~np.logical_and.reduce([np.logical_or(*_halves(side)).all(axis=0) for side in sides]))
    if len(unsure):
        some = [side.take(unsure, axis=1) for side in sides]
        hanging, torn = _doubts(tests, some, indices.take(unsure, axis=1))
        doubtful[unsure] |= hanging
        degenerate[unsure] |= hanging | torn
    return Decisions(indices.T, doubtful, degenerate)


def _sides(values: Floats, tolerance: Floats) -> Flags:
    """Tell which values are positive and, below, which are negative for certain, shape (2 values, b)."""
    sides = np.empty((2 * len(values), len(tolerance)), dtype=bool)
    above, below = _halves(sides)
    np.greater(values, tolerance, out=above)
    np.less(values, -tolerance, out=below)
    return sides


def _halves(sides: Flags) -> tuple[Flags, Flags]:
    return sides[: len(sides) // 2], sides[len(sides) // 2 :]


def _certain(tests: _Tests, sides: Flags) -> list[Signs]:
    """Return for each size (sets, faces, b): the coordinates' sign where own actions are best together, else 0."""
    rising = [_all_hold(sides, numbers).view(np.int8) for numbers in tests.rising]
    for signs, numbers in zip(rising[1:], tests.falling[1:], strict=True):
        signs -= _all_hold(sides, numbers).view(np.int8)
    return rising


def _doubts(tests: Sequence[_Tests], sides: list[Flags], indices: Signs) -> tuple[Flags, Flags]:
    """Tell which games have a pair of supports in doubt, and which a region: actions that may be best within a face."""
    certain = [_certain(test, side) for test, side in zip(tests, sides, strict=True)]
    possible = [_possible(test, side) for test, side in zip(tests, sides, strict=True)]
    torn = [
        _any(_joined((sure != 0) != may for sure, may in zip(*tables, strict=True)))
        for tables in zip(certain, possible, strict=True)
    ]
    pairs = _joined(r & c.swapaxes(0, 1) for r, c in zip(*possible, strict=True))
    return _any(pairs & (indices == 0)), torn[0] | torn[1]


def _possible(tests: _Tests, sides: Flags) -> list[Flags]:
    """Tell for each size which own actions may be best together within which face: no sign speaks against it."""
    allowed = np.roll(~sides, tests.n_minors, axis=0)
    rising = [_all_hold(allowed, numbers) for numbers in tests.rising]
    for flags, numbers in zip(rising[1:], tests.falling[1:], strict=True):
        flags |= _all_hold(allowed, numbers)
    return rising


def _all_hold(sides: Flags, numbers: NDArray[np.intp]) -> Flags:
    """Tell where all signs with these numbers (.., signs) hold, shape (.., b)."""
    if numbers.shape[-1] == 0:
        return np.ones((*numbers.shape[:-1], sides.shape[-1]), dtype=bool)
    held = sides.take(numbers[..., 0], axis=0)
    for place in range(1, numbers.shape[-1]):
        held &= sides.take(numbers[..., place], axis=0)
    return held


def _joined(tables: Iterable[NDArray[Any]]) -> NDArray[Any]:
    """Return tables (.., b) as one of shape (all in front, b)."""
    return np.concatenate([table.reshape(-1, table.shape[-1]) for table in tables])


def _any(flags: Flags) -> Flags:
    return np.asarray(flags.any(axis=0))


def _mix(payoffs: Floats, _: int) -> Weights:
    if payoffs.shape[1] == 2:
        return pair_weights(payoffs)
    column, row = map(_coordinates, unit_gains(payoffs)[0])
    return [row, column]


def _coordinates(gain: Floats) -> Floats:
    """Return where k actions tie on k vertices, up to a factor, from gains (pairs, k, b)."""
    k = gain.shape[1]
    weights = _tests(k, k).minors(gain)[: -k - 1 : -1].copy()
    weights[1::2] *= -1
    return weights
