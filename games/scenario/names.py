"""What the players, actions and outcomes of one scenario are called in tables and in sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from ..actors import AnyActor
from ..normal_form import PureProfile
from ..orders.rows import ORDER_NAMES
from ..text.labels import (
    ActionLabel,
    Labels,
    PlayerLabel,
    Term,
    action_labels,
    apart,
    capital,
    joined,
    listed,
    listed_apart,
    plain,
    read_alike,
    with_article,
)


@dataclass(frozen=True)
class Names:
    """The names of a scenario's players and actions.

    Attributes
    ----------
    players
        The players of the game that is built, as scripts call them.
    labels
        The same as they stand in a table.
    spoken
        As they stand in a sentence, each with whether it takes a plural.
    states
        For each of the players the one of the arena whose type it is; itself where it is no type.
    spoken_states
        The states as they stand in a sentence.
    actions
        For each player the labels of its actions, each of which knows its name in scripts.
    told_actions
        The same with their verbs.
    given
        The labels of the scenario, and of its arena where the scenario gives none.
    """

    players: tuple[str, ...]
    labels: tuple[str, ...]
    spoken: tuple[PlayerLabel, ...]
    states: tuple[str, ...]
    spoken_states: Mapping[str, PlayerLabel]
    actions: tuple[tuple[Term, ...], ...]
    told_actions: tuple[tuple[ActionLabel, ...], ...]
    given: Labels

    @property
    def n_players(self) -> int:
        """How many players there are."""
        return len(self.players)

    def name_profile(self, profile: PureProfile) -> tuple[Term, ...]:
        """Return the labels of the actions of a pure profile."""
        return tuple(names[action] for names, action in zip(self.actions, profile, strict=True))

    def action(self, player: str, name: str) -> Term:
        """Return the label of an action by the names that scripts use."""
        return self._by_code[player, name]

    def term(self, player: int, name: str) -> Term:
        """Return the label of an action of a player by its number."""
        return self._by_code[self.players[player], name]

    @cached_property
    def _by_code(self) -> Mapping[tuple[str, str], Term]:
        menus = zip(self.players, self.states, self.actions, strict=True)
        return {(who, each.code): each for player, state, own in menus for who in (state, player) for each in own}

    def outcome(self, profile: PureProfile) -> str:
        """Return the name of an outcome, empty where it has none."""
        if not self.given.outcomes:
            return ""
        played: dict[str, set[str]] = {}
        for state, label in zip(self.states, self.name_profile(profile), strict=True):
            played.setdefault(state, set()).add(label.code)
        named = (
            each.name
            for each in self.given.outcomes
            if all(played[player] <= set(actions) for player, actions in each.when.items())
        )
        return next(named, "")

    def in_words(self, profile: PureProfile) -> Term:
        """Return a pure profile as "(deny, contest)", with the outcome's name before it where it has one."""
        played = joined(", ", map(apart, self.name_profile(profile)))
        name = self.outcome(profile)
        return Term(f"{name} ({played})" if name else f"({played})", f"({played.code})")

    def told(self, profile: PureProfile) -> str:
        """Return what everybody does in an outcome, with its name where it has one."""
        name, deeds = self.outcome(profile), self.deeds(profile)
        return f"{deeds} ({name})" if name else deeds

    def told_to(self, player: int, profile: PureProfile) -> str:
        """Return `told` for a player who is a type: it meets no other type of its own state, and is the state."""
        own = self.states[player]
        kept = [place for place, state in enumerate(self.states) if place == player or state != own]
        spoken = {**dict(enumerate(self.spoken)), player: self.spoken_states.get(own, self.spoken[player])}
        here: dict[str, Any] = {"spoken": tuple(spoken[place] for place in kept)}
        for each in ("players", "labels", "states", "actions", "told_actions"):
            here[each] = tuple(getattr(self, each)[place] for place in kept)
        return replace(self, **here).told(tuple(profile[place] for place in kept))

    def does(self, player: int, action: int) -> str:
        """Return what a player does as the end of a sentence about it: "presses both"."""
        return self.told_actions[player][action].spoken_of([self.spoken[player]])

    def deed(self, player: int, action: int) -> str:
        """Return what a player does as a sentence: "the United States presses both"."""
        return f"{self.spoken[player].spoken} {self.does(player, action)}"

    def would(self, player: int, action: int) -> str:
        """Return the verb of an action: "press both"."""
        return self.told_actions[player][action].wanted_by(self.spoken[player])

    def it(self, player: int) -> str:
        """Return the pronoun of a player that something happens to."""
        return "them" if self.spoken[player].plural else "it"

    def they(self, player: int) -> str:
        """Return the pronoun of a player that does something."""
        return "they" if self.spoken[player].plural else "it"

    def subject(self, player: int) -> str:
        """Return a player as the beginning of a sentence."""
        return capital(self.spoken[player].spoken)

    def who(self, players: Sequence[int]) -> str:
        """Return some players as they stand in a sentence: "Russia and China"."""
        return listed_apart(list(dict.fromkeys(self._among(player, players) for player in players)))

    def _among(self, player: int, players: Sequence[int]) -> str:
        """Return a player in a sentence on some; where all types of a state are among them, the state."""
        types = [other for other, state in enumerate(self.states) if state == self.states[player]]
        if len(types) == 1 or not set(types) <= set(players):
            return self.spoken[player].spoken
        return f"{self.spoken_states[self.states[player]].spoken} (of every type)"

    def deeds(self, profile: PureProfile) -> str:
        """Return what everybody does in an outcome: "the United States presses both, Russia and China hedge"."""
        by_verb: dict[str, list[int]] = {}
        for player, action in enumerate(profile):
            by_verb.setdefault(self.told_actions[player][action].verb, []).append(player)
        parts = [f"{self.who(players)} {self._done(players, profile)}" for players in by_verb.values()]
        if len(parts) > 1 and any(" and " in part for part in parts):
            return f"{', '.join(parts[:-1])}, and {parts[-1]}"
        return listed(parts)

    def _done(self, players: Sequence[int], profile: PureProfile) -> str:
        """Return what players who do the same do; all types of a state count as one."""
        told, alike = self.told_actions[players[0]][profile[players[0]]], len({self.states[each] for each in players})
        return told.spoken_of([self.spoken[player] for player in players[: 1 if alike == 1 else None]])


