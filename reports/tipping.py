"""What would change the answer, as a report and as plain values: numbers by their nearest tipping points."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from math import floor
from typing import Any

from ..games.arena import ArenaGame
from ..games.arenas.powers.triangle import TRIANGLE
from ..games.normal_form import PureProfile
from ..games.numbers import percent
from ..games.scenario.scenario import Scenario
from ..games.sequence.given import tree_of_scenario
from ..games.text.labels import Term, capital, code_of, listed, plain
from ..studies.stochastic.moving_game import course_of
from ..studies.thresholds.plays import Outcome, is_play
from ..studies.thresholds.ranking import FRAGILE, NumberTips, PlayedAs, Ranking, Tip
from ..studies.thresholds.tipping import TippingPoints
from .figures.charts import tornado_figure
from .format.blocks import Block, Heading, Items, Paragraph, Table
from .format.json import attributes
from .format.provenance import provenance
from .scenario.flagship import faction_words
from .scenario.values import exact_values
from .scenario.words import meant_words, number_words, profile_words, value_at
from .sequence.moves import tree_names
from .sequence.words import play_words

CELLS = 20
"""Letters of a bar."""

SHOWN = 6
"""Outcomes of which a report says where they end; the rest is counted."""

_HEADINGS: dict[PlayedAs, str] = {
    "once": "Played once",
    "repeated": "Repeated for ever",
    "moving": "With the state that moves",
    "sequence": "In the order of moves",
    "choice": "At home",
    "population": "Among the neighbours",
}

_NOUNS: dict[PlayedAs, tuple[str, str]] = {
    "once": ("an equilibrium in pure strategies", "equilibria in pure strategies"),
    "repeated": (
        "an outcome that the threat of falling back for ever on what is stable once can keep up",
        "outcomes that the threat of falling back for ever on what is stable once can keep up",
    ),
    "moving": ("a Markov-perfect equilibrium in pure strategies", "Markov-perfect equilibria in pure strategies"),
    "sequence": ("an outcome of pure subgame-perfect play", "outcomes of pure subgame-perfect play"),
    "choice": ("a coalition that lasts, with what it picks", "coalitions that last, with what they pick"),
    "population": ("a way in which neighbours behave", "ways in which neighbours behave"),
}


TURNS: Mapping[PlayedAs, str] = {
    "once": "what is stable",
    "sequence": "where play ends",
    "repeated": "what is kept up",
    "moving": "how it is played",
    "choice": "which coalition lasts",
    "population": "what neighbours do",
}
"""What turns at a tipping point, by the way of playing."""


def tipping_report(found: TippingPoints) -> Iterator[Block]:
    """Give for each way of playing how sturdy the answer is, and the ranking of the numbers."""
    yield Heading(f"What would change the answer: {found.scenario.title}", 1)
    yield Paragraph(
        "Each number is moved alone, all others as they are, over the range held plausible (a share or a chance from "
        "0 to 1). Every tipping point is exact. Outcomes in pure strategies are looked at, mixed ones are not."
    )
    rankings = found.rankings
    if found.notes:
        about = ("What follows is about the numbers that were reached.",) if rankings else ()
        yield Items((*found.notes, *about))
    for ranking in rankings:
        yield Heading(_HEADINGS[ranking.played])
        if ranking is not rankings[0] and _turning(ranking) == _turning(rankings[0]):
            yield Paragraph(_alike_words(found.scenario.underlying, ranking, rankings[0]))
            continue
        yield Items(tuple(_sentences(found, ranking)))
        yield from ranked(found.scenario.underlying, ranking)


def tipping_tables(found: TippingPoints) -> Iterator[Block]:
    """Give the ranking of every way of playing, those that say the same too."""
    for ranking in found.rankings:
        yield from ranked(found.scenario.underlying, ranking)


def _turning(ranking: Ranking) -> tuple[object, ...]:
    """Return all that a ranking tells but for the numbers that change nothing."""
    turning = {each.over.path: (each.below, each.above) for each in ranking.numbers if each.nearest is not None}
    return ranking.holding, turning, ranking.undefined


def _alike_words(scenario: Scenario, ranking: Ranking, first: Ranking) -> str:
    """Return that a ranking is that of another way of playing, and which of its idle numbers are new."""
    known = {each.over.path for each in first.numbers}
    new = [number_words(scenario, each.over.path) for each in ranking.numbers if each.over.path not in known]
    idle = f" {capital(listed(new))} {'changes' if len(new) == 1 else 'change'} nothing." if new else ""
    turns = f"{capital(TURNS[ranking.played])} changes with the same numbers as {TURNS[first.played]}"
    return f"{turns}, at the same points and to the same outcomes.{idle}"


def _sentences(found: TippingPoints, ranking: Ranking) -> Iterator[str]:
    scenario, one = found.scenario.underlying, len(ranking.holding) == 1
    named = partial(outcome_words, scenario)
    noun, tip = _NOUNS[ranking.played], ""
    lone = _tip_words(scenario, ranking.alone, lambda each: each.alone)
    yield _stamp(ranking)
    if not ranking.holding:
        yield f"Today there is no {noun[0].split(' ', 1)[1]}."
    for outcome in ranking.holding[:SHOWN]:
        tip = _tip_words(scenario, ranking.standing(outcome), lambda each, own=outcome: each.standing[own])
        stays = "stays one, and the only one," if one and tip == lone else "stays one"
        until = f"until {tip}" if tip else "whichever number moves alone within its range"
        yield f"{capital(named(outcome))} is {noun[0]}, and {stays} {until}."
    if more := len(ranking.holding) - SHOWN if len(ranking.holding) > SHOWN else 0:
        yield f"{more} more are {noun[1]}."
    if one and tip != lone:
        until = f"until {lone}" if lone else "whichever number moves alone within its range"
        yield f"It stays the only one {until}."
    today = ranking.today
    if today is not None and today not in ranking.holding:
        tip = _tip_words(scenario, ranking.standing(today), lambda each: each.standing[today])
        when = f"it becomes one when {tip}" if tip else "no number makes it one that moves alone within its range"
        yield f"What is done today, {named(today)}, is not {noun[0]}; {when}."


def _stamp(ranking: Ranking) -> str:
    if ranking.nearest is None:
        return "Sturdy: no number changes anything that moves alone within its range."
    away = percent(ranking.nearest.at_stake)
    if ranking.fragile:
        return f"Fragile: the nearest tipping point is {away} of its range away, under {percent(FRAGILE)}."
    return f"Not fragile: the nearest tipping point is {away} of its range away."


def _tip_words(scenario: Scenario, first: NumberTips | None, of: Callable[[NumberTips], Tip | None]) -> str:
    """Return a tip as "the discount falls from 0.9 to 0.42 (48% of its range)"; nothing where there is none."""
    tip = None if first is None else of(first)
    if first is None or tip is None:
        return ""
    path, name = first.over.path, meant_words(scenario, first.over.path)
    now, then = value_at(path, first.over.current), value_at(path, tip.value)
    if tip.distance == 0:
        return f"{name} moves at all from {now}, where it stands on a tie"
    moves = "rises" if tip.value > first.over.current else "falls"
    return f"{name} {moves} from {now} to {then} ({percent(tip.distance)} of its range)"


def ranked(scenario: Scenario, ranking: Ranking) -> Iterator[Block]:
    """Give the numbers by their nearest tipping points, as a table and as a tornado, and those that decide nothing."""
    decisive = [each for each in ranking.numbers if each.nearest is not None]
    rows = tuple(
        (
            number_term(scenario, each.over.path),
            value_at(each.over.path, each.over.current),
            value_at(each.over.path, tip.value),
            percent(tip.distance) + (" fragile" if tip.fragile else ""),
            bar(each),
            _outcomes_words(scenario, tip.appears),
            _outcomes_words(scenario, tip.ends),
        )
        for each in decisive
        if (tip := each.nearest) is not None
    )
    if rows:
        headers = ("number", "now", "tips at", "away", "its range", "appears", "ends")
        caption = "Numbers by their nearest tipping point; in a bar o is today's value, # where the answer is another"
        yield Table(caption, headers, rows)
        yield tornado_figure(
            f"{_HEADINGS[ranking.played]}: how far each number can move, and where the answer changes",
            [number_term(scenario, each.over.path).removeprefix("the ") for each in decisive],
            [each.place for each in decisive],
            [each.changed for each in decisive],
        )
    if idle := [number_words(scenario, each.over.path) for each in ranking.numbers if each.nearest is None]:
        yield Paragraph(f"Alone these change nothing within their ranges: {listed(idle)}.")
    if undefined := [number_words(scenario, over.path) for over in ranking.undefined]:
        yield Paragraph(f"Not ranked, as a payoff has no value somewhere in the range: {listed(undefined)}.")
    if unfollowed := [number_words(scenario, over.path) for over in ranking.unfollowed]:
        yield Paragraph(
            f"Not ranked, as it was not found out where play ends all over the range: {listed(unfollowed)}."
        )


def number_term(scenario: Scenario, path: str) -> Term:
    """Return a number as a table names it: by what it stands for, a payoff by its actions; for scripts by its name."""
    name = number_words(scenario, path)
    return Term(name if path.startswith("game.payoffs.") else meant_words(scenario, path), code_of(name))


def bar(tips: NumberTips) -> str:
    """Return the range of a number as letters: o at today's value, # where the answer is another, - elsewhere."""
    letters = ["-"] * CELLS
    for low, high in tips.changed:
        for place in range(_cell(low), max(_cell(low) + 1, min(CELLS, -floor(-high * CELLS)))):
            letters[place] = "#"
    letters[_cell(tips.place)] = "o"
    return "".join(letters)


