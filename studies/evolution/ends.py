"""Where the paths of many starts end, and how many each end draws.

Where the ends are known beforehand, as the stable rest points of the replicator dynamics are, the paths are counted
that lead to each. Where they are not, as under the logit dynamics, they are found: wherever a path has come to rest. An
end that draws very few starts may be missed then.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ...games.normal_form import NormalFormGame
from ...solvers.evolution.dynamics import Dynamic
from ...solvers.evolution.rest_points import RestPoint
from .basins import NEAR, STARTS
from .joint_trajectories import followed_jointly, payoff_tables
from .trajectories import followed

STILL = 1e-4
"""A path whose shares change less than this over the second half of the time has come to rest."""

State = tuple[NDArray[np.float64], ...]
"""For each population the share of each strategy."""


@dataclass(frozen=True, eq=False)
class End:
    """A state that paths lead to, and the share of all starts that it draws, with the sampling error of that share.

    Where `state` is None these are the starts whose paths end at none of the others: they come to `rest` elsewhere, or
    are still on their way, or go round.
    """

    state: State | None
    rest: bool
    share: float
    standard_error: float


def ends(
    game: NDArray[np.float64] | NormalFormGame,
    dynamic: Dynamic,
    seed: int,
    time: float,
    known: Sequence[State] | None = None,
) -> tuple[End, ...]:
    """Measure how many of the starts drawn uniformly at random lead to each end.

    Parameters
    ----------
    game
        A matrix [own, opponent] for one population, or a game with a population for each player.
    time
        How long paths are followed; long means many times one over the spread of payoffs.
    known
        The ends; found where left out.

    Returns
    -------
    tuple of End
        Those that were known, in their order, or else those that were found, the largest first; last the starts that
        lead elsewhere, if any do.
    """
    sizes = (len(game),) if isinstance(game, np.ndarray) else game.shape
    rng = np.random.default_rng(seed)
    first = np.hstack([rng.dirichlet(np.ones(m), STARTS) for m in sizes])
    shares, error = _followed(game, first, dynamic, np.array([0, time / 2, time]))
    last, sure = shares[:, 2], error <= NEAR
    resting = sure & (np.abs(last - shares[:, 1]).max(axis=1) <= STILL)
    states = _distinct(last[resting]) if known is None else [np.concatenate(state) for state in known]
    near = [np.abs(last - state).max(axis=1) <= NEAR for state in states]
    drawn = np.array(near, dtype=bool).reshape(-1, STARTS) & sure
    counted = [_end(tuple(np.split(s, np.cumsum(sizes)[:-1])), True, d) for s, d in zip(states, drawn, strict=True)]
    if known is None:
        counted.sort(key=lambda end: -end.share)
    elsewhere = ~drawn.any(axis=0)
    others = [_end(None, rest, elsewhere & (resting == rest)) for rest in (True, False)]
    return (*counted, *(end for end in others if end.share > 0))


def state_of(point: RestPoint) -> State:
    """Return the shares of a rest point, for each population an array."""
    return point.shares if isinstance(point.shares, tuple) else (point.shares,)


def _followed(
    game: NDArray[np.float64] | NormalFormGame,
    first: NDArray[np.float64],
    dynamic: Dynamic,
    times: NDArray[np.float64],
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the states at all times, the populations one after the other, and the error of each path."""
    if isinstance(game, np.ndarray):
        course = followed(game, first, dynamic, times, accuracy=NEAR / 10)
        return course.shares, course.error
    joint = followed_jointly(payoff_tables(game), first, dynamic, times, accuracy=NEAR / 10)
    return np.concatenate(joint.shares, axis=-1), joint.error


def _end(state: State | None, rest: bool, drawn: NDArray[np.bool_]) -> End:
    share = float(drawn.mean())
    return End(state, rest, share, float(np.sqrt(share * (1 - share) / STARTS)))


def _distinct(states: NDArray[np.float64]) -> list[NDArray[np.float64]]:
    """Return one of each group of states that are near one another."""
    distinct: list[NDArray[np.float64]] = []
    for state in states:
        if all(np.abs(state - other).max() > NEAR for other in distinct):
            distinct.append(state)
    return distinct
