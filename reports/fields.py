"""What a value holds, field by field: the page of results that have no report of their own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import fields, is_dataclass
from itertools import islice
from numbers import Complex, Real
from typing import Any

import numpy as np

from ..games.numbers import counted, number, signed
from ..games.sequence.tree import Tree
from ..games.text.labels import plain
from ..games.text.shown import SUBJECTS, Shown
from ..solvers.exact.algebraic import Interval, Root
from ..solvers.repeated.payoff_sets.payoff_set import PayoffSet
from ..solvers.sequence.subgame_perfect import Outcome, SubgamePerfection
from ..solvers.stability.coalitional import CoalitionStability
from ..solvers.stability.foresight.theory_of_moves import TheoryOfMoves
from ..solvers.stability.stability import Stability
from ..studies.conflict.status_quo import Paths
from ..studies.tournament.contest import Contest
from ..studies.tournament.tournament import Tournament
from .format.blocks import Block, Heading, Notes, Paragraph, Table
from .format.numbers import interval_words

MOST_PARTS = 12
"""Members of a row that are written out."""

MOST_NUMBERS = 60
"""Numbers of an array that are written out."""


def fields_of(value: Any) -> Iterator[Block]:
    """Give what a value holds: with the names of players, states and strategies where it has them."""
    yield Heading(_kind(value), 3)
    if about := value.about():
        yield Paragraph(about)
    match value:
        case Stability(model=model):
            yield Table("Where the conflict can rest", ("concept", "states"), tuple(_rests(value)))
            yield from _noted(value.notes)
        case CoalitionStability(model=model) | TheoryOfMoves(model=model):
            yield Paragraph(f"It can rest at {_states(model, value.equilibria)}.")
        case Paths(model=model):
            rows = tuple((state, value.written(number)) for number, state in enumerate(model.states))
            yield Table(f"Ways from {model.states[value.start]}", ("to", "way"), rows)
        case Tournament():
            yield _scores(value)
        case Contest():
            yield _scores(value.tournament)
            yield Table("Who spreads", ("strategy", "share at the end"), tuple(_spread(value)))
        case SubgamePerfection():
            rows = tuple((_ends_of(each), *map(number, each.payoffs)) for each in value.outcomes)
            yield Table("What comes of it", ("path", *value.tree.players), rows)
            yield from _noted(value.notes)
        case PayoffSet(stage=stage):
            corners = tuple(tuple(map(number, corner)) for corner in value.vertices)
            yield Table("Corners", stage.players, corners)
            yield from _noted(value.notes)
        case Tree():
            yield Table("Ends", ("path", *value.players), tuple(_ends(value)))
        case _:
            yield Table("", ("what", "value"), tuple(_told_fields(value)))


def _kind(value: Any) -> str:
    """Return the name of a class in words."""
    return re.sub("(?<=[a-z])(?=[A-Z])", " ", type(value).__name__).capitalize()


def _noted(sentences: tuple[str, ...]) -> list[Block]:
    return [Notes(sentences)] if sentences else []


def _rests(found: Stability) -> Iterator[tuple[str, str]]:
    for concept in found.concepts:
        yield concept, _states(found.model, found.equilibria(concept))


def _states(model: Any, numbers: Iterable[int]) -> str:
    return "; ".join(str(model.states[each]) for each in numbers) or "no state"


def _scores(played: Tournament) -> Table:
    rows = zip(played.names, played.ranks, played.scores, strict=True)
    lines = tuple((name, str(rank), *map(number, scores)) for name, rank, scores in rows)
    return Table("What the strategy of the row gets against that of the column", ("", "rank", *played.names), lines)


def _spread(found: Contest) -> Iterator[tuple[str, str]]:
    for name, share in zip(found.tournament.names, found.final_shares, strict=True):
        yield name, number(share)


def _ends_of(outcome: Outcome) -> str:
    """Return the path of an outcome, or the paths that chance or mixing leads to."""
    return outcome.path or "; ".join(path for path, _ in outcome.distribution)


def _ends(tree: Tree) -> Iterator[tuple[str, ...]]:
    for end in islice(tree.ends, MOST_NUMBERS):
        yield end.path, *map(number, end.payoffs)


def _told_fields(value: Any) -> Iterator[tuple[str, str]]:
    for field in fields(value):
        held = getattr(value, field.name)
        if field.repr and field.name not in SUBJECTS and not callable(held):
            yield plain(field.name), told(held)


def told(value: Any) -> str:
    """Return what a field holds in a line: numbers as reports write them, long rows by their beginning.

    Examples
    --------
    >>> told((True, None, 1 / 3)), told(np.eye(2)), told(np.zeros((20, 20)))
    ('(yes, none, 0.333)', '((1, 0), (0, 1))', '20 x 20 numbers')
    """
    match value:
        case None:
            return "none"
        case str():
            return value or "none"
        case bool() | np.bool_():
            return "yes" if bool(value) else "no"
        case Interval():
            return interval_words(value)
        case Real() | Root():
            return number(value)
        case Complex():
            return f"{number(value.real)} {signed(value.imag)}i" if value.imag else number(value.real)
        case np.ndarray():
            return told(value.tolist()) if value.size <= MOST_NUMBERS else f"{_shape(value)} numbers"
        case Shown():
            return value.about() or _kind(value)
        case Mapping():
            return _row((f"{told(key)}: {told(held)}" for key, held in value.items()), len(value))
        case tuple() if fields := getattr(value, "_fields", ()):
            return _named(zip(map(plain, fields), map(told, value), strict=True))
        case Set() | list() | tuple():
            return _row(map(told, value), len(value))
        case _ if is_dataclass(value):
            return _named(_told_fields(value))
        case _:
            return str(value)


def _shape(values: np.ndarray[Any, Any]) -> str:
    return " x ".join(map(str, values.shape))


def _named(parts: Iterable[tuple[str, str]]) -> str:
    return ", ".join(f"{name} {held}" for name, held in parts)


def _row(parts: Iterator[str], size: int) -> str:
    more = [f"and {counted(size - MOST_PARTS)} more"] if size > MOST_PARTS else []
    return f"({', '.join([*islice(parts, MOST_PARTS), *more])})" if size else "none"
