"""Games in normal form.

A game has n players. Player i picks one of m_i actions without seeing what the others pick, and is paid
u_i(a_1, .., a_n). The payoffs stand in one array of shape (n, m_1, .., m_n), and `payoffs[i, a_1, .., a_n]` is
what player i gets: the first axis names the player who is paid, then comes one axis for each player's action, in
the order of the players. No axis is ever rotated.

A *profile* is a tuple of n probability vectors, the i-th of length m_i. A *pure profile* is a tuple of n action
numbers. The *regret* of a player at a profile is what a best deviation would gain; a profile is a Nash equilibrium
when nobody has any.

Every number is also held as a fraction. A float is read as the shortest decimal that prints as that float, so 0.1
is one tenth: ties that the author wrote are ties, and a mixed equilibrium comes out as a fraction.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, reduce
from itertools import product
from math import prod
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .errors import expect
from .numbers import read_fractions, whole_numbers
from .text.shown import Shown

Profile = tuple[NDArray[Any], ...]
PureProfile = tuple[int, ...]

_RATIONAL = frozenset((int, Fraction))

_64_BITS = 2**63


@dataclass(frozen=True, eq=False, repr=False)
class NormalFormGame(Shown):
    """A finite game of n players in normal form, immutable.

    Parameters
    ----------
    payoffs
        Shape (n, m_1, .., m_n): numbers, Fractions, or strings such as "1/3" or "0.25". Copied and made read-only.
    players
        n different names; "Player 1" and so on where left out.
    actions
        For each player m_i different names; "a1", "a2" and so on where left out.
    title
        A line for reports.

    Raises
    ------
    ValueError
        If the shape is not that of a game, a payoff is not a finite number, or names are missing or repeated.

    Examples
    --------
    >>> game = NormalFormGame([[[3, 0], [5, 1]], [[3, 5], [0, 1]]])
    >>> game.shape
    (2, 2)
    >>> game.regret((np.array([0.0, 1.0]), np.array([0.0, 1.0])))
    array([0., 0.])
    """

    payoffs: NDArray[np.float64]
    players: tuple[str, ...]
    actions: tuple[tuple[str, ...], ...]
    title: str

    def __init__(
        self,
        payoffs: ArrayLike,
        players: Sequence[str] | None = None,
        actions: Sequence[Sequence[str]] | None = None,
        title: str = "",
    ) -> None:
        given = np.array(payoffs) if not _has_text_or_fractions(payoffs) else np.array(payoffs, dtype=object)
        shape = _checked_shape(given)
        numbers, exact = _read_numbers(given)
        player_names = _checked_players(players, len(shape))
        action_names = _checked_actions(actions, shape, player_names)
        self.__dict__.update(payoffs=numbers, players=player_names, actions=action_names, title=title)
        if exact is not None:
            self.__dict__["exact"] = exact

    def about(self) -> str:
        """Return the title, the players, and how many actions they have."""
        title = f"{self.title}: " if self.title else ""
        return f"{title}{', '.join(self.players)}; {' x '.join(map(str, self.shape))}"

    @classmethod
    def two_player(cls, row: ArrayLike, column: ArrayLike, **names: Any) -> NormalFormGame:
        """Build a game from the row player's and the column player's matrices, each of shape (m_1, m_2)."""
        return cls(np.array([np.array(row, dtype=object), np.array(column, dtype=object)]), **names)

    @classmethod
    def zero_sum(cls, row: ArrayLike, **names: Any) -> NormalFormGame:
        """Build the game in which the column player loses what the row player gets; `row` has shape (m_1, m_2)."""
        gains = read_fractions("payoffs", np.array(row, dtype=object))
        return cls(np.array([gains, -gains]), **names)

    @classmethod
    def symmetric(cls, own: ArrayLike, **names: Any) -> NormalFormGame:
        """Build the two-player game in which both face the matrix `own[own action, other's action]`."""
        matrix = np.array(own, dtype=object)
        return cls(np.array([matrix, matrix.T]), **names)

    @property
    def n_players(self) -> int:
        """The number of players."""
        return len(self.players)

    @property
    def shape(self) -> tuple[int, ...]:
        """How many actions each player has: (m_1, .., m_n)."""
        return self.payoffs.shape[1:]

    @cached_property
    def exact(self) -> NDArray[np.object_]:
        """The payoffs as Fractions, same shape, read-only."""
        return read_only(read_fractions("payoffs", self.payoffs))

    @cached_property
    def payoff_range(self) -> NDArray[np.float64]:
        """Each player's highest minus lowest payoff: the unit in which its regret is judged. Shape (n,)."""
        flat = self._above_lowest.reshape(self.n_players, -1)
        return flat.max(axis=1) - flat.min(axis=1)

    def pure_profiles(self) -> Iterator[PureProfile]:
        """Go through all pure profiles, the last player's action changing fastest."""
        return product(*(range(m) for m in self.shape))

    def name_profile(self, profile: PureProfile) -> tuple[str, ...]:
        """Return the action names of a pure profile."""
        return tuple(names[action] for names, action in zip(self.actions, profile, strict=True))

    def pure(self, profile: PureProfile) -> Profile:
        """Return a pure profile as probability vectors."""
        return tuple(np.eye(m)[action] for m, action in zip(self.shape, profile, strict=True))

    def expected_payoffs(self, profile: Profile) -> NDArray[Any]:
        """Return each player's expected payoff, shape (n,): Fractions where the profile holds Fractions."""
        terms = self._terms(profile)
        paid = zip(terms.tables, terms.units, strict=True)
        return np.array([average_over(table, terms.strategies) * unit for table, unit in paid])

    def action_payoffs(self, player: int, profile: Profile) -> NDArray[Any]:
        """Return what each of the player's actions pays against the others' strategies, shape (m_i,)."""
        terms = self._terms(profile)
        unit = terms.units[player] * terms.wholes[player]
        return average_over(terms.tables[player], terms.strategies, (player,)) * unit

    def regret(self, profile: Profile) -> NDArray[Any]:
        """Return what each player gains by a best deviation, shape (n,): all zero at a Nash equilibrium.

        Measured in fractions where the profile holds Fractions, so that a zero there is a proof. Else payoffs are taken
        above each player's lowest, so that what is measured does not drown in where they begin.
        """
        terms = self._terms(profile)
        tables = self._above_lowest if terms.tables is self.payoffs else terms.tables
        gains = []
        for player, strategy in enumerate(terms.strategies):
            values = average_over(tables[player], terms.strategies, (player,))
            gain = values.max() * terms.wholes[player] - np.dot(strategy, values)
            gains.append(max(gain, 0) * terms.units[player])
        return np.array(gains)

    @cached_property
    def _above_lowest(self) -> NDArray[np.float64]:
        """Each player's payoffs less its lowest one, taken in fractions, as floats in the shape of `payoffs`.

        As they are given where differences lie beyond the range of floats.
        """
        tables, units = self.whole
        own = tuple(range(1, self.n_players + 1))
        above = tables - tables.min(axis=own, keepdims=True)
        ranges = above.max(axis=own)
        if max(ranges * units) > np.finfo(np.float64).max:
            return self.payoffs
        ones = np.array([unit.denominator for unit in units], dtype=object).reshape(-1, *[1] * self.n_players)
        return read_only((above / ones).astype(np.float64))

    def distribution_payoffs(self, distribution: NDArray[Any]) -> NDArray[Any]:
        """Return each player's expected payoff under a joint distribution over pure profiles, shape (n,).

        `distribution` has shape (m_1, .., m_n). Here and below numbers are Fractions where it holds Fractions.
        """
        return np.tensordot(self._table_under(distribution), distribution, axes=self.n_players)

    def advised_payoffs(self, player: int, distribution: NDArray[Any]) -> NDArray[Any]:
        """Return what the player expects when a pure profile is drawn and it is told its own action in it, (m_i, m_i).

        The entry [a, b] is what action b pays while a is told, times the probability that a is told.
        """
        table = np.moveaxis(self._table_under(distribution)[player], player, 0)
        drawn = np.moveaxis(distribution, player, 0)
        return drawn.reshape(len(drawn), -1) @ table.reshape(len(table), -1).T

    def obedience_regret(self, distribution: NDArray[Any]) -> NDArray[Any]:
        """Return what each player gains by the best answer to what it is told, shape (n,).

        All zero at a correlated equilibrium. At a product of strategies it is the `regret` of these.
        """
        tables = [self.advised_payoffs(player, distribution) for player in range(self.n_players)]
        return np.array([(table.max(axis=1) - table.diagonal()).sum() for table in tables])

    def acceptance_regret(self, distribution: NDArray[Any]) -> NDArray[Any]:
        """Return what each player gains by its best action if it does not listen at all, shape (n,).

        All zero at a coarse correlated equilibrium. At a product of strategies it is the `regret` of these.
        """
        tables = [self.advised_payoffs(player, distribution) for player in range(self.n_players)]
        return np.array([max(table.sum(axis=0).max() - table.trace(), 0) for table in tables])

    def _table_under(self, distribution: NDArray[Any]) -> NDArray[Any]:
        if distribution.shape != self.shape:
            raise ValueError(f"a distribution over profiles must have shape {self.shape}, got {distribution.shape}")
        return self.exact if distribution.dtype == object else self.payoffs

    def _terms(self, profile: Profile) -> _Terms:
        """Return what to average: floats over a profile of floats, whole numbers over one of Fractions."""
        if tuple(len(strategy) for strategy in profile) != self.shape:
            raise ValueError(
                f"a profile of this game has {self.n_players} vectors of lengths {self.shape}, "
                f"got lengths {tuple(len(s) for s in profile)}"
            )
        exactly = [np.asarray(strategy).dtype == object for strategy in profile]
        if not all(exactly) or not all(_RATIONAL.issuperset(map(type, strategy)) for strategy in profile):
            ones = (1,) * self.n_players
            return _Terms(self.exact if any(exactly) else self.payoffs, profile, ones, ones)
        shares = [whole_numbers(strategy) for strategy in profile]
        wholes = tuple(whole for _, whole in shares)
        tables, units = self.whole
        return _Terms(
            tables,
            tuple(np.array(numerators, dtype=object) for numerators, _ in shares),
            wholes,
            tuple(unit / prod(wholes) for unit in units),
        )

    @cached_property
    def whole(self) -> tuple[NDArray[np.object_], tuple[Fraction, ...]]:
        """The payoffs as whole numbers, same shape, and what one is worth in each player's payoffs."""
        tables, units = zip(*(whole_numbers(own) for own in self.exact.reshape(self.n_players, -1)), strict=True)
        return np.array(tables, dtype=object).reshape(self.exact.shape), tuple(Fraction(1, unit) for unit in units)