def _cell(place: float) -> int:
    return min(CELLS - 1, floor(place * CELLS))


def outcome_words(scenario: Scenario, outcome: Outcome) -> str:
    """Return a pure profile, or one for each state, or names, in a sentence."""
    if isinstance(outcome[0], str):
        game = scenario.game
        if isinstance(game, ArenaGame) and game.arena is TRIANGLE:
            return f"({faction_words(outcome[:2])}: {scenario.names.term(0, outcome[2])})"
        tree = tree_of_scenario(scenario)
        path = " / ".join(outcome)
        return f"({plain(path) if tree is None else tree_names(scenario, tree).in_words(path)})"
    if is_play(outcome):
        tree = tree_of_scenario(scenario)
        return "" if tree is None else f"({play_words(tree_names(scenario, tree), outcome)})"
    if not isinstance(outcome[0], tuple):
        return profile_words(scenario.names, outcome)
    course = course_of(scenario)
    states, by_play = [name for name, _ in course.states] if course is not None else [], dict[PureProfile, list[str]]()
    for name, own in zip(states, outcome, strict=True):
        by_play.setdefault(own, []).append(name)
    if len(by_play) == 1:
        return f"{profile_words(scenario.names, outcome[0])} in every state"
    return ", ".join(f"{profile_words(scenario.names, own)} in {listed(where)}" for own, where in by_play.items())


