"""What a scenario asks: its question in words, and the analysis that answers it."""

from __future__ import annotations

import re
from typing import Literal

from ....games.population import ParametricGame
from ....games.scenario.scenario import Scenario
from ....games.sequence.given import sequence_of
from ...stochastic.moving_game import course_of

Lead = Literal["once", "sequence", "repeated", "moving", "study", "population"]
"""What leads a report: the game played once, an order of moves, play again and again, a state that moves, a sweep, or a
population."""

_SENTENCE = re.compile(r"[^.?!]+(?:[.](?=\S)[^.?!]*)*[.?!]")


def question_of(scenario: Scenario) -> str:
    """Return the question of a scenario: its own, else those in its description, else that of its arena.

    Examples
    --------
    >>> from tetrarchy import load
    >>> question_of(load("sanctions-renewal")).partition(",")[0]
    'Does it pay Russia to court those who waver'
    """
    if scenario.question:
        return scenario.question
    asked = [text.strip() for text in _SENTENCE.findall(scenario.description) if text.endswith("?")]
    if asked:
        return " ".join(asked)
    if isinstance(scenario.game, ParametricGame) and scenario.game.arena.question.endswith("?"):
        return scenario.in_own_names(scenario.game.arena.question)
    return "What does each player do, and would anybody rather do something else?"


def lead_of(scenario: Scenario, study: bool) -> Lead:
    """Return which analysis answers a scenario; `study` where its file asks for a sweep.

    A discount alone does not ask for the repeated game, as it has one in any case: noise, misperception, strategies and
    plays do.
    """
    if scenario.population:
        return "population"
    if study:
        return "study"
    if sequence_of(scenario) is not None:
        return "sequence"
    if scenario.ordinal or scenario.incomplete:
        return "once"
    if course_of(scenario) is not None:
        return "moving"
    repeated = scenario.repeated
    asks = repeated is not None and (repeated.noise > 0 or repeated.misperception > 0)
    return "repeated" if asks or scenario.strategies else "once"