class _Terms(NamedTuple):
    """What averages over a profile are worked out in.

    Each strategy is a share of its `wholes`; an average of a player's table over all of them counts `units`, one for
    each player.
    """

    tables: NDArray[Any]
    strategies: Profile
    wholes: tuple[int, ...]
    units: tuple[int | Fraction, ...]


def average_over(table: NDArray[Any], profile: Profile, keep: tuple[int, ...] = ()) -> Any:
    """Average a table (m_1, .., m_n, ..) over the strategies of all players but those in `keep`, whose axes stay.

    In fractions what is not played is left out, which changes nothing but the time.
    """
    averaged = [axis for axis in reversed(range(len(profile))) if axis not in keep]
    strategies = {axis: np.asarray(profile[axis]) for axis in averaged}
    if table.dtype == object:
        for axis, strategy in strategies.items():
            played = np.flatnonzero(strategy)
            table, strategies[axis] = table.take(played, axis), strategy[played]
    for axis, strategy in strategies.items():
        last = table.transpose(*range(axis), *range(axis + 1, table.ndim), axis)
        table = np.dot(last.reshape(prod(last.shape[:-1]), len(strategy)), strategy).reshape(last.shape[:-1])
    return table[()]


def independent(profile: Profile) -> NDArray[Any]:
    """Return how likely each pure profile is when every player draws its action by itself, shape (m_1, .., m_n)."""
    return reduce(np.multiply.outer, profile)