def change_words(scenario: Scenario, tip: Tip) -> str:
    """Return what appears and what ends at a tipping point: "(share, join) appears; (deny, exit) ends"."""
    parts = [f"{outcome_words(scenario, outcome)} appears" for outcome in tip.appears]
    return "; ".join([*parts, *(f"{outcome_words(scenario, outcome)} ends" for outcome in tip.ends)])


def _outcomes_words(scenario: Scenario, outcomes: Sequence[Outcome]) -> str:
    return "; ".join(outcome_words(scenario, each) for each in outcomes) or "none"


def tipping_json(found: TippingPoints) -> dict[str, Any]:
    """Return the same in the schema tetrarchy.tipping/1; the distance of a tip is a share of the number's range."""
    today = found.status_quo
    return {
        **provenance(found.scenario, "tipping"),
        "cells": found.cells,
        "status_quo": None if today is None else found.scenario.name_profile(today),
        "rankings": [ranking_values(found.scenario.underlying, ranking) for ranking in found.rankings],
        "notes": found.notes,
    }


def ranking_values(scenario: Scenario, ranking: Ranking) -> dict[str, Any]:
    """Return a ranking as plain values; the distance of a tip is a share of the number's range."""
    nearest, alone = ranking.nearest, ranking.alone
    return {
        **attributes(ranking, "played", "fragile"),
        "holding": [_names(scenario, outcome) for outcome in ranking.holding],
        "nearest": None if nearest is None else nearest.over.path,
        "alone": None if alone is None else alone.over.path,
        "numbers": [_number_values(scenario, each) for each in ranking.numbers],
        "undefined": [over.path for over in ranking.undefined],
        **({"unfollowed": [over.path for over in ranking.unfollowed]} if ranking.unfollowed else {}),
    }


def _number_values(scenario: Scenario, tips: NumberTips) -> dict[str, Any]:
    over, nearest = tips.over, tips.nearest
    return {
        **attributes(over, "path", "name"),
        "label": number_words(scenario, over.path),
        **{name: exact_values(getattr(over, name)) for name in ("low", "high", "current")},
        "distance": None if nearest is None else nearest.distance,
        **{name: _tip_values(scenario, getattr(tips, name)) for name in ("below", "above", "alone")},
        "standing": [
            {"outcome": _names(scenario, outcome), "tip": _tip_values(scenario, tip)}
            for outcome, tip in tips.standing.items()
        ],
        "changed": tips.changed,
    }


def _tip_values(scenario: Scenario, tip: Tip | None) -> dict[str, Any] | None:
    if tip is None:
        return None
    return {
        "value": exact_values(tip.value),
        **attributes(tip, "distance", "fragile"),
        "appears": [_names(scenario, outcome) for outcome in tip.appears],
        "ends": [_names(scenario, outcome) for outcome in tip.ends],
    }


def _names(scenario: Scenario, outcome: Outcome) -> Any:
    if isinstance(outcome[0], str):
        return outcome
    if is_play(outcome):
        return [[path, str(chance)] for path, chance in outcome]
    if not isinstance(outcome[0], tuple):
        return scenario.name_profile(outcome)
    return [scenario.name_profile(own) for own in outcome]
