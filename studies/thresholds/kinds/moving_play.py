"""Which pure stationary profiles are Markov perfect as one number varies, in a game whose state moves.

With D = det(I - d P) > 0 a profile's values are N / D by Cramer's rule, and it is Markov perfect where for every player
i, state s and other action a (D is 1, and N are the values, where neither d nor P depends on the number)

    (u_i(s) - u_i(s, a)) D + d sum over t of (P(t | s) - P(t | s, a)) N_i(t) >= 0,

a polynomial in the number, whose sign changes at exact points. Most profiles hold nowhere. To cast these out, the
polynomials are first worked out in floats, from as many values as their degree needs, and written in Bernstein's basis,
in which coefficients that are all negative prove a negative polynomial. What the floats do not prove is decided in
fractions.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import pairwise, product
from math import comb, lcm, prod
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from ....games.arena import ArenaGame, transitions
from ....games.arrays import Floats
from ....games.errors import InputError
from ....games.normal_form import PureProfile
from ....games.numbers import counted
from ....games.repeated.repetition import Repetition
from ....games.scenario.scenario import Scenario
from ....solvers.exact.fraction_free import fraction_free_solution
from ....solvers.exact.polynomial import NotPolynomialError, Polynomial, X
from ...stochastic.moving_game import moving_arena, moving_game
from ..plays import DISCOUNT, Holding, Outcome
from ..preferences import signs_along
from ..support_ranges import determinant
from ..variables import Stretch, Variable, plain_payoffs, plain_pieces

MOST_PROFILES = 100_000
"""Pure stationary profiles; of more none is looked at."""

PARTS = 8
"""Parts of a range, on each of which another deviation may speak against a profile."""

MARGIN = 1e-9
"""By how much, in payoff ranges, floats must speak against a profile to cast it out: far more than they can err."""


def markov_perfect(scenario: Scenario, over: Variable) -> Holding:
    """Return where each pure stationary profile is Markov perfect; those that are so nowhere in the range are left out.

    Where a player's actions make no difference today it plays the first.

    Raises
    ------
    InputError
        If nothing moves in the game, there are too many profiles, or payoffs are no polynomials in the number.
    """
    layout = _layout(scenario)
    try:
        stretches = plain_pieces(over, lambda stretch: layout.numbers(over, stretch))
    except NotPolynomialError:
        raise InputError(f"{over.path}: the payoffs of {scenario.title} are no polynomials in it") from None
    gaps = [(piece.low, piece.high, layout.tables(piece.payoffs)) for piece in stretches if piece.low < piece.high]
    open_somewhere = np.logical_or.reduce([~layout.refuted(tables, (low, high)) for low, high, tables in gaps])
    outcomes = [outcome for outcome, kept in zip(layout.outcomes, open_somewhere, strict=True) if kept]

    def conditions(numbers: NDArray[np.object_]) -> list[Any]:
        tables = layout.tables(numbers)
        return [gap for outcome in outcomes for gap in tables.losses(outcome)]

    points, signs = signs_along(stretches, conditions)
    holds = np.logical_and.reduce(signs.reshape(len(outcomes), -1, signs.shape[1]) >= 0, axis=1)
    return Holding(tuple(outcomes), points, holds[:, :-1] if over.path == DISCOUNT else holds)


@dataclass(frozen=True, eq=False)
class _Tables:
    """Payoffs (states, n, m_1, .., m_n), chances of the next state (states, m_1, .., m_n, states), and the discount."""

    payoffs: NDArray[np.object_]
    chances: NDArray[np.object_]
    discount: Any

    def losses(self, outcome: Outcome) -> Iterator[Any]:
        """Go through what each one-shot deviation from a stationary profile loses, times a positive number."""
        moves = np.array([self.chances[state][profile] for state, profile in enumerate(outcome)])
        matrix = np.eye(len(outcome), dtype=int).astype(object) - self.discount * moves
        inverse, whole = _inverse(matrix)
        for player in range(self.payoffs.shape[1]):
            own = [self.payoffs[state, player][profile] for state, profile in enumerate(outcome)]
            values = inverse @ np.array(own, dtype=object)
            for state, profile in enumerate(outcome):
                for other in _deviations(profile, player, self.payoffs.shape[2 + player]):
                    later = np.dot(moves[state] - self.chances[state][other], values)
                    yield (own[state] - self.payoffs[state, player][other]) * whole + self.discount * later


@dataclass(frozen=True, eq=False)
class _Layout:
    """A scenario whose state moves, and the shape of its tables: players, actions, states."""

    scenario: Scenario
    shape: tuple[int, ...]
    states: tuple[Any, ...]
    parameter: str

    @cached_property
    def outcomes(self) -> list[Outcome]:
        """The pure stationary profiles; a player whose actions make no difference plays the first."""
        idle = moving_game(self.scenario).idle
        menus = [
            [p for p in np.ndindex(self.shape) if not any(a and still for a, still in zip(p, row, strict=True))]
            for row in idle
        ]
        return list(product(*menus))

    def numbers(self, over: Variable, stretch: Stretch) -> NDArray[np.object_]:
        """Return the discount, the payoffs and the chances in one row, as polynomials in a number."""
        varied = self.scenario.replace({over.path: X})
        states = [self.scenario.replace({self.parameter: value}) for value in self.states]
        game, course = moving_arena(varied)
        steady = over.path == DISCOUNT
        payoffs = [state.payoffs() if steady else plain_payoffs(state, over, stretch) for state in states]
        chances = transitions(game.arena, course, cast(ArenaGame, varied.game).parameters)
        discount = (varied.repeated or Repetition()).discount
        return np.array([discount, *np.stack(payoffs).flat, *chances.flat], dtype=object)

    def tables(self, numbers: NDArray[Any]) -> _Tables:
        """Return the tables whose numbers stand in one row."""
        states, n = len(self.states), len(self.shape)
        size = states * n * prod(self.shape)
        payoffs, chances = numbers[1 : 1 + size], numbers[1 + size :]
        return _Tables(
            payoffs.reshape(states, n, *self.shape), chances.reshape(states, *self.shape, states), numbers[0]
        )

    def refuted(self, tables: _Tables, stretch: Stretch) -> NDArray[np.bool_]:
        """Tell of which outcomes floats prove, part by part of a stretch, that one deviation gains all over it."""
        low, high = stretch
        ends = [low + (high - low) * Fraction(k, PARTS) for k in range(PARTS + 1)]
        return np.logical_and.reduce([self._refuted_on(tables, part) for part in pairwise(ends)])

    def _refuted_on(self, tables: _Tables, stretch: Stretch) -> NDArray[np.bool_]:
        degree = _degree(tables)
        steps = (np.arange(degree + 1) + 0.5) / (degree + 1)
        low, high = map(float, stretch)
        payoffs, chances, discounts = (
            np.stack([_evaluated(table, low + step * (high - low)) for step in steps])
            for table in (tables.payoffs, tables.chances, np.array([tables.discount], dtype=object))
        )
        payoffs = payoffs / _spread(payoffs)
        losses = np.stack([*map(self._losses, payoffs, chances, discounts[:, 0])], axis=-1)
        ways = np.array([comb(degree, k) for k in range(degree + 1)])
        powers = np.arange(degree + 1)
        weights = ways * steps[:, np.newaxis] ** powers * (1 - steps[:, np.newaxis]) ** powers[::-1]
        bernstein = np.linalg.solve(weights, losses[..., np.newaxis])[..., 0]
        return np.asarray((bernstein < -MARGIN).all(axis=-1).any(axis=-1))

    def _losses(self, payoffs: Floats, chances: Floats, discount: float) -> Floats:
        """Return the losses of every outcome over 1 - d, shape (outcomes, deviations), for payoffs of range 1.

        As the rows of P sum to 1, D and N are multiples of 1 - d: without it a loss does not vanish as d nears 1.
        """
        states, n = len(self.states), len(self.shape)
        numbers = np.array([[np.ravel_multi_index(p, self.shape) for p in outcome] for outcome in self.outcomes])
        own, moves = payoffs.reshape(states, n, -1).swapaxes(1, 2), chances.reshape(states, -1, states)
        here = np.arange(states)
        matrices = np.eye(states) - discount * moves[here, numbers]
        whole = np.linalg.det(matrices) / (1 - discount)
        values = np.linalg.solve(matrices, own[here, numbers])
        worth = own + discount * np.einsum("skt,bti->bski", moves, values)
        kept = np.take_along_axis(worth, numbers[:, :, np.newaxis, np.newaxis], axis=2)[:, :, 0]
        found = [
            kept[:, :, player]
            - worth[np.arange(len(numbers))[:, np.newaxis], here, self._other(numbers, player, k), player]
            for player, m in enumerate(self.shape)
            for k in range(1, m)
        ]
        return np.concatenate(found, axis=1) * whole[:, np.newaxis]

    def _other(self, numbers: NDArray[np.intp], player: int, step: int) -> NDArray[np.intp]:
        """Return the numbers of the profiles in which a player takes the action so many further on, round and round."""
        places = list(np.unravel_index(numbers, self.shape))
        places[player] = (places[player] + step) % self.shape[player]
        return np.ravel_multi_index(tuple(places), self.shape)


def _layout(scenario: Scenario) -> _Layout:
    game, course = moving_arena(scenario)
    shape = tuple(len(own) for own in game.actions)
    count = prod(shape) ** len(course.states)
    if count > MOST_PROFILES:
        most = counted(MOST_PROFILES)
        raise InputError(
            f"{scenario.title}: it has {counted(count)} pure stationary profiles, at most {most} are taken"
        )
    return _Layout(scenario, shape, tuple(value for _, value in course.states), course.parameter)


def _degree(tables: _Tables) -> int:
    """Return a bound on the degree of what deviations lose: payoffs times as many moves as there are states."""
    payoffs, chances, discount = (
        max((len(each.coefficients) - 1 for each in numbers if isinstance(each, Polynomial)), default=0)
        for numbers in (tables.payoffs.flat, tables.chances.flat, [tables.discount])
    )
    return payoffs + len(tables.payoffs) * (chances + discount)


def _spread(payoffs: Floats) -> Floats:
    """Return each player's highest less its lowest payoff in tables (k, states, n, m_1, .., m_n); 1 where it is 0."""
    axes = tuple(axis for axis in range(payoffs.ndim) if axis != 2)
    spread = payoffs.max(axis=axes, keepdims=True) - payoffs.min(axis=axes, keepdims=True)
    return np.where(spread == 0, 1, spread)


