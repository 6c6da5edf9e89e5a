"""Moves in sequence in words: outcomes, information sets, and what would be done off the path."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from ...games.numbers import counted, number, probability
from ...games.scenario.scenario import Scenario
from ...games.sequence.given import has_tree
from ...games.sequence.stages import Stages
from ...games.sequence.tree import Tree
from ...solvers.sequence.subgame_perfect import Outcome, SubgamePerfection
from ...solvers.sequence.threats import Threat
from ...studies.sequence.analysis import SequenceAnalysis
from ..format.blocks import Block, Paragraph


def outcome_words(outcome: Outcome | None) -> str:
    """Return an outcome as its path, or as paths with their probabilities."""
    if outcome is None:
        return ""
    if outcome.path is not None:
        return outcome.path or "nothing to decide"
    if not outcome.distribution:
        return "several outcomes with these payoffs"
    return play_words(outcome.distribution)


def play_words(play: Sequence[tuple[str, Fraction]]) -> str:
    """Return the ways through a tree with their probabilities, of one way the path alone."""
    if len(play) == 1:
        return play[0][0]
    return "; ".join(f"{path} ({probability(chance)})" for path, chance in play)


def moves_words(analysis: SequenceAnalysis) -> str:
    """Return who moves when, and at how many of the information sets a subgame begins."""
    sets = analysis.tree.information_sets
    begin = sum(each.subgame for each in sets)
    order = f"The order of moves is {ordered(analysis.moves)}. " if isinstance(analysis.moves, Stages) else ""
    hidden = _hidden_words(analysis.moves) if isinstance(analysis.moves, Stages) else ""
    plural = "sets" if len(sets) != 1 else "set"
    moving = {each.player for each in sets}
    idle = [analysis.scenario.label(player) for player in analysis.tree.players if player not in moving]
    never = f" {' and '.join(idle)} never move{'s' if len(idle) == 1 else ''}." if idle else ""
    return f"{order}{hidden}A subgame begins at {counted(begin)} of {counted(len(sets))} information {plural}.{never}"


def at_once(scenario: Scenario) -> Iterator[Block]:
    """Say of a scenario whose players move one after the other that what follows takes no account of it."""
    if scenario.order:
        yield Paragraph("What follows is the game in which all move at once.")
    elif has_tree(scenario):
        yield Paragraph("What follows is the game of plans.")


def ordered(staged: Stages) -> str:
    """Return an order in words: "US, then Russia and China at once"."""
    stages = [" and ".join(staged.players[player] for player in stage) for stage in staged.order]
    return ", then ".join(
        f"{words} at once" if len(stage) > 1 else words for words, stage in zip(stages, staged.order, strict=True)
    )


def _hidden_words(staged: Stages) -> str:
    pairs = [f"{staged.players[blind]} does not see what {staged.players[of]} does" for of, blind in staged.hidden]
    return f"{'; '.join(sorted(pairs))}. " if pairs else ""


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


def threat_words(scenario: Scenario, tree: Tree, threat: Threat) -> str:
    """Return in a sentence what somebody would do off a path, and whether it would be carried out."""
    who, where = scenario.label(threat.player), place_words(tree, threat)
    got, other = number(threat.gets), number(threat.other)
    if not threat.credible:
        work = "" if threat.works else " Without that, too, nobody would leave the path."
        return (
            f"{_told(threat)} is an equilibrium only if the others believe that {who} would play {threat.action} "
            f"{where}; {who} would not carry it out: it would lose by it, {got} against {other} for "
            f"{threat.instead}.{work}"
        )
    if threat.loses == 0:
        return f"Off {_told(threat)}, {who} would play {threat.action} {where}, and is indifferent to {threat.instead}."
    return f"Off {_told(threat)}, {who} would play {threat.action} {where}: {got} against {other} for {threat.instead}."


def place_words(tree: Tree, threat: Threat) -> str:
    """Return where a threat stands, by the way to it."""
    for each in tree.information_sets:
        if (each.player, each.name) == (threat.player, threat.set) and each.nodes:
            return f"after {each.nodes[0]}" if each.nodes[0] else "at the start"
    return f"at {threat.set}"


def _told(threat: Threat) -> str:
    return f"({threat.outcome})" if threat.outcome is not None else "the outcome that chance splits"


def interval_of(low: Sequence[Fraction] | None, high: Sequence[Fraction] | None, player: int) -> str:
    """Return the least and the most of a player's payoffs, or one number where they are the same."""
    if low is None or high is None:
        return "none"
    if low[player] == high[player]:
        return number(low[player])
    return f"{number(low[player])} to {number(high[player])}"