def names_of(
    players: Sequence[str],
    actions: Sequence[Sequence[str]],
    types: Sequence[tuple[str, str]],
    given: Labels,
    of_arena: Labels,
    actors: Mapping[str, AnyActor],
) -> Names:
    """Return the names of a scenario.

    Parameters
    ----------
    types
        For each player the one of the arena whose type it is, and what readers call the type; itself and nothing where
        it is no type.
    given, of_arena
        The labels that the scenario gives, and those of its arena, which count where the scenario gives none.
    actors
        Those of an arena; empty for a game given by payoffs or rankings.
    """
    both = given.over(of_arena)
    states, kinds = zip(*types, strict=True)
    called = player_names(tuple(dict.fromkeys(states)), given, of_arena, actors)
    tabled = {state: label for state, (label, _) in called.items()}
    spoken = {state: told for state, (_, told) in called.items()}
    own = [action_labels(names, both.actions.get(state, {})) for state, names in zip(states, actions, strict=True)]
    return Names(
        tuple(players),
        tuple(of_kind(tabled[state], kind) for state, kind in zip(states, kinds, strict=True)),
        tuple(
            PlayerLabel(of_kind(spoken[state].spoken, kind), spoken[state].plural)
            for state, kind in zip(states, kinds, strict=True)
        ),
        states,
        spoken,
        tuple(tuple(Term(each.label, name) for name, each in labels.items()) for labels in own),
        tuple(tuple(labels.values()) for labels in own),
        both,
    )


def player_names(
    players: Sequence[str], given: Labels, of_arena: Labels, actors: Mapping[str, AnyActor]
) -> dict[str, tuple[str, PlayerLabel]]:
    """Return each player as it stands in a table and in a sentence; who would read as another keeps its own name."""
    both = given.over(of_arena)
    tabled = {player: table_name(player, both, actors) for player in players}
    spoken = {player: spoken_name(player, given, of_arena, actors) for player in players}
    kept = read_alike(tabled) | read_alike({player: told.spoken for player, told in spoken.items()})
    own = {player: (player, PlayerLabel(player, spoken[player].plural)) for player in kept}
    return {player: (tabled[player], spoken[player]) for player in players} | own


def table_name(player: str, known: Labels, actors: Mapping[str, AnyActor]) -> str:
    """Return the name of a player in a table: the actor's, else the label's without its article."""
    actor = actors.get(player)
    if actor is not None and actor.name != player:
        return actor.name
    label = known.players.get(player)
    return plain(player) if label is None else capital(label.spoken.removeprefix("the "))


def spoken_name(player: str, given: Labels, of_arena: Labels, actors: Mapping[str, AnyActor]) -> PlayerLabel:
    """Return a player in a sentence: the scenario's own, the arena's where that is the actor's name, else that name."""
    if player in given.players:
        return given.players[player]
    name, known = table_name(player, given.over(of_arena), actors), of_arena.players.get(player)
    if known is not None and known.spoken.removeprefix("the ").casefold() == name.casefold():
        return known
    return PlayerLabel(with_article(name))


def with_own_names(text: str, roles: Mapping[str, PlayerLabel], own: Mapping[str, PlayerLabel]) -> str:
    """Return a text in which players stand by their roles with what a scenario calls them instead.

    A player is known by its role with the article, "the West", by a proper name without it, and by its name in scripts;
    a letter that stands for one by "of A". Who keeps its name stays as it stands.

    Examples
    --------
    >>> own = {"Russia": PlayerLabel("the Soviet Union")}
    >>> with_own_names("Russia's gain, a Russia unsure of it", {"Russia": PlayerLabel("Russia")}, own)
    "the Soviet Union's gain, a Soviet Union unsure of it"
    """
    renamed = dict(form for player, role in roles.items() for form in _forms(player, role, own[player].spoken))
    if not renamed:
        return text
    known = "|".join(map(re.escape, sorted(renamed, key=len, reverse=True)))

    def called(found: re.Match[str]) -> str:
        before, name = found[1] or "", renamed[found[2]]
        end = "'" if found[3] and name.endswith("s") else found[3] or ""
        return before + (name.removeprefix("the ") if before else name) + end

    return re.sub(rf"\b(an? (?:\w+ )?)?\b({known})\b('s)?", called, text)


def _forms(player: str, role: PlayerLabel, own: str) -> Iterator[tuple[str, str]]:
    """Go through the ways in which texts name a player, each with its own name; nothing where that is its role."""
    if role.spoken == own:
        return
    yield role.spoken, own
    if len(player) == 1:
        yield f"of {player}", f"of {own}"
        return
    yield f"the {plain(player)}", own
    yield from ((name, own) for name in (role.spoken.removeprefix("the "), player) if name[:1].isupper())


def faction_label(row: str) -> PlayerLabel:
    """Return those at home who follow a row of the value matrix: "the liberals", "the security state"."""
    several = row in ORDER_NAMES
    return PlayerLabel(f"the {plain(row)}{'s' if several else ''}", several)


def of_kind(name: str, kind: str) -> str:
    """Return the name of a type of a player: "Russia (defensive)"; the player's own where it is of one type alone."""
    return f"{name} ({kind})" if kind else name
