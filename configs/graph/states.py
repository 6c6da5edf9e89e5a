"""The states of a conflict as a scenario file writes them: by the options taken, or by name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ...games.errors import suggestion
from ...games.graph.option_form import OptionForm
from ...games.numbers import shown
from ..faults import Faults, Path


@dataclass(frozen=True)
class NamedStates:
    """States that have names."""

    names: Sequence[str]
    faults: Faults

    def is_one(self, entry: Any) -> bool:
        """Tell whether an entry is of one state, rather than of several."""
        return not isinstance(entry, list)

    def number(self, entry: Any, path: Path) -> int | None:
        """Return the number of a state; None with a fault noted."""
        if not isinstance(entry, str):
            self.faults.add(path, f"expected the name of a state, got {shown(entry)}")
        elif self.faults.check_known("state", entry, self.names, path):
            return self.names.index(entry)
        return None


@dataclass(frozen=True)
class OptionStates:
    """States that are told by the options taken."""

    form: OptionForm
    faults: Faults

    @property
    def names(self) -> Sequence[str]:
        """What the states are called."""
        return self.form.states

    def is_one(self, entry: Any) -> bool:
        """Tell whether an entry is of one state, rather than of several."""
        return not isinstance(entry, list) or all(isinstance(part, str) for part in entry)

    def number(self, entry: Any, path: Path) -> int | None:
        """Return the number of a state; None with a fault noted."""
        if not isinstance(entry, list):
            self.faults.add(path, f"expected a state as the list of the options taken, got {shown(entry)}")
            return None
        known = [self.option(name, (*path, place)) for place, name in enumerate(entry)]
        if None in known:
            return None
        return self.of_options([option for option in known if option is not None], path)

    def option(self, name: Any, path: Path) -> int | None:
        """Return the number of an option; None with a fault noted."""
        if isinstance(name, str) and self.faults.check_known("option", name, self.form.names, path):
            return self.form.names.index(name)
        if not isinstance(name, str):
            self.faults.add(path, f"expected an option such as {self.form.names[0]}, got {shown(name)}")
        return None

    def of_options(self, options: Iterable[int], path: Path) -> int | None:
        """Return the number of the state in which some options are taken; None with a fault noted."""
        code = sum(1 << option for option in set(options))
        number = self.form.state_of(code)
        if number is None:
            self.faults.add(path, f"{self.form.name(code)}: this state is infeasible")
        return number


States = NamedStates | OptionStates


def read_status_quo(value: Any, states: States, players: Sequence[str]) -> int | None:
    """Return the state that `status_quo` names; None where nothing is said, or with a fault noted."""
    path: Path = ("status_quo",)
    if value == {}:
        return None
    if isinstance(states, NamedStates):
        return states.number(value, path)
    if not isinstance(value, Mapping):
        example = f"{{ {players[0]} = [..], .. }}"
        states.faults.add(path, f"expected the options that each has taken, as {example}, got {shown(value)}")
        return None
    before = states.faults.noted
    taken = [option for player, own in value.items() for option in _taken(player, own, states, players)]
    states.faults.check_complete("the options taken", value, players, path)
    return states.of_options(taken, path) if states.faults.noted == before else None


def _taken(player: str, own: Any, states: OptionStates, players: Sequence[str]) -> list[int]:
    path: Path = ("status_quo", player)
    if not states.faults.check_known("player", player, players, path, at_key=True):
        return []
    if not isinstance(own, list):
        states.faults.add(path, f"expected a list of options, got {shown(own)}")
        return []
    known = [name.partition(".")[2] for name in states.form.names if name.partition(".")[0] == player]
    found: list[int] = []
    for place, option in enumerate(own):
        if option in known:
            found.append(states.form.names.index(f"{player}.{option}"))
        else:
            near = suggestion(str(option), known)
            message = f"unknown option of {player} {shown(option)}{near}; known: {', '.join(known)}"
            states.faults.add((*path, place), message)
    return found
