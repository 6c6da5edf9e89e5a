"""Symmetric equilibria of symmetric games: everybody does the same.

A game is *symmetric* when exchanging two players, with what they do, exchanges what they are paid and leaves the others'
payoffs alone (von Neumann and Morgenstern 1944, section 28). Then all have the same actions, and there is an equilibrium
in which all play the same strategy (Nash 1951, theorem 2). Where nobody can tell the players' roles apart, no other
equilibrium can be expected of them.

Payoffs of different players are compared on the scale from each one's lowest to its highest, so that no unit matters.
Actions correspond by their names where all players have the same names, else by their order; other pairings are not
tried.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from ..games.errors import InputError
from ..games.normal_form import NormalFormGame
from .base import Candidate, Findings
from .nash import Nash
from .refinement import refined


@dataclass(frozen=True)
class Symmetric:
    """The Nash equilibria of a symmetric game in which all players play the same strategy.

    Where symmetric equilibria of a game of two players come in a continuum, the extreme ones are listed.

    Raises
    ------
    InputError
        By `find`, if the game is not symmetric; the message names payoffs that differ.
    """

    name: ClassVar[str] = "symmetric"
    meaning: ClassVar[str] = "Nash equilibria of a symmetric game in which all players do the same"

    def find(self, game: NormalFormGame, rng: np.random.Generator) -> Findings:
        """Return the symmetric ones among all Nash equilibria, in their order."""
        order = _same_order(game)
        difference = next(_differences(game, order), None)
        if difference is not None:
            raise InputError(f"the game is not symmetric: {difference}")
        return refined(game, Nash().find(game, rng), lambda candidate: _is_symmetric(candidate, order), "symmetric")
