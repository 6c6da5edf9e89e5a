"""The payoffs that a repeated game can sustain, as a convex set.

Two answers to one question. Without a discount it is what patient players can hope for at best: the feasible payoffs,
all convex combinations of those of pure profiles, that give each player its minmax value or more (Fudenberg and Maskin
1986). At a given discount it is the set of payoffs of all subgame-perfect equilibria in pure actions with perfect
monitoring and public randomisation, which holds more payoffs the larger the discount is (Abreu, Pearce and Stacchetti
1990). Up to three players it is found exactly, by the operator of Abreu and Sannikov (2014); for four and five it is
bounded from outside, in the manner of Judd, Yeltekin and Conklin (2003). Equilibria in which players mix privately
may have payoffs beyond it. No set is returned without its certificate.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import inf, prod
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ....games.normal_form import NormalFormGame, read_only
from ....games.numbers import read_floats, rounded
from ....games.repeated.repeated_game import RepeatedGame
from ....games.scenario.given import GivenScenario, game_of
from ....games.text.shown import Shown
from ..minmax import GAP, minmax_bounds
from .abreu_sannikov import RecursiveSet, shrink_to_equilibrium
from .action_table import ActionTable, action_table
from .convex_hull import above, convex_hull
from .hull_programs import distance
from .outer_approximation import outer_approximation
from .set_certificate import Certificate, individual_rationality, self_generation

MOST_FEASIBLE: Mapping[int, int] = dict.fromkeys(range(1, 6), 10_000)
MOST_AT_DISCOUNT: Mapping[int, int] = {1: 10_000, 2: 10_000, 3: 1_000, 4: 100, 5: 32}
"""How many profiles a game of so many players may have, without and with a discount; the slowest take minutes."""

INSIDE = 1e-9
"""A point this near to the set, in shares of the players' payoff ranges, counts as a point of it."""


@dataclass(frozen=True, eq=False, repr=False)
class PayoffSet(Shown):
    """A convex set of payoffs of a repeated game.

    Attributes
    ----------
    stage, discount
        The game that is repeated, and the discount; None for the feasible and individually rational payoffs.
    vertices
        Shape (k, n), lexicographically sorted; none if the set is empty.
    dimension
        0 for a point, 1 for a segment and so on; -1 if the set is empty.
    threat_point
        The least payoff of each player that was used as a threat, shape (n,): its payoff in its worst equilibrium, or
        its minmax value where there is no discount. Where the set is empty, a bound on what could be one.
    certificate
        How nearly the set generates itself, or is what the definition says, by linear programs.
    kind
        `exact`, up to rounding, or `outer bound`: nothing outside it can be sustained, but not all of it may be.
    method
        How it was found.
    notes
        What else must be known to use the set, in sentences.
    """

    stage: NormalFormGame
    discount: Fraction | None
    vertices: NDArray[np.float64]
    dimension: int
    threat_point: NDArray[np.float64]
    certificate: Certificate
    kind: str
    method: str
    notes: tuple[str, ...]

    @property
    def low(self) -> NDArray[np.float64] | None:
        """The least that each player gets anywhere in the set, shape (n,); None where it is empty."""
        return self.vertices.min(axis=0) if len(self.vertices) else None

    @property
    def high(self) -> NDArray[np.float64] | None:
        """The most that each player gets, likewise."""
        return self.vertices.max(axis=0) if len(self.vertices) else None

    @property
    def sums(self) -> tuple[float, float] | None:
        """The least and the most that all get together; None where the set is empty."""
        sums = self.vertices.sum(axis=1)
        return (sums.min(), sums.max()) if len(sums) else None

    def support(self, directions: ArrayLike) -> NDArray[np.float64]:
        """Return the largest value of each direction, shape (d, n), on the set, shape (d,); -inf if it is empty.

        Raises
        ------
        ValueError
            If the directions do not have one number for each player.
        """
        given = np.array(directions, dtype=np.float64)
        if given.ndim != 2 or given.shape[1] != self.stage.n_players:
            raise ValueError(f"directions must have shape (d, {self.stage.n_players}), got {given.shape}")
        return (given @ self.vertices.T).max(axis=1, initial=-np.inf)

    def contains(self, point: ArrayLike) -> bool:
        """Tell whether the set has a point, shape (n,), or comes within `INSIDE` of it.

        Raises
        ------
        ValueError
            If the point does not have one number for each player.
        """
        payoffs = checked_payoffs("point", self.stage, point)
        if len(self.vertices) == 0:
            return False
        table = action_table(self.stage)
        return distance(table.shares(self.vertices), table.shares(payoffs)) <= INSIDE


