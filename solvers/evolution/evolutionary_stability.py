"""Evolutionarily stable strategies of a matrix game, pure and mixed, by an exact test.

A strategy x is *evolutionarily stable* when a few mutants z do worse than x in the population that they make up
(Maynard Smith & Price 1973): x is a best reply to itself, and (x - z).Az > 0 for every other best reply z to x. With
d = z - x this reads -d.Ad > 0 for all directions d != 0 from x into the face of the best replies to x, its *extended
support*. The entries of d sum to zero, and those of strategies that x does not use are not negative. So let k be a
strategy in use, and M the symmetric matrix of the form -d.Ad in the other entries of d: F, those of strategies in use,
and N, those of the others. The form has to be positive wherever the entries of N are not negative (Haigh 1975, as put
right by Abakuks 1980): M is positive definite on F, and what is left of it on N once F is eliminated, the Schur
complement, is strictly copositive. *Neutral* stability allows mutants that do equally well (Maynard Smith 1982): the
same with "not negative" for "positive". Neutrally stable strategies come in continua, some without their ends, so there
is no list of them; `stability` tells of any strategy whether it is one.

A symmetric matrix is strictly copositive when v.Mv > 0 for all v >= 0 but 0. On the simplex v.Mv takes its least value
at a v that is, for a set T of entries, the only positive one with Mv constant on T; it is that constant. These v are
found for all T, in fractions (compare Hadeler 1983).

An evolutionarily stable strategy is the only rest point with its support, so all of them are found by going through the
supports.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ...games.numbers import read_fraction
from ..n_player.exact_supports import null_space, positive
from ..n_player.support_profiles import subsets
from .rest_points import exact_payoffs, rest_points

Stability = Literal["evolutionary", "neutral"]


def evolutionarily_stable(matrix: ArrayLike) -> tuple[NDArray[np.float64], ...]:
    """Return all evolutionarily stable strategies of a symmetric two-player game.

    Parameters
    ----------
    matrix
        Shape (m, m): what a row strategy earns against a column strategy; numbers, Fractions or exact strings.

    Returns
    -------
    tuple of ndarray
        Share vectors of shape (m,), ordered by the number of strategies in use, then by which. The search is in
        fractions (floats are read as the decimals that print as them) and complete; there may be none.

    Raises
    ------
    ValueError
        If the matrix is not square or an entry is not a finite number.

    Examples
    --------
    >>> evolutionarily_stable([[-1, 2], [0, 1]])
    (array([0.5, 0.5]),)
    >>> evolutionarily_stable([[0, -1, 1], [1, 0, -1], [-1, 1, 0]])
    ()
    """
    payoffs = exact_payoffs(matrix)
    candidates = [point.exact[0] for point in rest_points(payoffs) if point.exact is not None]
    stable = [shares for shares in candidates if stability(payoffs, shares) == "evolutionary"]
    return tuple(np.array(shares, dtype=np.float64) for shares in stable)


def stability(matrix: ArrayLike, shares: Sequence[Any] | NDArray[Any]) -> Stability | None:
    """Tell whether a strategy is evolutionarily stable, only neutrally stable, or neither (None).

    Parameters
    ----------
    matrix
        Shape (m, m), as in `evolutionarily_stable`.
    shares
        Numbers, Fractions or exact strings that sum to 1. They are taken as they are: a float that is no exact
        equilibrium is not stable.

    Raises
    ------
    ValueError
        If the shares are not those of a strategy of the game.

    Examples
    --------
    >>> stability([[0, -1, 1], [1, 0, -1], [-1, 1, 0]], ["1/3", "1/3", "1/3"])
    'neutral'
    """
    payoffs = exact_payoffs(matrix)
    x = np.array([read_fraction(share) for share in shares], dtype=object)
    if len(x) != len(payoffs) or x.sum() != 1 or min(x) < 0:
        raise ValueError(f"expected {len(payoffs)} shares from 0 that sum to 1, got {len(x)} that sum to {x.sum()}")
    fitness = payoffs @ x
    used = np.flatnonzero(x).tolist()
    extended = [i for i, f in enumerate(fitness) if f == fitness.max()]
    if not set(used) <= set(extended):
        return None
    k, free = used[0], used[1:]
    others = free + [i for i in extended if i not in used]
    form = _form(payoffs, k, others)
    if _copositive(form, len(free), strictly=True):
        return "evolutionary"
    return "neutral" if _copositive(form, len(free), strictly=False) else None


def _form(payoffs: NDArray[Any], k: int, others: Sequence[int]) -> NDArray[Any]:
    """Return the matrix of -2 d.Ad in the entries of d at `others`, that at k being minus their sum."""
    among = payoffs[np.ix_(others, others)]
    against = payoffs[np.ix_(others, [k])] + payoffs[np.ix_([k], others)].T
    half = against - among
    return half + half.T - 2 * payoffs[k, k]


def _copositive(form: NDArray[Any], free: int, *, strictly: bool) -> bool:
    """Tell whether a form is positive, or not negative, where all entries but the first `free` are not negative.

    The free entries are eliminated one by one: each is set to what makes the form least.
    """
    for _ in range(free):
        pivot, row = form[0, 0], form[0, 1:]
        if pivot < 0 or (pivot == 0 and (strictly or any(row))):
            return False
        form = form[1:, 1:] - (np.multiply.outer(row, row) / pivot if pivot else 0)
    return all(least > 0 or (least == 0 and not strictly) for least in _least_values(form))


def _least_values(form: NDArray[Any]) -> list[Fraction]:
    """Return what a form is worth where it could be least on the simplex."""
    values: list[Fraction] = []
    for chosen in subsets(len(form)):
        part = form[np.ix_(chosen, chosen)]
        basis = null_space(part[1:] - part[0])
        if len(basis) == 1 and (shares := positive(basis[0])) is not None:
            values.append(part[0] @ np.array(shares, dtype=object))
    return values
