"""Where a room stands: a map over two numbers, what holds in each cell, and the place of each head on it.

All other numbers are those of the group's game. So a head's place may lie where another outcome holds than in the game
of that head, which has its own other numbers: `RoomMap.at_home` says for whom the two are the same. Each cell is solved
at its middle; the exact boundaries are for `studies.thresholds`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...games.arena import ArenaGame
from ...games.arrays import Floats
from ...games.normal_form import NormalFormGame
from ...games.sequence.given import has_tree
from .answers import Answer, held_at, scenario_at
from .heads import Setting
from .questions import NUMBERS, Question, Questionnaire, Section

CELLS = 41
"""Along either side of a map."""


@dataclass(frozen=True)
class Side:
    """A number along one side of a map, by its path: the ends of the side, where heads and the group stand."""

    path: str
    low: Fraction
    high: Fraction
    heads: tuple[Fraction, ...]
    group: Fraction

    def middles(self) -> Floats:
        """Return the middles of the cells along the side."""
        return float(self.low) + float(self.high - self.low) * (np.arange(CELLS) + 0.5) / CELLS

    def place(self, value: Fraction) -> float:
        """Return where a value lies: 0 at the lower end, 1 at the upper one."""
        return float((value - self.low) / (self.high - self.low))


@dataclass(frozen=True, eq=False)
class RoomMap:
    """A map over two numbers.

    Attributes
    ----------
    answers
        The different answers on it, by how many cells they have.
    cells
        The number of the answer of each cell, shape (`CELLS`, `CELLS`): upwards first, then across.
    """

    across: Side
    upward: Side
    answers: tuple[Answer, ...]
    cells: NDArray[np.int64]

    def at(self, head: int) -> Answer:
        """Return what holds on the map where a head stands."""
        row, column = (min(int(side.place(side.heads[head]) * CELLS), CELLS - 1) for side in (self.upward, self.across))
        return self.answers[self.cells[row, column]]

    def at_home(self, answers: Sequence[Answer]) -> tuple[bool, ...]:
        """Tell for each head whether the map shows where it stands what holds in its own game."""
        return tuple(self.at(head) == own for head, own in enumerate(answers))

    @property
    def shares(self) -> tuple[float, ...]:
        """The share of the map that each answer has."""
        return tuple(float((self.cells == answer).mean()) for answer in range(len(self.answers)))


def room_map(
    asked: Questionnaire, inputs: Sequence[str], settings: Sequence[Setting], group: Setting
) -> RoomMap | None:
    """Return the map over the first two numbers on which the heads differ, one of each input at most; None without two.

    Parameters
    ----------
    inputs
        The keys of the inputs, the most decisive first. Of a mix the share is taken on which the heads differ most.
    """
    if not isinstance(asked.scenario.game, ArenaGame | NormalFormGame) or has_tree(asked.scenario):
        return None
    sides = [side for key in inputs if (side := _side(asked, key, settings, group)) is not None][:2]
    if len(sides) < 2:
        return None
    across, upward = sides
    points = np.meshgrid(across.middles(), upward.middles())
    columns = {side.path: own.ravel() for side, own in zip(sides, points, strict=True)}
    held = held_at(scenario_at(asked, group), columns, CELLS**2)
    answers = sorted(set(held), key=lambda each: (-held.count(each), str(each)))
    numbers = {answer: place for place, answer in enumerate(answers)}
    cells = np.array([numbers[answer] for answer in held], dtype=np.int64).reshape(CELLS, CELLS)
    return RoomMap(across, upward, tuple(answers), cells)


def _side(asked: Questionnaire, key: str, settings: Sequence[Setting], group: Setting) -> Side | None:
    """Return the number of an input that a side can show; None where the heads do not differ on any."""
    sides = [side for side in _sides(asked, key, settings, group) if len(set(side.heads)) > 1]
    return max(sides, key=lambda side: max(side.heads) - min(side.heads), default=None)


def _sides(asked: Questionnaire, key: str, settings: Sequence[Setting], group: Setting) -> Iterator[Side]:
    """Go through the numbers of an input, without a share that is all of the group's mix: no other could give way."""
    for section in asked.entering:
        for place, question in enumerate(section.questions):
            if key == (question.key if section.kind == NUMBERS else section.key):
                values: list[Any] = [each[key] for each in (*settings, group)]
                if section.kind != NUMBERS:
                    values = [each[place] for each in values]
                if section.kind == NUMBERS or values[-1] < 1:
                    low, high = min(*_range(section, question), *values), max(*_range(section, question), *values)
                    yield Side(question.key, low, high, tuple(values[:-1]), values[-1])


def _range(section: Section, question: Question) -> tuple[Fraction, Fraction]:
    """Return the range held plausible of a number, 0 to 1 for a share."""
    if section.kind != NUMBERS or question.low is None or question.high is None:
        return Fraction(0), Fraction(1)
    return question.low, question.high
