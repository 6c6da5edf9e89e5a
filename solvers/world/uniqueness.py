"""Proofs that a world has one equilibrium: strong monotonicity of the marginal costs on the tangent space.

Multiply the payoff of each state by a weight w_i > 0, which moves no best reply. Where sym(W M), the symmetric part
of the matrix of the weighted marginal costs, is at least mu W on the tangent space {d: sum_k d_ik = 0} with mu > 0, the
equilibrium is unique for every target t (Rosen 1965, Econometrica 33).

*By size.* With w = s the resistance is positive semidefinite in any case. Let H = (G + S^-1 G' S) / 2, which is G where
s_i g_ij = s_j g_ji, and c the largest absolute eigenvalue of C on the tangent space of one state: then
mu = 1 - beta c rho(|H|) does. A positive vector v bounds rho(|H|) by max_i (|H| v)_i / v_i (Collatz and Wielandt).

*By elimination.* Otherwise the weights 1, s, and those that make the network symmetric are tried: small matrices in
whole numbers, larger ones by a Cholesky factor that allows for all rounding (Rump 2006, BIT 46).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

import numpy as np
from scipy.linalg import LinAlgError, cholesky, eigvalsh
from scipy.sparse import csr_array, diags_array

from ...games.arrays import Floats, Fractions
from ...games.world.world import World
from .steps import dense

MOST_EXACT, MOST_ELIMINATED = 60, 1_500
"""Dimensions of the tangent space up to which elimination is done in whole numbers, and at all."""

_EPS = float(np.finfo(float).eps)


@dataclass(frozen=True, eq=False)
class Proof:
    """Why there is no other equilibrium.

    Attributes
    ----------
    method
        "size": strong monotonicity by the sizes and the spectrum of the network; "elimination": of the symmetric part
        of the matrix; "enumeration": every active set was solved.
    bound
        mu, the least growth of the weighted marginal costs that is proven; None by enumeration, which has none.
    weights
        w, shape (n,); None by enumeration.
    """

    method: Literal["size", "elimination", "enumeration"]
    bound: float | None = None
    weights: Floats | None = None


def monotonicity(world: World) -> Proof | None:
    """Return the proof that the marginal costs grow in every direction, None where none is found."""
    by_size = 1 - float(world.beta) * (1 + 4 * _EPS) * closeness_norm(world) * network_radius(world)
    if by_size > 0:
        return Proof("size", by_size, world.decimals.size)
    tangent = world.theta.shape[0] * (world.theta.shape[1] - 1)
    if tangent > MOST_ELIMINATED:
        return None
    for weights in _weights(world):
        bound = _growth(world, weights, tangent <= MOST_EXACT)
        if bound is not None:
            return Proof("elimination", bound, weights.astype(float))
    return None


def network_radius(world: World) -> float:
    """Return an upper bound of the spectral radius of |H|, rounded up: of the network where it is symmetric by size."""
    network, size = world.decimals.network, world.decimals.size
    mirrored = diags_array(1 / size) @ network.T @ diags_array(size)
    noise = 4 * _EPS * (abs(network) + abs(mirrored))
    half = csr_array(abs(network + mirrored) + noise) / 2
    vector = np.ones(len(size))
    for _ in range(200):
        moved = half @ vector + vector
        vector = moved / moved.max()
    return float((half @ vector / vector).max()) * (1 + (len(size) + 8) * _EPS)


def closeness_norm(world: World) -> float:
    """Return an upper bound of the largest absolute eigenvalue of C on {d: sum d = 0}, rounded up."""
    orders = len(world.closeness)
    if (world.closeness == np.eye(orders, dtype=int)).all():
        return 1.0
    basis = _tangent(orders)
    values = eigvalsh(basis.T @ world.decimals.closeness @ basis) if orders > 1 else np.zeros(1)
    return float(np.abs(values).max() + 64 * orders * _EPS * np.abs(world.decimals.closeness).sum())


def _tangent(orders: int) -> Floats:
    """Return an orthonormal basis of {d: sum d = 0}, shape (K, K - 1)."""
    return np.linalg.qr(np.eye(orders)[:, :-1] - np.eye(orders)[:, -1:])[0]


def _weights(world: World) -> Iterator[Fractions]:
    yield np.full(len(world.size), Fraction(1), dtype=object)
    yield world.size
    symmetric = _symmetric_weights(world)
    if symmetric is not None:
        yield symmetric


def _symmetric_weights(world: World) -> Fractions | None:
    """Return weights with w_i g_ij = w_j g_ji, found along the ties; None where there are none."""
    ties = {(int(i), int(j)): weight for i, j, weight in zip(*world.ties, strict=True)}
    partners: dict[int, list[int]] = {}
    for (i, j), weight in ties.items():
        if ties.get((j, i), 0) * weight <= 0:
            return None
        partners.setdefault(i, []).append(j)
    weights: list[Fraction | None] = [None] * len(world.size)
    for root in range(len(weights)):
        waiting = [root] if weights[root] is None else []
        weights[root] = weights[root] or Fraction(1)
        while waiting:
            i = waiting.pop()
            for j in partners.get(i, ()):
                implied = weights[i] * ties[i, j] / ties[j, i]
                if weights[j] is None:
                    weights[j] = implied
                    waiting.append(j)
                elif weights[j] != implied:
                    return None
    return np.array(weights, dtype=object)


def _growth(world: World, weights: Fractions, exact: bool) -> float | None:
    """Return a proven mu for some weights, None where there is none."""
    states, orders = world.theta.shape
    root = np.sqrt(weights.astype(float))
    basis = np.kron(np.eye(states), _tangent(orders))
    scaled = dense(world.decimals) * np.kron(np.outer(root, 1 / root), np.ones((orders, orders)))
    form = basis.T @ (scaled + scaled.T) @ basis / 2
    least = float(eigvalsh(form)[0]) if form.size else 1.0
    if exact:
        tried = (Fraction(int(least * 0.999 * 2**40), 2**40), Fraction(0))
        return next((float(mu) for mu in tried if mu >= 0 and _grows(world, weights, mu)), None)
    bound = 0.9 * least
    return bound if bound > 0 and _surely_positive(form, bound, scaled) else None


def _surely_positive(form: Floats, bound: float, scaled: Floats) -> bool:
    """Tell whether form - bound is positive definite however the numbers were rounded on the way to it."""
    count = len(form)
    rounding = 16 * (count + 16) * _EPS * float(np.abs(scaled).sum(axis=1).max() + np.abs(scaled).sum(axis=0).max())
    try:
        cholesky(form - (bound + rounding + count * _EPS * np.trace(form)) * np.eye(count))
    except LinAlgError:
        return False
    return True


def _grows(world: World, weights: Fractions, mu: Fraction) -> bool:
    """Tell whether sym(W M) - mu W is positive definite on the tangent space, in fractions."""
    states, orders = world.theta.shape
    identity = np.array([[Fraction(int(k == other)) for other in range(orders)] for k in range(orders)], dtype=object)
    monism = world.monism * identity
    blocks = np.empty((states, states), dtype=object)
    for i in range(states):
        for j in range(states):
            block = world.gamma * world.size[j] * monism - world.beta * world.network[i, j] * world.closeness
            own = (1 - mu) * identity + world.gamma * world.size[i] * monism if i == j else 0
            block = weights[i] * (block + own)
            differences = block[:-1] - block[-1]
            blocks[i, j] = differences[:, :-1] - differences[:, -1:]
    matrix = np.block([[blocks[i, j] for j in range(states)] for i in range(states)])
    return positive_definite((matrix + matrix.T) / 2)


def positive_definite(matrix: Any) -> bool:
    """Tell whether a symmetric matrix of fractions is positive definite, by the pivots of L D L'.

    Examples
    --------
    >>> positive_definite(np.array([[Fraction(2), Fraction(1)], [Fraction(1), Fraction(1, 2)]]))
    False
    """
    rest = matrix.copy()
    while len(rest):
        pivot = rest[0, 0]
        if pivot <= 0:
            return False
        rest = rest[1:, 1:] - np.multiply.outer(rest[1:, 0] / pivot, rest[0, 1:])
    return True
