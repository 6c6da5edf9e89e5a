"""What comes of the sheets of a workshop: who ends where, on what people differ, and which differences decide.

Each head has a game: the scenario with what the head wrote in the place of the scenario's own. So has the group: the
median of each number; the median of each share of a mix, brought to a sum of 1 (their mean where all medians are 0);
rankings by the rule that was asked for. Only those who wrote something count in it.

An input *parts* two heads if what holds in the game of one of them changes once this input alone is taken from the
other. An input is *decisive* by the share of all pairs of heads that it parts; it is *harmless* where some heads differ
on it and it parts none. So a difference that would matter only together with another one is harmless by itself.

The *spread* of a number is the mean distance of two heads as a share of its range (the distance itself where the range
has no width), that of a mix half the sum of the distances of its shares, that of a ranking one less Kendall's W; only
those who wrote something are compared.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import combinations
from statistics import fmean, median
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...games.numbers import counted
from ...games.scenario.scenario import Scenario
from ...games.text.shown import Shown
from ...solvers.deadline import counting, stop_after
from ..watch import UNWATCHED, Taken, Watch
from .agreement import GroupRanking, Rule, concordance, group_ranking
from .answers import Answer, answers_of, head_scenario
from .heads import Head, Setting, setting_of
from .questions import NUMBERS, SURE, Kind, Question, Questionnaire, Section, Value
from .room_map import RoomMap, room_map


@dataclass(frozen=True)
class Input:
    """One input of the game: a number, or a section with one answer."""

    key: str
    words: str
    kind: Kind
    section: Section
    questions: tuple[Question, ...]


@dataclass(frozen=True)
class Difference:
    """How far a room differs on an input, and what that decides.

    Attributes
    ----------
    written
        How many heads wrote it.
    group
        What the group's game has.
    lowest, highest
        Of a number, among those who wrote it; None elsewhere.
    spread
        See the module; None for fewer than two who wrote it, or where nothing can be compared.
    concordance
        Kendall's W of a ranking; None elsewhere.
    differing
        How many pairs of heads have different values in their games.
    apart, parted
        The share of all pairs of heads that have, and of those that it parts; None for fewer than two heads, and
        `parted` where it was not reached in time.
    """

    input: Input
    written: int
    group: Value
    lowest: Fraction | None
    highest: Fraction | None
    spread: float | None
    concordance: float | None
    differing: int
    apart: float | None
    parted: float | None

    @property
    def decisive(self) -> bool:
        """Whether it parts somebody."""
        return bool(self.parted)

    @property
    def harmless(self) -> bool:
        """Whether heads differ on it, and it parts nobody."""
        return self.differing > 0 and self.parted == 0


@dataclass(frozen=True)
class Opinion:
    """What the room holds of a ranking that does not enter the game: the group's places, and Kendall's W."""

    section: Section
    written: int
    group: GroupRanking
    concordance: float | None


@dataclass(frozen=True)
class Vote:
    """An outcome that is expected.

    Attributes
    ----------
    heads
        By whom, as numbers from 0.
    held
        In the own games of how many of them it holds.
    sure
        How sure they are on average, from 0 to 100; None if none says.
    """

    outcome: Value
    heads: tuple[int, ...]
    held: int
    sure: float | None


@dataclass(frozen=True, eq=False, repr=False)
class Elicitation(Shown):
    """The sheets of a workshop, and what comes of them when it is asked for.

    Attributes
    ----------
    anonymous
        Whether heads have numbers for names.
    watch
        When time is up: of no further input it is then worked out which heads it parts.
    """

    asked: Questionnaire
    heads: tuple[Head, ...]
    rule: Rule
    anonymous: bool = False
    watch: Watch = UNWATCHED

    def about(self) -> str:
        """Return of how many heads it is, and on what."""
        return f"{len(self.heads)} head{'' if len(self.heads) == 1 else 's'} on {self.asked.scenario.title}"

    @cached_property
    def inputs(self) -> tuple[Input, ...]:
        """The inputs that the sheets ask for, in their order."""
        return tuple(_inputs(self.asked))

    @cached_property
    def settings(self) -> tuple[Setting, ...]:
        """The inputs of each head's game."""
        return tuple(setting_of(self.asked, head) for head in self.heads)

    @cached_property
    def group(self) -> Setting:
        """The inputs of the group's game."""
        own = self.asked.own()
        return {each.key: self._of_group(each, own[each.key]) for each in self.inputs}

    @cached_property
    def unique(self) -> Mapping[str, bool]:
        """For each ranking that enters the game whether the group's is the only one by the rule."""
        written = {each.key: self._written(each.key) for each in self.inputs if each.kind == "ranking"}
        return {key: group_ranking(own, self.rule).unique for key, own in written.items() if own}

    def _of_group(self, each: Input, own: Value) -> Value:
        written = self._written(each.key)
        if not written:
            return own
        if each.kind == NUMBERS:
            return Fraction(median(written))
        return group_ranking(written, self.rule).places if each.kind == "ranking" else middle_mix(written)

    def _written(self, key: str) -> list[Any]:
        return [head.given[key] for head in self.heads if key in head.given]

    @cached_property
    def answers(self) -> tuple[Answer, ...]:
        """What holds in each head's game."""
        return self._solved[2:]

    @property
    def group_answer(self) -> Answer:
        """What holds in the group's game."""
        return self._solved[1]

    @property
    def own_answer(self) -> Answer:
        """What holds in the scenario itself."""
        return self._solved[0]

    @property
    def tally(self) -> tuple[tuple[Answer, int], ...]:
        """What holds in the games of the heads, and of how many, the most frequent first."""
        return tuple(Counter(self.answers).most_common())

    @cached_property
    def _solved(self) -> tuple[Answer, ...]:
        return tuple(answers_of(self.asked, [self.asked.own(), self.group, *self.settings]))

    @cached_property
    def scenarios(self) -> tuple[Scenario, ...]:
        """The scenario of each head, whose source is the head's name; none for a game that is given by rankings."""
        found = (head_scenario(self.asked, head) for head in self.heads)
        return tuple(each for each in found if each is not None)

    @cached_property
    def differences(self) -> tuple[Difference, ...]:
        """Every input, the most decisive first, then by spread."""
        parted = self._parted
        found = [self._difference(each, parted.get(each.key)) for each in self.inputs]
        return tuple(sorted(found, key=lambda each: (-(each.parted or 0), -(each.spread or 0))))

    def _difference(self, each: Input, parted: float | None) -> Difference:
        written = self._written(each.key)
        number = each.kind == NUMBERS and bool(written)
        _, own = self._values(each.key)
        differing = int(np.count_nonzero(own[:, None] != own)) // 2
        agreed = concordance(written) if each.kind == "ranking" else None
        return Difference(
            each,
            len(written),
            self.group[each.key],
            min(written) if number else None,
            max(written) if number else None,
            _spread(each, written, agreed),
            agreed,
            differing,
            differing / len(self._pairs) if self._pairs else None,
            parted,
        )

    @property
    def notes(self) -> tuple[str, ...]:
        """What was not reached, and why."""
        left = len(self.inputs) - len(self._parted)
        if not self._pairs or not left:
            return ()
        return Taken((), "within the time limit").note([f"which heads {counted(left)} of the inputs part"])

    @cached_property
    def _parted(self) -> Mapping[str, float]:
        """For each input the share of pairs that it parts; nothing for fewer than two heads, or after the deadline."""
        pairs, found = len(self._pairs), dict[str, float]()
        if pairs:
            with suppress(TimeoutError):
                for each in counting("inputs", self.inputs):
                    found[each.key] = self._parts(each.key) / pairs
        return found

    def _parts(self, key: str) -> int:
        """Return how many pairs of heads an input parts: one of the two ends elsewhere with the other's value of it."""
        values, own = self._values(key)
        swaps = [(head, place) for head in range(len(own)) for place in range(len(values)) if place != own[head]]
        changed = np.zeros((len(own), len(values)), dtype=np.bool_)
        solved = answers_of(self.asked, self._swapped(key, values, swaps))
        for (head, place), answer in zip(swaps, solved, strict=True):
            changed[head, place] = answer != self.answers[head]
        parted = changed[:, own]
        return int(np.count_nonzero(parted | parted.T)) // 2

    def _swapped(self, key: str, values: Sequence[Value], swaps: Sequence[tuple[int, int]]) -> Iterator[Setting]:
        for head, place in swaps:
            stop_after(self.watch.deadline)
            yield {**self.settings[head], key: values[place]}

    def _values(self, key: str) -> tuple[list[Value], NDArray[np.int64]]:
        """Return the different values of an input, and which of them each head has, by its place."""
        places: dict[Value, int] = {}
        own = [places.setdefault(setting[key], len(places)) for setting in self.settings]
        return list(places), np.array(own, dtype=np.int64)

    @property
    def _pairs(self) -> list[tuple[int, int]]:
        return list(combinations(range(len(self.heads)), 2))

    @cached_property
    def opinions(self) -> tuple[Opinion, ...]:
        """The rankings beside the game that somebody wrote."""
        asked = [section for section in self.asked.sections if section.kind == "ranking" and not section.enters]
        written = [(section, self._written(section.key)) for section in asked]
        return tuple(
            Opinion(section, len(own), group_ranking(own, self.rule), concordance(own))
            for section, own in written
            if own
        )

    @cached_property
    def votes(self) -> tuple[Vote, ...]:
        """The outcomes that are expected, the most frequent first."""
        voters: dict[Value, list[int]] = {}
        for place, head in enumerate(self.heads):
            if head.vote is not None:
                voters.setdefault(head.vote, []).append(place)
        found = [
            Vote(outcome, tuple(own), sum(outcome in self.answers[head] for head in own), self._sure(own))
            for outcome, own in voters.items()
        ]
        return tuple(sorted(found, key=lambda vote: (-len(vote.heads), str(vote.outcome))))

    def _sure(self, heads: Sequence[int]) -> float | None:
        said = [float(sure) for head in heads if isinstance(sure := self.heads[head].given.get(SURE), Fraction)]
        return fmean(said) if said else None

    @cached_property
    def map(self) -> RoomMap | None:
        """Where the room stands over the two most decisive numbers; None where there are no two on which it differs."""
        return room_map(self.asked, [each.input.key for each in self.differences], self.settings, self.group)


