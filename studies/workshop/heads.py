"""What the participants of a workshop wrote, head by head, and the game that each of them has in mind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from .questions import EXPECTED, Questionnaire, Value

Setting = Mapping[str, Value]
"""A value for each input of a game, by the key of the input."""


@dataclass(frozen=True, eq=False)
class Head:
    """One participant: a name, and what was written, by the key of a section or of a number; else there is no view.

    A number is a Fraction; shares and places in a ranking stand in the order of the questions; an outcome is a profile
    of action numbers, or its own number, counted from 0.
    """

    name: str
    given: Mapping[str, Value]

    @property
    def empty(self) -> bool:
        """Whether the sheet came back as it was handed out."""
        return not self.given

    @property
    def vote(self) -> Value | None:
        """The outcome that is expected; None where none is named."""
        return self.given.get(EXPECTED)


def setting_of(asked: Questionnaire, head: Head) -> dict[str, Value]:
    """Return the inputs of a head's game: its own where it has a view, else the scenario's."""
    return {key: head.given.get(key, own) for key, own in asked.own().items()}


def nameless(heads: Sequence[Head]) -> list[Head]:
    """Return the heads with numbers for names, in an order that says nothing of the order of the sheets."""
    shuffled = sorted(heads, key=lambda head: sorted((key, str(value)) for key, value in head.given.items()))
    return [replace(head, name=f"head {place}") for place, head in enumerate(shuffled, 1)]