def _evaluated(table: NDArray[np.object_], number: float) -> Floats:
    values = [
        np.polynomial.polynomial.polyval(number, np.array(each.coefficients, dtype=np.float64))
        if isinstance(each, Polynomial)
        else float(each)
        for each in table.ravel().tolist()
    ]
    return np.array(values).reshape(table.shape)


def _deviations(profile: PureProfile, player: int, m: int) -> Iterator[PureProfile]:
    """Go through the profiles to which a player's other actions turn one."""
    for action in range(m):
        if action != profile[player]:
            yield (*profile[:player], action, *profile[player + 1 :])


def _inverse(matrix: NDArray[np.object_]) -> tuple[NDArray[np.object_], Any]:
    """Return the inverse of a matrix I - d P times a number, and that number: 1 where all entries are numbers.

    Where some are polynomials, or d is 1, it is the determinant, and the inverse is that of Cramer, made of minors.
    """
    entries: list[Any] = matrix.ravel().tolist()
    if not any(isinstance(entry, Polynomial) for entry in entries):
        inverse = _inverse_of_numbers(matrix)
        if inverse is not None:
            return inverse, 1
    size = len(matrix)
    return np.array([[_cofactor(matrix, k, j) for k in range(size)] for j in range(size)]), determinant(matrix)


def _inverse_of_numbers(matrix: NDArray[np.object_]) -> NDArray[np.object_] | None:
    unit = lcm(*(Fraction(entry).denominator for entry in matrix.ravel().tolist()))
    rows = [[int(entry * unit) for entry in row] for row in matrix]
    columns = []
    for k in range(len(matrix)):
        solved = fraction_free_solution(rows, [unit * (j == k) for j in range(len(matrix))])
        if solved is None:
            return None
        columns.append([Fraction(numerator, solved[1]) for numerator in solved[0]])
    return np.array(columns, dtype=object).T


def _cofactor(matrix: NDArray[np.object_], row: int, column: int) -> Any:
    if len(matrix) == 1:
        return 1
    return (-1) ** (row + column) * determinant(np.delete(np.delete(matrix, row, axis=0), column, axis=1))
