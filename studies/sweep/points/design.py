"""What a design is, and what is asked of one.

A design never holds its points. It gives rows `start` to `stop` when asked, each a function of its own number alone, so
that the result does not depend on how the rows are cut into chunks, and a design of a million points takes no room.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from functools import cached_property
from typing import Any, ClassVar, Literal, Self

from ....games.arrays import Floats
from ....games.scenario.scenario import Scenario

MOST_POINTS = 2**40

Points = dict[str, Floats]
"""For each path its values, arrays of one length."""

SensitivityMethod = Literal["sobol", "morris", "pawn"]


class Design(ABC):
    """Points of a sweep: frozen, picklable, and a function of the row numbers.

    Whatever depends on the kind of a design is asked of it here: a new one is a class under `Listed` or `Drawn` and its
    place in `DESIGNS`.

    Attributes
    ----------
    name, title
        What files and options call it, and what reports do.
    drawn
        Whether its points are drawn from ranges, by a number of samples and a seed; else they are listed.
    gridded
        Whether its points are all combinations of a few values, so that its ends weigh as much as what lies between.
    fills
        Whether its points fill their region, so that boxes can be found in it.
    sensitivity_method
        What its rows are laid out for: the blocks of "sobol", the trajectories of "morris", or "pawn", which takes any
        rows that cover a region; None where they lie around one point and cover nothing.
    """

    name: ClassVar[str]
    title: ClassVar[str]
    drawn: ClassVar[bool]
    gridded: ClassVar[bool] = False
    fills: ClassVar[bool] = True
    sensitivity_method: ClassVar[SensitivityMethod | None] = "pawn"

    @classmethod
    @abstractmethod
    def of(cls, scenario: Scenario, over: Mapping[str, Any], samples: int | None, seed: int | None) -> Self:
        """Return the design over paths of a scenario; parameters and errors as in `designed`."""

    @classmethod
    @abstractmethod
    def restored(cls, scenario: Scenario, described: Mapping[str, Any]) -> Self:
        """Return the design that `described` describes.

        Raises
        ------
        InputError
            If the description does not hold the points, or does not fit the scenario.
        """

    @abstractmethod
    def described(self) -> dict[str, Any]:
        """Return all that determines the points, as plain values for JSON."""

    def around(self, scenario: Scenario, samples: int | None, seed: int | None) -> Design:
        """Return the design for a scenario whose numbers were set anew; samples and seed, unless None, if drawn."""
        return self

    @abstractmethod
    def __len__(self) -> int: ...

    @abstractmethod
    def points(self, start: int, stop: int) -> Points:
        """Return rows start, .., stop - 1."""

    @property
    @abstractmethod
    def spans(self) -> dict[str, tuple[float, float]]:
        """The lowest and the highest value of each number that varies, by its path in full."""

    @cached_property
    def paths(self) -> tuple[str, ...]:
        """The paths of the numbers that vary, in full."""
        return tuple(self.spans)

    @property
    def factor_paths(self) -> dict[str, tuple[str, ...]]:
        """The paths that vary under each name: a number's own, or together the shares of a mix."""
        return {path: (path,) for path in self.paths}

    @property
    def block(self) -> int:
        """How many rows, one after the other, belong together."""
        return 1

    @property
    def independent(self) -> bool:
        """Whether each row is a draw of its own, so that shares of the rows have standard errors."""
        return self.drawn and self.block == 1

    @property
    def random_seed(self) -> int | None:
        """The seed of its random numbers, None where it has none."""
        return None

    @property
    def moves(self) -> tuple[tuple[str, float], ...]:
        """For each row after the first the one path that moves, and to what; empty where rows are no what-ifs."""
        return ()

    @property
    def words(self) -> str:
        """What reports call it, with what was drawn."""
        return self.title
