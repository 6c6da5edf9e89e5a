r"""Gambit's extensive-form files (.efg) to trees.

A file is a prologue and the nodes, each before those below it; white space is free:

    EFG 2 R "Entry" { "Incumbent" "Entrant" } "an optional comment"
    p "" 2 1 "start" { "out" "in" } 0
    t "" 1 "" { 5, 1 }
    p "" 1 1 "reply" { "fight" "share" } 0
    t "" 2 "" { 0, 0 }
    t "" 3 "" { 2, 2 }

A decision (`p`) has a name, its player, its information set and an outcome; a chance move (`c`) a name, its event and
an outcome; an end (`t`) a name and an outcome. Set 1 of two players is two sets. Sets, events and outcomes are
described where they first come, by a label and what is in braces; it may be left out later, and must be the same.
Outcome 0 pays nothing; what inner nodes pay is added to all ends below. Chances are exact and add up to 1.

The format is described in the manual of Gambit (Savani and Turocy, "The extensive game (.efg) file format"). We take
any text in UTF-8 as labels; we refuse nodes behind a finished tree, which Gambit drops, and players who forget.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, NamedTuple, NoReturn

from ...games.errors import InputError
from ...games.numbers import counted
from ...games.sequence.nodes import Exact, Payoffs, check_chances
from ...games.sequence.preorder import CHANCE, END, MOST_NODES, Preorder, join_set
from ...games.sequence.tree import Tree
from ...games.text.ascii import told_apart
from ..files.gambit import GambitReader, read_number, unescaped

MOST_PLAYERS, MOST_MOVES = 1000, 100_000
"""Players of a tree, and moves of a node."""

_TEXT = r'"((?>(?:[^"\\\r\n]++|\\[^\r\n])*))"'
_NUMBER = r'([0-9]{1,9}+)(?![^\s{},"])'
_PIECES = rf"(?:[^{{}}\"]++|{_TEXT.replace('((?>', '(?:(?>')}){{0,{2 * MOST_MOVES + 2}}}"
"""Labels and what stands between them, as many as moves are read: every piece keeps a place in memory."""

_ACTIONS = rf"{_TEXT}\s*+\{{((?>{_PIECES}))\}}"
_OUTCOME = rf"\s*+{_NUMBER}\s*+(?:{_TEXT}\s*+\{{([^{{}}\"]*+)\}})?"
_NODE = re.compile(
    rf"\s*+(?:t\s*+{_TEXT}{_OUTCOME}"
    rf"|p\s*+{_TEXT}\s*+{_NUMBER}\s*+{_NUMBER}\s*+(?:{_ACTIONS})?{_OUTCOME}"
    rf"|c\s*+{_TEXT}\s*+{_NUMBER}\s*+(?:{_ACTIONS})?{_OUTCOME})"
)
_END_OUTCOME, _DECISION, _CHANCE = 2, 6, 14
"""The groups of an end's outcome, of a decision's player, and of a chance move's event."""

_ACTION = re.compile(rf"\s*+{_TEXT}")
_BRANCH = re.compile(rf"\s*+{_TEXT}\s*+([^\s{{}},\"]++)")
_PAYOFF = re.compile(r"\s*+,?\s*+([^\s,]++)")


