"""The `[strategies]` of a scenario file: automata by name, checked place by place.

A strategy has a `kind`, one of those known by name, with its options; or it is written out: `states` says what each
state plays, `moves` which state follows what was played, the first that matches counting, and a state with no match
stays. With a `player` it is that player's. Without one it is anybody's: a kind is made for each player, and moves
speak of `own` and `other`, which asks for two players with the same actions.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from inspect import signature
from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...games.errors import unknown
from ...games.numbers import counted, read_fraction, rounded, shown
from ...games.repeated.automata import MOST_AUTOMATON_STATES, Automaton
from ...games.repeated.repetition import Strategy
from ...games.repeated.strategies import STRATEGIES, automaton
from ..faults import Faults, Path, sound_form
from ..schema import MoveSection, WrittenStrategySection

MOST_PROFILES = 10_000
"""Strategies of games with more pure profiles are refused: each state has a move for every one of them."""

MOST_MOVES = 4_000_000
"""The most moves of all strategies of a file together."""

Menus = Mapping[str, Sequence[str]]
"""Each player's actions; of a strategy that is anybody's, those of `own` and `other`."""


def read_strategies(sections: Mapping[str, Any], actions: Menus, faults: Faults) -> tuple[Strategy, ...]:
    """Return the strategies that the tables describe, without the faulty ones; their faults are noted.

    Parameters
    ----------
    sections
        The table of each strategy, by its name.
    actions
        The actions of each player of the game.
    """
    profiles = prod(len(names) for names in actions.values())
    if sections and profiles > MOST_PROFILES:
        message = f"are for games of at most {counted(MOST_PROFILES)} outcomes, got one of {counted(profiles)}"
        faults.add(("strategies",), message)
        return ()
    reader, strategies, size = _Strategies(actions, faults), list[Strategy](), 0
    for name, table in sections.items():
        strategy = reader.strategy(name, table, ("strategies", name))
        if strategy is not None:
            strategies.append(strategy)
            size += sum(automaton.transitions.size for automaton in strategy.automata.values())
        if size > MOST_MOVES:
            faults.add(("strategies", name), f"is one too many: the strategies have over {counted(MOST_MOVES)} moves")
            break
    return tuple(strategies)


def read_plays(
    plays: Sequence[Mapping[str, str]], strategies: Collection[str], players: Sequence[str], faults: Faults
) -> tuple[tuple[str, ...], ...]:
    """Return for each entry of `plays` the name of each player's strategy; faults are noted.

    Parameters
    ----------
    plays
        For each play a table from players to names of strategies.
    strategies
        The names that there are.
    """
    for place, play in enumerate(plays):
        path: Path = ("plays", place)
        for player, name in play.items():
            if faults.check_known("player", player, players, (*path, player), at_key=True):
                faults.check_known("strategy", name, strategies, (*path, player))
        faults.check_complete("a strategy", play, players, path)
    return tuple(tuple(play.get(player, "") for player in players) for play in plays)


@dataclass(frozen=True)
class _Strategies:
    """Reads strategies of a game with these actions."""

    actions: Menus
    faults: Faults

    def strategy(self, name: str, table: Any, path: Path) -> Strategy | None:
        if not isinstance(table, Mapping):
            self.faults.add(path, f"expected a table, got {shown(table)}")
            return None
        player = table.get("player")
        if player is not None and not (isinstance(player, str) and player in self.actions):
            self.faults.add((*path, "player"), unknown("player", str(player), self.actions))
            return None
        before = self.faults.noted
        read = self.of_kind(table, path) if "kind" in table else self.written_out(table, path)
        return Strategy(name, *read, written=dict(table)) if read and self.faults.noted == before else None

    def owners(self, table: Mapping[str, Any]) -> list[str]:
        return [table["player"]] if "player" in table else list(self.actions)

    def of_kind(self, table: Mapping[str, Any], path: Path) -> tuple[tuple[str, ...], dict[str, Automaton]] | None:
        kind, players = table["kind"], list(self.actions)
        if not self.faults.check_known("kind of strategy", str(kind), STRATEGIES, (*path, "kind")):
            return None
        options = {key: value for key, value in table.items() if key not in ("kind", "player")}
        known = dict(list(signature(STRATEGIES[kind]).parameters.items())[2:])
        what = f"option of {kind}"
        if not all(self.faults.check_known(what, key, known, (*path, key), at_key=True) for key in options):
            return None
        missing = [key for key, option in known.items() if option.default is option.empty and key not in options]
        if missing:
            self.faults.add(path, f"{kind} needs its {' and '.join(missing)}")
            return None
        shape = tuple(len(names) for names in self.actions.values())
        automata = {}
        for owner in self.owners(table):
            given = {key: self.option(value, owner, (*path, key)) for key, value in options.items()}
            try:
                automata[owner] = automaton(kind, players.index(owner), shape, **given)
            except (TypeError, ValueError) as error:
                self.faults.add(path, f"{kind}: {error}")
                return None
        n_states = next(iter(automata.values())).n_states
        return tuple(f"state {number + 1}" for number in range(n_states)), automata

    def option(self, value: Any, owner: str, path: Path) -> Any:
        """Return an option as `automaton` takes it: a table of actions as a profile, an action as its number."""
        if isinstance(value, Mapping):
            return self.profile(value, path)
        if isinstance(value, str) and value in self.actions[owner]:
            return self.actions[owner].index(value)
        return value

    def profile(self, table: Mapping[str, Any], path: Path) -> tuple[int, ...]:
        self.faults.check_profile(table, self.actions, path)
        return tuple(
            names.index(table[player]) if table.get(player) in names else 0 for player, names in self.actions.items()
        )

    def written_out(self, table: Mapping[str, Any], path: Path) -> tuple[tuple[str, ...], dict[str, Automaton]] | None:
        section = sound_form(WrittenStrategySection, table, path, self.faults)
        if section is None or not section.states:
            self.faults.add(path, "needs either a kind, or states and what they play")
            return None
        states = tuple(section.states)
        if len(states) > MOST_AUTOMATON_STATES:
            self.faults.add((*path, "states"), f"are more than {MOST_AUTOMATON_STATES}, got {len(states)}")
            return None
        start = section.start if section.start is not None else states[0]
        if not self.faults.check_known("state", start, states, (*path, "start")):
            return None
        seats = self.seats(section.player, path)
        if not seats:
            return None
        automata = {}
        for owner, named in seats.items():
            mixes = [self.mix(section.states[s], named[owner], (*path, "states", s)) for s in states]
            moves = self.transitions(section.moves, states, named, (*path, "moves"))
            sound = [mix for mix in mixes if mix is not None]
            if moves is None or len(sound) < len(states):
                return None
            automata[owner] = Automaton(sound, moves, states.index(start))
        return states, automata

    def seats(self, player: str | None, path: Path) -> dict[str, dict[str, Sequence[str]]]:
        """Return for each owner the names by which moves call the players, in the order of the game, with actions."""
        if player is not None:
            return {player: dict(self.actions)}
        menus = [tuple(names) for names in self.actions.values()]
        if len(menus) != 2 or menus[0] != menus[1]:
            self.faults.add(path, "needs a player: only with two players who have the same actions it can be anybody's")
            return {}
        first, second = self.actions
        return {
            first: {first: menus[0], "own": menus[0], "other": menus[1]},
            second: {second: menus[1], "other": menus[0], "own": menus[1]},
        }

    def mix(self, played: Any, menu: Sequence[str], path: Path) -> list[Fraction] | None:
        shares = {played: Fraction(1)} if isinstance(played, str) else played
        if not all(self.faults.check_known("action", action, menu, path) for action in shares):
            return None
        total = sum(read_fraction(share) for share in shares.values())
        if total != 1 or any(share < 0 for share in shares.values()):
            self.faults.add(path, f"the chances of the actions must not be negative and sum to 1, got {rounded(total)}")
            return None
        return [read_fraction(shares.get(action, 0)) for action in menu]

    def transitions(
        self, moves: Sequence[MoveSection], states: Sequence[str], named: Mapping[str, Sequence[str]], path: Path
    ) -> NDArray[np.int64] | None:
        """Return the next state of each state after each profile; None where a move names something unknown."""
        axes = self.axes(named)
        shape = tuple(len(names) for names in self.actions.values())
        table = np.broadcast_to(np.arange(len(states)).reshape(-1, *(1 for _ in shape)), (len(states), *shape)).copy()
        before = self.faults.noted
        for place, move in reversed(list(enumerate(moves))):
            where = (*path, place)
            for what, state in (("from", move.source), ("to", move.to)):
                self.faults.check_known("state", state, states, (*where, what))
            chosen: list[Any] = [slice(None)] * len(shape)
            for who, actions in move.when.items():
                if self.faults.check_known("player", who, axes, (*where, "when", who), at_key=True):
                    chosen[axes[who]] = self.numbers(actions, named[who], (*where, "when", who))
            if self.faults.noted == before:
                rows = np.ix_(*(np.arange(m)[part] for m, part in zip(shape, chosen, strict=True)))
                table[states.index(move.source)][rows] = states.index(move.to)
        return table if self.faults.noted == before else None

    def axes(self, named: Mapping[str, Sequence[str]]) -> dict[str, int]:
        """Return the axis of a profile that each name in `when` stands for."""
        if "own" not in named:
            return {player: axis for axis, player in enumerate(self.actions)}
        owner = list(self.actions).index(next(iter(named)))
        return {"own": owner, "other": 1 - owner}

    def numbers(self, actions: str | Sequence[str], menu: Sequence[str], path: Path) -> list[int]:
        names = [actions] if isinstance(actions, str) else list(actions)
        return [menu.index(name) for name in names if self.faults.check_known("action", name, menu, path)]
