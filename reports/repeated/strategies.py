"""Strategies of a repeated game as a reader sees them: what each state plays, what moves it on, and the same drawn."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from math import prod

from ...games.normal_form import NormalFormGame, PureProfile
from ...games.repeated.automata import Automaton
from ...games.repeated.repetition import Strategy
from ...games.text.visible import visible
from ..figures.state_graph import state_graph_figure
from ..format.blocks import Block, Table
from ..scenario.words import listed, mixture_words, profile_words

NAMED_PROFILES = 2
"""As many profiles are named where they cannot be told by what some of the players do."""


def strategies_section(stage: NormalFormGame, strategies: Sequence[Strategy]) -> Iterator[Block]:
    """Give a table of the states of all strategies, and a graph of each; of one that is anybody's, the first player's.

    In a graph the state with the thick rim is the first.
    """
    rows = tuple(row for strategy in strategies for row in _rows(stage, strategy))
    yield Table("The strategies: what each state plays, and when it moves on", ("strategy", "state", "plays", ""), rows)
    for strategy in strategies:
        player, automaton = next(iter(strategy.automata.items()))
        if automaton.n_states > 1:
            names = [
                f"{visible(state)}:\n{visible(plays)}"
                for state, plays in zip(strategy.states, played_words(stage, player, automaton), strict=True)
            ]
            moves = moves_in_words(stage, automaton)
            yield state_graph_figure(f"{strategy.name}, played by {player}", names, moves, automaton.start)


def _rows(stage: NormalFormGame, strategy: Strategy) -> Iterator[tuple[str, ...]]:
    player, automaton = next(iter(strategy.automata.items()))
    moves = moves_in_words(stage, automaton)
    for number, (state, plays) in enumerate(zip(strategy.states, played_words(stage, player, automaton), strict=True)):
        onwards = [
            f"to {strategy.states[target]} after {words}"
            for (source, target), words in moves.items()
            if source == number and target != number
        ]
        name = f"{strategy.name} ({player})" if number == 0 else ""
        yield name, state, plays, "; ".join(onwards) or "stays"


def played_words(stage: NormalFormGame, player: str, automaton: Automaton) -> tuple[str, ...]:
    """Return what each state plays: an action, or a mixture such as "9/10 open + 1/10 tariff"."""
    names = stage.actions[stage.players.index(player)]
    return tuple(mixture_words(names, row) for row in automaton.probabilities(len(names)))


def moves_in_words(stage: NormalFormGame, automaton: Automaton) -> Mapping[tuple[int, int], str]:
    """Return for each state and each state that may follow it what leads there: "China: tariff", or "any play"."""
    profiles_after: dict[tuple[int, int], list[PureProfile]] = defaultdict(list)
    for source in range(automaton.n_states):
        for profile in stage.pure_profiles():
            profiles_after[source, int(automaton.transitions[(source, *profile)])].append(profile)
    return {move: profiles_words(stage, profiles) for move, profiles in profiles_after.items()}


def profiles_words(stage: NormalFormGame, profiles: Sequence[PureProfile]) -> str:
    """Return a set of profiles by what it asks of some players, or by its names or their number where it cannot be."""
    menus = [sorted({profile[i] for profile in profiles}) for i in range(stage.n_players)]
    if prod(len(menu) for menu in menus) != len(profiles):
        if len(profiles) <= NAMED_PROFILES:
            return listed([profile_words(stage, profile) for profile in profiles])
        others = [p for p in stage.pure_profiles() if p not in set(profiles)]
        return (
            f"anything but {profiles_words(stage, others)}"
            if len(others) < len(profiles)
            else f"{len(profiles)} outcomes"
        )
    asked = [
        f"{player}: {' or '.join(names[a] for a in menu)}"
        for player, names, menu in zip(stage.players, stage.actions, menus, strict=True)
        if len(menu) < len(names)
    ]
    return ", ".join(asked) or "any play"
