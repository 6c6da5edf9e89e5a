"""Sentences about games: profiles, equilibria, what each would rather have, and what is proven."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...games.arena import ArenaGame
from ...games.normal_form import NormalFormGame, PureProfile
from ...games.numbers import number, percent, probability, several, two_figures
from ...games.orders.codings import CODINGS
from ...games.orders.rows import ORDER_NAMES
from ...games.ordinal import OrdinalGame
from ...games.population import ParametricGame
from ...games.scenario.names import Names, of_kind
from ...games.scenario.scenario import Scenario
from ...games.text.labels import PlayerLabel, Term, joined, listed, plain
from ...solvers.base import Equilibrium, Grounds, Solution
from ...solvers.exact.algebraic import Exact
from ...solvers.two_player.extreme_equilibria import TiedReplies
from ...studies.scenario.explanation import Explanation, Wish
from ...studies.scenario.stakes import at_stake
from ...studies.scenario.what_if import Mover
from ...studies.thresholds.variables import Variable
from ..format.numbers import exact_in_sentence


def profile_words(names: Names, profile: PureProfile) -> Term:
    """Return a pure profile as "(press both, hedge, hedge)", with the name of the outcome where it has one."""
    return names.in_words(profile)


def both_names(label: Term) -> Term:
    """Return a label with the name that scripts use in brackets, where it is another one."""
    return label if label == label.code else Term(f"{label} ({label.code})", label.code)


def set_words(names: Names, profiles: Iterable[PureProfile]) -> str:
    """Return a set of pure equilibria as "stand-off (deny, contest) and (share, join)"."""
    return joined(" and ", (profile_words(names, profile) for profile in profiles)) or "no pure equilibrium"


def coding_title(name: str) -> str:
    """Return the title of a shipped coding, the name of another one."""
    return CODINGS[name].title if name in CODINGS else name


def number_words(scenario: Scenario, path: str) -> str:
    """Return a number of a scenario, by its path in full, as it stands in a sentence.

    Examples
    --------
    >>> from tetrarchy import load
    >>> number_words(load("us-russia-china"), "actors.US.orders.security_state")
    "the security state's share in the mix of the United States"
    """
    match path.split("."):
        case ["game", "parameters", name]:
            return scenario.parameter_words(name)
        case ["actors", player, "orders", order]:
            return f"{whose(order)} share in the mix of {scenario.spoken(player)}"
        case ["actors", player, "types", place, "prior"]:
            are = "are" if scenario.spoken_label(player).plural else "is"
            return f"the chance that {scenario.spoken(player)} {are} {scenario.kind_of(player, int(place))}"
        case ["actors", player, "types", place, "orders", order]:
            return f"{whose(order)} share in the mix of {_type_words(scenario, player, place)}"
        case ["game", "shares", mix, order]:
            return f"{whose(order)} share among {plain(mix)}"
        case ["orders", order, dimension]:
            return f"{whose(order)} weight on {plain(dimension)}"
        case ["game", "payoffs", player, *actions] if isinstance(scenario.game, NormalFormGame):
            names, profile = scenario.names, tuple(map(int, actions))
            return f"the payoff of {names.spoken[int(player)].spoken} at {profile_words(names, profile)}"
        case ["actors", player]:
            return f"what {scenario.spoken(player)} seeks"
        case ["status_quo", player]:
            return f"what {scenario.spoken(player)} does today"
        case ["order"]:
            return "the order of moves"
        case ["game", "ranking", player]:
            return f"the ranking of {scenario.spoken(player)}"
        case ["repeated", name]:
            return f"the {plain(name)}"
        case _:
            return plain(path)


def meant_words(scenario: Scenario, path: str) -> str:
    """Return a number of a scenario as a sentence tells it to whom its name says nothing: a parameter by its meaning.

    Examples
    --------
    >>> from tetrarchy import load
    >>> meant_words(load("sanctions-russia"), "game.parameters.sender_cost")
    'the economic cost of the sanctions to the United States and the European Union'
    """
    if path.startswith("game.payoffs.") and isinstance(scenario.game, NormalFormGame):
        player, *actions = map(int, path.split(".")[2:])
        return f"the payoff of {scenario.names.spoken[player].spoken} where {scenario.names.deeds(tuple(actions))}"
    name = path.removeprefix("game.parameters.")
    if name == path or not isinstance(scenario.game, ParametricGame) or scenario.owner_of(name):
        return number_words(scenario, path)
    meaning = scenario.in_own_names(scenario.game.arena.parameter(name).meaning)
    bare = meaning[:1].islower() and not meaning.startswith(("a ", "an ", "the ", "how ", "what ", "whether "))
    return f"the {meaning}" if bare else meaning or number_words(scenario, path)


_SHARES = ("actors.", "game.shares.")
"""Where the paths of shares and chances begin."""


def value_at(path: str, value: Any) -> Term:
    """Return a value of a number of a scenario: a share or a chance as a percentage, with its decimals for scripts."""
    return Term(percent(value) if path.startswith(_SHARES) else number(value), number(value))


def is_whole_share(over: Variable) -> bool:
    """Tell whether a number is told as a percentage and may be anything from 0% to 100%."""
    return over.path.startswith(_SHARES) and (over.low, over.high) == (0, 1)


def numbers_counted(paths: Iterable[str]) -> str:
    """Return how many numbers of which kinds there are: "46 numbers (31 parameters, 15 shares of mixes)"."""
    kinds = Counter(map(_kind, paths))
    told = ", ".join(several(count, *words) for words, count in kinds.items())
    total = several(sum(kinds.values()), "number")
    return f"{total} ({told})" if told else total


def _kind(path: str) -> tuple[str, str]:
    match path.split("."):
        case ["actors", *_, "prior"]:
            return "chance of a type", "chances of types"
        case ["actors", *_] | ["game", "shares", *_]:
            return "share of a mix", "shares of mixes"
        case ["game", "payoffs", *_]:
            return "payoff", "payoffs"
        case ["orders", *_]:
            return "weight", "weights"
        case _:
            return "parameter", "parameters"


def whose(order: str) -> str:
    """Return whose a share or a weight is: "the liberal", "the security state's"."""
    named = f"the {plain(order)}"
    return named if order in ORDER_NAMES else f"{named}'s"


def _type_words(scenario: Scenario, player: str, place: str) -> str:
    return of_kind(scenario.spoken(player), scenario.kind_of(player, int(place)))


def equilibrium_words(names: Names, equilibrium: Equilibrium) -> Term:
    """Return an equilibrium as "(deny, 1/3 co-manage + 2/3 contest)", or as "1/2 (share, join) + 1/2 (deny, exit)"."""
    if equilibrium.distribution is None:
        if equilibrium.pure:
            return profile_words(names, pure_profile(equilibrium))
        played = joined(", ", map(mixture_words, names.actions, equilibrium.profile))
        return Term(f"({played})", f"({played.code})")
    places = [tuple(map(int, place)) for place in np.argwhere(equilibrium.outcomes)]
    return mixture_words([profile_words(names, p) for p in places], [equilibrium.outcomes[p] for p in places])


def pure_profile(equilibrium: Equilibrium) -> PureProfile:
    """Return the profile that a pure equilibrium plays."""
    return tuple(support[0] for support in equilibrium.supports)


def mixture_words(names: Sequence[str], strategy: Sequence[Any] | NDArray[Any]) -> Term:
    """Return a strategy as the name of its one action, or as "1/3 co-manage + 2/3 contest"."""
    played = [(p, name) for p, name in zip(strategy, names, strict=True) if p]
    if len(played) == 1:
        return joined("", [played[0][1]])
    return joined(" + ", (joined(" ", (probability(p), name)) for p, name in played))


def nouns(solution: Solution) -> tuple[str, str]:
    """Return what one of the things that a solution lists is called, and several of them."""
    return ("outcome", "outcomes") if grounds_of(solution) == "beliefs" else ("equilibrium", "equilibria")


def grounds_of(solution: Solution) -> Grounds:
    """Return what makes the players act as a solution says."""
    return solution.equilibria[0].grounds if solution.equilibria else "best_replies"


def reading_words(solution: Solution) -> str:
    """Return how to read the probabilities of a solution, or nothing where there is nothing to say."""
    grounds = grounds_of(solution)
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


def ranking_words(scenario: Scenario, player: str) -> str:
    """Return a player's ranking of the outcomes, the best first: "(blockade, withdraw) > (strike, withdraw)"."""
    game = scenario.game
    assert isinstance(game, OrdinalGame), "only a game of rankings has any"

    def told(outcome: tuple[str, ...]) -> str:
        return profile_words(scenario.names, tuple(map(tuple.index, scenario.actions, outcome)))

    return " > ".join(" = ".join(map(told, tied)) for tied in game.ranking[player])


