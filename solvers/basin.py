"""Selection by basins: how likely each strict equilibrium is to be reached from anywhere.

Every player's mixed strategy grows by the *replicator dynamics*: the share of an action grows at the rate at which it
does better than the player's average,

    d x_i(a) / dt = x_i(a) (u_i(a, x) - u_i(x)),

here with each player's payoffs divided by their range, so that no unit matters (Taylor 1979; Ritzberger and Weibull
1995). The strict equilibria are exactly the rest points to which all nearby paths lead, so a path from a random start
ends in one of them or settles nowhere. The *basin share* of a strict equilibrium is the volume of starts from which
paths lead to it, with every strategy of every player equally likely. It is a measure of how hard the equilibrium is to
miss, and no theorem about what players will do; with other dynamics the shares differ.

In logarithms of odds the equation reads dz_i(a) / dt = u_i(a, x), with x the softmax of z. It is followed by the
classical Runge-Kutta method. A path is taken to have arrived at s once, for every player i, the probability that all
others play s exceeds 1 / (1 + l), where l is the least loss by a deviation from s, on the scale from 0 to 1: then s_i
is strictly the best reply of all, every share of s only grows, and the path provably ends there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from ..games.errors import InputError
from ..games.normal_form import NormalFormGame, PureProfile
from .base import Candidate, Findings
from .pure_nash import exact_pure
from .strict import deviation_losses, strict_equilibria

_STEP = 0.5
_STEPS = 1000
"""Paths are followed for 500 units of time; in one unit, odds change by a factor of at most e."""


@dataclass(frozen=True)
class Basin:
    """All strict equilibria, the one with the largest basin first, each labelled with its share of the starts.

    The list is complete; the shares are estimates, with the standard error that independent starts would have. Those
    used here are spread more evenly (a scrambled Halton sequence), which makes the true error smaller.

    Parameters
    ----------
    starts
        How many paths are followed, from 1.

    Raises
    ------
    InputError
        If the number of starts is not positive.
    """

    name: ClassVar[str] = "basin"
    meaning: ClassVar[str] = "strict equilibria by the share of starts from which adaptive play leads to each"

    starts: int = 1024

    def __post_init__(self) -> None:
        if self.starts < 1:
            raise InputError(f"starts must be a number from 1, got {self.starts}")

    def find(self, game: NormalFormGame, rng: np.random.Generator) -> Findings:
        """Return the strict equilibria by falling share, those of equal share in the order of `pure_profiles`."""
        strict = strict_equilibria(game)
        counts = arrivals(game, strict, random_starts(game.shape, self.starts, rng)) if strict else []
        ranked = sorted(zip(counts, strict, strict=True), key=lambda item: -item[0])
        lost = self.starts - sum(counts)
        return Findings(
            candidates=tuple(Candidate(exact_pure(game, s), index=1, label=self._label(k)) for k, s in ranked),
            complete=True,
            method=f"replicator paths from {self.starts} quasi-random mixed profiles, payoffs on the scale from 0 to 1",
            notes=(
                "Shares of starts measure how hard an equilibrium is to miss under one adaptive process; they are no "
                "probabilities of what will happen.",
                *([f"{self._label(lost)} settle on no strict equilibrium."] if strict and lost else []),
            ),
        )

    def _label(self, count: int) -> str:
        share = count / self.starts
        error = sqrt(share * (1 - share) / self.starts)
        return f"{100 * share:.1f} % of starts (standard error {100 * error:.1f})"


def random_starts(shape: tuple[int, ...], number: int, rng: np.random.Generator) -> tuple[NDArray[np.float64], ...]:
    """Return mixed profiles spread evenly over all: for each player an array of shape (number, m_i).

    The spacings of m - 1 numbers drawn uniformly from [0, 1] are distributed uniformly over the strategies.
    """
    from scipy.stats import qmc

    sizes = [m - 1 for m in shape]
    points = qmc.Halton(sum(sizes), seed=rng).random(number) if any(sizes) else np.empty((number, 0))
    columns = np.split(points, np.cumsum(sizes)[:-1], axis=1)
    return tuple(np.diff(np.sort(own, axis=1), axis=1, prepend=0.0, append=1.0) for own in columns)


def arrivals(
    game: NormalFormGame, strict: tuple[PureProfile, ...], starts: tuple[NDArray[np.float64], ...]
) -> list[int]:
    """Return how many of the paths from some starts lead to each of the strict equilibria.

    Parameters
    ----------
    starts
        For each player an array of shape (paths, m_i), of positive probabilities.
    """
    spans = [span or 1.0 for span in game.payoff_range]
    tables = [np.moveaxis(own / span, player, 0) for player, (own, span) in enumerate(zip(game.payoffs, spans, strict=True))]
    losses = [np.array(deviation_losses(game, profile), dtype=np.float64) / spans for profile in strict]
    counts = [0] * len(strict)
    odds = [np.log(np.maximum(own, np.finfo(np.float64).tiny)) for own in starts]
    for _ in range(_STEPS):
        shares = [_softmax(own) for own in odds]
        moving = np.ones(len(odds[0]), dtype=bool)
        for number, profile in enumerate(strict):
            arrived = _have_arrived(shares, profile, losses[number]) & moving
            counts[number] += int(arrived.sum())
            moving &= ~arrived
        if not moving.any():
            break
        odds = _one_step_later(tables, [own[moving] for own in odds])
    return counts


def _have_arrived(
    shares: Sequence[NDArray[np.float64]], profile: PureProfile, losses: NDArray[np.float64]
) -> NDArray[np.bool_]:
    played = np.array([own[:, action] for own, action in zip(shares, profile, strict=True)])
    others = np.array([np.delete(played, player, axis=0).prod(axis=0) for player in range(len(played))])
    return (others > 1 / (1 + losses[:, np.newaxis])).all(axis=0)


def _one_step_later(
    tables: Sequence[NDArray[np.float64]], odds: Sequence[NDArray[np.float64]]
) -> list[NDArray[np.float64]]:
    """Return the logarithms of odds after a step of the classical Runge-Kutta method."""
    first = _growth(tables, odds)
    second = _growth(tables, _moved(odds, first, _STEP / 2))
    third = _growth(tables, _moved(odds, second, _STEP / 2))
    fourth = _growth(tables, _moved(odds, third, _STEP))
    slopes = [(a + 2 * b + 2 * c + d) / 6 for a, b, c, d in zip(first, second, third, fourth, strict=True)]
    return _moved(odds, slopes, _STEP)


def _moved(
    odds: Sequence[NDArray[np.float64]], slopes: Sequence[NDArray[np.float64]], time: float
) -> list[NDArray[np.float64]]:
    return [own + time * slope for own, slope in zip(odds, slopes, strict=True)]


def _growth(tables: Sequence[NDArray[np.float64]], odds: Sequence[NDArray[np.float64]]) -> list[NDArray[np.float64]]:
    """Return what each action of each player pays; `tables` have the player's own actions first, then the others'."""
    shares = [_softmax(own) for own in odds]
    rates: list[NDArray[np.float64]] = []
    for player, table in enumerate(tables):
        rate = np.broadcast_to(table, (len(shares[0]), *table.shape))
        for other in reversed([own for i, own in enumerate(shares) if i != player]):
            rate = np.einsum("p...a,pa->p...", rate, other)
        rates.append(rate)
    return rates


def _softmax(odds: NDArray[np.float64]) -> NDArray[np.float64]:
    weights = np.exp(odds - odds.max(axis=1, keepdims=True))
    return weights / weights.sum(axis=1, keepdims=True)
