"""What is wrong with a scenario file, said once and all at once: file, line, column, field, what was expected."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..games.errors import InputError
from ..games.numbers import shown
from ..games.text.visible import bounded, visible
from .positions import Position, excerpt


@dataclass(frozen=True)
class Problem:
    """One fault: where it stands (line and column from 1, or None where a source has no lines), and what it is.

    `excerpt` is the source line with a caret under the place, or empty.
    """

    source: str
    line: int | None
    column: int | None
    field: str
    message: str
    excerpt: str = ""

    def __str__(self) -> str:
        place = [self.source]
        if self.line is not None:
            place += [str(self.line), str(self.column)]
        text = visible(bounded(":".join(place) + ": " + (f"{self.field}: " if self.field else "") + self.message))
        return f"{text}\n{_without_tabs(self.excerpt)}" if self.excerpt else text


def _without_tabs(lines: str) -> str:
    """Return a line and the caret under it with blanks for tabs, of which both have the same."""
    return lines.replace("\t", "    ")


def problem_at(place: Position, text: str, source: str, message: str, field: str = "") -> Problem:
    """Return the problem that stands at a place in the text of a source."""
    return Problem(source, place.line, place.column, field, message, excerpt(text, place))


class ScenarioError(InputError):
    """A scenario cannot be used; `problems` holds every fault that was found, in the order of the file."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(sorted(problems, key=lambda p: (p.source, p.line or 0, p.column or 0)))
        super().__init__(self.problems)

    def __str__(self) -> str:
        return "\n".join(str(problem) for problem in self.problems)


class TextError(InputError):
    """A text in a file is not what it should be, such as a formula or a statement.

    Attributes
    ----------
    message
        One sentence: what was expected and what came.
    column
        Where the fault begins in the text, from 1.
    """

    def __init__(self, kind: str, text: str, column: int, message: str) -> None:
        self.message = message
        self.column = column
        super().__init__(f"{kind} {shown(text, 40)}, column {column}: {message}")
