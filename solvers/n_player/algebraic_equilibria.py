"""Exact probabilities of isolated equilibria: algebraic numbers, by a Groebner basis of the indifference equations.

On a support profile the equations hold the probabilities of each player's played actions but the first, which is 1 less
the others. Where they have finitely many complex solutions, the polynomials modulo the equations are a vector space,
with the monomials that no leading term of a Groebner basis divides as its basis, and a probability p acts on it as a
matrix. The first linear relation between 1, p, p^2, .. is a polynomial that p satisfies at every solution (Faugere,
Gianni, Lazard & Mora 1993). The equilibrium's own p is the one root of it in the proven enclosure; its minimal
polynomial is the irreducible factor with that root. With two actions for each of three players the polynomial is
quadratic.

The basis grows fast with the number of solutions, and SymPy cannot be stopped while it computes one. Measured on games
with payoffs of one digit: up to 4 solutions (supports of 2 x 2 x 2, 3 x 2 x 2, 3 x 3 x 2) less than a tenth of a
second; 9 (2 x 2 x 2 x 2) a quarter; 10 (3 x 3 x 3) one second, and four where payoffs have six digits; 12 (4 x 3 x 3)
three seconds; 24 (4 x 4 x 3) more than a minute.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from ...games.normal_form import NormalFormGame
from ..base import Candidate, Findings
from ..exact.algebraic import Coefficients, Exact, Root, primitive
from .exact_supports import null_space
from .indifference import assignments
from .support_profiles import ExactGains, Supports, exact_gains, supports_of

if TYPE_CHECKING:
    from sympy import Poly, Symbol

MOST_SOLUTIONS = 12
"""Supports whose equations may have more isolated solutions, by their Bezout number, are not tried."""

Polynomials = tuple[tuple[Coefficients, ...], ...]
"""For each player, for each played action, a polynomial with whole coefficients that has its probability as a root."""


def with_exact_probabilities(game: NormalFormGame, findings: Findings, deadline: float = np.inf) -> Findings:
    """Return what was found with the equilibria that are known as proven floats given as exact numbers too.

    Parameters
    ----------
    findings
        Those of a search of this game. A candidate whose probabilities turn out to be rational all becomes exact.
    deadline
        On the monotonic clock. No supports are begun after it; those begun are finished.

    Returns
    -------
    Findings
        The same candidates in the same order; a further note for each reason why some stay numerical.

    Examples
    --------
    Three players to each of whom it is worth 1 to act, unless both others act too, which costs it 1.

    >>> from .isolated_equilibria import n_player_equilibria
    >>> a, b, c = np.indices((2, 2, 2))
    >>> game = NormalFormGame([a * (1 - 2 * b * c), b * (1 - 2 * a * c), c * (1 - 2 * a * b)])
    >>> found = with_exact_probabilities(game, n_player_equilibria(game, np.random.default_rng(0)))
    >>> [strategy[1].in_radicals() for strategy in found.candidates[3].algebraic]
    [sqrt(2)/2, sqrt(2)/2, sqrt(2)/2]
    """
    gains = exact_gains(game)
    candidates = list(findings.candidates)
    numerical: dict[str, list[int]] = {}
    for supports, places in _by_supports(candidates).items():
        polynomials = _within_limits(gains, supports, deadline)
        for place in places:
            exact = polynomials if isinstance(polynomials, str) else _exact(candidates[place], polynomials)
            if isinstance(exact, str):
                numerical.setdefault(exact, []).append(place + 1)
            else:
                candidates[place] = exact
    notes = [
        f"Not given exactly: equilibri{'a' if len(places) > 1 else 'um'} {', '.join(map(str, places))}; {reason}."
        for reason, places in numerical.items()
    ]
    return replace(findings, candidates=tuple(candidates), notes=(*findings.notes, *notes))


def _by_supports(candidates: Sequence[Candidate]) -> dict[Supports, list[int]]:
    """Return the places of the candidates that are given in floats, by their supports."""
    groups: dict[Supports, list[int]] = {}
    for place, candidate in enumerate(candidates):
        if any(strategy.dtype != object for strategy in candidate.strategies):
            groups.setdefault(supports_of(candidate.strategies), []).append(place)
    return groups


def _within_limits(gains: ExactGains, supports: Supports, deadline: float) -> Polynomials | str:
    """Return the polynomials of the probabilities, or why there are none."""
    if time.monotonic() > deadline:
        return "the time limit came first"
    solutions = len(assignments(tuple(len(own) for own in supports)))
    if solutions > MOST_SOLUTIONS:
        return f"the equations may have {solutions} complex solutions, and more than {MOST_SOLUTIONS} are not tried"
    return probability_polynomials(gains, supports) or "the equations have infinitely many complex solutions"


def _exact(candidate: Candidate, polynomials: Polynomials) -> Candidate | str:
    """Return a candidate with exact probabilities, or why it has none."""
    if candidate.distance is None:
        return "no distance to a true equilibrium is proven"
    radius = Fraction(candidate.distance)
    strategies: list[tuple[Exact, ...]] = []
    for floats, own in zip(candidate.strategies, polynomials, strict=True):
        played = np.flatnonzero(floats).tolist()
        strategy: list[Exact] = [Fraction(0)] * len(floats)
        for action, polynomial in zip(played, own, strict=True):
            centre = Fraction(float(floats[action]))
            near = [root for root in real_roots(polynomial) if centre - radius <= root <= centre + radius]
            if len(near) != 1:
                return "the distance proven does not tell two roots apart"
            strategy[action] = near[0]
        strategies.append(tuple(strategy))
    if any(not isinstance(p, Fraction) for strategy in strategies for p in strategy):
        return replace(candidate, algebraic=tuple(strategies))
    rational = tuple(np.array(strategy, dtype=object) for strategy in strategies)
    return replace(candidate, strategies=rational, distance=0.0)


def real_roots(polynomial: Coefficients) -> list[Exact]:
    """Return the real roots of a polynomial, those of each irreducible factor in order.

    They are isolated by continued fractions (Vincent's theorem): Sturm's sequences take seconds where coefficients have
    a hundred digits.

    Examples
    --------
    >>> real_roots((2, -4, -1, 2))
    [Fraction(1, 2), Root(polynomial=(-2, 0, 1), number=0), Root(polynomial=(-2, 0, 1), number=1)]
    """
    from sympy import ZZ, Poly, Symbol

    roots: list[Exact] = []
    for factor, _ in Poly(polynomial[::-1], Symbol("x"), domain=ZZ).factor_list()[1]:
        own = tuple(int(c) for c in reversed(factor.all_coeffs()))
        if len(own) == 2:
            roots.append(Fraction(-own[0], own[1]))
        else:
            ends = [[Fraction(int(end.p), int(end.q)) for end in enclosed] for enclosed in factor.intervals(sqf=True)]
            roots += [Root(own, number, low, high) for number, (low, high) in enumerate(ends)]
    return roots


def probability_polynomials(gains: ExactGains, supports: Supports) -> Polynomials | None:
    """Return a polynomial for the probability of each played action, which holds at every solution on some supports.

    None where the indifference equations have infinitely many complex solutions.
    """
    from sympy import QQ, Symbol, groebner

    ends = list(accumulate((len(own) - 1 for own in supports), initial=0))
    unknowns = [Symbol(f"x{k}") for k in range(ends[-1])]
    equations = indifference_polynomials(gains, supports, unknowns)
    basis = groebner(equations, *unknowns, domain=QQ, order="grevlex")
    if not basis.is_zero_dimensional:
        return None
    actions = _multiplications(list(basis.polys), unknowns)
    unit = np.eye(len(actions[0]), dtype=object)
    return tuple(
        tuple(_relation(matrix) for matrix in (unit - sum(actions[start:end]), *actions[start:end]))
        for start, end in pairwise(ends)
    )


def indifference_polynomials(gains: ExactGains, supports: Supports, unknowns: Sequence[Symbol]) -> list[Poly]:
    """Return the indifference equations in the probabilities of each player's played actions but the first."""
    from sympy import QQ, Poly

    starts = list(accumulate((len(own) - 1 for own in supports), initial=-1))
    equations = []
    for player, own in enumerate(supports):
        others = [j for j in range(len(supports)) if j != player]
        for action in own[1:]:
            table = _in_free_probabilities(gains.whole[player][action, own[0]][np.ix_(*(supports[j] for j in others))])
            terms = {}
            for place in np.argwhere(table).tolist():
                used = {starts[j] + a for j, a in zip(others, place, strict=True) if a}
                terms[tuple(int(k in used) for k in range(len(unknowns)))] = table[tuple(place)]
            equations.append(Poly.from_dict(terms, *unknowns, domain=QQ))
    return equations


def _in_free_probabilities(table: NDArray[Any]) -> NDArray[Any]:
    """Put 1 less the other probabilities for the first one along each axis, where the constant then stands."""
    for axis in range(table.ndim):
        first, rest = np.split(table, [1], axis)
        table = np.concatenate([first, rest - first], axis)
    return table


def _multiplications(basis: Sequence[Poly], unknowns: Sequence[Symbol]) -> list[NDArray[Any]]:
    """Return the matrices by which the unknowns multiply the polynomials modulo a Groebner basis, in fractions."""
    from sympy import QQ, Poly, reduced

    heads = np.array([poly.monoms(order="grevlex")[0] for poly in basis])
    bounds = [min(head[k] for head in heads if head[k] == head.sum()) for k in range(len(unknowns))]
    monomials = np.indices(bounds).reshape(len(bounds), -1).T
    multiples = np.all(monomials[:, None] >= heads, axis=2)
    standard = monomials[~np.any(multiples, axis=1)]
    rows = {tuple(monomial): row for row, monomial in enumerate(standard.tolist())}
    matrices = []
    for step in np.eye(len(unknowns), dtype=int):
        matrix = np.full((len(rows), len(rows)), Fraction(0), dtype=object)
        for column, monomial in enumerate((standard + step).tolist()):
            product = Poly.from_dict({tuple(monomial): 1}, *unknowns, domain=QQ)
            for place, c in reduced(product, basis, order="grevlex", polys=True)[1].terms():
                if c:
                    matrix[rows[place], column] = Fraction(int(c.p), int(c.q))
        matrices.append(matrix)
    return matrices


def _relation(matrix: NDArray[Any]) -> Coefficients:
    """Return the coefficients of the first linear relation between the powers of a matrix, applied to 1.

    The monomial 1 comes first among those that span the space.
    """
    powers: list[NDArray[Any]] = [np.eye(len(matrix), dtype=object)[0]]
    for _ in matrix:
        powers.append(matrix @ powers[-1])
    relation = null_space(np.array(powers).T)[0]
    return primitive(relation[: 1 + max(k for k, c in enumerate(relation) if c)])
