"""What a network of recognition is made of: ties, sizes, and what their products are divided by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any, Literal

import numpy as np

from ..arrays import Fractions

Rule = Literal["size", "rows"]


@dataclass(frozen=True, eq=False)
class Basis:
    """The ties behind a network.

    Attributes
    ----------
    ties
        a_ij, how strong a tie is, negative for rivals; shape (n, n), diagonal 0.
    rule
        "size": g_ij = a_ij s_j / max_i sum_l |a_il| s_l; "rows": g_ij = a_ij / sum_l |a_il|.
    divisors
        What each row is divided by, shape (n,). They stay as they are where ties, sizes or states change.
    bodies
        For each body the codes of its members.
    bonds
        What blocs count of a pair: 1 for a pact of defence, -1 for rivals, else 0; shape (n, n), symmetric. The signs
        of the ties where left out.
    """

    ties: Fractions
    rule: Rule
    divisors: Fractions
    bodies: Mapping[str, frozenset[str]] = field(default_factory=dict)
    bonds: Any = None

    def network(self, size: Fractions) -> Fractions:
        """Return g, shape (n, n), for sizes of shape (n,)."""
        weights = self.ties * size[None, :] if self.rule == "size" else self.ties
        return weights / self.divisors[:, None]

    @property
    def signs(self) -> Any:
        """The bonds, or else the signs of the ties."""
        return sign(self.ties) if self.bonds is None else self.bonds

    def with_ties(self, ties: Fractions) -> Basis:
        """Return the basis with other ties, divided as before; where a tie changes, its bond becomes its sign."""
        bonds = None if self.bonds is None else np.where(ties == self.ties, self.bonds, sign(ties))
        return replace(self, ties=ties, bonds=bonds)

    def only(self, kept: Any, whole: Fraction) -> Basis:
        """Return the basis of some of the states, by their places, which have so much of the size of all."""
        scale = 1 / whole if self.rule == "size" else Fraction(1)
        own = np.ix_(kept, kept)
        bonds = None if self.bonds is None else self.bonds[own]
        return replace(self, ties=self.ties[own], divisors=self.divisors[kept] * scale, bonds=bonds)


def sign(ties: Fractions) -> Any:
    """Return 1, -1 or 0 for each number."""
    return (ties > 0).astype(int) - (ties < 0).astype(int)


def basis(
    ties: Fractions, size: Fractions, rule: Rule, bodies: Mapping[str, frozenset[str]], bonds: Any = None
) -> Basis:
    """Return the basis of a network whose divisors come from its own ties and sizes; a row without ties stays 0."""
    strengths = np.abs(ties)
    if rule == "size":
        divisors = np.full(len(size), max((strengths @ size).max(), Fraction(0)) or Fraction(1), dtype=object)
    else:
        divisors = np.array([total or Fraction(1) for total in strengths.sum(axis=1)], dtype=object)
    return Basis(ties, rule, divisors, bodies, bonds)
