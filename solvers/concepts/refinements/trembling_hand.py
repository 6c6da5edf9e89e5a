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
- an equilibrium is not perfect if some player's opponents play pure and some b does better than an action that it plays
  against all their trembles: each mistake that favours the action contains a smaller one that favours b, and so is
  infinitely less likely.

What is left is reported as unsettled.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from itertools import product
from math import inf
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from ....games.normal_form import NormalFormGame, PureProfile
from ...base import Candidate, Findings
from ...cost import programs_seconds
from ...dominance import mixed_dominator
from ...exact.linear_program import Optimum, maximise
from ...maximin import own_table
from ...n_player.support_profiles import Supports, supports_of
from ..nash import Nash
from .refinement import is_regular_or_mixed, refined


@dataclass(frozen=True)
class TremblingHand:
    """The perfect equilibria: for two players all, exactly; for more, those that can be proven to be perfect.

    Where equilibria come in a continuum in a game of two players, its perfect equilibria are mixtures of those that are
    listed, though not every mixture is perfect.

    Parameters
    ----------
    time_limit
        Seconds after which the search stops with what it has; None for no limit.
    """

    name: ClassVar[str] = "trembling_hand"
    meaning: ClassVar[str] = "Nash equilibria that survive small mistakes (perfect in the sense of Selten)"

    time_limit: float | None = None

    def find(self, game: NormalFormGame, rng: np.random.Generator) -> Findings:
        """Return the perfect ones among all Nash equilibria, in their order."""
        two = game.n_players <= 2
        test = partial(is_perfect, game)
        return refined(game, rng, test, "perfect", corners_suffice=two, time_limit=self.time_limit)

    def seconds(self, game: NormalFormGame) -> float:
        """Return about how long the search takes."""
        return Nash().seconds(game) + programs_seconds(game.shape)


def is_perfect(game: NormalFormGame, equilibrium: Candidate, deadline: float = inf) -> bool | None:
    """Tell whether a Nash equilibrium is perfect; None where that is not settled, with three players or more.

    A deadline, on the clock `time.monotonic`, that passes first is a TimeoutError.
    """
    if game.n_players > 2 and is_regular_or_mixed(game, equilibrium):
        return True
    supports = supports_of(equilibrium.strategies)
    if any(_is_dominated(game, player, own, deadline) for player, own in enumerate(supports)):
        return False
    if game.n_players <= 2:
        return True
    advantages = list(_advantages(game, supports))
    if any(_loses_to_every_tremble(advantage) for advantage in advantages):
        return False
    pure = all(len(own) == 1 for own in supports)
    return True if pure and _win_to_first_order(game.shape, advantages, deadline) else None


def _is_dominated(game: NormalFormGame, player: int, support: tuple[int, ...], deadline: float) -> bool:
    """Tell whether the mixed strategies on a support are weakly dominated."""
    table = own_table(game, player)
    even = table[list(support)].sum(axis=0) / Fraction(len(support))
    return mixed_dominator(table - even, "weak", deadline) is not None


@dataclass(frozen=True, eq=False)
class _Advantage:
    """What an action pays more than another that is as good while the others, who play pure, make no mistake.

    `table` has the shape of the game, with length 1 along the player's own axis, and `home` is where nobody errs.
    """

    player: int
    home: PureProfile
    table: NDArray[np.object_]


def _advantages(game: NormalFormGame, supports: Supports) -> Iterator[_Advantage]:
    """Compare the played actions of each player whose opponents play pure with the other best replies.

    Two actions that always pay the same are passed over.
    """
    for player, own in enumerate(supports):
        if any(len(other) > 1 for i, other in enumerate(supports) if i != player):
            continue
        home = tuple(0 if i == player else other[0] for i, other in enumerate(supports))
        table = game.exact[player]
        for action, reply in product(own, range(game.shape[player])):
            advantage = table.take([action], axis=player) - table.take([reply], axis=player)
            if advantage[home] == 0 and advantage.any():
                yield _Advantage(player, home, advantage)


def _loses_to_every_tremble(advantage: _Advantage) -> bool:
    """Tell whether each mistake with a positive advantage contains a smaller one with a negative one."""
    negative = np.argwhere(advantage.table < 0).tolist()
    positive = np.argwhere(advantage.table > 0).tolist()
    return all(any(_contains(large, small, advantage.home) for small in negative) for large in positive)


def _contains(mistake: Sequence[int], smaller: Sequence[int], home: PureProfile) -> bool:
    return all(small in (large, right) for large, small, right in zip(mistake, smaller, home, strict=True))


def _win_to_first_order(shape: tuple[int, ...], advantages: Sequence[_Advantage], deadline: float) -> bool:
    """Tell whether some trembles, all positive, make all advantages at a pure profile positive to the first order."""
    if not advantages:
        return True
    mistakes = [(j, c) for j, m in enumerate(shape) for c in range(m)]
    weights = [[_first_order(advantage, j, c) for j, c in mistakes] for advantage in advantages]
    rows = [*([-int(k == mistake) for k in mistakes] for mistake in mistakes), *([-w for w in row] for row in weights)]
    best = maximise(
        [*[0] * len(mistakes), 1],
        [*([*row, 1] for row in rows), [*[1] * len(mistakes), 0]],
        [*[0] * len(rows), 1],
        deadline=deadline,
    )
    assert isinstance(best, Optimum), "no trembles at all meet the constraints, and the trembles are bounded"
    return best.value > 0


def _first_order(advantage: _Advantage, player: int, action: int) -> Any:
    """Return the advantage where one player errs and plays an action: 0 where that is no mistake, or its own."""
    home = advantage.home
    return 0 if player == advantage.player else advantage.table[(*home[:player], action, *home[player + 1 :])]