def committed_words(scenario: Scenario) -> Iterator[str]:
    """Go through the types that have no choice: "Russia (predatory) has no choice and arms against enlargement"."""
    names = scenario.names
    for own in scenario.types if isinstance(scenario.game, ArenaGame) else ():
        if own.committed is not None:
            state = scenario.game.players[own.player]
            spoken, told = names.spoken_states[state], names.told_actions[names.states.index(state)][own.committed]
            have = "have" if spoken.plural else "has"
            yield f"{of_kind(spoken.spoken, own.kind)} {have} no choice and {told.spoken_of([spoken])}"


def share_words(scenario: Scenario, game: NormalFormGame, player: int, amount: Any) -> str:
    """Return an amount of a player's payoff as a share of what it has at stake: "2.3% of what it has at stake"."""
    stake = at_stake(game)[player]
    return of_stake(amount / stake, scenario.names.spoken[player]) if stake else "nothing"


def of_stake(share: Any, player: PlayerLabel) -> str:
    """Return a share of what a player has at stake in words: "2.3% of what it has at stake"."""
    return f"{two_figures(share)} of what {'they have' if player.plural else 'it has'} at stake"


def wish_words(scenario: Scenario, game: NormalFormGame, wish: Wish) -> str:
    """Return what a player would rather have."""
    names = scenario.names
    who, plural = names.subject(wish.player), names.spoken[wish.player].plural
    if wish.gain == 0:
        return f"{who} {'have their' if plural else 'has its'} best outcome here."
    best = f"{who} would rather have {profile_words(names, wish.profile)}"
    if scenario.ordinal:
        return f"{best}."
    return f"{best}, better for {names.it(wish.player)} by {share_words(scenario, game, wish.player, wish.gain)}."


