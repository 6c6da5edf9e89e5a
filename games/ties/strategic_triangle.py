"""The strategic triangle: what the three bilateral ties of an outcome make of the three players.

Each tie is an amity (+) or an enmity (-). Dittmer (1981, "The Strategic Triangle", World Politics 33) tells three
patterns apart: the menage a trois (+ + +), the romantic triangle (one pivot in amity with two wings who are at odds)
and the stable marriage (two partners in amity, both at odds with an outcast). The fourth, unit veto (- - -), and the
names of roles beyond pivot and wing are those of the later literature. A triad is balanced where the product of the
signs is + (Heider 1946; Cartwright and Harary 1956): the menage and the marriage are, the other two are not.

Signs of an outcome of the arena `triangle`: the United States and a state are in amity where it engages the state, in
enmity where it presses it; Russia and China are in amity where both turn to each other. Counting anything less as - is
a judgement: hedging is the absence of amity more than enmity.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import prod

from ..arenas.powers.triangle import PRESSED

ROLES = {
    "menage a trois": {2: "friend"},
    "romantic triangle": {2: "pivot", 1: "wing"},
    "stable marriage": {1: "partner", 0: "outcast"},
    "unit veto": {0: "foe"},
}
"""For each pattern, the role of a player by the number of its amities."""

_PATTERNS = {3: "menage a trois", 2: "romantic triangle", 1: "stable marriage", 0: "unit veto"}


@dataclass(frozen=True)
class Triad:
    """Three players and the signs, +1 or -1, of their ties: first and second, first and third, second and third."""

    players: tuple[str, str, str]
    signs: tuple[int, int, int]

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """The pairs of players, in the order of `signs`."""
        first, second, third = self.players
        return (first, second), (first, third), (second, third)

    @property
    def amities(self) -> tuple[tuple[str, str], ...]:
        """The pairs in amity."""
        return tuple(pair for pair, sign in zip(self.pairs, self.signs, strict=True) if sign > 0)

    @property
    def pattern(self) -> str:
        """The pattern, a key of `ROLES`."""
        return _PATTERNS[len(self.amities)]

    @property
    def roles(self) -> dict[str, str]:
        """The role of each player."""
        return {player: ROLES[self.pattern][sum(player in pair for pair in self.amities)] for player in self.players}

    @property
    def balanced(self) -> bool:
        """Whether the product of the signs is +."""
        return prod(self.signs) > 0


def triad(posture: str, russia: str, china: str) -> Triad:
    """Return the triad of an outcome of the arena `triangle`, from the names of the three actions.

    Examples
    --------
    >>> outcome = triad("wedge_russia", "entente", "alliance")
    >>> outcome.pattern, outcome.roles, outcome.balanced
    ('romantic triangle', {'US': 'wing', 'Russia': 'pivot', 'China': 'wing'}, False)
    """
    towards = [-1 if state in PRESSED[posture] else 1 for state in ("Russia", "China")]
    together = -1 if "hedge" in (russia, china) else 1
    return Triad(("US", "Russia", "China"), (towards[0], towards[1], together))