def payoff_ranks(game: NormalFormGame) -> NDArray[np.int64]:
    """Return the payoffs, shape (n, m_1, .., m_n), with each player's replaced by their ranks from 0; ties are kept."""
    tables, _ = game.whole
    short = (own.astype(np.int64) if abs(own).max() < _64_BITS else own for own in tables)
    return np.array([np.unique(own, return_inverse=True)[1].reshape(game.shape) for own in short])


def _has_text_or_fractions(payoffs: ArrayLike) -> bool:
    """Tell whether NumPy's own reading would lose digits: text, fractions, decimals, integers beyond 64 bits."""
    if isinstance(payoffs, np.ndarray):
        return payoffs.dtype.kind in "OUS"
    return any(not isinstance(cell, float | np.floating) for cell in _leaves(payoffs))


def _leaves(nested: Any) -> Iterator[Any]:
    if isinstance(nested, list | tuple | np.ndarray):
        for part in nested:
            yield from _leaves(part)
    else:
        yield nested


def _checked_shape(given: NDArray[Any]) -> tuple[int, ...]:
    shape = given.shape
    if len(shape) < 2 or shape[0] != len(shape) - 1 or 0 in shape:
        n = shape[0] if shape else 0
        expected = f"({', '.join([str(n), *(f'm{i + 1}' for i in range(n))])})" if 0 < n < 10 else "(n, m1, .., mn)"
        raise ValueError(
            f"payoffs must have shape {expected} (players, then one axis for each player's actions), got {shape}"
        )
    return shape[1:]


