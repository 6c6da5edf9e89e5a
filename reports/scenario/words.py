"""Sentences about games: profiles, why nobody moves, what each would rather have."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...games.dimensions import DIMENSION_NAMES
from ...games.normal_form import NormalFormGame, PureProfile
from ...games.numbers import number, probability
from ...games.orders.codings import CODINGS
from ...games.scenario.scenario import Scenario
from ...solvers.base import Equilibrium, Grounds, Solution
from ...solvers.exact.algebraic import Exact
from ...studies.scenario.explanation import Explanation, Move, Wish
from ...studies.scenario.what_if import Mover
from ..format.numbers import exact_in_sentence

NOTABLE = 0.1
"""A dimension is named beside the main one when it makes at least this share of the cost."""


def listed(parts: Sequence[str]) -> str:
    """Join parts as a list in a sentence.

    Examples
    --------
    >>> listed(["a"]), listed(["a", "b"]), listed(["a", "b", "c"])
    ('a', 'a and b', 'a, b and c')
    """
    return " and ".join([", ".join(parts[:-1]), parts[-1]]) if len(parts) > 1 else "".join(parts)


def coding_title(name: str) -> str:
    """Return the title of a shipped coding, the name of another one."""
    return CODINGS[name].title if name in CODINGS else name


def spelled(name: str) -> str:
    """Return the name of an order, a dimension or a parameter as it stands in a sentence.

    Examples
    --------
    >>> spelled("security_state")
    'security state'
    """
    return name.replace("_", " ")


def number_words(scenario: Scenario, path: str) -> str:
    """Return a number of a scenario, by its path in full, as it stands in a sentence.

    Examples
    --------
    >>> from tetrarchy import load
    >>> number_words(load("us-russia-china"), "actors.US.orders.security_state")
    'the share of security state in United States'
    """
    match path.split("."):
        case ["game", "parameters", name]:
            return spelled(name)
        case ["actors", player, "orders", order]:
            return f"the share of {spelled(order)} in {scenario.label(player)}"
        case ["actors", player, "types", place, "prior"]:
            return f"the chance of {_type_words(scenario, player, place)}"
        case ["actors", player, "types", place, "orders", order]:
            return f"the share of {spelled(order)} in {_type_words(scenario, player, place)}"
        case ["orders", order, dimension]:
            return f"the weight of {spelled(order)} on {spelled(dimension)}"
        case ["game", "payoffs", player, *actions] if isinstance(scenario.game, NormalFormGame):
            profile = tuple(map(int, actions))
            return f"the payoff of {scenario.players[int(player)]} at {profile_words(scenario, profile)}"
        case ["actors", player]:
            return f"what {scenario.label(player)} seeks"
        case ["status_quo", player]:
            return f"what {scenario.label(player)} does today"
        case ["game", "ranking", player]:
            return f"the ranking of {scenario.label(player)}"
        case ["repeated", name]:
            return f"the {spelled(name)}"
        case _:
            return spelled(path)


def _type_words(scenario: Scenario, player: str, place: str) -> str:
    own = [agent for agent in scenario.agents if scenario.game.players[agent.player] == player]
    return own[int(place)].label


def profile_words(game: NormalFormGame | Scenario, profile: PureProfile) -> str:
    """Return a pure profile of a game, or of a scenario's, as "(engage_both, hedge, hedge)"."""
    return f"({', '.join(game.name_profile(profile))})"


def set_words(game: NormalFormGame | Scenario, profiles: Iterable[PureProfile]) -> str:
    """Return a set of pure equilibria as "(deny, exit) and (share, join)"."""
    return " and ".join(profile_words(game, profile) for profile in profiles) or "no pure equilibrium"


def equilibrium_words(game: NormalFormGame, equilibrium: Equilibrium) -> str:
    """Return an equilibrium as "(deny, 1/3 co_manage + 2/3 contest)", or as "1/2 (share, join) + 1/2 (deny, exit)"."""
    if equilibrium.distribution is None:
        return f"({', '.join(map(mixture_words, game.actions, equilibrium.profile))})"
    places = [tuple(map(int, place)) for place in np.argwhere(equilibrium.outcomes)]
    return mixture_words([profile_words(game, p) for p in places], [equilibrium.outcomes[p] for p in places])


def mixture_words(names: Sequence[str], strategy: Sequence[Any] | NDArray[Any]) -> str:
    """Return a strategy as the name of its one action, or as "1/3 co_manage + 2/3 contest"."""
    played = [(p, name) for p, name in zip(strategy, names, strict=True) if p]
    return played[0][1] if len(played) == 1 else " + ".join(f"{probability(p)} {name}" for p, name in played)


def nouns(solution: Solution) -> tuple[str, str]:
    """Return what one of the things that a solution lists is called, and several of them."""
    return ("outcome", "outcomes") if _grounds(solution) == "beliefs" else ("equilibrium", "equilibria")