def tree_of_efg(text: str, name: str = "<efg>") -> Tree:
    """Return the tree of a Gambit extensive-form file, its payoffs and chances as Fractions.

    Labels that are empty or equal are told apart by numbers, as Gambit does ("L_1", "L_2"); an information set without
    a label is called by its number.

    Parameters
    ----------
    text
        The whole file.
    name
        What to call the file in errors.

    Raises
    ------
    ScenarioError
        For a text that is no such file, with the place; for players who forget; and beyond 5,000,000 nodes,
        100,000 moves of one of them, or 1,000 players.

    Examples
    --------
    >>> tree = tree_of_efg('EFG 2 R "t" { "A" } p "" 1 1 "" { "L" "R" } 0 t "" 1 "" { 1/3 } t "" 1')
    >>> [(end.path, str(end.payoffs[0])) for end in tree.ends]
    [('L', '1/3'), ('R', '1/3')]
    >>> tree_of_efg('EFG 2 R "t" { "A" } z')
    Traceback (most recent call last):
        ...
    tetrarchy.configs.problems.ScenarioError: <efg>:1:21: expected a node, which begins with p, c or t, got 'z'
    EFG 2 R "t" { "A" } z
                        ^
    """
    title, players, start = _read_prologue(GambitReader(text, name))
    flat, places = _Nodes(text, name, players).read(start)
    tree = Tree.laid_out(players, flat, title)
    try:
        tree.check_recall()
    except InputError as error:
        forgotten = flat.sets[tree.whole.forgotten.set].nodes[-1] if tree.whole.forgotten else 0
        GambitReader(text, name).refuse(str(error), places[forgotten])
    return tree


def _read_prologue(reader: GambitReader) -> tuple[str, list[str], int]:
    """Return the title, the players and where the nodes begin."""
    _pass_header(reader)
    title = reader.take("text", "the title in quotes")
    start = reader.token.at
    reader.take("{", "{ before the players")
    players: list[str] = []
    while reader.token.kind == "text":
        if len(players) == MOST_PLAYERS:
            reader.fail(f"at most {counted(MOST_PLAYERS)} players", "more")
        players.append(_take_label(reader, "the name of a player"))
    reader.take("}", "a name in quotes, or } after the players")
    if not players:
        reader.fail("at least one player", "none", start)
    if reader.token.kind == "text":
        reader.advance()
    return title, told_apart(players), reader.token.at


def _pass_header(reader: GambitReader) -> None:
    for words in (("EFG",), ("2",), ("R", "D")):
        if reader.token.kind != "word" or reader.token.text not in words:
            reader.fail(f"{' or '.join(words)} in the header EFG 2 R")
        reader.advance()


def _take_label(reader: GambitReader, what: str) -> str:
    token = reader.token
    if token.kind == "text" and ("\n" in token.text or "\r" in token.text):
        reader.fail(f"{what} on one line", "a line end in quotes")
    return reader.take("text", f"{what} in quotes")


class _Set(NamedTuple):
    """How an information set or a chance event is described: its label, the names of its moves, their chances."""

    label: str
    moves: tuple[str, ...]
    chances: tuple[Fraction, ...]


class _Outcome(NamedTuple):
    label: str
    payoffs: Payoffs


@dataclass
class _Open:
    """A node whose children are still to come."""

    node: int
    chances: Sequence[Fraction]
    width: int
    given: int = 0


