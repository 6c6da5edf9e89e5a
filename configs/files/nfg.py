r"""Gambit's strategic-form files (.nfg) to games.

A file is a prologue and a body; white space is free. The prologue is `NFG 1 R` (in old files `NFG 1 D`), a title,
the players, their strategies (named, or only counted) and perhaps a comment:

    NFG 1 R "Selten (IJGT, 75), Figure 2, normal form" { "Player 1" "Player 2" } { 3 2 }
    1 1 0 2 0 2 1 1 0 3 2 0

In the *payoff version* the body lists the payoffs of all players at each pure profile. In the *outcome version* it
lists outcomes, each a label and one payoff for every player, and then the number of the outcome at each profile: the
first outcome is 1, and 0 stands for payoffs of zero. Both go through the profiles with the first player's strategy
changing fastest, so the numbers in the order of the file fill the array (n, m_1, .., m_n) first axis first.

Numbers are exact: 0.1 is one tenth. In quoted text `\"` is a quote and `\\` a backslash. The format is described in
the manual of Gambit (Savani and Turocy, "The strategic game (.nfg) file format"). We take a little more than Gambit
does: commas between any two numbers, `+1`, `1.`, and outcomes over counted strategies.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from math import prod
from typing import TypeVar

import numpy as np

from ...games.normal_form import NormalFormGame
from .gambit import GambitReader

MOST_PLAYERS = 31
MOST_PROFILES = 2_000_000
MOST_PAYOFFS = 500_000

_Item = TypeVar("_Item")


def read_nfg(text: str, name: str = "<nfg>") -> NormalFormGame:
    """Return the game of a Gambit strategic-form file, with its title and names, its payoffs as Fractions.

    Gambit files may leave names blank or repeat them, a game may not. A blank name becomes the number of its place
    ("a2"; "Player 2" for a player), and a repeated one gets that number from its second time on ("defect_2"). An
    underscore is added for as long as another has the new name.

    Parameters
    ----------
    text
        The whole file.
    name
        What to call the file in errors.

    Raises
    ------
    ScenarioError
        For any text that is no such file, and beyond these limits: 31 players; 2,000,000 pure profiles; 500,000
        payoffs; numbers of 400 characters, with exponents of three digits, within the range of floating point (about
        1e308).

    Examples
    --------
    >>> game = read_nfg('NFG 1 R "Chicken" { "A" "B" } { { "dare" "yield" } { "dare" "yield" } } -9 -9 0 1 1 0 1/2 1/2')
    >>> game.payoffs[:, 1, 0]
    array([0., 1.])
    >>> read_nfg('NFG 1 R "Chicken" { "A" "B" } { 2 2 } -9 -9 0 1', name="chicken.nfg")
    Traceback (most recent call last):
        ...
    tetrarchy.configs.problems.ScenarioError: chicken.nfg:1:48: expected 8 payoffs (2 players at 4 profiles), got 4
    NFG 1 R "Chicken" { "A" "B" } { 2 2 } -9 -9 0 1
                                                   ^
    """
    reader = GambitReader(text, name)
    title = _read_header(reader)
    players = _read_players(reader)
    shape, actions = _read_strategies(reader, players)
    if reader.token.kind == "text":
        reader.advance()
    body = _read_outcome_version if reader.token.kind == "{" else _read_payoff_version
    payoffs = np.array(body(reader, players, prod(shape)), dtype=object)
    return NormalFormGame(payoffs.reshape((len(players), *shape), order="F"), players, actions, title)


def _read_header(reader: GambitReader) -> str:
    if (reader.token.kind, reader.token.text) == ("word", "EFG"):
        reader.fail("a strategic-form file, which begins with NFG", "an extensive-form (.efg) file")
    for words in (("NFG",), ("1",), ("R", "D")):
        if reader.token.kind != "word" or reader.token.text not in words:
            reader.fail(f"{' or '.join(words)} in the header NFG 1 R")
        reader.advance()
    return reader.take("text", "the title in quotes")


def _read_players(reader: GambitReader) -> list[str]:
    start = reader.token.at
    names = _read_names(reader, "players")
    if not 1 <= len(names) <= MOST_PLAYERS:
        reader.fail(f"1 to {MOST_PLAYERS} players", str(len(names)), start)
    return _different(names, "Player ")


def _read_strategies(reader: GambitReader, players: Sequence[str]) -> tuple[list[int], list[list[str]] | None]:
    """Return how many strategies each player has, and their names unless they are only counted."""
    start = reader.token.at
    reader.take("{", "{ before the strategies")
    if reader.token.kind == "{":
        named = [_read_strategy_names(reader, player) for player in players]
        shape = [len(names) for names in named]
    else:
        named = None
        shape = [_read_strategy_count(reader, player) for player in players]
    reader.take("}", "} after the strategies of the last player")
    if prod(shape) > MOST_PROFILES:
        reader.fail(f"at most {MOST_PROFILES} pure profiles", " x ".join(map(str, shape)), start)
    if len(players) * prod(shape) > MOST_PAYOFFS:
        reader.fail(f"at most {MOST_PAYOFFS} payoffs", str(len(players) * prod(shape)), start)
    return shape, named


def _read_strategy_names(reader: GambitReader, player: str) -> list[str]:
    start = reader.token.at
    names = _read_names(reader, f"strategies of {player!r}")
    if not names:
        reader.fail(f"at least one strategy of {player!r}", "none", start)
    return _different(names, "a")


def _read_strategy_count(reader: GambitReader, player: str) -> int:
    return reader.take_integer(1, MOST_PROFILES, f"the number of strategies of {player!r}, 1 to {MOST_PROFILES}")


def _read_names(reader: GambitReader, what: str) -> list[str]:
    names: list[str] = []
    reader.take("{", f"{{ before the {what}")
    while reader.token.kind == "text":
        if len(names) == MOST_PAYOFFS:
            reader.fail(f"at most {MOST_PAYOFFS} {what}", "more")
        names.append(reader.take("text", "a name"))
    reader.take("}", f"a name in quotes, or }} after the {what}")
    return names


def _different(names: Sequence[str], stem: str) -> list[str]:
    """Return the names with blank and repeated ones replaced.

    The new names end in different numbers, so each has to avoid the given ones only.
    """
    taken = set(names)
    kept: dict[str, None] = {}
    for place, name in enumerate(names, 1):
        new = name
        if not name.strip() or name in kept:
            new = f"{name}_{place}" if name.strip() else f"{stem}{place}"
            while new in taken:
                new += "_"
        kept[new] = None
    return list(kept)


def _read_payoff_version(reader: GambitReader, players: Sequence[str], profiles: int) -> list[Fraction]:
    what = f"payoffs ({len(players)} players at {profiles} profiles)"
    return _read_list(reader, len(players) * profiles, what, lambda: reader.take_number("a payoff"))


def _read_outcome_version(reader: GambitReader, players: Sequence[str], profiles: int) -> list[Fraction]:
    outcomes = [[Fraction(0)] * len(players), *_read_outcomes(reader, players)]
    last = len(outcomes) - 1
    numbers = _read_list(
        reader,
        profiles,
        "outcome numbers (one for each profile)",
        lambda: reader.take_integer(0, last, f"the number of an outcome, 0 to {last}"),
    )
    return [payoff for number in numbers for payoff in outcomes[number]]


def _read_outcomes(reader: GambitReader, players: Sequence[str]) -> Iterator[list[Fraction]]:
    reader.take("{", "{ before the outcomes")
    most = MOST_PAYOFFS // len(players)
    while reader.token.kind == "{":
        if not most:
            reader.fail(f"outcomes with at most {MOST_PAYOFFS} payoffs", "more")
        most -= 1
        reader.advance()
        reader.take("text", "the label of an outcome in quotes")
        yield [reader.take_number(f"the payoff of {player!r}") for player in players]
        reader.take("}", "} after the payoff of the last player")
    reader.take("}", "{ before an outcome, or } after the last")


def _read_list(reader: GambitReader, length: int, what: str, take_item: Callable[[], _Item]) -> list[_Item]:
    """Read so many items and the end of the file."""
    items: list[_Item] = []
    while len(items) < length:
        if reader.token.kind == "end":
            reader.fail(f"{length} {what}", str(len(items)))
        items.append(take_item())
    if reader.token.kind != "end":
        reader.fail(f"the end of the file after {length} {what}")
    return items