def _grounds(solution: Solution) -> Grounds:
    """Return what makes the players act as a solution says."""
    return solution.equilibria[0].grounds if solution.equilibria else "best_replies"


def reading_words(solution: Solution) -> str:
    """Return how to read the probabilities of a solution, or nothing where there is nothing to say."""
    grounds = _grounds(solution)
    mixed = any(len(support) > 1 for equilibrium in solution.equilibria for support in equilibrium.supports)
    return _READINGS[grounds] if mixed or grounds != "best_replies" else ""


_READINGS: Mapping[Grounds, str] = {
    "best_replies": "In a mixed equilibrium a player's probabilities are what keeps the others indifferent; read them "
    "as the others' uncertainty about what it will do rather than as a throw of dice.",
    "commitment": "The leader commits itself first, to an action or a mixture, and the others see it and reply. The "
    "regret is what it would gain by going back on its word.",
    "obedience": "An outcome is drawn with these probabilities by a device that all trust; each player is told its "
    "own action in it, and nothing else.",
    "acceptance": "An outcome is drawn with these probabilities by a device that all trust; before it is told "
    "anything, each player decides whether its action is to be the one drawn or one of its own choice.",
    "noisy_replies": "Players err: what pays more is likelier, what pays less is not ruled out, and everybody reckons "
    "with the others' errors. The regret is what its errors cost a player.",
    "beliefs": "Each action is a best reply to some belief about others who reason in the same way. Beliefs may be "
    "wrong, so an outcome may leave regret.",
}


def why_heading(solution: Solution) -> str:
    """Return the heading above the explanations of a solution."""
    return _HEADINGS[_grounds(solution)]


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
    label = scenario.label(game.players[player])
    played = explanation.equilibrium.supports[player]
    if len(played) > 1:
        yield f"{label} can mix: {listed([game.actions[player][action] for action in played])} pay it the same."
    if moves := _moves(explanation, player):
        yield f"{label} would not move: {'; '.join(_cost(game, move) for move in moves)}."


def _moves(explanation: Explanation, player: int) -> list[Move]:
    """Return what else a player could do, the least costly first."""
    return sorted((move for move in explanation.moves if move.player == player), key=lambda move: move.cost)


def _why_it_is_kept(scenario: Scenario, game: NormalFormGame, explanation: Explanation) -> Iterator[str]:
    """Explain an outcome in which a leader is bound by its commitment, and the others reply to it."""
    for player, name in enumerate(game.players):
        moves = _moves(explanation, player)
        if moves and moves[0].cost < 0:
            instead = f"{game.actions[player][moves[0].action]} would now pay it {number(-moves[0].cost)} more"
            label = scenario.label(name)
            yield f"{label} is bound by its commitment: {instead}, but the others reply to what it promised."
        elif explanation.equilibrium.regret > 0 and len(explanation.equilibrium.supports[player]) > 1:
            yield f"{scenario.label(name)} is bound by its commitment to this mixture."
        else:
            yield from _why_it_stays(scenario, game, explanation, player)


def _why_everybody_obeys(scenario: Scenario, game: NormalFormGame, explanation: Explanation) -> Iterator[str]:
    for player, name in enumerate(game.players):
        for told in explanation.equilibrium.supports[player]:
            if moves := [move for move in _moves(explanation, player) if move.told == told]:
                yield f"{scenario.label(name)}, told {game.actions[player][told]}, obeys: {_cost(game, moves[0])}."


def _why_everybody_accepts(scenario: Scenario, game: NormalFormGame, explanation: Explanation) -> Iterator[str]:
    for player, name in enumerate(game.players):
        drawn = explanation.equilibrium.supports[player]
        if moves := [move for move in _moves(explanation, player) if (move.action,) != drawn]:
            yield f"{scenario.label(name)} lets the draw decide: in its place {_cost(game, moves[0])}."


def _why_so_likely(scenario: Scenario, game: NormalFormGame, explanation: Explanation) -> Iterator[str]:
    equilibrium = explanation.equilibrium
    for player, name in enumerate(game.players):
        actions = [
            f"{game.actions[player][move.action]} {probability(equilibrium.strategies[player][move.action])} "
            f"(pays {number(explanation.pays(move))})"
            for move in _moves(explanation, player)
        ]
        yield f"{scenario.label(name)} plays the more often what pays it more: {', '.join(actions)}."


def _who_would_move(scenario: Scenario, game: NormalFormGame, explanation: Explanation) -> Iterator[str]:
    if all(move.cost >= 0 for move in explanation.moves):
        yield "Nobody would gain by another action here: the outcome is a Nash equilibrium too."
    for player, name in enumerate(game.players):
        moves = _moves(explanation, player)
        if moves and moves[0].cost < 0:
            better, gain = game.actions[player][moves[0].action], number(-moves[0].cost)
            why = "it acts so only where it expects something else"
            yield f"{scenario.label(name)} would gain {gain} by {better} here: {why}."


