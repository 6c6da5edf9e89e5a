"""Sheets that participants of a workshop filled in, read back as what each of them holds right.

A sheet has the form of `studies.workshop.sheet`. A sheet with a fault is not used; every fault is told with its cell,
and a sheet that has none is read whatever is wrong with others. One that came back empty is a head without views.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from os import PathLike, fspath
from pathlib import Path
from typing import Any

from ...games.errors import InputError, InputErrors, expect, suggestion
from ...games.numbers import rounded, shown
from ...games.scenario.given import GivenScenario, warn_outside
from ...games.scenario.paths import bounds
from ...games.text.cells import without_apostrophe
from ...studies.watch import UNWATCHED, Watch
from ...studies.workshop.agreement import Rule, rule_named
from ...studies.workshop.answers import head_scenario
from ...studies.workshop.elicitation import Elicitation
from ...studies.workshop.heads import Head, nameless
from ...studies.workshop.questions import NUMBERS, Question, Questionnaire, Section, Value, dense, questionnaire
from ...studies.workshop.sheet import HEADINGS, KEY, NAME, SCENARIO, YOURS, as_written
from ..faults import MOST_OF_A_KIND
from .contents import content_of
from .filled_sheet import FilledSheet, Sheet, filled_sheets, plain_name, read_sheets_of
from .table import cell_name, number_in

SUFFIXES = (".csv", ".tsv", ".xlsx")
"""What the names of sheets in a folder end in."""

OTHER_SUFFIXES = (".xlsm", ".xls", ".ods", ".fods", ".numbers")
"""Those of other spreadsheets: in a folder they are tried too, so that none is passed over in silence."""


def elicit(scenario: GivenScenario, *sheets: Sheet, rule: Rule = "borda", anonymous: bool = False) -> Elicitation:
    """Return what comes of the sheets of a workshop: a game per head and the group's, all solved.

    Parameters
    ----------
    scenario
        The scenario, or the name or path of one, of which the sheets are.
    sheets
        Files in CSV, workbooks of which every sheet with cells is one head, or folders of such files.
    rule
        How a group's ranking follows from those of its members: "borda" or "kemeny".
    anonymous
        Whether heads have numbers for names, in an order that says nothing of the order of the sheets.

    Raises
    ------
    InputError
        If any of the sheets cannot be used (the message tells every fault of every sheet), there is no such rule, or
        the scenario is one of a population.

    Examples
    --------
    >>> elicit("chicken", "no-such-sheet.csv")
    Traceback (most recent call last):
    tetrarchy.games.errors.InputErrors: no-such-sheet.csv: cannot be read: No such file or directory
    """
    asked = questionnaire(scenario)
    heads, faults = read_heads(asked, sheets)
    if faults:
        raise InputErrors(faults)
    found = elicitation(asked, heads, rule, anonymous)
    for each in found.scenarios:
        warn_outside(each)
    return found


def read_names(path: Sheet) -> tuple[str, ...]:
    """Return the names in a text, one a line; an InputError if it cannot be read or holds none."""
    content, source = content_of(path)
    if isinstance(content, bytes):
        raise InputError(f"{source}: is a zip archive; expected a text with a name on each line")
    names = tuple(name for line in content.splitlines() if (name := line.strip()))
    if not names:
        raise InputError(f"{source}: expected a name on each line, got none")
    return names


def elicitation(
    asked: Questionnaire, heads: Sequence[Head], rule: str, anonymous: bool, watch: Watch = UNWATCHED
) -> Elicitation:
    """Return what comes of some heads, at least one; an InputError if there is no such rule for the rankings asked."""
    ranked = max((len(section.questions) for section in asked.sections if section.kind == "ranking"), default=0)
    named = tuple(nameless(heads) if anonymous else heads)
    return Elicitation(asked, named, rule_named(rule, ranked), anonymous, watch)


def read_heads(asked: Questionnaire, sheets: Sequence[Sheet]) -> tuple[list[Head], list[InputError]]:
    """Return the heads whose sheets have no fault, in the order of the sheets, and the faults of the others."""
    files: list[Sheet] = []
    faults: list[InputError] = [] if sheets else [InputError("expected sheets that participants filled in, got none")]
    for sheet in sheets:
        try:
            files += _files(sheet)
        except InputError as error:
            faults.append(error)
    heads, more = read_sheets_of(files, lambda file: _heads(asked, file))
    return list(heads.values()), [*faults, *more]


def _heads(asked: Questionnaire, file: Sheet) -> Iterator[tuple[FilledSheet, Mapping[str, Head]]]:
    """Go through the sheets of a file, each with its head by name; what cannot all hold is told."""
    for filled in filled_sheets(file, HEADINGS, decimals=False):
        head = _Answers(asked, filled).head()
        if not filled.problems:
            try:
                head_scenario(asked, head)
            except InputError as error:
                filled.tell(str(error))
        yield filled, {head.name: head}


def _files(sheet: Sheet) -> Sequence[Sheet]:
    """Return the sheets of a folder by their names; anything else is one itself."""
    expect(sheet, (str, PathLike), "the path of a sheet")
    if fspath(sheet) == "-" or not Path(sheet).is_dir():
        return [sheet]
    suffixes = (*SUFFIXES, *OTHER_SUFFIXES)
    own = [each for each in Path(sheet).iterdir() if each.suffix.lower() in suffixes and each.name[0] not in ".~"]
    if not own:
        raise InputError(f"{sheet}: is a folder without sheets, which end in {', '.join(SUFFIXES)}")
    return sorted(own)


@dataclass(frozen=True, eq=False)
class _Answers:
    """A sheet that is being read."""

    asked: Questionnaire
    filled: FilledSheet

    def head(self) -> Head:
        """Return what was written; faults are told to the sheet."""
        line = self.filled.heading_line(2, ", ".join(HEADINGS))
        if line is None:
            return Head("", {})
        name = self._above(line)
        columns = {} if self.filled.problems else self.filled.columns(line, (KEY, YOURS))
        if not {KEY, YOURS} <= columns.keys():
            return Head(name, {})
        self.filled.with_points(columns[YOURS], line + 1)
        cells = self._cells(line, columns)
        given: dict[str, Value] = {}
        for section in self.asked.sections:
            given |= self._section(section, cells, columns[YOURS])
        return Head(name, given)

    def _above(self, headings: int) -> str:
        """Return the name of the head, and check of which scenario the sheet is."""
        scenario, name = (self._beside(word, headings) for word in (SCENARIO, NAME))
        title = as_written(self.asked.scenario.title).strip()
        if scenario is None:
            self.filled.tell(f"expected a line with the word {SCENARIO} and its title above the headings")
        elif scenario[0] != title:
            came, *place = scenario
            self.filled.tell(f"expected a sheet of {shown(title, 100)}, got one of {shown(came, 100)}", *place)
        return without_apostrophe("" if name is None else name[0]) or self.filled.name

    def _beside(self, word: str, headings: int) -> tuple[str, int, int] | None:
        """Return what stands beside a word above the headings, in whatever column, with its line and column."""
        for number, line in enumerate(self.filled.table.cells[:headings].tolist()):
            if word in (names := list(map(plain_name, line))):
                own = names.index(word)
                others = ((cell, number, at) for at, cell in enumerate(line) if cell and at != own)
                return next(others, ("", number, own))
        return None

    def _cells(self, headings: int, columns: Mapping[str, int]) -> dict[str, int]:
        """Return the line of each question; lines that are unknown, doubled or missing are told."""
        questions = (each for section in self.asked.sections for each in section.questions)
        known = {as_written(each.key).strip(): each.key for each in questions}
        lines: dict[str, int] = {}
        for line in range(headings + 1, len(self.filled.table.cells)):
            written = self.filled.cell(line, columns[KEY])
            if not written:
                if own := self.filled.cell(line, columns[YOURS]):
                    self.filled.tell(f"no question stands here, got {shown(own)}", line, columns[YOURS])
            elif written not in known:
                question = f"unknown question {shown(written)}{suggestion(written, known)}"
                self.filled.tell(f"{question}; keys stay as the kit has them", line, columns[KEY])
            elif known[written] in lines:
                first = cell_name(lines[known[written]], columns[KEY])
                self.filled.tell(f"{written} comes twice, here and in {first}", line, columns[KEY])
            else:
                lines[known[written]] = line
        if gone := [written for written, key in known.items() if key not in lines]:
            more = f" and {len(gone) - MOST_OF_A_KIND} more" if len(gone) > MOST_OF_A_KIND else ""
            named = ", ".join(gone[:MOST_OF_A_KIND])
            self.filled.tell(f"the line{'s' if gone[1:] else ''} {named}{more} {'are' if gone[1:] else 'is'} missing")
        return lines

    def _section(self, section: Section, lines: Mapping[str, int], column: int) -> dict[str, Value]:
        """Return what was written in a section, by the key of what it answers."""
        written = {
            each: self.filled.cell(lines[each.key], column)
            for each in section.questions
            if each.key in lines and self.filled.cell(lines[each.key], column)
        }
        before = len(self.filled.problems)
        values = {each: self._value(section, each, lines[each.key], column) for each in written}
        if not written or len(self.filled.problems) > before:
            return {}
        if section.kind == NUMBERS:
            return {each.key: value for each, value in values.items()}
        last = next(reversed(written))
        if section.kind == "shares":
            return self._shares(section, values, lines[last.key], column)
        if len(written) < len(section.questions):
            missing = next(each for each in section.questions if each not in written)
            if missing.key in lines:  # else it is told as missing
                message = f"{section.short}: expected all lines or none; {missing.key} is empty"
                self.filled.tell(message, lines[missing.key], column)
            return {}
        found = [values[each] for each in section.questions]
        if section.kind == "ranking":
            return {section.key: dense(found)}
        return {section.key: tuple(found) if found[1:] else found[0]}

    def _shares(self, section: Section, values: Mapping[Question, Any], line: int, column: int) -> dict[str, Value]:
        total = sum(values.values())
        if not total:
            self.filled.tell(f"expected points for {section.short} whose sum is above 0, got 0", line, column)
            return {}
        return {section.key: tuple(values.get(each, Fraction(0)) / total for each in section.questions)}

    def _value(self, section: Section, question: Question, line: int, column: int) -> Any:
        """Return what a cell says; None where it is at fault, which is told."""
        cell = self.filled.cell(line, column)
        value = _answer(section, cell)
        low, high = self._ends(section, question)
        whole = section.kind in ("ranking", "outcome")
        fits = value is not None and (low is None or value >= low) and (high is None or value <= high)
        if value is None and (named := _named(section, question, cell)) is not None:
            return named
        if value is None or not fits or (whole and value.denominator != 1):
            expected = _expected(question, low, high, whole)
            self.filled.tell(f"{question.key}: expected {expected}, got {shown(cell)}", line, column)
            return None
        return int(value) - (section.kind == "outcome") if whole else value

    def _ends(self, section: Section, question: Question) -> tuple[Fraction | None, Fraction | None]:
        """Return the ends that an answer must keep to; the range held plausible of a number is none."""
        if section.kind == NUMBERS:
            return bounds(self.asked.scenario, question.key) or (None, None)
        return question.low, None if section.kind == "shares" else question.high


def _named(section: Section, question: Question, cell: str) -> int | None:
    """Return the number, from 0, of the choice that a cell names as readers or as scripts write it."""
    if not question.choices:
        return None
    codes = section.codes[section.questions.index(question)]
    own = plain_name(cell)
    found = {
        place for names in (question.choices, codes) for place, name in enumerate(names) if plain_name(name) == own
    }
    return found.pop() if len(found) == 1 else None


def _answer(section: Section, cell: str) -> Fraction | None:
    """Return the number in a cell; of a percentage the points out of 100, where a section asks for such."""
    part = cell.removesuffix("%")
    value = number_in(part.strip())
    if part == cell or value is None:
        return value
    return {NUMBERS: value / 100, "shares": value, "confidence": value}.get(section.kind)


def _expected(question: Question, low: Fraction | None, high: Fraction | None, whole: bool) -> str:
    kind = "a whole number" if whole else "a number with a point, as in 0.5,"
    if low is not None and high is not None:
        words = f"{kind} from {rounded(low)} to {rounded(high)}"
    else:
        words = f"{kind} from {rounded(low)} on" if low is not None else kind.rstrip(",")
    return f"{words}, or a name among {', '.join(question.choices)}" if question.choices else words
