"""The equilibria of a world: found in floating-point numbers, proven unique, and in fractions on request.

Where no proof says that there is one, a small world's active sets are enumerated, and of a larger one equilibria are
searched from many starts: then the list is not complete.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import inf
from typing import Any

import numpy as np

from ...games.arrays import Flags, Floats
from ...games.errors import InputError, expect, unknown
from ...games.text.shown import Shown
from ...games.world.field import aggregate, payoffs, regret
from ...games.world.world import World
from .active_set import Balance, balance
from .certificate import Certificate, active_in, certificate
from .channels import exact_shares, shares
from .enumeration import MOST_SETS, Enumerated, count_of_sets, enumerated
from .influence import Influence, influence
from .reasons import Reasons, reasons
from .steps import found, residual
from .uniqueness import Proof, monotonicity

_STARTS = 32
_APART = 1e-7
_AT_REST = 1e-9


@dataclass(frozen=True, eq=False, repr=False)
class WorldEquilibrium:
    """An equilibrium of a world.

    Attributes
    ----------
    practice
        How much of each order each state practises, shape (n, K).
    payoffs
        Of the states, shape (n,).
    regret
        The most that a state could gain by another practice of its own; 0 where it is exact.
    aggregate
        The weight of each order in the world, shape (K,).
    active
        Which orders each state practises, shape (n, K).
    certificate
        What is proven of it in floating-point numbers; None where it is exact or nothing is.
    """

    practice: Any
    payoffs: Any
    regret: Any
    aggregate: Any
    active: Flags
    certificate: Certificate | None = None

    def __repr__(self) -> str:
        states, orders = self.practice.shape
        return f"<WorldEquilibrium: {states} states, {orders} orders>"


@dataclass(frozen=True, eq=False, repr=False)
class WorldSolution(Shown):
    """The equilibria of a world, and what is proven of them.

    `unique` is the proof that there is no other than the one found, None where there is none. `complete` is true only
    where it is proven that none is missing. `cut_short` is true where fractions were asked for and a deadline came
    before them, `unseen` says how many choices of who practises what a deadline left out of a search through all of
    them. The fields of an equilibrium can be read here too: of the first.
    """

    world: World
    equilibria: tuple[WorldEquilibrium, ...]
    unique: Proof | None
    complete: bool
    exact: bool
    cut_short: bool = False
    unseen: int = 0

    def about(self) -> str:
        """Return of how many states it is, and what was found."""
        many = len(self.equilibria)
        found = f"{many} {'equilibrium' if many == 1 else 'equilibria'}, {'' if self.complete else 'not '}complete"
        return f"{self.world.about()}: {found}"

    @property
    def practice(self) -> Any:
        """The first equilibrium's, shape (n, K)."""
        return self.equilibria[0].practice

    @property
    def payoffs(self) -> Any:
        """The first equilibrium's, shape (n,)."""
        return self.equilibria[0].payoffs

    @property
    def regret(self) -> Any:
        """The first equilibrium's."""
        return self.equilibria[0].regret

    @property
    def aggregate(self) -> Any:
        """The first equilibrium's, shape (K,)."""
        return self.equilibria[0].aggregate

    @property
    def active(self) -> Flags:
        """The first equilibrium's, shape (n, K)."""
        return self.equilibria[0].active

    @property
    def certificate(self) -> Certificate | None:
        """The first equilibrium's."""
        return self.equilibria[0].certificate

    def why(self, state: str) -> Reasons:
        """Return what draws a state to each order and what holds it back, at the first equilibrium.

        Raises
        ------
        InputError
            If there is no such state.
        """
        names = self.world.states
        if state not in names:
            raise InputError(unknown("state", state, names))
        return reasons(self.world, self.practice, names.index(state))

    def influence(self, deadline: float = inf) -> Influence:
        """Return who moves the others, at the first equilibrium; in floating-point numbers.

        No state is looked at after the deadline, a reading of the clock `time.monotonic`.
        """
        return influence(self.world, self.practice.astype(float), deadline)

    def channels(self, other: WorldSolution, deadline: float = inf) -> dict[str, Any]:
        """Return for each channel its share of the change from this practice to another's, shape (n, K).

        Parameters
        ----------
        deadline
            A reading of the clock `time.monotonic`; numbers that are not fractions by then are floats.

        Raises
        ------
        InputError
            If the worlds are not of the same states.
        """
        if self.world.states != other.world.states:
            raise InputError("channels compare worlds of the same states")
        if not self.exact:
            return shares(self.world, other.world)
        try:
            return exact_shares(self.world, other.world, lambda world: _practice_in_full(world, deadline))
        except TimeoutError:
            return shares(self.world, other.world)


