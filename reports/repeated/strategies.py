"""Strategies of a repeated game as a reader sees them: what each state plays, what moves it on, and the same drawn."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from math import prod

from ...games.normal_form import NormalFormGame, PureProfile
from ...games.repeated.automata import Automaton
from ...games.repeated.repetition import Strategy
from ...games.scenario.names import Names
from ...games.text.labels import Term, joined, plain
from ...games.text.visible import visible
from ..figures.state_graph import state_graph_figure
from ..format.blocks import Block, Table
from ..scenario.words import mixture_words, profile_words

NAMED_PROFILES = 2
"""As many profiles are named where they cannot be told by what some of the players do."""


def strategies_section(stage: NormalFormGame, names: Names, strategies: Sequence[Strategy]) -> Iterator[Block]:
    """Give a table of the states of all strategies, and a graph of each; of one that is anybody's, the first player's.

    In a graph the state with the thick rim is the first.
    """
    rows = tuple(row for strategy in strategies for row in _rows(stage, names, strategy))
    yield Table("The strategies: what each state plays, and when it moves on", ("strategy", "state", "plays", ""), rows)
    for strategy in strategies:
        player, automaton = next(iter(strategy.automata.items()))
        if automaton.n_states > 1:
            states = [
                f"{visible(state)}:\n{visible(plays)}"
                for state, plays in zip(strategy.states, played_words(names, player, automaton), strict=True)
            ]
            moves = moves_in_words(stage, names, automaton)
            label = names.labels[names.players.index(player)]
            yield state_graph_figure(f"{plain(strategy.name)}, played by {label}", states, moves, automaton.start)


def _rows(stage: NormalFormGame, names: Names, strategy: Strategy) -> Iterator[tuple[str, ...]]:
    player, automaton = next(iter(strategy.automata.items()))
    moves = moves_in_words(stage, names, automaton)
    for number, (state, plays) in enumerate(zip(strategy.states, played_words(names, player, automaton), strict=True)):
        onwards = [
            joined("", (f"to {strategy.states[target]} after ", words))
            for (source, target), words in moves.items()
            if source == number and target != number
        ]
        label = names.labels[names.players.index(player)]
        name = Term(f"{plain(strategy.name)} ({label})", f"{strategy.name} ({player})") if number == 0 else ""
        yield name, state, plays, joined("; ", onwards) or "stays"


def played_words(names: Names, player: str, automaton: Automaton) -> tuple[str, ...]:
    """Return what each state plays: an action, or a mixture such as "9/10 open + 1/10 tariff"."""
    own = names.actions[names.players.index(player)]
    return tuple(mixture_words(own, row) for row in automaton.probabilities(len(own)))


def moves_in_words(stage: NormalFormGame, names: Names, automaton: Automaton) -> Mapping[tuple[int, int], str]:
    """Return for each state and each state that may follow it what leads there: "China: tariff", or "any play"."""
    profiles_after: dict[tuple[int, int], list[PureProfile]] = defaultdict(list)
    for source in range(automaton.n_states):
        for profile in stage.pure_profiles():
            profiles_after[source, int(automaton.transitions[(source, *profile)])].append(profile)
    return {move: profiles_words(stage, names, profiles) for move, profiles in profiles_after.items()}


def profiles_words(stage: NormalFormGame, names: Names, profiles: Sequence[PureProfile]) -> str:
    """Return a set of profiles by what it asks of some players, or by its names or their number where it cannot be."""
    menus = [sorted({profile[i] for profile in profiles}) for i in range(stage.n_players)]
    if prod(len(menu) for menu in menus) != len(profiles):
        if len(profiles) <= NAMED_PROFILES:
            return joined(" and ", (profile_words(names, profile) for profile in profiles))
        others = [p for p in stage.pure_profiles() if p not in set(profiles)]
        return (
            joined("", ("anything but ", profiles_words(stage, names, others)))
            if len(others) < len(profiles)
            else f"{len(profiles)} outcomes"
        )
    asked = [
        joined(": ", (Term(label, player), joined(" or ", (own[a] for a in menu))))
        for player, label, own, menu in zip(names.players, names.labels, names.actions, menus, strict=True)
        if len(menu) < len(own)
    ]
    return joined(", ", asked) or "any play"
