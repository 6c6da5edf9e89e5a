"""All rest points of the replicator dynamics with mutation, by following paths.

With eps = mu / (m - 1) and L = x.f + m eps, the rest points of m strategies solve

    x_i (L - f_i(x)) = eps for all i,    x_1 + .. + x_m = 1,

in the unknowns x and L, and for two populations the same in each, with an L and an eps of its own. Where eps is 0 this
is linear for each set of strategies in use. For almost all complex payoffs these solutions, 2^m - 1 of them (for two
populations one for each pair of sets of equal size), are all that are finite, and regular. As t goes from 0 to 1 the
payoffs (1 - t) P + t A, with random complex P, and the mutation t eps lead them along smooth paths to solutions at A
and eps, and for almost all P every isolated solution there is the end of a path (Sommese & Wampler 2005, chapter 7).
Those that are real and positive are kept.

Nothing of this is proven in a particular run, but there is a test from outside: with mutation the dynamics points into
the simplex all along its boundary, so the signs of det(-J), J being the Jacobian matrix on the tangent space, add up to
1 over all rest points if none is degenerate (Poincare and Hopf; Hofbauer & Sigmund 1998, chapter 13).
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations, product
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..n_player.indifference import solve_each
from .dynamics import joint_payoffs, tangent_jacobian

Payoffs = tuple[NDArray[np.float64], ...]
Times = NDArray[np.float64]
Unknowns = NDArray[np.complex128]
"""For each path the N shares and then an L for each population, shape (paths, N + populations)."""

_SEED = 1978
_FIRST_STEP = 0.02
_LEAST_STEP = 1e-9
_MOST_ROUNDS = 3000
_STEP_ERROR = 1e-4

_FAR = 100
"""A path that stops where an unknown is beyond this was on its way to infinity."""

_REAL = 1e-8
_SAME = 1e-8


def balance_points(tables: Payoffs, mutation: float) -> tuple[NDArray[np.float64], bool]:
    """Find the rest points of one or two populations with uniform mutation.

    Parameters
    ----------
    tables
        Payoffs [own, opponent]: one square matrix, or two for two populations.
    mutation
        The rate, above 0.

    Returns
    -------
    ndarray
        Shape (points, N): the shares of all populations, one after the other, in descending order.
    bool
        Whether every path ended and the signs of the Jacobian determinants add up to 1. If not, a point may be missing.
    """
    sizes = [len(table) for table in tables]
    family = _family(tables, sizes, mutation)
    ends, all_ended = _followed(family)
    states = ends[:, : sum(sizes)]
    real = (np.abs(states.imag).max(axis=1) < _REAL) & (states.real.min(axis=1) > 0)
    points = _distinct(_polished(family, ends[real])[:, : sum(sizes)])
    signs = [np.linalg.slogdet(-tangent_jacobian(tables, point, mutation))[0] for point in points]
    return points, all_ended and round(sum(signs)) == 1


@dataclass(frozen=True, eq=False)
class _Family:
    """The systems between a random one, at t = 0, and the one to be solved, at t = 1.

    `member` tells which strategies are in which population, shape (populations, N); payoffs are start + t change.
    """

    member: NDArray[np.bool_]
    start: Unknowns
    change: Unknowns
    inflow: NDArray[np.float64]

    @property
    def size(self) -> int:
        return len(self.inflow)

    def fitness(self, u: Unknowns, t: Times) -> Unknowns:
        x = u[:, : self.size]
        return x @ self.start.T + t[:, None] * (x @ self.change.T)

    def lead(self, u: Unknowns) -> Unknowns:
        """Return for each strategy the L of its population."""
        return u[:, self.size :] @ self.member

    def values(self, u: Unknowns, t: Times) -> Unknowns:
        x = u[:, : self.size]
        balance = x * (self.lead(u) - self.fitness(u, t)) - t[:, None] * self.inflow
        return np.concatenate([balance, x @ self.member.T - 1], axis=1)

    def slopes(self, u: Unknowns, t: Times) -> NDArray[np.complex128]:
        n, x = self.size, u[:, : self.size]
        slopes = np.zeros((len(u), u.shape[1], u.shape[1]), dtype=np.complex128)
        slopes[:, :n, :n] = -x[..., None] * (self.start + t[:, None, None] * self.change)
        slopes[:, range(n), range(n)] += self.lead(u) - self.fitness(u, t)
        slopes[:, :n, n:] = x[..., None] * self.member.T
        slopes[:, n:, :n] = self.member
        return slopes

    def newton(self, u: Unknowns, t: Times) -> Unknowns:
        return solve_each(self.slopes(u, t), self.values(u, t)[..., None])[..., 0]

    def tangent(self, u: Unknowns, t: Times) -> Unknowns:
        """Return du/dt along the paths."""
        x, drift = u[:, : self.size], np.zeros_like(u)
        drift[:, : self.size] = x * (x @ self.change.T) + self.inflow
        return solve_each(self.slopes(u, t), drift[..., None])[..., 0]


def _family(tables: Payoffs, sizes: list[int], mutation: float) -> _Family:
    """Scale the payoffs of each population to [0, 1], and draw the system at t = 0."""
    scales = [float(np.ptp(table)) or 1.0 for table in tables]
    scaled = tuple((table - table.min()) / scale for table, scale in zip(tables, scales, strict=True))
    inflow = [mutation / (m - 1) / scale if m > 1 else 0.0 for m, scale in zip(sizes, scales, strict=True)]
    target = joint_payoffs(scaled)
    met = joint_payoffs(tuple(np.ones_like(table) for table in tables))
    start = met * random_start(len(target))
    owner = np.repeat(np.arange(len(sizes)), sizes)
    return _Family(np.arange(len(sizes))[:, None] == owner, start, target - start, np.array(inflow)[owner])


def random_start(size: int) -> Unknowns:
    """Return the payoffs at t = 0, always the same ones: shape (size, size)."""
    rng = np.random.default_rng(_SEED)
    return rng.standard_normal((size, size, 2)).view(np.complex128)[..., 0]


def _followed(family: _Family) -> tuple[Unknowns, bool]:
    """Return where the paths reach t = 1, and whether every path does or goes to infinity.

    All paths advance together, each with its own step: a Runge-Kutta predictor, then two Newton steps.
    """
    u = _first(family)
    t, step, under_way = np.zeros(len(u)), np.full(len(u), _FIRST_STEP), np.ones(len(u), dtype=bool)
    with np.errstate(all="ignore"):
        for _ in range(_MOST_ROUNDS):
            rows = np.flatnonzero(under_way)
            if not len(rows):
                break
            h = np.minimum(step[rows], 1 - t[rows])
            ahead = _predicted(family, u[rows], t[rows], h)
            first = family.newton(ahead, t[rows] + h)
            second = family.newton(ahead - first, t[rows] + h)
            size = 1 + np.abs(u[rows]).max(axis=1)
            error = np.abs(first).max(axis=1) / size
            good = (error < _STEP_ERROR) & (np.abs(second).max(axis=1) < 0.01 * _STEP_ERROR * size)
            u[rows[good]] = (ahead - first - second)[good]
            t[rows[good]] += h[good]
            growth = np.clip((0.2 * _STEP_ERROR / np.fmax(error, 1e-12)) ** 0.2, 0.5, 2)
            step[rows] = h * np.where(good, growth, 0.5)
            under_way[rows] = (t[rows] < 1) & (step[rows] > _LEAST_STEP)
    lost = (t < 1) & (np.abs(u).max(axis=1) < _FAR)
    return u[t >= 1], not lost.any()


def _first(family: _Family) -> Unknowns:
    """Solve the systems at t = 0: in each population the strategies in use are equally fit."""
    n, n_populations = family.size, len(family.member)
    side = np.repeat([0.0, 1.0], [n, n_populations])
    solutions: list[NDArray[Any]] = []
    for used in _used(family.member):
        system = np.zeros((n + n_populations, n + n_populations), dtype=np.complex128)
        system[:n, :n] = np.where(used[:, None], -family.start, np.eye(n))
        system[:n, n:] = (family.member & used).T
        system[n:, :n] = family.member
        solutions.append(np.linalg.solve(system, side))
    return np.array(solutions)


def _used(member: NDArray[np.bool_]) -> list[NDArray[np.bool_]]:
    """Return the sets of strategies in use, in two populations as many in the one as in the other."""
    places = [np.flatnonzero(own).tolist() for own in member]
    each = [[used for k in range(1, len(own) + 1) for used in combinations(own, k)] for own in places]
    chosen = [sum(sets, ()) for sets in product(*each) if len(set(map(len, sets))) == 1]
    return [np.isin(np.arange(member.shape[1]), used) for used in chosen]


def _predicted(family: _Family, u: Unknowns, t: Times, h: Times) -> Unknowns:
    step = h[:, None]
    a = family.tangent(u, t)
    b = family.tangent(u + step / 2 * a, t + h / 2)
    c = family.tangent(u + step / 2 * b, t + h / 2)
    d = family.tangent(u + step * c, t + h)
    return u + step / 6 * (a + 2 * b + 2 * c + d)


def _polished(family: _Family, ends: Unknowns) -> NDArray[np.float64]:
    """Return real solutions to the last digit."""
    u = ends.real.astype(np.complex128)
    for _ in range(3):
        u = u - family.newton(u, np.ones(len(u)))
    return u.real


def _distinct(points: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the points in descending order, each once."""
    ordered = points[np.lexsort(-points.round(8).T[::-1])]
    apart = np.abs(ordered[:, None] - ordered).max(axis=2) > _SAME
    return ordered[[bool(apart[k, :k].all()) for k in range(len(ordered))]]