def solve_world(world: World, exact: bool = False, deadline: float = inf) -> WorldSolution:
    """Find the equilibria of a world.

    Parameters
    ----------
    world
        The game.
    exact
        Whether practice, payoffs and regret are Fractions, verified in whole numbers, or floats.
    deadline
        A reading of the clock `time.monotonic`: where fractions are not found by then, floats are returned, and what
        a search through all choices of who practises what has found; if that is nothing, what starts lead to.

    Returns
    -------
    WorldSolution
        The same for the same world.

    Raises
    ------
    InputError
        If fractions are asked for and no equilibrium is found in them.

    Examples
    --------
    >>> world = World([[1, 0], [0, 1]], [[0, 1], [1, 0]], ["1/2", "1/2"], "1/2", 0, 0, 0, 0)
    >>> solution = solve_world(world, exact=True)
    >>> solution.practice[0].tolist(), solution.unique.method, solution.complete
    ([Fraction(5, 6), Fraction(1, 6)], 'size', True)
    """
    expect(world, World, "a world, as load_world gives it")
    try:
        return _solved(world, exact, deadline)
    except TimeoutError:
        return replace(_solved(world, False, deadline), cut_short=True)


def _solved(world: World, exact: bool, deadline: float) -> WorldSolution:
    proof, unseen = monotonicity(world), 0
    if proof is None and count_of_sets(world) <= MOST_SETS:
        listed = enumerated(world, deadline)
        if listed.practices or not listed.unseen:
            return _of_all(world, listed, exact)
        unseen = listed.unseen
    practices = [found(world.decimals, world.decimals.theta)] if proof else _searched(world)
    if exact:
        balances = [
            each for each in (_settled(world, practice, deadline) for practice in practices) if each is not None
        ]
        equilibria = [_exact_equilibrium(world, each) for each in balances]
        if not equilibria:
            raise InputError("no equilibrium of this world was found in fractions; without --exact it is approximated")
    else:
        equilibria = _equilibria(world, practices, proof)
    return WorldSolution(world, tuple(equilibria), proof, proof is not None, exact, unseen=unseen)


def _practice_in_full(world: World, deadline: float) -> Any:
    """Return the first equilibrium in fractions, of all where all are searched for; else a TimeoutError."""
    solution = _solved(world, True, deadline)
    if solution.unseen:
        raise TimeoutError("the time limit came before all was searched")
    return solution.practice


def _of_all(world: World, listed: Enumerated, exact: bool) -> WorldSolution:
    """Return the solution of a world whose active sets are enumerated."""
    if exact:
        equilibria = tuple(_exact_equilibrium(world, Balance(each, each, 1)) for each in listed.practices)
    else:
        equilibria = tuple(_equilibria(world, [each.astype(float) for each in listed.practices], None))
    alone = listed.complete and len(equilibria) == 1
    unique = Proof("enumeration") if alone else None
    return WorldSolution(world, equilibria, unique, listed.complete, exact, unseen=listed.unseen)


def _equilibria(world: World, practices: Sequence[Floats], proof: Proof | None) -> list[WorldEquilibrium]:
    numbers = world.decimals
    return [
        WorldEquilibrium(
            practice,
            payoffs(numbers, practice),
            max(float(regret(numbers, practice)), 0.0),
            aggregate(numbers, practice),
            active_in(practice),
            None if proof is None else certificate(numbers, practice, proof),
        )
        for practice in practices
    ]


def _exact_equilibrium(world: World, solution: Balance) -> WorldEquilibrium:
    """Return the equilibrium that solves its active set's equations, which proves that no state can gain.

    Payoffs are worked out from whole numbers over the common divisor: fractions of thousands of digits are reduced
    once each.
    """
    numerators, divisor = solution.practice, solution.divisor
    over = np.frompyfunc(lambda number: Fraction(number) / divisor, 1, 1)
    return WorldEquilibrium(
        over(numerators),
        payoffs(world, numerators, divisor),
        Fraction(0),
        over(aggregate(world, numerators)),
        (numerators > 0).astype(bool),
    )


def _settled(world: World, practice: Floats, deadline: float) -> Balance | None:
    """Return the exact equilibrium near a practice: of its active set, or of one a few changes from it."""
    active = active_in(practice)
    for _ in range(8):
        solution = balance(world, active, deadline=deadline)
        if solution is None or solution.holds(active):
            return solution
        active = (active & (solution.practice >= 0)) | (~active & (solution.slack < 0))
    return None


def _starts(world: World) -> Iterator[Floats]:
    """Go through starts for a search: identities, every state at one order, and mixes drawn at random."""
    theta = world.decimals.theta
    yield theta
    for order in range(theta.shape[1]):
        yield np.eye(theta.shape[1])[np.full(len(theta), order)]
    rng = np.random.default_rng(0)
    for _ in range(_STARTS):
        yield rng.dirichlet(np.ones(theta.shape[1]), len(theta))


def _searched(world: World) -> list[Floats]:
    """Return the different equilibria that starts lead to; where none comes to rest, the practice that moves least."""
    kept: list[Floats] = []
    restless: list[tuple[float, Floats]] = []
    for start in _starts(world):
        practice = found(world.decimals, start)
        moves = float(np.abs(residual(world.decimals, practice)).max())
        if moves > _AT_REST:
            restless.append((moves, practice))
        elif all(np.abs(practice - other).max() > _APART for other in kept):
            kept.append(practice)
    return kept or [min(restless, key=lambda each: each[0])[1]]
