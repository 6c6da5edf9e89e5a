"""The answer to what a scenario's question is about: where a number decides, and when an action is best."""

from __future__ import annotations

from collections.abc import Sequence

from ...games.scenario.names import Names
from ...games.scenario.scenario import Scenario
from ...games.text.labels import capital, listed, quoted
from ...studies.scenario.main_analysis import Report
from ...studies.scenario.page.asked import AskedAction
from ...studies.thresholds.ranking import NumberTips, Tip
from ...studies.thresholds.variables import Variable
from ..scenario.words import meant_words, value_at
from .gone import NOW, gone_words, names_taken

MOST_ASKED = 2
"""Sentences on what the question is about, so that one is left for what is stable."""


def asked_sentences(report: Report) -> tuple[list[str], list[str]]:
    """Return what is found of the numbers and actions that the question is about; idle numbers stand together.

    Returns
    -------
    two lists of sentences, together at most `MOST_ASKED`: those that stand by themselves, and those that lean on what
    is stable now, which has to be told before them.
    """
    found = report.asked
    idle = [each for each in found if isinstance(each, NumberTips) and each.nearest is None]
    told = [
        action_words(report.scenario.names, each) if isinstance(each, AskedAction) else _tips_words(report, each)
        for each in found
        if each not in idle
    ]
    told = told[:MOST_ASKED]
    idle_told = [_idle_words(report.scenario, idle)] if idle and len(told) < MOST_ASKED else []
    return [each for each in told if NOW not in each], [*(each for each in told if NOW in each), *idle_told]


def _idle_words(scenario: Scenario, idle: Sequence[NumberTips]) -> str:
    told = [f"{_span(each.over)} {meant_words(scenario, each.over.path)} {_here(each.over)}" for each in idle]
    return f"No value {' or '.join(told)} would alone change that."


def _span(over: Variable) -> str:
    return f"from {value_at(over.path, over.low)} to {value_at(over.path, over.high)} of"


def _here(over: Variable) -> str:
    return f"({value_at(over.path, over.current)} here)"


def _tips_words(report: Report, tips: NumberTips) -> str:
    """Return at which values a number changes what is stable, and what changes there."""
    over, name = tips.over, meant_words(report.scenario, tips.over.path)
    near = sorted((tip for tip in (tips.below, tips.above) if tip is not None), key=lambda tip: tip.distance)
    told = [_tip_words(report, over, tip, "" if place else name) for place, tip in enumerate(near)]
    return f"{capital('; '.join(told))}."


def _tip_words(report: Report, over: Variable, tip: Tip, name: str) -> str:
    """Return what changes at a tip; the number has no name and no value of today where both were told before."""
    value = str(value_at(over.path, tip.value))
    value += f" {_here(over)}" if name else ""
    name = name or "it"
    if tip.distance == 0:
        return f"{name} stands on a tie: {_both(report, tip)}"
    if tip.isolated:
        return f"just where {name} is {value}, {_both(report, tip)}"
    above = tip.value > over.current
    if not tip.appears:
        return _held_while(report, tip, f"only while {name} is {'at most' if above else 'at least'} {value}")
    where = "" if tip.value in (over.low, over.high) else ("above " if above else "below ")
    return f"once {name} is {where}{value}, {_both(report, tip)}"


def _held_while(report: Report, tip: Tip, condition: str) -> str:
    """Return what is stable on this side of a tip alone, by its names where nothing else that is stable has them."""
    names = report.scenario.names
    named = list(dict.fromkeys(names.outcome(own) for own in tip.ends))
    if all(named) and not {*named} & names_taken(report, (), tip.ends):
        return f"{listed(map(quoted, named))} {'is' if len(named) == 1 else 'are'} stable {condition}"
    return f"{condition} is it stable that {'; or that '.join(map(names.told, tip.ends))}"


def _both(report: Report, tip: Tip) -> str:
    """Return what becomes stable at a tip, and what ceases to be."""
    told = "; or that ".join(map(report.scenario.names.told, tip.appears))
    stable = [f"it is stable that {told}"] * bool(told)
    return "; ".join([*stable, *gone_words(report, tip.appears, tip.ends, "stable")])


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
