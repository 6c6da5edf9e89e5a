"""Rest points of the replicator dynamics (Taylor & Jonker 1978) of a matrix game, and their stability.

In a population with shares x and payoffs A[own, opponent], strategy i has fitness f_i = (Ax)_i, and its share changes
as x_i' = x_i (f_i - x.f). At a rest point all strategies in use are equally fit, which are linear equations for each
set of strategies in use: there a rest point is the only one, or one of a continuum. Two populations that meet only one
another have shares x and y, payoffs A[own, opponent] and B[own, opponent], and fitnesses Ay and Bx.

Under uniform mutation an individual turns, with intensity mu, into one of another strategy, each of the m - 1 others
alike:

    x_i' = x_i (f_i - x.f) + mu / (m - 1) (1 - m x_i).

Mutation is added to selection, not multiplied with fitness (Hofbauer 1985; Bomze & Buerger 1995): the simplex is kept
whatever the sign of payoffs, and adding a constant to them changes nothing. All rest points are then interior.

Stability is that of the linearised dynamics, by the eigenvalues of the Jacobian matrix on the tangent space of the
simplex (Hofbauer & Sigmund 1998, chapter 7).
"""

from __future__ import annotations

from collections.abc import Sequence, Sized
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from math import inf
from numbers import Real
from typing import Any, overload

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ...games.errors import expect
from ...games.normal_form import Profile
from ...games.numbers import counted, read_fractions
from ...games.text.shown import Shown
from ..deadline import stop_after
from ..exact.hurwitz import eigenvalues_on_the_left
from ..n_player.exact_supports import positive_corners
from ..n_player.support_profiles import Supports, subsets
from .dynamics import tangent_jacobian
from .mutation_balance import balance_points

EXACT_METHOD = "linear equations in fractions for every set of strategies in use"
NUMERICAL_METHOD = "all complex roots by numerical continuation, without a proof"

UNDECIDED = 1e-9
"""As a share of the payoffs' spread: a real part this near to zero, known only as a float, decides nothing."""


@dataclass(frozen=True, eq=False)
class RestPoint:
    """A state that stays as it is, and that no continuum of such states reaches.

    Attributes
    ----------
    shares
        The share of each strategy, shape (m,); for two populations a pair of such arrays.
    eigenvalues
        Of the Jacobian matrix on the tangent space, m - 1 of them (for two populations m + k - 2), complex, those with
        the greatest real part first.
    stable
        Whether it is asymptotically stable: all real parts are negative (decided in fractions where `exact` is known).
        False where one is positive, None where the greatest is zero and the linearised dynamics decides nothing.
    exact
        The shares as Fractions, one tuple for each population; None where they are known only as floats.
    """

    shares: NDArray[np.float64] | tuple[NDArray[np.float64], NDArray[np.float64]]
    eigenvalues: NDArray[np.complex128]
    stable: bool | None
    exact: tuple[tuple[Fraction, ...], ...] | None


@dataclass(frozen=True, eq=False)
class RestContinuum:
    """A continuum of rest points: all mixtures, population by population, of its corners, each as exact shares."""

    corners: tuple[Profile, ...]


@dataclass(frozen=True, eq=False, repr=False)
class RestPoints(Shown, Sequence[RestPoint]):
    """The isolated rest points, as a sequence, and what else there is.

    Attributes
    ----------
    points
        Ordered by the number of strategies in use, then by which; with mutation by their shares, the greatest first.
    continua
        The largest continua; none with mutation.
    complete
        Without mutation always true, and proven. With mutation true where the numerical search met no obstacle and the
        signs of the Jacobian determinants add up as they must (see `mutation_balance`), which is strong evidence.
    """

    points: tuple[RestPoint, ...]
    continua: tuple[RestContinuum, ...]
    complete: bool
    method: str

    def about(self) -> str:
        """Return how many there are, and whether all are known."""
        return f"isolated: {counted(len(self.points))}; {'complete' if self.complete else 'perhaps not all'}"

    @overload
    def __getitem__(self, place: int) -> RestPoint: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[RestPoint, ...]: ...
    def __getitem__(self, place: int | slice) -> RestPoint | tuple[RestPoint, ...]:
        """Return one of the points, or some."""
        return self.points[place]

    def __len__(self) -> int:
        """Return how many isolated rest points there are."""
        return len(self.points)


def rest_points(
    matrix: ArrayLike | Sequence[ArrayLike], mutation: float | None = None, deadline: float = inf
) -> RestPoints:
    """Find all rest points of the replicator dynamics of a matrix game.

    Parameters
    ----------
    matrix
        Shape (m, m): what a row strategy earns against a column strategy; numbers, Fractions or exact strings. For two
        populations a pair of matrices [own, opponent], of shapes (m, k) and (k, m).
    mutation
        The rate of uniform mutation, from 0; None or 0 for none.
    deadline
        A reading of the clock `time.monotonic`; with mutation the search is finished once begun.

    Returns
    -------
    RestPoints
        A sequence of the isolated ones. Without mutation exact and proven complete; floats are read as the decimals
        that print as them. With mutation floats, to about fifteen digits.

    Raises
    ------
    ValueError
        If the shapes are not those of a game, an entry is not a finite number, or the rate is not a number from 0.
    TimeoutError
        If the deadline passed first.

    Notes
    -----
    Deterministic. The work more than doubles with every strategy: eight take a fraction of a second, ten some seconds.

    Examples
    --------
    >>> hawk_dove = [[-1, 2], [0, 1]]
    >>> for point in rest_points(hawk_dove):
    ...     print(point.shares, point.eigenvalues.real, point.stable)
    [1. 0.] [1.] False
    [0. 1.] [1.] False
    [0.5 0.5] [-0.5] True
    >>> [point.shares.round(3).tolist() for point in rest_points([[2, 0], [0, 1]], mutation=0.01)]
    [[0.995, 0.005], [0.328, 0.672], [0.01, 0.99]]
    """
    tables = _read(matrix)
    stop_after(deadline)
    if mutation is None or mutation == 0:
        return _without_mutation(tables, deadline)
    expect(mutation, Real, "a rate of mutation as a number")
    if not 0 < mutation < np.inf:
        raise ValueError(f"mutation must be a rate from 0, got {mutation}")
    return _with_mutation(tables, float(mutation))