def middle_mix(written: Sequence[Sequence[Fraction]]) -> tuple[Fraction, ...]:
    """Return the median of each share, brought to a sum of 1; their mean where all medians are 0.

    Examples
    --------
    >>> half, whole = Fraction(1, 2), Fraction(1)
    >>> middle_mix([(half, half, 0), (half, 0, half), (whole, 0, 0)])
    (Fraction(1, 1), Fraction(0, 1), Fraction(0, 1))
    """
    middle = [Fraction(median(shares)) for shares in zip(*written, strict=True)]
    if not any(middle):
        middle = [Fraction(sum(shares)) for shares in zip(*written, strict=True)]
    return tuple(share / sum(middle) for share in middle)


def _inputs(asked: Questionnaire) -> Iterator[Input]:
    for section in asked.entering:
        if section.kind == NUMBERS:
            for each in section.questions:
                yield Input(each.key, each.short, NUMBERS, section, (each,))
        else:
            yield Input(section.key, section.short, section.kind, section, section.questions)


def _spread(each: Input, written: Sequence[Any], agreed: float | None) -> float | None:
    if each.kind == "ranking":
        return None if agreed is None else 1 - agreed
    if len(written) < 2:
        return None
    if each.kind == NUMBERS:
        low, high = each.questions[0].low, each.questions[0].high
        assert low is not None
        assert high is not None
        wide = high - low or 1
        return fmean(float(abs(one - other) / wide) for one, other in combinations(written, 2))
    return fmean(float(sum(map(abs, map(_less, one, other))) / 2) for one, other in combinations(written, 2))


def _less(one: Fraction, other: Fraction) -> Fraction:
    return one - other
