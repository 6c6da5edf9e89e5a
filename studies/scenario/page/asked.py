"""What a scenario's question is about, answered: where a number tips what is stable, and when an action is best."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import prod

import numpy as np

from ....games.normal_form import NormalFormGame, payoff_ranks
from ....games.scenario.scenario import Scenario
from ....solvers.best_replies import best_reply_table
from ...thresholds.ranking import NumberTips, Ranking


@dataclass(frozen=True, eq=False)
class AskedAction:
    """When an action is the best that a player can do.

    Attributes
    ----------
    player, action
        By their numbers.
    times, of
        In how many of the combinations of what the others can do it is a best reply, and how many there are.
    only_where
        For the others the actions, by number, to which it is a best reply, if those alone decide; None where it takes
        more to say when it is one. A player with all of its actions decides nothing.
    better
        An action that pays the player more whatever the others do; None where there is none.
    """

    player: int
    action: int
    times: int
    of: int
    only_where: dict[int, tuple[int, ...]] | None
    better: int | None


Asked = NumberTips | AskedAction


def asked(scenario: Scenario, game: NormalFormGame, changes: Ranking | None) -> tuple[Asked, ...]:
    """Return what is found of each number and action that the question is about; a number that is not ranked is not."""
    numbers = {} if changes is None else {each.over.path: each for each in changes.numbers}
    return tuple(found for text in scenario.asks for found in _asked(scenario, game, numbers, text))


def _asked(
    scenario: Scenario, game: NormalFormGame, numbers: dict[str, NumberTips], text: str
) -> Iterator[NumberTips | AskedAction]:
    player, is_action, action = text.partition("=")
    if not is_action:
        yield from [numbers[text]] if text in numbers else []
        return
    for place, state in enumerate(scenario.names.states):
        if state == player:
            yield when_best(game, place, scenario.actions[place].index(action))


def when_best(game: NormalFormGame, player: int, action: int) -> AskedAction:
    """Return when an action is the best that a player can do.

    Examples
    --------
    >>> found = when_best(NormalFormGame([[[3, 0], [5, 1]], [[3, 5], [0, 1]]]), 0, 0)
    >>> found.times, found.of, found.better
    (0, 2, 1)
    """
    best = np.moveaxis(best_reply_table(payoff_ranks(game))[player], player, 0)[action]
    others = [other for other in range(game.n_players) if other != player]
    found = np.argwhere(best)
    met = [tuple(np.unique(found[:, axis]).tolist()) for axis in range(best.ndim)]
    told = prod(map(len, met)) == len(found) > 0
    return AskedAction(
        player,
        action,
        len(found),
        best.size,
        dict(zip(others, met, strict=True)) if told else None,
        _better(game, player, action),
    )


def _better(game: NormalFormGame, player: int, action: int) -> int | None:
    own: Sequence[np.ndarray] = list(np.moveaxis(game.exact[player], player, 0))
    return next((other for other, row in enumerate(own) if (row > own[action]).all()), None)
