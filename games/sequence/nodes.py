"""The nodes of which a tree is made: decisions, chance moves and ends, each a frozen value with its moves below it.

Payoffs may stand at any node, one number a player; those of a node are added to all ends below it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from typing import Any

from ..errors import MOST_LISTED, InputError, expect
from ..numbers import counted, read_fraction, shown

Exact = int | Fraction
Payoffs = tuple[Exact, ...]

_LARGEST_DENOMINATOR = 10**3000


@dataclass(frozen=True, eq=False, repr=False, slots=True)
class Decision:
    """A node at which a player moves.

    Parameters
    ----------
    player
        A name, or a number from 0.
    moves
        Pairs (action, node), at least one; the actions are different names.
    set
        The name of the information set, by which a player knows where it is: it does not tell the nodes of a set apart,
        and they have the same actions in the same order. None for a node that is known for itself.
    payoffs
        One number a player, in their order (whole numbers, Fractions, decimals or strings such as "1/3"), added to all
        ends below; None for nothing.

    Raises
    ------
    InputError
        If a move is no such pair, an action comes twice, or a payoff is no number.
    """

    player: str | int
    moves: Sequence[tuple[str, Node]]
    set: str | int | None = None
    payoffs: Any = None

    def __post_init__(self) -> None:
        if not _is_name(self.player):
            raise InputError(f"the player of a decision must be a name or a number from 0, got {shown(self.player)}")
        if self.set is not None and not _is_name(self.set):
            raise InputError(f"an information set must have a name, got {shown(self.set)}")
        moves = tuple((_label(move), _node(move)) for move in _moves(self.moves, 2, "(action, node)"))
        _refuse_repeated([action for action, _ in moves], f"a decision of {self.player}")
        object.__setattr__(self, "moves", moves)
        object.__setattr__(self, "payoffs", read_payoffs(self.payoffs))

    def __repr__(self) -> str:
        return f"Decision({self.player!r}, {[action for action, _ in self.moves]})"


@dataclass(frozen=True, eq=False, repr=False, slots=True)
class Chance:
    """A node at which chance moves.

    Parameters
    ----------
    moves
        Triples (label, probability, node); the probabilities are at least 0 and add up to exactly 1.
    payoffs
        As for a `Decision`.

    Raises
    ------
    InputError
        If a move is no such triple, a label comes twice, or the probabilities do not fit.
    """

    moves: Sequence[tuple[str, Any, Node]]
    payoffs: Any = None

    def __post_init__(self) -> None:
        triples = _moves(self.moves, 3, "(label, probability, node)")
        moves = tuple((_label(move), _probability(move), _node(move)) for move in triples)
        _refuse_repeated([label for label, _, _ in moves], "a chance move")
        check_chances([chance for _, chance, _ in moves])
        object.__setattr__(self, "moves", moves)
        object.__setattr__(self, "payoffs", read_payoffs(self.payoffs))

    def __repr__(self) -> str:
        return f"Chance({[(label, str(chance)) for label, chance, _ in self.moves]})"


@dataclass(frozen=True, eq=False, repr=False, slots=True)
class End:
    """A node at which the game is over, with what it pays: as for a `Decision`."""

    payoffs: Any = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "payoffs", read_payoffs(self.payoffs))

    def __repr__(self) -> str:
        return f"End({None if self.payoffs is None else list(map(str, self.payoffs))})"


Node = Decision | Chance | End


def read_payoffs(given: Any) -> Payoffs | None:
    """Return payoffs as whole numbers and Fractions, None where nothing is given."""
    if given is None:
        return None
    if isinstance(given, str | dict) or not hasattr(given, "__iter__"):
        raise InputError(f"payoffs must be one number a player, got {shown(given)}")
    return tuple(cell if type(cell) is int else _number(cell, "a payoff") for cell in given)


def check_chances(chances: Sequence[Fraction]) -> None:
    """Refuse probabilities that are negative or do not add up to exactly 1.

    Raises
    ------
    InputError
        Naming the probabilities. Also where their common denominator has more than 3,000 digits.
    """
    if any(chance < 0 for chance in chances):
        raise InputError(f"the probabilities of a chance move must be at least 0, got {_listed(chances)}")
    common = _common_denominator(chances)
    total = Fraction(sum(chance.numerator * (common // chance.denominator) for chance in chances), common)
    if total != 1:
        raise InputError(f"the probabilities of a chance move must add up to 1, got {_listed(chances)}: {total}")


def _common_denominator(chances: Sequence[Fraction]) -> int:
    common = 1
    for denominator in {chance.denominator for chance in chances}:
        common = lcm(common, denominator)
        if common >= _LARGEST_DENOMINATOR:
            raise InputError(
                "the probabilities of a chance move must have a common denominator below 10^3000, "
                f"got {_listed(chances)}"
            )
    return common


def _listed(chances: Sequence[Fraction]) -> str:
    more = len(chances) - MOST_LISTED
    return ", ".join(map(str, chances[:MOST_LISTED])) + (f" and {counted(more)} more" if more > 0 else "")


def _is_name(given: Any) -> bool:
    return isinstance(given, str | int) and not isinstance(given, bool)


def _moves(given: Any, length: int, expected: str) -> list[tuple[Any, ...]]:
    expect(given, Iterable, f"moves as a list of {expected}")
    moves = [tuple(move) if isinstance(move, tuple | list) else () for move in given]
    if not moves:
        raise InputError(f"a node must have at least one move {expected}, got none; a node without moves is an End")
    if wrong := [move for move, kept in zip(given, moves, strict=True) if len(kept) != length]:
        raise InputError(f"a move must be {expected}, got {shown(wrong[0])}")
    return moves


def _label(move: tuple[Any, ...]) -> str:
    if not isinstance(move[0], str):
        raise InputError(f"the name of a move must be text, got {shown(move[0])}")
    return move[0]


def _node(move: tuple[Any, ...]) -> Node:
    if not isinstance(move[-1], Decision | Chance | End):
        raise InputError(f"move {move[0]!r} must lead to a Decision, a Chance or an End, got {shown(move[-1])}")
    return move[-1]


def _probability(move: tuple[Any, ...]) -> Fraction:
    return _number(move[1], f"the probability of {move[0]!r}")


def _number(cell: Any, what: str) -> Fraction:
    try:
        return read_fraction(cell)
    except (TypeError, ValueError) as error:
        raise InputError(f"{what} must be a finite number, {error}") from None


def _refuse_repeated(labels: list[str], what: str) -> None:
    if len(set(labels)) < len(labels):
        twice = next(label for place, label in enumerate(labels) if label in labels[:place])
        raise InputError(f"the moves of {what} must have different names, got {twice!r} twice")
