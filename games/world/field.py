"""What practising an order costs at the margin, and what the payoffs are: formulas of `World`, in fractions.

The marginal costs F_i = -grad_i u_i are affine: F(x) = M x - t, with (M x)_i = x_i - beta C sum_j g_ij x_j + gamma D
(X + s_i x_i) and t = theta + appeal + push. An equilibrium is a solution of the variational inequality of F over the
product of the simplices: F_ik is the same for all orders that i practises, and no less for the others.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np

from .world import Decimals, World

AnyWorld = World | Decimals
"""A world in fractions or in floating-point numbers; practice is given in the numbers of its world."""


def aggregate(world: AnyWorld, practice: Any) -> Any:
    """Return X, the weight of each order in the world, shape (K,)."""
    return world.size @ practice


def linear_costs(world: AnyWorld, practice: Any) -> Any:
    """Return M x, the shape of `practice`; of x in whole numbers over a divisor it is M x over it too."""
    resisted = aggregate(world, practice)[..., None, :] + world.size[:, None] * practice
    recognised = world.recognised(practice) @ world.closeness
    return practice - world.beta * recognised + world.gamma * world.monism * resisted


def marginal_costs(world: AnyWorld, practice: Any) -> Any:
    """Return F(x), the shape of `practice`."""
    return linear_costs(world, practice) - world.targets


def payoffs(world: AnyWorld, practice: Any, divisor: int = 1) -> Any:
    """Return the payoff of each state where the practice is `practice` / `divisor`, shape (n,)."""
    pulled = world.recognised(practice) @ world.closeness
    resisted = world.monism * aggregate(world, practice)
    square = ((2 * (world.beta * pulled - world.gamma * resisted) - practice) * practice).sum(axis=1)
    constant = (world.theta**2).sum(axis=1)
    if divisor == 1:
        return (square - constant) / 2 + (world.targets * practice).sum(axis=1)
    return square / (2 * Fraction(divisor) ** 2) - constant / 2 + (world.targets * practice).sum(axis=1) / divisor


def best_reply(curvature: Any, costs: Any) -> Any:
    """Return the share vector y that minimises sum_k (curvature_k y_k^2 / 2 + costs_k y_k).

    At it y_k = max(0, (level - costs_k) / curvature_k) for the level at which the shares add up to 1; orders come in
    as the level rises past their costs.

    Examples
    --------
    >>> best_reply(np.array([Fraction(1), Fraction(2)]), np.array([Fraction(0), Fraction(1, 2)])).tolist()
    [Fraction(5, 6), Fraction(1, 6)]
    """
    ranks = np.argsort(costs, kind="stable")
    weight: Any = 0
    filled: Any = 0
    level = costs[ranks[0]]
    for place, order in enumerate(ranks):
        if place and level <= costs[order]:
            break
        weight += 1 / curvature[order]
        filled += costs[order] / curvature[order]
        level = (1 + filled) / weight
    return np.maximum(0, (level - costs) / curvature)


def regret(world: AnyWorld, practice: Any) -> Any:
    """Return the most that any state could gain by another practice of its own, 0 at an equilibrium."""
    most: Any = 0
    curvatures = 1 + 2 * world.gamma * world.size[:, None] * world.monism
    for own, cost, curvature in zip(practice, marginal_costs(world, practice), curvatures, strict=True):
        step = best_reply(curvature, cost - curvature * own) - own
        most = max(most, -(cost @ step) - (curvature * step * step).sum() / 2)
    return most
