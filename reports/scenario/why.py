"""Why nobody moves from an equilibrium, or what else makes the players act so, in sentences."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from ...games.dimensions import DIMENSION_NAMES
from ...games.normal_form import NormalFormGame
from ...games.numbers import probability
from ...games.scenario.names import Names
from ...games.scenario.scenario import Scenario
from ...games.text.labels import listed, plain
from ...solvers.base import Grounds, Solution
from ...studies.scenario.explanation import Explanation, Move
from .words import grounds_of, share_words

NOTABLE = 0.1
"""A dimension is named beside the main one when it makes at least this share of the cost."""


def holds_heading(solution: Solution) -> str:
    """Return the heading above what a solution lists."""
    if grounds_of(solution) == "best_replies":
        return "What is stable when the game is played once"
    return f"What holds under the concept {solution.concept.name}"


def why_heading(solution: Solution) -> str:
    """Return the heading above the explanations of a solution."""
    return _HEADINGS[grounds_of(solution)]


_HEADINGS: Mapping[Grounds, str] = {
    "best_replies": "Why nobody moves",
    "commitment": "Why it is kept",
    "obedience": "Why everybody obeys",
    "acceptance": "Why everybody accepts the draw",
    "noisy_replies": "Why each action is as likely as it is",
    "beliefs": "Who would move",
}


def why_words(scenario: Scenario, game: NormalFormGame, explanation: Explanation) -> tuple[str, ...]:
    """Return in sentences what makes the players act as an equilibrium says."""
    return tuple(_WHY[explanation.equilibrium.grounds](scenario, game, explanation))


def why_nobody_moves(scenario: Scenario, game: NormalFormGame, explanation: Explanation) -> tuple[str, ...]:
    """Return a sentence for each player that has anything else to do: what each of its other actions would cost it."""
    return tuple(
        sentence for player in range(game.n_players) for sentence in _why_it_stays(scenario, game, explanation, player)
    )


def _why_it_stays(scenario: Scenario, game: NormalFormGame, explanation: Explanation, player: int) -> Iterator[str]:
    names = scenario.names
    played = explanation.equilibrium.supports[player]
    if len(played) > 1:
        alike = listed([f"to {names.would(player, action)}" for action in played])
        yield f"{names.subject(player)} can mix: {alike} pay {names.it(player)} the same."
    if moves := _moves(explanation, player):
        first = next((place for place, move in enumerate(moves) if move.cost > 0), 0)
        costs = [_cost(scenario, game, move, short=place > first) for place, move in enumerate(moves)]
        yield f"{names.subject(player)} would not move: {'; '.join(costs)}."


def _moves(explanation: Explanation, player: int) -> list[Move]:
    """Return what else a player could do, the least costly first."""
    return sorted((move for move in explanation.moves if move.player == player), key=lambda move: move.cost)


def _why_it_is_kept(scenario: Scenario, game: NormalFormGame, explanation: Explanation) -> Iterator[str]:
    """Explain an outcome in which a leader is bound by its commitment, and the others reply to it."""
    names = scenario.names
    for player in range(game.n_players):
        moves = _moves(explanation, player)
        if moves and moves[0].cost < 0:
            more = share_words(scenario, game, player, -moves[0].cost)
            instead = f"to {names.would(player, moves[0].action)} would now pay {names.it(player)} more, by {more}"
            bound = f"{names.subject(player)} is bound by its commitment"
            yield f"{bound}: {instead}; but the others reply to what it promised."
        elif explanation.equilibrium.regret > 0 and len(explanation.equilibrium.supports[player]) > 1:
            yield f"{names.subject(player)} is bound by its commitment to this mixture."
        else:
            yield from _why_it_stays(scenario, game, explanation, player)


def _why_everybody_obeys(scenario: Scenario, game: NormalFormGame, explanation: Explanation) -> Iterator[str]:
    names = scenario.names
    for player in range(game.n_players):
        for told in explanation.equilibrium.supports[player]:
            if moves := [move for move in _moves(explanation, player) if move.told == told]:
                action = f"{names.subject(player)}, told to {names.would(player, told)}, obeys"
                yield f"{action}: {_cost(scenario, game, moves[0])}."


def _why_everybody_accepts(scenario: Scenario, game: NormalFormGame, explanation: Explanation) -> Iterator[str]:
    for player in range(game.n_players):
        drawn = explanation.equilibrium.supports[player]
        if moves := [move for move in _moves(explanation, player) if (move.action,) != drawn]:
            instead = _cost(scenario, game, moves[0])
            yield f"{scenario.names.subject(player)} lets the draw decide: in its place {instead}."


def _why_so_likely(scenario: Scenario, game: NormalFormGame, explanation: Explanation) -> Iterator[str]:
    equilibrium, names = explanation.equilibrium, scenario.names
    for player in range(game.n_players):
        moves = _moves(explanation, player)
        best = moves[0].cost
        actions = [
            f"{names.actions[player][move.action]} {probability(equilibrium.strategies[player][move.action])} "
            f"({_below_best(scenario, game, move, best)})"
            for move in moves
        ]
        yield f"{names.subject(player)} plays the more often what pays {names.it(player)} more: {', '.join(actions)}."


def _below_best(scenario: Scenario, game: NormalFormGame, move: Move, best: Any) -> str:
    if move.cost == best:
        return "pays most"
    return f"pays less, by {share_words(scenario, game, move.player, move.cost - best)}"


def _who_would_move(scenario: Scenario, game: NormalFormGame, explanation: Explanation) -> Iterator[str]:
    if all(move.cost >= 0 for move in explanation.moves):
        yield "Nobody would gain by another action here: the outcome is a Nash equilibrium too."
    names = scenario.names
    for player in range(game.n_players):
        moves = _moves(explanation, player)
        if moves and moves[0].cost < 0:
            gain = "" if scenario.ordinal else f" {share_words(scenario, game, player, -moves[0].cost)}"
            better = f"would gain{gain} if it chose to {names.would(player, moves[0].action)} here"
            yield f"{names.subject(player)} {better}: it acts so only where it expects something else."


_WHY: Mapping[Grounds, Callable[[Scenario, NormalFormGame, Explanation], Iterable[str]]] = {
    "best_replies": why_nobody_moves,
    "commitment": _why_it_is_kept,
    "obedience": _why_everybody_obeys,
    "acceptance": _why_everybody_accepts,
    "noisy_replies": _why_so_likely,
    "beliefs": _who_would_move,
}


def _cost(scenario: Scenario, game: NormalFormGame, move: Move, *, short: bool = False) -> str:
    """Return what a move would cost, as a share of what the player has at stake; `short` where that has been said."""
    names, player = scenario.names, move.player
    action, it = f"to {names.would(player, move.action)}", names.it(player)
    if move.cost == 0:
        return f"{action} would pay {it} the same"
    if scenario.ordinal:
        return f"{action} would lead to an outcome that {names.they(player)} would rank lower"
    share = share_words(scenario, game, player, move.cost)
    return f"{action} would cost {it} {share.partition(' ')[0] if short else share}{_main_reasons(move, names)}"


def _main_reasons(move: Move, names: Names) -> str:
    """Name the dimension that makes most of a cost, others that add notably, and the largest that speaks against."""
    if move.by_dimension is None:
        return ""
    ranked = sorted(zip(move.by_dimension, DIMENSION_NAMES, strict=True), key=lambda part: -part[0])
    against = [name for value, name in ranked if value > NOTABLE * move.cost]
    gained = [name for value, name in ranked if value < -NOTABLE * move.cost]
    words = f", mostly {dimension_words(against[0])}"
    if len(against) > 1:
        words += f", then {listed(map(dimension_words, against[1:3]))}"
    return words + (f", though {names.they(move.player)} would win {dimension_words(gained[-1])}" if gained else "")


def dimension_words(name: str) -> str:
    """Return a dimension of value as it stands in a sentence."""
    return "economic gain" if name == "gain" else plain(name)