class _Nodes:
    """The nodes of a file: read one by one, in the order in which they stand."""

    def __init__(self, text: str, name: str, players: Sequence[str]) -> None:
        self._text, self._name, self._players = text, name, players
        self._flat = Preorder()
        self._known: dict[tuple[int, Any], int] = {}
        self._sets: dict[tuple[int, int], _Set] = {}
        self._outcomes: dict[int, _Outcome] = {}
        self._numbers: dict[str, Exact] = {}
        self._moves: dict[tuple[int, str | None, str | None], _Set] = {}
        self._open: list[_Open] = []
        self._places: list[int] = []

    def read(self, at: int) -> tuple[Preorder, list[int]]:
        """Return the nodes, and for each the place where it stands."""
        while True:
            found = _NODE.match(self._text, at)
            if found is None:
                self._explain(at)
            self._places.append(found.end() - len(found[0].lstrip()))
            self._add(found)
            at = found.end()
            while self._open and self._open[-1].given == self._open[-1].width:
                self._open.pop()
            if not self._open:
                break
        reader = GambitReader(self._text, self._name, at)
        if reader.token.kind != "end":
            reader.fail("the end of the file, as the tree is finished", None)
        self._name_sets()
        return self._flat, self._places

    def _add(self, found: re.Match[str]) -> None:
        above = self._open[-1] if self._open else None
        parent, move = (above.node, above.given) if above else (-1, -1)
        if above is not None:
            above.given += 1
        if len(self._places) > MOST_NODES:
            self._refuse(f"a tree may have at most {MOST_NODES} nodes, got more", self._places[-1])
        if found[_END_OUTCOME] is not None:
            node = self._flat.add(parent, move, END, (), self._paid(found, _END_OUTCOME))
        else:
            node = self._add_inner(found, parent, move)
        if above is not None and above.chances:
            self._flat.chance[node] = above.chances[move]

    def _add_inner(self, found: re.Match[str], parent: int, move: int) -> int:
        decision = found[_DECISION] is not None
        player = int(found[_DECISION]) - 1 if decision else CHANCE
        if decision and not 0 <= player < len(self._players):
            self._refuse(
                f"expected the number of a player, 1 to {len(self._players)}, got {found[_DECISION]}",
                found.start(_DECISION),
            )
        number = _DECISION + 1 if decision else _CHANCE
        described = self._described(found, player, number)
        node = self._flat.add(parent, move, player, described.moves, self._paid(found, number + 3))
        if decision:
            join_set(self._flat, self._known, node, int(found[number]))
        self._open.append(_Open(node, described.chances, len(described.moves)))
        return node

    def _described(self, found: re.Match[str], player: int, group: int) -> _Set:
        """Return the set or event of a node, whose number is in a group, with its label and moves in the next two."""
        key = player, int(found[group])
        known = self._sets.get(key)
        what = f"{'event' if player == CHANCE else 'information set'} {found[group]}"
        if found[group + 1] is None:
            if known is None:
                self._refuse(f"expected a label and the moves of {what}, which comes here first", found.start(group))
            return known
        written = player if player == CHANCE else 0, found[group + 1], found[group + 2]
        described = self._moves.get(written)
        if described is None:
            described = self._moves[written] = self._read_moves(found, player, group, what)
        if known is not None and known != described:
            self._refuse(f"{what} is described otherwise than where it first came", found.start(group + 1) - 1)
        self._sets[key] = described
        return described

    def _read_moves(self, found: re.Match[str], player: int, group: int, what: str) -> _Set:
        at = found.start(group + 2)
        behind = at + len(found[group + 2].rstrip())
        labels: list[str] = []
        chances: list[Fraction] = []
        pattern = _BRANCH if player == CHANCE else _ACTION
        while at < behind:
            move = pattern.match(self._text, at, behind)
            if move is None:
                expected = "a label in quotes and its probability" if player == CHANCE else "a label in quotes"
                GambitReader(self._text, self._name, at).fail(f"{expected} as a move of {what}")
            if len(labels) == MOST_MOVES:
                self._refuse(f"expected at most {counted(MOST_MOVES)} moves of {what}, got more", at)
            labels.append(unescaped(move[1]))
            if player == CHANCE:
                chances.append(Fraction(self._number(move[2], move.start(2), "a probability")))
            at = move.end()
        if not labels:
            self._refuse(f"expected at least one move of {what}, got none", at)
        if player == CHANCE:
            try:
                check_chances(chances)
            except InputError as error:
                self._refuse(str(error), found.start(group + 2))
        return _Set(unescaped(found[group + 1]), tuple(told_apart(labels)), tuple(chances))

    def _paid(self, found: re.Match[str], group: int) -> Payoffs | None:
        """Return what a node pays, its outcome being in a group, the label and payoffs of that in the next two."""
        number, written = int(found[group]), found[group + 2]
        known = self._outcomes.get(number)
        if written is None:
            if number and known is None:
                self._refuse(
                    f"expected a label and payoffs of outcome {number}, which comes here first", found.start(group)
                )
            return known.payoffs if known else None
        if number == 0:
            self._refuse("outcome 0 pays nothing and has no description", found.start(group))
        described = _Outcome(found[group + 1], self._read_payoffs(written, found.start(group + 2)))
        if known is not None and known != described:
            self._refuse(
                f"outcome {number} is described otherwise than where it first came", found.start(group + 1) - 1
            )
        self._outcomes[number] = described
        return described.payoffs

    def _read_payoffs(self, written: str, at: int) -> Payoffs:
        words = _PAYOFF.findall(written)
        known = self._numbers
        if written.count(",") >= len(words) and re.search(r"^\s*,|,\s*,", written):
            self._refuse("expected a payoff, got a comma", at + written.index(","))
        if len(words) != len(self._players):
            self._refuse(f"expected {len(self._players)} payoffs, one for each player, got {len(words)}", at)
        if not all(word in known for word in words):
            for word in _PAYOFF.finditer(written):
                self._number(word[1], at + word.start(1), "a payoff")
        return tuple([known[word] for word in words])

    def _number(self, word: str, at: int, what: str) -> Exact:
        if word not in self._numbers:
            number = read_number(word)
            try:
                float(number or 0)
            except OverflowError:
                number = None
            if number is None:
                self._refuse(f"expected {what}, a number such as 2, -0.5, 1e-3 or 1/3, got {word[:40]!r}", at)
            self._numbers[word] = int(number) if number.denominator == 1 else number
        return self._numbers[word]

    def _name_sets(self) -> None:
        """Name the information sets by their labels, by their numbers where they have none."""
        sets = self._flat.sets
        for player in range(len(self._players)):
            own = [place for place, each in enumerate(sets) if each.player == player]
            labels = [self._sets[player, int(sets[place].name or 0)].label or str(sets[place].name) for place in own]
            for place, label in zip(own, told_apart(labels), strict=True):
                sets[place] = sets[place]._replace(name=label)

    def _refuse(self, message: str, at: int) -> NoReturn:
        GambitReader(self._text, self._name, at).refuse(message, at)

    def _explain(self, at: int) -> NoReturn:
        """Say what is wrong with a text that is no node."""
        reader = GambitReader(self._text, self._name, at)
        kind, start = reader.token.text, reader.token.at
        if reader.token.kind != "word" or kind not in ("p", "c", "t"):
            where = ""
            if self._open:
                above = self._open[-1]
                path = " / ".join(self._flat.path(above.node)) or "the root"
                where = f", to which {self._flat.labels[above.node][above.given]!r} leads from {path}"
            reader.fail(f"a node, which begins with p, c or t{where}")
        reader.advance()
        _take_label(reader, "the name of the node")
        if kind == "p":
            reader.take_integer(1, len(self._players), f"the number of a player, 1 to {len(self._players)}")
        if kind != "t":
            expected = "the number of an information set" if kind == "p" else "that of an event"
            number = reader.take_integer(0, 10**9, expected)
            what = f"{'information set' if kind == 'p' else 'event'} {number}"
            self._explain_braces(reader, "text" if kind == "p" else "text word", what)
        reader.take_integer(0, 10**9, "the number of an outcome, 0 for none")
        self._explain_braces(reader, "word ,", "")
        reader.refuse("expected a node as the format has it: its numbers stand apart, without commas", start)

    def _explain_braces(self, reader: GambitReader, kinds: str, what: str) -> None:
        if reader.token.kind != "text":
            return
        _take_label(reader, "a label")
        reader.take("{", "{ after the label")
        labels = 0
        while reader.token.kind in kinds.split():
            if reader.token.kind == "text":
                labels += 1
                if labels > MOST_MOVES:
                    reader.refuse(f"expected at most {counted(MOST_MOVES)} moves of {what}, got more")
                _take_label(reader, "the label of a move")
            else:
                reader.advance()
        reader.take("}", "} at the end of the list")