_WHY: Mapping[Grounds, Callable[[Scenario, NormalFormGame, Explanation], Iterable[str]]] = {
    "best_replies": why_nobody_moves,
    "commitment": _why_it_is_kept,
    "obedience": _why_everybody_obeys,
    "acceptance": _why_everybody_accepts,
    "noisy_replies": _why_so_likely,
    "beliefs": _who_would_move,
}


def _cost(game: NormalFormGame, move: Move) -> str:
    action = game.actions[move.player][move.action]
    if move.cost == 0:
        return f"{action} would pay it the same"
    return f"{action} would cost it {number(move.cost)}{_main_reasons(move)}"


def _main_reasons(move: Move) -> str:
    """Name the dimension that makes most of a cost, others that add notably, and the largest that speaks against."""
    if move.by_dimension is None:
        return ""
    ranked = sorted(zip(move.by_dimension, DIMENSION_NAMES, strict=True), key=lambda part: -part[0])
    against = [(value, name) for value, name in ranked if value > NOTABLE * move.cost]
    gained = [(value, name) for value, name in ranked if value < -NOTABLE * move.cost]
    words = f", mostly {_dimension(against[0])}"
    if len(against) > 1:
        words += f", then {listed([_dimension(part) for part in against[1:3]])}"
    if gained:
        value, name = gained[-1]
        words += f", though it would win {_dimension((-value, name))}"
    return words


def _dimension(part: tuple[Any, str]) -> str:
    value, name = part
    return f"{'economic gain' if name == 'gain' else name.replace('_', ' ')} ({number(value)})"


def wish_words(scenario: Scenario, game: NormalFormGame, wish: Wish) -> str:
    """Return what a player would rather have."""
    label = scenario.label(game.players[wish.player])
    if wish.gain == 0:
        return f"{label} has its best outcome here."
    return f"{label} would rather have {profile_words(game, wish.profile)}, worth {number(wish.gain)} more to it."


def pareto_words(game: NormalFormGame, explanation: Explanation) -> str:
    """Return whether all could do better, in a sentence or two."""
    if explanation.better:
        named = listed([profile_words(game, profile) for profile in explanation.better[:3]])
        more = f" and {len(explanation.better) - 3} more" if len(explanation.better) > 3 else ""
        return f"Nobody would be worse off, and somebody better, at {named}{more}."
    if explanation.lottery is None:
        return (
            "It is Pareto efficient: no other outcome, nor any lottery over outcomes, is better for somebody and worse "
            "for nobody."
        )
    drawn = listed(
        [
            f"{profile_words(game, profile)} with probability {probability(chance)}"
            for profile, chance in zip(explanation.lottery.profiles, explanation.lottery.probabilities, strict=True)
        ]
    )
    return f"No single outcome is better for somebody and worse for nobody, but a lottery is: {drawn}."


def mover_words(scenario: Scenario, game: NormalFormGame, mover: Mover) -> str:
    """Return what a player would do that leaves a profile: "Russia would move to hedge and gain 0.1"."""
    action = game.actions[mover.player][mover.action]
    return f"{scenario.label(game.players[mover.player])} would move to {action} and gain {number(mover.gain)}"


def completeness_words(solution: Solution) -> str:
    """Return what is proven of the list of equilibria, in a sentence."""
    if solution.complete and _grounds(solution) in ("obedience", "acceptance"):
        return f"Each is proven to be what it is called; all mixtures of them hold too (method: {solution.method})."
    if solution.complete:
        return f"The list is complete: nothing is missing (method: {solution.method})."
    return f"The list may be incomplete (method: {solution.method})."


def evidence_words(equilibrium: Equilibrium) -> str:
    """Return in a word how an equilibrium is known: exact, certified to a distance, or numerical."""
    if equilibrium.exact is not None and equilibrium.certified:
        return "exact"
    if equilibrium.algebraic is not None:
        return "exact (algebraic)"
    if equilibrium.certified:
        return f"certified within {number(equilibrium.distance)}"
    return "numerical"


def algebraic_words(scenario: Scenario, game: NormalFormGame, strategies: Sequence[Sequence[Exact]]) -> str:
    """Return exact strategies player by player: "US: share with sqrt(2)/2, deny with 1 - sqrt(2)/2"."""
    players = []
    for name, actions, strategy in zip(game.players, game.actions, strategies, strict=True):
        played = [(action, p) for action, p in zip(actions, strategy, strict=True) if p != 0]
        mixed = ", ".join(f"{action} with {exact_in_sentence(p)}" for action, p in played)
        players.append(f"{scenario.label(name)}: {mixed if len(played) > 1 else played[0][0]}")
    return "; ".join(players)
