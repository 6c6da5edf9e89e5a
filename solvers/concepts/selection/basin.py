"""Selection by basins: how likely each strict equilibrium is to be reached from anywhere.

In the *best-reply dynamics* (Gilboa and Matsui 1991) every player's mixed strategy moves straight towards its best
reply to the others' strategies,

    d x_i / dt = b_i(x) - x_i,

and towards the middle of its best replies where there are several. Only best replies count, so no unit or origin of
payoffs matters. Around each strict equilibrium all paths lead to it. The *basin share* of a strict equilibrium is the
volume of the starts from which paths lead to it, with every strategy of every player equally likely. It measures how
hard the equilibrium is to miss, and is no theorem about what players will do: other dynamics give other shares.

A path is straight until best replies change. Where they have after a step of 1/20 of the way, the change is searched by
halving the step. With two players, whose payoffs are linear along the step, none is overlooked.

A path is taken to have arrived at s once, for every player i, the probability that all others play s exceeds
1 / (1 + l), where l is i's least loss by a deviation from s, as a share of its payoff range. Then s_i is the only best
reply of every player, every share of s only grows, and the path provably ends there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from math import sqrt
from time import monotonic
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from ....games.errors import InputError
from ....games.normal_form import NormalFormGame, PureProfile
from ....games.numbers import fixed
from ...base import Candidate, Findings
from ...best_replies import TIE
from ...cost import SECONDS, profiles_seconds
from ...deadline import Stop, deadline_after, kept, stop_after, tell
from ...evolution.dynamics import joint_fitness
from ..pure_nash import deviation_losses, exact_pure, strict_equilibria

NO_STRICT = "The game has no strict equilibrium."

_STEP = 0.05
_STEPS = 1000
"""Enough to come within e^-40 of best replies that change on 200 steps only."""

_FEW_STARTS, _FIRST_STEPS = 64, 250
"""Paths, and steps of them, by which it is forecast how long all take."""

_LONGEST = 1.3
"""How many times as many steps the longest of all paths should take as the longest of a few."""

_TURNING = 9
"""How many times as long a step takes of a path that goes round, and turns again and again, as one of another path."""

_HALVINGS = 20
"""A change of best replies is found to within a millionth of a step."""

Paths = list[NDArray[np.float64]]
"""Where some paths are: for each player an array of shape (paths, m_i)."""


@dataclass(frozen=True)
class Basin:
    """All strict equilibria, the one with the largest basin first, each labelled with its share of the starts.

    A concept for games of a few players; `basins` follows the dynamics of populations to attractors of any kind.

    The list is complete; the shares are estimates, with the standard error that independent starts would have. Those
    used here are spread more evenly (a scrambled Halton sequence), so the true error is rather smaller.

    Parameters
    ----------
    starts
        How many paths are followed, from 1.
    time_limit
        Seconds after which paths are not followed further: of those under way a note tells how many there are. None for
        no limit.

    Raises
    ------
    InputError
        If the number of starts is less than 1.
    """

    name: ClassVar[str] = "basin"
    meaning: ClassVar[str] = "strict equilibria, by the share of starts from which best-reply dynamics lead to each"

    starts: int = 1024
    time_limit: float | None = None

    def __post_init__(self) -> None:
        if self.starts < 1:
            raise InputError(f"starts must be a whole number from 1, got {self.starts}")

    def find(self, game: NormalFormGame, rng: np.random.Generator) -> Findings:
        """Return the strict equilibria by falling share, ties in the order of `game.pure_profiles()`."""
        started, strict = monotonic(), strict_equilibria(game)
        walk = arrivals(game, strict, random_starts(game.shape, self.starts, rng)) if strict else iter(())
        steps, stop = kept(_until(deadline_after(self.time_limit), walk), started)
        counts = steps[-1] if steps else [0] * len(strict)
        ranked = sorted(zip(counts, strict, strict=True), key=lambda item: -item[0])
        return Findings(
            candidates=tuple(Candidate(exact_pure(game, s), index=1, label=self._share(count)) for count, s in ranked),
            complete=True,
            method=f"strict equilibria in fractions; best-reply paths from {self.starts} quasi-random mixed profiles",
            notes=tuple(self._notes(self.starts - sum(counts), stop)) if strict else (NO_STRICT,),
            interrupted=stop == "interrupt",
        )

    def _notes(self, rest: int, stop: Stop | None) -> Iterator[str]:
        """Say what shares tell, and of the paths that did not arrive what is known."""
        yield "Shares of starts tell how hard an equilibrium is to miss, not how likely it is to be played."
        if stop:
            left = f"where the paths from {self._share(rest)} lead"
            yield f"Not reached before the {stop}: {left}; the shares above may be greater."
        elif rest:
            yield f"{self._share(rest)} lead to no strict equilibrium."

    def seconds(self, game: NormalFormGame) -> float:
        """Return about how long the search takes, by how a few paths begin."""
        strict = strict_equilibria(game)
        if not strict:
            return profiles_seconds(game.shape)
        steps, taken = _pilot(game, strict)
        n, payoffs = game.n_players, game.payoffs.size
        one = SECONDS["path step"] * n + SECONDS["path payoff"] * payoffs
        return profiles_seconds(game.shape) + SECONDS["step"] * n * steps + one * taken * self.starts

    def _share(self, count: int) -> str:
        share = count / self.starts
        error = sqrt(share * (1 - share) / self.starts)
        return f"{fixed(100 * share, 1)} % of starts (standard error {fixed(100 * error, 1)})"


def random_starts(shape: tuple[int, ...], number: int, rng: np.random.Generator) -> Paths:
    """Return mixed profiles spread evenly over all: for each player an array of shape (number, m_i).

    The spacings of m - 1 numbers drawn uniformly from [0, 1] are distributed uniformly over the strategies.
    """
    from scipy.stats import qmc

    sizes = [m - 1 for m in shape]
    points = qmc.Halton(sum(sizes), seed=rng).random(number) if any(sizes) else np.empty((number, 0))
    columns = np.split(points, np.cumsum(sizes)[:-1], axis=1)
    return [np.diff(np.sort(own, axis=1), axis=1, prepend=0.0, append=1.0) for own in columns]


def arrivals(game: NormalFormGame, strict: Sequence[PureProfile], starts: Paths) -> Iterator[list[int]]:
    """Go through how many of the paths from some starts have come to each of the strict equilibria, step by step."""
    spans = [span or 1.0 for span in game.payoff_range]
    tables = [np.moveaxis(own / span, i, 0) for i, (own, span) in enumerate(zip(game.payoffs, spans, strict=True))]
    losses = [np.array(deviation_losses(game, profile), dtype=np.float64) / spans for profile in strict]
    counts = [0] * len(strict)
    paths = starts
    for _ in range(_STEPS):
        tell("paths", sum(counts), len(starts[0]))
        for number, profile in enumerate(strict):
            arrived = _have_arrived(paths, profile, losses[number])
            counts[number] += int(arrived.sum())
            paths = [own[~arrived] for own in paths]
        yield list(counts)
        if not len(paths[0]):
            return
        paths = _one_step_on(tables, paths)


def _pilot(game: NormalFormGame, strict: Sequence[PureProfile]) -> tuple[float, float]:
    """Return how many steps all paths should take, and how many one does on average, by the first steps of a few.

    What has not arrived by then is taken to go round for ever, in steps that count as `_TURNING`.
    """
    starts = random_starts(game.shape, _FEW_STARTS, np.random.default_rng(0))
    left = [_FEW_STARTS - sum(counts) for counts in islice(arrivals(game, strict, starts), _FIRST_STEPS)]
    steps = _STEPS if left[-1] else _LONGEST * len(left)
    return steps, (sum(left) + left[-1] * (_TURNING * _STEPS - len(left))) / _FEW_STARTS


def _until(deadline: float, walk: Iterator[list[int]]) -> Iterator[list[int]]:
    """Go through the steps of a walk until the deadline, when a TimeoutError ends them."""
    for counts in walk:
        yield counts
        stop_after(deadline)


def _have_arrived(paths: Paths, profile: PureProfile, losses: NDArray[np.float64]) -> NDArray[np.bool_]:
    played = np.array([own[:, action] for own, action in zip(paths, profile, strict=True)])
    others = np.array([np.delete(played, player, axis=0).prod(axis=0) for player in range(len(played))])
    return np.asarray((others > 1 / (1 + losses[:, np.newaxis])).all(axis=0))


def _one_step_on(tables: Sequence[NDArray[np.float64]], paths: Paths) -> Paths:
    """Return where the paths are after a step, or just after the first change of best replies in it."""
    aims = _best_replies(tables, paths)
    steps = np.full(len(paths[0]), _STEP)
    turning = np.flatnonzero(_have_turned(tables, paths, aims, steps))
    if len(turning):
        here, there = [own[turning] for own in paths], [own[turning] for own in aims]
        before, after = np.zeros(len(turning)), steps[turning]
        for _ in range(_HALVINGS):
            middle = (before + after) / 2
            turned = _have_turned(tables, here, there, middle)
            before, after = np.where(turned, before, middle), np.where(turned, middle, after)
        steps[turning] = after
    return _moved(paths, aims, steps)


def _have_turned(
    tables: Sequence[NDArray[np.float64]], paths: Paths, aims: Paths, steps: NDArray[np.float64]
) -> NDArray[np.bool_]:
    """Tell which paths have other best replies than those they aim at, after steps in their direction."""
    replies = _best_replies(tables, _moved(paths, aims, steps))
    return np.logical_or.reduce([(own != aim).any(axis=1) for own, aim in zip(replies, aims, strict=True)])


def _moved(paths: Paths, aims: Paths, steps: NDArray[np.float64]) -> Paths:
    return [own + steps[:, np.newaxis] * (aim - own) for own, aim in zip(paths, aims, strict=True)]


def _best_replies(tables: Sequence[NDArray[np.float64]], paths: Paths) -> Paths:
    """Return the middle of each player's best replies; `tables` have its own actions first, and a range of 1."""
    replies: Paths = []
    for payoffs in joint_fitness(tables, paths):
        best = payoffs.max(axis=1, keepdims=True) - payoffs <= TIE
        replies.append(best / best.sum(axis=1, keepdims=True))
    return replies
