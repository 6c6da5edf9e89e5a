"""How near a practice in floating-point numbers is to the one equilibrium, with all rounding allowed for.

Where the marginal costs F grow by mu and have the Lipschitz constant L in the norm of the weights w, an equilibrium x*
is within |x - x*| <= (1 + L) |r| / mu of a practice with the residual r = x - P(x - F(x)) (Facchinei and Pang 2003,
proposition 6.3.1).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ...games.arrays import Flags, Floats
from ...games.world.field import marginal_costs
from ...games.world.world import Decimals
from .steps import residual
from .uniqueness import Proof

_EPS = float(np.finfo(float).eps)
_SLACK = 1e-9


@dataclass(frozen=True, eq=False)
class Certificate:
    """What is proven of a practice.

    Attributes
    ----------
    distance
        The most by which any share differs from the equilibrium's.
    active
        Whether it is proven who practises what.
    margin
        The least positive share or slack: how far it is from who practises what changing.
    boundary
        Places (state, order) at which neither a positive share nor a positive slack is proven.
    """

    distance: float
    active: bool
    margin: float
    boundary: tuple[tuple[int, int], ...]


def certificate(world: Decimals, practice: Floats, proof: Proof) -> Certificate | None:
    """Return what a proof of monotonicity says of a practice, None where the proof has no bound."""
    if proof.bound is None or proof.weights is None or proof.bound <= 0:
        return None
    root = np.sqrt(proof.weights)
    lipschitz = _lipschitz(world, root)
    rest = np.sqrt((residual(world, practice) ** 2).sum(axis=1)) + _rounding(world, practice)
    distance = (1 + lipschitz) / proof.bound * float(np.sqrt(((root * rest) ** 2).sum()))
    own = (1 + 1e-9) * distance / root
    active, slack = _split(world, practice)
    steepest = np.abs(marginal_costs(world, practice)).max(axis=1)
    moved = own * (2 * lipschitz + steepest) + 2 * _rounding(world, practice)
    sure = np.where(active, practice > own[:, None], slack > moved[:, None])
    margin = float(_margins(active, slack, practice).min())
    return Certificate(
        float(own.max()), bool(sure.all()), margin, tuple((int(i), int(k)) for i, k in np.argwhere(~sure))
    )


def active_in(practice: Floats) -> Flags:
    """Return which orders each state practises, shape (n, K)."""
    return practice > _SLACK


def margins(world: Decimals, practice: Floats) -> Floats:
    """Return of each state the least positive share or slack: how far it is from another set of orders; shape (n,)."""
    return _margins(*_split(world, practice), practice)


def _margins(active: Flags, slack: Floats, practice: Floats) -> Floats:
    return np.asarray(np.where(active, practice, slack).min(axis=1))


def _split(world: Decimals, practice: Floats) -> tuple[Flags, Floats]:
    """Return which orders are practised, and by how much each costs more than those that are."""
    active = active_in(practice)
    costs = marginal_costs(world, practice)
    level = (costs * practice).sum(axis=1, keepdims=True)
    return active, costs - level


def _lipschitz(world: Decimals, root: Floats) -> float:
    """Return a bound of the norm of the marginal costs' matrix, weighted."""
    weighed = abs(world.network) * root[:, None] / root[None, :]
    spread = float(np.sqrt(weighed.sum(axis=0).max() * weighed.sum(axis=1).max()))
    pulled = world.beta * float(np.sqrt((world.closeness**2).sum())) * spread
    resisted = np.linalg.norm(root) * np.linalg.norm(world.size / root) + world.size.max()
    return (1 + 1e-9) * (1 + pulled + world.gamma * float(world.monism.max()) * float(resisted))


def _rounding(world: Decimals, practice: Floats) -> Floats:
    """Return a bound of what rounding does to the residual of each state, shape (n,)."""
    terms = 32 + np.diff(world.network.indptr) + len(world.monism)
    pulled = world.beta * (abs(world.network) @ practice) @ np.abs(world.closeness)
    resisted = world.gamma * world.monism * (world.size @ practice + world.size[:, None] * practice)
    sizes = (practice + np.abs(world.targets) + pulled + resisted).sum(axis=1)
    return _EPS * (terms + len(world.size)) * sizes
