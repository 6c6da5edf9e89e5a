"""Moves in sequence in words: outcomes, information sets, and what would be done off the path."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any

from ...games.numbers import counted, number, probability
from ...games.scenario.scenario import Scenario
from ...games.sequence.given import has_tree
from ...games.sequence.stages import Stages
from ...games.text.labels import PlayerLabel, Term, capital, joined, listed, listed_apart
from ...solvers.sequence.subgame_perfect import Outcome, SubgamePerfection
from ...solvers.sequence.threats import Threat
from ...studies.sequence.analysis import SequenceAnalysis
from ...studies.thresholds.plays import is_play
from ..format.blocks import Block, Paragraph
from ..scenario.words import of_stake
from .moves import MoveNames, move_names


def outcome_words(names: MoveNames, outcome: Outcome | None) -> Term:
    """Return an outcome as its path, or as paths with their probabilities."""
    if outcome is None:
        return Term("", "")
    if outcome.path is not None:
        return names.in_words(outcome.path) if outcome.path else joined("", ["nothing to decide"])
    if not outcome.distribution:
        return joined("", ["several outcomes with these payoffs"])
    return play_words(names, outcome.distribution)


def play_words(names: MoveNames, play: Sequence[tuple[str, Fraction]]) -> Term:
    """Return the ways through a tree with their probabilities, of one way the path alone."""
    if len(play) == 1:
        return names.in_words(play[0][0])
    return joined("; ", [joined("", [names.in_words(path), f" ({probability(chance)})"]) for path, chance in play])


def ending_words(analysis: SequenceAnalysis, outcome: Outcome) -> str:
    """Return who does what in an outcome, with the label of its end where there is one."""
    names = move_names(analysis)
    return ends_words(names, outcome.distribution) if outcome.distribution else outcome_words(names, outcome)


def ends_words(names: MoveNames, play: Sequence[tuple[str, Fraction]]) -> str:
    """Return the same of the ways through a tree, with their chances where there are several."""
    if len(play) > 1:
        return "; ".join(f"with a chance of {probability(chance)} {names.deeds(path)}" for path, chance in play)
    ((path, _),) = play
    told, labels = names.deeds(path) or "nobody has anything to decide", names.tree.captions_of([path])
    return f"{told} ({', '.join(labels)})" if labels else told


def ended_in(analysis: SequenceAnalysis, outcome: Sequence[Any]) -> str:
    """Return who does what, and then what, in an outcome by its moves or, of actions in an order, by its profile."""
    moves, scenario = analysis.moves, analysis.scenario
    if is_play(tuple(outcome)):
        return ends_words(move_names(analysis), outcome)
    if isinstance(outcome[0], str):
        return move_names(analysis).deeds(" / ".join(outcome))
    names = scenario.names
    if not isinstance(moves, Stages):
        return names.deeds(tuple(outcome))
    stages = (listed(names.deed(player, outcome[player]) for player in stage) for stage in moves.order)
    return ", then ".join(stages)


def moves_words(analysis: SequenceAnalysis) -> str:
    """Return who moves when, and at how many of the information sets a subgame begins."""
    sets, names = analysis.tree.information_sets, move_names(analysis)
    begin = sum(each.subgame for each in sets)
    order = (
        f"The order of moves is {ordered(names.spoken, analysis.moves)}. " if isinstance(analysis.moves, Stages) else ""
    )
    hidden = hidden_words(names.spoken, analysis.moves) if isinstance(analysis.moves, Stages) else ""
    plural = "sets" if len(sets) != 1 else "set"
    moving = {each.player for each in sets}
    idle = [k for k, player in enumerate(analysis.tree.players) if player not in moving]
    one = len(idle) == 1 and not names.spoken[idle[0]].plural
    never = f" {capital(listed_apart(map(names.who, idle)))} never move{'s' if one else ''}." if idle else ""
    return f"{order}{hidden}A subgame begins at {counted(begin)} of {counted(len(sets))} information {plural}.{never}"


def at_once(scenario: Scenario) -> Iterator[Block]:
    """Say of a scenario whose players move one after the other that what follows takes no account of it."""
    if scenario.order:
        yield Paragraph("What follows is the game in which all move at once.")
    elif has_tree(scenario):
        yield Paragraph("What follows is the game of plans.")


def ordered(spoken: Sequence[PlayerLabel], staged: Stages) -> str:
    """Return an order in words: "the United States, then Russia and China at once".

    Parameters
    ----------
    spoken
        Each player as it stands in a sentence; those who stand there alike, as types of one state may, count as one.
    """
    stages = [list(dict.fromkeys(spoken[player].spoken for player in stage)) for stage in staged.order]
    return ", then ".join(f"{listed_apart(stage)}{' at once' if len(stage) > 1 else ''}" for stage in stages)


def hidden_words(spoken: Sequence[PlayerLabel], staged: Stages) -> str:
    """Return in a sentence who does not see what; nothing where all is seen."""
    pairs = {_unseen(spoken[of], spoken[blind]) for of, blind in staged.hidden}
    return f"{capital('; '.join(sorted(pairs)))}. " if pairs else ""


def _unseen(of: PlayerLabel, blind: PlayerLabel) -> str:
    sees, does = ("do" if blind.plural else "does"), ("do" if of.plural else "does")
    return f"{blind.spoken} {sees} not see what {of.spoken} {does}"


def found_words(found: SubgamePerfection) -> str:
    """Return how many equilibria there are, and whether they are all."""
    if not found.number:
        pure = "There is no pure subgame-perfect equilibrium"
        return f"{pure}." if found.complete_pure else f"{pure} among those looked at."
    one = found.number == 1
    equilibria = (
        "one pure subgame-perfect equilibrium" if one else f"{counted(found.number)} pure subgame-perfect equilibria"
    )
    outcomes = "One outcome" if len(found.outcomes) == 1 else f"{counted(len(found.outcomes))} outcomes"
    rest = "there is no other" if one else "there are no others"
    return f"{outcomes}, of {equilibria}{f': {rest}' if found.complete_pure else '; there may be more'}."


def mixed_words(found: SubgamePerfection) -> str:
    """Return what is known of equilibria in which lots are drawn."""
    drawn = sum(not each.pure for each in found.equilibria)
    listed = f"{counted(drawn)} with lotteries {'is' if drawn == 1 else 'are'} listed" if drawn else ""
    if found.complete:
        rest = "other outcomes that matter to those who move before" if found.continuum else "others"
        return f"{listed}; there are no {rest}." if listed else f"With lotteries there are no {rest}."
    if found.continuum:
        rest = "Some equilibria form a continuum: its corners are listed, and other points of it may be equilibria too."
    else:
        rest = "Not all equilibria with lotteries are known."
    return f"{listed}. {rest}" if listed else rest


def threat_words(analysis: SequenceAnalysis, threat: Threat) -> str:
    """Return in a sentence what somebody would do off a path, and whether it would be carried out."""
    names, player = move_names(analysis), analysis.tree.players.index(threat.player)
    who, deed, instead = names.who(player), names.would(player, threat.action), names.would(player, threat.instead)
    where, path = place_words(analysis, threat), _path_words(names, threat)
    if not threat.credible:
        work = "" if threat.works else " Without that, too, nobody would leave the path."
        return (
            f"{path} is an equilibrium only if the others believe that {who} would {deed} {where}. "
            f"{capital(who)} would not: to {instead} is better {_by(analysis, player, threat)}.{work}"
        )
    start = f"Off {path}, {who} would {deed} {where}"
    if threat.loses == 0:
        return f"{start}, and is indifferent to whether to {instead}."
    return f"{start}: to {instead} would be worse {_by(analysis, player, threat)}."


def empty_threat_words(analysis: SequenceAnalysis, threat: Threat) -> str:
    """Return the same of a threat that nobody would carry out, for the first page: what belief in it would do."""
    names, player = move_names(analysis), analysis.tree.players.index(threat.player)
    who, deed = names.who(player), names.would(player, threat.action)
    ending = names.deeds(threat.outcome) if threat.outcome is not None else "chance decides"
    return (
        f"{capital(who)} would not {deed} {_where(names.last_deed(_place(analysis, threat)))}, as to "
        f"{names.would(player, threat.instead)} is better {_by(analysis, player, threat)}; were it believed all the "
        f"same, play could end so: {ending}."
    )


def place_words(analysis: SequenceAnalysis, threat: Threat) -> str:
    """Return where a threat stands, by what is done before it."""
    return _where(move_names(analysis).deeds(_place(analysis, threat)))


def _where(deeds: str) -> str:
    return f"once {deeds}" if deeds else "at the start"


def _place(analysis: SequenceAnalysis, threat: Threat) -> str:
    """Return the path to where a threat stands: of a set of several nodes as far as all have it in common."""
    tree = analysis.tree
    named = zip(tree.flat.sets, tree.set_names, strict=True)
    nodes = next(own.nodes for own, name in named if (tree.players[own.player], name) == (threat.player, threat.set))
    node = nodes[0]
    while tree.flat.last[node] <= nodes[-1]:
        node = tree.flat.parent[node]
    return tree.path(node)


def _by(analysis: SequenceAnalysis, player: int, threat: Threat) -> str:
    """Return by how much one of two actions is better for a player, "for it by 2.3% of what it has at stake"."""
    own = move_names(analysis).spoken[player]
    better = f"for {'them' if own.plural else 'it'}"
    if analysis.scenario.ordinal:
        return better
    return f"{better} by {of_stake(abs(threat.loses) / analysis.at_stake[player], own)}"


def _path_words(names: MoveNames, threat: Threat) -> str:
    return f"({names.in_words(threat.outcome)})" if threat.outcome is not None else "the outcome that chance splits"


def interval_of(low: Sequence[Fraction] | None, high: Sequence[Fraction] | None, player: int) -> str:
    """Return the least and the most of a player's payoffs, or one number where they are the same."""
    if low is None or high is None:
        return "none"
    if low[player] == high[player]:
        return number(low[player])
    return f"{number(low[player])} to {number(high[player])}"