def _read_numbers(given: NDArray[Any]) -> tuple[NDArray[np.float64], NDArray[np.object_] | None]:
    """Return the payoffs as floats and, where they were given exactly, as Fractions."""
    exact = None if given.dtype.kind == "f" else read_only(read_fractions("payoffs", given))
    numbers = np.array(exact if given.dtype == object else given, dtype=np.float64)
    if not np.isfinite(numbers).all():
        place = tuple(int(k) for k in np.argwhere(~np.isfinite(numbers))[0])
        raise ValueError(f"payoffs{list(place)} must be a finite number, got {numbers[place]}")
    return read_only(numbers), exact


def _checked_players(players: Sequence[str] | None, n: int) -> tuple[str, ...]:
    if players is not None:
        expect(players, Iterable, "players as a list of names")
    names = tuple(f"Player {i + 1}" for i in range(n)) if players is None else tuple(players)
    if len(names) != n:
        raise ValueError(f"players must name {n} players, one for each axis of the payoffs, got {len(names)}")
    _refuse_repeats("players", names)
    return names


def _checked_actions(
    actions: Sequence[Sequence[str]] | None, shape: tuple[int, ...], players: tuple[str, ...]
) -> tuple[tuple[str, ...], ...]:
    if actions is None:
        return tuple(unnamed(m) for m in shape)
    expect(actions, Iterable, "actions as a list of names for each player")
    for names in actions:
        expect(names, Iterable, "the actions of a player as a list of names")
    named = tuple(tuple(names) for names in actions)
    if len(named) != len(shape):
        raise ValueError(f"actions must have one list for each of the {len(shape)} players, got {len(named)}")
    for player, names, m in zip(players, named, shape, strict=True):
        if len(names) != m:
            raise ValueError(
                f"actions of {player} must name {m} actions, as many as the payoffs have, got {len(names)}"
            )
        _refuse_repeats(f"actions of {player}", names)
    return named


def unnamed(count: int) -> tuple[str, ...]:
    """Return what so many actions are called that have no names: "a1", "a2" and so on."""
    return tuple(f"a{place}" for place in range(1, count + 1))


def _refuse_repeats(what: str, names: tuple[str, ...]) -> None:
    seen: set[str] = set()
    for name in names:
        expect(name, Hashable, f"each of the {what} as a name")
        if name in seen:
            raise ValueError(f"{what} must be different names, got {name!r} twice")
        seen.add(name)


def read_only(array: NDArray[Any]) -> NDArray[Any]:
    """Return a copy that cannot be written to."""
    array = array.copy()
    array.setflags(write=False)
    return array
