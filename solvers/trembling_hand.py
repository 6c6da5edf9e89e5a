"""Perfect equilibria: those that survive small mistakes (Selten 1975).

An equilibrium is *(trembling-hand) perfect* when it is the limit of completely mixed profiles to each of which every
player's strategy is a best reply.

Two players: an equilibrium is perfect exactly when neither strategy is weakly dominated, as a mixed strategy (van Damme
1991, theorem 3.2.2). That is a linear program. Whether a mixed strategy is dominated depends on its support alone.

More players: perfect equilibria are undominated, but not the other way round. These are settled:

- a regular equilibrium, one at which every best reply is played and the indifference equations have a regular Jacobian
  matrix, is perfect (van Damme 1991, section 2.5), and so is a completely mixed one;
- a pure equilibrium s is perfect if some trembles make s_i better than every other best reply b to the first order:
  positive numbers t_j(c), one for each action c other than s_j of each player j, with, for all i and b, a positive sum
  over j and c of t_j(c) (u_i(s_i, c, s) - u_i(b, c, s)), where j plays c and the others play s (a linear program);
- a pure equilibrium is not perfect if some b does better against every tremble: each mistake of the others that favours
  s_i contains a smaller one that favours b, and so is infinitely less likely.

What is left is reported as unsettled.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from ..games.normal_form import NormalFormGame, PureProfile
from .base import Candidate, Findings
from .dominance import mixed_dominator
from .linear_program import Optimum, maximise
from .maximin import own_table
from .nash import Nash
from .refinement import is_completely_mixed, refined, supports_of


@dataclass(frozen=True)
class TremblingHand:
    """The perfect equilibria: for two players all, exactly; for more, those that can be proven to be perfect.

    Where equilibria come in a continuum in a game of two players, its perfect equilibria are mixtures of those that are
    listed, though not every mixture is perfect.
    """

    name: ClassVar[str] = "trembling-hand"
    meaning: ClassVar[str] = "Nash equilibria that survive small mistakes (perfect in the sense of Selten)"

    def find(self, game: NormalFormGame, rng: np.random.Generator) -> Findings:
        """Return the perfect ones among all Nash equilibria, in their order."""
        return refined(game, Nash().find(game, rng), lambda candidate: is_perfect(game, candidate), "perfect")


def is_perfect(game: NormalFormGame, equilibrium: Candidate) -> bool | None:
    """Tell whether a Nash equilibrium is perfect; None where that is not settled, with three players or more."""
    supports = supports_of(equilibrium)
    if any(_is_dominated(game, player, own) for player, own in enumerate(supports)):
        return False
    regular = equilibrium.index is not None
    if game.n_players <= 2 or regular or is_completely_mixed(game, equilibrium):
        return True
    if any(len(own) > 1 for own in supports):
        return None
    return _is_pure_perfect(game, tuple(action for (action,) in supports))


def _is_dominated(game: NormalFormGame, player: int, support: tuple[int, ...]) -> bool:
    """Tell whether the mixed strategies on a support are weakly dominated."""
    table = own_table(game, player)
    even = table[list(support)].sum(axis=0) / Fraction(len(support))
    return mixed_dominator(table - even, "weak") is not None


def _is_pure_perfect(game: NormalFormGame, profile: PureProfile) -> bool | None:
    advantages = list(_advantages(game, profile))
    if any(_loses_to_every_tremble(advantage, profile, player) for player, advantage in advantages):
        return False
    return True if not advantages or _wins_to_first_order(game, profile, advantages) else None


def _advantages(game: NormalFormGame, profile: PureProfile) -> Iterator[tuple[int, NDArray[np.object_]]]:
    """Go through the other best replies of each player that do not always pay the same as its action.

    Yields the player, and what its action pays more than the other reply against each profile of the others: the shape
    is that of the game, with length 1 along the player's own axis.
    """
    for player, action in enumerate(profile):
        table = game.exact[player]
        for other in range(game.shape[player]):
            advantage = table.take([action], axis=player) - table.take([other], axis=player)
            if advantage[_home(profile, player)] == 0 and advantage.any():
                yield player, advantage


def _loses_to_every_tremble(advantage: NDArray[np.object_], profile: PureProfile, player: int) -> bool:
    """Tell whether each mistake with a positive advantage contains a smaller one with a negative one."""
    home = _home(profile, player)
    negative = [tuple(place) for place in np.argwhere(advantage < 0).tolist()]
    return all(
        any(_contains(place, smaller, home) for smaller in negative)
        for place in map(tuple, np.argwhere(advantage > 0).tolist())
    )


def _contains(mistake: PureProfile, smaller: PureProfile, home: PureProfile) -> bool:
    return all(small in (large, right) for large, small, right in zip(mistake, smaller, home, strict=True))


def _wins_to_first_order(
    game: NormalFormGame, profile: PureProfile, advantages: list[tuple[int, NDArray[np.object_]]]
) -> bool:
    """Tell whether some trembles, all positive, make all these advantages positive to the first order."""
    mistakes = [(j, c) for j, own in enumerate(profile) for c in range(game.shape[j]) if c != own]
    rows: list[list[Any]] = [[-int(k == mistake) for k in mistakes] for mistake in mistakes]
    for player, advantage in advantages:
        home = _home(profile, player)
        rows.append([0 if j == player else -advantage[(*home[:j], c, *home[j + 1 :])] for j, c in mistakes])
    matrix = [*([*row, 1] for row in rows), [*[1] * len(mistakes), 0]]
    best = maximise([*[0] * len(mistakes), 1], matrix, [*[0] * len(rows), 1])
    assert isinstance(best, Optimum), "no trembles at all meet the constraints, and the trembles are bounded"
    return best.value > 0


def _home(profile: PureProfile, player: int) -> PureProfile:
    """Return where the others make no mistake in a table of length 1 along the player's axis."""
    return tuple(0 if i == player else a for i, a in enumerate(profile))