def pareto_words(names: Names, explanation: Explanation, ordinal: bool = False) -> str:
    """Return whether all could do better, in a sentence or two; of ranks there are no lotteries."""
    if explanation.better:
        more = [f"{len(explanation.better) - 3} more"] * (len(explanation.better) > 3)
        named = listed([*(profile_words(names, profile) for profile in explanation.better[:3]), *more])
        return f"Nobody would be worse off, and somebody better, at {named}."
    if ordinal:
        return "It is Pareto efficient: no other outcome is better for somebody and worse for nobody."
    if explanation.lottery is None:
        return (
            "It is Pareto efficient: no other outcome, nor any lottery over outcomes, is better for somebody and worse "
            "for nobody."
        )
    drawn = listed(
        [
            f"{profile_words(names, profile)} with probability {probability(chance)}"
            for profile, chance in zip(explanation.lottery.profiles, explanation.lottery.probabilities, strict=True)
        ]
    )
    return f"No single outcome is better for somebody and worse for nobody, but a lottery is: {drawn}."


def mover_words(scenario: Scenario, game: NormalFormGame, mover: Mover) -> str:
    """Return what a player would do that leaves a profile: "Russia would hold out and gain 6% of what it has ..."."""
    names = scenario.names
    words = f"{names.spoken[mover.player].spoken} would {names.would(mover.player, mover.action)}"
    if scenario.ordinal:
        return words
    return f"{words} and gain {share_words(scenario, game, mover.player, mover.gain)}"


def note_words(names: Names, note: str) -> str:
    """Return a note of a solver, with players and actions as readers call them."""
    if not isinstance(note, TiedReplies):
        return note
    mover, other = note.mover, 1 - note.mover
    done = [names.does(mover, action) for action in note.played]
    has = "have" if names.spoken[other].plural else "has"
    replies = listed(f"to {names.would(other, action)}" for action in note.best)
    start = f"The game is degenerate: where {names.spoken[mover].spoken} {' or '.join(done)}"
    return f"{start}, {names.spoken[other].spoken} {has} {len(note.best)} best replies, {replies}."


def completeness_words(solution: Solution) -> str:
    """Return what is proven of the list of equilibria, and by which method, in a sentence."""
    return f"{proven_words(solution)} (method: {solution.method})."


def proven_words(solution: Solution) -> str:
    """Return what is proven of the list of equilibria: a sentence without its full stop."""
    if solution.complete and grounds_of(solution) in ("obedience", "acceptance"):
        return "Each is proven to be what it is called; all mixtures of them hold too"
    return "The list is complete: nothing is missing" if solution.complete else "The list may be incomplete"


def evidence_words(equilibrium: Equilibrium) -> str:
    """Return in a word how an equilibrium is known: exact, certified to a distance, or numerical."""
    if equilibrium.exact is not None and equilibrium.certified:
        return "exact"
    if equilibrium.algebraic is not None:
        return "exact (algebraic)"
    if equilibrium.certified:
        return f"certified within {number(equilibrium.distance)}"
    return "numerical"


def algebraic_words(names: Names, strategies: Sequence[Sequence[Exact]]) -> str:
    """Return exact strategies player by player: "US: share with sqrt(2)/2, deny with 1 - sqrt(2)/2"."""
    players = []
    for label, actions, strategy in zip(names.labels, names.actions, strategies, strict=True):
        played = [(action, p) for action, p in zip(actions, strategy, strict=True) if p != 0]
        mixed = ", ".join(f"{action} with {exact_in_sentence(p)}" for action, p in played)
        players.append(f"{label}: {mixed if len(played) > 1 else played[0][0]}")
    return "; ".join(players)