def _read(matrix: Any) -> tuple[NDArray[Any], ...]:
    """Return the payoffs of each population as Fractions: one matrix, or two."""
    expect(matrix, Sized, "a matrix, or a pair of them")
    pair = len(matrix) == 2 and all(np.ndim(part) == 2 for part in matrix)
    if not pair:
        return (exact_payoffs(matrix),)
    tables = tuple(_fractions(table) for table in matrix)
    if tables[1].shape != tables[0].shape[::-1]:
        shapes = f"{tables[0].shape} and {tables[1].shape}"
        raise ValueError(f"a pair of matrices [own, opponent] must have shapes (m, k) and (k, m), got {shapes}")
    return tables


def exact_payoffs(matrix: Any) -> NDArray[Any]:
    """Return one population's payoffs as Fractions; ValueError unless they are a square matrix of finite numbers."""
    table = _fractions(matrix)
    if table.shape[0] != table.shape[1]:
        raise ValueError(f"matrix must be square, own strategies by the opponent's, got shape {table.shape}")
    return table


def _fractions(table: Any) -> NDArray[Any]:
    given = np.array(table, dtype=object)
    if given.ndim != 2 or not given.size:
        raise ValueError(f"a matrix must have two axes, own strategies by the opponent's, got shape {given.shape}")
    return read_fractions("matrix", given)


def _without_mutation(tables: tuple[NDArray[Any], ...], deadline: float) -> RestPoints:
    isolated: list[Profile] = []
    continua: dict[Supports, tuple[Profile, ...]] = {}
    all_supports = product(*(subsets(len(table)) for table in tables))
    for supports in sorted(all_supports, key=lambda supports: sum(map(len, supports))):
        stop_after(deadline)
        corners = _resting(tables, supports)
        if len(corners) == 1:
            isolated += corners
        elif corners:
            continua[supports] = corners
    largest = tuple(
        RestContinuum(corners)
        for own, corners in continua.items()
        if not any(other != own and all(_rests_on(tables, other, c) for c in corners) for other in continua)
    )
    points = tuple(
        _exact_point(tables, profile)
        for profile in isolated
        if not any(_rests_on(tables, supports, profile) for supports in continua)
    )
    return RestPoints(points, largest, complete=True, method=EXACT_METHOD)


def _resting(tables: tuple[NDArray[Any], ...], supports: Supports) -> tuple[Profile, ...]:
    """Return the corners of the rest points in which exactly these strategies are in use; none if there is no such."""
    mixtures: list[list[NDArray[Any]]] = []
    for population, (own, table) in enumerate(zip(supports, reversed(tables), strict=True)):
        judged = supports[population - 1]
        cut = table[np.ix_(judged, own)]
        corners = positive_corners(cut[1:] - cut[0])
        whole = np.full((len(corners), table.shape[1]), Fraction(0), dtype=object)
        whole[:, own] = np.array(corners, dtype=object).reshape(-1, len(own))
        mixtures.append(list(whole))
    return tuple(product(*mixtures))


def _rests_on(tables: tuple[NDArray[Any], ...], supports: Supports, profile: Profile) -> bool:
    """Tell whether a profile uses only these strategies, and they are all equally fit in each population."""
    for population, (own, table) in enumerate(zip(supports, tables, strict=True)):
        fitness = table[list(own)] @ profile[population - 1]
        if not set(np.flatnonzero(profile[population])) <= set(own) or any(fitness != fitness[0]):
            return False
    return True


def _exact_point(tables: tuple[NDArray[Any], ...], profile: Profile) -> RestPoint:
    jacobian = tangent_jacobian(tables, np.concatenate(profile))
    return RestPoint(
        shares=_shares(tuple(strategy.astype(np.float64) for strategy in profile)),
        eigenvalues=_eigenvalues(jacobian.astype(np.float64)),
        stable=eigenvalues_on_the_left(jacobian),
        exact=tuple(tuple(strategy) for strategy in profile),
    )


def _with_mutation(tables: tuple[NDArray[Any], ...], mutation: float) -> RestPoints:
    numbers = tuple(table.astype(np.float64) for table in tables)
    states, complete = balance_points(numbers, mutation)
    sizes = [len(table) for table in tables]
    spread = max(float(np.ptp(table)) for table in numbers) + mutation
    points: list[RestPoint] = []
    for state in states:
        eigenvalues = _eigenvalues(tangent_jacobian(numbers, state, mutation))
        rightmost = eigenvalues[0].real if len(eigenvalues) else -np.inf
        stable = None if abs(rightmost) <= UNDECIDED * spread else bool(rightmost < 0)
        points.append(RestPoint(_shares(tuple(np.split(state, sizes[:-1]))), eigenvalues, stable, None))
    return RestPoints(tuple(points), (), complete, NUMERICAL_METHOD)


def _eigenvalues(jacobian: NDArray[np.float64]) -> NDArray[np.complex128]:
    values = np.linalg.eigvals(jacobian).astype(np.complex128)
    return values[np.lexsort((-values.imag, -values.real))]


def _shares(parts: tuple[NDArray[Any], ...]) -> Any:
    return parts[0] if len(parts) == 1 else parts
