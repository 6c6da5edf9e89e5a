"""What the players of a conflict prefer, as a scenario file says it: statements, a ranking, weights, payoffs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from ...games.arrays import Flags
from ...games.graph.graph_model import Pair
from ...games.graph.moves import Integers
from ...games.graph.statements import Wish, standing_by, truth
from ...games.numbers import counted, shown, whole_numbers
from ..faults import Faults, Path
from ..problems import TextError
from ..schema import PreferenceSection
from .statements import parse_statement
from .states import NamedStates, OptionStates, States

FORMS = ("statements", "ranking", "weights", "payoffs")

MOST_STATES = 1_000
"""States of a conflict in which comparisons may be unknown: they are held pair by pair."""

_UNKNOWN_MARK = "?"


@dataclass(frozen=True, eq=False)
class Preference:
    """What a decision maker prefers.

    Attributes
    ----------
    standing
        How high each state stands, 0 for the worst; -1 for one that a ranking leaves out. Shape (m,).
    unknown
        Pairs of states of which it is not known how they compare.
    cuts
        Numbers k: what stands in the first k classes is greatly preferred to the rest.
    wishes
        The statements that rank the states, if any do.
    """

    standing: Integers
    unknown: frozenset[Pair] = frozenset()
    cuts: tuple[int, ...] = ()
    wishes: tuple[Wish, ...] = ()


@dataclass(frozen=True)
class PreferenceReader:
    """Reads the preferences of the players of a conflict.

    Attributes
    ----------
    view
        They are what another player takes them to be: nothing is unknown or greatly preferred in them, and states that
        a ranking leaves out are overlooked.
    """

    states: States
    faults: Faults
    view: bool = False

    def read(self, section: PreferenceSection, path: Path) -> Preference | None:
        """Return what a section says, or None with its faults noted."""
        before = self.faults.noted
        given = [form for form in FORMS if getattr(section, form) is not None]
        if len(given) != 1:
            if not any(fault.path[: len(path)] == path for fault in self.faults.found):
                came = f"got {' and '.join(given)}" if given else "got none"
                self.faults.add(path, f"expected one of {', '.join(FORMS)}, {came}")
            return None
        (form,) = given
        self._check_company(section, form, path)
        found = getattr(self, f"_{form}")(section, (*path, form))
        return found if self.faults.noted == before else None

    def _check_company(self, section: PreferenceSection, form: str, path: Path) -> None:
        """Note what does not go with the form of a section."""
        wants = {"cuts": "ranking", "unknown": "ranking", "red_lines": "statements"}
        for name, wanted in wants.items():
            if getattr(section, name) and self.view:
                self.faults.add((*path, name), "has no effect in a view", at_key=True)
            elif getattr(section, name) and form != wanted:
                self.faults.add((*path, name), f"stands beside {wanted}, got {form}", at_key=True)
        if form == "payoffs" and isinstance(self.states, OptionStates):
            self.faults.add((*path, form), "are of named states; use weights, statements or a ranking", at_key=True)
        if form in ("statements", "weights") and isinstance(self.states, NamedStates):
            self.faults.add((*path, form), "speak of options, and this conflict has none", at_key=True)

    def _statements(self, section: PreferenceSection, path: Path) -> Preference | None:
        if not isinstance(self.states, OptionStates):
            return None
        texts = section.statements or []
        if not texts:
            self.faults.add(path, "expected at least one statement, got none")
        wishes = [self._wish(text, (*path, place)) for place, text in enumerate(texts)]
        known = tuple(wish for wish in wishes if wish is not None)
        red_lines = section.red_lines or 0
        if red_lines > len(texts):
            place = (*path[:-1], "red_lines")
            self.faults.add(place, f"expected at most {len(texts)}, as many as there are statements, got {red_lines}")
        if len(known) < len(texts):
            return None
        taken = self.states.form.taken
        truths = [truth(wish.statement, taken) for wish in known]
        count = len(self.states.names)
        standing = standing_by(truths, count)
        cuts = _cuts(standing_by(truths[:red_lines], count), standing)
        return Preference(standing, self._undecided(known, truths, path), cuts, known)

    def _wish(self, text: str, path: Path) -> Wish | None:
        assert isinstance(self.states, OptionStates)
        written = text.rstrip()
        marked = written.endswith(_UNKNOWN_MARK)
        if marked and self.view:
            self.faults.add(path, "nothing is unknown in a view", column=len(written))
        try:
            statement = parse_statement(written.removesuffix(_UNKNOWN_MARK), self.states.form.names)
        except TextError as error:
            self.faults.add(path, error.message, column=error.column)
            return None
        return Wish(statement, text, marked)

    def _undecided(self, wishes: Sequence[Wish], truths: Sequence[Flags], path: Path) -> frozenset[Pair]:
        """Return the pairs of states that a marked statement decides: the first on which they differ."""
        if not any(wish.unknown for wish in wishes) or not self._few(path):
            return frozenset()
        states = len(self.states.names)
        alike, unknown = np.ones((states, states), np.bool_), np.zeros((states, states), np.bool_)
        for wish, true in zip(wishes, truths, strict=True):
            differ = true[:, None] != true[None, :]
            if wish.unknown:
                unknown |= alike & differ
            alike &= ~differ
        return frozenset((int(a), int(b)) for a, b in np.argwhere(np.triu(unknown)))

    def _few(self, path: Path) -> bool:
        states = len(self.states.names)
        if states > MOST_STATES:
            limit = f"at most {counted(MOST_STATES)} can have comparisons that are unknown"
            self.faults.add(path, f"the conflict has {counted(states)} states, of which {limit}")
        return states <= MOST_STATES

    def _ranking(self, section: PreferenceSection, path: Path) -> Preference:
        ranking = section.ranking or []
        standing = np.full(len(self.states.names), -1, dtype=np.int32)
        for place, number, where in self._ranked(ranking, path):
            if standing[number] >= 0:
                self.faults.add(where, f"names {self.states.names[number]} twice")
            standing[number] = len(ranking) - 1 - place
        self._check_all(standing, path)
        for place, cut in enumerate(section.cuts):
            if not 1 <= cut < len(ranking):
                where = (*path[:-1], "cuts", place)
                self.faults.add(where, f"lies after class 1 to {len(ranking) - 1} of the ranking, got {shown(cut)}")
        pairs = self._pairs(section.unknown, (*path[:-1], "unknown")) if section.unknown else frozenset()
        return Preference(standing, pairs, tuple(sorted(set(section.cuts))))

    def _ranked(self, ranking: Sequence[Any], path: Path) -> Iterator[tuple[int, int, Path]]:
        """Go through the states of a ranking: their class, their number, and where they stand in the file."""
        for place, entry in enumerate(ranking):
            alone = self.states.is_one(entry)
            if not alone and not entry:
                self.faults.add((*path, place), "expected at least one state, got none")
            for rank, state in enumerate([entry] if alone else entry):
                where = (*path, place) if alone else (*path, place, rank)
                number = self.states.number(state, where)
                if number is not None:
                    yield place, number, where

    def _check_all(self, standing: Integers, path: Path) -> None:
        left_out = np.flatnonzero(standing < 0)
        sound = not any(fault.path[: len(path)] == path for fault in self.faults.found)
        if len(left_out) and not self.view and sound:
            more = f" and {counted(len(left_out) - 1)} more" if len(left_out) > 1 else ""
            self.faults.add(path, f"leaves out the state {self.states.names[int(left_out[0])]}{more}")

    def _pairs(self, pairs: Sequence[Any], path: Path) -> frozenset[Pair]:
        found: set[Pair] = set()
        for place, pair in enumerate(pairs if self._few(path) else ()):
            if not isinstance(pair, list) or len(pair) != 2:
                self.faults.add((*path, place), f"expected a pair of states, got {shown(pair)}")
                continue
            one, other = (self.states.number(state, (*path, place, end)) for end, state in enumerate(pair))
            if one is not None and one == other:
                self.faults.add((*path, place), "expected two different states, got one twice")
            elif one is not None and other is not None:
                found.add((min(one, other), max(one, other)))
        return frozenset(found)

    def _weights(self, section: PreferenceSection, path: Path) -> Preference | None:
        if not isinstance(self.states, OptionStates):
            return None
        weights, names = section.weights or {}, self.states.form.names
        for name in weights:
            self.faults.check_known("option", name, names, (*path, name), at_key=True)
        taken = self.states.form.taken
        known = {names.index(name): weight for name, weight in weights.items() if name in names}
        sums = np.zeros(len(self.states.names), dtype=object)
        for option, whole in zip(known, whole_numbers(known.values())[0], strict=True):
            sums = sums + whole * taken[option].astype(object)
        return Preference(np.unique(sums, return_inverse=True)[1].astype(np.int32))

    def _payoffs(self, section: PreferenceSection, path: Path) -> Preference | None:
        payoffs = section.payoffs or {}
        for name in payoffs:
            self.faults.check_known("state", name, self.states.names, (*path, name), at_key=True)
        missing = [name for name in self.states.names if name not in payoffs]
        if missing:
            self.faults.add(path, f"leave out the state {missing[0]}")
            return None
        values = np.array([payoffs[name] for name in self.states.names], dtype=object)
        return Preference(np.unique(values, return_inverse=True)[1].astype(np.int32))


def _cuts(greatly: Integers, standing: Integers) -> tuple[int, ...]:
    """Return after how many classes of a ranking a coarser one, best first, passes to its next class."""
    classes = int(standing.max()) + 1
    return tuple(classes - int(standing[greatly >= level].min()) for level in range(int(greatly.max()), 0, -1))
