"""The answer to what a scenario's question is about: where a number decides, and when an action is best."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...games.scenario.names import Names
from ...games.scenario.scenario import Scenario
from ...games.text.labels import capital, listed, quoted
from ...studies.scenario.page.asked import Asked, AskedAction
from ...studies.thresholds.ranking import NumberTips, Tip
from ...studies.thresholds.variables import Variable
from ..scenario.words import meant_words, value_at

MOST_ASKED = 2
"""Sentences on what the question is about, so that one is left for what is stable."""


def asked_sentences(scenario: Scenario, found: Sequence[Asked]) -> Iterator[str]:
    """Go through what is found of the numbers and actions that the question is about; idle numbers stand together."""
    idle = [each for each in found if isinstance(each, NumberTips) and each.nearest is None]
    for each in found:
        if isinstance(each, AskedAction):
            yield action_words(scenario.names, each)
        elif each not in idle:
            yield tips_words(scenario, each)
    if idle:
        told = [f"{meant_words(scenario, each.over.path)} {_anywhere(each.over)}" for each in idle]
        leaves = "leaves" if len(idle) == 1 else "leave"
        yield f"{capital(listed(told))}, moved alone, {leaves} what is stable as it is."


def _anywhere(over: Variable) -> str:
    here, low, high = (value_at(over.path, value) for value in (over.current, over.low, over.high))
    return f"({here} here, anywhere from {low} to {high})"


def tips_words(scenario: Scenario, tips: NumberTips) -> str:
    """Return at which values a number changes what is stable, and what changes there."""
    over, name = tips.over, meant_words(scenario, tips.over.path)
    near = sorted((tip for tip in (tips.below, tips.above) if tip is not None), key=lambda tip: tip.distance)
    told = [_tip_words(scenario, over, tip, "" if place else name) for place, tip in enumerate(near)]
    return f"{capital('; '.join(told))}."


def _tip_words(scenario: Scenario, over: Variable, tip: Tip, name: str) -> str:
    """Return what changes at a tip; the number has no name and no value of today where both were told before."""
    names, value = scenario.names, str(value_at(over.path, tip.value))
    value += f" ({value_at(over.path, over.current)} here)" if name else ""
    name = name or "it"
    if tip.distance == 0:
        return f"{name} stands on a tie: {_both(names, tip)}"
    above = tip.value > over.current
    if not tip.appears:
        end = "at most" if above else "at least"
        named = list(dict.fromkeys(names.outcome(own) for own in tip.ends))
        if all(named):
            are = "is" if len(named) == 1 else "are"
            return f"{listed(map(quoted, named))} {are} stable only while {name} is {end} {value}"
        return f"only while {name} is {end} {value} is it stable that {'; or that '.join(map(names.told, tip.ends))}"
    where = "" if tip.value in (over.low, over.high) else ("above " if above else "below ")
    return f"once {name} is {where}{value}, {_both(names, tip)}"


def _both(names: Names, tip: Tip) -> str:
    """Return what becomes stable at a tip, and what ceases to be."""
    told = [f"it is stable that {'; or that '.join(map(names.told, tip.appears))}"] if tip.appears else []
    if tip.ends:
        named = dict.fromkeys(names.outcome(own) for own in tip.ends)
        gone = listed(map(quoted, named)) if all(named) else "what is stable now"
        told.append(f"{gone} {'are' if all(named) and len(named) > 1 else 'is'} stable no more")
    return "; ".join(told)


def action_words(names: Names, found: AskedAction) -> str:
    """Return when an action is the best that a player can do."""
    who, deed = names.spoken[found.player].spoken, names.would(found.player, found.action)
    if found.better is not None:
        instead = names.would(found.player, found.better)
        does = "do" if names.spoken[found.player].plural else "does"
        return f"Whatever the others do, {who} {does} better to {instead} than to {deed}."
    if found.times == found.of:
        return f"Whatever the others do, it is best for {who} to {deed}."
    if not found.times:
        return f"To {deed} is never the best that {who} can do."
    if found.only_where is None:
        times = f"{found.times} of the {found.of} combinations of what the others can do"
        return f"It is best for {who} to {deed} in {times}."
    deciding = [
        " or ".join(names.deed(player, action) for action in actions)
        for player, actions in found.only_where.items()
        if len(actions) < len(names.actions[player])
    ]
    return f"It is best for {who} to {deed} only where {listed(deciding)}."