def payoff_set(stage: GivenScenario, discount: Any = None, deadline: float = inf) -> PayoffSet:
    """Return the payoffs that can be sustained at a discount, or at best.

    Parameters
    ----------
    stage
        The game that is repeated.
    discount
        The weight of the next period, in [0, 1): a number, Fraction or string such as "2/3". If left out, the set is
        that of feasible payoffs no less than the minmax values, with opponents who mix independently.
    deadline
        A reading of the clock `time.monotonic` by which the set must be found; asked between steps.

    Returns
    -------
    PayoffSet
        Empty sets, points, segments and flat polygons are results like any other. Vertices are floats, right to about
        1e-10 of a player's payoff range unless the notes say otherwise. Deterministic; independent of the unit and
        origin of payoffs.

    Raises
    ------
    ValueError
        If the discount is not in [0, 1), or the game has too many players or profiles.
    TimeoutError
        If the deadline comes first.

    Examples
    --------
    In the prisoner's dilemma with payoffs 10, 9, 3, 1 a discount of 1/7 is enough for cooperation, and less is not.

    >>> dilemma = NormalFormGame([[[9, 1], [10, 3]], [[9, 10], [1, 3]]])
    >>> payoff_set(dilemma, "1/7").vertices.round(6)
    array([[3., 3.],
           [9., 9.]])
    >>> payoff_set(dilemma, "1/8").vertices
    array([[3., 3.]])
    >>> patient = payoff_set(dilemma)
    >>> patient.contains([9, 9]), patient.support([[1, 0], [-1, 0]]).round(6)
    (True, array([ 9.75, -3.  ]))
    """
    stage = game_of(stage)
    refuse_large(stage, MOST_FEASIBLE if discount is None else MOST_AT_DISCOUNT)
    table = action_table(stage)
    if discount is None:
        return _rational(stage, table, deadline)
    return _sustained(stage, table, RepeatedGame(stage, discount).discount, deadline)


def checked_payoffs(what: str, stage: NormalFormGame, payoffs: ArrayLike) -> NDArray[np.float64]:
    """Return one payoff for each player, shape (n,); ValueError if there are more or fewer."""
    given = read_floats(what, payoffs)
    if given.shape != (stage.n_players,):
        raise ValueError(f"{what} must have one payoff for each of the {stage.n_players} players, got {given.shape}")
    return given


def refuse_large(stage: NormalFormGame, most: Mapping[int, int]) -> None:
    """Refuse a game with more players, or more profiles for its players, than `most` says: ValueError."""
    n, n_profiles = stage.n_players, prod(stage.shape)
    if n not in most:
        raise ValueError(f"this is computed for games of up to {max(most)} players, got {n} players")
    if n_profiles > most[n]:
        raise ValueError(f"this is computed for games of {n} players with up to {most[n]} profiles, got {n_profiles}")


def _rational(stage: NormalFormGame, table: ActionTable, deadline: float) -> PayoffSet:
    """Return the feasible payoffs above the minmax, or above its lower bounds where these are all that is known."""
    bounds = minmax_bounds(stage, deadline)
    unknown = [bounds.high[i] - bounds.low[i] > 2 * float(GAP) * stage.payoff_range[i] for i in range(stage.n_players)]
    minmax = np.where(unknown, bounds.low, bounds.high)
    polytope = above(convex_hull(table.payoffs), table.shares(minmax))
    return PayoffSet(
        stage=stage,
        discount=None,
        vertices=read_only(table.restored(polytope.vertices)),
        dimension=polytope.dimension,
        threat_point=read_only(minmax),
        certificate=individual_rationality(table, polytope, table.shares(minmax)),
        kind="outer bound" if any(unknown) else "exact",
        method="convex hull of the pure profiles' payoffs, cut at the minmax against opponents who mix independently",
        notes=tuple(
            f"the minmax of {stage.players[i]} is only known to be between {rounded(bounds.low[i], 9)} and "
            f"{rounded(bounds.high[i], 9)}"
            for i in np.flatnonzero(unknown)
        ),
    )


def _sustained(stage: NormalFormGame, table: ActionTable, discount: Fraction, deadline: float) -> PayoffSet:
    exact = stage.n_players <= 3
    if exact:
        method, find = "operator of Abreu and Sannikov on exact hulls", shrink_to_equilibrium
    else:
        method, find = "outer approximation with adaptive normals", outer_approximation
    sustained = find(table, float(discount), deadline)
    certificate = self_generation(table, float(discount), sustained.polytope, sustained.threat)
    return PayoffSet(
        stage=stage,
        discount=discount,
        vertices=read_only(table.restored(sustained.polytope.vertices)),
        dimension=sustained.polytope.dimension,
        threat_point=read_only(table.restored(sustained.threat)),
        certificate=certificate,
        kind="exact" if exact and sustained.converged and certificate.holds else "outer bound",
        method=f"{method}, {sustained.steps} steps",
        notes=tuple(_notes(sustained, certificate, exact)),
    )


def _notes(sustained: RecursiveSet, certificate: Certificate, exact: bool) -> Iterator[str]:
    yield "pure actions with public randomisation: equilibria in which players mix privately may pay otherwise"
    if not exact:
        yield (
            "nothing outside the set can be sustained, but not all of it may be: its vertices are up to "
            f"{rounded(certificate.inward, 2)} of a payoff range from what it generates"
        )
    elif not sustained.converged:
        beyond = "nothing outside the set can be sustained, but it could still shrink"
        yield f"stopped after {sustained.steps} steps: {beyond}"
    elif not certificate.holds:
        yield f"the set misses generating itself by {rounded(certificate.slack, 2)} of a payoff range"
